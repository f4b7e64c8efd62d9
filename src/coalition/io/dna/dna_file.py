"""Files of the Discourse Network Analyzer (Leifeld 2017): coded statements, read as positions."""

from fractions import Fraction
from os import PathLike
from pathlib import Path
from typing import Any, get_args

from coalition.errors import InvalidCase
from coalition.faults import Faults, as_error
from coalition.io.choices import chosen
from coalition.io.dna._ids import ids_of, worded
from coalition.io.dna._sqlite import check_closed, rows_of
from coalition.io.dna._statements import (
    TABLES,
    dates_of,
    ends_of,
    quoted,
    statements_of,
    variables_of,
)
from coalition.io.text import File, taken
from coalition.model.actors import Membership, Party, Politician
from coalition.model.coalition import Coalition
from coalition.model.dates import PartialDate
from coalition.model.proposals import Proposal
from coalition.model.sources import Source
from coalition.model.statements import Position
from coalition.model.words import OrDrop
from coalition.sentences import examples


def read_dna(
    path: File,
    *,
    statement_type: str = "DNA Statement",
    actor: str = "organization",
    concept: str = "concept",
    qualifier: str = "agreement",
    speaker: str | None = "person",
    scale: tuple[int, int] | None = None,
    incomplete: OrDrop = "error",
    max_bytes: int = 1_000_000_000,
) -> Coalition:
    """Read a file of the Discourse Network Analyzer (Leifeld 2017), version 3.

    The actors become parties, the concepts proposals under the topic ``concept``, the documents
    sources, the speakers politicians, and every statement a position, with the beginning of the
    passage that it marks. Names are ids; where two differ in case or in spaces alone, the second is
    ``Name (2)``.
    Every statement counts, also where an actor repeated or contradicted itself: the collection is
    one with ``several="all"``.

    Parameters
    ----------
    path : path-like, bytes or open file
        A .dna file, given as for `read_case`, but in binary mode; it is not changed.
    statement_type : str
        The label of the statements that are read.
    actor, concept : str
        The variables that hold who takes the position, and on what.
    qualifier : str
        The variable that holds the stance: yes or no, for and against; or a whole number.
    speaker : str, optional
        The variable that holds who said it; None if nobody is to be named.
    scale : (int, int), optional
        The numbers at which a qualifier of whole numbers is entirely against and entirely for. Such
        a qualifier needs it, as the largest numbers in a file need not be the ends.
    incomplete : {'error', 'drop'}
        What to do about statements that name no actor, no concept or no stance.
    max_bytes : int
        As for `read_case`.

    Returns
    -------
    Coalition
        What was stated, with the date of the document.

    Raises
    ------
    InvalidValue
        If there is no such statement type or variable, or the scale does not fit; what there is
        instead is named. And as for `read_case`.
    InvalidCase
        If the file is no such file, is damaged, or contradicts itself; every fault is named. Of a
        file of another version or kind, it says which, and what to do.
    OSError
        As for `read_case`.

    Examples
    --------
    >>> import coalition as co
    >>> co.read_dna("nowhere.dna")
    Traceback (most recent call last):
    FileNotFoundError: [Errno 2] No such file or directory: 'nowhere.dna'
    """
    # 1. the tables of the file, and what the arguments mean in them
    data, name = taken(path, "read_dna", "the DNA file", max_bytes, binary=True)
    with as_error(name, InvalidCase):
        if isinstance(path, str | PathLike):
            check_closed(Path(path))
        tables = rows_of(data, TABLES)
    faults = Faults(chosen(incomplete=(incomplete, get_args(OrDrop))))
    named = {"actor": actor, "concept": concept, "qualifier": qualifier, "speaker": speaker}
    wanted = {role: variable for role, variable in named.items() if variable is not None}
    kind, variables = variables_of(tables, statement_type, wanted, faults)
    low, high = ends_of(tables, variables.get("qualifier"), scale, faults)
    faults.raise_if_any("read_dna")

    # 2. the statements, and the days of their documents
    names = {id: worded(value) for id, _, value in tables["ENTITIES"]}
    statements, silent = statements_of(tables, kind, variables, names, faults)
    if silent and incomplete == "error":
        lack = "name no actor, no concept or no stance"
        remedy = "give incomplete='drop' to leave these out"
        faults.note("STATEMENTS", f"{examples(silent, 5)} {lack}; {remedy}")
    coders = {id: worded(name) or None for id, name in tables["CODERS"]}
    documents = {row[0]: row[1:] for row in tables["DOCUMENTS"]}
    dates = dates_of(documents, statements, faults)
    faults.raise_if_any(name, InvalidCase)

    # 3. who and what is in them, by ids
    acting = sorted({one.actor for one in statements})
    spoke: dict[int, set[int]] = {}
    for one in statements:
        if one.speaker is not None and one.speaker not in acting:
            spoke.setdefault(one.speaker, set()).add(one.actor)
    entities = [*acting, *sorted(spoke)]
    ids = dict(zip(entities, ids_of(names[entity] for entity in entities), strict=True))
    concepts = sorted({one.concept for one in statements})
    proposals = dict(zip(concepts, ids_of(names[entity] for entity in concepts), strict=True))

    # 4. a speaker is in the party that it spoke for, if it spoke for one only; DNA counts places in
    # texts as Java does, in UTF-16
    homes = {one: spoke[one] if len(spoke[one]) == 1 else () for one in sorted(spoke)}
    texts = {id: documents[id][-1].encode("utf-16-le") for id in dates}
    return Coalition(
        several="all",
        sources=[_source(id, documents[id], date) for id, date in dates.items()],
        parties=[Party(ids[entity], names[entity]) for entity in acting],
        politicians=[
            Politician(ids[one], names[one], [Membership(ids[home]) for home in of])
            for one, of in homes.items()
        ],
        proposals=[Proposal(id, "concept", names[entity]) for entity, id in proposals.items()],
        positions=[
            Position(
                ids[one.actor],
                proposals[one.concept],
                Fraction(2 * (one.value - low), high - low) - 1,
                date=dates[one.document],
                attribution="stated",
                source=f"document {one.document}",
                locator=f"characters {one.start} to {one.stop}",
                quotation=quoted(one, texts[one.document]),
                speaker=ids[one.speaker] if one.speaker in homes else None,
                note=f"statement {one.id}",
                coder=coders.get(one.coder),
            )
            for one in statements
        ],
    )


def _source(id: int, row: tuple[Any, ...], date: PartialDate) -> Source:
    """Return a document as a source; what a source has no field for is in its note."""
    title, _, author, publisher, section, kind, _ = row
    more = {"author": worded(author), "section": worded(section), "type": worded(kind)}
    note = "; ".join(f"{what}: {text}" for what, text in more.items() if text)
    return Source(
        f"document {id}",
        worded(title) or "untitled",
        publisher=worded(publisher) or None,
        date=date,
        note=note or None,
    )

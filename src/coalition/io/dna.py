"""Files of the Discourse Network Analyzer (Leifeld 2017): coded statements, read as positions."""

import os
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from typing import Any, TypeAlias

import attrs

from coalition.errors import Fault, InvalidCase, InvalidValue, close_match
from coalition.io.naming import Ids, worded
from coalition.io.reading import chosen, examples
from coalition.io.sqlite import Columns, rows_of
from coalition.model.actors import Membership, Party, Politician
from coalition.model.checking import Refused, shown
from coalition.model.coalition import Coalition
from coalition.model.dates import PartialDate, partial_date
from coalition.model.proposals import Proposal
from coalition.model.sources import Source
from coalition.model.statements import Position

__all__ = ["read_dna"]

_Tables: TypeAlias = Mapping[str, list[tuple[Any, ...]]]

_DATA: Columns = {"StatementId": int, "VariableId": int}
_TABLES: dict[str, Columns] = {
    "STATEMENTTYPES": {"ID": int, "Label": str},
    "VARIABLES": {"ID": int, "Variable": str, "DataType": str, "StatementTypeId": int},
    "DOCUMENTS": {
        **{"ID": int, "Title": str, "Date": int},
        **{"Author": str, "Source": str, "Section": str, "Type": str},
    },
    "STATEMENTS": {"ID": int, "StatementTypeId": int, "DocumentId": int},
    "ENTITIES": {"ID": int, "VariableId": int, "Value": str},
    "DATASHORTTEXT": {**_DATA, "Entity": int},
    "DATABOOLEAN": {**_DATA, "Value": int},
    "DATAINTEGER": {**_DATA, "Value": int},
}
_EPOCH = date(1970, 1, 1)
_DAY = 24 * 60 * 60


@attrs.frozen
class _Said:
    """A statement: the entities that its variables name, and the number that its qualifier has."""

    id: int
    document: int
    actor: int
    concept: int
    speaker: int | None
    value: int


def read_dna(
    path: str | os.PathLike[str],
    *,
    statement_type: str = "DNA Statement",
    actor: str = "organization",
    concept: str = "concept",
    qualifier: str = "agreement",
    speaker: str | None = "person",
    scale: tuple[int, int] | None = None,
    incomplete: str = "error",
    max_bytes: int = 1_000_000_000,
) -> Coalition:
    """Read a file of the Discourse Network Analyzer, version 3.

    The actors become parties, the concepts proposals under the topic ``concept``, the documents
    sources, the speakers politicians, and every statement a position. Names are ids; where two
    cannot be told apart, because they differ in case or in spaces alone, the second is ``Name (2)``.
    All statements count, also where an actor said the same twice or contradicted itself: the
    collection is one with ``several="all"``.

    Parameters
    ----------
    path : path-like
        A .dna file, which is not changed.
    statement_type : str
        The label of the statements that are read.
    actor, concept : str
        The variables that hold who takes the position, and on what.
    qualifier : str
        The variable that holds the stance: yes or no, for and against; or a whole number.
    speaker : str, optional
        The variable that holds whose words they are; None for nobody's.
    scale : (int, int), optional
        The numbers at which a qualifier of whole numbers says entirely against and entirely for. It
        must be said for such a qualifier: the largest numbers in a file need not be the ends.
    incomplete : {'error', 'drop'}
        What is done about statements that name no actor, no concept or no stance.
    max_bytes : int
        Size beyond which a file is refused unread.

    Returns
    -------
    Coalition
        What was stated, with the date of the document.

    Raises
    ------
    InvalidValue
        If there is no such statement type or variable, or the scale does not fit; what there is
        instead is named.
    InvalidCase
        If the file is no such file, is damaged, or contradicts itself; every fault is named.
    OSError
        If there is no such file, or it cannot be read.

    Examples
    --------
    >>> import coalition as co
    >>> co.read_dna("nowhere.dna")
    Traceback (most recent call last):
    FileNotFoundError: [Errno 2] No such file or directory: 'nowhere.dna'
    """
    file = Path(path)
    try:
        tables = rows_of(file, _TABLES, max_bytes=max_bytes)
    except Refused as refusal:
        raise InvalidCase(refusal.faults, file.name) from None
    faults = list(chosen(incomplete=(incomplete, ("error", "drop"))))
    named = {"actor": actor, "concept": concept, "qualifier": qualifier, "speaker": speaker}
    wanted = {role: variable for role, variable in named.items() if variable is not None}
    kind, variables = _variables(tables, statement_type, wanted, faults)
    ends = _ends(tables, variables.get("qualifier"), scale, faults)
    if faults:
        raise InvalidValue(tuple(faults), "read_dna")
    names = {id: worded(value) for id, _, value in tables["ENTITIES"]}
    said, silent = _statements(tables, kind, variables, names, faults)
    if silent and incomplete == "error":
        message = (
            f"{examples(silent)} name no actor, no concept or no stance; give incomplete='drop' to "
            "leave these out"
        )
        faults.append(Fault("STATEMENTS", message))
    documents = {row[0]: row[1:] for row in tables["DOCUMENTS"]}
    dates = _dates(documents, said, faults)
    if faults:
        raise InvalidCase(tuple(faults), file.name)
    return _coalition(said, names, documents, dates, ends)


def _variables(
    tables: _Tables, statement_type: str, wanted: Mapping[str, str], faults: list[Fault]
) -> tuple[int, dict[str, tuple[int, str]]]:
    """Return the number of the statement type, and number and kind of each variable."""
    types = {label: id for id, label in tables["STATEMENTTYPES"]}
    if statement_type not in types:
        faults.append(_absent("statement_type", "statement type", statement_type, types))
        return 0, {}
    there = {
        name: (id, kind)
        for id, name, kind, owner in tables["VARIABLES"]
        if owner == types[statement_type]
    }
    found = {}
    for role, name in wanted.items():
        kinds = ("boolean", "integer") if role == "qualifier" else ("short text",)
        if name not in there:
            faults.append(_absent(role, f"variable of {statement_type!r}", name, there))
        elif there[name][1] not in kinds:
            message = f"{name!r} is {there[name][1]}, and must be {' or '.join(kinds)}"
            faults.append(Fault(role, message))
        else:
            found[role] = there[name]
    return types[statement_type], found


def _absent(place: str, what: str, name: str, there: Collection[str]) -> Fault:
    listed = f"there is: {examples(sorted(there))}" if there else "there is none"
    return Fault(place, f"no {what} {shown(name)} ({listed}){close_match(str(name), there)}")


def _ends(
    tables: _Tables,
    qualifier: tuple[int, str] | None,
    scale: tuple[int, int] | None,
    faults: list[Fault],
) -> tuple[int, int]:
    """Return the numbers that are entirely against and entirely for."""
    if qualifier is None:
        return 0, 1
    id, kind = qualifier
    if kind == "boolean":
        if scale is not None:
            faults.append(Fault("scale", "is for a qualifier of whole numbers; this is yes or no"))
        return 0, 1
    held = {value for _, variable, value in tables["DATAINTEGER"] if variable == id} or {0}
    found = f"the numbers in the file go from {min(held)} to {max(held)}"
    try:
        low, high = (count if type(count) is int else 0 for count in scale or ())
    except (TypeError, ValueError):
        low = high = 0
    if low == high:
        message = f"must be two whole numbers, such as (-5, 5), not {shown(scale)}; {found}"
        faults.append(Fault("scale", message))
    elif not (min(low, high) <= min(held) and max(held) <= max(low, high)):
        faults.append(Fault("scale", f"{low} to {high} is too short; {found}"))
    return low, high


def _statements(
    tables: _Tables,
    kind: int,
    variables: Mapping[str, tuple[int, str]],
    names: Mapping[int, str],
    faults: list[Fault],
) -> tuple[list[_Said], list[int]]:
    """Return the statements of a type, and the ids of those that do not say all that is needed."""
    asked = {id: role for role, (id, _) in variables.items()}
    graded = variables["qualifier"][1] == "integer"
    held: dict[int, dict[str, int]] = {}
    for table in ("DATASHORTTEXT", "DATAINTEGER" if graded else "DATABOOLEAN"):
        for statement, variable, entry in tables[table]:
            if variable in asked:
                held.setdefault(statement, {})[asked[variable]] = entry
    said, silent = [], []
    for id, owner, document in sorted(tables["STATEMENTS"]):
        if owner != kind:
            continue
        entities = held.get(id, {})
        value = entities.pop("qualifier", None)
        if unknown := [entity for entity in entities.values() if entity not in names]:
            faults.append(Fault(f"statement {id}", f"there is no entity {examples(unknown)}"))
        elif not graded and value not in {None, 0, 1}:
            faults.append(Fault(f"statement {id}", f"must say 0 or 1, not {value}"))
        of = {role: entity for role, entity in entities.items() if names.get(entity)}
        if value is None or "actor" not in of or "concept" not in of:
            silent.append(id)
        else:
            one = _Said(id, document, of["actor"], of["concept"], of.get("speaker"), value)
            said.append(one)
    return said, silent


def _dates(
    documents: Mapping[int, tuple[Any, ...]], said: list[_Said], faults: list[Fault]
) -> dict[int, PartialDate]:
    """Return the day of each document in which something was said."""
    found = {}
    for id in sorted({one.document for one in said}):
        if id not in documents:
            faults.append(Fault(f"document {id}", "statements refer to it, and it is not there"))
            continue
        seconds = documents[id][1]
        try:
            found[id] = partial_date(_EPOCH + timedelta(days=seconds // _DAY))
        except OverflowError:
            message = f"its date must be seconds since 1970, not {seconds}"
            faults.append(Fault(f"document {id}", message))
    return found


def _coalition(
    said: list[_Said],
    names: Mapping[int, str],
    documents: Mapping[int, tuple[Any, ...]],
    dates: Mapping[int, PartialDate],
    ends: tuple[int, int],
) -> Coalition:
    """Return the statements as positions, with the actors, concepts and documents in them."""

    def known(ids: Ids, entities: set[int]) -> dict[int, str]:
        found = sorted(entities)
        return dict(zip(found, ids.of(names[entity] for entity in found), strict=True))

    actors = Ids()
    parties = known(actors, {one.actor for one in said})
    spoke: dict[int, set[int]] = {}
    for one in said:
        if one.speaker is not None and one.speaker not in parties:
            spoke.setdefault(one.speaker, set()).add(one.actor)
    people = known(actors, set(spoke))
    proposals = known(Ids(), {one.concept for one in said})
    low, high = ends
    return Coalition(
        several="all",
        sources=[_source(id, documents[id], date) for id, date in dates.items()],
        parties=[Party(id, names[entity]) for entity, id in parties.items()],
        politicians=[
            Politician(id, names[entity], [Membership(parties[home]) for home in spoke[entity]])
            if len(spoke[entity]) == 1
            else Politician(id, names[entity])
            for entity, id in people.items()
        ],
        proposals=[Proposal(id, "concept", names[entity]) for entity, id in proposals.items()],
        positions=[
            Position(
                parties[one.actor],
                proposals[one.concept],
                Fraction(2 * (one.value - low), high - low) - 1,
                date=dates[one.document],
                attribution="stated",
                source=f"document {one.document}",
                speaker=None if one.speaker is None else people.get(one.speaker),
                note=f"statement {one.id}",
            )
            for one in said
        ],
    )


def _source(id: int, row: tuple[Any, ...], date: PartialDate) -> Source:
    """Return a document as a source; what a source has no field for is in its note."""
    title, _, author, publisher, section, kind = row
    told = {"author": worded(author), "section": worded(section), "type": worded(kind)}
    note = "; ".join(f"{what}: {text}" for what, text in told.items() if text)
    return Source(
        f"document {id}",
        worded(title) or "untitled",
        publisher=worded(publisher) or None,
        date=date,
        note=note or None,
    )

"""What a table says of actors and proposals: one fact for each, or a fault."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

import narwhals.stable.v2 as nw

from coalition.faults import Faults, Refused, shown
from coalition.io.any_frame import Frame, collected
from coalition.io.votes._rows import CHOOSE, Homes, grouped, is_blank, told
from coalition.io.votes.vote_codes import CHECKS, ident_of
from coalition.sentences import counted, examples


def facts_of(
    frame: Frame,
    ids: str,
    column: str,
    kind: str,
    *,
    homes: Homes,
    varying: str,
    faults: Faults,
) -> dict[str, list[Any]]:
    """Return the different facts of each id that has one.

    Parameters
    ----------
    frame : narwhals frame
        Holds them.
    ids, column : str
        The columns of the ids and of the facts.
    kind : str
        What the fact is: a key of `CHECKS`.
    homes : dict of str to tuple of str
        The names that renamed ids go by.
    varying : {'error', 'unknown', 'first', 'last'}
        What is done where an id has different facts, if their order matters.
    faults : Faults
        Where faults are noted.
    """
    pairs = frame.select(nw.col(ids).alias("id"), nw.col(column).alias("fact")).drop_nulls()
    if isinstance(pairs, nw.LazyFrame):  # the engine leaves few to collect, in any order
        given = sorted(pairs.unique().collect().iter_rows(), key=str)
    else:
        keep: Any = "last" if varying == "last" else "first"
        given = list(pairs.unique(keep=keep, maintain_order=True).iter_rows())
    found: dict[str, list[Any]] = {}
    refused: list[tuple[str, Any, Any]] = []
    for id_, fact in given:
        if is_blank(fact) or is_blank(id_):
            continue
        try:
            checked, name = CHECKS[kind](fact), ident_of(id_)
        except Refused as refusal:
            refused += [(fault.message, fact, id_) for fault in refusal.faults]
            continue
        for home in homes.get(name, (name,)):
            known = found.setdefault(home, [])
            if checked not in known:
                known.append(checked)
    for message, ids_ in grouped(refused):
        if len(ids_) == 1:
            faults.note(f"{kind}[{shown(ids_[0])}]", message)
        else:
            where = f"{counted(len(ids_), 'id')}: {examples(map(shown, ids_), 5)}"
            faults.note(kind, f"{message} ({where})")
    return found


def matching(
    side: str, table: Frame, ids: str, *, votes: Iterable[str], homes: Homes, faults: Faults
) -> set[str]:
    """Return the ids in a table of actors or proposals; note it if none is one of the votes."""
    given: set[str] = set()
    column = collected(table.select(nw.col(ids).alias("id"))).get_column("id")
    values = told(column)[0]
    for value in values:
        with suppress(Refused):  # of those that have a fact, it is a fault already
            given.add(ident_of(value))
    there, here = (
        {home for name in names for home in homes.get(name, (name,))} for names in (given, votes)
    )
    if here and not values:
        faults.note(f"{side}s", f"there is no id in its column {ids!r}")
    elif here and given and not here & there:
        theirs, ours = (examples(map(shown, sorted(names)), 2) for names in (given, votes))
        message = f"no id in its column {ids!r} is one of the votes: it has {theirs}, they {ours}"
        faults.note(f"{side}s", f"{message}; write them alike in both")
    return given


def one_each(
    found: Mapping[str, list[Any]], kind: str, varying: str, faults: Faults
) -> dict[str, Any]:
    """Return one fact for each id; where there are several, it is chosen, or none, or a fault."""
    differing = {name: known for name, known in sorted(found.items()) if len(known) > 1}
    if differing and varying == "error":
        listed = examples((f"{n} ({examples(known, 5)})" for n, known in differing.items()), 5)
        faults.note(
            kind,
            f"{counted(len(differing), 'id')} with more than one: {listed}; {CHOOSE}",
        )
    chosen = {"first": 0, "last": -1}.get(varying)
    return {
        name: known[chosen or 0]
        for name, known in found.items()
        if chosen is not None or name not in differing
    }

"""What a table says of actors and proposals: one fact for each, or a fault."""

from collections.abc import Iterable, Mapping
from typing import Any

import narwhals.stable.v2 as nw

from coalition.faults import Faults, Refused, shown
from coalition.io.any_frame import is_blank, told
from coalition.io.votes._layout import InTable
from coalition.io.votes._rows import CHOOSE, Homes, grouped, homes_of
from coalition.io.votes.vote_codes import CHECKS, ident_of
from coalition.sentences import counted, examples


def facts_of(
    table: InTable, column: str, kind: str, *, homes: Homes, varying: str, faults: Faults
) -> dict[str, list[Any]]:
    """Return the different facts of each id that has one.

    Parameters
    ----------
    table : tuple
        The table, and the column of its ids.
    column : str
        The column of the facts.
    kind : str
        What the fact is: a key of `CHECKS`.
    homes : dict of str to tuple of str
        The names that renamed ids go by.
    varying : {'error', 'unknown', 'first', 'last'}
        What is done where an id has different facts, if their order matters.
    faults : Faults
        Where faults are noted.
    """
    frame, ids = table
    pairs = frame.select(nw.col(ids).alias("id"), nw.col(column).alias("fact")).drop_nulls()
    keep: Any = "last" if varying == "last" else "first"
    found: dict[str, list[Any]] = {}
    refused: list[tuple[str, Any, Any]] = []
    for id_, fact in pairs.unique(keep=keep, maintain_order=True).iter_rows():
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
    for message, where in grouped(refused):
        if len(where) == 1:
            faults.note(f"{kind}[{shown(where[0])}]", message)
        else:
            listed = f"{counted(len(where), 'id')}: {examples(map(shown, where), 5)}"
            faults.note(kind, f"{message} ({listed})")
    return found


def one_each(
    found: Mapping[str, list[Any]], kind: str, varying: str, faults: Faults
) -> dict[str, Any]:
    """Return one fact for each id; where there are several, it is chosen, or none, or a fault."""
    differing = {name: known for name, known in sorted(found.items()) if len(known) > 1}
    if differing and varying == "error":
        listed = examples((f"{n} ({examples(known, 5)})" for n, known in differing.items()), 5)
        faults.note(kind, f"{counted(len(differing), 'id')} with more than one: {listed}; {CHOOSE}")
    if varying in {"first", "last"}:
        return {name: known[0 if varying == "first" else -1] for name, known in found.items()}
    return {name: known[0] for name, known in found.items() if name not in differing}


def matching(
    side: str, table: InTable, *, votes: Iterable[str], homes: Homes, faults: Faults
) -> set[str]:
    """Return the ids in a table of actors or proposals; note it if none is one of the votes."""
    frame, ids = table
    given = set()
    for value in told(frame[ids])[0]:
        with Faults().at(ids):  # of those that have a fact, it is a fault already
            given.add(ident_of(value))
    if not given:
        faults.note(f"{side}s", f"there is no id in its column {ids!r}")
    elif votes and not homes_of(given, homes) & homes_of(votes, homes):
        theirs, ours = (examples(map(shown, sorted(names)), 2) for names in (given, votes))
        message = f"no id in its column {ids!r} is one of the votes: it has {theirs}, they {ours}"
        faults.note(f"{side}s", f"{message}; write them alike in both")
    return given

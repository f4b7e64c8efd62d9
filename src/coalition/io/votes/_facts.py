"""What a table says of actors and proposals: one fact for each, or a fault."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import numpy as np

from coalition.faults import Faults, Refused, shown
from coalition.io.any_frame import AT_A_TIME, Column, Places
from coalition.io.votes._rows import CHOOSE, Facts, Homes, grouped, homes_of
from coalition.io.votes.vote_codes import CHECKS, ident_of
from coalition.sentences import counted, examples
from coalition.stances._selection import in_turn


def facts_of(
    columns: tuple[Column, Column], kind: str, *, homes: Homes, varying: str, faults: Faults
) -> dict[str, list[Any]]:
    """Return the different facts of each id that has one, in the order of the rows.

    `columns` are those of the ids and of the facts, and `kind` is a key of `CHECKS`. Of renamed
    ids, `homes` has the names that they go by. The order of the facts is that in which they come
    last where `varying` asks for the last.
    """
    (ids, rows), (facts, cells) = columns
    turn = -1 if varying == "last" else 1
    pairs = [np.empty(0, np.int64)]
    last = np.full(len(ids) + 1, -1)  # fact of each id: most rows say it once more
    for start in range(0, len(rows), AT_A_TIME)[::turn]:
        whose, which = (side[start : start + AT_A_TIME][::turn] for side in (rows, cells))
        new = (whose >= 0) & (which >= 0) & (last[whose] != which)
        whose, which = whose[new], which[new]
        last[whose] = which
        pairs.append(whose.astype(np.int64) * len(facts) + which)
    spots = np.concatenate(pairs)
    _, first = np.unique(spots, return_index=True)
    found: dict[str, list[Any]] = {}
    refused: list[tuple[str, Any, Any]] = []
    for spot in spots[np.sort(first)][::turn].tolist():
        id_, fact = ids[spot // len(facts)], facts[spot % len(facts)]
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


def latest(
    seats: tuple[Column, Column], homes: Homes, names: list[str], places: Places, dates: Facts
) -> dict[str, Any]:
    """Return of each id the seats in its row on the latest proposal, by date and then by id."""
    turns = in_turn([dates.get(name) for name in names], names)
    rows = np.argsort(np.array([*np.argsort(turns), -1])[places], kind="stable")
    (ids, holders), (facts, cells) = seats
    turned = (ids, holders[rows]), (facts, cells[rows])
    found = facts_of(turned, "seats", homes=homes, varying="last", faults=Faults())
    return {name: known[-1] for name, known in found.items()}


def matching(
    side: str, given: tuple[str, list[Any]], votes: set[str], homes: Homes, faults: Faults
) -> set[str]:
    """Return the ids in a table of actors or proposals; note it if none is one of the votes."""
    found, (column, values) = set(), given
    for value in values:
        with suppress(Refused):  # of those that have a fact, it is a fault already
            found.add(ident_of(value))
    if not found:
        faults.note(f"{side}s", f"there is no id in its column {column!r}")
    elif votes and not homes_of(found, homes) & homes_of(votes, homes):
        theirs, ours = (examples(map(shown, sorted(names)), 2) for names in (found, votes))
        message = (
            f"no id in its column {column!r} is one of the votes: it has {theirs}, they {ours}"
        )
        faults.note(f"{side}s", f"{message}; write them alike in both")
    return found

"""Where in its tables the rows of a vote are, and the facts about actors and proposals."""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any, NamedTuple

import narwhals.stable.v2 as nw
import numpy as np

from coalition.faults import Faults
from coalition.io.any_frame import (
    Column,
    Frame,
    Part,
    Table,
    check_kind,
    collected,
    frame_of,
    joined,
    lacking,
    told,
    told_apart,
)
from coalition.io.votes._handed_out import batches
from coalition.stances.codes import smallest

OF_ACTORS = ("party", "seats", "group", "name")
OF_VOTES = ("party", "group", "seats")  # of an actor, but kept vote by vote where they vary


class Layout(NamedTuple):
    """A table with a row for each vote, and what is beside it; columns are as `told` tells them."""

    actor: Column  # an entry for each vote, as in the next two
    proposal: Column
    stance: Column
    facts: dict[str, tuple[Column, Column]]  # ids and facts, by the kind of fact
    of_votes: dict[str, Column]  # facts with an entry for each vote
    beside: dict[str, tuple[str, list[Any]]]  # the column of ids in the other tables, and the ids
    height: int  # rows of the votes: those of a wide table come once for each column


def laid_out(
    source: Table,
    *,
    sides: Mapping[str, str | Iterable[str] | None],
    wanted: Mapping[str, str],
    others: Mapping[str, Table | None],
) -> Layout:
    """Open all tables, and make a wide one long; refuse columns that are not there."""
    # 1. the tables, and which of them has each fact
    faults = Faults()
    single = {side: name for side, name in sides.items() if isinstance(name, str)}
    long = len(single) == len(sides)
    wanted = dict(wanted)
    stance = wanted.pop("stance")
    named = {**single, "stance": stance} if long else single
    known = {*named.values(), *wanted.values()}
    frame = frame_of(source, "votes", known if long else None, head=known)
    beside: dict[str, tuple[nw.DataFrame[Any], str]] = {}  # with the column of ids
    for side, given in others.items():
        if given is not None:
            table = collected(frame_of(given, f"{side}s"))
            name = single.get(side)
            beside[side] = table, name if name in table.columns else table.columns[0]
    sides_of = {kind: "actor" if kind in OF_ACTORS else "proposal" for kind in wanted}
    there = {
        kind: (beside[side][0], wanted[kind])
        for kind, side in sides_of.items()
        if side in beside and wanted[kind] in beside[side][0].columns
    }
    here = {kind: column for kind, column in wanted.items() if kind not in there}
    for kind in [kind for kind in here if sides_of[kind] not in single]:
        column = here.pop(kind)
        faults.note(kind, f"there is no column {column!r} in a table of {sides_of[kind]}s")
    for side in beside:
        if side not in {sides_of[kind] for kind in there}:
            faults.note(f"{side}s", "no column of it is named: say which facts are in which column")
    faults += lacking(frame, {**named, **here}.items(), source)
    columns: list[str] = []
    if not long:
        (many,) = sides.keys() - single.keys()
        names, chosen = frame.collect_schema().names(), sides[many]
        columns = (
            [n for n in names if n not in known] if chosen is None else [*dict.fromkeys(chosen)]
        )
        faults += lacking(frame, [(many, column) for column in columns], source)
        if not columns:
            faults.note(many, "there is no column for one")
    faults.raise_if_any("read_votes")

    # 2. what is in them
    wanted_here = {argument: [column] for argument, column in {**named, **here}.items()}
    wanted_here |= {} if long else {"stance": columns}
    cells, height = _cells_of(frame, wanted_here, faults)
    for argument, (table, column) in (there | {f"{at}s": beside[at] for at in beside}).items():
        with faults.at(argument):
            cells[argument] = told(table[column])
    faults.raise_if_any("read_votes")
    facts = {
        kind: (cells[f"{side}s" if kind in there else side], cells[kind])
        for kind, side in sides_of.items()
    }
    if not long:
        (one,) = single
        cells[one] = cells[one][0], np.tile(cells[one][1], len(columns))
        cells[many] = columns, np.repeat(np.arange(len(columns), dtype=np.int32), height)
    return Layout(
        cells["actor"],
        cells["proposal"],
        cells["stance"],
        facts,
        {kind: cells[kind] for kind in OF_VOTES if long and kind in here},
        {side: (column, cells[f"{side}s"][0]) for side, (_, column) in beside.items()},
        height,
    )


def _cells_of(
    frame: Frame, named: Mapping[str, list[str]], faults: Faults
) -> tuple[dict[str, Column], int]:
    """Return the columns that arguments name, several as one, and how many rows there are.

    What is not in memory yet comes in batches, of which nothing is kept but the places of values.
    """
    cells: dict[str, Column] = {}
    rows = frame.select(*dict.fromkeys(chain(*named.values())))
    if isinstance(rows, nw.DataFrame) or any(len(columns) > 1 for columns in named.values()):
        whole = collected(rows)
        for argument, columns in named.items():
            with faults.at(argument):
                cells[argument] = told(*map(whole.get_column, columns))
        return cells, len(whole)
    for argument, (column,) in named.items():
        with faults.at(argument):
            check_kind(rows.collect_schema()[column], rows.implementation.value)
    faults.raise_if_any("read_votes")
    height, parts = 0, {argument: list[Part]() for argument in named}
    for batch in batches(rows):
        height += len(batch)
        for argument, (column,) in named.items():
            with faults.at(argument):
                values, pieces = told_apart(batch[column])
                kind = smallest(len(values))
                parts[argument].append((values, [piece.astype(kind) for piece in pieces]))
        faults.raise_if_any("read_votes")
    return {argument: joined(parts.pop(argument)) for argument in named}, height

"""Votes counted in blocks of whole proposals, as they come: all that is kept are sums.

Each proposal has a place in a block, a table of so many proposals and all actors. A block is
counted once it is full and no row of it comes any more; the sums of blocks, and of workers who each
count blocks of their own, are added up. Whole numbers are exact, so neither the order of the rows
nor how they are handed out changes a sum.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from heapq import nsmallest
from typing import Any

import attrs
import narwhals.stable.v2 as nw
import numpy as np
import numpy.typing as npt

from coalition.faults import Refused
from coalition.io.any_frame import Column, Places, in_order, is_blank, told_apart
from coalition.io.votes.vote_codes import Coding, ident_of
from coalition.numbers import exact, scaled
from coalition.stances.codes import Cells, Codes, smallest
from coalition.stances.ties import Sums, Ties, by_turn, joined, slopes, summed

_BITS = 13
_WIDTH = 2**_BITS  # proposals in a block
_SPARSE = 32  # cells for each vote
_SHOWN = 6  # one more than messages list
_NOBODY = 2  # the first rows, which no vote is in: how those count who have none
_WHOLE = 2**62  # from here on, sums are Python's own whole numbers

Repeated = tuple[int, list[tuple[str, str]]]  # how many there are, and the first


class Scattered(Exception):
    """A proposal has come again after its block was counted."""


@attrs.frozen
class Plan:
    """What is to be counted; more is not told to those who count.

    Parameters
    ----------
    code : Coding
        What the codes mean.
    homes : dict
        Under which names actors go.
    weights : dict of str to int
        How much proposals count that do not count `unit`.
    unit : int
        What the sums must be divided by, for the weights.
    turn : Fraction
        The distance at which agreement turns.
    facts : dict of str to str
        The columns with facts, and whether they are about an 'actor' or a 'proposal'; the others
        are 'actor', 'proposal' and 'stance'.
    """

    code: Coding
    homes: Mapping[str, tuple[str, ...]]
    weights: Mapping[str, int]
    unit: int
    turn: Fraction
    facts: Mapping[str, str]


@attrs.define
class Block:
    """The votes on some proposals, a row for each actor; marks: 1 for twice, 2 for differing."""

    cells: Codes
    names: list[str] = attrs.field(factory=list)
    marks: npt.NDArray[np.uint8] | None = None

    def make_room(self, rows: int, columns: int) -> None:
        """Make the table at least so large; columns come by the double, so that it seldom grows."""
        held, nothing = self.cells.shape, np.iinfo(self.cells.dtype).min
        if rows > held[0] or columns > held[1]:
            wide = columns if columns <= held[1] else min(_WIDTH, max(columns, 2 * held[1]))
            more = ((0, max(rows - held[0], 0)), (0, max(wide - held[1], 0)))
            self.cells = np.pad(self.cells, more, constant_values=nothing)
            self.marks = None if self.marks is None else np.pad(self.marks, more)

    def put(self, rows: Places, columns: Places, cells: Codes) -> None:
        """Put votes where they belong, and mark what comes again."""
        nothing, first, last = np.iinfo(cells.dtype).min, int(columns.min()), int(columns.max())
        self.make_room(int(rows.max()) + 1, last + 1)
        part = self.cells[:, first : last + 1]
        flat, spots = self.cells.reshape(-1), rows * self.cells.shape[1] + columns
        held = flat[spots]
        near = part.size < _SPARSE * len(spots)  # looking at all cells there is faster than sorting
        before = np.count_nonzero(part != nothing) if near else 0
        flat[spots] = cells
        if near:
            once = np.count_nonzero(part != nothing) - before == len(spots)
        else:
            once = bool(np.diff(np.sort(spots)).all() and (held == nothing).all())
        if once:
            return
        if self.marks is None:
            self.marks = np.zeros(self.cells.shape, np.uint8)
        marks, (found, times) = self.marks.reshape(-1), np.unique(spots, return_counts=True)
        marks[found[times > 1]] |= 1
        marks[spots[held != nothing]] |= 1
        marks[spots[(flat[spots] != cells) | (held != nothing) & (held != cells)]] |= 2


@attrs.define
class Counted:
    """What votes add up to, and what is wrong with them.

    Parameters
    ----------
    plan : Plan
        What is counted.
    rows : dict of str to int
        The row of each actor in the sums, after the first `_NOBODY`.
    sums : dict
        Agreement, disagreement and shared proposals of every two rows, right above the diagonal, by
        the distance at which agreement turns; see `ties`.
    ids, refused : dict
        The values that stand for actors, with their rows; those that cannot stand for a proposal.
    odd : set of str
        Values that stand for a proposal and are not written as its id is.
    codes, lacking : Counter
        How often each code came, and how many rows had no actor, or no proposal.
    said : dict
        What is said of actors and proposals, by the column: values that stand for them, and facts,
        None where a row says nothing.
    repeated : dict
        The stances given 'more than once', and those given 'differently'.
    weighed : set of str
        The proposals with a weight of their own.
    """

    plan: Plan
    rows: dict[str, int] = attrs.field(factory=dict)
    sums: dict[Fraction, Sums] = attrs.field(factory=dict)
    ids: dict[Any, list[int]] = attrs.field(factory=dict)
    refused: dict[Any, None] = attrs.field(factory=dict)
    odd: set[str] = attrs.field(factory=set)
    codes: Counter[Any] = attrs.field(factory=Counter)
    lacking: Counter[str] = attrs.field(factory=Counter)
    said: dict[str, set[tuple[Any, Any]]] = attrs.field(factory=dict)
    repeated: dict[str, Repeated] = attrs.field(factory=dict)
    weighed: set[str] = attrs.field(factory=set)
    _places: dict[Any, int] = attrs.field(factory=dict)
    _number: int = 0
    _blocks: dict[int, Block] = attrs.field(factory=dict)

    @classmethod
    def of(
        cls, batches: Iterable["nw.DataFrame[Any]"], plan: Plan, *, whole: bool = True
    ) -> "Counted":
        """Count all votes on some proposals.

        If they are the `whole`, no more is taken for granted. Else a block is counted as soon as it
        seems to be complete, and `Scattered` is raised where it was not.
        """
        found = cls(plan)
        for batch in batches:
            touched = found._take(batch)
            full = () if whole else range(found._number // _WIDTH)
            for at in [at for at in found._blocks if at in full and at not in touched]:
                found._count(found._blocks.pop(at))
        while found._blocks:
            found._count(found._blocks.popitem()[1])
        found.sums = {turn: found._spread(sums) for turn, sums in found.sums.items()}
        found._places = {}
        return found

    @classmethod
    def held(cls, batches: Iterable["nw.DataFrame[Any]"], plan: Plan) -> "Counted":
        """Hold all votes, a byte for each, and count nothing."""
        found = cls(plan)
        for batch in batches:
            found._take(batch)
        return found

    @property
    def flawless(self) -> bool:
        """Whether all ids are ids, and each of the votes that are held came once."""
        once = all(block.marks is None for block in self._blocks.values())
        return once and all(self.ids.values()) and not self.refused

    def table(self, actors: list[str]) -> tuple[list[str], Codes]:
        """Return the proposals, in order, and what actors hold on them; give up what was held."""
        proposals = sorted(name for block in self._blocks.values() for name in block.names)
        column = dict(zip(proposals, range(len(proposals)), strict=True))
        kind = smallest(len(self.plan.code.levels))
        table = np.full((len(actors), len(proposals)), self.plan.code.no_row, kind)
        rows = np.array([self.rows[name] for name in actors], int)
        while self._blocks:
            _, block = self._blocks.popitem()
            block.make_room(0, len(block.names))
            there = np.flatnonzero(rows < len(block.cells))
            cells = block.cells[rows[there], : len(block.names)]
            cells[cells == np.iinfo(kind).min] = self.plan.code.no_row
            columns = np.array([column[name] for name in block.names], int)
            table[there[:, None], columns] = cells
        return proposals, table

    def _take(self, batch: "nw.DataFrame[Any]") -> set[int]:
        """Put the votes of a batch in their blocks; return which blocks these are."""
        # 1. what the values mean, each once
        code = self.plan.code
        actor, proposal, stance = (_Told.of(batch[of]) for of in ("actor", "proposal", "stance"))
        homes = {at: self._rows_of(value) for at, value in actor.values.items()}
        places = {at: self._place_of(value) for at, value in proposal.values.items()}
        cells = {at: code.cells.get(value, code.unknown) for at, value in stance.values.items()}
        for side, ids in (("actor", actor), ("proposal", proposal)):
            self.lacking[side] += len(ids.codes) - int(ids.times[[*ids.values]].sum())
        self.codes.update({value: int(stance.times[at]) for at, value in stance.values.items()})
        for kind, side in self.plan.facts.items():
            whose, fact = (actor if side == "actor" else proposal), _Told.of(batch[kind])
            pairs = np.unique(whose.codes.astype(np.int64) << 32 | fact.codes + 1).tolist()
            both = ((pair >> 32, pair % 2**32 - 1) for pair in pairs)
            said = (
                (whose.values[at], fact.values.get(of)) for at, of in both if at in whose.values
            )
            self.said.setdefault(kind, set()).update(said)
        # 2. where they are
        held = stance.looked_up(cells, code.empty).astype(smallest(len(code.levels)))
        columns = proposal.looked_up(places, -1)
        touched: set[int] = set()
        for turn in range(max(map(len, homes.values()), default=0)):
            moved = {at: rows[turn] for at, rows in homes.items() if turn < len(rows)}
            rows = actor.looked_up(moved, -1)
            kept = (rows >= 0) & (columns >= 0)
            votes = (rows, columns, held)
            touched |= self._put(*votes if kept.all() else (part[kept] for part in votes))
        return touched

    def _rows_of(self, value: Any) -> list[int]:
        """Return the rows of an actor: several where it split, none for what is no id."""
        if (rows := self.ids.get(value)) is None:
            try:
                name = ident_of(value)
                names = self.plan.homes.get(name, (name,))
            except Refused:
                names = ()
            rows = self.ids[value] = [self._row_of(name) for name in names]
        return rows

    def _row_of(self, name: str) -> int:
        return self.rows.setdefault(name, len(self.rows) + _NOBODY)

    def _place_of(self, value: Any) -> int:
        """Return the place of a proposal, below 0 for what is no id."""
        if (place := self._places.get(value)) is None:
            try:
                name = ident_of(value)
            except Refused:
                self.refused[value] = None
                return self._places.setdefault(value, -1)
            if isinstance(value, str) and value != name:
                self.odd.add(value)
            if (place := self._places.get(name)) is None:
                place = self._places[name] = self._number
                self._number += 1
                if place % _WIDTH == 0:
                    kind = smallest(len(self.plan.code.levels))
                    empty = np.zeros((0, 0), kind)
                    self._blocks[place // _WIDTH] = Block(empty)
                self._blocks[place // _WIDTH].names.append(name)
            self._places[value] = place
        return place

    def _put(self, rows: Places, places: Places, cells: Codes) -> set[int]:
        """Put votes in their blocks; return which these are."""
        blocks = places >> _BITS
        touched = np.flatnonzero(np.bincount(blocks)).tolist()
        order = np.argsort(blocks, kind="stable") if len(touched) > 1 else slice(None)
        ends = np.searchsorted(blocks[order], touched, "right").tolist()
        rows, columns, cells = (part[order] for part in (rows, places & (_WIDTH - 1), cells))
        for at, start, end in zip(touched, [0, *ends], ends, strict=False):
            if at not in self._blocks:
                raise Scattered
            self._blocks[at].put(rows[start:end], columns[start:end], cells[start:end])
        return set(touched)

    def _count(self, block: Block) -> None:
        """Add the sums of a block to those of the others, and what is wrong in it."""
        # 1. what is there more than once
        plan, code = self.plan, self.plan.code
        block.make_room(_NOBODY, len(block.names))
        cells = block.cells[:, : len(block.names)]
        if block.marks is not None:
            marks = block.marks[:, : len(block.names)]
            cells[marks > 1] = code.unknown
            for how, found in (("more than once", marks == 1), ("differently", marks > 1)):
                self._repeat(how, *_first(found, self.rows, block.names))
        # 2. the sums, of those who are there
        empty = cells == np.iinfo(cells.dtype).min
        there = ~empty.all(axis=1)
        there[:_NOBODY] = True
        codes = np.where(empty, code.no_row, cells)[there].astype(cells.dtype)
        del empty
        load = [Fraction(plan.weights.get(name, plan.unit)) for name in block.names]
        self.weighed.update(plan.weights.keys() & block.names)
        table = Cells(codes, code.levels)
        for turn, columns in by_turn(table, plan.turn).items():
            part, heavy = table, load
            if len(columns) < len(load):
                part = table.take(range(len(codes)), columns)
                heavy = [load[column] for column in columns]
            found = summed(part, heavy if plan.weights else None, turn)
            sums = np.array([found.agree, found.disagree, found.shared])
            self._add(turn, sums, np.flatnonzero(there))

    def _add(self, turn: Fraction, part: Sums, rows: Places) -> None:
        """Add the sums of some rows; others who are there now had no vote in them."""
        held = self._spread(self.sums.get(turn, _nothing(_NOBODY)))
        everybody = np.arange(held.shape[1])
        if self.plan.code.no_row >= 0:
            part, rows = self._spread(part, rows), everybody
        if part.dtype == object or int(held.max()) + int(part.max()) >= _WHOLE:
            held = held.astype(object)
        if np.array_equal(rows, everybody):
            held += part
        else:
            held[:, rows[:, None], rows] += part
        self.sums[turn] = held

    def _spread(self, sums: Sums, rows: Places | None = None) -> Sums:
        """Return sums for all rows; in them, new ones share nothing, or what nobody does."""
        size = len(self.rows) + _NOBODY
        rows = np.arange(sums.shape[1]) if rows is None else rows
        if np.array_equal(rows, range(size)):
            wide = sums
        elif self.plan.code.no_row < 0:
            wide = _nothing(size, sums.dtype)
            wide[:, rows[:, None], rows] = sums
        else:
            whole, at = _symmetric(sums), np.zeros(size, int)
            whole[:, 0, 0] = whole[:, 0, 1]
            at[rows] = range(len(rows))
            wide = whole[:, at[:, None], at]
        return wide

    def _repeat(self, how: str, number: int, first: list[tuple[str, str]]) -> None:
        known, before = self.repeated.get(how, (0, []))
        self.repeated[how] = known + number, nsmallest(_SHOWN, [*before, *first])

    def add(self, other: "Counted") -> "Counted":
        """Add what another has counted, of other proposals."""
        rows = [*range(_NOBODY), *map(self._row_of, other.rows)]
        for turn in self.sums | other.sums:
            part = other.sums.get(turn, _nothing(len(rows)))
            self._add(turn, _symmetric(part), np.array(rows))
        for held in ("ids", "refused", "odd", "codes", "lacking", "weighed"):
            getattr(self, held).update(getattr(other, held))
        for kind, pairs in other.said.items():
            self.said.setdefault(kind, set()).update(pairs)
        for how, (number, first) in other.repeated.items():
            self._repeat(how, number, first)
        return self

    def ties(self, order: list[str]) -> Ties:
        """Return the sums of actors in this order."""
        at, levels = np.array([self.rows[name] for name in order], int), self.plan.code.levels
        one = scaled(exact(level) for level in levels)[1] * self.plan.unit
        parts = []
        for turn, sums in self.sums.items():
            agree, disagree, shared = _symmetric(sums)[:, at[:, None], at]
            scale = one * turn.numerator * slopes(turn)[0]
            parts.append(Ties(agree, disagree, shared, scale))
        if len(parts) == 1:
            return parts[0]
        return joined(parts, self.sums, levels, self.plan.unit, len(order))


def columns_of(pairs: Iterable[tuple[Any, Any]]) -> tuple[Column, Column]:
    """Return pairs of values, but those without a fact, as two columns in such an order."""
    known = [pair for pair in pairs if pair[1] is not None]
    sides = [in_order({pair[side] for pair in known}) for side in (0, 1)]
    first, second = ({value: at for at, value in enumerate(values)} for values in sides)
    rows = sorted((first[one], second[other]) for one, other in known)
    one, other = np.array(rows, np.int32).reshape(-1, 2).T
    return (sides[0], one), (sides[1], other)


@attrs.frozen
class _Told:
    """A column: the values that say something, by their codes, and how often each code comes."""

    values: dict[int, Any]
    codes: Places
    times: Places

    @classmethod
    def of(cls, column: "nw.Series[Any]") -> "_Told":
        held, pieces = told_apart(column)
        codes = np.concatenate([np.empty(0, np.int32), *pieces])
        times = np.bincount(codes + 1, minlength=len(held) + 1)[1:]
        used = np.flatnonzero(times).tolist()
        return cls({at: held[at] for at in used if not is_blank(held[at])}, codes, times)

    def looked_up(self, table: Mapping[int, int], rest: int) -> Places:
        """Return what a table says for each row, or else the rest."""
        found = np.full(len(self.times) + 1, rest)  # the last is that of the rows without a value
        found[[*table]] = [*table.values()]
        return found.take(self.codes)


def _first(
    found: npt.NDArray[np.bool_], rows: Mapping[str, int], proposals: list[str]
) -> tuple[int, list[tuple[str, str]]]:
    """Return how many stances are found, and the first of them by actor and proposal."""
    first: list[tuple[str, str]] = []
    for name, row in sorted(rows.items()) if (number := np.count_nonzero(found)) else ():
        if row < len(found) and len(first) < _SHOWN:
            first += sorted((name, proposals[at]) for at in np.flatnonzero(found[row]).tolist())
    return int(number), first[:_SHOWN]


def _symmetric(sums: Sums) -> Sums:
    upper = np.triu(sums, 1)
    return upper + upper.transpose(0, 2, 1)


def _nothing(size: int, kind: Any = np.int64) -> Sums:
    return np.zeros((3, size, size), kind)

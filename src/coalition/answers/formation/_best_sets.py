"""Search for the best sets of units, of a great many: those of the lowest key that win, or lose.

A unit is a party, or parties that are in or out as one. The key of a set is what it costs, then how
many members it has, their seats, and which they are. Costs are whole numbers and never fall as
units are added, but for the one of those who do not win.

Units are decided on one after the other, for a batch of sets at once:

1. A set is dropped that cannot win even with all units still to come, or that costs more than the
   worst of those to be listed.
2. Who does not govern with a member, or not without one who is out, is not added.
3. Where a batch has grown large, it is seen what each set must still add: by weight, what it needs
   at least to win costs no less than the fractional knapsack of the units to come (Dantzig 1957),
   in whole numbers, as every multiplier of the quota gives a bound; or, where costs do not add up,
   no less than the dearest unit of those that have to be taken. The batch is put in that order and
   parted, and its best part is gone on with first.

A large number is rounded down for the search, and exact where sets are compared.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from math import inf
from typing import Any, TypeAlias

import attrs
import numpy as np
import numpy.typing as npt

from coalition.limits import Watch
from coalition.rules.tallies import Carriers, Formula

MOST = 2**25  # units of work
_GROWN, _PART = 2**14, 2**6  # numbers of a batch that is parted, and sets of a part
_ROOM = 2**61  # numbers and products below fit into 64 bits
_BITS = 62
MEMBERS, SEATS = 1, 2  # rows of what is added up; 0 is the set, and from 3 on are the forms

Array: TypeAlias = npt.NDArray[Any]
Marked: TypeAlias = npt.NDArray[np.bool_]
Key: TypeAlias = tuple[int, int, int]  # cost, members and seats, the set with its sign turned


@attrs.frozen(eq=False)
class Ground:
    """The parties, in the order in which they are decided on.

    Parameters
    ----------
    bits : tuple of int
        Each as a set: one bit.
    seats : tuple of int
        The seats of each.
    unseated : int
        What a set has fewer seats than, if those of all its members are known.
    carriers : Formula or Oracle
        Which sets win.
    apart, needs : tuple of int
        Whom each is in no set with, and whom it is in none without.
    """

    bits: tuple[int, ...]
    seats: tuple[int, ...]
    unseated: int
    carriers: Carriers
    apart: tuple[int, ...]
    needs: tuple[int, ...]

    @property
    def forms(self) -> tuple[tuple[int, ...], ...]:
        """The weights of the units, in each form of the rule."""
        return self.carriers.forms if isinstance(self.carriers, Formula) else ()

    @property
    def heaviest(self) -> int:
        """What the units weigh together in the widest form."""
        return max((sum(form) for form in self.forms), default=1)

    @property
    def kind(self) -> Any:
        """The type of whole numbers that hold all that is added up, and its products with it."""
        most = (len(self.bits) + 1) * (self.unseated + sum(self.seats) + 1)
        return np.int64 if len(self.bits) < _BITS and most * self.heaviest < _ROOM else object

    @property
    def room(self) -> int:
        """What costs may add up to, so that their products with weights fit into their type."""
        return _ROOM // (self.heaviest if self.kind is np.int64 else 4)

    def order(self, members: Array, seats: Array) -> Array:
        """Return one number by which fewer members come first, then fewer seats."""
        return members * (self.unseated + 1) + np.minimum(seats, self.unseated)

    def inside(self, sets: Array) -> Marked:
        """Return which units are in each of some sets."""
        found: Marked = (sets[:, None] & np.array(self.bits, sets.dtype)) != 0
        return found.astype(np.bool_)

    @property
    def columns(self) -> Array:
        """What each adds to a set: itself, one member, its seats, and its weight in each form."""
        rows = (self.bits, [1] * len(self.bits), self.seats, *self.forms)
        return np.array(rows, self.kind).reshape(len(rows), len(self.bits))

    def rows(self, inside: Marked) -> Array:
        """Return what is added up of sets, given as which units are in each."""
        found: Array = self.columns @ inside.T.astype(self.kind)
        return found

    def superfluous(self, rows: Array, groups: Iterable[int]) -> Array:
        """Mark the sets that would win without one of some groups."""
        found = np.zeros(rows.shape[1], np.bool_)
        for group in groups:
            at = np.flatnonzero((rows[0] & group != 0) & ~found)
            own = [place for place, bit in enumerate(self.bits) if bit & group]
            without = rows[:, at] - self.columns[:, own].sum(axis=1)[:, None]
            found[at] = self.won(without[0], without[3:])
        return found.astype(np.int64)

    def won(self, sets: Array, sums: Array) -> Marked:
        """Tell which sets win, of which the sums are known too."""
        if not isinstance(self.carriers, Formula):
            wins = self.carriers.wins
            told = (wins(np.flatnonzero(row).tolist()) for row in self.inside(sets))
            return np.fromiter(told, np.bool_, len(sets))
        found = np.zeros(len(sets), np.bool_)
        for clause in self.carriers.clauses:
            met = np.ones(len(sets), np.bool_)
            for form, quota in clause:
                met &= np.greater_equal(sums[form], quota)
            found |= met
        return found


class Cost:
    """What sets cost, from a smaller set on; by default, nothing.

    Attributes
    ----------
    unit : int
        What the exact numbers were divided by, and rounded down.
    adds : bool
        Whether parties cost more together than one by one, or as much.
    lacks : bool
        Whether it is how many seats sets lack, of `Ground.unseated`: to cost less, they need more.
    """

    unit = 1
    adds = False
    lacks = False

    def start(self) -> Array:
        """Return what is known of the empty set, in a column."""
        return np.zeros((0, 1), np.int64)

    def grown(self, cost: Array, state: Array, party: int) -> tuple[Array, Array]:  # noqa: ARG002
        """Return what sets cost with one more party, and what is known of them."""
        return cost, state

    def more(self, cost: Array, state: Array, parties: list[int]) -> Array:  # noqa: ARG002
        """Return what each of some parties adds to the cost of each set."""
        return np.zeros((1, len(parties)), np.int64)

    def judged(self, cost: Array, rows: Array, decided: int) -> Array:  # noqa: ARG002
        """Return what sets cost that are judged as a whole, by whom is decided on so far."""
        return cost

    def exact(self, inside: Array) -> list[int]:
        """Return the exact cost of sets, given as which parties are in each."""
        return [0] * len(inside)

    def turned(self, cost: int) -> int:
        """Return what is meant by a cost."""
        return cost


class Pairs(Cost):
    """Costs of parties, and of every two that are in a set together.

    Parameters
    ----------
    own : list of int
        What each party costs.
    room : int
        What the search must not count beyond.
    pairs : list of list of int, optional
        What every two cost, on both sides of the diagonal.
    """

    adds = True

    def __init__(
        self, own: Sequence[int], room: int, pairs: Sequence[Sequence[int]] | None = None
    ) -> None:
        both = [[0] * len(own)] * len(own) if pairs is None else pairs
        self.unit = max(1, -(-(sum(own) + sum(map(sum, both))) // room))
        self._exact = np.array(own, object), np.array(both, object).reshape(len(own), len(own))
        self._own, self._pairs = ((one // self.unit).astype(np.int64) for one in self._exact)

    def start(self) -> Array:
        return self._own[:, None]

    def grown(self, cost: Array, state: Array, party: int) -> tuple[Array, Array]:
        return cost + state[party], state + self._pairs[party][:, None]

    def more(self, cost: Array, state: Array, parties: list[int]) -> Array:  # noqa: ARG002
        return state[parties].T

    def exact(self, inside: Array) -> list[int]:
        own, pairs = (self._own, self._pairs) if self.unit == 1 else self._exact
        rows = inside.astype(own.dtype)
        found: list[int] = (rows @ own + ((rows @ pairs) * rows).sum(axis=1) // 2).tolist()
        return found


class Spread(Cost):
    """The sum over issues of the distance between the outermost places; `most` for who has none.

    Parameters
    ----------
    places : list of list of (int or None)
        For each issue, the place of each party.
    size : int
        How many parties there are.
    """

    def __init__(self, places: Sequence[Sequence[int | None]], size: int) -> None:
        known = [place for row in places for place in row if place is not None]
        span = max(known, default=0) - min(known, default=0) + 1
        self.most = span * len(places) + 1
        self._bottom = -max(map(abs, known), default=0) - span  # below all, on either side
        self._lost = [None in held for held in zip(*places, strict=True)] or [True] * size
        sides = [(sign, row) for sign in (-1, 1) for row in places]
        rows = [[self._bottom if p is None else sign * p for p in row] for sign, row in sides]
        self._exact = np.array(rows, object).reshape(len(rows), size)
        self.unit = max(1, 8 * (len(rows) + 1) * -self._bottom // _ROOM)
        self._places = np.array([*self._exact // self.unit, self._lost], np.int64)

    def start(self) -> Array:
        return np.array([[self._bottom // self.unit]] * len(self._exact) + [[0]], np.int64)

    def grown(self, cost: Array, state: Array, party: int) -> tuple[Array, Array]:  # noqa: ARG002
        found = np.maximum(state, self._places[:, party, None])
        # the last row marks who has no place
        within = np.maximum(found[:-1].sum(axis=0), 0)
        return np.where(found[-1] > 0, self.most // self.unit, within), found

    def more(self, cost: Array, state: Array, parties: list[int]) -> Array:
        found = [self.grown(cost, state, party)[0] - cost for party in parties]
        return np.array(found, np.int64).reshape(len(parties), len(cost)).T

    def exact(self, inside: Array) -> list[int]:
        rows = self._places[:-1] if self.unit == 1 else self._exact
        ends = (np.where(inside, row, self._bottom).max(axis=1) for row in rows)
        found = sum(ends, np.zeros(len(inside), rows.dtype))
        lost: list[int] = np.where(inside @ np.array(self._lost), self.most, found).tolist()
        return lost


class Marks(Cost):
    """Costs that are judged of a set as a whole, and never fall when it grows.

    Parameters
    ----------
    told : callable
        Returns what sets cost, from what is added up of them and from who is decided on.
    """

    def __init__(self, told: Callable[[Array, int], Array]) -> None:
        self._told = told

    def judged(self, cost: Array, rows: Array, decided: int) -> Array:  # noqa: ARG002
        return self._told(rows, decided)


class Lacking(Marks):
    """How many seats sets that do not win lack, of a number that none has."""

    lacks = True

    def __init__(self, told: Callable[[Array, int], Array], most: int) -> None:
        super().__init__(told)
        self._most = most

    def turned(self, cost: int) -> int:
        return self._most - cost


@attrs.frozen(eq=False)
class _Batch:
    """Sets that the same units have been decided on for.

    Parameters
    ----------
    units : tuple of int
        The units that are still to be decided on.
    rows : array, shape (3 + forms, sets)
        The sets, how many members they have, their seats, and their sums in each form.
    cost, state : array
        What they cost at least, and what the cost knows of them.
    least : tuple of int
        What the key of all is at least.
    """

    units: tuple[int, ...]
    rows: Array
    cost: Array
    state: Array
    least: Key = (0, 0, 0)

    def taken(self, chosen: Array) -> "_Batch":
        return attrs.evolve(
            self,
            rows=self.rows[:, chosen],
            cost=self.cost[chosen],
            state=self.state[:, chosen],
        )


class Search:
    """The sets of the lowest keys.

    Parameters
    ----------
    ground : Ground
        The units.
    cost : Cost
        What sets cost.
    limit : int
        How many to find; one more is looked for, so that it is known whether there are others.
    wins : bool
        Whether they win, or else do not.

    Attributes
    ----------
    found : list of (int, int, int)
        The keys found so far.
    bound : int or None
        What the exact cost of all that were not looked at is at least; None where there are none.
    """

    def __init__(self, ground: Ground, cost: Cost, limit: int, *, wins: bool = True) -> None:
        self._ground, self._cost, self._limit, self._wins = ground, cost, limit, wins
        self.found: list[Key] = []
        self.bound: int | None = 0
        self._columns = ground.columns
        pairs = list(zip(ground.bits, ground.needs, strict=True))
        self._needing = [sum(one for one, needs in pairs if needs & bit) for bit in ground.bits]

    def run(self, watch: Watch, roots: Iterable[tuple[int, int]]) -> bool:
        """Find those with all of some members and none of others; tell whether it is done."""
        return watch.run(partial(self._run, watch, list(roots)), MOST) or False

    def _run(self, watch: Watch, roots: list[tuple[int, int]]) -> bool:
        starts = [part for root in roots for part in self._started(watch, *root)]
        stack = sorted(starts, key=lambda batch: batch.least, reverse=True)
        while stack:
            self.bound = self._cost.unit * min(batch.least[0] for batch in stack)
            batch = stack.pop()
            if self._last and batch.least > self._compared(self._last):
                continue
            cells = 0
            while batch.units and cells < _GROWN:
                batch = self._hopeful(self._decided(batch))
                cells = batch.rows.size + batch.state.size
                watch.spend(40 + cells // (16 if self._ground.kind is np.int64 else 1))
            if batch.units:
                stack += self._parted(watch, batch)
            else:
                self._offer(watch, batch)
        self.bound = None
        return True

    @property
    def _last(self) -> Key | None:
        """The key that all others must be below, once there are as many as can be listed."""
        return self.found[-1] if len(self.found) > self._limit else None

    def _started(self, watch: Watch, inside: int, outside: int) -> list[_Batch]:
        """Return the set of those who must be in, where it is not out of the question."""
        bits = self._ground.bits
        units = [unit for unit, own in enumerate(bits) if not own & (inside | outside)]
        rows = np.zeros((len(self._columns), 1), self._ground.kind)
        batch = _Batch(tuple(units), rows, np.zeros(1, rows.dtype), self._cost.start())
        possible = inside | self._later(batch)
        for unit, own in enumerate(bits):
            if own & inside:
                if not self._may_be(unit, inside, possible):
                    return []
                batch = self._with(batch, unit)
        return self._parted(watch, self._hopeful(batch))

    def _later(self, batch: _Batch) -> int:
        """Return the members that are still to come."""
        return sum(self._ground.bits[unit] for unit in batch.units)

    def _compared(self, key: Key) -> tuple[int, float, int]:
        """Return a key that no set that can still be listed is known to be above."""
        return key if self._cost.unit == 1 else (key[0] // self._cost.unit, inf, 0)

    def _may_be(self, party: int, sets: Any, possible: Any) -> Any:
        """Tell whether a party can be with sets of others, and with those who may come."""
        apart, needs = self._ground.apart[party], self._ground.needs[party]
        return (sets & apart == 0) & (possible & needs == needs)

    def _with(self, batch: _Batch, unit: int) -> _Batch:
        """Return the sets with one more unit."""
        cost, state = self._cost.grown(batch.cost, batch.state, unit)
        rows = batch.rows + self._columns[:, unit, None]
        return attrs.evolve(batch, rows=rows, cost=cost, state=state)

    def _decided(self, batch: _Batch) -> _Batch:
        """Return the sets without the next unit, and those with it."""
        unit, *units = batch.units
        batch = without = attrs.evolve(batch, units=tuple(units))
        ground, sets = self._ground, batch.rows[0]
        if needing := self._needing[unit]:  # 2.
            without = batch.taken(sets & needing == 0)
        if ground.apart[unit] or ground.needs[unit]:
            batch = batch.taken(self._may_be(unit, sets, sets | self._later(batch)))
        joined = self._with(batch, unit)
        return _Batch(
            batch.units,
            np.concatenate([without.rows, joined.rows], axis=1),
            np.concatenate([without.cost, joined.cost]),
            np.concatenate([without.state, joined.state], axis=1),
        )

    def _hopeful(self, batch: _Batch) -> _Batch:
        """1. Leave out sets that cannot win any more, or already do, or that cost too much."""
        keep = np.ones(len(batch.cost), np.bool_)
        if isinstance(self._ground.carriers, Formula):
            sums = batch.rows[3:]
            if self._wins:
                sums = sums + self._columns[3:, list(batch.units)].sum(axis=1)[:, None]
            keep = self._ground.won(batch.rows[0], sums) == self._wins
        if self._last:
            keep &= np.less_equal(batch.cost, self._last[0] // self._cost.unit)
        return batch if keep.all() else batch.taken(keep)

    def _offer(self, watch: Watch, batch: _Batch) -> None:
        """Keep the sets that come before the last to be listed, of which all is decided."""
        ground, cost = self._ground, self._cost
        batch = batch.taken(np.greater(batch.rows[1], 0))
        batch = attrs.evolve(batch, cost=cost.judged(batch.cost, batch.rows, -1))
        order = ground.order(batch.rows[1], batch.rows[2])
        keep = self._as_good(batch.cost, order, batch.rows[0])
        batch, order = batch.taken(keep), order[keep]
        if not isinstance(ground.carriers, Formula):
            watch.spend(80 * len(order))
            keep = ground.won(batch.rows[0], batch.rows[3:]) == self._wins
            batch, order = batch.taken(keep), order[keep]
        if len(order):
            sets = batch.rows[0]
            exact = batch.cost.tolist() if cost.unit == 1 else cost.exact(ground.inside(sets))
            keys = zip(exact, order.tolist(), (-sets).tolist(), strict=True)
            self.found = list(dict.fromkeys(sorted([*self.found, *keys])))[: self._limit + 1]

    def _as_good(self, cost: Array, order: Array, sets: Array) -> Marked:
        """Tell which sets are not after the last to be listed."""
        if not self._last:
            return np.ones(len(cost), np.bool_)
        last, of_order, turned = self._last
        if self._cost.unit > 1:
            return np.less_equal(cost, last // self._cost.unit)
        tied = np.less(order, of_order)
        tied |= np.equal(order, of_order) & np.less_equal(-sets, turned)
        return np.less(cost, last) | (np.equal(cost, last) & tied)

    def _parted(self, watch: Watch, batch: _Batch) -> list[_Batch]:
        """3. Return the parts of a batch, the best last, by what its sets come to at least."""
        ground, cost = self._ground, self._cost
        units, later = list(batch.units), self._later(batch)
        watch.spend(40 + len(batch.cost) * len(units) // 8)
        if not isinstance(ground.carriers, Formula) and self._wins:
            watch.spend(80 * len(batch.cost))
            batch = batch.taken(ground.won(batch.rows[0] | later, batch.rows[3:]))
        rows = batch.rows
        more = cost.more(batch.cost, batch.state, units)
        costs = cost.judged(batch.cost, rows, ~later)
        costs = costs + self._reached(more, rows, units, adds=cost.adds)
        members, seats = (
            rows[row] + self._reached(self._columns[None, row, units], rows, units, adds=True)
            for row in (1, 2)
        )
        if cost.lacks and self._last:
            need = ground.unseated - self._last[0] - rows[2]
            each, weight = self._columns[None, 1, units], self._columns[2, units]
            members = members + _least(each, weight, need, adds=True)
        order, sets = ground.order(members, seats), rows[0] | later
        keep = self._as_good(costs, order, sets)
        kept = zip(*(one[keep].tolist() for one in (costs, order, -sets)), strict=True)
        ranked = sorted(zip(kept, np.flatnonzero(keep).tolist(), strict=True))
        parts = []
        for at in range(0, len(ranked), _PART):
            part = ranked[at : at + _PART]
            chosen = batch.taken(np.array([place for _, place in part]))
            parts.append(attrs.evolve(chosen, least=part[0][0]))
        return parts[::-1]

    def _reached(self, more: Array, rows: Array, units: list[int], *, adds: bool) -> Array:
        """Return what sets must still add at least, so that they win."""
        none = np.zeros(rows.shape[1], rows.dtype)
        carriers = self._ground.carriers
        if not isinstance(carriers, Formula) or not self._wins or not units:
            return none
        ways = []
        for clause in carriers.clauses:
            most, possible = none, np.ones(len(none), np.bool_)
            for form, quota in clause:
                weight, need = self._columns[3 + form, units], quota - rows[3 + form]
                possible &= np.less_equal(need, weight.sum())
                most = np.maximum(most, _least(more, weight, need, adds=adds))
            ways.append(np.where(possible, most, _ROOM))
        found: Array = np.min(ways, axis=0, initial=_ROOM)
        return found


def _least(more: Array, weight: Array, need: Array, *, adds: bool) -> Array:
    """Return what it costs at least to add units that weigh as much as is needed."""
    # the unit with which there is enough, if they are taken from the cheapest on
    shape = (len(need), len(weight))
    worth = (more / np.maximum(weight, 1) if adds else more).astype(float)
    order = np.argsort(np.where(weight > 0, worth, np.inf), axis=1, kind="stable")
    at = (np.cumsum(weight[order], axis=1) >= need[:, None]).argmax(axis=1)
    rows = np.arange(len(need))
    last = np.broadcast_to(order, shape)[rows, at]
    found = price = np.broadcast_to(more, shape)[rows, last]
    if adds:
        # at its price, what is needed costs so much, but for what cheaper ones would leave over
        per = np.maximum(weight[last], 1)
        spare = np.maximum(price[:, None] * weight - per[:, None] * more, 0).sum(axis=1)
        found = -((spare - price * need) // per)
    return np.where(need > 0, np.maximum(found, 0), 0)

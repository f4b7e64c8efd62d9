"""A lower bound of the frustration by dual ascent over triangles, which needs no solver.

How much a pair is cut is a number from 0 to 1. In a triangle no pair is cut more than the other two
together, and with two blocs at most, the three are not cut more than twice (Grotschel & Wakabayashi
1989; Barahona & Mahjoub 1986). Each of these inequalities has a multiplier, which moves cost
between the three pairs; what the pairs then cost at least, each taken by itself, is the bound.

1. Pairs are cut as in the best partition so far, unless their cost is against it by more than a
   slack; in between, they are cut in part. That makes smooth what is to be ascended.
2. The inequalities that this violates most are taken on, a few for each pair.
3. One after the other, the multipliers are moved to where the inequalities are kept to (Hildreth
   1957). Triangles whose actors add up to the same, but for multiples of the number of all actors,
   have no pair in common, and are moved at once.
4. Where the bound rises slowly, the slack is made smaller.

Where the best partition is an optimum of the linear program, it is one of the smooth one too, for
any slack: the ascent ends at the bound of the program, as message passing does not always (Swoboda
& Andres 2017). All is done in whole numbers, so that the bound is exact; and what takes long is
compiled, by the same steps in the same order, so that it is the same.
"""

import math
from collections.abc import Callable
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from coalition.limits import Watch
from coalition.signed._reduction import Pairs, Ties

_SCALE = 40  # bits of the largest cost
_FIRST = 10  # the first slack is the largest cost by this
_LAST = 2000  # and the last, by this
_RISE = 25  # the bound rises slowly by less than this part of the gap
_VIOLATED = 50  # an inequality is taken on if it is violated by this part of the slack
_BEYOND = 16  # costs are to be beyond zero by this part of the slack, to settle who is together
_PASSES = 8  # over the triangles, between two looks for more of them
_LONG = 100_000  # work after which it is compiled
_PACE = 500_000  # triangles between two looks at the watch then, some hundredths of a second

Whole: TypeAlias = npt.NDArray[np.int64]


class Ascent:
    """The ascent of one connected graph.

    Parameters
    ----------
    ties : list of dict
        The ties.
    two : bool
        Whether there are two blocs at most.

    Attributes
    ----------
    floor : int
        The best bound so far, as the sum of what the pairs cost at least.
    """

    def __init__(self, ties: Ties, *, two: bool) -> None:
        self.size: int = len(ties)
        weights = [
            (i, j, weight) for i, row in enumerate(ties) for j, weight in row.items() if i < j
        ]
        # costs are multiples of the step; they are brought to one scale, and rounded down there
        self.step: int = math.gcd(*(weight for *_, weight in weights)) or 1
        self.largest: int = max((abs(weight) for *_, weight in weights), default=1) // self.step
        cost = np.zeros((self.size, self.size), np.int64)
        for i, j, weight in weights:
            cost[i, j] = (weight // self.step << _SCALE) // self.largest
        self.slack: int = (1 << _SCALE) // _FIRST
        # of each pair, the lesser actor first:
        self.uncut: Whole = np.zeros_like(cost)  # what it costs when it is just not cut
        self.room: Whole = -cost  # that it leaves below that
        self.triangles: Whole = np.empty((0, 3), np.int64)
        self.sets: Whole = np.zeros(self.size + 1, np.int64)  # where each set of them begins
        self.prices: Whole = np.empty((0, 3 + two), np.int64)  # the multipliers of each
        self.costs: Whole = cost  # that the best bound so far leaves
        self.floor: int = _least(cost)
        self.worked: int = 0
        self.violated: Callable[..., Whole] = _violated
        self.moved: Callable[..., None] = _moved

    def bound(self) -> int:
        """Return what no partition costs less than, but for the sum of the negative ties."""
        return -((-self.floor * self.largest) >> _SCALE) * self.step

    def settled(self, cost: int) -> tuple[Pairs, Pairs]:
        """Return who is together, and who apart, in every partition that costs no more.

        The cost, too, is without the sum of the negative ties.
        """
        limit = self._scaled(cost) - self.floor
        together, apart = (
            [(i, j) for i, j in np.argwhere(np.triu(side > limit, 1)).tolist()]
            for side in (self.costs, -self.costs)
        )
        return together, apart

    def _scaled(self, cost: int) -> int:
        return -((-cost // self.step << _SCALE) // self.largest)

    def ascend(self, home: list[int], cost: int, watch: Watch) -> bool:
        """Take on inequalities and move multipliers once; return whether more may help.

        Parameters
        ----------
        home : list of int
            The bloc of each actor in the best partition so far.
        cost : int
            What that costs, without the sum of the negative ties.
        watch : Watch
            What stops it.
        """
        # 1. Cut pairs as in the best partition.
        blocs = np.array(home)
        beyond = self.slack // _BEYOND
        parted = blocs[:, None] != blocs
        uncut = np.triu(np.where(parted, self.slack - beyond, beyond), 1)
        self.room += uncut - self.uncut
        self.uncut = uncut
        # 2. Take on what this violates.
        if self.moved is _moved and self.worked > _LONG and watch.compiles():
            from coalition.signed import _compiled_steps as steps  # noqa: PLC0415 - needs the extra

            self.violated, self.moved = steps.violated, steps.moved
        self._take_on(watch)
        # 3. Move multipliers: of triangles that have no pair in common, or compiled, of more.
        one_by_one = range(0, len(self.triangles) + _PACE, _PACE)
        ends = self.sets.tolist() if self.moved is _moved else one_by_one
        for _ in range(_PASSES):
            work = 100 + len(self.triangles) // 20
            self.worked += work
            watch.spend(work)
            for begin, end in pairwise(ends):
                those = slice(begin, end)
                self.moved(self.triangles[those], self.prices[those], self.room, self.slack)
                watch.look()
        costs = self.uncut - self.room
        floor, before = _least(costs) - 2 * int(self.prices[:, 3:].sum()), self.floor
        if floor > before:
            self.floor, self.costs = floor, costs
        # 4. Make the slack smaller where the bound rises slowly.
        if (self.floor - before) * _RISE < self._scaled(cost) - self.floor:
            self.slack = self.slack * 2 // 3
        return self.slack * _LAST > 1 << _SCALE

    def _take_on(self, watch: Watch) -> None:
        """Add the triangles that are violated most, and drop those without a price."""
        size, two = self.size, self.prices.shape[1] > 3  # noqa: PLR2004
        room = self.room + self.room.T
        cut, least = np.clip(room, 0, self.slack), self.slack // _VIOLATED
        # nobody is a way round to himself, nor a third actor
        far, near = cut.copy(), cut.copy()
        for pairs, itself in ((far, 4 * self.slack), (near, -self.slack), (room, 1 << _SCALE + 9)):
            np.fill_diagonal(pairs, itself)
        old = self.prices.any(axis=1)
        found = [self.triangles[old]]
        for one in range(size):
            watch.spend(size * size // 500)
            found.append(self.violated(one, (cut, far, near, room), self.slack, least, two))
        # 2c. Order them by the sets that are moved at once.
        triangles = np.sort(np.concatenate(found), axis=1)
        watch.look()
        key = (triangles.sum(axis=1) % size * size + triangles[:, 0]) * size + triangles[:, 1]
        keys, first = np.unique(key, return_index=True)
        watch.look()
        prices = np.zeros((len(keys), self.prices.shape[1]), np.int64)
        prices[np.searchsorted(keys, key[: old.sum()])] = self.prices[old]
        self.triangles, self.prices = triangles[first], prices
        self.sets = np.searchsorted(keys, np.arange(size + 1) * size * size)


def _violated(one: int, tables: tuple[Whole, ...], slack: int, least: int, two: bool) -> Whole:
    """Return the triangles of an actor and each one after it that are violated most."""
    cut, far, near, room = tables
    # 2a. Of each pair that is cut: the way round that is cut least, and the one with the most room,
    #     which is of those the one that stays uncut longest.
    others = np.flatnonzero(cut[one, one + 1 :] > least) + one + 1
    ways = [
        np.argmin(far[one] + far[others], axis=1),
        np.argmin(np.maximum(room[one], room[others]), axis=1),
    ]
    much = [cut[one, others] - far[one, way] - far[others, way] for way in ways]
    # 2b. With two blocs: the third actor who is cut most from both.
    if two:
        ways.append(np.argmax(near[one] + near[others], axis=1))
        both = near[one, ways[2]] + near[others, ways[2]]
        much.append(cut[one, others] + both - 2 * slack)
    found = [
        np.stack([np.full_like(way, one), others, way], axis=1)[by > least]
        for way, by in zip(ways, much, strict=True)
    ]
    return np.concatenate(found)


def _moved(triangles: Whole, prices: Whole, room: Whole, slack: int) -> None:
    """Move the multipliers of triangles that have no pair in common."""
    i, j, k = triangles.T
    rooms = [room[i, j], room[i, k], room[j, k]]
    for at, price in enumerate(prices.T):
        a, b, c = (np.minimum(np.maximum(pair, 0), slack) for pair in rooms)
        # one pair is not cut more than the two others; all three are not cut more than twice
        twice = 2 * (a, b, c)[at] if at < len(rooms) else 2 * (a + b + c) - 2 * slack
        much = twice - (a + b + c)
        step = np.maximum(much // 3, -price)
        np.add(price, step, out=price)
        for index, pair in enumerate(rooms):
            less = at in {index, 3}
            (np.subtract if less else np.add)(pair, step, out=pair)
    room[i, j], room[i, k], room[j, k] = rooms


def _least(costs: Whole) -> int:
    """Return what all pairs cost at least, each taken by itself."""
    return int(np.minimum(costs, 0).sum())

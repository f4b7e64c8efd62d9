"""Cutting planes: what holds for every partition, and a solution of the linear program violates.

The variable of a pair says how much it is cut. All that holds is of one form: of one set of pairs,
as many more are cut than of another as a number says at least.

1. Circles of ties: a circle with exactly one cut tie is no partition (Grotschel & Wakabayashi
   1989), and with two blocs at most, no circle with an odd number is (Barahona & Mahjoub 1986).
2. Two sets of actors: of the pairs that are together, those across the two sets exceed those
   within a set by the smaller set at most (Grotschel & Wakabayashi 1990), and with two blocs, by
   less (Deza & Laurent 1997, hypermetric inequalities). One actor and two are a triangle; where
   every pair has a variable, all longer circles follow from the triangles.
"""

from itertools import combinations, product
from typing import TypeAlias

import attrs
import numpy as np
import numpy.typing as npt

from coalition.limits import Watch
from coalition.signed._reduction import Pairs

_VIOLATED = 1e-3
_STEP = 1e-5  # added to the length of each tie, so that of equal ways the one with fewest is taken
_OPEN = 0.01  # how far from cut or not a pair is that sets of actors are grown from
_SHARED = 8  # new cuts that have a pair in common
_EACH = 3  # pairs of sets from one actor
_TRIANGLE = 3

Floats = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Sides: TypeAlias = tuple[tuple[int, ...], ...]


@attrs.frozen
class Cut:
    """Of the pairs in `others`, at least so many more are cut than of those in `odd`."""

    odd: tuple[int, ...]
    others: tuple[int, ...]
    least: int


def spread(cuts: dict[Cut, float]) -> list[Cut]:
    """Return the cuts that are violated most, of which only a few have a pair in common."""
    used: dict[int, int] = {}
    kept = []
    for cut in sorted(cuts, key=lambda cut: -cuts[cut]):
        pairs = cut.odd + cut.others
        if all(used.get(at, 0) < _SHARED for at in pairs):
            used.update({at: used.get(at, 0) + 1 for at in pairs})
            kept.append(cut)
    return kept


def circles(cut: Floats, pairs: Pairs, size: int, watch: Watch, *, two: bool) -> dict[Cut, float]:
    """Return for each tie, or with two blocs each actor, the circle violated most, and how much.

    It is the shortest way around the tie, taken by how much the ties on it are cut. With two blocs,
    ways may cross to a second copy of the graph by ties that are cut: a way from an actor to its
    own copy has crossed an odd number of times.
    """
    near: list[list[tuple[int, float, int]]] = [[] for _ in range(size * (1 + two))]
    for at, ((i, j), value) in enumerate(zip(pairs, cut.tolist(), strict=True)):
        ways = [(i, j, value)]
        if two:
            ways += [(i + size, j + size, value)]
            ways += [(i, j + size, 1 - value), (j, i + size, 1 - value)]
        for a, b, length in ways:
            near[a].append((b, length + _STEP, at))
            near[b].append((a, length + _STEP, at))
    far = _distances(near, size, watch)
    ends = [(i, i + size, 1.0, -1) for i in range(size)]
    if not two:
        ends = [(*pair, float(cut[at]), at) for at, pair in enumerate(pairs)]
    found: dict[Cut, float] = {}
    for first, last, length, closing in ends:
        much = length - float(far[last, first])
        if much < _VIOLATED:
            continue
        odd: list[int] = [] if two else [closing]
        others: list[int] = []
        here = last
        while here != first:
            before, _, at = min(near[here], key=lambda way: far[way[0], first] + way[1])
            (others if (before < size) == (here < size) else odd).append(at)
            here = before
        if len({*odd, *others}) == len(odd) + len(others):  # else a part of it is a circle too
            found[Cut(tuple(sorted(odd)), tuple(sorted(others)), 1 - len(odd))] = much
    return found


def _distances(near: list[list[tuple[int, float, int]]], size: int, watch: Watch) -> Floats:
    """Return how far each place is from each actor, places improved in turn until none is."""
    far = np.full((len(near), size), np.inf)
    np.fill_diagonal(far, 0)
    rows = [
        (at, np.array([way[0] for way in ways]), np.array([[way[1]] for way in ways]))
        for at, ways in enumerate(near)
        if ways
    ]
    changed = True
    while changed:
        changed = False
        for at, others, lengths in rows:
            new = (far[others] + lengths).min(axis=0)
            if (new < far[at]).any():
                far[at] = np.minimum(far[at], new)
                changed = True
            watch.spend(20 + len(others) * size // 250)
        rows.reverse()
    return far


def triangles(apart: Floats, at: Whole, watch: Watch, *, two: bool) -> dict[Cut, float]:
    """Return for each pair the triangle that the solution violates most, and how much."""
    found: dict[Cut, float] = {}
    every = np.arange(len(apart))
    for one, row in enumerate(apart):
        # a. The pair is cut more than its ways over a third actor, or b. all three are.
        ways = row + apart
        watch.spend(len(apart) ** 2 // 100)
        options = [(ways.argmin(axis=1), -1.0)] + [(ways.argmax(axis=1), 1.0)] * two
        for third, sign in options:
            much = row + sign * ways[every, third] - (sign + 1)
            for other in (np.flatnonzero(much[one + 1 :] > _VIOLATED) + one + 1).tolist():
                sides = ((int(third[other]),), (one, other))
                found[_cut(sides if sign < 0 else ((), sides[0] + sides[1]), at, two=two)] = float(
                    much[other]
                )
    return found


def two_partitions(apart: Floats, at: Whole, watch: Watch, *, two: bool) -> dict[Cut, float]:
    """Return pairs of sets of actors whose cut the solution violates, and how much for its size.

    From two actors that are neither together nor apart, one in each set, the sets grow by the actor
    that adds most, as long as any does.
    """
    near = 1 - apart
    np.fill_diagonal(near, 0)
    found: dict[Cut, float] = {}
    for one, row in enumerate(near):
        others = np.flatnonzero((row > _OPEN) & (row < 1 - _OPEN))
        if not len(others):
            continue
        side = np.zeros((len(others), len(near)))
        side[:, one] = -1
        side[np.arange(len(others)), others] = 1
        pull = near[others] - row
        _grow(side, pull, near, watch, two=two)
        first, second = (side < 0).sum(axis=1), (side > 0).sum(axis=1)
        much = -(pull * side).sum(axis=1) / 2 - _most(first, second, two=two)
        size = first + second
        much = np.where((much > _OPEN) & (size > _TRIANGLE), much / size / (size - 1), 0)
        for best in np.argsort(-much, kind="stable")[:_EACH].tolist():
            if much[best]:
                sets = tuple(tuple(np.flatnonzero(side[best] == sign).tolist()) for sign in (-1, 1))
                found[_cut(sets, at, two=two)] = float(much[best])
    return found


def _grow(side: Floats, pull: Floats, near: Floats, watch: Watch, *, two: bool) -> None:
    """Grow the sets, one pair of them a row as -1 and 1, as long as that gains."""
    while True:
        sizes = (side < 0).sum(axis=1), (side > 0).sum(axis=1)
        now = _most(*sizes, two=two)
        first = pull - (_most(sizes[0] + 1, sizes[1], two=two) - now)[:, None]
        second = -pull - (_most(sizes[0], sizes[1] + 1, two=two) - now)[:, None]
        gain = np.where(side == 0, np.maximum(first, second), -1)
        watch.spend(side.size // 30)
        rows = np.flatnonzero(gain.max(axis=1) > _VIOLATED)
        if not len(rows):
            return
        best = gain[rows].argmax(axis=1)
        sign = np.where(first[rows, best] > second[rows, best], -1, 1)
        side[rows, best] = sign
        pull[rows] += sign[:, None] * near[best]


def _cut(sides: Sides, at: Whole, *, two: bool) -> Cut:
    odd = sorted(int(at[pair]) for side in sides for pair in combinations(side, 2))
    others = sorted(int(at[pair]) for pair in product(*sides))
    most = int(_most(len(sides[0]), len(sides[1]), two=two))
    return Cut(tuple(odd), tuple(others), len(others) - len(odd) - most)


def _most(one: Whole | int, other: Whole | int, *, two: bool) -> Whole:
    """Return by how much the pairs together across two sets of these sizes exceed those within.

    A bloc with a of the one and b of the other has (a + b - (a - b)**2) / 2 more. That is most if
    a and b are nearly equal, in every bloc or, where there are two, in both.
    """
    more = np.abs(np.asarray(one) - other)
    return (one + other - ((more**2 + more % 2) // 2 if two else more)) // 2

"""Every kind of set, tried: how many of each class of equal members are in it.

Members whose weights are equal throughout can stand for each other, so that it only matters how
many of each class are in a set. Where every member is a class of its own, every set is tried.
"""

from collections import Counter
from collections.abc import Iterable
from functools import reduce
from itertools import compress, product
from math import comb, prod
from operator import mul
from typing import Any

import numpy as np
import numpy.typing as npt

from coalition.errors import TooLarge
from coalition.games._counting import CALL, Asked, Profile, Steps, Work
from coalition.rules.tallies import Carriers, Formula

_LARGEST = 20  # members of whom every set is tried, where nothing is known but the answers
_INT64 = 62  # members of whom all sets can be counted in 64 bits
_SUM = 2**62

Marks = npt.NDArray[np.bool_]
Counts = npt.NDArray[Any]  # whole numbers, of any size where 64 bits do not hold them


def work(carriers: Carriers, steps: Steps) -> Work:
    """Return how much work it is to try all kinds of sets; of an oracle, there are not too many."""
    if not isinstance(carriers, Formula):
        return Work(0, 0)
    classes = Counter(zip(carriers.columns, steps, strict=True)).values()
    cells = prod(number + 1 for number in classes)
    return Work((64 * cells + 10 * CALL) * len(classes), cells)


def counted(asked: Asked, carriers: Carriers, steps: Steps) -> Profile:
    """Count sets; raise `TooLarge` where they are too many to be tried."""
    home, steps, wins = _tried(carriers, steps)
    # 1. How many members of each class are in the sets of each kind, and how many such sets are.
    axes: tuple[Counts, ...] = np.indices(wins.shape, sparse=True)
    kind = np.int64 if len(home) < _INT64 else object
    ways = [np.array([comb(n - 1, k) for k in range(n)], kind) for n in wins.shape]
    sets = reduce(np.multiply, map(np.reshape, ways, [axis.shape for axis in axes]))
    sizes = _summed(axes, steps)
    # 2. For each class, which kinds of sets win, and lose without one of its members.
    marks = wins.astype(np.int8)
    critical = [np.diff(marks, axis=at, prepend=marks.take([0], at)) > 0 for at in range(wins.ndim)]
    kept, measured = wins, sizes
    if asked != "swings":
        critics = _summed(axes, critical)
        kept = wins & (critics == sizes if asked == "minimal" else critics > 0)
        measured = critics
    # 3. A member is in as large a part of the sets as there are others of its class.
    rows = []
    for axis, turning, step in zip(axes, critical, steps, strict=True):
        chosen = kept & turning
        mine = (sets * axis)[chosen] // (axis.size - 1)
        row = np.zeros(int(sizes.max()) + 1 - step, sets.dtype)
        np.add.at(row, measured[chosen] - step, mine)
        rows.append(tuple(map(int, row)))
    return Profile(int(sets[kept].sum()), tuple(rows[place] for place in home))


def _summed(axes: Iterable[Counts], worths: Iterable[Any]) -> Counts:
    """Add up what the members in each kind of set are worth, by their class."""
    return sum(map(mul, axes, worths), np.zeros(1, np.int64))


def _tried(carriers: Carriers, steps: Steps) -> tuple[tuple[int, ...], Steps, Marks]:
    """Return the class of each member, the step of each class, and which kinds of sets win.

    Of these there is an axis for each class: at ``[a, b, ...]``, it is whether a set with a members
    of the first class, b of the second and so on wins.
    """
    size = carriers.size
    if not isinstance(carriers, Formula):
        if size > _LARGEST:
            raise TooLarge("members, under a rule of which every set is tried", size, _LARGEST)
        tried = (compress(range(size), chosen) for chosen in product((0, 1), repeat=size))
        wins: Marks = np.fromiter(map(carriers.wins, tried), np.bool_, 2**size)
        wins = wins.reshape((2,) * size)
        return tuple(range(size)), steps, wins
    # Members are of one class if they weigh the same in every form; an axis for each class.
    kinds = list(zip(carriers.columns, steps, strict=True))
    classes = sorted(set(kinds))
    shape = [kinds.count(one) + 1 for one in classes]
    kind = np.int64 if max(carriers.totals, default=0) < _SUM else object
    axes = [axis.astype(kind) for axis in np.indices(shape, sparse=True)]
    sums = [
        sum(axis * column[form] for axis, (column, _) in zip(axes, classes, strict=True))
        for form in range(len(carriers.forms))
    ]
    wins = np.zeros(shape, np.bool_)
    for clause in carriers.clauses:
        met = (np.asarray(sums[form] >= quota, np.bool_) for form, quota in clause)
        wins |= reduce(np.logical_and, met, np.ones(shape, np.bool_))
    return tuple(map(classes.index, kinds)), tuple(step for _, step in classes), wins

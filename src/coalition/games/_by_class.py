"""Every kind of set, tried: how many of each class of equal members are in it.

Members whose weights are equal throughout can stand for each other, so that it only matters how
many of each class are in a set. Where every member is a class of its own, every set is tried.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property, reduce
from itertools import compress, product
from math import comb, prod
from operator import mul
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

from coalition.errors import TooLarge
from coalition.games._modular import CALL, Work
from coalition.games._profile import Profile, Steps
from coalition.rules.tallies import Carriers, Formula

_LARGEST = 20  # members of whom every set is tried, where nothing is known but the answers
_INT64 = 62  # members of whom all sets can be counted in 64 bits
_SUM = 2**62

Marks = npt.NDArray[np.bool_]
Counts = npt.NDArray[Any]  # whole numbers, of any size where 64 bits do not hold them


@attrs.frozen
class Lattice:
    """Which kinds of sets win.

    Parameters
    ----------
    home : tuple of int
        The class of each member.
    steps : tuple of int
        For each class, how much a member of it adds to the size of a set.
    wins : array of bool
        An axis for each class: at ``[a, b, ...]``, whether a set with a members of the first class,
        b of the second and so on wins.
    """

    home: tuple[int, ...]
    steps: tuple[int, ...]
    wins: Marks

    @cached_property
    def _axes(self) -> tuple[Counts, ...]:
        """How many members of each class are in the sets of each kind."""
        return np.indices(self.wins.shape, sparse=True)

    @cached_property
    def _sets(self) -> Counts:
        """How many sets there are of each kind."""
        kind = np.int64 if len(self.home) < _INT64 else object
        ways = [np.array([comb(n - 1, k) for k in range(n)], kind) for n in self.wins.shape]
        axes = (way.reshape(axis.shape) for way, axis in zip(ways, self._axes, strict=True))
        return reduce(np.multiply, axes)

    @cached_property
    def _sizes(self) -> Counts:
        return self._summed(self.steps)

    @cached_property
    def _critical(self) -> list[Marks]:
        """For each class, which kinds of sets win, and lose without one of its members."""
        wins = self.wins.astype(np.int8)
        return [np.diff(wins, axis=at, prepend=wins.take([0], at)) > 0 for at in range(wins.ndim)]

    @cached_property
    def _critics(self) -> Counts:
        """How many members each kind of set would lose without."""
        return self._summed(self._critical)

    def _summed(self, worths: Iterable[Any]) -> Counts:
        """Add up what the members in each kind of set are worth, by their class."""
        nothing: Counts = np.zeros(self.wins.shape, np.int64)
        return sum(map(mul, self._axes, worths), nothing)

    def swings(self) -> Profile:
        """Count the winning sets, and for each member those that it is critical in."""
        return self._profile(self.wins, self._sizes)

    def minimal(self) -> Profile:
        """Count the sets that every member of them is critical in; each adds 1 to the size."""
        return self._profile(self.wins & (self._critics == self._sizes), self._sizes)

    def shares(self) -> Profile:
        """Count the sets that a member is critical in by how many others are so too."""
        return self._profile(self.wins & (self._critics > 0), self._critics)

    def _profile(self, kept: Marks, measured: Counts) -> Profile:
        """Count sets; a member is in as large a part of them as there are others of its class."""
        rows = []
        length = int(self._sizes.max()) + 1
        for axis, marks, step in zip(self._axes, self._critical, self.steps, strict=True):
            chosen = kept & marks
            mine = (self._sets * axis)[chosen] // (axis.size - 1)
            row = np.zeros(length - step, self._sets.dtype)
            np.add.at(row, measured[chosen] - step, mine)
            rows.append(tuple(map(int, row)))
        return Profile(int(self._sets[kept].sum()), tuple(rows[place] for place in self.home))


def work(carriers: Carriers, steps: Steps) -> Work:
    """Return how much work it is to try all kinds of sets; of an oracle, there are not too many."""
    if not isinstance(carriers, Formula):
        return Work(0, 0)
    classes = Counter(zip(carriers.columns, steps, strict=True)).values()
    cells = prod(number + 1 for number in classes)
    return Work((64 * cells + 10 * CALL) * len(classes), cells)


def lattice_of(carriers: Carriers, steps: Steps) -> Lattice:
    """Try all kinds of sets; raise `TooLarge` where they are too many."""
    size = carriers.size
    if not isinstance(carriers, Formula):
        if size > _LARGEST:
            raise TooLarge("members, under a rule of which every set is tried", size, _LARGEST)
        tried = (compress(range(size), chosen) for chosen in product((0, 1), repeat=size))
        wins: Marks = np.fromiter(map(carriers.wins, tried), np.bool_, 2**size)
        wins = wins.reshape((2,) * size)
        return Lattice(tuple(range(size)), steps, wins)
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
    return Lattice(tuple(map(classes.index, kinds)), tuple(step for _, step in classes), wins)

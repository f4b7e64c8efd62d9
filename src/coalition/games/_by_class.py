"""Every kind of set, tried: how many of each class of equal members are in it.

Members whose weights are equal throughout can stand for each other, so that it only matters how
many of each class are in a set. Where every member is a class of its own, every set is tried.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from itertools import compress, product
from math import comb, prod
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

from coalition.errors import TooLarge
from coalition.games._modular import CALL, Work
from coalition.games._profile import Profile, Steps
from coalition.rules.tallies import Carriers, Form, Formula

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
        found: Counts = np.ones((), dtype=kind)
        for axis in self._axes:
            ways = [comb(axis.size - 1, number) for number in range(axis.size)]
            found = found * np.array(ways, dtype=kind).reshape(axis.shape)
        return found

    @cached_property
    def _sizes(self) -> Counts:
        return self._summed(self.steps)

    @cached_property
    def _critical(self) -> list[Marks]:
        """For each class, which kinds of sets win, and lose without one of its members."""
        found = []
        for place in range(self.wins.ndim):
            marks = np.zeros_like(self.wins)
            with_one, without = np.moveaxis(marks, place, 0), np.moveaxis(self.wins, place, 0)
            with_one[1:] = without[1:] & ~without[:-1]
            found.append(marks)
        return found

    @cached_property
    def _critics(self) -> Counts:
        """How many members each kind of set would lose without."""
        return self._summed(self._critical)

    def _summed(self, worths: Iterable[Any]) -> Counts:
        """Add up what the members in each kind of set are worth, by their class."""
        found: Counts = np.zeros(self.wins.shape, np.int64)
        for axis, worth in zip(self._axes, worths, strict=True):
            found += axis * worth
        return found

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
            row: Counts = np.zeros(length - step, self._sets.dtype)
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
        wins = np.fromiter(map(carriers.wins, tried), np.bool_, 2**size).reshape((2,) * size)
        return Lattice(tuple(range(size)), steps, wins)
    # Members are of one class if they weigh the same in every form; an axis for each class.
    kinds = list(zip(carriers.columns, steps, strict=True))
    classes = sorted(set(kinds))
    wins = _met(carriers, [column for column, _ in classes], tuple(map(kinds.count, classes)))
    return Lattice(tuple(map(classes.index, kinds)), tuple(step for _, step in classes), wins)


def _met(formula: Formula, columns: list[Form], numbers: Iterable[int]) -> Marks:
    """Mark the kinds of sets that meet a clause, by how many members of each class there are."""
    shape = tuple(number + 1 for number in numbers)
    axes = np.indices(shape, sparse=True)
    wins = np.zeros(shape, np.bool_)
    for clause in formula.clauses:
        met = np.ones(shape, np.bool_)
        for form, quota in clause:
            kind = np.int64 if formula.totals[form] < _SUM else object
            weight = np.zeros((), kind)
            for axis, column in zip(axes, columns, strict=True):
                weight = weight + axis.astype(kind) * column[form]
            met &= (weight >= quota).astype(np.bool_)
        wins |= met
    return wins

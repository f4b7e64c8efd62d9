"""Every set of members, tried: for any rule, as long as the members are few."""

from collections.abc import Sequence
from functools import cached_property

import attrs
import numpy as np
import numpy.typing as npt

from coalition.analysis.profiles import Profile
from coalition.errors import TooLarge
from coalition.rules.tallies import Carriers, Formula

__all__ = ["LARGEST", "Lattice", "lattice_of"]

LARGEST = 20  # members of whom all sets are tried
_INT64 = 2**62

Marks = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int64]


@attrs.frozen
class Lattice:
    """Which sets win, all of them: set number m holds the members whose bits are set in m."""

    size: int
    wins: Marks

    @cached_property
    def sizes(self) -> Counts:
        """How many members each set has."""
        return _sums([1] * self.size, np.int64)

    def critical(self, member: int) -> Marks:
        """Mark the sets that win with a member and would lose without it."""
        pairs = self.wins.reshape(-1, 2, 2**member)
        marks = np.zeros_like(pairs)
        marks[:, 1] = pairs[:, 1] & ~pairs[:, 0]
        return marks.reshape(-1)

    @cached_property
    def critics(self) -> Counts:
        """How many members of each winning set it would lose without."""
        found: Counts = np.zeros(2**self.size, np.int64)
        for member in range(self.size):
            found += self.critical(member)
        return found

    def swings(self) -> Profile:
        """Count the winning sets, and for each member those that it is critical in."""
        return self._profile(self.wins, self.sizes)

    def minimal(self) -> Profile:
        """Count the sets that every member of them is critical in."""
        return self._profile(self.wins & (self.critics == self.sizes), self.sizes)

    def shares(self) -> Profile:
        """Count the sets that a member is critical in by how many others are so too."""
        return self._profile(self.wins, self.critics)

    def _profile(self, kept: Marks, measured: Counts) -> Profile:
        members = []
        for member in range(self.size):
            sets = measured[kept & self.critical(member)] - 1
            members.append(tuple(np.bincount(sets, minlength=self.size).tolist()))
        return Profile(int(kept.sum()), tuple(members))


def lattice_of(carriers: Carriers) -> Lattice:
    """Try all sets of players; raise `TooLarge` where they are too many."""
    size = carriers.size
    if size > LARGEST:
        raise TooLarge("members, under a rule of which all sets are tried", size, LARGEST)
    if isinstance(carriers, Formula):
        return Lattice(size, _reached(carriers))
    carried = (
        carriers.wins(player for player in range(size) if number >> player & 1)
        for number in range(2**size)
    )
    return Lattice(size, np.fromiter(carried, np.bool_, 2**size))


def _reached(formula: Formula) -> Marks:
    """Mark the sets that a formula lets win."""
    sums = [
        _sums(form, np.int64 if total < _INT64 else object)
        for form, total in zip(formula.forms, formula.totals, strict=True)
    ]
    wins: Marks = np.zeros(2**formula.size, np.bool_)
    for clause in formula.clauses:
        met: Marks = np.ones_like(wins)
        for form, quota in clause:
            met &= (sums[form] >= quota).astype(np.bool_)
        wins |= met
    return wins


def _sums(weights: Sequence[int], kind: type) -> Counts:
    """Return the weight of every set."""
    sums: Counts = np.zeros(1, kind)
    for weight in weights:
        sums = np.concatenate([sums, sums + weight])
    return sums

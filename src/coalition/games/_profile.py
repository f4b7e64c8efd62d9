"""What the power indices are made of: how often each member matters, by the size of the set."""

from collections.abc import Iterable
from math import comb

import attrs

Sizes = tuple[int, ...]


@attrs.frozen
class Profile:
    """Counts of sets of members.

    Parameters
    ----------
    sets : int
        How many sets count in all.
    members : tuple of tuple of int
        For each member, the number of sets that count for it, by size: how many others are in the
        set with it, from 0 to all.
    """

    sets: int
    members: tuple[Sizes, ...]

    def each(self) -> tuple[int, ...]:
        """Return the number of sets that count for each member."""
        return tuple(map(sum, self.members))


def padded(profile: Profile, idle: tuple[bool, ...]) -> Profile:
    """Return the profile with members put back who are in none of the sets, marked by `idle`."""
    more = (0,) * sum(idle)
    return Profile(profile.sets, _put_back((row + more for row in profile.members), idle))


def spread(profile: Profile, idle: tuple[bool, ...]) -> Profile:
    """Return the profile with members put back who may be in any set and never matter.

    That makes the sets more numerous, and larger.
    """
    more = sum(idle)
    rows = _put_back((_mixed(row, more) for row in profile.members), idle)
    return Profile(profile.sets << more, rows)


def _put_back(rows: Iterable[Sizes], idle: tuple[bool, ...]) -> tuple[Sizes, ...]:
    left = iter(rows)
    return tuple((0,) * len(idle) if at_rest else next(left) for at_rest in idle)


def _mixed(sizes: Sizes, more: int) -> Sizes:
    """Return the counts by size when any of so many members may be added."""
    found = [0] * (len(sizes) + more)
    for size, number in enumerate(sizes):
        for added in range(more + 1):
            found[size + added] += number * comb(more, added)
    return tuple(found)

"""What the power indices are made of: how often each member matters, by the size of the set."""

from operator import add
from typing import TypeAlias

import attrs

Sizes: TypeAlias = tuple[int, ...]
Steps: TypeAlias = tuple[int, ...]  # how much each member adds to the size of a set


@attrs.frozen
class Profile:
    """Counts of sets of members.

    Parameters
    ----------
    sets : int
        How many sets count in all.
    members : tuple of tuple of int
        For each member, the number of sets that count for it, by size: what the others in the set
        with it add up to, from 0 on.
    """

    sets: int
    members: tuple[Sizes, ...]

    def each(self) -> tuple[int, ...]:
        """Return the number of sets that count for each member."""
        return tuple(map(sum, self.members))

    def spread(self, steps: Steps) -> "Profile":
        """Return the counts where more members, of these steps, may be in any set or not."""
        rows = self.members
        for step in steps:
            more = (0,) * step
            rows = tuple(tuple(map(add, row + more, more + row)) for row in rows)
        return Profile(self.sets << len(steps), rows)

    def among(self, idle: tuple[bool, ...]) -> "Profile":
        """Return the counts with those put back who never matter, marked by `idle`."""
        left = iter(self.members)
        return Profile(self.sets, tuple((0,) if at_rest else next(left) for at_rest in idle))

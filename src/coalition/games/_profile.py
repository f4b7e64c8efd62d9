"""What the power indices are made of: how often each member matters, by the size of the set."""

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

"""What the power indices are made of: how often each member matters, by the size of the set."""

from math import comb

import attrs

__all__ = ["Profile", "spread"]

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


def spread(profile: Profile, idle: tuple[bool, ...]) -> Profile:
    """Return the profile with members put back who never matter, at the places marked `idle`.

    Any of them may be in any set, which makes sets more numerous and larger.
    """
    more = sum(idle)
    if not more:
        return profile
    counts = iter(profile.members)
    none = (0,) * len(idle)
    return Profile(
        profile.sets << more,
        tuple(none if at_rest else _blurred(next(counts), more) for at_rest in idle),
    )


def _blurred(sizes: Sizes, more: int) -> Sizes:
    found = [0] * (len(sizes) + more)
    for size, number in enumerate(sizes):
        for added in range(more + 1):
            found[size + added] += number * comb(more, added)
    return tuple(found)

"""Every vote of a body of four, and what rules by weight count in it."""

from itertools import product

import coalition as co
from coalition.rules.tallies import vote_of
from coalition.rules.vote import Weights

__all__ = ["MEMBERS", "OF", "SEATS", "votes", "weighed"]

SEATS = {"A": 4, "B": 3, "C": 2, "D": 1}

MEMBERS = tuple(SEATS)

OF = ("voting", "present", "members")


def votes(seats: dict[str, int]) -> list[co.Vote]:
    """Return every vote of the four members."""
    return [
        vote_of(MEMBERS, taken, Weights(tuple(seats.items())))
        for taken in product(range(4), repeat=len(MEMBERS))
    ]


def weighed(vote: co.Vote, of: str | int, weights: dict[str, int]) -> tuple[int, int]:
    """Return the weight of the supporters, and what a share is taken of, in plain words."""

    def weigh(*sides: frozenset[str]) -> int:
        return sum(weights[member] for side in sides for member in side)

    base = {
        "voting": weigh(vote.supporters, vote.opponents),
        "present": weigh(vote.supporters, vote.opponents, vote.abstainers),
        "members": sum(weights.values()),
    }
    return weigh(vote.supporters), base[of] if isinstance(of, str) else of

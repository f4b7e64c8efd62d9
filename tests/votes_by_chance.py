"""Votes of yes and no made by chance, with a seed: by coin tossers, and by camps."""

import numpy as np

import coalition as co

__all__ = ["camps", "coins"]

NAMES = "ABCDEFGHIJKLMNOPQRST"


def coins(seed: int, actors: int, proposals: int, yes: float, gaps: float = 0) -> co.StanceMatrix:
    """Return votes of actors who toss coins, each for itself."""
    chance = np.random.default_rng(seed)
    votes = np.where(chance.random((actors, proposals)) < yes, 1.0, -1.0)
    votes[chance.random(votes.shape) < gaps] = np.nan
    return co.StanceMatrix(NAMES[:actors], [f"p{at}" for at in range(proposals)], votes)


def camps(
    seed: int, *sizes: int, loyal: float = 0.8, proposals: int = 300, strangers: int = 0
) -> co.StanceMatrix:
    """Return votes of camps, most members of which vote as the camp does, and of strangers.

    Camps take sides by chance, the first two against each other.
    """
    chance = np.random.default_rng(seed)
    sides = chance.choice([-1, 1], (len(sizes), proposals))
    sides[1] = -sides[0]
    home = np.repeat(np.arange(len(sizes)), sizes)
    keep = np.where(chance.random((len(home), proposals)) < loyal, 1, -1)
    votes = np.vstack([sides[home] * keep, chance.choice([-1, 1], (strangers, proposals))])
    return co.StanceMatrix(NAMES[: len(votes)], [f"p{at}" for at in range(proposals)], votes)

"""What the tie of two actors in a discourse network is divided by, so that talkers do not lead."""

from collections.abc import Iterator
from fractions import Fraction
from math import isqrt, sqrt

import numpy as np

from coalition.stances.agreement import Tallies
from coalition.stances.statements import Counts

__all__ = ["NORMALIZATIONS", "divisors"]

NORMALIZATIONS = ("average", "jaccard", "cosine", "pairs")


def divisors(
    counts: Counts, sums: Tallies, normalization: str | None
) -> Iterator[tuple[int, int, Fraction | float]]:
    """Yield every two actors who share a proposal, with what their tie is divided by."""
    table = counts.table
    said, held = table.sum(axis=1), (table > 0).astype(object)
    squares = (table * table).sum(axis=1)
    alike, theirs = table @ table.T, table @ held.T  # in both; of the row, where in the column too
    for one, other in np.argwhere(np.triu(sums.shared > 0, 1)).tolist():
        by: Fraction | float = Fraction(1)
        if normalization == "average":
            by = Fraction(int(said[one] + said[other]), 2)
        elif normalization == "jaccard":
            alone = said[one] - theirs[one, other] + said[other] - theirs[other, one]
            by = Fraction(int(alone + alike[one, other]))
        elif normalization == "cosine":
            by = _root(int(squares[one] * squares[other]))
        elif normalization == "pairs":
            by = Fraction(int(sums.agree[one, other] + sums.disagree[one, other]), sums.scale)
        yield one, other, by


def _root(square: int) -> Fraction | float:
    root = isqrt(square)
    return Fraction(root) if root * root == square else sqrt(square)

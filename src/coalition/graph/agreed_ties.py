"""The ties of actors under an agreement: one answer for graphs and for splits."""

from fractions import Fraction
from math import ceil
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

from coalition.numbers import exact
from coalition.stances.agreement import Agreement
from coalition.stances.counted_statements import ties_of
from coalition.stances.matrix import StanceMatrix
from coalition.stances.ties import Sums, Ties

Table = npt.NDArray[Any]


@attrs.frozen(eq=False)
class AgreedTies:
    """The ties that count: square tables, right above the diagonal.

    Parameters
    ----------
    sums : Ties
        What is agreed and disagreed, and shared.
    net : array of whole numbers
        The signed weight of each tie, multiplied by `scale`.
    scale : int
        What the signed weights must be divided by.
    kept : array of bool
        Which of them count: those of actors who share enough proposals and whose weight is enough.
    floating : bool
        Whether weights that are not whole are floats in answers.
    beyond_chance : bool or None
        Under a null model, whether anything is beyond chance.
    """

    sums: Ties
    net: Sums
    scale: int
    kept: Table
    floating: bool
    beyond_chance: bool | None = None

    def pairs(self) -> dict[tuple[int, int], int]:
        """Return the signed weight of every tie that counts, in whole numbers."""
        places = zip(*(place.tolist() for place in np.nonzero(self.kept)), strict=True)
        return dict(zip(places, self.net[self.kept].tolist(), strict=True))


def agreed_ties(matrix: StanceMatrix, agreement: Agreement) -> AgreedTies:
    """Return the ties of the actors of a matrix."""
    return kept_ties(ties_of(matrix, agreement), agreement)


def kept_ties(sums: Ties, agreement: Agreement) -> AgreedTies:
    """Return the ties that count, of what is agreed."""
    net = sums.agree - sums.disagree
    least: Fraction = exact(agreement.threshold) * sums.scale
    kept = np.triu((sums.shared >= agreement.min_shared) & (abs(net) >= ceil(least)), 1)
    return AgreedTies(sums, net, sums.scale, kept, sums.floating)

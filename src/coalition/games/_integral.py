"""The Shapley-Shubik index of bodies too large to count, by integration, with a bound on the error.

A member's index is the integral, over the probability p from 0 to 1, of the chance that it is
critical when every other member is in the set with probability p (Owen 1972). That chance is a
polynomial in p of a degree below the number of members, and is computed at the nodes of
Gauss-Legendre quadrature.

The error has two parts, and both are bounded. On an ellipse around [0, 1] whose axes add up to r,
the polynomial is at most cosh(log r) ** (n - 1), so that m nodes are off by no more than
(32/15) * cosh(log r) ** (n - 1) * r ** (-2 * m) / (1 - r ** -2) (Trefethen 2008, theorem 4.5, for
an interval of half the length); from 2 * m = n on, they are exact. And every number is rounded: the
bound adds up a unit in the last place for each step that leads to a table entry, over all entries
that an answer is made of.
"""

from math import atanh, cosh, exp, log

import numpy as np
import numpy.typing as npt

from coalition.errors import TooLarge
from coalition.games._by_weight import Weighted

_LARGEST = 1000  # members: the numbers of sets of more do not fit into floats
_WIDEST = 2**25  # sums of weights that a table has
_NEAR = 1e-13  # an error of the quadrature that is small enough
_UNIT = 2.0**-53
_BLOCK = 2048  # sums over blocks, and then over their sums, round less

Table = npt.NDArray[np.float64]


def shapley_shubik(game: Weighted) -> tuple[tuple[float, ...], float]:
    """Return the index of each member, and what none of them is off by more than."""
    weights, quota = game
    size, dual = len(weights), sum(weights) - quota + 1
    top = max(quota, dual)
    if size > _LARGEST:
        raise TooLarge("members, to integrate over", size, _LARGEST)
    if top > _WIDEST:
        raise TooLarge("quota, or what is left of the weights, to integrate over", top, _WIDEST)
    # 1. The nodes, and the error of the quadrature.
    number, error = _nodes(size)
    nodes, shares = np.polynomial.legendre.leggauss(number)
    found = dict.fromkeys(sorted(set(weights)), 0.0)
    entry = (4 * size + _BLOCK + top // _BLOCK + 8) * _UNIT
    for node, share in zip(nodes.tolist(), shares.tolist(), strict=True):
        if node > 0:
            continue  # its mirror image gives the same chance, with the dual quota
        # 2. At a node, the chance of each weight to be critical, under the quota and the dual one.
        odds = (1 + node) / (1 - node)
        table = _table(sorted(weights), top, odds)
        sides = (quota, dual) if node < 0 else (quota,)
        for weight in filter(None, found):  # one of weight 0 is never critical
            found[weight] += sum(
                share / 2 * _critical(table, weight, side, odds) * (1 + odds) for side in sides
            )
        # 3. The error of rounding, over all entries that an answer is made of.
        steps = min(top / min(filter(None, weights)) + 2, 1 / (1 - odds) if node < 0 else top)
        error += share * 2 * (1 + odds) * steps * entry
    return tuple(found[weight] for weight in weights), error


def _nodes(size: int) -> tuple[int, float]:
    """Return how many nodes are needed, and by how much they are off at most."""
    for number in range(4, size // 2 + 1):
        slope = 2 * number / (size - 1)
        if slope < 1:
            width = atanh(slope)
            off = 32 / 15 * exp((size - 1) * log(cosh(width)) - 2 * number * width)
            off /= 1 - exp(-2 * width)
            if off < _NEAR:
                return number, off
    return size // 2 + 1, 0.0


def _table(weights: list[int], top: int, odds: float) -> Table:
    """Return the chance that a random set weighs less than each number up to `top`."""
    width = -(-(top + 1) // _BLOCK) * _BLOCK
    table: Table = np.zeros(width)
    table[1] = (1 + odds) ** -len(weights)
    reach = 2
    for weight in weights:
        end = min(reach + weight, top + 1)
        table[weight + 1 : end] += odds * table[1 : end - weight]
        reach = end
    blocks = np.cumsum(table.reshape(-1, _BLOCK), axis=1)
    blocks[1:] += np.cumsum(blocks[:-1, -1])[:, np.newaxis]
    return blocks.reshape(-1)


def _critical(table: Table, weight: int, quota: int, odds: float) -> float:
    """Return the chance that a member of this weight is critical, less the member's own chance."""
    steps = np.arange(quota // weight + 1)
    ends = quota - steps * weight
    parts = table[ends] - table[np.maximum(ends - weight, 0)]
    return float(parts @ (-odds) ** steps)

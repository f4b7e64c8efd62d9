"""Steps of the dual ascent, compiled by numba: for graphs where it takes long.

They do what the same steps in numpy do, in the same order and in whole numbers, so the answers are
the same.
"""

from collections.abc import Callable

import numba
import numpy as np
import numpy.typing as npt

Whole = npt.NDArray[np.int64]


def _moved(
    triangles: Whole, prices: Whole, room: Whole, slack: int
) -> None:  # pragma: no cover - compiled, which coverage cannot see
    """Move the multipliers of triangles, one after the other."""
    two = prices.shape[1] > 3  # noqa: PLR2004
    for at in range(len(triangles)):
        i, j, k = triangles[at, 0], triangles[at, 1], triangles[at, 2]
        one, other, third = room[i, j], room[i, k], room[j, k]
        # one pair is not cut more than the two others
        for kind in range(3):
            much = min(max(one, 0), slack) - min(max(other, 0), slack)
            much -= min(max(third, 0), slack)
            step = max(much // 3, -prices[at, kind])
            prices[at, kind] += step
            one, other, third = other + step, third + step, one - step
        # all three are not cut more than twice
        if two:
            much = min(max(one, 0), slack) + min(max(other, 0), slack)
            much += min(max(third, 0), slack) - 2 * slack
            step = max(much // 3, -prices[at, 3])
            prices[at, 3] += step
            one, other, third = one - step, other - step, third - step
        room[i, j], room[i, k], room[j, k] = one, other, third


def _violated(
    one: int, tables: tuple[Whole, ...], slack: int, least: int, two: bool
) -> Whole:  # pragma: no cover - compiled, which coverage cannot see
    """Return the triangles of an actor and each one after it that are violated most.

    What is least is found first, as that is fast; where it is, only if it matters.
    """
    cut, far, near, room = tables
    size, number = len(cut), 0
    found = np.empty((3 * size, 3), np.int64)
    for other in range(one + 1, size):
        if cut[one, other] <= least:
            continue
        # the way round that is cut least, and the one with the most room
        shortest = widest = np.int64(2**62)
        for third in range(size):
            shortest = min(shortest, far[one, third] + far[other, third])
        if cut[one, other] - shortest > least:
            for third in range(size):
                widest = min(widest, max(room[one, third], room[other, third]))
            third = 0
            while far[one, third] + far[other, third] != shortest:
                third += 1
            found[number, 0], found[number, 1], found[number, 2] = one, other, third
            number += 1
            third = 0
            while max(room[one, third], room[other, third]) != widest:
                third += 1
            if cut[one, other] - far[one, third] - far[other, third] > least:
                found[number, 0], found[number, 1], found[number, 2] = one, other, third
                number += 1
        if two:
            most = np.int64(-(2**62))
            for third in range(size):
                most = max(most, near[one, third] + near[other, third])
            if cut[one, other] + most - 2 * slack > least:
                third = 0
                while near[one, third] + near[other, third] != most:
                    third += 1
                found[number, 0], found[number, 1], found[number, 2] = one, other, third
                number += 1
    return found[:number]


_compiled = numba.njit(cache=False, nogil=True, error_model="numpy")
moved: Callable[[Whole, Whole, Whole, int], None] = _compiled(_moved)
violated: Callable[..., Whole] = _compiled(_violated)

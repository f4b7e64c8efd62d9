"""Cutting planes: the circles of ties that a solution of the linear program violates."""

from itertools import pairwise

import attrs
import numpy as np
import numpy.typing as npt

from coalition.limits import Watch
from coalition.signed._reduction import Pairs

_VIOLATED = 1e-3

Floats = npt.NDArray[np.float64]


@attrs.frozen
class Cut:
    """A circle: the ties in `odd` are not all cut, unless one of the others is."""

    odd: tuple[int, ...]
    others: tuple[int, ...]


def violated(cut: Floats, pairs: Pairs, size: int, watch: Watch, *, two: bool) -> list[Cut]:
    """Return the circles that the solution violates most, each tie in one of them or more.

    The shortest way around a tie, taken by how much the ties on it are cut, is the circle that
    is violated most. With two blocs, ways may cross to a second copy of the graph by ties that
    are cut: one that ends in the other copy has crossed an odd number of times.
    """
    index = {pair: at for at, pair in enumerate(pairs)}
    one, other = np.array(pairs).T
    far = np.full((size, size), np.inf)
    far[one, other] = far[other, one] = np.maximum(cut, 0)
    if two:
        cross = np.full((size, size), np.inf)
        cross[one, other] = cross[other, one] = np.maximum(1 - cut, 0)
        far = np.block([[far, cross], [cross, far]])
    watch.spend(len(far) ** 3 // 100)
    length, step = _shortest(far)
    if two:
        ends = [(i, i + size, 1 - length[i, i + size]) for i in range(size)]
    else:
        around = cut - length[one, other]
        ends = [(*pairs[at], around[at]) for at in range(len(pairs))]
    found: dict[Cut, None] = {}
    for first, last, much in sorted(ends, key=lambda end: -end[2])[: 2 * size + 50]:
        if much < _VIOLATED:
            break
        way = [first]
        while way[-1] != last:
            way.append(int(step[way[-1], last]))
        odd: list[int] = [] if two else [index[first, last]]
        others: list[int] = []
        for a, b in pairwise(way):
            at = index[min(a % size, b % size), max(a % size, b % size)]
            (others if (a < size) == (b < size) else odd).append(at)
        if len({*odd, *others}) == len(odd) + len(others):  # else a part of it is a circle too
            found[Cut(tuple(sorted(odd)), tuple(sorted(others)))] = None
    return list(found)


def _shortest(far: Floats) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Return the lengths of the shortest ways, and the first step of each (Floyd 1962)."""
    length = far.copy()
    step = np.tile(np.arange(len(far)), (len(far), 1))
    for middle in range(len(far)):
        way = length[:, middle, None] + length[None, middle, :]
        shorter = way < length - 1e-9
        length = np.where(shorter, way, length)
        step = np.where(shorter, step[:, middle, None], step)
    return length, step

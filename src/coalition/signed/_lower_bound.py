"""A lower bound of the frustration that needs no search: circles that no partition suits.

A circle of positive ties closed by one negative tie costs every partition at least its weakest tie;
with two blocs at most, so does every circle with an odd number of negative ties. Circles are taken
one by one, the short ones first, and what each costs is taken from its ties.
"""

import math
from collections import deque
from itertools import pairwise

from coalition.limits import Watch
from coalition.signed._reduction import Pairs, Ties

_LENGTHS = (2, 3, 5, 10**9)  # ties beside the one that closes the circle


def packing_bound(ties: Ties, max_blocs: int, watch: Watch, work: float = math.inf) -> int:
    """Return what no partition costs less than, as far as the work goes."""
    left = [dict(row) for row in ties]
    bound, odd = 0, max_blocs == 2  # noqa: PLR2004
    with watch.allowing(work):
        for length in _LENGTHS:
            for one, row in enumerate(left):
                for other, weight in sorted(row.items()):
                    # Take all circles up to a length that a negative tie closes.
                    while weight < 0 and one < other and other in row:
                        path = _path(left, one, other, length, watch, odd=odd)
                        if path is None:
                            break
                        bound += _taken(left, [(one, other), *pairwise(path)])
    return bound


def _taken(left: Ties, circle: Pairs) -> int:
    """Take what a circle costs from each of its ties, and return it."""
    cost = min(abs(left[a][b]) for a, b in circle)
    for a, b in circle:
        rest = left[a][b] + (cost if left[a][b] < 0 else -cost)
        for x, y in ((a, b), (b, a)):
            if rest:
                left[x][y] = rest
            else:
                del left[x][y]
    return cost


def _path(
    left: Ties, one: int, other: int, length: int, watch: Watch, *, odd: bool
) -> tuple[int, ...] | None:
    """Return a shortest path without the tie itself, whose negative ties are even in number.

    Unless `odd` circles with more than one negative tie count, it has none.
    """
    start = (one, False)
    reached = {start: start}  # from which state each was, an actor and whether its sign is turned
    queue = deque([(start, 1)])
    while queue:
        state, number = queue.popleft()
        at, turned = state
        watch.spend(len(left[at]))
        if number > length:
            return None
        for near, weight in left[at].items():
            to = near, turned != (weight < 0)
            if to in reached or {at, near} == {one, other} or (weight < 0 and not odd):
                continue
            reached[to] = state
            if to == (other, False):
                path = [other]
                while to != start:
                    to = reached[to]
                    path.append(to[0])
                return tuple(path[::-1]) if len({*path}) == len(path) else None
            queue.append((to, number + 1))
    return None

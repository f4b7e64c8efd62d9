"""A lower bound of the frustration that needs no search: circles that no partition suits.

A circle of positive ties closed by one negative tie costs every partition at least its weakest tie;
with two blocs at most, so does every circle with an odd number of negative ties. Circles are taken
one by one, the short ones first, and what each costs is taken from its ties.
"""

from collections import deque
from itertools import pairwise

from coalition.limits import Watch
from coalition.signed._reduction import Ties

_LENGTHS = (2, 3, 5, 10**9)  # ties beside the one that closes the circle


def packing_bound(ties: Ties, max_blocs: int, watch: Watch) -> int:
    """Return what no partition costs less than."""
    left = [dict(row) for row in ties]
    bound, odd = 0, max_blocs == 2  # noqa: PLR2004
    with watch.allowing(2_000_000):
        for length in _LENGTHS:
            for one, row in enumerate(left):
                for other, weight in sorted(row.items()):
                    if weight < 0 and one < other:
                        bound += _take_all(left, (one, other), length, watch, odd=odd)
    return bound


def _take_all(left: Ties, pair: tuple[int, int], length: int, watch: Watch, *, odd: bool) -> int:
    """Take all circles up to a length that a negative tie closes; return what they cost."""
    cost = 0
    one, other = pair
    while other in left[one]:
        path = _path(left, pair, length, watch, odd=odd)
        if path is None:
            break
        pairs = [(one, other), *pairwise(path)]
        least = min(abs(left[a][b]) for a, b in pairs)
        cost += least
        for a, b in pairs:
            rest = left[a][b] + (least if left[a][b] < 0 else -least)
            for x, y in ((a, b), (b, a)):
                if rest:
                    left[x][y] = rest
                else:
                    del left[x][y]
    return cost


def _path(
    left: Ties, pair: tuple[int, int], length: int, watch: Watch, *, odd: bool
) -> list[int] | None:
    """Return a shortest path without the tie itself, whose negative ties are even in number.

    Unless `odd` circles with more than one negative tie count, it has none.
    """
    one, other = pair
    came: dict[tuple[int, bool], tuple[int, bool] | None] = {(one, False): None}
    queue = deque([((one, False), 0)])
    while queue:
        at, steps = queue.popleft()
        watch.spend(len(left[at[0]]))
        if steps == length:
            return None
        for near, weight in left[at[0]].items():
            to = (near, at[1] != (weight < 0))
            if to in came or {at[0], near} == {one, other} or (weight < 0 and not odd):
                continue
            came[to] = at
            if to == (other, False):
                path = []
                step: tuple[int, bool] | None = to
                while step is not None:
                    path.append(step[0])
                    step = came[step]
                return path if len(set(path)) == len(path) else None
            queue.append((to, steps + 1))
    return None

"""Tabu search for a better partition, where local search and its chains find none (Glover 1989).

1. The best move of all is made, also if it loses, and the actor stays there for some moves.
2. It may move before, if that leads to the best partition so far.

How long an actor stays follows from the number of the move: there is no chance in it.
"""

from collections.abc import Iterator

import numpy as np

from coalition.limits import Watch
from coalition.signed._reduction import Ties

_STAY, _VARIED = 7, 13  # moves that an actor stays at least, and how many more at most
_SPARE = 8  # blocs beside those that there are
_EXACT = 2**62


def tabu(ties: Ties, home: list[int], max_blocs: int, watch: Watch) -> Iterator[list[int]]:
    """Yield partitions, each better than those before, until the work that is allowed is done."""
    size = len(ties)
    large = sum(abs(weight) for row in ties for weight in row.values()) >= _EXACT
    weights = np.zeros((size, size), object if large else np.int64)
    for i, row in enumerate(ties):
        for j, weight in row.items():
            weights[i, j] = weight
    names, at = np.unique(home, return_inverse=True)
    blocs, actors = min(max_blocs, size, len(names) + _SPARE), np.arange(size)
    # what each actor gains in each bloc
    pulls = weights @ (at[:, None] == np.arange(blocs)).astype(weights.dtype)
    free = np.zeros(size, np.int64)  # from which move on each actor may move
    gain = best = 0  # more than the start
    move = 0
    while True:
        watch.spend(50 + size * blocs // 100)
        more = pulls - pulls[actors, at][:, None]
        allowed = (free[:, None] <= move) | (more > best - gain)
        allowed[actors, at] = False
        where = np.flatnonzero(allowed)
        move += 1
        if not len(where):
            if blocs == 1:
                return
            continue
        actor, bloc = divmod(int(where[np.argmax(more.ravel()[where])]), blocs)
        gain += more[actor, bloc]
        pulls[:, at[actor]] -= weights[actor]
        pulls[:, bloc] += weights[actor]
        at[actor] = bloc
        free[actor] = move + _STAY + move * 7919 % _VARIED
        if gain > best:
            best = gain
            yield at.tolist()

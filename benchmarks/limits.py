"""Time limits and memory on 200 signed graphs that are made to be awkward.

Stars, paths, pairs, cycles, grids, complete bipartite graphs, cliques, trees of circles: large,
dense, with all optima alike or none. Each is partitioned twice, in new processes that have nothing
imported and nothing compiled: under a time limit, and without one, until Ctrl-C. What is printed:
by how many seconds `partition` comes back late, with an answer or KeyboardInterrupt, and the peak
memory of the process, with the graph in it. The script fails where half a second or a gigabyte is
not enough. As others may keep the machine busy, late is the time that the process still works, and
a graph that is late once is measured again. Needs Linux.
"""

import argparse
import math
import multiprocessing
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterator
from itertools import combinations, product
from typing import Any, TypeAlias, cast

import networkx as nx
from measuring import peak_memory

import coalition as co

LIMITS, WAITS = (0.2, 0.5, 1.0), (0.3, 1.0, 2.0)  # seconds until time is over, and until Ctrl-C
LATE, MOST = 0.5, 1000  # seconds, and megabytes
CONTEXT = multiprocessing.get_context("spawn")

Pairs = Iterator[tuple[int, int]]
Signs = Callable[[random.Random], int]
Measured: TypeAlias = tuple[float, float, str, int, str]  # late, MB, gap, optima, what ended it


def star(size: int) -> Pairs:
    return ((0, leaf) for leaf in range(1, size))


def path(size: int) -> Pairs:
    return ((at, at + 1) for at in range(size - 1))


def pairs(size: int) -> Pairs:
    return ((at, at + 1) for at in range(0, size - 1, 2))


def cycle(size: int) -> Pairs:
    return ((at, (at + 1) % size) for at in range(size))


def tree(size: int) -> Pairs:
    return (((at - 1) // 2, at) for at in range(1, size))


def triangles(size: int) -> Pairs:
    """Yield a chain of triangles."""
    return (pair for at in range(0, size - 2, 2) for pair in combinations(range(at, at + 3), 2))


def wheel(size: int) -> Pairs:
    yield from star(size)
    yield from ((at, at + 1) for at in range(1, size - 1))


def grid(size: int) -> Pairs:
    side = int(size**0.5)
    for row, column in product(range(side), repeat=2):
        if column + 1 < side:
            yield row * side + column, row * side + column + 1
        if row + 1 < side:
            yield row * side + column, row * side + side + column


def bipartite(size: int) -> Pairs:
    return product(range(size // 2), range(size // 2, size))


def clique(size: int) -> Pairs:
    return combinations(range(size), 2)


def cliques(size: int) -> Pairs:
    """Yield cliques of ten."""
    for at in range(0, size, 10):
        yield from combinations(range(at, min(at + 10, size)), 2)


def scattered(size: int) -> Pairs:
    """Yield five ties for every two nodes, drawn at random."""
    chance = random.Random(size)
    return iter({tuple(sorted(chance.sample(range(size), 2))) for _ in range(5 * size // 2)})


SHAPES: list[tuple[Callable[[int], Pairs], tuple[int, ...]]] = [
    (star, (2_000, 20_000)),
    (path, (2_000, 20_000)),
    (pairs, (4_000, 20_000)),
    (cycle, (300, 20_000)),
    (tree, (2_000, 20_000)),
    (triangles, (2_000, 20_000)),
    (wheel, (300, 10_000)),
    (grid, (400, 20_000)),
    (bipartite, (60, 500)),
    (clique, (40, 400)),
    (cliques, (1_000, 10_000)),
    (scattered, (100, 10_000)),
]
SIGNS: dict[str, Signs] = {
    "friends": lambda _: 1,
    "foes": lambda _: -1,
    "either": lambda chance: chance.choice([-1, 1]),
    "weighed": lambda chance: chance.choice([-3, -2, -1, 1, 2, 3]),
}


def cases() -> Iterator[tuple[str, Callable[[int], Pairs], int, str, int | None]]:
    """Yield 200 graphs: a name, the shape, the nodes, the signs, and the most blocs."""
    every = (
        (f"{shape.__name__} {size:,} {signs} {most or 'any'}", shape, size, signs, most)
        for most in (None, 2, 3)
        for shape, sizes in SHAPES
        for size in sizes
        for signs in SIGNS
    )
    yield from list(every)[:200]


def graph_of(shape: Callable[[int], Pairs], size: int, signs: str) -> Any:
    """Return a graph with these signs."""
    chance = random.Random(f"{shape.__name__} {size} {signs}")
    graph: Any = nx.Graph()
    graph.add_weighted_edges_from((u, v, SIGNS[signs](chance)) for u, v in shape(size))
    return graph


def worked(number: int = 0) -> tuple[float, float]:
    """Return the clock, and for how long this process, or the one of a number, has worked."""
    return time.monotonic(), time.clock_gettime(~number << 3 | 2)  # as Linux numbers clocks


def partitioned(at: int, limit: float | None, told: Any) -> None:
    """Partition a graph in this process; tell when that begins, and what came of it, and when."""
    _, shape, size, signs, most = list(cases())[at]
    graph = graph_of(shape, size, signs)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # which is off in the background
    told.send(time.monotonic())
    try:
        found = co.partition(graph, max_blocs=most, time_limit=limit)
        ended = worked()
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        answer: tuple[str, int, str] = str(found.gap), len(found.optima), found.stopped or ""
    except KeyboardInterrupt:
        ended = worked()
        answer = "", 0, "KeyboardInterrupt"
    told.send((*ended, peak_memory(), *answer))


def measured(at: int, seconds: float, *, interrupted: bool) -> Measured:
    """Return by how many seconds a graph is late in a new process, and what else is told."""
    here, there = CONTEXT.Pipe()
    limit = None if interrupted else seconds
    process = CONTEXT.Process(target=partitioned, args=(at, limit, there))
    process.start()
    number = cast("int", process.pid)
    if here.poll(max(here.recv() + seconds - time.monotonic(), 0)):
        due = math.inf, math.inf
    else:
        due = worked(number)
        if interrupted:
            os.kill(number, signal.SIGINT)
    *ended, memory, gap, optima, stopped = here.recv()
    process.join()
    late = min(end - since for end, since in zip(ended, due, strict=True))
    return max(late, 0.0), memory, gap, optima, stopped


def main() -> None:
    """Measure the graphs, and fail where one takes too long or too much."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="graphs whose name has this in it")
    parser.add_argument("--every", type=int, default=1, help="one graph in so many")
    chosen = parser.parse_args()
    worst = [0.0, 0.0]
    missed = []
    print(f"{'graph':34}{'ended by':>14}{'late':>7}{'MB':>7}{'gap':>8}{'optima':>8}  stopped by")
    for at, (name, *_) in enumerate(cases()):
        if chosen.only not in name or at % chosen.every:
            continue
        for interrupted in (False, True):
            seconds = (WAITS if interrupted else LIMITS)[at % len(LIMITS)]
            found = measured(at, seconds, interrupted=interrupted)
            if found[0] > LATE:
                found = min(found, measured(at, seconds, interrupted=interrupted))
            late, memory, gap, optima, stopped = found
            worst = [max(worst[0], late), max(worst[1], memory)]
            way = f"{'Ctrl-C' if interrupted else 'time'} {seconds:.1f}"
            if late > LATE or memory > MOST:
                missed.append(f"{name}, {way}")
            print(f"{name:34}{way:>14}{late:7.2f}{memory:7.0f}{gap:>8}{optima:8}  {stopped}")
    print(f"at most {worst[0]:.2f} s late, and {worst[1]:.0f} MB")
    if missed:
        sys.exit(f"more than {LATE} s or {MOST} MB: {'; '.join(missed)}")


if __name__ == "__main__":
    main()

"""Time limits and memory on 200 signed graphs that are made to be awkward.

Stars, paths, pairs, cycles, grids, complete bipartite graphs, cliques, trees of circles: large,
dense, with all optima alike or none. Each is partitioned in a process of its own under a time limit
that is drawn by turns. What is printed: by how much the limit is overshot, by `partition` itself,
and the peak memory of the process, with the graph in it. The script fails where the limit is missed
by more than half a second, or where a gigabyte is not enough.
"""

import argparse
import multiprocessing
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from itertools import combinations, product
from typing import Any

import networkx as nx

import coalition as co

LIMITS = (0.2, 0.5, 1.0)
LATE, MOST = 0.5, 1000  # seconds over the limit, and megabytes

Pairs = Iterator[tuple[int, int]]
Signs = Callable[[random.Random], int]


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


def measure(at: int, limit: float, results: Any) -> None:
    """Partition a graph, and tell what it took."""
    _, shape, size, signs, most = list(cases())[at]
    graph = graph_of(shape, size, signs)
    co.partition(graph_of(path, 3, "friends"))  # so that all is imported
    start, worked = time.monotonic(), time.process_time()
    found = co.partition(graph, max_blocs=most, time_limit=limit)
    # where others keep the machine busy, the clock runs on while nothing is done
    taken = min(time.monotonic() - start, time.process_time() - worked)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    results.put((taken, memory, str(found.gap), len(found.optima), found.stopped))


def main() -> None:
    """Measure the graphs, and fail where one takes too long or too much."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="graphs whose name has this in it")
    parser.add_argument("--every", type=int, default=1, help="one graph in so many")
    chosen = parser.parse_args()
    context = multiprocessing.get_context("fork")
    over, most = [], []
    print(f"{'graph':36}{'limit':>7}{'over':>7}{'MB':>7}{'gap':>8}{'optima':>8}  stopped by")
    for at, (name, *_) in enumerate(cases()):
        if chosen.only not in name or at % chosen.every:
            continue
        limit = LIMITS[at % len(LIMITS)]
        results: Any = context.Queue()
        process = context.Process(target=measure, args=(at, limit, results))
        process.start()
        taken, memory, gap, optima, stopped = results.get()
        process.join()
        over.append(max(taken - limit, 0.0))
        most.append(memory)
        print(
            f"{name:36}{limit:7.1f}{over[-1]:7.2f}{memory:7.0f}{gap:>8}{optima:8}  {stopped or ''}"
        )
    over_limit, memory = max(over), max(most)
    print(f"{len(over)} graphs: at most {over_limit:.2f} s over the limit, {memory:.0f} MB")
    if over_limit > LATE or memory > MOST:
        sys.exit(f"more than {LATE} s or {MOST} MB")


if __name__ == "__main__":
    main()

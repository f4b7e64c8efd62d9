"""Count the splits that are proven to be best, beside two other exact ways under the same limit.

The graphs are made after generators that the literature compares methods on, with any number of
blocs: complete ones of random signs; cluster editing, where groups are disturbed by chance (Bocker,
Briesemeister & Klau 2011); objects that share categories (Grotschel & Wakabayashi 1989); the
modularity of networks in groups; votes of blocs with noise; and ties of random signs where who has
many gets more (Barabasi & Albert 1999). The others are an integer program of HiGHS with the
triangles that a solution violates added until none is, and CP-SAT with all of them, where it is
installed. Ratios are of the medians of CPU seconds, with the limit for what is not proven. Needs
the extra `solver`.
"""

import argparse
import itertools
import random
import statistics
import time
from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

import highspy
import networkx as nx
import numpy as np

import coalition as co

Ties = dict[tuple[int, int], int]
Pairs = list[tuple[int, int]]


def complete(size: int, chance: random.Random) -> Ties:
    """Return random signs of all pairs."""
    return {pair: chance.choice([-1, 1]) for pair in itertools.combinations(range(size), 2)}


def clusters(size: int, chance: random.Random) -> Ties:
    """Return groups of eight, a sixth of the signs turned."""
    home = [chance.randrange(size // 8) for _ in range(size)]
    pairs = itertools.combinations(range(size), 2)
    return {
        (i, j): (1 if home[i] == home[j] else -1) * (-1 if chance.random() < 1 / 6 else 1)
        for i, j in pairs
    }


def categories(size: int, chance: random.Random) -> Ties:
    """Return the attributes that two objects have in common, less those that they have not."""
    levels = [2, 3, 4, 4, 3, 2, 5, 3]
    kinds = [[chance.randrange(level) for level in levels] for _ in range(6)]
    rows = [
        [
            chance.randrange(level) if chance.random() < 0.4 else usual
            for level, usual in zip(levels, chance.choice(kinds), strict=True)
        ]
        for _ in range(size)
    ]
    pairs = itertools.combinations(range(size), 2)
    return {(i, j): 2 * sum(map(int.__eq__, rows[i], rows[j])) - len(levels) for i, j in pairs}


def modular(size: int, chance: random.Random) -> Ties:
    """Return the modularity, in whole numbers, of a network in four groups."""
    pairs = list(itertools.combinations(range(size), 2))
    edges = {(i, j) for i, j in pairs if chance.random() < (0.4 if i % 4 == j % 4 else 0.05)}
    degree = [sum(node in edge for edge in edges) for node in range(size)]
    return {(i, j): 2 * len(edges) * ((i, j) in edges) - degree[i] * degree[j] for i, j in pairs}


def voting(size: int, chance: random.Random) -> Ties:
    """Return the agreement over 40 votes of three blocs, one vote in five against its bloc."""
    votes = []
    for _ in range(40):
        lines = [chance.choice([-1, 1]) for _ in range(3)]
        votes.append([lines[i % 3] * (-1 if chance.random() < 0.2 else 1) for i in range(size)])
    pairs = itertools.combinations(range(size), 2)
    return {(i, j): sum(vote[i] * vote[j] for vote in votes) for i, j in pairs}


def scale_free(size: int, chance: random.Random) -> Ties:
    """Return four ties of each newcomer, to who has many rather, one in five negative."""
    ends = list(range(4))
    ties: Ties = {}
    for new in range(4, size):
        known: set[int] = set()
        while len(known) < 4:
            known.add(chance.choice(ends))
        ties.update({(old, new): -1 if chance.random() < 0.2 else 1 for old in sorted(known)})
        ends += [*sorted(known), *[new] * 4]
    return ties


FAMILIES = (complete, clusters, categories, modular, voting, scale_free)


class Proven(Exception):
    """The cost is proven: the others list no optima."""


def ours(ties: Ties, limit: float) -> int | None:
    """Solve by this library, until the cost is proven."""
    graph: Any = nx.Graph()
    graph.add_weighted_edges_from((i, j, weight) for (i, j), weight in ties.items())

    def told(cost: Any, bound: Any) -> None:
        if cost == bound:
            raise Proven(cost)

    try:
        co.partition(graph, time_limit=limit, progress=told)
    except Proven as proof:
        return int(proof.args[0])
    return None


def lazy(ties: Ties, limit: float) -> int | None:
    """Solve by HiGHS, first the linear program, then the integer one, with triangles as needed."""
    end = time.monotonic() + limit
    size = 1 + max(j for _, j in ties)
    one, other = np.triu_indices(size, 1)
    place = np.zeros((size, size), dtype=int)
    place[one, other] = place[other, one] = np.arange(len(one))
    new: Any = highspy.Highs
    highs = new()
    highs.silent()
    for pair in zip(one.tolist(), other.tolist(), strict=True):
        highs.addVariable(lb=0, ub=1, obj=ties.get(pair, 0))
    base = -sum(weight for weight in ties.values() if weight < 0)
    whole = False
    while end > time.monotonic():
        highs.setOptionValue("time_limit", highs.getRunTime() + end - time.monotonic())
        highs.run()
        if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        apart = np.zeros((size, size))
        apart[one, other] = apart[other, one] = highs.getSolution().col_value
        rows = 0
        for i, row in enumerate(apart):
            third = (row + apart).argmin(axis=1)
            much = row - (row + apart)[np.arange(size), third]
            for j in np.flatnonzero(much > 1e-4).tolist():
                if i < j:
                    k = third[j]
                    columns = [place[i, k], place[k, j], place[i, j]]
                    highs.addRow(0, highspy.kHighsInf, 3, columns, [1.0, 1.0, -1.0])
                    rows += 1
        if not rows and (whole or np.abs(apart - apart.round()).max() < 1e-6):
            return base + int(np.rint(highs.getInfo().objective_function_value))
        if not rows:
            whole = True
            kinds = np.full(len(one), highspy.HighsVarType.kInteger)
            highs.changeColsIntegrality(len(one), np.arange(len(one), dtype=np.int32), kinds)
    return None


def constraints(ties: Ties, limit: float) -> int | None:
    """Solve by CP-SAT with every triangle."""
    from ortools.sat.python import cp_model  # noqa: PLC0415 - where it is installed

    end = time.monotonic() + limit
    size = 1 + max(j for _, j in ties)
    model = cp_model.CpModel()
    apart = {
        (i, j): model.new_bool_var(f"{i}-{j}") for i, j in itertools.combinations(range(size), 2)
    }
    for i, j, k in itertools.combinations(range(size), 3):
        for one, a, b in itertools.permutations((apart[i, j], apart[j, k], apart[i, k])):
            model.add_bool_or([one.negated(), a, b])
        if time.monotonic() > end:
            return None
    model.minimize(sum(weight * apart[pair] for pair, weight in ties.items()))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(end - time.monotonic(), 0)
    solver.parameters.num_workers = 1
    if solver.solve(model) != cp_model.OPTIMAL:
        return None
    return round(solver.objective_value) - sum(weight for weight in ties.values() if weight < 0)


def main() -> None:
    """Print a row for each size, and one for each graph where it is asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--limit", type=float, default=30, help="seconds for each solution")
    parser.add_argument("--sizes", type=int, nargs="+", default=[30, 50, 100, 150, 200])
    parser.add_argument("--seeds", type=int, default=2, help="graphs of each kind and size")
    parser.add_argument("--each", action="store_true", help="print a row for each graph, too")
    options = parser.parse_args()
    ways: dict[str, Callable[[Ties, float], int | None]] = {"coalition": ours, "HiGHS": lazy}
    if find_spec("ortools"):
        ways["CP-SAT"] = constraints
    else:
        print("CP-SAT is left out: ortools is not installed")
    print("size   graphs ", *(f"{name:>24}" for name in ways))
    for size in options.sizes:
        times: dict[str, list[float]] = {name: [] for name in ways}
        proven = dict.fromkeys(ways, 0)
        for make, seed in itertools.product(FAMILIES, range(options.seeds)):
            ties = make(size, random.Random(f"{make.__name__} {size} {seed}"))
            costs = {}
            for name, solve in ways.items():
                begin = time.process_time()
                costs[name] = solve(ties, options.limit)
                took = time.process_time() - begin
                proven[name] += costs[name] is not None
                times[name].append(took if costs[name] is not None else options.limit)
            found = set(costs.values()) - {None}
            assert len(found) <= 1, f"{make.__name__} {size} {seed}: {costs}"  # noqa: S101
            if options.each:
                cells = (f"{times[name][-1]:10.2f} {costs[name]!s:>13}" for name in ways)
                print(f"{size:4} {make.__name__:>9.9}", *cells, flush=True)
        base = statistics.median(times["coalition"])
        cells = (
            f"{proven[name]:3} proven, {statistics.median(times[name]) / base:7.1f} x"
            for name in ways
        )
        print(
            f"{size:4} {len(times['coalition']):9}", *(f"{cell:>24}" for cell in cells), flush=True
        )


if __name__ == "__main__":
    main()

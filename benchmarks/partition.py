"""Time `partition` against an integer program by HiGHS and against CP-SAT, as ratios in one run.

Every graph is solved by each method, and all that end must find the same cost. The times of the
others are given as multiples of the time that the search of this library takes; `-` says that a
method did not end within the limit. With --data, the folder of congress_convote_edges.csv, the
convote network is solved too. It needs the dependency group `bench` and the extra `solver`.
"""

import argparse
import csv
import itertools
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import highspy
import networkx as nx
from ortools.sat.python import cp_model

import coalition as co

Ties = dict[tuple[int, int], int]


def voting(size: int, noise: float, seed: int) -> Ties:
    """Return the agreement of actors in three blocs who vote with their bloc but for some noise."""
    chance = random.Random(f"voting {size} {noise} {seed}")
    home = [chance.randrange(3) for _ in range(size)]
    votes = []
    for _ in range(40):
        lines = [chance.choice([-1, 1]) for _ in range(3)]
        votes.append([lines[bloc] * (-1 if chance.random() < noise else 1) for bloc in home])
    pairs = itertools.combinations(range(size), 2)
    return {(i, j): sum(vote[i] * vote[j] for vote in votes) for i, j in pairs}


def signs(size: int, number: int | None, seed: int) -> Ties:
    """Return so many ties of random sign, or all."""
    chance = random.Random(f"signs {size} {number} {seed}")
    pairs = list(itertools.combinations(range(size), 2))
    kept = pairs if number is None else sorted(chance.sample(pairs, number))
    return {pair: chance.choice([-1, 1]) for pair in kept}


def graphs() -> Iterator[tuple[str, Ties, int | None]]:
    """Yield a name, the ties, and the most blocs."""
    for max_blocs in (None, 2):
        for size in (20, 30, 50):
            yield f"votes {size}", voting(size, 0.15, 0), max_blocs
        for size in (20, 30):
            yield f"noisy {size}", voting(size, 0.3, 0), max_blocs
        for size in (20, 30, 50):
            yield f"sparse {size}", signs(size, 5 * size // 2, 0), max_blocs
        for size in (16, 20) if max_blocs is None else (16, 20, 30):
            yield f"dense {size}", signs(size, None, 0), max_blocs


def convote(folder: Path) -> Ties:
    """Read the convote network (Thomas, Pang & Lee 2006), undirected."""
    path = folder / "congress_convote_edges.csv"
    if not path.is_file():
        sys.exit(f"{path} is missing: --data names the folder that holds it")
    with path.open(newline="", encoding="utf-8") as file:
        rows = [(int(r["source"]), int(r["target"]), int(r["sign"])) for r in csv.DictReader(file)]
    return {(min(a, b), max(a, b)): sign for a, b, sign in rows}


def searched(ties: Ties, max_blocs: int | None, limit: float) -> int | None:
    """Solve by the search alone; it finds all optima and the margin too."""
    return ours(ties, max_blocs, limit, solver=False)


def cut(ties: Ties, max_blocs: int | None, limit: float) -> int | None:
    """Solve by the linear programs of this library from the start."""
    return ours(ties, max_blocs, limit, solver=True)


def ours(ties: Ties, max_blocs: int | None, limit: float, *, solver: bool) -> int | None:
    graph: Any = nx.Graph()
    graph.add_weighted_edges_from((i, j, weight) for (i, j), weight in ties.items())
    found = co.partition(graph, max_blocs=max_blocs, time_limit=limit, solver=solver)
    return int(found.cost) if found.optimal else None


def program(ties: Ties, max_blocs: int | None, limit: float) -> int | None:
    """Solve the integer program with every triangle by HiGHS."""
    size = 1 + max(j for _, j in ties)
    pairs = {pair: at for at, pair in enumerate(itertools.combinations(range(size), 2))}
    highs: Any = highspy.Highs()
    highs.silent()
    highs.setOptionValue("time_limit", limit)
    for pair in pairs:
        kind = highspy.HighsVarType.kInteger
        highs.addVariable(lb=0, ub=1, obj=-ties.get(pair, 0), type=kind)
    for three in itertools.combinations(range(size), 3):
        columns = [pairs[pair] for pair in itertools.combinations(three, 2)]
        for at in range(3):
            row = [-1.0 if index == at else 1.0 for index in range(3)]
            highs.addRow(-highspy.kHighsInf, 1, 3, columns, row)
        if max_blocs == 2:
            highs.addRow(1, highspy.kHighsInf, 3, columns, [1.0, 1.0, 1.0])
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    gain = round(-highs.getInfo().objective_function_value)
    return sum(weight for weight in ties.values() if weight > 0) - gain


def constraints(ties: Ties, max_blocs: int | None, limit: float) -> int | None:
    """Solve by CP-SAT: blocs of two as bits, of any number as pairs with every triangle."""
    size = 1 + max(j for _, j in ties)
    model = cp_model.CpModel()
    apart: dict[tuple[int, int], Any] = {}
    if max_blocs == 2:
        bits = [model.new_bool_var(f"b{i}") for i in range(size)]
        model.add(bits[0] == 0)
        for i, j in ties:
            apart[i, j] = model.new_bool_var(f"a{i}-{j}")
            model.add_bool_xor([bits[i], bits[j], apart[i, j], True])
    else:
        for i, j in itertools.combinations(range(size), 2):
            apart[i, j] = model.new_bool_var(f"a{i}-{j}")
        for i, j, k in itertools.combinations(range(size), 3):
            for one, a, b in itertools.permutations((apart[i, j], apart[j, k], apart[i, k])):
                model.add_bool_or([one.negated(), a, b])
    costs = [
        weight * apart[pair] if weight > 0 else weight * apart[pair] - weight
        for pair, weight in ties.items()
    ]
    model.minimize(sum(costs))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = limit
    solver.parameters.num_workers = 1
    done = solver.solve(model) == cp_model.OPTIMAL
    return round(solver.objective_value) if done else None


def timed(
    solve: Callable[[Ties, int | None, float], int | None],
    ties: Ties,
    max_blocs: int | None,
    limit: float,
) -> tuple[int | None, float]:
    """Return the cost, and the least of three times, or of one where that is long."""
    times = []
    for _ in range(3):
        begin = time.perf_counter()
        cost = solve(ties, max_blocs, limit)
        times.append(time.perf_counter() - begin)
        if times[-1] > limit / 10:
            break
    return cost, min(times)


def main() -> None:
    """Print a row for each graph."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, help="folder of congress_convote_edges.csv")
    parser.add_argument("--limit", type=float, default=30, help="seconds for each solution")
    options = parser.parse_args()
    rows = list(graphs())
    if options.data:
        rows += [("convote 219", convote(options.data), max_blocs) for max_blocs in (None, 2)]
    others = {"cuts": cut, "HiGHS": program, "CP-SAT": constraints}
    print(f"{'graph':12} {'blocs':>5} {'cost':>6} {'search':>9}", *(f"{n:>8}" for n in others))
    for name, ties, max_blocs in rows:
        costs: set[int | None] = set()
        cost, base = timed(searched, ties, max_blocs, options.limit)
        costs.add(cost)
        cells = []
        for other, solve in others.items():
            if name.startswith("convote") and other == "HiGHS":
                cells.append(f"{'':>8}")  # 1.7 million triangles
                continue
            cost, took = timed(solve, ties, max_blocs, options.limit)
            costs.add(cost)
            cells.append(f"{took / base:8.1f}" if cost is not None else f"{'-':>8}")
        found = costs - {None}
        assert len(found) <= 1, f"{name}: the methods differ: {found}"  # noqa: S101
        ended = f"{base:8.3f}s" if base < options.limit else f"{'-':>9}"
        print(f"{name:12} {max_blocs or 'any':>5} {found.pop()!s:>6} {ended}", *cells, flush=True)


if __name__ == "__main__":
    main()

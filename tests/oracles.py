"""Slow and obvious ways to the same answers, against which the library is checked."""

import itertools
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import permutations
from math import factorial
from typing import Any

import highspy
import networkx as nx

from coalition.numbers import exact


def partitions(items: list[Any]) -> Iterator[list[list[Any]]]:
    """Yield every partition of a list into blocs."""
    if not items:
        yield []
        return
    first, rest = items[0], items[1:]
    for blocs in partitions(rest):
        yield [[first], *blocs]
        for index, bloc in enumerate(blocs):
            yield [*blocs[:index], [first, *bloc], *blocs[index + 1 :]]


def frustration(graph: Any, blocs: list[list[Any]]) -> Fraction:
    """Sum the weights of positive ties between blocs and of negative ties within them."""
    home = {node: index for index, bloc in enumerate(blocs) for node in bloc}
    return sum(
        (
            abs(Fraction(w))
            for u, v, w in graph.edges(data="weight")
            if (w > 0) != (home[u] == home[v])
        ),
        Fraction(0),
    )


def best_partitions(
    graph: Any, max_blocs: int | None = None
) -> tuple[Fraction, set[frozenset[frozenset[Any]]], Fraction | None]:
    """Return the least frustration, all partitions that have it, and the margin to the next."""
    placed = [node for node in graph if graph.degree(node)]
    costs: dict[frozenset[frozenset[Any]], Fraction] = {}
    for blocs in partitions(placed):
        if max_blocs is None or len(blocs) <= max_blocs:
            costs[frozenset(map(frozenset, blocs))] = frustration(graph, blocs)
    least = min(costs.values())
    more = [cost for cost in costs.values() if cost > least]
    optima = {blocs for blocs, cost in costs.items() if cost == least}
    return least, optima, min(more) - least if more else None


def signed(weights: dict[tuple[Any, Any], Any], nodes: Any = ()) -> Any:
    """Return a graph with these signed weights."""
    graph: Any = nx.Graph()
    graph.add_nodes_from(nodes)
    graph.add_weighted_edges_from((u, v, w) for (u, v), w in weights.items())
    return graph


Wins = list[bool]  # for each set of players, as the bits of a number, whether it wins


def tabulated(size: int, wins: Callable[[frozenset[int]], bool]) -> Wins:
    """Return the answer for every set of players."""
    return [wins(frozenset(i for i in range(size) if n >> i & 1)) for n in range(2**size)]


def critical_sets(wins: Wins, size: int) -> list[list[int]]:
    """Return, for each player, the winning sets that would lose without it."""
    return [
        [n for n, won in enumerate(wins) if won and n >> i & 1 and not wins[n & ~(1 << i)]]
        for i in range(size)
    ]


def minimal_sets(wins: Wins, size: int) -> set[int]:
    """Return the winning sets of which every player is critical."""
    return {
        n
        for n, won in enumerate(wins)
        if won and not any(wins[n & ~(1 << i)] for i in range(size) if n >> i & 1)
    }


def shares_of(numbers: list[Fraction]) -> list[Fraction]:
    """Return what each number is of their sum."""
    return [number / sum(numbers) for number in numbers]


def power(wins: Wins, size: int) -> dict[str, list[Fraction]]:
    """Return every index as its textbook defines it, over all sets."""
    critical = critical_sets(wins, size)
    minimal = minimal_sets(wins, size)
    winning = sum(wins)
    swings = [Fraction(len(sets)) for sets in critical]
    everyone = range(2**size)
    critics = {n: sum(n in set(sets) for sets in critical) for n in everyone if wins[n]}
    orders = [factorial(s - 1) * factorial(size - s) if s else 0 for s in range(size + 1)]
    memberships = [[n for n in minimal if n >> i & 1] for i in range(size)]
    return {
        "swings": swings,
        "absolute": [n / 2 ** (size - 1) for n in swings],
        "banzhaf": shares_of(swings),
        "shapley_shubik": [
            Fraction(sum(orders[n.bit_count()] for n in sets), factorial(size)) for sets in critical
        ],
        "prevent": [n / winning for n in swings],
        "initiate": [n / (2**size - winning) for n in swings],
        "deegan_packel": [
            sum((Fraction(1, n.bit_count()) for n in sets), Fraction(0)) / len(minimal)
            for sets in memberships
        ],
        "holler": shares_of([Fraction(len(sets)) for sets in memberships]),
        "johnston": shares_of(
            [sum((Fraction(1, critics[n]) for n in sets), Fraction(0)) for sets in critical]
        ),
    }


def pivots(wins: Wins, size: int) -> list[Fraction]:
    """Return in which share of all orders each player turns those before it into winners."""
    found = [0] * size
    for order in permutations(range(size)):
        before = 0
        for player in order:
            if wins[before | 1 << player] and not wins[before]:
                found[player] += 1
            before |= 1 << player
    return [Fraction(number, factorial(size)) for number in found]


def least_by_program(graph: Any, *, two: bool) -> int:
    """Return the least frustration by the textbook integer program, with every triangle.

    A variable says whether a pair is together (Grotschel & Wakabayashi 1989). Of three actors, two
    pairs that are together make the third one so; with two blocs, some pair of three is together.
    """
    pairs = {pair: at for at, pair in enumerate(itertools.combinations(sorted(graph), 2))}
    weights = [graph.get_edge_data(*pair, {"weight": 0})["weight"] for pair in pairs]
    highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    highs.silent()
    for weight in weights:
        highs.addVariable(lb=0, ub=1, obj=-weight, type=highspy.HighsVarType.kInteger)
    for three in itertools.combinations(sorted(graph), 3):
        columns = [pairs[pair] for pair in itertools.combinations(three, 2)]
        for at in range(3):
            signs = [-1.0 if index == at else 1.0 for index in range(3)]
            highs.addRow(-highspy.kHighsInf, 1, 3, columns, signs)
        if two:
            highs.addRow(1, highspy.kHighsInf, 3, columns, [1.0, 1.0, 1.0])
    highs.run()
    assert highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
    gain = round(-highs.getInfo().objective_function_value)
    return int(sum(weight for weight in weights if weight > 0) - gain)


def alike(distance: Fraction, within: Fraction) -> Fraction:
    """Return agreement at a distance: 1 at 0, 0 at `within`, -1 at 2, straight between."""
    if distance in {0, 2}:
        return Fraction(1 - distance)
    return (within - distance) / (within if distance <= within else 2 - within)


def mean_distance(column: list[Any]) -> Fraction:
    """Return how far apart all pairs of known stances are on average; 0 where there is none."""
    known = [exact(stance) for stance in column if stance == stance]  # noqa: PLR0124
    apart = [abs(one - other) for one, other in itertools.combinations(known, 2)]
    return sum(apart, Fraction(0)) / max(len(apart), 1)


def agreement(rows: Any, weights: Any = None, within: Any = 1) -> dict[tuple[int, int], Any]:
    """Return agreement, disagreement and shared proposals of every pair of rows that share one."""
    turns = [
        mean_distance(list(column)) if within == "mean" else exact(within)
        for column in zip(*rows, strict=True)
    ]
    found: dict[tuple[int, int], Any] = {}
    for i, one in enumerate(rows):
        for j in range(i + 1, len(rows)):
            agree = disagree = Fraction(0)
            shared = 0
            for column, (s, t) in enumerate(zip(one, rows[j], strict=True)):
                weight = exact(1 if weights is None else weights[column])
                if s == s and t == t and weight:  # noqa: PLR0124 - NaN is not itself
                    net = Fraction(weight * alike(abs(exact(s) - exact(t)), turns[column]))
                    agree += max(net, Fraction(0))
                    disagree += max(-net, Fraction(0))
                    shared += 1
            if shared:
                found[i, j] = (agree, disagree, shared)
    return found

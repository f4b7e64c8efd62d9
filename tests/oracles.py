"""Slow and obvious ways to the same answers, against which the library is checked."""

import itertools
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import highspy
import networkx as nx


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


def least_by_programme(graph: Any, *, two: bool) -> int:
    """Return the least frustration by the textbook integer programme, with every triangle.

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

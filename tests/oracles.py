"""Slow and obvious ways to the same answers, against which the library is checked."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import networkx as nx

from coalition.stances.exact import exact


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


def agreement(rows: Any, weights: Any = None) -> dict[tuple[int, int], Any]:
    """Return agreement, disagreement and shared proposals of every pair of rows that share one."""
    found: dict[tuple[int, int], Any] = {}
    for i, one in enumerate(rows):
        for j in range(i + 1, len(rows)):
            agree = disagree = Fraction(0)
            shared = 0
            for column, (s, t) in enumerate(zip(one, rows[j], strict=True)):
                weight = exact(1 if weights is None else weights[column])
                if s == s and t == t and weight:  # noqa: PLR0124 - NaN is not itself
                    alike = Fraction(weight * (1 - abs(exact(s) - exact(t))))
                    agree += max(alike, Fraction(0))
                    disagree += max(-alike, Fraction(0))
                    shared += 1
            if shared:
                found[i, j] = (agree, disagree, shared)
    return found

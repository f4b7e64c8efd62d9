"""Sums of agreement made into a signed networkx graph, in bulk."""

from collections.abc import Iterable
from fractions import Fraction
from math import ceil
from typing import Any, TypeAlias

import networkx as nx
import numpy as np

from coalition.errors import Fault, InvalidValue
from coalition.numbers import exact
from coalition.stances.agreement import Tallies

__all__ = ["SignedGraph", "tied"]

SignedGraph: TypeAlias = "nx.Graph[Any]"


def tied(
    nodes: Iterable[tuple[str, dict[str, Any]]],
    sums: Tallies,
    *,
    min_shared: int = 1,
    threshold: float | Fraction = 0,
) -> SignedGraph:
    """Return the agreement graph: nodes, without what is not known of them, and their ties."""
    limit = _checked(min_shared, threshold) * sums.scale
    graph: SignedGraph = nx.Graph()
    for node, known in nodes:
        graph.add_node(node, **{key: fact for key, fact in known.items() if fact is not None})
    names = list(graph)
    net = sums.agree - sums.disagree
    kept = np.triu((sums.shared >= min_shared) & (abs(net) >= ceil(limit)), 1)
    places = (found.tolist() for found in np.nonzero(kept))
    signs, scale = np.sign(net[kept]).tolist(), sums.scale
    weights, agree, disagree = (
        _numbers(part[kept].tolist(), scale) for part in (abs(net), sums.agree, sums.disagree)
    )
    shared = sums.shared[kept].tolist()
    # add_edges_from copies the attributes of every edge, which takes most of the time
    near: Any = [graph._adj[name] for name in names]  # type: ignore[attr-defined]
    for i, j, sign, weight, pro, con, number in zip(
        *places, signs, weights, agree, disagree, shared, strict=True
    ):
        near[i][names[j]] = near[j][names[i]] = {
            "sign": sign,
            "weight": weight,
            "agree": pro,
            "disagree": con,
            "shared": number,
        }
    return graph


def _checked(min_shared: int, threshold: float | Fraction) -> Fraction:
    """Return the threshold as an exact number."""
    faults = []
    if type(min_shared) is not int or min_shared < 1:
        message = f"must be a whole number of at least 1, not {min_shared!r}"
        faults.append(Fault("min_shared", message))
    try:
        limit = exact(threshold)
    except ValueError:
        limit = Fraction(-1)
    if limit < 0:
        faults.append(Fault("threshold", f"must be a finite number, 0 or more, not {threshold!r}"))
    if faults:
        raise InvalidValue(tuple(faults), "agreement_graph")
    return limit


def _numbers(whole: list[int], scale: int) -> list[int | float]:
    """Divide: an int where it is whole, else the nearest float."""
    if scale == 1:
        return list(whole)
    return [number / scale if number % scale else number // scale for number in whole]

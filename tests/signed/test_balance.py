"""How far a signed graph is from balance: against published values, and at any size."""

from fractions import Fraction
from typing import Any

import networkx as nx

import coalition as co
from tests.signed_graphs import tribes


def test_highland_tribes_balance() -> None:
    """Read's tribes: normalized frustration 0.7586207, triangles 0.8676471 (README of signnet)."""
    found = co.balance(tribes())
    assert found.line_index == 7
    assert found.normalized == 1 - Fraction(14, 58) == Fraction(22, 29)
    assert found.triangles == (("+++", 19), ("++-", 2), ("+--", 40), ("---", 7))
    assert found.triangle_index == Fraction(59, 68)
    assert (found.balanced, found.clusterable) == (False, False)
    assert str(found) == "unbalanced, frustration 7"


def test_balance_at_any_size() -> None:
    """Two large camps are balanced, three are clusterable, whatever the size."""
    for camps, size, kind in ((2, 150, "balanced, frustration 0"), (3, 21, "clusterable")):
        graph: Any = nx.complete_graph(size)
        for u, v in graph.edges:
            graph.edges[u, v]["sign"] = 1 if u % camps == v % camps else -1
        graph.remove_edges_from(list(graph.edges)[::7])
        assert str(co.balance(graph)).startswith(kind)

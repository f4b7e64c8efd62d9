"""The graph contract: what is no signed graph is refused, with every fault."""

from typing import Any

import networkx as nx
import pytest

import coalition as co
from tests.oracles import signed
from tests.signed_graphs import tribes


@pytest.mark.parametrize(
    ("edges", "faults"),
    [
        ([("a", "b", {})], ["edge 'a', 'b': has neither a sign (-1, 0, 1) nor a signed weight"]),
        ([("a", "b", {"sign": 2})], ["edge 'a', 'b': sign must be -1, 0 or 1, not 2"]),
        (
            [("a", "b", {"sign": 1, "weight": -1})],
            ["edge 'a', 'b': weight must not be negative beside a sign, not -1"],
        ),
        (
            [("a", "b", {"sign": 0, "weight": 1})],
            ["edge 'a', 'b': sign 0 goes with weight 0, not 1"],
        ),
        ([("a", "a", {"sign": 1})], ["edge 'a', 'a': a node has no tie with itself"]),
        (
            [("a", "b", {"weight": float("nan")}), ("b", "c", {"weight": "1"})],
            [
                "edge 'a', 'b': weight must be a finite number, not nan",
                "edge 'b', 'c': weight must be a finite number, not '1'",
            ],
        ),
    ],
)
def test_faults_of_a_graph(edges: Any, faults: list[str]) -> None:
    """A graph that does not keep the contract is refused, with every fault."""
    graph: Any = nx.Graph()
    graph.add_edges_from(edges)
    for function in (co.partition, co.balance):
        with pytest.raises(co.InvalidGraph) as caught:
            function(graph)
        assert [str(fault) for fault in caught.value.faults] == faults


@pytest.mark.parametrize("graph", [nx.DiGraph(), nx.MultiGraph(), None, {"a": {"b": 1}}])
def test_what_is_no_plain_graph_is_refused(graph: Any) -> None:
    """Directed graphs, multigraphs and what is no graph at all are refused."""
    with pytest.raises(co.InvalidGraph):
        co.partition(graph)


def test_seats_that_are_no_number_are_refused() -> None:
    """Seats order the answer, so they must be numbers."""
    graph = signed({("a", "b"): 1})
    graph.nodes["a"]["seats"] = "many"
    with pytest.raises(
        co.InvalidGraph, match="node 'a': seats must be a finite number, not 'many'"
    ):
        co.partition(graph)


def test_nodes_of_several_kinds_are_ordered() -> None:
    """Ids that do not compare are ordered by their kind, then as written."""
    found = co.partition(signed({(1, "a"): 1, ("a", (2, 3)): 1}))
    assert found.blocs == ((1, "a", (2, 3)),)


def test_the_graph_is_left_as_it_was() -> None:
    """Neither function changes the graph that it is given."""
    graph = tribes()
    before = nx.node_link_data(graph, edges="edges")
    co.partition(graph)
    co.balance(graph)
    assert nx.node_link_data(graph, edges="edges") == before

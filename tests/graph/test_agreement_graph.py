"""The agreement graph: sums worked by hand, weights, and what is left out."""

import io
from fractions import Fraction
from typing import Any

import networkx as nx
import numpy as np
import pytest

import coalition as co
from tests.matrices import NAN, matrix


def test_agreement_worked_by_hand() -> None:
    """Of (1, 1, -1) and (1, -0.5, missing), the first agrees by 1, the second by -0.5."""
    graph = co.agreement_graph(matrix([1, 1, -1], [1, -0.5, NAN]))
    assert dict(graph.edges["A", "B"]) == {
        "sign": 1,
        "weight": 0.5,
        "agree": 1,
        "disagree": 0.5,
        "shared": 2,
    }


def test_no_tie_and_a_tie_of_nothing() -> None:
    """No proposal in common is no tie; equal agreement and disagreement is a tie of sign 0."""
    graph = co.agreement_graph(matrix([1, 1, NAN], [1, -1, NAN], [NAN, NAN, 1]))
    assert dict(graph.edges["A", "B"]) == {
        "sign": 0,
        "weight": 0,
        "agree": 1,
        "disagree": 1,
        "shared": 2,
    }
    assert list(graph.adj["C"]) == []
    assert co.partition(graph).unplaced == ("C",)


def test_weights_of_proposals() -> None:
    """Proposals can weigh more or less, in exact fractions, or be left out by 0."""
    votes = matrix([1, 1, 1], [1, -1, -1])
    thirds = {"p1": Fraction(1, 3), "p2": Fraction(2, 3)}
    edge = co.agreement_graph(votes, weights=thirds).edges["A", "B"]
    assert (edge["sign"], edge["weight"], edge["agree"], edge["disagree"]) == (0, 0, 1, 1)
    edge = co.agreement_graph(votes, weights={"p0": 0, "p1": 0.1}).edges["A", "B"]
    assert (edge["sign"], edge["disagree"], edge["shared"]) == (-1, 1.1, 2)
    only = co.agreement_graph(votes, weights=dict.fromkeys(votes.proposals, 0))
    assert list(only.edges) == []


def test_faults_of_weights() -> None:
    """Weights that are negative or none, and those of unknown proposals, are refused together."""
    strange: Any = {"p0": -1, "p1": "a"}
    with pytest.raises(co.InvalidValue) as caught:
        co.agreement_graph(matrix([1], [1]), weights=strange)
    assert [str(fault) for fault in caught.value.faults] == [
        "weights['p0']: must be a finite number, 0 or more, not -1",
        "weights['p1']: must be a finite number, 0 or more, not 'a'",
    ]
    with pytest.raises(co.InvalidValue) as caught:
        co.agreement_graph(matrix([1], [1]), weights={"p": 1, "q": 2})
    assert [str(fault) for fault in caught.value.faults] == [
        "weights['p']: is no proposal of these; did you mean 'p0'?",
        "weights['q']: is no proposal of these",
    ]
    with pytest.raises(co.InvalidValue, match="not nan"):
        co.agreement_graph(matrix([1], [1]), weights={"p0": NAN})


def test_numbers_beyond_64_bits() -> None:
    """Weights that differ by more than 64 bits can hold are summed exactly all the same."""
    huge: dict[str, Any] = {"p0": 2**70, "p1": Fraction(1, 3)}
    edge = co.agreement_graph(matrix([1, 1], [1, -1]), weights=huge).edges["A", "B"]
    assert (edge["sign"], edge["agree"]) == (1, 2**70)
    even: dict[str, Any] = {"p0": 2**70, "p1": 2**70, "p2": Fraction(1, 10**9)}
    votes = matrix([1, 1, 1], [1, -1, -1])
    assert co.agreement_graph(votes, weights=even).edges["A", "B"]["sign"] == -1


def test_the_graph_can_be_written_by_networkx() -> None:
    """Attributes are plain, so the writers of networkx take the graph, and read it back equal."""
    graph = co.agreement_graph(co.load_case("migration-2023").at("2023-07"), "migration")
    for write, read in ((nx.write_graphml, nx.read_graphml), (nx.write_gexf, nx.read_gexf)):
        buffer = io.BytesIO()
        write(graph, buffer)
        buffer.seek(0)
        back = read(buffer)
        for one, other, data in graph.edges(data=True):
            written = {k: v for k, v in back.edges[one, other].items() if k in data}
            assert written == pytest.approx(data)


def test_communities_of_networkx_misread_signed_graphs() -> None:
    """The warning in the docs holds: networkx puts two enemies into one community."""
    graph: Any = nx.Graph()
    graph.add_edge("a", "b", weight=-1)
    assert nx.community.louvain_communities(graph, seed=1) == [{"a", "b"}]
    assert co.partition(graph).blocs == (("a",), ("b",))


def test_few_ties_make_a_large_graph_readable() -> None:
    """Ties of few proposals or of little weight can be left out; nobody is."""
    rows: Any = [[1, 1, 1, 0.5], [1, 1, -1, 0], [NAN, NAN, NAN, -1]]
    votes = co.StanceMatrix("ABC", "pqrs", rows)
    assert sorted(co.agreement_graph(votes).edges) == [("A", "B"), ("A", "C"), ("B", "C")]
    assert sorted(co.agreement_graph(votes, min_shared=2).edges) == [("A", "B")]
    assert sorted(co.agreement_graph(votes, threshold=0.5).edges) == [("A", "B"), ("A", "C")]
    assert list(co.agreement_graph(votes, threshold=Fraction(3, 2)).edges) == [("A", "B")]
    assert list(co.agreement_graph(votes, threshold=1.6)) == ["A", "B", "C"]


def test_faults_of_what_is_left_out() -> None:
    """Limits that are no sensible numbers are refused together."""
    limits: Any = {"min_shared": 0, "threshold": NAN}
    with pytest.raises(co.InvalidValue) as caught:
        co.agreement_graph(co.StanceMatrix("A", "p", [[1]]), **limits)
    assert [fault.place for fault in caught.value.faults] == ["min_shared", "threshold"]


def test_nobody_and_nothing() -> None:
    """A matrix without proposals has no ties, and one without actors no nodes."""
    assert list(co.agreement_graph(co.StanceMatrix("AB", (), np.empty((2, 0)))).edges) == []
    assert list(co.agreement_graph(co.StanceMatrix((), "p", np.empty((0, 1))))) == []

"""Stances as numbers, exact numbers, and the agreement graph."""

import io
from decimal import Decimal
from fractions import Fraction
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import coalition as co
from coalition.numbers import as_given, exact, plain, scaled

NAN = float("nan")


def matrix(*rows: list[float], **more: Any) -> co.StanceMatrix:
    actors = "ABCDEFGH"[: len(rows)]
    return co.StanceMatrix(actors, [f"p{n}" for n in range(len(rows[0]))], rows, **more)


# exact numbers


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (3, Fraction(3)),
        (0.1, Fraction(1, 10)),
        (1 / 3, Fraction(1, 3)),
        (-2 / 7, Fraction(-2, 7)),
        (0.1 + 0.2, Fraction("0.30000000000000004")),
        (1e22, Fraction(10) ** 22),
        (Decimal("0.1"), Fraction(1, 10)),
        (np.float64(0.3), Fraction(3, 10)),
        (np.int8(-1), Fraction(-1)),
    ],
)
def test_what_a_number_stands_for(number: Any, expected: Fraction) -> None:
    """A float is read as the simple fraction, or else the decimal, that it stands for."""
    assert exact(number) == expected


@pytest.mark.parametrize("number", [NAN, float("-inf"), True, "1", None, 1j, Decimal("NaN")])
def test_what_stands_for_no_number(number: Any) -> None:
    """NaN, infinities, truth values and text are no numbers."""
    with pytest.raises(ValueError, match=r"not a|NaN"):
        exact(number)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_property_reading_keeps_the_float(number: float) -> None:
    """The fraction that a float stands for rounds to that float."""
    assert float(exact(number)) == number


@given(st.lists(st.fractions(max_denominator=50), max_size=6))
def test_property_scaling_keeps_ratios(numbers: list[Fraction]) -> None:
    """Scaled numbers are whole and have the ratios of the given ones."""
    whole, scale = scaled(numbers)
    assert [Fraction(number, scale) for number in whole] == numbers


def test_numbers_are_given_back_as_they_came() -> None:
    """Whole numbers come as int; others as float where the input had floats, else as fractions."""
    half = Fraction(1, 2)
    assert (plain(Fraction(2)), plain(half)) == (2, 0.5)
    assert isinstance(as_given(half, floating=False), Fraction)
    assert isinstance(as_given(half, floating=True), float)
    assert isinstance(as_given(Fraction(2), floating=True), int)


# the matrix


def test_missing_is_not_neutral() -> None:
    """A stance that is not known is None, and no 0."""
    values = matrix([1, 0, NAN])
    assert [values.stance("A", p) for p in values.proposals] == [1, 0, None]


def test_a_matrix_cannot_be_changed() -> None:
    """The numbers are read-only, and those given stay the caller's own."""
    given_ = np.array([[1.0, 0.5]])
    made = co.StanceMatrix(["A"], ["p", "q"], given_)
    given_[0, 0] = -1
    assert made.stance("A", "p") == 1
    with pytest.raises(ValueError, match="read-only"):
        made.values[0, 0] = -1


def test_equal_matrices_are_equal() -> None:
    """Missing equals missing, and 0 equals -0."""
    assert matrix([0.0, NAN]) == matrix([-0.0, -NAN])
    assert hash(matrix([0.0, NAN])) == hash(matrix([-0.0, -NAN]))
    assert matrix([1, NAN]) != matrix([NAN, 1])


def test_faults_of_a_matrix() -> None:
    """A wrong shape, an id twice, too many seats and a stance out of range are all named."""
    with pytest.raises(co.InvalidValue) as caught:
        co.StanceMatrix(["A", "A"], ["p"], [[2.0]], seats=[1], parties=["A"])
    assert [fault.place for fault in caught.value.faults] == [
        "values",
        "seats",
        "parties",
        "actors",
        "values",
    ]


def test_rows_by_seats_then_id() -> None:
    """Actors are in the order of seats, then of ids; parties without known seats come last."""
    case = co.Coalition(
        parties=[co.Party("B"), co.Party("A"), co.Party("C", seats=1), co.Party("D", seats=2)],
        politicians=[co.Politician("ann", "Ann", "D")],
        proposals=[co.Proposal("q", "t"), co.Proposal("p", "t")],
    )
    whole = co.stance_matrix(case)
    assert (whole.actors, whole.proposals) == (("D", "C", "A", "B"), ("p", "q"))
    assert whole.seats == (2, 1, None, None)
    some = co.stance_matrix(case, "t", actors=["ann", "D", "ann"])
    assert (some.actors, some.parties, some.topic) == (("D", "ann"), ("D", "D"), "t")
    with pytest.raises(co.UnknownActor, match="no actor 'bob'"):
        co.stance_matrix(case, actors=["bob"])


def test_a_matrix_gives_the_part_that_is_asked_for() -> None:
    """A topic and actors can be asked of a matrix as of a coalition."""
    july = co.load_case("migration-2023").at("2023-07")
    whole = co.stance_matrix(july)
    some = co.stance_matrix(july, "migration/asylum", actors=["CU", "VVD"])
    assert whole.select("migration/asylum", actors=["CU", "VVD"]) == some
    assert co.split(whole, "migration/labour") == co.split(july, "migration/labour")
    with pytest.raises(co.UnknownTopic, match="no topic 'labour'"):
        co.split(whole, "labour")
    with pytest.raises(co.UnknownActor, match=r"no actor 'CUU'.*did you mean 'CU'"):
        co.agreement_graph(whole, actors=["CUU"])


# agreement


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
    """Weights of unknown proposals, negative ones and NaN are refused together."""
    with pytest.raises(co.InvalidValue) as caught:
        co.agreement_graph(matrix([1], [1]), weights={"p": 1, "p0": -1})
    assert [str(fault) for fault in caught.value.faults] == [
        "weights['p']: is no proposal of the topic; did you mean 'p0'?",
        "weights['p0']: must be a finite number, 0 or more, not -1",
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

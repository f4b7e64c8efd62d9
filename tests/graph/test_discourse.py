"""Discourse networks: the sample of the Discourse Network Analyzer, and laws."""

from math import sqrt
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coalition as co
from coalition.model.words import Aggregation, Normalization
from tests.builders import said
from tests.rdna_sample import (
    AGREE,
    CONFLICT,
    CONGRUENCE,
    DISAGREE,
    ORGANIZATIONS,
    SUBTRACT,
    rows,
    sample,
    signed,
)
from tests.several_statements import COUNTING, counted, statements


def total(graph: Any) -> float:
    """Return the sum of the whole table of signed weights, cells rounded first as in rDNA."""
    return float(np.array(signed(graph)).sum())


def test_t1_matrices() -> None:
    """The networks of the sample are those of rDNA, cell by cell."""
    assert len(sample().positions) == 40
    assert signed(co.dna_network(sample(), aggregation="congruence")) == rows(CONGRUENCE)
    conflict = signed(co.dna_network(sample(), aggregation="conflict"))
    assert [[-cell for cell in row] for row in conflict] == rows(CONFLICT)
    assert signed(co.dna_network(sample())) == rows(SUBTRACT)
    ignore = co.dna_network(sample(), aggregation="ignore")
    assert (ignore["A"]["C"]["weight"], ignore["B"]["C"]["weight"]) == (10, 2)
    assert "sign" not in ignore["A"]["C"]


@pytest.mark.parametrize(
    ("aggregation", "normalization", "expected"),
    [
        ("ignore", None, 276),
        ("congruence", None, 160),
        ("conflict", None, -116),
        ("subtract", None, 44),
        ("congruence", "average", 25.802436125965535),
        ("conflict", "average", -20.45941770647653),
        ("subtract", "average", 5.343018419489008),
        ("congruence", "jaccard", 13.610662525879917),
    ],
)
def test_t1_sums(
    aggregation: Aggregation, normalization: Normalization | None, expected: float
) -> None:
    """The sums are those of rDNA, to the last digit; ties of conflict are negative."""
    found = co.dna_network(sample(), aggregation=aggregation, normalization=normalization)
    assert total(found) == expected


def test_t1_parts() -> None:
    """Without a concept and two organizations, and in one section, sums are those of rDNA."""
    options: dict[str, Any] = {"aggregation": "congruence", "normalization": "average"}
    fewer = sample().without(*sample().positions_on("6"))
    found = co.dna_network(fewer, actors=["A", "B", "C", "D", "G"], **options)
    assert (len(found), total(found)) == (5, 9.809523809523808)
    section = [actor for actor, (_, _, number, _) in ORGANIZATIONS.items() if number == "1"]
    found = co.dna_network(sample(), actors=section, **options)
    assert len(found) == 4
    assert total(found) == pytest.approx(4.8, rel=1e-15)


def test_t1_two_mode() -> None:
    """The two-mode network holds all 40 statements, and each table of counts."""
    graph: Any = co.dna_affiliations(sample(), aggregation="ignore")
    assert sum(weight for *_, weight in graph.edges(data="weight")) == 40
    assert nx.is_bipartite(graph)
    net = co.dna_affiliations(sample())
    for actor, agree, disagree in zip(ORGANIZATIONS, rows(AGREE), rows(DISAGREE), strict=True):
        for concept, (pro, con) in enumerate(zip(agree, disagree, strict=True)):
            edge = net.get_edge_data(actor, str(concept + 1))
            assert edge == (None if pro == con == 0 else edge)
            if edge:
                assert (edge["agree"], edge["disagree"]) == (pro, con)
                assert edge["sign"] * edge["weight"] == pro - con
                assert edge["statements"] == pro + con
    assert net["B"]["5"] == {"sign": 0, "weight": 0, "agree": 1, "disagree": 1, "statements": 2}
    activity = co.dna_affiliations(sample(), normalization="activity")
    assert activity["C"]["6"]["weight"] == 10 / 11
    prominence = co.dna_affiliations(sample(), normalization="prominence")
    assert prominence["D"]["6"] == {
        "sign": -1,
        "weight": 0.125,
        "agree": 0,
        "disagree": 0.125,
        "statements": 2,
    }


def test_t1_true_cosine() -> None:
    """Cosine divides by the lengths of the rows of counts; DNA by their sums, and not the root."""
    graph = co.dna_network(sample(), aggregation="congruence", normalization="cosine")
    assert graph["A"]["C"]["weight"] == 10 / sqrt((1 + 4 + 1) * (100 + 1))
    number = (np.array(rows(AGREE)) + rows(DISAGREE)).sum(axis=1)
    coded = signed(co.dna_network(sample(), aggregation="congruence")) / np.outer(number, number)
    assert coded.sum() == 4.806060606060607


def test_t1_split_depends_on_what_counts() -> None:
    """With every statement B and D stand alone; with one per document C and E join them.

    The answers say which of the two they are.
    """
    assert len(sample("source").in_force) == 23
    found = co.split(sample(), max_blocs=2)
    assert (found.cost, found.optima) == (13, ((("A", "C", "E", "F", "G"), ("B", "D")),))
    assert str(found) == (
        "A, C, E, F and G against B and D, though these pairs are on opposite sides of every "
        "proposal they share: C and G; E and G (every statement counts)"
    )
    once = co.split(sample("source"), max_blocs=2)
    assert (once.cost, once.optima) == (1, ((("A", "F", "G"), ("B", "C", "D", "E")),))
    assert str(once) == (
        "A, F and G against B, C, D and E (the same statement counts once per source)"
    )
    for several in ("week", "month", "year", "range", "latest"):
        assert co.split(sample(several)).optima == once.optima


def test_t1_signs_alone() -> None:
    """Without weights, three ties are at odds with each of two divisions."""
    signs: Any = nx.Graph()
    network: Any = co.dna_network(sample())
    signs.add_edges_from((u, v, {"sign": sign}) for u, v, sign in network.edges(data="sign"))
    found = co.partition(signs, max_blocs=2)
    assert found.cost == 3
    assert {frozenset(map(frozenset, blocs)) for blocs in found.optima} == {
        frozenset(map(frozenset, (one, set("ABCDEFG") - one))) for one in (set("BDE"), set("BCDE"))
    }
    assert [signs[u][v]["sign"] for u, v in ("AB", "DE")] == [0, 0]


def test_t1_ambivalent_is_not_nothing() -> None:
    """B speaks for and against regulating CO2: a tie of sign 0, and no side in a decision."""
    assert co.dna_network(sample())["D"]["E"] == {
        "sign": 0,
        "weight": 0,
        "agree": 4,
        "disagree": 4,
        "shared": 2,
    }
    decision = co.decide(sample(), "5", actors=["A", "B", "F", "G"])
    assert (decision.outcome, decision.conflicting) == ("open", ("B",))
    assert [found.party for found in co.blockers(sample(), "5")] == ["E"]


def test_t2_graded_congruence() -> None:
    """Two and three statements at -4 and 2 of -5 to 5 are congruent by 2.4 (DNA, issue 186)."""
    positions = [said("A", "p", -0.8, date="2024")] * 2 + [said("B", "p", 0.4, date="2024")] * 3
    graph = co.dna_network(counted(*positions), aggregation="congruence")
    assert graph["A"]["B"]["weight"] == 2.4


def test_one_extreme_statement_changes_no_other_tie() -> None:
    """The range of stances is the declared one: DNA takes what was observed."""
    mild = [said("A", "p", 0.5, date="2024"), said("B", "p", 0, date="2024")]
    extreme = said("C", "p", -1, date="2024")
    before, after = (co.dna_network(counted(*said_)) for said_ in (mild, [*mild, extreme]))
    assert before["A"]["B"] == after["A"]["B"]
    same = co.dna_network(counted(mild[1], said("A", "p", 0, date="2024")))  # no range at all
    assert same["A"]["B"]["weight"] == 1


@settings(deadline=None)
@given(statements(), st.sampled_from(COUNTING))
def test_property_congruence_less_conflict_is_agreement(
    positions: list[co.Position], several: str
) -> None:
    """The network of congruence less conflict is the agreement graph, tie by tie."""
    now = counted(*positions, several=several)
    network, graph = co.dna_network(now), co.agreement_graph(now)
    ties = [
        {frozenset((u, v)): (d["sign"], d["weight"], d["shared"]) for u, v, d in g.edges(data=True)}
        for g in (network, graph)
    ]
    assert ties[0] == ties[1]
    assert co.partition(network) == co.partition(graph)


@settings(deadline=None)
@given(statements(), st.sampled_from(["average", "jaccard", "cosine", "pairs"]))
def test_property_normalized_by_hand(
    positions: list[co.Position], normalization: Normalization
) -> None:
    """Each tie is divided by what the counts of statements say."""
    counts: dict[str, dict[tuple[str, float], int]] = {actor: {} for actor in "ABC"}
    for one in positions:
        key = (one.proposal, one.stance)
        counts[one.actor][key] = counts[one.actor].get(key, 0) + 1
    plain = co.dna_network(counted(*positions))
    found = co.dna_network(counted(*positions), normalization=normalization)
    assert set(found.edges) == set(plain.edges)
    for u, v, tie in plain.edges(data=True):
        x, y = counts[u], counts[v]
        by = {
            "average": (sum(x.values()) + sum(y.values())) / 2,
            "jaccard": sum(x[k] for k in x.keys() - y.keys())
            + sum(y[k] for k in y.keys() - x.keys())
            + sum(x[k] * y[k] for k in x.keys() & y.keys()),
            "cosine": sqrt(sum(n * n for n in x.values()) * sum(n * n for n in y.values())),
            "pairs": sum(x[k] * y[m] for k in x for m in y if k[0] == m[0]),
        }[normalization]
        assert found[u][v]["weight"] == pytest.approx(tie["weight"] / by, rel=1e-14)
        assert found[u][v]["sign"] == tie["sign"]
        if normalization == "pairs":
            assert found[u][v]["weight"] <= 1
            assert found[u][v]["agree"] + found[u][v]["disagree"] == pytest.approx(1)


def test_no_tie_where_nothing_is_shared() -> None:
    """Who says nothing on what others speak of has no tie, not one of 0."""
    now = counted(
        said("A", "p", 1, date="2024"),
        said("B", "q", 1, date="2024"),
        said("C", "q", -1, date="2024"),
    )
    assert list(co.dna_network(now).edges) == [("B", "C")]
    assert list(co.dna_network(now, aggregation="congruence").edges) == []
    assert co.dna_network(now, normalization="pairs")["B"]["C"]["sign"] == -1


def test_every_wrong_option_is_named() -> None:
    """A misspelled option is refused, with what it may be."""
    with pytest.raises(co.InvalidValue) as refused:
        co.dna_network(sample(), aggregation="substract", normalization="no")  # type: ignore[arg-type]
    assert [fault.place for fault in refused.value.faults] == ["aggregation", "normalization"]
    with pytest.raises(co.InvalidValue, match="one of None, activity, prominence"):
        co.dna_affiliations(sample(), normalization="average")  # type: ignore[arg-type]


def test_an_actor_with_the_id_of_a_proposal_is_refused_in_a_two_mode_network() -> None:
    """The two would be one node."""
    both = co.Coalition(parties=[co.Party("toll")], proposals=[co.Proposal("toll", "t")])
    with pytest.raises(co.InvalidValue, match="'toll' is an actor and a proposal"):
        co.dna_affiliations(both)

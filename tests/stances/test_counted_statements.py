"""Several statements of one actor on one proposal: which count, for what, and who says so."""

from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coalition as co
from coalition.io.case.case_file import dumps_case, loads_case
from coalition.model.checks import SEVERAL
from coalition.numbers import exact
from tests import oracles
from tests.builders import said
from tests.several_statements import (
    ACTORS,
    COUNTING,
    PROPOSALS,
    contradicting,
    counted,
    edges,
    statements,
)

LEAST = ["inferred", "hearsay", "reported", "stated"]
NONE = Fraction(0)


def alike(one: co.Position, other: co.Position, several: str) -> bool:
    """Tell whether two statements count once, from the calendar rather than from numbers."""
    if (one.actor, one.proposal, one.stance) != (other.actor, other.proposal, other.stance):
        return False
    first, last = sorted([one.date.first, other.date.first])
    return {
        "all": False,
        "source": one.source == other.source,
        "week": (last - first).days < 7 and first.weekday() <= last.weekday(),
        "month": f"{first:%Y-%m}" == f"{last:%Y-%m}",
        "year": f"{first:%Y}" == f"{last:%Y}",
        "range": True,
    }[several]


def slowly_counted(positions: list[co.Position], several: str) -> list[co.Position]:
    """Return one statement of each set of those that count once."""
    kept: list[co.Position] = []
    for one in positions:
        if not any(alike(one, other, several) for other in kept):
            kept.append(one)
    return kept


def slow_ties(
    positions: list[co.Position], reliability: dict[str, float], within: Any = 1
) -> dict[frozenset[str], tuple[Fraction, Fraction, int]]:
    """Compare every statement with every statement, one after the other."""
    ties = {}
    turns = {name: slow_turn(positions, reliability, within, name) for name in PROPOSALS}
    for one, other in combinations(ACTORS, 2):
        agree, disagree, shared = NONE, NONE, set()
        for a in positions:
            for b in positions:
                if (a.actor, b.actor) == (one, other) and a.proposal == b.proposal:
                    weight = exact(reliability.get(a.attribution, 1))
                    weight *= exact(reliability.get(b.attribution, 1))
                    distance = abs(exact(a.stance) - exact(b.stance))
                    net = weight * oracles.alike(distance, turns[a.proposal])
                    agree, disagree = agree + max(net, NONE), disagree + max(-net, NONE)
                    shared |= {a.proposal} if weight else set()
        if shared:
            ties[frozenset((one, other))] = (agree, disagree, len(shared))
    return ties


def slow_turn(
    positions: list[co.Position], reliability: dict[str, float], within: Any, proposal: str
) -> Fraction:
    """Return where agreement turns: the mean distance of statements, each pair as it counts."""
    if within != "mean":
        return exact(within)
    total, number = NONE, NONE
    for a, b in combinations([p for p in positions if p.proposal == proposal], 2):
        weight = exact(reliability.get(a.attribution, 1)) * exact(reliability.get(b.attribution, 1))
        if a.actor != b.actor:
            total += weight * abs(exact(a.stance) - exact(b.stance))
            number += weight
    return total / (number or 1)


@settings(deadline=None, max_examples=25)
@given(
    statements(),
    st.sampled_from(COUNTING),
    st.sampled_from([{}, {"hearsay": 0.5, "inferred": 0}]),
    st.sampled_from([1, 0.5, Fraction(4, 3), "mean"]),
)
def test_property_agreement_is_that_of_all_pairs_of_statements(
    positions: list[co.Position], several: str, reliability: dict[str, float], within: Any
) -> None:
    """Agreement is the sum over all pairs of the statements that count."""
    now = counted(*positions, several=several)
    # of those that count once, the library keeps the best known
    ordered = sorted(positions, key=lambda p: list(reversed(LEAST)).index(p.attribution))
    kept = slowly_counted(ordered, several)
    assert len(now.in_force) == len(kept)
    graph = co.agreement_graph(now, reliability=reliability, agree_within=within)
    slow = slow_ties(kept, reliability, within)
    # the graph has the nearest floats
    assert edges(graph) == {
        pair: (exact(float(up)), exact(float(down)), shared)
        for pair, (up, down, shared) in slow.items()
    }


@settings(deadline=None, max_examples=25)
@given(statements(), st.sampled_from([s for s in SEVERAL if s != "refuse"]), st.randoms())
def test_property_the_order_of_statements_changes_nothing(
    positions: list[co.Position], several: str, chance: Any
) -> None:
    """No answer depends on the order in which things were said or written down."""
    mixed = list(positions)
    chance.shuffle(mixed)
    one, other = counted(*positions, several=several), counted(*mixed, several=several)
    weights: dict[str, float | Fraction] = {"hearsay": Fraction(1, 3), "reported": 0.1}
    assert co.split(one, reliability=weights) == co.split(other, reliability=weights)
    assert co.decisions(one) == co.decisions(other)
    assert sorted(map(str, one.in_force)) == sorted(map(str, other.in_force))
    assert [one.position(a, p) for a in ACTORS for p in PROPOSALS] == [
        other.position(a, p) for a in ACTORS for p in PROPOSALS
    ]


@settings(deadline=None, max_examples=25)
@given(statements(), st.sampled_from(list(SEVERAL)))
def test_property_one_statement_each_is_the_same_under_every_policy(
    positions: list[co.Position], several: str
) -> None:
    """Where nobody speaks twice on one proposal, what several count for does not matter."""
    once = list({(p.actor, p.proposal): p for p in positions}.values())
    base, now = counted(*once, several="refuse"), counted(*once, several=several)
    for within in (1, "mean"):
        graphs = (co.agreement_graph(of, agree_within=within) for of in (now, base))
        assert edges(next(graphs)) == edges(next(graphs))
    assert co.split(now).optima == co.split(base).optima
    for one, other in zip(co.decisions(base), co.decisions(now), strict=True):
        assert (one.outcome, one.certain, one.opponents) == (
            other.outcome,
            other.certain,
            other.opponents,
        )


@settings(deadline=None, max_examples=25)
@given(statements())
def test_property_reliability_0_leaves_out(positions: list[co.Position]) -> None:
    """Where every statement counts, one that counts 0 is as if it had not been made."""
    now = counted(*positions)
    nothing = co.agreement_graph(now, reliability={"hearsay": 0})
    assert edges(nothing) == edges(co.agreement_graph(now.without("hearsay")))
    reasons = co.split(now, reliability={"hearsay": 0}).reasons
    assert reasons == co.split(now.without("hearsay")).reasons
    full = co.split(now, reliability=dict.fromkeys(LEAST, 1))
    assert full == co.split(now)


@settings(deadline=None, max_examples=25)
@given(statements(), st.sampled_from(sorted(set(SEVERAL) - {"refuse"})))
def test_property_a_case_file_keeps_the_policy(positions: list[co.Position], several: str) -> None:
    """What several statements count for is written and read back."""
    now = counted(*positions, several=several)
    assert loads_case(dumps_case(now)) == now
    assert loads_case(dumps_case(now)).counting("all") == counted(*positions)


# which count


# what answers make of it


def test_a_matrix_counts_as_it_was_filled() -> None:
    """A matrix keeps the statements that count in its parts."""
    matrix = co.stance_matrix(contradicting())
    assert edges(co.agreement_graph(matrix)) == edges(co.agreement_graph(contradicting()))
    part = matrix.select("t", actors=["A", "C"])
    assert co.agreement_graph(part).edges["A", "C"]["weight"] == 0
    assert co.splits(matrix)[0].topic == "t"
    known = matrix.count_as({"unknown": 1})
    assert co.agreement_graph(known).edges["A", "C"] == {
        "sign": 1,
        "weight": 1,
        "agree": 2,
        "disagree": 1,
        "shared": 2,
    }


def test_a_matrix_may_be_small_or_hold_what_others_said() -> None:
    """Nobody, nothing, and positions of actors who are not in the matrix make no error."""
    assert not co.agreement_graph(counted(), actors=[]).edges
    assert not co.dna_network(co.Coalition(several="all")).edges
    others = co.StanceMatrix(
        ("A", "B"), ("p",), [[1], [1]], positions=contradicting().positions[:1] * 2
    )
    positions = [said("C", "p", 1, date="2024"), said("A", "q", 1, date="2024")]
    foreign = co.StanceMatrix(("A", "B"), ("p",), [[1], [1]], positions=positions, several="all")
    assert co.agreement_graph(foreign).edges["A", "B"] == co.agreement_graph(others).edges["A", "B"]


# how much each counts


def test_reliability_by_hand() -> None:
    """A pair counts by the product: 1 · ½ for A and B, ½ · ¼ against for A and C."""
    now = counted(
        said("A", "p", 1, date="2024", attribution="hearsay"),
        said("B", "p", 1, date="2024"),
        said("C", "p", -1, date="2024", attribution="inferred"),
        several="refuse",
    )
    weights = {"hearsay": 0.5, "inferred": 0.25, "stated": 1}
    graph = co.agreement_graph(now, reliability=weights)
    assert graph.edges["A", "B"]["agree"] == 0.5
    assert graph.edges["A", "C"]["disagree"] == 0.125
    found = co.split(now, reliability=weights)
    assert found.agreement.reliability == (
        ("hearsay", Fraction(1, 2)),
        ("inferred", Fraction(1, 4)),
    )
    assert str(found) == "C alone against A and B (hearsay counts 0.5; inferred counts 0.25)"
    assert co.splits(now, reliability=weights)[0].agreement == found.agreement
    assert co.split(now).agreement == co.Agreement()


def test_what_two_sources_say_counts_as_the_better_one() -> None:
    """Where one stance holds, it counts as much as the most reliable source of it."""
    now = counted(
        said("A", "p", 1, date="2024", attribution="hearsay", source="s"),
        said("A", "p", 1, date="2024", attribution="reported", source="t"),
        said("B", "p", 1, date="2024"),
        several="refuse",
    )
    graph = co.agreement_graph(now, reliability={"hearsay": 0.5, "reported": 0.75})
    assert graph.edges["A", "B"]["weight"] == 0.75


def test_reliability_is_between_0_and_1_and_of_an_attribution() -> None:
    """Every fault of the weights is named, and votes have no attribution to weigh."""
    with pytest.raises(co.InvalidValue) as refused:
        co.split(contradicting(), reliability={"hearsay": 2, "rumor": 0.5, "stated": float("nan")})
    assert [fault.place for fault in refused.value.faults] == [
        "reliability['hearsay']",
        "reliability['rumor']",
        "reliability['stated']",
    ]
    votes = co.StanceMatrix(("A", "B"), ("p",), [[1], [1]])
    with pytest.raises(co.InvalidValue, match="nothing is known of the sources of these stances"):
        co.agreement_graph(votes, reliability={"hearsay": 0.5})


def test_any_weight_is_exact() -> None:
    """Weights too fine for floats are summed in whole numbers of any size."""
    tiny = Fraction(1, 10**12 + 39)
    now = counted(
        said("A", "p", 1, date="2024", attribution="hearsay"),
        said("B", "p", 0.1, date="2024", attribution="hearsay"),
    )
    edge = co.agreement_graph(now, weights={"p": 3}, reliability={"hearsay": tiny})
    assert edge.edges["A", "B"]["weight"] == float(3 * tiny * tiny / 10)

"""Who stands with whom: exact to the last optimum, and a partition with reasons."""

import itertools
import pickle
import random
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coalition as co
from tests.builders import case, said
from tests.matrices import matrix
from tests.oracles import best_partitions, signed


def two_optima() -> co.Coalition:
    """Return a case in which X may go with Z or with Y0, Y1 and Y2, if p and q weigh the same.

    X agrees with each of Y0, Y1 and Y2 on one proposal (p), and with Z on three (q). The others are
    kept together, and from Z, by three more (h).
    """
    together: Any = {"Y0": 1, "Y1": 1, "Y2": 1, "Z": -1}
    return case(
        {
            **{f"p{i}": {"X": 1, f"Y{i}": 1} for i in range(3)},
            **{f"q{i}": {"X": 1, "Z": 1} for i in range(3)},
            **{f"h{i}": together for i in range(3)},
        }
    )


def weights_of(numbers: tuple[int, ...], kind: Any = Fraction) -> dict[str, Any]:
    """Return what the proposals count: each p, and the q beside it, one over a number."""
    return {f"{side}{i}": kind(1, number) for side in "pq" for i, number in enumerate(numbers)}


def by_brute_force(now: co.Coalition, weights: dict[str, Any]) -> Any:
    """Return the least frustration, all optima and the margin, from fractions alone."""
    ties: dict[tuple[str, str], Fraction] = {}
    for proposal in now.proposals:
        held = {said.actor: said.stance for said in now.positions_on(proposal.id)}
        for one, other in itertools.combinations(sorted(held), 2):
            alike = 1 - abs(Fraction(held[one]) - Fraction(held[other]))
            weight = weights.get(proposal.id, 1) * alike
            ties[one, other] = ties.get((one, other), Fraction(0)) + weight
    return best_partitions(signed(ties))


def assert_two_optima(numbers: tuple[int, ...]) -> None:
    """Compare the split, with weights one over these numbers, with what brute force gives."""
    weights = weights_of(numbers)
    found = co.split(two_optima(), weights=weights)
    cost, optima, margin = by_brute_force(two_optima(), weights)
    assert len(optima) == 2
    assert {frozenset(map(frozenset, blocs)) for blocs in found.optima} == optima
    assert (found.cost, found.margin) == (cost, margin)
    assert (found.optimal, found.complete, found.stopped) == (True, True, None)
    with_floats = co.split(two_optima(), weights=weights_of(numbers, lambda one, of: one / of))
    assert with_floats.optima == found.optima
    assert with_floats.margin == pytest.approx(float(margin), rel=1e-15)


@pytest.mark.parametrize("numbers", [(7, 11, 13), (31, 37, 41), (83, 89, 97)])
def test_no_optimum_is_lost_to_rounding(numbers: tuple[int, ...]) -> None:
    """Where two splits are equally good, both are found, whatever the weights have in common."""
    assert_two_optima(numbers)


@pytest.mark.parametrize("seed", range(20))
def test_no_optimum_is_lost_with_any_weights(seed: int) -> None:
    """So it is with twenty sets of weights one over a number up to 200."""
    assert_two_optima(tuple(random.Random(f"weights {seed}").choices(range(1, 201), k=3)))


def test_the_margin_of_two_optima() -> None:
    """It is an exact fraction: what X loses that goes with nobody."""
    found = co.split(two_optima(), weights=weights_of((31, 37, 41)))
    assert found.margin == sum((Fraction(1, n) for n in (31, 37, 41)), Fraction(0))
    assert str(found) == (
        "2 equally good splits: Z alone against X, Y0, Y1 and Y2; or X and Z against Y0, Y1 and Y2 "
        "(6 proposals weighted)"
    )


@pytest.mark.parametrize(
    ("stance", "weight", "cost"),
    [
        (1, 1, 1),
        (1, Fraction(1, 3), Fraction(1, 3)),
        (1, Decimal("0.5"), Fraction(1, 2)),
        (1, 0.1, 0.1),
        (0.75, 1, 0.5),
        (0.75, Fraction(1, 3), 1 / 6),
        (0.75, 2, 1),
    ],
)
def test_numbers_are_of_the_kind_that_was_given(stance: float, weight: Any, cost: Any) -> None:
    """Fractions give fractions; floats, of weights or of stances, the nearest float."""
    ties: Any = {"p": {"A": 1, "B": 1}, "q": {"B": 1, "C": 1}, "r": {"A": stance, "C": -stance}}
    now = case(ties)
    found = co.split(now, weights=dict.fromkeys("pqr", weight))
    assert (found.cost, type(found.cost), type(found.lower_bound)) == (cost, type(cost), type(cost))


def test_a_reliability_is_of_the_kind_that_was_given() -> None:
    """So it is where statements count for less."""
    now = case({"p": {"A": 1, "B": 1}, "q": {"B": 1, "C": 1}, "r": {"A": 1, "C": -1}})
    for third in (Fraction(1, 3), 1 / 3):
        cost = co.split(now, reliability={"stated": third}).cost
        assert (type(cost), cost) == (type(third), third * third)


def test_levels_that_nobody_holds_make_no_difference() -> None:
    """A part of a matrix is split as a matrix of its own is, down to the kind of its numbers."""
    stances: Any = {"p": {"A": 1, "B": 1}, "other": {"A": 0.5}}
    graded = case(stances, topics={"p": "t", "other": "u"})
    whole, weights = co.stance_matrix(graded), {"p": Fraction(1, 3)}
    assert co.split(whole, "t", weights=weights) == co.split(graded, "t", weights=weights)
    assert co.split(whole, "t", weights=weights).margin == Fraction(1, 3)


def test_the_split_is_that_of_the_agreement_graph() -> None:
    """What goes past networkx is what networkx would hand over, of any topic of the case."""
    july = co.load_case("migration-2023").at("2023-07")
    fields = [field.name for field in attrs.fields(co.Partition)]
    for topic in (None, *july.topics):
        found, partition = co.split(july, topic), co.partition(co.agreement_graph(july, topic))
        assert {name: getattr(found, name) for name in fields} == {
            name: getattr(partition, name) for name in fields
        }


def test_a_split_is_a_partition_with_reasons() -> None:
    """It is a value: equal to itself, in one piece after pickling, and no mere partition."""
    now = case({"p": {"A": 1, "B": -1, "C": 1}})
    found = co.split(now, "t")
    copy = pickle.loads(pickle.dumps(found))  # noqa: S301 - our own bytes
    assert isinstance(found, co.Partition)
    assert (copy, hash(copy), repr(copy)) == (found, hash(found), repr(found))
    assert found != co.partition(co.agreement_graph(now))
    assert str(found) == "B alone against A and C on t"
    assert [str(reason) for reason in found.reasons] == [
        f"{actor} {side} p (stated, 2023)"
        for actor, side in (("A", "for"), ("B", "against"), ("C", "for"))
    ]
    frame: Any = co.to_frame(found, backend="polars")
    assert frame.rows() == [("t", 1, "A", 1), ("t", 1, "C", 1), ("t", 1, "B", 2)]


def test_together() -> None:
    """Actors are together in all optima, in none, or it cannot be told."""
    january = co.load_case("migration-2023").at("2023-01")
    pooled = co.split(january, "migration")
    assert pooled.in_one_bloc("VVD", "CDA") is True
    assert pooled.in_one_bloc("VVD", "D66") is False
    assert pooled.in_one_bloc("VVD", "CU") is None
    assert co.split(january, "migration/population-growth").in_one_bloc("VVD", "CDA") is None


def test_a_split_says_that_it_is_not_proven() -> None:
    """A split that is not proven says so, with the bound."""
    chance = random.Random("split")
    names = [f"P{index:02}" for index in range(12)]
    stances = {f"p{at}": {name: chance.choice([-1, 1]) for name in names} for at in range(9)}
    now = case(stances)
    proven = co.split(now, "t")
    assert proven.optimal
    assert (proven.gap, proven.stopped) == (0, None)
    found = co.split(now, "t", time_limit=0)
    assert (found.optimal, found.stopped, found.optima) == (False, "time", (found.blocs,))
    assert found.cost >= proven.cost >= found.lower_bound
    assert str(found).endswith(
        f" on t, the best that was found: frustration {found.cost}, "
        f"and no split has less than {found.lower_bound}"
    )
    assert co.splits(now, time_limit=0) == (found,)


# eight parties on scales from 0 to 10, made up: economy, society, Europe, migration
SCALES = {
    "Left": (1.0, 2.0, 4.5, 2.5),
    "Greens": (3.0, 1.0, 8.5, 1.5),
    "Social Democrats": (3.5, 3.5, 8.0, 4.0),
    "Liberals": (8.0, 3.0, 7.0, 5.5),
    "Christian Democrats": (6.5, 6.5, 7.5, 6.5),
    "Christian Socials": (6.5, 7.5, 6.5, 7.5),
    "Farmers": (5.5, 6.0, 5.0, 6.0),
    "Nationalists": (7.0, 9.0, 2.0, 9.5),
}


def on_scales() -> co.Coalition:
    """Return the eight parties, with 5 as neutral."""
    issues = ("economy", "society", "europe", "migration")
    return case(
        {
            issue: {party: (row[at] - 5) / 5 for party, row in SCALES.items()}
            for at, issue in enumerate(issues)
        },
        topics={issue: issue for issue in issues},
    )


def test_graded_scales_divide_nobody_unless_agreement_turns_sooner() -> None:
    """Few parties are half a scale apart, so that all agree by 1; within the mean they do not."""
    now = on_scales()
    assert all(found.in_one_bloc(*SCALES) for found in (co.split(now), *co.splits(now)))
    assert not any(found.in_one_bloc(*SCALES) for found in co.splits(now, agree_within="mean"))
    found = co.split(now, agree_within="mean")
    assert str(found) == (
        "Christian Democrats, Christian Socials, Farmers, Liberals and Nationalists against "
        "Greens, Left and Social Democrats (agreement within the mean distance)"
    )


def test_together_though_one_is_for_and_the_other_against() -> None:
    """Two who are near to the middle agree by 1 less 0.9; it is said that they are opposed."""
    found = co.split(case({"p": {"A": 0.45, "B": -0.45}}), "t")
    assert (found.blocs, found.opposed) == ((("A", "B"),), (("A", "B"),))
    assert str(found) == (
        "A and B together on t, though A and B are on opposite sides of every proposal they share"
    )
    apart = co.split(case({"p": {"A": 0.45, "B": -0.45}}), "t", agree_within=0.5)
    assert (str(apart), apart.opposed) == ("A against B on t (agreement within 0.5)", ())


def test_who_is_opposed_is_so_on_all_they_share() -> None:
    """One proposal on which they are not, or one that is neutral, makes two no longer opposed."""
    both: Any = {"p": {"A": 0.4, "B": -0.4}}
    assert co.split(case(both), "t").opposed
    for more in ({"A": 0.1, "B": 1}, {"A": 0, "B": -1}, {"A": -0.1, "B": 0}):
        assert co.split(case({**both, "q": more}), "t").opposed == ()
    assert co.split(case({**both, "q": {"A": 1}}), "t").opposed == (("A", "B"),)
    assert co.split(case({**both, "q": {"A": 1, "B": 1}}), "t", weights={"q": 0}).opposed


def test_who_is_in_no_bloc_is_opposed_to_nobody() -> None:
    """Who shares too few proposals with anybody is unplaced, whatever it is for."""
    now = case({"p": {"A": 1, "B": 1, "C": -1}, "q": {"A": 1, "B": 1}})
    found = co.split(now, "t", min_shared=2)
    assert (found.blocs, found.unplaced, found.opposed) == ((("A", "B"),), ("C",), ())


def test_pairs_of_any_optimum_are_opposed() -> None:
    """A pair that is together in one of the optima is named; many pairs are counted."""
    torn = co.split(case({"p": {"A": 0.5, "B": -0.5}}), "t")
    assert (len(torn.optima), torn.opposed) == (2, (("A", "B"),))
    many = {"p": {**dict.fromkeys("ABC", 0.2), **dict.fromkeys("XY", -0.2)}}
    found = co.split(case(many), "t")
    assert found.opposed == tuple(itertools.product("ABC", "XY"))
    assert str(found) == (
        "A, B, C, X and Y together on t, though these pairs are on opposite sides of every "
        "proposal they share: A and X; A and Y; B and X; 3 more"
    )


def test_who_contradicts_itself_is_opposed_to_nobody() -> None:
    """Where every statement counts, all of them must be on the other side."""
    lines = [said("A", "p", 0.2), said("A", "p", 0.1), said("B", "p", -0.2)]
    assert co.split(case(lines, several="all"), "t").opposed == (("A", "B"),)
    doubtful = [*lines, said("A", "p", -0.1, attribution="hearsay")]
    now = case(doubtful, several="all")
    assert co.split(now, "t").opposed == ()
    assert co.split(now, "t", reliability={"hearsay": 0}).opposed == (("A", "B"),)


STANCES = st.sampled_from([-1, -0.6, -0.3, 0, 0.1, 0.45, 1]) | st.floats(-1, 1)


@settings(deadline=None)
@given(
    st.lists(st.lists(STANCES | st.just(float("nan")), min_size=3, max_size=3), max_size=5),
    st.sampled_from([1, 0.5, 1.7, "mean"]),
    st.sampled_from([{}, {"p0": 0}, {"p1": 2}]),
)
def test_property_nobody_is_for_and_against_and_together_in_silence(
    rows: Any, within: Any, weights: Any
) -> None:
    """Of two who are for and against on all that they share, a split says so or parts them."""
    votes = matrix(*(rows or [[1, 1, 1]]))
    found = co.split(votes, agree_within=within, weights=weights)
    counting = [at for at in range(3) if weights.get(f"p{at}", 1)]
    sides = dict(zip(votes.actors, np.sign(votes.values[:, counting]), strict=True))
    pairs = set()
    for one, other in itertools.combinations(votes.actors, 2):
        both = sides[one] * sides[other]
        shared = both[~np.isnan(both)]
        if shared.size and (shared < 0).all():
            blocs = itertools.chain(*found.optima)
            pairs |= {frozenset((one, other)) for bloc in blocs if {one, other} <= set(bloc)}
    assert set(map(frozenset, found.opposed)) == pairs


def test_a_split_of_votes_says_that_chance_is_in_it() -> None:
    """Votes that say nothing of chance include it; a case has reasons and says nothing of it."""
    votes = matrix([1, 1, -1], [1, 1, -1], [-1, 1, 1])
    assert str(co.split(votes)) == (
        "C alone against A and B (agreement by chance included; see stability)"
    )
    assert str(co.split(matrix([1, float("nan")], [float("nan"), 1]))) == "nobody to compare"
    assert str(co.split(case({"p": {"A": 1, "B": 1}}), "t")) == "A and B together on t"

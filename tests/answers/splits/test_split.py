"""Who stands with whom: exact to the last optimum, and a partition with reasons."""

import itertools
import pickle
import random
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest

import coalition as co
from tests.builders import case
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

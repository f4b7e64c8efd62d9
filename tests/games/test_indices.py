"""Power indices: equal to their definitions, over all sets."""

import pickle
from fractions import Fraction
from itertools import combinations
from math import comb
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import coalition as co
from tests import oracles
from tests.random_games import (
    ADDING_UP,
    Opaque,
    indices,
    random_games,
    weighted_games,
)


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", range(3))
def test_every_index_by_definition(seed: int) -> None:
    """Every index of 300 games of up to nine members is what its definition says."""
    for members, _, game, wins in random_games(300, seed):
        assert indices(game) == oracles.power(wins, len(members)), game


def test_shapley_shubik_by_orders() -> None:
    """The Shapley-Shubik index is the share of all orders in which a member is the pivot."""
    for members, _, game, wins in random_games(150, 99):
        if len(members) <= 6:
            found = co.shapley_shubik(game)
            assert [found[m] for m in members] == oracles.pivots(wins, len(members)), game


@pytest.mark.no_cover
def test_rules_that_only_answer() -> None:
    """A rule of which nothing is known but its answers has the same indices and coalitions."""
    for members, known, game, _ in random_games(25, 7):
        opaque = co.SimpleGame(list(members), rule=Opaque(known.rule))
        assert indices(opaque) == indices(game)
        for kind in (co.winning_coalitions, co.blocking_coalitions):
            for minimal in (False, True):
                found, same = kind(opaque, minimal=minimal), kind(game, minimal=minimal)
                assert set(found) == set(same)
                assert found.count() == same.count() == len(list(same))


@given(weighted_games())
def test_property_efficiency(game: co.WeightedGame) -> None:
    """The indices that share out power share out all of it."""
    assert [sum(index(game).values()) for index in ADDING_UP] == [1] * len(ADDING_UP)


@given(weighted_games(2))
def test_property_symmetry_and_monotonicity(game: co.WeightedGame) -> None:
    """Equal weights have equal power; of two weights the heavier has no less, by Banzhaf and SS."""
    for index in ADDING_UP:
        power = index(game)
        for one, other in combinations(game.members, 2):
            if game.weights[one] == game.weights[other]:
                assert power[one] == power[other]
    for index in (co.banzhaf, co.shapley_shubik):
        assert [*index(game).values()] == sorted(index(game).values(), reverse=True)


@given(weighted_games(), st.integers(1, 3))
def test_property_dummies(game: co.WeightedGame, number: int) -> None:
    """A dummy has no power by any index, and adding some changes nothing for the others."""
    more = co.WeightedGame(
        {**game.weights, **{f"dummy {i}": 0 for i in range(number)}}, quota=game.quota
    )
    for index in ADDING_UP:
        power = index(more)
        assert all(power[dummy] == 0 for dummy in co.dummies(more))
        assert {m: power[m] for m in game.members} == dict(index(game))


@given(weighted_games(), st.randoms(use_true_random=False))
def test_property_order_does_not_matter(game: co.WeightedGame, chance: Any) -> None:
    """The order in which the weights are given changes nothing, not even the order of answers."""
    names = chance.sample(game.members, len(game.members))
    other = co.WeightedGame({name: game.weights[name] for name in names}, quota=game.quota)
    assert other == game
    assert [index(other) for index in ADDING_UP] == [index(game) for index in ADDING_UP]
    assert list(co.winning_coalitions(other)) == list(co.winning_coalitions(game))


def test_many_equal_members() -> None:
    """Of 201 equal members under a bare majority, each has C(200, 100) swings, beyond 64 bits."""
    game = co.SimpleGame([f"member {i:03}" for i in range(201)], rule=co.Majority())
    found = co.swings(game)
    assert set(found.values()) == {comb(200, 100)}
    assert set(co.shapley_shubik(game).values()) == {Fraction(1, 201)}
    assert co.winning_coalitions(game, minimal=True).count() == comb(201, 101)
    assert co.winning_coalitions(game).count() == 2**200
    with pytest.raises(OverflowError):
        len(co.winning_coalitions(game))


def products(weights: list[int]) -> dict[tuple[int, int], int]:
    """Return how many sets there are of each size and weight, by multiplying out term by term."""
    found = {(0, 0): 1}
    for weight in weights:
        more = dict(found)
        for (size, total), number in found.items():
            key = size + 1, total + weight
            more[key] = more.get(key, 0) + number
        found = more
    return found


@pytest.mark.parametrize("size", [30, 61, 62, 80])
def test_bodies_of_any_size(size: int) -> None:
    """Counts of bodies below and beyond 64 bits are those of the product of all terms."""
    chance = Random(size)
    weights = {f"m{i:02}": chance.randint(1, 3) for i in range(size)}
    least = sum(weights.values()) * 3 // 5
    game = co.WeightedGame(weights, quota=least)
    swings, power = co.swings(game), co.shapley_shubik(game)
    for member in list(weights)[:3]:
        others = products([w for name, w in weights.items() if name != member])
        critical = {k: n for k, n in others.items() if least - weights[member] <= k[1] < least}
        assert swings[member] == sum(critical.values())
        assert power[member] == sum(
            Fraction(n, size * comb(size - 1, before)) for (before, _), n in critical.items()
        )
    both = co.SimpleGame(weights, rule=co.Quota(least) & co.NumberOf(size // 2 + 1))
    member = max(weights)
    others = products([w for name, w in weights.items() if name != member])
    assert co.swings(both)[member] == sum(
        number
        for (count, total), number in others.items()
        if total + weights[member] >= least
        and count + 1 > size // 2
        and not (total >= least and count > size // 2)
    )
    assert sum(co.shapley_shubik(both).values()) == 1


def test_a_body_too_large_to_count_by_size() -> None:
    """Too large to count by size, a body has a Shapley-Shubik index to within a bound."""
    chance = Random(1)
    weights = {f"m{i:03}": chance.randint(1, 40_000) for i in range(100)}
    game = co.WeightedGame({**weights, "dummy": 0}, quota=sum(weights.values()) // 2 + 1)
    power = co.shapley_shubik(game)
    assert power.error > 0
    assert power.error < 1e-8
    assert abs(float(sum(power.values())) - 1) <= 101 * power.error
    assert power["dummy"] == 0
    assert [*power.values()] == sorted(power.values(), reverse=True)
    assert "to within" in str(power)
    assert sum(co.banzhaf(game).values()) == 1


def test_weights_beyond_64_bits() -> None:
    """Weights of any size are counted exactly."""
    big = 10**30
    game = co.WeightedGame(
        {"A": 3 * big, "B": 2 * big + 1, "C": 2 * big, "D": big}, quota=4 * big + 1
    )
    small = co.WeightedGame({"A": 30, "B": 21, "C": 20, "D": 10}, quota=41)
    assert [dict(index(game)) for index in ADDING_UP] == [dict(index(small)) for index in ADDING_UP]
    rule = co.Quota(4 * big + 1) & co.NumberOf(2)
    assert dict(co.banzhaf(co.SimpleGame(game.weights, rule=rule))) == dict(co.banzhaf(small))


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (co.Majority(of=150), "rule: not even all members together win"),
        (co.AnyOf(Opaque(co.Majority(of=150))), "not even all members"),
    ],
)
def test_nobody_wins(rule: co.Rule, message: str) -> None:
    """Where nobody can win, there is no power to share, and there are no winning coalitions."""
    game = co.SimpleGame({"A": 40, "B": 30}, rule=rule)
    for index in (*ADDING_UP, co.coleman, co.swings):
        with pytest.raises(co.InvalidValue, match=message):
            index(game)
    assert list(co.winning_coalitions(game)) == []
    assert co.winning_coalitions(game, minimal=True).count() == 0
    assert co.winning_coalitions(game).count() == 0
    assert list(co.blocking_coalitions(game, minimal=True)) == [()]
    assert co.blocking_coalitions(game, minimal=True).count() == 1
    assert co.blocking_coalitions(game).count() == 4
    assert co.veto_players(game) == ("A", "B")
    assert co.dictators(game) == ()


def test_everything_wins() -> None:
    """A rule that even an empty set meets has no indices."""

    class Always:
        improper = True

        def carries(self, _vote: co.Vote) -> bool:
            return True

    with pytest.raises(co.InvalidValue, match="even without a supporter"):
        co.banzhaf(co.SimpleGame(["A"], rule=Always()))


def test_results_are_values() -> None:
    """Results compare, hash and pickle by value, and name their measure, rule and members."""
    game = co.WeightedGame({"A": 50, "B": 49, "C": 1}, quota=51)
    for result in (
        *(index(game) for index in ADDING_UP),
        co.coleman(game),
        co.winning_coalitions(game, order=["C", "A", "B"]),
        game,
        co.SimpleGame({"A": 1}, rule=co.Majority() & co.Veto("A")),
    ):
        copy = pickle.loads(pickle.dumps(result))  # noqa: S301 - our own bytes
        assert copy == result
        assert hash(copy) == hash(result)
    power = co.banzhaf(game)
    assert (power.measure, power.rule, tuple(power)) == (
        "Banzhaf index",
        game.rule,
        ("A", "B", "C"),
    )
    assert power != co.holler(game)
    with pytest.raises(co.UnknownActor, match="no actor 'D'"):
        power["D"]
    assert power.get("D") is None
    assert str(co.coleman(game)) == (
        "power of the body to act 3/8; power to prevent action under quota 51 by weights of 100 in "
        "all: A 1, B 1/3 and C 1/3; power to initiate action under quota 51 by weights of 100 in "
        "all: A 3/5, B 1/5 and C 1/5"
    )


def test_indices_of_a_coalition() -> None:
    """The parties of a case are a body, with their seats, under unanimity by default."""
    case = co.load_case("migration-2023")
    assert set(co.banzhaf(case).values()) == {Fraction(1, 4)}
    assert co.shapley_shubik(case, rule=co.Majority())["VVD"] == Fraction(1, 2)
    assert co.veto_players(case, rule=co.Majority(of=150)) == ("VVD", "D66", "CDA", "CU")
    assert co.veto_players(case, rule=co.Quota(76, weights=case.seats)) == (
        "VVD",
        "D66",
        "CDA",
        "CU",
    )

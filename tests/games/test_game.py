"""Simple games: which sets win, and which games are refused."""

from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import coalition as co
from tests.random_games import ADDING_UP, weighted_games
from tests.rules.every_vote import SEATS


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (
            lambda: co.WeightedGame({"A": 2, "B": 2}, quota=2),
            "WeightedGame: quota: 2 of 4 lets two",
        ),
        (lambda: co.WeightedGame({"A": 2, "B": 2}, quota=5), "WeightedGame: quota: 5 is beyond"),
        (lambda: co.WeightedGame({}, quota=1), "quota: 1 is beyond the sum of the weights, 0"),
        (lambda: co.SimpleGame([], rule=co.Majority()), "members: must be at least one"),
        (lambda: co.SimpleGame(["A", "A"], rule=co.Majority()), "members: names A more than once"),
        (lambda: co.SimpleGame(["A"], rule=3), "rule: must have a method `carries`"),  # type: ignore[arg-type]
        (lambda: co.SimpleGame([1, "A"], rule=co.Majority()), r"members\[0\]: must be text, not 1"),  # type: ignore[list-item]
        (lambda: co.SimpleGame(3, rule=co.Majority()), "members: must be text or a list, not 3"),  # type: ignore[arg-type]
        (lambda: co.SimpleGame(["A", "B"], rule=co.Veto("C")), "rule: there is no member 'C'"),
        (
            lambda: co.SimpleGame(["A", "B"], rule=co.Majority(tie="C")),
            "rule: there is no member 'C'",
        ),
        (lambda: co.SimpleGame(SEATS, rule=co.Quota(11)), "rule.quota: 11 is beyond the sum"),
        (lambda: co.SimpleGame(SEATS, rule=co.Quota(5)), "rule.quota: 5 of 10 lets two sets"),
        (lambda: co.SimpleGame(SEATS, rule=co.Majority(of=9)), "rule.of: 9 in all is less than"),
        (
            lambda: co.SimpleGame(["A", "B"], seats={"A": 1}, rule=co.Quota(1)),
            "rule.seats: the seats of B are not known; give weights=",
        ),
        (
            lambda: co.SimpleGame(["A"], rule=co.Quota(1, weights={"B": 1})),
            "rule.weights: no member has any: not A",
        ),
        (
            lambda: co.SimpleGame(["A", "B", "C"], rule=co.NumberOf(1)),
            "rule: two sets without a member in common could both win",
        ),
        (
            lambda: co.SimpleGame(SEATS, rule=co.Majority() | co.NumberOf(2)),
            "rule: two sets without a member in common could both win",
        ),
    ],
)
def test_games_that_make_no_sense(make: Any, message: str) -> None:
    """Games that make no sense are refused, with the numbers and the fix."""
    with pytest.raises(co.InvalidValue, match=message):
        make()


def test_a_rule_that_does_not_fit_a_case() -> None:
    """Who asks about the parties of a case is not answered about a class."""
    case = co.Coalition(parties=[co.Party("A", seats=3), co.Party("B", seats=2)])
    with pytest.raises(co.InvalidValue, match=r"^game: rule: there is no member 'C'"):
        co.veto_players(case, rule=co.Veto("C"))


def test_improper_by_asking() -> None:
    """An improper game is possible for whoever asks for it."""
    game = co.WeightedGame({"A": 2, "B": 2}, quota=2, improper=True)
    assert list(co.winning_coalitions(game, minimal=True)) == [("A",), ("B",)]
    for rule in (co.NumberOf(1, improper=True), co.NumberOf(1, improper=True) | co.Majority()):
        assert co.SimpleGame(["A", "B", "C"], rule=rule).wins({"C"})
    assert co.SimpleGame(["A", "B"], rule=co.NumberOf(1), improper=True).wins({"B"})


def test_half_can_be_proper() -> None:
    """Half of the weights is a proper quota where no two sets can both reach it."""
    assert co.WeightedGame({"A": 3, "B": 3, "C": 2}, quota=4).wins({"A", "B"})
    rule = co.NumberOf(2) & co.Veto("A") | co.NumberOf(3) & co.Veto("A")
    assert co.SimpleGame(["A", "B", "C", "D"], rule=rule).wins({"A", "D"})


def test_a_rule_that_may_be_improper_is_refused() -> None:
    """Where it would take too long to find out whether a game is proper, it is refused."""
    names = [f"m{i}" for i in range(18)]
    rule = co.NumberOf(12) | co.NumberOf(10, among=names[:10])
    with pytest.raises(co.InvalidValue, match="two sets without a member in common could"):
        co.SimpleGame(names, rule=rule)


@given(weighted_games(), st.fractions(min_value="1/97", max_value=97))
def test_property_scaling(game: co.WeightedGame, factor: Fraction) -> None:
    """All weights and the quota times the same number is the same game."""
    scaled = co.WeightedGame(
        {name: weight * factor for name, weight in game.weights.items()}, quota=game.quota * factor
    )
    assert scaled.carriers == game.carriers
    assert [dict(index(scaled)) for index in ADDING_UP] == [
        dict(index(game)) for index in ADDING_UP
    ]


@given(weighted_games())
def test_property_split_in_two(game: co.WeightedGame) -> None:
    """A party split in two halves that vote together leaves every winning set winning."""
    first = game.members[0]
    half = Fraction(game.weights[first], 2)
    parted = {**game.weights, first: half, "other half": half}
    after = co.WeightedGame(parted, quota=game.quota)
    for number in range(len(game.members) + 1):
        for coalition in map(set, combinations(game.members, number)):
            together = coalition | ({"other half"} if first in coalition else set())
            assert after.wins(together) == game.wins(coalition)

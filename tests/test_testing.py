"""Checks for rules of your own."""

from random import Random
from typing import Any

import pytest
from hypothesis import given

import coalition as co
from coalition.testing import check_rule
from tests.random_games import Known, Opaque, known_rules
from tests.rules.every_vote import SEATS


@given(known_rules(most=4))
def test_property_rules_pass_their_own_check(drawn: tuple[str, Known]) -> None:
    """Every rule of the library is monotone and answers alike, as a rule must."""
    members, known = drawn
    least = co.NumberOf(1)  # a veto alone carries what all others are against
    check_rule(Opaque(known.rule & least), list(members))


LAWS: dict[str, Any] = {
    "answer": lambda vote: len(vote.supporters),
    "monotone": lambda vote: len(vote.supporters) == 2,
    "unanimous": lambda _vote: True,
    "proper": lambda vote: bool(vote.supporters),
    "symmetric": lambda vote: "A" in vote.supporters,
}


@pytest.mark.parametrize("law", LAWS)
def test_check_rule_finds_what_is_broken(law: str) -> None:
    """A rule that breaks a law is refused, with an example of it."""

    class Rule:
        symmetric = True

        def carries(self, vote: co.Vote) -> Any:
            return LAWS[law](vote)

    with pytest.raises(co.InvalidValue) as caught:
        check_rule(Rule(), ["A", "B", "C"])
    assert law in {fault.place for fault in caught.value.faults}


def test_check_rule_finds_chance() -> None:
    """A rule that answers the same question once so and once otherwise is refused."""

    class Moody:
        chance = Random(0)

        def carries(self, vote: co.Vote) -> bool:
            return bool(vote.supporters) and self.chance.random() < 0.5

    with pytest.raises(co.InvalidValue, match="deterministic: answers once so and once otherwise"):
        check_rule(Moody())


def test_check_rule_limits() -> None:
    """It tries bodies of up to eight members, with seats where they are given."""
    check_rule(co.Majority(), SEATS)
    check_rule(co.Unanimity())
    check_rule(co.NumberOf(1, improper=True))
    with pytest.raises(co.InvalidValue, match="proper: carries with A for and B against, and"):
        check_rule(co.NumberOf(1), ["A", "B"])
    with pytest.raises(co.TooLarge, match="every vote is tried: 9, and the limit is 8"):
        check_rule(co.Majority(), list("ABCDEFGHI"))

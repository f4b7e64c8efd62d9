"""Rules that weigh members: what each says of a vote, and what it refuses."""

from fractions import Fraction
from random import Random
from typing import Any

import pytest

import coalition as co
from tests.rules.every_vote import OF, SEATS, votes, weighed


@pytest.mark.parametrize("of", [*OF, 15])
def test_majority(of: Any) -> None:
    """A majority is more than half of what it is of, by seats, by heads and by other weights."""
    other = {"A": 1, "B": 1, "C": 5, "D": 0}
    for seats, weights, used in (
        (SEATS, None, SEATS),
        ({}, None, dict.fromkeys(SEATS, 1)),
        (SEATS, other, other),
    ):
        for vote in votes(seats):
            mine, base = weighed(vote, of, used)
            assert co.Majority(of=of, weights=weights).carries(vote) == (2 * mine > base), vote


@pytest.mark.parametrize("of", OF)
def test_majority_with_a_tie_broken(of: Any) -> None:
    """Exactly half is enough where the one who breaks ties is for, with or without seats."""
    for tie, seats in (("A", SEATS), ("D", {"A": 4, "B": 2, "C": 2})):
        weights = {**dict.fromkeys(SEATS, 0), **seats}
        for vote in votes(seats):
            mine, base = weighed(vote, of, weights)
            expected = 2 * mine > base or (2 * mine == base and tie in vote.supporters)
            assert co.Majority(of=of, tie=tie).carries(vote) == expected, vote


@pytest.mark.parametrize("of", [*OF, 15])
def test_supermajority(of: Any) -> None:
    """A supermajority is at least a share, and somebody must be for."""
    for share in (Fraction(2, 3), Fraction(3, 5), Fraction(1)):
        for vote in votes(SEATS):
            mine, base = weighed(vote, of, SEATS)
            expected = mine >= share * base and mine > 0
            assert co.Supermajority(share, of=of).carries(vote) == expected, vote


def test_quota() -> None:
    """A quota says of every vote of four members whether the supporters reach it."""
    for vote in votes(SEATS):
        mine, _ = weighed(vote, "members", SEATS)
        assert co.Quota(6).carries(vote) == (mine >= 6)
        assert co.Quota(6, weights=SEATS).carries(vote) == (mine >= 6)


def test_two_thirds_is_exact() -> None:
    """Two thirds of 75 is 50, however the share is written."""
    members = [f"member {i:02}" for i in range(75)]
    for share in (Fraction(2, 3), "2/3", 2 / 3):
        rule = co.Supermajority(share)
        assert rule.carries(co.Vote(members[:50], members[50:]))
        assert not rule.carries(co.Vote(members[:49], members[49:]))
    assert co.Supermajority("65%") == co.Supermajority("0.65") == co.Supermajority(0.65)


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: co.Quota(2, weights={"A": 2, "B": 2}), "Quota: quota: 2 of 4 lets two sets"),
        (lambda: co.Quota(0, weights={"A": 2}), "quota: must be a number above 0, not 0"),
        (lambda: co.Quota(-1), "quota: must be a number above 0, not -1"),
        (lambda: co.Quota(float("nan")), "quota: must be a number above 0, not nan"),
        (
            lambda: co.Quota(5, weights={"A": 2, "B": 2}),
            "quota: 5 is beyond the sum of the weights, 4",
        ),
        (lambda: co.Quota(2, weights=[1, 2]), "weights: must be a table from names to weights"),  # type: ignore[arg-type]
        (lambda: co.Majority(of=0), "of: must be one of voting, present, members, or a number"),
        (lambda: co.Majority(of="votes"), "of: must be one of voting"),  # type: ignore[arg-type]
        (lambda: co.Supermajority("1/2"), "share: 1/2 is not above one half"),
        (lambda: co.Supermajority(1.5), "share: must be a share, above 0 and at most 1, not 1.5"),
        (lambda: co.Supermajority("1/0"), "share: must be a number above 0, not '1/0'"),
    ],
)
def test_rules_by_weight_that_make_no_sense(make: Any, message: str) -> None:
    """Rules that make no sense are refused, with the numbers and the fix."""
    with pytest.raises(co.InvalidValue, match=message):
        make()


def test_improper_by_asking() -> None:
    """An improper rule is possible for whoever asks for it."""
    assert co.Quota(2, weights={"A": 2, "B": 2}, improper=True).improper
    assert co.Supermajority("1/3", improper=True).carries(co.Vote({"A"}, {"B", "C"}))


def test_a_huge_half_is_refused() -> None:
    """Where it would take too long to find out, a quota of less than half is refused."""
    weights = {"A": 3 * 10**12, "B": 3 * 10**12, "C": 2 * 10**12}
    with pytest.raises(co.InvalidValue, match="lets two sets without a member in common"):
        co.Quota(4 * 10**12, weights=weights)


def test_a_table_may_name_others_than_the_members() -> None:
    """A share of all members is one of the members' weights alone; a quota is what it is."""
    people = {"A": 5, "B": 4, "UK": 3}
    vote, alone = co.Vote({"A"}, {"B"}), co.Vote({"B"}, {"A"})
    for rule in (co.Majority(of="members", weights=people), co.Majority(weights=people)):
        assert (rule.carries(vote), rule.carries(alone)) == (True, False)
    assert co.Supermajority("5/9", of="members", weights=people).carries(vote)
    assert co.Majority(of=9, weights=people).carries(vote)
    assert not co.Majority(of=10, weights=people).carries(vote)
    assert not co.Quota(7, weights=people).carries(vote)
    game = co.SimpleGame(["A", "B"], rule=co.Majority(of="members", weights=people))
    assert list(co.winning_coalitions(game, minimal=True)) == [("A",)]
    case = co.StanceMatrix(["A", "B"], ["p"], [[1], [-1]])
    assert co.decide(case, "p", rule=co.Majority(of="members", weights=people)).outcome == "passes"


def share(vote: co.Vote, of: Any, weights: dict[str, int]) -> tuple[int, int]:
    """Return the weight that is for it, and what a share is taken of, member by member."""
    sides = [vote.supporters, vote.opponents, vote.abstainers, vote.absent]
    sides = sides[: {"voting": 2, "present": 3, "members": 4}[of]]
    base = sum(weights.get(member, 0) for side in sides for member in side)
    return sum(weights.get(member, 0) for member in vote.supporters), base


@pytest.mark.no_cover
def test_weights_by_definition() -> None:
    """On random bodies, with others in the table and members who are not, by the definition."""
    chance = Random(12)
    for _ in range(1500):
        body = [[name for name in "ABCDEF"[: chance.randint(2, 6)] if chance.random() < 0.9]]
        sides: Any = [[], [], [], []]
        for name in body[0]:
            sides[chance.choice([0, 0, 1, 1, 2, 3])].append(name)
        weights = {name: chance.randint(0, 5) for name in "ABCDEFXYZ" if chance.random() < 0.8}
        if not any(name in weights for name in body[0]):
            continue
        vote = co.Vote(*sides)
        of: Any = chance.choice(OF)
        mine, base = share(vote, of, weights)
        part = chance.choice([Fraction(2, 3), Fraction(3, 5), Fraction(1)])
        most = sum(weights.values())
        assert co.Majority(of=of, weights=weights).carries(vote) == (2 * mine > base)
        assert co.Supermajority(part, of=of, weights=weights).carries(vote) == (
            mine >= part * base and mine > 0
        )
        if most:
            quota = chance.randint(most // 2 + 1, most)
            assert co.Quota(quota, weights=weights).carries(vote) == (mine >= quota)


def test_a_name_in_two_forms_of_unicode_has_one_weight() -> None:
    """None of two weights is lost in silence: a name that is written in two forms is refused."""
    with pytest.raises(co.InvalidValue, match="named more than once, in two forms of Unicode"):
        co.Majority(weights={"\u00e9": 1, "e\u0301": 2})

"""Rules combined: a chamber, a council, a congress, and rules of others."""

import pickle
from typing import Any

import pytest

import coalition as co
from coalition.rules.compound import Named
from coalition.testing import check_rule
from tests.rules.every_vote import SEATS


def test_two_chambers() -> None:
    """A second chamber is another majority, by its own seats."""
    rule = co.Majority() & co.Majority(weights={"A": 1, "B": 3, "C": 3, "D": 1})
    game = co.SimpleGame(SEATS, rule=rule)
    assert list(co.winning_coalitions(game, minimal=True)) == [
        ("A", "B", "C"),
        ("A", "B", "D"),
        ("A", "C", "D"),
        ("B", "C", "D"),
    ]


def test_double_majority() -> None:
    """In the Council of the European Union, three large members cannot stop a proposal, four can.

    Article 16(4) of the Treaty on European Union: 55 % of the members with 65 % of the population,
    and a blocking minority has at least four members. Populations made up.
    """
    people = {f"large {i}": 20 for i in range(4)} | {f"small {i:02}": 1 for i in range(23)}
    rule = co.NumberOf(15) & co.Supermajority("65%", of="members", weights=people) | co.NumberOf(24)
    game = co.SimpleGame(people, rule=rule)
    blocking = co.blocking_coalitions(game, minimal=True)
    three = ("large 0", "large 1", "large 2")
    assert three not in blocking
    assert (*three, "small 00") in blocking
    assert co.veto_players(game) == ()


class Eldest:
    """A rule of a user: who is named decides."""

    def carries(self, vote: co.Vote) -> bool:
        """Tell whether the vote carries the proposal."""
        return "VVD" in vote.supporters


def test_a_rule_of_ones_own() -> None:
    """A user's rule works wherever a rule does, alone and together with others."""
    july = co.load_case("migration-2023").at("2023-07")
    rule = Eldest()
    assert isinstance(rule, co.Rule)
    assert co.decide(july, "asylum-target", rule=rule).outcome == "passes"
    assert [b.party for b in co.blockers(july, "package-on-the-table", rule=rule)] == ["VVD"]
    assert co.blocked_by(july, "VVD", rule=rule) == ("one-week-delay", "package-on-the-table")
    assert co.dictators(july, rule=rule) == ("VVD",)
    assert dict(co.banzhaf(july, rule=rule)) == {"VVD": 1, "D66": 0, "CDA": 0, "CU": 0}
    for both in (rule & co.Majority(), co.Majority() & rule):
        found = co.winning_coalitions(july, rule=both, minimal=True)
        assert list(found) == [("VVD", "D66"), ("VVD", "CDA"), ("VVD", "CU")]
    for one in (rule | co.Unanimity(), co.Unanimity() | rule):
        assert co.decide(july, "package-on-the-table", rule=one).outcome == "blocked"
        assert co.decide(july, "one-week-delay", rule=one).blocking_coalitions == (("VVD",),)
    check_rule(rule, ["VVD", "A", "B"])
    with pytest.raises(TypeError):
        co.Majority() & 3  # type: ignore[operator]
    with pytest.raises(TypeError):
        3 | co.Majority()  # type: ignore[operator]


def test_nested_rules_are_flat() -> None:
    """Rules joined in the same way are one list, whatever the order of joining."""
    one, two, three = co.Majority(), co.Veto("A"), co.NumberOf(2)
    assert (one & two) & three == one & (two & three) == co.AllOf(one, two, three)
    assert (one | two) | three == one | (two | three) == co.AnyOf(one, two, three)
    assert (one & two).symmetric is False
    assert (one & three).symmetric is True


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (co.AllOf, "rules: must be at least one"),
        (lambda: co.AnyOf(co.Majority(), 3), r"rules\[1\]: must have a method `carries`"),  # type: ignore[arg-type]
        (lambda: co.AnyOf(co.Majority), r"rules\[0\]: must have a method `carries`"),  # type: ignore[arg-type]
    ],
)
def test_compounds_that_make_no_sense(make: Any, message: str) -> None:
    """What combines no rules is refused, with its place."""
    with pytest.raises(co.InvalidValue, match=message):
        make()


NAMED = co.Majority(of=150).named("the lower house")


def test_a_name_stands_for_the_formula() -> None:
    """A named rule is called by its name in every sentence, and in quotes where it is a part."""
    july = co.load_case("migration-2023").at("2023-07")
    assert str(co.decide(july, "strict-asylum-package", rule=NAMED)).endswith("(the lower house)")
    assert str(co.banzhaf(july, rule=NAMED)).startswith("Banzhaf index under the lower house: ")
    assert co.to_frame(co.decide(july, "asylum-target", rule=NAMED))["rule"][0] == str(NAMED)
    odd = co.Unanimity().named('one "or" all')
    assert str(NAMED & co.Veto("A") | odd) == ('"the lower house" and veto A or "one ""or"" all"')


def test_a_named_rule_is_what_it_names() -> None:
    """A name changes no answer, and no property that a game or a picture goes by."""
    weighed = co.Quota(2, weights={"A": 1, "B": 3}, improper=True)
    seats = co.Vote([], seats=SEATS).seats
    for rule in (weighed, co.Majority(), co.NumberOf(1, improper=True), NAMED | weighed):
        named = rule.named("it")
        assert named.improper == getattr(rule, "improper", False)
        assert named.symmetric == rule.symmetric
        assert named.weights == getattr(rule, "weights", None)
        assert named.clauses(("A", "B"), seats) == rule.clauses(("A", "B"), seats)
        for vote in (co.Vote({"A"}, {"B"}), co.Vote({"B"}, {"A"}), co.Vote({"A"}, absent={"B"})):
            assert named.carries(vote) == rule.carries(vote)
    assert Named(Eldest(), "it").carries(co.Vote({"VVD"}))
    assert Named(Eldest(), "it").clauses(("VVD",), seats) is None


def test_named_rules_are_values() -> None:
    """They are equal by name and rule, hash, pickle, and their repr makes them again."""
    assert co.Majority(of=150).named("the lower house") == NAMED
    assert co.Majority(of=151).named("the lower house") != NAMED
    assert NAMED.named("x") == co.Majority(of=150).named("x")
    for rule in (NAMED, (NAMED & co.Veto("A")).named("both")):
        known = {"AllOf": co.AllOf, "Majority": co.Majority, "Veto": co.Veto}
        assert eval(repr(rule), known) == rule  # noqa: S307 - our own text
        assert pickle.loads(pickle.dumps(rule)) == rule  # noqa: S301 - our own bytes
        assert len({rule, rule}) == 1


@pytest.mark.parametrize("name", ["", " ", "a ", "a\nb", "a\u202eb", 3])
def test_a_name_is_written_as_an_id(name: Any) -> None:
    """What could not be an id is no name of a rule."""
    with pytest.raises(co.InvalidValue, match="name: must "):
        co.Majority().named(name)

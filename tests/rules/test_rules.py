"""Rules: what each says of a vote, what it refuses, and what its words are."""

import pickle
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import coalition as co
from coalition.rules.tallies import vote_of
from coalition.rules.vote import Weights
from coalition.rules.words import read_rule
from coalition.testing import check_rule
from tests.random_games import Known, Opaque, known_rules

SEATS = {"A": 4, "B": 3, "C": 2, "D": 1}
MEMBERS = tuple(SEATS)
OF = ("voting", "present", "members")


def votes(seats: dict[str, int]) -> list[co.Vote]:
    """Return every vote of the four members."""
    return [
        vote_of(MEMBERS, taken, Weights(tuple(seats.items())))
        for taken in product(range(4), repeat=len(MEMBERS))
    ]


def counted(vote: co.Vote, of: str | int, weights: dict[str, int]) -> tuple[int, int]:
    """Return the weight of the supporters, and what a share is taken of, in plain words."""

    def weigh(*sides: frozenset[str]) -> int:
        return sum(weights[member] for side in sides for member in side)

    base = {
        "voting": weigh(vote.supporters, vote.opponents),
        "present": weigh(vote.supporters, vote.opponents, vote.abstainers),
        "members": sum(weights.values()),
    }
    return weigh(vote.supporters), base[of] if isinstance(of, str) else of


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
            mine, base = counted(vote, of, used)
            assert co.Majority(of=of, weights=weights).carries(vote) == (2 * mine > base), vote


@pytest.mark.parametrize("of", OF)
def test_majority_with_a_tie_broken(of: Any) -> None:
    """Exactly half is enough where the one who breaks ties is for, with or without seats."""
    for tie, seats in (("A", SEATS), ("D", {"A": 4, "B": 2, "C": 2})):
        weights = {**dict.fromkeys(SEATS, 0), **seats}
        for vote in votes(seats):
            mine, base = counted(vote, of, weights)
            expected = 2 * mine > base or (2 * mine == base and tie in vote.supporters)
            assert co.Majority(of=of, tie=tie).carries(vote) == expected, vote


@pytest.mark.parametrize("of", [*OF, 15])
def test_supermajority(of: Any) -> None:
    """A supermajority is at least a share, and somebody must be for."""
    for share in (Fraction(2, 3), Fraction(3, 5), Fraction(1)):
        for vote in votes(SEATS):
            mine, base = counted(vote, of, SEATS)
            expected = mine >= share * base and mine > 0
            assert co.Supermajority(share, of=of).carries(vote) == expected, vote


def test_quota_number_veto_unanimity() -> None:
    """The other rules say of every vote of four members what their definitions say."""
    for vote in votes(SEATS):
        mine, _ = counted(vote, "members", SEATS)
        yes, no = vote.supporters, vote.opponents
        withheld = {"voting": no, "present": no | vote.abstainers}
        withheld["members"] = withheld["present"] | vote.absent
        assert co.Quota(6).carries(vote) == (mine >= 6)
        assert co.Quota(6, weights=SEATS).carries(vote) == (mine >= 6)
        assert co.NumberOf(2).carries(vote) == (len(yes) >= 2)
        assert co.NumberOf(2, among=["A", "B", "C"]).carries(vote) == (len(yes - {"D"}) >= 2)
        for of, who in withheld.items():
            assert co.Unanimity(of=of).carries(vote) == (bool(yes) and not who)  # type: ignore[arg-type]
            assert co.Veto("A", "B", of=of).carries(vote) == (not who & {"A", "B"})  # type: ignore[arg-type]


@given(known_rules())
def test_property_what_a_rule_says_of_a_full_house(drawn: tuple[str, Known]) -> None:
    """With everybody for or against, a rule, its game and its tallies say what its parts say."""
    members, known = drawn
    game = co.SimpleGame(list(members), rule=known.rule, improper=True)
    for taken in product((0, 1), repeat=len(members)):
        inside = frozenset(m for m, side in zip(members, taken, strict=True) if side == 0)
        expected = known.wins(inside)
        assert known.rule.carries(vote_of(members, taken, game.seats)) == expected
        assert game.wins(inside) == expected
        assert game.carriers.wins(map(game.members.index, inside)) == expected


@given(known_rules(most=4))
def test_property_rules_pass_their_own_check(drawn: tuple[str, Known]) -> None:
    """Every rule of the library is monotone and answers alike, as a rule must."""
    members, known = drawn
    least = co.NumberOf(1)  # a veto alone carries what all others are against
    check_rule(Opaque(known.rule & least), list(members))


# a chamber, a council, a congress


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


def test_two_thirds_is_exact() -> None:
    """Two thirds of 75 is 50, however the share is written."""
    members = [f"member {i:02}" for i in range(75)]
    for share in (Fraction(2, 3), "2/3", 2 / 3):
        rule = co.Supermajority(share)
        assert rule.carries(co.Vote(members[:50], members[50:]))
        assert not rule.carries(co.Vote(members[:49], members[49:]))
    assert co.Supermajority("65%") == co.Supermajority("0.65") == co.Supermajority(0.65)


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


# what is refused


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
        (
            lambda: co.WeightedGame({"A": 2, "B": 2}, quota=2),
            "WeightedGame: quota: 2 of 4 lets two",
        ),
        (lambda: co.WeightedGame({"A": 2, "B": 2}, quota=5), "WeightedGame: quota: 5 is beyond"),
        (lambda: co.WeightedGame({}, quota=1), "quota: 1 is beyond the sum of the weights, 0"),
        (lambda: co.Majority(of=0), "of: must be one of voting, present, members, or a number"),
        (lambda: co.Majority(of="votes"), "of: must be one of voting"),  # type: ignore[arg-type]
        (lambda: co.Supermajority("1/2"), "share: 1/2 is not above one half"),
        (lambda: co.Supermajority(1.5), "share: must be a share, above 0 and at most 1, not 1.5"),
        (lambda: co.Supermajority("1/0"), "share: must be a number above 0, not '1/0'"),
        (lambda: co.Unanimity(of="all"), "of: must be one of voting, present, members, not 'all'"),  # type: ignore[arg-type]
        (co.Veto, "Veto: actors: must name at least one"),
        (lambda: co.Veto("A", "A"), "actors: names A more than once"),
        (lambda: co.NumberOf(0), "number: must be a whole number, 1 or more, not 0"),
        (lambda: co.NumberOf(3, among=["A"]), "number: 3 is more than the 1 who count"),
        (co.AllOf, "rules: must be at least one"),
        (lambda: co.AnyOf(co.Majority(), 3), r"rules\[1\]: must have a method `carries`"),  # type: ignore[arg-type]
        (lambda: co.AnyOf(co.Majority), r"rules\[0\]: must have a method `carries`"),  # type: ignore[arg-type]
        (lambda: co.SimpleGame([], rule=co.Majority()), "members: must be at least one"),
        (lambda: co.SimpleGame(["A", "A"], rule=co.Majority()), "members: names A more than once"),
        (lambda: co.SimpleGame(["A"], rule=3), "rule: must have a method `carries`"),  # type: ignore[arg-type]
        (lambda: co.SimpleGame([1, "A"], rule=co.Majority()), r"members\[0\]: must be text, not 1"),  # type: ignore[list-item]
        (lambda: co.SimpleGame(3, rule=co.Majority()), "members: must be a list, not 3"),  # type: ignore[arg-type]
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
        (lambda: co.Vote({"A"}, {"A", "B"}), "Vote: A: can be on one side only"),
        (lambda: co.Vote({"A"}, seats={"A": -1}), r"Vote: seats\[A\]: must be a finite number"),
    ],
)
def test_what_makes_no_sense(make: Any, message: str) -> None:
    """Rules, games and votes that make no sense are refused, with the numbers and the fix."""
    with pytest.raises(co.InvalidValue, match=message):
        make()


def test_every_wrong_weight_is_named() -> None:
    """All weights that cannot be are in one error, each with its place."""
    with pytest.raises(co.InvalidValue) as caught:
        co.Quota(2, weights={"A": -2, "B": float("nan"), "C": "x", "D": 1})  # type: ignore[dict-item]
    assert str(caught.value) == (
        "Quota: 3 faults\n"
        "  weights[A]: must be a finite number, 0 or more, not -2\n"
        "  weights[B]: must be a finite number, 0 or more, not nan\n"
        "  weights[C]: must be a finite number, 0 or more, not 'x'"
    )


def test_improper_by_asking() -> None:
    """An improper game is possible for whoever asks for it."""
    assert co.Quota(2, weights={"A": 2, "B": 2}, improper=True).improper
    game = co.WeightedGame({"A": 2, "B": 2}, quota=2, improper=True)
    assert list(co.winning_coalitions(game, minimal=True)) == [("A",), ("B",)]
    assert co.Supermajority("1/3", improper=True).carries(co.Vote({"A"}, {"B", "C"}))
    for rule in (co.NumberOf(1, improper=True), co.NumberOf(1, improper=True) | co.Majority()):
        assert co.SimpleGame(["A", "B", "C"], rule=rule).wins({"C"})
    assert co.SimpleGame(["A", "B"], rule=co.NumberOf(1), improper=True).wins({"B"})


def test_half_can_be_proper() -> None:
    """Half of the weights is a proper quota where no two sets can both reach it."""
    assert co.WeightedGame({"A": 3, "B": 3, "C": 2}, quota=4).wins({"A", "B"})
    rule = co.NumberOf(2) & co.Veto("A") | co.NumberOf(3) & co.Veto("A")
    assert co.SimpleGame(["A", "B", "C", "D"], rule=rule).wins({"A", "D"})


def test_a_huge_half_is_refused() -> None:
    """Where it would take too long to tell, a quota of less than half is refused."""
    weights = {"A": 3 * 10**12, "B": 3 * 10**12, "C": 2 * 10**12}
    with pytest.raises(co.InvalidValue, match="lets two sets without a member in common"):
        co.Quota(4 * 10**12, weights=weights)
    names = [f"m{i}" for i in range(18)]
    rule = co.NumberOf(12) | co.NumberOf(10, among=names[:10])
    with pytest.raises(co.InvalidValue, match="two sets without a member in common could"):
        co.SimpleGame(names, rule=rule)


# rules of others


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
        assert list(found) == [("VVD", "D66"), ("VVD", "CDA")]
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


LAWS: dict[str, Any] = {
    "answer": lambda vote: len(vote.supporters),
    "monotone": lambda vote: len(vote.supporters) == 2,
    "decisive": lambda _vote: True,
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


# words

NAMESPACE = {name: getattr(co, name) for name in dir(co)} | {"Fraction": Fraction}


def worded_rules() -> st.SearchStrategy[Any]:
    """Return rules that can be said in words."""
    of = st.sampled_from(OF)
    base = of | st.integers(1, 200) | st.fractions(min_value="1/9", max_value=200)
    names = st.sampled_from(["A", "D66", "of", "and", "New Zealand", 'a "b"', "x,y", "(", "5"])
    lists = st.lists(names, min_size=1, max_size=3, unique=True)
    shares = st.fractions(min_value="51/100", max_value=1)
    single = st.one_of(
        st.builds(co.Unanimity, of),
        st.builds(co.Majority, base, tie=st.none() | names),
        st.builds(co.Quota, st.integers(1, 99)),
        st.builds(co.Supermajority, shares, base),
        st.builds(lambda who, of: co.Veto(*who, of=of), lists, of),
        st.builds(lambda who: co.NumberOf(len(who), among=who), lists),
        st.builds(co.NumberOf, st.integers(1, 99)),
    )
    return st.recursive(
        single,
        lambda parts: st.lists(parts, min_size=2, max_size=3).flatmap(
            lambda rules: st.sampled_from([co.AllOf(*rules), co.AnyOf(*rules)])
        ),
        max_leaves=5,
    )


@given(worded_rules())
def test_property_words_read_back(rule: Any) -> None:
    """What ``str`` says of a rule is read back as the same rule; so are its repr and its bytes."""
    assert read_rule(str(rule)) == rule
    assert eval(repr(rule), NAMESPACE) == rule  # noqa: S307 - our own text
    assert pickle.loads(pickle.dumps(rule)) == rule  # noqa: S301 - our own bytes
    assert hash(rule) == hash(read_rule(str(rule)))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "",
            "veto, at least, or a share such as 2/3 expected, not the end",
        ),
        ("majorty", "expected, not 'majorty', in 'majorty'; did you mean 'majority'?"),
        ("majority of", "voting or present or members expected, not the end"),
        ("majority of all", "voting or present or members expected, not 'all'"),
        ("majority 76", "and, or, or nothing more expected, not '76'"),
        ("quota x", "a number expected, not 'x'"),
        ("veto", "a name expected, not the end"),
        ("veto A,", "a name expected, not the end"),
        ("veto of", "a name expected, not 'of'"),
        ("at least two", "a whole number expected, not 'two'"),
        ("at most 2", "expected, not 'at'"),
        ("(majority", "a closing parenthesis expected, not the end"),
        ("majority)", "and, or, or nothing more expected, not ')'"),
        ('veto "A', "a quotation mark has no second one"),
        ("1/3", "share: 1/3 is not above one half"),
        ("1/0", "must be a number above 0"),
        ("(" * 30 + "majority" + ")" * 30, "more than 20 parentheses at once"),
        ("majority of 0", "or a number above 0, not '0'"),
    ],
)
def test_words_that_are_no_rule(text: str, message: str) -> None:
    """Words that say no rule are refused, with what was expected in their place."""
    with pytest.raises(co.InvalidValue) as caught:
        read_rule(text)
    assert message in str(caught.value)


WORDS = 'majority of and or ( ) , veto at least 2/3 5 tie A " unanimity quota among 0'.split()  # noqa: SIM905


@given(st.text(max_size=60) | st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
def test_property_any_text_is_read_or_refused(text: str) -> None:
    """Whatever the words, they are a rule or an error of the library."""
    try:
        rule = read_rule(text)
    except co.InvalidValue:
        return
    assert read_rule(str(rule)) == rule


def test_words_of_rules_with_weights() -> None:
    """A rule with weights of its own says so, and how many they are."""
    assert str(co.Quota(12, weights={"A": 10, "B": 7})) == "quota 12 by weights of 17 in all"
    assert str(co.Majority(weights={"A": 0.5})) == "majority of voting by weights of 1/2 in all"
    assert str(co.Supermajority("2/3", of="members")) == "2/3 of members"
    assert repr(co.Veto("A", of="present")) == "Veto('A', of='present')"


def test_weights_are_a_mapping() -> None:
    """Weights are read like any mapping, compare with tables, and are exact."""
    weights = co.WeightedGame({"B": 1, "A": Fraction(3, 2), "C": 0.1}, quota=2).weights
    assert weights == {"A": Fraction(3, 2), "B": 1, "C": Fraction(1, 10)}
    assert list(weights) == ["A", "B", "C"]
    assert (len(weights), weights.total, weights.get("D")) == (3, Fraction(13, 5), None)
    assert hash(weights) == hash(co.Quota(2, weights=weights).weights)
    assert repr(weights) == "{'A': Fraction(3, 2), 'B': 1, 'C': Fraction(1, 10)}"

"""Rules as words, and back."""

import pickle
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import coalition as co
from coalition.numbers import exact
from coalition.rules.compound import WORDS, Named
from coalition.rules.words import read_rule
from tests.rules.every_vote import OF
from tests.strategies import ids

NAMESPACE = {name: getattr(co, name) for name in dir(co)} | {"Fraction": Fraction}


def names() -> st.SearchStrategy[str]:
    """Return names, some of which could be taken for the words of a rule."""
    awkward = st.sampled_from(
        [*(WORDS - {*"(),"}), "majority of 150", 'a "b"', "x,y", "(", ")", "5"]
    )
    return awkward | ids()


def rules(*, whole: bool) -> st.SearchStrategy[Any]:
    """Return rules that can be said in words; not `whole`, those of which ``str`` says all."""
    of = st.sampled_from(OF)
    base = of | st.integers(1, 200) | st.fractions(min_value="1/9", max_value=200)
    lists = st.lists(names(), min_size=1, max_size=3, unique=True)
    weight = st.integers(0, 99) | st.fractions(0, 9) | st.floats(0, 99)
    flag = st.booleans() if whole else st.just(False)
    tables = st.none() | st.dictionaries(names(), weight, max_size=3) if whole else st.none()
    shares = st.fractions(min_value="51/100", max_value=1)

    def quota(weights: Any, part: Fraction) -> co.Quota:
        total = sum(map(exact, (weights or {}).values()))  # as the rule reads them
        quota, weights = (total * part, weights) if total else (part * 99, None)
        return co.Quota(quota, weights=weights, improper=whole)

    single = st.one_of(
        st.builds(co.Unanimity, of),
        st.builds(co.Majority, base, weights=tables, tie=st.none() | names()),
        st.builds(quota, tables, st.fractions("1/9", max_value=1)),
        st.builds(co.Supermajority, shares, base, weights=tables, improper=flag),
        st.builds(lambda who, of: co.Veto(*who, of=of), lists, of),
        st.builds(lambda who, flag: co.NumberOf(len(who), among=who, improper=flag), lists, flag),
        st.builds(co.NumberOf, st.integers(1, 99), improper=flag),
    )

    def compound(parts: Any) -> Any:
        several = st.lists(parts, min_size=1, max_size=3)
        joined: list[Any] = [
            several.map(lambda rules: co.AllOf(*rules)),
            several.map(lambda rules: co.AnyOf(*rules)),
        ]
        return st.one_of(*joined, *([st.builds(Named, parts, names())] if whole else []))

    return st.recursive(single, compound, max_leaves=6)


def test_the_longest_numbers_read_back() -> None:
    """Whatever number a rule takes, its words can be written and read; longer ones are refused."""
    longest = 10**4300 - 1
    for rule in (
        co.Quota(longest, weights={"A": longest}),
        co.Majority(Fraction(longest, longest - 1)),
        co.Supermajority(Fraction(longest - 1, longest), of=longest),
    ):
        assert read_rule(rule.words) == rule
    for made in (
        lambda: co.Quota(longest + 1),
        lambda: co.Majority(weights={"A": longest, "B": 1}),
        lambda: co.Supermajority(Fraction(longest, longest + 1)),
        lambda: co.Majority(weights={"A": Fraction(1, longest), "B": Fraction(1, longest - 1)}),
    ):
        with pytest.raises(co.InvalidValue, match="must have no more than 4300 digits"):
            made()


@given(rules(whole=True))
def test_property_words_read_back(rule: Any) -> None:
    """The words of a rule are read back as the same rule; so are its repr and its bytes."""
    found: Any = read_rule(rule.words)
    assert found == rule
    assert hash(found) == hash(rule)
    assert found.words == rule.words
    assert eval(repr(rule), NAMESPACE) == rule  # noqa: S307 - our own text
    assert pickle.loads(pickle.dumps(rule)) == rule  # noqa: S301 - our own bytes


@given(rules(whole=False))
def test_property_a_short_form_that_says_all_is_words(rule: Any) -> None:
    """Without weights, names, and what is improper, ``str`` gives the words."""
    assert str(rule) == rule.words
    assert read_rule(str(rule)) == rule


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (
            co.Quota(74, weights={"A": 76, "Party B": 74, "C": 0.5}, improper=True),
            'quota 74 by weights (A 76, "Party B" 74, C 1/2) improper',
        ),
        (
            co.Majority(150, weights={"and": 3}, tie="B") & "veto A",
            'majority of 150 tie B by weights ("and" 3) and veto A',
        ),
        (co.Majority(weights={}), "majority of votes cast by weights ()"),
        (co.Supermajority("1/4", improper=True), "1/4 of votes cast improper"),
        (co.NumberOf(1, among=["A"], improper=True), "at least 1 among A improper"),
        (
            (co.Majority(150).named("the lower house") | "veto A").named("called"),
            '(majority of 150 called "the lower house" or veto A) called "called"',
        ),
        (
            co.AllOf(co.AnyOf("veto A", "veto B")) | "majority",
            "all of (veto A or veto B) or majority of votes cast",
        ),
        (
            (co.AnyOf("majority") & "veto A").named("n"),
            "((any of (majority of votes cast)) and veto A) called n",
        ),
    ],
)
def test_words(rule: Any, words: str) -> None:
    """Weights, names, lists of one and what is improper have words, which are read as they are."""
    assert rule.words == words
    assert read_rule(words) == rule


def test_a_rule_has_one_name() -> None:
    """A name in words takes the place of another, as `named` has it."""
    assert read_rule("(veto A called x) called y") == co.Veto("A").named("x").named("y")


def test_a_rule_of_ones_own_has_no_words() -> None:
    """Nor has a rule that it is a part of."""

    class Nobody:
        def carries(self, vote: co.Vote) -> bool:  # noqa: ARG002
            return False

    rule: Any = Nobody()
    for one in (rule, co.AnyOf(rule), rule & co.Majority(), Named(rule, "none")):
        assert not hasattr(one, "words")


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        (co.Quota(12, weights={"A": 10, "B": 7}), "in the `words` of a rule, expected, not 'of'"),
        (co.Majority().named("the lower house"), "if that is the name of a rule, give its `words`"),
        (
            co.Majority().named("x").named("the lower house") & "veto A",
            "of a rule, give its `words`",
        ),
        (co.Supermajority("1/4", improper=True), "say improper=True if that is meant"),
    ],
)
def test_a_short_form_that_does_not_say_all(rule: Any, why: str) -> None:
    """It is refused, and the message says where all of it is."""
    with pytest.raises(co.InvalidValue) as caught:
        read_rule(str(rule))
    assert why in str(caught.value)


def test_rules_in_rules_in_rules() -> None:
    """Fifty rules in each other are read back, and more are refused in one line."""
    deep: Any = co.Majority()
    for step in range(25):
        deep = (deep & co.Veto(f"A{step}") | co.NumberOf(step + 1)).named(f"B{step}")
    assert read_rule(deep.words) == deep
    with pytest.raises(co.InvalidValue, match="not be within each other more than 50 deep"):
        co.AllOf(deep)
    for opening in ("(", "all of ("):
        assert "majority" in str(read_rule(opening * 100 + "majority" + ")" * 100))
        with pytest.raises(co.InvalidValue, match="more than 100 parentheses at once"):
            read_rule(opening * 20_000 + "majority" + ")" * 20_000)


def test_long_words() -> None:
    """Thousands of parts are read, and a fault far into them is told with what is around it."""
    names = [f"member {number}" for number in range(5_000)]
    rule: Any = co.Majority(weights=dict.fromkeys(names, 1)) & co.Veto(*names)
    rule |= co.AllOf(*["majority"] * 5_000)
    assert read_rule(rule.words) == rule
    with pytest.raises(co.InvalidValue) as caught:
        read_rule(rule.words.replace("member 4999", "member, 4999", 1).replace(' "member,', " x ,"))
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "",
            "veto, at least, or a share such as 2/3 expected, not the end",
        ),
        ("majorty", "expected, not 'majorty', in 'majorty'; did you mean 'majority'?"),
        ("majority of", "votes cast, those present or all members expected, not the end"),
        ("majority of all", "votes cast, those present or all members expected, not 'all'"),
        ("veto A of present", "even by abstaining or even by absence expected, not 'of'"),
        ("absolut majority", "in 'absolut majority'; did you mean 'absolute'?"),
        ("absolute majority of 150", "and, or, or nothing more expected, not 'of'"),
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
        ("1/0", "or a share such as 2/3 expected, not '1/0'"),
        ("quota 50%", "a number expected, not '50%'"),
        ("quota 3 by 4", "weights expected, not '4'"),
        (
            "quota 3 by weights A 4",
            "each weight, as in (A 76, B 74) and in the `words` of a rule, exp",
        ),
        ("quota 3 by weights (A)", "a weight expected, not ')'"),
        ("quota 3 by weights (A 4 B 4)", "a comma or a closing parenthesis expected, not 'B'"),
        ("quota 3 by weights (A 4, A 4)", "names A more than once"),
        ("quota 3 by weights (A 1)", "Quota: quota: 3 is beyond the sum of the weights, 1"),
        ("majority improper", "and, or, or nothing more expected, not 'improper'"),
        ("majority called", "a name expected, not the end"),
        ("majority called a called b", "and, or, or nothing more expected, not 'called'"),
        ("all of majority", "expected, not 'all'"),
        ('the "x"', "not 'the', in 'the \"x\"'; if that is the name of a rule, give its `words`"),
        ("majority of 0", "or a number above 0, not '0'"),
    ],
)
def test_words_that_are_no_rule(text: str, message: str) -> None:
    """Words that say no rule are refused, with what was expected in their place."""
    with pytest.raises(co.InvalidValue) as caught:
        read_rule(text)
    assert message in str(caught.value)


TEXTS = [
    *("majority", "of", "and", "or", "(", ")", ",", "veto", "at", "least", "2/3", "5", "tie", "A"),
    *('"', "unanimity", "quota", "among", "0", "votes cast", "those present", "all members"),
    *("simple", "absolute", "even by abstaining", "by weights (", "A 5", "called", "improper"),
    *("all of (", "any of ("),
]


@given(st.text(max_size=60) | st.lists(st.sampled_from(TEXTS), max_size=12).map(" ".join))
def test_property_any_text_is_read_or_refused(text: str) -> None:
    """Whatever the words, they are a rule or an error of the library."""
    try:
        rule: Any = read_rule(text)
    except co.InvalidValue:
        return
    assert read_rule(rule.words) == rule


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("majority", co.Majority()),
        ("simple majority", co.Majority()),
        ("absolute majority", co.Majority(of="members")),
        ("simple majority tie chair", co.Majority(tie="chair")),
        ("majority of voting", co.Majority()),  # as the argument names them
        ("2/3 of present", co.Supermajority("2/3", of="present")),
        ("unanimity of members", co.Unanimity(of="members")),
        ("majority of votes cast tie chair", co.Majority(tie="chair")),
        ("majority of those present", co.Majority(of="present")),
        ("majority of all members and veto A", co.Majority(of="members") & co.Veto("A")),
        ("2/3 of votes cast", co.Supermajority("2/3")),
        ("65% of all members", co.Supermajority("65%", of="members")),
        ("unanimity of all members", co.Unanimity(of="members")),
        ("veto A, B even by abstaining", co.Veto("A", "B", of="present")),
        ("veto simple even by absence", co.Veto("simple", of="members")),
    ],
)
def test_the_words_of_the_field(text: str, rule: co.Rule) -> None:
    """Simple and absolute majorities, and whose votes are counted, are said as the field does."""
    assert read_rule(text) == rule


def test_words_of_rules_with_weights() -> None:
    """A rule with weights says so, and a quota, of how much: a share may be of members alone."""
    assert str(co.Quota(12, weights={"A": 10, "B": 7})) == "quota 12 by weights of 17 in all"
    assert str(co.Majority(weights={"A": 0.5})) == "majority of votes cast by weights of 1/2 in all"
    assert str(co.Supermajority("2/3", of="members")) == "2/3 of all members"
    assert repr(co.Veto("A", of="present")) == "Veto('A', of='present')"


@pytest.mark.parametrize("text", ["2/3 majority", "absolute majority of 150", "at least 3 of A, B"])
def test_a_word_of_a_rule_is_not_taken_for_another(text: str) -> None:
    """A word that only stands in the wrong place is refused without a guess at what was meant."""
    with pytest.raises(co.InvalidValue) as caught:
        read_rule(text)
    assert "did you mean" not in str(caught.value)

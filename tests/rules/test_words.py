"""Rules as words, and back."""

import pickle
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import coalition as co
from coalition.rules.words import read_rule
from tests.rules.every_vote import OF

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


WORDS = [
    *("majority", "of", "and", "or", "(", ")", ",", "veto", "at", "least", "2/3", "5", "tie", "A"),
    *('"', "unanimity", "quota", "among", "0", "votes cast", "those present", "all members"),
    *("simple", "absolute", "even by abstaining"),
]


@given(st.text(max_size=60) | st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
def test_property_any_text_is_read_or_refused(text: str) -> None:
    """Whatever the words, they are a rule or an error of the library."""
    try:
        rule = read_rule(text)
    except co.InvalidValue:
        return
    assert read_rule(str(rule)) == rule


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
    assert str(co.Majority(weights={"A": 0.5})) == "majority of votes cast by given weights"
    assert str(co.Supermajority("2/3", of="members")) == "2/3 of all members"
    assert repr(co.Veto("A", of="present")) == "Veto('A', of='present')"


@pytest.mark.parametrize("text", ["2/3 majority", "absolute majority of 150", "at least 3 of A, B"])
def test_a_word_of_a_rule_is_not_taken_for_another(text: str) -> None:
    """A word that only stands in the wrong place is refused without a guess at what was meant."""
    with pytest.raises(co.InvalidValue) as caught:
        read_rule(text)
    assert "did you mean" not in str(caught.value)

"""What changed from one case to another, and the facts that made answers others."""

from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import given, settings

import coalition as co
from coalition.answers.changes import _questions
from coalition.answers.changes.changed_facts import LISTS, applied
from tests.builders import case, said
from tests.changed_cases import compare, in_any_order
from tests.strategies import coalitions

BEFORE = case({"p": {"A": 1, "B": 1}})


def changed(old: co.Coalition, new: co.Coalition, **more: Any) -> dict[str, co.ChangedAnswer]:
    """Return what changed, by the question, where each changed once."""
    return {one.question: one for one in co.changes(old, new, **more).answers}


@settings(max_examples=5)
@given(coalitions(), coalitions())
def test_property_the_facts_applied_to_the_old_give_the_new(
    old: co.Coalition, new: co.Coalition
) -> None:
    """Whatever two cases say, the facts turn the one into the other."""
    found = co.changes(old, new, time_limit=0).facts
    assert in_any_order(applied(old, found)) == in_any_order(new)


@pytest.mark.no_cover
def test_random_pairs_changed_as_every_set_of_facts_shows() -> None:
    """Answers are those that differ, and the facts a smallest set, by trying all."""
    assert {"split", "decision", "certainty of blockers"} <= {*compare(12, seed=4)}


@settings(max_examples=5)
@given(coalitions())
def test_property_order_is_no_change(old: co.Coalition) -> None:
    """A case with all its lists turned round is the same."""
    turned = {name: getattr(old, name)[::-1] for name in LISTS}
    found = co.changes(old, attrs.evolve(old, **turned))
    assert not found
    assert list(found) == []
    assert found.complete
    assert str(found) == "nothing changed"


def test_a_changed_fact_says_which_fields_changed() -> None:
    """Of a position that is another, the sentence has both stances; the fields are named."""
    new = case([said("A", stance=-1), said("B", between=(0, 1), note="x")])
    turned, vaguer = co.changes(BEFORE, new).facts
    assert (turned.kind, turned.fields) == ("changed", ("stance",))
    assert str(turned) == "A on p, 2023: stance against, was for"
    assert vaguer.fields == ("between", "note")
    assert str(vaguer) == "B on p, 2023: between 0 and 1, was none; note x, was none"


def test_every_kind_of_fact_has_its_words() -> None:
    """What a list holds and what a case says of itself is told by what it is about."""
    known: dict[str, Any] = {"date": "2023", "attribution": "stated"}
    new = attrs.evolve(
        BEFORE,
        title="Talks",
        parties=[co.Party("A", seats=3), co.Party("B")],
        politicians=[co.Minister("m", "M", office="x")],
        sources=[co.Source("J", "x" * 99)],
        comparisons=[co.Comparison("A", "B", "p", at_most=1, **known)],
        commitments=[co.Commitment("A", "demand", "y", proposal="p", **known)],
        outcomes=[co.Outcome("p", "adopted", **known)],
        meetings=[co.Meeting("r", "talks", **known)],
        remarks=[co.Remark("heard", **known)],
    )
    assert list(map(str, co.changes(BEFORE, new).facts)) == [
        "title of the case: Talks, was none",
        "added source J",
        "party A: seats 3, was none",
        "added politician m",
        "added A and B close on p, at most 1 apart (stated, 2023)",
        "added demand by A: y (stated, 2023)",
        "added p adopted (stated, 2023)",
        "added meeting r",
        "added heard (stated, 2023)",
    ]
    (dated,) = co.changes(BEFORE.at("2024"), BEFORE.at("2025")).facts
    assert str(dated) == "date of the case: 2025, was 2024"
    assert [fact.about for fact in co.changes(new, BEFORE).facts][4:7] == [
        "A and B on p, 2023", "demand of A on p, 2023", "outcome of p, 2023",
    ]  # fmt: skip


def test_equal_ones_pair_first_then_those_of_one_source() -> None:
    """Of several statements about the same, only the one that differs has changed."""
    sources = [co.Source(name, "x") for name in "JK"]
    held = [said("A", source="J"), said("A", source="K"), said("A", attribution="reported")]
    new = [held[2], attrs.evolve(held[1], quotation="yes"), held[0]]
    found = co.changes(case(held, sources=sources), case(new, sources=sources))
    (fact,) = found
    assert (fact.before, fact.after) == (held[1], new[1])


def test_a_new_quotation_makes_no_answer_another() -> None:
    """The reasons of an answer are not the answer."""
    new = case([said("A", quotation="yes"), said("B")])
    found = co.changes(BEFORE, new)
    assert (len(found.facts), found.answers) == (1, ())
    assert str(found) == "1 fact changed, and no answer with it"


def test_a_position_turned_makes_a_split_a_decision_and_a_blocker() -> None:
    """Each answer that is another is listed with the fact that did it."""
    new = case([said("A", stance=-1), said("B"), said("B", "q", 1)], proposals=["p"])
    found = changed(BEFORE, new)
    assert found["split"].before.blocs == (("A", "B"),)  # type: ignore[union-attr]
    assert found["blocker"].after == co.blockers(new, "p")[0]
    turned = [fact for fact in co.changes(BEFORE, new).facts if fact.kind == "changed"]
    assert found["blocker"].facts == found["split"].facts == tuple(turned)
    assert str(found["blocker"]) == (
        "blocker new: A blocks p (stated, 2023); because of: A on p, 2023: stance against, was for"
    )


def test_what_is_new_comes_with_what_it_needs() -> None:
    """A position on a new proposal by a new party needs both, and no more."""
    new = case({"p": {"A": 1, "B": 1}, "q": {"C": -1}}, proposals=["r"])
    found = changed(BEFORE, new)["blocker"]
    places = [fact.place for fact in found.facts]
    assert places == ["parties", "proposals", "positions"]
    assert (found.smallest, found.unique) == (True, True)


def test_ties_are_told() -> None:
    """Where either of two facts would do, one is named, and that there are others."""
    new = case({"p": {"A": -1, "B": -1}})
    decision = changed(BEFORE, new, rule="unanimity")["decision"]
    assert (len(decision.facts), decision.unique) == (1, False)
    assert str(decision).endswith("A on p, 2023: stance against, was for (or others as few)")


def test_how_sure_a_blocker_is_changes_with_its_source() -> None:
    """What was a rumor and is stated makes a possible blocker a certain one."""
    rumor, word = (case([said(stance=-1, attribution=how)]) for how in ("hearsay", "stated"))
    found = changed(rumor, word)
    assert [*found] == ["decision", "blocker", "certainty of blockers"]
    assert str(found["certainty of blockers"]).startswith(
        "certainty of blockers on p changed: certain (nothing is unknown), but another without "
        "hearsay; now certain (nothing is unknown); because of: A on p"
    )


def test_a_deadlock_ends_with_the_last_word() -> None:
    """A statement on something else can be the fact after which a deadline is over."""
    known: dict[str, Any] = {"date": "2023-01", "attribution": "stated"}
    made = co.Commitment(
        "A", "ultimatum", "x", proposal="p", threat="y", deadline="2023-02", **known
    )
    old = case([said("B", stance=-1, date="2023-01")], parties="A", commitments=[made])
    new = attrs.evolve(old, remarks=[co.Remark("later", date="2023-05", attribution="stated")])
    gone = changed(old, new)["deadlock"]
    assert gone.after is None
    assert [fact.place for fact in gone.facts] == ["remarks"]


def test_two_ultimatums_of_one_day_are_two_deadlocks() -> None:
    """An actor who makes two demands of one proposal on one day is in two deadlocks."""
    known: dict[str, Any] = {"date": "2023-01", "attribution": "stated", "proposal": "p"}
    made = [
        co.Commitment("A", "ultimatum", text, threat="y", deadline=by, **known)
        for text, by in (("x", "2023-01"), ("z", "2024-02"))
    ]
    old = case([said("B", stance=-1, date="2023-01")], parties="A")
    new = attrs.evolve(old, commitments=made)
    found = co.changes(old, new).answers
    assert [one.after for one in found] == [*co.deadlocks(new)]
    assert [one.before for one in co.changes(new, old).answers] == [*co.deadlocks(new)]


def test_weights_may_be_of_either_case() -> None:
    """A weight of what only the new case has is no fault; one of what neither has is."""
    new = case({"p": {"A": 1, "B": 1}, "q": {"A": 1, "B": -1}})
    found = changed(BEFORE, new, agreement=co.Agreement(weights={"q": 3}))
    assert found["split"].after.blocs == (("A",), ("B",))  # type: ignore[union-attr]
    with pytest.raises(co.InvalidValue, match="'z'"):
        co.changes(BEFORE, new, agreement=co.Agreement(weights={"z": 3}))


def test_a_rule_must_fit_both_cases() -> None:
    """A veto of a party that one of the cases has not is refused; no parties are no fault."""
    with pytest.raises(co.InvalidValue, match="no member 'C'"):
        co.changes(BEFORE, case({"p": {"C": 1}}), rule="veto C")
    assert co.changes(co.Coalition(), BEFORE).complete


def test_many_changes_come_back_soon() -> None:
    """Where there is too much to look for, what was not proven and not compared is told."""
    names = [f"p{number}" for number in range(25)]
    old, new = (case({name: {"A": 1, "B": s, "C": -s} for name in names}) for s in (1, -1))
    new = attrs.evolve(new, proposals=[attrs.evolve(one, topic="u") for one in new.proposals])
    found = co.changes(old, new)
    assert (found.complete, found.stopped) == (False, "work")
    assert not all(one.smallest for one in found.answers)
    assert all(one.smallest for one in found.answers if not one.facts[1:])


def test_time_that_is_over_leaves_questions_not_compared() -> None:
    """After the time limit, facts are complete, and what was not compared is named."""
    found = co.changes(BEFORE, case({"p": {"A": -1, "B": 1}}), time_limit=0)
    assert (len(found.facts), found.complete, found.stopped) == (1, False, "time")
    assert ("split", "t") in found.not_compared
    assert str(found).endswith("were not compared")


@pytest.mark.no_cover
def test_the_sentence_of_a_larger_set_says_so() -> None:
    """What is not proven to be the smallest set is told as some of what it names."""
    one = changed(BEFORE, case({"p": {"A": -1, "B": 1}}))["decision"]
    assert "because of some of these: A on p" in str(attrs.evolve(one, smallest=False))


def test_the_order_of_a_case_changes_nothing_that_is_found() -> None:
    """Both cases in any order give the same facts and the same answers."""
    names = {f"p{number}": {"A": 1, "B": (-1) ** number} for number in range(4)}
    old, new = case(names), case({name: {"A": -1, "B": 1} for name in names})
    found = co.changes(old, new)
    chance = Random(0)

    def mixed(some: co.Coalition) -> co.Coalition:
        lists: dict[str, Any] = {name: [*getattr(some, name)] for name in LISTS}
        mixed_up: Any = {name: chance.sample(held, len(held)) for name, held in lists.items()}
        return attrs.evolve(some, **mixed_up)

    again = co.changes(mixed(old), mixed(new))
    assert again.facts == found.facts
    assert list(map(str, again)) == list(map(str, found))


@pytest.mark.parametrize(("completions", "smallest"), [(729, True), (1, False)])
def test_a_set_that_cannot_be_told_proves_nothing(
    completions: int, smallest: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a smaller set leaves more unknown than is filled in, none is called the smallest."""
    monkeypatch.setattr(_questions, "COMPLETIONS", completions)
    old = case([said("A", stance=-1)])
    new = case([*old.positions, said("B", stance=-1, attribution="hearsay")])  # party B as well
    found = changed(old, new)["certainty of blockers"]
    assert [fact.place for fact in found.facts] == ["parties", "positions"]
    assert found.smallest is smallest

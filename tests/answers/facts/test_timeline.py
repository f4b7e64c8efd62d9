"""Everything that a case says, in order of time."""

import random
from typing import Any

import attrs

import coalition as co
from coalition.model.references import ACTOR, references
from tests.answers.facts.told import TALKS, TOLD
from tests.builders import case, said


def test_everything_with_a_date_is_told_in_order() -> None:
    """By the last day that each may be; periods where they begin or else where they end."""
    assert [str(fact) for fact in co.timeline(TOLD)] == [
        "2019: party of ann: A; until 2023-04",
        "2022-06: red line of ann: not with B; lifted 2023-03 (hearsay)",
        "2022: road, on roads and money: A road (paper)",
        "2023-01: A for road; salience 2; hedged: for now (stated, paper)",
        "2023-01: A more in favor of rail than B, by at least 1 (reported)",
        TALKS,
        "2023-02-02: It rained (stated by ben)",
        "2023-02: promise by A: Build it; on road; to B; due 2024 (stated)",
        "2023-03-14: seats of A: 9; until then (roll)",
        "2023-03-15: seats of A: 8 (paper)",
        "2023-03: lifted: red line of ann: not with B (hearsay)",
        "2023-05: repeated: promise by A: Build it (stated)",
        "2023-12: road adopted (reported)",
    ]


def test_dates_of_sources_are_no_events() -> None:
    """What a paper of 2020 reports of 2023 is of 2023."""
    assert "2020" not in {str(fact.date) for fact in co.timeline(TOLD)}


def test_what_is_not_surely_later_never_comes_first() -> None:
    """The order contradicts no pair of dates of which one is surely before the other."""
    dates = [fact.date for fact in co.timeline(TOLD)]
    pairs = [(one, other) for place, one in enumerate(dates) for other in dates[:place]]
    assert pairs
    assert not any(one.is_before(other) for one, other in pairs if one and other)


def test_a_date_known_to_the_month_stays_so() -> None:
    """A month comes after its days, as `at` knows it at its end, and keeps its own date."""
    held = [said("A", date="2023-07"), said("B", date="2023-07-31"), said("C", date="2023-07-05")]
    assert [str(fact.date) for fact in co.timeline(case(held))] == [
        "2023-07-05",
        "2023-07",
        "2023-07-31",
    ]


def test_the_order_in_the_case_does_not_matter() -> None:
    """However the items of a case are ordered, the timeline is the same."""
    again = [said("A", "rail", note="y", date="2023"), said("A", "rail", note="x", date="2023")]
    names = [field.name for field in attrs.fields(co.Coalition) if field.init]
    held: dict[str, Any] = {name: getattr(TOLD, name) for name in names}
    lists: dict[str, Any] = {name: v for name, v in held.items() if isinstance(v, tuple)}
    lists["positions"] = (*lists["positions"], *again)
    straight = co.timeline(co.Coalition(**lists))
    for seed in range(5):
        mixed: dict[str, Any] = {
            name: random.Random(seed).sample(v, len(v)) for name, v in lists.items()
        }
        assert co.timeline(co.Coalition(**mixed)) == straight


def test_a_case_at_a_date_tells_nothing_later() -> None:
    """Seats and memberships of later are not TOLD, nor that what still held then has ended."""
    then = [str(fact) for fact in co.timeline(TOLD.at("2023-02"))]
    assert then[0] == "2019: party of ann: A"
    assert not any("seats" in fact or "repeated" in fact for fact in then)
    assert then[-1] == "2023-02: promise by A: Build it; on road; to B; due 2024 (stated)"


def test_a_proposal_of_later_is_not_told() -> None:
    """A case at a date tells what was proposed by then, and what has no date."""
    dates = {"p": "2022", "q": "2024", "r": None}
    asked = [co.Proposal(name, "t", date=date) for name, date in dates.items()]
    then = co.Coalition(parties=[co.Party("A")], proposals=asked).at("2023")
    assert [str(fact) for fact in co.timeline(then)] == ["2022: p, on t"]
    assert [len(co.about(then, name)) for name in "pqr"] == [1, 0, 1]


def test_a_membership_that_cannot_have_begun_is_not_told() -> None:
    """Of a term that begins later, a membership that is bounded by it is of later too."""
    stays = [co.Membership("A", until="2013"), co.Membership("B", earliest="2015-03-30")]
    told = case(parties="AB", politicians=[co.Politician("ann", "Ann", stays)])
    parties = {date: [str(f) for f in co.about(told.at(date), "ann")] for date in ("2014", "2015")}
    assert parties == {
        "2014": ["name of ann: Ann", "2013: party of ann: A; until then"],
        "2015": ["name of ann: Ann", "party of ann: B", "2013: party of ann: A; until then"],
    }


def test_what_is_the_same_in_all_that_is_told_is_told_once() -> None:
    """A name in three languages is one fact."""
    names = [co.OtherName("Anna", lang=lang) for lang in ("et", "fi", "sv")]
    told = case(politicians=[co.Politician("ann", "Ann", other_names=names)])
    assert [str(f) for f in co.about(told, "ann")] == [
        "name of ann: Ann",
        "other name of ann: Anna",
    ]


def test_facts_name_what_they_are_about() -> None:
    """Actors, proposals and sources of a statement are those that the case checks."""
    for fact in co.timeline(TOLD):
        if isinstance(fact.item, co.Position | co.Commitment | co.Meeting | co.Comparison):
            named = set(references(fact.item))
            assert {*fact.actors} == {n for kind, n in named if kind in {ACTOR, "party"}}
            assert {("proposal", name) for name in fact.proposals} <= named
            assert len(named) == len(fact.actors) + len(fact.proposals) + len(fact.sources)


def test_a_lifting_is_told_once_it_is_sure() -> None:
    """Before, a red line that may have been lifted says so, and one that was not says nothing."""
    found = {
        date: [str(fact) for fact in co.timeline(TOLD.at(date)) if "red line" in str(fact)]
        for date in ("2023-02", "2023-03-10", "2023-03")
    }
    drawn = "2022-06: red line of ann: not with B; lifted 2023-03 (hearsay)"
    assert found == {
        "2023-02": ["2022-06: red line of ann: not with B (hearsay)"],
        "2023-03-10": [drawn],
        "2023-03": [drawn, "2023-03: lifted: red line of ann: not with B (hearsay)"],
    }


def test_an_empty_case_has_no_timeline() -> None:
    """Without anything said there is nothing to tell."""
    assert co.timeline(co.Coalition()) == ()

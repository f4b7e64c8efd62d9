"""What is said of several actors alike, and who met, as text."""

from itertools import combinations
from typing import Any

import attrs

import coalition as co
from coalition.reporting.facts import at_once, in_time, met, who_is_who
from tests.builders import case, said


def close(more: str, less: str, **bounds: Any) -> co.Comparison:
    return co.Comparison(more, less, "p", date="2023", attribution="reported", **bounds)


def test_what_is_said_alike_is_said_once() -> None:
    """Positions that differ by the actor alone are one line, actors by seats; others are not."""
    held = [
        *(said(actor, attribution="reported", note=actor) for actor in "ABC"),
        said("D", attribution="reported", salience=2),
        said("E", attribution="reported", date="2024"),
        said("F"),
    ]
    assert list(in_time(case(held, seats={"B": 9, "A": 2, "C": 5}))) == [
        "2023: B, C and A for p (reported)",
        "2023: D for p; salience 2 (reported)",
        "2023: F for p (stated)",
        "2024: E for p (reported)",
    ]


def test_all_that_are_close_to_each_other_are_named_together() -> None:
    """Only where every two of them are compared; else each pair is said."""
    pairs = [close(*pair, at_most=0.5) for pair in combinations("CAB", 2)]
    four = case(parties="ABCD")
    assert list(at_once(attrs.evolve(four, proposals=[co.Proposal("p", "t")]), pairs)) == [
        "A, B and C close on p, at most 0.5 apart (reported, 2023)"
    ]
    assert list(at_once(four, pairs[1:])) == [
        "A and B close on p, at most 0.5 apart (reported, 2023)",
        "C and B close on p, at most 0.5 apart (reported, 2023)",
    ]


def test_all_who_go_further_than_all_others_are_named_together() -> None:
    """Only where each of them is compared with each of the others; else each pair is said."""
    pairs = [close(more, less, at_least=1) for more in "AB" for less in "CD"]
    four = case(parties="ABCD")
    assert list(at_once(four, pairs)) == [
        "A and B more in favor of p than C and D, by at least 1 (reported, 2023)"
    ]
    assert len(list(at_once(four, pairs[1:]))) == 3
    assert len(list(at_once(four, [close("A", "B"), close("B", "C"), close("A", "C")]))) == 3


def test_what_has_a_section_of_its_own_is_told_in_short() -> None:
    """Of a promise and of a meeting, the timeline says what and what the words leave open."""
    promise = co.Commitment(
        *("A", "promise", "Build it"),
        to="B",
        hedge="perhaps",
        deadline="2024",
        date="2023",
        attribution="stated",
    )
    talks = co.Meeting("m", "Talks", participants=["A", "B"], date="2023", attribution="reported")
    told = case(parties="AB", commitments=[promise], meetings=[talks])
    assert list(in_time(told)) == [
        "2023: promise by A: Build it; hedged: perhaps (stated)",
        "2023: Talks (reported)",
    ]


def test_a_long_timeline_is_counted_only() -> None:
    """Up to 300 lines are told; of more, a report says how many they are."""
    held = [said(date=str(year), stance=(-1) ** year) for year in range(1000, 1301)]
    assert len(list(in_time(case(held[:-1])))) == 300
    assert list(in_time(case(held))) == [
        "301 lines are too many for a report; the function timeline gives them all"
    ]


def test_who_is_who_is_said_as_of_the_date() -> None:
    """Of each politician whom a statement names: party and latest posts, and which have ended."""
    stays = [co.Membership("A", until="2023-03"), co.Membership("B", since="2023-04")]
    posts = [co.Role("minister", since="2022", until="2022-12"), co.Role("premier", since="2024")]
    ann = co.Minister("ann", "Ann", stays, office=posts, portfolio="Roads", role="leader")
    silent = co.Politician("ben", "Ben", "A")
    held = case([said("ann", date="2022")], parties="AB", politicians=[ann, silent])
    told = {date: list(who_is_who(held.at(date))) for date in ("2022-05", "2023-05", "2024")}
    assert told == {
        "2022-05": [],
        "2023-05": ["ann: Ann (B); minister (Roads), until 2022-12; leader"],
        "2024": ["ann: Ann (B); premier (Roads); leader"],
    }


def test_a_timeline_calls_people_by_name() -> None:
    """What is on record of a politician is told with the name, whatever the id is."""
    one = co.Politician("q1", "Ann", [co.Membership("A", since="2023")])
    assert list(in_time(case(parties="A", politicians=[one]))) == ["2023: party of Ann: A"]


def test_who_met_is_said_with_the_parties_of_the_time() -> None:
    """Names, parties as of the meeting, and when it began and ended."""
    stays = [co.Membership("A", until="2023-03"), co.Membership("B", since="2023-04")]
    people = [co.Politician("ann", "Ann", stays), co.Politician("ben", "Ben")]
    talks = co.Meeting(
        *("m", "Talks"),
        participants=["ann", "B"],
        convened_by="ben",
        date="2023-02",
        until="2023-05",
        attribution="reported",
    )
    held = case(parties="AB", politicians=people, meetings=[talks])
    assert met(held, talks) == (
        "2023-02 to 2023-05: Talks; with Ann (A) and B; on the initiative of Ben "
        "(reported, 2023-02)"
    )


def test_the_report_begins_with_what_it_is_asked_about() -> None:
    """Whom or what it is asked about comes first; without a topic everything is told in time."""
    small = case([said("A")], proposals=["q"])
    asked = co.report(small, about="p").splitlines()
    assert asked[4:9] == [
        "About p (proposal)",
        "------------------",
        "  p, on t",
        "  2023: A for p (stated)",
        "",
    ]
    assert "Timeline" in asked
    assert "Timeline" not in co.report(small, topic="t")

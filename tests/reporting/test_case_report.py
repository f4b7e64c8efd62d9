"""The report of a case: its dates, and what it says where little is known."""

from typing import Any

import attrs
import pytest

import coalition as co
from coalition.reporting.case_report import compared_dates
from tests.builders import case, said


@pytest.fixture
def small() -> co.Coalition:
    """Return two parties against each other, of which one spoke first."""
    positions = [
        said("A", date="2023-01"),
        said("B", stance=-1, date="2023-02", attribution="reported"),
    ]
    return case(positions, seats={"A": 3}, topics={"p": "t/u"})


def test_report_compares_the_first_and_the_last_date(small: co.Coalition) -> None:
    """Without dated sources, the dates of the positions are compared; new splits are said."""
    text = co.report(small)
    assert "What changed, 2023-01 to 2023-02" in text
    assert "new: A against B on t/u" in text
    assert "p: nobody; unknown: B" in text


def test_one_date_for_each_last_day() -> None:
    """Of dates that end on one day the most exact is reported on, once, and nothing changed."""
    exact = said("A", "x", date="2024-12-31"), said("B", "x", date="2024-12-31")
    held = case([*exact, said("A", "y", date="2024")])
    assert list(map(str, compared_dates(held))) == ["2024-12-31"]
    assert "What changed" not in co.report(held)


def test_the_position_of_a_day_is_more_exact_than_its_source() -> None:
    """A source of the year and a position of its last day end alike: the day is compared."""
    paper = co.Source("paper", "Paper", date="2024")
    held = [said(date="2023", source="paper"), said("B", date="2024-12-31", source="paper")]
    assert list(map(str, compared_dates(case(held, sources=[paper])))) == ["2024-12-31"]


def test_what_parties_count_is_of_the_seats_of_the_date(small: co.Coalition) -> None:
    """It is said where all have seats that are known, and not on one topic only."""
    assert "How much each party counts" not in co.report(small)
    periods = [co.Seats(1, until="2023-01"), co.Seats(4, since="2023-02")]
    parties = [co.Party("A", seats=3), co.Party("B", seats=periods)]
    text = co.report(attrs.evolve(small, parties=parties))
    for seats, index in ((4, "A 1 and B 0"), (7, "B 1 and A 0")):
        assert f"Banzhaf index under a majority of their {seats} seats: {index}" in text
    assert "Banzhaf" not in co.report(attrs.evolve(small, parties=parties), topic="t")


def test_report_of_an_empty_case() -> None:
    """A case without positions says so."""
    assert co.report(co.Coalition(title="Empty")) == "Empty\n\nNo position is known.\n"


def test_who_rules_whom_out_is_said_without_positions_too(small: co.Coalition) -> None:
    """Red lines in force, each with hedge and source; where there are none, there is no section."""
    known: dict[str, Any] = {"date": "2023-01", "attribution": "stated", "source": "paper"}
    lines = [
        co.Commitment("B", "red line", "not with A", not_with="A", until="2023-01", **known),
        co.Commitment(
            *("ann", "red line", "No."), not_without="B", until="2023", hedge="as it is", **known
        ),
    ]
    ann, paper = co.Politician("ann", "Ann", "A"), co.Source("paper", "Paper")
    case = attrs.evolve(small, politicians=[ann], sources=[paper], commitments=lines)
    text = """\
Who rules whom out, 2023-02
---------------------------
  Red line of Ann (A): No, namely not without B; hedged: as it is; perhaps lifted 2023 (stated,
      2023-01, paper)
"""
    assert text in co.report(case)
    assert "Who rules whom out" not in co.report(case, topic="t") + co.report(small)
    alone = attrs.evolve(case, positions=[], as_of="2023-02")
    assert text.replace(", 2023-02\n---------", "\n") in co.report(alone)


def test_report_tells_what_was_said_after_the_last_source(small: co.Coalition) -> None:
    """A position later than every dated source is in the report, and dates run forwards."""
    paper = co.Source("paper", "Paper", date="2022-12-05")
    early = said(stance=-1, date="2022-12", attribution="reported", source="paper")
    text = co.report(attrs.evolve(small, sources=[paper], positions=[early, *small.positions]))
    assert "What changed, 2022-12-05 to 2023-02" in text
    assert "p: B (reported, 2023-02)" in text


def test_conflicting_statements_are_said_beside_the_blockers() -> None:
    """Who contradicts itself is named apart from those of whom nothing is known."""
    held = [said("A", stance=1), said("A", stance=-1), said("B", stance=-1)]
    text = co.report(case(held, parties=["C"], several="all"))
    assert "  p: B (stated, 2023); unknown: C; conflicting: A\n" in text


def test_another_rule_than_unanimity_is_said_and_applied() -> None:
    """Under it others block, are stuck, and can keep what they promised."""
    threat: dict[str, Any] = {
        "threat": "leave",
        "proposal": "p",
        "date": "2023",
        "attribution": "stated",
    }
    held = case(
        [said("A"), said("B"), said("C", stance=-1)],
        commitments=[co.Commitment("A", "ultimatum", "Do p", **threat)],
    )
    strict, plain = co.report(held), co.report(held, rule=co.NumberOf(2))
    assert "Rule:" not in strict
    assert "Who blocks what under unanimity, 2023\n" in strict
    assert "  p: C (stated, 2023)\n" in strict
    assert "Rule: at least 2.\n" in plain
    assert "Who blocks what under the rule, 2023\n" in plain
    assert "  p: nobody\n" in plain
    stuck = "Which demands are in deadlock, 2023\n-----------------------------------\n  nothing"
    assert stuck in plain
    assert stuck not in strict


def test_without_hearsay_there_may_be_nobody_to_compare() -> None:
    """A split that is gone without hearsay is said in a sentence of its own."""
    text = co.report(case([said("A"), said("B", attribution="hearsay")]))
    assert "without hearsay there is nobody to compare on t." in " ".join(text.split())


def test_a_topic_must_be_known_also_where_no_position_is() -> None:
    """A report on a topic that no proposal is filed under is an error, whatever else is known."""
    with pytest.raises(co.UnknownTopic):
        co.report(co.Coalition(), topic="x")


def test_a_proposal_of_which_no_position_holds_any_more_is_named() -> None:
    """Two against each other who are close afterwards: of neither is it known where it stands."""
    near = co.Comparison("A", "B", "p", at_most=0.5, date="2023-07", attribution="reported")
    held = [said("A", date="2023-01"), said("B", stance=-1, date="2023-01")]
    text = co.report(case(held, comparisons=[near]), at="2023-07")
    assert "p: nobody; unknown: A and B" in text


def test_a_report_on_statements_of_unknown_dates_has_no_dates_in_its_headings() -> None:
    """What is known only at an unknown date is said as such, and not in notation."""
    undated = co.Coalition(
        parties=[co.Party("A"), co.Party("B")],
        proposals=[co.Proposal("toll", "roads")],
        positions=[said("A", "toll", "for", date="../.."), said("B", "toll", -1, date="../..")],
    )
    text = co.report(undated)
    assert "Who stands with whom\n" in text
    assert "at an unknown date: A for toll (stated)" in text
    assert ".." not in text
    assert "../.." not in co.page(undated)
    early = str(co.split(undated.at("2023"), "roads"))
    assert early == (
        "nobody to compare on roads; 2 positions of an unknown date may be later and are left out"
    )

"""What may be later than a case is: every answer that it bears on names it."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coalition as co
from tests import builders
from tests.builders import said

LATER = "; 1 position of 2025-02 may be later and is left out"


def talks() -> co.Coalition:
    """Return a case in which A and ann are for p, B against, and C takes its side in February."""
    people = [co.Politician("ann", "Ann Ash", "B")]
    return builders.case(
        [
            said("A", date="2025-01", salience=3),
            said("B", stance=-1, date="2025-01"),
            said("ann", date="2025-01"),
            said("B", "q", date="2025-01", salience=3),
            said("A", "q", -1, date="2025-01"),
            said("C", stance=-1, date="2025-02"),
        ],
        politicians=people,
        seats={"A": 3, "B": 2, "C": 1},
        commitments=[
            co.Commitment(
                *("A", "ultimatum", "p"),
                proposal="p",
                threat="leave",
                date="2025-01",
                attribution="stated",
            )
        ],
    )


@pytest.fixture(scope="module")
def now() -> co.Coalition:
    return talks().at("2025-02-27")


ASKED: dict[str, Callable[[co.Coalition], Any]] = {
    "split": lambda now: co.split(now, "t"),
    "splits": lambda now: co.splits(now)[0],
    "split_history": lambda now: co.split_history(now)[-1].split,
    "decide": lambda now: co.decide(now, "p", rule=co.Majority()),
    "decisions": lambda now: co.decisions(now)[0],
    "deadlock": lambda now: co.deadlocks(now)[0],
    "packages": co.packages,
    "concessions": lambda now: co.concessions(now, "p"),
    "compromise": lambda now: co.compromise(now)[0],
    "exchanges": lambda now: co.exchanges(now)[0],
    "polarization": lambda now: co.polarization(now, "p"),
    "cohesion": lambda now: co.cohesion(now, groups={"all": ["A", "B", "C"]})[0],
    "certainty": lambda now: co.certainty(now, lambda n: co.split(n).optima, proposals=["p"]),
    "robustness": lambda now: co.robustness(now).split,
}


def test_stability_names_what_may_be_later(now: co.Coalition) -> None:
    """Its sentence ends as that of the split that it is of."""
    assert str(co.stability(now, resamples=5)).endswith(LATER)


@pytest.mark.parametrize("asked", ASKED)
def test_an_answer_names_what_may_be_later(now: co.Coalition, asked: str) -> None:
    """The answer has the position of C, which may be of that day, and its sentence counts it."""
    answer = ASKED[asked](now)
    assert [str(one) for one in answer.left_out] == ["C against p (stated, 2025-02)"]
    assert str(answer).endswith(LATER)


@pytest.mark.parametrize("asked", ASKED)
def test_an_answer_says_nothing_where_nothing_is_left_out(asked: str) -> None:
    """At the end of February the position is known; nothing is left out, and nothing is said."""
    for now in (talks(), talks().at("2025-02"), talks().at("2025-02-27", possible=True)):
        answer = ASKED[asked](now)
        assert answer.left_out == ()
        assert "left out" not in str(answer)


def test_only_what_bears_on_the_question_is_named(now: co.Coalition) -> None:
    """What is left out is on p: a decision on q and the word of B on p do not depend on it."""
    assert co.decide(now, "q").left_out == ()
    assert [blocker.left_out for blocker in co.blockers(now, "p")] == [()]
    assert co.split(now, actors=["A", "B"]).left_out == ()
    assert co.dissent(now)[0].left_out == ()


def test_a_blocker_and_a_dissenter_whose_word_may_be_another() -> None:
    """Where the later position is its own, a blocker says so, and so does who is off the line."""
    case = talks().with_positions(said("B", stance=1, date="2025-02"))
    now = case.at("2025-02-27")
    (blocker,), (off,) = co.blockers(now, "p"), co.dissent(now)
    assert str(blocker) == f"B blocks p (stated, 2025-01){LATER}"
    assert str(off).endswith(LATER)


def test_a_shift_names_what_may_be_of_either_date() -> None:
    """Who moved may have moved before: what is left out at the start is named too."""
    case = talks().with_positions(said("B", stance=1, date="2025-02"))
    (shift,) = co.shifts(case, "2025-02-10", "2025-03")
    assert [str(one.date) for one in shift.left_out] == ["2025-02"]
    (sure,) = co.shifts(case, "2025-01", "2025-03")
    assert sure.left_out == ()


def test_many_statements_of_many_dates() -> None:
    """They are counted; of more than three dates, three are named, in order of time."""
    dates = ("2025", "2025-02", "2025-02-20/2025-03", "../2025-04", "2025-02/..", "2025-02~")
    case = builders.case([said(f"P{n}", date=date) for n, date in enumerate(dates)])
    assert str(co.decide(case.at("2025-02-27"), "p")).endswith(
        "; 6 positions of 2025-02, about 2025-02, 2025-02-20 to 2025-03 and other dates may be "
        "later and are left out"
    )


def test_the_ledger_names_outcomes_that_may_be_later() -> None:
    """A demand is open on a day of the month in which it may have been met already."""
    met = co.Outcome("p", "adopted", date="2025-02", attribution="reported")
    case = builders.case(talks().positions, commitments=talks().commitments, outcomes=[met])
    (entry,) = co.ledger(case, at="2025-02-27")
    assert (entry.status, entry.left_out) == ("open", (met,))
    assert str(entry).endswith("; 1 outcome of 2025-02 may be later and is left out")
    (stuck,) = co.deadlocks(case.at("2025-02-27"))
    assert str(stuck).endswith("; 2 statements of 2025-02 may be later and are left out")
    (entry,) = co.ledger(case, at="2025-02")
    assert (entry.status, entry.left_out) == ("kept", ())


def test_the_report_lists_what_is_left_out(now: co.Coalition) -> None:
    """The report has a section for it, and says it of each proposal that it bears on."""
    text = co.report(now)
    assert (
        "What is left out, 2025-02-27\n----------------------------\n"
        "  1 position of 2025-02 may be later and is left out\n"
        "  C against p (stated, 2025-02)\n"
    ) in text
    assert f"p: B (stated, 2025-01); unknown: C{LATER}" in text
    assert "What is left out" not in co.report(talks())


def test_report_and_page_are_as_of_the_date_of_the_case() -> None:
    """Their last date is that of the case, by which deadlines are judged, not of what was said."""
    now = talks().at("2026-06")
    assert "Who stands with whom, 2026-06\n" in co.report(now)
    assert "Which demands are in deadlock, 2026-06\n" in co.report(now)
    assert '<option value="2026-06" selected' in co.page(now)
    assert co.report(builders.case(parties="A").at("2026-06")).endswith("No position is known.\n")


def test_the_page_tells_apart_what_is_left_out_at_which_date() -> None:
    """Two dates with the same positions are two answers where something may be of one of them."""
    case = talks().with_positions(said("A", "q", date="2025-02-15"))
    assert co.page(case).count(LATER) > 0
    assert "left out" not in co.page(talks())


DATES = ["2023", "2023-06", "2023-06-10", "2023-22", "2023-05~", "../2023-05", "2023-07/.."]
DATES += ["2023-06-10/2023-07", "2023-07-02", "2023-06-30", "2024", "2022-12"]


@st.composite
def dated_cases(draw: st.DrawFn) -> co.Coalition:
    """Return cases with statements of every kind on dates that overlap."""
    dates, sides = st.sampled_from(DATES), st.sampled_from([-1, 0.5, 1])
    actors, proposals = st.sampled_from(["A", "B", "C", "ann"]), st.sampled_from("pq")
    known = st.sampled_from(["stated", "hearsay", "inferred"])
    threat: dict[str, Any] = {"threat": "leave"}
    made = st.tuples(actors, proposals, dates, st.none() | dates, st.lists(dates, max_size=1))
    return builders.case(
        [
            said(actor, proposal, side, date=date, attribution=how)
            for actor, proposal, side, date, how in draw(
                st.lists(st.tuples(actors, proposals, sides, dates, known), max_size=12)
            )
        ],
        several="latest",
        seats={"A": 3, "B": 2, "C": 1},
        proposals="pq",
        politicians=[co.Politician("ann", "Ann Ash", "A")],
        commitments=[
            co.Commitment(
                *(by, "ultimatum", f"{proposal}, or else"),
                proposal=proposal,
                deadline=deadline if deadline and not _before(deadline, date) else None,
                repeated=[again for again in repeated if not _before(again, date)],
                date=date,
                attribution="stated",
                **threat,
            )
            for by, proposal, date, deadline, repeated in draw(st.lists(made, max_size=3))
        ],
        outcomes=[
            co.Outcome(proposal, "adopted", date=date, attribution="reported")
            for proposal, date in draw(st.lists(st.tuples(proposals, dates), max_size=1))
        ],
        remarks=[co.Remark("x", date=draw(dates), attribution="reported")],
    )


def _before(one: str, other: str) -> bool:
    return co.partial_date(one).is_before(co.partial_date(other))


def without_later(case: co.Coalition, date: str) -> co.Coalition:
    """Return a case without the statements that are surely later than a date."""
    end = co.partial_date(date).last

    def kept(some: Any) -> list[Any]:
        return [one for one in some if one.date.first <= end]

    return co.Coalition(
        several=case.several,
        parties=case.parties,
        politicians=case.politicians,
        proposals=case.proposals,
        positions=kept(case.positions),
        commitments=kept(case.commitments),
        outcomes=kept(case.outcomes),
        remarks=kept(case.remarks),
    )


def answers(now: co.Coalition, date: str) -> list[Any]:
    """Return every answer to a case at a date."""
    return [
        now,
        now.left_out,
        co.stance_matrix(now),
        co.split(now),
        co.splits(now),
        co.split_history(now),
        co.decisions(now),
        co.decisions(now, rule=co.Majority()),
        [co.blocked_by(now, party) for party in "ABC"],
        co.dissent(now),
        co.cohesion(now, groups={"all": ["A", "B", "C", "ann"]}),
        co.ledger(now),
        co.deadlocks(now),
        co.conflicts(now),
        co.packages(now),
        co.compromise(now),
        co.report(now, at=date),
    ]


@settings(max_examples=40)
@given(dated_cases(), st.sampled_from(DATES))
def test_property_later_facts_change_no_answer(case: co.Coalition, date: str) -> None:
    """A case at a date, and the case without its later facts at it, have the same answers."""
    before = answers(case.at(date), date)
    assert answers(without_later(case, date).at(date), date) == before
    assert list(map(str, before)) == list(
        map(str, answers(without_later(case, date).at(date), date))
    )
    assert co.ledger(case, at=date) == co.ledger(case.at(date))
    assert co.report(case, at=date) == co.report(case.at(date), at=date)


@given(dated_cases(), st.sampled_from(DATES), st.sampled_from(DATES))
def test_property_every_statement_is_known_left_out_or_later(
    case: co.Coalition, date: str, other: str
) -> None:
    """At a date each statement is one of three, and which one follows from its bounds alone."""
    now, end = case.at(date), co.partial_date(date).last
    assert list(now.positions) == [said for said in case.positions if said.date.last <= end]
    possible = [said for said in case.positions if said.date.first <= end]
    assert list(case.at(date, possible=True).positions) == possible
    unsure = [said for said in now.left_out if isinstance(said, co.Position)]
    assert unsure == [said for said in possible if said.date.last > end]
    assert now.at(date) == now
    twice, once = now.at(other), case.at(min((other, date), key=lambda d: co.partial_date(d).last))
    assert twice == once
    assert sorted(map(str, twice.left_out)) == sorted(map(str, once.left_out))

"""Promises, demands and ultimatums: what became of them, and which cannot both be kept.

The numbered rows are those of the codebook of the shipped case: 21 to 26 are promises, demands,
threats and what insiders say.
"""

import pickle

import attrs
import pytest

import coalition as co
from coalition.model.words import Attribution, Result
from tests import builders


@pytest.fixture(scope="module")
def case() -> co.Coalition:
    return co.load_case("migration-2023")


@pytest.fixture(scope="module")
def july(case: co.Coalition) -> co.Coalition:
    return case.at("2023-07")


def outcome(
    result: Result, date: str, attribution: Attribution = "reported", *, proposal: str = "p"
) -> co.Outcome:
    return co.Outcome(proposal, result, date=date, attribution=attribution)


def promised(outcomes: list[co.Outcome], deadline: str | None = "2020-06") -> co.Coalition:
    """Return a case in which A promises p, and what became of it."""
    promise = co.Commitment(
        *("A", "promise", "Do it"),
        proposal="p",
        deadline=deadline,
        date="2020-01",
        attribution="stated",
    )
    return builders.case(parties="A", proposals="p", commitments=[promise], outcomes=outcomes)


def test_the_promise_of_rutte(july: co.Coalition) -> None:
    """Row 21: made in 2022 to his own party, repeated by January and in June 2023, and open."""
    promise = co.ledger(july)[0]
    made = promise.commitment
    assert (made.by, promise.party, made.to) == ("rutte", "VVD", ("VVD",))
    assert (str(made.date), [str(date) for date in made.repeated]) == (
        "2022",
        ["2022/2023-01", "2023-06"],
    )
    assert (promise.status, promise.due, promise.evidence) == ("open", None, ())
    assert promise.outlook is not None
    assert [b.party for b in promise.outlook.blockers] == ["D66", "CU"]


def test_the_promise_was_repeated_once_by_january(case: co.Coalition) -> None:
    """Row 21: what is known at a date is shown for the date."""
    (promise,) = co.ledger(case, at="2023-01")
    assert [str(date) for date in promise.commitment.repeated] == ["2022/2023-01"]
    assert promise.status == "open"


def test_the_demand_for_haste_cannot_be_decided(july: co.Coalition) -> None:
    """Row 22: that Rutte makes haste is no proposal, so nothing shows whether he did."""
    demand = co.ledger(july)[1]
    assert (demand.commitment.by, demand.commitment.to) == ("hermans", ("rutte",))
    assert (demand.status, demand.outlook, demand.certain) == ("undecidable", None, True)


def test_the_ultimatum_is_past_its_deadline_and_hedged(july: co.Coalition) -> None:
    """Row 23: due before the summer, undecidable in July, and its hedge is in the sentence."""
    ultimatum = co.ledger(july)[2]
    assert (ultimatum.party, str(ultimatum.due), ultimatum.status) == (
        "VVD",
        "../2023-06-20",
        "undecidable",
    )
    assert str(ultimatum).endswith(
        "(stated, 2023-06, K paragraph 5): undecidable; due by 2023-06-20; "
        "hedged: does not rule out"
    )


def test_what_insiders_say_binds_nobody(case: co.Coalition, july: co.Coalition) -> None:
    """Rows 24 to 26: hearsay on the cabinet is a remark, in no ledger, and goes with hearsay."""
    hearsay = [said for said in july.remarks if said.attribution == "hearsay"]
    assert len([said for said in hearsay if str(said.date) == "2023-07"]) == 3
    assert len([said for said in hearsay if str(said.date) == "2023-01"]) == 1
    firm = july.without("hearsay")
    assert co.ledger(firm) == co.ledger(july)
    assert all(said.attribution != "hearsay" for said in firm.remarks)


DAYS = {"in time": "2020-06-01", "too late": "2020-08-01", "unclear": "2020", "same": "2020-06"}


@pytest.mark.parametrize(
    ("decided", "at", "status"),
    [
        ([], "2020-05", "open"),
        ([], "2020-06-29", "open"),
        ([], "2020-06-30", "undecidable"),
        ([("adopted", "in time")], "2021", "kept"),
        ([("adopted", "same")], "2021", "kept"),
        ([("adopted", "too late")], "2021", "broken"),
        ([("adopted", "unclear")], "2021", "undecidable"),
        ([("rejected", "in time")], "2021", "broken"),
        ([("adopted", "too late"), ("rejected", "in time")], "2021", "broken"),
        ([("adopted", "in time"), ("rejected", "too late")], "2021", "undecidable"),
        ([("adopted", "too late")], "2020-07", "undecidable"),
    ],
)
def test_status(decided: list[tuple[Result, str]], at: str, status: str) -> None:
    """A promise due in June 2020 is judged by what is known at the date."""
    (entry,) = co.ledger(promised([outcome(r, DAYS[day]) for r, day in decided]), at=at)
    assert entry.status == status
    assert len(entry.evidence) == len([d for _, d in decided if DAYS[d] <= at])


@pytest.mark.parametrize("at", ["2020-05", "2020-06-29", "2020-06-30", "2021"])
def test_a_case_at_a_date_is_judged_by_it(at: str) -> None:
    """Asking for a date and asking a case as of the date is the same."""
    case = promised([outcome("adopted", "2020-08-01")])
    assert co.ledger(case.at(at)) == co.ledger(case, at=at)
    assert co.ledger(case.at(at), at="2022") == co.ledger(case.at(at))


def test_without_a_date_the_last_day_in_the_case_counts() -> None:
    """What may be of any later day counts with the first that it may be, and no more."""
    for last, status in (("2020-06-29/..", "open"), ("2020-06-30/..", "undecidable")):
        case = attrs.evolve(promised([]), remarks=[co.Remark("x", date=last, attribution="stated")])
        assert [entry.status for entry in co.ledger(case)] == [status]


def test_a_deadline_reads_as_it_is_meant() -> None:
    """An open beginning is a deadline by a day; a season is in words."""
    for deadline, words in (("../2020-06-20", "due by 2020-06-20"), ("2020-22", "due summer 2020")):
        case = promised([], deadline)
        (entry,) = co.ledger(case)
        assert str(entry).endswith(f": open; {words}")
        assert f"; {words} (stated, 2020-01)" in co.report(
            case.with_positions(builders.said("A", date="2020-01"))
        )


def test_without_a_deadline_nothing_is_too_late() -> None:
    """A promise without a deadline stays open until something is decided."""
    case = promised([], deadline=None)
    assert [entry.status for entry in co.ledger(case, at="2099")] == ["open"]
    late = promised([outcome("adopted", "2050")], deadline=None)
    assert [entry.status for entry in co.ledger(late)] == ["kept"]


def test_what_was_decided_before_the_promise_shows_nothing() -> None:
    """An outcome before the promise was made is not what was promised."""
    (entry,) = co.ledger(promised([outcome("rejected", "2019")]), at="2020-03")
    assert (entry.status, entry.evidence) == ("open", ())


def test_a_status_known_by_hearsay_is_uncertain() -> None:
    """What rests on hearsay alone is only possibly so."""
    (entry,) = co.ledger(promised([outcome("adopted", "2020-05", attribution="hearsay")]))
    assert (entry.status, entry.certain) == ("kept", False)
    assert "possibly kept" in str(entry)


# what cannot both be kept


def excluding(*, excludes: str, deadlines: tuple[str | None, str | None]) -> co.Coalition:
    """Return a case in which A is bound to p and B to q, one of which may exclude the other."""
    return co.Coalition(
        parties=[{"id": "A"}, {"id": "B"}],
        proposals=[
            co.Proposal("p", "t", excludes=["q"] if excludes == "p" else []),
            co.Proposal("q", "t", excludes=["p"] if excludes == "q" else []),
        ],
        commitments=[
            co.Commitment(
                name,
                "promise",
                "Do it",
                proposal=proposal,
                deadline=deadline,
                date="2020",
                attribution="stated",
                hedge=hedge,
            )
            for name, proposal, deadline, hedge in zip(
                "AB", "pq", deadlines, (None, "perhaps"), strict=True
            )
        ],
    )


@pytest.mark.parametrize("excludes", ["p", "q"])
def test_promises_that_exclude_each_other(excludes: str) -> None:
    """Whichever proposal names the other, both cannot be kept, from the first deadline."""
    (found,) = co.conflicts(excluding(excludes=excludes, deadlines=(None, "2021-07")))
    assert isinstance(found.second, co.Commitment)
    assert (found.first.by, found.second.by, str(found.due)) == ("B", "A", "2021-07")
    assert str(found) == (
        "the promise of B, q, and the promise of A, p, cannot both be kept (first due 2021-07); "
        "B hedged: perhaps"
    )


def test_the_package_by_friday_against_a_weeks_delay(july: co.Coalition) -> None:
    """Rows 19 and 20: the VVD's demand and what its state secretary hints at exclude each other."""
    (found,) = co.conflicts(july)
    assert (found.first.by, found.first.kind, str(found.due)) == ("VVD", "demand", "2023-07")
    assert isinstance(found.second, co.Position)
    assert (found.second.actor, found.second.proposal) == ("vanderburg", "one-week-delay")
    assert str(found) == (
        "the demand of VVD, strict-asylum-package, and one-week-delay, which vanderburg is for, "
        "cannot both be kept (first due 2023-07); vanderburg hedged: only alluded to it"
    )
    delayed = attrs.evolve(
        july, outcomes=[outcome("rejected", "2023-07", proposal="one-week-delay")]
    )
    assert co.conflicts(delayed) == ()


def test_a_commitment_that_excludes_what_another_asks_for() -> None:
    """Whichever of two commitments excludes the proposal of the other, both cannot be kept."""
    case = excluding(excludes="", deadlines=(None, "2021-07"))
    first, second = case.commitments
    for made in (
        [attrs.evolve(first, excludes=["q"]), second],
        [first, attrs.evolve(second, excludes=["p"])],
    ):
        (found,) = co.conflicts(attrs.evolve(case, commitments=made))
        assert isinstance(found.second, co.Commitment)
        assert (found.first.by, found.second.by, str(found.due)) == ("B", "A", "2021-07")
    with pytest.raises(co.InvalidValue, match="'p' cannot both fulfill it and break it"):
        attrs.evolve(first, excludes=["p"])


def test_a_red_line_is_neither_kept_nor_in_conflict() -> None:
    """It is in the case, and in no ledger; what else was promised is there as before."""
    line = co.Commitment("A", "red line", "x", not_with="B", date="2020", attribution="stated")
    case = promised([])
    both = attrs.evolve(
        case, parties=[*case.parties, co.Party("B")], commitments=[line, *case.commitments]
    )
    assert both.red_lines == (line,)
    assert [one.commitment for one in co.ledger(both)] == list(case.commitments)
    assert (co.conflicts(both), co.deadlocks(both)) == ((), ())


def test_no_conflict_where_nothing_is_excluded() -> None:
    """Without a word on exclusion there is no conflict, nor is there one after a decision."""
    assert co.conflicts(excluding(excludes="", deadlines=(None, None))) == ()
    open_ = excluding(excludes="p", deadlines=(None, None))
    assert co.conflicts(open_)[0].due is None
    assert co.conflicts(attrs.evolve(open_, outcomes=[outcome("adopted", "2021")])) == ()


def test_what_was_decided_before_the_promises_settles_no_conflict() -> None:
    """What was turned down before it was promised is no answer to the promise."""
    case = excluding(excludes="p", deadlines=(None, None))
    before = attrs.evolve(case, outcomes=[outcome("rejected", "2019")])
    assert co.conflicts(before) == co.conflicts(case)


def test_exclusion_is_checked() -> None:
    """A proposal excludes others that are there, and not itself."""
    with pytest.raises(co.InvalidValue, match="'p' cannot exclude itself"):
        co.Proposal("p", "t", excludes=["p"])
    with pytest.raises(co.InvalidCase, match="there is no proposal 'q'"):
        co.Coalition(proposals=[co.Proposal("p", "t", excludes=["q"])])


def test_entries_are_values(july: co.Coalition) -> None:
    """Entries of the ledger pickle, hash and compare by value, and read as a sentence."""
    for answer in co.ledger(july):
        copy = pickle.loads(pickle.dumps(answer))  # noqa: S301 - our own bytes
        assert copy == answer
        assert hash(copy) == hash(answer)
        assert " " in str(answer)

"""Movement, dissent, promises and deadlock: the rows of the codebook, and how each is told.

The numbered rows are those of the codebook of the shipped case: 1 to 20 are positions, 21 to 26
promises, demands, threats and what insiders say.
"""

import pickle
from typing import Any

import attrs
import pytest

import coalition as co


@pytest.fixture(scope="module")
def case() -> co.Coalition:
    return co.load_case("migration-2023")


@pytest.fixture(scope="module")
def july(case: co.Coalition) -> co.Coalition:
    return case.at("2023-07")


# what moved


def test_what_followed_from_the_move_of_d66(case: co.Coalition) -> None:
    """Rows 6 and 9: D66 moved on labour migration; the split and its blocking are gone."""
    (shift,) = co.shifts(case, "2023-01", "2023-07")
    (divided,), (blocking,) = shift.splits, shift.blockers
    assert (divided.kind, blocking.kind) == ("vanished", "vanished")
    assert str(divided.before) == "D66 alone against VVD, CDA and CU on migration/labour"
    assert str(divided.after) == "VVD, D66, CDA and CU together on migration/labour"
    assert (str(blocking.before), blocking.after) == (
        "D66 blocks labour-migration-curb (reported, 2023-01, J)",
        None,
    )


def test_a_move_back_is_the_mirror_image() -> None:
    """What vanishes when an actor moves appears when it moves back."""
    case = two_parties(("B", "for", "2020"), ("B", "against", "2021"), ("B", "for", "2022"))
    (away,), (back,) = co.shifts(case, "2020", "2021"), co.shifts(case, "2021", "2022")
    kinds = [[c.kind for c in (*shift.splits, *shift.blockers)] for shift in (away, back)]
    assert kinds == [["appeared"] * 2, ["vanished"] * 2]


def test_a_move_that_decides_nothing_has_no_consequence() -> None:
    """Of two that cross the line together, each is told what its own move alone did."""
    case = two_parties(("A", "against", "2021"), ("B", "for", "2020"), ("B", "against", "2021"))
    shifts = {shift.actor: shift for shift in co.shifts(case, "2020", "2021")}
    assert set(shifts) == {"A", "B"}
    assert [change.kind for change in shifts["B"].splits] == ["vanished"]
    assert str(shifts["B"].splits[0].before) == "A against B on t"
    assert [change.after for change in shifts["B"].blockers] == [co.blockers(case, "p")[1]]


def test_a_blocker_that_is_less_sure_has_changed() -> None:
    """Who stays against on weaker word still blocks, but only possibly."""
    case = co.Coalition(
        parties=[{"id": "A"}],
        proposals=[{"id": "p", "topic": "t"}],
        positions=[
            co.Position("A", "p", -1, date="2020", attribution="stated"),
            co.Position("A", "p", -0.5, date="2021", attribution="hearsay"),
        ],
    )
    (shift,) = co.shifts(case, "2020", "2021")
    (change,) = shift.blockers
    assert (change.kind, shift.splits) == ("changed", ())
    assert str(change) == "blocker changed: A possibly blocks p (hearsay, 2021)"


def test_under_a_majority_the_move_unblocks_nothing(case: co.Coalition) -> None:
    """Rows 6 and 9: D66 had no veto under a majority of those voting, so that none vanished."""
    (shift,) = co.shifts(case, "2023-01", "2023-07", rule=co.Majority())
    assert (shift.blockers, [change.kind for change in shift.splits]) == ((), ["vanished"])


def test_history_of_labour_migration(case: co.Coalition) -> None:
    """Rows 6 to 9: D66 alone in 2023-01, and gone by 2023-07, each with what was new."""
    first, january, july = co.split_history(case, "migration/labour")
    assert [str(stage.date) for stage in (first, january, july)] == [
        "2022-12",
        "2023-01",
        "2023-07",
    ]
    assert [stage.changed for stage in (first, january, july)] == [False, True, True]
    assert january.split.blocs == (("VVD", "CDA", "CU"), ("D66",))
    assert july.split.blocs == (("VVD", "D66", "CDA", "CU"),)
    assert [said.actor for said in january.new] == ["CDA", "D66", "VVD"]
    assert {said.source for said in july.new} == {"K"}


def test_history_of_asylum(case: co.Coalition) -> None:
    """Rows 1 to 4 and 10 to 17: the split on asylum stays from January to July."""
    stages = co.split_history(case, "migration/asylum")
    assert [(str(s.date), s.split.blocs, s.changed) for s in stages] == [
        ("2023-01", (("VVD", "CDA"), ("D66", "CU")), True),
        ("2023-07", (("VVD", "CDA"), ("D66", "CU")), False),
    ]
    assert str(stages[1]) == (
        "2023-07: VVD and CDA against D66 and CU on migration/asylum (as before; 19 new positions)"
    )


def test_every_stage_is_the_split_of_its_date(case: co.Coalition) -> None:
    """A stage is what `split` says at its date, and between stages nothing on the topic is new."""
    for topic in (None, *case.topics):
        for stage in co.split_history(case, topic):
            assert stage.split == co.split(case.at(stage.date), topic)
            assert set(stage.new) <= set(case.at(stage.date).in_force)


def test_dates_that_end_on_one_day_are_one_stage() -> None:
    """A month and its last day end together: one stage, under the month."""
    case = two_parties(("B", "against", "2020-12-31"))
    assert [str(stage.date) for stage in co.split_history(case, "t")] == ["2020"]


def test_a_topic_without_positions_has_no_history() -> None:
    """No position, no stage; no such topic is an error."""
    case = co.Coalition(parties=[{"id": "A"}], proposals=[{"id": "p", "topic": "t"}])
    assert co.split_history(case, "t") == ()
    with pytest.raises(co.UnknownTopic):
        co.split_history(case, "u")


# who is off the line


def test_van_der_burg_is_off_the_line(july: co.Coalition) -> None:
    """Rows 19 and 20: a state secretary against his party, both sources given."""
    (found,) = co.dissent(july)
    assert (found.own.source, found.line.source) == ("K", "K")
    assert (found.own.hedge, found.line.hedge) == ("only alluded to it", None)
    assert (found.office, found.role) == ("state secretary", None)


def test_the_two_hats_are_told_apart() -> None:
    """Lindner let the bill pass as a minister, against the party that he leads."""
    (found,) = co.dissent(co.load_case("heating-law-2023").at("2023-05"))
    assert (found.politician, found.office, found.role) == (
        "lindner",
        "federal minister",
        "party leader",
    )
    assert (found.own.source, found.line.source) == ("cabinet", "fdp-congress")


# promises, demands, ultimatums


def test_the_promise_of_rutte(july: co.Coalition) -> None:
    """Row 21: made at the end of 2022 to his own party, repeated in June 2023, and open."""
    promise = co.ledger(july)[0]
    made = promise.commitment
    assert (made.by, promise.party, made.to) == ("rutte", "VVD", ("VVD",))
    assert (str(made.date), [str(date) for date in made.repeated]) == ("2022", ["2023-06"])
    assert (promise.status, promise.due, promise.evidence) == ("open", None, ())
    assert promise.outlook is not None
    assert [b.party for b in promise.outlook.blockers] == ["D66", "CU"]


def test_the_promise_was_not_yet_repeated_in_january(case: co.Coalition) -> None:
    """Row 21: what is known at a date is told for the date."""
    (promise,) = co.ledger(case, at="2023-01")
    assert (promise.commitment.repeated, promise.status) == ((), "open")


def test_the_demand_for_haste_cannot_be_decided(july: co.Coalition) -> None:
    """Row 22: that Rutte makes haste is no proposal, so nothing tells whether he did."""
    demand = co.ledger(july)[1]
    assert (demand.commitment.by, demand.commitment.to) == ("hermans", ("rutte",))
    assert (demand.status, demand.outlook, demand.certain) == ("undecidable", None, True)


def test_the_ultimatum_is_open_and_hedged(july: co.Coalition) -> None:
    """Row 23: due in 2023, open in July, and its hedge is in the sentence."""
    ultimatum = co.ledger(july)[2]
    assert (ultimatum.party, str(ultimatum.due), ultimatum.status) == ("VVD", "2023", "open")
    assert str(ultimatum).endswith(
        "(stated, 2023-06, K): open; due 2023; hedged: does not rule out"
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
def test_status(decided: list[tuple[str, str]], at: str, status: str) -> None:
    """A promise due in June 2020 is told by what is known at the date."""
    (entry,) = co.ledger(promised([outcome(r, DAYS[day]) for r, day in decided]), at=at)
    assert entry.status == status
    assert len(entry.evidence) == len([d for _, d in decided if DAYS[d] <= at])


def test_without_a_deadline_nothing_is_too_late() -> None:
    """A promise without a deadline stays open until something is decided."""
    case = promised([], deadline=None)
    assert [entry.status for entry in co.ledger(case, at="2099")] == ["open"]
    late = promised([outcome("adopted", "2050")], deadline=None)
    assert [entry.status for entry in co.ledger(late)] == ["kept"]


def test_what_was_decided_before_the_promise_tells_nothing() -> None:
    """An outcome before the promise was made is not what was promised."""
    (entry,) = co.ledger(promised([outcome("rejected", "2019")]), at="2020-03")
    assert (entry.status, entry.evidence) == ("open", ())


def test_a_status_known_by_hearsay_is_uncertain() -> None:
    """What rests on hearsay alone is only possibly so."""
    (entry,) = co.ledger(promised([outcome("adopted", "2020-05", attribution="hearsay")]))
    assert (entry.status, entry.certain) == ("kept", False)
    assert "possibly kept" in str(entry)


# deadlock


def test_what_the_deadlock_would_cost(july: co.Coalition) -> None:
    """Rows 12 and 23: adopt and D66 and CU lose, reject and the VVD does not rule out leaving."""
    (found,) = co.deadlocks(july)
    assert str(found) == "VVD demands strict-asylum-package, blocked by D66 and CU"
    assert (str(found.bites), found.hedge) == ("2023", "does not rule out")
    assert str(found.if_met) == "if met: D66 and CU lose"
    assert str(found.if_not) == (
        "if not met: VVD and CDA lose; VVD: leaving the cabinet (hedged: does not rule out)"
    )
    assert [held.actor for held in found.if_met.losers] == ["D66", "CU"]
    assert [made.by for made in found.if_not.unkept] == ["hermans", "VVD"]


def test_deadlock_depends_on_the_rule(july: co.Coalition) -> None:
    """VVD and CDA have 49 of 78 seats: under a majority of those nothing is in deadlock."""
    assert co.deadlocks(july, rule=co.Majority()) == ()
    (found,) = co.deadlocks(july, rule=co.Majority(of=150))
    assert str(found) == "VVD demands strict-asylum-package, blocked by D66 and CU"


def test_opponents_who_block_only_together() -> None:
    """Where nobody has a veto, the sentence says that they block together."""
    case = ultimate("A", *(("B", -1), ("C", -1)))
    (found,) = co.deadlocks(case, rule=co.NumberOf(2))
    assert (found.blockers, str(found)) == ((), "A demands p, blocked by B and C together")


def test_the_first_to_bite_comes_first() -> None:
    """Deadlocks are in the order of their deadlines, those without one last."""
    case = ultimate("A", ("B", -1), deadlines=(None, "2022", "2021-05", "2021"))
    bites = [found.bites and str(found.bites) for found in co.deadlocks(case)]
    assert bites == ["2021-05", "2021", "2022", None]


def test_what_is_decided_is_in_deadlock_no_longer() -> None:
    """An outcome ends a deadlock; until it is known it goes on."""
    case = ultimate("A", ("B", -1), outcomes=[outcome("rejected", "2021")])
    assert co.deadlocks(case) == ()
    assert len(co.deadlocks(case.at("2020"))) == 1


def test_losers_known_by_hearsay_possibly_lose() -> None:
    """A consequence that rests on hearsay says so."""
    case = ultimate("A", ("B", -1), attribution="hearsay")
    (found,) = co.deadlocks(case)
    assert str(found.if_met) == "if met: possibly B loses"


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
    """Whichever proposal names the other, both cannot be kept; the first deadline bites."""
    (found,) = co.conflicts(excluding(excludes=excludes, deadlines=(None, "2021-07")))
    assert isinstance(found.second, co.Commitment)
    assert (found.first.by, found.second.by, str(found.bites)) == ("B", "A", "2021-07")
    assert str(found) == (
        "the promise of B, q, and the promise of A, p, cannot both be kept (first due 2021-07); "
        "B hedged: perhaps"
    )


def test_the_package_by_friday_against_a_weeks_delay(july: co.Coalition) -> None:
    """Rows 19 and 20: the VVD's demand and what its state secretary hints at exclude each other."""
    (found,) = co.conflicts(july)
    assert (found.first.by, found.first.kind, str(found.bites)) == ("VVD", "demand", "2023-07")
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
        assert (found.first.by, found.second.by, str(found.bites)) == ("B", "A", "2021-07")
    with pytest.raises(co.InvalidValue, match="'p' cannot both fulfill it and break it"):
        attrs.evolve(first, excludes=["p"])


def test_no_conflict_where_nothing_is_excluded() -> None:
    """Without a word on exclusion there is no conflict, nor is there one after a decision."""
    assert co.conflicts(excluding(excludes="", deadlines=(None, None))) == ()
    open_ = excluding(excludes="p", deadlines=(None, None))
    assert co.conflicts(open_)[0].bites is None
    assert co.conflicts(attrs.evolve(open_, outcomes=[outcome("adopted", "2021")])) == ()


def test_exclusion_is_checked() -> None:
    """A proposal excludes others that are there, and not itself."""
    with pytest.raises(co.InvalidValue, match="'p' cannot exclude itself"):
        co.Proposal("p", "t", excludes=["p"])
    with pytest.raises(co.InvalidCase, match="there is no proposal 'q'"):
        co.Coalition(proposals=[co.Proposal("p", "t", excludes=["q"])])


def test_answers_are_values(case: co.Coalition, july: co.Coalition) -> None:
    """Every answer pickles, hashes and compares by value, and reads as a sentence."""
    for answer in (
        *co.shifts(case, "2023-01", "2023-07"),
        *co.shifts(case, "2023-01", "2023-07")[0].splits,
        *co.split_history(case, "migration/labour"),
        *co.ledger(july),
        *co.deadlocks(july),
    ):
        copy = pickle.loads(pickle.dumps(answer))  # noqa: S301 - our own bytes
        assert copy == answer
        assert hash(copy) == hash(answer)
        assert " " in str(answer)


def two_parties(*positions: tuple[str, str, str]) -> co.Coalition:
    """Return a case of A, for from 2020 on, and B."""
    return co.Coalition(
        parties=[{"id": "A"}, {"id": "B"}],
        proposals=[{"id": "p", "topic": "t"}],
        positions=[
            co.Position(actor, "p", stance, date=date, attribution="stated")
            for actor, stance, date in (("A", "for", "2020"), *positions)
        ],
    )


def outcome(
    result: str, date: str, attribution: str = "reported", *, proposal: str = "p"
) -> co.Outcome:
    return co.Outcome(proposal, result, date=date, attribution=attribution)


def promised(outcomes: list[co.Outcome], deadline: str | None = "2020-06") -> co.Coalition:
    """Return a case in which A promises p, and what became of it."""
    return co.Coalition(
        parties=[{"id": "A"}],
        proposals=[{"id": "p", "topic": "t"}],
        commitments=[
            co.Commitment(
                "A",
                "promise",
                "Do it",
                proposal="p",
                deadline=deadline,
                date="2020-01",
                attribution="stated",
            )
        ],
        outcomes=outcomes,
    )


def ultimate(
    by: str,
    *against: tuple[str, float],
    deadlines: tuple[str | None, ...] = ("2021",),
    outcomes: Any = (),
    attribution: str = "stated",
) -> co.Coalition:
    """Return a case in which one party demands p or else leaves, and others are against it."""
    return co.Coalition(
        parties=[{"id": by}, *({"id": name} for name, _ in against)],
        proposals=[{"id": "p", "topic": "t"}],
        positions=[
            co.Position(name, "p", stance, date="2020", attribution=attribution)
            for name, stance in ((by, 1), *against)
        ],
        commitments=[
            co.Commitment(
                by,
                "ultimatum",
                f"p by {deadline}",
                proposal="p",
                threat="leave",
                deadline=deadline,
                date="2020",
                attribution="stated",
            )
            for deadline in deadlines
        ],
        outcomes=outcomes,
    )

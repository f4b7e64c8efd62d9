"""Ultimatums whose demand is blocked: rows 12 and 23 of the codebook, and cases made up."""

import pickle
from collections.abc import Iterable

import attrs
import pytest

import coalition as co
from tests import builders
from tests.builders import said


@pytest.fixture(scope="module")
def july() -> co.Coalition:
    return co.load_case("migration-2023").at("2023-07")


def ultimate(
    by: str,
    *against: tuple[str, float],
    deadlines: tuple[str | None, ...] = ("2021",),
    outcomes: Iterable[co.Outcome] = (),
    attribution: str = "stated",
    made: str = "2020",
) -> co.Coalition:
    """Return a case in which one party demands p or else leaves, and others are against it."""
    return builders.case(
        [
            said(name, "p", stance, date=made, attribution=attribution)
            for name, stance in ((by, 1), *against)
        ],
        commitments=[
            co.Commitment(
                *(by, "ultimatum", f"p by {deadline}"),
                proposal="p",
                threat="leave",
                deadline=deadline,
                date=made,
                attribution="stated",
            )
            for deadline in deadlines
        ],
        outcomes=outcomes,
        parties="ABC",
        proposals="pq",
    )


def test_what_the_deadlock_would_cost(july: co.Coalition) -> None:
    """Rows 12 and 23: adopt and D66 and CU lose, reject and the VVD does not rule out leaving."""
    (found,) = co.deadlocks(july)
    assert str(found) == (
        "VVD demands strict-asylum-package, blocked by D66 and CU; its deadline, by 2023-06-20, "
        "has passed"
    )
    assert (str(found.due), found.hedge) == ("../2023-06-20", "does not rule out")
    assert str(found.if_met) == "if met: D66 and CU lose"
    assert str(found.if_not) == (
        "if not met: VVD and CDA lose; VVD: leaving the cabinet (hedged: does not rule out)"
    )
    assert [held.actor for held in found.if_met.losers] == ["D66", "CU"]
    assert [made.by for made in found.if_not.unkept] == ["hermans", "VVD"]


def test_deadlock_depends_on_the_rule(july: co.Coalition) -> None:
    """VVD and CDA have 48 of 77 seats: under a majority of those nothing is in deadlock."""
    assert co.deadlocks(july, rule=co.Majority()) == ()
    (found,) = co.deadlocks(july, rule=co.Majority(of=150))
    assert str(found).startswith("VVD demands strict-asylum-package, blocked by D66 and CU; ")


def test_opponents_who_block_only_together() -> None:
    """Where nobody has a veto, the sentence says that they block together."""
    case = ultimate("A", *(("B", -1), ("C", -1)))
    (found,) = co.deadlocks(case, rule=co.NumberOf(2))
    assert (found.blockers, str(found)) == ((), "A demands p, blocked by B and C together")


def test_the_first_to_fall_due_comes_first() -> None:
    """Deadlocks are in the order of their deadlines, those without one last."""
    case = ultimate("A", ("B", -1), deadlines=(None, "2022", "2021-05", "2021"))
    due = [found.due and str(found.due) for found in co.deadlocks(case)]
    assert due == ["2021-05", "2021", "2022", None]


BLOCKED = "A demands p, blocked by B"
PASSED = f"{BLOCKED}; its deadline, by 2020-06-20, has passed"


@pytest.mark.parametrize(
    ("spoken", "at", "sentences"),
    [
        ("2020-05", "2020-06-19", [BLOCKED]),
        ("2020-05", "2020-06-20", [PASSED]),
        ("2020-05", "2020-06", []),
        ("2020-07", "2020-07", [PASSED]),
        ("2020-07", "2020-08", []),
        ("2020-07", "2025", []),
        ("2020-07", None, [PASSED]),
    ],
)
def test_a_deadlock_ends_with_its_deadline_but_not_while_it_is_spoken_of(
    spoken: str, at: str | None, sentences: list[str]
) -> None:
    """Before the summer of 2020: pending until then, later only up to the last word on it."""
    case = ultimate("A", ("B", -1), deadlines=("../2020-06-20",), made="2020-04")
    case = case.with_positions(said("C", stance=1, date=spoken))
    assert list(map(str, co.deadlocks(case.at(at) if at else case))) == sentences


def test_what_else_is_said_later_does_not_keep_a_deadlock() -> None:
    """In a case that goes on about other things, a demand that nobody speaks of has lapsed."""
    case = ultimate("A", ("B", -1), deadlines=("../2020-06-20",), made="2020-04")
    assert list(map(str, co.deadlocks(case))) == [BLOCKED]
    assert co.deadlocks(case.with_positions(said("B", "q", date="2021"))) == ()
    again = attrs.evolve(case.commitments[0], repeated=["2021"])
    (found,) = co.deadlocks(attrs.evolve(case, commitments=[again]).at("2021"))
    assert (found.overdue, str(found)) == (True, PASSED)


def test_what_may_still_be_said_of_a_demand_keeps_it() -> None:
    """A statement with an open end is known at no date; where all is asked, it is the last word."""
    case = ultimate("A", ("B", -1), deadlines=("../2020-06-20",), made="2020-04")
    later = case.with_positions(said("C", stance=1, date="2021/.."))
    assert list(map(str, co.deadlocks(later))) == [PASSED]
    assert co.deadlocks(later.at("2025")) == ()


def test_what_is_decided_is_in_deadlock_no_longer() -> None:
    """An outcome ends a deadlock; until it is known it goes on."""
    rejected = co.Outcome("p", "rejected", date="2021", attribution="reported")
    case = ultimate("A", ("B", -1), outcomes=[rejected])
    assert co.deadlocks(case) == ()
    assert len(co.deadlocks(case.at("2020"))) == 1


def test_what_was_decided_before_the_ultimatum_ends_no_deadlock() -> None:
    """Who demands again what was turned down is in deadlock again: the ledger has it as open."""
    rejected = co.Outcome("p", "rejected", date="2019", attribution="reported")
    case = ultimate("A", ("B", -1), outcomes=[rejected])
    assert [entry.status for entry in co.ledger(case)] == ["open"]
    assert [str(found) for found in co.deadlocks(case)] == ["A demands p, blocked by B"]


def test_losers_known_by_hearsay_possibly_lose() -> None:
    """A consequence that rests on hearsay says so."""
    case = ultimate("A", ("B", -1), attribution="hearsay")
    (found,) = co.deadlocks(case)
    assert str(found.if_met) == "if met: possibly B loses"


def test_deadlocks_are_values(july: co.Coalition) -> None:
    """Deadlocks pickle, hash and compare by value, and read as a sentence."""
    for answer in co.deadlocks(july):
        copy = pickle.loads(pickle.dumps(answer))  # noqa: S301 - our own bytes
        assert copy == answer
        assert hash(copy) == hash(answer)
        assert " " in str(answer)


def test_without_a_deadline_nothing_is_overdue() -> None:
    """Not even at the last date that there is."""
    made = co.Commitment(
        *("A", "ultimatum", "p"), proposal="p", threat="go", date="2023", attribution="stated"
    )
    held = builders.case([said("A"), said("B", stance=-1, date="2023/..")], commitments=[made])
    (found,) = co.deadlocks(held.at("2023/.."))
    assert not found.overdue


def test_a_demand_that_no_vote_could_carry() -> None:
    """Where the parties have too few seats to meet a demand, nobody is named as blocking it."""
    july = co.load_case("migration-2023").at("2023-07")
    found = co.deadlocks(july, rule=co.Majority(of=200))
    assert [str(one).partition("; its")[0] for one in found] == [
        f"VVD demands {one.ultimatum.proposal}, blocked: no vote of these members could carry it"
        for one in found
    ]
    assert found

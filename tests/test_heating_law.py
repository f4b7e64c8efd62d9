"""The second shipped case: the heating law of SPD, Greens and FDP, March to September 2023."""

import pytest

import coalition as co


@pytest.fixture(scope="module")
def case() -> co.Coalition:
    return co.load_case("heating-law-2023")


def test_the_fdp_was_alone_in_may(case: co.Coalition) -> None:
    """Its congress was against the bill as it stood, and it kept the bill off the agenda."""
    may = case.at("2023-05")
    assert [str(split) for split in co.splits(may)] == [
        "FDP alone against SPD and Greens on climate/heating",
        "SPD, Greens and FDP together on climate/targets",
        "FDP alone against SPD and Greens on procedure",
    ]
    assert [str(blocker) for blocker in co.blockers(may, "heating-law")] == [
        "FDP blocks heating-law (stated, 2023-04, fdp-congress)"
    ]


def test_the_agreement_of_june_ended_it(case: co.Coalition) -> None:
    """The FDP moved on the law, which ended the split and its blocking."""
    (shift,) = co.shifts(case, "2023-05", "2023-06")
    assert (shift.actor, shift.proposal, shift.after.source) == (
        "FDP",
        "heating-law",
        "guard-rails",
    )
    assert [change.kind for change in (*shift.splits, *shift.blockers)] == ["vanished"] * 2
    assert co.blockers(case.at("2023-06"), "heating-law") == ()
    assert [str(stage.date) for stage in co.split_history(case, "climate/heating")] == [
        "2023-04-19",
        "2023-04",
        "2023-06-13",
    ]


@pytest.mark.parametrize(
    ("date", "status"),
    [("2023-06", "open"), ("2023-08", "undecidable"), ("2023-09-08", "broken")],
)
def test_the_promise_of_the_summer(case: co.Coalition, date: str, status: str) -> None:
    """Passed on 8 September, the law came too late for a promise due before the recess."""
    (entry,) = co.ledger(case, at=date)
    assert entry.status == status


def test_one_position_hung_the_split(case: co.Coalition) -> None:
    """The split of May hangs on the congress of the FDP alone, not on what is inferred."""
    found = co.robustness(case.at("2023-05"), "climate/heating")
    assert [flip.moves[0].position.source for flip in found.rests_on] == ["fdp-congress"]
    assert found.changes == 1


def test_every_fact_has_a_source(case: co.Coalition) -> None:
    """Each fact names its source, and what is inferred says from what."""
    assert all(party.source for party in case.parties)
    assert all(person.source for person in case.politicians)
    assert all(proposal.source for proposal in case.proposals)
    said = (*case.positions, *case.commitments, *case.outcomes, *case.remarks)
    assert all(statement.source for statement in said)
    assert all(said.note for said in case.positions if said.attribution == "inferred")
    assert case.seats == {"SPD": 206, "Greens": 118, "FDP": 92}

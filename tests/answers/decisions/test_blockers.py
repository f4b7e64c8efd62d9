"""Who stops a proposal alone, under which rule."""

import pytest

import coalition as co
from tests import builders
from tests.answers.decisions.roll_calls import attended, voted
from tests.builders import said
from tests.matrices import founded


@pytest.fixture(scope="module")
def july() -> co.Coalition:
    return co.load_case("migration-2023").at("2023-07")


def test_the_cabinet_of_the_example(july: co.Coalition) -> None:
    """With 76 of 150 seats needed and 78 there, all four parties are veto players."""
    for rule in (co.Majority(of=150), co.Quota(76), co.Quota(76, weights=july.seats)):
        assert co.blocked_by(july, "CU", rule=rule) == co.blocked_by(july, "CU")
        found = co.decide(july, "strict-asylum-package", rule=rule)
        assert co.blockers(july, "strict-asylum-package", rule=rule) == found.blockers


def test_a_majority_of_votes_cast(july: co.Coalition) -> None:
    """Of votes cast, VVD and CDA outvote D66 and CU, and nobody can block alone."""
    assert co.blockers(july, "strict-asylum-package", rule=co.Majority()) == ()
    assert co.blocked_by(july, "CU", rule=co.Majority()) == ()


def test_politicians_as_the_body(july: co.Coalition) -> None:
    """Any actors can be the body that decides."""
    assert co.blocked_by(july, "vanderburg", actors=["vanderburg"]) == ()
    assert co.blocked_by(july, "VVD", actors=["vanderburg", "VVD"]) == (
        "one-week-delay",
        "package-on-the-table",
    )


def test_votes_in_a_matrix() -> None:
    """In a stance matrix, who is against by a vote certainly blocks."""
    (blocker,) = co.blockers(voted(), "p", rule=co.Veto("C") & co.Majority())
    assert (blocker.certain, str(blocker)) == (True, "C blocks p")
    assert co.blocked_by(voted(), "C") == ("p",)


def test_who_is_unknown_is_refused() -> None:
    """A matrix has no blockers of a proposal, and nothing blocked by an actor, not in it."""
    with pytest.raises(co.UnknownProposal, match="no proposal 'r'"):
        co.blockers(voted(), "r")
    with pytest.raises(co.UnknownActor, match="no actor 'D'"):
        co.blocked_by(voted(), "D")


def test_who_was_not_a_member_does_not_block() -> None:
    """The body is those who were members when the vote was taken: three of A, B, C are needed."""
    rule = co.NumberOf(3)
    assert [b.party for b in co.blockers(attended(), "p", rule=rule)] == ["B"]
    assert co.blocked_by(attended(), "B", rule=rule) == ("p",)


def test_reasons_are_those_of_the_blocker_the_best_known_first() -> None:
    """A blocker has its own positions on the proposal, and no other's."""
    stated, rumor = said("A", stance=-1), said("A", stance=-1, attribution="hearsay")
    case = builders.case([rumor, stated, said("B", stance=-1), said("A", "q", -1)])
    first, second = co.blockers(case, "p")
    assert (first.party, first.reasons) == ("A", (stated, rumor))
    assert (second.party, second.reasons) == ("B", (said("B", stance=-1),))
    assert str(first) == "A blocks p (stated, 2023 and hearsay, 2023)"


def test_positions_of_others_are_no_reasons() -> None:
    """Positions of actors who are not in a matrix make nobody a blocker, and no error."""
    others = co.StanceMatrix(("A",), ("p",), [[-1]], positions=[said("Z", stance=-1)])
    (blocker,) = co.blockers(others, "p")
    assert (blocker.party, blocker.reasons) == ("A", ())


@pytest.mark.parametrize("rule", [co.Unanimity(), co.Majority() & co.Veto("New")])
def test_nobody_blocks_what_is_undecided(rule: co.Rule) -> None:
    """Where nobody was a member, or the rule does not fit who was, there is no blocker."""
    votes = founded()
    assert co.blockers(votes.select(actors=["New", "Newer"]), "m1", rule=rule) == ()
    assert co.blockers(votes, "m1", rule=rule) == ()
    assert co.blocked_by(votes, "New", rule=rule) == ("m2",)

"""What answers make of actors who contradict themselves, and that they say what counted."""

from typing import Any

import pytest

import coalition as co
from coalition.model.words import Several
from tests.builders import said
from tests.several_statements import contradicting, counted, edges


def test_whoever_contradicts_itself_is_not_against() -> None:
    """A decision has no side of such an actor, and gives its statements as reasons."""
    decision = co.decide(contradicting(), "p", actors=["A", "C"])
    assert (decision.outcome, decision.unknown, decision.conflicting) == ("open", ("A",), ("A",))
    assert [said.side for said in decision.reasons] == ["for", "against", "for"]
    assert [(b.party, b.certain, len(b.reasons)) for b in decision.blockers] == [("A", False, 2)]
    assert str(decision) == (
        "p is open: it depends on A (unanimity); conflicting: A (every statement counts)"
    )
    assert co.blockers(contradicting(), "p", actors=["A", "C"]) == ()


def test_who_says_the_same_more_or_less_has_a_side() -> None:
    """Statements that differ in degree alone leave no number, but a side."""
    matrix = co.stance_matrix(contradicting())
    assert (matrix.stance("B", "p"), matrix.side("B", "p")) == (None, "against")
    assert co.decide(contradicting(), "p").opponents == ("B",)
    assert co.blocked_by(contradicting(), "B") == ("p",)
    (blocker,) = co.blockers(contradicting(), "p")
    assert str(blocker) == (
        "B blocks p (stated, 2024-01-01 and stated, 2024-01-01) (every statement counts)"
    )


def test_what_is_certain_rests_on_what_is_certain() -> None:
    """Hearsay of the other side makes a decision open, and it is not so without."""
    now = contradicting().without(
        *(said for said in contradicting().positions if said.actor == "B")
    )
    assert co.decide(now, "p", actors=["A", "C"]).certain is False
    assert co.decide(now.without("hearsay"), "p", actors=["A", "C"]).outcome == "passes"


@pytest.mark.parametrize("several", ["all", "latest", "month", "range"])
def test_a_matrix_is_counted_as_its_case(several: Several) -> None:
    """What is asked of a case, and of its matrix, counts the same statements, and says so."""
    now = contradicting().counting(several)
    matrix = co.stance_matrix(now)
    assert co.split(matrix) == co.split(now)
    assert co.splits(matrix) == co.splits(now)
    assert co.decide(matrix, "p") == co.decide(now, "p")
    assert co.decisions(matrix) == co.decisions(now)
    assert co.blockers(matrix, "p") == co.blockers(now, "p")
    assert co.blocked_by(matrix, "B") == co.blocked_by(now, "B")
    assert edges(co.agreement_graph(matrix)) == edges(co.agreement_graph(now))
    assert co.split(now).several == several


def quarrel() -> co.Coalition:
    """Return a case of a party and its minister, who both change their minds, and of another."""
    threat = co.Commitment(
        *("A", "ultimatum", "Have p"),
        proposal="p",
        excludes=["q"],
        threat="leave",
        date="2024-01-01",
        attribution="stated",
    )
    known: dict[str, Any] = {"source": "s", "salience": 2}
    return counted(
        said("A", "p", "for", date="2024-01-01", **known),
        said("ann", "p", "for", date="2024-01-01"),
        said("ann", "p", "against", date="2024-02-01"),
        said("B", "p", "for", date="2024-01-01"),
        said("B", "p", "against", date="2024-02-01"),
        said("A", "q", "against", date="2024-01-01"),
        said("B", "q", "for", date="2024-01-01", **known),
        said("B", "q", "for", date="2024-02-01", **known),
        politicians=[co.Politician("ann", "Ann", party="A")],
        commitments=[threat],
    )


def answers(now: co.Coalition) -> dict[str, Any]:
    """Ask all that needs one stance of each actor."""

    def outcome(now: co.Coalition) -> str:
        return co.decide(now, "p").outcome

    groups = {"all": ["A", "B"]}
    found: dict[str, Any] = {
        "packages": co.packages(now, actors=["A", "B"]),
        "concessions": co.concessions(now, "p", actors=["A", "B"]),
        "compromise": co.compromise(now, "p"),
        "exchanges": co.exchanges(now, actors=["A", "B"]),
        "cohesion": co.cohesion(now, groups=groups),
        "polarization": co.polarization(now, "p"),
        "shifts": co.shifts(now, "2024-01", "2024-02"),
        "split_history": co.split_history(now),
        "dissent": co.dissent(now),
        "deadlocks": co.deadlocks(now),
        "ledger": co.ledger(now),
        "conflicts": co.conflicts(now),
        "certainty": co.certainty(now, outcome, proposals=["p"]),
        "hinges": co.hinges(now, outcome),
    }
    return found


def terms_of(answer: Any) -> str:
    """Return what an answer, or what it is made of, says that several statements count for."""
    for part in ("decision", "split", "outlook"):
        answer = getattr(answer, part, answer)
    return str(answer.several)


def test_an_answer_that_needs_one_stance_says_what_counted() -> None:
    """Each has what counted as a field, and says it unless it is the usual."""
    for several in ("latest", "all", "source", "month"):
        found = answers(quarrel().counting(several))
        for name, answer in found.items():
            for one in answer if isinstance(answer, tuple) else [answer]:
                assert (name, terms_of(one)) == (name, several)
    latest, every = (answers(quarrel().counting(one)) for one in ("latest", "all"))
    assert all(latest.values())
    told = [one for one in latest.values() if not isinstance(one, tuple)]
    told += [one for name in ("dissent", "deadlocks", "shifts") for one in latest[name]]
    assert all(str(one).endswith("(the latest statement counts)") for one in told)
    assert [len(found["dissent"]) for found in (latest, every)] == [1, 0]
    assert every["compromise"][0].unknown == ("B", "C")


def test_whoever_contradicts_itself_may_hold_either() -> None:
    """Under `latest`, certainty goes through all that such an actor may hold."""
    now = counted(
        said("A", "p", "for", date="2024"), said("A", "p", "against", date="2024"), several="latest"
    )
    found = co.certainty(now, lambda one: co.decide(one, "p", actors=["A"]).outcome, actors=["A"])
    assert {possible.value for possible in found.possible} == {"passes", "blocked"}


def test_robustness_needs_one_stance() -> None:
    """Which stance would change is not told where an actor has several."""
    with pytest.raises(co.InvalidValue, match="none of which is the one to change"):
        co.robustness(contradicting())
    assert co.robustness(contradicting().counting("latest")).split.several == "latest"


def test_a_report_says_what_counts() -> None:
    """The report names the policy, and whose statements conflict."""
    text = co.report(contradicting(), at="2024")
    assert "one actor on one proposal: every statement counts." in text
    assert "p: B (stated, 2024-01-01); conflicting: A" in " ".join(text.split())
    assert "statement" not in co.report(
        contradicting().without(*contradicting().positions).counting("refuse")
    )

"""Who blocks what as a picture: the cells and outcomes are those of the decisions."""

from typing import Any

import pytest

import coalition as co
from coalition import plot
from tests.builders import case, said
from tests.matrices import founded
from tests.pictured import gaps, keys, named

pytest.importorskip("matplotlib")


def test_blockers_are_those_of_the_decisions(july: co.Coalition) -> None:
    """Certain, possible and unknown blockers are where `decisions` has them, with outcomes."""
    ax: Any = plot.blockers(july)
    rows, columns = named(ax.yaxis), named(ax.xaxis)
    crosses, hatched = set(), set()
    for text in ax.texts:
        x, y = text.get_position()
        if text.get_text() == "\u2715":
            crosses.add((columns[round(x)], rows[round(y)]))
    for patch in ax.patches:
        hatched.add((columns[round(patch.get_x() + 0.5)], rows[round(patch.get_y() + 0.5)]))
    made = co.decisions(july)
    found = [blocker for decision in made for blocker in decision.blockers]
    assert crosses == {(b.party, b.proposal) for b in found if b.reasons}
    assert hatched == {(b.party, b.proposal) for b in found if not b.certain}
    assert ax.get_title().replace("\n", " ") == (
        "12 proposals: 3 blocked, 3 possibly blocked, 2 open, 3 possibly passing, 1 passing "
        "(unanimity)"
    )
    assert sum(text.get_text().endswith("blocked") for text in ax.texts) == 6


def test_every_reason_has_a_key() -> None:
    """Each reason for which a stance is missing has a sign of its own, and a key for it."""
    reasons = ["unknown (?)", "absent (a)", "not a member (n)", "abstained (o)"]
    conflicting = "conflicting (\u00b1)"
    assert keys(plot.positions(gaps()))[3:] == [*reasons, conflicting]
    found = set(keys(plot.blockers(gaps())))
    assert found >= {*reasons, "conflicting, would block if against (\u00b1)"}


def test_conflicting_statements_are_no_position() -> None:
    """Who contradicts itself is drawn as that, by the name of the reason, in both tables."""
    positions = [said("A", stance=1), said("A", stance=-1), said("B", stance=-1)]
    torn = case(positions, several="all")
    for draw in (plot.positions, plot.blockers):
        ax: Any = draw(torn)
        signs = {
            ax.get_xticklabels()[int(t.get_position()[0])].get_text(): t.get_text()
            for t in ax.texts[:2]
        }
        assert signs["A"] == "\u00b1"
    assert keys(plot.positions(torn)) == ["against (\u2212)", "conflicting (\u00b1)"]
    assert keys(plot.blockers(torn)) == ["blocks (\u2715)", "conflicting (\u00b1)"]
    undecided = case([*positions[:2], said("B", stance=1)], several="all")
    assert keys(plot.blockers(undecided)) == [
        "conflicting, would block if against (\u00b1)",
        "for (+)",
    ]


def test_what_is_undecided_has_its_row() -> None:
    """A proposal on which nobody was a member does not stop the picture."""
    ax: Any = plot.blockers(founded().select(actors=["New", "Newer"]), rule=co.Majority())
    assert named(ax.yaxis) == ["m1", "m2"]
    assert ax.get_title().replace("\n", " ") == (
        "2 proposals: 1 blocked, 1 undecided (majority of votes cast)"
    )


def test_what_no_vote_could_carry_has_no_blocker() -> None:
    """Where all members together would not suffice, no cell is a blocker, and the row says so."""
    votes = co.StanceMatrix(("A", "B"), ("p",), [[1.0], [-1.0]], seats=(40, 30))
    ax: Any = plot.blockers(votes, rule=co.Majority(of=150).named("the chamber"))
    assert keys(ax) == ["against, does not block alone (\u2212)", "for (+)"]
    title = "1 proposal: 1 blocked whatever they vote (the chamber)"
    assert ax.get_title().replace("\n", " ") == title
    assert "blocked whatever they vote" in {text.get_text() for text in ax.texts}

"""Which statements are current where an actor makes several on one proposal."""

import coalition as co
from tests.builders import said
from tests.model.small_case import small
from tests.refused import faults


def test_contradiction_in_salience_counts_and_repetition_does_not() -> None:
    """Two sources may say the same; how much it matters is part of what is said."""
    twice = small(positions=[said(attribution="hearsay"), said(date="2023-05")])
    assert len(twice.in_force) == 2
    assert twice.position("A", "p") == said(date="2023-05")
    assert [p.attribution for p in twice.held("A", "p")] == ["stated", "hearsay"]
    assert len(faults(small, positions=[said(), said(salience=2)])) == 1


def test_an_earlier_statement_holds_again_without_a_later_hearsay() -> None:
    """What a rumor superseded is current again where the rumor is dropped."""
    case = small(positions=[said(date="2022"), said(stance=-1, attribution="hearsay")])
    assert [b.certain for b in co.blockers(case, "p")] == [False]
    assert case.without("hearsay").position("A", "p") == said(date="2022")
    assert co.blockers(case.without("hearsay"), "p") == ()

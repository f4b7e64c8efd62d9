"""Critical statements: those without which an answer is another."""

from typing import Any

import attrs
from hypothesis import given, settings

import coalition as co
from tests.builders import case, said
from tests.doubtful import STATEMENTS, blocks, cases


def test_the_package_on_the_table_rests_on_a_rumor() -> None:
    """Row 18: that it is blocked rests on one piece of hearsay."""
    july = co.load_case("migration-2023").at("2023-07")
    (hinge,) = co.hinges(july, lambda now: co.decide(now, "package-on-the-table").outcome)
    assert (hinge.position.actor, hinge.position.attribution) == ("VVD", "hearsay")
    assert hinge.without != "blocked"


def test_nothing_rests_on_what_two_sources_say() -> None:
    """Where two sources say the same, neither is needed; where one says it, it is."""
    first, again = said("A", "p", -1), said("A", "p", -1, attribution="reported")
    for positions, critical in (([first], [first]), ([first, again], [])):
        found = co.hinges(case(positions), blocks("A", "p"), topic="t")
        assert [hinge.position for hinge in found] == critical


@settings(max_examples=40, deadline=None)
@given(cases(), STATEMENTS)
def test_property_hinges_are_what_leaving_out_shows(now: co.Coalition, statement: Any) -> None:
    """An answer rests on exactly those statements without which it is another."""
    value = statement(now)
    expected = {
        one
        for index, one in enumerate(now.positions)
        if statement(
            attrs.evolve(now, positions=[*now.positions[:index], *now.positions[index + 1 :]])
        )
        != value
    }
    assert {hinge.position for hinge in co.hinges(now, statement)} == expected
    assert {h.position for h in co.hinges(now, statement, proposals=["p0"])} == {
        one for one in expected if one.proposal == "p0"
    }

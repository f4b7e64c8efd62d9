"""Statements: what each must be, and its sentence."""

from typing import Any

import pytest

import coalition as co
from tests.builders import said
from tests.refused import faults


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"kind": "threat"}, "kind: must be one of promise, demand, ultimatum, not 'threat'"),
        (
            {"kind": "ultimatum"},
            "threat: an ultimatum has a threat, a promise or a demand has none",
        ),
        ({"threat": "x"}, "threat: an ultimatum has a threat, a promise or a demand has none"),
        ({"deadline": "2022"}, "deadline: 2022 is before it was made (2023)"),
        ({"repeated": ["2024", "2022"]}, "repeated[1]: 2022 is before it was first made (2023)"),
        (
            {"attribution": "rumor"},
            (
                "attribution: must be one of stated, reported, measured, claimed, hearsay, "
                "inferred, not 'rumor'; it usually means 'hearsay'"
            ),
        ),
    ],
)
def test_commitments_that_make_no_sense(fields: dict[str, Any], fault: str) -> None:
    """A threat makes an ultimatum, and nothing is due or repeated before it was made."""
    made = {"by": "ann", "kind": "promise", "text": "x", "date": "2023", "attribution": "stated"}
    assert faults(co.Commitment, **{**made, **fields}) == [fault]


def test_a_meeting_ends_after_it_begins() -> None:
    """A meeting that ends before it begins is refused."""
    assert faults(
        co.Meeting, "m", "Talks", date="2023-05", until="2023-04", attribution="stated"
    ) == ["until: 2023-04 is before it begins (2023-05)"]


def test_statements_say_how_they_are_known() -> None:
    """The sentence of a statement names attribution, speaker, date and source."""
    position = said(speaker="ann", source="news", attribution="stated")
    assert str(position) == "A for p (stated by ann, 2023, news)"
    assert str(said(stance=0, attribution="hearsay")) == "A neutral p (hearsay, 2023)"
    made = co.Commitment("ann", "demand", "Haste", date="2023", attribution="stated")
    assert str(made) == "demand by ann: Haste (stated, 2023)"
    assert str(co.Remark("Rain", date="2023", attribution="reported")) == "Rain (reported, 2023)"


@pytest.mark.parametrize(
    ("known", "told"),
    [
        ({}, "stated, 2023"),
        ({"source": "J"}, "stated, 2023, J"),
        ({"source": ["J", "K"]}, "stated, 2023, J and K"),
        ({"source": ("J", "K"), "locator": "p. 3"}, "stated, 2023, J p. 3 and K"),
        ({"locator": "p. 3", "speaker": "ann"}, "stated by ann, 2023, p. 3"),
        ({"source": [], "quotation": "Never!"}, "stated, 2023"),
    ],
)
def test_provenance_names_every_source(known: dict[str, Any], told: str) -> None:
    """How, when and where: all sources, and the place in the first."""
    assert said(**known).provenance == told


def test_the_first_source_is_the_source() -> None:
    """One id is a list of one."""
    both = said(source=["J", "K"])
    assert (both.source, both.sources, said().source) == ("J", ("J", "K"), None)
    assert said(source="J") == said(source=["J"])
    assert faults(said, source=["J", "J"]) == ["source: names J more than once"]
    assert faults(said, source=7) == ["source: must be text or a list, not 7"]


def test_what_is_certain() -> None:
    """Stated, reported and measured; not what is claimed, hearsay or inferred."""
    kinds = ("stated", "reported", "measured", "claimed", "hearsay", "inferred")
    certain = [said(attribution=kind).certain for kind in kinds]
    assert certain == [True, True, True, False, False, False]
    assert [b.certain for b in map(_blocker, kinds)] == certain


def test_the_surest_stands_first() -> None:
    """Of positions that say the same, the order is that of the words."""
    kinds = ("inferred", "claimed", "stated", "hearsay", "measured", "reported")
    case = co.Coalition(
        parties=[co.Party("A")],
        proposals=[co.Proposal("p", "t")],
        positions=[said(attribution=kind) for kind in kinds],
    )
    assert [one.attribution for one in case.held("A", "p")] == [
        *("stated", "reported", "measured", "claimed", "hearsay", "inferred")
    ]


def _blocker(kind: str) -> co.Blocker:
    case = co.Coalition(
        parties=[co.Party("A")],
        proposals=[co.Proposal("p", "t")],
        positions=[said(stance=-1, attribution=kind)],
    )
    (found,) = co.blockers(case, "p")
    return found

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
            "attribution: must be one of stated, reported, measured, claimed, hearsay, inferred, "
            "not 'rumor'",
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

"""Statements: what each must be, and its sentence."""

from typing import Any

import pytest

import coalition as co
from tests.builders import said
from tests.refused import faults


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        (
            {"kind": "threat"},
            "kind: must be one of promise, demand, ultimatum, red line, not 'threat'",
        ),
        (
            {"kind": "ultimatum"},
            "threat: an ultimatum has a threat, other commitments have none",
        ),
        ({"threat": "x"}, "threat: an ultimatum has a threat, other commitments have none"),
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


LINE: dict[str, Any] = {
    "by": "A",
    "kind": "red line",
    "text": "x",
    "not_with": ["B"],
    "date": "2023",
    "attribution": "stated",
}
BESIDE = "a red line is about parties; record a promise or a demand beside it"


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"not_with": []}, "a red line needs at least one of not_with, not_without, only_as"),
        ({"kind": "promise"}, "not_with: only a red line has one"),
        ({"kind": "demand", "not_with": (), "not_without": "B"}, "not_without: only a red line ha"),
        ({"kind": "demand", "not_with": (), "only_as": "largest"}, "only_as: only a red line has"),
        ({"kind": "demand", "not_with": (), "until": "2024"}, "until: only a red line has one"),
        ({"threat": "x"}, "threat: an ultimatum has a threat, other commitments have none"),
        ({"proposal": "p"}, f"proposal: {BESIDE}"),
        ({"excludes": "p"}, f"excludes: {BESIDE}"),
        (
            {"deadline": "2024"},
            "deadline: a red line has none; when it was lifted stands in `until`",
        ),
        ({"not_without": ["B"]}, "not_without: B cannot be in `not_with`, too"),
        ({"only_as": "smallest"}, "only_as: must be one of largest, not 'smallest'"),
        ({"until": "2022"}, "until: 2022 is before it was made (2023)"),
        (
            {"until": "2024", "repeated": ["2024-05", "2025"]},
            "repeated[1]: 2025 is after it was lifted (2024)",
        ),
    ],
)
def test_red_lines_that_make_no_sense(fields: dict[str, Any], fault: str) -> None:
    """They are about parties, others than the maker, until they are lifted; nothing else is."""
    (found,) = faults(co.Commitment, **{**LINE, **fields})
    assert found.startswith(fault)


@pytest.mark.parametrize(
    ("fields", "terms"),
    [
        ({}, "not with B"),
        ({"not_with": ["B", "C", "D"]}, "not with B, C or D"),
        ({"not_with": (), "not_without": ["B", "C"]}, "not without B and C"),
        ({"not_without": "C", "only_as": "largest"}, "not with B; not without C; only as the la"),
        ({"kind": "demand", "not_with": ()}, ""),
    ],
)
def test_the_terms_of_a_red_line(fields: dict[str, Any], terms: str) -> None:
    """They are the fields in words, and nothing else has any."""
    assert co.Commitment(**{**LINE, **fields}).terms.startswith(terms)


def test_a_red_line_says_its_terms_once() -> None:
    """Beside the words of the coder, unless these are the same."""
    said_so = {text: str(co.Commitment(**{**LINE, "text": text})) for text in ("Not with B", "No.")}
    assert said_so == {
        "Not with B": "red line of A: Not with B (stated, 2023)",
        "No.": "red line of A: No, namely not with B (stated, 2023)",
    }


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

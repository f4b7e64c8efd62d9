"""What the items of a collection must be to each other."""

from typing import Any

import pytest

import coalition as co
from tests.builders import said
from tests.model.small_case import small
from tests.refused import faults


def test_every_fault_of_a_collection_at_once() -> None:
    """Faults of items and between items are reported together, each with its place."""
    found = faults(
        co.Coalition,
        sources=[co.Source("news", "News")],
        parties=[{"id": "A"}, {"id": "a"}, {"id": "B", "seats": "many"}, co.Party("A")],
        politicians=[co.Politician("ann", "Ann", "C"), {"id": "B", "name": "Bo"}],
        proposals=[{"id": "p", "topic": "t"}, {"id": "q", "topic": "T"}, 7],
        positions=[
            said("A", "p", 1),
            said("A", "p", -1, date="2023-05"),
            said("B", "p", 1, source="nws", speaker="bob"),
            {"actor": "X", "proposal": "p", "stance": 2},
        ],
    )
    assert found == [
        "parties[2].seats: must be a whole number, 0 or more, not 'many'",
        "proposals[2]: must be a table of fields, not 7",
        "positions[3].date: is missing",
        "positions[3].attribution: is missing",
        "positions[3].stance: must lie between -1 (against) and 1 (for), not 2",
        "parties[1].id: 'a' differs from 'A' (parties[0].id) only in case or form",
        "parties[3].id: 'A' is already the id of parties[0]",
        "politicians[1].id: 'B' is already the id of parties[2]",
        "proposals[1].topic: 'T' differs from 't' (proposals[0].topic) only in case or form",
        "politicians[0].party: there is no party 'C'",
        "positions[2].source: there is no source 'nws'; did you mean 'news'?",
        "positions[2].speaker: there is no party or politician 'bob'; did you mean 'B'?",
        "positions[3].actor: there is no party or politician 'X'",
        (
            "positions[1]: A against p (stated, 2023-05) contradicts positions[0], "
            "A for p (stated, 2023); say which is the later, or set `several`"
        ),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [("VVD", "vvd"), ("Yesilgöz", "Yesilgo\u0308z"), ("VVD", "VV\uff24"), ("straße", "STRASSE")],
)
def test_ids_that_look_alike(one: str, other: str) -> None:
    """Ids that differ only in case or Unicode form are refused; those equal in NFC are the same."""
    (fault,) = faults(co.Coalition, parties=[co.Party(one), co.Party(other)])
    assert "only in case or form" in fault or "already the id" in fault


def test_sources_of_single_fields() -> None:
    """A field can have a source of its own; the field and the source must be there."""
    party = co.Party("A", source_of={"seats": "book", "sets": "book"})
    assert faults(co.Coalition, parties=[party], sources=[co.Source("book", "Book")]) == [
        "parties[0].source_of.sets: is no field that a source stands for; did you mean 'seats'?"
    ]
    assert faults(co.Coalition, parties=[co.Party("A", source_of={"seats": "x"})]) == [
        "parties[0].source_of.seats: there is no source 'x'"
    ]
    assert faults(co.Party, "A", source_of={"seats": "", "name": 7}) == [
        "source_of.seats: must not be empty",
        "source_of.name: must be text, not 7",
    ]
    wrongs: list[Any] = ["news", [], (("a", "b", "c"),), (("a", "b"), ("a", "c")), 7]
    for wrong in wrongs:
        (fault,) = faults(co.Party, "A", source_of=wrong)
        assert fault.startswith("source_of: must be a table from fields to sources, not ")


def test_hostile_collections_are_refused_in_time() -> None:
    """Thousands of unknown names, names in lists and memberships do not multiply the work."""
    many = [f"p{n}" for n in range(3000)]
    found = faults(
        co.Coalition,
        proposals=[co.Proposal(name, "t") for name in many],
        parties=[co.Party("A")],
        positions=[said(proposal=f"{name}x") for name in many],
    )
    assert len(found) == 3000
    assert "party or politician" in faults(small, positions=[said("Aa")])[0]
    stays = [{"party": "A", "since": 1000 + n, "until": 1000 + n} for n in range(3000)]
    assert len(co.Politician("p", "P", stays).memberships) == 3000
    assert faults(
        co.Commitment, "a", "demand", "x", to=[*many, "p7"], date=2023, attribution="stated"
    ) == ["to: names p7 more than once"]

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
    ("named", "hint"),
    [
        ("B, C", 'there is no party \'B, C\'; several are a list, ["B", "C"]'),
        ("B; D", "there is no party 'B; D'"),
        ("bob", "there is no party 'bob'; it is a politician"),
    ],
)
def test_who_is_no_party_to_govern_with(named: str, hint: str) -> None:
    """Several in one text, as in a sheet, and a politician are told what they are."""
    line = co.Commitment("A", "red line", "x", not_with=named, date="2024", attribution="stated")
    parties, people = map(co.Party, "ABC"), [co.Politician("bob", "Bob", "B")]
    found = faults(co.Coalition, parties=parties, politicians=people, commitments=[line])
    assert found == [f"commitments[0].not_with[0]: {hint}"]


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


def test_a_period_has_a_source_of_its_own() -> None:
    """Seats, memberships, roles and offices name sources that must be there."""
    party = co.Party("A", seats=[co.Seats(3, until=2020), co.Seats(2, since=2021, source="x")])
    stay = co.Membership("A", since=2020, source="y")
    role, office = co.Role("leader", source="z"), co.Role("minister", source="w")
    person = co.Minister("ann", "Ann", [stay], role=[role], office=[office])
    assert faults(co.Coalition, parties=[party], politicians=[person]) == [
        "parties[0].seats[1].source: there is no source 'x'",
        "politicians[0].party[0].source: there is no source 'y'",
        "politicians[0].role[0].source: there is no source 'z'",
        "politicians[0].office[0].source: there is no source 'w'",
    ]
    party = co.Party("A", source_of={"seats": "news"})
    case = co.Coalition(parties=[party], sources=[co.Source("news", "News")])
    assert case.parties == (party,)


def test_every_source_of_a_statement_is_there() -> None:
    """One source is named without a number, several with the place of each."""
    found = [said(source="x"), said(source=["x", "y"], proposal="p", date="2024")]
    assert faults(small, positions=found, sources=[co.Source("y", "Y")]) == [
        "positions[0].source: there is no source 'x'",
        "positions[1].source[0]: there is no source 'x'",
    ]


def test_parts_of_proposals_are_no_circles() -> None:
    """A proposal is part of others, and none of them is part of it."""
    parts = {"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}
    tree = [co.Proposal(name, "t", part_of=wholes) for name, wholes in parts.items()]
    assert co.Coalition(proposals=tree).proposal("a").part_of == ("b", "c")
    looped = [*tree[:3], co.Proposal("d", "t", part_of=["e", "b"])]
    assert faults(co.Coalition, proposals=looped) == [
        "proposals[3].part_of[0]: there is no proposal 'e'",
        "proposals[3].part_of[1]: 'b' is a part of 'd' itself",
    ]
    assert faults(co.Proposal, "a", "t", part_of="a") == ["part_of: 'a' cannot be a part of itself"]


def test_long_ways_of_parts_end() -> None:
    """Thousands of parts in each other, and a circle in them, do not multiply the work."""
    many = [co.Proposal(f"p{n}", "t", part_of=f"p{n + 1}") for n in range(5000)]
    last = co.Proposal("p5000", "t", part_of="p2500")
    assert len(faults(co.Coalition, proposals=[*many, last])) == 1


AUSTRIA: dict[str, Any] = {
    "parties": [co.Party("ÖVP"), co.Party("FPÖ"), co.Party("SPÖ")],
    "politicians": [
        co.Politician("kickl", "Herbert Kickl", "FPÖ"),
        co.Politician("stocker", "Christian Stocker", "ÖVP"),
        co.Politician("nehammer", "Karl Nehammer", "ÖVP"),
        co.Politician("doe", "Jo Doe", [{"party": "ÖVP", "until": 2020}]),
        co.Politician(
            "roe", "Jo Roe", [{"party": "FPÖ", "until": 2024}, {"party": "ÖVP", "since": 2024}]
        ),
    ],
    "proposals": [co.Proposal("p", "t")],
}


CLAIM = "a rival's word is a claim; give attribution='claimed'"


def test_a_rivals_word_is_a_claim() -> None:
    """Who is of another party does not state what a party wants; as a claim it may be kept."""
    word = said("ÖVP", stance="against", speaker="kickl")
    assert faults(co.Coalition, **AUSTRIA, positions=[word]) == [
        f"positions[0].speaker: kickl speaks for FPÖ, not for ÖVP: {CLAIM}"
    ]
    claimed = said("ÖVP", stance="against", speaker="kickl", attribution="claimed")
    case = co.Coalition(**AUSTRIA, positions=[claimed])
    (found,) = co.blockers(case, "p")
    assert (found.party, found.certain) == ("ÖVP", False)
    assert str(found) == "ÖVP possibly blocks p (claimed by kickl, 2023)"
    assert co.blockers(case.without("claimed"), "p") == ()


@pytest.mark.parametrize(
    ("actor", "speaker", "date"),
    [
        ("ÖVP", "stocker", "2023"),
        ("ÖVP", "ÖVP", "2023"),
        ("nehammer", "stocker", "2023"),
        ("nehammer", "ÖVP", "2023"),
        ("ÖVP", "doe", "2023"),  # in no party then
        ("doe", "kickl", "2023"),
        ("ÖVP", "roe", "2024"),  # in either, that year
        ("FPÖ", "roe", "2024"),
        ("FPÖ", "roe", "2023-05"),
        ("ÖVP", "roe", "2025"),
    ],
)
def test_who_may_speak_for_whom(actor: str, speaker: str, date: str) -> None:
    """Whoever may have been of the party at the date, or of whom that is not known."""
    word = said(actor, speaker=speaker, date=date)
    assert co.Coalition(**AUSTRIA, positions=[word]).positions == (word,)


@pytest.mark.parametrize(
    ("actor", "speaker", "date", "told"),
    [
        ("ÖVP", "FPÖ", "2023", "FPÖ speaks for itself, not for ÖVP"),
        ("nehammer", "kickl", "2023", "kickl speaks for FPÖ, not for nehammer"),
        ("FPÖ", "doe", "2019", "doe speaks for ÖVP, not for FPÖ"),
        ("ÖVP", "roe", "2023", "roe speaks for FPÖ, not for ÖVP"),
        ("SPÖ", "roe", "2024", "roe speaks for FPÖ or ÖVP, not for SPÖ"),
    ],
)
def test_who_may_not(actor: str, speaker: str, date: str, told: str) -> None:
    """Whoever was of another party for sure, or is one."""
    word = said(actor, speaker=speaker, date=date)
    (fault,) = faults(co.Coalition, **AUSTRIA, positions=[word])
    assert told in fault


def test_red_lines_are_about_other_parties() -> None:
    """They name parties of the case, and of a politician not the party at the date."""
    stays = [co.Membership("A", until="2022"), co.Membership("B", since="2023")]

    def line(by: str, date: str, **parties: Any) -> co.Commitment:
        return co.Commitment(by, "red line", "x", date=date, attribution="stated", **parties)

    ann: dict[str, Any] = {"politicians": [co.Politician("ann", "Ann", stays)]}
    lines = [line("ann", "2022", not_with="B"), line("ann", "2023", not_without="A")]
    assert small(**ann, commitments=lines).red_lines == tuple(lines)
    lines = [
        line("A", "2023", not_with="ann"),
        line("A", "2023", not_with="A", not_without="x"),
        line("ann", "2023", not_with="B"),
        line("ann", "2022", not_with="B", not_without="A"),
    ]
    assert faults(small, **ann, commitments=lines) == [
        "commitments[0].not_with[0]: there is no party 'ann'; it is a politician",
        "commitments[1].not_without[0]: there is no party 'x'",
        "commitments[1].not_with: 'A' draws the line itself; name other parties",
        "commitments[2].not_with: 'B' draws the line itself; name other parties",
        "commitments[3].not_without: 'A' draws the line itself; name other parties",
    ]


def test_rivals_in_comparisons_and_commitments() -> None:
    """Either side may speak of a comparison, and nobody but the maker of a commitment."""
    known: dict[str, Any] = {"date": "2023", "attribution": "stated"}
    pair = co.Comparison("ÖVP", "FPÖ", "p", speaker="kickl", **known)
    assert co.Coalition(**AUSTRIA, comparisons=[pair]).comparisons == (pair,)
    pair = co.Comparison("ÖVP", "SPÖ", "p", speaker="kickl", **known)
    vow = co.Commitment("ÖVP", "promise", "x", speaker="kickl", **known)
    assert faults(co.Coalition, **AUSTRIA, comparisons=[pair], commitments=[vow]) == [
        f"comparisons[0].speaker: kickl speaks for FPÖ, not for ÖVP or SPÖ: {CLAIM}",
        f"commitments[0].speaker: kickl speaks for FPÖ, not for ÖVP: {CLAIM}",
    ]


def test_two_coders_who_differ_need_a_case_each() -> None:
    """Neither statement is the later where two have coded the same words."""
    held: dict[str, Any] = {"actor": "A", "proposal": "p", "date": "2024", "attribution": "stated"}
    positions = [
        co.Position(**held, stance="for", coder="Ann"),
        co.Position(**held, stance="against", coder="Bob"),
    ]
    case = {"parties": [co.Party("A")], "proposals": [co.Proposal("p", "t")]}
    (told,) = faults(co.Coalition, **case, positions=positions)
    assert told.endswith(
        "Ann and Bob differ: make a case for each coder and merge them, or set `several`"
    )

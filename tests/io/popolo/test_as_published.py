"""Popolo as the world writes it: other shapes, other words, gaps and contradictions."""

import json
import random
from contextlib import suppress
from typing import Any

import pytest

import coalition as co
from coalition import strict_json
from coalition.faults import Refused
from coalition.io.popolo.popolo_file import dumps, loads
from tests.fuzz import mutated_tree
from tests.parliament import PARLIAMENT

HOUSE: dict[str, Any] = {
    "persons": [{"id": "ada", "name": "Ada Molen"}, {"id": "bo", "name": "Bo Dam"}],
    "organizations": [
        {"id": "house", "name": "House", "classification": "legislature"},
        {"id": "G", "name": "Green", "classification": "party"},
        {"id": "H", "name": "Harbor", "classification": "party"},
    ],
    "motions": [{"id": "m1", "text": "A toll"}, {"id": "m2", "text": "A bridge"}],
}


def house(**lists: Any) -> dict[str, Any]:
    """Return the house, with some lists of it replaced."""
    return HOUSE | lists


def read(document: dict[str, Any], **choices: Any) -> co.Coalition:
    """Read a document, and see that what is written is read back equal without more words."""
    case = loads(json.dumps(document), "house.json", **choices)
    assert loads(dumps(case)) == case
    return case


def again(case: co.Coalition) -> dict[str, Any]:
    """Return the document that a case is written as."""
    written: dict[str, Any] = json.loads(dumps(case))
    return written


def faults(document: dict[str, Any], **choices: Any) -> list[str]:
    """Return the faults for which a document is refused."""
    with pytest.raises(co.InvalidCase) as caught:
        loads(json.dumps(document), "house.json", **choices)
    return [*map(str, caught.value.faults)]


def member(**fields: Any) -> dict[str, Any]:
    """Return a membership of Ada."""
    return {"person_id": "ada", **fields}


def event(*options: str, **fields: Any) -> dict[str, Any]:
    """Return a vote event in which Ada and Bo take these options."""
    votes = [
        {"voter_id": voter, "option": option}
        for voter, option in zip(("ada", "bo"), options, strict=False)
    ]
    return {"id": "v1", "motion_id": "m1", "start_date": "2024-03-05", "votes": votes} | fields


def sides(case: co.Coalition) -> dict[str, str | None]:
    """Return the sides that are taken on the first motion."""
    return {said.actor: said.side for said in case.in_force if said.proposal == "m1"}


# objects within objects


@pytest.mark.parametrize(
    "membership",
    [
        member(organization_id="house", on_behalf_of={"id": "G", "name": "Green"}),
        member(organization={"id": "G"}),
        {"person": {"id": "ada", "name": "Ada Molen"}, "organization_id": "G"},
        {"member": {"@type": "Person", "id": "ada"}, "organization_id": "G"},
        member(organization={"name": "Green"}),
        {"person_id": {"id": "ada"}, "organization_id": {"id": "G", "name": "Green"}},
        member(organization_id=" G "),
        member(
            post={"id": "seat", "organization": {"id": "house"}, "label": "Seat 1"},
            organization={"id": "house", "parent": {"id": "state", "name": "State"}},
            on_behalf_of_id="G",
        ),
    ],
    ids=" ".join,
)
def test_an_object_within_a_membership_is_its_id(membership: dict[str, Any]) -> None:
    """Ada is in the party, whether the membership has ids or whole objects."""
    case = read(house(memberships=[membership]))
    assert case.politician("ada").party == "G"
    assert [party.name for party in case.parties] == ["Green", "Harbor"]


def test_objects_within_stand_for_themselves_where_no_list_has_them() -> None:
    """An organization, a person and a motion that only stand within others are of the case."""
    case = read(
        {
            "memberships": [
                {
                    "person": {"id": "ada", "name": "Ada"},
                    "organization": {"id": "G", "name": "Green", "classification": "party"},
                }
            ],
            "vote_events": [
                {
                    "id": "v1",
                    "start_date": "2024",
                    "organization": {"id": "house", "name": "House"},
                    "legislative_session": {"id": "s1", "name": "First"},
                    "motion": {"id": "m1", "text": "A toll", "creator": {"id": "bo", "name": "Bo"}},
                    "votes": [
                        {"voter": {"id": "ada", "name": "Ada"}, "option": "yes"},
                        {"voter": {"id": "H", "classification": "party"}, "option": "no"},
                    ],
                }
            ],
        }
    )
    assert ([p.id for p in case.parties], [p.id for p in case.politicians]) == (
        ["G", "H"],
        ["ada", "bo"],
    )
    assert sides(case) == {"ada": "for", "H": "against"}
    assert json.loads(str(case.proposal("m1").extra)) == {"creator_id": "bo"}
    left = json.loads(str(case.extra))
    assert left["organizations"] == [{"id": "house", "name": "House"}]
    assert left["events"] == [{"id": "s1", "name": "First"}]


def test_the_same_object_within_two_others_is_one() -> None:
    """A membership that a person and an organization both hold counts once."""
    held = {"id": "x", "person_id": "ada", "organization_id": "G", "role": "leader"}
    bare = {key: value for key, value in held.items() if key != "id"}
    for one in (held, bare):
        case = read(
            house(
                persons=[HOUSE["persons"][0] | {"memberships": [one]}],
                organizations=[HOUSE["organizations"][1] | {"memberships": [one]}],
            )
        )
        assert len(case.politician("ada").memberships) == 1


def test_objects_within_that_disagree_are_refused() -> None:
    """Two that stand nowhere else and say different things of one id are a fault."""
    document = house(
        memberships=[
            member(organization={"id": "K", "name": "Keel"}),
            member(on_behalf_of={"id": "K", "name": "Kiel"}, organization_id="house"),
        ]
    )
    assert faults(document) == [
        "memberships[1].on_behalf_of.name: is 'Kiel', and 'Keel' at memberships[0].organization"
    ]


def test_the_list_holds_where_an_object_within_says_otherwise() -> None:
    """What differs from the list is told, and the list counts; what it lacks is taken from it."""
    green = {"id": "G", "name": "Greens", "abbreviation": "GR"}
    case = read(house(memberships=[member(organization=green)]))
    assert case.party("G").name == "Green"
    assert json.loads(str(case.party("G").extra)) == {"abbreviation": "GR"}
    (told,) = case.reading
    assert told == (
        "The lists hold where objects within others say otherwise: "
        "memberships[0].organization.name."
    )


def test_an_id_and_an_object_that_contradict_each_other() -> None:
    """A key and the object beside it must be of one id."""
    document = house(memberships=[member(organization_id="G", organization={"id": "H"})])
    assert faults(document) == [
        "memberships[0].organization.id: is 'H', and organization_id is 'G'"
    ]


@pytest.mark.parametrize(
    "membership",
    [
        {"member": {"@type": "Organization", "id": "G"}},
        {"member_id": "G"},
        {"member": {"id": "G", "name": "Green"}},
        {"member": {"id": "G", "classification": "party"}, "start_date": "2020"},
        {"member": {"@type": "http://www.w3.org/ns/org#Organization", "id": "G"}},
    ],
)
def test_an_organization_may_be_a_member(membership: dict[str, Any]) -> None:
    """It is kept and written back, and it is nobody's party."""
    case = read(
        house(memberships=[{"organization_id": "house", "role": "government"} | membership])
    )
    assert {person.party for person in case.politicians} == {None}
    membership.pop("member", None)
    kept = {"organization_id": "house", "role": "government", "member_id": "G"} | membership
    assert json.loads(str(case.extra))["memberships"] == [kept]
    assert again(case)["memberships"] == [kept]


def test_the_memberships_of_an_organization_may_be_in_another() -> None:
    """Where nobody else is said to be the member, the organization that holds them is."""
    held = {"organization_id": "house", "role": "government"}
    green = HOUSE["organizations"][1] | {"memberships": [held], "posts": [{"id": "seat"}]}
    case = read(house(organizations=[HOUSE["organizations"][0], green]))
    left = json.loads(str(case.extra))
    assert left["memberships"] == [held | {"member_id": "G"}]
    assert left["posts"] == [{"id": "seat", "organization_id": "G"}]


def test_numbers_may_be_ids() -> None:
    """They are the same id as text and as a number."""
    case = read(
        {
            "persons": [{"id": 1, "name": "Ada"}],
            "organizations": [{"id": 2, "classification": "party"}],
            "memberships": [{"person_id": "1", "organization_id": 2}],
        }
    )
    assert case.politician("1").party == "2"


def test_an_event_in_two_motions_is_refused() -> None:
    """Nobody knows which of them the votes are on; the place is that of the second."""
    motions = [{"id": name, "vote_events": [event("yes", motion_id=None)]} for name in ("m1", "m2")]
    assert faults(house(motions=motions)) == [
        "motions[1].vote_events[0]: motion_id is 'm2', and 'm1' at motions[0].vote_events[0]"
    ]


# ids in lists


@pytest.mark.parametrize(
    "document",
    [
        house(
            motions=[{"id": "m1", "vote_events": ["v1"]}],
            vote_events=[event("yes", motion_id=None)],
        ),
        house(motions=[{"id": "m1", "vote_events": ["v1"]}], vote_events=[event("yes")]),
        house(
            vote_events=[event(votes=["x"])],
            votes=[{"id": "x", "voter_id": "ada", "option": "yes"}],
        ),
    ],
)
def test_vote_events_and_votes_as_ids(document: dict[str, Any]) -> None:
    """An id in a list refers to the object that the document has elsewhere."""
    assert sides(read(document)) == {"ada": "for"}


def test_ids_in_lists_that_lead_nowhere() -> None:
    """They are named, and so is an event that is said to be on another motion."""
    document = house(
        motions=[{"id": "m1"}, {"id": "m2", "vote_events": ["v1", "v9"]}],
        vote_events=[event("yes")],
    )
    assert faults(document) == [
        "motions[1].vote_events[0]: motion_id is 'm2', and 'm1' at vote_events[0]",
        "motions[1].vote_events[1]: there is no vote event 'v9'",
    ]


def test_vote_events_of_another_file_are_kept() -> None:
    """Without any vote events in the document, their ids are kept."""
    case = read({"motions": [{"id": "m1", "vote_events": ["vote-42"]}]})
    kept = {"id": "vote-42", "motion_id": "m1"}
    assert json.loads(str(case.extra)) == {"vote_events": [kept]}


def test_a_motion_in_two_events() -> None:
    """The later day holds."""
    events = [event("yes"), event("no", id="v2", start_date="2024-05-01")]
    assert sides(read(house(vote_events=events))) == {"ada": "against"}


# empty text


def test_empty_text_is_nothing() -> None:
    """Ids, dates and the like that are empty text are not said."""
    case = read(
        house(
            memberships=[
                member(
                    organization_id="house", on_behalf_of_id="G", start_date="2021", end_date=""
                ),
                {"person_id": "bo", "organization_id": "house", "on_behalf_of_id": "", "role": " "},
            ],
            motions=[{"id": "m1", "text": "", "classification": "", "date": "", "creator_id": ""}],
            vote_events=[event("yes", result="", end_date="", legislative_session_id="")],
        )
    )
    assert (case.politician("ada").party, case.politician("bo").party) == ("G", None)
    assert (case.proposal("m1").title, case.proposal("m1").topic) == (None, "motions")


def test_an_organization_without_an_id_is_kept() -> None:
    """It is no party, and nothing refers to it."""
    nobody = {"id": "", "name": "Unknown", "classification": "party"}
    case = read(house(organizations=[*HOUSE["organizations"], nobody]))
    assert [party.id for party in case.parties] == ["G", "H"]
    assert case.reading == ("Kept, but no party, as there is no id: organizations[3].",)


def test_parts_that_are_empty() -> None:
    """Identifiers, other names and links without what makes them such are kept as they are."""
    ada = {
        "id": "ada",
        "name": "Ada",
        "identifiers": [
            {"identifier": "", "scheme": "wikidata"},
            {"identifier": "7", "scheme": ""},
        ],
        "other_names": [{"name": "A. Molen", "note": ""}],
        "sources": [{"url": ""}],
    }
    case = read({"persons": [ada]})
    assert case.politician("ada").identifiers == (co.Identifier("7"),)
    assert case.sources == ()


# two parties


def test_a_later_start_ends_an_earlier_membership() -> None:
    """Ada is in the second party now; nothing is said that the file does not say."""
    stays = [
        member(organization_id="G", start_date="2021-03-01"),
        member(organization_id="H", start_date="2023-05-01"),
    ]
    case = read(house(memberships=stays))
    ada = case.politician("ada")
    assert (ada.party, ada.party_at("2022"), ada.party_at("2024")) == ("H", "G", "H")
    assert again(case)["memberships"] == stays
    (told,) = case.reading
    assert told == (
        "Memberships without an end taken for ended when the next in another party begins: "
        "ada in G by 2023-05-01."
    )


def test_a_later_start_within_one_term() -> None:
    """Who changes party within a term was in the first until the second began."""
    events = [{"id": "t", "start_date": "2017-10", "end_date": "2021-10"}]
    both = {"organization_id": "house", "legislative_period_id": "t"}
    stays = [
        member(**both, on_behalf_of_id="G"),
        member(**both, on_behalf_of_id="H", start_date="2019-02"),
    ]
    ada = read(house(memberships=stays, events=events)).politician("ada")
    assert (ada.party_at("2018"), ada.party_at("2020")) == ("G", "H")


@pytest.mark.parametrize(("varying", "party"), [("unknown", None), ("first", "G"), ("last", "H")])
def test_memberships_at_once_are_settled_as_asked(varying: str, party: str | None) -> None:
    """Those that do not count are kept, and marked as such, so that the file is read again."""
    stays = [member(organization_id="G"), member(organization_id="H")]
    case = read(house(memberships=stays), varying=varying)
    assert case.politician("ada").party == party
    kept = [stay["organization_id"] for stay in again(case)["memberships"]]
    assert sorted(kept) == ["G", "H"]
    (told,) = case.reading
    assert told.startswith("In two parties at once, and taken for members of ")
    assert told.endswith(": ada (G and H).")


def test_all_who_are_in_two_parties_at_once_are_one_fault() -> None:
    """It names the people and what can be done."""
    stays = [
        {"person_id": person, "organization_id": party, "start_date": "2020", "end_date": "2022"}
        for person in ("ada", "bo")
        for party in ("G", "H")
    ]
    (fault,) = faults(house(memberships=stays))
    assert fault == (
        "persons[0].memberships: cannot be G and H at once; say when one ended and the other "
        "began, or give varying='unknown', 'first' or 'last' (and at persons[1].memberships)"
    )


# votes


@pytest.mark.parametrize(
    ("first", "second", "side"),
    [
        ("2024-03-05T10:00:00", "2024-03-05T17:00:00", "against"),
        ("2024-03-05T17:00:00", "2024-03-05T10:00:00", "for"),
        ("2024-03-05T17:00:00+02:00", "2024-03-05T16:30:00Z", "against"),
        ("2024-03-05T23:30:00-05:00", "2024-03-06T03:00:00Z", "for"),
    ],
)
def test_the_later_vote_of_a_day_holds(first: str, second: str, side: str) -> None:
    """Times are compared where they are of one kind, with their offsets."""
    events = [event("yes", start_date=first), event("no", id="v2", start_date=second)]
    case = read(house(vote_events=events))
    assert sides(case) == {"ada": side}
    assert case.reading == ("Votes overtaken by a later one of the same day: ada on m1.",)
    assert [one["start_date"] for one in again(case)["vote_events"]] in (
        [first, second],
        [second, first],
    )


@pytest.mark.parametrize("second", ["2024-03-05T10:00:00", "2024-03-05", "2024-03-05T17:00:00Z"])
def test_votes_of_which_neither_is_the_later_are_refused(second: str) -> None:
    """Equal times, no time and times of another kind do not tell; `several` does."""
    events = [
        event("yes", start_date="2024-03-05T10:00:00"),
        event("no", id="v2", start_date=second),
    ]
    document = house(vote_events=events)
    (fault,) = faults(document)
    assert fault.startswith("vote_events[1].votes[0]: ada against m1")
    assert fault.endswith("say which is the later, or set `several`")
    case = read(document, several="latest")
    assert case.side("ada", "m1") is None
    assert len(read(document, several="all").positions) == 2


def test_where_every_vote_counts_none_is_overtaken() -> None:
    """Under a policy that counts statements one by one, the earlier vote is there too."""
    events = [
        event("yes", start_date="2024-03-05T10:00"),
        event("no", id="v2", start_date="2024-03-05T17:00"),
    ]
    case = read(house(vote_events=events), several="all")
    assert (len(case.positions), case.reading) == (2, ())


@pytest.mark.parametrize(
    ("option", "meaning", "side"),
    [
        ("excused", "absent", None),
        ("Sí", "for", "for"),
        ("nay", -1, "against"),
        ("eher ja", 0.5, "for"),
        ("other", None, None),
        ("abstain", "abstained", None),
    ],
)
def test_options_in_other_words(option: str, meaning: Any, side: str | None) -> None:
    """What they mean is said once, and what is written needs no telling."""
    case = read(house(vote_events=[event(option)]), stances={option: meaning})
    assert sides(case) == ({"ada": side} if side else {})
    assert len(again(case)["vote_events"][0]["votes"]) == 1


def test_unknown_options_come_together() -> None:
    """Each word is one line, with where it stands and what it usually means."""
    events = [event("ja", "tegen", id=f"v{n}", start_date=f"2024-03-0{n}") for n in range(1, 6)]
    first, second = faults(house(vote_events=events))
    assert first.startswith("vote_events[0].votes[0].option: must be one of yes, no, abstain, ")
    assert "not 'ja'; it usually means 'for'; say what it means in stances=" in first
    assert first.endswith(
        " (and at vote_events[1].votes[0].option, vote_events[2].votes[0].option and 2 more)"
    )
    assert "not 'tegen'; it usually means 'against'" in second


@pytest.mark.parametrize(
    ("option", "hint"),
    [
        ("abstention", "; it usually means 'abstained'"),
        ("nv", None),
        ("against", "; it usually means 'against'"),
        ("contra", "'against'"),
    ],
)
def test_no_hint_means_another_side(option: str, hint: str | None) -> None:
    """Hints are by meaning."""
    (fault,) = faults(house(vote_events=[event(option)]))
    assert (hint in fault) if hint else "; it" not in fault and "; did" not in fault


def test_a_vote_without_an_option_is_of_no_known_stance() -> None:
    """It is kept as unknown, and is no position."""
    case = read(house(vote_events=[event("", "yes")]))
    assert sides(case) == {"bo": "for"}


def test_who_is_in_no_party_is_in_the_group_that_the_vote_names() -> None:
    """Ada has no membership and changes groups; Bo has one, and the group stays with the vote."""
    events = [
        event("yes", "no", id=f"v{year}", start_date=f"{year}-03-05") for year in (2020, 2021, 2023)
    ]
    for one, group in zip(events, ("G", "G", "H"), strict=True):
        one["votes"] = [vote | {"group_id": group} for vote in one["votes"]]
    stays = [{"person_id": "bo", "organization_id": "H"}]
    organizations = [*HOUSE["organizations"][:1], {"id": "G"}, {"id": "H"}]
    document = house(vote_events=events, memberships=stays, organizations=organizations)
    organizations[2]["classification"] = "party"
    case = read(document)
    ada = case.politician("ada")
    assert (ada.party_at("2020-05"), ada.party_at("2022"), ada.party) == ("G", None, "H")
    assert case.politician("bo").party_at("2020") == "H"
    assert [party.id for party in case.parties] == ["G", "H"]
    assert case.reading == (
        "Taken for members of the group that they voted in, as they are in no party: ada.",
        "Groups of votes that are kept, as memberships say otherwise: bo in G.",
    )
    assert {vote["group_id"] for one in again(case)["vote_events"] for vote in one["votes"]} == {
        *("G", "H")
    }


# results and counts


@pytest.mark.parametrize(
    ("document", "outcomes"),
    [
        (house(vote_events=[event("yes", result="pass")]), ["m1 adopted (measured, 2024-03-05)"]),
        (house(vote_events=[event(result="Failed")]), ["m1 rejected (measured, 2024-03-05)"]),
        (house(vote_events=[event(result="aprobado")]), ["m1 adopted (measured, 2024-03-05)"]),
    ],
)
def test_results_are_outcomes(document: dict[str, Any], outcomes: list[str]) -> None:
    """They are measured, on the day of the vote."""
    case = read(document)
    assert [*map(str, case.outcomes)] == outcomes
    assert "outcomes" not in again(case).get("x-coalition", {})


def test_results_that_say_neither_are_kept_and_told() -> None:
    """A tie is no outcome, and a result without any date is none either."""
    undated = {"id": "v2", "motion_id": "m2", "result": "pass"}
    document = house(vote_events=[event("yes", "no", result="tie"), undated])
    case = read(document)
    assert case.outcomes == ()
    (told,) = case.reading
    assert told.startswith("Results that are kept, as they do not say that a motion was adopted or")
    assert told.endswith(": 'tie', 'pass'.")


@pytest.mark.parametrize(
    "counts",
    [
        [{"option": "yes", "value": 128}, {"option": "no", "value": 1}],
        [{"option": "yes", "value": "2"}],
        [{"option": "yes", "value": 1}, {"option": "abstain", "value": 3}],
        [
            {"option": "yes", "value": 2, "group_id": "G"},
            {"option": "yes", "value": 1, "group_id": "H"},
        ],
        [{"option": "yes", "value": "many"}],
        [{"option": "Yes", "value": 5}],
    ],
)
def test_a_roll_that_contradicts_its_counts(counts: list[dict[str, Any]]) -> None:
    """It is refused, or read and reported where that is asked for."""
    document = house(vote_events=[event("yes", "no", counts=counts)])
    (fault,) = faults(document)
    assert fault.startswith("vote_events[0].counts[")
    assert fault.endswith("; give counts='report' to read it all the same")
    case = read(document, counts="report")
    assert sides(case) == {"ada": "for", "bo": "against"}
    where, _, what = fault.removesuffix("; give counts='report' to read it all the same").partition(
        ": "
    )
    assert f"{where} {what}" in case.reading[0]
    assert again(case)["vote_events"][0]["counts"] == counts


@pytest.mark.parametrize(
    "fields",
    [
        {"counts": [{"option": "yes", "value": 1}, {"option": "absent", "value": 7}]},
        {"counts": [{"option": "yes", "value": "1"}, {"option": "no", "value": None}]},
        {"counts": [{"option": "yes", "value": 1, "group_id": "G"}]},
        {"counts": [{"option": "yes", "value": 99}], "votes": []},
        {"counts": [{"option": "yes", "value": 34}], "votes": [{"voter_id": "G", "option": "yes"}]},
        {
            "counts": [{"option": "yes", "value": 3}],
            "votes": [{"voter_id": "ada", "option": "yes", "weight": 3}],
        },
    ],
)
def test_counts_that_contradict_nothing(fields: dict[str, Any]) -> None:
    """Absent people may be left out, parties have seats, votes weights, and rolls no votes."""
    case = read(house(vote_events=[event("yes", **fields)]))
    kept = {name: value for name, value in fields.items() if value}
    assert again(case)["vote_events"][0].items() >= {"counts": kept["counts"]}.items()


def test_counts_of_groups_are_those_of_the_votes_in_them() -> None:
    """Sums that are right do not make up for groups that are wrong."""
    votes = [
        {"voter_id": "ada", "option": "yes", "group_id": "G"},
        {"voter_id": "bo", "option": "no", "group_id": "H"},
    ]
    right, wrong = (
        [{"option": option, "value": 1, "group": {"id": group}} for option, group in pairs]
        for pairs in ((("yes", "G"), ("no", "H")), (("yes", "H"), ("no", "G")))
    )
    read(house(vote_events=[event(votes=votes, counts=right)]))
    first, _ = faults(house(vote_events=[event(votes=votes, counts=wrong)]))
    assert "says 1 for 'yes' in 'H' where the votes that are listed say 0" in first


def test_counts_are_of_the_same_words() -> None:
    """Where words are said to mean the same, they are counted as the same."""
    counts = [{"option": "Ja", "value": 1}, {"option": "yes", "value": 1}]
    document = house(vote_events=[event("yes", "Ja", counts=counts)])
    (fault,) = faults(document | {"vote_events": [event("yes", "yes", counts=counts)]})
    assert "says 1 for 'yes' where the votes that are listed say 2" in fault
    loads(json.dumps(document), stances={"Ja": "for"})


# faults


def test_faults_stand_where_they_are_and_once() -> None:
    """A date of a term or of a vote event is named there, however many rest on it."""
    document = house(
        events=[{"id": "t", "start_date": "2016--01-15"}],
        memberships=[
            {"person_id": person, "organization_id": "G", "legislative_period_id": "t"}
            for person in ("ada", "bo")
        ],
        vote_events=[
            event("yes", "no", start_date="5 March 2024"),
            event("yes", "no", id="v2", start_date=None),
            event("yes", "no", id="v3", motion_id=None),
        ],
    )
    assert [fault.partition(": ")[0] for fault in faults(document)] == [
        "events[0].start_date",
        "vote_events[0].start_date",
        "vote_events[1].start_date",
        "vote_events[2].motion_id",
    ]


def test_the_party_of_a_membership_is_called_as_in_the_file() -> None:
    """A party whose id is refused is named under the key that the membership has."""
    organizations = [HOUSE["organizations"][0], {"id": "K\u200b", "classification": "party"}]
    stays = [
        member(organization_id="house", on_behalf_of_id="K\u200b"),
        {"person_id": "bo", "organization_id": "K\u200b"},
    ]
    found = faults(house(organizations=organizations, memberships=stays))
    assert [fault.partition(": ")[0] for fault in found] == [
        "organizations[1].id",
        "memberships[0].on_behalf_of_id",
        "memberships[1].organization_id",
    ]


def test_a_hopeless_file_is_refused_on_one_screen() -> None:
    """Of many faults of one kind the first few are named, and how many more there are."""
    events = [
        event("yes", "no", id=f"v{n}", start_date=f"day {n}", motion_id=f"m{n % 2 + 1}")
        for n in range(300)
    ]
    stays = [member(organization_id=f"party {n}") for n in range(300)]
    found = faults(house(vote_events=events, memberships=stays))
    assert len(found) < 20
    assert sum("more faults like this" in fault for fault in found) == 2


# one bad record


BROKEN: dict[str, Any] = house(
    persons=[*HOUSE["persons"], {"id": "cy", "name": ""}],
    memberships=[
        member(organization_id="G", start_date="soon"),
        {"person_id": "bo", "organization_id": "H"},
        {"person_id": "cy", "organization_id": "G"},
    ],
    vote_events=[
        event("yes", "nein"),
        event("yes", "no", id="v2", start_date="2024-13-05", motion_id="m2"),
        event("yes", "no", id="v3", motion_id="m9"),
    ],
)


def test_what_is_wrong_is_left_out_where_asked() -> None:
    """A vote, an event, a membership and a person with all that refers to it; each is listed."""
    assert len(faults(BROKEN)) == 5
    case = read(BROKEN, faults="skip")
    assert [person.id for person in case.politicians] == ["ada", "bo"]
    assert (case.politician("ada").party, case.politician("bo").party) == (None, "H")
    assert sides(case) == {"ada": "for"}
    assert len(case.positions) == 1
    assert [told.split(" (")[0] for told in case.reading] == [
        "Left out: vote_events[2]",
        "Left out: vote_events[0].votes[1]",
        "Left out: vote_events[1]",
        "Left out: memberships[0]",
        "Left out: persons[2]",
        "Left out: memberships[2]",
    ]


@pytest.mark.parametrize(
    "lists",
    [
        {"persons": "none"},
        {"x-coalition": {"outcomes": [{"proposal": "m1"}], "several": "never"}},
        {"x-coalition": 7},
        {"motions": [{"id": "m1", "vote_events": 7}, {"id": "m2"}]},
        {"organizations": [*HOUSE["organizations"], {"id": "G"}, {"id": "g", "seats": -1}, 7]},
        {"memberships": [member(organization={"id": "G", "seats": "x"})]},
    ],
)
def test_a_case_is_left_whatever_is_wrong(lists: dict[str, Any]) -> None:
    """What is no list or of no form at all is left out as well, and the rest is a case."""
    assert faults(house(**lists))
    case = read(house(**lists), faults="skip")
    assert any(told.startswith("Left out: ") for told in case.reading)


def test_of_votes_that_contradict_each_other_none_is_left() -> None:
    """Nothing says which of them is right."""
    events = [event("yes", "yes"), event("no", "yes", id="v2")]
    assert sides(read(house(vote_events=events), faults="skip")) == {"bo": "for"}


def test_where_nothing_is_left_there_is_no_case() -> None:
    """What is no document of Popolo stays refused."""
    assert faults({"persons": 7}, faults="skip")


def test_nothing_stops_a_reader_that_skips() -> None:
    """Whatever is changed in a document, what is left of it is a case, and is read back equal."""
    for seed in range(40):
        chance = random.Random(seed)
        text = json.dumps(mutated_tree((PARLIAMENT, BROKEN)[seed % 2], chance), default=str)
        with suppress(Refused):
            strict_json.loads(text)
            case = loads(text, faults="skip")
            assert seed % 4 or loads(dumps(case)) == case


@pytest.mark.parametrize(
    "choices",
    [
        *({"varying": "drop"}, {"counts": "skip"}, {"faults": "ignore"}, {"several": "never"}),
        {"stances": ["ja"]},
    ],
)
def test_arguments_that_are_none_of_their_choices(choices: dict[str, Any]) -> None:
    """They are refused before anything is read."""
    (name,) = choices
    with pytest.raises(co.InvalidValue, match=rf"read_popolo: {name}: must be (one of|a dict)"):
        loads("{}", **choices)


def test_topics_are_trimmed_at_the_slash() -> None:
    """The classification of a motion is a path, however it is spaced."""
    topics = ["Traffic / Roads", "Economy ", "Economy/", "Traffic\nRoads", 12]
    motions = [{"id": f"m{n}", "classification": topic} for n, topic in enumerate(topics)]
    found = [proposal.topic for proposal in read({"motions": motions}).proposals]
    assert found == ["Traffic/Roads", "Economy", "Economy", "Traffic Roads", "12"]


def test_a_policy_that_is_no_word() -> None:
    """What stands where a word should is refused like any other word."""
    document = house(vote_events=[event("yes")]) | {"x-coalition": {"several": ["all"]}}
    assert faults(document)[0].startswith("x-coalition.several: must be one of refuse, latest")

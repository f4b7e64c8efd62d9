"""Popolo: what parliaments publish comes in whole, and every case goes out and comes back equal."""

import copy
import json
import os
import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

import coalition as co
from coalition import strict_json
from coalition.io.popolo import popolo_file
from coalition.io.popolo._items import dated
from tests import strategies
from tests.parliament import PARLIAMENT


def read(**changes: Any) -> co.Coalition:
    """Return the parliament, with some lists of it replaced."""
    return popolo_file.loads(json.dumps(PARLIAMENT | changes), "council.json")


def written(case: co.Coalition) -> dict[str, Any]:
    """Return the document of a case."""
    document: dict[str, Any] = json.loads(popolo_file.dumps(case))
    return document


def refusal(document: Any) -> str:
    """Return what is said of a document that must be refused."""
    data = document if isinstance(document, str | bytes) else json.dumps(document)
    with pytest.raises(co.InvalidCase) as caught:
        popolo_file.loads(data, "council.json")
    return str(caught.value)


def sorted_out(value: Any) -> Any:
    """Return a document in a form in which the order of lists and keys does not matter."""
    if isinstance(value, list):
        return sorted(map(sorted_out, value), key=lambda item: json.dumps(item, sort_keys=True))
    if isinstance(value, dict):
        return {key: sorted_out(item) for key, item in value.items()}
    return value


def full(value: Any) -> Any:
    """Return a document without its empty lists."""
    if isinstance(value, list):
        return list(map(full, value))
    if isinstance(value, dict):
        return {key: full(item) for key, item in value.items() if item != []}
    return value


# in


def test_persons_become_politicians() -> None:
    """A politician has the name, the identifiers, the other names and the source of the person."""
    ada = read().politician("ada")
    assert (ada.name, ada.identifiers) == ("Ada Molen", (co.Identifier("Q1", "wikidata"),))
    assert ada.other_names == (
        co.OtherName("Ada Wind", note="birth name", until="1990"),
        co.OtherName("A. Molen", lang="nl"),
    )
    assert read().source(str(ada.source)).title == "Her page"


def test_memberships_are_those_in_parties() -> None:
    """Who sits in a body on behalf of a party is a member of the party; dates stay as they are."""
    case = read()
    assert [str(stay.since) for stay in case.politician("bo").memberships] == ["2021-03-05"]
    harbor, green = case.politician("ada").memberships
    assert (harbor.party, green.party) == ("Harbor", "Green")
    assert (green.since, str(green.earliest)) == (None, "2020-04-01")
    assert (str(harbor.until), harbor.latest) == ("2019-11", None)


def test_a_term_bounds_what_is_not_dated() -> None:
    """A membership without a start does not reach back beyond its term."""
    ada = read().politician("ada")
    assert ada.party_at(co.PartialDate(2019)) == "Harbor"
    assert ada.party_at(co.PartialDate(2020, 2)) is None
    assert ada.party_at(co.PartialDate(2023)) == "Green"


def member(*memberships: dict[str, Any]) -> co.Politician:
    """Return the politician that one person and her memberships become."""
    document = {
        "persons": [{"id": "ada", "name": "Ada Molen"}],
        "organizations": [{"id": name, "classification": "party"} for name in ("G", "H")],
        "memberships": [{"person_id": "ada", **membership} for membership in memberships],
    }
    case = popolo_file.loads(json.dumps(document))
    again = written(case)
    assert popolo_file.loads(json.dumps(again)) == case
    assert sorted_out(again["memberships"]) == sorted_out(document["memberships"])
    assert "x-coalition" not in again["persons"][0]
    return case.politician("ada")


def test_what_a_membership_says_is_kept_with_it() -> None:
    """A role, a post and the like are not read, and stay where they were."""
    ada = member(
        {"organization_id": "G", "start_date": "2010", "end_date": "2015-03", "role": "member"},
        {"organization_id": "H", "start_date": "2021-05-05", "role": 7},
        {"role": "minister", "post": {"role": "minister", "label": "Ports"}, "end_date": "2020"},
    )
    assert ada.roles == ()
    assert json.loads(str(ada.memberships[0].extra)) == {"role": "member"}


def test_faults_of_periods_are_named_where_they_stand() -> None:
    """A date that is wrong is named once, at the membership that has it."""
    document = {
        "persons": [{"id": "bo", "name": "Bo Dam"}],
        "organizations": [
            {
                "id": "Green",
                "classification": "party",
                "x-coalition": {"seats": [{"number": -1}, {"since": "2020"}]},
            }
        ],
        "memberships": [
            {"person_id": "bo", "organization_id": "Green", "end_date": "2019-13"},
            {"person_id": "bo", "organization_id": "Green", "role": "x", "end_date": "soon"},
        ],
    }
    found = refusal(document).splitlines()[1:]
    assert found[:2] == [
        "  organizations[0].seats[0].number: must be a whole number, 0 or more, not -1",
        "  organizations[0].seats[1].number: is missing",
    ]
    assert [fault.partition(": ")[0] for fault in found[2:]] == [
        "  memberships[0].end_date",
        "  memberships[1].end_date",
    ]


def test_who_has_left_is_in_no_party() -> None:
    """A membership that has ended is there, and its party is not the party any more."""
    ada = member({"organization_id": "G", "start_date": "2010", "end_date": "2014"})
    assert (ada.party, ada.party_at("2012"), ada.party_at("2015")) == (None, "G", None)


def test_links_are_the_sources_of_memberships() -> None:
    """A membership has the source that its first link is to; more links are kept."""
    document = {
        "persons": [{"id": "ada", "name": "Ada"}],
        "organizations": [{"id": "G", "classification": "party"}],
        "memberships": [
            {"person_id": "ada", "organization_id": "G", "sources": [{"url": "u"}, {"url": "v"}]}
        ],
    }
    case = popolo_file.loads(json.dumps(document))
    (stay,) = case.politician("ada").memberships
    assert case.source(str(stay.source)).url == "u"
    assert written(case)["memberships"] == document["memberships"]


def test_a_vote_has_all_its_sources() -> None:
    """Every link of a vote event is a source of the positions taken there."""
    links = [{"url": "u", "note": "Minutes"}, {"url": "v"}]
    document = {
        "organizations": [{"id": "G", "classification": "party"}],
        "motions": [{"id": "toll", "text": "A toll"}],
        "vote_events": [
            {
                "id": "e",
                "motion_id": "toll",
                "start_date": "2024",
                "sources": links,
                "votes": [{"voter_id": "G", "option": "yes"}],
            }
        ],
    }
    case = popolo_file.loads(json.dumps(document))
    (position,) = case.positions
    assert [case.source(name).title for name in position.sources] == ["Minutes", "v"]
    assert case.extra is None
    again = written(case)
    assert again["vote_events"][0]["sources"] == links
    assert "x-coalition" not in again["vote_events"][0]["votes"][0]


def test_organizations_that_act_are_parties() -> None:
    """Parties are called so, or somebody sits on their behalf; a legislature is none."""
    case = read()
    assert [party.id for party in case.parties] == ["Green", "Harbor"]
    left = json.loads(str(case.extra))["organizations"]
    assert [organization["id"] for organization in left] == ["council", "committee"]


def test_votes_become_positions() -> None:
    """Yes, no and abstain are for, against and neutral; who is absent has no position."""
    case = read()
    taken = {(p.actor, p.proposal, p.side, str(p.date), p.vote) for p in case.positions}
    assert taken == {
        ("bo", "toll", "for", "2024-03-05", "first"),
        ("ada", "toll", "against", "2024-03-05", "first"),
        ("Harbor", "bridge", "for", "2024-04-01", "second"),
        ("ada", "bridge", "neutral", "2024-04-01", "second"),
    }
    assert {position.attribution for position in case.positions} == {"measured"}


def test_motions_become_proposals() -> None:
    """A motion is filed under its classification, or else under motions."""
    case = read()
    assert case.topics == ("motions", "traffic")
    assert case.proposal("toll").title == "Charge cars that enter the old town"


def test_new_sources_have_new_ids() -> None:
    """A link to something new does not take the id of a source that the case has."""
    own = {"sources": [{"id": "source-2", "title": "Minutes"}]}
    case = read(
        persons=PARLIAMENT["persons"][:2],
        **{"x-coalition": own},
        memberships=[],
        votes=[],
        motions=[],
        vote_events=[],
        speeches=[],
    )
    assert [source.id for source in case.sources] == ["source-2", "source-3", "source-4"]


def test_what_stands_within_is_as_what_stands_beside() -> None:
    """Embedded memberships, votes and motions say what they would say in lists of their own."""
    apart = copy.deepcopy(PARLIAMENT)
    [event] = apart["motions"][0].pop("vote_events")
    apart["votes"] += [vote | {"vote_event_id": "first"} for vote in event.pop("votes")]
    apart["vote_events"].append(event | {"motion_id": "toll"})
    apart["memberships"].append(apart["persons"][2].pop("memberships")[0] | {"person_id": "cy"})
    assert popolo_file.loads(json.dumps(apart)) == read()
    bridge = apart["motions"].pop()
    apart["vote_events"][0]["motion"] = bridge
    apart["vote_events"][1]["motion"] = {"id": "bridge 2"}
    del apart["vote_events"][0]["motion_id"], apart["vote_events"][1]["motion_id"]
    within = popolo_file.loads(json.dumps(apart))
    assert within.positions == read().positions
    assert [proposal.id for proposal in within.proposals] == ["toll", "bridge", "bridge 2"]


# out


def test_nothing_of_a_parliament_is_lost() -> None:
    """What is read and written says all that it said, apart from lists within and empty values."""
    out = written(read())
    assert popolo_file.loads(json.dumps(out)) == read()
    plain = copy.deepcopy(PARLIAMENT)
    [leader] = plain["organizations"][1].pop("posts")
    plain["posts"].append(leader | {"organization_id": "Green"})
    for name in ("areas", "posts", "events", "organizations", "speeches"):
        assert sorted_out(out[name]) == sorted_out(plain[name])
    assert out["meta"] == plain["meta"]
    [inner] = plain["persons"][2].pop("memberships")
    del plain["persons"][0]["email"]
    assert sorted_out(out["persons"]) == sorted_out(plain["persons"])
    said = [*plain["memberships"], inner | {"person_id": "cy"}]
    assert sorted_out(out["memberships"]) == sorted_out(said)
    [first] = [event for event in out["vote_events"] if event["id"] == "first"]
    [event] = plain["motions"][0]["vote_events"]
    assert sorted_out(first) == sorted_out(event | {"motion_id": "toll"})


def test_a_case_as_popolo() -> None:
    """Ministers are persons, parties are organizations, and what was only said is a speech."""
    out = written(co.load_case("migration-2023"))
    parties = {item["id"]: item["classification"] for item in out["organizations"]}
    assert parties == dict.fromkeys(["VVD", "D66", "CDA", "CU"], "party")
    assert {"id", "name"} <= out["persons"][0].keys()
    offices = [item for item in out["persons"] if "office" in item.get("x-coalition", {})]
    assert len(offices) == len(co.load_case("migration-2023").ministers)
    assert (len(out["speeches"]), "vote_events" in out) == (42, False)
    undated, dated, *_ = out["speeches"]
    assert {"creator_id", "date", "text", "x-coalition"} == dated.keys()
    assert "date" not in undated  # of 2022-12 or earlier, which Popolo cannot say
    assert undated["x-coalition"]["date"] == "../2022-12"


def test_what_other_readers_see_of_periods() -> None:
    """Popolo has the latest seats, and memberships with dates; the rest is beside it."""
    case = co.Coalition(
        sources=[co.Source("J", "Report", url="https://example.org/j"), co.Source("K", "Other")],
        parties=[
            co.Party("CDA", seats=[co.Seats(15, until="2021-09"), co.Seats(14, since="2021-09-15")])
        ],
        politicians=[
            co.Politician("ada", "Ada", "CDA", role=[co.Role("leader", until="2023-01")]),
            co.Minister(
                *("bo", "Bo"),
                party=[co.Membership("CDA", since="2010", until="2022", source="J")],
                role="chair",
                office=[co.Role("minister", since="2022-01-10", source="J")],
                portfolio="Roads",
            ),
        ],
        proposals=[
            co.Proposal("toll", ["traffic/cars", "money"], part_of=["plan"]),
            co.Proposal("plan", "traffic"),
        ],
        positions=[
            co.Position(
                *("CDA", "toll", "for"),
                date="2024-03",
                attribution="claimed",
                source=["J", "K"],
                locator="p. 3",
                quotation="a toll",
                speaker="bo",
            )
        ],
    )
    out = written(case)
    assert popolo_file.loads(json.dumps(out)) == case
    assert out["organizations"][0]["seats"] == 14
    assert out["motions"][0]["classification"] == "traffic/cars"
    link = [{"url": "https://example.org/j", "note": "Report"}]
    assert out["memberships"] == [
        {"person_id": "ada", "organization_id": "CDA"},
        {
            "person_id": "bo",
            "organization_id": "CDA",
            "start_date": "2010",
            "end_date": "2022",
            "sources": link,
        },
    ]
    assert out["persons"][0]["x-coalition"] == {"role": [{"title": "leader", "until": "2023-01"}]}
    assert out["speeches"] == [
        {
            "creator_id": "bo",
            "date": "2024-03",
            "text": "for toll",
            "sources": link,
            "x-coalition": {
                "actor": "CDA",
                "proposal": "toll",
                "stance": "for",
                "attribution": "claimed",
                "source": ["J", "K"],
                "locator": "p. 3",
                "quotation": "a toll",
                "speaker": "bo",
            },
        }
    ]


@pytest.mark.parametrize(
    ("date", "there"),
    [("2023", True), ("2023-07", True), ("2023-07-05", True)]
    + [(d, False) for d in ("2023-22", "../2023", "2023/..", "2022~", "2022-XX", "202X", "")],
)
def test_dates_that_popolo_has(date: str, there: bool) -> None:
    """Days, months and years are dates of Popolo; seasons, intervals and the like are not."""
    assert dated({"end_date": date}) == ({"end_date": date} if there else {})


def test_votes_go_out_as_votes() -> None:
    """A position that was cast as a vote is a vote in a vote event on the motion."""
    case = co.Coalition(
        parties=[co.Party("A"), co.Party("B")],
        proposals=[co.Proposal("toll", "traffic", "A toll")],
        positions=[
            co.Position("A", "toll", "for", date="2024-03", attribution="stated", vote="v1"),
            co.Position("A", "toll", 0.5, date="2023", attribution="hearsay", speaker="B"),
            co.Position("B", "toll", -0.5, date="2024-03", attribution="stated", vote="v1"),
        ],
    )
    out = written(case)
    [event] = out["vote_events"]
    assert (event["motion_id"], event["start_date"]) == ("toll", "2024-03")
    assert [(vote["voter_id"], vote["option"]) for vote in event["votes"]] == [
        ("A", "yes"),
        ("B", "no"),
    ]
    assert event["votes"][1]["x-coalition"]["stance"] == -0.5
    assert [speech["creator_id"] for speech in out["speeches"]] == ["B"]


@given(strategies.coalitions())
@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_case_comes_back_equal(case: co.Coalition) -> None:
    """Whatever a case says and whatever is in its names, it is read back equal."""
    assert popolo_file.loads(popolo_file.dumps(case)) == case


def test_changed_cases_come_back_equal() -> None:
    """What was kept of a parliament does not get in the way when the case is changed."""
    case = read()
    said = co.Position("ada", "toll", 0.25, date="2025", attribution="inferred")
    for changed in (
        case.at("2024-03"),
        case.without("stated"),
        case.with_positions(said),
        case.supposing(said),
    ):
        assert popolo_file.loads(popolo_file.dumps(changed)) == changed


@pytest.mark.parametrize(
    "extra",
    [
        {"memberships": None},
        {"events": [{"id": ["term"]}]},
        {"vote_events": [{"id": ["vote"]}]},
        {"vote_events": [{}]},
        {"vote_events": [{"id": "vote", "votes": 5}]},
        {"vote_events": [{"id": "vote", "votes": [5]}]},
    ],
)
def test_what_is_no_popolo_is_kept_all_the_same(extra: dict[str, Any]) -> None:
    """An `extra` that Popolo has no place for does not keep the case from being written."""
    case = co.Coalition(
        parties=[co.Party("VVD")],
        proposals=[co.Proposal("toll", "traffic")],
        positions=[
            co.Position("VVD", "toll", "for", date="2023", attribution="stated", vote="vote")
        ],
        extra=extra,
    )
    assert popolo_file.loads(popolo_file.dumps(case)) == case


@pytest.mark.parametrize("key", ["on_behalf_of_id", "legislative_period_id"])
def test_ids_that_are_no_text_are_kept_all_the_same(key: str) -> None:
    """An id in the `extra` of a membership that is no text does not keep it from being written."""
    stay = co.Membership("VVD", since="2020", extra={key: ["a", "b"]})
    case = co.Coalition(
        parties=[co.Party("VVD")], politicians=[co.Politician("rutte", "Rutte", [stay])]
    )
    assert popolo_file.loads(popolo_file.dumps(case)) == case


def test_files(tmp_path: Path) -> None:
    """A file is written and read; one that is too large is refused unread."""
    path = tmp_path / "council.json"
    co.write_popolo(read(), path)
    assert co.read_popolo(path) == read()
    with pytest.raises(co.InvalidCase, match=r"council\.json: more than max_bytes=9 bytes"):
        co.read_popolo(path, max_bytes=9)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert co.read_popolo(path) == read()


def test_a_parliament_as_published() -> None:
    """Estonia of EveryPolitician: 193 persons, 8 organizations, 299 memberships; read back equal.

    209 of the memberships have no start. What is written says what the file says, apart from empty
    lists.
    """
    if "COALITION_DATA" not in os.environ:
        pytest.skip("COALITION_DATA does not name the folder of the data")
    path = Path(os.environ["COALITION_DATA"]) / "popolo" / "estonia-ep-popolo-v1.0.json"
    case = co.read_popolo(path)
    text = popolo_file.dumps(case)
    document = json.loads(text)
    stays = [stay for person in case.politicians for stay in person.memberships]
    assert (len(case.politicians), len(document["organizations"]), len(stays)) == (193, 8, 299)
    assert sum(stay.since is None for stay in stays) == 209
    assert popolo_file.loads(text) == case
    del document["x-coalition"]
    assert sorted_out(full(document)) == sorted_out(full(json.loads(path.read_bytes())))


def test_the_order_of_the_lists_does_not_matter() -> None:
    """Shuffled lists give the same politicians, parties, proposals and positions."""
    shuffled = copy.deepcopy(PARLIAMENT)
    for items in shuffled.values():
        if isinstance(items, list):
            random.Random(1).shuffle(items)
    case, other = read(), popolo_file.loads(json.dumps(shuffled))
    for one, two in ((case.parties, other.parties), (case.proposals, other.proposals)):
        assert {item.id for item in one} == {item.id for item in two}
    members = {person.id: person.memberships for person in case.politicians}
    assert members == {person.id: person.memberships for person in other.politicians}


# refused


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"persons": [NaN]}', "persons[0]: NaN is no number in JSON"),
        ('{"a": {"b": -Infinity}}', "a.b: -Infinity is no number in JSON"),
        ('{"a": [1e999]}', "a[0]: 1e999 is too large"),
        ('{"a": ' + "9" * 5000 + "}", "a: a number of more than 400 characters"),
        ('{"a": 1, "a": 2}', "a: is given more than once"),
        ('{"x": [{"a": 1, "a": 2}]}', "x[0].a: is given more than once"),
        ('{"x": "\\ud800"}', "x: half of a character, in '\\ud800'"),
        ('{"x": {"\\udc00": 1}}', "x: half of a character, in the key '\\udc00'"),
        ('{"x": ' + "[" * 40 + "]" * 40 + "}", "x: nested deeper than 32 levels"),
        ("[" * 100_000, "nested deeper than 32 levels, which no file needs"),
        ('{\n "persons": [}', "line 2: not JSON: Expecting value (column 14)"),
        ("", "line 1: not JSON: Expecting value (column 1)"),
        ("[]", "must be an object with lists of Popolo: persons, organizations, ..."),
        ('{"name": "package"}', "must be an object with lists of Popolo"),
        ('{"persons": {}}', "persons: must be a list of objects, not {}"),
        ('{"persons": [1]}', "persons[0]: must be an object, not 1"),
        ('{"persons": [{"id": [1]}]}', "persons[0].id: must be text, not [1]"),
        ('{"persons": [{"name": "X"}]}', "persons[0].id: is missing"),
        ('{"memberships": [{}]}', "memberships[0].person_id: is missing"),
        ('{"votes": [{}]}', "votes[0].vote_event_id: is missing"),
        ('{"persons": [], "x-coalition": 1}', "x-coalition: must be a table of fields"),
        ('{"persons": [], "x-coalition": {"parts": []}}', "x-coalition.parts: is no field of a"),
    ],
    ids=lambda text: text[:30],
)
def test_what_is_refused(text: str, message: str) -> None:
    """Each fault is named with its place, and so is what Python's own reader would let pass."""
    assert refusal(text).startswith(f"council.json: {message}")


def test_text_that_is_not_utf8() -> None:
    """Other encodings are told to save as UTF-8."""
    for encoding in ("latin-1", "utf-16"):
        assert "not UTF-8" in refusal('{"persons": [{"id": "Yesilgöz"}]}'.encode(encoding))


def test_every_dangling_id_is_named() -> None:
    """Every id that leads nowhere is named with its place, and what may be meant."""
    broken = copy.deepcopy(PARLIAMENT)
    broken["memberships"][0] |= {"person_id": "ade", "on_behalf_of_id": "Grene", "area_id": "nord"}
    broken["memberships"][1]["legislative_period_id"] = "spring"
    broken["votes"][1]["voter_id"] = "zzz"
    broken["vote_events"][1]["motion_id"] = "tunnel"
    broken["persons"][1]["name"] = ""
    assert refusal(broken).splitlines() == [
        "council.json: 7 faults",
        "  memberships[0].person_id: there is no person 'ade'; did you mean 'ada'?",
        "  memberships[0].on_behalf_of_id: there is no organization 'Grene'; did you mean 'Green'?",
        "  memberships[0].area_id: there is no area 'nord'; did you mean 'north'?",
        "  memberships[1].legislative_period_id: there is no event 'spring'",
        "  vote_events[1].motion_id: there is no motion 'tunnel'",
        "  votes[1].voter_id: there is no person or organization 'zzz'",
        "  persons[1].name: is missing",
    ]


def test_lists_that_are_elsewhere() -> None:
    """Areas, posts and events may be in another file; ids of them then refer to that."""
    apart = {key: value for key, value in PARLIAMENT.items() if key not in {"areas", "events"}}
    apart["memberships"] = [PARLIAMENT["memberships"][0]]
    assert popolo_file.loads(json.dumps(apart)).politician("ada").party == "Green"


def test_faults_of_the_model_are_placed_in_the_file() -> None:
    """What the model refuses is named where it stands in the file, under the keys of Popolo."""
    broken = copy.deepcopy(PARLIAMENT)
    broken["persons"][1]["name"] = " "
    broken["organizations"][1]["seats"] = -1
    broken["memberships"][2]["end_date"] = "2020"
    broken["motions"][1] |= {"date": "2024-02-30", "classification": "a//b"}
    broken["votes"][0]["option"] = 7
    options = "yes, no, abstain, absent, not voting, paired"
    assert refusal(broken).splitlines() == [
        "council.json: 6 faults",
        f"  votes[0].option: must be one of {options}, not 7; say what it means in stances=",
        "  organizations[1].seats: must be a whole number, 0 or more, not -1",
        "  persons[1].name: is missing",
        "  memberships[2].end_date: 2020 is before it begins (2021-03-05)",
        "  motions[1].classification: must be a path such as 'migration/asylum', not 'a//b'",
        "  motions[1].date: there is no date 2024-02-30 in the calendar",
    ]


def test_two_votes_that_contradict_each_other() -> None:
    """Who votes yes and no on a motion on one day is named, with both places in the file."""
    votes = [*PARLIAMENT["votes"], PARLIAMENT["votes"][0] | {"option": "no"}]
    said = refusal(PARLIAMENT | {"votes": votes})
    assert "council.json: votes[2]: Harbor against bridge (measured, 2024-04-01" in said
    assert "contradicts votes[0], Harbor for bridge" in said


def test_two_parties_at_once() -> None:
    """Who is in two parties at once is named, with the place of the person."""
    broken = copy.deepcopy(PARLIAMENT)
    broken["memberships"].append({"person_id": "bo", "organization_id": "Harbor"})
    assert "persons[1].memberships: cannot be Harbor and Green at once" in refusal(broken)


def test_memberships_in_one_party_may_overlap() -> None:
    """Who sits in two bodies for one party at the same time is a member of that party."""
    more = [*PARLIAMENT["memberships"], {"person_id": "cy", "organization_id": "Harbor"}]
    assert read(memberships=more).politician("cy").party == "Harbor"


def test_strict_json_reads_what_json_reads() -> None:
    """What is JSON is read as the standard library reads it."""
    text = '{"a": [1, -2.5, 1e3, true, null, "\\u00e9\\ud83d\\ude00", {"": {}}], "b": ""}'
    assert strict_json.loads(text) == json.loads(text)

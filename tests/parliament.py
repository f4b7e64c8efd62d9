"""A parliament as others publish it: a Popolo document with all that the reader makes use of."""

from typing import Any

PARLIAMENT: dict[str, Any] = {
    "meta": {"sources": ["https://example.org/council"]},
    "persons": [
        {
            "id": "ada",
            "name": "Ada Molen",
            "gender": "female",
            "birth_date": "1961-05",
            "identifiers": [{"scheme": "wikidata", "identifier": "Q1"}],
            "other_names": [
                {"name": "Ada Wind", "note": "birth name", "end_date": "1990"},
                {"name": "A. Molen", "lang": "nl"},
                {"name": "Molen, Ada", "family_name": "Molen"},
            ],
            "sources": [{"url": "https://example.org/ada", "note": "Her page"}],
            "email": None,
        },
        {"id": "bo", "name": "Bo Dam", "sources": [{"url": "https://example.org/bo"}]},
        {
            "id": "cy",
            "name": "Cy Brug",
            "memberships": [{"organization_id": "committee", "role": "chair"}],
        },
    ],
    "organizations": [
        {"id": "council", "name": "Council", "classification": "legislature", "seats": 19},
        {
            "id": "Green",
            "name": "Green List",
            "classification": "party",
            "identifiers": [{"identifier": "7"}],
            "links": [{"url": "https://example.org/green"}],
            "posts": [{"id": "leader", "label": "Leader"}],
        },
        {"id": "Harbor", "name": "Harbor List", "classification": "list"},
        {"id": "committee", "name": "Traffic", "parent_id": "council"},
    ],
    "memberships": [
        {
            "person_id": "ada",
            "organization_id": "council",
            "on_behalf_of_id": "Green",
            "role": "member",
            "legislative_period_id": "term/2",
            "area_id": "north",
        },
        {
            "person_id": "ada",
            "organization_id": "council",
            "on_behalf_of_id": "Harbor",
            "legislative_period_id": "term/1",
            "end_date": "2019-11",
        },
        {"person_id": "bo", "organization_id": "Green", "start_date": "2021-03-05T10:00Z"},
        {"person_id": "cy", "organization_id": "council", "on_behalf_of_id": "Harbor"},
    ],
    "areas": [{"id": "north", "name": "North"}],
    "posts": [{"id": "seat-1", "label": "Seat 1", "organization_id": "council"}],
    "events": [
        {"id": "term/1", "classification": "legislative period", "end_date": "2020-03"},
        {"id": "term/2", "classification": "legislative period", "start_date": "2020-04-01"},
    ],
    "motions": [
        {
            "id": "toll",
            "text": "Charge cars that enter the old town",
            "classification": "traffic",
            "date": "2024-03",
            "creator_id": "bo",
            "requirement": "simple majority",
            "vote_events": [
                {
                    "id": "first",
                    "start_date": "2024-03-05T20:15Z",
                    "identifier": "41",
                    "counts": [{"option": "yes", "value": 1}, {"option": "no", "value": 1}],
                    "votes": [
                        {"voter_id": "bo", "option": "yes", "party_id": "Green"},
                        {"voter_id": "cy", "option": "absent"},
                        {"voter_id": "ada", "option": "no", "weight": 2},
                    ],
                }
            ],
        },
        {"id": "bridge", "text": "Repair the bridge", "date": "2024-04-01"},
    ],
    "vote_events": [
        {"id": "second", "motion_id": "bridge", "sources": [{"url": "https://example.org/2"}]},
        {"id": "third", "motion_id": "bridge", "result": "pass"},
    ],
    "votes": [
        {"vote_event_id": "second", "voter_id": "Harbor", "option": "yes"},
        {"vote_event_id": "second", "voter_id": "ada", "option": "abstain"},
    ],
    "speeches": [{"creator_id": "bo", "text": "Good evening.", "date": "2024-03-05"}],
}

"""The JSON Schema of case files: made from the model, and of one mind with the reader."""

import datetime as dt
import random
import re
import tomllib
from collections import Counter
from typing import Any

import jsonschema
import tomli_w

import coalition as co
from coalition.errors import Fault, InvalidCase
from coalition.io.case.case_file import loads_case
from coalition.io.case.schema import schema_text
from tests import ROOT
from tests.mutations import mutated

SEEDS = ROOT / "seeds"
VALIDATOR = jsonschema.Draft202012Validator(co.case_schema())

WHOLE: dict[str, Any] = {
    "name": "small",
    "note": "A note",
    "sources": [
        {"id": "news", "title": "News", "date": "2023-01", "url": "https://example.org"},
        {"id": "book", "title": "Book", "date": "2023", "attribution": "reported"},
    ],
    "parties": [
        {
            "id": "A",
            "name": "Party A",
            "seats": 3,
            "source": "news",
            "source_of": {"seats": "news"},
            "identifiers": [{"identifier": "Q1", "scheme": "wikidata"}],
            "other_names": [{"name": "A-ists", "lang": "en", "until": 2001, "note": "before"}],
            "extra": {"links": [{"url": "https://example.org"}]},
        },
        {
            "id": "B",
            "extra": '{"image": null}',
            "seats": [
                {"number": 5, "until": 2021},
                {"number": 4, "since": "2021-09", "source": "news"},
            ],
        },
    ],
    "politicians": [
        {"id": "ann", "name": "Ann", "party": "A", "office": "minister", "portfolio": "Roads"},
        {"id": "bob", "name": "Bob", "role": "leader", "source_of": {"name": "news"}},
        {
            "id": "dee",
            "name": "Dee",
            "role": [{"title": "leader", "until": 2020, "source": "news"}],
            "office": [{"title": "minister", "since": 2021}, {"title": "member", "until": 2020}],
        },
        {
            "id": "cas",
            "name": "Cas",
            "party": [
                {"party": "A", "until": 2020},
                {"party": "B", "since": "2021-05", "latest": 2030, "source": "news"},
            ],
        },
    ],
    "proposals": [
        {"id": "curb", "topic": "roads/toll", "contested": True, "date": dt.date(2023, 1, 5)},
        {"id": "tax", "topic": ["roads", "money"], "title": "A tax", "part_of": ["curb"]},
    ],
    "positions": [
        {"actor": "A", "proposal": "curb", "stance": "for", "date": 2023, "attribution": "stated"},
        {
            "actor": "ann",
            "proposal": "tax",
            "stance": -0.5,
            "salience": 2,
            "hedge": "may",
            "between": ["against", 0],
            "date": "2023-01",
            "attribution": "hearsay",
            "speaker": "bob",
            "source": ["news"],
            "locator": "p. 3",
            "quotation": "We may",
        },
        {
            "actors": ["B", "bob"],
            "proposals": ["curb", "tax"],
            "stance": "against",
            "source": ["book", "news"],
        },
    ],
    "comparisons": [
        {
            "more": "A",
            "less": "B",
            "proposal": "tax",
            "at_least": 0.5,
            "at_most": 1,
            "date": "2023-01",
            "attribution": "reported",
            "source": "news",
        },
        {"more": ["A", "ann"], "less": ["dee"], "proposal": "curb", "source": "book"},
        {"more": ["A", "B"], "less": "cas", "proposal": "curb", "at_most": 2, "source": "book"},
    ],
    "outcomes": [{"proposals": ["curb", "tax"], "result": "adopted", "source": "book"}],
    "commitments": [
        {
            "by": "bob",
            "kind": "ultimatum",
            "text": "Curb it",
            "threat": "leave",
            "to": "A",
            "date": "2023-01",
            "attribution": "reported",
            "audience": "all",
            "proposal": "curb",
            "deadline": "2023-05",
            "repeated": ["2023-02", 2024],
        },
        {
            "by": "A",
            "kind": "red line",
            "text": "Not with B",
            "not_with": "B",
            "not_without": [],
            "only_as": "largest",
            "until": 2024,
            "source": "book",
        },
    ],
    "meetings": [
        {
            "id": "talks",
            "title": "Talks",
            "participants": ["ann", "bob"],
            "at_times": ["A"],
            "date": "2023-01",
            "attribution": "inferred",
            "until": "2023-02",
            "topic": "roads",
            "convened_by": "ann",
        }
    ],
    "remarks": [{"text": "It rains", "topic": "roads", "date": "2023-01", "attribution": "stated"}],
}

VALUES: list[Any] = [
    *("", " ", "x", "A", "news", "for", "neutral", "stated", "ultimatum", " A", "A ", "a b", "\t"),
    *("2023", "2023-07", "2023-7", "2023-02-30", "20231", "roads", "roads/", "/", "a//b", "a/ b"),
    *(0, 1, -1, 2, 999, 2023, 10000, 0.5, -0.5, 1.5, -1.5, 3.0, True, False, "A\u202eB", "vvd\x01"),
    *(dt.date(2023, 7, 5), dt.datetime(2023, 7, 5, 12), dt.time(12)),  # noqa: DTZ001
    *(["A"], ["A", "B"], ["A", "A"], [1], [[]], [{}], {}, {"a": "b"}, {"seats": "news"}),
]
KEYS = [
    *("id", "name", "party", "seats", "role", "office", "portfolio", "source", "source_of"),
    *("threat", "topic", "number", "title", "at_most", "x", "actors", "proposals", "more"),
]

BEYOND_A_SCHEMA = (  # what only the reader can say
    "there is no (source|party|party or politician|proposal) ",
    "is no field that a source stands for",
    "is already the id of ",
    "differs from .* only in case or form",
    r"contradicts (positions|comparisons)\[",
    "the stance .* does not lie between ",
    "must be two stances, the lower first",
    "must be another actor than ",
    "cannot be .* at once",
    "is before ",
    "is less than the least difference ",
    "is a part of .* itself",
    "a rival's word is a claim",
    "an ultimatum has a threat",
    "a red line ",
    "name other parties",
    "cannot be in `not_with`",
    "is after it was lifted",
    "there is no date .* in the calendar",
    "must not contain the hidden character",
    "source '.*' has none to give",
    r"must be a whole number, 0 or more, not \d+\.0$",  # in JSON, 3.0 is a whole number
    r"must be a date .*, not \d+\.0$",
    "must be a JSON object, as text",
    r"must be (text|a list|text or a list), not datetime\.",  # in JSON, a date is text
)


def as_json(tree: Any) -> Any:
    """Return a TOML tree as JSON has it, with dates as text."""
    if isinstance(tree, dict):
        return {key: as_json(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [as_json(value) for value in tree]
    return tree.isoformat() if isinstance(tree, dt.date | dt.time) else tree


def test_the_file_is_the_generated_text() -> None:
    """The schema beside the cases is what the model says today."""
    assert schema_text() == (SEEDS / "case.schema.json").read_text(encoding="utf-8")


def test_the_schema_is_a_schema() -> None:
    """The schema itself keeps to the rules of JSON Schema."""
    jsonschema.Draft202012Validator.check_schema(co.case_schema())


def test_the_shipped_cases_keep_to_the_schema() -> None:
    """Every case that comes with the library is what an editor would accept."""
    for name in co.list_cases():
        tables = tomllib.loads((SEEDS / f"{name}.toml").read_text(encoding="utf-8"))
        VALIDATOR.validate(as_json(tables))


def test_every_field_is_described() -> None:
    """Every field has the words of the docstring that explains it, its own or of the base class."""
    schema = co.case_schema()
    tables = [schema, *schema["$defs"].values()]
    told = [field["description"] for table in tables for field in table["properties"].values()]
    assert [text for text in told if not text.endswith(".") or text.startswith("As for")] == []
    expected = "When it was said or happened, as exactly as that is known."
    assert expected == schema["$defs"]["Remark"]["properties"]["date"]["description"]
    stay = schema["$defs"]["Membership"]["properties"]
    assert stay["since"]["description"] == stay["until"]["description"]


def test_a_minister_is_a_politician_with_an_office() -> None:
    """One table serves both: an office makes the minister, and a portfolio needs one."""
    politician = co.case_schema()["$defs"]["Politician"]
    assert politician["required"] == ["id", "name"]
    assert politician["dependentRequired"] == {"portfolio": ["office"]}


def test_the_whole_tree_is_right() -> None:
    """The tree that is changed below is a case to both, with every field of every table."""
    VALIDATOR.validate(as_json(WHOLE))
    loads_case(tomli_w.dumps(WHOLE))


def read(tree: dict[str, Any]) -> tuple[Fault, ...]:
    """Return the faults that the reader finds in a tree."""
    try:
        loads_case(tomli_w.dumps(tree))
    except InvalidCase as error:
        return error.faults
    return ()


def test_property_the_schema_and_the_reader_agree() -> None:
    """What the schema refuses the reader refuses, and the other way where a schema can tell."""
    chance = random.Random(0)
    met: Counter[bool] = Counter()
    for _ in range(400):
        tree = mutated(WHOLE, chance, VALUES, KEYS)
        refused, faults = not VALIDATOR.is_valid(as_json(tree)), read(tree)
        told = [f for f in faults if not any(re.search(r, f.message) for r in BEYOND_A_SCHEMA)]
        assert not refused or faults, tree
        assert not told or refused, (told, tree)
        met[refused] += 1
    assert min(met[True], met[False]) > 50

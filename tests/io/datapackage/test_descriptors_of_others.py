"""Descriptors that others wrote: what they say of a table holds, or is refused by its name."""

import json
from typing import Any

import pytest

import coalition as co
from coalition.io.datapackage.package_file import loads

FIELDS = [{"name": "id"}, {"name": "name"}, {"name": "note"}]
PLAIN = "id,name,note\nA,NA,-\nB,Blue,-\n"
A, B = co.Party("A", "Amber", note="yes; no"), co.Party("B", "Blue")


def package(
    text: str | bytes, *, table: str = "parties", whole: Any = (), **resource: Any
) -> co.Coalition:
    """Read a package of one table."""
    described = {"name": table, "path": "t.csv", **resource}
    descriptor = {"name": "x", **dict(whole), "resources": [described]}
    content = text.encode() if isinstance(text, str) else text
    return loads({"datapackage.json": json.dumps(descriptor).encode(), "t.csv": content})


def parties(text: str | bytes, **resource: Any) -> tuple[co.Party, ...]:
    """Read the parties of a package."""
    return package(text, **resource).parties


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"missingValues": ["NA", "-"]}, [(None, None), ("Blue", None)]),
        ({"missingValues": ["", "-"]}, [("NA", None), ("Blue", None)]),
        ({"missingValues": [""]}, [("NA", "-"), ("Blue", "-")]),
        ({}, [("NA", "-"), ("Blue", "-")]),
        ({"missingValues": [{"value": "NA", "label": "none"}]}, [(None, "-"), ("Blue", "-")]),
        ({"missingValues": [{"value": "NA"}, {"value": "Blue"}]}, [(None, "-"), (None, "-")]),
        ({"missingValues": ["na", " -"]}, [("NA", "-"), ("Blue", "-")]),
    ],
)
def test_missing_values(schema: Any, expected: list[tuple[str | None, str | None]]) -> None:
    """What a schema declares to be missing is None, exactly as it is written, and nothing else."""
    found = parties(PLAIN, schema={"fields": FIELDS, **schema})
    assert [(party.name, party.note) for party in found] == expected


def test_missing_values_of_a_field() -> None:
    """Those of a field take the place of those of the schema; other columns keep the latter."""
    fields = [{"name": "id"}, {"name": "name", "missingValues": ["Blue"]}]
    found = parties(PLAIN, schema={"fields": fields, "missingValues": ["NA", "-"]})
    assert [(party.name, party.note) for party in found] == [("NA", None), (None, None)]


def test_a_missing_key_is_a_fault() -> None:
    """A party that is called as what is missing has no id, and this is said."""
    with pytest.raises(co.InvalidCase, match=r"line 2: parties\[0\].id: is missing"):
        parties("id\nNA\n", schema={"missingValues": ["NA"]})


@pytest.mark.parametrize(
    ("text", "dialect"),
    [
        ("id;name;note\nA;Amber;yes; no\nB;Blue;\n".replace("yes; no", '"yes; no"'), ";"),
        ("id\tname\tnote\nA\tAmber\tyes; no\nB\tBlue\t\n", "\t"),
        ("id|name|note\nA|Amber|'yes; no'\nB|Blue|\n", {"delimiter": "|", "quoteChar": "'"}),
        ("id;name;note\nA;Amber;yes\\; no\nB;Blue;\n", {"delimiter": ";", "escapeChar": "\\"}),
        ("id, name, note\nA, Amber, yes; no\nB, Blue,\n", {"skipInitialSpace": True}),
        ("A,Amber,yes; no\nB,Blue,\n", {"header": False}),
        ('# a "b\nid,name,note\n#, "\nA,Amber,yes; no\nB,Blue,\n#', {"commentChar": "#"}),
        ("id,name,note\nA,Amber,yes; no\nB,Blue,\\N\n", {"nullSequence": "\\N"}),
        ("id,name,note\rA,Amber,yes; no\rB,Blue,\r", {"lineTerminator": "\r"}),
        (
            "id;name;note\nA;Amber;'yes; no'\nB;Blue;\n",
            {"csv": {"delimiter": ";", "quoteChar": "'"}},
        ),
        ("id,name,note\nA,Amber,yes; no\nB,Blue,\n", {"csvddfVersion": 1.2, "doubleQuote": True}),
    ],
)
def test_dialects(text: str, dialect: Any) -> None:
    """A table is read as its dialect has it; `csv` is where one program puts it."""
    given = {"delimiter": dialect} if isinstance(dialect, str) else dialect
    assert parties(text, dialect=given, schema={"fields": FIELDS}) == (A, B)


def test_a_comment_in_quotes_is_none() -> None:
    """A line within a quoted cell is text, whatever it begins with; lines are counted as before."""
    text = 'id,seats,note\n# no\nA,1,"one\n# two"\nB,x,\n'
    with pytest.raises(co.InvalidCase, match=r"line 5: parties\[1\].seats: must be a whole number"):
        parties(text, dialect={"commentChar": "#"})
    (party,) = parties(text[:-5], dialect={"commentChar": "#"})
    assert party.note == "one\n# two"


@pytest.mark.parametrize(
    "encoding",
    ["windows-1252", "ISO-8859-1", "latin1", "UTF-16", "utf-16le", "UTF-8", "utf8", "macintosh"],
)
def test_encodings(encoding: str) -> None:
    """A table is read in the encoding that its resource has."""
    (party,) = parties("id,name\nÖVP,Österreich\n".encode(encoding), encoding=encoding)
    assert (party.id, party.name) == ("ÖVP", "Österreich")


@pytest.mark.parametrize(
    ("field", "text", "seats"),
    [
        ({"type": "integer", "groupChar": "."}, "1.200", 1200),
        ({"type": "integer", "groupChar": " "}, "1 200", 1200),
        ({"type": "integer"}, "1200", 1200),
        ({"type": "number", "decimalChar": ","}, "34,0", 34),
        ({"type": "number"}, "34.0", 34),
        ({"type": "any", "groupChar": ","}, "34", 34),
    ],
)
def test_grouped_numbers(field: Any, text: str, seats: int) -> None:
    """Signs between the digits of a number are taken off where they are declared."""
    found = parties(
        f"id;seats\nA;{text}\n",
        dialect={"delimiter": ";"},
        schema={"fields": [{"name": "seats", **field}]},
    )
    assert found[0].seats == seats


POSITION = "actor;proposal;stance;date;attribution\nA;p;{};{};measured\n"


def position(stance: str, date: str, *fields: Any) -> co.Position:
    """Read a position from a package, its party and proposal beside it."""
    files = {
        "positions": POSITION.format(stance, date),
        "parties": "id\nA\n",
        "proposals": "id;topic;contested\np;t;\n",
    }
    resources = [
        {"name": name, "path": name, "dialect": {"delimiter": ";"}, "schema": {"fields": fields}}
        for name in files
    ]
    descriptor = json.dumps({"resources": resources}).encode()
    content = {name: text.encode() for name, text in files.items()}
    (found,) = loads({**content, "datapackage.json": descriptor}).positions
    return found


@pytest.mark.parametrize(
    ("text", "field", "stance"),
    [
        ("0,5", {"type": "number", "decimalChar": ","}, 0.5),
        ("-0,25", {"type": "number", "decimalChar": ",", "groupChar": "."}, -0.25),
        ("1", {"type": "number", "decimalChar": ","}, 1),
        ("0.5", {"type": "number", "decimalChar": ""}, 0.5),
    ],
)
def test_decimal_signs(text: str, field: Any, stance: float) -> None:
    """A number is read with the decimal sign that is declared."""
    assert position(text, "2023", {"name": "stance", **field}).stance == stance


def test_another_decimal_sign_is_a_fault() -> None:
    """Where a comma is declared, a point is none: 1.5 is not taken for one and a half."""
    with pytest.raises(co.InvalidCase, match="must be a number with ',' as its decimal sign"):
        position("0.5", "2023", {"name": "stance", "type": "number", "decimalChar": ","})


@pytest.mark.parametrize(
    ("cell", "field", "contested"),
    [
        ("ja", {"trueValues": ["ja"], "falseValues": ["nein"]}, True),
        ("nein", {"trueValues": ["ja"], "falseValues": ["nein"]}, False),
        ("0", {}, False),
        ("TRUE", {}, True),
        ("", {}, None),
    ],
)
def test_true_and_false(cell: str, field: Any, contested: bool | None) -> None:
    """True and false are the words that are declared, else those of the format."""
    fields = [{"name": "contested", "type": "boolean", **field}]
    text = f"id,topic,contested\np,t,{cell}\n"
    found = package(text, table="proposals", schema={"fields": fields}).proposals
    assert found[0].contested is (contested or False)


@pytest.mark.parametrize(
    ("resource", "told"),
    [
        ({"dialect": "dialect.json"}, "dialect: must be an object that stands in the descriptor"),
        ({"dialect": {"delimiter": "||"}}, "dialect: 'delimiter' must be a 1-character string"),
        ({"dialect": {"quoteChar": None}}, "dialect.quoteChar: must be text, not None"),
        (
            {"dialect": {"quotechar": "'"}},
            "dialect.quotechar: is no property that is known; did yo",
        ),
        ({"dialect": {"csv": ";"}}, "dialect.csv: must be an object"),
        ({"dialect": {"headerRows": [1, 2]}}, "dialect.headerRows: must be [1], not [1, 2]"),
        ({"dialect": {"commentRows": [2]}}, "dialect.commentRows: must be [], not [2]"),
        ({"dialect": {"nullSequence": []}}, "dialect.nullSequence: must be text, not []"),
        ({"dialect": {"header": False}}, "dialect.header: without a header, schema.fields must n"),
        ({"encoding": "utf-7"}, "encoding: 'utf-7' is no encoding that is read; save the table as"),
        ({"encoding": "rot13"}, "encoding: 'rot13' is no encoding that is read"),
        ({"encoding": ["utf-8"]}, "encoding: ['utf-8'] is no encoding that is read"),
        ({"format": "xlsx"}, "format: must be csv or tsv, not 'xlsx'"),
        ({"schema": "schema.json"}, "schema: must be an object that stands in the descriptor"),
        ({"schema": {"fields": "id"}}, "schema.fields: must be a list, not 'id'"),
        ({"schema": {"fields": ["id"]}}, "schema.fields[0]: must be an object that stands in"),
        ({"schema": {"missingValues": "NA"}}, "schema.missingValues: must be a list of texts, not"),
        ({"schema": {"missingValues": [-99]}}, "schema.missingValues: must be a list of texts, n"),
        (
            {"schema": {"missingValues": [{"label": "x"}]}},
            "schema.missingValues: must be a list of",
        ),
        ({"name": "id", "missingValues": 9}, "schema.fields[0].missingValues: must be a list of t"),
        ({"name": "id", "type": 7}, "schema.fields[0].type: must be text, not 7"),
        (
            {"name": "id", "bareNumber": False},
            "schema.fields[0].bareNumber: must be True, not Fal",
        ),
        ({"name": "id", "format": "binary"}, "schema.fields[0].format: 'binary' is not read"),
        ({"name": "id", "type": "date", "format": "%d/%m/%Y"}, "'%d/%m/%Y' is not read; dates are"),
        ({"name": "id", "type": "list"}, "schema.fields[0].type: 'list' is not read; dates are re"),
    ],
)
def test_what_cannot_be_honored_is_refused_by_name(resource: Any, told: str) -> None:
    """A property that the reader cannot honor is named, rather than the table read otherwise."""
    if "name" in resource:
        resource = {"schema": {"fields": [resource]}}
    with pytest.raises(co.InvalidCase) as caught:
        parties("id\nA\n", **resource)
    assert told in str(caught.value)


def test_all_that_is_refused_at_once() -> None:
    """Faults of encoding, dialect and schema are in one error."""
    with pytest.raises(co.InvalidCase, match="3 faults"):
        parties(
            "id\nA\n",
            encoding="klingon",
            dialect={"delimiter": ""},
            schema={"missingValues": None},
        )


def test_bytes_that_the_encoding_does_not_have() -> None:
    """A table in another encoding than is declared is refused, and not read with signs in place."""
    with pytest.raises(co.InvalidCase, match="parties: not ascii, as the descriptor has it: "):
        parties("id\nÖVP\n", encoding="us-ascii")


@pytest.mark.parametrize(
    ("whole", "resource"),
    [
        ({"profile": "tabular-data-package"}, {"profile": "tabular-data-resource"}),
        (
            {"$schema": "https://datapackage.org/profiles/2.0/datapackage.json"},
            {"type": "table", "$schema": "https://datapackage.org/profiles/2.0/dataresource.json"},
        ),
        ({"profile": "data-package", "licenses": [{"name": "CC0-1.0"}]}, {"mediatype": "text/csv"}),
        ({"contributors": [{"title": "Ann"}]}, {"format": "CSV", "encoding": "utf-8"}),
    ],
)
def test_both_versions_and_their_profiles(whole: Any, resource: Any) -> None:
    """Packages of version 1 and 2 are read alike, whichever profile they name."""
    schema = {"fields": FIELDS, "primaryKey": "id", "missingValues": ["NA"]}
    assert parties(PLAIN, whole=whole, schema=schema, **resource)[0].name is None

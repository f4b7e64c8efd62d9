"""Case files: read to the last fault, written so that they read back equal."""

import importlib
import tomllib
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import coalition as co
from coalition.errors import Fault, InvalidCase
from coalition.io.case._tokens import overlong, parts, tokens
from coalition.io.case.case_file import dumps_case, loads_case
from tests.strategies import coalitions

BROKEN = '''\
name = "talks"
parts = []  # a typo

[[parties]]
id = "VVD"
seats = -1

[[parties]]
name = """
[[parties]]
id = "not a party"
"""

[[proposals]]
id = "curb"
topic = "migration"

[[positions]]  # the first
actor = "VVD"
proposal = "crub"
stance = "fore"
date = "2023-13"
attribution = "reported"

[[positions]]
actor = "D66"
proposal = "curb"
stance = "for"
attribution = "rumor"
'''

FAULTS = """\
broken.toml: 9 faults
  line 2: parts: is no field of a coalition; did you mean 'parties'?
  line 6: parties[0].seats: must be a whole number, 0 or more, not -1
  line 8: parties[1].id: is missing
  line 20: positions[0].proposal: there is no proposal 'crub'; did you mean 'curb'?
  line 21: positions[0].stance: 'fore' is not a stance (for, neutral, against, or a number); \
did you mean 'for'?
  line 22: positions[0].date: there is no date 2023-13 in the calendar
  line 25: positions[1].date: is missing
  line 26: positions[1].actor: there is no party or politician 'D66'
  line 29: positions[1].attribution: must be one of stated, reported, measured, claimed, \
hearsay, inferred, not 'rumor'; it usually means 'hearsay'
"""


def refusal(data: str | bytes) -> tuple[Fault, ...]:
    """Return the faults of a text that must have some."""
    with pytest.raises(InvalidCase) as caught:
        loads_case(data, "case.toml")
    return caught.value.faults


def test_a_broken_file_is_read_to_its_last_fault(tmp_path: Path) -> None:
    """Every fault of a file is named, each with its line, in the order of the lines."""
    path = tmp_path / "broken.toml"
    path.write_text(BROKEN, encoding="utf-8")
    with pytest.raises(InvalidCase) as caught:
        co.read_case(path)
    expected = FAULTS.splitlines()
    assert expected == str(caught.value).splitlines()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("date = 2023-07", 'line 1: a date that is no single day needs quotes: "2023-07"'),
        (
            "a = 1\ndates = [2023-07]",
            'line 2: a date that is no single day needs quotes: "2023-07"',
        ),
        ("date = 2023-02-30", "line 1: there is no date 2023-02-30 in the calendar"),
        ("date = 2023-13", "line 1: there is no date 2023-13 in the calendar"),
        (
            "date = 2023-7-5",
            "line 1: must be a date such as '2023', '2023-07' or '2023-07-05', not '2023-7-5'",
        ),
        (
            "id = 1\nid = 2\n",
            (
                "line 2: this key has a value already; is a [[header]] missing above it? "
                "(column 7, in 'id = 2')"
            ),
        ),
        (
            "[parties]\n[parties]",
            (
                "line 2: this table is there already; is it one of many, in [[double brackets]]? "
                "(column 9, in '[parties]')"
            ),
        ),
        (
            "stance = for",
            (
                "line 1: a value is text in quotes, a number, a date, true, false or a list "
                "(column 10, in 'stance = for')"
            ),
        ),
        (
            'id = "A" "B"',
            'line 1: only a comment may follow a value (column 10, in \'id = "A" "B"\')',
        ),
        (
            'date = "2023-07" 2',
            "line 1: only a comment may follow a value (column 18, in 'date = \"2023-07\" 2')",
        ),
        (
            "parties:",
            (
                "line 1: not TOML: Expected '=' after a key in a key/value pair "
                "(column 8, in 'parties:')"
            ),
        ),
        (
            "\n- VVD",
            "line 2: not TOML: Expected '=' after a key in a key/value pair (column 3, in '- VVD')",
        ),
        (
            "\u201cid\u201d = 1",
            (
                "line 1: a line is a key and its value, a [[header]] or a comment "
                "(column 1, in '\u201cid\u201d = 1')"
            ),
        ),
        (
            'id = "A\nb = 1',
            "line 1: the quotes are not closed on their line (column 8, in 'id = \"A')",
        ),
        (
            "id = 'A\nb = 'B'",
            'line 1: the quotes are not closed on their line (column 8, in "id = \'A")',
        ),
        ('a = 1\nid = """A\nb = 1\n', "line 2: the quotes are not closed"),
        ("a = 1\nid = '''A\nb = 1\n", "line 2: the quotes are not closed"),
        (
            "a = {\n\n",
            "line 1: not TOML: Invalid initial character for a key part (column 6, in 'a = {')",
        ),
        (
            "a = [1,\n\n",
            "line 1: a value is text in quotes, a number, a date, true, false or a list",
        ),
    ],
)
def test_an_error_of_syntax_is_told_in_plain_words(text: str, expected: str) -> None:
    """What is no TOML is refused with the line, what stands there and what would be right."""
    assert [expected] == [str(fault) for fault in refusal(text)]


def test_a_long_line_is_repeated_only_where_the_error_is() -> None:
    """A message shows what stands around the error, not the whole of a long line."""
    [fault] = refusal(f'note = "{"x" * 1000}" y # {"z" * 1000}')
    near = f'{"x" * 23}" y # {"z" * 21}'
    assert f"only a comment may follow a value (column 1011, in {near!r})" == fault.message


SMALL = '[[parties]]\nid = "Één"\n'


@pytest.mark.parametrize(
    "data",
    [
        SMALL.encode("utf-8-sig"),
        SMALL.replace("\n", "\r\n").encode(),
        "\ufeff" + SMALL,
    ],
)
def test_marks_and_line_ends_of_windows_change_nothing(data: str | bytes) -> None:
    """A byte order mark is no part of the text, and both kinds of line end are the same."""
    assert loads_case(SMALL) == loads_case(data)


def test_of_a_time_in_toml_the_day_is_kept() -> None:
    """As everywhere else: a date in a case is known to the day at best."""
    source = "[[sources]]\nid = 's'\ntitle = 'S'\ndate = "
    timed, day = f"{source}2023-07-05T23:30:00+02:00", f"{source}2023-07-05"
    assert loads_case(timed) == loads_case(day)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (SMALL.encode("latin-1"), "line 2: not UTF-8: byte 18 is 0xC9; save it as UTF-8"),
        (SMALL.encode("utf-16"), "line 1: not UTF-8: byte 0 is 0xFF; save it as UTF-8"),
        (
            "note = 1".encode("utf-16-le"),
            (
                "line 1: not TOML: Expected '=' after a key in a key/value pair "
                r"(column 2, in 'n\x00o\x00t\x00e\x00 \x00=\x00 \x001\x00')"
            ),
        ),
    ],
)
def test_other_encodings_are_refused(data: bytes, expected: str) -> None:
    """What is not UTF-8 is refused with the first byte that is not, and with advice."""
    assert [expected] == [str(fault) for fault in refusal(data)]


HOSTILE_KEYS = {
    "bare": "a." * 50_000 + "a = 1",
    "quoted": '"a".' * 50_000 + "a = 1",
    "single": "'a'." * 50_000 + "a = 1",
    "spaced": "a . " * 50_000 + "a = 1",
    "header": "[" + "a." * 50_000 + "a]",
    "inline": "x = {" + "a." * 50_000 + "a = 1}",
}


@pytest.mark.parametrize("text", HOSTILE_KEYS.values(), ids=HOSTILE_KEYS)
def test_long_keys_are_refused_unparsed(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A key of 50,000 parts, for which tomllib needs a minute, never comes to it."""
    with monkeypatch.context() as patch:
        patch.setattr(tomllib, "loads", None)
        faults = refusal(text)
    assert (Fault("", "a key of more than 32 parts, which no case needs", 1),) == faults


@pytest.mark.parametrize(
    "piece",
    [
        *('"', "'", "\\", '"\\', '"""\\', "''' ", '""a', '"a" ', "'a'", "a ", "é", "\ufeff"),
        *(".", ".a", "[", "{", "#", "\n", "\r", "1_", "a = 1\n", 'a = """\n'),
    ],
)
def test_hostile_text_takes_time_in_proportion(piece: str) -> None:
    """The guard comes to the end of 200,000 characters; in the square it would take minutes."""
    for beginning in ("x = ", 'x = """'):
        text = beginning + piece * (200_000 // len(piece))
        fault = overlong(text)
        assert fault is None or 1 <= (fault.line or 0) <= 1 + text.count("\n")
        with suppress(InvalidCase):
            loads_case(beginning + piece * (10_000 // len(piece)))


@pytest.mark.parametrize(
    "text",
    [
        'note = "' + "One short sentence. " * 40 + '"',
        'note = """\n' + "a.b.c.d.e.f.g.h\n" * 40 + "a." * 40 + '\n"""',
        "note = '''\n" + "[[" + "a." * 40 + "]]\n'''",
        'note = "' + ".".join("1234567890" * 4) + '"  # ' + "a." * 40,
        "# " + "a." * 40 + "\nnote = '" + "a." * 40 + "'",
        'note = """"' + "a." * 40 + '"""""',
        "note = ''''" + '"a.' * 40 + "'''''",
        'note = "\\"' + "a." * 40 + '"',
        'note = "' + "x" * 5_000 + '"',
        'note = "https://example.org/' + "a.b/" * 40 + '?q=1.2.3.4"',
        "[[parties]]\nid = '" + "a." * 40 + "'\nseats = 1  # " + "." * 40,
        'parties = [{ id = "' + ("a." * 40) + '", note = """\n' + "a." * 40 + '""" }]',
    ],
)
def test_prose_may_hold_as_many_dots_as_it_likes(text: str) -> None:
    """Only keys are counted, not what stands in quotes or in comments."""
    case = loads_case(text)
    assert {"note": case.note, "parties": [party.id for party in case.parties]} == {
        "note": tomllib.loads(text).get("note"),
        "parties": [table["id"] for table in tomllib.loads(text).get("parties", [])],
    }


@given(
    st.lists(
        st.sampled_from(
            [
                *(
                    "a",
                    ".",
                    " ",
                    '"',
                    "'",
                    '"""',
                    "'''",
                    "\\",
                    "#",
                    "\n",
                    "=",
                    "[",
                    "]",
                    "{",
                    "}",
                    ",",
                )
            ]
        ),
        max_size=30,
    ).map("".join)
)
@settings(max_examples=500, deadline=None)
@example('a=""""a.a"""')
@example("'''a'''a.a.a.a = 1")
@example("'a'.a.\"a\" . a!")
@example('""."""')
def test_property_the_guard_sees_the_keys_that_the_parser_sees(text: str) -> None:
    """No key that tomllib takes apart has more parts than the guard sees, but one: an error."""
    parsed = [0]

    def key(source: str, position: int) -> Any:
        parsed.append(0)
        return parse_key(source, position)

    def part(source: str, position: int) -> Any:
        found = parse_part(source, position)
        parsed[-1] += 1
        return found

    parser: Any = importlib.import_module("tomllib._parser")
    parse_key, parse_part = parser.parse_key, parser.parse_key_part
    with pytest.MonkeyPatch.context() as patch, suppress(tomllib.TOMLDecodeError):
        patch.setattr(parser, "parse_key", key)
        patch.setattr(parser, "parse_key_part", part)
        tomllib.loads(text)
    seen = [len(parts(word)) for kind, word, _ in tokens(text) if kind == "word"]
    assert max(parsed) <= max([0, *seen]) + 1


@pytest.mark.parametrize(
    "deep", ["x = " + "[" * 10_000, "x = " + "{a=" * 10_000, "x=" + "[{a=" * 900]
)
def test_deep_nesting_is_refused(deep: str) -> None:
    """Ten thousand lists or tables within each other are refused like anything else."""
    assert (Fault("", "nested deeper than can be read; a case needs five levels"),) == refusal(deep)


def test_nesting_that_can_be_read_is_refused_by_the_model() -> None:
    """What is nested too deep for a case, and not for Python, is a fault of its field."""
    [fault] = refusal("\nparties = " + "[" * 200 + "]" * 200)
    expected = ("parties[0]", 2)
    assert expected == (fault.place, fault.line)


@pytest.mark.parametrize("number", ["9" * 5_000, "0x" + "f" * 5_000, "0b" + "1" * 5_000])
def test_endless_numbers_are_refused(number: str) -> None:
    """A number of thousands of digits is refused before Python refuses it in its own way."""
    expected = Fault("", "more than 500 characters in a row without quotes", 3)
    assert (expected,) == refusal(f"[[parties]]\nid = 'A'\nseats = {number}")


def test_a_file_beyond_the_limit_is_refused_unread(tmp_path: Path) -> None:
    """A file that is too large is refused with its size, the limit and the name of the option."""
    path = tmp_path / "large.toml"
    path.write_text("# " + "x" * 98)
    with pytest.raises(InvalidCase) as caught:
        co.read_case(path, max_bytes=99)
    expected = "large.toml: more than max_bytes=99 bytes; give a larger one to read them"
    assert expected == str(caught.value)
    assert co.Coalition() == co.read_case(path, max_bytes=100)


def test_a_file_that_cannot_be_read_is_an_error_of_the_system(tmp_path: Path) -> None:
    """No file, and a folder in place of one, are the errors that they are everywhere."""
    with pytest.raises(FileNotFoundError):
        co.read_case(tmp_path / "nowhere.toml")
    with pytest.raises(IsADirectoryError):
        co.read_case(tmp_path)


@given(st.binary(max_size=200) | st.text(max_size=200))
@settings(deadline=None)
def test_property_nothing_but_invalid_case(data: str | bytes) -> None:
    """Any bytes are a case, or are refused with faults."""
    try:
        loads_case(data)
    except InvalidCase as error:
        assert error.faults  # noqa: PT017 - either outcome is right


@given(coalitions())
@settings(max_examples=20, deadline=None)
def test_property_what_is_written_reads_back_equal(case: co.Coalition) -> None:
    """Reading what was written gives an equal case, whatever the texts in it hold."""
    assert case == loads_case(dumps_case(case))


def test_the_form_that_is_written() -> None:
    """Every item has a header, every field a line; what is at its default is left out."""
    case = co.Coalition(
        title='A "small" case\nof two lines',
        sources=[co.Source("J", "News", date="2023-01")],
        parties=[co.Party("VVD", seats=34, source_of={"seats": "J"}), co.Party("D66")],
        politicians=[
            co.Politician("ann", "Ann", "VVD"),
            co.Minister(
                "bob",
                "Bob",
                [co.Membership("VVD", until="2020"), co.Membership("D66", since="2021-05-01")],
                office="minister",
            ),
            co.Politician("cas", "Cas", [co.Membership("D66", since=2020)]),
        ],
        proposals=[co.Proposal("curb", "migration", contested=True)],
        positions=[
            co.Position("VVD", "curb", 1, date="2023", attribution="stated", salience=2),
            co.Position("D66", "curb", -0.5, date="2023-01-05", attribution="inferred"),
        ],
        commitments=[
            co.Commitment(
                *("ann", "promise", "Curb it"),
                to=["VVD", "bob"],
                repeated=["2024"],
                date="2023",
                attribution="stated",
            )
        ],
    )
    expected = r"""title = "A \"small\" case\nof two lines"

[[sources]]
id = "J"
title = "News"
date = "2023-01"

[[parties]]
id = "VVD"
seats = 34
source_of = { seats = "J" }

[[parties]]
id = "D66"

[[politicians]]
id = "ann"
name = "Ann"
party = "VVD"

[[politicians]]
id = "bob"
name = "Bob"
party = [
    { party = "VVD", until = "2020" },
    { party = "D66", since = "2021-05-01" },
]
office = "minister"

[[politicians]]
id = "cas"
name = "Cas"
party = [{ party = "D66", since = "2020" }]

[[proposals]]
id = "curb"
topic = "migration"
contested = true

[[positions]]
actor = "VVD"
proposal = "curb"
stance = "for"
salience = 2
date = "2023"
attribution = "stated"

[[positions]]
actor = "D66"
proposal = "curb"
stance = -0.5
date = "2023-01-05"
attribution = "inferred"

[[commitments]]
by = "ann"
kind = "promise"
text = "Curb it"
to = ["VVD", "bob"]
repeated = ["2024"]
date = "2023"
attribution = "stated"
"""
    assert expected == dumps_case(case)


def test_what_may_be_written_in_short_is() -> None:
    """One source, one topic, and a number or a text without a date stand alone; else in a list."""
    text = """\
[[sources]]
id = "J"
title = "News"

[[sources]]
id = "K"
title = "More news"

[[parties]]
id = "A"
seats = 15

[[parties]]
id = "B"
seats = [
    { number = 15, until = "2021-09-14" },
    { number = 14, since = "2021-09-15", source = "J" },
]

[[politicians]]
id = "ann"
name = "Ann"
party = "A"
role = "leader"
office = "minister"

[[politicians]]
id = "bob"
name = "Bob"
role = [{ title = "leader", until = "2023-01" }]
office = [{ title = "minister", source = "K" }]

[[proposals]]
id = "p"
topic = "roads"

[[proposals]]
id = "q"
topic = ["roads", "money"]
part_of = ["p"]

[[positions]]
actor = "A"
proposal = "p"
stance = "for"
date = "2023"
attribution = "measured"
source = "J"

[[positions]]
actor = "B"
proposal = "p"
stance = "against"
date = "2023"
attribution = "claimed"
source = ["J", "K"]
locator = "p. 3"
quotation = "Never!"
speaker = "ann"

[[comparisons]]
more = "A"
less = "B"
proposal = "q"
at_most = 0.5
date = "2023"
attribution = "reported"
"""
    assert dumps_case(loads_case(text)) == text
    listed = text.replace("seats = 15", "seats = [{ number = 15 }]").replace(
        'role = "leader"', 'role = [{ title = "leader" }]'
    )
    listed = listed.replace('source = "J"\n\n', 'source = ["J"]\n\n')
    listed = listed.replace('topic = "roads"\n', 'topic = ["roads"]\n')
    assert listed.count("[{") == 4
    assert dumps_case(loads_case(listed)) == text


def test_every_membership_has_a_line() -> None:
    """Two that are dated are tables within their politician, a line each, however long."""
    stays = [co.Membership("p" * 100, until="2020"), co.Membership("q" * 100, since="2021")]
    people = [
        co.Politician("ann", "Ann", stays),
        co.Politician("bob", "Bob", stays),
    ]
    case = co.Coalition(parties=[co.Party("p" * 100), co.Party("q" * 100)], politicians=people)
    lines = [line for line in dumps_case(case).split("\n") if line.startswith("    { party = ")]
    assert len(lines) == 4
    assert case == loads_case(dumps_case(case))


def test_the_shipped_case_reads_back_equal(tmp_path: Path) -> None:
    """The case that comes with the library survives being written."""
    case = co.load_case("migration-2023")
    co.write_case(case, tmp_path / "copy.toml")
    assert case == co.read_case(str(tmp_path / "copy.toml"))

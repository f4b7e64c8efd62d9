"""Bad tables of votes: each kind is refused with its own words, and all kinds at once."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import narwhals.stable.v2 as nw
import pytest

import coalition as co
from tests.vote_frames import frame

GOOD: dict[str, list[Any]] = {
    "actor": ["A", "B", "A", "B"],
    "proposal": ["p", "p", "q", "q"],
    "stance": ["yea", "nay", "yea", "away"],
}
CODES: dict[Any, Any] = {"yea": 1, "nay": -1, "away": "absent"}


def changed(column: str, *cells: Any) -> dict[str, list[Any]]:
    """Return the good rows with other cells at the end of a column."""
    return {**GOOD, column: [*GOOD[column][: -len(cells)], *cells]}


def fact(*cells: Any) -> dict[str, list[Any]]:
    return {**GOOD, "fact": list(cells)}


MANY = {
    "actor": [f"A{n}" for n in range(8)],
    "proposal": ["p"] * 8,
    "stance": [f"code {n}" for n in range(8)],
}

BAD: dict[str, tuple[dict[str, list[Any]], dict[str, Any], str]] = {
    # rows
    "a code of no meaning": (
        changed("stance", "yes"),
        {},
        (
            "stance: 1 row with a code of unknown meaning: 'yes' (1, in row 3); "
            "it usually means 'yea'; "
            "name it in `stances`, or give unknown_codes='unknown'"
        ),
    ),
    "codes of no meaning, the first few shown": (
        MANY,
        {},
        (
            "stance: 8 rows with a code of unknown meaning: 'code 0' (1, in row 0), "
            "'code 1' (1, in row 1), 'code 2' (1, in row 2), 'code 3' (1, in row 3), "
            "'code 4' (1, in row 4) and 3 more; "
            "name it in `stances`, or give unknown_codes='unknown'"
        ),
    ),
    "codes that usually mean something": (
        changed("stance", "Contra", "\u22121"),
        {},
        (
            "stance: 2 rows with a code of unknown meaning: 'Contra' (1, in row 2), "
            "'\u22121' (1, in row 3); 'Contra' usually means 'nay'; the minus of '\u22121' is the "
            "typographic one (U+2212), not that of '-1'; "
            "name it in `stances`, or give unknown_codes='unknown'"
        ),
    ),
    "a code in other letters": (
        changed("stance", "Yea", "Yea"),
        {},
        (
            "stance: 2 rows with a code of unknown meaning: 'Yea' (2, first in row 2); "
            "did you mean 'yea'?; "
            "name it in `stances`, or give unknown_codes='unknown'"
        ),
    ),
    "a number where text is named": (
        {**GOOD, "stance": [1, 6, 1, 6]},
        {"stances": {"1": 1, 6: -1}},
        (
            "stance: 2 rows with a code of unknown meaning: 1 (2, first in row 0); "
            "codes are numbers here: write 1 in `stances`, not '1'; "
            "name it in `stances`, or give unknown_codes='unknown'"
        ),
    ),
    "text where numbers are named": (
        {**GOOD, "stance": ["1", "6", "6.0", "1"]},
        {"stances": {1: 1, 6: -1}},
        (
            "stance: 4 rows with a code of unknown meaning: '1' (2, first in row 0), "
            "'6' (1, in row 1), '6.0' (1, in row 2); "
            "codes are text here: write '1' in `stances`, not 1; "
            "name it in `stances`, or give unknown_codes='unknown'"
        ),
    ),
    "an actor without an id": (
        changed("actor", None),
        {},
        "actor: no id in 1 row: 3; give missing_ids='drop' to leave these out",
    ),
    "proposals without an id": (
        changed("proposal", None, None),
        {},
        "proposal: no id in 2 rows: 2, 3; give missing_ids='drop' to leave these out",
    ),
    "ids of no letters": (
        changed("actor", "", " "),
        {},
        "actor: no id in 2 rows: 2, 3; give missing_ids='drop' to leave these out",
    ),
    "an id with a space behind": (
        changed("actor", "B "),
        {},
        "actor: must not begin or end with a space: 'B ' (1 row: 3)",
    ),
    "an id with a hidden character": (
        changed("proposal", "q\u200b"),
        {},
        "proposal: must not contain the hidden character U+200B (1 row: 3)",
    ),
    "an id that is a fraction": (
        {**GOOD, "proposal": [1.0, 1.0, 1.5, 1.5]},
        {},
        "proposal: must be text or a whole number, not 1.5 (2 rows: 2, 3)",
    ),
    "an id that is true or false": (
        {**GOOD, "actor": [True, False, True, False]},
        {},
        "actor: must be text or a whole number, not False, True (4 rows: 0, 1, 2, 3)",
    ),
    "names that look the same": (
        changed("actor", "\uff22"),
        {},
        "actor: 'B' and '\uff22' look the same; give rename= to make them one",
    ),
    "names that differ in capitals": (
        changed("actor", "b"),
        {},
        "actor: 'B' and 'b' look the same; give rename= to make them one",
    ),
    "a row that stands twice": (
        changed("proposal", "p", "p"),
        {},
        (
            "1 stance given more than once: A on p (2); give duplicates='merge' to take each once\n"
            "1 stance given differently: B on p (-1, then absent); "
            "give conflicts='unknown', 'first' or 'last'"
        ),
    ),
    "rows that contradict each other": (
        changed("actor", "A"),
        {},
        (
            "1 stance given differently: A on q (1, then absent); "
            "give conflicts='unknown', 'first' or 'last'"
        ),
    ),
    "two old names that voted as one": (
        GOOD,
        {"rename": {"A": "C", "B": "C"}},
        (
            "2 stances given differently: C on p (1, then -1), C on q (1, then absent); "
            "give conflicts='unknown', 'first' or 'last'"
        ),
    ),
    # stances
    "a number that is no stance": (
        {**GOOD, "stance": [1, 0, 2, -1]},
        {"stances": None},
        (
            "stance: 1 row with a code of unknown meaning: 2 (1, in row 2); "
            "name it in `stances`, or give unknown_codes='unknown'"
        ),
    ),
    "text that is no stance": (
        {**GOOD, "stance": ["1", "0", "x", "-1"]},
        {"stances": None},
        (
            "stance: 1 row with a code of unknown meaning: 'x' (1, in row 2); "
            "name it in `stances`, or give unknown_codes='unknown'"
        ),
    ),
    "a meaning out of range": (
        GOOD,
        {"stances": {**CODES, "nay": -2}},
        (
            "stances['nay']: must lie between -1 (against) and 1 (for), not -2; "
            "or, for no stance, one of unknown, absent, not a member, abstained"
        ),
    ),
    "a meaning that is none": (
        GOOD,
        {"stances": {**CODES, "away": "absentt"}},
        (
            "stances['away']: 'absentt' is not a stance (for, neutral, against, or a number); "
            "or, for no stance, one of unknown, absent, not a member, abstained"
        ),
    ),
    "an infinite meaning": (
        GOOD,
        {"stances": {**CODES, "yea": float("inf")}},
        (
            "stances['yea']: must be a finite number, not inf; "
            "or, for no stance, one of unknown, absent, not a member, abstained"
        ),
    ),
    "a reason that is none": (
        GOOD,
        {"count_as": {"away": 0}},
        "count_as['away']: must be one of unknown, absent, not a member, abstained",
    ),
    "a reason that counts too much": (
        GOOD,
        {"count_as": {"absent": 3}},
        "count_as['absent']: must lie between -1 (against) and 1 (for), not 3",
    ),
    # arguments
    "a policy that is none": (
        GOOD,
        {"duplicates": "keep", "conflicts": "newest", "no_row": "away"},
        (
            "no_row: must be one of unknown, absent, not a member, abstained, not 'away'\n"
            "duplicates: must be one of error, merge, not 'keep'\n"
            "conflicts: must be one of error, unknown, first, last, not 'newest'"
        ),
    ),
    "a column that is not there": (
        GOOD,
        {"actor": "actr", "stance": "vote"},
        (
            "actor: there is no column 'actr'; did you mean 'actor'?\n"
            "stance: there is no column 'vote'"
        ),
    ),
    "a fact that is not there": (GOOD, {"seats": "seats"}, "seats: there is no column 'seats'"),
    "a column for an actor that is not there": (
        GOOD,
        {"actor": ["stanc"]},
        "actor: there is no column 'stanc'; did you mean 'stance'?",
    ),
    "a wide table without a column for any": (
        {"proposal": ["p"]},
        {"actor": None},
        "actor: there is no column for one",
    ),
    "a table that is wide both ways": (
        GOOD,
        {"actor": None, "proposal": None},
        "actor: a table is wide in one direction only: name one column",
    ),
    "names renamed that nobody bears": (
        GOOD,
        {"rename": {"a": "C", "Anna": "D", "7": "E"}},
        (
            "rename['a']: no actor has this id; did you mean 'A'?\n"
            "rename['Anna']: no actor has this id\n"
            "rename['7']: no actor has this id"
        ),
    ),
    "a fact of what is a column": (
        GOOD,
        {"actor": ["stance"], "party": "actor"},
        "party: there is no column 'actor' in a table of actors",
    ),
    "a new name that is no id": (
        GOOD,
        {"rename": {"A": " C", "B": []}},
        (
            "rename['A']: must not begin or end with a space: ' C'\n"
            "rename['B']: must name at least one actor"
        ),
    ),
    # facts
    "seats that are no number": (
        fact("x", "1", "x", "1"),
        {"seats": "fact"},
        "seats['A']: must be a whole number, 0 or more, not 'x'",
    ),
    "seats that are no numbers": (
        fact("x", "y", "x", "z"),
        {"seats": "fact"},
        "seats: must be a whole number, 0 or more, not 'x', 'y', 'z' (2 ids: 'A', 'B')",
    ),
    "seats below zero": (
        fact(-3, 1, -3, 1),
        {"seats": "fact"},
        "seats['A']: must be a whole number, 0 or more, not -3",
    ),
    "names that change": (
        fact("Ann", "Bo", "Anne", "Bo"),
        {"name": "fact"},
        "name: 1 id with more than one: A (Ann, Anne); give varying='unknown', 'first' or 'last'",
    ),
    "a date that does not exist": (
        fact("2024-02-30", "2024-02-30", "2024", "2024"),
        {"date": "fact"},
        "date['p']: there is no date 2024-02-30 in the calendar",
    ),
    "a date in another form": (
        fact("1/2/2024", "1/2/2024", "2024", "2024"),
        {"date": "fact"},
        "date['p']: must be a date such as '2023', '2023-07' or '2023-07-05', not '1/2/2024'",
    ),
    "a time that does not exist": (
        fact("2024-01-05 25:30", "2024-01-05 25:30", "2024", "2024"),
        {"date": "fact"},
        (
            "date['p']: must be a date such as '2023', '2023-07' or '2023-07-05', "
            "not '2024-01-05 25:30'"
        ),
    ),
    "two dates of one proposal": (
        fact("2024", "2023", "2024", "2024"),
        {"date": "fact"},
        "date: 1 id with more than one: p (2024, 2023); give varying='unknown', 'first' or 'last'",
    ),
    "a topic that is no path": (
        fact("a//b", "a//b", "a", "a"),
        {"topic": "fact"},
        "topic['p']: must be a path such as 'migration/asylum', not 'a//b'",
    ),
    "a party without a name": (
        fact(" X", "Y", " X", "Y"),
        {"party": "fact"},
        "party['A']: must not begin or end with a space: ' X'",
    ),
    "an outcome with a control character": (
        fact("\x1b[2J", "\x1b[2J", "won", "won"),
        {"outcome": "fact"},
        "outcome['p']: must not contain the hidden character U+001B",
    ),
}


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
@pytest.mark.parametrize("name", BAD)
def test_each_kind_has_its_error(name: str, backend: str) -> None:
    """Each kind of bad table is refused with what is wrong, how often, and what would be right."""
    data, options, expected = BAD[name]
    with pytest.raises(co.InvalidValue) as caught:
        co.read_votes(frame(backend, data), **{"stances": CODES, **options})
    assert "\n".join(map(str, caught.value.faults)) == expected


def test_there_are_thirty_kinds() -> None:
    """No fewer than thirty kinds of bad tables are told apart."""
    assert len({message for _, _, message in BAD.values()}) >= 30


def test_all_faults_at_once() -> None:
    """Every fault of the rows is in one error."""
    data: dict[str, Any] = {
        "actor": ["A", "A", None, "b", "B"],
        "proposal": ["p", "p", "p", None, "q"],
        "stance": ["yea", "yea", "nay", "aye", "nay"],
        "seats": [1, 2, 3, -4, None],
    }
    with pytest.raises(co.InvalidValue) as caught:
        co.read_votes(frame("polars", data), stances=CODES, seats="seats")
    places = [fault.place for fault in caught.value.faults]
    assert places == ["actor", "proposal", "stance", "seats['b']", "actor"]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("votes.xlsx", b"", "votes.xlsx: there is nothing in it"),
        ("votes.csv", b"", "votes.csv: there is nothing in it"),
        ("votes.csv", b"actor,actor,stance\nA,B,1\n", "more than one column is called 'actor'"),
        ("votes.csv", b"actor,proposal,stance\nA,p\n", "1 row without the 3 cells of the head"),
        (
            "votes.csv",
            b"actor,proposal,stance\n\x81,p,1\n",
            "line 2: neither UTF-8 nor Windows-1252",
        ),
        ("votes.csv.gz", b"\x1f\x8bnot gzip", "votes.csv.gz: is damaged"),
        ("votes.csv.gz", b"not gzip", "there is no column 'actor' in votes.csv.gz"),
        ("votes.parquet", b"PAR1not parquet", "votes.parquet: is damaged"),
    ],
)
def test_files_that_cannot_be_read(
    name: str, content: bytes, expected: str, tmp_path: Path
) -> None:
    """A file that is none of what its name says is refused, or an error of the system."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises((co.InvalidValue, OSError), match=expected):
        co.read_votes(tmp_path / name, stances=CODES)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A path to nothing is the error that Python has for it."""
    with pytest.raises(FileNotFoundError):
        co.read_votes(tmp_path / "votes.csv", stances=CODES)


def test_files_need_pyarrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyarrow, the error says which extra brings it."""
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(co.MissingExtra, match=r"coalition\[frames\]"):
        co.read_votes(tmp_path / "votes.csv", stances=CODES)


@pytest.mark.parametrize(
    "thing", [GOOD, [1, 2], None, nw.from_dict(GOOD, backend="polars")["actor"]]
)
def test_what_is_no_table(thing: Any) -> None:
    """A dict, a list, nothing or a single column is no table."""
    with pytest.raises(co.InvalidValue, match="votes: "):
        co.read_votes(thing, stances=CODES)


def test_columns_of_the_same_name() -> None:
    """A frame in which a column stands twice is refused."""
    twice = frame("pandas", {**GOOD, "other": GOOD["actor"]}).rename(columns={"other": "actor"})
    with pytest.raises(co.InvalidValue, match="actor"):
        co.read_votes(twice, stances=CODES)


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
@pytest.mark.parametrize("column", ["actor", "stance", "party", "topic"])
def test_columns_of_lists(column: str, backend: str) -> None:
    """A column of lists holds neither ids nor codes nor facts."""
    nested = frame(backend, {**GOOD, column: [["A"], ["B"], ["A"], ["B"]]})
    facts: Any = {column: column} if column in {"party", "topic"} else {}
    told = f"{column}: must hold text or numbers, not (?i:list)"
    with pytest.raises(co.InvalidValue, match=told):
        co.read_votes(nested, stances=CODES, **facts)
    if column != "topic":
        with pytest.raises(co.InvalidValue, match=told):
            co.read_agreement_graph(nested, stances=CODES, **facts)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"rename": ["A"]}, "rename: must be a dict, not ['A']"),
        ({"stances": "yea"}, "stances: must be a dict, not 'yea'"),
        ({"count_as": ["absent"]}, "count_as: must be a dict, not ['absent']"),
        ({"party": ["actor"]}, "party: must be the name of a column, not ['actor']"),
        ({"stance": None}, "stance: must be the name of a column, not None"),
    ],
)
def test_arguments_of_another_kind(given: dict[str, Any], told: str) -> None:
    """A list in place of a table, or of the name of a column, is told in one line."""
    with pytest.raises(co.InvalidValue) as caught:
        co.read_votes(frame("polars", GOOD), **{"stances": CODES, **given})
    assert str(caught.value) == f"read_votes: {told}"


def test_dates_of_every_kind() -> None:
    """Days, moments, years and text are all read as dates."""
    days = [date(2024, 1, 5), datetime(2024, 2, 6, 12, 30)]  # noqa: DTZ001
    for day, read in zip(days, ("2024-01-05", "2024-02-06"), strict=True):
        votes = co.read_votes(frame("polars", fact(*[day] * 4)), stances=CODES, date="fact")
        assert [str(d) for d in votes.dates] == [read] * 2
    years = co.read_votes(frame("pandas", fact(2024, 2024, 2023, 2023)), stances=CODES, date="fact")
    assert [str(d) for d in years.dates] == ["2024", "2023"]


def facts(ids: list[Any], **more: Any) -> str:
    """Return the error about a table of actors with these ids, beside the good rows."""
    table = frame("pandas", {"actor": ids, "party": ["X"] * len(ids)})
    with pytest.raises(co.InvalidValue) as caught:
        co.read_votes(frame("pandas", {**GOOD, **more}), stances=CODES, actors=table, party="party")
    return "\n".join(map(str, caught.value.faults))


@pytest.mark.parametrize(
    ("votes", "table", "told"),
    [
        (
            ["14810.0", "14811.0", "14810.0", "14811.0"],
            ["14810", "14811"],
            "it has '14810', '14811', they '14810.0', '14811.0'",
        ),
        ([7, 8, 7, 8], ["007", "008"], "it has '007', '008', they '7', '8'"),
        (
            ["person/3", "person/4"] * 2,
            ["3", "4", "5", "6"],
            "it has '3', '4' and 2 more, they 'person/3', 'person/4'",
        ),
        (["a", "b", "a", "b"], ["A"], "it has 'A', they 'a', 'b'"),
        (["A.", "B.", "A.", "B."], ["A", "B"], "it has 'A', 'B', they 'A.', 'B.'"),
    ],
)
def test_a_table_of_which_no_id_is_among_the_votes(
    votes: list[Any], table: list[Any], told: str
) -> None:
    """Where nobody would have a party, it is said, with examples of both; nothing is guessed."""
    assert facts(table, actor=votes) == (
        f"actors: no id in its column 'actor' is one of the votes: {told}; write them alike in both"
    )


def test_a_table_without_ids() -> None:
    """A table that names nobody is a fault as well, and so is one that no fact is taken from."""
    assert facts([None, " "]) == "actors: there is no id in its column 'actor'"
    assert facts([]) == "actors: there is no id in its column 'actor'"
    table = frame("polars", {"proposal": ["p"], "day": ["2024"]})
    with pytest.raises(
        co.InvalidValue, match="proposals: no column of it is named: say which facts"
    ):
        co.read_votes(frame("polars", GOOD), stances=CODES, proposals=table)


def test_tables_of_proposals_that_match_nothing() -> None:
    """What holds of actors holds of proposals, and of both at once."""
    table = frame("polars", {"id": ["p.", "q."], "party": ["X", "Y"], "day": ["2024"] * 2})
    with pytest.raises(co.InvalidValue) as caught:
        co.read_votes(
            frame("polars", GOOD),
            stances=CODES,
            actors=table,
            proposals=table,
            party="party",
            date="day",
        )
    assert [str(fault).partition(":")[0] for fault in caught.value.faults] == [
        "actors",
        "proposals",
    ]
    assert "column 'id' is one of the votes: it has 'p.', 'q.', they 'p', 'q'" in str(caught.value)


def test_a_fault_of_a_hopeless_table_is_one_line() -> None:
    """However many rows are wrong, each kind is said once, with how many and the first."""
    many = range(3000)
    rows: dict[str, list[Any]] = {
        "actor": [f"a{n} " for n in many],
        "proposal": [f" p{n}" for n in many],
        "stance": [f"code {n}" for n in many],
        "seats": [f"some {n}" for n in many],
        "date": [f"{n % 28 + 1}/1/{2000 + n}" for n in many],
        "topic": [f"a//{n}" for n in many],
    }
    renamed = {f"old {n}": "new" for n in many}
    named: Any = {name: name for name in ("seats", "date", "topic")}
    with pytest.raises(co.InvalidValue) as caught:
        co.read_votes(frame("polars", rows), stances=CODES, rename=renamed, **named)
    lines = str(caught.value).splitlines()
    assert len(lines) == 1 + 6 + 12 + 1
    assert max(map(len, lines)) < 300
    assert lines[1] == (
        "  actor: must not begin or end with a space: 'a0 ', 'a1 ', 'a10 ', 'a100 ', 'a1000 ' "
        "and 2,995 more (3,000 rows: 0, 1, 2, 3, 4 and 2,995 more)"
    )


def test_rows_of_a_wide_table_are_counted_once() -> None:
    """A row of a wide table is one row, however many votes are in it."""
    wide = {"actor": ["A", None, "C"], "p": ["yea", "yea", "hm"], "q": ["yea", "nay", "hm"]}
    with pytest.raises(co.InvalidValue) as caught:
        co.read_votes(frame("polars", wide), proposal=None, stances=CODES)
    assert [str(fault).partition(";")[0] for fault in caught.value.faults] == [
        "actor: no id in 1 row: 1",
        "stance: 2 rows with a code of unknown meaning: 'hm' (2, first in row 2)",
    ]

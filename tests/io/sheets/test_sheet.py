"""Tables of every kind as rows of plain cells; what is no table is refused with what it is."""

import datetime as dt
import gzip
import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any
from unicodedata import normalize

import numpy as np
import openpyxl
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import coalition as co
from coalition.io.sheets.sheet import Sheet, sheet_of
from tests.sheet_files import csv_bytes, ods, xlsx

ROWS: list[list[Any]] = [
    ["party", "motion", "vote"],
    ["ÖVP", "m1", "0,5"],
    ["SPÖ", "a; b | c\td", "ja, aber\nso"],
]
TYPED: list[list[Any]] = [
    ["Talks of 2024", None, None, None],
    [],
    ["party", "stance", "date", "sure"],
    [" ÖVP ", 1, dt.date(2024, 1, 5), True],
    ["SPÖ", 0.5, dt.date(2024, 1, 6), False],
]
PLAIN = [TYPED[0], TYPED[2], ["ÖVP", *TYPED[3][1:]], TYPED[4]]
OLD = Path(__file__).with_name("talks.xls").read_bytes()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def read(folder: Path, data: bytes, name: str = "talks.csv", **options: Any) -> Sheet:
    (folder / name).write_bytes(data)
    return sheet_of(folder / name, "read_statements", **options)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_text_in_any_encoding_with_any_delimiter(
    delimiter: str, encoding: str, tmp_path: Path
) -> None:
    """What is not UTF-8 with commas is found out, and told."""
    found = read(tmp_path, csv_bytes(ROWS, delimiter, encoding))
    assert found.rows == ROWS
    assert found.numbers == [1, 2, 3]
    assert len(found.told) == (encoding != "utf-8") + (delimiter != ",")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_may_end_in_any_way(end: str, tmp_path: Path) -> None:
    """The ends of lines of Windows and of old Macs are read like others, also within cells."""
    assert read(tmp_path, csv_bytes(ROWS, end=end)).rows == ROWS


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("sep=;\na;b\n1;2", "Its cells are separated by semicolons, as its first line says."),
        ('"sep=\t"\na\tb\n1\t2', "Its cells are separated by tabs, as its first line says."),
        ("SEP=,\na,b\n1,2", "Its cells are separated by commas, as its first line says."),
        ("sep=:\na:b\n1:2", "Its cells are separated by ':', as its first line says."),
    ],
)
def test_a_first_line_says_the_delimiter(text: str, told: str, tmp_path: Path) -> None:
    """A line sep= is no row, but is counted as one."""
    found = read(tmp_path, text.encode())
    assert (found.rows, found.numbers, found.told) == ([["a", "b"], ["1", "2"]], [2, 3], (told,))


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        ("Shares, in percent\nparty;share\nA;0,5\nB;0,7\n", "semicolons"),
        ("party;text\nA;yes, but, and\nB;no\n", "semicolons"),
        ('party;text\n"A, B";"C, D"\n', "semicolons"),
        ("# by a; b; c\nparty,vote\nA,yea\n", "commas"),
        ("party\tvote, or not\nA\tyea, I think\n", "tabs"),
        ("only\none\ncolumn; here\n", "semicolons"),
    ],
)
def test_the_delimiter_is_what_splits_most_rows_alike(
    text: str, delimiter: str, tmp_path: Path
) -> None:
    """Commas in numbers, texts, quotes and titles do not hide the delimiter."""
    told = read(tmp_path, text.encode()).told
    assert told == (() if delimiter == "commas" else (f"Its cells are separated by {delimiter}.",))


def test_rows_are_padded_and_keep_their_numbers(tmp_path: Path) -> None:
    """Empty rows and columns at the end are left out, short rows are filled up, long ones stay."""
    found = read(tmp_path, b"Title\n\na,b,,\n1\n,,,\n1,2,,\n1,2,3,\n\n")
    assert found.rows == [
        ["Title", None, None],
        ["a", "b", None],
        ["1", None, None],
        ["1", "2", None],
        ["1", "2", "3"],
    ]
    assert found.numbers == [1, 3, 4, 6, 7]


def test_text_is_trimmed_and_in_one_form(tmp_path: Path) -> None:
    """Spaces at the ends go, and letters with accents are in NFC."""
    assert read(tmp_path, "a, FPO\u0308 \u00a0\u200f,\n".encode()).rows == [["a", "FPÖ"]]


@pytest.mark.parametrize("write", [xlsx, ods])
def test_workbooks(write: Callable[..., bytes], tmp_path: Path) -> None:
    """Numbers, dates and truths come as such, and whole numbers as whole."""
    found = read(tmp_path, write(TYPED), "talks.bin")
    assert (found.rows, found.numbers) == (PLAIN, [1, 3, 4, 5])
    assert [type(cell) for cell in found.rows[2]] == [str, int, dt.date, bool]


def test_an_old_workbook_with_merged_cells() -> None:
    """XLS is read; a cell merged over two rows counts for both, and it is told."""
    found = sheet_of(Path(__file__).with_name("talks.xls"), "read_statements")
    assert found.rows[0] == ["Talks of 2024", None, None, None]
    assert [row[0] for row in found.rows[2:]] == ["ÖVP", "ÖVP", "FPÖ"]
    assert found.rows[2] == ["ÖVP", "m1", 0.5, dt.date(2024, 1, 5)]
    assert found.told == (
        "The worksheet 'Talks' is read, one of 2; sheet= chooses another: 'Empty'.",
        "A cell that is merged over several rows counts for each of them.",
    )


def test_merged_titles_stand_once(tmp_path: Path) -> None:
    """Cells merged within a row stay one cell, and nothing is told of it."""
    found = read(tmp_path, xlsx(TYPED, ["A1:D1"]))
    assert (found.rows, found.told) == (PLAIN, ())


def test_errors_of_formulas_are_told(tmp_path: Path) -> None:
    """A cell such as #N/A comes as empty, and it is said which."""
    book, data = openpyxl.Workbook(), io.BytesIO()
    book.worksheets[0].append(["a", "#N/A"])
    book.save(data)
    found = read(tmp_path, data.getvalue())
    assert found.rows == [["a"]]
    assert found.told == ("Cells with an error, such as #N/A, are read as empty: B1.",)


def test_which_worksheet(tmp_path: Path) -> None:
    """The first visible one that holds something is read; sheet= chooses any, also a hidden one."""
    data = xlsx({"empty": [], "kept": [["x"]], "two": ROWS, "three": [["z"]]}, hidden="kept")
    found = read(tmp_path, data)
    assert found.rows == ROWS
    told = (
        "The worksheet 'two' is read, one of 4; sheet= chooses another: 'empty', 'kept', 'three'."
    )
    assert found.told == (told,)
    assert read(tmp_path, data, sheet="kept").rows == [["x"]]


def test_times_and_durations_are_text(tmp_path: Path) -> None:
    """A time of day stays readable, and a moment is its day."""
    row = [dt.time(14, 30), pd.Timestamp("2024-01-05 14:30")]
    assert read(tmp_path, xlsx([row])).rows == [["14:30:00", dt.date(2024, 1, 5)]]


def far_cell() -> bytes:
    book, data = openpyxl.Workbook(), io.BytesIO()
    book.worksheets[0]["A1"] = book.worksheets[0]["XFD1048576"] = "x"
    book.save(data)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "options", "expected"),
    [
        (b"", {}, "there is nothing in it"),
        (b"\n , \n", {}, "there is nothing in it"),
        (bytes(98), {}, "line 1: a character is zero, so it is no text"),
        (b"a,b\n1,\0002\n", {}, "line 2: a character is zero, so it is no text"),
        (b'a,b\n1,2\n3,"4\n', {}, "line 3: a quoted cell is not closed; "),
        (b'a,b\n1,"2" x\n', {}, "line 2: a quoted cell is not closed, or text follows its closing"),
        (b'a,b\n1,"' + b"x" * 140_000, {}, "line 2: a quoted cell is not closed; "),
        (b"a\n\x81", {}, "line 2: neither UTF-8 nor Windows-1252: byte 2 is 0x81; save it as UTF"),
        ("Ö,ä\n".encode() + b"\xfc", {}, "line 2: not UTF-8: byte 6 is 0xFC"),
        (b"\xff\xfea", {}, "line 1: not UTF-16: byte 2 is 0x61; save it as UTF-8"),
        (b"<html><table>", {}, "this is a web page (HTML); save the table in it as XLSX or CSV"),
        (b"\xef\xbb\xbf <?xml version", {}, "this is XML; save the table in it as XLSX or CSV"),
        (b"%PDF-1.7", {}, "this is a PDF; save the table in it as XLSX or CSV"),
        (b"PK\x03\x04junk", {}, "this is a zip archive, and damaged or no workbook"),
        (xlsx(ROWS)[:-300], {}, "this is a zip archive, and damaged or no workbook"),
        (
            OLD.replace(b"\x00\x02\x0e\x00\x00", b"\x00\x02\x0e\x00\xff"),
            {},
            "this is a damaged workbook (a worksheet has an impossible size); open it in a",
        ),
        (OLE, {}, "this is an Office file, and damaged or no workbook"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), {}, "it is protected by a password; save"),
        (b"PAR1junk", {}, "this is a Parquet file; read it with pandas or Polars, and give the"),
        (gzip.compress(b"a,b", mtime=0), {}, "this is packed with gzip; unpack it first"),
        (
            ods(ROWS, '<table:table-cell table:number-rows-spanned="2"/>'),
            {},
            "it has cells that are merged over several rows, which ODS has as empty ones; split",
        ),
        (b"a,b\n" * 99, {"max_bytes": 99}, "more than max_bytes=99 bytes"),
        (b"a,b\n", {"sheet": "x"}, "this is no workbook and has no worksheets; leave out sheet="),
        (xlsx({"b": []}), {}, "there is nothing in it"),
        (xlsx({"b": []}), {"sheet": "b"}, "there is nothing in 'b'"),
        (
            xlsx({"empty": [], "kept": ROWS}, hidden="kept"),
            {},
            "there is nothing in it; sheet= chooses a hidden one: 'kept'",
        ),
        (
            xlsx({"Talks": ROWS}),
            {"sheet": "talk"},
            "there is no worksheet 'talk'; there is 'Talks'; did you mean 'Talks'?",
        ),
        (
            far_cell(),
            {},
            "it has a worksheet of 1,048,576 rows and 16,384 columns; delete what stands far",
        ),
        (xlsx(ROWS), {"max_bytes": 1}, "more than max_bytes=1 bytes"),
    ],
)
def test_what_is_no_table(
    data: bytes, options: dict[str, Any], expected: str, tmp_path: Path
) -> None:
    """It is refused in one fault, with the name of the file, what it is, and what to do."""
    with pytest.raises(co.InvalidCase) as caught:
        read(tmp_path, data, **options)
    assert expected in str(caught.value)
    assert (caught.value.subject, len(caught.value.faults)) == ("talks.csv", 1)


def test_a_wrong_name_does_no_harm(tmp_path: Path) -> None:
    """A file is read by what is in it."""
    assert read(tmp_path, csv_bytes(ROWS, ";"), "talks.xls").rows == ROWS
    assert read(tmp_path, xlsx(ROWS), "talks.csv").rows == ROWS


def test_workbooks_need_an_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without what reads them, the error says which extra brings it."""
    monkeypatch.setitem(__import__("sys").modules, "python_calamine", None)
    with pytest.raises(co.MissingExtra, match=r"coalition\[sheets\]"):
        read(tmp_path, xlsx(ROWS))


FRAME = {"party": ["A", "B", None], "stance": [1.0, None, None], "date": ["2024-01-01", None, None]}
EXPECTED = [["A", 1, "2024-01-01"], ["B", None, None]]


@pytest.mark.parametrize(
    "make",
    [
        pd.DataFrame,
        pl.DataFrame,
        pl.LazyFrame,
        pa.table,
        lambda data: pd.DataFrame(data).astype({"party": "category", "stance": "Int64"}),
        lambda data: pd.DataFrame(data, dtype=object),
        lambda data: pa.table({n: pa.array(c).dictionary_encode() for n, c in data.items()}),
        lambda data: pl.DataFrame(data, schema_overrides={"party": pl.Categorical}),
    ],
)
def test_data_frames(make: Callable[[Any], Any]) -> None:
    """Any frame gives the same rows, from 0, under the names of its columns."""
    found = sheet_of(make(FRAME), "read_statements")
    assert (found.rows, found.numbers, found.head) == (EXPECTED, [0, 1], tuple(FRAME))


def test_cells_of_libraries_are_plain() -> None:
    """Numbers of numpy, decimals, moments and every kind of null are plain values."""
    cells = [
        np.float64(2),
        np.bool_(1),
        Decimal("0.5"),
        Decimal(3),
        pd.Timestamp("2024-01-05 9:00"),
    ]
    nulls = [np.nan, pd.NA, pd.NaT, None, " "]
    frame = pd.DataFrame({"a": pd.Series(cells, dtype=object), "b": pd.Series(nulls, dtype=object)})
    found = [row[0] for row in sheet_of(frame, "read_statements").rows]
    assert found == [2, True, 0.5, 3, dt.date(2024, 1, 5)]
    assert [type(cell) for cell in found] == [int, bool, float, int, dt.date]
    assert {row[1] for row in sheet_of(frame, "read_statements").rows} == {None}


def test_an_index_that_is_left_out_is_told() -> None:
    """The index of a pivoted frame is no column, and it is said how it becomes one."""
    frame = pd.DataFrame({1: ["yea"]}, index=pd.Index(["m1"], name="motion"))
    found = sheet_of(frame, "read_statements")
    assert found.head == ("1",)
    assert found.told == (
        "The index ('motion') is not read; frame.reset_index() makes it a column.",
    )


LEVELS = pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_tuples([("a", 1), ("a", 2)]))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (pd.Series([1]), "this is a Series, one column; series.reset_index() makes a frame of it"),
        (pl.Series([1]), "this is a Series, one column; series.reset_index() makes a frame of it"),
        (
            [["a"], [1]],
            "must be a data frame, the path of a file, bytes or an open file, not of type list",
        ),
        (
            None,
            "must be a data frame, the path of a file, bytes or an open file, not of type NoneType",
        ),
        (LEVELS, "its columns have names of several levels; give each column one name"),
        (pd.DataFrame([[1, 2]], columns=[1, "1"]), "more than one column is called '1'"),
    ],
)
def test_what_is_no_frame(source: Any, expected: str) -> None:
    """What is no table is refused in words of what it is."""
    with pytest.raises(co.InvalidValue) as caught:
        sheet_of(source, "read_statements")
    assert str(caught.value).startswith(f"table: {expected}")


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), max_size=9)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(
    rows=st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=9),
    delimiter=st.sampled_from(",;\t|"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_is_written_is_read(
    rows: list[list[str]], delimiter: str, encoding: str, tmp_path: Path
) -> None:
    """Rows come back as they were in any encoding, with any delimiter that the first line names."""
    text = f"sep={delimiter}\nhead{delimiter}x\n{csv_bytes(rows, delimiter).decode()}"
    found = read(tmp_path, text.encode(encoding))
    whole = [[normalize("NFC", cell) or None for cell in row] for row in rows]
    assert found.rows[1:] == [row for row in whole if any(row)]

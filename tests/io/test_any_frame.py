"""Votes and tables from frames and files of every kind: the same values, or one clear fault."""

import datetime as dt
import gzip
import re
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import coalition as co
from tests.sheet_files import csv_bytes, ods, xlsx
from tests.vote_frames import DASK, dask_frame

HEAD = ["party", "motion", "title", "vote"]
VOTES: list[list[Any]] = [
    ["Ö", "1", "On the\nbudget; all", "yea"],
    ["B", "1", "On the\nbudget; all", "nay"],
    ["Ö", "2", None, "yea"],
]
CODES = {"yea": 1, "nay": -1}
NAMES: dict[str, Any] = {"actor": "party", "proposal": "motion", "stance": "vote", "stances": CODES}


def votes(data: bytes, folder: Path, name: str = "votes.csv", **options: Any) -> co.StanceMatrix:
    (folder / name).write_bytes(data)
    return co.read_votes(folder / name, **(NAMES | options))


EXPECTED = co.read_votes(pd.DataFrame(VOTES, columns=HEAD), **NAMES)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("votes.csv", csv_bytes([HEAD, *VOTES], ";")),
        ("votes.TSV", csv_bytes([HEAD, *VOTES], "\t")),
        ("votes.txt", csv_bytes([HEAD, *VOTES], "|", "utf-8-sig", "\r\n")),
        ("votes.CSV", csv_bytes([HEAD, *VOTES], ";", "cp1252")),
        ("votes.csv", csv_bytes([HEAD, *VOTES], "\t", "utf-16")),
        ("votes.csv", csv_bytes([HEAD, *VOTES], ",", "utf-16-be")),
        ("votes.csv", b"sep=;\r\n" + csv_bytes([HEAD, *VOTES], ";", end="\r\n")),
        ("votes.csv", csv_bytes([["Votes; of 2024"], [], [" party ", *HEAD[1:]], *VOTES], ",")),
        ("votes.csv", csv_bytes([["", *HEAD, ""], *(["0", *row, ""] for row in VOTES)])),
        ("votes.csv.GZ", gzip.compress(csv_bytes([HEAD, *VOTES], ";"), mtime=0)),
        ("votes.xlsx", xlsx([["Votes of 2024"], [], HEAD, *VOTES])),
        ("votes.xls", ods([HEAD, *VOTES])),
    ],
)
def test_files_of_every_kind(name: str, data: bytes, tmp_path: Path) -> None:
    """Delimiters, encodings, titles above the head, nameless columns and workbooks are read."""
    assert votes(data, tmp_path, name) == EXPECTED


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_line_breaks_in_the_cells_of_a_long_file(packed: bool, end: str, tmp_path: Path) -> None:
    """Quoted line breaks are read wherever a file is cut into blocks, asked for or not."""
    rows = ([party, f"m{n}", f"a\nlong, {'x' * 99}", "yea"] for n in range(7000) for party in "AB")
    data = csv_bytes([HEAD, *rows], end=end)
    found = votes(gzip.compress(data, 1, mtime=0) if packed else data, tmp_path)
    assert (len(found.actors), len(found.proposals)) == (2, 7000)


def test_line_breaks_in_a_long_table_of_a_case(tmp_path: Path) -> None:
    """A case from tables reads them as well, below a title."""
    rows = [[f"p{n}", "t", f"a\nlong {'x' * 1999}"] for n in range(700)]
    data = csv_bytes([["Motions of 2024"], ["id", "topic", "title"], *rows], ";")
    (tmp_path / "proposals.csv").write_bytes(data)
    case = co.from_frame(proposals=tmp_path / "proposals.csv")
    assert len(case.proposals) == 700


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "there is nothing in it"),
        (b"\n\n", "there is nothing in it"),
        (
            b"party,motion,vote\nA,m1,yea\nB,m1\n",
            "1 row without the 3 cells of the head: 'B,m1' (2)",
        ),
        (
            b"party;motion;vote\nA;m1;yea;x\nB;m1\n",
            "2 rows without the 3 cells of the head: 'A;m1;yea;x' (4), 'B;m1' (2). Its cells are",
        ),
        (b'party,motion,vote\nA,"m1,yea\nB,m1,nay\n', "line 2: a quoted cell is not closed"),
        (b"party,motion,vote\n\x81,m1,yea\n", "line 2: neither UTF-8 nor Windows-1252: byte 18"),
        (b"party,party,motion,vote\n", "more than one column is called 'party'"),
        (b"<!DOCTYPE html>", "this is a web page (HTML); save the table in it as XLSX or CSV"),
        (b"PK\x03\x04", "this is a zip archive, and damaged or no workbook"),
        (b"PAR1", "is damaged (Parquet"),
        (b"\x1f\x8bx", "is damaged ("),
    ],
)
def test_files_that_are_refused(data: bytes, expected: str, tmp_path: Path) -> None:
    """Each is refused in one fault that names the file, and what is wrong."""
    with pytest.raises(co.InvalidValue, match=f"^votes.csv: {re.escape(expected)}"):
        votes(data, tmp_path)


def test_a_column_that_a_file_lacks(tmp_path: Path) -> None:
    """The file is named, with the column that may be meant."""
    with pytest.raises(co.InvalidValue) as caught:
        votes(csv_bytes([HEAD, *VOTES], ";"), tmp_path, actor="parties")
    expected = "actor: there is no column 'parties' in votes.csv; did you mean 'party'?"
    assert str(caught.value) == f"read_votes: {expected}"


def test_a_head_alone_has_no_rows(tmp_path: Path) -> None:
    """A file with a head and nothing below is an empty table."""
    assert votes(b"party,motion,vote", tmp_path).actors == ()


LONG: dict[str, list[Any]] = {
    "party": ["A", "B"] * 2,
    "motion": ["1", "1", "2", "2"],
    "vote": [1, 6, 1, 6],
}
MEANING = {1: 1, 6: -1}


def categories(frame: pd.DataFrame, *names: str) -> pd.DataFrame:
    return frame.astype(dict.fromkeys(names, "category"))


def dictionaries(data: dict[str, list[Any]]) -> pa.Table:
    return pa.table({name: pa.array(column).dictionary_encode() for name, column in data.items()})


@pytest.mark.parametrize(
    ("codes", "meaning"),
    [
        ([1, 6, 1, 6], MEANING),
        ([1.0, 0.5, 1.0, 0.5], {1.0: 1, 0.5: -1}),
        ([True, False, True, False], {True: 1, False: -1}),
        ([dt.date(2024, 1, 1), dt.date(2024, 1, 2)] * 2, None),
        (["yea", "nay", "yea", "nay"], CODES),
    ],
)
@pytest.mark.parametrize("kind", ["pandas", "pyarrow"])
def test_a_category_is_the_value_that_it_stands_for(
    kind: str, codes: list[Any], meaning: Any
) -> None:
    """Numbers, truths and dates that are kept as categories are read as without."""
    data: dict[str, list[Any]] = LONG | {"vote": codes}
    frame = categories(pd.DataFrame(data), *LONG) if kind == "pandas" else dictionaries(data)
    meaning = meaning or {codes[0]: 1, codes[1]: -1}
    found = co.read_votes(frame, actor="party", proposal="motion", stance="vote", stances=meaning)
    assert found.values.tolist() == [[1, 1], [-1, -1]]
    graph = co.read_agreement_graph(
        frame, actor="party", proposal="motion", stance="vote", stances=meaning
    )
    assert graph.edges["A", "B"]["disagree"] == 2


@pytest.mark.parametrize("codes", [[1, 6, 1, None], [1.0, 6.0, 1.0, None]])
def test_a_category_that_is_missing(codes: list[Any]) -> None:
    """A row without a category has no stance, and the others keep theirs."""
    frame = categories(pd.DataFrame(LONG | {"vote": codes}), "vote")
    found = co.read_votes(frame, actor="party", proposal="motion", stance="vote", stances=MEANING)
    assert found.stance("B", "1") == -1
    assert (found.stance("B", "2"), found.missing("B", "2")) == (None, "unknown")


def test_ids_facts_and_wide_tables_of_categories() -> None:
    """Ids, seats, dates and the cells of a wide table may be categories as well."""
    wide = pd.DataFrame({"motion": [7, 8], "A": [1, 1], "B": [6, 6]})
    facts = pd.DataFrame({"party": ["A", "B"], "seats": [3, 5]})
    motions = pd.DataFrame({"motion": [7, 8], "day": pd.to_datetime(["2024-01-01", "2024-01-02"])})
    found = co.read_votes(
        categories(wide, *wide.columns),
        actor=None,
        proposal="motion",
        stances=MEANING,
        actors=categories(facts, "party", "seats"),
        proposals=categories(motions, "motion", "day"),
        seats="seats",
        date="day",
    )
    assert (found.actors, found.proposals, found.seats) == (("B", "A"), ("7", "8"), (5, 3))
    assert found.values.tolist() == [[-1, -1], [1, 1]]
    assert [str(date) for date in found.dates or ()] == ["2024-01-01", "2024-01-02"]


@DASK
def test_categories_that_an_engine_knows_later() -> None:
    """Those of a lazy frame are values, too, once it is collected."""
    frame = dask_frame(LONG)
    frame["vote"] = frame["vote"].astype("category")
    found = co.read_votes(frame, actor="party", proposal="motion", stance="vote", stances=MEANING)
    assert found.values.tolist() == [[1, 1], [-1, -1]]


def pivoted() -> pd.DataFrame:
    return pd.DataFrame(
        {"motion": ["m1"], 1: ["yea"], 2.0: ["nay"], pd.Timestamp("2024-01-05"): [None]}
    )


@pytest.mark.parametrize(
    ("actor", "actors"),
    [
        (None, ("1", "2", "2024-01-05")),
        ([1, "2"], ("1", "2")),
        (["1", 2.0], ("1", "2")),
        ((2,), ("2",)),
    ],
)
def test_columns_of_any_name(actor: Any, actors: tuple[str, ...]) -> None:
    """Columns are called as ids in a long table are, and found by text and by number."""
    found = co.read_votes(pivoted(), actor=actor, proposal="motion", stances=CODES)
    assert found.actors == actors


def test_whole_numbers_name_the_columns_of_a_long_table() -> None:
    """A table without a head has numbers for names; they are found as such."""
    frame = pd.DataFrame([["A", "m", "yea"], ["B", "m", "nay"]])
    found = co.read_votes(frame, actor=0, proposal="1", stance=2, stances=CODES)  # type: ignore[arg-type]
    assert found.actors == ("A", "B")
    graph = co.read_agreement_graph(frame, actor=0, proposal=1, stance="2", stances=CODES)  # type: ignore[arg-type]
    assert graph.edges["A", "B"]["disagree"] == 1


def test_a_case_from_columns_that_are_numbers() -> None:
    """The names of columns of a case may be given as numbers, too."""
    case = co.from_frame(parties=pd.DataFrame([["A", 3]]), columns={"id": 0, "seats": 1})  # type: ignore[dict-item]
    assert case.parties == (co.Party("A", seats=3),)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            pivoted().set_index("motion"),
            "read_votes: proposal: there is no column 'motion'; it is in the index, and",
        ),
        (
            pd.Series([1], name="vote"),
            "votes: this is a Series, one column; series.reset_index() makes a frame of it and its",
        ),
        (pd.DataFrame([[1, 2]], columns=[1, "1"]), "votes: more than one column is called '1'"),
        (pl.Series([1]), "votes: this is a Series, one column; "),
        (
            {"party": ["A"]},
            "votes: must be a data frame, the path of a file, bytes or an open file, not of type ",
        ),
    ],
)
def test_what_is_no_table_of_votes(source: Any, expected: str) -> None:
    """An index, a Series and doubtful names are refused with what helps."""
    with pytest.raises(co.InvalidValue, match=f"^{re.escape(expected)}"):
        co.read_votes(source, actor=None, proposal="motion", stances=CODES)

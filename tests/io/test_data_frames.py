"""Tables of values as data frames of three libraries, and cases from data frames."""

import datetime as dt
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings

import coalition as co
from coalition.io import data_frames
from coalition.io.records import of_cases
from coalition.model.checks import ATTRIBUTIONS
from coalition.tables import Shown
from tests.showcase import RESULTS
from tests.strategies import coalitions

BACKENDS: Any = ("pandas", "polars", "pyarrow")
CASE = co.load_case("migration-2023")
JULY = CASE.at("2023-07")


def rows(frame: Any) -> list[dict[str, Any]]:
    """Return the rows of a frame of any of the three, None where something is missing."""
    if isinstance(frame, pd.DataFrame):
        missing = frame.isna()
        return [
            {name: None if missing.at[index, name] else row[name] for name in frame.columns}
            for index, row in frame.iterrows()
        ]
    return frame.to_dicts() if isinstance(frame, pl.DataFrame) else frame.to_pylist()


def names(frame: Any) -> list[str]:
    return frame.column_names if isinstance(frame, pa.Table) else list(frame.columns)


def tables(case: co.Coalition, backend: Any) -> dict[str, Any]:
    """Return a frame for each list of a case, and its other fields."""
    lists = of_cases()
    others = {f.name: getattr(case, f.name) for f in attrs.fields(co.Coalition) if f.init}
    return others | {
        name: co.to_frame(getattr(case, name), of=cls, backend=backend)
        for name, cls in lists.items()
    }


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_split(backend: Any) -> None:
    """A split has a row for each actor, with the number of its bloc."""
    frame = co.to_frame(co.split(JULY, "migration/asylum"), backend=backend)
    assert rows(frame) == [
        {"topic": "migration/asylum", "optimum": 1, "actor": actor, "bloc": bloc}
        for actor, bloc in (("VVD", 1), ("CDA", 1), ("D66", 2), ("CU", 2))
    ]


def test_every_optimum_of_a_split_is_there() -> None:
    """Where several splits are equally good, the frame has all of them, one after the other."""
    found = co.split(JULY, "migration")
    frame = co.to_frame(found, backend="polars")
    assert frame["optimum"].unique().to_list() == [1, 2]
    assert len(found.optima) == 2
    for number, blocs in enumerate(found.optima, 1):
        part = frame.filter(pl.col("optimum") == number)
        assert dict(zip(part["actor"], part["bloc"], strict=True)) == {
            actor: place for place, bloc in enumerate(blocs, 1) for actor in bloc
        }


def test_the_unplaced_are_in_no_bloc() -> None:
    """An actor without a tie has a row, and no bloc."""
    found = co.split(CASE.at("2022-12"), "migration/labour")
    assert found.unplaced
    assert {row["bloc"] for row in rows(co.to_frame(found, backend="pyarrow"))} == {None}


@pytest.mark.parametrize("backend", BACKENDS)
def test_power_as_floats_and_exactly(backend: Any) -> None:
    """Fractions are floats, or text that is the same fraction."""
    found = co.banzhaf(co.WeightedGame({"A": 3, "B": 2, "C": 1}, quota=4))
    frame = co.to_frame(found, backend=backend)
    assert [row["value"] for row in rows(frame)] == [0.6, 0.2, 0.2]
    exact = rows(co.to_frame(found, exact=True, backend=backend))
    assert {row["member"]: Fraction(row["value"]) for row in exact} == dict(found)


def test_a_decision() -> None:
    """A decision has a row for each member: the side, whether it blocks or decides, and why."""
    (row, *_) = [
        row
        for row in rows(co.to_frame(co.decide(JULY, "strict-asylum-package"), backend="polars"))
        if row["actor"] == "D66"
    ]
    assert row == {
        "proposal": "strict-asylum-package",
        "rule": "unanimity",
        "outcome": "blocked",
        "certain": True,
        "actor": "D66",
        "side": "against",
        "blocker": True,
        "pivotal": False,
        "reasons": ["D66 against strict-asylum-package (reported, 2023-07, K paragraph 3)"],
    }


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_matrix_is_long(backend: Any) -> None:
    """A matrix has a row for each cell; what is missing is null, and says why."""
    matrix = co.StanceMatrix(
        ("A", "B"),
        ("p", "q"),
        np.array([[1, np.nan], [0.5, -1]]),
        parties=["X", None],
        vote_groups=[["g", "h"], [None, "h"]],
        vote_seats=[[3, 4], [None, None]],
        names=["Ann", None],
        titles=[None, "On q"],
        urls=["https://example.org/p", None],
    )
    cells = [
        ("A", "p", 1, None, "X", "g", 3, "Ann", None, "https://example.org/p"),
        ("A", "q", None, "unknown", "X", "h", 4, "Ann", "On q", None),
        ("B", "p", 0.5, None, None, None, None, None, None, "https://example.org/p"),
        ("B", "q", -1, None, None, "h", None, None, "On q", None),
    ]
    columns = (
        "actor",
        "proposal",
        "stance",
        "missing",
        "party",
        "group",
        "seats",
        "name",
        "title",
        "url",
    )
    assert rows(co.to_frame(matrix, backend=backend)) == [
        dict(zip(columns, cell, strict=True)) for cell in cells
    ]


def test_a_matrix_is_read_back() -> None:
    """The long frame of a matrix without gaps is what `read_votes` reads."""
    parties = [["X", "Y"], ["Y", "Y"]]
    matrix = co.StanceMatrix(
        ("A", "B"),
        ("p", "q"),
        [[1.0, 0.0], [0.5, -1.0]],
        parties=[None, "Y"],
        groups=["g", "h"],
        vote_parties=parties,
        vote_seats=[[3, 2], [1, 2]],
        names=["Ann", None],
        titles=[None, "On q"],
        urls=["https://example.org/p", None],
    )
    frame = co.to_frame(matrix, backend="polars").drop("missing")
    again = co.read_votes(
        frame,
        actor="actor",
        proposal="proposal",
        stance="stance",
        stances={1: 1, 0: 0, 0.5: 0.5, -1: -1},
        party="party",
        group="group",
        seats="seats",
        name="name",
        title="title",
        url="url",
    )
    assert again == matrix


def test_why_a_stance_is_missing() -> None:
    """Every reason for which a stance can be missing is told as the matrix tells it."""
    votes = pl.DataFrame({"a": list("ABCDE"), "p": ["p"] * 5, "v": list("ynaxm")})
    stances: dict[str, Any] = {
        "y": 1,
        "n": -1,
        "a": "abstained",
        "x": "absent",
        "m": "not a member",
    }
    matrix = co.read_votes(votes, actor="a", proposal="p", stance="v", stances=stances)
    for row in rows(co.to_frame(matrix, backend="pyarrow")):
        told = matrix.stance(row["actor"], "p"), matrix.missing(row["actor"], "p")
        assert (row["stance"], row["missing"]) == told


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_graph_gives_its_ties(backend: Any) -> None:
    """A graph has a row for each tie, with what the graph contract says of it."""
    graph = co.agreement_graph(JULY, "migration/asylum")
    found = rows(co.to_frame(graph, backend=backend))
    assert len(found) == graph.number_of_edges()
    for row in found:
        tie = {name: value for name, value in row.items() if value is not None}
        assert graph.edges[tie.pop("actor"), tie.pop("other")] == tie


@pytest.mark.parametrize("backend", BACKENDS)
def test_columns_do_not_depend_on_the_rows(backend: Any) -> None:
    """An empty list has the columns, and their types, that a full one has."""
    for what in RESULTS.values():
        items = (what,) if isinstance(what, Shown) else what
        full = co.to_frame(items, backend=backend)
        empty = co.to_frame((), of=type(items[0]), backend=backend)
        assert names(empty) == names(full)
        assert not rows(empty)
        types = (f.schema if isinstance(f, pa.Table) else list(f.dtypes) for f in (empty, full))
        assert next(types) == next(types)


def test_an_empty_list_of_nothing_named_is_an_empty_frame() -> None:
    """Of an empty list alone, the class is not known: the frame has no columns and no rows."""
    for backend in BACKENDS:
        assert names(co.to_frame((), backend=backend)) == []


def test_pandas_has_no_nan() -> None:
    """In pandas, numbers that are missing are NA in columns that can tell, and not NaN."""
    parties = [co.Party("A", seats=2**63 - 1), co.Party("B")]
    frame = co.to_frame(parties, backend="pandas")
    assert frame["seats"].tolist() == [2**63 - 1, pd.NA]
    assert str(frame["seats"].dtype) == "Int64"


def test_the_frame_is_of_what_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first of pandas, Polars and PyArrow that is installed makes the frame."""
    there = ["pandas", "polars", "pyarrow"]
    monkeypatch.setattr(data_frames, "find_spec", lambda name: name in there or None)
    for kind in (pd.DataFrame, pl.DataFrame, pa.Table):
        assert isinstance(co.to_frame(CASE.parties), kind)
        there.pop(0)
    with pytest.raises(co.MissingExtra, match=r"coalition\[frames\]"):
        co.to_frame(CASE.parties)
    with pytest.raises(co.InvalidValue, match="polars is not installed: pip install polars"):
        co.to_frame(CASE.parties, backend="polars")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (lambda: co.to_frame(7), "must be an item of a case, a result or a list of such, not 7"),  # type: ignore[arg-type]
        (lambda: co.to_frame(["VVD"]), r"\[0\]: must be an item of a case, a result"),  # type: ignore[list-item]
        (lambda: co.to_frame([*CASE.parties, *CASE.positions]), r"\[4\]: must be a Party, not"),
        (lambda: co.to_frame((), of=int), "of: must be"),  # type: ignore[arg-type]
        (lambda: co.to_frame(CASE, backend="excel"), "backend: must be one of pandas, polars"),  # type: ignore[arg-type]
        (
            lambda: co.to_frame(co.Power("x", co.Unanimity(), (("A", Fraction(2**1100)),))),
            "value: holds a number too large for a float; give exact=True",
        ),
    ],
)
def test_what_has_no_frame(wrong: Callable[[], Any], told: str) -> None:
    """What has no table, a mixed list and an unknown backend are refused."""
    with pytest.raises(co.InvalidValue, match=told):
        wrong()


def test_too_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """A frame of more rows than fit is refused before it fills the memory."""
    monkeypatch.setattr(data_frames, "_ROWS", 1000)
    many = co.winning_coalitions(co.WeightedGame(dict.fromkeys("abcdefghijklmnop", 1), quota=9))
    with pytest.raises(co.TooLarge, match="rows of a frame: 1001, and the limit is 1000"):
        co.to_frame(many)


DATED = [
    co.Party("CDA", seats=[co.Seats(15, until="2021-09"), co.Seats(14, since="2021-09-15")]),
    co.Party("VVD", seats=34),
    co.Party("CU"),
]


@pytest.mark.parametrize("backend", BACKENDS)
def test_what_changed_has_a_column_for_now_and_one_for_all(backend: Any) -> None:
    """Seats are whole numbers, the latest; only where they changed there are periods beside."""
    frame = co.to_frame(DATED, backend=backend)
    found = [(row["seats"], row["seat_periods"]) for row in rows(frame)]
    assert found == [
        (14, [["15", None, "2021-09", None], ["14", "2021-09-15", None, None]]),
        (34, None),
        (None, None),
    ]
    if backend == "pandas":
        assert str(frame["seats"].dtype) == "Int64"
    people = [
        co.Politician("ada", "Ada", [co.Membership("CDA", until="2014")], role="chair"),
        co.Minister("bo", "Bo", "CDA", office=[co.Role("minister", since="2022")]),
    ]
    ada, bo = rows(co.to_frame(people, backend=backend))
    assert (ada["party"], ada["role"], ada["roles"], ada["office"]) == (None, "chair", None, None)
    assert ada["memberships"] == [["CDA", None, "2014", None, None, None, None]]
    assert (bo["party"], bo["memberships"], bo["office"]) == ("CDA", None, "minister")
    assert bo["offices"] == [["minister", "2022", None, None]]
    proposals = [co.Proposal("toll", ["cars", "money"])]
    (toll,) = rows(co.to_frame(proposals, backend=backend))
    assert (toll["topic"], toll["topics"]) == ("cars", ["cars", "money"])
    said = co.Position("CDA", "toll", 1, date="2023", attribution="claimed", source=["J", "K"])
    (row,) = rows(co.to_frame([said], backend=backend))
    assert (row["source"], row["sources"], row["locator"]) == ("J", ["J", "K"], None)
    case = co.Coalition(
        sources=[co.Source("J", "Report"), co.Source("K", "Other")],
        parties=DATED,
        politicians=people,
        proposals=proposals,
        positions=[said],
    )
    assert co.from_frame(**tables(case, backend)) == case


def test_either_column_is_enough() -> None:
    """What changed can be given in the one column or the other; an empty list is a null."""
    made = co.from_frame(
        parties=pl.DataFrame({"id": ["A", "B"], "seats": [3, None], "seat_periods": [[], [["4"]]]}),
        proposals=pl.DataFrame({"id": ["p", "q"], "topics": [["t"], ["t", "u"]]}),
    )
    assert made.seats == {"A": 3, "B": 4}
    assert [proposal.topics for proposal in made.proposals] == [("t",), ("t", "u")]


@pytest.mark.parametrize("backend", BACKENDS)
def test_the_shipped_case_there_and_back(backend: Any) -> None:
    """The case of the library goes through frames of each library, and is equal."""
    assert co.from_frame(**tables(CASE, backend)) == CASE


@given(coalitions())
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_property_there_and_back(case: co.Coalition) -> None:
    """Whatever a case holds, frames of each library give it back equal."""
    for backend in BACKENDS:
        assert co.from_frame(**tables(case, backend)) == case


def test_a_lazy_frame_and_a_file(tmp_path: Path) -> None:
    """Lazy frames are collected, and files are read: all text, lists in JSON."""
    parties = co.to_frame(CASE.parties, backend="polars").lazy()
    proposals = co.to_frame(CASE.proposals, backend="pandas")
    for name in ("excludes", "source_of"):
        proposals[name] = [str(cell).replace("'", '"') for cell in proposals[name]]
    proposals.to_csv(tmp_path / "proposals.csv", index=False)
    made = co.from_frame(
        parties=parties, proposals=str(tmp_path / "proposals.csv"), sources=CASE.sources
    )
    assert (made.parties, made.proposals) == (CASE.parties, CASE.proposals)


def test_tables_of_a_database() -> None:
    """A case is made of tables that lie in DuckDB, lists and all."""
    with duckdb.connect() as database:
        held = tables(CASE, "pyarrow")
        for name, table in held.items():
            if hasattr(table, "schema"):
                database.register(f"all_{name}", table)
                held[name] = database.table(f"all_{name}")
        assert co.from_frame(**held) == CASE


def test_what_frames_make_of_values() -> None:
    """Whole numbers as floats, numbers as ids, dates and timestamps mean what they say."""
    made = co.from_frame(
        parties=pd.DataFrame({"id": [1, 2], "seats": [34.0, float("nan")]}),
        proposals=pl.DataFrame({"id": ["p"], "topic": ["t"], "date": [dt.date(2023, 7, 5)]}),
        positions=pd.DataFrame(
            {
                "actor": [1.0, 2.0],
                "proposal": "p",
                "stance": ["against", "0.5"],
                "date": pd.to_datetime(["2023-07-05", "2023-07-06"]),
                "attribution": "stated",
            }
        ),
    )
    assert made.seats == {"1": 34}
    assert [(p.actor, p.stance, str(p.date)) for p in made.positions] == [
        ("1", -1, "2023-07-05"),
        ("2", 0.5, "2023-07-06"),
    ]
    assert str(made.proposals[0].date) == "2023-07-05"


def refused(**given: Any) -> list[str]:
    with pytest.raises(co.InvalidCase) as caught:
        co.from_frame(**given)
    return [str(fault) for fault in caught.value.faults]


def test_every_fault_of_the_columns() -> None:
    """Columns that are unknown, twice or lacking are named for all tables at once."""
    assert refused(
        parties=pl.DataFrame({"ID": ["A"], "seats": [1]}),
        positions=pl.DataFrame({key: ["A"] for key in ("actor", "faction", "proposal", "stance")}),
        columns={"actor": "faction", "date": "when"},
    ) == [
        "parties.ID: is no column of parties; did you mean 'id'?",
        "parties: there is no column 'id'",
        "positions.actor: stands twice",
        "positions: there is no column 'date'",
        "positions: there is no column 'attribution'",
        "columns['date']: no table has a column 'when'",
    ]


def test_every_fault_of_the_rows() -> None:
    """Faults are named with table, row and column, all of them together."""
    politicians = {
        "id": ["x", "y", "z"],
        "name": ["X", "Y", "Z"],
        "party": ["A", "A", "A"],
        "memberships": ["[[", '[["B", null, null]]', '["A"]'],
    }
    found = refused(
        parties=pd.DataFrame({"id": ["A", "a", None], "seats": [1.5, -1, True]}),
        politicians=pl.DataFrame(politicians),
        partys=(),
    )
    assert found == [
        "partys: is no field of a coalition; did you mean 'parties'?",
        "parties[0].seats: must be a whole number, 0 or more, not 1.5",
        "parties[1].seats: must be a whole number, 0 or more, not -1",
        "parties[2].id: is missing",
        "parties[2].seats: must be a whole number, 0 or more, not True",
        'politicians[0].party: must be a list in JSON, such as ["A", "B"], not \'[[\'',
        "politicians[1].party: is 'A', but the last of memberships is another; leave one empty",
        "politicians[2].party[0]: must be a table of fields, not 'A'",
        "parties[1].id: 'a' differs from 'A' (parties[0].id) only in case or form",
    ]


def test_faults_in_the_parts_of_a_cell() -> None:
    """Each part of a list in a cell that is wrong is named; so are two columns that disagree."""
    periods = '[["many"], ["-1"], [], 7, ["3", "2024", "2023"], [1, 2, 3, 4, 5]]'
    found = refused(
        sources=[co.Source("J", "Report")],
        parties=pl.DataFrame({"id": list("ABC"), "seats": [None, 3, 3]}).with_columns(
            seat_periods=pl.Series([periods, '[["2"]]', "{}"])
        ),
        proposals=pl.DataFrame({"id": ["p"], "topic": ["t"], "topics": [["u", "t"]]}),
        positions=pl.DataFrame(
            {
                "actor": ["A"],
                "proposal": "p",
                "stance": 1,
                "date": "2023",
                "attribution": "rumour",
                "sources": [["J", "J"]],
                "locator": ["p.\u202e 3"],
                "quotation": [" "],
            }
        ),
    )
    assert found == [
        "parties[0].seats[0].number: must be a whole number, 0 or more, not 'many'",
        "parties[0].seats[1].number: must be a whole number, 0 or more, not -1",
        "parties[0].seats[2]: must be a table of fields, not ()",
        "parties[0].seats[3]: must be a table of fields, not 7",
        "parties[0].seats[4].until: 2023 is before it begins (2024)",
        "parties[0].seats[5]: must be a table of fields, not (1, 2, 3, 4, 5)",
        "parties[1].seats: is 3, but the last of seat_periods is another; leave one empty",
        "parties[2].seats: seat_periods must be a list, not '{}'",
        "proposals[0].topic: is 't', but the first of topics is another; leave one empty",
        (
            f"positions[0].attribution: must be one of {', '.join(ATTRIBUTIONS)}, not 'rumour'; it "
            "usually means 'hearsay'"
        ),
        "positions[0].source: names J more than once",
        "positions[0].locator: must not contain the hidden character U+202E",
        "positions[0].quotation: must not be empty",
    ]


def test_what_is_no_frame() -> None:
    """What is neither a frame, a path nor a list is refused by name."""
    with pytest.raises(co.InvalidValue, match="parties: "):
        co.from_frame(parties={"id": ["A"]})
    assert co.from_frame(parties=None, positions=co.to_frame(())) == co.Coalition()

"""Votes read from every kind of table, by the codes and names that the caller gives."""

import math
from pathlib import Path
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from pyarrow import parquet

import coalition as co
from coalition.model.words import OrOne
from tests.vote_frames import ANY_FRAME, DASK, FRAMES, MEANING, MENDED, READ, REPEATED, VOTES, frame


def expected() -> co.StanceMatrix:
    nan = float("nan")
    votes = co.StanceMatrix("BAC", ("1", "10", "2"), [[-1, nan, -1], [1, nan, 1], [1, nan, nan]])
    codes = votes.cells.codes.copy()
    codes[0, 1], codes[1, 1], codes[2, 2] = -4, -2, -3
    return co.StanceMatrix(
        votes.actors,
        votes.proposals,
        type(votes.cells)(codes, votes.cells.levels),
        seats=[9, 5, 5],
        groups=["opp", "gov", None],
        topics=["a/x", "b", "b"],
        dates=["2024-01-05", "2024-02", "2024-02"],
        outcomes=["won", None, "lost"],
    )


@DASK
@ANY_FRAME
def test_any_frame(name: str) -> None:
    """Every kind of frame gives the same matrix: actors by seats, then id; proposals by id."""
    assert co.read_votes(FRAMES[name](), **READ) == expected()


@pytest.mark.parametrize("ending", ["csv", "csv.gz", "parquet"])
def test_any_file(ending: str, tmp_path: Path) -> None:
    """Every kind of file gives the same matrix, its path written as text or not."""
    path = tmp_path / f"votes.{ending}"
    table = frame("pandas")
    write = table.to_parquet if ending == "parquet" else table.to_csv
    write(path, index=False)
    assert co.read_votes(path, **READ) == co.read_votes(str(path), **READ) == expected()


def test_an_id_in_a_csv_file_is_text(tmp_path: Path) -> None:
    """What a CSV file holds stays as it is written: NA is Namibia, and 007 is not 7."""
    path = tmp_path / "votes.csv"
    path.write_text("\ufeffactor,proposal,stance\nNA,007,1\nZA,007,6\nZA,008,\n", "utf-8")
    votes = co.read_votes(path, stances={1: 1, 6: -1})
    assert (votes.actors, votes.proposals) == (("NA", "ZA"), ("007", "008"))
    assert votes.values[:, 0].tolist() == [1, -1]


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
@pytest.mark.parametrize("kind", [nw.Categorical, nw.String])
def test_categories(backend: Any, kind: Any) -> None:
    """Columns of categories are read as the text that they stand for."""
    table = nw.from_dict(VOTES, backend=backend)
    cast = table.with_columns(nw.col("party", "vote").cast(kind))
    assert co.read_votes(cast, **READ) == expected()


def test_rows_in_any_order() -> None:
    """The order of the rows makes no difference."""
    order = [5, 2, 7, 0, 1, 6, 3, 4]
    turned = {name: [column[row] for row in order] for name, column in VOTES.items()}
    assert co.read_votes(frame("polars", turned), **READ) == expected()


def test_a_frame_is_left_as_it_is() -> None:
    """Reading changes nothing in the frame."""
    table, other = frame("pandas"), frame("pandas")
    co.read_votes(table, **READ)
    assert table.equals(other)


WIDE: dict[str, Any] = {
    "motion": [1, 2, 10],
    "A": ["yea", "yea", "away"],
    "B": ["nay", "nay", "abstain"],
    "C": ["yea", "out", None],
    "theme": ["a/x", "b", "b"],
}


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_a_column_for_each_actor(backend: str) -> None:
    """In a wide table the actors are columns, named in a list, or all that are not named."""
    known: dict[str, Any] = {"proposal": "motion", "stances": MEANING, "topic": "theme"}
    votes = co.read_votes(frame(backend, WIDE), actor=["A", "B", "C"], **known)
    long = {key: READ[key] for key in ("actor", "proposal", "stance", "stances", "topic")}
    assert votes == co.read_votes(frame(backend), **long)
    assert votes == co.read_votes(frame(backend, WIDE), actor=None, **known)


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
def test_a_column_for_each_proposal(backend: str) -> None:
    """In the other direction the proposals are columns, some of which may be empty."""
    rows = {"who": ["x", "y"], "state": ["N", "S"], "v1": [1, 6], "v2": [9, 0], "v3": [None, None]}
    kinds: dict[Any, Any] = {1: 1, 6: -1, 9: "absent", 0: "not a member"}
    votes = co.read_votes(
        frame(backend, rows), actor="who", proposal=None, group="state", stances=kinds
    )
    assert (votes.proposals, votes.groups) == (("v1", "v2", "v3"), ("N", "S"))
    assert votes.values[:, 0].tolist() == [1, -1]
    assert [votes.missing("x", p) for p in votes.proposals] == [None, "absent", "unknown"]


@pytest.mark.parametrize(
    "columns",
    [
        {"A": pd.Categorical([True, False]), "B": pd.Series([False, None], dtype=object)},
        {"A": pd.Series([1, 0], dtype="Int8"), "B": [0.0, None]},
        {"A": pd.Categorical([1, 0]), "B": pd.Series([0, None], dtype="category")},
    ],
)
def test_columns_kept_in_several_ways(columns: Any) -> None:
    """In a wide table, equal values are one code, in whatever way each column keeps them."""
    wide = pd.DataFrame({"motion": ["m", "n"], **columns})
    votes = co.read_votes(wide, actor=None, proposal="motion", stances={1: 1, 0: -1})
    np.testing.assert_array_equal(votes.values, [[1, -1], [-1, np.nan]])


def test_graded_stances_need_no_codes() -> None:
    """Without `stances` the codes are the numbers themselves, exact as they are."""
    rows: dict[str, Any] = {"actor": ["a", "b"], "proposal": ["p", "p"], "stance": [0.1, -0.2]}
    votes = co.read_votes(frame("polars", rows))
    edge = co.agreement_graph(votes).edges["a", "b"]
    assert (edge["agree"], edge["weight"]) == (0.7, 0.7)
    text = co.read_votes(frame("polars", {**rows, "stance": ["0.1", "-0.2"]}))
    assert text == votes


def test_what_counts_as_a_stance() -> None:
    """Abstention counts as neutral, and a row that is not there as absence, when asked to."""
    votes = co.read_votes(frame("polars"), **READ, count_as={"abstained": 0}, no_row="absent")
    assert votes.stance("B", "10") == 0
    assert votes.missing("C", "10") == "absent"
    assert votes == co.read_votes(frame("polars"), **READ, no_row="absent").count_as(
        {"abstained": 0}
    )


def test_a_code_for_nothing() -> None:
    """A row without a code is of no known stance, or of the one that the code None has."""
    rows: dict[str, Any] = {"actor": ["a", "b"], "proposal": ["p", "p"], "stance": ["yea", None]}
    votes = co.read_votes(frame("pandas", rows), stances={"yea": 1})
    assert votes.missing("b", "p") == "unknown"
    votes = co.read_votes(frame("pandas", rows), stances={"yea": 1, None: "absent"})
    assert votes.missing("b", "p") == "absent"


def test_a_code_that_says_nothing() -> None:
    """A code can be named as one of which nothing is known; so can a fact that is not a number."""
    nan = float("nan")
    rows = {"actor": ["a", "b"], "proposal": ["p", "p"], "stance": ["yea", "?"], "n": [nan, 2.0]}
    votes = co.read_votes(frame("polars", rows), stances={"yea": 1, "?": None}, seats="n")
    assert votes.missing("b", "p") == "unknown"
    assert votes.seats == (2, None)


def test_actors_that_change_name_or_split() -> None:
    """A renamed actor goes by its new name; the votes of one that split are those of its parts."""
    rows = {
        "actor": ["Old", "New", "Both", "C"],
        "proposal": [1, 2, 1, 1],
        "stance": [1, -1, -1, 1],
    }
    votes = co.read_votes(frame("polars", rows), rename={"Old": "New", "Both": ["D", "E"]})
    assert votes.actors == ("C", "D", "E", "New")
    np.testing.assert_array_equal(votes.select(actors=["New"]).values, [[1, -1]])
    assert votes.stance("D", "1") == votes.stance("E", "1") == -1


def test_facts_from_other_tables(tmp_path: Path) -> None:
    """What is known of actors and proposals may stand in tables of its own, for others as well."""
    members = {"id": ["A", "B", "Z"], "side": ["left", None, "right"]}
    motions = {"motion": [1, 2, 10, 11], "day": ["2024", "2023", None, "1900"]}
    path = tmp_path / "motions.csv"
    frame("pandas", motions).to_csv(path, index=False)
    long = {key: READ[key] for key in ("actor", "proposal", "stance", "stances", "seats")}
    votes = co.read_votes(
        frame("polars"),
        **long,
        actors=frame("pyarrow", members),
        proposals=path,
        party="side",
        date="day",
    )
    assert (votes.seats, votes.parties) == ((9, 5, 5), (None, "left", None))
    assert [str(date) for date in votes.dates] == ["2024", "None", "2023"]


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
@pytest.mark.parametrize(("policy", "stance"), [("unknown", None), ("first", 1), ("last", -1)])
def test_faults_resolved_by_policy(backend: str, policy: OrOne, stance: Any) -> None:
    """Each kind of bad row can be resolved in a way that the caller names."""
    votes = co.read_votes(frame(backend, REPEATED), **MENDED, conflicts=policy)
    assert (votes.actors, votes.proposals) == (("a", "b", "c"), ("p",))
    assert [votes.stance(actor, "p") for actor in "abc"] == [1, stance, None]


GROWING: dict[str, Any] = {
    "actor": ["a", "a", "a", "b"],
    "proposal": [1, 2, 3, 3],
    "stance": [1, 1, 1, 1],
    "n": [3, 5, 4, 4],
    "day": ["2024-01", "2024-03", "2024-02", "2024-02"],
}


@pytest.mark.parametrize(
    ("options", "seats"),
    [
        ({}, 4),
        ({"date": "day"}, 5),
        ({"varying": "unknown"}, None),
        ({"varying": "first"}, 3),
        ({"varying": "last"}, 4),
    ],
)
def test_seats_that_change(options: Any, seats: Any) -> None:
    """Each vote keeps the seats of its row; the actor's own are the latest, or those asked for."""
    votes = co.read_votes(frame("polars", GROWING), seats="n", **options)
    assert dict(zip(votes.actors, votes.seats, strict=True)) == {"a": seats, "b": 4}
    assert [votes.seats_of("a", p) for p in "123"] == [3, 5, 4]
    assert [votes.seats_of("b", p) for p in "123"] == [4, 4, 4]
    assert votes.actors == (("b", "a") if seats in {None, 3} else ("a", "b"))


def test_seats_do_not_depend_on_the_order_of_the_rows() -> None:
    """Rows in any order give the same seats; those of a renamed actor are of its new name."""
    known: Any = {"seats": "n", "date": "day", "rename": {"a": "z"}}
    votes = co.read_votes(frame("polars", GROWING), **known)
    turned = {name: cells[::-1] for name, cells in GROWING.items()}
    assert co.read_votes(frame("polars", turned), **known) == votes
    assert (votes.actors, votes.seats) == (("z", "b"), (5, 4))


def test_a_row_without_seats() -> None:
    """Where seats vary, a row that names none leaves them unknown; where not, they are the same."""
    rows = {**GROWING, "n": [3, None, 4, 4]}
    votes = co.read_votes(frame("polars", rows), seats="n")
    assert (votes.seats_of("a", "2"), votes.seats) == (None, (4, 4))
    same = co.read_votes(frame("polars", {**GROWING, "n": [3, None, 3, 4]}), seats="n")
    assert (same.vote_seats, same.seats_of("a", "2")) == (None, 3)


SWITCHED: dict[str, list[Any]] = {
    "actor": ["kim", "ole", "kim", "ole", "ole"],
    "proposal": ["m1", "m1", "m2", "m2", "m3"],
    "stance": [1, 1, -1, 1, 1],
    "party": ["Old", "Old", "New", "Old", "Old"],
}


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
@pytest.mark.parametrize("kind", ["party", "group"])
def test_a_vote_counts_for_the_party_of_its_row(backend: str, kind: Any) -> None:
    """A party without a member on a proposal has no line on it, and nobody has the party of now."""
    rows = {**SWITCHED, kind: SWITCHED["party"]}
    votes = co.read_votes(frame(backend, rows), **{kind: kind})
    lines = votes.group(kind)
    assert (lines.actors, lines.seats) == (("Old", "New"), (2, 1))
    np.testing.assert_array_equal(lines.values, [[1, 1, 1], [np.nan, -1, np.nan]])
    assert lines.missing("New", "m1") == "not a member"


@pytest.mark.parametrize(
    ("policy", "own"), [("error", None), ("unknown", None), ("first", "Old"), ("last", "New")]
)
def test_the_own_party_of_who_changed_it(policy: OrOne, own: str | None) -> None:
    """`varying` says only what the actor's own entry is; a vote without a row counts for it."""
    votes = co.read_votes(frame("polars", SWITCHED), party="party", varying=policy)
    assert votes.parties == (own, "Old")
    found = [votes.party_of("kim", proposal) for proposal in votes.proposals]
    assert found == ["Old", "New", own]


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
@pytest.mark.parametrize("varying", ["error", "last"])
def test_a_row_without_a_party(backend: str, varying: OrOne) -> None:
    """Who sits as an independent counts for no party, whatever the party before or after."""
    rows = {**SWITCHED, "party": ["Old", None, "Old", "Old", "Old"]}
    votes = co.read_votes(frame(backend, rows), party="party", varying=varying)
    assert votes.parties == ("Old", "Old")
    assert [votes.party_of("ole", proposal) for proposal in votes.proposals] == [None, "Old", "Old"]
    assert votes.group().seats == (2,)
    rows["party"] = [None, "Old", "New", "Old", "Old"]
    votes = co.read_votes(frame(backend, rows), party="party", varying=varying)
    assert votes.group().missing("New", "m1") == "not a member"


def test_parties_of_renamed_actors() -> None:
    """The parties of rows follow an actor that goes by other names."""
    rename: Any = {"kim": ["k1", "k2"]}
    votes = co.read_votes(frame("polars", SWITCHED), party="party", rename=rename)
    assert [votes.party_of(who, "m2") for who in ("k1", "k2")] == ["New", "New"]


@pytest.mark.parametrize(
    ("policy", "party"), [("unknown", None), ("first", "Old"), ("last", "New")]
)
def test_two_parties_on_one_vote(policy: OrOne, party: str | None) -> None:
    """A vote that stands twice, for two parties, is a fault unless `varying` says which holds."""
    rows = {name: column[:1] * 2 for name, column in SWITCHED.items()} | {"party": ["Old", "New"]}
    known: Any = {"party": "party", "duplicates": "merge"}
    with pytest.raises(
        co.InvalidValue,
        match="party: 1 vote with more than one: kim on m1; give varying='unknown', 'first' or",
    ):
        co.read_votes(frame("polars", rows), **known)
    votes = co.read_votes(frame("polars", rows), **known, varying=policy)
    assert votes.party_of("kim", "m1") == party


def test_parties_that_nothing_dates_may_not_vary() -> None:
    """Of two parties in a table of actors, or in a wide one, no vote says which it counts for."""
    long = {name: SWITCHED[name] for name in ("actor", "proposal", "stance")}
    members = {"actor": ["kim", "kim"], "party": ["Old", "New"]}
    wide = {**members, "m1": [1, None], "m2": [None, -1]}
    message = r"party: 1 id with more than one: kim \(Old, New\)"
    with pytest.raises(co.InvalidValue, match=message):
        co.read_votes(frame("polars", long), actors=frame("polars", members), party="party")
    with pytest.raises(co.InvalidValue, match=message):
        co.read_votes(frame("polars", wide), proposal=None, party="party")


def test_an_empty_frame() -> None:
    """A frame without rows is a matrix without actors."""
    rows: dict[str, list[Any]] = {"actor": [], "proposal": [], "stance": []}
    votes = co.read_votes(frame("polars", rows), stances={"yea": 1})
    assert (votes.actors, votes.proposals, votes.values.shape) == ((), (), (0, 0))


def test_an_empty_cell_beside_an_empty_column_is_unknown() -> None:
    """In a wide table, what is missing is no code, whatever the types of its columns."""
    wide = pd.DataFrame(
        {"motion": ["m", "n"], "A": ["yea", None], "B": [None, None], "C": [math.nan, math.nan]}
    )
    read = co.read_votes(wide, actor=None, proposal="motion", stances={"yea": 1})

    assert read.actors == ("A", "B", "C")
    assert [read.missing(actor, "n") for actor in read.actors] == ["unknown"] * 3
    assert [read.stance(actor, "m") for actor in read.actors] == [1, None, None]


@pytest.mark.parametrize("backend", ["pandas", "polars", "pyarrow"])
@pytest.mark.parametrize("nothing", ["", " ", "\u00a0\t", None])
def test_what_has_no_id_is_dropped_however_it_is_written(backend: str, nothing: Any) -> None:
    """Empty text stands for nothing, as nothing does: in ids, codes and facts."""
    rows: dict[str, list[Any]] = {
        "actor": ["A", nothing, "B", "B"],
        "proposal": ["m", "m", "m", nothing],
        "stance": [1, 1, -1, 1],
        "party": ["X", "X", nothing, nothing],
    }
    votes = co.read_votes(frame(backend, rows), missing_ids="drop", party="party")
    assert (votes.actors, votes.proposals, votes.parties) == (("A", "B"), ("m",), ("X", None))
    codes = {**rows, "stance": ["yea", "yea", nothing, "yea"]}
    known: Any = {"stances": {"yea": 1}, "missing_ids": "drop"}
    assert co.read_votes(frame(backend, codes), **known).missing("B", "m") == "unknown"
    known["stances"][""] = "absent"
    assert co.read_votes(frame(backend, codes), **known).missing("B", "m") == "absent"


def test_numbers_that_are_missing_are_no_ids() -> None:
    """A whole number that a frame keeps as a float is itself, and NaN is none."""
    rows = pd.DataFrame({"actor": [7, None, 8], "proposal": [1, 1, 1], "stance": [1, 1, -1]})
    assert co.read_votes(rows, missing_ids="drop").actors == ("7", "8")


@pytest.mark.parametrize(
    "columns", [[1, 2], [1.0, 2.0], ["1", "2"], [np.int64(1), np.int64(2)], [1, "2"]]
)
def test_columns_of_any_name(columns: list[Any]) -> None:
    """A column that is named by a whole number stands for what has it as its id."""
    wide = pd.DataFrame([["m1", "yea", "nay"]], columns=["motion", *columns])
    known: Any = {"proposal": "motion", "stances": {"yea": 1, "nay": -1}}
    votes = co.read_votes(wide, actor=None, **known)
    assert votes.actors == ("1", "2")
    assert co.read_votes(wide, actor=columns, **known) == votes
    long = wide.melt("motion", var_name="actor", value_name="stance")
    assert co.read_votes(long, **known) == votes


def test_a_pivoted_table_of_numbers() -> None:
    """What was long and is pivoted reads as it did when it was long."""
    long = pd.DataFrame({"mp": [7, 7, 12], "motion": [1, 2, 2], "stance": [1, -1, 1]})
    wide = long.pivot_table(index="motion", columns="mp", values="stance").reset_index()
    read = co.read_votes(long, actor="mp", proposal="motion")
    assert co.read_votes(wide, actor=None, proposal="motion") == read


@pytest.mark.parametrize(
    "written",
    [
        "2023-07-05 14:30",
        "2023-07-05T14:30:00Z",
        "2023-07-05T23:30:00-05:00",
        "2023-07-05 14:30:00.123456 +0200",
        "2023-07-05T00:00",
        " 2023-07-05 9:05 UTC",
        "2023-07-05T143000Z",
        "2023-07-05 2:30 PM",
        "2023-07-05 23:30 CEST",
    ],
)
def test_a_time_is_of_its_day(written: str) -> None:
    """Of text with a time, the day is kept as it is written, and votes of one day are of one."""
    rows = {
        "actor": ["A", "B"],
        "proposal": ["m"] * 2,
        "stance": [1] * 2,
        "at": [written, "2023-07-05"],
    }
    (date,) = co.read_votes(frame("polars", rows), date="at").dates
    assert str(date) == "2023-07-05"


@pytest.mark.parametrize(
    ("written", "topic"),
    [
        ("Traffic / Roads", "Traffic/Roads"),
        ("Economy ", "Economy"),
        ("Economy/", "Economy"),
        ("Roads\r\nand rails", "Roads and rails"),
        (12, "12"),
    ],
)
def test_topics_as_people_write_them(written: Any, topic: str) -> None:
    """Spaces around slashes go, numbers are text, and a line break is a space."""
    rows = {"actor": ["A"], "proposal": ["m"], "stance": [1], "topic": [written]}
    assert co.read_votes(frame("polars", rows), topic="topic").topics == (topic,)


def test_numbers_of_topics_with_gaps() -> None:
    """A frame keeps whole numbers as floats where some are missing; they are the same topics."""
    rows = {
        "actor": ["A"] * 3,
        "proposal": [1, 2, 3],
        "stance": [1] * 3,
        "topic": [12, None, 7],
    }
    assert co.read_votes(pd.DataFrame(rows), topic="topic").topics == ("12", None, "7")


def test_what_they_are_called() -> None:
    """Names, titles and addresses come from the votes or from tables beside them."""
    long = {key: READ[key] for key in ("actor", "proposal", "stance", "stances")}
    people = frame("pyarrow", {"party": ["A", "B"], "name": ["Apples", " Bee \n party"]})
    motions = frame("pandas", {"motion": [1, 2], "url": ["https://example.org/1", None]})
    votes = co.read_votes(
        frame("polars"),
        **long,
        actors=people,
        proposals=motions,
        name="name",
        title="theme",
        url="url",
    )
    assert (votes.actors, votes.names) == (("A", "B", "C"), ("Apples", "Bee party", None))
    assert votes.titles == ("a/x", "b", "b")
    assert votes.urls == ("https://example.org/1", None, None)


def test_ids_of_a_table_that_are_renamed() -> None:
    """A table may know an actor by its old name, or by its new one."""
    rename = {"A": "Alpha", "Gone": "Alpha"}
    for known in ("A", "Alpha"):
        table = frame("polars", {"id": [known, "Gone"], "side": ["left", "left"]})
        long = {key: READ[key] for key in ("actor", "proposal", "stance", "stances")}
        votes = co.read_votes(frame("polars"), **long, rename=rename, actors=table, party="side")
        assert votes.parties == ("left", None, None)


def test_a_number_is_renamed_as_the_id_that_it_is() -> None:
    """The keys of `rename` are ids as the table has them: 7 is "7"."""
    rows = {"actor": [7, 8], "proposal": [1, 1], "stance": [1, -1]}
    rename: Any = {7: "Seven"}
    assert co.read_votes(frame("polars", rows), rename=rename).actors == ("8", "Seven")


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("last", [False, True])
def test_rows_are_looked_at_some_at_a_time(
    rows: int, last: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither what stands twice nor what varies hangs on which rows are looked at together."""
    options: dict[str, Any] = MENDED | {"rename": {"a": ["a", "d"]}}
    options |= dict.fromkeys(("conflicts", "varying"), "last" if last else "first")
    repeated = REPEATED | {"party": ["X", "Y", None, "Y", "X", "X"], "seats": [1, 1, 2, 3, 4, 5]}
    facts: dict[str, Any] = {"party": "party", "seats": "seats"}

    def read() -> list[co.StanceMatrix]:
        again = co.read_votes(pd.DataFrame(repeated), **options, **facts)
        return [co.read_votes(frame("pandas"), **READ), again]

    whole = read()
    for module in ("any_frame", "votes._rows", "votes._facts"):
        monkeypatch.setattr(f"coalition.io.{module}.AT_A_TIME", rows)
    assert read() == whole


@pytest.mark.parametrize("backend", ["pyarrow", "polars"])
def test_a_parquet_file_in_pieces(backend: str, tmp_path: Path) -> None:
    """Pieces of a file that know different ids, or none, and text of every kind, make one table."""
    data = {**VOTES, "bloc": [None] * 4 + VOTES["bloc"][4:]}
    table = frame("pandas", data)
    given = frame(backend, data)
    path = tmp_path / "votes.parquet"
    if backend == "polars":
        given.write_parquet(path, row_group_size=3)
    else:
        parquet.write_table(given, path, row_group_size=3)
    assert co.read_votes(path, **READ) == co.read_votes(table, **READ)


def test_a_piece_without_any_id() -> None:
    """A column of nothing in several pieces has rows without an id, as in one piece."""
    nothing = pa.chunked_array([pa.nulls(1), pa.nulls(1)])
    table = pa.table({"actor": nothing, "proposal": ["p", "q"], "stance": [1, 1]})
    assert co.read_votes(table, missing_ids="drop").actors == ()
    with pytest.raises(co.InvalidValue, match="actor: no id in 2 rows: 0, 1"):
        co.read_votes(table)

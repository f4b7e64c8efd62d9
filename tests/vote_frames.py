"""The same votes in every kind of table that is read, for the tests that read them."""

import importlib
from collections.abc import Callable
from typing import Any

import duckdb
import narwhals.stable.v2 as nw
import pytest

VOTES: dict[str, list[Any]] = {
    "party": ["B", "A", "C", "A", "B", "C", "A", "B"],
    "motion": [2, 1, 1, 2, 1, 2, 10, 10],
    "vote": ["nay", "yea", "yea", "yea", "nay", "out", "away", "abstain"],
    "seats": [9, 5, 5, 5, 9, 5, 5, 9],
    "bloc": ["opp", "gov", None, "gov", "opp", None, "gov", "opp"],
    "theme": ["b", "a/x", "a/x", "b", "a/x", "b", "b", "b"],
    "day": ["2024-02", *["2024-01-05"] * 2, "2024-02", "2024-01-05", *["2024-02"] * 3],
    "result": ["lost", "won", "won", "lost", "won", "lost", None, None],
}
MEANING: dict[Any, Any] = {
    "yea": 1,
    "nay": "against",
    "away": "absent",
    "out": "not a member",
    "abstain": "abstained",
}
READ: dict[str, Any] = {
    "actor": "party",
    "proposal": "motion",
    "stance": "vote",
    "stances": MEANING,
    "seats": "seats",
    "group": "bloc",
    "topic": "theme",
    "date": "day",
    "outcome": "result",
}


def frame(backend: Any, data: Any = VOTES) -> Any:
    return nw.from_dict(data, backend=backend).to_native()


def dask_frame(data: Any = VOTES) -> Any:
    dd: Any = importlib.import_module("dask.dataframe")  # it takes long to load

    return dd.from_pandas(frame("pandas", data), npartitions=2)


def duckdb_frame(data: Any = VOTES) -> Any:
    rows = frame("pyarrow", data)  # noqa: F841 - the query finds it by its name
    return duckdb.sql("select * from rows")


FRAMES: dict[str, Callable[[], Any]] = {
    "pandas": lambda: frame("pandas"),
    "polars": lambda: frame("polars"),
    "polars, lazy": lambda: frame("polars").lazy(),
    "pyarrow": lambda: frame("pyarrow"),
    "duckdb": duckdb_frame,
    "dask": dask_frame,
    "narwhals": lambda: nw.from_dict(VOTES, backend="polars"),
}
ANY_FRAME = pytest.mark.parametrize("name", FRAMES)
DASK = pytest.mark.filterwarnings("ignore:Dask support is moving:FutureWarning")

REPEATED: dict[str, Any] = {
    "actor": ["a", "a", "b", "b", None, "c"],
    "proposal": ["p", "p", "p", "p", "p", None],
    "stance": ["yea", "yea", "yea", "nay", "nay", "hm"],
}
MENDED: dict[str, Any] = {
    "stances": {"yea": 1, "nay": -1},
    "unknown_codes": "unknown",
    "missing_ids": "drop",
    "duplicates": "merge",
}

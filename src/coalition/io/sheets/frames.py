"""Data frames of any library as narwhals frames, whose columns are named by text."""

import datetime as dt
import os
from collections.abc import Iterator
from typing import Any, TypeAlias

import narwhals.stable.v2 as nw
from narwhals.exceptions import NarwhalsError
from narwhals.stable.v2.typing import IntoFrame

from coalition.faults import Refused, shown

Frame: TypeAlias = nw.DataFrame[Any] | nw.LazyFrame[Any]
Table: TypeAlias = IntoFrame | str | os.PathLike[str]


def opened(source: Any) -> Frame:
    """Return a data frame with names as text, and values in place of categories of other kinds.

    Raises
    ------
    Refused
        If it is none, or names of columns are not unique.
    """
    try:
        names = list(getattr(nw.to_native(source, pass_through=True), "columns", ()))
        if any(isinstance(name, tuple) for name in names):
            raise Refused(
                "the names of its columns have levels; give frame.columns one row of them"
            )
        if strange := {name: column_name(name) for name in names if not isinstance(name, str)}:
            names_once([strange.get(name, name) for name in names])
            source = source.rename(columns=strange)
        frame: Frame = nw.from_native(source)
        names_once(frame.collect_schema().names())
    except (TypeError, ValueError, AttributeError, NarwhalsError) as error:
        raise Refused(_why_not(source) or str(error)) from error
    return frame


def _why_not(source: Any) -> str:
    """Say why something is no data frame, where more can be said than the library does."""
    try:
        nw.from_native(source, series_only=True)
    except TypeError:
        pass
    else:
        return "is a Series, so one column; series.reset_index() makes a frame with its index"
    if hasattr(source, "columns") or hasattr(source, "collect_schema"):
        return ""
    return f"must be a data frame or the path of a table, not {shown(source)}"


def column_name(name: Any) -> str:
    """Return what a column is called as text: as ids are in a column, so 1.0 is 1."""
    if isinstance(name, float) and name.is_integer():
        name = int(name)
    if isinstance(name, dt.datetime) and name.time() == dt.time():
        name = name.date()
    return str(name)


def names_once(names: list[str]) -> list[str]:
    """Return the names of columns; refuse if one stands twice."""
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise Refused(f"more than one column is called {', '.join(map(repr, twice))}")
    return names


def collected(frame: Frame) -> "nw.DataFrame[Any]":
    """Return the frame in memory."""
    return frame.collect() if isinstance(frame, nw.LazyFrame) else frame


def rows_of(frame: "nw.DataFrame[Any]") -> Iterator[tuple[Any, ...]]:
    """Return the rows of a frame, with None for every kind of null."""
    held = [
        [None if empty else value for value, empty in zip(column.to_list(), nulls, strict=True)]
        for column in frame.iter_columns()
        for nulls in [column.is_null().to_list()]
    ]
    return zip(*held, strict=True)

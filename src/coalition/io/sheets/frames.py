"""Data frames of any library as narwhals frames: columns named by text, values for categories."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any, TypeAlias

import narwhals.stable.v2 as nw
from narwhals.exceptions import NarwhalsError
from narwhals.stable.v2.typing import IntoFrame

from coalition.faults import Refused
from coalition.io.text import File

Frame: TypeAlias = nw.DataFrame[Any] | nw.LazyFrame[Any]
Table: TypeAlias = IntoFrame | File

_TAKEN = "a data frame, the path of a file, bytes or an open file"


def opened(source: Any) -> Frame:
    """Return a data frame whose columns are named by text, and hold the values of categories.

    Raises
    ------
    Refused
        If it is none, or names of columns are not unique.
    """
    if isinstance(source, type):
        raise Refused(f"must be {_TAKEN}, not the class {source.__name__}")
    try:
        native = nw.to_native(source, pass_through=True)
        names = list(native.columns) if _like_pandas(native) else []
        if any(isinstance(name, tuple) for name in names):
            raise Refused("its columns have names of several levels; give each column one name")
        if not all(isinstance(name, str) for name in names):
            names_once(list(map(column_name, names)))
            native = native.rename(columns={name: column_name(name) for name in names})
        frame: Frame = nw.from_native(_with_values(native))
        names_once((schema := frame.collect_schema()).names())
        short = [name for name, kind in schema.items() if kind == nw.Float32]
        if short:  # as Stata keeps 5.6: the nearest number of twice the digits is 5.599999904632568
            frame = frame.with_columns(nw.col(short).cast(nw.String).cast(nw.Float64))
    except (TypeError, ValueError, AttributeError, NarwhalsError) as error:
        raise Refused(_why_not(source) or str(error)) from error
    return frame


def _why_not(source: Any) -> str:
    """Say why something is no data frame, where more can be said than the library does."""
    if hasattr(source, "columns") or hasattr(source, "collect_schema"):
        return ""
    if hasattr(source, "dtype") and hasattr(source, "name"):  # pandas and Polars
        return (
            "this is a Series, one column; series.reset_index() makes a frame of it and its index"
        )
    return f"must be {_TAKEN}, not of type {type(source).__name__}"


def _with_values(native: Any) -> Any:
    """Return a frame in which values that are no text are not kept as categories.

    Libraries would compare a category of numbers with text, or not at all.
    """
    if hasattr(native, "set_column"):  # of pyarrow
        for place, field in enumerate(native.schema):
            value = getattr(field.type, "value_type", None)
            if hasattr(field.type, "index_type") and "string" not in str(value):
                native = native.set_column(place, field.name, native.column(place).cast(value))
        return native
    kinds: dict[Any, Any] = {}
    for name, dtype in native.dtypes.items() if _like_pandas(native) else ():
        arrow: Any = getattr(dtype, "pyarrow_dtype", None)
        if (values := getattr(dtype, "categories", None)) is not None:
            if getattr(values, "inferred_type", "string") not in {"string", "empty"}:
                kind = values.dtype.kind
                plain = {"i": "Int64", "u": "Int64", "b": "boolean"}
                kinds[name] = plain.get(kind, values.dtype if kind in "fmM" else object)
        elif hasattr(arrow, "index_type") and "string" not in str(arrow.value_type):
            kinds[name] = type(dtype)(arrow.value_type)
    return native.astype(kinds) if kinds else native


def _like_pandas(native: Any) -> bool:
    """Tell whether columns may have names that are no text, and keep values as categories."""
    return hasattr(native, "astype") and hasattr(native, "columns")


def index_names(source: Any) -> list[str]:
    """Return the names of the index of a frame, which is none of its columns."""
    names = getattr(getattr(nw.to_native(source, pass_through=True), "index", None), "names", ())
    return [column_name(name) for name in names if name is not None]


def column_name(name: Any) -> str:
    """Return what a column is called as text: as an id in a column is, so 1.0 is 1."""
    if isinstance(name, float) and name.is_integer():
        name = int(name)
    if isinstance(name, dt.datetime) and name.time() == dt.time():
        name = name.date()
    return str(name)


def names_once(names: list[str]) -> list[str]:
    """Return the names of columns; refuse if one stands twice."""
    if twice := sorted(name for name, times in Counter(names).items() if times > 1):
        raise Refused(f"more than one column is called {', '.join(map(repr, twice))}")
    return names


def collected(frame: Frame) -> "nw.DataFrame[Any]":
    """Return the frame in memory."""
    if isinstance(frame, nw.LazyFrame):  # an engine may know categories only now
        return nw.from_native(_with_values(frame.collect().to_native()), eager_only=True)
    return frame


def rows_of(frame: "nw.DataFrame[Any]") -> Iterator[tuple[Any, ...]]:
    """Return the rows of a frame, with None for every kind of null."""
    held = [
        [None if empty else value for value, empty in zip(column.to_list(), nulls, strict=True)]
        for column in frame.iter_columns()
        for nulls in [column.is_null().to_list()]
    ]
    return zip(*held, strict=True)

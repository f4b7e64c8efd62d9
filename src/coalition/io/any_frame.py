"""Tables of any kind as narwhals frames: data frames, lazy frames of an engine, CSV and Parquet."""

import os
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any, TypeAlias

import narwhals.stable.v2 as nw
import numpy as np
import numpy.typing as npt
from narwhals.exceptions import NarwhalsError
from narwhals.stable.v2.typing import IntoFrame

from coalition.doors import refusal
from coalition.errors import Fault, InvalidValue, MissingExtra, close_match

Frame: TypeAlias = nw.DataFrame[Any] | nw.LazyFrame[Any]
Table: TypeAlias = IntoFrame | str | os.PathLike[str]

_CHUNK = 2**21  # rows of a column that are looked up at a time


def frame_of(source: Table, place: str, columns: Collection[str] | None = None) -> Frame:
    """Return a table as a narwhals frame; of a file, read no more than the columns named."""
    try:
        if isinstance(source, str | os.PathLike):
            source = _read(Path(source), columns)
        frame: Frame = nw.from_native(source)
        _names_once(frame.collect_schema().names())
    except TypeError:
        raise refusal(source, "a data frame, or the path of a file of one", place) from None
    except (ValueError, NarwhalsError) as error:
        raise InvalidValue((Fault("", str(error)),), place) from error
    return frame


def _read(path: Path, columns: Collection[str] | None) -> Any:
    """Read a file, of a CSV file every value as text and an empty one as missing."""
    try:
        import pyarrow as pa  # noqa: PLC0415
        from pyarrow import csv, parquet  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise MissingExtra("frames") from error
    path.stat()  # raises OSError where there is no such file
    if path.name.endswith((".parquet", ".pq")):
        schema = parquet.read_schema(path)
        wanted = _wanted(_names_once(schema.names), columns)
        text = [name for name in wanted if pa.types.is_string(schema.field(name).type)]
        # ids and codes come back over and over: each is kept once
        table = parquet.read_table(path, columns=wanted, read_dictionary=text)
        return table.unify_dictionaries()
    if not path.name.endswith((".csv", ".csv.gz")):
        message = "the name of a file must end in .csv, .csv.gz, .parquet or .pq"
        raise ValueError(message)
    with csv.open_csv(path) as opened:
        names = _names_once(opened.schema.names)
    options = csv.ConvertOptions(
        column_types=dict.fromkeys(names, pa.string()),
        include_columns=_wanted(names, columns),
        null_values=[""],
        strings_can_be_null=True,
    )
    return csv.read_csv(path, convert_options=options)


def _names_once(names: list[str]) -> list[str]:
    """Return the names of columns; raise ValueError if one stands twice."""
    if twice := sorted({str(name) for name in names if names.count(name) > 1}):
        message = f"more than one column is called {', '.join(map(repr, twice))}"
        raise ValueError(message)
    return names


def _wanted(names: list[str], columns: Collection[str] | None) -> list[str]:
    """Return the columns that are read: all where one is lacking, so that the fault can hint."""
    if columns is None or not set(columns) <= set(names):
        return names
    return [name for name in names if name in columns]


def lacking(frame: Frame, columns: Iterable[tuple[str, str]]) -> Iterable[Fault]:
    """Yield a fault for each (argument, column) whose column the frame does not have."""
    names = [str(name) for name in frame.collect_schema().names()]
    for argument, column in columns:
        if column not in names:
            hint = close_match(column, names) if isinstance(column, str) else ""
            yield Fault(argument, f"there is no column {column!r}{hint}")


def collected(frame: Frame) -> "nw.DataFrame[Any]":
    """Return the frame in memory."""
    return frame.collect() if isinstance(frame, nw.LazyFrame) else frame


def factorized(column: "nw.Series[Any]") -> tuple[list[Any], npt.NDArray[np.int32]]:
    """Return the different values of a column, and of each row the place of its value in them.

    The values are in an order that does not depend on that of the rows. Rows without one have -1.
    """
    categories = column.dtype in {nw.Categorical, nw.Enum}
    values = [value for value in column.drop_nulls().unique().to_list() if value == value]  # noqa: PLR0124 - NaN
    values.sort(key=lambda value: (type(value).__name__, str(value)))
    codes = np.empty(len(column), np.int32)
    for start in range(0, len(column), _CHUNK):
        part = column[start : start + _CHUNK]
        part = part.cast(nw.String) if categories else part
        found = part.replace_strict(
            values, list(range(len(values))), default=-1, return_dtype=nw.Int32
        )
        codes[start : start + _CHUNK] = found.to_numpy() if values else -1
    return values, codes

"""Tables of any kind as narwhals frames: data frames, lazy frames of an engine, files."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import islice
from os import PathLike
from typing import Any, TypeAlias

import narwhals.stable.v2 as nw
import numpy as np
import numpy.typing as npt

from coalition.errors import Fault, MissingExtra, close_match
from coalition.faults import Faults, Refused, as_error, shown
from coalition.io.sheets import delimited
from coalition.io.sheets.forms import form_of
from coalition.io.sheets.frames import (
    Frame,
    Table,
    collected,
    column_name,
    index_names,
    names_once,
    opened,
)
from coalition.io.sheets.sheet import of_file
from coalition.io.text import content_of, decoded_as_found, is_file, name_of, path_to_read
from coalition.sentences import counted, examples
from coalition.stances.codes import smallest

__all__ = [
    "Column", "Frame", "Table", "check_kind", "collected", "frame_of", "in_order", "is_blank",
    "lacking", "named_by", "one_column", "told", "told_apart",
]  # fmt: skip

Places = npt.NDArray[np.signedinteger]
Column: TypeAlias = tuple[list[Any], Places]  # values, and the place of each row's
Part: TypeAlias = tuple[list[Any], list[Places]]  # likewise, piece by piece

AT_A_TIME = 2**16  # rows that are looked up: what is made of them stays in the nearest caches
_LARGEST = 2**30  # bytes of a workbook that are read
_TEXT = {"string", "large_string", "string_view"}  # as pyarrow calls it
_STRAY = "a row is too long; is a quoted cell in it not closed?"


def frame_of(
    source: Table,
    place: str,
    columns: Collection[str] | None = None,
    *,
    head: Collection[str] | None = None,
) -> Frame:
    """Return a table as a narwhals frame.

    Parameters
    ----------
    source : data frame, path, bytes or open file
        What a file is, is found from what is in it. Of text and workbooks, every value is text, and
        an empty one is missing.
    place : str
        What errors call what has no name, as a file has.
    columns : collection of str, optional
        The columns that are read of a file, no more; by default all.
    head : collection of str, optional
        The columns by which the head of a file is found, if titles stand above it; by default
        `columns`.
    """
    if not is_file(source):
        with as_error(place):
            return opened(source)
    with as_error(name_of(source, place)):
        return opened(_read(source, place, columns, head or columns or ()))


def _read(source: Any, place: str, columns: Collection[str] | None, head: Collection[str]) -> Any:
    try:
        import pyarrow as pa  # noqa: PLC0415
        from pyarrow import parquet  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise MissingExtra("frames") from error
    if isinstance(source, str | PathLike):  # of which no more is read than is needed
        path = path_to_read(source, place)
        path.open("rb").close()  # says as Python does what cannot be read
        file = pa.OSFile(str(path))
    else:
        file = pa.BufferReader(content_of(source, place))
    form = form_of(file.read(2**10))
    file.seek(0)
    if form == "workbook":
        return _of_worksheet(file.read(), head)
    try:
        if form == "parquet":
            schema = parquet.read_schema(file)
            wanted = _wanted(names_once(schema.names), columns)
            text = [name for name in wanted if str(schema.field(name).type) in _TEXT]
            # ids and codes come back over and over: each is kept once, one column after the other
            held = parquet.ParquetFile(file, read_dictionary=text)
            table = {}
            for name in wanted:
                table[name] = _small(held.read([name]).column(name))
                pa.default_memory_pool().release_unused()
            return pa.table(table)
        if form != "gzip":
            return _of_text(file.read_buffer(), columns, head)
        with pa.CompressedInputStream(file, "gzip") as stream:
            return _of_text(pa.py_buffer(stream.read()), columns, head)
    except (pa.ArrowException, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # of the system
        raise Refused(f"is damaged ({error})") from error


def _small(column: Any) -> Any:
    """Return a column of categories with one byte for each row, or as few more as they need."""
    import pyarrow as pa  # noqa: PLC0415

    if not hasattr(column.type, "index_type"):
        return column
    column = column.unify_dictionaries()
    number = len(column.chunk(0).dictionary) if column.num_chunks else 0
    return column.cast(pa.dictionary(str(smallest(number)), column.type.value_type))


def _of_worksheet(data: bytes, head: Collection[str]) -> Any:
    """Return the first worksheet that is not empty, every value as text."""
    import pyarrow as pa  # noqa: PLC0415

    found = of_file(data, "", None, _LARGEST)
    place = delimited.head_in(found.rows, lambda cells: len(cells.intersection(head)))
    names = [None if cell is None else str(cell) for cell in found.rows[place]]
    kept = {name: at for at, name in enumerate(names) if name is not None}
    names_once([name for name in names if name is not None])
    rows = found.rows[place + 1 :]
    text = {
        name: pa.array([None if row[at] is None else str(row[at]) for row in rows], pa.string())
        for name, at in kept.items()
    }
    return pa.table(text)


def _of_text(data: Any, columns: Collection[str] | None, head: Collection[str]) -> Any:
    """Return text with a delimiter as a table, every value as text and an empty one as missing."""
    import pyarrow as pa  # noqa: PLC0415
    from pyarrow import csv  # noqa: PLC0415

    # 1. how it is written
    text, encoding = decoded_as_found(data.to_pybytes())
    if encoding != "utf-8":
        data = pa.py_buffer(text.encode())
    kind = delimited.kind_of(text, encoding)
    quotes = text.count('"')
    if quotes % 2:  # it may be the last row that has no end
        for _ in delimited.rows_of(text, kind):
            pass

    # 2. its head, which may not be the first row
    above = list(islice(delimited.rows_of(text, kind), delimited.ABOVE))
    rows = [row for _, row in above]
    place = delimited.head_in(rows, lambda cells: len(cells.intersection(head)))
    end, row = above[place] if above else (0, [])
    names = [cell.strip() for cell in row]
    if not any(names):
        raise Refused("there is nothing in it")
    wanted = _wanted(names_once([name for name in names if name]), columns)

    # 3. its rows
    strange: list[Any] = []

    def left_out(row: Any) -> str:
        strange.append(row)
        return "skip"

    try:
        table = csv.read_csv(
            pa.BufferReader(data),
            read_options=csv.ReadOptions(column_names=names, skip_rows=end),
            parse_options=csv.ParseOptions(
                delimiter=kind.delimiter,
                newlines_in_values=quotes > 0,
                invalid_row_handler=left_out,
            ),
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(wanted, pa.string()),
                include_columns=wanted,
                null_values=[""],
                strings_can_be_null=True,
            ),
        )
    except pa.ArrowInvalid as error:
        if "skip initial" in str(error) or "Empty CSV" in str(error):  # there is only a head
            return pa.table({name: pa.array([], pa.string()) for name in wanted})
        raise Refused(_STRAY if "straddl" in str(error) else str(error)) from error
    if strange:
        raise Refused(_ragged(strange, kind))
    return table


def _ragged(rows: Sequence[Any], kind: delimited.Kind) -> str:
    """Say which rows do not have as many cells as the head has."""
    told = f"{counted(len(rows), 'row')} without the {rows[0].expected_columns} cells of the head"
    listed = examples((f"{shown(row.text)} ({row.actual_columns})" for row in rows), 3)
    return " ".join([f"{told}: {listed}.", *kind.told]).removesuffix(".")


def _wanted(names: list[str], columns: Collection[str] | None) -> list[str]:
    """Return the columns that are read: all where one is lacking, so that the fault can hint."""
    if columns is None or not set(columns) <= set(names):
        return names
    return [name for name in names if name in columns]


def named_by(given: Any) -> Any:
    """Return columns as an argument names them, as text: one, an iterable of several, or None."""
    if given is None or isinstance(given, str):
        return given
    return [*map(column_name, given)] if isinstance(given, Iterable) else column_name(given)


def one_column(given: Mapping[str, Any], faults: Faults) -> dict[str, str]:
    """Return the column that each argument names; note it where one does not name one."""
    columns = {argument: named_by(column) for argument, column in given.items()}
    for argument, column in columns.items():
        if not isinstance(column, str):
            faults.note(argument, f"must be the name of a column, not {shown(given[argument])}")
    return columns


def lacking(
    frame: Frame, columns: Iterable[tuple[str, str]], source: Table | None = None
) -> Iterable[Fault]:
    """Yield a fault for each (argument, column) that is not there; `source` made the frame."""
    names = [str(name) for name in frame.collect_schema().names()]
    where = f" in {name}" if is_file(source) and (name := name_of(source)) else ""
    for argument, column in columns:
        if column in names:
            continue
        hint = close_match(column, names) if isinstance(column, str) else ""
        if not where and column in index_names(source):
            hint = "; it is in the index, and reset_index() makes it a column"
        yield Fault(argument, f"there is no column {column!r}{where}{hint}")


def is_blank(value: object) -> bool:
    """Tell whether a value says nothing: no value, NaN, or text without a letter."""
    missing = value is None or value != value  # noqa: PLR0124 - NaN, which pandas has for nothing
    return missing or (isinstance(value, str) and not value.strip())


def check_kind(kind: Any, library: str) -> None:
    """Refuse a column of lists, and one of which its library knows nothing."""
    if kind.is_nested() or (kind == nw.Object and library == "polars"):
        raise Refused(f"must hold text or numbers, not {kind}")


def told(*columns: "nw.Series[Any]") -> Column:
    """Return the different values of a column, and of each row the place of its value in them.

    The values are in an order that does not depend on that of the rows. Rows that say nothing
    have -1. Several columns are one, the first on top, in whatever way each is kept. Lists, and
    what its library knows nothing about, are refused.
    """
    for column in columns:
        check_kind(column.dtype, column.implementation.value)
    return joined([*map(told_apart, columns)])


def joined(parts: Sequence[Part]) -> Column:
    """Return parts of a column as one, the first on top.

    What stands for nothing is below 0; values that no row has are left out.
    """
    # 1. the values that there are
    found: set[Any] = set()
    for values, pieces in parts:
        used = np.zeros(len(values) + 1, np.bool_)
        for places in pieces:
            used[places] = True
        found.update(values[at] for at in np.flatnonzero(used[:-1]).tolist())
    order = in_order(value for value in found if not is_blank(value))

    # 2. their places
    place = {value: at for at, value in enumerate(order)}
    kind = smallest(len(order))
    tables = [
        np.array([*(place.get(value, -1) for value in values), -1], kind) for values, _ in parts
    ]
    joint = [
        looked_up(table, places)
        for table, (_, pieces) in zip(tables, parts, strict=True)
        for places in pieces
    ]
    return order, np.concatenate(joint) if joint else np.empty(0, kind)


def in_order(values: Iterable[Any]) -> list[Any]:
    """Return values in an order that does not depend on that of the rows."""
    return sorted(values, key=lambda value: (type(value).__name__, str(value)))


def looked_up(table: Places, places: Places) -> Places:
    """Return what a table has at many places: some at a time, as each takes numpy eight bytes."""
    found = np.empty(len(places), table.dtype)
    for start in range(0, len(places), AT_A_TIME):
        some = slice(start, start + AT_A_TIME)
        found[some] = table[places[some]]
    return found


def told_apart(column: "nw.Series[Any]") -> Part:
    """Return the values of a column and the places in them, as its library has them."""
    try:
        return _apart(column)
    except TypeError as error:  # of lists that pandas keeps as objects
        raise Refused("must hold text or numbers, not lists") from error


def _apart(column: "nw.Series[Any]") -> Part:
    native, library = column.to_native(), column.implementation
    text = column.dtype in {nw.String, nw.Categorical, nw.Enum}
    if library.is_pyarrow():
        return encoded(native)
    if library.is_polars() and text:
        kept = (column if column.dtype == nw.Enum else column.cast(nw.Categorical)).to_native()
        few = kept.drop_nulls().unique()
        held = dict(zip(few.to_physical().to_list(), few.to_list(), strict=True))
        values = [held.get(place) for place in range(max(held, default=-1) + 1)]
        return values, [kept.to_physical().cast(int).fill_null(-1).to_numpy()]
    if library.is_pandas():
        kept_by = getattr(native.dtype, "storage", None)
        if (categories := getattr(native.dtype, "categories", None)) is not None:
            return categories.to_list(), [native.cat.codes.to_numpy()]
        if text and (kept_by == "pyarrow" or hasattr(native.dtype, "pyarrow_dtype")):
            return encoded(native.array.__arrow_array__())
        pandas: Any = library.to_native_namespace()
        codes, values = pandas.factorize(native)
        return pandas.Series(values, dtype=native.dtype).to_list(), [codes]
    values = column.drop_nulls().unique().to_list()
    places = list(range(len(values)))
    found = column.replace_strict(values, places, default=-1, return_dtype=nw.Int32)
    return values, [found.to_numpy()]


def encoded(column: Any) -> Part:
    """Return the values of a chunked array of pyarrow, and the places in them."""
    if not hasattr(column.type, "index_type"):
        # nothing but nulls has no dictionary that pyarrow could join
        column = (column.cast("string") if column.type == "null" else column).dictionary_encode()
    try:
        chunks = column.unify_dictionaries().chunks
    except ValueError:  # the places in all of them do not fit where those in each do
        import pyarrow as pa  # noqa: PLC0415

        wide = column.cast(pa.dictionary(pa.int32(), column.type.value_type))
        chunks = wide.unify_dictionaries().chunks
    values = chunks[0].dictionary.to_pylist() if chunks else []
    return values, [_indices(chunk.indices) for chunk in chunks]


def _indices(held: Any) -> Places:
    """Return the places in a dictionary of pyarrow, -1 for nulls."""
    if held.null_count or "u" in str(held.type):
        held = held.cast("int64").fill_null(-1)
    places: Places = held.to_numpy()
    return places

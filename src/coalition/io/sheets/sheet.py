"""One table of any kind, opened: its rows as plain cells, and how it was read."""

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, TypeAlias

import attrs

from coalition.characters import nfc
from coalition.errors import InvalidCase
from coalition.faults import Refused, as_error
from coalition.io.sheets import delimited, frames
from coalition.io.sheets.forms import form_of
from coalition.io.sheets.workbook import worksheet
from coalition.io.text import is_file, taken
from coalition.sentences import listed

Cell: TypeAlias = str | int | float | bool | dt.date | None

_ENDS = "\u200b\u200e\u200f\u2060\ufeff \u00a0"  # what is not seen at the ends of cells
_WHOLE = 2**53  # floats below are exact whole numbers, if they are whole


@attrs.frozen(eq=False)
class Sheet:
    """A table as it was found.

    Parameters
    ----------
    name : str
        What errors call it: the name of the file, or ``table``.
    rows : list of list
        The rows that hold something, all of one width. In a file the head is one of them, and
        titles may stand above it.
    numbers : list of int
        The number of each row as people see it: in a file from 1, in a data frame from 0.
    told : tuple of str
        What was found out of how it is to be read, in sentences.
    head : tuple of str, optional
        The names of the columns of a data frame; None for a file.
    """

    name: str
    rows: list[list[Cell]]
    numbers: list[int]
    told: tuple[str, ...] = ()
    head: tuple[str, ...] | None = None


def sheet_of(
    source: frames.Table, function: str, *, sheet: str | None = None, max_bytes: int = 50_000_000
) -> Sheet:
    """Open a table: a file with delimiters, a workbook, or any data frame.

    Cells are plain values: text is trimmed and in NFC, whole numbers are int, a time is its day,
    and what is empty or missing is None.

    Parameters
    ----------
    source : data frame, path, bytes or open file
        What a file is, is found from what is in it, not from its name.
    function : str
        The function that it was given to.
    sheet : str, optional
        The worksheet of a workbook; by default the first visible one that is not empty.
    max_bytes : int
        The most bytes of a file that are read.

    Raises
    ------
    InvalidCase
        If the file is no table, damaged, protected or too large.
    InvalidValue
        If the source is no table.
    MissingExtra
        If what reads it is not installed.
    OSError
        If the file cannot be read.
    """
    if is_file(source):
        return sheet_in(*taken(source, function, "the table", max_bytes), sheet, max_bytes)
    with as_error("table"):
        return _of_frame(source)


def sheet_in(data: bytes, name: str, sheet: str | None, max_bytes: int) -> Sheet:
    """Open what is in a file."""
    with as_error(name, InvalidCase):
        return of_file(data, name, sheet, max_bytes)


def of_file(data: bytes, name: str, sheet: str | None, max_bytes: int) -> Sheet:
    """Open a file by what it is, or refuse it."""
    form = form_of(data)
    if form == "gzip":
        raise Refused("this is packed with gzip; unpack it first")
    if form == "parquet":
        raise Refused("this is a Parquet file; read it with pandas or Polars, and give the frame")
    if form == "text" and sheet is not None:
        raise Refused("this is no workbook and has no worksheets; leave out sheet=")
    rows: Iterable[Sequence[Any]]
    is_text = form == "text"
    rows, told = delimited.parsed(data) if is_text else worksheet(data, sheet, max_bytes)
    return _of_rows(name, (list(map(plain, row)) for row in rows), told)


def _of_frame(source: Any) -> Sheet:
    frame = frames.collected(frames.opened(source))
    rows = [list(map(plain, row)) for row in frames.rows_of(frame)]
    held = [number for number, row in enumerate(rows) if any(cell is not None for cell in row)]
    left = listed(map(repr, frames.index_names(source)))
    told = (f"The index ({left}) is not read; frame.reset_index() makes it a column.",)
    head = tuple(frame.columns)
    return Sheet("table", [rows[number] for number in held], held, told if left else (), head)


def _of_rows(name: str, rows: Iterable[Sequence[Cell]], told: tuple[str, ...]) -> Sheet:
    """Return the rows that hold something, and the columns up to the last one that does."""
    kept, numbers, width = [], [], 0
    for number, row in enumerate(rows, 1):
        if end := max((at for at, cell in enumerate(row, 1) if cell is not None), default=0):
            kept.append(row)
            numbers.append(number)
            width = max(width, end)
    if not kept:
        raise Refused("there is nothing in it")
    padded = [[*row[:width], *[None] * (width - len(row))] for row in kept]
    return Sheet(name, padded, numbers, told)


def plain(value: Any) -> Cell:
    """Return a cell of any library as a plain value: what is missing is None, a time its day."""
    if isinstance(value, str):
        return (value if value.isascii() else nfc(value).strip(_ENDS)).strip() or None
    if value is None or isinstance(value, bool | int):
        return value
    if getattr(value, "ndim", None) == 0:  # of numpy
        value = value.item()
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, float | Decimal):
        number: Any = value
        if number != number:  # noqa: PLR0124 - NaN
            return None
        return int(number) if abs(number) < _WHOLE and int(number) == number else float(number)
    return value if isinstance(value, bool | int | dt.date) else plain(str(value))

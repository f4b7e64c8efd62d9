"""One table of any kind, opened: its rows as plain cells, and how it was read."""

import datetime as dt
import os
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeAlias

import attrs

from coalition.characters import nfc
from coalition.errors import InvalidCase
from coalition.faults import Refused, as_error
from coalition.io.sheets import delimited, frames
from coalition.io.text import taken

Cell: TypeAlias = str | int | float | bool | dt.date | None

_WHOLE = 2**53  # floats below are exact whole numbers, if they are whole


@attrs.frozen(eq=False)
class Sheet:
    """A table as it was found.

    Parameters
    ----------
    name : str
        What errors call it: the name of the file.
    rows : list of list
        The rows that hold something, all of one width. In a file, the head is one of them.
    numbers : list of int
        The number of each row as people see it: in a file from 1, in a data frame from 0.
    told : tuple of str
        What was found out of how it is to be read, in sentences.
    head : tuple of str, optional
        The names of the columns of a data frame; those of a file are among the rows.
    """

    name: str
    rows: list[list[Cell]]
    numbers: list[int]
    told: tuple[str, ...] = ()
    head: tuple[str, ...] | None = None


def sheet_of(
    source: frames.Table, *, sheet: str | None = None, max_bytes: int = 50_000_000
) -> Sheet:
    """Open a table: a file with delimiters, a workbook, a Parquet file or any data frame.

    Parameters
    ----------
    source : data frame, str or path
        What a file is, is found from what is in it, not from its name.
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
    """
    if not isinstance(source, str | os.PathLike):
        with as_error("table"):
            return _of_frame(frames.collected(frames.opened(source)))
    path = Path(source)
    with as_error(path.name, InvalidCase):
        rows, told = delimited.parsed(taken(path, max_bytes))
        return _of_file(path.name, rows, told)
    raise AssertionError


def _of_frame(frame: Any, name: str = "table") -> Sheet:
    rows = [list(map(plain, row)) for row in frames.rows_of(frame)]
    held = [number for number, row in enumerate(rows) if any(cell is not None for cell in row)]
    return Sheet(name, [rows[number] for number in held], held, head=tuple(frame.columns))


def _of_file(name: str, rows: Iterable[Iterable[Any]], told: tuple[str, ...]) -> Sheet:
    """Return the rows that hold something, and of these what is not beyond the last filled cell."""
    kept: list[list[Cell]] = []
    numbers = []
    for number, row in enumerate(rows, 1):
        cells = list(map(plain, row))
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            kept.append(cells)
            numbers.append(number)
    if not kept:
        raise Refused("there is nothing in it")
    width = max(map(len, kept))
    padded = [cells + [None] * (width - len(cells)) for cells in kept]
    return Sheet(name, padded, numbers, told)


def plain(value: Any) -> Cell:
    """Return a cell of any library as a plain value: what is missing is None, a time its day."""
    if isinstance(value, str):
        return (value if value.isascii() else nfc(value)).strip() or None
    if value is None or isinstance(value, bool | int):
        return value
    if hasattr(value, "item"):  # of numpy
        value = value.item()
    if isinstance(value, dt.datetime):
        value = value.date()
    if isinstance(value, float | Decimal):
        if value != value:  # noqa: PLR0124 - NaN
            return None
        return int(value) if abs(value) < _WHOLE and int(value) == value else float(value)
    return value if isinstance(value, bool | int | dt.date) else plain(str(value))

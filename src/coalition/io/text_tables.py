"""Tables as CSV (RFC 4180) that is safe to open in a spreadsheet and is read back equal.

A spreadsheet takes text that begins with ``=``, ``+``, ``-`` or ``@`` for a formula, and would
calculate what a stranger wrote. Such text gets an apostrophe in front, which reading takes off.
"""

import io
import json
import re
from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any, TypeAlias

from coalition.errors import Fault
from coalition.faults import Refused
from coalition.io.own_csv import csv
from coalition.io.text import decoded
from coalition.sentences import counted, examples
from coalition.tables import Row

Read: TypeAlias = tuple[list[str], list[list[Any]], list[int]]

_ROWS = 1_000_000  # of a table that is read
_COLUMNS = 100
_EXACT = 2**53  # whole numbers below are written as such
_FORMULA = re.compile(r"'*[\s\u200b-\u200f\ufeff]*?[\t\r\n=+\-@＝＋－＠]")  # noqa: RUF001


def written(kinds: Mapping[str, Any], rows: Iterable[Row]) -> bytes:
    """Return rows as a CSV file in UTF-8: what is not known is empty, a list is in JSON."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(kinds)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode()


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and abs(value) < _EXACT and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False) if value else None
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def read(
    data: str | bytes,
    names: tuple[str, ...] | None = None,
    comment: str | None = None,
    **options: Any,
) -> Read:
    """Return the header, the rows as they are written, and the lines that it and they begin on.

    Parameters
    ----------
    data : str or bytes
        A CSV file, with or without a byte order mark; bytes are in UTF-8.
    names : tuple of str or None
        The names of the columns, where the first row has none.
    comment : str or None
        How lines begin that are no rows.
    **options
        Those of Python's reader.

    Raises
    ------
    Refused
        If it is no such file, has too many rows or columns, or rows of different lengths.
    """
    rows, lines = _parsed(decoded(data), comment, options)
    if names is not None or not rows:
        rows, lines = [[*(names or ())], *rows], [1, *lines]
    header, *rows = rows
    if len(header) > _COLUMNS:
        raise Refused(Fault("", f"more than {_COLUMNS} columns", lines[0]))
    ragged = [line for row, line in zip(rows, lines[1:], strict=True) if len(row) != len(header)]
    if ragged:
        where = f"{counted(len(ragged), 'row')} that do not have {len(header)} cells"
        message = f"{where}, as the header has: line {examples(ragged, 5)}"
        raise Refused(Fault("", message, ragged[0]))
    return [name.strip() for name in header], rows, lines


def _parsed(
    text: str, comment: str | None, options: Mapping[str, Any]
) -> tuple[list[list[Any]], list[int]]:
    """Return all rows, and the lines that they begin on."""
    lines = enumerate(io.StringIO(text, newline=""), 1)
    rows: list[list[Any]] = []
    begun: list[int] = []
    for number, line in lines:
        if comment and line.startswith(comment):
            continue
        try:  # a reader of its own for each row, which takes the lines that its quotes go over
            rest = (more for _, more in lines)
            rows.append(next(csv.reader(chain([line], rest), strict=True, **options)))
        except csv.Error as error:
            raise Refused(Fault("", f"not CSV: {error}", number)) from None
        begun.append(number)
        if len(rows) > _ROWS:
            raise Refused(f"more than {_ROWS:,} rows")
    return rows, begun


def bare(cell: str) -> str | None:
    """Return the text of a cell without the apostrophe of one that is safe; None for nothing."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell or None

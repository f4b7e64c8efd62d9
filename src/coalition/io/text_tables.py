"""Tables as CSV (RFC 4180) that is safe to open in a spreadsheet and is read back equal.

A spreadsheet takes text that begins with ``=``, ``+``, ``-`` or ``@`` for a formula, and would
calculate what a stranger wrote. Such text gets an apostrophe in front, which reading takes off.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from coalition.errors import Fault
from coalition.faults import Refused
from coalition.io.text import decoded
from coalition.sentences import counted, examples
from coalition.tables import Row

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


def read(data: bytes) -> tuple[list[str], list[list[str | None]], list[int]]:
    """Return the header, the rows and the line that each row begins on.

    Parameters
    ----------
    data : bytes
        A CSV file in UTF-8, with or without a byte order mark.

    Raises
    ------
    Refused
        If it is no such file, has too many rows or columns, or rows of different lengths.
    """
    text = decoded(data)
    limit = csv.field_size_limit(max(len(text), 1))  # a text may be longer than csv thinks fit
    try:
        header, rows, lines = _parsed(csv.reader(io.StringIO(text, newline=""), strict=True))
    finally:
        csv.field_size_limit(limit)
    ragged = [line for row, line in zip(rows, lines, strict=True) if len(row) != len(header)]
    if ragged:
        where = f"{counted(len(ragged), 'row')} that do not have {len(header)} cells"
        message = f"{where}, as the header has: line {examples(ragged, 5)}"
        raise Refused(Fault("", message, ragged[0]))
    return header, [[_bare(cell) for cell in row] for row in rows], lines


def _parsed(reader: Any) -> tuple[list[str], list[list[str]], list[int]]:
    """Return the header, the rows, and the lines that they begin on."""
    rows: list[list[str]] = []
    lines: list[int] = []
    try:
        header: list[str] = next(reader, [])
        if len(header) > _COLUMNS:
            raise Refused(Fault("", f"more than {_COLUMNS} columns", 1))
        before = reader.line_num
        for row in reader:
            rows.append(row)
            lines.append(before + 1)
            before = reader.line_num
            if len(rows) > _ROWS:
                raise Refused(f"more than {_ROWS:,} rows")
    except csv.Error as error:
        raise Refused(Fault("", f"not CSV: {error}", max(reader.line_num, 1))) from None
    return [cell.strip() for cell in header], rows, lines


def _bare(cell: str) -> str | None:
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell or None

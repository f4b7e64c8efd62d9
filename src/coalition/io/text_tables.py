"""Tables as CSV (RFC 4180) that is safe to open in a spreadsheet and is read back equal.

A spreadsheet takes text that begins with ``=``, ``+``, ``-`` or ``@`` for a formula, and would
calculate what a stranger wrote. Such text gets an apostrophe in front, which reading takes off.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

import attrs

from coalition.errors import Fault
from coalition.faults import Refused
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


@attrs.frozen
class Form:
    """How a CSV file is written; as `written` does, unless said otherwise.

    `csv` are options of Python's reader, and `names` those of the columns where no row has them.
    Rows before `first` do not count, nor do those `left_out` or that begin with `comment`.
    """

    csv: Mapping[str, Any] = {}
    names: tuple[str, ...] | None = None
    first: int = 1
    left_out: frozenset[int] = frozenset()
    comment: str | None = None


def read(data: str | bytes, form: Form = Form()) -> Read:
    """Return the header, the rows as they are written, and the lines that it and they begin on.

    Parameters
    ----------
    data : str or bytes
        A CSV file, with or without a byte order mark; bytes are in UTF-8.
    form : Form
        How it is written.

    Raises
    ------
    Refused
        If it is no such file, has too many rows or columns, or rows of different lengths.
    """
    text = decoded(data)
    limit = csv.field_size_limit(max(len(text), 1))  # a text may be longer than csv thinks fit
    try:
        header, rows, lines = _parsed(text, form)
    finally:
        csv.field_size_limit(limit)
    ragged = [line for row, line in zip(rows, lines[1:], strict=True) if len(row) != len(header)]
    if ragged:
        where = f"{counted(len(ragged), 'row')} that do not have {len(header)} cells"
        message = f"{where}, as the header has: line {examples(ragged, 5)}"
        raise Refused(Fault("", message, ragged[0]))
    return header, rows, lines


def _parsed(text: str, form: Form) -> Read:
    """Return the header, the rows, and the lines that all of them begin on."""
    left_out = set(form.left_out)
    number = 1
    begins = True  # whether the next line begins a row: in quotes, none is a comment

    def fed() -> Iterator[str]:
        nonlocal begins
        for line in io.StringIO(text, newline=""):
            out = begins and form.comment and line.startswith(form.comment)
            if out:
                left_out.add(number)
            begins = False
            yield "\n" if out else line

    reader = csv.reader(fed(), strict=True, **form.csv)
    header = None if form.names is None else list(form.names)
    rows: list[list[Any]] = []
    lines = [] if header is None else [1]
    before = 0
    try:
        for row in reader:
            if number < form.first or number in left_out:
                pass
            else:
                lines.append(before + 1)
                if header is not None:
                    rows.append(row)
                elif len(header := row) > _COLUMNS:
                    raise Refused(Fault("", f"more than {_COLUMNS} columns", before + 1))
                if len(rows) > _ROWS:
                    raise Refused(f"more than {_ROWS:,} rows")
            before, begins, number = reader.line_num, True, number + 1
    except csv.Error as error:
        raise Refused(Fault("", f"not CSV: {error}", max(reader.line_num, 1))) from None
    return [cell.strip() for cell in header or []], rows, lines or [1]


def bare(cell: str) -> str | None:
    """Return the text of a cell without the apostrophe of one that is safe; None for nothing."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell or None

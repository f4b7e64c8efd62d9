"""The tagged lines of the program decide, and what is wrong with them.

A line has a tag, and then what the tag says, parted by tabs: ``#A`` is an actor, ``#P`` an issue,
``#M`` a place on its scale, ``#D`` where an actor stands; ``#O`` and ``#/`` are remarks. Text may
stand in single quotes.
"""

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from typing import Any, TypeAlias

import attrs

from coalition.characters import folded
from coalition.errors import Fault, InvalidCase, close_match
from coalition.faults import Faults, Refused, as_error, number, shown
from coalition.io.own_csv import csv
from coalition.io.sheets.numbers_as_written import number_of
from coalition.io.text import decoded
from coalition.model.checks import ident, text
from coalition.numbers import plain
from coalition.sentences import short

_COLUMNS = {  # after the tag, and how many of them must be there
    "#A": (("id", "name", "note"), 1),
    "#P": (("id", "title", "note"), 1),
    "#M": (("issue", "position", "meaning"), 2),
    "#D": (("actor", "issue", "position", "salience", "power", "note"), 5),
}
_ONCE = {"#A": ("id",), "#P": ("id",), "#D": ("actor", "issue")}
_REMARKS = ("#O", "#/")
_USUAL = Fraction(0), Fraction(100)
_HINTS = 100  # faults after which no close match is looked for any more


def _number(cell: str, *, most: int | None = None) -> Fraction:
    return number(number_of(cell), least=most and 0, most=most)


_CHECKS: dict[str, Callable[[str], Any]] = {
    **dict.fromkeys(("id", "actor", "issue"), ident),
    **dict.fromkeys(("salience", "power"), partial(_number, most=1)),
    "position": _number,
}


@attrs.frozen
class Row:
    """A line: its number, the names of its columns, and what is right in them."""

    line: int
    columns: tuple[str, ...]
    held: dict[str, Any]

    def fault(self, column: str, message: str) -> Fault:
        """Return a fault in a column."""
        return Fault(f"column {self.columns.index(column) + 2} ({column})", message, self.line)


_Rows: TypeAlias = Mapping[str, list[Row]]
_Ends: TypeAlias = Mapping[str, tuple[Fraction, Fraction]]


def rows_in(data: bytes, name: str) -> tuple[_Rows, _Ends]:
    """Return the rows of a file by tag, and the ends of the scale of each issue.

    Raises InvalidCase with every fault, in order of line.
    """
    with as_error(name, InvalidCase):
        written = decoded(data)
    faults = Faults()
    rows: dict[str, list[Row]] = {tag: [] for tag in _COLUMNS}
    for at, line in enumerate(written.replace("\r", "\n").split("\n"), 1):
        if line.strip() and not line.strip(" '").startswith(_REMARKS):
            try:
                tag, cells = _cells(line)
                rows[tag].append(_row(at, tag, cells, faults))
            except Refused as refusal:
                faults.append(Fault("", str(refusal), at))
    ends = _ends(rows, faults)
    _check(rows, ends, faults)
    if not rows["#D"]:
        faults.note("", "no #D line says where an actor stands")
    faults.sort(key=lambda fault: fault.line or 0)
    faults.raise_if_any(name, InvalidCase)
    return rows, ends


def decimal(number: Fraction) -> str:
    """Return a number of a file as people write it."""
    return short(plain(number))


def _cells(line: str) -> tuple[str, list[str]]:
    """Return the tag of a line, and its other columns without the empty ones at the end."""
    try:
        cells = next(csv.reader([line], delimiter="\t", quotechar="'", strict=True))
    except csv.Error as error:
        raise Refused(f"cannot be parted into columns: {error}") from None
    while cells and not cells[-1].strip():
        cells.pop()
    tag, *rest = [cell.strip() for cell in cells] or [""]
    if tag not in _COLUMNS:
        hint = "; tabs part the columns" if tag.startswith(tuple(_COLUMNS)) else ""
        tags = ", ".join((*_COLUMNS, *_REMARKS))
        raise Refused(f"must begin with one of {tags}, not {shown(tag)}{hint}")
    names, least = _COLUMNS[tag]
    if not least <= len(rest) <= len(names):
        wanted = f"{least} to {len(names)} columns ({', '.join(names)})"
        raise Refused(f"{tag} needs {wanted} after it, not {len(rest)}")
    return tag, rest


def _row(line: int, tag: str, cells: list[str], faults: Faults) -> Row:
    """Return a line with what is right in it."""
    row = Row(line, _COLUMNS[tag][0], {})
    for name, cell in zip(row.columns, cells, strict=False):
        try:
            if cell or name in _CHECKS:
                row.held[name] = _CHECKS.get(name, text)(cell)
        except Refused as refusal:
            faults.append(row.fault(name, str(refusal)))
    return row


def _ends(rows: _Rows, faults: Faults) -> _Ends:
    """Return the ends of the scale of each issue, the usual ones where the file has none."""
    marks: dict[str | None, set[Fraction | None]] = {}
    for row in rows["#M"]:
        marks.setdefault(row.held.get("issue"), set()).add(row.held.get("position"))
    ends: dict[str, tuple[Fraction, Fraction]] = {}
    for row in rows["#P"]:
        places = marks.get(issue := row.held.get("id"), set())
        known = [place for place in places if place is not None]
        if issue is not None:
            ends[issue] = (min(known), max(known)) if len(known) > 1 else _USUAL
            if len(places) <= 1 and len(known) == len(places):
                lines = "one place in its #M lines" if places else "no #M lines"
                wanted = "two are needed, for the ends of its scale, such as 0 and 100"
                faults.append(row.fault("id", f"{shown(issue)} has {lines}; {wanted}"))
    return ends


def _check(rows: _Rows, ends: _Ends, faults: Faults) -> None:
    """Note what is said twice, names that no line introduces, and positions beyond the ends."""
    actors = {row.held["id"]: row for row in rows["#A"] if "id" in row.held}
    known: dict[str, Mapping[str, object]] = {"actor": actors, "issue": ends}
    for tag, columns in _ONCE.items():
        first: dict[tuple[str, ...], Row] = {}
        for row in rows[tag]:
            names = [row.held[column] for column in columns if column in row.held]
            twin = first.setdefault(tuple(map(folded, names)), row)
            if twin is not row and len(names) == len(columns):
                other = twin.held[columns[0]]
                alike = f", as {shown(other)}" * (other != names[0])
                again = f"{' on '.join(map(shown, names))} is in line {twin.line} already{alike}"
                faults.append(row.fault(columns[0], again))
    for row in (*rows["#M"], *rows["#D"]):
        for kind, named in known.items():
            if (name := row.held.get(kind)) is not None and name not in named:
                hint = close_match(name, [*named]) if len(faults) < _HINTS else ""
                faults.append(row.fault(kind, f"there is no {kind} {shown(name)}{hint}"))
    for row in rows["#D"]:
        low, high = ends.get(row.held.get("issue", ""), (None, None))
        place = row.held.get("position")
        if low is not None and high is not None and place is not None and not low <= place <= high:
            beyond = f"must lie between {decimal(low)} and {decimal(high)}, not {decimal(place)}"
            faults.append(row.fault("position", beyond))

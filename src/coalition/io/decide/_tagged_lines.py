"""The tagged lines of the program decide, and what is wrong with them.

A line has a tag, and then what the tag says, parted by tabs: ``#A`` is an actor, ``#P`` an issue,
``#M`` a place on its scale, ``#D`` where an actor stands; ``#O`` and ``#/`` are remarks. Text may
stand in single quotes.
"""

import csv
import re
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import TypeAlias

import attrs

from coalition.characters import folded
from coalition.errors import Fault, InvalidCase, close_match
from coalition.faults import Faults, Refused, as_error, shown
from coalition.io.text import decoded, taken
from coalition.model.checks import ident, text

NUMBERS = ("position", "salience", "power")

_COLUMNS = {  # after the tag, and how many of them must be there
    "#A": (("id", "name", "note"), 1),
    "#P": (("id", "title", "note"), 1),
    "#M": (("issue", "position", "meaning"), 2),
    "#D": (("actor", "issue", "position", "salience", "power", "note"), 5),
}
_REMARKS = ("#O", "#/")
_NUMBER = re.compile(r"[+-]?(\d{1,15}(\.\d{0,15})?|\.\d{1,15})([eE][+-]?\d{1,2})?", re.ASCII)
_USUAL = Fraction(0), Fraction(100)
_HINTS = 100  # faults after which no close match is looked for any more


@attrs.frozen
class Row:
    """A line: its number, the names of its columns, and the words and numbers that are right."""

    line: int
    columns: tuple[str, ...]
    words: dict[str, str]
    numbers: dict[str, Fraction]

    def place(self, column: str) -> str:
        """Return how faults name a column of the line."""
        return f"column {self.columns.index(column) + 2} ({column})"

    def fault(self, column: str, message: str) -> Fault:
        """Return a fault in a column."""
        return Fault(self.place(column), message, self.line)


_Rows: TypeAlias = Mapping[str, list[Row]]
_Ends: TypeAlias = Mapping[str, tuple[Fraction, Fraction]]


def content_of(file: Path, max_bytes: int) -> tuple[_Rows, _Ends]:
    """Return the rows of a file by tag, and the ends of the scale of each issue.

    Raises InvalidCase with every fault, in order of line, and OSError where the file cannot be
    read.
    """
    with as_error(file.name, InvalidCase):
        written = decoded(taken(file, max_bytes))
    faults = Faults()
    rows: dict[str, list[Row]] = {tag: [] for tag in _COLUMNS}
    for number, line in enumerate(written.replace("\r", "\n").split("\n"), 1):
        if line.strip() and not line.strip(" '").startswith(_REMARKS):
            within = Faults()
            with within.at(""):
                tag, cells = _cells(line)
                rows[tag].append(_row(number, tag, cells, within))
            faults += [attrs.evolve(fault, line=number) for fault in within]
    known = {"actor": _distinct(rows["#A"], faults), "issue": _distinct(rows["#P"], faults)}
    for tag in ("#M", "#D"):
        _refer(rows[tag], known, faults)
    ends = _ends(rows, faults)
    _place(rows["#D"], ends, faults)
    if not rows["#D"]:
        faults.note("", "no #D line says where an actor stands")
    faults.sort(key=lambda fault: fault.line or 0)
    faults.raise_if_any(file.name, InvalidCase)
    return rows, ends


def decimal(number: Fraction) -> str:
    """Return a number of a file as people write it."""
    return str(number) if number.denominator == 1 else repr(float(number))


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
    row = Row(line, _COLUMNS[tag][0], {}, {})
    for name, cell in zip(row.columns, cells, strict=False):
        with faults.at(row.place(name)):
            if name in NUMBERS:
                row.numbers[name] = _number(cell, name)
            elif name in {"id", "actor", "issue"}:
                row.words[name] = ident(cell)
            elif cell:
                row.words[name] = text(cell)
    return row


def _number(cell: str, name: str) -> Fraction:
    if not _NUMBER.fullmatch(cell):
        hint = "; a point, not a comma, is before decimals" if "," in cell else ""
        raise Refused(f"must be a number, not {shown(cell)}{hint}")
    number = Fraction(cell)
    if name != "position" and not 0 <= number <= 1:
        raise Refused(f"must lie between 0 and 1, not {cell}")
    return number


def _distinct(rows: list[Row], faults: Faults) -> set[str]:
    """Return the ids of actors or issues; note those that look the same to a reader."""
    first: dict[str, Row] = {}
    for row in rows:
        if (name := row.words.get("id")) is None:
            continue
        twin = first.setdefault(folded(name), row)
        if twin is not row:
            other = twin.words["id"]
            alike = "is" if other == name else f"differs only in case or form from {shown(other)},"
            faults.append(row.fault("id", f"{shown(name)} {alike} the id of line {twin.line}"))
    return {row.words["id"] for row in rows if "id" in row.words}


def _refer(rows: list[Row], known: Mapping[str, set[str]], faults: Faults) -> None:
    """Note names of actors and issues that no line introduces."""
    for row in rows:
        for kind, names in known.items():
            name = row.words.get(kind)
            if name is not None and name not in names:
                hint = close_match(name, names) if len(faults) < _HINTS else ""
                faults.append(row.fault(kind, f"there is no {kind} {shown(name)}{hint}"))


def _ends(rows: _Rows, faults: Faults) -> _Ends:
    """Return the ends of the scale of each issue, the usual ones where the file has none."""
    marks: dict[str | None, list[Fraction | None]] = {}
    for row in rows["#M"]:
        marks.setdefault(row.words.get("issue"), []).append(row.numbers.get("position"))
    ends: dict[str, tuple[Fraction, Fraction]] = {}
    for row in rows["#P"]:
        if (issue := row.words.get("id")) is None:
            continue
        places = marks.get(issue, [])
        known = [place for place in places if place is not None]
        ends[issue] = (min(known), max(known)) if len(set(known)) > 1 else _USUAL
        if ends[issue] is _USUAL and len(known) == len(places):
            lines = "no #M lines" if not places else "one place in its #M lines"
            message = f"has {lines}; two are needed, for the ends of its scale, such as 0 and 100"
            faults.append(row.fault("id", f"{shown(issue)} {message}"))
    return ends


def _place(rows: list[Row], ends: _Ends, faults: Faults) -> None:
    """Note positions beyond the ends of a scale, and second ones of an actor on an issue."""
    first: dict[tuple[str, str], Row] = {}
    for row in rows:
        if not {"actor", "issue"} <= row.words.keys():
            continue
        actor, issue = row.words["actor"], row.words["issue"]
        twin = first.setdefault((actor, issue), row)
        if twin is not row:
            again = f"{shown(actor)} has a position on {shown(issue)} already, in line {twin.line}"
            faults.append(row.fault("actor", again))
        if issue not in ends or "position" not in row.numbers:
            continue
        (low, high), place = ends[issue], row.numbers["position"]
        if not low <= place <= high:
            beyond = f"must lie between {decimal(low)} and {decimal(high)}, not {decimal(place)}"
            faults.append(row.fault("position", beyond))

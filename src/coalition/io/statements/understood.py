"""A sheet of statements as far as it is understood: the case, or what is to be asked first."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import attrs

from coalition.errors import Fault, InvalidCase
from coalition.faults import Faults, optional, shown
from coalition.io.any_frame import Table
from coalition.io.sheets.sheet import Cell, sheet_of
from coalition.io.statements.columns import as_text, columns_of
from coalition.io.statements.dates import DateReader, Unordered
from coalition.io.statements.names import actors_of, names_of, proposals_of, sources_of
from coalition.io.statements.question import Question, rows_named
from coalition.io.statements.usual_columns import NEEDED
from coalition.io.statements.words import (
    checked,
    read_all,
    reader_of,
    salience_reader,
)
from coalition.model import checks
from coalition.model.coalition import Coalition
from coalition.model.dates import PartialDate, read_date
from coalition.model.statements import Position
from coalition.sentences import counted

_BLANK = {  # what is made of an empty cell, where nobody says otherwise
    "stance": "no position is made of it",
    "attribution": "taken for 'reported'",
    "salience": "taken for 1",
}


@attrs.frozen
class Understood:
    """What a sheet says.

    Attributes
    ----------
    name : str
        The name of the file, or what else the sheet is called.
    case : Coalition or None
        What it says; None where something is to be asked first.
    questions : tuple of Question
        What is not clear, by column.
    told : tuple of str
        What was found out, taken for something or left out, in sentences.
    """

    name: str
    case: Coalition | None
    questions: tuple[Question, ...]
    told: tuple[str, ...]


@attrs.define
class _Rows:
    """The rows of a sheet, and what is found in them."""

    cells: Mapping[str, list[Cell]]
    numbers: Sequence[int]
    questions: list[Question]
    told: list[str]

    def read(self, role: str, reader: Callable[[Cell], Any]) -> list[Any]:
        """Return what the cells of a column mean; where there is none, they are all empty."""
        column = self.cells.get(role) or [None] * len(self.numbers)
        return read_all(role, column, self.numbers, reader, self.questions)

    def of(self, role: str, *cells: Cell) -> list[int]:
        """Return the numbers of the rows in which a column holds one of these."""
        pairs = zip(self.cells.get(role, ()), self.numbers, strict=False)
        return [number for cell, number in pairs if cell in cells]


def understood(
    table: Table,
    columns: Mapping[str, Any],
    *,
    stances: Mapping[Any, Any] | None = None,
    attributions: Mapping[Any, Any] | None = None,
    rename: Mapping[str, str] | None = None,
    seats: Mapping[str, int] | None = None,
    day_first: bool | None = None,
    undated: PartialDate | str | None = None,
    sheet: str | None = None,
    several: str = "refuse",
) -> Understood:
    """Return what a sheet says, or what is to be asked before; arguments as for `read_statements`.

    Raises
    ------
    InvalidValue
        If an argument makes no sense by itself.
    InvalidCase, MissingExtra, OSError
        As for `read_statements`, but not for what is asked.
    """
    # 1. what the arguments mean
    faults = Faults()
    for role, column in columns.items():
        if not isinstance(column, str | int | None):
            faults.note(role, f"must be the name of a column, not {shown(column)}")
    words = {
        "stance": checked("stances", stances, optional(checks.stance), faults),
        "attribution": checked("attributions", attributions, checks.attribution, faults),
    }
    homes = checked("rename", rename, checks.ident, faults).exact
    chairs = checked("seats", seats, checks.count, faults).exact
    if type(day_first) not in {bool, type(None)}:
        faults.note("day_first", f"must be True, False or None, not {shown(day_first)}")
    with faults.at("undated"):
        undated = None if undated is None else read_date(undated)
    with faults.at("several"):
        checks.several(several)
    faults.raise_if_any("read_statements")

    # 2. where the statements are
    opened = sheet_of(table, sheet=sheet)
    found = columns_of(
        opened, {role: str(name) for role, name in columns.items() if name is not None}
    )
    rows = _Rows(found.cells, found.numbers, list(found.questions), list(found.told))
    if any(role not in rows.cells for role in NEEDED):
        return Understood(opened.name, None, tuple(rows.questions), tuple(rows.told))

    # 3. what the cells mean
    names = names_of(rows.cells, rows.numbers, homes, rows.questions)
    for role in ("actor", "proposal"):
        if blank := rows.of(role, None):
            why = "fill it in; an empty cell is not read as the one above it"
            rows.questions.append(Question(role, why, rows=len(blank), first=blank[0]))
    for role, so in _BLANK.items():
        if (blank := rows.of(role, None)) and not (role in words and "" in words[role].exact):
            rows.told.append(f"No {role} in {rows_named(blank)}: {so}.")
    known = rows.read("attribution", reader_of("attribution", words["attribution"]))
    if known and "attribution" not in rows.cells:
        rows.told.append(f"No column says how things are known: all are taken for {known[0]!r}.")
    held = {
        "actor": names["actor"],
        "proposal": names["proposal"],
        "stance": rows.read("stance", reader_of("stance", words["stance"])),
        "date": _dates(rows, day_first, undated),
        "attribution": known,
        "source": names["source"],
        "locator": rows.read("locator", _text),
        "note": rows.read("note", _text),
        "salience": rows.read("salience", salience_reader(rows.cells.get("salience", ()))),
    }
    actors = actors_of(names, known, rows.numbers, chairs, rows.questions)
    rows.told += actors.told
    if rows.questions:
        return Understood(opened.name, None, tuple(rows.questions), tuple(rows.told))

    # 4. the case
    held["speaker"] = actors.speakers
    said = [dict(zip(held, row, strict=True)) for row in zip(*held.values(), strict=True)]
    try:
        case = Coalition(
            parties=actors.parties,
            politicians=actors.politicians,
            proposals=proposals_of(names),
            sources=sources_of(names),
            positions=[Position(**fields) for fields in said if fields["stance"] is not None],
            several=several,
        )
    except InvalidCase as error:
        pairs = zip(rows.numbers, held["stance"], strict=True)
        places = [number for number, stance in pairs if stance is not None]
        contradictions = tuple(_of_rows(fault, places) for fault in error.faults)
        return Understood(opened.name, None, contradictions, tuple(rows.told))
    return Understood(opened.name, case.with_reading(*rows.told), (), tuple(rows.told))


def _text(cell: Cell) -> str | None:
    """Return a note, or a place in a source."""
    return None if cell is None else checks.text(cell if isinstance(cell, str) else as_text(cell))


def _dates(
    rows: _Rows, day_first: bool | None, undated: PartialDate | None
) -> list[PartialDate | None]:
    """Return the date of each row; of those without one, by default, the latest or before it."""
    reader = DateReader(day_first)
    unordered: dict[Cell, Unordered] = {}

    def read(cell: Cell) -> PartialDate | None:
        try:
            return None if cell is None else reader.read(cell)
        except Unordered as both:
            unordered[cell] = both
            return None

    found = rows.read("date", read)
    if unordered:
        rows.questions.append(_order(unordered, rows.of("date", *unordered), reader.shown))
    if reader.short:
        count = counted(len(set(reader.short)), "date")
        rows.told.append(f"{count} with two digits of a year: 00 to 68 are of this century.")
    if not (dated := [date for date in found if date]) and undated is None:
        undated = read_date("../..")
    elif undated is None:
        latest = max(dated, key=lambda date: date.in_time).edtf.rpartition("/")[2]
        undated = read_date(f"../{latest or '..'}")
    blank = rows.of("date", None) if "date" in rows.cells else rows.numbers
    if blank:
        where = "anywhere" if len(blank) == len(rows.numbers) else f"in {rows_named(blank)}"
        rows.told.append(f"No date {where}: taken for {undated.worded.removeprefix('at ')}.")
    return [date or undated for date in found]


def _order(
    unordered: Mapping[Cell, Unordered], numbers: Sequence[int], proof: Mapping[bool, Cell]
) -> Question:
    """Return the question whether days come before months."""
    cell, both = next(iter(unordered.items()))
    why = [f"may be {' or '.join(map(str, both.readings))}"]
    if others := len(unordered) - 1:
        why.append(f"so may {counted(others, 'other value')}")
    why += [f"{shown(proof[day])} has the {'day' if day else 'month'} first" for day in proof]
    why.append("give day_first=True or False")
    usual = str(next(iter(proof))) if len(proof) == 1 else None
    return Question(
        *("date", "; ".join(why), "day_first", cell, len(numbers), numbers[0], usual),
        choices=("True", "False"),
    )


def _of_rows(fault: Fault, numbers: Sequence[int]) -> Question:
    """Return a fault between positions as one between the rows that they stand in."""

    def row(place: re.Match[str]) -> str:
        return f"row {numbers[int(place[1])]}"

    where, why = (re.sub(r"positions\[(\d+)\]", row, said) for said in (fault.place, fault.message))
    place, _, role = where.partition(".")
    why = why.replace("set `several`", "give several='latest'")
    return Question(role or "stance", f"{place}: {why}", "several")

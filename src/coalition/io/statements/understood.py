"""A sheet of statements as far as it is understood: the case, or what is to be asked first."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from coalition.errors import Fault, InvalidCase
from coalition.faults import Faults, Refused, optional, shown
from coalition.io.sheets.frames import Table
from coalition.io.sheets.sheet import Cell, sheet_of
from coalition.io.statements.columns import columns_of
from coalition.io.statements.dates import dates_of
from coalition.io.statements.names import actors_of, names_of, proposals_of, sources_of
from coalition.io.statements.question import Question, Understood, as_text, rows_named
from coalition.io.statements.usual_columns import NEEDED
from coalition.io.statements.words import checked, meanings_of, saliences_of
from coalition.model import checks
from coalition.model.actors import Party, Politician
from coalition.model.coalition import Coalition
from coalition.model.dates import Date, read_date
from coalition.model.statements import Position
from coalition.model.words import Several

_BLANK = {  # what is made of an empty cell, where nobody says otherwise
    "stance": "no position is made of it",
    "attribution": "taken for 'reported'",
    "salience": "taken for 1",
}


def understood(
    table: Table,
    *,
    stances: Mapping[Any, Any] | None = None,
    attributions: Mapping[Any, Any] | None = None,
    rename: Mapping[str, str] | None = None,
    seats: Mapping[str, int] | None = None,
    day_first: bool | None = None,
    undated: Date | None = None,
    sheet: str | None = None,
    several: Several = "refuse",
    **columns: Any,
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
    given: dict[str, str] = {}
    for role, name in columns.items():
        with faults.at(role):
            given |= _column(role, name)
    words = {
        "stance": checked("stances", stances, optional(checks.stance), faults),
        "attribution": checked("attributions", attributions, checks.attribution, faults),
    }
    homes = checked("rename", rename, checks.ident, faults)
    chairs = checked("seats", seats, checks.count, faults)
    if type(day_first) not in {bool, type(None)}:
        faults.note("day_first", f"must be True, False or None, not {shown(day_first)}")
    with faults.at("undated"):
        undated = None if undated is None else read_date(undated)
    with faults.at("several"):
        checks.several(several)
    faults.raise_if_any("read_statements")

    # 2. where the statements are
    rows = columns_of(sheet_of(table, "read_statements", sheet=sheet), given)
    if any(role not in rows.cells for role in NEEDED):
        return rows

    # 3. what the cells mean
    names = names_of(rows, homes)
    for role in ("actor", "proposal"):
        if blank := rows.blank(role):
            why = "fill it in; an empty cell is not read as the one above it"
            rows.questions.append(Question(role, why, rows=blank))
    for role, so in _BLANK.items():
        if (blank := rows.blank(role)) and "" not in words.get(role, {}):
            rows.told.append(f"No {role} in {rows_named(blank)}: {so}.")
    known = meanings_of(rows, "attribution", words["attribution"])
    if known and "attribution" not in rows.cells:
        rows.told.append(f"No column says how things are known: all are taken for {known[0]!r}.")
    held = {
        "stance": meanings_of(rows, "stance", words["stance"]),
        "actor": names["actor"],
        "proposal": names["proposal"],
        "date": dates_of(rows, day_first, undated),
        "attribution": known,
        "source": names["source"],
        "locator": rows.read("locator", _text),
        "note": rows.read("note", _text),
        "salience": saliences_of(rows),
        "coder": rows.read("coder", _name),
    }
    parties, people = actors_of(rows, names, known, chairs)
    if rows.questions:
        return rows

    # 4. the case
    pairs = zip(names["speaker"], names["actor"], strict=True)
    held["speaker"] = [None if speaker == actor else speaker for speaker, actor in pairs]
    said = (row for row in zip(*held.values(), strict=True) if row[0] is not None)
    try:
        case = Coalition(
            parties=[Party(name, seats=chairs.get(name)) for name in parties],
            politicians=[Politician(name, name, home) for name, home in people.items()],
            proposals=proposals_of(rows, names),
            sources=sources_of(names),
            positions=[Position(**dict(zip(held, row, strict=True))) for row in said],
            several=several,
        )
    except InvalidCase as error:
        stated = zip(rows.numbers, held["stance"], strict=True)
        numbers = [number for number, stance in stated if stance is not None]
        rows.questions += [_of_rows(fault, numbers) for fault in error.faults]
    else:
        rows.case = case.with_reading(*rows.told)
    return rows


def _column(role: str, name: Any) -> dict[str, str]:
    if not isinstance(name, str | int | None):
        raise Refused(f"must be the name of a column, not {shown(name)}")
    return {} if name is None else {role: as_text(name)}


def _text(cell: Cell) -> str | None:
    """Return a note, or a place in a source."""
    return None if cell is None else checks.text(cell if isinstance(cell, str) else as_text(cell))


def _name(cell: Cell) -> str | None:
    """Return the name of a coder."""
    return None if cell is None else checks.ident(as_text(cell))


def _of_rows(fault: Fault, numbers: Sequence[int]) -> Question:
    """Return a fault between positions as one between the rows that they stand in."""

    def row(place: re.Match[str]) -> str:
        return f"row {numbers[int(place[1])]}"

    where, why = (re.sub(r"positions\[(\d+)\]", row, said) for said in (fault.place, fault.message))
    place, _, role = where.partition(".")
    why = why.replace("set `several`", "give several='latest'")
    why = why.replace("give attribution='claimed'", "make the attribution 'claimed'")
    return Question(role or "stance", f"{place}: {why}", None if role else "several")

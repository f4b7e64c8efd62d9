"""Where in a sheet the statements are: its head, the column of each role, and the rows."""

from collections.abc import Mapping, Sequence

import attrs

from coalition.errors import close_match
from coalition.faults import named, shown
from coalition.io.sheets.sheet import Cell, Sheet
from coalition.io.statements.question import Question, rows_named
from coalition.io.statements.usual_columns import NEEDED, USUAL, is_total, role_of
from coalition.sentences import examples, listed

_DEEPEST = 50  # rows among which the head is
_LISTED = 8  # columns that a sentence names


@attrs.frozen
class Columns:
    """The cells of a sheet by role, in the rows that are statements.

    Attributes
    ----------
    cells : dict of str to list of cells
        Of each role that a column has, the cells.
    numbers : list of int
        The numbers of the rows.
    questions : tuple of Question
        Columns that are not found.
    told : tuple of str
        What was taken for what, and left out, in sentences.
    """

    cells: dict[str, list[Cell]]
    numbers: list[int]
    questions: tuple[Question, ...]
    told: tuple[str, ...]


def as_text(cell: Cell) -> str:
    """Return a cell as text on one line."""
    if isinstance(cell, str):
        return " ".join(cell.split())
    return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)


def columns_of(sheet: Sheet, given: Mapping[str, str]) -> Columns:
    """Find the head of a sheet, the column of each role, and the rows below it.

    Parameters
    ----------
    sheet : Sheet
        The sheet.
    given : dict of str to str
        The name of the column of a role, where somebody has said it.
    """
    head, start = sheet.head, 0
    told = list(sheet.told)
    if head is None:
        place = _head_of(sheet, given)
        head, start = tuple(map(as_text, sheet.rows[place])), place + 1
        if place:
            above = rows_named(sheet.numbers[:place])
            told.append(
                f"Row {sheet.numbers[place]} is the head of the table; {above} above it: left out."
            )
    names = [" ".join(str(name).split()) for name in head]
    places, questions = _places(names, given)
    usual = [role for role in USUAL if role in places and role not in given]
    taken = [
        f"{shown(names[places[role]])} {'' if number else 'is taken '}for {role}"
        for number, role in enumerate(usual)
    ]
    told += [f"{listed(taken)}."] * bool(taken)
    unread = [
        shown(name) for place, name in enumerate(names) if name and place not in places.values()
    ]
    told += [f"Columns that are not read: {examples(unread, _LISTED)}."] * bool(unread)

    left: dict[str, list[int]] = {}
    kept, held = [], []
    seen: set[tuple[Cell, ...]] = set()
    asks = [places[role] for role in ("proposal", "stance") if role in places]
    again: Sequence[Cell] = sheet.rows[start - 1] if sheet.head is None else list(sheet.head)
    for row, number in zip(sheet.rows[start:], sheet.numbers[start:], strict=True):
        if reason := _no_statement(row, asks, again):
            left.setdefault(reason, []).append(number)
        elif (key := tuple(row)) in seen:
            left.setdefault("saying the same as another in every column", []).append(number)
        else:
            seen.add(key)
            kept.append(row)
            held.append(number)
    told += [f"Left out as {reason}: {rows_named(rows)}." for reason, rows in left.items()]
    by_place = list(zip(*kept, strict=True)) or [()] * len(names)
    return Columns(
        {role: _plain(by_place[place]) for role, place in places.items()},
        held,
        tuple(questions),
        tuple(told),
    )


def _plain(cells: Sequence[Cell]) -> list[Cell]:
    """Return cells of which no two of different meaning are equal, as True and 1 are."""
    return [as_text(cell) if cell is True or cell is False else cell for cell in cells]


def _head_of(sheet: Sheet, given: Mapping[str, str]) -> int:
    """Return the place of the first row that names all columns needed; else of that with most."""
    wanted = {as_text(name) for name in given.values()}
    roles = [role for role in NEEDED if role not in given]

    def there(row: Sequence[Cell]) -> int:
        names = set(map(as_text, row))
        usual = {role_of(name) for name in names}
        return len(wanted & names) + sum(role in usual for role in roles)

    found = [there(row) for row in sheet.rows[:_DEEPEST]]
    return found.index(max(found))


def _places(
    names: Sequence[str], given: Mapping[str, str]
) -> tuple[dict[str, int], list[Question]]:
    """Return the place of the column of each role, and what is not clear."""
    places: dict[str, int] = {}
    questions = []
    for role, name in given.items():
        found = [place for place, one in enumerate(names) if one == as_text(name)]
        if len(found) == 1:
            places[role] = found[0]
        elif found:
            why = f"{len(found)} columns are called {shown(name)}; give each a name of its own"
            questions.append(Question(role, why))
        else:
            hint = close_match(named(name), [one for one in names if one])
            questions.append(Question(role, f"there is no column {shown(name)}{hint}", role))
    said = set(places.values())
    free = tuple(name for place, name in enumerate(names) if name and place not in said)
    for role in USUAL:
        if role in given:
            continue
        found = [p for p, name in enumerate(names) if p not in said and role_of(name) == role]
        if len(found) == 1:
            places[role] = found[0]
        elif found:
            several = tuple(names[place] for place in found)
            either = " or ".join(map(shown, several))
            why = f"may be {either}; say which in {role}="
            questions.append(Question(role, why, role, choices=several))
        elif role in NEEDED:
            there = f": {examples(map(shown, free), _LISTED)}" if free else ""
            why = f"no column has a usual name for it; say which it is in {role}={there}"
            questions.append(Question(role, why, role, choices=free))
    return places, questions


def _no_statement(row: list[Cell], asks: Sequence[int], head: Sequence[Cell]) -> str:
    """Say why a row is no statement; nothing where it is one."""
    if row == head:
        return "the head again"
    first = next((place for place, cell in enumerate(row) if cell is not None), len(row))
    if first == len(row):
        return "empty"
    if (
        isinstance(row[first], str)
        and is_total(str(row[first]))
        and not any(map(_is_word, row[first + 1 :]))
    ):
        return "a sum"
    if asks and all(row[place] is None for place in asks):
        return "naming neither proposal nor stance"
    return ""


def _is_word(cell: Cell) -> bool:
    return isinstance(cell, str) and any(c.isalpha() for c in cell)

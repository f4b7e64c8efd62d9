"""Where in a sheet the statements are: its head, the column of each role, and the rows."""

from collections.abc import Mapping, Sequence

from coalition.errors import close_match
from coalition.faults import named, shown
from coalition.io.sheets.delimited import head_in
from coalition.io.sheets.sheet import Cell, Sheet
from coalition.io.statements.question import Question, Understood, as_text, rows_named
from coalition.io.statements.usual_columns import NEEDED, USUAL, is_total, role_of
from coalition.sentences import examples, listed

_LISTED = 8  # columns that a sentence names
_DASHES = frozenset("-\N{EN DASH}\N{EM DASH}")  # for nothing, in any column but that of stances


def columns_of(sheet: Sheet, given: Mapping[str, str]) -> Understood:
    """Find the head of a sheet, the column of each role, and the rows below it.

    Parameters
    ----------
    sheet : Sheet
        The sheet.
    given : dict of str to str
        The name of the column of a role, where somebody has said it.
    """
    # 1. the columns
    rows, numbers, told = sheet.rows, sheet.numbers, list(sheet.told)
    head: Sequence[Cell] | None = sheet.head
    if head is None:
        place = _head_of(rows, given)
        if place:
            above = rows_named(numbers[:place])
            told.append(
                f"Row {numbers[place]} is the head of the table; {above} above it: left out."
            )
        head, rows, numbers = tuple(rows[place]), rows[place + 1 :], numbers[place + 1 :]
    names = list(map(as_text, head))
    questions: list[Question] = []
    places = _places(names, given, questions)
    taken = [
        f"{shown(names[place])} for {role}" for role, place in places.items() if role not in given
    ]
    if taken:
        told.append(f"{listed([taken[0].replace(' for ', ' is taken for '), *taken[1:]])}.")
    unread = [
        shown(name) if name else f"number {place + 1} (without a name)"
        for place, name in enumerate(names)
        if place not in places.values() and (name or any(row[place] is not None for row in rows))
    ]
    if unread:
        told.append(f"Columns that are not read: {examples(unread, _LISTED)}.")

    # 2. the rows
    left: dict[str, list[int]] = {}
    kept: dict[tuple[Cell, ...], int] = {}
    asks = [places[role] for role in ("proposal", "stance") if role in places]
    for row, number in zip(map(tuple, rows), numbers, strict=True):
        reason = "the head again" if row == head else _no_statement(row, asks)
        if row in kept:
            reason = "saying the same as another in every column"
        if reason:
            left.setdefault(reason, []).append(number)
        else:
            kept[row] = number
    if not kept:
        told.append("No row below the head is a statement.")
    told += [f"Left out as {reason}: {rows_named(found)}." for reason, found in left.items()]

    # 3. the cells
    columns = list(zip(*kept, strict=True)) or [()] * len(names)
    cells = {  # of which none of different meaning are equal, as True and 1 are
        role: [as_text(cell) if isinstance(cell, bool) else cell for cell in columns[place]]
        for role, place in places.items()
    }
    for role, column in cells.items():
        if role != "stance" and _DASHES.intersection(column):
            told.append(f"A dash for {role} is read as an empty cell.")
            column[:] = [None if cell in _DASHES else cell for cell in column]
    return Understood(sheet.name, cells, list(kept.values()), questions, told)


def _head_of(rows: Sequence[Sequence[Cell]], given: Mapping[str, str]) -> int:
    """Return the place of the first row that names most of the columns needed."""
    roles = [role for role in NEEDED if role not in given]

    def known(cells: set[str]) -> int:
        names = set(map(as_text, cells))
        return len(names.intersection(given.values())) + len({*map(role_of, names)} & {*roles})

    return head_in(rows, known)


def _places(
    names: Sequence[str], given: Mapping[str, str], questions: list[Question]
) -> dict[str, int]:
    """Return the place of the column of each role; ask what is not clear."""
    places: dict[str, int] = {}
    said = set(given.values())
    free = tuple(name for name in names if name and name not in said)
    for role in USUAL:
        name = given.get(role)
        found = [
            place
            for place, one in enumerate(names)
            if (one == name if role in given else one not in said and role_of(one) == role)
        ]
        several = tuple(names[place] for place in found)
        if len(found) == 1:
            places[role] = found[0]
        elif name is not None and found:
            why = f"{len(found)} columns are called {shown(name)}; give each a name of its own"
            questions.append(Question(role, why))
        elif name is not None:
            hint = close_match(named(name), [one for one in names if one])
            questions.append(Question(role, f"there is no column {shown(name)}{hint}", role))
        elif found:
            why = f"may be {' or '.join(map(shown, several))}; say which in {role}="
            questions.append(Question(role, why, role, choices=several))
        elif role in NEEDED:
            there = f": {examples(map(shown, free), _LISTED)}" if free else ""
            why = f"no column has a usual name for it; say which it is in {role}={there}"
            questions.append(Question(role, why, role, choices=free))
    return places


def _no_statement(row: Sequence[Cell], asks: Sequence[int]) -> str:
    """Say why a row is no statement; nothing where it is one."""
    first, *others = [cell for cell in row if cell is not None]
    words = "".join(cell for cell in others if isinstance(cell, str))
    if isinstance(first, str) and is_total(first) and not any(map(str.isalpha, words)):
        return "a sum"
    if asks and all(row[place] is None for place in asks):
        return "naming neither proposal nor stance"
    return ""

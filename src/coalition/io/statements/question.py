"""What a sheet leaves open: questions that an argument answers, and what is wrong with it."""

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from typing import Any

import attrs

from coalition.errors import Fault
from coalition.faults import Refused, shown
from coalition.io.sheets.sheet import Cell
from coalition.model.coalition import Coalition
from coalition.sentences import counted, listed

_LINES, _LEAST = 20, 3  # of an error, shared out among the columns; and of each at least
_ROWS = 8  # rows that a sentence names


@attrs.define
class Question:
    """Something in a sheet that is not understood.

    Attributes
    ----------
    role : str
        What the column holds: actor, stance, date and so on.
    why : str
        What is not clear, and what to do about it.
    argument : str or None
        The argument of `read_statements` that answers it; None where only the sheet can.
    usual : str or None
        The answer that is usually right.
    choices : tuple of str
        What the answer may be, where it is one of a few.
    word : str or number or date or None
        The cell as it stands in the sheet, None for an empty one.
    rows : list of int
        The numbers of the rows in which it stands; none where it is about a column.
    """

    role: str
    why: str
    argument: str | None = None
    usual: str | None = None
    choices: tuple[str, ...] = ()
    word: Cell = None
    rows: Sequence[int] = ()

    @property
    def seen(self) -> str:
        """What stands in the sheet, and where; nothing where it is about a column."""
        if not self.rows:
            return ""
        several = f"{counted(len(self.rows), 'row')}, first in " if len(self.rows) > 1 else ""
        return f"{'blank' if self.word is None else shown(self.word)} ({several}row {self.rows[0]})"

    @property
    def message(self) -> str:
        """The line without the role."""
        return f"{self.seen}: {self.why}" if self.rows else self.why


@attrs.define
class Understood:
    """A sheet as far as it is understood.

    Attributes
    ----------
    name : str
        The name of the file, or what else the sheet is called.
    cells : dict of str to list of cells
        Of each role that a column has, the cells of the rows that are statements.
    numbers : list of int
        The numbers of these rows.
    questions : list of Question
        What is not clear.
    told : list of str
        What was found out, taken for something or left out, in sentences.
    case : Coalition or None
        What it says; None where something is to be asked first.
    """

    name: str
    cells: dict[str, list[Cell]]
    numbers: list[int]
    questions: list[Question]
    told: list[str]
    case: Coalition | None = None

    def read(self, role: str, read: Callable[[Cell], Any]) -> list[Any]:
        """Return what the cells of a column mean, each different one read once.

        What is refused, or read as a question, is asked, and None. Where there is no such column,
        all its cells are empty.
        """
        column = self.cells.get(role) or [None] * len(self.numbers)
        meanings: dict[Cell, Any] = {}
        asked: dict[Cell, list[int]] = {}
        for cell in dict.fromkeys(column):
            try:
                found = read(cell)
            except Refused as refusal:
                why = refusal.faults[0].message.removeprefix(f"{shown(cell)} ")
                found = Question(role, why.removesuffix(f", not {shown(cell)}"))
            if isinstance(found, Question):
                found.word, found.rows = cell, asked.setdefault(cell, [])
                self.questions.append(found)
            meanings[cell] = None if isinstance(found, Question) else found
        for cell, number in zip(column, self.numbers, strict=True):
            if cell in asked:
                asked[cell].append(number)
        return [meanings[cell] for cell in column]

    def blank(self, role: str) -> list[int]:
        """Return the numbers of the rows in which a column is empty; none without such a column."""
        pairs = zip(self.cells.get(role, ()), self.numbers, strict=False)
        return [number for cell, number in pairs if cell is None]


def as_text(cell: Cell) -> str:
    """Return a cell as text on one line."""
    if isinstance(cell, str):
        return " ".join(cell.split())
    return "" if cell is None else str(cell).lower() if isinstance(cell, bool) else str(cell)


def faults_of(questions: Iterable[Question]) -> tuple[Fault, ...]:
    """Return what an error says: of many values of one column the most frequent, and how many."""
    groups: dict[tuple[str, str | None], list[Question]] = {}
    for question in questions:
        groups.setdefault((question.role, question.argument), []).append(question)
    lines = max(_LINES // max(len(groups), 1), _LEAST)
    found = []
    for (role, _), group in groups.items():
        group.sort(key=lambda question: (-len(question.rows), *question.rows[:1]))
        most = lines if len(group) <= lines else lines - 1
        found += [Fault(role, question.message) for question in group[:most]]
        if rest := group[most:]:
            rows = sum(len(question.rows) for question in rest)
            values = f"{counted(len(rest), 'other value')} ({counted(rows, 'row')})"
            found.append(Fault(role, f"and {values if rows else f'{len(rest):,} more'}"))
    return tuple(found)


def rows_named(numbers: Sequence[int]) -> str:
    """Return rows as a sentence names them: ``row 4``, ``rows 4 to 6 and 9``; many, in number."""
    pairs = groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])
    spans = [[number for _, number in span] for _, span in pairs]
    if len(spans) > _ROWS:
        return f"{len(numbers):,} rows, the first of them row {numbers[0]}"
    words: list[str] = []
    for span in spans:
        words += [f"{span[0]} to {span[-1]}"] if len(span) > 2 else map(str, span)  # noqa: PLR2004
    return f"{'row' if len(numbers) == 1 else 'rows'} {listed(words)}"

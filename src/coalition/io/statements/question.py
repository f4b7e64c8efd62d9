"""What a sheet leaves open: questions that an argument answers, and what is wrong with it."""

from collections.abc import Iterable, Sequence

import attrs

from coalition.errors import Fault
from coalition.faults import shown
from coalition.io.sheets.sheet import Cell
from coalition.sentences import counted, listed

_LINES = 8  # values of one column that an error names
_ROWS = 8  # rows that a sentence names


@attrs.frozen
class Question:
    """Something in a sheet that is not understood; `str` is how an error says it.

    Attributes
    ----------
    role : str
        What the column holds: actor, stance, date and so on.
    why : str
        What is not clear, and what to do about it.
    argument : str or None
        The argument of `read_statements` that answers it; None where only the sheet can.
    word : str or number or date or None
        The cell as it stands in the sheet, None for an empty one.
    rows, first : int
        In how many rows it stands, and the first of them; 0 rows where it is about a column.
    usual : str or None
        The answer that is usually right.
    choices : tuple of str
        What the answer may be, where it is one of a few.
    """

    role: str
    why: str
    argument: str | None = None
    word: Cell = None
    rows: int = 0
    first: int = 0
    usual: str | None = None
    choices: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.role}: {self.message}"

    @property
    def seen(self) -> str:
        """What stands in the sheet, and where; nothing where it is about a column."""
        if not self.rows:
            return ""
        several = f"{counted(self.rows, 'row')}, first in row {self.first}"
        where = f"row {self.first}" if self.rows == 1 else several
        return f"{'blank' if self.word is None else shown(self.word)} ({where})"

    @property
    def message(self) -> str:
        """The line without the role."""
        return f"{self.seen}: {self.why}" if self.seen else self.why


def faults_of(questions: Iterable[Question]) -> tuple[Fault, ...]:
    """Return what an error says: of many values of one column the most frequent, and how many."""
    groups: dict[tuple[str, str | None], list[Question]] = {}
    for question in questions:
        groups.setdefault((question.role, question.argument), []).append(question)
    found = []
    for (role, _), group in groups.items():
        group.sort(key=lambda question: (-question.rows, question.first))
        found += [Fault(role, question.message) for question in group[:_LINES]]
        if rest := group[_LINES:]:
            rows = sum(question.rows for question in rest)
            more = f"{counted(len(rest), 'other value')} ({counted(rows, 'row')})"
            found.append(Fault(role, f"and {more if rows else f'{len(rest):,} more'}"))
    return tuple(found)


def rows_named(numbers: Sequence[int]) -> str:
    """Return rows as a sentence names them: ``row 4``, ``rows 4 to 6 and 9``; many, in number."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][-1] + 1:
            spans[-1][1:] = [number]
        else:
            spans.append([number])
    if len(spans) > _ROWS:
        return f"{len(numbers):,} rows, the first of them row {numbers[0]}"
    words: list[str] = []
    for span in spans:
        far = span[-1] > span[0] + 1
        words += [f"{span[0]} to {span[-1]}"] if far else map(str, span)
    return f"{'row' if len(numbers) == 1 else 'rows'} {listed(words)}"

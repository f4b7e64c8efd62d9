"""The columns of a table that are asked for, and what is wrong in them, by column and value."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator
from contextlib import contextmanager
from itertools import chain, islice
from typing import TypeVar

import attrs

from coalition.characters import nfc
from coalition.errors import Fault, InvalidCase, close_match
from coalition.faults import Faults, Refused, number, shown
from coalition.io.sheets.numbers_as_written import decimal_in, number_of
from coalition.io.sheets.sheet import Cell, Sheet
from coalition.model.checks import ident
from coalition.numbers import Number, as_given, is_float
from coalition.sentences import counted

Value = TypeVar("Value", str, int)

_TITLES = 30  # rows of a file among which the names of the columns are looked for
_READ_SO = "; pandas takes the name NA for nothing, unless it is given keep_default_na=False"
_VALUES = 3  # of a column that are wrong, and named one by one


@attrs.frozen(eq=False)
class Cells:
    """The rows below the names of the columns.

    Parameters
    ----------
    sheet : Sheet
        The table.
    first : int
        The first row that holds cells.
    place : dict of str to int
        Where each column is.
    gaps : frozenset
        What stands for nothing in columns of numbers.
    faults : Faults
        What is wrong with arguments and columns.
    wrong : dict of str to dict of str to dict
        What is wrong in each column, with the rows in which it is, each once.
    """

    sheet: Sheet
    first: int
    place: dict[str, int]
    gaps: frozenset[Hashable]
    faults: Faults
    wrong: dict[str, dict[str, dict[int, None]]] = attrs.field(factory=dict)

    @classmethod
    def of(
        cls, sheet: Sheet, gaps: Iterable[Hashable], asked: Iterable[str], faults: Faults
    ) -> "Cells":
        """Find the names of the columns: of a file, in the row that has most of those asked for."""
        wanted, head, first = set(map(nfc, asked)), list[Cell](sheet.head or ()), 0
        if sheet.head is None:
            begin = sheet.rows[:_TITLES]
            at = max(range(len(begin)), key=lambda row: len(wanted & set(map(str, begin[row]))))
            head, first = sheet.rows[at], at + 1
        names = [nfc(name).strip() for name in head]
        for name, times in Counter(names).items():
            if name in wanted and times > 1:
                faults.note(f"column {name!r}", f"stands {times} times; give each its own name")
        place = {name: at for at, name in reversed([*enumerate(names)]) if head[at] is not None}
        given = [gaps] if isinstance(gaps, str) else gaps
        return cls(sheet, first, place, frozenset(given), faults)

    @property
    def number(self) -> int:
        """How many rows there are."""
        return len(self.sheet.rows) - self.first

    def column(self, argument: str, name: str | None) -> list[Cell]:
        """Return the cells of a column, empty ones where none is asked for or there is none."""
        if name is not None and nfc(name) in self.place:
            at = self.place[nfc(name)]
            return [row[at] for row in self.sheet.rows[self.first :]]
        if name is not None:
            hint = close_match(name, self.place)
            fault = Fault(argument, f"there is no column {name!r}{hint}")
            self.faults.extend({fault}.difference(self.faults))
        return [None] * (len(self.sheet.rows) - self.first)

    def names(self, argument: str, name: str | None, *, needed: bool = True) -> list[str | None]:
        """Return the cells of a column as ids; without one, a row that needs it is refused."""
        needed = needed and name is not None and nfc(name) in self.place
        why = f"is empty{_READ_SO if self.sheet.head is not None else ''}"
        found: list[str | None] = []
        for row, cell in enumerate(self.column(argument, name)):
            found.append(None)
            if cell is None and needed:
                self.note(name, why, row)
            elif cell is not None:
                with self.noting(name, row):
                    found[row] = ident(str(cell))
        return found

    def numbers(
        self, argument: str, name: str | None, *, least: int | None = None, whole: bool = False
    ) -> list[Number | None]:
        """Return the cells of a column as numbers, in whichever way they are written."""
        cells = self.column(argument, name)
        texts = (cell for cell in cells if isinstance(cell, str) and cell not in self.gaps)
        decimal = decimal_in(texts)
        found: list[Number | None] = []
        for row, cell in enumerate(cells):
            found.append(None)
            if cell is None or cell in self.gaps:
                continue
            with self.noting(name, row):
                given = number_of(cell, decimal) if isinstance(cell, str) else cell
                read = as_given(number(given, least=least), floating=is_float(given))
                found[row] = None if read in self.gaps else read
                if whole and read % 1:
                    self.note(name, f"must be a whole number, not {shown(cell)}", row)
        return found

    def facts(
        self, name: str | None, who: Iterable[str | None], values: Iterable[Value | None]
    ) -> dict[str, Value]:
        """Return the one value that each actor has in a column, in whichever of its rows."""
        found: dict[str, Value] = {}
        for row, (one, value) in enumerate(zip(who, values, strict=True)):
            if one is not None and value is not None and found.setdefault(one, value) != value:
                self.note(name, f"must be one of {one}, not {found[one]} and {value}", row)
        return found

    def note_twice(self, name: str | None, who: Iterable[str | None]) -> None:
        """Note who is in a column more than once."""
        seen: set[str] = set()
        for row, one in enumerate(who):
            if one is not None and one in seen:
                self.note(name, f"{shown(one)} has a row already", row)
            seen.add(one or "")

    @contextmanager
    def noting(self, name: str | None, row: int) -> Iterator[None]:
        """Note what is refused in the block."""
        try:
            yield
        except Refused as refusal:
            self.note(name, refusal.faults[0].message, row)

    def note(self, name: str | None, message: str, row: int) -> None:
        """Note what is wrong in a column, in one of its rows."""
        self.wrong.setdefault(str(name), {}).setdefault(message, {})[row] = None

    def called(self, row: int) -> str:
        """Return what people call a row."""
        return f"row {self.sheet.numbers[self.first + row]}"

    def raise_if_any(self, subject: str, *, of_file: bool) -> None:
        """Raise one error with all that is wrong: in each column, with the rows that have it."""
        for name, messages in self.wrong.items():
            for message, found in islice(messages.items(), _VALUES):
                rows = list(found)
                often = f"{counted(len(rows), 'row')}, first " * (len(rows) > 1)
                where = f"{often}in {self.called(rows[0])}"
                self.faults.note(f"column {name!r}", f"{message} ({where})")
            if more := list(messages.values())[_VALUES:]:
                rows = sorted(chain.from_iterable(more))
                what = f"{counted(len(more), 'other value')} in {counted(len(rows), 'row')}"
                self.faults.note(f"column {name!r}", f"and {what}, first in {self.called(rows[0])}")
        if of_file:
            self.faults.raise_if_any(self.sheet.name, InvalidCase)
        self.faults.raise_if_any(subject)

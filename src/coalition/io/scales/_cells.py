"""The columns of a table that are asked for, and what is wrong in them, by column and value."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from typing import Any

import attrs

from coalition.characters import nfc
from coalition.errors import Fault, InvalidCase, close_match
from coalition.faults import Faults, Refused, number, shown
from coalition.io.sheets.delimited import head_in
from coalition.io.sheets.numbers_as_written import decimal_in, number_of
from coalition.io.sheets.sheet import Cell, Sheet
from coalition.model.checks import ident
from coalition.numbers import Number, as_given, is_float
from coalition.sentences import counted

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
    faults : Faults
        What is wrong with arguments and columns.
    wrong : dict of str to dict of str to set
        What is wrong in each column, with the rows in which it is.
    """

    sheet: Sheet
    first: int
    place: dict[str, int]
    faults: Faults
    wrong: dict[str, dict[str, set[int]]] = attrs.field(factory=dict)

    @classmethod
    def of(cls, sheet: Sheet, asked: Iterable[str], faults: Faults) -> "Cells":
        """Find the names of the columns: of a file, in the row that has most of those asked for."""
        wanted, head, first = set(map(nfc, asked)), list[Cell](sheet.head or ()), 0
        if sheet.head is None:
            at = head_in(sheet.rows, lambda cells: len(wanted & cells))
            head, first = sheet.rows[at], at + 1
        names = {at: nfc(name).strip() for at, name in enumerate(head) if name is not None}
        for name, times in Counter(names.values()).items():
            if name in wanted and times > 1:
                faults.note(f"column {name!r}", f"stands {times} times; give each its own name")
        return cls(sheet, first, {name: at for at, name in names.items()}, faults)

    def column(self, argument: str, name: str | None) -> list[Cell]:
        """Return the cells of a column, empty ones where none is asked for or there is none."""
        at = None if name is None else self.place.get(nfc(name))
        if name is not None and at is None:
            hint = close_match(nfc(name), self.place)
            fault = Fault(argument, f"there is no column {name!r}{hint}")
            self.faults.extend({fault}.difference(self.faults))
        return [None if at is None else row[at] for row in self.sheet.rows[self.first :]]

    def names(self, argument: str, name: str | None, *, needed: bool = True) -> list[str | None]:
        """Return the cells of a column as ids; without one, a row that needs it is refused."""
        needed = needed and name is not None and nfc(name) in self.place

        def read(cell: Cell) -> str | None:
            if cell is None and needed:
                raise Refused(f"is empty{_READ_SO * (self.sheet.head is not None)}")
            return None if cell is None else ident(str(cell))

        return self._read(name, self.column(argument, name), read)

    def numbers(
        self,
        argument: str,
        name: str | None,
        gaps: Iterable[Hashable],
        *,
        least: int | None = None,
        whole: bool = False,
    ) -> list[Any]:
        """Return the cells of a column as numbers, in whichever way they are written."""
        nothing, cells = {None, *gaps}, self.column(argument, name)
        decimal = decimal_in(c for c in cells if isinstance(c, str) and c not in nothing)

        def read(cell: Cell) -> Number | None:
            if cell in nothing:
                return None
            given = number_of(cell, decimal) if isinstance(cell, str) else cell
            found = as_given(number(given, least=least), floating=is_float(given))
            if whole and found % 1:
                raise Refused(f"must be a whole number, not {shown(cell)}")
            return None if found in nothing else found

        return self._read(name, cells, read)

    def facts(
        self, name: str | None, who: Iterable[str | None], values: Iterable[Any]
    ) -> dict[str | None, Any]:
        """Return the one value that each actor has in a column, in whichever of its rows."""
        found: dict[str | None, Any] = {}
        for row, (one, value) in enumerate(zip(who, values, strict=True)):
            if value is not None and found.setdefault(one, value) != value:
                self.note(name, f"must be one of {one}, not {found[one]} and {value}", row)
        return found

    def note(self, name: str | None, message: str, row: int) -> None:
        """Note what is wrong in a column, in one of its rows."""
        self.wrong.setdefault(str(name), {}).setdefault(message, set()).add(row)

    def raise_if_any(self, subject: str, *, of_file: bool) -> None:
        """Raise one error with all that is wrong: in each column, with the rows that have it."""
        for name, messages in self.wrong.items():
            for message, rows in [*messages.items()][:_VALUES]:
                often = f"{counted(len(rows), 'row')}, first " * (len(rows) > 1)
                at = self.sheet.numbers[self.first + min(rows)]
                self.faults.note(f"column {name!r}", f"{message} ({often}in row {at})")
            if more := [*messages.values()][_VALUES:]:
                often = counted(sum(map(len, more)), "row")
                what = f"and {counted(len(more), 'other value')} in {often}"
                self.faults.note(f"column {name!r}", what)
        if of_file:
            self.faults.raise_if_any(self.sheet.name, InvalidCase)
        self.faults.raise_if_any(subject)

    def _read(
        self, name: str | None, cells: list[Cell], reader: Callable[[Cell], Any]
    ) -> list[Any]:
        """Return what each cell of a column is read as, and note where that is refused."""
        found: list[Any] = [None] * len(cells)
        for row, cell in enumerate(cells):
            try:
                found[row] = reader(cell)
            except Refused as refusal:
                self.note(name, refusal.faults[0].message, row)
        return found

"""What a value shows of itself: a sentence and a table, from which frames and notebooks are made.

A class says in `_columns` and `_rows` what its table holds; unless it does, that is one row of its
fields. `table` puts the tables of many values of one class below each other.
"""

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from html import escape
from itertools import chain, islice
from types import NoneType, UnionType
from typing import Any, TypeAlias, Union, get_args, get_origin

import attrs

__all__ = ["Columns", "Lists", "Names", "Row", "Shown", "Table", "table", "worded"]

Columns: TypeAlias = dict[str, Any]
Row: TypeAlias = tuple[Any, ...]
Names: TypeAlias = tuple[str, ...]
Lists: TypeAlias = tuple[Names, ...]

_ROWS = 30  # of a table that a notebook shows
_COUNTED = 10_000  # rows beyond these that are counted, if not shown
_LENGTH = 300  # characters of a sentence or a cell that a notebook shows
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


class Shown:
    """Base of whatever has a table: notebooks show it, and `coalition.to_frame` returns it."""

    __slots__ = ()

    @classmethod
    def _columns(cls) -> Columns:
        """Return the columns of the table, each with the type of what it holds."""
        return {field.name: field.type for field in attrs.fields(cls)}  # type: ignore[misc]

    def _rows(self) -> Iterable[Row]:
        """Return the rows of the table: one, unless a class says otherwise."""
        return [tuple(getattr(self, name) for name in self._columns())]

    def _heading(self) -> str:
        """Return the sentence above the table, or what it is where it has none."""
        return type(self).__name__ if type(self).__str__ is object.__str__ else str(self)

    def _repr_html_(self) -> str:
        """Return the sentence and the head of the table as HTML, everything in them escaped."""
        shown = table((self,), type(self))
        rows = iter(shown.rows)
        head = list(islice(rows, _ROWS))
        more = sum(1 for _ in islice(rows, _COUNTED))
        columns = "".join(f'<th scope="col">{_escaped(name)}</th>' for name in shown.kinds)
        lines = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in head)
        return (
            f"<div><p>{_escaped(self._heading())}</p>"
            f"<table><thead><tr>{columns}</tr></thead><tbody>{lines}</tbody></table>"
            f"{_rest(len(head), more)}</div>"
        )


@attrs.frozen
class Table:
    """Rows under named columns.

    Parameters
    ----------
    kinds : dict of str to type
        What each column holds: `str`, `int`, `float`, `bool`, `Fraction` (any number, exactly),
        `Names` (a list of texts) or `Lists` (a list of such lists).
    rows : iterable of tuple
        The rows, made as they are asked for; a value that is not known is None.
    """

    kinds: dict[str, Any]
    rows: Iterable[Row]


def table(items: Iterable[Shown], of: type[Shown]) -> Table:
    """Return the tables of values of one class below each other."""
    kinds = {name: _kind(given) for name, given in of._columns().items()}
    return Table(kinds, _plain(chain.from_iterable(item._rows() for item in items), kinds))


def _plain(rows: Iterable[Row], kinds: dict[str, Any]) -> Iterator[Row]:
    for row in rows:
        yield tuple(
            None if value is None else _FORMS.get(kind, _same)(value)
            for value, kind in zip(row, kinds.values(), strict=True)
        )


def _kind(given: Any) -> Any:
    """Return what a column of this type holds; what is no number, text or list is put in words."""
    options = get_args(given) if get_origin(given) in {Union, UnionType} else (given,)
    found = [option for option in options if option is not NoneType]
    for widest in (Fraction, float, int, bool):
        if widest in found and {Fraction, float, int, bool}.issuperset(found):
            return widest
    if [get_origin(option) for option in found] == [tuple]:
        return Lists if get_origin(get_args(found[0])[0]) is tuple else Names
    return str


def worded(value: object) -> str:
    """Return a value in words; of lists in a list, ``A, B; C``."""
    if isinstance(value, tuple):
        joint = "; " if any(isinstance(item, tuple) for item in value) else ", "
        return joint.join(map(worded, value))
    return str(value)


def _names(values: Iterable[object]) -> list[str | None]:
    return [None if value is None else worded(value) for value in values]


def _lists(values: Iterable[Iterable[object]]) -> list[list[str | None]]:
    return [_names(inner) for inner in values]


def _same(value: object) -> object:
    return value


_FORMS: dict[Any, Any] = {str: worded, Names: _names, Lists: _lists}


def _cell(value: Any) -> str:
    if isinstance(value, list):
        value = worded(tuple(tuple(item) if isinstance(item, list) else item for item in value))
    if isinstance(value, bool):
        value = "yes" if value else "no"
    return f"<td>{'' if value is None else _escaped(str(value))}</td>"


def _escaped(text: str) -> str:
    """Return text as HTML, cut where it is long, with hidden characters made visible."""
    cut = text if len(text) <= _LENGTH else f"{text[: _LENGTH - 3]}..."
    return escape(_HIDDEN.sub(lambda found: found[0].encode("unicode_escape").decode(), cut))


def _rest(shown: int, more: int) -> str:
    if not more:
        return ""
    number = f"{shown + more:,}" if more < _COUNTED else f"more than {_COUNTED:,}"
    return f"<p>the first {shown} of {number} rows</p>"

"""What a value shows of itself: a sentence and a table, from which frames and notebooks are made.

A class says in `_columns` and `_rows` what its table holds; by default, that is one row of its
fields.
"""

from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import cache
from html import escape
from itertools import islice
from operator import attrgetter
from types import NoneType, UnionType
from typing import Any, TypeAlias, Union, get_args, get_origin

import attrs

import coalition
from coalition.characters import safe

Columns: TypeAlias = dict[str, Any]
Row: TypeAlias = tuple[Any, ...]
Names: TypeAlias = tuple[str, ...]
Numbers: TypeAlias = tuple[float, ...]
Lists: TypeAlias = tuple[Names, ...]

_OF = {Lists: Names, Numbers: float}  # what is in a list; text by default
_ROWS = 30  # of a table that a notebook shows
_COUNTED = 10_000  # rows beyond these that are counted, if not shown
_LENGTH = 300  # characters of a sentence or a cell that a notebook shows


class Shown:
    """Base of whatever has a table: notebooks show it, and `coalition.to_frame` returns it."""

    __slots__ = ()

    @classmethod
    def _columns(cls) -> Columns:
        """Return the columns of the table, each with the type of what it holds."""
        fields: Any = attrs.fields(cls)  # type: ignore[arg-type]
        return {field.name: field.type for field in fields}

    def _rows(self) -> Iterable[Row]:
        """Return the rows of the table: one, unless a class says otherwise."""
        cls: Any = type(self)
        return [_row_of(cls)(self)]

    def _heading(self) -> str:
        """Return the sentence above the table, or what it is where it has none."""
        return type(self).__name__ if type(self).__str__ is object.__str__ else str(self)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> Any:
        """Tell pydantic, and so FastAPI, to write a value by `to_data`, and how to read it."""
        from pydantic_core import core_schema  # noqa: PLC0415 - who asks has it

        def read(given: Any) -> Any:
            found = given if isinstance(given, cls) else coalition.from_data(given)
            if not isinstance(found, cls):
                told = f"must be a {cls.__name__}, not a {type(found).__name__}"
                raise ValueError(told)  # noqa: TRY004 - of a TypeError, pydantic tells no place
            return found

        to_data = core_schema.plain_serializer_function_ser_schema(coalition.to_data)
        return core_schema.no_info_plain_validator_function(read, serialization=to_data)

    @property
    def __pydantic_serializer__(self) -> Any:
        """Tell pydantic how to write a value where it is not said that one stands there."""
        cls: Any = type(self)
        try:
            return _serializer(cls)
        except ModuleNotFoundError as error:  # others may ask for all attributes
            raise AttributeError(str(error)) from error

    @classmethod
    def __get_pydantic_json_schema__(cls, _schema: Any, _handler: Any) -> dict[str, Any]:
        """Return what an interface says of the values; `coalition.answer_schema` has the rest."""
        of = {"type": {"const": cls.__name__}, "format": {"type": "integer"}}
        return {"type": "object", "title": cls.__name__, "properties": of, "required": [*of]}

    def _repr_html_(self) -> str:
        """Return the sentence and the head of the table as HTML, everything in them escaped."""
        kinds, rows = kinds_of(type(self)), iter(self._rows())
        head = list(islice(rows, _ROWS))
        more = sum(1 for _ in islice(rows, _COUNTED))
        number = f"{len(head) + more:,}" if more < _COUNTED else f"more than {_COUNTED:,}"
        rest = f"<p>the first {len(head)} of {number} rows</p>" if more else ""
        columns = "".join(f'<th scope="col">{_escaped(name)}</th>' for name in kinds)
        lines = "".join(f"<tr>{''.join(map(_shown_cell, row))}</tr>" for row in head)
        return (
            f"<div><p>{_escaped(self._heading())}</p>"
            f"<table><thead><tr>{columns}</tr></thead><tbody>{lines}</tbody></table>"
            f"{rest}</div>"
        )


def kinds_of(cls: type[Shown]) -> dict[str, Any]:
    """Return the columns of a class, and what each holds.

    That is `str`, `int`, `float`, `bool`, `Fraction` (any number, exactly), `Names` (a list of
    texts), `Numbers` (a list of numbers) or `Lists` (a list of lists of texts). Any value may be
    None, which is not known.
    """
    return {name: _kind(given) for name, given in cls._columns().items()}


@cache
def names_of(cls: Any) -> Names:
    """Return the names of the columns of a class."""
    return tuple(cls._columns())


@cache
def _row_of(cls: Any) -> Callable[[Any], Row]:
    """Return what takes of a value of a class what its columns are named after."""
    names = names_of(cls)
    if len(names) > 1:  # of one name, it would be no tuple
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def _kind(given: Any) -> Any:
    """Return what a column of this type holds; what is no number, text or list is put in words."""
    options = get_args(given) if get_origin(given) in {Union, UnionType} else (given,)
    found = [option for option in options if option is not NoneType]
    for widest in (Fraction, float, int, bool):
        if widest in found and {Fraction, float, int, bool}.issuperset(found):
            return widest
    if [get_origin(option) for option in found] == [tuple]:
        inner = set(get_args(found[0])) - {...}
        if any(get_origin(item) is tuple or _is_plain(item) for item in inner):
            return Lists
        return Numbers if inner <= {int, float} else Names
    return str


@cache
def _is_plain(cls: Any) -> bool:
    """Tell whether values of a class have no words of their own: they are shown by their fields."""
    return isinstance(cls, type) and attrs.has(cls) and cls.__str__ is object.__str__


def _parts(value: Any) -> Any:
    """Return the fields of a value that has no words of its own, as what it is a part of has it."""
    cls: Any = type(value)
    return attrs.astuple(value, recurse=False) if _is_plain(cls) else value


def _worded(value: object) -> str:
    """Return a value in words; of lists in a list, ``A, B; C``."""
    if isinstance(value, tuple):
        value = tuple(map(_parts, value))
        joint = "; " if any(isinstance(item, tuple) for item in value) else ", "
        return joint.join(_worded(item) for item in value if item is not None)
    return "" if value is None else str(value)


def column_of(values: Iterable[Any], kind: Any) -> list[Any]:
    """Return values as a column of their kind holds them: `cell_of` each."""
    if kind in {int, bool, Fraction}:
        return list(values)
    if kind in {str, float}:
        return [
            value if value is None or type(value) is kind else cell_of(value, kind)
            for value in values
        ]
    return [cell_of(value, kind) if value else value if value is None else [] for value in values]


def cell_of(value: Any, kind: Any) -> Any:
    """Return a value as a cell of its kind holds it: numbers as they are, the rest as text."""
    if value is None or kind in {int, bool, Fraction}:
        return value
    if kind is float:
        return float(value)
    if kind is str:
        return _worded(value)
    of = _OF.get(kind, str)
    return [item if type(item) is of else cell_of(item, of) for item in _parts(value)]


def _shown_cell(value: Any) -> str:
    if isinstance(value, bool):
        value = "yes" if value else "no"
    return f"<td>{'' if value is None else _escaped(_worded(value))}</td>"


@cache
def _serializer(cls: type[Shown]) -> Any:
    from pydantic_core import SchemaSerializer  # noqa: PLC0415 - who asks has it

    return SchemaSerializer(cls.__get_pydantic_core_schema__(None, None))


def _escaped(text: str) -> str:
    """Return text as HTML, cut where it is long, with hidden characters made visible."""
    cut = text if len(text) <= _LENGTH else f"{text[: _LENGTH - 3]}..."
    return escape(safe(cut))

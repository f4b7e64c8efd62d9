"""What a row of a table says of an item of a case: cells of any kind, as fields of the model.

The columns are those that `coalition.to_frame` gives a class, so that what is written is read back.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from numbers import Integral
from typing import Any, get_args, get_origin

import attrs

from coalition import strict_json
from coalition.errors import Fault, close_match
from coalition.faults import Refused, named, shown
from coalition.model.actors import Identifier, Membership, OtherName, Role, Seats
from coalition.model.coalition import Coalition
from coalition.tables import Lists, Names, Numbers, Shown, kinds_of

_FLOATS = 2**53  # below, a float is exact
_WHOLE = re.compile(r"[+-]?\d{1,19}", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:T| +)([01]?\d|2[0-4])(:?[0-5]\d){1,2}([.,]\d+)?( ?[ap]m)?"
    r" ?(Z|[A-Z]{3,4}|[+-]\d\d(:?\d\d)?)?",
    re.ASCII | re.IGNORECASE,
)
_TRUTH = {"true": True, "false": False}
_PARTS: dict[str, type[Shown]] = {
    "seat_periods": Seats,
    "memberships": Membership,
    "roles": Role,
    "offices": Role,
    "identifiers": Identifier,
    "other_names": OtherName,
}
SHORT = {  # the column of what counts without more, by that of the list that it is in
    "seat_periods": "seats",
    "memberships": "party",
    "roles": "role",
    "offices": "office",
    "sources": "source",
    "coders": "coder",
    "topics": "topic",
}


def of_cases() -> dict[str, type[Shown]]:
    """Return the lists that a case holds, each with the class of its items."""
    return {
        field.name: get_args(field.type)[0]
        for field in attrs.fields(Coalition)
        if field.init and get_origin(field.type) is tuple and attrs.has(get_args(field.type)[0])
    }


def misnamed(names: Iterable[str], cls: type[Shown], place: str) -> Iterable[Fault]:
    """Yield a fault for each column that a class does not have, or that there has to be."""
    found, columns = list(names), kinds_of(cls)
    for index, name in enumerate(found):
        if name not in columns:
            message = f"is no column of {place}{close_match(str(name), columns)}"
            yield Fault(f"{place}.{named(name)}", message)
        elif name in found[:index]:
            yield Fault(f"{place}.{name}", "stands twice")
    fields: Any = attrs.fields(cls)  # type: ignore[arg-type]
    for field in fields:
        if field.default is attrs.NOTHING and not {field.alias, field.name} & {*found}:
            yield Fault(place, f"there is no column {field.alias!r}")


def records(
    names: Sequence[str], rows: Iterable[Iterable[Any]], cls: type[Shown]
) -> list[dict[str, Any]]:
    """Return the fields of a class that each row gives; `names` are those of the columns."""
    kinds = kinds_of(cls)
    return [_record(dict(zip(names, row, strict=True)), kinds) for row in rows]


def _record(cells: Mapping[str, Any], kinds: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that a row gives, what cannot be read as a refusal of the field."""
    fields = {
        name: cell_value(value, kinds[name]) for name, value in cells.items() if value is not None
    }
    for name, cls in _PARTS.items():
        if isinstance(parts := fields.get(name), list | tuple):
            fields[name] = [_part(part, cls) for part in parts]
    for name, alias in SHORT.items():
        if (listed := fields.pop(name, None)) is not None:
            fields[alias] = _agreeing(listed, name, fields.get(alias))
    return fields


def _agreeing(listed: Any, name: str, alone: Any) -> Any:
    """Return a list, refused if it is none, or if what counts without more is not in its place.

    An empty list says nothing: libraries of frames have one where others have a null.
    """
    if not isinstance(listed, list | tuple | Refused):
        return Refused(f"{name} must be a list, not {shown(listed)}")
    if isinstance(listed, Refused) or alone is None:
        return listed
    place, word = (0, "first") if name in {"sources", "coders", "topics"} else (-1, "last")
    one = listed[place] if listed else alone
    if alone != (next(iter(one.values()), None) if isinstance(one, dict) else one):
        told = f"is {shown(alone)}, but the {word} of {name} is another"
        return Refused(f"{told}; leave one empty")
    return listed or alone


def _part(part: Any, cls: type[Shown]) -> Any:
    """Return a list of values as a table of the first fields, or as it is to be refused."""
    kinds = kinds_of(cls)
    if not isinstance(part, list | tuple) or not 0 < len(part) <= len(kinds):
        return part
    pairs = zip(kinds.items(), part, strict=False)
    return {name: cell_value(value, kind) for (name, kind), value in pairs if value is not None}


def cell_value(value: Any, kind: Any) -> Any:
    """Return what a cell says; what is not of its kind is left for the model to refuse."""
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # frames keep whole numbers so where some are missing
    if isinstance(value, Integral) and value is not True and value is not False:
        return str(int(value)) if kind is str else int(value)
    if kind in {Names, Numbers, Lists}:
        return _listed(value, kind)
    return _parsed(value, kind) if isinstance(value, str) else value


def day_of(value: Any) -> Any:
    """Return the day of a text with a time of day, as it is where it was written; else the value.

    What is no such text, or no day of the calendar, is left for the model to refuse.
    """
    found = _TIME.fullmatch(value.strip()) if isinstance(value, str) else None
    return found[1] if found else value


def _parsed(text: str, kind: Any) -> Any:
    """Return the number, or the truth, that a text stands for, or the text."""
    if kind is bool:
        return _TRUTH.get(text.lower(), text)
    if kind in {int, float, Fraction} and _NUMBER.fullmatch(text):
        number = int(text) if _WHOLE.fullmatch(text) else float(text)
        whole = kind is int and abs(number) < _FLOATS and number == int(number)
        return int(number) if whole else number  # 34.0, as of programs that have no others
    return text


def _listed(value: Any, kind: Any) -> Any:
    """Return a list from a frame, or from text in JSON; of one text that is none, itself."""
    if isinstance(value, str):
        try:
            value = strict_json.loads(value) if value.startswith("[") else value
        except Refused:
            return Refused(f'must be a list in JSON, such as ["A", "B"], not {shown(value)}')
    elif not isinstance(value, list | tuple):
        value = getattr(value, "tolist", lambda: value)()  # an array, as from Parquet
    if kind is Lists and isinstance(value, list):
        return tuple(tuple(item) if isinstance(item, list) else item for item in value)
    return value

"""A coalition as the plain tables that a file holds, and from which the model makes it again."""

from collections.abc import Callable
from functools import cache
from typing import Any

import attrs

from coalition.faults import short
from coalition.model.checks import STANCES
from coalition.model.dates import PartialDate

_WORDS: dict[float, str] = {number: word for word, number in STANCES.items()}


def tabled(item: Any) -> dict[str, Any]:
    """Return what is in a coalition or an item of it, except defaults, as tables and lists.

    Examples
    --------
    >>> import coalition as co
    >>> from coalition.io.case.plain_tables import tabled
    >>> case = co.Coalition(parties=[co.Party("VVD")], politicians=[co.Politician("x", "X", "VVD")])
    >>> tabled(case)
    {'parties': [{'id': 'VVD'}], 'politicians': [{'id': 'x', 'name': 'X', 'party': 'VVD'}]}
    """
    table = {}
    for name, alias, default, form in _fields(item.__class__):
        value = getattr(item, name)
        if value is default or value == default:
            continue
        alone = short(value) if alias != name else None
        table[alias] = form(value if alone is None else alone)
    return table


@cache
def _fields(cls: Any) -> list[tuple[str, str, Any, Callable[[Any], Any]]]:
    """Return name, parameter, default and form of each field that a class is made of."""
    fields = (field for field in attrs.fields(cls) if field.init)
    return [(f.name, str(f.alias), f.default, _FORMS.get(f.name, _plain)) for f in fields]


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return value
    if isinstance(value, PartialDate):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return tabled(value) if attrs.has(type(value)) else value


def _stance(number: float) -> float | str:
    return _WORDS.get(number, number)


_FORMS: dict[str, Callable[[Any], Any]] = {
    "between": lambda ends: [_stance(end) for end in ends],
    "source_of": dict,
    "stance": _stance,
}

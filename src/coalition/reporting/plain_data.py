"""Values as data that JSON can hold, for scripts in any language."""

import math
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

import attrs

from coalition.model.dates import PartialDate
from coalition.rules.vote import Rule


def plain(value: object) -> Any:
    """Return a value of the library as dictionaries, lists, text, numbers, True, False and None.

    Nothing is lost, and equal values give equal data. What is known of the shape:

    - A value of a class is a dictionary: ``type`` names the class and ``sentence`` is what ``str``
      gives, where the class has a sentence; then come its fields and its properties.
    - A number that is whole is a whole number. Any other fraction is text, such as ``"5/12"``; any
      other decimal number is one. What is not a number is None.
    - A date, a rule and whatever else has no simpler form is text. Rules are in the words that
      `read_rule` reads, or by the name that they have.
    - Tuples are lists, and sets are lists in order.

    Parameters
    ----------
    value : object
        A result, a statement, or any collection of them.

    Returns
    -------
    dict, list, str, int, float, bool or None
        What ``json.dumps`` takes.

    Examples
    --------
    >>> import coalition as co
    >>> from coalition.reporting.plain_data import plain
    >>> case = co.load_case("migration-2023")
    >>> found = plain(co.banzhaf(case, rule=co.Majority()))
    >>> found["type"], found["pairs"][0]
    ('Power', ['VVD', '1/2'])
    """
    match value:
        case None | bool() | str():
            return value
        case int() | float() | Fraction():
            return _number(value)
        case PartialDate() | Rule():
            return str(value)
    if attrs.has(type(value)):
        cls = type(value)
        words = {"sentence": str(value)} if cls.__str__ is not object.__str__ else {}
        return {"type": cls.__name__, **words, **{k: plain(held) for k, held in _held(value)}}
    return _collected(value)


def _collected(value: object) -> Any:
    if isinstance(value, Mapping):
        return {str(key): plain(held) for key, held in value.items()}
    if hasattr(value, "tolist"):  # an array, or a number out of one
        return plain(value.tolist())
    if isinstance(value, Iterable):
        ordered = sorted(value) if isinstance(value, set | frozenset) else value
        return [plain(item) for item in ordered]
    return str(value)


def _number(value: float | Fraction) -> int | float | str | None:
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if value == int(value):
        return int(value)
    return str(value) if isinstance(value, Fraction) else float(value)


def _held(value: Any) -> Iterable[tuple[str, object]]:
    """Return the public fields of a value, then its public properties."""
    cls = type(value)
    names = {str(field.alias): field.name for field in attrs.fields(cls)}
    for base in reversed(cls.__mro__):
        names |= {name: name for name, held in vars(base).items() if isinstance(held, property)}
    for name, held in names.items():
        if not name.startswith("_"):
            yield name, getattr(value, held)

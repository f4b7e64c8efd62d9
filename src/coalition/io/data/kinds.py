"""What a field can hold: each kind writes it, reads it and describes it in a JSON Schema.

A field is written as its type says, so that each has one form in data, and is read as that says.
"""

import math
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from fractions import Fraction
from itertools import chain
from typing import Any, TypeAlias

import attrs

from coalition.faults import Faults, Refused, shown
from coalition.model.dates import PartialDate, read_date
from coalition.numbers import nearest, simplest
from coalition.rules.vote import TOO_LONG
from coalition.rules.vote import simplest as whole_if_so
from coalition.signed.optima import Pairs

Schema: TypeAlias = dict[str, Any]
At: TypeAlias = Any  # where a value stands: what holds it, and its key in there; None for all
Check: TypeAlias = Callable[[Any], object]

_LARGEST = math.nextafter(math.inf, 0)
AS_TEXT = r"^-?[0-9]{1,4300}(/[0-9]{1,4300}|(\.[0-9]{1,400})?(e[-+]?[0-9]{1,3})?)$"  # a number
_AS_TEXT = re.compile(AS_TEXT[1:-1])


def number_of(text: Any) -> Any:
    """Read a number as text: a float, which has a point or an exponent, or a fraction."""
    found: Any = math.nan
    if isinstance(text, str) and _AS_TEXT.fullmatch(text):
        with suppress(ZeroDivisionError):
            is_float = "." in text or "e" in text
            found = float(text) if is_float else whole_if_so(Fraction(text))
    if isinstance(found, float) and not math.isfinite(found):
        raise Refused(f"must be a number as text, such as '1/3', not {shown(text)}")
    return found


def as_text(number: Any) -> str:
    """Return a number as the text that `number_of` reads."""
    return repr(number) if isinstance(number, float) else str(number)


@attrs.define
class Writer:
    """A document that is being written: what it refers to, and the numbers that it holds."""

    exact: bool
    table: dict[str, list[Any]] = attrs.field(factory=dict)
    rows: dict[str, dict[Any, int]] = attrs.field(factory=dict)
    _floats: list[tuple[Any, At]] = attrs.field(factory=list)
    _fractions: list[tuple[Any, At]] = attrs.field(factory=list)  # where floats may be, too
    _always: list[tuple[Any, At]] = attrs.field(factory=list)

    def number(self, value: Any, at: At, *, always: bool = False) -> Any:
        """Return what stands for a number; `always` says that fractions alone stand there."""
        if self.exact:
            return as_text(value)
        if isinstance(value, float):
            self._floats.append((value, at))
        if not isinstance(value, Fraction):
            return value
        if value.denominator == 1:
            return value.numerator
        (self._always if always else self._fractions).append((value, at))
        return nearest(value)

    def numbers(self) -> tuple[bool, dict[str, str]]:
        """Return whether most numbers are floats, and by place those that would not come back."""
        floating = len(self._floats) > len(self._fractions)
        others, more = (self._fractions, []) if floating else (self._floats, self._fractions)
        lost = [one for one in (*more, *self._always) if simplest(nearest(one[0])) != one[0]]
        return floating, {_pointer(at): as_text(number) for number, at in (*others, *lost)}


def _pointer(at: At) -> str:
    parts: list[str] = []
    while at is not None:
        at, key = at
        parts.insert(0, str(key).replace("~", "~0").replace("/", "~1"))
    return "".join(f"/{part}" for part in parts)


@attrs.frozen
class Reader:
    """A document that is being read: whether its numbers are floats, and what it refers to."""

    floating: bool
    rows: dict[str, tuple[Any, ...]] = attrs.field(factory=dict)

    def number(self, data: Any) -> Any:
        """Return the number that stands somewhere."""
        if isinstance(data, str):
            return number_of(data)
        return simplest(data) if isinstance(data, float) and not self.floating else data


def _same(held: Any, *_: Any) -> Any:
    return held


@attrs.frozen
class Kind:
    """What a field can hold.

    Parameters
    ----------
    words : str
        What it is, for messages.
    types, json : tuple of type
        What its values are, and what data are for them: True and False are no numbers.
    schema : dict
        A JSON Schema of the data.
    to, back : callable
        From a value of the types to data, and back from data of the types; the same by default.
    also : callable, optional
        Tells whether a value, or data, of the types are of this kind.
    """

    words: str
    types: tuple[type, ...]
    json: tuple[type, ...]
    schema: Schema
    to: Callable[[Any, At, Writer], Any] = _same
    back: Callable[[Any, Reader], Any] = _same
    also: Check | None = None

    def takes(self, given: Any, types: tuple[type, ...]) -> bool:
        """Tell whether it is a value, or data, of this kind."""
        if not isinstance(given, types) or (isinstance(given, bool) and bool not in types):
            return False
        return self.also is None or bool(self.also(given))

    def write(self, value: Any, at: At, out: Writer) -> Any:
        """Return data for a value, or raise TypeError."""
        if not self.takes(value, self.types):
            raise TypeError(f"must be {self.words}, not {shown(value)}")
        return self.to(value, at, out)

    def read(self, data: Any, reader: Reader) -> Any:
        """Return the value of data, or refuse them."""
        if not self.takes(data, self.json):
            raise Refused(f"must be {self.words}, not {shown(data)}")
        return self.back(data, reader)


def finite(given: Any) -> bool:
    """Tell whether it is no number, or one that floats come up to."""
    return not isinstance(given, float | int) or -_LARGEST <= given <= _LARGEST  # NaN is neither


def _writable(given: Any) -> bool:
    """Tell whether it is no number, or a finite one with no more digits than Python reads."""
    if isinstance(given, float):
        return math.isfinite(given)
    whole = (given.numerator, given.denominator) if isinstance(given, int | Fraction) else ()
    return all(-TOO_LONG < part < TOO_LONG for part in whole)


def _no_part(given: Any) -> bool:
    return given.is_integer() if isinstance(given, float) else _writable(given)


def _fraction(data: Any, reader: Reader) -> Fraction:
    found = reader.number(data)
    return simplest(found) if isinstance(found, float) else Fraction(found)


_OR_TEXT: Schema = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": AS_TEXT}]}
_IN_JSON = (int, float, str)

NOTHING = Kind("null", (type(None),), (type(None),), {"type": "null"})
TEXT = Kind("text", (str,), (str,), {"type": "string"})
TRUTH = Kind("true or false", (bool,), (bool,), {"type": "boolean"})
WHOLE = Kind(
    *("a whole number", (int,), (int, float), {"type": "integer"}),
    back=lambda data, _: int(data),
    also=_no_part,
)
FLOAT = Kind("a finite number", (int, float), (int, float), {"type": "number"}, also=finite)
NUMBER = Kind(
    *("a finite number", (int, float, Fraction), _IN_JSON, _OR_TEXT),
    to=lambda value, at, out: out.number(value, at),
    back=lambda data, reader: reader.number(data),
    also=_writable,
)
FRACTION = Kind(
    *("a fraction", (Fraction,), _IN_JSON, _OR_TEXT),
    to=lambda value, at, out: out.number(value, at, always=True),
    back=_fraction,
    also=NUMBER.also,
)
DATE = Kind(
    *("a date as text", (PartialDate,), (str,), {"type": "string"}),
    to=lambda value, *_: value.edtf,
    back=lambda data, _: read_date(data),
)


def choice(words: tuple[str, ...]) -> Kind:
    """Return the kind of one of some words."""
    name, schema = f"one of {', '.join(words)}", {"enum": [*words]}
    return Kind(name, (str,), (str,), schema, also=lambda given: given in words)


def gathered(parts: Iterable[tuple[str, Kind, Any]], reader: Reader) -> list[Any]:
    """Read data at some places, each of a kind, and refuse all that are wrong together."""
    found, faults = [], Faults()
    for place, kind, data in parts:
        try:  # `Faults.at` does the same, but takes its time, and lists are long
            found.append(kind.read(data, reader))
        except Refused as refusal:
            faults.take(place, refusal.faults)
    faults.refuse_if_any()
    return found


def many(item: Kind, made: type = tuple) -> Kind:
    """Return the kind of a list of any length, all of one kind."""

    def to(value: Any, at: At, out: Writer) -> Any:
        held = sorted(value) if made is frozenset else value
        return [item.write(one, (at, index), out) for index, one in enumerate(held)]

    def back(data: Any, reader: Reader) -> Any:
        return made(gathered(((f"[{i}]", item, one) for i, one in enumerate(data)), reader))

    types = (tuple, Pairs) if made is tuple else (made,)
    return Kind("a list", types, (list,), {"type": "array", "items": item.schema}, to, back)


def row(items: tuple[Kind, ...]) -> Kind:
    """Return the kind of a list of some length, each of a kind of its own."""

    def to(value: Any, at: At, out: Writer) -> Any:
        pairs = enumerate(zip(items, value, strict=True))
        return [item.write(one, (at, index), out) for index, (item, one) in pairs]

    def back(data: Any, reader: Reader) -> Any:
        pairs = enumerate(zip(items, data, strict=True))
        return tuple(gathered(((f"[{i}]", item, one) for i, (item, one) in pairs), reader))

    schema: Schema = {"type": "array", "prefixItems": [item.schema for item in items]}
    schema |= {"items": False, "minItems": len(items)}
    name, fits = f"a list of {len(items)}", lambda given: len(given) == len(items)
    return Kind(name, (tuple,), (list,), schema, to, back, fits)


def table(item: Kind, made: Callable[[dict[str, Any]], Any], *types: type) -> Kind:
    """Return the kind of a table from text to one kind."""

    def to(value: Any, at: At, out: Writer) -> Any:
        return {name: item.write(held, (at, name), out) for name, held in value.items()}

    def back(data: Any, reader: Reader) -> Any:
        parts = ((f"[{shown(name)}]", item, held) for name, held in data.items())
        return made(dict(zip(data, gathered(parts, reader), strict=True)))

    schema = {"type": "object", "additionalProperties": item.schema}
    return Kind("a table with text keys", types, (dict,), schema, to, back, _all_text)


def _all_text(names: Any) -> bool:
    """Tell whether all are text."""
    return all(isinstance(name, str) for name in names)


def any_of(*kinds: Kind) -> Kind:
    """Return the kind of what is of one of some kinds."""
    words = " or ".join(dict.fromkeys(kind.words for kind in kinds))

    def to(value: Any, at: At, out: Writer) -> Any:
        for kind in kinds:
            if kind.takes(value, kind.types):
                return kind.to(value, at, out)
        raise TypeError(f"must be {words}, not {shown(value)}")

    def back(data: Any, reader: Reader) -> Any:
        fitting = [kind for kind in kinds if kind.takes(data, kind.json)]
        if not fitting:
            raise Refused(f"must be {words}, not {shown(data)}")
        for kind in fitting[:-1]:
            with suppress(Refused):
                return kind.back(data, reader)
        return fitting[-1].back(data, reader)

    types, json = ({*chain(*of)} for of in zip(*((k.types, k.json) for k in kinds), strict=True))
    return Kind(words, (*types,), (*json,), {"anyOf": [k.schema for k in kinds]}, to, back)

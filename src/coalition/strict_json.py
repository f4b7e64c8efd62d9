"""From text to JSON, strictly: for files, and for what the model keeps of them as JSON.

What Python lets pass, and other readers refuse or read otherwise, is refused: a key given twice,
numbers that are not finite or too long, halves of characters, and nesting without end. Whatever is
found in place of a value is kept until the whole text is read, so that every fault is named with
its place.
"""

import json
import math
import re
from collections import Counter
from typing import Any

import attrs

from coalition.errors import Fault
from coalition.faults import Faults, Refused, named, shown

_DEPTH = 32  # levels of nesting; the deepest file that we know of has six
_DIGITS = 400  # characters of a number: no float needs more


@attrs.frozen
class _Wrong:
    """What stands in the tree where a value is refused, perhaps with that value."""

    message: str
    value: Any = None


def loads(text: str, *, depth: int = _DEPTH) -> Any:
    """Return what a JSON text says, or refuse it with every fault; what is null stays None."""
    too_deep = f"nested deeper than {depth} levels, which no file needs"
    try:
        tree = json.loads(
            text,
            parse_float=_number,
            parse_int=_number,
            parse_constant=lambda word: _Wrong(f"{word} is no number in JSON"),
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        message = f"not JSON: {error.msg} (column {error.colno})"
        raise Refused(Fault("", message, error.lineno)) from None
    except RecursionError:
        raise Refused(too_deep) from None
    _faults(tree, depth, too_deep).refuse_if_any()
    return tree


def _number(written: str) -> Any:
    if len(written) > _DIGITS:
        return _Wrong(f"a number of more than {_DIGITS} characters")
    if written.lstrip("-").isdigit():
        return int(written)
    number = float(written)
    return number if math.isfinite(number) else _Wrong(f"{shown(written)[1:-1]} is too large")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        times = Counter(key for key, _ in pairs)
        for key in [key for key in table if times[key] > 1]:
            table[key] = _Wrong("is given more than once", table[key])
    return table


def _faults(tree: Any, deepest: int, too_deep: str) -> Faults:
    """Return what is wrong in a tree, in the order of the text."""
    faults = Faults()
    ahead: list[tuple[str, int, Any]] = [("", 0, tree)]
    while ahead:
        place, depth, value = ahead.pop()
        if isinstance(value, _Wrong):
            faults.note(place, value.message)
            ahead.append((place, depth, value.value))
        elif isinstance(value, str) and _halved(value):
            faults.note(place, f"half of a character, in {shown(value)}")
        elif isinstance(value, dict | list) and depth == deepest:
            faults.note(re.split(r"[.\[]", place)[0], too_deep)
            return faults
        elif isinstance(value, list):
            below = [(f"{place}[{index}]", depth + 1, item) for index, item in enumerate(value)]
            ahead += reversed(below)
        elif isinstance(value, dict):
            for key in filter(_halved, value):
                faults.note(place, f"half of a character, in the key {shown(key)}")
            within = [(_below(place, key), depth + 1, item) for key, item in value.items()]
            ahead += reversed(within)
    return faults


def _below(place: str, key: str) -> str:
    return f"{place}.{named(key)}" if place else named(key)


def _halved(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text)

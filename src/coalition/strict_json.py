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
from collections.abc import Iterable, Iterator
from typing import Any

import attrs

from coalition.errors import Fault
from coalition.faults import Refused, named, shown

_DEPTH = 32  # levels of nesting; the deepest file that we know of has six
_DIGITS = 400  # characters of a number: no float needs more


@attrs.frozen
class _Wrong:
    """What stands in the tree where a value is refused, perhaps with that value."""

    message: str
    value: Any = None


_SEARCHED = {dict, list, _Wrong}


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
    # nearly no text needs the search that knows the place of everything
    if _is_doubtful(text, tree, depth) and (
        faults := dict.fromkeys(_faults("", tree, depth, too_deep))
    ):
        raise Refused(*faults)
    return tree


def _is_doubtful(text: str, tree: Any, depth: int) -> bool:
    """Tell whether a half of a character, a refused value or too many levels may be in a text."""
    level: list[Any] = [[tree]]
    for _ in range(depth + 1):
        if _Wrong in map(type, level):
            return True
        inner = (one.values() if isinstance(one, dict) else one for one in level)
        level = [one for held in inner for one in held if type(one) in _SEARCHED]
    try:
        text.encode()
    except UnicodeEncodeError:
        return True
    return bool(level) or "\\ud" in text or "\\uD" in text


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


def _faults(place: str, value: Any, levels: int, too_deep: str) -> Iterator[Fault]:
    """Yield what is wrong in a tree of so many levels at most, in the order of the text."""
    if isinstance(value, _Wrong):
        yield Fault(place, value.message)
        value = value.value
    if isinstance(value, str) and _halved(value):
        yield Fault(place, f"half of a character, in {shown(value)}")
    if not isinstance(value, dict | list):
        return
    if not levels:
        yield Fault(re.split(r"[.\[]", place)[0], too_deep)
        return
    below: Iterable[tuple[str, Any]]
    if isinstance(value, list):
        below = ((f"{place}[{index}]", item) for index, item in enumerate(value))
    else:
        for key in filter(_halved, value):
            yield Fault(place, f"half of a character, in the key {shown(key)}")
        head = f"{place}." if place else ""
        below = ((f"{head}{named(key)}", item) for key, item in value.items())
    for inner, item in below:
        if isinstance(item, _Wrong | str | dict | list):  # as little else can be wrong
            yield from _faults(inner, item, levels - 1, too_deep)


def _halved(text: str) -> bool:
    return not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text)

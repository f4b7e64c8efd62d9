"""The line of a TOML text that a place such as ``positions[7].stance`` is written on."""

from collections.abc import Iterable, Iterator

from coalition.errors import Fault
from coalition.io.case._tokens import parts, tokens

_DEPTH = 8  # parts of a place that are taken off in search of its line; a case has five


def located(faults: Iterable[Fault], text: str) -> tuple[Fault, ...]:
    """Return faults with the lines of their places, in order of line and then of place.

    What is not there, such as a missing field, is found where that is which should have it. A line
    that is known already stays. A text with faults in places is one that has been parsed, so that
    nothing in it is too long or too deep to be looked at again.
    """
    faults = list(faults)
    found: dict[str, int] = {}
    for place, line in _outline(text) if any(fault.place for fault in faults) else ():
        found.setdefault(place, line)
    placed = []
    for fault in faults:
        lines = (found[place] for place in _outwards(fault.place) if place in found)
        placed.append(Fault(fault.place, fault.message, fault.line or next(lines, None)))
    return tuple(sorted(placed, key=lambda fault: (fault.line or 0, fault.place)))


def _outwards(place: str) -> Iterator[str]:
    """Yield a place and those around it."""
    for _ in range(_DEPTH):
        if place:
            yield place
        place = place[: max(place.rfind("."), place.rfind("["), 0)]


def _outline(text: str) -> Iterator[tuple[str, int]]:
    """Yield the places of a TOML text with their lines, the first mention of each first."""
    lengths: dict[str, int] = {}  # of the lists that [[headers]] make
    stack: list[tuple[str, int | None]] = []  # lists and inline tables that are not closed yet,
    # with the index of the item being written; None in a table
    table = ""  # the place of the last header
    value: str | None = None  # the place of the value to come; None where a statement begins
    word, brackets = "", 0
    for kind, written, line in tokens(text):
        inner, index = stack[-1] if stack else (table, None)
        if index is not None and (kind in {"word", "text"} or written in {"[", "{"}):
            value = f"{inner}[{index}]"
            yield value, line
        if kind == "word":
            word = written
        elif written == "=":
            value = inner
            for part in parts(word):  # more than one, if the key is dotted
                value = _joined(value, part)
                yield value, line
        elif value is None and written == "[":
            brackets += 1
        elif written in {"[", "{"}:
            stack.append((str(value), 0 if written == "[" else None))
        elif stack and written in {"]", "}"}:
            stack.pop()
        elif brackets and written == "]":
            for table in _header(word, lengths, doubled=brackets > 1):
                yield table, line
            brackets = 0
        elif index is not None and written == ",":
            stack[-1] = inner, index + 1
        elif written == "\n" and not stack:
            value = None


def _header(key: str, lengths: dict[str, int], *, doubled: bool) -> Iterator[str]:
    """Yield the places that a header names, the one that the keys below it belong to last."""
    place = ""
    names = parts(key)
    for depth, name in enumerate(names, 1):
        place = _joined(place, name)
        yield place
        if doubled and depth == len(names):
            lengths[place] = lengths.get(place, 0) + 1
        if place in lengths:
            place = f"{place}[{lengths[place] - 1}]"
            yield place


def _joined(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name

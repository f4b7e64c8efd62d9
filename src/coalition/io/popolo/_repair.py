"""What is done about the faults of a document: they are grouped, or what has them is left out."""

import re
from collections.abc import Iterable
from typing import Any

import attrs

from coalition.errors import Fault
from coalition.faults import Faults
from coalition.io.popolo._document import LISTS
from coalition.io.popolo._items import LEFT_OUT, OWN
from coalition.sentences import counted, examples

_ALIKE = 6  # faults of different words at places of one kind that are named
_RECORDS = {*LISTS, "children", "identifiers", "other_names"}
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_OTHER = re.compile(r"contradicts ([\w.\[\]-]+),")


def grouped(faults: Iterable[Fault]) -> Faults:
    """Return faults with those that say the same as one, and of many of one kind the first few."""
    places: dict[tuple[str, str], list[Fault]] = {}
    for fault in dict.fromkeys(faults):
        kind = re.sub(r"\[\d+\]", "[]", fault.place)
        places.setdefault((kind, fault.message), []).append(fault)
    found = Faults()
    kinds: dict[str, list[list[Fault]]] = {}
    for (kind, _), same in places.items():
        kinds.setdefault(kind, []).append(same)
        if len(kinds[kind]) <= _ALIKE:
            more = examples((fault.place for fault in same[1:]), 2)
            message = f"{same[0].message} (and at {more})" if more else same[0].message
            found.append(attrs.evolve(same[0], message=message))
    for groups in kinds.values():
        if rest := [fault for same in groups[_ALIKE:] for fault in same]:
            more = f" (and {counted(len(rest) - 1, 'more fault')} like this)" if rest[1:] else ""
            found.append(attrs.evolve(rest[0], message=f"{rest[0].message}{more}"))
    return found


def cut_out(tree: Any, faults: Iterable[Fault]) -> list[str]:
    """Take the smallest records with faults out of a document, and return a sentence for each.

    In lists of the document a mark stays where a record was, so that places stay as they are.
    """
    told: dict[tuple[str | int, ...], str] = {}
    for fault in faults:
        for place in [fault.place, *_OTHER.findall(fault.message)]:
            path = tuple(int(index) if index else key for key, index in _STEP.findall(place))
            if found := _record(tree, path):
                record = _named(found)
                within = str(fault).removeprefix(record).lstrip(".: ")
                told.setdefault(found, f"Left out: {record} ({within}).")
    # the last first, so that no place moves before it is dealt with
    for path in sorted(told, key=lambda path: [f"{step:>12}" for step in path], reverse=True):
        *above, last = path
        node = tree
        for step in above:
            node = node[step]
        if path[0] == OWN or isinstance(last, str):
            del node[last]
        else:
            node[last] = LEFT_OUT
    return [*told.values()]


def _named(path: Iterable[str | int]) -> str:
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return "".join(steps).removeprefix(".")


def _record(tree: Any, path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """Return the path of the smallest record that a place is in; empty where there is none."""
    node, there = tree, 0
    for step in path:
        fits = isinstance(node, list if isinstance(step, int) else dict)
        if not fits or not (0 <= step < len(node) if isinstance(step, int) else step in node):
            break
        if node[step] is LEFT_OUT:
            break
        node = node[step]
        there += 1
    for end in range(there, 1, -1):
        listed = path[end - 2] in _RECORDS or path[0] == OWN
        if isinstance(path[end - 1], int) and listed:
            return path[:end]
    return path[: min(there, 1 + (path[:1] == (OWN,)))]

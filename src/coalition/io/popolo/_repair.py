"""What is done about the faults of a document: they are grouped, or what has them is left out."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

from coalition.errors import Fault
from coalition.faults import Faults
from coalition.io.popolo._document import LISTS
from coalition.io.popolo._items import OWN
from coalition.sentences import counted, examples

_ALIKE = 6  # faults of different words at places of one kind that are named
_KINDS = "|".join((*LISTS, "children", "identifiers", "other_names"))
_RECORD = re.compile(rf"{OWN}(\.[^.\[]+)?|.*(?<!\w)(?:{_KINDS})\[\d+\]|\w+")  # the smallest one
_OTHER = re.compile(r"contradicts ([\w.\[\]-]+),")


def grouped(faults: Iterable[Fault]) -> Faults:
    """Return faults with those that say the same as one, and of many of one kind the first few."""
    kinds: dict[str, dict[str, list[str]]] = {}
    for fault in dict.fromkeys(faults):
        said = kinds.setdefault(re.sub(r"\[\d+\]", "[]", fault.place), {})
        said.setdefault(fault.message, []).append(fault.place)
    found = Faults()
    for said in kinds.values():
        for message, places in [*said.items()][:_ALIKE]:
            more = examples(places[1:], 2)
            found.note(places[0], f"{message} (and at {more})" if more else message)
        if rest := [(place, said) for said, places in [*said.items()][_ALIKE:] for place in places]:
            more = f" (and {counted(len(rest) - 1, 'more fault')} like this)" if rest[1:] else ""
            found.note(rest[0][0], f"{rest[0][1]}{more}")
    return found


def records(tree: Any, faults: Iterable[Fault]) -> Iterator[tuple[str, str]]:
    """Yield the smallest records of a document that have faults, each with a sentence."""
    for fault in faults:
        for place in [fault.place, *_OTHER.findall(fault.message)]:
            if found := _RECORD.match(place):
                whole = found[1] and found[1][1:] not in tree[OWN]
                record = OWN if whole else found[0]
                within = str(fault).removeprefix(record).lstrip(".: ")
                yield record, f"Left out: {record} ({within})."


def leave_out(tree: Any, record: str) -> None:
    """Put nothing where a record of a document is, so that places of others stay as they are."""
    steps = re.findall(r"([^.\[\]]+)|\[(\d+)\]", record)
    *above, last = [int(index) if index else key for key, index in steps]
    with suppress(TypeError):  # what is within one that is left out is left out with it
        for step in above:
            tree = tree[step]
        tree[last] = None

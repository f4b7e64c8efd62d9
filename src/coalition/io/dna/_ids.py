"""Ids made from the names that another program's file has."""

import unicodedata
from collections.abc import Iterable
from itertools import chain, count

from coalition.characters import folded, is_hidden


def worded(name: str) -> str:
    """Return a name on one line, without hidden characters or more spaces than one in a row."""
    seen = "".join(c for c in name if c.isspace() or not is_hidden(c))
    return unicodedata.normalize("NFC", " ".join(seen.split()))


def ids_of(names: Iterable[str]) -> list[str]:
    """Return an id for each name, `worded` and not empty: itself, or ``Name (2)`` for a second."""
    found: dict[str, str] = {}  # by what a reader takes for the same
    for name in names:
        numbered = (f"{name} ({number})" for number in count(2))
        id = next(id for id in chain([name], numbered) if folded(id) not in found)
        found[folded(id)] = id
    return [*found.values()]

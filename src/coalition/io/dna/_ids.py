"""Ids made from the names that another program's file has."""

import unicodedata
from collections import Counter

from coalition.characters import folded, is_hidden


def worded(name: str) -> str:
    """Return a name on one line, without hidden characters or more spaces than one in a row."""
    seen = "".join(c for c in name if c.isspace() or not is_hidden(c))
    return unicodedata.normalize("NFC", " ".join(seen.split()))


class Ids:
    """Gives an id to each name: the name itself, or ``Name (2)`` where that is taken already."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._times: Counter[str] = Counter()

    def of(self, name: str) -> str:
        """Return an id for a name, which is `worded` and not empty."""
        key = folded(name)
        while True:
            self._times[key] += 1
            found = name if self._times[key] == 1 else f"{name} ({self._times[key]})"
            if folded(found) not in self._taken:
                self._taken.add(folded(found))
                return found

"""The small case that the tests of the model change in one place each."""

from typing import Any

import coalition as co

__all__ = ["small"]


def small(**more: Any) -> co.Coalition:
    """Return a case of two parties, of which one has a politician, and of one proposal."""
    parts: dict[str, Any] = {
        "parties": [co.Party("A", seats=3), co.Party("B")],
        "politicians": [co.Politician("ann", "Ann Ash", "A")],
        "proposals": [co.Proposal("p", "t/u")],
    }
    return co.Coalition(**{**parts, **more})

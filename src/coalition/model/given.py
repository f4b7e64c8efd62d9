"""What a caller may give as a case: a case, or the name of one that comes with the library."""

from typing import TypeAlias

from coalition.doors import taken
from coalition.model.coalition import Coalition

Case: TypeAlias = Coalition | str


def a_case(given: Case, function: str) -> Coalition:
    """Return the case that a function was given; refuse what is none, and say what would be."""
    case: Coalition = taken(given, (Coalition,), "a Coalition", function)
    return case

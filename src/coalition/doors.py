"""At the door of a function: what it takes, and what would be right in place of what it was given.

The core opens no file, and yet takes the name of a shipped case for the case. The package, which
loads by name whatever is asked of it, is asked for it there.
"""

from collections.abc import Iterable
from typing import Any

import coalition
from coalition.characters import nfc
from coalition.errors import Fault, Invalid, InvalidValue
from coalition.faults import Refused, as_error, each, shown

READERS = {  # by the longest suffix that fits
    ".toml": "read_case",
    ".json": "read_popolo",
    **dict.fromkeys(("datapackage.json", ".zip"), "read_datapackage"),
    ".dna": "read_dna",
    ".txt": "read_decide",
    ".tab": "read_decide",
    ".parquet": "read_votes",
    **dict.fromkeys((".csv", ".tsv", ".xlsx", ".xls", ".ods"), "read_statements"),
}
A_GRAPH = "a networkx graph, such as co.agreement_graph makes of a case"
_PLAIN = (str, bytes, int, float, type(None), list, tuple, dict, set)


def taken(value: Any, kinds: tuple[type, ...], takes: str, function: str) -> Any:
    """Return a value of one of the kinds, or the shipped case of a name; refuse all else.

    `takes` says in words what the function takes.
    """
    if isinstance(value, kinds) and not isinstance(value, type):
        return value
    path = value.__fspath__() if hasattr(value, "__fspath__") else value
    reading = _reading(path) if isinstance(path, str) else None
    if isinstance(value, str) and not reading:
        return coalition.load_case(value)
    if reading:
        raise InvalidValue((Fault("", f"{shown(path)} is a file: give {reading}"),), function)
    hint = ""
    if hasattr(value, "__arrow_c_stream__") or hasattr(value, "__dataframe__"):
        hint = "; give what co.read_statements or co.read_votes makes of it"
    elif type(value).__module__.startswith("networkx"):
        hint = "; of a graph, co.partition tells the blocs"
    raise refusal(value, f"{takes} or the name of a shipped case", function, hint=hint)


def refusal(
    value: Any, takes: str, function: str, error: type[Invalid] = InvalidValue, hint: str = ""
) -> Invalid:
    """Return the error that says what a function takes, and of what kind the value is instead."""
    kind = type(value).__name__
    given = f"{'an' if kind[0] in 'AEIOaeio' else 'a'} {kind}"
    if isinstance(value, type):
        given = f"the class {value.__name__}"
    elif isinstance(value, _PLAIN) or hasattr(value, "__fspath__"):
        given = shown(value)
    return error((Fault("", f"must be {takes}, not {given}{hint}"),), function)


def names_in(given: Iterable[str], argument: str) -> tuple[str, ...]:
    """Return the names in a list, in the form in which ids are kept; refuse what is no list."""
    with as_error(argument):
        return each(given, _name)


def _name(given: str) -> str:
    if not isinstance(given, str):
        raise Refused(f"must be text, not {shown(given)}")
    return nfc(given)


def _reading(path: str) -> str | None:
    """Return what reads a file of this name; None for what is no name of a file."""
    name = path.lower()
    fitting = [suffix for suffix in READERS if name.endswith(suffix)]
    if fitting:
        return f"co.{READERS[max(fitting, key=len)]}({shown(path)})"
    is_one = "/" in name or "\\" in name or "." in name.strip(".")
    return "what a function co.read_... makes of it" if is_one else None

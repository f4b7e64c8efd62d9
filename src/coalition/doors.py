"""At the door of a function: what it takes, and what would be right in place of what it was given.

The core opens no file, and yet takes the name of a shipped case for the case. The package, which
loads by name whatever is asked of it, is asked for it there.
"""

from typing import Any

import coalition
from coalition.errors import Fault, Invalid, InvalidValue
from coalition.faults import shown

_READERS = {  # by the longest suffix that fits
    ".toml": "read_case",
    ".json": "read_popolo",
    "datapackage.json": "read_datapackage",
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
    if isinstance(value, str) and not _reading(value):
        return coalition.load_case(value)
    raise refusal(value, f"{takes} or the name of a shipped case", function)


def refusal(value: Any, takes: str, function: str, error: type[Invalid] = InvalidValue) -> Invalid:
    """Return the error that says what a function takes, and what would be right of this value."""
    path = value.__fspath__() if hasattr(value, "__fspath__") else value
    if isinstance(value, type):
        message = f"{value.__name__} is a class: give one of its values, or else {takes}"
    elif isinstance(path, str) and (reading := _reading(path)):
        message = f"{shown(path)} is a file: give {reading}"
    else:
        message = f"must be {takes}, not {_described(value)}"
    return error((Fault("", message),), function)


def _reading(path: str) -> str:
    """Return what reads a file of this name, an empty string for what is no name of a file."""
    name = path.lower()
    fitting = [suffix for suffix in _READERS if name.endswith(suffix)]
    if fitting:
        return f"co.{_READERS[max(fitting, key=len)]}({shown(path)})"
    looks_like_one = "/" in name or "\\" in name or "." in name.strip(".")
    return "what one of the functions co.read_... makes of it" if looks_like_one else ""


def _described(value: Any) -> str:
    """Return a value as a message names it: as it is if it is plain, else by its kind."""
    if hasattr(value, "__arrow_c_stream__") or hasattr(value, "__dataframe__"):
        return "a data frame: give what co.read_statements or co.read_votes makes of it"
    if type(value).__module__.startswith("networkx"):
        return "a graph: that can be given to co.partition and co.balance"
    if isinstance(value, _PLAIN):
        return shown(value)
    kind = type(value).__name__
    return f"{'an' if kind[0] in 'AEIOUaeiou' else 'a'} {kind}"

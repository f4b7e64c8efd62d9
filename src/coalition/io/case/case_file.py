"""Case files in TOML: read to the last fault, and written so that they read back equal.

`loads` and `dumps` work on text; `read_case` and `write_case` add the file.
"""

import os
import re
from typing import Any

import tomli_w

from coalition.errors import Fault, InvalidCase
from coalition.faults import Refused, build
from coalition.io import atomic
from coalition.io.case._line_numbers import located
from coalition.io.case._toml import parsed
from coalition.io.case.plain_tables import tabled
from coalition.io.text import a_path, decoded, taken
from coalition.model.coalition import Coalition
from coalition.model.given import Case, a_case


def read_case(path: str | os.PathLike[str], *, max_bytes: int = 50_000_000) -> Coalition:
    """Read a case file.

    Parameters
    ----------
    path : path-like
        A file in TOML, in UTF-8.
    max_bytes : int
        Size beyond which a file is refused unread.

    Returns
    -------
    Coalition
        What the file says.

    Raises
    ------
    InvalidCase
        If the file is not TOML, or contradicts itself or the format. Every fault is named, with
        its place and line.
    OSError
        If there is no such file, or it cannot be read.

    Examples
    --------
    >>> import coalition as co
    >>> co.read_case("nowhere.toml")
    Traceback (most recent call last):
    FileNotFoundError: [Errno 2] No such file or directory: 'nowhere.toml'
    """
    file = a_path(path, "read_case")
    return loads(taken(file, max_bytes), file.name)


def write_case(case: Case, path: str | os.PathLike[str]) -> None:
    """Write a case file, from which `read_case` reads an equal case.

    The file is written whole or not at all: whatever goes wrong, there is the old file or the new
    one. What is at its default is left out. An existing file keeps its mode.

    Parameters
    ----------
    case : Coalition or str
        What to write.
    path : path-like
        Where to; what is there is replaced.

    Raises
    ------
    OSError
        If it cannot be written.

    Examples
    --------
    >>> import coalition as co, tempfile
    >>> case = co.Coalition(parties=[co.Party("VVD", seats=34)])
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     co.write_case(case, f"{folder}/case.toml")
    ...     co.read_case(f"{folder}/case.toml") == case
    True
    """
    case = a_case(case, "write_case")
    atomic.write(a_path(path, "write_case"), dumps(case).encode())


def loads(data: str | bytes, name: str = "case") -> Coalition:
    r"""Return the coalition that a TOML text describes; `name` is what errors call the text.

    Raises
    ------
    InvalidCase
        If the text is not TOML, or contradicts itself or the format; every fault is named.

    Examples
    --------
    >>> from coalition.io.case.case_file import loads
    >>> loads("[[parties]]\nid = 'VVD'\nseats = 34.0", name="mine.toml")
    Traceback (most recent call last):
    coalition.errors.InvalidCase: mine.toml: line 3: parties[0].seats: must be a whole number, ...
    """
    text = ""
    try:
        text = decoded(data)
        return build(Coalition, parsed(text))
    except Refused as refusal:
        faults = refusal.faults
    except RecursionError:
        faults = (Fault("", "nested deeper than can be read; a case needs five levels"),)
    raise InvalidCase(located(faults, text), name)


def dumps(case: Coalition) -> str:
    """Return the coalition as a TOML text, from which `loads` makes an equal one.

    Examples
    --------
    >>> import coalition as co
    >>> from coalition.io.case.case_file import dumps
    >>> print(dumps(co.Coalition(name="sketch", parties=[co.Party("VVD", seats=34)])), end="")
    name = "sketch"
    <BLANKLINE>
    [[parties]]
    id = "VVD"
    seats = 34
    """
    table = tabled(case)
    lists = {name: table.pop(name) for name in list(table) if isinstance(table[name], list)}
    items = (_item(name, item) for name, listed in lists.items() for item in listed)
    return "\n".join(filter(None, (tomli_w.dumps(table), *items)))


def _item(name: str, table: dict[str, Any]) -> str:
    """Return a table of a list, always under a header of its own, so that changes stay small."""
    below = re.sub(r"^\[+", rf"\g<0>{name}.", tomli_w.dumps(table), flags=re.MULTILINE)
    return f"[[{name}]]\n{below}"

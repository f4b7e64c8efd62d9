"""Case files in TOML: read to the last fault, and written so that they read back equal.

`loads` and `dumps` work on text; `read_case` and `write_case` add the file.
"""

import json
import os
from collections.abc import Iterable
from itertools import starmap
from typing import Any

from coalition.errors import Fault, InvalidCase, InvalidValue
from coalition.faults import Refused, build, shown
from coalition.io import atomic
from coalition.io.case._line_numbers import located
from coalition.io.case._toml import parsed
from coalition.io.case.plain_tables import tabled
from coalition.io.case.short_form import shortened, spelled_out
from coalition.io.text import a_path, decoded, taken
from coalition.model.coalition import Coalition
from coalition.model.given import Case, a_case

_WIDTH = 100


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
    one. What is at its default is left out, and neighbors that differ in an actor or a proposal
    only are written as one. An existing file keeps its mode.

    Parameters
    ----------
    case : Coalition or str
        What to write.
    path : path-like
        Where to, a name that ends in ``.toml``; what is there is replaced.

    Raises
    ------
    InvalidValue
        If the name ends otherwise.
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
    case, file = a_case(case, "write_case"), a_path(path, "write_case")
    if file.suffix.lower() != ".toml":
        message = f"a case file ends in .toml, not {shown(file.name)}"
        other = "write_popolo writes .json, write_datapackage a folder, convert any format"
        raise InvalidValue((Fault("path", f"{message}; {other}"),), "write_case")
    atomic.write(file, dumps(case).encode())


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
    text, spelled = "", None
    try:
        text = decoded(data)
        spelled = spelled_out(parsed(text))
        return build(Coalition, spelled.tables)
    except Refused as refusal:
        faults: Iterable[Fault] = refusal.faults
    except RecursionError:
        faults = (Fault("", "nested deeper than can be read; a case needs five levels"),)
    raise InvalidCase(located(spelled.located(faults) if spelled else faults, text), name)


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
    fields: list[str] = []
    tables = [fields]
    for name, value in shortened(tabled(case)).items():
        if isinstance(value, list):
            tables += [[f"[[{name}]]", *starmap(_line, item.items())] for item in value]
        else:
            fields.append(_line(name, value))
    return "\n".join("\n".join([*lines, ""]) for lines in tables if lines)


def _line(key: str, value: Any) -> str:
    """Return a key with its value: on one line, but for lists that are long or of tables."""
    line = f"{key} = {_written(value)}"
    tables = isinstance(value, list) and len(value) > 1 and isinstance(value[0], dict)
    if not tables and (len(line) <= _WIDTH or not isinstance(value, list)):
        return line
    return "\n".join([f"{key} = [", *(f"    {_written(item)}," for item in value), "]"])


def _written(value: Any) -> str:
    """Return a value as TOML has it: text and truths are as in JSON."""
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_written(item)}' for key, item in value.items())} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(_written, value))}]"
    return json.dumps(value, ensure_ascii=False)

"""Case files in TOML: read to the last fault, and written so that they read back equal."""

from collections.abc import Iterable
from itertools import starmap
from os import PathLike
from typing import Any

from coalition.doors import refusal
from coalition.errors import Fault, InvalidCase, InvalidValue
from coalition.faults import Refused, build, shown
from coalition.io.case._line_numbers import located
from coalition.io.case._toml import parsed
from coalition.io.case.plain_tables import tabled
from coalition.io.case.short_form import shortened, spelled_out
from coalition.io.text import File, Target, decoded, name_of, plain_json, put, taken
from coalition.model.coalition import Coalition
from coalition.model.given import Case, a_case

_WIDTH = 100


def read_case(path: File, *, max_bytes: int = 50_000_000) -> Coalition:
    """Read a case file.

    Parameters
    ----------
    path : path-like, bytes or open file
        A file in TOML, in UTF-8: its path, what is in it, or a file that is open in binary or text
        mode. That is read from where it stands, and left open.
    max_bytes : int
        Size beyond which a file is refused; no more is read.

    Returns
    -------
    Coalition
        What the file says.

    Raises
    ------
    InvalidCase
        If the file is not TOML, or contradicts itself or the format. Every fault is named, with
        its place and line.
    InvalidValue
        If an open file is closed, or is not open for reading.
    OSError
        If there is no such file, or it cannot be read.

    See Also
    --------
    loads_case : The same of text.

    Examples
    --------
    >>> import coalition as co
    >>> co.read_case("nowhere.toml")
    Traceback (most recent call last):
    FileNotFoundError: [Errno 2] No such file or directory: 'nowhere.toml'
    """
    return loads_case(*taken(path, "read_case", "the case file", max_bytes))


def write_case(case: Case, path: Target) -> None:
    """Write a case file, from which `read_case` reads an equal case.

    A file is written whole or not at all: whatever goes wrong, there is the old file or the new
    one. What is at its default is left out, and neighbors that differ in an actor or a proposal
    only are written as one. An existing file keeps its mode.

    Parameters
    ----------
    case : Coalition or str
        What to write.
    path : path-like or open file
        Where to: a name that ends in ``.toml``, where what is there is replaced; or a file that is
        open for writing, in binary mode or as text in UTF-8, which is left open.

    Raises
    ------
    InvalidValue
        If the name ends otherwise, or an open file cannot be written to. Then nothing is written.
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
    text = dumps_case(a_case(case, "write_case"))
    if isinstance(path, str | PathLike) and not (name := name_of(path)).lower().endswith(".toml"):
        message = f"a case file ends in .toml, not {shown(name)}"
        other = "write_popolo writes .json, write_datapackage a folder, convert any format"
        raise InvalidValue((Fault("path", f"{message}; {other}"),), "write_case")
    put(text, path, "write_case")


def loads_case(text: str | bytes, name: str = "case") -> Coalition:
    r"""Return the case that the text of a case file describes.

    Parameters
    ----------
    text : str or bytes
        TOML; bytes are in UTF-8.
    name : str
        What errors call it.

    Returns
    -------
    Coalition
        What the text says.

    Raises
    ------
    InvalidCase
        If the text is not TOML, or contradicts itself or the format; every fault is named.
    InvalidValue
        If it is no text.

    See Also
    --------
    read_case : The same of a file.
    dumps_case : The other way.

    Examples
    --------
    >>> import coalition as co
    >>> co.loads_case("[[parties]]\nid = 'VVD'\nseats = 34.0", name="mine.toml")
    Traceback (most recent call last):
    coalition.errors.InvalidCase: mine.toml: line 3: parties[0].seats: must be a whole number, ...
    """
    if not isinstance(text, str | bytes):
        raise refusal(text, "the text of a case file, or its bytes", "loads_case")
    toml, spelled = "", None
    try:
        toml = decoded(text)
        spelled = spelled_out(parsed(toml))
        return build(Coalition, spelled.tables)
    except Refused as refused:
        faults: Iterable[Fault] = refused.faults
    except RecursionError:
        faults = (Fault("", "nested deeper than can be read; a case needs five levels"),)
    raise InvalidCase(located(spelled.located(faults) if spelled else faults, toml), name)


def dumps_case(case: Case) -> str:
    """Return a case as the text of a case file, from which `loads_case` makes an equal one.

    Parameters
    ----------
    case : Coalition or str
        A case, or the name of a shipped one.

    Returns
    -------
    str
        TOML, as `write_case` writes it.

    Examples
    --------
    >>> import coalition as co
    >>> case = co.Coalition(name="sketch", parties=[co.Party("VVD", seats=34)])
    >>> print(co.dumps_case(case), end="")
    name = "sketch"
    <BLANKLINE>
    [[parties]]
    id = "VVD"
    seats = 34
    """
    fields: list[str] = []
    tables = [fields]
    for name, value in shortened(tabled(a_case(case, "dumps_case"))).items():
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
    return plain_json(value)

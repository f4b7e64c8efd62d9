"""Text of files: as many bytes as are allowed, in UTF-8; and JSON as the library writes it."""

import json
import os
from pathlib import Path
from typing import Any

import coalition
from coalition.doors import refusal
from coalition.errors import Fault, InvalidCase, InvalidValue
from coalition.faults import Refused, shown


def a_path(given: str | os.PathLike[str], function: str) -> Path:
    """Return the path that a function was given; refuse what is none.

    A shipped case is no file: who would read one by its name is told how to load it.
    """
    if not isinstance(given, str | os.PathLike) or isinstance(os.fspath(given), bytes):
        raise refusal(given, "the path of a file", function)
    path = Path(given)
    if function.startswith("read_") and given in coalition.list_cases() and not path.exists():
        message = f"{shown(given)} is a shipped case: give co.load_case({shown(given)})"
        raise InvalidValue((Fault("", message),), function)
    return path


def taken(file: Path, max_bytes: int) -> bytes:
    """Return the bytes of a file; raise `InvalidCase` where they are too many."""
    with file.open("rb") as opened:
        data = opened.read(max_bytes + 1)
        size = max(len(data), os.fstat(opened.fileno()).st_size)
    if size > max_bytes:
        message = f"{size} bytes are more than max_bytes={max_bytes}"
        fault = Fault("", f"{message}; give a larger one to read them")
        raise InvalidCase((fault,), file.name)
    return data


def decoded(data: str | bytes) -> str:
    """Return data as text in UTF-8, without a byte order mark and with line feeds only."""
    try:
        text = data if isinstance(data, str) else data.decode()
    except UnicodeDecodeError as error:
        message = f"not UTF-8: byte {error.start} is 0x{data[error.start]:02X}; save it as UTF-8"
        line = error.object.count(b"\n", 0, error.start) + 1
        raise Refused(Fault("", message, line)) from None
    return text.removeprefix("\ufeff").replace("\r\n", "\n")


def as_json(tree: Any) -> str:
    """Return tables and lists as JSON that people can read, too."""
    return json.dumps(tree, indent=2, ensure_ascii=False) + "\n"

"""Text of files: as many bytes as are allowed, in UTF-8; and JSON as the library writes it."""

import json
import os
from pathlib import Path
from typing import Any

from coalition.errors import Fault, InvalidCase
from coalition.faults import Refused


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

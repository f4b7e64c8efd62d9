"""Reading a file that may be of any size, up to a limit."""

import os
from pathlib import Path

from coalition.errors import Fault, InvalidCase

__all__ = ["read_bytes"]


def read_bytes(file: Path, max_bytes: int) -> bytes:
    """Return what is in a file, or raise `InvalidCase` where that is more than `max_bytes`."""
    with file.open("rb") as opened:
        data = opened.read(max_bytes + 1)
        size = max(len(data), os.fstat(opened.fileno()).st_size)
    if size > max_bytes:
        fault = f"{size} bytes are more than max_bytes={max_bytes}; give a larger one to read them"
        raise InvalidCase((Fault("", fault),), file.name)
    return data

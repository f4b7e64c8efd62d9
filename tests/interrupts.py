"""Ctrl-C at a chosen line of the library, instead of after a time that depends on the machine."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any, TypeVar

import coalition as co

__all__ = ["interrupted_at", "lines_of"]

T = TypeVar("T")

SOURCE = str(Path(co.__file__).parent)


def lines_of(call: Callable[[], object], function: str = "") -> int:
    """Return how many lines of the library, or of one of its functions, a call runs through."""
    return _traced(call, None, function)[1]


def interrupted_at(line: int, call: Callable[[], T], function: str = "") -> T:
    """Return what a call gives that Ctrl-C comes to as it enters the line with this number."""
    return _traced(call, line, function)[0]


def _traced(call: Callable[[], T], at: int | None, function: str) -> tuple[T, int]:
    lines = 0

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal lines
        code = frame.f_code
        if not code.co_filename.startswith(SOURCE) or function not in {"", code.co_qualname}:
            return None
        if event == "line":
            lines += 1
            if lines == at:
                raise KeyboardInterrupt  # which ends the tracing
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        found = call()
    finally:
        sys.settrace(before)
    return found, lines

"""What is written to the terminal: answers, mistakes, and that something takes a while."""

import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import TextIO

from coalition.characters import safe

_SECOND = 1
_HEADING = r"(?m)^.+(?=\n-+$)"


def say(text: str, stream: TextIO | None = None) -> None:
    """Write a text to stdout, or to another stream: headings are bold on a terminal.

    All that the command line writes comes through here, and `safe` has no name steer a terminal. A
    reader that has had enough, such as ``head``, is no mistake.
    """
    target = sys.stdout if stream is None else stream
    shown = safe(text)
    if _is_terminal(target) and not os.environ.get("NO_COLOR") and os.name != "nt":
        shown = re.sub(_HEADING, "\x1b[1m\\g<0>\x1b[0m", shown)
    encoding = target.encoding or "utf-8"
    try:
        target.write(shown.encode(encoding, "backslashreplace").decode(encoding))
        target.flush()
    except OSError as error:
        # what could not be written is not to be tried again when Python ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), target.fileno())
        if not isinstance(error, BrokenPipeError):
            raise


def _is_terminal(stream: TextIO) -> bool:
    return stream.isatty() and os.environ.get("TERM") != "dumb"


@contextmanager
def waiting(what: str) -> Iterator[None]:
    """Show on stderr that it takes a while, and how long: after a second, on a terminal alone."""
    over, stream = Event(), sys.stderr

    def count() -> None:
        seconds, shown = 0, ""
        while not over.wait(_SECOND):
            seconds += 1
            shown = f"{what} {seconds} s"
            stream.write(f"\r{shown}")
            stream.flush()
        stream.write(f"\r{' ' * len(shown)}\r" if shown else "")

    if not _is_terminal(stream):
        yield
        return
    counting = Thread(target=count, daemon=True)
    counting.start()
    try:
        yield
    finally:
        over.set()
        counting.join()

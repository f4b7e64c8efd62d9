"""How long a search may take: by work, which is the same everywhere, or by the clock if asked."""

import math
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar

from coalition.errors import Fault, InvalidValue

__all__ = ["OutOfTime", "OutOfWork", "Watch", "checked_limits", "interrupting", "is_part"]

_PART: ContextVar[bool] = ContextVar("part", default=False)


class OutOfWork(Exception):
    """The work that a step may take is done."""


class OutOfTime(Exception):
    """The time that the caller gave is over."""


class Watch:
    """Counts the work of a search, and looks at the clock where there is a time limit.

    A unit of work is about half a microsecond of plain Python.
    """

    def __init__(self, time_limit: float | None = None) -> None:
        self.deadline: float = math.inf if time_limit is None else time.monotonic() + time_limit
        self.left: float = math.inf

    @property
    def timed(self) -> bool:
        """Whether there is a time limit."""
        return self.deadline < math.inf

    def spend(self, work: int) -> int:
        """Note work; stop the step where its work is done, and the search where its time is.

        What is still to be noted is returned: none.
        """
        self.left -= work
        if self.left < 0:
            raise OutOfWork
        if self.timed and time.monotonic() > self.deadline:
            raise OutOfTime
        return 0

    @contextmanager
    def allowing(self, work: float) -> Iterator[None]:
        """Leave a block of steps, without an error, when so much work is done in it."""
        before, self.left = self.left, work
        with suppress(OutOfWork):
            try:
                yield
            finally:
                self.left = before


@contextmanager
def interrupting() -> Iterator[None]:
    """Let Ctrl-C through the searches of a block, so that the one that they are part of ends."""
    token = _PART.set(True)
    try:
        yield
    finally:
        _PART.reset(token)


def is_part() -> bool:
    """Tell whether a search is part of one that ends with it on Ctrl-C."""
    return _PART.get()


def checked_limits(subject: str, *, time_limit: float | None, **counts: int | None) -> None:
    """Refuse a count that is no whole number of at least 1, and a time limit below 0 seconds.

    What is None has no limit; `subject` is what the error calls the search.
    """
    faults = [
        Fault(name, f"must be a whole number of at least 1, not {value!r}")
        for name, value in counts.items()
        if value is not None and (type(value) is not int or value < 1)
    ]
    number = isinstance(time_limit, int | float) and not isinstance(time_limit, bool)
    if time_limit is not None and not (number and time_limit >= 0):
        faults.append(Fault("time_limit", f"must be seconds, 0 or more, not {time_limit!r}"))
    if faults:
        raise InvalidValue(tuple(faults), subject)

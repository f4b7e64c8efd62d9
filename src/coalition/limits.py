"""How long a search may take, and what Ctrl-C does.

A search ends when its work is done, which is the same on every machine; or when the time that the
caller gave is over; or on Ctrl-C. Of that there is one rule:

- `partition`, `split`, `packages`, `concessions`, `formations`, `certainty` and `robustness` return
  the best so far, with bounds that hold, `stability` what was drawn, and `changes` what was
  compared; `stopped` is ``'interrupt'`` then.
- Before there is anything to return, while a question is checked and prepared, and again while the
  answer is put together, KeyboardInterrupt is raised.
- A function whose answer would have parts missing, such as `splits`, `hinges` or `report`, raises
  KeyboardInterrupt whenever it comes.
- A search within another question lets Ctrl-C through, so that it ends the question as a whole.

A search is any function that `Watch.run` is given. It keeps what it has found where its caller can
see it, and each step of that is one assignment, so that Ctrl-C leaves it done or undone.
"""

import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from functools import partial, wraps
from importlib.util import find_spec
from typing import Literal, ParamSpec, TypeAlias, TypeVar

from coalition.faults import Faults, shown

Stopped: TypeAlias = Literal["work", "time", "interrupt"]  # what ended a search

P = ParamSpec("P")
T = TypeVar("T")

_MOST = 2**31  # of what is counted
_CLOSING = 0.1  # seconds in which an answer of many parts is put together after a stop
_COMPILING = 10  # seconds that must be left to compile, which takes two or three
_WITHIN: ContextVar[bool] = ContextVar("within", default=False)  # a question, or a search of one


class OutOfWork(Exception):
    """The work that a step may take is done."""


class OutOfTime(Exception):
    """The time that the caller gave is over."""


class Watch:
    """Counts the work of a search, and looks at the clock where there is a time limit.

    A unit of work is about half a microsecond of plain Python.

    Attributes
    ----------
    stopped : {'work', 'time', 'interrupt'} or None
        What ended a search that was run.
    is_short : bool
        Whether a block of steps was left before it was done.
    """

    def __init__(self, time_limit: float | None = None) -> None:
        self.deadline: float = math.inf if time_limit is None else time.monotonic() + time_limit
        self.left: float = math.inf
        self.stopped: Stopped | None = None
        self.is_short: bool = False

    def rest(self) -> float | None:
        """Return the seconds that are left; None where there is no time limit."""
        return None if self.deadline == math.inf else max(self.deadline - time.monotonic(), 0)

    def compiles(self) -> bool:
        """Tell whether numba, of the extra `fast`, is installed, and there is time to compile."""
        return self.deadline - time.monotonic() >= _COMPILING and find_spec("numba") is not None

    def spend(self, work: int) -> int:
        """Note work; stop the step where its work is done, and the search where its time is.

        What is still to be noted is returned: none.
        """
        self.left -= work
        if self.left < 0:
            raise OutOfWork
        self.look()
        return 0

    def look(self) -> None:
        """Stop the search where its time is over."""
        if self.deadline < math.inf and time.monotonic() >= self.deadline:
            raise OutOfTime

    @contextmanager
    def allowing(self, work: float) -> Iterator[None]:
        """Leave a block of steps, without an error, when so much work is done in it."""
        before, self.left = self.left, work
        try:
            yield
        except OutOfWork:
            self.is_short = True
        finally:
            self.left = before

    def run(self, search: Callable[[], T], work: float = math.inf) -> T | None:
        """Return what a search returns; None where `stopped` says what ended it before.

        After the time is over, and after Ctrl-C, nothing more is run.
        """
        if self.stopped in {"time", "interrupt"}:
            return None
        before, self.left = self.left, work
        try:
            return copy_context().run(_within, search)
        except OutOfWork:
            self.stopped = "work"
        except OutOfTime:
            self.stopped = "time"
            self.deadline = time.monotonic() + _CLOSING
        except KeyboardInterrupt:
            if _WITHIN.get():
                raise
            self.stopped = "interrupt"
            self.deadline = time.monotonic() + _CLOSING
        finally:
            self.left = before
        return None


def all_or_nothing(question: Callable[P, T]) -> Callable[P, T]:
    """Let Ctrl-C through all searches of a function whose answer would have parts missing."""

    @wraps(question)
    def asked(*args: P.args, **kwargs: P.kwargs) -> T:
        return copy_context().run(_within, partial(question, *args, **kwargs))

    return asked


def _within(function: Callable[[], T]) -> T:
    """Call a function with the mark set, in a context of its own, which is forgotten with it.

    To set a mark and take it back would leave it where Ctrl-C comes between the two.
    """
    _WITHIN.set(True)
    return function()


def checked_limits(subject: str, *, time_limit: float | None, **counts: int | None) -> None:
    """Refuse a count that is no whole number of at least 1, and a time limit below 0 seconds.

    A limit of time, blocs or changes that is None is none; `subject` is what the error calls
    the search.
    """
    faults = Faults()
    for name, value in counts.items():
        if value is None and name in {"max_blocs", "max_changes"}:
            continue
        if type(value) is not int or value < 1:
            faults.note(name, f"must be a whole number of at least 1, not {shown(value)}")
        elif value > _MOST:
            faults.note(name, f"must be at most {_MOST:,}, not {shown(value)}")
    number = isinstance(time_limit, int | float) and not isinstance(time_limit, bool)
    if time_limit is not None and not (number and time_limit >= 0):
        faults.note("time_limit", f"must be seconds, 0 or more, not {shown(time_limit)}")
    faults.raise_if_any(subject)

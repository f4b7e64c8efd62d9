"""Reading with no pauses: what is read makes many objects, and none of them is waste."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def many_objects() -> Iterator[None]:
    """Have Python not search for objects that only refer to each other while many are made.

    It would search all of them again and again, which takes up to a third of the time of reading.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()

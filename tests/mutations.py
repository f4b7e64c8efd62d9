"""Mutated files read one after the other: what became of each, and how long the slowest took."""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable

import coalition as co

LINES = 100  # of an error that fits on a few screens


def tally(
    trials: Iterable[tuple[str, str, Callable[[], object]]], lines: int | None = None
) -> Counter[str]:
    """Count by kind what was read and what was refused; raise what no reader documents.

    Parameters
    ----------
    trials : iterable of (str, str, callable)
        The kind of each mutation, how to make it again, and what reads it.
    lines : int, optional
        The most lines that an error may have.
    """
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    for kind, origin, read in trials:
        begun = time.process_time()
        try:
            read()
        except (co.InvalidCase, co.InvalidValue) as error:
            outcomes[f"{kind} refused"] += 1
            short = lines is None or len(str(error).split("\n")) < lines
            if not (error.faults and all(map(str, error.faults)) and short):
                raise
        except BaseException:
            print(f"{origin}, {kind}", file=sys.stderr)
            raise
        else:
            outcomes[f"{kind} read"] += 1
        slowest = max(slowest, time.process_time() - begun)
    outcomes["milliseconds of the slowest"] = round(1000 * slowest)
    return outcomes

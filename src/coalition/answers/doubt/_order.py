"""In which order completions are tried, where there are more than can be."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from coalition.answers.doubt._completions import Gap


def tours(gaps: list[Gap], total: int, seen: Mapping[int, object], most: int) -> Iterator[int]:
    """Yield the numbers of completions in the order in which they are tried, each once.

    1. Those in which all are alike.
    2. Where there are more than can be tried, the least and the greatest of the answers that are
       numbers are followed from there, one position at a time.
    3. All others, those next to each other as far apart as can be.

    What was tried is looked up in `seen`.
    """
    # 1.
    yield from _alike(gaps)
    # 2.
    if total > most:
        yield from _climb(gaps, seen, min)
        yield from _climb(gaps, seen, max)
    # 3. Steps by the golden section, and prime to the total, come to every number once and leave no
    #    part of them out for long. Beyond 2**52 a float is no longer exact; 5/8 is near enough.
    step = max(round(total * (math.sqrt(5) - 1) / 2), 1) if total < 2**52 else total * 5 // 8
    while math.gcd(step, total) > 1:
        step += 1
    for turn in range(total):
        if (index := turn * step % total) not in seen:
            yield index


def _alike(gaps: list[Gap]) -> Iterable[int]:
    """Return the completions in which all are alike, as far as may be; the only one if none is."""
    first: dict[int, None] = {}
    for side in dict.fromkeys(one.stance for gap in gaps for way in gap.ways for one in way):
        index = 0
        for gap in gaps:
            alike = [sum(one.stance == side for one in way) for way in gap.ways]
            index = index * len(gap.ways) + alike.index(max(alike))
        first[index] = None
    return first or [0]


def _climb(
    gaps: list[Gap], seen: Mapping[int, object], better: Callable[..., Any]
) -> Iterator[int]:
    """Yield completions that lead to better numbers, one gap changed at a time."""
    numbers = {index: value for index, value in seen.items() if is_number(value)}
    best = better(numbers, key=numbers.__getitem__, default=None)
    before = None
    while best != before:
        before, unit = best, 1  # by which the number grows with the next way of a gap
        for gap in reversed(gaps):
            # all ways to fill this gap, the others staying as they are in the best so far
            start = best - best // unit % len(gap.ways) * unit
            changed = range(start, start + len(gap.ways) * unit, unit)
            yield from (index for index in changed if index not in seen)
            found = [index for index in changed if is_number(seen[index])]
            first = better(found, key=seen.__getitem__)
            best = best if seen[first] == seen[best] else first
            unit *= len(gap.ways)


def is_number(value: object) -> bool:
    """Tell whether an answer is a number, and no truth value."""
    number = isinstance(value, int | float | Fraction) and not isinstance(value, bool)
    return number and value == value  # noqa: PLR0124 - NaN is none

"""The smallest sets that do something, of what cannot all be had without something else."""

from collections.abc import Callable, Mapping
from heapq import heappop, heappush
from typing import TypeAlias

Chosen: TypeAlias = tuple[int, ...]
Needed: TypeAlias = Mapping[int, frozenset[int]]  # each, with all that goes with it


def fewest(needed: Needed, does: Callable[[Chosen], bool], found: list[Chosen]) -> None:
    """Put into a list the smallest set that does it, and a second if another is as small.

    A set has with each member all that goes with it.
    """
    heap: list[tuple[int, Chosen]] = [(0, ())]
    seen: set[Chosen] = {()}
    while heap:
        size, chosen = heappop(heap)
        if found and size > len(found[0]):
            return
        if chosen and does(chosen):
            found.append(chosen)
            if len(found) > 1:
                return
        for whole in needed.values() if not found else ():
            grown = tuple(sorted(whole.union(chosen)))
            if grown not in seen:
                seen.add(grown)
                heappush(heap, (len(grown), grown))

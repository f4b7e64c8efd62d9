"""Mutated data and files: how they are made, what became of each, how long the slowest took."""

import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import deepcopy
from random import Random
from typing import Any

import coalition as co

LINES = 100  # of an error that fits on a few screens


def places(tree: Any) -> Iterator[tuple[Any, Any]]:
    """Yield every table and list in a tree, with each of its keys."""
    if isinstance(tree, dict | list):
        for key in list(tree) if isinstance(tree, dict) else range(len(tree)):
            yield tree, key
            yield from places(tree[key])


def mutated(tree: Any, chance: Random, values: Sequence[Any], keys: Sequence[Any]) -> Any:
    """Return a copy of a tree in which one to three values are dropped, added or others."""
    tree = deepcopy(tree)
    for _ in range(chance.randint(1, 3)):
        if not (found := list(places(tree))):
            break
        node, key = chance.choice(found)
        value = deepcopy(chance.choice(values))
        if chance.random() < 0.2:
            del node[key]
        elif isinstance(node, dict) and chance.random() < 0.2:
            node[chance.choice(keys)] = value
        else:
            node[key] = value
    return tree


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

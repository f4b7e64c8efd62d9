"""A signed graph solved part by part, equal actors taken as one, and put together again."""

from collections.abc import Iterator
from itertools import chain, combinations, islice

import attrs

from coalition.analysis.searching import Blocs, Weights, search
from coalition.errors import TooLarge

__all__ = ["LARGEST", "Solved", "combined", "components", "solved"]

LARGEST = 20  # actors that the search takes on: connected, equal ones counted once


@attrs.frozen
class Solved:
    """One connected part: the greatest gain, what the next best loses, the optimal partitions."""

    gain: int
    margin: int | None
    optima: tuple[Blocs, ...]
    complete: bool


def components(placed: list[int], ties: dict[tuple[int, int], int]) -> list[list[int]]:
    """Return the actors in parts that hang together by ties that are not 0."""
    near: dict[int, list[int]] = {node: [] for node in placed}
    for (one, other), weight in ties.items():
        if weight:
            near[one].append(other)
            near[other].append(one)
    parts: list[list[int]] = []
    left = dict.fromkeys(placed)
    while left:
        part = [next(iter(left))]
        del left[part[0]]
        for node in part:  # grows while it is walked through
            for other in near[node]:
                if other in left:
                    del left[other]
                    part.append(other)
        parts.append(sorted(part))
    return parts


def solved(part: list[int], ties: dict[tuple[int, int], int], max_blocs: int, cap: int) -> Solved:
    """Solve one connected part, equal actors taken as one.

    Equal actors (a positive tie, and the same ties to all others) are together in every optimum.
    Of the partitions that separate the members of a class, a best one separates one member from the
    rest: what a member gains in a bloc grows with the number of its equals there. So the next best
    partition either separates no class and is found with the classes merged, or separates one
    member of one class, which is then solved with the two forbidden to be together.
    """

    def tie(one: int, other: int) -> int:
        return ties.get((min(one, other), max(one, other)), 0)

    weights = [[tie(one, other) for other in part] for one in part]
    classes = _equals(weights)
    if len(classes) > LARGEST:
        raise TooLarge("actors that hang together, equal ones counted once", len(classes), LARGEST)
    found = search(_merged(weights, classes), max_blocs=max_blocs, cap=cap)
    inside = _inside(weights, classes)
    losses = [] if found.second is None else [found.best - found.second]
    never = -1 - 2 * sum(abs(weight) for weight in ties.values())
    for index, members in enumerate(classes):
        if len(members) > 1 and max_blocs > 1:
            split = [*classes[:index], members[:1], members[1:], *classes[index + 1 :]]
            apart = _merged(weights, split)
            apart[index][index + 1] = apart[index + 1][index] = never
            best = search(apart, max_blocs=max_blocs, cap=0).best + _inside(weights, split)
            losses.append(found.best + inside - best)
    return Solved(
        gain=found.best + inside,
        margin=min(losses, default=None),
        optima=tuple(
            tuple(tuple(part[i] for index in bloc for i in classes[index]) for bloc in blocs)
            for blocs in found.optima[:cap]
        ),
        complete=len(found.optima) <= cap,
    )


def _equals(weights: Weights) -> list[list[int]]:
    """Return the classes of equal actors."""
    classes: list[list[int]] = []
    for actor, row in enumerate(weights):
        for members in classes:
            first = members[0]
            others = (i for i in range(len(row)) if i not in {first, actor})
            if row[first] > 0 and all(row[i] == weights[first][i] for i in others):
                members.append(actor)
                break
        else:
            classes.append([actor])
    return classes


def _merged(weights: Weights, classes: list[list[int]]) -> Weights:
    """Return the ties between classes, each the sum of the ties between their members."""
    return [
        [0 if one is other else sum(weights[i][j] for i in one for j in other) for other in classes]
        for one in classes
    ]


def _inside(weights: Weights, classes: list[list[int]]) -> int:
    """Return the sum of the ties inside the classes."""
    return sum(weights[i][j] for members in classes for i, j in combinations(members, 2))


def combined(parts: list[Solved], max_blocs: int, cap: int) -> list[Blocs]:
    """Combine the optima of all parts, up to so many.

    Blocs of different parts have no tie, so they may be apart or together at no cost.
    """
    optima: list[Blocs] = [()]
    for part in parts:
        choices = (_joined(before, blocs, max_blocs) for before in optima for blocs in part.optima)
        optima = list(islice(chain.from_iterable(choices), cap))
    return optima


def _joined(before: Blocs, blocs: Blocs, max_blocs: int) -> Iterator[Blocs]:
    """Yield every way to put blocs beside or into others, at most one into each."""

    def put(index: int, after: list[tuple[int, ...]], free: frozenset[int]) -> Iterator[Blocs]:
        if index == len(blocs):
            yield tuple(after)
            return
        if len(after) < max_blocs:
            yield from put(index + 1, [*after, blocs[index]], free)
        for home in sorted(free):
            grown = [*after[:home], after[home] + blocs[index], *after[home + 1 :]]
            yield from put(index + 1, grown, free - {home})

    return put(0, list(before), frozenset(range(len(before))))

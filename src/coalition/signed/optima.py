"""The optima of a whole graph, put together from those of its parts, and what they agree on."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, product
from typing import Any, TypeAlias

import attrs

from coalition.signed._reduction import Blocs

_Way: TypeAlias = tuple[int, Blocs, int, int, frozenset[int], int]


def combined(  # noqa: PLR0915 - one search, whose steps share what is put together
    parts: Iterable[tuple[Blocs, ...]], max_blocs: int
) -> Iterator[Blocs]:
    """Yield every way to put together one partition of each part.

    A part shares an actor with those before it, if with any: their blocs are joined in it. Others
    of different parts have no tie, so they may be apart or together at no cost; apart comes first.
    What is put together is changed choice by choice, so that the next way costs only what is new.
    """
    choices = list(parts)
    blocs: list[list[int]] = []
    home: dict[int, int] = {}
    put: list[tuple[int, list[int]]] = []  # where, and who

    def join(bloc: tuple[int, ...], place: int) -> None:
        new = [actor for actor in bloc if actor not in home]
        if place == len(blocs):
            blocs.append([])
        blocs[place] += new
        home.update(dict.fromkeys(new, place))
        put.append((place, new))

    def take_back(place: int, new: list[int]) -> None:
        for actor in new:
            del home[actor]
        del blocs[place][len(blocs[place]) - len(new) :]
        if not blocs[place]:
            blocs.pop()

    def options(at: int) -> Iterator[_Way]:
        """Yield the partitions of a part, none of their blocs put yet."""
        for option in choices[at]:
            shared = frozenset(home[actor] for bloc in option for actor in bloc if actor in home)
            yield at, option, 0, len(blocs), shared, -1

    def ways(
        at: int, option: Blocs, index: int, before: int, taken: frozenset[int]
    ) -> Iterator[_Way]:
        """Yield the places for a bloc of a part: a new bloc, or one of those of other parts."""
        if len(blocs) < max_blocs:
            yield at, option, index, before, taken, len(blocs)
        for place in range(before):
            if place not in taken:
                yield at, option, index, before, taken | {place}, place

    # 1. Go on with the last choice that was open, from what stood there.
    stack: list[tuple[int, Iterator[_Way]]] = [(0, iter([(-1, (), 0, 0, frozenset(), -1)]))]
    while stack:
        stood, open_ways = stack[-1]
        while len(put) > stood:
            take_back(*put.pop())
        way = next(open_ways, None)
        if way is None:
            stack.pop()
            continue
        # 2. Put bloc after bloc where it must be, until there is a choice again.
        at, option, index, before, taken, place = way
        while True:
            if place >= 0:
                join(option[index], place)
                index, place = index + 1, -1
            elif index < len(option):
                place = next((home[actor] for actor in option[index] if actor in home), -1)
                if place < 0 and before == len(taken):
                    place = len(blocs)
                elif place < 0:
                    stack.append((len(put), ways(at, option, index, before, taken)))
                    break
            elif at + 1 == len(choices):
                yield tuple(map(tuple, blocs))
                break
            elif len(choices[at + 1]) == 1:
                at, option, index, before, taken, place = next(options(at + 1))
            else:
                stack.append((len(put), options(at + 1)))
                break


@attrs.frozen(eq=False)
class Pairs(Sequence[tuple[Any, Any]]):
    """Pairs that are made whenever they are looked at, as there are too many to be kept."""

    find: Callable[[], Iterable[tuple[Any, Any]]]

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        return iter(self.find())

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __getitem__(self, at: Any) -> Any:
        return tuple(self)[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Pairs | tuple) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


def common(
    optima: Sequence[Sequence[Sequence[Any]]], nodes: Sequence[Any], *, together: bool
) -> Iterator[tuple[Any, Any]]:
    """Yield the pairs of nodes that are together, or else those that are apart, in every optimum.

    Of each node, the others that are with it are bits of a number.
    """
    bits = {node: 1 << at for at, node in enumerate(nodes)}
    near = dict.fromkeys(nodes, (1 << len(nodes)) - 1 if together else 0)
    for blocs in optima:
        for bloc in blocs:
            with_it = sum(bits[node] for node in bloc)
            for node in bloc:
                near[node] = near[node] & with_it if together else near[node] | with_it
    for at, one in enumerate(nodes):
        beside = near[one]
        for other in nodes[at + 1 :]:
            if bool(beside & bits[other]) is together:
                yield one, other


def within(groups: Iterable[Sequence[int]], nodes: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """Yield the pairs of nodes in each of these groups of places."""
    found = sorted(pair for group in groups for pair in combinations(sorted(group), 2))
    return ((nodes[one], nodes[other]) for one, other in found)


def between(
    groups: Iterable[tuple[Sequence[int], Sequence[int]]], nodes: Sequence[Any]
) -> Iterator[tuple[Any, Any]]:
    """Yield the pairs of nodes of which one is in each of two groups of places."""
    pairs = {(min(pair), max(pair)) for two in groups for pair in product(*two)}
    return ((nodes[one], nodes[other]) for one, other in sorted(pairs))

"""The optima of a whole graph, put together from those of its parts, and what they agree on."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations, product
from typing import Any, TypeAlias

import attrs

from coalition.signed._reduction import Blocs

_Choices: TypeAlias = "Iterator[Callable[[], _Choices] | None]"


def combined(parts: Iterable[tuple[Blocs, ...]], max_blocs: int) -> Iterator[Blocs]:
    """Yield every way to put together one partition of each part.

    A part shares an actor with those before it, if with any: their blocs are joined in it. Others
    of different parts have no tie, so they may be apart or together at no cost; apart comes first.
    What is put together is changed choice by choice, so that the next way costs only what is new.
    """
    choices = list(parts)
    blocs: list[list[int]] = []
    home: dict[int, int] = {}

    def of_part(at: int) -> _Choices:
        """Choose a partition of this part."""
        if at == len(choices):
            yield None
            return
        for option in choices[at]:
            shared = {home[actor] for bloc in option for actor in bloc if actor in home}
            yield lambda option=option, shared=shared: of_bloc(at, option, 0, len(blocs), shared)

    def of_bloc(at: int, option: Blocs, index: int, before: int, taken: set[int]) -> _Choices:
        """Put a bloc of it beside the others, or into one of another part."""
        if index == len(option):
            yield lambda: of_part(at + 1)
            return
        bloc = option[index]
        new = [actor for actor in bloc if actor not in home]
        joined = [home[actor] for actor in bloc if actor in home]
        free = (place for place in range(before) if place not in taken)
        room = [len(blocs)] if not joined and len(blocs) < max_blocs else []
        for places in (room, joined or free):
            for place in places:
                if place == len(blocs):
                    blocs.append([])
                blocs[place] += new
                home.update(dict.fromkeys(new, place))
                yield lambda place=place: of_bloc(at, option, index + 1, before, taken | {place})
                for actor in new:
                    del home[actor]
                del blocs[place][len(blocs[place]) - len(new) :]
                if not blocs[place]:
                    blocs.pop()

    stack = [of_part(0)]
    while stack:
        for choose in stack[-1]:
            if choose is None:
                yield tuple(map(tuple, blocs))
            else:
                stack.append(choose())
            break
        else:
            stack.pop()


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

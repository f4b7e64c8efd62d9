"""The partitions of the parts of a graph put together to partitions of the whole."""

from collections.abc import Iterable, Iterator
from itertools import chain

Blocs = tuple[tuple[int, ...], ...]


def combined(parts: Iterable[tuple[Blocs, ...]], max_blocs: int) -> Iterator[Blocs]:
    """Yield every way to put together one partition of each part.

    Blocs that share an actor are joined. Others of different parts have no tie, so they may be
    apart or together at no cost; apart comes first.
    """
    choices = list(parts)
    stack: list[Iterator[Blocs]] = [iter([()])]
    while stack:
        before = next(stack[-1], None)
        if before is None:
            stack.pop()
        elif len(stack) > len(choices):
            yield before
        else:
            options = choices[len(stack) - 1]
            stack.append(_each(before, options, max_blocs))


def _each(before: Blocs, options: tuple[Blocs, ...], max_blocs: int) -> Iterator[Blocs]:
    return chain.from_iterable(_joined(before, blocs, max_blocs) for blocs in options)


def _joined(before: Blocs, blocs: Blocs, max_blocs: int) -> Iterator[Blocs]:
    """Yield every way to put blocs beside or into others, at most one into each."""
    home = {actor: index for index, bloc in enumerate(before) for actor in bloc}
    shared = {bloc: home[actor] for bloc in blocs for actor in bloc if actor in home}

    def put(index: int, after: list[tuple[int, ...]], free: frozenset[int]) -> Iterator[Blocs]:
        if index == len(blocs):
            yield tuple(after)
            return
        bloc = blocs[index]
        if bloc not in shared and len(after) < max_blocs:
            yield from put(index + 1, [*after, bloc], free)
        for place in [shared[bloc]] if bloc in shared else sorted(free):
            new = tuple(actor for actor in bloc if actor not in home)
            grown = [*after[:place], after[place] + new, *after[place + 1 :]]
            yield from put(index + 1, grown, free - {place})

    return put(0, list(before), frozenset(range(len(before))).difference(shared.values()))

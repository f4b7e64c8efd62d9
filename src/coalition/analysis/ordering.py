"""Ways to fill in what is not known: all that comparisons allow, numbered."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice, product
from typing import Any

import attrs
import networkx as nx

from coalition.analysis.filling import Cell, known_stance, options_of
from coalition.errors import Fault, InvalidValue
from coalition.model.coalition import Coalition
from coalition.model.dates import PartialDate
from coalition.model.statements import Comparison, Position
from coalition.stances.exact import exact, plain

__all__ = ["Gap", "filled", "gaps_of", "is_number", "tours"]

Options = dict[Cell, tuple[float, ...]]


@attrs.frozen
class Gap:
    """Positions that are not known and that comparisons tie together, with what they may be.

    Attributes
    ----------
    cells : tuple of (str, str)
        The actors and proposals; one of each where nothing ties it to others.
    ways : tuple of tuple of float
        Stances for all of them.
    complete : bool
        Whether these are all the ways that there are.
    """

    cells: tuple[Cell, ...]
    ways: tuple[tuple[float, ...], ...]
    complete: bool


def gaps_of(
    coalition: Coalition,
    actors: Sequence[str],
    proposals: Sequence[str],
    doubt: frozenset[str],
    sides: tuple[float, ...],
    most: int,
) -> list[Gap]:
    """Return what is not known, each with the ways to fill it in, at most so many.

    Raises
    ------
    InvalidValue
        If there is no way that keeps to the comparisons.
    """
    compared = [
        one
        for one in coalition.compared
        if one.proposal in proposals and one.attribution not in doubt
    ]
    graph = nx.MultiDiGraph()  # from the lesser to the greater
    graph.add_nodes_from(product(actors, proposals))
    for one in compared:
        graph.add_edge((one.less, one.proposal), (one.more, one.proposal), by=one.at_least)
    options = options_of(coalition, graph, doubt, sides)
    known = {
        cell: (stance,)
        for cell in graph
        if cell not in options and (stance := known_stance(coalition, cell)) is not None
    }
    try:
        order = list(nx.topological_sort(graph))
    except nx.NetworkXUnfeasible:
        raise _none(compared) from None
    if compared:
        options = _narrowed(_stepped(options, known, graph, order) | known, graph, order)
    if not all(options.values()):
        raise _none(compared)
    graph.remove_nodes_from(known)
    place = {cell: index for index, cell in enumerate(order)}
    gaps = []
    for tied in nx.weakly_connected_components(graph):
        cells = tuple(sorted(tied, key=place.__getitem__))
        ways = tuple(islice(_ways(cells, options, graph), most + 1))
        gaps.append(Gap(cells, ways[:most], len(ways) <= most))
    return gaps


def _none(compared: Iterable[Comparison]) -> InvalidValue:
    told = ", ".join(map(str, compared))
    message = f"leave no way to fill in what is unknown that keeps to {told}; name more of them"
    return InvalidValue((Fault("stances", message),), "certainty")


def _stepped(
    options: Options, known: Options, graph: "nx.MultiDiGraph[Cell]", order: list[Cell]
) -> Options:
    """Add the stances that lie as far from another as a comparison says, where bounds may be."""
    wider = options | known
    steps = [
        (less, more, exact(by)) for less, more, by in graph.edges(order, data="by") if by is not None
    ]
    for from_, to, by in (
        *((less, more, by) for less, more, by in steps),
        *((more, less, -by) for less, more, by in reversed(steps)),
    ):
        if to in options:
            low, high = min(options[to]), max(options[to])
            moved = (plain(exact(stance) + by) for stance in wider[from_])
            wider[to] = tuple(
                dict.fromkeys((*wider[to], *(stance for stance in moved if low <= stance <= high)))
            )
    return wider


def _narrowed(options: Options, graph: "nx.MultiDiGraph[Cell]", order: list[Cell]) -> Options:
    """Leave out the stances for which another actor has none left.

    Then actors can be given any stance in turn, the least first, and the next has one left.
    """
    left = dict(options)
    for cell in reversed(order):
        for _, more, by in graph.out_edges(cell, data="by"):
            most = max(left[more], default=-math.inf)
            left[cell] = tuple(stance for stance in left[cell] if _kept(stance, most, by))
    for cell in order:
        for less, _, by in graph.in_edges(cell, data="by"):
            least = min(left[less], default=math.inf)
            left[cell] = tuple(stance for stance in left[cell] if _kept(least, stance, by))
    return left


def _kept(less: float, more: float, by: float | None) -> bool:
    if less >= more or math.inf in {less, -more}:
        return False
    return by is None or exact(more) - exact(less) >= exact(by)


def _ways(
    cells: tuple[Cell, ...], options: Options, graph: "nx.MultiDiGraph[Cell]"
) -> Iterator[tuple[float, ...]]:
    """Yield stances for cells that each come after those that they exceed."""
    place = {cell: index for index, cell in enumerate(cells)}
    tied = [[(place[less], by) for less, _, by in graph.in_edges(cell, data="by")] for cell in cells]
    begun: list[tuple[float, ...]] = [()]
    while begun:
        way = begun.pop()
        if len(way) == len(cells):
            yield way
            continue
        begun += [
            (*way, stance)
            for stance in reversed(options[cells[len(way)]])
            if all(_kept(way[less], stance, by) for less, by in tied[len(way)])
        ]


def tours(gaps: list[Gap], total: int, seen: Mapping[int, object], most: int) -> Iterator[int]:
    """Yield the numbers of completions in the order in which they are tried, each once.

    All alike come first. Where there are more than can be tried, the least and the greatest answers
    that are numbers are followed from there, one position at a time; then come evenly spread ones.
    What was tried is looked up in `seen`.
    """
    yield from _alike(gaps)
    if total > most:
        yield from _climb(gaps, seen, min)
        yield from _climb(gaps, seen, max)
    step = max(round(total * (math.sqrt(5) - 1) / 2), 1) if total < 2**52 else total * 5 // 8
    while math.gcd(step, total) > 1:
        step += 1
    for turn in range(total):
        if (index := turn * step % total) not in seen:
            yield index


def _alike(gaps: list[Gap]) -> Iterable[int]:
    """Return the completions in which all are alike, as far as may be; any if nothing is unknown."""
    first: dict[int, None] = {}
    for side in dict.fromkeys(stance for gap in gaps for way in gap.ways for stance in way):
        index = 0
        for gap in gaps:
            alike = [way.count(side) for way in gap.ways]
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
        before, unit = best, 1
        for gap in reversed(gaps):
            start = best - best // unit % len(gap.ways) * unit
            changed = range(start, start + len(gap.ways) * unit, unit)
            yield from (index for index in changed if index not in seen)
            found = [index for index in changed if is_number(seen[index])]
            first = better(found, key=seen.__getitem__)
            best = best if seen[first] == seen[best] else first
            unit *= len(gap.ways)


def is_number(value: object) -> bool:
    """Tell whether an answer is a number, and no truth value."""
    return isinstance(value, int | float | Fraction) and not isinstance(value, bool)


def filled(coalition: Coalition, gaps: list[Gap], index: int) -> tuple[Position, ...]:
    """Return the positions of the completion with this number."""
    date = coalition.dates[-1] if coalition.positions else PartialDate(1)
    found: list[Position] = []
    for gap in reversed(gaps):
        index, place = divmod(index, len(gap.ways))
        found += [
            Position(actor, proposal, stance, date=date, attribution="stated")
            for (actor, proposal), stance in zip(gap.cells, gap.ways[place], strict=True)
        ]
    return tuple(reversed(found))

"""Ways to fill in what is not known: all that comparisons allow.

1. Comparisons put positions in order, from the lesser to the greater, with the least difference.
   Where none is given, two actors may come out alike: they may differ by less than the scale of the
   stances shows, and both be for.
2. Each position that is not known exactly has some stances that it may be (`options_of`), and those
   that lie as far from another as a comparison says.
3. Of these, those remain for which there are stances of the others that keep to the order.
4. Positions that comparisons tie together are filled in together, all others each by itself.
"""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import chain, islice, product
from typing import TypeAlias

import attrs
import networkx as nx

from coalition.answers.doubt._unknown import Cell, known_stance, options_of
from coalition.errors import Fault, InvalidValue
from coalition.model.coalition import Coalition
from coalition.model.dates import PartialDate
from coalition.model.statements import Comparison, Position
from coalition.numbers import exact, plain

Options: TypeAlias = dict[Cell, tuple[float, ...]]
Steps: TypeAlias = list[tuple[Cell, Cell, Fraction]]
Ordered: TypeAlias = "nx.MultiDiGraph[Cell]"


@attrs.frozen
class Gap:
    """Positions that are not known and that comparisons tie together, with what they may be.

    Attributes
    ----------
    cells : tuple of (str, str)
        The actors and proposals; one of each where nothing ties it to others.
    ways : tuple of tuple of Position
        Supposed positions for all of them.
    complete : bool
        Whether these are all the ways that there are.
    """

    cells: tuple[Cell, ...]
    ways: tuple[tuple[Position, ...], ...]
    complete: bool


def gaps_of(
    coalition: Coalition,
    actors: Sequence[str],
    proposals: Sequence[str],
    doubt: frozenset[str],
    sides: tuple[float, ...],
    *,
    most: int,
) -> list[Gap]:
    """Return what is not known, each with the ways to fill it in, at most so many.

    Raises
    ------
    InvalidValue
        If there is no way that keeps to the comparisons.
    """
    # 1. The order.
    trusted = (one for one in coalition.compared if one.attribution not in doubt)
    compared = sorted((one for one in trusted if one.proposal in proposals), key=str)
    graph: Ordered = nx.MultiDiGraph()  # from the lesser to the greater
    graph.add_nodes_from(product(actors, proposals))
    for one in compared:
        by = exact(one.at_least or 0)
        graph.add_edge((one.less, one.proposal), (one.more, one.proposal), by=by)
    # 2. The stances that each may be. Who contradicts itself where every statement counts has none
    #    to fill in, or to compare.
    options = options_of(coalition, graph, doubt, sides)
    known: Options = {
        cell: (stance,)
        for cell in graph
        if cell not in options and (stance := known_stance(coalition, cell)) is not None
    }
    graph.remove_nodes_from([cell for cell in graph if cell not in options | known])
    try:
        order = list(nx.topological_sort(graph))
    except nx.NetworkXUnfeasible:
        raise _none(compared) from None
    steps: Steps = list(graph.edges(order, data="by"))  # by the lesser, the least first
    # 3. Those of them that keep to the order.
    options = _narrowed(_stepped(options, known, steps), steps)
    if not all(options.values()):
        raise _none(compared)
    # 4. The ways to fill in what is tied together.
    graph.remove_nodes_from(known)
    date = coalition.dates[-1] if coalition.positions else PartialDate(1)
    supposed = {
        cell: {
            stance: Position(*cell, stance, date=date, attribution="stated")
            for stance in options[cell]
        }
        for cell in graph
    }
    place = {cell: index for index, cell in enumerate(order)}
    gaps = []
    for tied in nx.weakly_connected_components(graph):
        cells = tuple(sorted(tied, key=place.__getitem__))
        ways = tuple(
            tuple(supposed[cell][stance] for cell, stance in zip(cells, way, strict=True))
            for way in islice(_ways(cells, options, steps), most + 1)
        )
        gaps.append(Gap(cells, ways[:most], len(ways) <= most))
    return gaps


def _none(compared: Iterable[Comparison]) -> InvalidValue:
    order = ", ".join(map(str, compared))
    message = f"leave no way to fill in what is unknown that keeps to {order}; name more of them"
    return InvalidValue((Fault("stances", message),), "certainty")


def _stepped(options: Options, known: Options, steps: Steps) -> Options:
    """Add the stances that lie as far from another as a comparison says, where bounds may be."""
    wider = options | known
    turned = [(more, less, -by) for less, more, by in reversed(steps)]
    for start, end, by in (*steps, *turned):
        if end in options:
            low, high = min(options[end]), max(options[end])
            moved = (plain(exact(stance) + by) for stance in wider[start])
            within = (stance for stance in moved if low <= stance <= high)
            wider[end] = tuple(dict.fromkeys((*wider[end], *within)))
    return wider


def _narrowed(options: Options, steps: Steps) -> Options:
    """Leave out the stances for which another actor has none left.

    Then actors can be given any stance in turn, the least first, and the next has one left.
    """
    left = dict(options)
    for less, more, by in reversed(steps):
        most = max(map(exact, left[more]), default=Fraction(-2)) - by
        left[less] = tuple(stance for stance in left[less] if exact(stance) <= most)
    for less, more, by in steps:
        least = min(map(exact, left[less]), default=Fraction(2)) + by
        left[more] = tuple(stance for stance in left[more] if exact(stance) >= least)
    return left


def _ways(cells: tuple[Cell, ...], options: Options, steps: Steps) -> Iterator[tuple[float, ...]]:
    """Yield stances for cells that each come after those that they exceed."""
    place = {cell: index for index, cell in enumerate(cells)}
    below = [
        [(place[less], by) for less, more, by in steps if more == cell and less in place]
        for cell in cells
    ]
    begun: list[tuple[float, ...]] = [()]
    while begun:
        way = begun.pop()
        if len(way) == len(cells):
            yield way
            continue
        begun += [
            (*way, stance)
            for stance in reversed(options[cells[len(way)]])
            if all(exact(stance) - exact(way[less]) >= by for less, by in below[len(way)])
        ]


def filled(gaps: list[Gap], index: int) -> tuple[Position, ...]:
    """Return the positions of the completion with this number."""
    found: list[tuple[Position, ...]] = []
    for gap in reversed(gaps):
        index, place = divmod(index, len(gap.ways))
        found.append(gap.ways[place])
    return tuple(chain.from_iterable(reversed(found)))

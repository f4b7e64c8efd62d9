"""Ways to fill in what is not known: all that comparisons allow.

1. Every comparison is one step or two, from a position to another that is greater by so much at
   least. Where no number is given, that is 0, as two actors may come out alike: they may differ by
   less than the scale of the stances shows, and both be for. Where two are so far apart at most, a
   step leads back, by that number below 0.
2. Positions that are not known exactly, and that steps tie together, are filled in together; all
   others each by itself.
3. Each has some stances that it may be (`options_of`), and those that lie one or more steps from
   one of another.
4. Of these, those remain that keep to every step with some stance at its other end (arc
   consistency, Mackworth 1977). If there are any, the least of all keep to all steps together; so
   whatever remains for one, the others can be filled in after it.
"""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from coalition.numbers import exact, scaled

Options: TypeAlias = Mapping[Cell, tuple[Fraction, ...]]
Step: TypeAlias = tuple[Cell, Cell, Fraction]  # the lesser, the greater, by how much at least
Steps: TypeAlias = dict[Cell, list[Step]]  # from or to each


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
    # 1. The steps, and the order from the lesser to the greater.
    trusted = (one for one in coalition.compared if one.attribution not in doubt)
    compared = sorted((one for one in trusted if one.proposal in proposals), key=str)
    graph: nx.DiGraph[Cell] = nx.DiGraph()
    graph.add_nodes_from(product(actors, proposals))
    steps: Steps = {}
    for one in compared:
        less, more = (one.less, one.proposal), (one.more, one.proposal)
        graph.add_nodes_from((less, more))
        graph.add_edges_from([(less, more)] * (not one.is_close))
        for step in _steps(one, less, more):
            steps.setdefault(less, []).append(step)
            steps.setdefault(more, []).append(step)
    # 2. What is not known, and tied together. Who contradicts itself where every statement counts
    #    has no stance to fill in, or to compare.
    unknown = options_of(coalition, graph, doubt, sides)
    options = {cell: tuple(map(exact, stances)) for cell, stances in unknown.items()}
    for cell in steps:
        if cell not in options and (stance := known_stance(coalition, cell)) is not None:
            options[cell] = (exact(stance),)
    graph.remove_nodes_from([cell for cell in steps if cell not in options])
    try:
        order = {cell: place for place, cell in enumerate(nx.topological_sort(graph))}
    except nx.NetworkXUnfeasible:
        raise _none(compared) from None
    steps = {
        cell: [step for step in found if options.keys() >= {step[0], step[1]}]
        for cell, found in steps.items()
    }
    tied: nx.Graph[Cell] = nx.Graph()
    tied.add_nodes_from(cell for cell in graph if cell in unknown)
    ends = (step[:2] for found in steps.values() for step in found)
    tied.add_edges_from((one, two) for one, two in ends if one in unknown and two in unknown)
    date = coalition.dates[-1] if coalition.positions else PartialDate(1)
    gaps = []
    for together in nx.connected_components(tied):
        cells = tuple(sorted(together, key=order.__getitem__))
        # 3. The stances that each may be.
        local = _stepped(cells, options, steps)
        # 4. Those that keep to the steps, and the ways to choose among them.
        found = tuple(islice(_ways(cells, _narrowed(local, steps, cells), steps), most + 1))
        if not found:
            raise _none(compared)
        supposed = {
            pair: Position(*pair[0], pair[1], date=date, attribution="stated")
            for pair in {pair: None for way in found for pair in zip(cells, way, strict=True)}
        }
        ways = (tuple(supposed[pair] for pair in zip(cells, way, strict=True)) for way in found)
        gaps.append(Gap(cells, tuple(islice(ways, most)), len(found) <= most))
    return gaps


def _steps(one: Comparison, less: Cell, more: Cell) -> Iterator[Step]:
    """Yield the steps that a comparison is."""
    if not one.is_close:
        yield less, more, exact(one.at_least or 0)
    if one.at_most is not None:
        yield more, less, -exact(one.at_most)
        if one.is_close:
            yield less, more, -exact(one.at_most)


def _none(compared: Iterable[Comparison]) -> InvalidValue:
    order = ", ".join(map(str, compared))
    message = f"leave no way to fill in what is unknown that keeps to {order}; name more of them"
    return InvalidValue((Fault("stances", message),), "certainty")


def _stepped(cells: Sequence[Cell], options: Options, steps: Steps) -> Options:
    """Return what each of some cells may be, and what is known of those around them.

    To the options are added, where bounds may be, the stances that lie steps from one of another:
    as many steps as it takes to come to each of the cells. Where a step leads back, one may be just
    for and another just against. If so, each may lie half a unit from 0, of the unit in which all
    these numbers are whole: a circle of steps goes through 0 once at most.
    """
    around = [step for cell in cells for step in steps.get(cell, ())]
    found = {
        cell: dict.fromkeys(options[cell])
        for cell in (*cells, *(end for step in around for end in step[:2]))
    }
    bounds = {cell: (min(options[cell]), max(options[cell])) for cell in cells}
    if any(by < 0 for *_, by in around):
        numbers, scale = scaled([*chain(*found.values()), *(by for *_, by in around)])
        beside = Fraction(math.gcd(*numbers), 2 * scale)
        for cell, (low, high) in bounds.items():
            found[cell] |= {side: None for side in (-beside, beside) if low <= side <= high}
    for _ in cells:
        before = {cell: tuple(stances) for cell, stances in found.items()}
        for end, (low, high) in bounds.items():
            for less, more, by in steps.get(end, ()):
                start, further = (less, by) if end == more else (more, -by)
                moved = (stance + further for stance in before[start])
                found[end] |= {stance: None for stance in moved if low <= stance <= high}
    return {cell: tuple(stances) for cell, stances in found.items()}


def _narrowed(options: Options, steps: Steps, changed: Iterable[Cell]) -> Options:
    """Leave out the stances for which another has none left, as some have fewer than before."""
    left, todo = dict(options), [*changed]
    while todo:
        for less, more, by in steps.get(todo.pop(), ()):
            least, most = min(left[less]) + by, max(left[more]) - by
            kept = {
                more: tuple(stance for stance in left[more] if stance >= least),
                less: tuple(stance for stance in left[less] if stance <= most),
            }
            for cell, stances in kept.items():
                if not stances:
                    return {}
                if len(stances) < len(left[cell]):
                    left[cell] = stances
                    todo.append(cell)
    return left


def _ways(cells: Sequence[Cell], options: Options, steps: Steps) -> Iterator[tuple[Fraction, ...]]:
    """Yield stances for cells that keep to all steps; none where there are no options."""
    begun = [(0, options)] if options else []
    while begun:
        place, left = begun.pop()
        if place == len(cells):
            yield tuple(left[cell][0] for cell in cells)
            continue
        cell = cells[place]
        chosen = ({**left, cell: (stance,)} for stance in reversed(left[cell]))
        tried = (_narrowed(options, steps, [cell]) for options in chosen)
        begun += [(place + 1, options) for options in tried if options]


def filled(gaps: list[Gap], index: int) -> tuple[Position, ...]:
    """Return the positions of the completion with this number."""
    found: list[tuple[Position, ...]] = []
    for gap in reversed(gaps):
        index, place = divmod(index, len(gap.ways))
        found.append(gap.ways[place])
    return tuple(chain.from_iterable(reversed(found)))

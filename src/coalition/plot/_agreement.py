"""Who agrees with whom: as a graph, the blocs of the split set apart, and as a heat map."""

from collections.abc import Container, Iterable
from itertools import chain
from math import ceil, copysign, sqrt
from typing import Any, TypeAlias

import networkx as nx
import numpy as np

from coalition.answers.splits.split import Split
from coalition.answers.splits.split import split as split_of
from coalition.doors import refusal
from coalition.errors import Fault, InvalidValue, TooLarge
from coalition.faults import Faults
from coalition.graph.agreement_graph import SignedGraph, agreement_graph
from coalition.model.coalition import Coalition
from coalition.plot import _style as style
from coalition.plot._style import Axes
from coalition.plot._table import table
from coalition.plot.geometry import Tie, layout
from coalition.sentences import counted
from coalition.signed.contract import signed_ties
from coalition.signed.partition import Partition, partition
from coalition.stances.agreement import Agreement, chosen
from coalition.stances.from_positions import Stances, given, matrix_of
from coalition.stances.matrix import StanceMatrix

Source: TypeAlias = "Stances | SignedGraph"

_TIES: dict[int, dict[str, Any]] = {
    1: {"label": "agreement", "color": style.AGREE, "linestyle": "solid"},
    -1: {"label": "disagreement", "color": style.DISAGREE, "linestyle": (0, (3, 1.5))},
    0: {"label": "as much of each", "color": "#999999", "linestyle": (0, (1, 1.5))},
}
_BEYOND = {1: {"label": "more than chance"}, -1: {"label": "less than chance"}}
_DRAWN = 300  # ties of one kind
_ACTORS = 120  # that can be told apart
_INK = 150  # points that all lines beside each other may take


def agreement(
    source: Source,
    topic: str | None = None,
    *,
    actors: Iterable[str] | None = None,
    split: Partition | None = None,
    agreement: Agreement | None = None,
    ax: "Axes | None" = None,
) -> Axes:
    """Draw who agrees with whom on a topic, the blocs of the split set apart.

    A disc is an actor, its area the seats. A line is a tie, its width the weight beside that of the
    heaviest tie in the picture: solid for agreement, dashed for disagreement, dotted for as much of
    each. Actors without a tie stand below, hollow. Blocs that disagree more lie further apart. The
    title is the sentence of the split; of several equally good splits, the first is drawn. Under a
    null model, only ties beyond chance are drawn: solid for more agreement than chance gives,
    dashed for less.

    Of each kind of ties, the 300 heaviest are drawn, and the picture says so. More
    than 120 actors are too many to be told apart: `heatmap` draws them.

    Parameters
    ----------
    source : Coalition, StanceMatrix, Scales or networkx.Graph
        A case, votes, or a signed graph that keeps the graph contract.
    topic : str, optional
        Take the proposals of this topic and of those below it; by default all proposals.
    actors : iterable of str, optional
        Ids of parties or politicians; by default all parties. Of a graph, draw a subgraph.
    split : Split or Partition, optional
        The blocs to draw, such as ``co.split(case, topic, max_blocs=2)``; by default the split of
        the same actors on the same topic.
    agreement : Agreement, optional
        How agreement is counted; by default as a `split` that is given has it, or else as usual.
    ax : matplotlib.axes.Axes, optional
        Where to draw, at the size that it has now; by default on axes of a new figure.

    Returns
    -------
    matplotlib.axes.Axes
        With the picture on it, neither shown nor saved; ``ax.figure.savefig`` saves it.

    Raises
    ------
    MissingExtra
        If matplotlib is not installed.
    UnknownTopic, UnknownActor, InvalidGraph, InvalidValue
        As for `split` and `partition`; or if `split` is of others, or counts agreement otherwise.
    TooLarge
        If there are more than 120 actors.

    Examples
    --------
    >>> import coalition as co, coalition.plot
    >>> july = co.load_case("migration-2023").at("2023-07")
    >>> ax = coalition.plot.agreement(july, "migration/asylum")
    >>> ax.get_title()
    'VVD and CDA against D66 and CU on migration/asylum'
    """
    style.required()
    from matplotlib import collections, lines, patheffects  # noqa: PLC0415
    from matplotlib.patches import Circle  # noqa: PLC0415

    graph, found, chance = _graph_of(source, topic, actors, split, agreement, most=_ACTORS)
    signed = signed_ties(graph)
    ties: list[Tie] = [
        (signed.nodes[i], signed.nodes[j], (weight > 0) - (weight < 0), abs(float(weight)))
        for (i, j), weight in sorted(signed.ties.items())
    ]
    known: Any = graph.nodes(data="seats")
    seats = {node: held and float(held) for node, held in known}
    names = dict(zip(signed.nodes, style.labels(signed.nodes, style.LONGEST), strict=True))
    placed = {*chain(*found.blocs)}
    unplaced = [node for node in signed.nodes if node not in placed]
    drawn = layout(names, seats, ties, found.blocs, unplaced)
    kinds = {  # of equal ones, in order of seats
        sign: sorted((tie for tie in ties if tie[2] == sign), key=lambda tie: -tie[3])[:_DRAWN]
        for sign in _TIES
    }
    keys = [lines.Line2D([], [], lw=2, **look | _BEYOND.get(sign * chance, {}))
            for sign, look in _TIES.items() if kinds[sign]]  # fmt: skip
    dot: dict[str, Any] = {"linestyle": "none", "marker": "o", "color": style.INK}
    if unplaced:
        keys.append(lines.Line2D([], [], markerfacecolor="white", label="unplaced", **dot))
    if any(seats.values()):
        keys.append(lines.Line2D([], [], label="area: seats", **dot))
    weights = [tie[3] for drawn in kinds.values() for tie in drawn]
    number, heaviest = len(weights), max(weights, default=0) or 1
    notes = [f"the heaviest {number:,} of {counted(len(ties), 'tie')}"] * (number < len(ties))

    extent = left, right, low, high = drawn.extent(0.1)
    if ax is None:
        width = 6.4 * min(1.8, max(1.0, sqrt(len(names) / 12)))
        flat = min(1.0, max(0.45, (high - low) / (right - left)))
        ax = style.new_axes(width, width * flat + 0.4)
    rows = ceil(len(keys) / max(1, style.points(ax)[0] // (120 if chance else 95)))
    unit = style.fitted(ax, extent, below=8 + 14 * rows + 11 * len(notes))
    for center, rim in drawn.rims:
        ax.add_patch(Circle((center.real, center.imag), rim, fc=style.FILL, ec=style.RIM, zorder=0))
    # the heaviest at most so broad, and all the thinner the more ink they take
    broad = min(6.0, unit / 5, max(1.5, _INK * heaviest / (sum(weights) or 1)))
    for sign, some in kinds.items():
        ends = [[drawn.spots[actor].xy for actor in tie[:2]] for tie in some]
        widths = [max(0.5 if sign else 1.1, broad * tie[3] / heaviest) for tie in some]
        look = {"alpha": min(1, 0.25 + 40 / max(1, number)), "zorder": 2 + sign / 2, **_TIES[sign]}
        if some:
            ax.add_collection(collections.LineCollection(ends, lw=widths, **look), autolim=False)
    halo = [patheffects.withStroke(linewidth=2, foreground="white")]
    for actor in sorted(names, key=lambda node: (names[node], str(node))):
        spot = drawn.spots[actor]
        face, edge = (style.INK, "white") if actor in placed else ("white", style.INK)
        ax.add_patch(Circle(spot.xy, spot.radius, facecolor=face, edgecolor=edge, lw=1, zorder=3))
        size = min(12, spot.letter * unit)
        ax.text(**spot.text, size=size, path_effects=halo, zorder=4, **style.AS_IT_IS)
    style.titled(ax, found)
    style.keyed(ax, keys, notes, loc="lower center", ncols=max(1, ceil(len(keys) / max(1, rows))))
    return ax


def heatmap(
    source: Source,
    topic: str | None = None,
    *,
    actors: Iterable[str] | None = None,
    split: Partition | None = None,
    agreement: Agreement | None = None,
    ax: "Axes | None" = None,
) -> Axes:
    """Draw the agreement of every two actors as a colored cell, for four actors or hundreds.

    The darker a cell and the bluer, the more the two agree; gray is as much of each, light red
    disagreement, white no tie. Rows and columns are in the order of the blocs of the split, with
    lines between blocs, and within a bloc those who agree most with it come first; unplaced actors
    come last. Actors have names where there is room for them.

    The color is the agreement on one proposal, on average, from -1 to 1. In a graph whose ties do
    not all say how many proposals are `shared`, it is the signed weight beside the heaviest. Under
    a null model, it is how far agreement is above or below that, on average, which chance gives,
    never as pale as gray; white is what is not beyond chance.

    Parameters
    ----------
    source : Coalition, StanceMatrix, Scales or networkx.Graph
        A case, votes, or a signed graph that keeps the graph contract.
    topic, actors, agreement, ax
        See `agreement`.
    split : Split or Partition, optional
        The blocs to order by; by default the split of the same actors on the same topic.

    Returns
    -------
    matplotlib.axes.Axes
        As for `agreement`.

    Raises
    ------
    MissingExtra, UnknownTopic, UnknownActor, InvalidGraph, InvalidValue
        As for `agreement`.

    Examples
    --------
    >>> import coalition as co, coalition.plot
    >>> july = co.load_case("migration-2023").at("2023-07")
    >>> ax = coalition.plot.heatmap(july, "migration/asylum")
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['VVD', 'CDA', 'D66', 'CU']
    """
    style.required()
    graph, found, chance = _graph_of(source, topic, actors, split, agreement)
    signed = signed_ties(graph)
    place = {node: index for index, node in enumerate(signed.nodes)}
    values = np.full((len(place), len(place)), np.nan)
    mean = all(data.get("shared") for *_, data in graph.edges(data=True))
    heaviest = max(map(abs, signed.ties.values()), default=0) or 1
    for (i, j), weight in signed.ties.items():
        # weights are whole numbers, of which `scale` make one proposal; under a null model, one
        # agreement more is one disagreement less
        shared = graph.edges[signed.nodes[i], signed.nodes[j]]["shared"] if mean else None
        part = weight / (shared * signed.scale if shared else heaviest)
        if chance and shared:
            part = (copysign(1, part) + 6 * part) / 4  # never gray
        values[i, j] = values[j, i] = part
    order: list[int] = []
    for bloc in found.blocs:
        rows = [place[actor] for actor in bloc]
        with_it = np.nansum(values[np.ix_(rows, rows)], axis=1).round(9)
        order += [rows[index] for index in np.argsort(-with_it, kind="stable")]
    rest = [index for index in range(len(place)) if index not in set(order)]
    order += rest
    names = [signed.nodes[index] for index in order]
    blocs = [bloc for bloc in (*found.blocs, [signed.nodes[index] for index in rest]) if bloc]
    ends = {"agreement": 1, "as much of each": 0, "disagreement": -1}
    if chance:
        ends = {"more than chance": 1, "less than chance": -1}
    keys = [style.swatch(style.shade(value), name) for name, value in ends.items()]
    if np.isnan(values[~np.eye(len(place), dtype=bool)]).any():
        keys.append(style.swatch("white", "not beyond chance" if chance else "no tie"))
    colors = style.shade(values[np.ix_(order, order)])
    ax = table(ax, colors, names, names, blocs=blocs, square=True, keys=keys)
    style.titled(ax, found)
    return ax


def _graph_of(
    source: Source,
    topic: str | None,
    actors: Iterable[str] | None,
    split: Partition | None,
    agreement: Agreement | None,
    *,
    most: int | None = None,
) -> tuple[SignedGraph, Partition, bool]:
    """Return the agreement graph of a source, its split, and whether chance is taken off.

    The split is the one given, if any. Where chance is taken off, only ties beyond chance are left,
    and none where the split says that nothing is. More actors than `most` are refused before.
    """

    def few(number: int) -> None:
        if most is not None and number > most:
            raise TooLarge("actors of plot.agreement; plot.heatmap draws more", number, most)

    if not isinstance(source, nx.Graph):
        source = given(source, "plot", "a networkx graph")
        matrix = matrix_of(source, topic, actors)
        few(len(matrix.actors))
        found, rule = blocs_of(source, matrix, split, agreement)
        graph, chance = beyond_chance(agreement_graph(matrix, agreement=rule), found)
        return graph, found, chance
    why = "a graph is of no topic, and has its actors and ties already"
    refuse(why, topic=topic, actors=actors, agreement=agreement)
    few(len(source))
    graph, chance = beyond_chance(source, split)
    return graph, partition(graph) if split is None else _fitting(split, graph), chance


def refuse(why: str, **given: object) -> None:
    """Refuse arguments that make no sense here."""
    left = [name for name, value in given.items() if value is not None]
    Faults(Fault(name, f"must be left out: {why}") for name in left).raise_if_any()


def beyond_chance(graph: SignedGraph, found: Partition | None) -> tuple[SignedGraph, bool]:
    """Return the ties that a split is of, and whether chance is taken off."""
    if not any("p_value" in data for *_, data in graph.edges(data=True)):
        return graph, False
    seen = not isinstance(found, Split) or found.beyond_chance is not False
    ties = nx.subgraph_view(graph, filter_edge=lambda *tie: seen and graph.edges[tie]["sign"] != 0)
    return ties, True


def blocs_of(
    source: Coalition | StanceMatrix,
    matrix: StanceMatrix,
    split: Partition | None,
    agreement: Agreement | None,
) -> tuple[Partition, Agreement]:
    """Return the split of a part of a source, and how agreement is counted in it.

    It is the one given, if any, which then also says how agreement is counted.
    """
    own = split.agreement if isinstance(split, Split) else None
    rule = chosen(agreement or own, {}, source, matrix)
    if own not in {None, rule}:
        message = f"is not that of the split ({str(own) or 'the usual one'}); give one of the two"
        raise InvalidValue((Fault("agreement", message),))
    found = split_of(matrix, agreement=rule) if split is None else _fitting(split, matrix.actors)
    return found, rule


def _fitting(split: Partition, actors: Iterable[Any]) -> Partition:
    if not isinstance(split, Partition):
        raise refusal(split, "a split, such as co.split gives", "split")
    of_these(chain(*split.blocs, split.unplaced), {*actors}, "split", "drawn")
    return split


def of_these(names: Iterable[Any], known: Container[Any], place: str, where: str) -> None:
    """Refuse an answer that is of others."""
    for name in names:
        if name not in known:
            raise InvalidValue((Fault(place, f"is of others: {name!r} is not {where}"),))

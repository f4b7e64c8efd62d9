"""The agreement graph: who agrees with whom, the blocs of the split set apart."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from math import ceil, sqrt
from typing import Any

from coalition.errors import TooLarge
from coalition.plot import _style as style
from coalition.plot._source import Source, graph_of
from coalition.plot._style import Axes
from coalition.plot.geometry import Spot, Tie, layout
from coalition.sentences import counted
from coalition.signed.contract import signed_ties
from coalition.signed.partition import Partition
from coalition.stances.agreement import Agreement

_TIES: dict[int, dict[str, Any]] = {
    1: {"label": "agreement", "color": style.AGREE, "linestyle": "solid"},
    -1: {"label": "disagreement", "color": style.DISAGREE, "linestyle": (0, (3, 1.5))},
    0: {"label": "as much of each", "color": "#999999", "linestyle": (0, (1, 1.5))},
}
_BEYOND = {1: {"label": "more than chance"}, -1: {"label": "less than chance"}}
_DRAWN = 600  # ties up to which all are drawn
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

    Of more than 600 ties, the 300 heaviest of each sign are drawn, and the picture says so. More
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
    from matplotlib.lines import Line2D  # noqa: PLC0415
    from matplotlib.patches import Circle  # noqa: PLC0415
    from matplotlib.patheffects import withStroke  # noqa: PLC0415

    graph, found, chance = graph_of(source, topic, actors, split, agreement)
    signed = signed_ties(graph)
    ties: list[Tie] = [
        (signed.nodes[i], signed.nodes[j], (weight > 0) - (weight < 0), abs(float(weight)))
        for (i, j), weight in sorted(signed.ties.items())
    ]
    if len(signed.nodes) > _ACTORS:
        what = "actors of plot.agreement; plot.heatmap draws more"
        raise TooLarge(what, len(signed.nodes), _ACTORS)
    known: dict[Any, Any] = dict(graph.nodes(data="seats"))
    seats = {node: None if known[node] is None else float(known[node]) for node in signed.nodes}
    names = dict(zip(signed.nodes, style.labels(signed.nodes, style.LONGEST), strict=True))
    placed = {*chain(*found.blocs)}
    unplaced = [node for node in signed.nodes if node not in placed]
    drawn = layout(names, seats, ties, found.blocs, unplaced)
    kinds = _thinned(ties)
    words = _BEYOND if chance else {}
    signs = [sign for sign, kind in kinds.items() if kind]
    keys = [Line2D([], [], lw=2, **_TIES[sign] | words.get(sign, {})) for sign in signs]
    dot: dict[str, Any] = {"linestyle": "none", "marker": "o", "color": style.INK}
    if unplaced:
        keys.append(Line2D([], [], markerfacecolor="white", label="unplaced", **dot))
    if any(seats.values()):
        keys.append(Line2D([], [], label="area: seats", **dot))
    number = sum(map(len, kinds.values()))
    notes = [f"the heaviest {number:,} of {counted(len(ties), 'tie')}"] * (number < len(ties))

    extent = drawn.extent(0.1)
    ax = _new(len(names), extent) if ax is None else ax
    rows = ceil(len(keys) / max(1, style.points(ax)[0] // (120 if chance else 95)))
    unit = style.fitted(ax, extent, below=8 + 14 * rows + 11 * len(notes))
    for center, rim in drawn.rims:
        ax.add_patch(Circle((center.real, center.imag), rim, fc=style.FILL, ec=style.RIM, zorder=0))
    _draw_ties(ax, kinds, drawn.spots, unit / 5)
    halo = [withStroke(linewidth=2, foreground="white")]
    for actor in sorted(names, key=lambda node: (names[node], str(node))):
        spot = drawn.spots[actor]
        face, edge = (style.INK, "white") if actor in placed else ("white", style.INK)
        ax.add_patch(Circle(spot.xy, spot.radius, facecolor=face, edgecolor=edge, lw=1, zorder=3))
        size = min(12, spot.letter * unit)
        ax.text(**spot.text, size=size, path_effects=halo, zorder=4, **style.AS_IT_IS)
    style.titled(ax, found)
    style.keyed(ax, keys, notes, loc="lower center", ncols=max(1, ceil(len(keys) / max(1, rows))))
    return ax


def _thinned(ties: Sequence[Tie]) -> dict[int, list[Tie]]:
    """Return the ties of each sign; where there are too many, the heaviest for and against."""
    kinds = {sign: [tie for tie in ties if tie[2] == sign] for sign in _TIES}
    if len(ties) > _DRAWN:
        for sign, drawn in kinds.items():
            heaviest = sorted(drawn, key=lambda tie: -tie[3])  # of equal ones, in order of seats
            kinds[sign] = heaviest[: _DRAWN // 2] if sign else []
    return kinds


def _draw_ties(
    ax: Axes, kinds: Mapping[int, Sequence[Tie]], spots: Mapping[Any, Spot], most: float
) -> None:
    """Draw ties as lines, the heaviest at most so broad, and the thinner the more ink it takes."""
    from matplotlib.collections import LineCollection  # noqa: PLC0415

    weights = [tie[3] for drawn in kinds.values() for tie in drawn]
    heaviest = max(weights, default=0) or 1
    broad = min(6.0, most, max(1.5, _INK * heaviest / (sum(weights) or 1)))
    alpha = min(1, 0.25 + 40 / max(1, len(weights)))
    for sign, drawn in kinds.items():
        lines = [[spots[actor].xy for actor in tie[:2]] for tie in drawn]
        widths = [max(0.5 if sign else 1.1, broad * tie[3] / heaviest) for tie in drawn]
        if drawn:
            over = 2 + sign / 2
            bundle = LineCollection(lines, lw=widths, alpha=alpha, zorder=over, **_TIES[sign])
            ax.add_collection(bundle, autolim=False)


def _new(count: int, extent: tuple[float, float, float, float]) -> Axes:
    """Return new axes for so many actors, of the shape of what is to be drawn."""
    left, right, low, high = extent
    width = 6.4 * min(1.8, max(1.0, sqrt(count / 12)))
    return style.new_axes(width, width * min(1.0, max(0.45, (high - low) / (right - left))) + 0.4)

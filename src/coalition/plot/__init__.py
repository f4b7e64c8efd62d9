"""Pictures of the answers. matplotlib is loaded when something is drawn, not before."""

from collections.abc import Iterable, Sequence
from math import ceil, sqrt
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from coalition.analysis.splitting import split
from coalition.errors import MissingExtra
from coalition.graph.agreement import agreement_graph
from coalition.model.coalition import Coalition
from coalition.plot.layout import layout, shown
from coalition.stances.filling import matrix_of
from coalition.stances.matrix import StanceMatrix

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["agreement"]

# Paul Tol's high-contrast colours: apart for the colour-blind, and on a grey print
_TIES: dict[int, dict[str, Any]] = {
    1: {"label": "agreement", "color": "#004488", "linestyle": "solid"},
    -1: {"label": "disagreement", "color": "#BB5566", "linestyle": (0, (3, 1.5))},
    0: {"label": "as much of each", "color": "#999999", "linestyle": (0, (1, 1.5))},
}
_INK, _FILL, _RIM = "#2B2B2B", "#F3F2EE", "#D5D3CB"
_AS_IT_IS: dict[str, Any] = {"color": _INK, "parse_math": False, "usetex": False}
_INCH = 72  # points


def agreement(
    source: Coalition | StanceMatrix,
    topic: str | None = None,
    *,
    actors: Iterable[str] | None = None,
    ax: "Axes | None" = None,
) -> "Axes":
    """Draw who agrees with whom on a topic, the blocs of the split set apart.

    A disc is an actor, its area the seats. A line is a tie, its width the weight beside that of the
    heaviest tie in the picture: solid for agreement, dashed for disagreement, dotted for as much of
    each. Actors without a tie stand below, hollow. Blocs that disagree more lie further apart. The
    title is the sentence of the split; of several equally good splits, the first is drawn.

    Parameters
    ----------
    source : Coalition or StanceMatrix
        What was said.
    topic : str, optional
        Take the proposals of this topic and of those below it; all proposals unless said.
    actors : iterable of str, optional
        Ids of parties or politicians; all parties unless said.
    ax : matplotlib.axes.Axes, optional
        Where to draw, at the size that it has now; a new pyplot figure unless said.

    Returns
    -------
    matplotlib.axes.Axes
        With the picture on it, neither shown nor saved.

    Raises
    ------
    MissingExtra
        If matplotlib is not installed.
    UnknownTopic, UnknownActor, InvalidValue
        As for `split`.

    Examples
    --------
    >>> import coalition as co, coalition.plot
    >>> from matplotlib.figure import Figure
    >>> july = co.load_case("migration-2023").at("2023-07")
    >>> ax = coalition.plot.agreement(july, "migration/asylum", ax=Figure().subplots())
    >>> ax.get_title()
    'VVD and CDA against D66 and CU on migration/asylum'
    """
    try:
        from matplotlib.collections import LineCollection  # noqa: PLC0415
        from matplotlib.lines import Line2D  # noqa: PLC0415
        from matplotlib.patches import Circle  # noqa: PLC0415
        from matplotlib.patheffects import withStroke  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise MissingExtra("plot") from error
    matrix = matrix_of(source, topic, actors)
    graph, found = agreement_graph(matrix), split(matrix)
    ties = sorted((*sorted(pair), d["sign"], d["weight"]) for *pair, d in graph.edges(data=True))
    rims, spots = layout(dict(graph.nodes(data="seats")), ties, found.blocs, found.unplaced)
    ax = _new_axes(len(spots)) if ax is None else ax
    width = ax.bbox.width * _INCH / ax.figure.dpi
    kinds = {sign: [tie for tie in ties if tie[2] == sign] for sign in _TIES}
    keys = [Line2D([], [], lw=2, **_TIES[sign]) for sign, drawn in kinds.items() if drawn]
    dot: dict[str, Any] = {"linestyle": "none", "marker": "o", "color": _INK}
    if found.unplaced:
        keys.append(Line2D([], [], markerfacecolor="white", label="unplaced", **dot))
    if any(matrix.seats):
        keys.append(Line2D([], [], label="area: seats", **dot))
    rows = ceil(len(keys) / max(1, width // 95))
    ends = [end for spot in spots.values() for end in spot.ends]
    ends += [centre + way * (rim + 0.1) for centre, rim in rims for way in (-1 - 1j, 1 + 1j)]
    unit = _fit(ax, ends or [0j, 1 + 1j], below=8 + 14 * rows)

    for centre, rim in rims:
        ax.add_patch(Circle((centre.real, centre.imag), rim, fc=_FILL, ec=_RIM, zorder=0))
    heaviest = max((tie[3] for tie in ties), default=0) or 1
    placed = len(spots) - len(found.unplaced)
    broad, alpha = min(6.0, unit / 5), min(1, 0.1 + 10 / max(1, placed))
    for sign, drawn in kinds.items():
        lines = [[spots[actor].xy for actor in tie[:2]] for tie in drawn]
        widths = [max(0.5 if sign else 1.1, broad * tie[3] / heaviest) for tie in drawn]
        if drawn:
            over = 2 + sign / 2
            bundle = LineCollection(lines, lw=widths, alpha=alpha, zorder=over, **_TIES[sign])
            ax.add_collection(bundle, autolim=False)
    halo = [withStroke(linewidth=2, foreground="white")]
    for actor, spot in sorted(spots.items()):
        face, edge = ("white", _INK) if actor in found.unplaced else (_INK, "white")
        ax.add_patch(Circle(spot.xy, spot.radius, facecolor=face, edgecolor=edge, zorder=3))
        size = min(12, spot.letter * unit)
        ax.text(**spot.text, size=size, path_effects=halo, zorder=4, **_AS_IT_IS)
    whole: dict[str, Any] = {"max_lines": 3, "placeholder": " …", "break_on_hyphens": False}
    title = wrap(shown(str(found)), max(20, int(width / 6)), **whole)
    ax.set_title("\n".join(title), size=11, **_AS_IT_IS)
    if keys:
        legend: dict[str, Any] = {"fontsize": 9, "frameon": False, "borderaxespad": 0}
        ax.legend(handles=keys, loc="lower center", ncols=ceil(len(keys) / rows), **legend)
    return ax


def _new_axes(count: int) -> "Axes":
    """Return axes for so many actors, on a new figure of pyplot: notebooks show no other."""
    from matplotlib import pyplot as plt  # noqa: PLC0415

    times = min(1.8, max(1.0, sqrt(count / 12)))
    figsize = [side * times for side in plt.rcParams["figure.figsize"]]
    figure, ax = plt.subplots(figsize=figsize, facecolor="white")
    figure.subplots_adjust(left=0.02, right=0.98, bottom=0.02, top=0.87)
    return ax


def _fit(ax: "Axes", ends: Sequence[complex], below: float) -> float:
    """Make all ends visible, with points left below them; return the points to a unit of length."""
    width, height = ax.bbox.width * _INCH / ax.figure.dpi, ax.bbox.height * _INCH / ax.figure.dpi
    left, *_, right = sorted(end.real for end in ends)
    low, *_, high = sorted(end.imag for end in ends)
    below = min(below, height / 2)
    unit = min(width / (right - left), (height - below) / (high - low))
    side, rise = (width / unit - right + left) / 2, ((height - below) / unit - high + low) / 2
    ax.set(xlim=(left - side, right + side), ylim=(low - rise - below / unit, high + rise))
    ax.set_aspect("equal")
    ax.set_axis_off()
    return unit

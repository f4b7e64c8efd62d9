"""Pictures of the answers. matplotlib is loaded when something is drawn, not before."""

from cmath import phase, rect
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate, combinations, permutations
from math import ceil, degrees, pi, prod, sin, sqrt
from textwrap import wrap
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from coalition.analysis.splitting import split
from coalition.errors import MissingExtra
from coalition.graph.agreement import agreement_graph
from coalition.model.coalition import Coalition
from coalition.stances.matrix import StanceMatrix, matrix_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["agreement"]

Blocs: TypeAlias = Sequence[Sequence[str]]
Tie: TypeAlias = tuple[str, str, int, float]  # two actors, sign, weight

# Paul Tol's high-contrast colours: apart for the colour-blind, and on a grey print
_TIES: dict[int, dict[str, Any]] = {
    1: {"label": "agreement", "color": "#004488", "linestyle": "solid"},
    -1: {"label": "disagreement", "color": "#BB5566", "linestyle": (0, (3, 1.5))},
    0: {"label": "as much of each", "color": "#999999", "linestyle": (0, (1, 1.5))},
}
_INK, _FILL, _RIM = "#2B2B2B", "#F3F2EE", "#D5D3CB"
_AS_IT_IS: dict[str, Any] = {"color": _INK, "parse_math": False, "usetex": False}
_FEW = 8  # members of a bloc whose names are level; blocs of which every order is tried
_INCH = 72  # points
_LETTER = 0.65  # the width of a letter beside its height
_PAD = 0.45  # from the discs of a bloc to its rim
_STEEP = 0.3  # sine from which a name begins or ends at its foot, not in its middle


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
    UnknownTopic, UnknownActor, InvalidValue, TooLarge
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
    rims, spots = _layout(dict(graph.nodes(data="seats")), ties, found.blocs, found.unplaced)
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
    title = wrap(_shown(str(found)), max(20, int(width / 6)), **whole)
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


class _Spot(NamedTuple):
    """A disc at a place, and a name that leads from its foot away at an angle, level or turned."""

    name: str
    place: complex
    radius: float
    foot: complex
    angle: float
    turned: bool
    letter: float

    @property
    def xy(self) -> tuple[float, float]:
        """The middle of the disc."""
        return self.place.real, self.place.imag

    @property
    def ends(self) -> tuple[complex, complex, complex]:
        """How far disc and name reach."""
        long, way = _LETTER * self.letter * len(self.name), rect(1, self.angle)
        wide, tall = (0, long) if self.turned else (long / 2, 1.3 * self.letter)
        disc = complex(max(self.radius, wide), self.radius) + 0.1 * (1 + 1j)
        name = self.foot + complex(long * way.real, tall * way.imag)
        return self.place - disc, self.place + disc, name

    @property
    def text(self) -> dict[str, Any]:
        """The name, and how it stands at its foot."""
        text = {"x": self.foot.real, "y": self.foot.imag, "s": self.name}
        way = rect(1, self.angle)
        if self.turned:
            side, turn = ("left", 0) if way.real > 0 else ("right", 180)
            text |= {"rotation": degrees(self.angle) + turn, "rotation_mode": "anchor"}
            return text | {"ha": side, "va": "center"}
        side = "center" if abs(way.real) < _STEEP else "left" if way.real > 0 else "right"
        rise = "center" if abs(way.imag) < _STEEP else "bottom" if way.imag > 0 else "top"
        return text | {"ha": side, "va": rise}


def _layout(
    seats: Mapping[str, int | None], ties: list[Tie], blocs: Blocs, unplaced: Sequence[str]
) -> tuple[list[tuple[complex, float]], dict[str, _Spot]]:
    """Return centre and radius of the rim of every bloc, and the spot of every actor.

    The unit of length is the radius of the largest disc. Members stand round the centre of their
    bloc, those with the most seats outermost, and the blocs round the centre of the picture.
    """
    most = max((known or 0 for known in seats.values()), default=0) or 1
    radius = {a: 0.4 if s is None else max(0.2, sqrt(s / most)) for a, s in seats.items()}
    names = {actor: _shown(actor, 24) for actor in seats}
    letter = max(0.55, 0.16 * sqrt(len(seats)))
    rings, reach = [], []
    for bloc in blocs:
        ways, ring = _ring([radius[actor] for actor in bloc])
        rim = ring + max(radius[actor] for actor in bloc) + _PAD
        rings.append((ways, rim))
        inward = max(len(names[actor]) for actor in bloc) if bloc[2:] else 0  # two are at the sides
        reach.append(rim + _LETTER * letter * inward)
    rims, spots = [], {}
    for bloc, (ways, rim), centre in zip(blocs, rings, _centres(blocs, ties, reach), strict=True):
        rims.append((centre, rim))
        outward, turn = (phase(centre), -1 if centre.real < 0 else 1) if centre else (pi / 2, 1)
        for actor, way in zip(bloc, ways, strict=True):
            angle = outward + turn * way
            size = radius[actor]
            place = centre + rect(rim - _PAD - size if len(bloc) > 1 else 0, angle)
            foot = centre + rect(rim + 0.15, angle)
            spots[actor] = _Spot(names[actor], place, size, foot, angle, len(bloc) > _FEW, letter)
    ends = [end for spot in spots.values() for end in spot.ends] or [0j, 0j]
    left, *_, right = sorted(end.real for end in ends)
    low = min(end.imag for end in ends)
    cell = 1 + max(
        (max(2 * radius[a], _LETTER * letter * len(names[a])) for a in unplaced), default=0
    )
    across = min(len(unplaced), max(ceil(2 * sqrt(len(unplaced))), int((right - left) / cell)))
    for index, actor in enumerate(unplaced):
        row, column = divmod(index, across)
        y = low - 1.6 - row * (2.5 + 1.3 * letter)
        place = complex((left + right) / 2 + (column - (across - 1) / 2) * cell, y)
        foot = place - 1j * (radius[actor] + 0.15)
        spots[actor] = _Spot(names[actor], place, radius[actor], foot, -pi / 2, False, letter)
    return rims, spots


def _ring(sizes: Sequence[float]) -> tuple[list[float], float]:
    """Return the way round a ring to discs of these sizes, from -pi to pi, and its radius.

    The first lies at 0, or the first two beside it, and the next ones to both sides.
    """
    count = len(sizes)
    widths = [2 * size + max(1.2, 4 / count) for size in sizes]
    if count <= _FEW:  # evenly
        widths = [max(widths)] * count
    order = [*range(1, count, 2)[::-1], *range(0, count, 2)]
    ends = accumulate(widths[index] for index in order)
    scale = 2 * pi / sum(widths)
    ways = {i: scale * (end - widths[i] / 2) - pi for i, end in zip(order, ends, strict=True)}
    radius = sum(widths) / (2 * count * sin(pi / count)) if count > 1 else 0.0
    return [ways[index] for index in range(count)], radius


def _centres(blocs: Blocs, ties: list[Tie], reach: Sequence[float]) -> list[complex]:
    """Return where the blocs lie: on a circle, the farther apart the more they disagree."""
    count = len(blocs)
    home = {actor: index for index, bloc in enumerate(blocs) for actor in bloc}
    apart = dict.fromkeys(map(frozenset, combinations(range(count), 2)), 0.0)
    if not apart:
        return [0j] * count
    for one, other, sign, weight in ties:
        if (pair := frozenset((home[one], home[other]))) in apart:
            apart[pair] -= sign * weight / prod(len(blocs[index]) for index in pair)
    most = max(*apart.values(), 0.0) or 1.0

    def needed(*pair: int) -> float:
        strife = max(0.0, apart[frozenset(pair)]) / most
        return sum(reach[index] for index in pair) + 1.6 * (1 + strife)

    def parted(order: Sequence[int]) -> float:
        pairs = combinations(enumerate(order), 2)
        far = (apart[frozenset((a, b))] * sin(pi * (j - i) / count) for (i, a), (j, b) in pairs)
        return round(sum(far), 9)  # so that mirrored orders are equally good

    rest = permutations(range(1, count)) if count <= _FEW else [tuple(range(1, count))]
    order = max(((0, *others) for others in rest), key=parted)
    steps = [needed(order[index - 1], order[index]) for index in range(count)]
    ways = [pi - 2 * pi * (way - steps[0]) / sum(steps) for way in accumulate(steps)]
    placed = list(zip(ways, order, strict=True))
    radius = max(needed(a, b) / 2 / sin((u - v) / 2) for (u, a), (v, b) in combinations(placed, 2))
    return [rect(radius, way) for _, way in sorted((bloc, way) for way, bloc in placed)]


def _shown(text: str, longest: int | None = None) -> str:
    """Escape what cannot be printed as `repr` does, and cut what is too long."""
    plain = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
    return plain if longest is None or len(plain) <= longest else f"{plain[: longest - 1]}…"

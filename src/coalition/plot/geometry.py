"""Where actors and seats stand in a picture: geometry, without matplotlib."""

from cmath import phase, rect
from collections.abc import Mapping, Sequence
from itertools import accumulate, combinations, islice, pairwise, permutations
from math import ceil, degrees, inf, isqrt, pi, prod, sin, sqrt
from typing import Any, NamedTuple, TypeAlias

Blocs: TypeAlias = Sequence[Sequence[Any]]
Tie: TypeAlias = tuple[Any, Any, int, float]  # two actors, sign, weight

_FEW = 8  # members of a bloc whose names are level; blocs of which every order is tried
_LETTER = 0.65  # the width of a letter beside its height
_PAD = 0.45  # from the discs of a bloc to its rim
_HOLE = 0.4  # of a half circle of seats, beside its last row
_LEAST = 0.7  # of the distance between two rows, to the first one
_EMPTY = 1.2  # of that distance, to a row of few seats: there are words in the middle
_STEEP = 0.3  # sine from which a name begins or ends at its foot, not in its middle


class Spot(NamedTuple):
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
    def sides(self) -> tuple[str, str]:
        """Which side of the name is at its foot, across and up."""
        way = rect(1, self.angle)
        if self.turned:
            return "left" if way.real > 0 else "right", "center"
        side = "center" if abs(way.real) < _STEEP else "left" if way.real > 0 else "right"
        return side, "center" if abs(way.imag) < _STEEP else "bottom" if way.imag > 0 else "top"

    @property
    def ends(self) -> tuple[complex, complex, complex]:
        """How far disc and name reach."""
        long, tall = _LETTER * self.letter * len(self.name), 1.3 * self.letter
        away = rect(long, self.angle)
        if not self.turned:
            away = complex(
                {"center": 0, "left": long, "right": -long}[self.sides[0]], tall * sin(self.angle)
            )
        wide = 0 if self.turned else long / 2
        disc = complex(max(self.radius, wide), self.radius) + 0.1 * (1 + 1j)
        return self.place - disc, self.place + disc, self.foot + away

    @property
    def text(self) -> dict[str, Any]:
        """The name, and how it stands at its foot."""
        text = {"x": self.foot.real, "y": self.foot.imag, "s": self.name}
        side, rise = self.sides
        if self.turned:
            turn = degrees(self.angle) + 180 * (side == "right")
            text |= {"rotation": turn, "rotation_mode": "anchor"}
        return text | {"ha": side, "va": rise}


class Layout(NamedTuple):
    """Center and radius of the rim of every bloc, and the spot of every actor."""

    rims: list[tuple[complex, float]]
    spots: dict[Any, Spot]

    def extent(self, beside: float) -> tuple[float, float, float, float]:
        """Return how far it reaches: left, right, down and up, with so much beside the rims."""
        corners = (-1 - 1j, 1 + 1j)
        rims = [center + way * (rim + beside) for center, rim in self.rims for way in corners]
        return _extent([*rims, *_ends(self.spots)] or [0j, 1 + 1j])


def _ends(spots: Mapping[Any, Spot]) -> list[complex]:
    return [end for spot in spots.values() for end in spot.ends]


def _extent(places: Sequence[complex]) -> tuple[float, float, float, float]:
    across, tall = [place.real for place in places], [place.imag for place in places]
    return min(across), max(across), min(tall), max(tall)


def layout(
    names: Mapping[Any, str],
    seats: Mapping[Any, float | None],
    ties: list[Tie],
    blocs: Blocs,
    unplaced: Sequence[Any],
) -> Layout:
    """Return where blocs and actors stand.

    The unit of length is the radius of the largest disc. Members stand round the center of their
    bloc, those with the most seats outermost, and the blocs round the center of the picture.
    """
    most = max((known or 0 for known in seats.values()), default=0) or 1
    radius = {a: 0.4 if s is None else max(0.2, sqrt(max(0, s) / most)) for a, s in seats.items()}
    letter = max(0.55, 0.16 * sqrt(len(seats)))
    wide = {actor: _LETTER * letter * len(name) for actor, name in names.items()}
    rings = [_ring([radius[actor] for actor in bloc]) for bloc in blocs]
    reach = [  # two are at the sides
        rim + max(wide[actor] for actor in bloc) * (len(bloc) > 2)  # noqa: PLR2004
        for bloc, (_, rim) in zip(blocs, rings, strict=True)
    ]
    rims, spots = [], {}

    def put(actor: Any, place: complex, foot: complex, angle: float, turned: bool = False) -> None:
        spots[actor] = Spot(names[actor], place, radius[actor], foot, angle, turned, letter)

    for bloc, (ways, rim), center in zip(blocs, rings, _centers(blocs, ties, reach), strict=True):
        rims.append((center, rim))
        outward, turn = (phase(center), -1 if center.real < 0 else 1) if center else (pi / 2, 1)
        for actor, way in zip(bloc, ways, strict=True):
            angle = outward + turn * phase(way)
            far = rim - _PAD - radius[actor] if len(bloc) > 1 else 0
            foot = center + rect(rim + 0.15, angle)
            put(actor, center + rect(far, angle), foot, angle, len(bloc) > _FEW)
    left, right, low, _ = _extent(_ends(spots) or [0j])
    cell = 1 + max((max(2 * radius[actor], wide[actor]) for actor in unplaced), default=0)
    across = min(len(unplaced), max(ceil(2 * sqrt(len(unplaced))), int((right - left) / cell)))
    for index, actor in enumerate(unplaced):
        row, column = divmod(index, across)
        x = (left + right) / 2 + (column - (across - 1) / 2) * cell
        place = complex(x, low - 1.6 - row * (2.5 + 1.3 * letter))
        put(actor, place, place - 1j * (radius[actor] + 0.15), -pi / 2)
    return Layout(rims, spots)


def _ring(sizes: Sequence[float]) -> tuple[list[complex], float]:
    """Return the ways round a ring to discs of these sizes, as unit vectors, and the rim.

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
    return [rect(1, ways[index]) for index in range(count)], radius + max(sizes) + _PAD


def _centers(blocs: Blocs, ties: list[Tie], reach: Sequence[float]) -> list[complex]:
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


class Chamber(NamedTuple):
    """A half circle of seats: the places of each party, and where its name stands.

    The unit of length is the distance between two rows. `dot` is the radius of a seat, `hole` that
    of the room before the first row, and `rim` that of the line behind the last one.
    """

    seats: dict[Any, list[complex]]
    names: dict[Any, Spot]
    dot: float
    hole: float
    rim: float

    def extent(self) -> tuple[float, float, float, float]:
        """Return how far it reaches: left, right, down and up."""
        ends = [complex(-self.rim, -1.2 * self.dot), complex(self.rim, self.rim)]
        tips = [
            spot.ends[-1] + way
            for spot in self.names.values()
            for way in (-0.7j * spot.letter, 0.7j * spot.letter)
        ]
        return _extent([*ends, *tips])

    @property
    def arcs(self) -> dict[Any, tuple[float, float]]:
        """The angles from which to which each party sits, with gaps between parties."""
        ends = [(phase(found[0]), phase(found[-1])) for found in self.seats.values()]
        inner = [(one[1] + other[0]) / 2 for one, other in pairwise(ends)]
        spans = pairwise([pi, *inner, 0.0])
        gaps = ((one, other, min((one - other) / 4, self.dot / self.rim)) for one, other in spans)
        found = ((one - gap / 2, other + gap / 2) for one, other, gap in gaps)
        return dict(zip(self.seats, found, strict=True))


def chamber(names: Mapping[Any, str], seats: Mapping[Any, int], letter: float = 0.05) -> Chamber:
    """Return half a circle in which parties sit side by side, the first one to the left.

    Seats of a row are equally far apart, and about as far in all rows. The names of parties stand
    behind their seats, and one above the other where these are too near; their letters have this
    height beside the rim.
    """
    count = sum(seats.values())

    # 1. As many rows as leave a hole of some two fifths, and the seats of each by its length.
    def first(rows: int) -> float:
        return (count / rows - 1) / pi - (rows - 1) / 2

    def hole(rows: int) -> float:
        return abs(first(rows) / (first(rows) + rows - 1) - _HOLE)

    roomy = [rows for rows in range(2, isqrt(count) + 1) if first(rows) > _LEAST]
    rows = min(roomy, key=hole, default=1)
    radii = [max(_EMPTY, first(rows)) + row for row in range(rows)]
    lengths = [pi * radius + 1 for radius in radii]
    ends = [round(count * end / sum(lengths)) for end in accumulate(lengths, initial=0)]
    filled = [(radius, b - a) for radius, (a, b) in zip(radii, pairwise(ends), strict=True)]
    # 2. All seats from left to right, and those of each party.
    places = sorted(
        ((pi * (1 - at / (seated - 1)) if seated > 1 else pi / 2, radius)
         for radius, seated in filled for at in range(seated)),
        key=lambda place: (-round(place[0], 9), place[1]),
    )  # fmt: skip
    row = iter(rect(radius, angle) for angle, radius in places)
    sitting = {party: [*islice(row, held)] for party, held in seats.items() if held}
    near = [2 * radius * sin(pi / 2 / (seated - 1)) for radius, seated in filled if seated > 1]
    dot = 0.42 * min(1.0, *near, 1.0)
    # 3. Names, on either side from the lowest to the highest.
    rim = 1.02 * radii[-1] + 1.5 * dot
    letter = letter * rim
    ways = {party: sum(map(phase, found)) / len(found) for party, found in sitting.items()}
    spots: dict[Any, Spot] = {}
    for side, order in ((pi, [*ways]), (0.0, [*ways][::-1])):
        top = -inf
        for party in order:
            if (ways[party] > pi / 2) == bool(side):
                foot = rect(rim + 1.1 * letter, ways[party])
                top = max(foot.imag, top + 1.4 * letter)
                across = max(abs(foot.real), 0.4 * letter)
                foot = complex(-across if side else across, top)
                place = rect(rim, ways[party])
                spots[party] = Spot(names[party], place, dot, foot, side, False, letter)
    return Chamber(sitting, {party: spots[party] for party in sitting}, dot, radii[0], rim)

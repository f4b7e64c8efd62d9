"""Where things stand in a picture of the agreement graph: geometry, without matplotlib."""

from cmath import phase, rect
from collections.abc import Mapping, Sequence
from itertools import accumulate, combinations, permutations
from math import ceil, degrees, pi, prod, sin, sqrt
from typing import Any, NamedTuple, TypeAlias

__all__ = ["Spot", "layout", "shown"]

Blocs: TypeAlias = Sequence[Sequence[str]]
Tie: TypeAlias = tuple[str, str, int, float]  # two actors, sign, weight

_FEW = 8  # members of a bloc whose names are level; blocs of which every order is tried
_LETTER = 0.65  # the width of a letter beside its height
_PAD = 0.45  # from the discs of a bloc to its rim
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


def layout(
    seats: Mapping[str, int | None], ties: list[Tie], blocs: Blocs, unplaced: Sequence[str]
) -> tuple[list[tuple[complex, float]], dict[str, Spot]]:
    """Return centre and radius of the rim of every bloc, and the spot of every actor.

    The unit of length is the radius of the largest disc. Members stand round the centre of their
    bloc, those with the most seats outermost, and the blocs round the centre of the picture.
    """
    most = max((known or 0 for known in seats.values()), default=0) or 1
    radius = {a: 0.4 if s is None else max(0.2, sqrt(s / most)) for a, s in seats.items()}
    names = {actor: shown(actor, 24) for actor in seats}
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
            spots[actor] = Spot(names[actor], place, size, foot, angle, len(bloc) > _FEW, letter)
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
        spots[actor] = Spot(names[actor], place, radius[actor], foot, -pi / 2, False, letter)
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


def shown(text: str, longest: int | None = None) -> str:
    """Escape what cannot be printed as `repr` does, and cut what is too long."""
    plain = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
    return plain if longest is None or len(plain) <= longest else f"{plain[: longest - 1]}…"

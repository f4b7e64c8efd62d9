"""Pictures as inline SVG, drawn by hand from the layouts that the plots have too."""

from cmath import rect
from collections.abc import Sequence
from itertools import groupby

from coalition.answers.splits.split import Split
from coalition.characters import safe
from coalition.graph.agreement_graph import SignedGraph
from coalition.html._markup import Markup, joined, tag
from coalition.numbers import Number
from coalition.plot._hemicycle import Group, half
from coalition.plot._style import LONGEST, shortened
from coalition.plot.geometry import Spot, Tie, chamber, layout

DRAWN = 60  # actors of whom there is a picture
FEW = 8  # actors up to whom there is room for words
_UNIT = 36  # points to the radius of the largest disc
_MARGIN = 0.5  # beside the radius of the largest disc
_BROAD = 9  # points of the broadest line
_KINDS = {1: "agree", -1: "disagree", 0: "ambivalent"}
_WORDS = {1: "agree", -1: "disagree", 0: "agree as much as they disagree"}
_BEYOND = {1: "agree more than by chance", -1: "agree less than by chance"}


def picture(graph: SignedGraph, found: Split, chance: bool) -> Markup:
    """Draw who agrees with whom, the blocs of the split set apart; say the same in words.

    Solid is agreement, dashed is disagreement, dotted is as much of each; the broader, the more.
    Where chance is taken off, they are more and less than it gives.
    """
    ties = sorted((*sorted(pair), d["sign"], d["weight"]) for *pair, d in graph.edges(data=True))
    seats = dict(graph.nodes(data="seats"))
    names = dict(zip(seats, shortened(map(safe, seats), LONGEST), strict=True))
    placed = layout(names, seats, ties, found.blocs, found.unplaced)
    spots, few = placed.spots, len(placed.spots) <= FEW
    heaviest = max((tie[3] for tie in ties), default=0) or 1
    verbs = _BEYOND if chance else _WORDS
    words = [f"{one} and {other} {verbs[sign]} ({weight:.5g})" for one, other, sign, weight in ties]

    def look(tie: Tie) -> tuple[int, int]:
        broad = _BROAD if few else _BROAD / 2
        return tie[2], max(1, round(broad * tie[3] / heaviest))

    lines: list[Markup] = []
    for (sign, width), alike in groupby(sorted(ties, key=look), key=look):
        paths = {f"{one} and {other} {verbs[sign]}": _line(spots[one].place, spots[other].place)
                 for one, other, *_ in alike}  # fmt: skip
        drawn = {"stroke_width": width, "class_": f"{_KINDS[sign]}{' many' * (not few)}"}
        if few:
            lines += [tag("path", tag("title", text), d=d, **drawn) for text, d in paths.items()]
        else:
            lines.append(tag("path", d="".join(paths.values()), **drawn))
    discs = (_disc(spots[actor], seats[actor], actor in found.unplaced) for actor in sorted(spots))
    return tag(
        "svg",
        tag("title", f"Who agrees with whom{f' on {found.topic}' if found.topic else ''}"),
        tag("desc", ". ".join([str(found), *(words if few else ())])),
        *(_circle("rim", center, rim) for center, rim in placed.rims),
        *lines,
        *discs,
        viewBox=_box(*placed.extent(0)),
        role="img",
    )


def hemicycle(groups: Sequence[Group]) -> Markup:
    """Draw half a circle of seats, a path for the seats of each party; say the same in words."""
    seats = {party: held for group in groups for party, held in group.seats.items()}
    kinds = {party: group.kind for group in groups for party in group.seats}
    shown = zip(seats, shortened(map(safe, seats), LONGEST), strict=True)
    names = {party: f"{name} {seats[party]}" for party, name in shown}
    drawn = chamber(names, seats, 0.08 if len(seats) <= FEW else 0.05)
    rim, size = _points(drawn.rim), _points(2 * drawn.dot)
    parts = []
    for party, places in drawn.seats.items():
        dots = "".join("M{} {}h0".format(*_xy(at)) for at in places)
        ends = [_xy(rect(drawn.rim, way)) for way in drawn.arcs[party]]
        arc = "M{} {}A{r} {r} 0 0 1 {} {}".format(*ends[0], *ends[1], r=rim)
        spot = drawn.names[party]
        parts += [
            tag("path", d=dots, stroke_width=size, class_=f"seat kind{kinds[party]}"),
            tag("path", d=arc + _line(spot.place, spot.foot), class_="behind"),
            _name(spot),
        ]
    (x, top), (_, low) = _xy(complex(0, drawn.rim)), _xy(complex(0, 0.75 * drawn.hole))
    above, below = half(sum(seats.values())).split("\n")
    letter = min(0.07 * drawn.rim, 0.18 * (drawn.hole - drawn.dot))
    words = {"x": x, "text_anchor": "middle", "font_size": _points(letter)}
    return tag(
        "svg",
        tag("title", "Seats: who is inside, and who is not"),
        tag("desc", ". ".join(group.worded for group in groups)),
        *parts,
        tag("path", d=f"M{x} {top}V{low}", class_="half"),
        tag("text", above, y=_points(-1.2 * letter), **words),
        tag("text", below, y=0, **words),
        viewBox=_box(*drawn.extent()),
        role="img",
    )


def bar(value: Number | None, line: Number | None, most: int) -> Markup | None:
    """Draw a number as a bar, up to this one, with a line where another is."""
    if value is None or not most:
        return None
    full, needed = (round(100 * float(number or 0) / most) for number in (value, line))
    return tag(
        "svg",
        tag("path", d=f"M0 6H{full}", class_="bar"),
        tag("path", d=f"M{needed} 0V12", class_="half") if line is not None else None,
        viewBox="0 0 100 12",
        aria_hidden="true",
    )


def _box(left: float, right: float, low: float, high: float) -> str:
    """Return what of the plane is seen, with a margin."""
    wide, tall = right - left + 2 * _MARGIN, high - low + 2 * _MARGIN
    return " ".join(map(_points, (left - _MARGIN, -high - _MARGIN, wide, tall)))


def _line(start: complex, end: complex) -> str:
    return "M{} {}L{} {}".format(*_xy(start), *_xy(end))


def _disc(spot: Spot, seats: int | None, unplaced: bool) -> Markup:
    """Return a disc with its seats on it, where they fit, and its name beside it."""
    x, y = _xy(spot.place)
    roomy = seats is not None and spot.radius * 5 >= len(str(seats))
    number = tag("text", seats, x=x, y=y, dy=".35em", class_="seats") if roomy else None
    return joined(
        _circle("unplaced" if unplaced else "actor", spot.place, spot.radius),
        None if unplaced else number,
        _name(spot),
    )


def _name(spot: Spot) -> Markup:
    """Return a name as the plots have it, level or turned."""
    (side, rise), (x, y) = spot.sides, _xy(spot.foot)
    return tag(
        "text",
        spot.name,
        x=x,
        y=y,
        dy={"center": ".35em", "top": ".8em", "bottom": "-.1em"}[rise],
        text_anchor={"left": "start", "right": "end", "center": "middle"}[side],
        font_size=_points(spot.letter - 0.05),
        transform=f"rotate({-spot.text['rotation']:.0f} {x} {y})" if spot.turned else None,
    )


def _circle(kind: str, center: complex, radius: float) -> Markup:
    x, y = _xy(center)
    return tag("circle", cx=x, cy=y, r=_points(radius), class_=kind)


def _xy(place: complex) -> tuple[str, str]:
    """Return a place in points, with down as the positive direction."""
    return _points(place.real), _points(-place.imag)


def _points(length: float) -> str:
    """Return a length in points."""
    return f"{length * _UNIT + 0.0:.0f}"

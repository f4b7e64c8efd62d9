"""Half a circle of seats: every seat a dot, every party a name, the half in the middle."""

from itertools import combinations, pairwise
from math import hypot
from typing import Any

import numpy as np
import pytest

import coalition as co
from coalition import plot
from tests.pictured import formed, keys, note, title

pytest.importorskip("matplotlib")

from coalition.plot._style import luminance
from coalition.plot.geometry import chamber

BUNDESTAG = {"Left": 64, "SPD": 120, "Greens": 85, "SSW": 1, "CDU/CSU": 208, "AfD": 152}
KAMER = {
    "SP": 5, "DENK": 3, "PvdD": 3, "GL/PvdA": 25, "Volt": 2, "CU": 3, "D66": 9, "CDA": 5, "NSC": 20,
    "VVD": 24, "BBB": 7, "SGP": 3, "JA21": 1, "FvD": 3, "PVV": 37,
}  # fmt: skip


def dots(ax: Any) -> dict[str, int]:
    """Return the number of dots of every party, from left to right."""
    return {found.get_label(): len(found.get_paths()) for found in ax.collections}


@pytest.mark.parametrize("total", [1, 2, 3, 4, 5, 7, 10, 11, 49, 77, 150, 338, 630, 700])
def test_every_seat_is_drawn_and_none_on_another(total: int) -> None:
    """At any number of seats the dots are as many, apart, and at equal distances in a row."""
    drawn = chamber({"A": "A", "B": "B"}, {"A": total // 3, "B": total - total // 3})
    places = [place for found in drawn.seats.values() for place in found]
    assert len(places) == total
    points = np.array([(place.real, place.imag) for place in places])
    far = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))
    np.fill_diagonal(far, np.inf)
    assert far.min() > 2 * drawn.dot
    assert far.min(axis=1).max() < 1.5 or total < 10
    assert all(drawn.hole - 0.01 < abs(place) < drawn.rim for place in places)
    rows: dict[float, list[float]] = {}
    for place in places:
        rows.setdefault(round(abs(place), 6), []).append(np.angle(place))
    for row in rows.values():
        steps = np.diff(sorted(row))
        assert len(steps) == 0 or np.allclose(steps, steps[0])


def test_parties_sit_side_by_side_in_the_order_given() -> None:
    """From left to right each has its seats, and none of another between them."""
    ax: Any = plot.hemicycle(BUNDESTAG)
    assert dots(ax) == BUNDESTAG
    assert list(dots(ax)) == list(BUNDESTAG)
    drawn = chamber(dict.fromkeys(BUNDESTAG, ""), BUNDESTAG)
    ends = [(np.angle(found[0]), np.angle(found[-1])) for found in drawn.seats.values()]
    assert all(one[1] >= other[0] - 1e-9 for one, other in pairwise(ends))
    assert title(ax) == "630 seats of 6 parties"
    assert "more than half\nof these 630: 316" in [text.get_text() for text in ax.texts]


@pytest.mark.parametrize("seats", [BUNDESTAG, KAMER, {f"Party {n:02}": 46 - n for n in range(24)}])
def test_no_name_is_on_another_or_cut_off(seats: dict[str, int]) -> None:
    """Names of small parties stand above each other, all on the picture, none on a seat."""
    ax: Any = plot.hemicycle(seats)
    ax.figure.canvas.draw()
    boxes = {text.get_text(): text.get_window_extent() for text in ax.texts}
    assert len(boxes) == len(seats) + 1
    for one, other in combinations(boxes.values(), 2):
        assert not one.overlaps(other)
    frame = ax.figure.bbox
    shown = chamber(dict.fromkeys(seats, ""), seats)
    edge = ax.transData.transform([(0, 0), (shown.hole - shown.dot, 0), (shown.rim, 0)])
    hole, rim = edge[1][0] - edge[0][0], edge[2][0] - edge[0][0]
    for box in boxes.values():
        assert frame.contains(box.x0, box.y0)
        assert frame.contains(box.x1, box.y1)
        corners = [
            hypot(x - edge[0][0], y - edge[0][1]) for x in box.intervalx for y in box.intervaly
        ]
        assert min(corners) > rim or max(corners) < hole or box.y0 > edge[0][1] + rim


def test_blocs_of_a_split(july: co.Coalition) -> None:
    """Blocs sit side by side with their seats in the key; who is in none comes last."""
    found = co.split(july, "migration/asylum")
    ax: Any = plot.hemicycle(july, found)
    assert list(dots(ax)) == ["VVD", "CDA", "D66", "CU"]
    assert dots(ax) == july.seats
    assert keys(ax) == ["VVD and CDA: 48 seats", "D66 and CU: 29 seats"]
    assert title(ax) == str(found)
    ax = plot.hemicycle({**july.seats, "PvdA": 9}, found)
    assert keys(ax)[-1] == "in no bloc: 9 seats"


def test_a_formation() -> None:
    """Who is inside sits to the left, and of a minority its support next to it."""
    ax: Any = plot.hemicycle(BUNDESTAG, formed("CDU/CSU", "SPD"))
    assert list(dots(ax))[:2] == ["CDU/CSU", "SPD"]
    assert keys(ax) == ["inside: 328 seats", "outside: 302 seats"]
    ax = plot.hemicycle(BUNDESTAG, formed("CDU/CSU", support=(("SPD",), ("AfD",))))
    assert keys(ax) == [
        "inside: 208 seats",
        "enough with these, or others: 120 seats",
        "outside: 302 seats",
    ]


def test_a_decision(july: co.Coalition) -> None:
    """Who is for sits to the left, who is against to the right, the others between."""
    for proposal in [found.id for found in july.proposals]:
        found = co.decide(july, proposal)
        ax: Any = plot.hemicycle(july, found)
        sides = (found.supporters, found.abstainers, found.absent, found.unknown, found.opponents)
        assert list(dots(ax)) == [party for side in sides for party in side]
        assert title(ax) == str(found)


def test_kinds_differ_on_a_gray_print(july: co.Coalition) -> None:
    """The dots of any two groups differ in lightness, within or at their edges."""
    ax: Any = plot.hemicycle({"A": 3, "B": 3, "C": 3, "D": 3})
    looks = [
        (luminance(c.get_facecolor()[0][:3]), luminance(c.get_edgecolor()[0][:3]))
        for c in ax.collections
    ]
    for one, other in combinations(looks, 2):
        assert max(abs(a - b) for a, b in zip(one, other, strict=True)) > 0.1


def test_unknown_seats_are_not_none() -> None:
    """A party whose seats are not known, or that has none, is named below, and not drawn."""
    ax: Any = plot.hemicycle({"A": 2, "B": None, "C": 0, "D": None})
    assert dots(ax) == {"A": 2}
    assert note(ax) == "seats not known: B and D\nno seat: C"
    assert title(plot.hemicycle({"A": None})) == "no seats are known"


def test_long_notes_are_broken_and_colors_are_explained() -> None:
    """No note is wider than the picture, and colors of many parties are said to mean nothing."""
    unknown = {f"A party without a number {n}": None for n in range(4)}
    ax: Any = plot.hemicycle({**dict.fromkeys("ABCDE", 9), **unknown})
    *lines, last = note(ax).split("\n")
    assert len(lines) == 2
    assert last == "colors only tell neighbors apart"
    ax.figure.canvas.draw()
    box = ax.get_legend().get_window_extent()
    assert ax.figure.bbox.contains(box.x0, box.y0)
    assert ax.figure.bbox.contains(box.x1, box.y1)
    assert plot.hemicycle({"A": 5, "B": 4}).get_legend() is None


@pytest.mark.parametrize("seats", [{"A": 1}, {"A": 1, "B": 1}, {"A": 1, "B": 400}])
def test_letters_can_be_read_at_any_number_of_seats(seats: dict[str, int]) -> None:
    """Names and the number in the middle have some size in the smallest bodies too."""
    ax: Any = plot.hemicycle(seats)
    assert min(text.get_size() for text in ax.texts) > 7


def test_sources(july: co.Coalition) -> None:
    """A case, its name, a matrix and a table of the same seats give the same picture."""
    seats = {party.id: july.seats[party.id] for party in july.parties}
    assert dots(plot.hemicycle(july)) == dots(plot.hemicycle(seats)) == seats
    matrix = co.stance_matrix(july)
    assert dots(plot.hemicycle(matrix)) == dict(zip(matrix.actors, matrix.seats, strict=True))


def test_names_are_drawn_as_they_are() -> None:
    """A dollar starts no formula, and what cannot be printed is escaped."""
    names = ["$x^{$", "_a", "\u202eevil", "Bündnis 90/Die Grünen und noch viel mehr"]
    ax: Any = plot.hemicycle(dict.fromkeys(names, 5))
    ax.figure.canvas.draw()
    shown = [text.get_text() for text in ax.texts][:4]
    assert shown == ["$x^{$ 5", "_a 5", "\\u202eevil 5", "Bündnis 90/Die Grünen u… 5"]


def test_what_does_not_fit_is_refused(july: co.Coalition) -> None:
    """Seats that are no whole numbers, answers on others, and bodies too large to be drawn."""
    with pytest.raises(co.InvalidValue, match=r"\['A'\]: must be a whole number.*\n?.*\['B'\]"):
        plot.hemicycle({"A": 1.5, "B": -1})  # type: ignore[dict-item]
    with pytest.raises(co.InvalidValue, match="is of others: 'VVD' is not in the source"):
        plot.hemicycle({"A": 1}, co.split(july))
    with pytest.raises(co.InvalidValue, match="must be a Split, a Formation or a Decision"):
        plot.hemicycle(july, 3)  # type: ignore[arg-type]
    with pytest.raises(co.TooLarge, match="3001, and the limit is 3000"):
        plot.hemicycle({"A": 3001})

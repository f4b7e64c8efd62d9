"""Where discs and names stand: apart, in their blocs, and the farther the more they disagree."""

import math
from itertools import combinations
from typing import Any

import pytest

import coalition as co
from coalition import plot
from tests.pictured import NAN, chamber, discs, draw, rims

pytest.importorskip("matplotlib")


def enemies(**weights: int) -> co.StanceMatrix:
    """Return actors of whom every two disagree on so many proposals of their own."""
    pairs = [pair for pair, weight in weights.items() for _ in range(weight)]
    names = sorted({name for pair in pairs for name in pair})
    rows = [
        [(1, -1)[pair.index(name)] if name in pair else NAN for pair in pairs] for name in names
    ]
    return co.StanceMatrix(names, [f"{pair}{index}" for index, pair in enumerate(pairs)], rows)


def apart(one: Any, other: Any) -> float:
    return math.dist(one.center, other.center)


def test_members_stand_inside_the_rim_of_their_bloc(july: co.Coalition) -> None:
    """A bloc is a light circle round its members and round nobody else."""
    ax = draw(july, "migration/asylum")
    inside = [
        {name for name, disc in discs(ax).items() if apart(disc, rim) + disc.radius < rim.radius}
        for rim in rims(ax)
    ]
    assert inside == [{"VVD", "CDA"}, {"D66", "CU"}]


@pytest.mark.parametrize(
    "source",
    [
        chamber(2, 2),
        chamber(1, 3, unplaced=1),
        chamber(17),
        chamber(9, 5, 3, unplaced=3),
        chamber(30, 20, 10, unplaced=6),
        chamber(1, 1, 1, 1, 1, 1),
        chamber(unplaced=60),
    ],
    ids=lambda source: f"{len(source.actors)} actors",
)
def test_nothing_overlaps(source: co.StanceMatrix) -> None:
    """At any number of actors discs are apart, blocs are apart, and names are on the picture."""
    ax = draw(source, figsize=(9, 7))
    for shapes in (rims(ax), list(discs(ax).values())):
        for one, other in combinations(shapes, 2):
            assert apart(one, other) > one.radius + other.radius
    frame = ax.figure.bbox
    for text in ax.texts:
        box = text.get_window_extent()
        assert frame.contains(box.x0, box.y0)
        assert frame.contains(box.x1, box.y1)


def test_blocs_that_disagree_more_lie_further_apart() -> None:
    """Of three enemies, those with the heaviest tie have the most distance between them."""
    found = discs(draw(enemies(AB=1, AC=3, BC=1)))
    far = {pair: apart(found[pair[0]], found[pair[1]]) for pair in ("AB", "AC", "BC")}
    assert max(far, key=far.__getitem__) == "AC"


@pytest.mark.parametrize("worst", [("AB", "CD"), ("AC", "BD"), ("AD", "BC")])
def test_of_four_blocs_those_that_disagree_most_lie_opposite(worst: tuple[str, str]) -> None:
    """Whatever their names are, the two worst enmities go across the circle."""
    pairs = ("AB", "AC", "AD", "BC", "BD", "CD")
    source = enemies(**{pair: 5 if pair in worst else 1 for pair in pairs})
    found = discs(draw(source))
    far = sorted(pairs, key=lambda pair: apart(found[pair[0]], found[pair[1]]))
    assert set(far[-2:]) == set(worst)


def test_many_blocs_are_drawn_too() -> None:
    """Twelve parties of which each disagrees with each are twelve blocs."""
    names = [f"P{index:02d}" for index in range(12)]
    pairs = list(combinations(range(12), 2))
    rows = [
        [1 if row == one else -1 if row == other else NAN for one, other in pairs]
        for row in range(12)
    ]
    questions = [f"q{one}-{other}" for one, other in pairs]
    ax = draw(co.StanceMatrix(names, questions, rows))
    assert len(rims(ax)) == 12


def test_discs_of_any_size_are_apart() -> None:
    """Where as many actors as can be drawn have seats, discs in a bloc do not overlap."""
    size = 120
    seats = [max(1, 300 // (index + 1)) for index in range(size)]
    names = [f"P{index:03}" for index in range(size)]
    ax: Any = plot.agreement(co.StanceMatrix(names, "p", [[1.0]] * size, seats=seats))
    discs = [patch for patch in ax.patches if patch.zorder > 0]
    for one, other in combinations(discs, 2):
        assert math.dist(one.center, other.center) > one.radius + other.radius

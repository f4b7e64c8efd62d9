"""The heat map of agreement, of a graph and of hundreds of actors."""

from typing import Any

import attrs
import numpy as np
import pytest

import coalition as co
from coalition import plot
from coalition.plot import _agreement
from tests.pictured import crowd, named, note, votes

pytest.importorskip("matplotlib")

from coalition.plot._style import shade


def test_too_many_actors_are_refused_before_any_search(monkeypatch: pytest.MonkeyPatch) -> None:
    """No split is looked for that cannot be drawn."""
    matrix = crowd(61, 60)
    for search in ("split_of", "partition"):
        monkeypatch.delattr(_agreement, search)
    for source in (matrix, co.agreement_graph(matrix)):
        with pytest.raises(co.TooLarge, match="121, and the limit is 120"):
            plot.agreement(source)


@pytest.mark.no_cover
def test_two_hundred_actors_can_be_drawn() -> None:
    """What there is no room for is left out and counted; the graph of so many is refused."""
    matrix = crowd(120, 80)
    blocs = (matrix.actors[:120], matrix.actors[120:])
    found = attrs.evolve(co.split(crowd(2, 1)), blocs=blocs, optima=(blocs,))
    with pytest.raises(co.TooLarge, match=r"plot\.heatmap draws more: 200, and the limit is 120"):
        plot.agreement(matrix, split=found)
    heat: Any = plot.heatmap(matrix, split=found)
    assert heat.images[0].get_array().shape == (200, 200, 3)
    assert note(heat) == "left out for want of room: names of rows and names of columns"
    assert named(heat.xaxis) == []
    plain = plot.positions(matrix, split=found)
    assert note(plain) == "left out for want of room: signs and names of columns"


def test_a_cell_has_the_color_of_the_agreement_on_one_proposal() -> None:
    """Also where stances lie between two sides, and ties are no whole numbers."""
    heat: Any = plot.heatmap(votes())
    colors = heat.images[0].get_array()
    found = [colors[0, 1], colors[0, 3], colors[1, 3], colors[2, 3]]
    expected = [shade(value) for value in (2.5 / 3, -2.5 / 3, -1.5 / 2, 1.5 / 3)]
    assert np.array(expected) == pytest.approx(np.array(found))

"""The position matrix as a picture: the order, the sign and the hatch of every cell."""

import math
from typing import Any

import numpy as np
import pytest

import coalition as co
from coalition import plot
from tests.pictured import keys, named, votes

pytest.importorskip("matplotlib")

from coalition.plot._style import shade


def test_positions_stand_in_the_order_of_the_blocs(july: co.Coalition) -> None:
    """Columns are actors by bloc, and rows the proposals of the topic."""
    ax = plot.positions(july, "migration/asylum")
    blocs = co.split(july, "migration/asylum").blocs
    assert named(ax.xaxis) == [actor for bloc in blocs for actor in bloc]
    assert sorted(named(ax.yaxis)) == list(co.stance_matrix(july, "migration/asylum").proposals)


def test_a_cell_has_a_sign_and_a_color() -> None:
    """For, neutral, against, between and unknown are told apart by signs and by colors."""
    ax: Any = plot.positions(votes())
    signs = {(int(t.get_position()[1]), int(t.get_position()[0])): t.get_text() for t in ax.texts}
    values = votes().values
    wanted = {1: "+", 0: "0", -1: "\u2212", 0.5: "+.5", -0.5: "\u2212.5"}
    for (row, column), sign in signs.items():
        stance = values[column, row]
        assert sign == ("?" if math.isnan(stance) else wanted[stance])
    image = ax.images[0].get_array()
    assert np.allclose(image, shade(values.T))
    assert (image[np.isnan(values.T)] == 1).all()
    assert (shade(0) < 0.7).all()  # neutral is not white
    assert keys(ax) == ["for (+)", "neutral (0)", "against (\u2212)", "unknown (?)"]


def test_hearsay_and_inference_are_hatched(july: co.Coalition) -> None:
    """A cell is hatched where its best known position is hearsay or inferred."""
    ax: Any = plot.positions(july)
    columns, rows = named(ax.xaxis), named(ax.yaxis)
    found = {
        (columns[round(p.get_x() + 0.5)], rows[round(p.get_y() + 0.5)]): p.get_hatch()
        for p in ax.patches
    }
    hatch = {"hearsay": "///", "inferred": "..."}
    wanted = {
        (actor, proposal): hatch[held.attribution]
        for actor in columns
        for proposal in rows
        if (held := july.position(actor, proposal)) and held.attribution in hatch
    }
    assert found == wanted
    assert {"hearsay", "inferred"} <= set(keys(ax))


def test_a_stance_within_bounds_is_marked() -> None:
    """A tilde before the sign of a position whose amount is open."""
    case = co.load_case("migration-2023").at("2023-01")
    bound = co.Position(
        *("CDA", "inflow-limit", "for"), between=(0, 1), date="2023-01", attribution="reported"
    )
    ax: Any = plot.positions(case.supposing(bound))
    columns, rows = named(ax.xaxis), named(ax.yaxis)
    marked = [text for text in ax.texts if text.get_text().startswith("~")]
    assert [text.get_text() for text in marked] == ["~+"]
    x, y = marked[0].get_position()
    assert (columns[int(x)], rows[int(y)]) == ("CDA", "inflow-limit")
    assert "within bounds (~)" in keys(ax)


def test_positions_at_a_date() -> None:
    """What is drawn is what was known then, and the title says when."""
    case = co.load_case("migration-2023")
    ax = plot.positions(case, "migration/labour", at="2023-01")
    assert ax.get_title().replace("\n", " ") == (
        "2023-01: D66 alone against VVD, CDA and CU on migration/labour"
    )
    assert len(named(plot.positions(votes(), at="2024-01").yaxis)) == 2


def test_positions_on_scales_are_drawn_in_their_units() -> None:
    """The number of the table is in the cell, and the key knows halves of a scale, no sides."""
    held = [("tax", "A", 5.6, 1, 1), ("tax", "B", 1.4, 1, 1)]
    ax = plot.positions(co.Scales([("tax", 0, 10)], held))
    assert {text.get_text() for text in ax.texts} >= {"5.6", "1.4"}
    legend = ax.get_legend() or ax.figure.legends[0]
    keys = [text.get_text() for text in legend.get_texts()]
    assert keys == ["upper half of a scale", "lower half"]

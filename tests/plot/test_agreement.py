"""The agreement graph as a picture: discs, lines, blocs, title and legend."""

import io
import runpy
import sys
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

import coalition as co
from coalition import plot
from coalition.plot import agreement
from tests import ROOT
from tests.pictured import (
    NAN,
    canvas,
    chamber,
    crowd,
    discs,
    draw,
    keys,
    named,
    note,
    png,
    rims,
    title,
)

MAKE = ROOT / "docs" / "pictures" / "make.py"


HOSTILE = (
    "_hidden", "$x^{$", "a_$b$", "$", "\\$", "\\", "%", "{}", "#", "~^", "\n", "\x00\x07", "\ud800",
    "\u202eevil", "\u200b", "<b>&\"'", "$\\frac{1}{", "`$(rm)`", "[/]", " ", "", "x" * 5000, "é̀",
)  # fmt: skip


def lines(ax: Any, kind: str) -> list[Any]:
    """Return the ends of the lines of one kind of tie."""
    found = [bundle.get_segments() for bundle in ax.collections if bundle.get_label() == kind]
    return [[tuple(end) for end in line] for segments in found for line in segments]


def widths(ax: Any, kind: str) -> list[float]:
    found = (bundle.get_linewidths() for bundle in ax.collections if bundle.get_label() == kind)
    return [float(width) for each in found for width in each]


def ends(ax: Any, kind: str) -> list[set[str]]:
    """Return the names of the actors that each line of a kind of tie leads to."""
    at = {disc.center: name for name, disc in discs(ax).items()}
    return [{at[end] for end in line} for line in lines(ax, kind)]


def test_every_actor_is_a_disc_with_a_name_and_every_tie_a_line(july: co.Coalition) -> None:
    """Four parties with six ties are four discs with names, two solid lines and four dashed."""
    ax = draw(july, "migration/asylum")
    assert sorted(discs(ax)) == ["CDA", "CU", "D66", "VVD"]
    assert len(lines(ax, "disagreement")) == 4
    assert ends(ax, "agreement") == [{"CU", "D66"}, {"CDA", "VVD"}]
    assert lines(ax, "as much of each") == []


def test_kinds_of_ties_differ_in_dashes_color_and_lightness() -> None:
    """Agreement, disagreement and as much of each are told apart without color, and in gray."""
    rows = [[1, 1], [1, 1], [1, -1], [-1, -1]]
    ax = draw(co.StanceMatrix("ABCD", "pq", rows))
    kinds = {bundle.get_label(): bundle for bundle in ax.collections}
    assert {kind: len(lines(ax, kind)) for kind in kinds} == {
        "agreement": 1,
        "disagreement": 2,
        "as much of each": 3,
    }
    dashes = {}
    for kind, drawn in kinds.items():
        pattern, width = drawn.get_linestyle()[0][1], drawn.get_linewidths()[0]
        dashes[kind] = pattern and [round(part / width, 9) for part in pattern]
    assert dashes == {"agreement": None, "disagreement": [3, 1.5], "as much of each": [1, 1.5]}
    light = sorted(
        0.21 * red + 0.72 * green + 0.07 * blue
        for red, green, blue, _ in (drawn.get_colors()[0] for drawn in kinds.values())
    )
    assert min(light[1] - light[0], light[2] - light[1]) > 0.1


def test_the_wider_the_line_the_heavier_the_tie(july: co.Coalition) -> None:
    """Widths stand in proportion to the weights: D66 and CU 6, VVD and CDA 5, the others 3."""
    ax = draw(july, "migration/asylum")
    drawn = widths(ax, "agreement") + widths(ax, "disagreement")
    assert [width / drawn[0] * 6 for width in drawn] == pytest.approx([6, 5, 3, 3, 3, 3])


def test_the_area_of_a_disc_is_the_seats(july: co.Coalition) -> None:
    """VVD has 34 seats and D66 24: so stand the areas of their discs."""
    found = discs(draw(july, "migration/asylum"))
    for party, seats in july.seats.items():
        assert (found[party].radius / found["VVD"].radius) ** 2 == pytest.approx(seats / 34)


def test_a_party_without_known_seats_is_small() -> None:
    """An actor whose seats are unknown, few or none is drawn, and smaller than the largest."""
    source = co.StanceMatrix("ABCD", "p", [[1]] * 4, seats=(150, None, 1, 0))
    sizes = [disc.radius for _, disc in sorted(discs(draw(source)).items())]
    assert sizes == [1, 0.4, 0.2, 0.2]


def test_a_long_title_leaves_out_names_and_counts_them() -> None:
    """The sentence of the split with the first names of each bloc, and how many others."""
    assert title(draw(chamber(30, 30))) == (
        "P00, P01 and 28 others against P30, P31 and 28 others "
        "(agreement by chance included; see stability)"
    )


def test_a_title_takes_four_small_lines() -> None:
    """What does not fit even so is cut, and the title says so."""
    ring: Any = nx.cycle_graph(5)
    for one, other in ring.edges:
        ring.edges[one, other]["sign"] = -1 if one == 0 and other == 1 else 1
    names = {node: chr(65 + node) * 80 for node in ring}
    ax = plot.agreement(nx.relabel_nodes(ring, names), ax=canvas(figsize=(4, 4)))
    assert ax.get_title().count("\n") <= 3
    assert " … (" in title(ax)


def test_long_names_stay_apart_in_a_title() -> None:
    """Names that begin alike are cut in the middle, not at the end."""
    names = [f"{'Long' * 10} {end}" for end in ("one", "two", "three")]
    source = co.StanceMatrix(names, "p", [[1], [-1], [-1]])
    found = title(plot.agreement(source, ax=canvas(figsize=(4, 4))))
    assert all(f"… {end}" in found or f"g {end}" in found for end in ("one", "two", "three"))


def test_a_title_that_is_cut_keeps_the_terms() -> None:
    """Where it is cut, it still says how agreement was counted."""
    agreement = co.Agreement(null_model="fixedcol")
    ax = plot.agreement(chamber(6, 5), agreement=agreement, ax=canvas())
    assert ax.get_title().count("\n") <= 3
    terms = "… (beyond chance; null model fixedcol, alpha 0.05; see stability)"
    assert title(ax).endswith(terms)


def test_unplaced_actors_stand_below_hollow_and_in_the_legend() -> None:
    """Who has no tie is on the picture, in no bloc, and the legend says what a hollow disc is."""
    ax = draw(chamber(3, 2, unplaced=2))
    found = discs(ax)
    hollow = {name for name, disc in found.items() if disc.get_facecolor() == (1, 1, 1, 1)}
    assert hollow == {"P05", "P06"}
    lowest = min(rim.center[1] - rim.radius for rim in rims(ax))
    assert all(found[name].center[1] + found[name].radius < lowest for name in hollow)
    assert "unplaced" in keys(ax)


def test_the_legend_explains_what_is_drawn_and_nothing_else(july: co.Coalition) -> None:
    """Each kind of line that is there has its key, with the dashes and the color of the lines."""
    assert keys(draw(july, "migration/labour")) == ["agreement", "area: seats"]
    ax = draw(july, "migration/asylum")
    assert keys(ax) == ["agreement", "disagreement", "area: seats"]
    solid, dashed, _ = ax.get_legend().legend_handles
    assert solid.get_linestyle() == "-"
    assert dashed.get_linestyle() == "--"
    assert [solid.get_color(), dashed.get_color()] == ["#004488", "#BB5566"]


def test_of_many_ties_the_heaviest_are_drawn() -> None:
    """At most the 300 heaviest of each sign, and the picture says so."""
    ax: Any = plot.agreement(crowd(24, 18))
    assert sum(len(lines(ax, kind)) for kind in ("agreement", "disagreement")) == 600
    assert note(ax) == "the heaviest 600 of 861 ties"


def test_nobody_can_be_drawn() -> None:
    """A coalition without parties is an empty picture with a title, not an error."""
    ax = draw(co.Coalition())
    assert not ax.patches
    assert ax.get_legend() is None
    assert title(ax) == str(co.split(co.Coalition()))
    assert png(ax)


def test_a_graph_is_drawn_with_its_partition(july: co.Coalition) -> None:
    """Any signed networkx graph can be drawn, whatever its nodes are."""
    graph: nx.Graph[Any] = nx.Graph()
    graph.add_edge(1, ("b", 2), sign=1)
    graph.add_edge(1, "c", weight=-2)
    ax = plot.agreement(graph)
    assert ax.get_title() == str(co.partition(graph))
    assert sorted(text.get_text() for text in ax.texts) == ["('b', 2)", "1", "c"]
    heat = plot.heatmap(graph)
    assert named(heat.xaxis) == ["('b', 2)", "1", "c"] or len(named(heat.xaxis)) == 3
    assert "no tie" in keys(heat)
    with pytest.raises(co.InvalidValue, match="a graph is of no topic"):
        plot.heatmap(graph, "migration")
    with pytest.raises(co.InvalidValue, match="actors: must be left out: a graph"):
        plot.agreement(graph, actors=["c"])
    with pytest.raises(co.InvalidGraph):
        plot.agreement(nx.path_graph(3))


def test_the_split_can_be_given(july: co.Coalition) -> None:
    """Blocs are those of the split that is given; one of others is refused."""
    found = co.split(july, max_blocs=1)
    ax = plot.agreement(july, split=found)
    assert ax.get_title() == "VVD, D66, CDA and CU together"
    with pytest.raises(co.InvalidValue, match="is not drawn"):
        plot.positions(july, actors=["VVD", "D66"], split=found)


@pytest.mark.no_cover
@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_no_name_can_break_the_picture(name: str, kind: str) -> None:
    """Dollars start no formula, underscores hide nothing, control characters are escaped."""
    source = co.StanceMatrix([name, "B", "C"], "pq", [[1, NAN], [-1, NAN], [NAN, 1]], topic=name)
    ax = draw(source)
    ax.figure.savefig(io.BytesIO(), format=kind)
    escaped = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in name)
    assert sorted(discs(ax)) == sorted(["B", "C", escaped if len(escaped) < 25 else "x" * 23 + "…"])


def test_without_matplotlib_the_error_names_the_extra(
    july: co.Coalition, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where matplotlib is not installed, the message is the command that installs it."""
    for name in ["matplotlib", *(name for name in sys.modules if name.startswith("matplotlib."))]:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(co.MissingExtra, match=r"pip install 'coalition\[plot\]'"):
        agreement(july, "migration/asylum")


def test_without_axes_a_new_figure_is_made(july: co.Coalition) -> None:
    """It is white, larger for more actors, and as high as the picture asks for."""
    few: Any = agreement(july, "migration/asylum").figure
    many: Any = agreement(chamber(30, 30)).figure
    assert few.get_facecolor() == (1, 1, 1, 1)
    assert few.get_figwidth() < many.get_figwidth()
    assert many.get_figheight() < many.get_figwidth()


def test_actors_choose_who_is_drawn(july: co.Coalition) -> None:
    """Some parties can be drawn alone; one that is not there is refused."""
    ax = agreement(july, "migration/asylum", actors=["D66", "VVD"], ax=canvas())
    assert sorted(discs(ax)) == ["D66", "VVD"]
    with pytest.raises(co.UnknownActor):
        agreement(july, "migration/asylum", actors=["PVV"], ax=canvas())


def test_the_picture_of_the_documentation_can_be_drawn_again(tmp_path: Path) -> None:
    """Two panels on white, some 1400 pixels wide, less than 120 kB."""
    image = pytest.importorskip("PIL.Image")
    main = runpy.run_path(str(MAKE))["main"]
    path = main(tmp_path)
    drawn = path.read_bytes()
    assert len(drawn) < 120_000
    with image.open(path) as opened:
        assert opened.width == 1400
        assert opened.convert("RGB").getpixel((0, 0)) == (255, 255, 255)

"""All pictures: the library's own answers, readable in gray, harmless, the same every time."""

import copy
import io
import math
import runpy
import subprocess
import sys
from collections.abc import Callable
from fractions import Fraction
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import attrs
import networkx as nx
import numpy as np
import numpy.typing as npt
import pytest

import coalition as co
from coalition import plot
from tests import ROOT
from tests.pictured import PICTURES, STORED, distance, drawn, pixels, votes, weight

pytest.importorskip("matplotlib")

from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text

from coalition.plot._style import AGREE, DISAGREE, inked, label, luminance, shade

DOCS = ROOT / "docs" / "pictures"
TOLERANCE = 0.03  # fonts are drawn otherwise by other versions
DRAWN: dict[str, Callable[[Any], Any]] = {
    "agreement": lambda ax: plot.agreement(votes(), ax=ax),
    "positions": lambda ax: plot.positions(votes(), ax=ax),
    "history": lambda ax: plot.history(votes(), ax=ax),
    "power": lambda ax: plot.power(weight(), ax=ax),
    "blockers": lambda ax: plot.blockers(votes(), ax=ax),
    "heatmap": lambda ax: plot.heatmap(votes(), ax=ax),
}


@pytest.fixture
def july() -> co.Coalition:
    return co.load_case("migration-2023").at("2023-07")


def texts(ax: Any) -> list[str]:
    """Return what is written on a picture, but for the numbers of matplotlib's own axes."""
    return [found.get_text() for found in ax.figure.findobj(Text) if found.get_text()]


def named(axis: Any) -> list[str]:
    return [found.get_text() for found in axis.get_ticklabels()]


def keys(ax: Any) -> list[str]:
    return [found.get_text() for found in ax.get_legend().get_texts()]


def note(ax: Any) -> str:
    return str(ax.get_legend().get_title().get_text())


def crowd(*sizes: int) -> co.StanceMatrix:
    """Return blocs of these sizes of whom each has a side of its own on some questions."""
    rows = [
        [1.0 if question % len(sizes) == bloc else -1.0 for question in range(6)] + [index % 3 / 2]
        for bloc, size in enumerate(sizes)
        for index in range(size)
    ]
    names = [f"Member {index:03}" for index in range(len(rows))]
    return co.StanceMatrix(names, list("pqrstuv"), rows)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_looks_as_it_did(name: str) -> None:
    """Each picture is within a tolerance of the stored one."""
    pytest.importorskip("PIL.Image")
    assert distance(pixels(drawn(name)), pixels(STORED / f"{name}.png")) < TOLERANCE


def test_the_tolerance_tells_pictures_apart() -> None:
    """The same picture of another answer is not within the tolerance."""
    pytest.importorskip("PIL.Image")
    other = plot.blockers(co.load_case("migration-2023").at("2023-01"))
    assert distance(pixels(other), pixels(STORED / "blockers.png")) > 2 * TOLERANCE


@pytest.mark.parametrize("name", DRAWN)
def test_given_axes_are_returned_and_nothing_else_is_drawn_on(name: str) -> None:
    """The axes come back, and those beside them stay empty."""
    left, right = Figure().subplots(1, 2)
    assert DRAWN[name](left) is left
    assert not [*right.patches, *right.texts, *right.images, *right.lines]
    assert len(left.figure.axes) == 2


def test_no_picture_knows_pyplot() -> None:
    """Every picture is drawn on a figure of its own, and pyplot is not even loaded."""
    code = """
import sys
import tests.pictured as pictured
print("matplotlib" in sys.modules)
for draw in pictured.PICTURES.values():
    assert draw().figure.get_facecolor() == (1, 1, 1, 1)
print("matplotlib.pyplot" in sys.modules)
"""
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True
    )
    assert run.stdout.split() == ["False", "False"]


def test_inputs_stay_as_they_are(july: co.Coalition) -> None:
    """Neither a matrix nor a graph changes by being drawn."""
    matrix, graph = votes(), co.agreement_graph(july)
    before = copy.deepcopy(dict(graph.adjacency())), dict(graph.nodes(data=True))
    for draw in (plot.agreement, plot.heatmap):
        draw(graph)
        draw(matrix)
    plot.positions(matrix)
    plot.blockers(matrix)
    assert matrix == votes()
    assert (dict(graph.adjacency()), dict(graph.nodes(data=True))) == before


@pytest.mark.parametrize("name", ["heatmap", "positions", "agreement"])
def test_the_order_of_the_input_changes_nothing(name: str) -> None:
    """The same bytes for the same actors in another order."""
    first, draw = votes(), getattr(plot, name)
    rows = [3, 1, 4, 0, 2]
    other = co.StanceMatrix(
        [first.actors[row] for row in rows],
        first.proposals,
        first.values[rows],
        seats=[first.seats[row] for row in rows],
        topics=first.topics,
    )

    def png(source: co.StanceMatrix) -> bytes:
        buffer = io.BytesIO()
        draw(source).figure.savefig(buffer, dpi=40)
        return buffer.getvalue()

    assert png(first) == png(first) == png(other)


# what is drawn


def test_titles_are_the_sentences_of_the_answers(july: co.Coalition) -> None:
    """Also where several splits are equally good."""
    for draw in (plot.agreement, plot.positions, plot.heatmap):
        title = draw(july, "migration").get_title().replace("\n", " ")
        assert title == str(co.split(july, "migration"))


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
    with pytest.raises(co.UnknownActor):
        plot.agreement(graph, actors=["d"])
    with pytest.raises(co.InvalidGraph):
        plot.agreement(nx.path_graph(3))


def test_the_split_can_be_given(july: co.Coalition) -> None:
    """Blocs are those of the split that is given; one of others is refused."""
    found = co.split(july, max_blocs=1)
    ax = plot.agreement(july, split=found)
    assert ax.get_title() == "VVD, D66, CDA and CU together"
    with pytest.raises(co.InvalidValue, match="is not drawn"):
        plot.positions(july, actors=["VVD", "D66"], split=found)


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
    """A tilde before the sign; the shipped case has one."""
    case = co.load_case("migration-2023")
    ax: Any = plot.positions(case, at="2023-01")
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


def test_blockers_are_those_of_the_decisions(july: co.Coalition) -> None:
    """Certain, possible and unknown blockers are where `decisions` has them, with outcomes."""
    ax: Any = plot.blockers(july)
    rows, columns = named(ax.yaxis), named(ax.xaxis)
    crosses, hatched = set(), set()
    for text in ax.texts:
        x, y = text.get_position()
        if text.get_text() == "\u2715":
            crosses.add((columns[round(x)], rows[round(y)]))
    for patch in ax.patches:
        hatched.add((columns[round(patch.get_x() + 0.5)], rows[round(patch.get_y() + 0.5)]))
    made = co.decisions(july)
    found = [blocker for decision in made for blocker in decision.blockers]
    assert crosses == {(b.party, b.proposal) for b in found if b.reasons}
    assert hatched == {(b.party, b.proposal) for b in found if not b.certain}
    assert ax.get_title().replace("\n", " ") == (
        "12 proposals: 3 blocked, 3 possibly blocked, 2 open, 4 passing (unanimity)"
    )
    assert sum(text.get_text().endswith("blocked") for text in ax.texts) == 6


def test_who_was_no_member_is_not_unknown() -> None:
    """Absence and not being a member have signs of their own."""
    matrix = votes()
    cells = matrix.cells.codes.copy()
    cells[4] = [-1, -2, -3, -4]
    from coalition.stances.codes import Cells  # noqa: PLC0415

    matrix = co.StanceMatrix(
        matrix.actors, matrix.proposals, Cells(cells, matrix.cells.levels), seats=matrix.seats
    )
    wanted = {"unknown (?)", "absent (a)", "not a member (n)", "abstained (o)"}
    assert wanted <= set(keys(plot.positions(matrix)))
    assert {"absent (a)", "no member then (n)"} <= set(keys(plot.blockers(matrix)))


def test_history_follows_the_stages() -> None:
    """A date for each stage, and a box for each bloc; the title is the last sentence."""
    case = co.load_case("migration-2023")
    stages = co.split_history(case, "migration/labour")
    ax = plot.history(case, "migration/labour")
    assert [text.split("\n")[0] for text in named(ax.xaxis)] == [str(s.date) for s in stages]
    boxes = [patch for patch in ax.patches if hasattr(patch, "get_height")]
    assert len(boxes) == sum(len(stage.split.blocs) for stage in stages)
    assert ax.get_title().replace("\n", " ") == f"2023-07: {stages[-1].split}"
    assert texts(plot.history(stages)) == texts(ax)
    with pytest.raises(co.InvalidValue, match="must be left out"):
        plot.history(stages, "migration")


def test_history_of_nothing() -> None:
    """Where nothing was said there are no stages, and the picture says so."""
    assert plot.history(co.Coalition()).get_title() == "nothing was said"


def test_ties_and_bounds_are_said_in_a_history() -> None:
    """A stage whose split is one of several says so."""
    ax = plot.history(co.load_case("migration-2023"))
    told = [text.partition("\n")[2] for text in named(ax.xaxis)]
    assert told == ["nobody to compare", "first of 3 as good", "first of 2 as good"]


def test_power_is_written_exactly_where_it_is_short() -> None:
    """Short fractions as they are, others in decimals; bars are as long as the numbers."""
    ax: Any = plot.power(weight(), seats={"A": 5, "B": 4, "C": 1})
    told = [text.get_text() for text in ax.texts]
    assert told == ["1/2", "5 seats", "1/3", "4 seats", "0.123", "1 seats"]
    assert [bar.get_width() for bar in ax.patches] == pytest.approx(
        [1 / 2, 0.5, 1 / 3, 0.4, 1234 / 10007, 0.1]
    )


def test_counts_have_no_share_of_seats() -> None:
    """Swings are no shares, so seats are left out; weights of a rule need not be given."""
    game = co.WeightedGame({"A": 3, "B": 2, "C": 2}, quota=4)
    assert keys(plot.power(co.swings(game))) == ["power"]
    assert keys(plot.power(co.banzhaf(game))) == ["power", "share of weight"]


def test_of_many_members_those_that_count_most_are_drawn() -> None:
    """Thirty of 50, and the picture says how many are left out."""
    pairs = tuple((f"M{index}", Fraction(index, 1225)) for index in range(50))
    ax = plot.power(co.Power("index", co.Majority(), pairs))
    assert named(ax.yaxis) == [f"M{index}" for index in range(20, 50)]
    assert note(ax) == "left out: 20 members with no higher number"


def test_there_may_be_nothing_to_draw() -> None:
    """Of a coalition without parties there are empty pictures, not errors."""
    nothing: Any = co.Coalition()
    for draw in (plot.agreement, plot.positions, plot.heatmap, plot.blockers, plot.history):
        ax: Any = draw(nothing)
        ax.figure.savefig(io.BytesIO(), dpi=30)
        assert not ax.texts
    assert plot.blockers(nothing).get_title() == "0 proposals: nothing to decide (unanimity)"
    bars: Any = plot.power(co.Power("index", co.Majority(), ()))
    bars.figure.savefig(io.BytesIO(), dpi=30)


def test_axes_of_any_size_will_do() -> None:
    """Where axes are tiny, signs and names are left out, and nothing fails."""
    for draw in DRAWN.values():
        figure = Figure(figsize=(0.4, 0.3))
        draw(figure.subplots())
        figure.savefig(io.BytesIO())


def test_the_pictures_of_the_docs_can_be_drawn_again(tmp_path: Path) -> None:
    """They look as those that are stored, and take less than 100 kB each."""
    pytest.importorskip("PIL.Image")
    for path in runpy.run_path(str(DOCS / "make.py"))["gallery"](tmp_path):
        assert distance(pixels(path), pixels(DOCS / path.name)) < TOLERANCE
        assert path.stat().st_size < 100_000


# seven hundred actors


def test_seven_hundred_actors_can_be_drawn() -> None:
    """What there is no room for is left out and counted; discs are apart and in their blocs."""
    matrix = crowd(450, 250)
    blocs = (matrix.actors[:450], matrix.actors[450:])
    found = attrs.evolve(co.split(crowd(2, 1)), blocs=blocs, optima=(blocs,))
    ax: Any = plot.agreement(matrix, split=found)
    assert note(ax) == "the heaviest 600 of 244,650 ties\n700 actors, most without their names"
    discs = [patch for patch in ax.patches if patch.zorder > 0]
    assert len(discs) == 700
    centers = np.array([disc.center for disc in discs])
    far = np.hypot(*(centers[:, None] - centers[None]).transpose(2, 0, 1))
    np.fill_diagonal(far, np.inf)
    assert far.min() > 2 * discs[0].radius
    heat: Any = plot.heatmap(matrix, split=found)
    assert heat.images[0].get_array().shape == (700, 700, 3)
    assert note(heat) == "left out for want of room: names of rows and names of columns"
    assert len(named(heat.xaxis)) == len(found.blocs)
    plain = plot.positions(matrix, split=found)
    assert note(plain) == "left out for want of room: signs and names of columns"


def test_discs_of_any_size_are_apart() -> None:
    """Where many actors have seats, discs in a bloc do not overlap."""
    size = 200
    seats = [max(1, 300 // (index + 1)) for index in range(size)]
    names = [f"P{index:03}" for index in range(size)]
    ax: Any = plot.agreement(co.StanceMatrix(names, "p", [[1.0]] * size, seats=seats))
    discs = [patch for patch in ax.patches if patch.zorder > 0]
    for one, other in combinations(discs, 2):
        assert math.dist(one.center, other.center) > one.radius + other.radius


# colors


def simulated(color: npt.NDArray[np.float64], matrix: list[list[float]]) -> Any:
    linear = np.where(color <= 0.04045, color / 12.92, ((color + 0.055) / 1.055) ** 2.4)
    return np.clip(np.array(matrix) @ linear, 0, 1)


# Machado, Oliveira & Fernandes (2009), table 1, severity 1: linear RGB
BLIND = {
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}


@pytest.mark.parametrize("kind", BLIND)
def test_stances_and_ties_are_apart_for_the_color_blind(kind: str) -> None:
    """The colors of against, neutral, for and missing differ, and those of ties do."""
    scale = [shade(value) for value in (-1, 0, 1, math.nan)]
    ties = [np.array(to_rgb(color)) for color in (AGREE, DISAGREE, "#999999")]
    for colors in (scale, ties):
        for one, other in combinations(colors, 2):
            apart = simulated(one, BLIND[kind]) - simulated(other, BLIND[kind])
            assert np.linalg.norm(apart) > 0.15


def test_stances_and_ties_are_apart_in_gray() -> None:
    """The more agreement, the darker; white is lighter than all; ties differ in lightness."""
    light = [luminance(shade(value)) for value in np.linspace(-1, 1, 21)]
    assert light == sorted(light, reverse=True)
    for steps in (
        [1.0, *(luminance(shade(value)) for value in (-1, 0, 1))],
        sorted(
            (luminance(np.array(to_rgb(c))) for c in ("#999999", DISAGREE, AGREE)), reverse=True
        ),
    ):
        for lighter, darker in pairwise(steps):
            assert (lighter + 0.05) / (darker + 0.05) > 1.35


def test_signs_can_be_read_on_every_color() -> None:
    """The contrast of a sign with its cell is at least 4.5 to 1, as WCAG 2 asks of text."""
    for value in [*np.linspace(-1, 1, 41), math.nan]:
        cell = shade(value)
        levels = sorted((luminance(cell), luminance(np.array(to_rgb(inked(cell))))))
        assert (levels[1] + 0.05) / (levels[0] + 0.05) >= 4.5


# hostile names


def test_a_sign_that_the_font_lacks_is_escaped() -> None:
    """What would be an empty box, a warning or a turned line is written as an escape."""
    assert label("a\u4e2d_$") == "a\\u4e2d_$"
    assert label("\u202ea\x07\ud800") == "\\u202ea\\u0007\\ud800"
    assert label("x" * 50, 10) == "x" * 9 + "\u2026"


def test_no_control_character_is_drawn() -> None:
    """Control characters and those that turn a line round are written as escapes."""
    for code in (*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A)):
        assert label(chr(code)) == f"\\u{code:04x}"

"""The picture: what is drawn, and that it is the same every time; nothing about its pixels."""

import io
import math
import os
import random
import runpy
import subprocess
import sys
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

import coalition as co
from coalition.plot import agreement
from tests import ROOT

NAN = math.nan
MAKE = ROOT / "docs" / "pictures" / "make.py"
HOSTILE = (
    "_hidden", "$x^{$", "a_$b$", "$", "\\$", "\\", "%", "{}", "#", "~^", "\n", "\x00\x07", "\ud800",
    "\u202eevil", "\u200b", "<b>&\"'", "$\\frac{1}{", "`$(rm)`", "[/]", " ", "", "x" * 5000, "é̀",
)  # fmt: skip


@pytest.fixture
def july() -> co.Coalition:
    return co.load_case("migration-2023").at("2023-07")


def canvas(**options: Any) -> Any:
    """Return axes that pyplot does not know."""
    return pytest.importorskip("matplotlib.figure").Figure(**options).subplots()


def draw(source: co.Coalition | co.StanceMatrix, topic: str | None = None, **size: Any) -> Any:
    """Draw on axes of a figure of this size."""
    return agreement(source, topic, ax=canvas(**size))


def png(ax: Any) -> bytes:
    buffer = io.BytesIO()
    ax.figure.savefig(buffer)
    return buffer.getvalue()


def matrix(*sizes: int, unplaced: int = 0, seed: int = 1) -> co.StanceMatrix:
    """Return blocs of these sizes that hold together more or less, and actors without a tie."""
    chance = random.Random(seed)
    rows: list[list[float]] = []
    for size in sizes:
        line = [chance.choice((-1, 1)) for _ in range(24)]
        kinds = [[float(s if chance.random() < 0.9 else -s) for s in line] for _ in range(5)]
        rows += [kinds[index % 5] for index in range(size)]
    rows += [[NAN] * 24 for _ in range(unplaced)]
    names = [f"P{index:02d}" for index in range(len(rows))]
    seats = [max(1, 40 // (index + 1)) for index in range(len(rows))]
    return co.StanceMatrix(names, [f"q{index}" for index in range(24)], rows, seats=seats)


def shuffled(source: co.StanceMatrix, seed: int) -> co.StanceMatrix:
    rows = list(range(len(source.actors)))
    random.Random(seed).shuffle(rows)
    return co.StanceMatrix(
        [source.actors[row] for row in rows],
        source.proposals,
        source.values[rows],
        seats=[source.seats[row] for row in rows],
    )


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


def enemies(**weights: int) -> co.StanceMatrix:
    """Return actors of whom every two disagree on so many proposals of their own."""
    pairs = [pair for pair, weight in weights.items() for _ in range(weight)]
    names = sorted({name for pair in pairs for name in pair})
    rows = [
        [(1, -1)[pair.index(name)] if name in pair else NAN for pair in pairs] for name in names
    ]
    return co.StanceMatrix(names, [f"{pair}{index}" for index, pair in enumerate(pairs)], rows)


def rims(ax: Any) -> list[Any]:
    return [patch for patch in ax.patches if patch.zorder == 0]


def discs(ax: Any) -> dict[str, Any]:
    """Return the discs by the names beside them; both are drawn in the order of the names."""
    drawn = [patch for patch in ax.patches if patch.zorder > 0]
    return dict(zip([text.get_text() for text in ax.texts], drawn, strict=True))


def distance(one: Any, other: Any) -> float:
    return math.dist(one.center, other.center)


def keys(ax: Any) -> list[str]:
    return [text.get_text() for text in ax.get_legend().get_texts()]


def title(ax: Any) -> str:
    return str(ax.get_title()).replace("\n", " ")


def test_every_actor_is_a_disc_with_a_name_and_every_tie_a_line(july: co.Coalition) -> None:
    """Four parties with six ties are four discs with names, two solid lines and four dashed."""
    ax = draw(july, "migration/asylum")
    assert sorted(discs(ax)) == ["CDA", "CU", "D66", "VVD"]
    assert len(lines(ax, "disagreement")) == 4
    assert ends(ax, "agreement") == [{"CDA", "VVD"}, {"CU", "D66"}]
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
    assert [width / drawn[1] * 6 for width in drawn] == pytest.approx([5, 6, 3, 3, 3, 3])


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


def test_the_title_is_the_sentence_of_the_split(july: co.Coalition) -> None:
    """Also where there are several equally good splits, or none."""
    for topic in (None, *july.topics):
        ax = draw(july, topic, figsize=(12, 5))
        assert title(ax) == str(co.split(july, topic))


def test_a_long_title_leaves_out_names_and_counts_them() -> None:
    """The sentence of the split with the first names of each bloc, and how many others."""
    assert title(draw(matrix(30, 30))) == "P00, P01 and 28 others against P30, P31 and 28 others"


def test_a_title_takes_three_lines() -> None:
    """What does not fit even so is cut, and the title says so."""
    names = [str(number) * 80 for number in range(4)]
    ax = draw(co.StanceMatrix(names, "p", [[1], [1], [-1], [-1]]))
    assert ax.get_title().count("\n") == 2
    assert ax.get_title().endswith("…")


def test_members_stand_inside_the_rim_of_their_bloc(july: co.Coalition) -> None:
    """A bloc is a light circle round its members and round nobody else."""
    ax = draw(july, "migration/asylum")
    inside = [
        {name for name, disc in discs(ax).items() if distance(disc, rim) + disc.radius < rim.radius}
        for rim in rims(ax)
    ]
    assert inside == [{"VVD", "CDA"}, {"D66", "CU"}]


@pytest.mark.parametrize(
    "source",
    [
        matrix(2, 2),
        matrix(1, 3, unplaced=1),
        matrix(17),
        matrix(9, 5, 3, unplaced=3),
        matrix(30, 20, 10, unplaced=6),
        matrix(1, 1, 1, 1, 1, 1),
        matrix(unplaced=60),
    ],
    ids=lambda source: f"{len(source.actors)} actors",
)
def test_nothing_overlaps(source: co.StanceMatrix) -> None:
    """At any number of actors discs are apart, blocs are apart, and names are on the picture."""
    ax = draw(source, figsize=(9, 7))
    for shapes in (rims(ax), list(discs(ax).values())):
        for one, other in combinations(shapes, 2):
            assert distance(one, other) > one.radius + other.radius
    frame = ax.figure.bbox
    for text in ax.texts:
        box = text.get_window_extent()
        assert frame.contains(box.x0, box.y0)
        assert frame.contains(box.x1, box.y1)


def test_blocs_that_disagree_more_lie_further_apart() -> None:
    """Of three enemies, those with the heaviest tie have the most distance between them."""
    found = discs(draw(enemies(AB=1, AC=3, BC=1)))
    far = {pair: distance(found[pair[0]], found[pair[1]]) for pair in ("AB", "AC", "BC")}
    assert max(far, key=far.__getitem__) == "AC"


@pytest.mark.parametrize("worst", [("AB", "CD"), ("AC", "BD"), ("AD", "BC")])
def test_of_four_blocs_those_that_disagree_most_lie_opposite(worst: tuple[str, str]) -> None:
    """Whatever their names are, the two worst enmities go across the circle."""
    pairs = ("AB", "AC", "AD", "BC", "BD", "CD")
    source = enemies(**{pair: 5 if pair in worst else 1 for pair in pairs})
    found = discs(draw(source))
    far = sorted(pairs, key=lambda pair: distance(found[pair[0]], found[pair[1]]))
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


def test_unplaced_actors_stand_below_hollow_and_in_the_legend() -> None:
    """Who has no tie is on the picture, in no bloc, and the legend says what a hollow disc is."""
    ax = draw(matrix(3, 2, unplaced=2))
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


def test_nobody_can_be_drawn() -> None:
    """A coalition without parties is an empty picture with a title, not an error."""
    ax = draw(co.Coalition())
    assert not ax.patches
    assert ax.get_legend() is None
    assert title(ax) == str(co.split(co.Coalition()))
    assert png(ax)


@pytest.mark.parametrize("name", HOSTILE, ids=ascii)
@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_no_name_can_break_the_picture(name: str, kind: str) -> None:
    """Dollars start no formula, underscores hide nothing, control characters are escaped."""
    source = co.StanceMatrix([name, "B", "C"], "pq", [[1, NAN], [-1, NAN], [NAN, 1]], topic=name)
    ax = draw(source)
    ax.figure.savefig(io.BytesIO(), format=kind)
    escaped = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in name)
    assert sorted(discs(ax)) == sorted(["B", "C", escaped if len(escaped) < 25 else "x" * 23 + "…"])


def test_a_picture_is_the_same_every_time() -> None:
    """The same bytes in a second run, and for the same actors in another order."""
    source = matrix(4, 3, 2, unplaced=2)
    first = png(draw(source))
    assert png(draw(source)) == first
    for seed in range(3):
        assert png(draw(shuffled(source, seed))) == first


def run(code: str, **environment: str) -> str:
    """Run code in a fresh interpreter."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **environment},
    )
    return done.stdout.strip()


def test_a_picture_does_not_hang_on_the_hash_seed() -> None:
    """The same bytes in interpreters that order sets differently."""
    pytest.importorskip("matplotlib")
    code = """
import hashlib, io
import coalition as co
from coalition.plot import agreement
from matplotlib.figure import Figure
ax = agreement(co.load_case("migration-2023"), "migration", ax=Figure().subplots())
buffer = io.BytesIO()
ax.figure.savefig(buffer)
print(hashlib.sha256(buffer.getvalue()).hexdigest())
"""
    assert len({run(code, PYTHONHASHSEED=seed) for seed in ("0", "1")}) == 1


def test_matplotlib_is_loaded_to_draw_and_pyplot_only_to_make_a_figure() -> None:
    """Importing the module loads no matplotlib, and drawing on given axes loads no pyplot."""
    pytest.importorskip("matplotlib")
    code = """
import sys
import coalition as co, coalition.plot
print("matplotlib" in sys.modules)
from matplotlib.figure import Figure
coalition.plot.agreement(co.load_case("migration-2023"), ax=Figure().subplots())
print("matplotlib.pyplot" in sys.modules)
"""
    assert run(code).split() == ["False", "False"]


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
    many: Any = agreement(matrix(30, 30)).figure
    assert few.get_facecolor() == (1, 1, 1, 1)
    assert few.get_figwidth() < many.get_figwidth()
    assert many.get_figheight() < many.get_figwidth()


def test_given_axes_are_drawn_on_and_returned(july: co.Coalition) -> None:
    """Neither the figure nor its other axes change."""
    left, right = pytest.importorskip("matplotlib.figure").Figure().subplots(1, 2)
    assert agreement(july, "migration/asylum", ax=left) is left
    assert not right.patches
    assert not right.texts


def test_actors_choose_who_is_drawn(july: co.Coalition) -> None:
    """Some parties can be drawn alone; one that is not there is refused."""
    ax = agreement(july, "migration/asylum", actors=["D66", "VVD"], ax=canvas())
    assert sorted(discs(ax)) == ["D66", "VVD"]
    with pytest.raises(co.UnknownActor):
        agreement(july, "migration/asylum", actors=["PVV"], ax=canvas())


def test_the_picture_of_the_documentation_can_be_drawn_again(tmp_path: Path) -> None:
    """Two panels on white, some 1400 pixels wide, less than 120 kB, the same every time."""
    image = pytest.importorskip("PIL.Image")
    main = runpy.run_path(str(MAKE))["main"]
    path = main(tmp_path)
    drawn = path.read_bytes()
    assert main(tmp_path).read_bytes() == drawn
    assert len(drawn) < 120_000
    with image.open(path) as opened:
        assert opened.width == 1400
        assert opened.convert("RGB").getpixel((0, 0)) == (255, 255, 255)

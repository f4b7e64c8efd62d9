"""All pictures: as they were, harmless, drawn where they should be, the same every time."""

import copy
import io
import os
import runpy
import subprocess
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

import coalition as co
from coalition import plot
from tests import ROOT
from tests.pictured import (
    PICTURES,
    STORED,
    distance,
    drawn,
    formations,
    pixels,
    png,
    votes,
    weight,
)

pytest.importorskip("matplotlib")

from matplotlib.figure import Figure

DOCS = ROOT / "docs" / "pictures"


TOLERANCE = 0.03  # fonts are drawn otherwise by other versions


DRAWN: dict[str, Callable[[Any], Any]] = {
    "agreement": lambda ax: plot.agreement(votes(), ax=ax),
    "positions": lambda ax: plot.positions(votes(), ax=ax),
    "history": lambda ax: plot.history(votes(), ax=ax),
    "power": lambda ax: plot.power(weight(), ax=ax),
    "blockers": lambda ax: plot.blockers(votes(), ax=ax),
    "heatmap": lambda ax: plot.heatmap(votes(), ax=ax),
    "hemicycle": lambda ax: plot.hemicycle(votes(), ax=ax),
    "formations": lambda ax: plot.formations(formations(), ax=ax),
}


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


def test_pictures_in_a_fresh_interpreter() -> None:
    """Each is on a figure of its own, the same under another hash seed, and without pyplot.

    Importing what draws loads no matplotlib yet.
    """
    code = """
import sys
from hashlib import sha256
import tests.pictured as pictured
print("matplotlib" in sys.modules)
for draw in pictured.PICTURES.values():
    assert draw().figure.get_facecolor() == (1, 1, 1, 1)
print("matplotlib.pyplot" in sys.modules)
print(sha256(pictured.png(pictured.PICTURES["agreement"]())).hexdigest())
"""
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONHASHSEED": "1"},
    )
    here = sha256(png(PICTURES["agreement"]())).hexdigest()
    assert run.stdout.split() == ["False", "False", here]


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


def test_titles_are_the_sentences_of_the_answers(july: co.Coalition) -> None:
    """Also where several splits are equally good."""
    for draw in (plot.agreement, plot.positions, plot.heatmap):
        title = draw(july, "migration").get_title().replace("\n", " ")
        assert title == str(co.split(july, "migration"))


def test_there_may_be_nothing_to_draw() -> None:
    """Of a coalition without parties there are empty pictures, not errors."""
    nothing: Any = co.Coalition()
    for draw in (plot.agreement, plot.positions, plot.heatmap, plot.blockers, plot.history):
        ax: Any = draw(nothing)
        ax.figure.savefig(io.BytesIO(), dpi=30)
        assert not ax.texts
    assert plot.blockers(nothing).get_title() == "0 proposals: nothing to decide (unanimity)"
    blank: tuple[Any, ...] = (
        plot.hemicycle(nothing),
        plot.formations(formations(found=(), ruled_out=())),
    )
    for empty in blank:
        empty.figure.savefig(io.BytesIO(), dpi=30)
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

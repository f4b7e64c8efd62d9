"""The history of a split as a picture: its stages, their dates and what is said of them."""

import pytest

import coalition as co
from coalition import plot
from tests.pictured import named, texts

pytest.importorskip("matplotlib")


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
    """Where no position is known there are no stages, and the picture says so."""
    assert plot.history(co.Coalition()).get_title() == "no position is known"


def test_ties_and_bounds_are_said_in_a_history() -> None:
    """A stage whose split is one of several says so."""
    ax = plot.history(co.load_case("migration-2023"))
    told = [text.partition("\n")[2] for text in named(ax.xaxis)]
    assert told == [
        "nobody to compare",
        "first of 3 equally good",
        "first of 2 equally good",
    ]

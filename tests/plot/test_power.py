"""Power as a picture: numbers, bars, and shares of the seats."""

from fractions import Fraction
from typing import Any

import pytest

import coalition as co
from coalition import plot
from tests.pictured import keys, named, note, weight

pytest.importorskip("matplotlib")


def test_power_is_written_exactly_where_it_is_short() -> None:
    """Short fractions as they are, others in decimals; bars are as long as the numbers."""
    ax: Any = plot.power(weight(), seats={"A": 5, "B": 4, "C": 1})
    told = [text.get_text() for text in ax.texts]
    assert told == ["1/2", "5 seats", "1/3", "4 seats", "0.123", "1 seat"]
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

"""Theories of who governs, held against the governments of ParlGov."""

import os
import runpy
import sys
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import coalition as co

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
DATA = pytest.mark.skipif("COALITION_DATA" not in os.environ, reason="COALITION_DATA is not set")


@pytest.fixture(scope="module")
def governments() -> dict[str, Any]:
    """Give the names of the benchmark."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(BENCHMARKS))
        names = runpy.run_path(str(BENCHMARKS / "governments.py"))
    sys.modules.pop("parlgov")
    return names


@pytest.fixture
def five(governments: dict[str, Any]) -> Any:
    """Give the five parties of Lijphart, after an election that keeps C and E in office."""
    seats = dict(zip("ABCDE", (8, 21, 26, 12, 33), strict=True))
    places = {party: Fraction(place) for place, party in enumerate(seats)}
    both = frozenset("CE")
    return governments["Formed"]("now", "here", "1984", both, both, seats, 100, places)


@pytest.mark.parametrize(
    ("theory", "predicted"),
    [
        ("minimal winning", ["ABC", "ADE", "BCD", "BE", "CE"]),
        ("connected", ["ABC", "BCD", "CDE"]),
        ("fewest seats", ["ADE"]),
        ("fewest members", ["BE", "CE"]),
        ("minimal range", ["ABC", "BCD", "CE"]),
        ("incumbents", ["CE"]),
    ],
)
def test_five_parties(
    governments: dict[str, Any], five: Any, theory: str, predicted: list[str]
) -> None:
    """The theories predict what Lijphart has."""
    found = governments["THEORIES"][theory](five)
    assert found == set(map(frozenset, predicted))


def test_outgoing_that_lost(governments: dict[str, Any], five: Any) -> None:
    """Where the outgoing coalition does not win, the closest with the largest and the median is."""
    lost = governments["attrs"].evolve(five, outgoing=frozenset("AB"))
    assert governments["incumbents"](lost) == {frozenset("CE")}


@DATA
def test_parlgov(governments: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    """The counts are those known of ParlGov, and the model is told by what it had not seen."""
    assert governments["main"]([os.environ["COALITION_DATA"]]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "320 cabinets with a majority, 219 of them minimal winning" in told
    before, since = told.split("since 1990")
    assert "minimal winning 137 of 3,301" in before
    assert "connected 83 of 464" in before
    assert "fewest seats 22 of 1,364" in before
    assert "fewest members 99 of 618" in before
    assert "minimal range 53 of 208" in before
    assert "the model 36 of 82" in since
    assert "incumbents 37 of 87" in since


@DATA
def test_formations_of_parlgov(governments: dict[str, Any]) -> None:
    """Minimal coalitions of least range, and flags, are what the theories predict."""
    folder = Path(os.environ["COALITION_DATA"]) / "parlgov"
    theories = governments["THEORIES"]
    for one in governments["cabinets"](folder):
        if not one.placed:
            continue
        places = {party: one.places[party] for party in one.seats}
        rule = co.Majority(of=one.total)
        found = co.formations(one.seats, rule=rule, scale=places, limit=100)
        sets = {frozenset(each.members): each for each in found}
        best = {members for members, each in sets.items() if each.rank == 1 and each.minimal}
        assert best == theories["minimal range"](one), one.name
        for theory, flag in (
            ("fewest seats", "fewest_seats"),
            ("fewest members", "fewest_members"),
        ):
            predicted = theories[theory](one)
            assert all(getattr(each, flag) == (who in predicted) for who, each in sets.items())

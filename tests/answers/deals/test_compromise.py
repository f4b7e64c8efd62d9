"""Compromise: published values, definitions, and laws."""

from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import coalition as co

PLACES = st.integers(-6, 6)


def test_decide_unit_data() -> None:
    """0, 100, 100 compromise at 200/3; 0 and 100 at 50 (unit tests of the decide program)."""
    assert co.compromise_of({"A": 0, "B": 100, "C": 100}).mean == Fraction(200, 3)
    two: Any = co.compromise_of({"A": 0, "B": 100})
    assert (two.mean, two.median) == (50, (0, 100))
    one = co.compromise_of({"A1": 0, "A2": 100}, salience={"A1": 10, "A2": 60})
    other = co.compromise_of({"A1": 0, "A2": 100}, salience={"A1": 90, "A2": 50})
    assert (one.mean, other.mean) == (Fraction(600, 7), Fraction(250, 7))


TOLL = {  # position, salience and power of ten actors on the toll in the city of Groningen
    "Willems": (100, 0.95, 1.0),
    "PvdA": (50, 0.8, 1.0),
    "GL": (100, 0.95, 0.6),
    "VVDs": (0, 0.9, 0.5),
    "SP": (75, 0.7, 0.4),
    "CDA": (25, 0.8, 0.5),
    "D66": (25, 0.5, 0.2),
    "CU": (75, 0.7, 0.2),
    "KvK": (25, 0.8, 0.6),
    "Wcentr": (0, 0.95, 0.9),
}


def test_the_toll_in_groningen() -> None:
    """The compromise on the toll is 49.353234 (sample data of the decide program)."""
    found: Any = co.compromise_of(
        {name: place for name, (place, _, _) in TOLL.items()},
        power={name: power for name, (_, _, power) in TOLL.items()},
        salience={name: salience for name, (_, salience, _) in TOLL.items()},
    )
    assert found.mean is not None
    assert round(float(found.mean), 6) == 49.353234
    assert found.median == (50,)
    assert found.condorcet == (50,)


def test_compromise_of_nobody() -> None:
    """Where nobody with weight has a position there is no compromise: None, and no points."""
    found = co.compromise_of({"A": 1, "B": 2}, power={"A": 0, "B": 0})
    assert (found.mean, found.by_power, found.median, found.condorcet) == (None, None, (), ())
    assert found.distances == ()
    assert found.plain == Fraction(3, 2)
    assert co.compromise_of({}).plain is None
    empty = co.StanceMatrix(("A",), ("p",), [[float("nan")]])
    (unknown,) = co.compromise(empty)
    assert (unknown.mean, unknown.unknown) == (None, ("A",))


def test_who_is_farthest() -> None:
    """The sentence names who is farthest away: all of them, or of many the first few."""
    two = co.compromise_of({"A": 0, "B": 4, "C": 2})
    assert str(two) == "compromise at 2 (farthest: A and B, 2 away), median 2"
    many = co.compromise_of({**dict.fromkeys("ABCD", 0), **dict.fromkeys("EFGH", 1)})
    assert "(farthest: A, B, C and 5 more, 1/2 away)" in str(many)
    assert str(co.compromise_of({"A": 1, "B": 1})) == "compromise at 1, median 1"


def test_compromise_on_asylum() -> None:
    """Stances weigh as seats times salience; who is unknown counts nowhere."""
    case = co.load_case("migration-2023").at("2023-07")
    (found,) = co.compromise(case, "asylum-target")
    assert found.mean == Fraction(48 - 29, 77)
    assert found.unknown == ()
    thin: Any
    (thin,) = co.compromise(case, "package-on-the-table")
    assert (thin.mean, thin.unknown) == (-1, ("D66", "CDA", "CU"))
    assert len(co.compromise(case, "migration/asylum")) == 7


def test_median_and_condorcet_by_definition() -> None:
    """The Condorcet points are those that no other beats; between the medians lie no others."""
    chance = Random(2)
    for _ in range(500):
        names = "ABCDEF"[: chance.randint(1, 6)]
        places = {name: chance.randint(0, 8) for name in names}
        weights = {name: chance.randint(0, 4) for name in names}
        found: Any = co.compromise_of(places, power=weights)
        if not sum(weights.values()):
            assert found.condorcet == ()
            continue

        def votes(one: int, other: int, places: Any = places, weights: Any = weights) -> int:
            return sum(
                weights[name]
                for name, place in places.items()
                if abs(place - one) < abs(place - other)
            )

        held = sorted(set(places.values()))
        assert found.condorcet == tuple(
            p for p in held if not any(votes(q, p) > votes(p, q) for q in held)
        )
        half = Fraction(sum(weights.values()), 2)
        low = min(p for p in held if sum(weights[n] for n in names if places[n] <= p) >= half)
        high = max(p for p in held if sum(weights[n] for n in names if places[n] >= p) >= half)
        assert found.median == ((low,) if low == high else (low, high))
        assert set(found.median) <= set(found.condorcet)


@given(st.lists(st.tuples(PLACES, st.integers(1, 5)), min_size=1, max_size=6), PLACES)
def test_property_compromise(points: list[tuple[int, int]], shift: int) -> None:
    """It lies between the ends, moves with the scale, and does not see who is called what."""
    places = {f"A{index}": place for index, (place, _) in enumerate(points)}
    power = {f"A{index}": weight for index, (_, weight) in enumerate(points)}
    found = co.compromise_of(places, power=power)
    moved = co.compromise_of({n: 2 * p + shift for n, p in places.items()}, power=power)
    assert found.mean is not None
    assert moved.mean == 2 * found.mean + shift
    assert moved.median == tuple(2 * p + shift for p in found.median)
    assert min(places.values()) <= found.mean <= max(places.values())
    assert dict(found.distances) == {name: abs(found.mean - at) for name, at in places.items()}
    turned = dict(reversed(places.items()))
    assert co.compromise_of(turned, power=power).mean == found.mean


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (
            lambda: co.compromise_of({"A": 1, "B": 2}, power={"A": 1}),
            "that of B is missing; give one",
        ),
        (
            lambda: co.compromise(
                co.StanceMatrix(("A", "B"), ("p",), [[1], [0]], seats=[1, None]), "p"
            ),
            "that of B is not known; give power=",
        ),
    ],
)
def test_refusals(call: Any, message: str) -> None:
    """What makes no sense is refused, with its place and what would be right."""
    with pytest.raises(co.InvalidValue, match=message):
        call()

"""Polarization: published values, definitions, and laws."""

import math
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import coalition as co

PLACES = st.integers(-6, 6)
POINTS = st.lists(st.tuples(st.integers(1, 9), PLACES), min_size=1, max_size=6)


def test_esteban_ray_of_the_seats_on_asylum() -> None:
    """48 of 77 seats against 29 at distance 1: 0.2347782, and 0.4695564 and 0.1594359.

    The exponents are 1, 0 and 1.6; by hand: 48 * 29 / 77**2 and twice that.
    """
    assert co.esteban_ray([34, 14, 24, 5], [1, 1, 0, 0]) == Fraction(48 * 29, 77**2)
    assert co.esteban_ray([48, 29], [1, 0], alpha=0) == Fraction(2 * 48 * 29, 77**2)
    for alpha, value in ((1, 0.2347782), (0, 0.4695564), (1.6, 0.1594359)):
        found = co.esteban_ray([34, 14, 24, 5], [1, 1, 0, 0], alpha=alpha)
        assert found is not None
        assert round(float(found), 7) == value


@pytest.mark.parametrize("alpha", [0, 0.5, 1, 1.3, 1.6])
def test_esteban_ray_of_two_halves(alpha: float) -> None:
    """Two halves at distance 1 come to (1/2)^(1 + alpha) (Esteban & Ray 1994)."""
    found = co.esteban_ray([1, 1], [0, 1], alpha=alpha)
    assert found is not None
    assert math.isclose(found, 0.5 ** (1 + alpha))


@given(POINTS, st.integers(1, 5), PLACES)
def test_property_esteban_ray(points: list[tuple[int, int]], factor: int, shift: int) -> None:
    """As defined on points put together; moved or mirrored the same; stretched in proportion."""
    masses, places = [mass for mass, _ in points], [place for _, place in points]
    together = {place: sum(m for m, p in points if p == place) for place in places}
    everyone = sum(masses)
    expected = sum(
        (
            Fraction(here, everyone) ** 2 * Fraction(there, everyone) * abs(p - q)
            for (p, here), (q, there) in product(together.items(), repeat=2)
        ),
        Fraction(0),
    )
    assert co.esteban_ray(masses, places) == expected
    assert co.esteban_ray(masses, [shift - place for place in places]) == expected
    assert co.esteban_ray([factor * m for m in masses], places) == expected
    assert co.esteban_ray(masses, [factor * place for place in places]) == factor * expected
    gini = co.esteban_ray(masses, places, alpha=0)
    assert gini == sum(
        Fraction(m * n, everyone**2) * abs(p - q) for (m, p), (n, q) in product(points, repeat=2)
    )


def test_a_bipolar_four_is_most_polarized() -> None:
    """Of four at two ends, two against two are most polarized, and consensus is least."""
    values = [float(co.esteban_ray([1] * 4, ends) or 0) for ends in product((0, 1), repeat=4)]
    two = [sum(ends) == 2 for ends in product((0, 1), repeat=4)]
    assert [value == max(values) for value in values] == two
    assert min(values) == values[0] == 0


@given(POINTS)
def test_property_dalton(points: list[tuple[int, int]]) -> None:
    """It is the standard deviation in units of half the scale, between 0 and 1 (Dalton 2008)."""
    masses, places = [mass for mass, _ in points], [place for _, place in points]
    found = co.dalton(masses, places, scale=(-6, 6))
    assert found is not None
    shares = [mass / sum(masses) for mass in masses]
    mean = sum(share * place for share, place in zip(shares, places, strict=True))
    spread = sum(s * (p - mean) ** 2 for s, p in zip(shares, places, strict=True))
    assert math.isclose(found, math.sqrt(spread) / 6, abs_tol=1e-7)
    assert 0 <= found <= 1


def test_polarization_of_the_seed_case() -> None:
    """By seats, 48 against 29 of 77 stand at the two ends: 48/77, 29/77, distance 1."""
    names, seats = ("VVD", "D66", "CDA", "CU"), [34, 24, 14, 5]
    matrix = co.StanceMatrix(names, ("strict",), [[1], [-1], [1], [-1]], seats=seats)
    found = co.polarization(matrix, "strict")
    assert found.value == Fraction(1392, 5929)
    assert [(int(at), int(mass)) for at, mass in found.points] == [(-1, 29), (1, 48)]
    assert co.polarization(matrix, "strict", blocs=[("VVD", "CDA"), ("D66", "CU")]) == found


def test_polarization_between_blocs() -> None:
    """A bloc stands at the mean of its members whose stance is known, by their power."""
    matrix = co.StanceMatrix("ABCDE", ("p",), [[1.0], [0.0], [-1.0], [math.nan], [0.5]])
    blocs = [("A", "B"), ("C", "D")]
    found = co.polarization(
        matrix, "p", blocs=blocs, power=dict(zip("ABCDE", (3, 1, 2, 4, 5), strict=True))
    )
    assert [*map(list, found.points)] == [[-1, 2], [Fraction(3, 4), 4]]
    assert found.unknown == ("D", "E")
    third = Fraction(1, 3)
    distance = Fraction(7, 8)  # of the scale
    assert found.value == (third**2 * 2 * third + third * (2 * third) ** 2) * distance
    powerless = co.polarization(matrix, "p", blocs=blocs, power=dict.fromkeys("ABCDE", 0))
    assert powerless.value is None
    with pytest.raises(co.InvalidValue, match="blocs: A named more than once"):
        co.polarization(matrix, "p", blocs=[("A", "B"), ("A",)])
    with pytest.raises(co.UnknownActor, match="'X'"):
        co.polarization(matrix, "p", blocs=[("X",)])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: co.esteban_ray([1], [0], alpha=2), "between 0 and 1.6"),
        (lambda: co.esteban_ray([1], [0], alpha=math.nan), "alpha: must be a finite number"),
        (lambda: co.esteban_ray([1], [0, 1]), "2 positions and 1 mass$"),
        (lambda: co.dalton([1], [7], scale=(0, 5)), "lies outside it"),
        (lambda: co.dalton([1], [7], scale=(5, 5)), "must begin below its end"),
    ],
)
def test_refusals(call: Any, message: str) -> None:
    """What makes no sense is refused, with its place and what would be right."""
    with pytest.raises(co.InvalidValue, match=message):
        call()

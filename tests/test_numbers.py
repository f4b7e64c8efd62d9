"""Exact numbers: what a float is meant to be, and how numbers are given back."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.numbers import as_given, exact, nearest, plain, scaled, simplest

NAN = float("nan")


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (3, Fraction(3)),
        (0.1, Fraction(1, 10)),
        (1 / 3, Fraction(1, 3)),
        (-2 / 7, Fraction(-2, 7)),
        (0.1 + 0.2, Fraction("0.30000000000000004")),
        (1e22, Fraction(10) ** 22),
        (Decimal("0.1"), Fraction(1, 10)),
        (np.float64(0.3), Fraction(3, 10)),
        (np.int8(-1), Fraction(-1)),
    ],
)
def test_what_a_number_stands_for(number: Any, expected: Fraction) -> None:
    """A float is read as the simple fraction, or else the decimal, that it stands for."""
    assert exact(number) == expected


@pytest.mark.parametrize("number", [NAN, float("-inf"), True, "1", None, 1j, Decimal("NaN")])
def test_what_stands_for_no_number(number: Any) -> None:
    """NaN, infinities, truth values and text are no numbers."""
    with pytest.raises(ValueError, match=r"not a|NaN"):
        exact(number)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_property_reading_keeps_the_float(number: float) -> None:
    """The fraction that a float stands for rounds to that float."""
    assert float(exact(number)) == number


@given(st.lists(st.fractions(max_denominator=50), max_size=6))
def test_property_scaling_keeps_ratios(numbers: list[Fraction]) -> None:
    """Scaled numbers are whole and have the ratios of the given ones."""
    whole, scale = scaled(numbers)
    assert [Fraction(number, scale) for number in whole] == numbers


def test_numbers_are_given_back_as_they_came() -> None:
    """Whole numbers come as int; others as float where the input had floats, else as fractions."""
    half = Fraction(1, 2)
    assert (plain(Fraction(2)), plain(half)) == (2, 0.5)
    assert isinstance(as_given(half, floating=False), Fraction)
    assert isinstance(as_given(half, floating=True), float)
    assert isinstance(as_given(Fraction(2), floating=True), int)


@given(st.fractions(-1, 1, max_denominator=10**7))
def test_property_a_fraction_is_told_from_its_float(number: Fraction) -> None:
    """Every fraction with a denominator up to ten million is the simplest that its float is of."""
    assert simplest(float(number)) == number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_property_the_simplest_fraction_is_the_float(number: float) -> None:
    """It rounds to the float, and so does none with a smaller denominator, as far as was tried."""
    found = simplest(number)
    assert float(found) == number
    tried = range(1, min(found.denominator, 200))
    assert not any(float(Fraction(round(Fraction(number) * d), d)) == number for d in tried)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1 / 3, Fraction(1, 3)),
        (1e22, Fraction(10**22)),
        (5e-324, None),
        (1 + 2**-52, None),
        (1 - 2**-53, None),
        (2**51 + 0.5, Fraction(2**52 + 1, 2)),
    ],
)
def test_simplest_at_the_edges(number: float, expected: Fraction | None) -> None:
    """Powers of two, the least float, and floats as large as they have parts."""
    assert float(simplest(number)) == number
    assert expected in (None, simplest(number))


def test_the_nearest_float_is_finite() -> None:
    """What is beyond all floats is next to the largest, on its side."""
    assert nearest(Fraction(10**400, 3)) == -nearest(Fraction(-(10**400), 3)) < float("inf")
    assert nearest(Fraction(1, 3)) == 1 / 3

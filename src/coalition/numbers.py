"""Numbers read for what they are meant to be, so that ties are decided exactly."""

import math
import operator
from collections.abc import Iterable, Mapping
from contextlib import suppress
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from numbers import Rational
from typing import Any, TypeAlias

Number: TypeAlias = int | float | Fraction

_SIMPLE = 10_000  # denominators up to here are taken for what a float was meant to be


def exact(number: Any) -> Fraction:
    """Return the fraction that a finite number stands for.

    Whole numbers, fractions and decimals are taken as they are. A float stands for the fraction
    with a denominator up to 10,000 that it is the nearest float of (0.1 for 1/10, 1/3 for 1/3), and
    where there is none for the decimal number that it is printed as.

    Raises ValueError for NaN, infinities, and what is no number.
    """
    if isinstance(number, bool | str | bytes):
        raise ValueError(f"not a number: {number!r}")  # noqa: TRY004 - one kind for callers
    if isinstance(number, Fraction | Decimal):
        return Fraction(number)
    with suppress(TypeError):
        return Fraction(operator.index(number))
    try:
        value = float(str(number) if hasattr(number, "dtype") else number)  # 5.6 of 32 bits is 5.6
    except (TypeError, OverflowError) as error:
        raise ValueError(f"not a number: {number!r}") from error
    if not math.isfinite(value):
        raise ValueError(f"not a finite number: {number!r}")
    return _meant(value)


@lru_cache(maxsize=2**14)  # the same numbers come back over and over
def _meant(value: float) -> Fraction:
    simple = Fraction(value).limit_denominator(_SIMPLE)
    return simple if float(simple) == value else Fraction(repr(value))


@lru_cache(maxsize=2**16)
def simplest(value: float) -> Fraction:
    """Return the fraction with the smallest denominator that a finite float is the nearest one of.

    It is found by the continued fraction of an interval, half a step to either side. What is whole
    stands for itself.
    """
    if value.is_integer():
        return Fraction(value)
    size = abs(value)
    low = (Fraction(size) + Fraction(math.nextafter(size, 0))) / 2
    high = Fraction(size) + Fraction(math.ulp(size)) / 2
    closed = (Fraction(size) / Fraction(math.ulp(size))).numerator % 2 == 0  # halves go to even
    (a, b), (c, d) = low.as_integer_ratio(), high.as_integer_ratio()
    before, last = (0, 1), (1, 0)  # convergents: numerator and denominator
    while True:
        term = a // b
        if not (closed and a == term * b):
            term += 1
        found = term * last[0] + before[0], term * last[1] + before[1]
        if term * d < c or (closed and term * d == c):
            return Fraction(*found) if value > 0 else -Fraction(*found)
        # both have the same whole part: go on with one over the rest of each
        term -= 1
        before, last = last, (found[0] - last[0], found[1] - last[1])
        a, b, c, d = d, c - term * d, b, a - term * b  # d is 0 where there is no upper end


def nearest(number: Fraction) -> float:
    """Return the nearest finite float."""
    try:
        return float(number)
    except OverflowError:
        return math.nextafter(math.inf if number > 0 else -math.inf, 0)


def is_float(number: Any) -> bool:
    """Tell whether a number was given as a float: not whole, a fraction or a decimal."""
    return not isinstance(number, Rational | Decimal)


def floats_in(given: Any) -> bool:
    """Tell whether any number in tables and lists of numbers and names was given as a float."""
    if given is None or isinstance(given, str):
        return False
    if isinstance(given, Iterable):
        return any(map(floats_in, given.values() if isinstance(given, Mapping) else given))
    return is_float(given)


def scaled(numbers: Iterable[int | Fraction]) -> tuple[list[int], int]:
    """Return whole numbers in the same ratios, and what they were multiplied by."""
    fractions = list(numbers)
    scale = math.lcm(*(fraction.denominator for fraction in fractions))
    return [fraction.numerator * (scale // fraction.denominator) for fraction in fractions], scale


def plain(number: Fraction) -> int | float:
    """Return an int for a whole number, else the nearest float."""
    return number.numerator if number.denominator == 1 else float(number)


def as_given(number: Fraction, *, floating: bool) -> Number:
    """Return an int for a whole number, else a float or a fraction, whichever the input had."""
    return plain(number) if floating or number.denominator == 1 else number

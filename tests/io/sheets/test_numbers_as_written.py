"""Numbers as people write them; what may be two numbers is refused."""

from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.faults import Refused
from coalition.io.sheets.numbers_as_written import decimal_in, number_of


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0,5", 0.5),
        (" -0.5 ", -0.5),
        ("\u22121", -1),
        ("\u20130,25", -0.25),
        ("- 1", -1),
        ("+1", 1),
        ("34", 34),
        ("1 234,5", 1234.5),
        ("1\u202f234", 1234),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1'234", 1234),
        ("1.234.567", 1234567),
        ("1,234,567", 1234567),
        ("0,125", 0.125),
        ("1234,567", 1234.567),
        ("5.667", 5.667),
        ("12,50", 12.5),
        (".5", 0.5),
        ("1e-3", 0.001),
        ("1/3", Fraction(1, 3)),
        ("-2 / 3", Fraction(-2, 3)),
    ],
)
def test_a_number(text: str, number: Any) -> None:
    """With comma or point, in groups, with any minus sign, it is what its writer meant."""
    found = number_of(text)
    assert (found, type(found)) == (number, type(number))


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("1,234", "1.234 or 1234"),
        ("-12,345", "-12345 or -12.345"),
        ("123,456", "123.456 or 123456"),
    ],
)
def test_what_may_be_two_numbers(text: str, readings: str) -> None:
    """A comma before three digits is refused with both readings, unless the sign is known."""
    with pytest.raises(Refused) as caught:
        number_of(text)
    message = f"{text!r} may be {readings}; write it without a comma"
    assert caught.value.faults[0].message == message
    assert number_of(text, ",") == float(text.replace(",", "."))
    assert number_of(text, ".") == int(text.replace(",", ""))


@pytest.mark.parametrize(
    "text",
    [
        *("", "-", "ja", "NaN", "inf", "5,", "1,5,6", "1,234,56", "1 2", "1/0", "1_000", "0x1"),
        *("e5", "\u0663", "1.2.3", "50%", "9" * 400, "--1"),
    ],
)
def test_what_is_no_number(text: str) -> None:
    """It is refused, never read as far as it goes."""
    with pytest.raises(Refused, match="must be a number"):
        number_of(text)


@pytest.mark.parametrize(
    ("texts", "sign"),
    [
        (["5,6", "1", "ja"], ","),
        (["1.234,5"], ","),
        (["5.6", "1,234"], "."),
        (["1,234"], ""),
        (["5,6", "5.6"], ""),
        ([], ""),
    ],
)
def test_the_sign_that_a_column_shows(texts: list[str], sign: str) -> None:
    """It is that of the numbers which can be read in one way only, if they agree."""
    assert decimal_in(texts) == sign


@given(st.floats(-1e15, 1e15, allow_nan=False))
def test_numbers_as_python_writes_them(number: float) -> None:
    """What Python prints is read as the same number, with a decimal comma as well."""
    text = repr(number)
    assert number_of(text) == number
    assert number_of(text.replace(".", ","), ",") == number

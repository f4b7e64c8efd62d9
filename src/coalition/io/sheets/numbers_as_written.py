"""Numbers as people write them: with a decimal comma or point, in groups, with any minus sign."""

import re
from collections.abc import Iterable
from fractions import Fraction

from coalition.faults import Refused, shown
from coalition.numbers import Number

_SIGNS = str.maketrans("\u2212\u2013\u2010\u2011\uff0d\u2019\u00a0\u2009\u202f", "-----'   ")
_FRACTION = re.compile(r"([+-]?\d{1,9}) ?/ ?(0*[1-9]\d{0,8})", re.ASCII)
_FORM = (
    r"(?=[^\deE]*\d)[+-]?(?:[1-9]\d{{0,2}}([{other} '])\d{{3}}(?:\1\d{{3}})*|\d{{0,200}})"
    r"(?:{sign}\d+)?(?:[eE](?:-\d{{1,3}}|\+?\d\d?))?"
)
_FORMS = {  # how numbers look, by the sign before decimals
    sign: re.compile(_FORM.format(sign=re.escape(sign), other=other), re.ASCII)
    for sign, other in ((".", ","), (",", "."))
}


def number_of(text: str, decimal: str = "") -> Number:
    r"""Return the number that a text stands for.

    A point with digits after it is taken to be before decimals; a comma is not where three digits
    follow it, as ``1,234`` may be two numbers.

    Parameters
    ----------
    text : str
        Such as ``0,5``, ``-0.5``, ``\u22121``, ``1 234,5``, ``1.234,5`` or ``1/3``.
    decimal : {'', ',', '.'}
        The sign before decimals where that is known (see `decimal_in`).

    Returns
    -------
    int, float or Fraction
        A whole number as int, decimals as float, a fraction as such.

    Raises
    ------
    Refused
        If it is no number; or if it may be two, and the fault names both.
    """
    plain = _plain(text)
    if parts := _FRACTION.fullmatch(plain):
        return Fraction(int(parts[1]), int(parts[2]))
    found = _readings(plain)
    if not decimal and "," not in plain and plain.count(".") == 1:
        decimal = "."
    readings = {found[decimal]} if decimal in found else {*found.values()}
    if not readings:
        raise Refused(f"must be a number, not {shown(text)}")
    if len(readings) > 1:
        told = " or ".join(f"{number:.15g}" for number in sorted(readings))
        raise Refused(f"{shown(text)} may be {told}; write it without a comma")
    return readings.pop()


def decimal_in(texts: Iterable[str]) -> str:
    """Return the sign before decimals that the numbers of a column show; '' if they do not agree.

    It is the comma in ``5,6`` and ``1.234,5``; ``1,234`` shows none.
    """
    signs = {
        sign
        for text in texts
        for found in [_readings(_plain(text))]
        if len(found) == 1
        for sign in found
    }
    return signs.pop() if len(signs) == 1 else ""


def _plain(text: str) -> str:
    """Return a text with one kind of minus, space and apostrophe, and no space after the sign."""
    plain = text.strip().translate(_SIGNS)
    return plain[:1] + plain[1:].lstrip() if plain[:1] in {"-", "+"} else plain


def _readings(plain: str) -> dict[str, int | float]:
    """Return the finite numbers that a text may be, by the sign before their decimals."""
    found: dict[str, int | float] = {}
    for sign, form in _FORMS.items():
        if form.fullmatch(plain):
            bare = re.sub(rf"[^-+\deE{sign}]", "", plain).replace(sign, ".")
            found[sign] = int(bare) if bare.lstrip("+-").isdigit() else float(bare)
    return found

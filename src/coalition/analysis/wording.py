"""Sentences: names in a row, blocs against each other, fractions."""

from collections.abc import Iterable
from fractions import Fraction

from coalition.model.values import SEVERAL

__all__ = ["against", "listed", "on_terms", "short"]

_SHORT = 9999  # denominators up to here are written out


def listed(names: Iterable[object]) -> str:
    """Return ``A``, ``A and B``, ``A, B and C``; nothing for no names."""
    *before, last = [*map(str, names)] or [""]
    return f"{', '.join(before)} and {last}" if before else last


def against(blocs: Iterable[Iterable[object]]) -> str:
    """Say who stands against whom; one actor against a bloc of several comes first, as alone."""
    sides = [list(bloc) for bloc in blocs]
    if not sides:
        return "nobody placed"
    if len(sides) == 1:
        return f"{listed(sides[0])} together"
    lone = [side for side in sides if len(side) == 1]
    if len(sides) == 2 and len(lone) == 1:  # noqa: PLR2004
        others = next(side for side in sides if len(side) > 1)
        return f"{lone[0][0]} alone against {listed(others)}"
    return " against ".join(map(listed, sides))


def on_terms(several: str, reliability: Iterable[tuple[str, Fraction]] = ()) -> str:
    """Say, in brackets, on what terms statements counted; nothing where they are the usual ones."""
    terms = [] if several == "refuse" else [SEVERAL[several]]
    terms += [f"{attribution} counts {short(weight)}" for attribution, weight in reliability]
    return f" ({'; '.join(terms)})" if terms else ""


def short(number: Fraction) -> str:
    """Return a fraction as such where it is short, and else in decimals."""
    return str(number) if number.denominator <= _SHORT else f"{float(number):.6f}"

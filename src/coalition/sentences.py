"""Words for sentences: names in a row, numbers with their nouns, blocs against each other."""

from collections.abc import Iterable
from fractions import Fraction

_SHORT = 9999  # denominators up to here are written out


def listed(names: Iterable[object], joint: str = "and") -> str:
    """Return ``A``, ``A and B``, ``A, B and C``; nothing for no names."""
    *before, last = [*map(str, names)] or [""]
    return f"{', '.join(before)} {joint} {last}" if before else last


def begun(text: str) -> str:
    """Return words as a sentence begins."""
    return text[:1].upper() + text[1:]


def counted(number: int, noun: str, plural: str | None = None) -> str:
    """Return a number with its noun: ``1 tie``, ``1,200 ties``; give a plural without -s."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def examples(found: Iterable[object], most: int = 3) -> str:
    """Return the first few in a row, and how many more there are."""
    names = list(map(str, found))
    rest = f" and {len(names) - most:,} more" if len(names) > most else ""
    return f"{', '.join(names[:most])}{rest}"


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


def short(number: float | Fraction) -> str:
    """Return a fraction as such where it is short, and else in decimals, as other numbers."""
    if isinstance(number, float):
        return f"{number:.6f}".rstrip("0").rstrip(".")
    return str(number) if number.denominator <= _SHORT else short(float(number))

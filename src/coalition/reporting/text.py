"""How the texts look: headings with items below them, and tables."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from textwrap import fill

__all__ = ["WIDTH", "dozen", "section", "table"]

WIDTH = 96
_LISTED = 12


def section(title: str, items: Iterable[str]) -> list[str]:
    """Return a heading and the items below it; ``nothing`` where there is none."""
    body = [
        fill(
            item,
            WIDTH,
            initial_indent="  ",
            subsequent_indent="      ",
            break_long_words=False,
            break_on_hyphens=False,
        )
        for item in items
    ]
    return [title, "-" * len(title), *(body or ["  nothing"]), ""]


def dozen(items: Iterable[str]) -> Iterator[str]:
    """Return the first twelve items, and ``and others`` where there are more."""
    rest = iter(items)
    yield from islice(rest, _LISTED)
    if next(rest, None) is not None:
        yield "and others"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return lines with the columns below each other, all but the first to the right."""
    lines = [head, *rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]

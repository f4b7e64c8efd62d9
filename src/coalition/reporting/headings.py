"""How the texts look: headings with items below them, and tables."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from textwrap import fill

WIDTH = 96
_LISTED = 12


def text(parts: Iterable[tuple[str, Iterable[str]]], empty: str = "No position is known.") -> str:
    """Return headings, each with the items below it, or one sentence where there is none."""
    lines = [line for title, items in parts for line in section(title, items)]
    return "\n".join(lines or [empty, ""])


def section(title: str, items: Iterable[str], *, empty: str | None = "nothing") -> list[str]:
    """Return a heading and the items below it; where there is none, one word or no heading."""
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
    if not body and empty is None:
        return []
    return [title, "-" * len(title), *(body or [f"  {empty}"]), ""]


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

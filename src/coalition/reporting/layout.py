"""How the texts look: headings with items below them, tables, nothing that steers a terminal."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from textwrap import fill
from unicodedata import category

__all__ = ["WIDTH", "dozen", "safe", "section", "table"]

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


def safe(text: str) -> str:
    """Return a text in which no character steers what shows it: such as these become escapes.

    They are control characters but for the end of a line, marks that are not seen or that turn the
    direction of writing, halves of characters, and what Unicode does not know.
    """
    if text.replace("\n", "").isprintable():
        return text
    return "".join(c if c == "\n" or _is_plain(c) else _escaped(c) for c in text)


def _is_plain(character: str) -> bool:
    return character.isprintable() or category(character) == "Zs"


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"  # noqa: PLR2004

"""HTML that is escaped where it is made: what is not `Markup` is text, and stays text."""

import re
from html import escape

from coalition.characters import safe

_VOID = frozenset({"br", "input", "meta"})


class Markup(str):
    """Text that is HTML already."""

    __slots__ = ()


def tag(name: str, /, *content: object, **attributes: object) -> Markup:
    """Return an element with this content and these attributes.

    Of an attribute's name, an underscore at the end is dropped and one inside is a hyphen. True is
    an attribute without a value; None and False leave it out.

    Examples
    --------
    >>> from coalition.html._markup import tag
    >>> tag("p", "<i>", tag("b", "bold"), class_="x", hidden=True)
    '<p class="x" hidden>&lt;i&gt;<b>bold</b></p>'
    """
    given = ((key.rstrip("_").replace("_", "-"), value) for key, value in attributes.items())
    parts = [
        f" {key}" if value is True else f' {key}="{_text(value)}"'
        for key, value in given
        if value is not None and value is not False
    ]
    end = "" if name in _VOID else f"{joined(*content)}</{name}>"
    return Markup(f"<{name}{''.join(parts)}>{end}")


def joined(*content: object) -> Markup:
    """Return pieces one after the other: what is not `Markup` as text, and None as nothing."""
    return Markup("".join(_text(part) for part in content if part is not None))


def note(*sentences: str) -> Markup | None:
    """Return sentences as a paragraph in small print; None where there is none."""
    return tag("p", " ".join(sentences), class_="note") if sentences else None


def _text(value: object) -> str:
    """Escape text; spaces and breaks are one space, what cannot be printed is spelled out."""
    if isinstance(value, Markup):
        return value
    return escape(safe(re.sub(r"\s+", " ", str(value))))

"""The words and marks of a TOML text, each with its line, before anything is parsed.

The text may be hostile: every pattern takes time in proportion to the length of the text, and the
tokens agree with the grammar up to the first error, which is as far as a parser goes.
"""

import re
from collections.abc import Iterator
from itertools import repeat

from coalition.errors import Fault

_PARTS = 32  # parts of a dotted key; a case needs three
_LENGTH = 500  # characters of a bare word: below every limit that Python sets to whole numbers

_QUOTED = r""""(?!"")[^"\\\n]*(?:\\.[^"\\\n]*)*"|'(?!\'\')[^'\n]*\'"""
_PART = re.compile(rf"[\w+-]+|{_QUOTED}", re.DOTALL)
_TOKEN = re.compile(
    rf"""
      (?P<word>(?:{_PART.pattern})(?:[ \t]*\.[ \t]*(?:{_PART.pattern})){{0,{_PARTS}}})
    | (?P<mark>[\[\]{{}},=\n])
    | (?P<text>\"""[^"\\]*(?:(?:\\.|""?(?!"))[^"\\]*)*"{{3,5}}|'''[^']*(?:''?(?!')[^']*)*'{{3,5}})
    | (?P<comment>\#[^\n]*)
    | (?P<unclosed>["'])
    """,
    re.VERBOSE | re.DOTALL,
)


def tokens(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield the kind, the text and the line of every token, up to a string that is not closed."""
    line = 1
    for match in _TOKEN.finditer(text):
        kind = str(match.lastgroup)
        yield kind, match[0], line
        if kind == "unclosed":
            return
        line += match[0].count("\n")


def parts(key: str) -> list[str]:
    """Return the parts of a dotted key, without the quotes around them."""
    return [part[1:-1] if part[0] in "\"'" else part for part in _PART.findall(key)]


def overlong(text: str) -> Fault | None:
    """Return the first key or number that a parser would need very long for.

    `tomllib` takes time in the square of the parts of a key (python/cpython#149231), and Python in
    the square of the digits of a number. Prose in quotes may hold as many dots as it likes.
    """
    lines = text.split("\n")
    if max(map(len, lines)) <= _LENGTH and max(map(str.count, lines, repeat("."))) < _PARTS:
        return None
    for kind, word, line in tokens(text):
        if kind != "word":
            continue
        if len(parts(word)) > _PARTS:
            return Fault("", f"a key of more than {_PARTS} parts, which no case needs", line)
        if len(word) > _LENGTH and word[0] not in "\"'":
            return Fault("", f"more than {_LENGTH} characters in a row without quotes", line)
    return None

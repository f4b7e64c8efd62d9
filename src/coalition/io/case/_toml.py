"""From TOML text to tables, with every error in words that a person can act on."""

import re
import tomllib
from typing import Any

from coalition.errors import Fault
from coalition.faults import Refused, shown
from coalition.io.case._tokens import overlong, tokens
from coalition.model.dates import read_date

_NEAR = 25  # characters on either side of an error that its message repeats

_DATE = re.compile(r"\d{4}(?:-\d+)+", re.ASCII)
_ERROR = re.compile(r"(.*?)(?: \(at (?:line (\d+), column (\d+)|end of document)\))?$", re.DOTALL)
_CLEARER = {  # how what tomllib says begins, and what it means to somebody who writes a case
    "Cannot declare": "this table is there already; is it one of many, in [[double brackets]]?",
    "Cannot overwrite": "this key has a value already; is a [[header]] missing above it?",
    "Expected \"'": "the quotes are not closed",
    "Expected newline": "only a comment may follow a value",
    "Found invalid character '\\n'": "the quotes are not closed on their line",
    "Illegal character '\\n'": "the quotes are not closed on their line",
    "Invalid statement": "a line is a key and its value, a [[header]] or a comment",
    "Invalid value": "a value is text in quotes, a number, a date, true, false or a list",
    "Unterminated string": "the quotes are not closed",
}


def parsed(text: str) -> dict[str, Any]:
    """Return the tables of a TOML text, or refuse the first error in it."""
    if fault := overlong(text):
        raise Refused(fault)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(_misspelled(str(error), text)) from None


def _misspelled(error: str, text: str) -> Fault:
    """Return what tomllib says about a text as a fault, in plainer words where we have them."""
    theirs, line, column = re.findall(_ERROR, error)[0]
    clearer = (ours for begun, ours in _CLEARER.items() if theirs.startswith(begun))
    message = next(clearer, f"not TOML: {theirs}")
    if not line:
        last = text.rstrip().count("\n") + 1
        open_quotes = (line for kind, _, line in tokens(text) if kind == "unclosed")
        return Fault("", message, next(open_quotes, last))
    written, at = text.split("\n")[int(line) - 1], int(column) - 1
    for date in _DATE.finditer(written):
        if date.start() <= at < date.end():
            return Fault("", _misdated(date[0]), int(line))
    near = written[max(0, at - _NEAR) : at + _NEAR].strip()
    return Fault("", f"{message} (column {column}, in {shown(near)})", int(line))


def _misdated(written: str) -> str:
    """Say why TOML has no such date without quotes."""
    try:
        return f'a date that is no single day needs quotes: "{read_date(written)}"'
    except Refused as refusal:
        return refusal.faults[0].message

"""Text with a delimiter between cells, as spreadsheets, offices and people write it (CSV)."""

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from statistics import multimode

import attrs

from coalition.errors import Fault
from coalition.faults import Refused
from coalition.io.own_csv import csv
from coalition.io.text import decoded_as_found

# the comma is last, as it stands in texts and numbers as well
_DELIMITERS = {"\t": "tabs", ";": "semicolons", "|": "vertical bars", ",": "commas"}
_ENCODINGS = {"utf-8-sig": "UTF-8 with a byte order mark", "windows-1252": "Windows-1252"}
_SEP = re.compile(r'"?sep=(\t|[^"\s\w])"?,*(?:[\r\n]|$)', re.IGNORECASE)
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
ABOVE = 50  # rows in which a head is looked for
_SAMPLE = 2**17  # characters from which the delimiter is found


@attrs.frozen
class Kind:
    """How cells are parted in a text, found out from how it begins.

    Parameters
    ----------
    delimiter : str
        The character between cells.
    skip : int
        How many lines stand before all rows: one with ``sep=`` or none.
    told : tuple of str
        What is not as it usually is, in sentences.
    """

    delimiter: str
    skip: int
    told: tuple[str, ...]


def kind_of(text: str, encoding: str = "utf-8") -> Kind:
    """Return how cells are parted: as a line ``sep=`` says, else by what parts most rows alike."""
    named = _SEP.match(text)
    delimiter = named[1] if named else _parting(text[:_SAMPLE])
    told = []
    if encoding != "utf-8":
        told.append(f"The file is in {_ENCODINGS.get(encoding, encoding.upper())}.")
    if delimiter != "," or named:
        why = ", as its first line says" if named else ""
        told.append(
            f"Its cells are separated by {_DELIMITERS.get(delimiter, repr(delimiter))}{why}."
        )
    return Kind(delimiter, int(bool(named)), tuple(told))


def _parting(sample: str) -> str:
    """Return the delimiter that most rows have; of several, that which parts them most alike."""

    def parted(delimiter: str) -> tuple[int, int, int]:
        text = io.StringIO(sample, newline="")
        rows = csv.reader(text, delimiter=delimiter, skipinitialspace=True)
        widths = [len(row) for row in rows if len(row) > 1]
        usual = max(multimode(widths), default=0)
        return len(widths), widths.count(usual), usual

    best = max(_DELIMITERS, key=parted)
    return best if parted(best)[0] else ","


def rows_of(text: str, kind: Kind) -> Iterator[tuple[int, list[str]]]:
    """Yield each row, also an empty one, with the number of lines up to its end.

    Raises
    ------
    Refused
        If quotes are not closed, or not doubled within a cell.
    """
    lines = (line[0] for line in _LINE.finditer(text))  # of a long text, as far as it is read
    reader = csv.reader(lines, delimiter=kind.delimiter, skipinitialspace=True, strict=True)
    end = 0
    try:
        for row in reader:
            end = reader.line_num
            yield end, row if end > kind.skip else []
    except csv.Error as error:
        what = "is not closed"
        if "expected after" in str(error):
            what = "is not closed, or text follows its closing quotes"
        message = f"a quoted cell {what}; quotes within a cell are doubled"
        raise Refused(Fault("", message, end + 1)) from None


def head_in(rows: Iterable[Sequence[object]], known: Callable[[set[str]], int]) -> int:
    """Return the place of the first row of which most names are known; else that is not empty.

    Titles may stand above a head, in a few rows.
    """
    begin = [{str(cell).strip() for cell in row} for row in islice(rows, ABOVE)]
    scores = [(known(cells), bool(cells - {"", "None"})) for cells in begin]
    return scores.index(max(scores)) if scores else 0


def parsed(data: bytes) -> tuple[Iterator[list[str]], tuple[str, ...]]:
    """Return all rows of a file, also empty ones, and how it was read."""
    text, encoding = decoded_as_found(data)
    kind = kind_of(text, encoding)
    return (row for _, row in rows_of(text, kind)), kind.told

"""Files of the exchange model decide (Stokman & Van Oosten 1994): positions, salience and power."""

import re
from collections.abc import Iterable
from operator import itemgetter
from pathlib import Path

from coalition.io.decide._tagged_lines import Row, decimal, rows_in
from coalition.io.text import File, taken
from coalition.model.actors import Party
from coalition.model.coalition import Coalition
from coalition.model.dates import Date
from coalition.model.proposals import Proposal
from coalition.model.scales import Scales
from coalition.model.statements import Position

_TAGGED = re.compile(r"""^[\s'"\ufeff]*#[APMDO/]['"]?(\t|\r|$)""", re.MULTILINE)
_HEAD = 4096  # bytes of a file that show what it is


def read_decide(
    path: File,
    *,
    date: Date = "0001",
    max_bytes: int = 50_000_000,
) -> Coalition:
    """Read a file of the exchange model decide (Stokman & Van Oosten 1994) as a collection.

    Actors become parties, issues proposals under the topic ``issue``. A position is a stance: the
    lower end of the scale is -1, the upper end 1. The note of a proposal describes its
    scale. A collection has no power; `read_scales` has it, and the positions in their own units.

    Parameters
    ----------
    path : path-like, bytes or open file
        A text file in UTF-8, with tabs between the columns; given as for `read_case`.
    date : PartialDate, datetime.date or str
        When the positions were held. The file does not say; the year 1 is before all else.
    max_bytes : int
        As for `read_case`.

    Returns
    -------
    Coalition
        What was measured, by asking experts, with its salience.

    Raises
    ------
    InvalidCase
        If the file is not of this form, or contradicts itself: every fault is named, with its line
        and column.
    InvalidValue
        If there is no such date, and as for `read_case`.
    OSError
        As for `read_case`.

    Examples
    --------
    >>> import coalition as co
    >>> co.read_decide("nowhere.txt")
    Traceback (most recent call last):
    FileNotFoundError: [Errno 2] No such file or directory: 'nowhere.txt'
    """
    rows, ends = rows_in(*taken(path, "read_decide", "the decide file", max_bytes))
    scales = _scales(rows["#M"])
    return Coalition(
        parties=[Party(**row.held) for row in rows["#A"]],
        proposals=[
            Proposal(**{**row.held, "topic": "issue", "note": "; ".join(filter(None, notes))})
            for row in rows["#P"]
            for notes in [(scales[row.held["id"]], row.held.get("note"))]
        ],
        positions=[
            Position(
                row.held["actor"],
                row.held["issue"],
                2 * (row.held["position"] - low) / (high - low) - 1,
                salience=row.held["salience"],
                date=date,
                attribution="measured",
                note=row.held.get("note"),
            )
            for row in rows["#D"]
            for low, high in [ends[row.held["issue"]]]
        ],
    )


def scales_of_decide(data: bytes, name: str) -> Scales:
    """Return exactly the numbers of a file of decide, each issue in its own units."""
    rows, ends = rows_in(data, name)
    return Scales(
        tuple((issue, low, high) for issue, (low, high) in ends.items()),
        tuple(
            itemgetter("issue", "actor", "position", "salience", "power")(row.held)
            for row in rows["#D"]
        ),
        tuple(row.held["id"] for row in rows["#A"]),
    )


def is_tagged(path: Path) -> bool:
    """Tell whether a file begins as one of decide does, in any encoding."""
    with path.open("rb") as file:
        return begins_tagged(file.read(_HEAD))


def begins_tagged(data: bytes, *, empty: bool = False) -> bool:
    """Tell the same of what is in a file; `empty` is whether nothing is, too."""
    head = data[:_HEAD].replace(b"\0", b"").decode("utf-8", "replace")
    return bool(_TAGGED.search(head)) or (empty and not head.strip())


def _scales(marks: Iterable[Row]) -> dict[str, str]:
    """Return the places on the scale of each issue, in order, with what they mean."""
    scales: dict[str, str] = {}
    for held in sorted((mark.held for mark in marks), key=itemgetter("position")):
        means = f" is {held['meaning']}" if "meaning" in held else ""
        before = f"{scales[held['issue']]}, " if held["issue"] in scales else "scale: "
        scales[held["issue"]] = f"{before}{decimal(held['position'])}{means}"
    return scales

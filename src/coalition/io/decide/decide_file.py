"""Files of the exchange model decide (Stokman & Van Oosten 1994): positions, salience and power."""

import os
import re
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

from coalition.io.decide._tagged_lines import NUMBERS, Row, content_of, decimal
from coalition.io.text import a_path
from coalition.model.actors import Party
from coalition.model.coalition import Coalition
from coalition.model.dates import PartialDate
from coalition.model.proposals import Proposal
from coalition.model.scales import Scales
from coalition.model.statements import Position

_TAGGED = re.compile(r"""^[\s'"\ufeff]*#[APMDO/]['"]?(\t|\r|$)""", re.MULTILINE)
_HEAD = 4096  # bytes of a file that show what it is


def read_decide(
    path: str | os.PathLike[str],
    *,
    date: PartialDate | str = "0001",
    max_bytes: int = 50_000_000,
) -> Coalition:
    """Read a file of the exchange model decide (Stokman & Van Oosten 1994) as a collection.

    Actors become parties, issues proposals under the topic ``issue``. A position is a stance: the
    lower end of the scale is -1, the upper end 1. The note of a proposal describes its
    scale. A collection has no power; `read_scales` has it, and the positions in their own units.

    Parameters
    ----------
    path : path-like
        A text file in UTF-8, with tabs between the columns.
    date : PartialDate or str
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
        If there is no such date.
    OSError
        As for `read_case`.

    Examples
    --------
    >>> import coalition as co
    >>> co.read_decide("nowhere.txt")
    Traceback (most recent call last):
    FileNotFoundError: [Errno 2] No such file or directory: 'nowhere.txt'
    """
    rows, ends = content_of(a_path(path, "read_decide"), max_bytes)
    scales = _scales(rows["#M"])
    return Coalition(
        parties=[
            Party(row.words["id"], row.words.get("name"), note=row.words.get("note"))
            for row in rows["#A"]
        ],
        proposals=[
            Proposal(
                row.words["id"],
                "issue",
                row.words.get("title"),
                note="; ".join(filter(None, (scales[row.words["id"]], row.words.get("note")))),
            )
            for row in rows["#P"]
        ],
        positions=[
            Position(
                row.words["actor"],
                row.words["issue"],
                2 * (row.numbers["position"] - low) / (high - low) - 1,
                salience=row.numbers["salience"],
                date=date,
                attribution="measured",
                note=row.words.get("note"),
            )
            for row in rows["#D"]
            for low, high in [ends[row.words["issue"]]]
        ],
    )


def scales_of_decide(path: str | os.PathLike[str], *, max_bytes: int) -> Scales:
    """Return exactly the numbers of a file of decide, each issue in its own units."""
    rows, ends = content_of(a_path(path, "read_scales"), max_bytes)
    return Scales(
        tuple((issue, low, high) for issue, (low, high) in ends.items()),
        tuple(
            (row.words["issue"], row.words["actor"], place, salience, power)
            for row in rows["#D"]
            for place, salience, power in [[row.numbers[name] for name in NUMBERS]]
        ),
        tuple(row.words["id"] for row in rows["#A"]),
    )


def is_tagged(path: Path, *, empty: bool = False) -> bool:
    """Tell whether a file begins as one of decide does, in any encoding; or holds nothing."""
    with path.open("rb") as file:
        head = file.read(_HEAD).replace(b"\0", b"").decode("utf-8", "replace")
    return bool(_TAGGED.search(head)) or (empty and not head.strip())


def _scales(marks: Iterable[Row]) -> dict[str, str]:
    """Return the places on the scale of each issue, in order, with what they mean."""
    places: dict[str, list[tuple[Fraction, str]]] = {}
    for mark in marks:
        place, means = mark.numbers["position"], mark.words.get("meaning")
        words = decimal(place) + (f" is {means}" if means else "")
        places.setdefault(mark.words["issue"], []).append((place, words))
    return {
        issue: f"scale: {', '.join(words for _, words in sorted(found))}"
        for issue, found in places.items()
    }

"""What is given for the fields of a stance matrix, in the one form in which it is kept.

Type checkers read in each converter what may be given; they cannot in `tuple`, or in a generic one.
"""

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from coalition.characters import nfc
from coalition.faults import Refused, each, optional, shown
from coalition.model import checks
from coalition.model.dates import Date, PartialDate, known_date
from coalition.model.proposals import Topics, one_or_all
from coalition.model.statements import Position
from coalition.stances.affiliations import Affiliations
from coalition.stances.codes import Values, numbers


def _each(given: Any, check: Callable[[Any], Any]) -> tuple[Any, ...]:
    """Check every item; letters of a word, or the keys of a dict, are a list as well."""
    return each(tuple(given) if isinstance(given, str | dict) else given, check)


def _of(kind: type) -> Callable[[Any], Any]:
    """Return a check of what a value is."""

    def check(value: Any) -> Any:
        if not isinstance(value, kind):
            raise Refused(f"must be a {kind.__name__}, not {shown(value)}")
        return value

    return check


_text, _position = _of(str), _of(Position)


def ids(given: Iterable[str]) -> tuple[str, ...]:
    """Keep ids as a tuple, in Unicode form NFC as everywhere."""
    return _each(given, lambda name: nfc(_text(name)))


def seats(given: Iterable[int | None]) -> tuple[int | None, ...]:
    """Keep numbers of seats as a tuple."""
    return _each(given, optional(checks.count))


def names(given: Iterable[str | None]) -> tuple[str | None, ...]:
    """Keep names, some of which are not known, as a tuple."""
    return _each(given, optional(_text))


def labels(given: Iterable[str | None]) -> tuple[str | None, ...]:
    """Keep what things are called as a tuple, empty where nothing is known."""
    return kept if any(kept := names(given)) else ()


def topics(given: Iterable[Topics | Iterable[str]]) -> tuple[Topics, ...]:
    """Keep the topic of each proposal, a tuple where it is under several."""
    return _each(
        given,
        lambda topic: (
            topic if topic is None or isinstance(topic, str) else one_or_all(each(topic, _text))
        ),
    )


def affiliations(
    given: Affiliations | Iterable[Iterable[str | None]] | None,
) -> Affiliations | None:
    """Pack the party or the group of each vote; None where they do not vary."""
    return _packed(given, names)


def vote_seats(
    given: Affiliations | Iterable[Iterable[int | None]] | None,
) -> Affiliations | None:
    """Pack the seats of each vote likewise."""
    return _packed(given, seats)


def _packed(given: Any, each_row: Callable[[Any], Any]) -> Affiliations | None:
    if given is None or isinstance(given, Affiliations):
        return given
    return Affiliations.packed(_each(given, each_row))


def positions(given: Iterable[Position]) -> tuple[Position, ...]:
    """Keep positions as a tuple."""
    return _each(given, _position)


def dates(given: Iterable[Date | None]) -> tuple[PartialDate | None, ...]:
    """Read the dates of proposals, None where one is not known."""
    return _each(given, optional(known_date))


def shares(given: npt.ArrayLike | None) -> Values | None:
    """Copy shares into an array that nobody can change."""
    if given is None:
        return None
    table = numbers(given)
    table.flags.writeable = False
    return table


def content(table: Values | None) -> bytes | None:
    """Return what two tables of shares have in common if they say the same."""
    return None if table is None else np.where(np.isnan(table), np.nan, table).tobytes()

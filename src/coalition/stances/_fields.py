"""What is given for the fields of a stance matrix, in the one form in which it is kept.

Type checkers read in each converter what may be given; they cannot in `tuple`, or in a generic one.
"""

from collections.abc import Iterable
from unicodedata import normalize

import numpy as np
import numpy.typing as npt

from coalition.model.dates import PartialDate, date_given
from coalition.model.proposals import Topics, one_or_all
from coalition.model.statements import Position
from coalition.stances.affiliations import Affiliations
from coalition.stances.codes import Values


def ids(given: Iterable[str]) -> tuple[str, ...]:
    """Keep ids as a tuple, in Unicode form NFC as everywhere."""
    return tuple(normalize("NFC", name) for name in given)


def seats(given: Iterable[int | None]) -> tuple[int | None, ...]:
    """Keep numbers of seats as a tuple."""
    return tuple(given)


def names(given: Iterable[str | None]) -> tuple[str | None, ...]:
    """Keep names, some of which are not known, as a tuple."""
    return tuple(given)


def labels(given: Iterable[str | None]) -> tuple[str | None, ...]:
    """Keep what things are called as a tuple, empty where nothing is known."""
    kept = tuple(given)
    return kept if any(kept) else ()


def topics(given: Iterable[Topics | Iterable[str]]) -> tuple[Topics, ...]:
    """Keep the topic of each proposal, a tuple where it is under several."""
    return tuple(
        topic if topic is None or isinstance(topic, str) else one_or_all(topic) for topic in given
    )


def affiliations(
    given: Affiliations | Iterable[Iterable[str | None]] | None,
) -> Affiliations | None:
    """Pack the party or the group of each vote; None where they do not vary."""
    return given if given is None or isinstance(given, Affiliations) else Affiliations.packed(given)


def positions(given: Iterable[Position]) -> tuple[Position, ...]:
    """Keep positions as a tuple."""
    return tuple(given)


def dates(given: Iterable[PartialDate | str | None]) -> tuple[PartialDate | None, ...]:
    """Read the dates of proposals, None where one is not known."""
    return tuple(None if date is None else date_given(date, "dates") for date in given)


def shares(given: npt.ArrayLike | None) -> Values | None:
    """Copy shares into an array that nobody can change."""
    if given is None:
        return None
    table = np.array(given, np.float64)
    table.flags.writeable = False
    return table


def content(table: Values | None) -> bytes | None:
    """Return what two tables of shares have in common if they say the same."""
    return None if table is None else np.where(np.isnan(table), np.nan, table).tobytes()


def affiliated(given: Affiliations | None) -> object:
    """Return what two tables of parties or groups have in common if they say the same."""
    return given and given.content()

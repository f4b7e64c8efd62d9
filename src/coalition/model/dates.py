"""Dates that are known to the day, the month or the year, and stay so."""

import calendar
import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache

import attrs

from coalition.errors import Fault, InvalidValue
from coalition.faults import Refused, as_error, shown

_FORM = re.compile(r"\d{4}(-\d{2}){0,2}", re.ASCII)


@attrs.frozen
class PartialDate:
    """A date known to the day, the month or the year.

    Such a date is an interval: ``2023-07`` is all of July. One date is before another only where
    that is sure, so ``2023-07`` is neither before nor after ``2023-07-05``.

    Parameters
    ----------
    year : int
        From 1 to 9999.
    month, day : int or None
        None where unknown; a day needs a month.

    Raises
    ------
    InvalidValue
        If there is no such date.

    Examples
    --------
    >>> from coalition import PartialDate
    >>> july = PartialDate(2023, 7)
    >>> str(july), july.last.isoformat()
    ('2023-07', '2023-07-31')
    >>> PartialDate(2023, 6, 30).is_before(july)
    True
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __attrs_post_init__(self) -> None:
        if fault := _fault(self.year, self.month, self.day):
            raise InvalidValue((Fault("", fault),), "PartialDate")

    def __str__(self) -> str:
        known = (part for part in (self.month, self.day) if part)
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in known)])

    @property
    def first(self) -> dt.date:
        """The first day that it may be."""
        return dt.date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> dt.date:
        """The last day that it may be."""
        month = self.month or 12
        return dt.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    @property
    def spans(self) -> "tuple[PartialDate, ...]":
        """Every date that it lies in, from its year on: it is itself the last."""
        year, month = PartialDate(self.year), PartialDate(self.year, self.month)
        return (year, *((month,) if self.month else ()), *((self,) if self.day else ()))

    def is_before(self, other: "PartialDate") -> bool:
        """Tell whether every day that it may be comes before every day that `other` may be."""
        return self.last < other.first


def partial_date(value: "PartialDate | dt.date | str | int") -> PartialDate:
    """Accept a partial date, a `datetime.date`, a year, or text such as ``2023-07``."""
    if isinstance(value, PartialDate):
        return value
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return PartialDate(value.year, value.month, value.day)
    written = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
    if not isinstance(written, str) or not _FORM.fullmatch(written):
        raise Refused(
            f"must be a date such as '2023', '2023-07' or '2023-07-05', not {shown(value)}"
        )
    return _read(written)


def most_exact(dates: Iterable[PartialDate]) -> tuple[PartialDate, ...]:
    """Return one date for each last day, in order: of those that end on it, the most exact."""
    by_day = {date.last: date for date in sorted(dates, key=lambda date: date.first)}
    return tuple(by_day[day] for day in sorted(by_day))


def earliest(date: PartialDate, other: PartialDate | None) -> PartialDate:
    """Return the one of two dates that ends first; of two that end on one day, the first."""
    return other if other and other.last < date.last else date


def date_given(value: "PartialDate | dt.date | str | int", place: str) -> PartialDate:
    """Accept what `partial_date` does, or raise `InvalidValue` with the place of it."""
    with as_error(place):
        return partial_date(value)


def optional_date(value: "PartialDate | dt.date | str | int | None") -> PartialDate | None:
    """Accept what `partial_date` does, and let None pass."""
    return None if value is None else partial_date(value)


@lru_cache(maxsize=4096)  # a case repeats few dates many times
def _read(written: str) -> PartialDate:
    year, *rest = map(int, written.split("-"))
    month, day = (*rest, None, None)[:2]
    if fault := _fault(year, month, day):
        raise Refused(fault)
    return PartialDate(year, month, day)


def _fault(year: int, month: int | None, day: int | None) -> str | None:
    """Say why there is no such date; None where there is one."""
    if not all(type(part) is int or part is None for part in (year, month, day)) or year is None:
        return "year, month and day must be whole numbers"
    if month is None and day is not None:
        return "a day needs a month"
    try:
        dt.date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        rest = "".join(f"-{part:02}" for part in (month, day) if part is not None)
        return f"there is no date {year:04}{rest} in the calendar"
    return None

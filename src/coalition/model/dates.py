"""Dates as far as they are known: days, months, seasons, years, and intervals of them.

They are written in EDTF level 1 (ISO 8601-2:2019; Library of Congress 2019).
"""

import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Protocol, TypeAlias

import attrs

from coalition.faults import Refused, as_error, shown

_DAY = "[0-9]{2}(?:-(?:[0-9]{2}|XX))?"
_ONE = f"[0-9]{{2}}(?:[0-9]X|XX|[0-9]{{2}}(?:-(?:{_DAY}|XX(?:-XX)?))?)[~?%]?"
# of every date, and of some that are none
FORM = rf"(?:{_ONE}(?:/(?:{_ONE}|\.\.)?)?|(?:\.\.)?/{_ONE})"
_FORM = re.compile(FORM)
_A_DATE = "a date such as '2023', '2023-07' or '2023-07-05'"
UNKNOWN = "../.."  # at any time at all
_OPEN = frozenset({"", ".."})  # ends of an interval: one that is unknown, and one that is open
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_QUALIFIED = {"~": "about ", "?": "perhaps ", "%": "perhaps about "}
_MARKS = "".join(_QUALIFIED)
_DAYS = len("2023-07-05")  # letters of a day
_AFTER = dt.date.max.toordinal() + 1  # days are counted from 1


@attrs.frozen(init=False, repr=False)
class PartialDate:
    """A date as far as it is known: a day, a month, a season, a year, or somewhere in an interval.

    It is one day that lies between two others, its bounds: ``2023-07`` is some day of July. One
    date is before another only where that is sure, so ``2023-07`` is neither before nor after
    ``2023-07-05``. `partial_date` reads the other forms.

    Parameters
    ----------
    year : int
        From 1 to 9999.
    month, day : int or None
        None where unknown; a day needs a month.

    Attributes
    ----------
    edtf : str
        As it is written in EDTF, which `str` gives too; dates that are written alike are equal.
    first, last : datetime.date
        The first and the last day that it may be: of an open beginning or end, the first or the
        last of the calendar, 0001-01-01 or 9999-12-31.

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

    edtf: str
    first: dt.date = attrs.field(eq=False)
    last: dt.date = attrs.field(eq=False)

    def __init__(self, year: int, month: int | None = None, day: int | None = None) -> None:
        with as_error("PartialDate"):
            parts = [part for part in (month, day) if part is not None]
            if any(type(part) is not int for part in (year, *parts)):
                raise Refused("year, month and day must be whole numbers")
            if month is None and day is not None:
                raise Refused("a day needs a month")
            edtf = "-".join([f"{year:04}", *(f"{part:02}" for part in parts)])
            self.__attrs_init__(edtf, *_bounds(edtf))

    def __str__(self) -> str:
        return self.edtf

    def __repr__(self) -> str:
        return f"partial_date({self.edtf!r})"

    def is_before(self, other: "PartialDate") -> bool:
        """Tell whether every day that it may be comes before every day that `other` may be."""
        return self.last < other.first

    @property
    def year(self) -> int | None:
        """The year; None where it is not sure which."""
        return self.first.year if self.first.year == self.last.year else None

    @property
    def month(self) -> int | None:
        """The month, from 1 to 12; None where it is not sure which."""
        return self.first.month if self.year and self.first.month == self.last.month else None

    @property
    def day(self) -> int | None:
        """The day of the month; None where it is not sure which."""
        return self.first.day if self.first == self.last else None

    @property
    def open(self) -> bool:
        """Whether there is no first or no last day that it may be."""
        return self.first == dt.date.min or self.last == dt.date.max

    @property
    def in_time(self) -> tuple[dt.date, dt.date, str]:
        """What puts dates in order: the last day that each may be, of equal ones the first."""
        return self.last, self.first, self.edtf

    @property
    def worded(self) -> str:
        """The date in English: ``summer 2023``, ``about 2022-12``, ``2023-06 or earlier``."""
        if self.edtf == UNKNOWN:
            return "at an unknown date"
        first, interval, last = self.edtf.partition("/")
        if not interval:
            return _worded(first)
        if first in _OPEN:
            return f"{_worded(last)} or earlier"
        return f"{_worded(first)} {'or later' if last in _OPEN else f'to {_worded(last)}'}"

    @property
    def due(self) -> str:
        """The date in English, as that of a deadline: with an open beginning ``by 2023-06-20``."""
        first, interval, last = self.edtf.partition("/")
        return f"by {_worded(last)}" if interval and first in _OPEN else self.worded


class _Datetime64(Protocol):
    """A `numpy.datetime64`, as far as type checkers tell it from a number."""

    def item(self, /) -> dt.date | int | None:
        """Return it as a value of Python."""
        ...


class _OfPandas(Protocol):
    """A `pandas.Timestamp`, or what its constructor makes of nothing, which is refused."""

    def to_datetime64(self) -> _Datetime64:
        """Return it as a value of numpy."""
        ...


# a date in any form that is read: to the day, or as far as it is known; a whole number is a year
Date: TypeAlias = PartialDate | dt.date | _Datetime64 | _OfPandas | str | int


def partial_date(value: Date) -> PartialDate:
    """Read a date, as far as it is known, in the notation of EDTF level 1 (ISO 8601-2:2019).

    ====================== =========================================================================
    ``2023-07-05``         a day; ``2023-07`` a month, ``2023`` a year
    ``2023-22``            a season: 21 to 24 are spring, summer, autumn and winter, which begin on
                           the 21st of March, June, September and December, and are named by the
                           year that they begin in
    ``2022-12/2023-01``    some day between two dates, these included; ``../2023-06`` in June or
                           before it, ``2023-06/..`` in June or after it; ``/2023-06`` and
                           ``2023-06/``, where that end is not open but unknown, mean the same here;
                           ``../..`` at an unknown date, for statements only
    ``2022-12~``           about then; ``?`` is uncertain and ``%`` both: what it is known to, such
                           as the month, may be the one before or after
    ``202X``, ``2023-XX``  digits that are not known: one or two of the year, or the month or day
    ====================== =========================================================================

    Years are from 1 to 9999. Level 2 is not read, nor are sets and times of day.

    Parameters
    ----------
    value : str, int, datetime.date, numpy.datetime64 or PartialDate
        The date; a whole number is a year. Of a time (`datetime.datetime`, `pandas.Timestamp`) it
        is the day that it names, in its own time zone; a `numpy.datetime64` of months or years is
        known to the month or the year.

    Returns
    -------
    PartialDate
        The date, which `str` writes as it was read.

    Raises
    ------
    InvalidValue
        If it is no such date.

    Examples
    --------
    >>> import coalition as co
    >>> summer, before = co.partial_date("2023-22"), co.partial_date("../2023-06-20")
    >>> before.is_before(summer), summer.first.isoformat(), summer.worded, before.due
    (True, '2023-06-21', 'summer 2023', 'by 2023-06-20')
    """
    return date_given(value, "")


def date_given(value: Date, place: str) -> PartialDate:
    """Accept what `partial_date` does, or raise `InvalidValue` with the place of it."""
    with as_error(place):
        return read_date(value)


def read_date(value: Date) -> PartialDate:
    """Accept what `partial_date` does, or refuse it."""
    if isinstance(value, PartialDate):
        return value
    written: Any = value
    if isinstance(value, int) and not isinstance(value, bool):
        written = str(value)
    elif isinstance(value, dt.date):  # a time is one, and so is what pandas has for none
        written = value.isoformat()[:_DAYS]
    elif type(value).__name__ == "datetime64":
        written = _of_numpy(value)
    if isinstance(written, str) and (written == UNKNOWN or _FORM.fullmatch(written)):
        return _read(written)
    none = isinstance(written, str) and written == "NaT"  # of numpy and pandas
    given = "NaT; leave out what is not known" if none else shown(value)
    raise Refused(f"must be {_A_DATE}, not {given}")


def _of_numpy(value: Any) -> str:
    """Return a `numpy.datetime64` in EDTF: a week is one of its days, and so are several units."""
    day = str(value)[:_DAYS]
    if day == "NaT" or not re.search(r"\[(W|[0-9]+[YMWD])\]", str(value.dtype)):
        return day
    return f"{value.astype('M8[D]')}/{(value + 1).astype('M8[D]') - 1}"


def known_date(value: Date) -> PartialDate:
    """Accept what `partial_date` does, but for an unknown date."""
    if (date := read_date(value)).edtf == UNKNOWN:
        raise Refused(f"must be {_A_DATE}, not '../..'; leave out what is not known")
    return date


def optional_date(value: Date | None) -> PartialDate | None:
    """Accept what `known_date` does, and let None pass."""
    return None if value is None else known_date(value)


def earliest(date: PartialDate, other: PartialDate | None) -> PartialDate:
    """Return the one of two dates that ends first; of two that end on one day, the first."""
    return other if other and other.last < date.last else date


def most_exact(dates: Iterable[PartialDate]) -> tuple[PartialDate, ...]:
    """Return one date for each last day, in order: of those that end on it, the most exact."""
    by_day = {d.last: d for d in sorted(dates, key=lambda d: (d.first, -len(d.edtf), d.edtf))}
    return tuple(by_day[day] for day in sorted(by_day))


@lru_cache(maxsize=4096)  # a case repeats few dates many times
def _read(edtf: str) -> PartialDate:
    date = object.__new__(PartialDate)
    date.__attrs_init__(edtf, *_bounds(edtf))
    return date


def _bounds(edtf: str) -> tuple[dt.date, dt.date]:
    """Return the first and the last day that a date in EDTF may be, or refuse it."""
    begin, interval, end = edtf.partition("/")
    if not interval:
        return _unit(edtf)
    first = dt.date.min if begin in _OPEN else _unit(begin)[0]
    last = dt.date.max if end in _OPEN else _unit(end)[1]
    if last < first:
        raise Refused(f"{shown(edtf)} ends before it begins")
    return first, last


def _unit(edtf: str) -> tuple[dt.date, dt.date]:
    """Return the first and the last day that what is no interval may be, or refuse it."""
    year, month, day = (*edtf.rstrip(_MARKS).split("-"), "", "")[:3]
    wider, unknown = edtf[-1] in _MARKS, year.count("X")
    try:
        number = int(year.replace("X", "0"))
        dt.date(max(number, unknown), 1, 1)
        if day not in {"", "XX"}:
            start = dt.date(number, int(month), int(day)).toordinal()
            return _days(start - wider, start + 1 + wider)
        # in months from the year 0; a season begins on the 21st of its first
        start, length, begins = number * 12, 12 * 10**unknown, 1
        if month not in {"", "XX"}:
            start, length = start + int(month) - 1, 1
            if int(month) in _SEASONS:
                start, length, begins = number * 12 + 3 * (int(month) - 20) - 1, 3, 21
            else:
                dt.date(number, int(month), 1)
    except ValueError:
        raise Refused(f"there is no date {edtf} in the calendar") from None
    start, end = start - length * wider, start + length * (1 + wider)
    return _days(_ordinal(start, begins), _ordinal(end, begins))


def _ordinal(month: int, day: int) -> int:
    """Return the number of a day in a month, which is counted from the year 0: 1 is 0001-01-01."""
    year, month = divmod(month, 12)
    if not dt.MINYEAR <= year <= dt.MAXYEAR:
        return 0 if year < dt.MINYEAR else _AFTER
    return dt.date(year, month + 1, day).toordinal()


def _days(start: int, end: int) -> tuple[dt.date, dt.date]:
    """Return the first day, and the last before the end, as far as the calendar goes."""
    return dt.date.fromordinal(max(start, 1)), dt.date.fromordinal(min(end, _AFTER) - 1)


def _worded(edtf: str) -> str:
    """Return what is no interval in English."""
    year, month, *_ = *edtf.rstrip(_MARKS).split("-"), ""
    words = edtf.rstrip(_MARKS).replace("-XX", "")
    if month.isdecimal() and int(month) in _SEASONS:
        after = f"/{(int(year) + 1) % 100:02}" if int(month) == max(_SEASONS) else ""
        words = f"{_SEASONS[int(month)]} {year}{after}"
    elif "X" in year:
        words = f"the {year[:3]}0s" if year[2] != "X" else f"{year[:2]}00 to {year[:2]}99"
    return _QUALIFIED.get(edtf[-1], "") + words

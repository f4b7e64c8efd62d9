"""Dates as people write them: in numbers of any order, in the months of any language, in EDTF."""

import datetime as dt
import re
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from unicodedata import category, combining, decimal, normalize

import attrs

from coalition.errors import MissingExtra
from coalition.faults import Refused, shown
from coalition.io.sheets.sheet import Cell
from coalition.model.dates import FORM, PartialDate, read_date

_FIVE = ("en", "nl", "de", "de_AT", "fr", "es")  # Austria says Jänner
_OFTEN = {"mrz": 3}  # as German spreadsheets have it, though CLDR does not
_BETWEEN = frozenset(  # the last are Russian, Ukrainian and Vietnamese for a year or a day
    re.findall(
        r"\w+",
        "a am at d da de del den der des dia do el en la le m of om on op the um van vom y ngay "
        "nam \u0433 \u0433\u043e\u0434\u0430 "
        "\u0433\u043e\u0434\u0443 \u0440 \u0440\u043e\u043a\u0443",
    )
)
_DASHES = str.maketrans(
    "\u2010\u2011\u2012\u2013\u2014\u2212\u2019", "------'", "\u200e\u200f\ufeff"
)
_TIME = re.compile(
    r"(?<=\d)(?:t|,?\s+(?:at |um |om |à |a las )?)\d{1,2}[:h]\d\d(?::\d\d)?(?:[.,]\d+)?"
    r"\s*(?:[ap]\.?m\.?|z|utc|gmt|uhr|uur|h)?(?:[+-]\d\d(?::?\d\d)?)?$",
    re.ASCII,
)
_PLAIN = re.compile(r"([12]\d{3})(\d\d)(\d\d)", re.ASCII)
_ORDER = re.compile(
    r"(\d+)\s*[-/.年년\s]\s*(\d+)(?:\s*[-/.月월\s]\s*(\d+))?\s*[日일月월.]?", re.ASCII
)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|er|ere|ste|de|e|o|a)\b")
_YEARS = re.compile(r"(\d\d)(\d\d)-(\d\d)", re.ASCII)
_PLACE = re.compile(r"_([A-Z]{2}|\d{3})\b")  # the country in the name of a locale
_NUMBERS = range(20_000, 60_000)  # of days, as spreadsheets count them: 1954 to 2064
_SENSIBLE = range(1500, 2201)  # years of this calendar, in a form that others use, too
_CENTURY = 69  # from this year on, two digits are of the last century (POSIX)
_MONTHS = 12
_NO_DATE = "is no date; write it as 2023, 2023-07 or 2023-07-05"


class Unordered(Exception):
    """A date whose day may be its month, with both readings."""

    def __init__(self, *readings: PartialDate) -> None:
        super().__init__(*readings)
        self.readings = readings


@attrs.define
class DateReader:
    """Reads the cells of a column of dates.

    Attributes
    ----------
    day_first : bool or None
        Whether the day comes before the month where both are numbers; None where nobody says.
    shown : dict of bool to cell
        The first cell that can be read with the day first only, and with the month first only.
    short : list of cell
        Cells whose year has two digits only.
    """

    day_first: bool | None
    shown: dict[bool, Cell] = attrs.field(factory=dict)
    short: list[Cell] = attrs.field(factory=list)

    def read(self, cell: Cell) -> PartialDate:
        """Return the date that a cell stands for.

        Raises
        ------
        Refused
            If it is none, or may be several.
        Unordered
            If only `day_first` can say which it is.
        MissingExtra
            If it has words in it, and the names of months are not installed.
        """
        if isinstance(cell, dt.date):
            return read_date(cell)
        if isinstance(cell, bool | float) or cell is None:
            raise Refused(_NO_DATE)
        return self._text(cell, str(cell))

    def _text(self, cell: Cell, written: str) -> PartialDate:
        text = normalize("NFKC", written.casefold()).translate(_DASHES)
        text = "".join(str(decimal(c)) if c.isdecimal() else c for c in text)
        text = _TIME.sub("", text).strip()
        if text.isdecimal() and len(text) <= 6:  # noqa: PLR2004
            return _number(int(text))
        if re.fullmatch(FORM, written):
            if (years := _YEARS.fullmatch(written)) and int(years[3]) == (int(years[2]) + 1) % 100:
                both = f"a season or the years {written[:4]} and {years[3]}"
                raise Refused(f"{both}; write {written[:4]}/{int(written[:4]) + 1} for the years")
            return read_date(written)
        if found := _PLAIN.fullmatch(text):
            return _date(found[1], found[2], found[3])
        if found := _ORDER.fullmatch(text):
            return self._numbers(cell, [part for part in found.groups() if part], text)
        return self._words(cell, text)

    def _year(self, cell: Cell, digits: str) -> str:
        if len(digits) == 2:  # noqa: PLR2004
            self.short.append(cell)
            return f"{20 if int(digits) < _CENTURY else 19}{digits}"
        return digits

    def _numbers(self, cell: Cell, parts: list[str], text: str) -> PartialDate:
        """Return a date in numbers: of the four digits of a year it is clear what they are."""
        long = [len(part) > 2 for part in parts]  # noqa: PLR2004
        if sum(long) > 1 or (long[1] if parts[2:] else not any(long)):
            raise Refused(_NO_DATE)
        if long[0]:
            return _date(*parts)
        if len(parts) == 2:  # noqa: PLR2004
            return _date(parts[1], parts[0])
        one, two, last = parts
        year = self._year(cell, last)
        readings = {
            order: date
            for order, pair in ((True, (two, one)), (False, (one, two)))
            if (date := _if_any(year, *pair))
        }
        if self.day_first is not None:
            if self.day_first in readings:
                return readings[self.day_first]
            if readings:
                (other,) = readings.values()
                raise Refused(f"is {other}, and no date with day_first={self.day_first}")
        elif "-" in text and len(last) == len(one) and (turned := _if_any(f"20{one}", two, last)):
            raise Unordered(*dict.fromkeys([*readings.values(), turned]))
        if not readings:
            raise Refused("is no date in the calendar")
        if len(readings) == 1:
            self.shown.setdefault(next(iter(readings)), cell)
        elif len(set(readings.values())) > 1:
            raise Unordered(*readings.values())
        return next(iter(readings.values()))

    def _words(self, cell: Cell, text: str) -> PartialDate:
        """Return a date with the name of a month; one of a day of the week may stand before it."""
        text = text.replace("#", " ")
        numbers = re.findall(r"\d+", text)
        parts = _letters(re.sub(r"\d+", " # ", _ORDINAL.sub("", text)))
        form = re.sub("m( m)+", "m", " ".join("#" if part == "#" else "m" for part in parts))
        form = re.sub("^m (?=# m #$)", "", form)
        if form not in {"# m #", "m # #", "m #", "# m"}:
            raise Refused(_NO_DATE)
        if form.count("#") == 2:  # noqa: PLR2004
            one, two = numbers
            year, *day = (one, two) if form == "# m #" and len(one) > 2 else (two, one)  # noqa: PLR2004
        elif len(numbers[0]) == 4 or f"'{numbers[0]}" in text:  # noqa: PLR2004
            year, day = numbers[0], []
        else:
            raise Refused(_NO_DATE)
        months = _months([part for part in parts if part != "#"])
        readings = [_date(self._year(cell, year), str(month), *day) for month in months]
        if len(readings) > 1:
            either = " or ".join(map(str, readings))
            raise Refused(f"may be {either}, by the language; give the month as a number")
        return readings[0]


def _date(year: str, month: str, day: str | None = None) -> PartialDate:
    if len(year) != 4 or int(year) not in _SENSIBLE:  # noqa: PLR2004
        raise Refused(f"is of the year {year}: of another calendar, or no date")
    with suppress(ValueError, OverflowError):
        if int(month) <= _MONTHS:
            return PartialDate(int(year), int(month), None if day is None else int(day))
    raise Refused("is no date in the calendar")


def _if_any(*parts: str) -> PartialDate | None:
    with suppress(Refused):
        return _date(*parts)
    return None


def _number(number: int) -> PartialDate:
    """Return a year, or say which day a spreadsheet means by a number."""
    if number in _SENSIBLE:
        return read_date(number)
    if number in _NUMBERS:
        day = dt.date(1899, 12, 30) + dt.timedelta(number)
        raise Refused(f"is the number that a spreadsheet has for {day}; make it a date there")
    raise Refused(_NO_DATE)


def _letters(text: str) -> list[str]:
    """Return the words of a text, without accents and without those that only join others."""
    bare = (c for c in normalize("NFKD", text) if not combining(c))
    words = "".join(c if c == "#" or category(c)[0] in "LM" else " " for c in bare).split()
    return [word for word in words if word not in _BETWEEN]


def _months(words: list[str]) -> list[int]:
    """Return what months a name stands for: in the five languages, or else in any other."""
    for table, weekdays in map(_names, (_FIVE, None)):
        named = words[1:] if len(words) > 1 and words[0] in weekdays else words
        if months := table.get(" ".join(named)):
            return sorted(months)
    raise Refused(f"has no name of a month in any language: {shown(' '.join(words))}")


@cache
def _names(languages: Iterable[str] | None) -> tuple[dict[str, set[int]], frozenset[str]]:
    """Return the months of every name, and the names of days of the week; None for all languages.

    They are those of the Unicode CLDR, in full and shortened, within dates and alone.
    """
    try:
        from babel import Locale, localedata  # noqa: PLC0415
    except ModuleNotFoundError:
        raise MissingExtra("sheets") from None
    months: dict[str, set[int]] = {name: {month} for name, month in _OFTEN.items()}
    weekdays = set()
    spoken = sorted(one for one in localedata.locale_identifiers() if not _PLACE.search(one))
    for language in languages or spoken:
        held = Locale.parse(language)
        for use in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for month, name in held.months[use][width].items():
                    months.setdefault(_key(name), set()).add(month)
                weekdays |= {_key(name) for name in held.days[use][width].values()}
    return months, frozenset(weekdays)


def _key(name: str) -> str:
    return " ".join(_letters(normalize("NFKC", name).casefold()))

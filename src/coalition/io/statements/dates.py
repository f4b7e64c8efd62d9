"""Dates as people write them: in numbers of any order, in the months of any language, in EDTF."""

import datetime as dt
import re
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from unicodedata import category, combining, decimal, normalize

import attrs

from coalition.errors import MissingExtra
from coalition.faults import Refused, shown
from coalition.io.sheets.sheet import Cell
from coalition.io.statements.question import Question, Understood, rows_named
from coalition.model.dates import FORM, PartialDate, read_date
from coalition.sentences import counted

# a name that means two months in the languages of one line is looked up in those before it only;
# None is all others
_LANGUAGES = (
    "en nl de de_AT fr es",  # Austria says Jänner
    "bg ca cs da el et eu fi ga hr hu it lt lv mt nb pl pt ro ru sk sl sr sv tr uk",
    None,
)
_OFTEN = {"mrz": 3}  # as German spreadsheets have it, though CLDR does not
# words for of, the, on, year and day, and endings of numbers that count
_JOINING = (
    "a am at d da de del den der dia do e el en er ere gada la le m nam nd ngay o of om on op "
    "rd st ste th the um van vom y \u0433 \u0433\u043e\u0434\u0430 "
    "\u0433\u043e\u0434\u0443 \u0440 \u0440\u043e\u043a\u0443"
)
_ASIDE = frozenset(_JOINING.split())
_DASHES = str.maketrans(
    "\u2010\u2011\u2012\u2013\u2014\u2212\u2019", "------'", "\u200e\u200f\ufeff"
)
_TIME = re.compile(  # of day; or a letter for "year", in Russian, Bulgarian and Ukrainian
    r"(?<=\d)(?:(?:t|,?\s+(?:at |um |om |à |a las )?)\d{1,2}[:h]\d\d(?::\d\d)?(?:[.,]\d+)?"
    r"\s*(?:[ap]\.?m\.?|z|utc|gmt|uhr|uur|h)?(?:[+-]\d\d(?::?\d\d)?)?|\s*[\u0433\u0440]\.?)$",
    re.ASCII,
)
_PLAIN = re.compile(r"([12]\d{3})(\d\d)(\d\d)", re.ASCII)
_ORDER = re.compile(
    r"(\d+)\s*[-/.年년\s]\s*(\d+)(?:\s*[-/.月월\s]\s*(\d+))?\s*[日일月월.]?", re.ASCII
)
_YEARS = re.compile(r"(\d\d)(\d\d)-(\d\d)", re.ASCII)
_PLACE = re.compile(r"_([A-Z]{2}|\d{3})\b")  # the country in the name of a locale
_NUMBERS = range(20_000, 60_000)  # of days, as spreadsheets count them: 1954 to 2064
_SENSIBLE = range(1500, 2201)  # years of this calendar, in a form that others use, too
_SHORT, _YEAR = 2, 4  # digits of a year
_MONTHS = 12
_NOWHERE = "is no date in the calendar"
_CENTURY = 69  # from this year on, two digits are of the last century (POSIX)
_NO_DATE = "is no date; write it as 2023, 2023-07, 2023-07-05 or 2023-07-01/2023-07-05"


@attrs.define
class DateReader:
    """Reads the cells of a column of dates.

    Attributes
    ----------
    day_first : bool or None
        Whether the day comes before the month where both are numbers; None where nobody says.
    proof : dict of bool to cell
        The first cell that can be read with the day first only, and with the month first only.
    short : set of cell
        Cells whose year has two digits only.
    open : dict of cell to list of dates
        Cells of which only `day_first` can say which date they are.
    """

    day_first: bool | None
    proof: dict[bool, Cell] = attrs.field(factory=dict)
    short: set[Cell] = attrs.field(factory=set)
    open: dict[Cell, list[PartialDate]] = attrs.field(factory=dict)

    def read(self, cell: Cell) -> PartialDate | None:
        """Return the date that a cell stands for; None where it is empty or open.

        Raises
        ------
        Refused
            If it is none, or may be several.
        MissingExtra
            If it has words in it, and the names of months are not installed.
        """
        if cell is None or isinstance(cell, dt.date):
            return None if cell is None else read_date(cell)
        written = str(cell)
        text = normalize("NFKC", written.casefold()).translate(_DASHES)
        if not text.isascii():
            text = "".join(str(decimal(c)) if c.isdecimal() else c for c in text)
        text = _TIME.sub("", text).strip()
        if isinstance(cell, float) or not re.search(r"\d", text):
            raise Refused(_NO_DATE)
        if text.isdecimal() and len(text) <= 6:  # noqa: PLR2004
            return _number(int(text))
        if re.fullmatch(FORM, written):
            if (years := _YEARS.fullmatch(written)) and int(years[3]) == (int(years[2]) + 1) % 100:
                both = f"a season or the years {written[:4]} and {years[3]}"
                raise Refused(f"{both}; write {written[:4]}/{int(written[:4]) + 1} for the years")
            return read_date(written)
        if found := _PLAIN.fullmatch(text):
            return _date(*found.groups())
        if found := _ORDER.fullmatch(text):
            return self._numbers(cell, [part for part in found.groups() if part], text)
        return self._words(cell, text)

    def _year(self, cell: Cell, digits: str) -> str:
        if len(digits) != _SHORT:
            return digits
        self.short.add(cell)
        return f"{20 if int(digits) < _CENTURY else 19}{digits}"

    def _numbers(self, cell: Cell, parts: list[str], text: str) -> PartialDate | None:
        """Return a date in numbers: of the four digits of a year it is clear what they are."""
        long = [len(part) > _SHORT for part in parts]
        if sum(long) > 1 or (long[1] if parts[2:] else not any(long)):
            raise Refused(_NO_DATE)
        if long[0] or not parts[2:]:
            return _date(*parts if long[0] else reversed(parts))
        one, two, last = parts
        year = self._year(cell, last)
        orders: dict[bool | None, tuple[str, str, str]]
        orders = {True: (year, two, one), False: (year, one, two)}
        if self.day_first is not None:
            with suppress(Refused):
                return _date(*orders[self.day_first])
            raise Refused(f"is no date with day_first={self.day_first}")
        if "-" in text and len(last) == len(one):  # as in ISO 8601, but for the century
            orders[None] = (f"20{one}", two, last)
        readings = {}
        for order, order_of in orders.items():
            with suppress(Refused):
                readings[order] = _date(*order_of)
        dates = [*dict.fromkeys(readings.values())]
        if not dates:
            raise Refused(_NOWHERE)
        if len(dates) > 1 or None in readings:
            self.open[cell] = dates
            return None
        if len(readings) == 1:
            self.proof.setdefault(True in readings, cell)
        return dates[0]

    def _words(self, cell: Cell, text: str) -> PartialDate:
        """Return a date with the name of a month; with a day, one of the week may stand in it."""
        numbers = re.findall(r"\d+", text)
        long = [number for number in numbers if len(number) == _YEAR]
        if len(long) == 1 and len(numbers) <= 2:  # noqa: PLR2004
            year, *day = *long, *(number for number in numbers if number not in long)
        elif not long and len(numbers) == 2:  # noqa: PLR2004
            *day, year = numbers
        elif not long and len(numbers) == 1 and f"'{numbers[0]}" in text:
            year, day = numbers[0], []
        else:
            raise Refused(_NO_DATE)
        words = [word for word in _letters(text) if word not in _ASIDE]
        months = _months(words, dated=bool(day))
        readings = [_date(self._year(cell, year), str(month), *day) for month in sorted(months)]
        if len(readings) > 1:
            either = " or ".join(map(str, readings))
            raise Refused(f"may be {either}, by the language; give the month as a number")
        return readings[0]


def dates_of(
    rows: Understood, day_first: bool | None, undated: PartialDate | None
) -> list[PartialDate]:
    """Return the date of each row; of those without one, by default, the latest or before it."""
    reader = DateReader(day_first)
    found = rows.read("date", reader.read)
    if reader.open:
        pairs = zip(rows.cells["date"], rows.numbers, strict=True)
        numbers = [number for cell, number in pairs if cell in reader.open]
        rows.questions.append(_order(reader, numbers))
    if reader.short:
        count = counted(len(reader.short), "date")
        rows.told.append(f"{count} with two digits of a year: 00 to 68 are of this century.")
    if undated is None:
        last = max(filter(None, found), key=lambda date: date.in_time, default=None)
        latest = last.edtf.rpartition("/")[2] if last else ".."
        undated = read_date(f"../{latest or '..'}")
    blank = rows.blank("date") if "date" in rows.cells else rows.numbers
    if blank:
        where = "anywhere" if len(blank) == len(rows.numbers) else f"in {rows_named(blank)}"
        rows.told.append(f"No date {where}: taken for {undated.worded.removeprefix('at ')}.")
    return [date or undated for date in found]


def _order(reader: DateReader, numbers: Sequence[int]) -> Question:
    """Return the question whether days come before months."""
    cell, readings = next(iter(reader.open.items()))
    why = [f"may be {' or '.join(map(str, readings))}"]
    if others := len(reader.open) - 1:
        why.append(f"so may {counted(others, 'other value')}")
    for day, proof in reader.proof.items():
        why.append(f"{shown(proof)} has the {'day' if day else 'month'} first")
    why.append("give day_first=True or False")
    usual = str(next(iter(reader.proof))) if len(reader.proof) == 1 else None
    choices = ("True", "False")
    return Question("date", "; ".join(why), "day_first", usual, choices, cell, numbers)


def _date(year: str, month: str, day: str | None = None) -> PartialDate:
    if len(year) != _YEAR or int(year) not in _SENSIBLE:
        raise Refused(f"is of the year {year}: of another calendar, or no date")
    with suppress(ValueError, OverflowError):
        if int(month) <= _MONTHS:
            return PartialDate(int(year), int(month), None if day is None else int(day))
    raise Refused(_NOWHERE)


def _number(number: int) -> PartialDate:
    """Return a year, or say which day a spreadsheet means by a number."""
    if number in _SENSIBLE:
        return read_date(number)
    if number in _NUMBERS:
        day = dt.date(1899, 12, 30) + dt.timedelta(number)
        raise Refused(f"is the number that a spreadsheet has for {day}; make it a date there")
    raise Refused(_NO_DATE)


def _letters(text: str) -> list[str]:
    """Return the words of a text, without accents."""
    bare = (c for c in normalize("NFKD", text) if not combining(c))
    return "".join(c if category(c)[0] in "LM" else " " for c in bare).split()


def _months(words: list[str], *, dated: bool) -> set[int]:
    """Return what months a name stands for: in the first languages that know it."""
    for languages in _LANGUAGES:
        months, weekdays = _names(languages)
        name = " ".join(words)
        if dated and name not in months:
            name = " ".join(word for word in words if word not in weekdays)
        if name in months:
            return months[name]
    raise Refused(_NO_DATE)


@cache
def _names(languages: str | None) -> tuple[dict[str, set[int]], frozenset[str]]:
    """Return the months of every name, and the words for days of the week; None for all languages.

    They are those of the Unicode CLDR, in full and shortened, within dates and alone.
    """
    try:
        from babel import Locale, localedata  # noqa: PLC0415
    except ModuleNotFoundError:
        raise MissingExtra("sheets") from None
    months: dict[str, set[int]] = {name: {month} for name, month in _OFTEN.items()}
    weekdays: set[str] = set()
    spoken = [one for one in localedata.locale_identifiers() if not _PLACE.search(one)]
    for language in languages.split() if languages else spoken:
        held = Locale.parse(language)
        for use in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for month, name in held.months[use][width].items():
                    key = [word for word in _key(name) if word not in _ASIDE]
                    if key and not re.search(r"\d", name):
                        months.setdefault(" ".join(key), set()).add(month)
                weekdays.update(*map(_key, held.days[use][width].values()))
    return months, frozenset(weekdays)


def _key(name: str) -> list[str]:
    return _letters(normalize("NFKC", name).casefold())

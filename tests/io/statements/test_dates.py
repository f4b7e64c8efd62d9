"""Dates as people write them."""

import datetime as dt
import sys
from typing import Any

import pytest

import coalition as co
from coalition.faults import Refused
from coalition.io.statements import dates
from coalition.io.statements.dates import DateReader

READ = {
    "2023-07-05": """2023-07-05 | 2023-07-05T12:30:00Z | 2023-07-05 12:30 | 20230705 | 2023/7/5
        | 2023. 7. 5. | 2023年7月5日 | 2023년 7월 5일 | 5 juli 2023 | 5. Juli 2023 | July 5, 2023
        | July 5th, 2023 at 3:15 pm | 5 de julio de 2023 | 5 juillet 2023 | Wed Jul 5 2023
        | Mittwoch, 5. Juli 2023 | woensdag 5 juli 2023 | mer. 5 juillet 2023 | 2023-Jul-05
        | 05JUL2023 | 5 lipca 2023 | 5 \u0438\u044e\u043b\u044f 2023 \u0433. | 2023. július 5.
        | 2023 m. liepos 5 d. | 5 Temmuz 2023 | 5 जुलाई 2023 | 5 Jul 23
        | 2023. július 5., szerda | 5 Temmuz 2023 Çarşamba | onsdag 5. juli 2023
        | quarta-feira, 5 de julho de 2023 | 2023. gada 5. jūlijs
        | \u0665 \u064a\u0648\u0644\u064a\u0648 \u0662\u0660\u0662\u0663
        | \u0662\u0660\u0662\u0663/\u0667/\u0665""",
    "2023-07": "2023-07 | 07/2023 | 7.2023 | 2023/07 | juli 2023 | July 2023 | 2023 July | Jul '23",
    "2023": "2023 | \uff12\uff10\uff12\uff13",
    "2025-07-25": "25/07/2025 | 25.7.2025 | 25-07-2025 | 07/25/2025 | 25.07.25 \u0433.",
    "1971-07-25": "25.7.71 | 7/25/71",
    "2023-05-05": "5/5/2023 | 05.05.23",
    "2023-01-13": "13. Jänner 2023 | 13 jan. 2023 | 13 janvier 2023 | 13 enero 2023",
    "2023-03": "Mrz 2023 | mrt 2023 | März 2023 | mars 2023 | marzo 2023 | mar 2023",
    "2022-12~": "2022-12~",
    "../2023-06": "../2023-06",
    "2022/2023": "2022/2023",
}
CASES = [(date, text.strip()) for date, texts in READ.items() for text in texts.split("|")]


@pytest.mark.parametrize(("date", "text"), CASES)
def test_what_can_be_read_in_one_way_is_read(date: str, text: str) -> None:
    """Dates in numbers, in words of many languages and in EDTF are read as they are."""
    assert str(DateReader(None).read(text)) == date


def readings(text: str) -> list[str]:
    """Return what a text may be, where that is left open."""
    reader = DateReader(None)
    assert reader.read(text) is None
    return [str(date) for date in reader.open[text]]


@pytest.mark.parametrize("sign", ["/", ".", "-", ". "])
def test_a_day_that_may_be_a_month_is_refused_with_both_readings(sign: str) -> None:
    """Only somebody who knows can say; then it is read so."""
    text = sign.join(("05", "07", "2023"))
    assert readings(text) == ["2023-07-05", "2023-05-07"]
    assert str(DateReader(True).read(text)) == "2023-07-05"
    assert str(DateReader(False).read(text)) == "2023-05-07"


def test_two_digits_in_front_may_be_those_of_the_year() -> None:
    """With dashes, as in ISO 8601, it is not clear without the order."""
    assert readings("23-07-05") == ["2005-07-23", "2023-07-05"]
    assert readings("69-07-05") == ["2069-07-05"]  # which only looks clear
    assert str(DateReader(True).read("23-07-05")) == "2005-07-23"


NONE = "is no date; write it as 2023, 2023-07, 2023-07-05 or 2023-07-01/2023-07-05"
NO_NUMBER = "is the number that a spreadsheet has for 2023-07-05; make it a date there"
REFUSED = [
    (45112, NO_NUMBER),
    ("45112", NO_NUMBER),
    (
        "5 listopad 2023",
        "may be 2023-10-05 or 2023-11-05, by the language; give the month as a number",
    ),
    ("2022-23", "a season or the years 2022 and 23; write 2022/2023 for the years"),
    ("2023-02-30", "there is no date 2023-02-30 in the calendar"),
    *((text, "is no date in the calendar") for text in ("31/02/2023", "22/2023", "2023/13/01")),
    ("5 กรกฎาคม 2566", "is of the year 2566: of another calendar, or no date"),
    *(
        (text, NONE)
        for text in ("soon", "Jul-23", "5 July", "1/2", "0705", "2022-2023", "5 juli #")
    ),
    *(
        (text, NONE)
        for text in ("mid July 2023", "Q3 2023", "1.7.\u20133.7.2023", "juni-juli 2023")
    ),
    *((text, NONE) for text in ("mar-jul 2023", "zomer 2023", "week 27, 2023", "Quatsch 2023")),
    *((cell, NONE) for cell in (7.5, True, 123, "\U00010a40", f"1/{'9' * 40}/{'9' * 9}")),
]


@pytest.mark.parametrize(("cell", "why"), REFUSED)
def test_what_is_no_date_is_refused(cell: Any, why: str) -> None:
    """It is said what is wrong, and of the day number of a spreadsheet which day it is."""
    with pytest.raises(Refused) as caught:
        DateReader(None).read(cell)
    assert caught.value.faults[0].message == why


def test_an_order_that_a_cell_contradicts() -> None:
    """With the day first there is no 25th month."""
    with pytest.raises(Refused) as caught:
        DateReader(True).read("07/25/2023")
    assert caught.value.faults[0].message == "is no date with day_first=True"


def test_a_calendar_date_needs_no_reading() -> None:
    """Cells of a workbook may be dates."""
    assert DateReader(None).read(dt.date(2023, 7, 5)) == co.PartialDate(2023, 7, 5)


def test_names_of_months_need_an_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it, dates in numbers are read all the same."""
    dates._names.cache_clear()
    monkeypatch.setitem(sys.modules, "babel", None)
    with pytest.raises(co.MissingExtra, match="sheets"):
        DateReader(None).read("5 juli 2023")
    assert str(DateReader(True).read("5/7/2023")) == "2023-07-05"
    dates._names.cache_clear()

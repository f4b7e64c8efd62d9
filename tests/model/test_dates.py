"""Dates known to the day, the month or the year."""

import datetime as dt
from typing import Any

import pytest

import coalition as co
from coalition.model.dates import most_exact, partial_date
from tests.builders import said
from tests.refused import faults


@pytest.mark.parametrize("text", ["2023", "2023-07", "2023-07-05", "0001", "9999-12-31"])
def test_a_date_is_as_exact_as_it_was_given(text: str) -> None:
    """A day stays a day, a month a month, a year a year."""
    assert str(said(date=text).date) == text


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (dt.date(2023, 7, 5), co.PartialDate(2023, 7, 5)),
        (2023, co.PartialDate(2023)),
        (co.PartialDate(2023, 7), co.PartialDate(2023, 7)),
    ],
)
def test_a_date_may_be_given_in_several_forms(given: Any, expected: co.PartialDate) -> None:
    """A calendar date, a year and a partial date are accepted."""
    assert said(date=given).date == expected


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ("2023-02-30", "date: there is no date 2023-02-30 in the calendar"),
        ("2023-13", "date: there is no date 2023-13 in the calendar"),
        ("0000", "date: there is no date 0000 in the calendar"),
        (
            "July 2023",
            "date: must be a date such as '2023', '2023-07' or '2023-07-05', not 'July 2023'",
        ),
        (True, "date: must be a date such as '2023', '2023-07' or '2023-07-05', not True"),
        (
            dt.datetime(2023, 7, 5),  # noqa: DTZ001
            (
                "date: must be a date such as '2023', '2023-07' or '2023-07-05', not "
                "datetime.datetime(2023, 7, 5, 0, 0)"
            ),
        ),
    ],
)
def test_a_date_that_does_not_exist(given: Any, fault: str) -> None:
    """Dates that are not in the calendar, and what is no date, are refused."""
    assert faults(said, date=given) == [fault]


@pytest.mark.parametrize("parts", [(2023, None, 5), (2023, 2, 30), (0,), (2023, 7.0), (None,)])
def test_a_partial_date_needs_its_parts(parts: Any) -> None:
    """A day without a month, and numbers that make no date, are refused."""
    assert faults(co.PartialDate, *parts)


def test_one_date_is_before_another_only_if_that_is_sure() -> None:
    """A month is neither before nor after a day in it."""
    july, fifth, june = co.PartialDate(2023, 7), co.PartialDate(2023, 7, 5), co.PartialDate(2023, 6)
    assert not july.is_before(fifth)
    assert not fifth.is_before(july)
    assert june.is_before(fifth)
    assert [str(date) for date in fifth.spans] == ["2023", "2023-07", "2023-07-05"]
    assert july.spans == (co.PartialDate(2023), july)


def test_of_dates_that_end_on_one_day_the_most_exact_counts() -> None:
    """The day stands for its month and its year; days are in order."""
    given = ["2024", "2024-12-31", "2024-12", "2023-07", "2024-01-05"]
    found = most_exact(map(partial_date, given))
    assert list(map(str, found)) == ["2023-07", "2024-01-05", "2024-12-31"]

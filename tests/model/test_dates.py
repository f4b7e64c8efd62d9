"""Dates as far as they are known, in the notation of EDTF level 1."""

import copy
import datetime as dt
import pickle
from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import coalition as co
from coalition.model.dates import earliest, most_exact
from tests.builders import said
from tests.refused import faults
from tests.strategies import edtf_dates

CASE = co.load_case("migration-2023")
_EAST = dt.timezone(dt.timedelta(hours=9))


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
        ("2023-22", co.PartialDate(2023, 22)),
        (dt.datetime(2023, 7, 5, 23, tzinfo=_EAST), co.PartialDate(2023, 7, 5)),
        (dt.datetime(2023, 7, 5, 23), co.PartialDate(2023, 7, 5)),  # noqa: DTZ001
        (pd.Timestamp("2023-07-05 23:00"), co.PartialDate(2023, 7, 5)),
        (pd.Timestamp("2023-07-05 23:00", tz=_EAST), co.PartialDate(2023, 7, 5)),
        (np.datetime64("2023"), co.PartialDate(2023)),
        (np.datetime64("2023-07"), co.PartialDate(2023, 7)),
        (np.datetime64("2023-07-05"), co.PartialDate(2023, 7, 5)),
        (np.datetime64("2023-07-05T23:00", "ns"), co.PartialDate(2023, 7, 5)),
        (np.datetime64("2023-07-05", "W"), co.partial_date("2023-06-29/2023-07-05")),
        (np.datetime64("2023", ("Y", 10)), co.partial_date("2020-01-01/2029-12-31")),
    ],
)
def test_a_date_may_be_given_in_several_forms(given: Any, expected: co.PartialDate) -> None:
    """A calendar date, a year, text and a partial date are accepted, here and everywhere."""
    assert said(date=given).date == co.partial_date(given) == expected


@pytest.mark.parametrize(
    "asked",
    [
        CASE.at,
        lambda date: CASE.between(date, date),
        lambda date: CASE.party_of("vanderburg", date),
        lambda date: CASE.party("VVD").seats_at(date),
        lambda date: co.Membership("VVD", since=date, until=date),
        lambda date: co.Source("s", "S", date=date),
        lambda date: co.Commitment(
            *("VVD", "red line", "-"),
            not_with="D66",
            repeated=[date],
            until=date,
            date=date,
            attribution="stated",
        ),
        lambda date: co.StanceMatrix("AB", "p", [[1], [1]], dates=[date]).select(since=date),
        lambda date: co.shifts(CASE, "2023-01", date),
        lambda date: co.ledger(CASE, at=date),
        lambda date: co.report(CASE.only("VVD"), at=date),
        lambda date: co.from_frame(
            sources=pd.DataFrame(
                {"id": ["s"], "title": "S", "date": pd.Series([date], dtype=object)}
            )
        ),
        lambda date: co.read_statements(
            pd.DataFrame({"actor": ["A"], "proposal": "p", "stance": "for"}), undated=date
        ),
    ],
)
def test_a_date_is_taken_in_every_form_everywhere(asked: Callable[..., Any]) -> None:
    """A value of numpy is taken wherever a date is, and is what its text is."""
    assert asked(np.datetime64("2023-07")) == asked("2023-07")


BOUNDS = """
2023                       2023-01-01 2023-12-31
2024-02                    2024-02-01 2024-02-29
1900-02                    1900-02-01 1900-02-28
2023-07-05                 2023-07-05 2023-07-05
2023-21                    2023-03-21 2023-06-20
2023-22                    2023-06-21 2023-09-20
2023-23                    2023-09-21 2023-12-20
2023-24                    2023-12-21 2024-03-20
2023-XX                    2023-01-01 2023-12-31
2023-XX-XX                 2023-01-01 2023-12-31
2023-02-XX                 2023-02-01 2023-02-28
202X                       2020-01-01 2029-12-31
19XX                       1900-01-01 1999-12-31
2022-12/2023-01            2022-12-01 2023-01-31
2023-07-05/2023-07         2023-07-05 2023-07-31
2023-22/2023-24            2023-06-21 2024-03-20
../2023-06-20              0001-01-01 2023-06-20
/2023-06                   0001-01-01 2023-06-30
2023-06/..                 2023-06-01 9999-12-31
2023-06-05/                2023-06-05 9999-12-31
2023~                      2022-01-01 2024-12-31
2022-12~                   2022-11-01 2023-01-31
2022-12?                   2022-11-01 2023-01-31
2022-12%                   2022-11-01 2023-01-31
2023-01-01~                2022-12-31 2023-01-02
2023-22~                   2023-03-21 2023-12-20
2023-24?                   2023-09-21 2024-06-20
202X~                      2010-01-01 2039-12-31
2023-02-XX~                2023-01-01 2023-03-31
2022-12~/2023-01-05?       2022-11-01 2023-01-06
../2023-21                 0001-01-01 2023-06-20
0001~                      0001-01-01 0002-12-31
0001-01-01~                0001-01-01 0001-01-02
000X                       0001-01-01 0009-12-31
9999-24                    9999-12-21 9999-12-31
9999-12~                   9999-11-01 9999-12-31
"""


@pytest.mark.parametrize("row", BOUNDS.strip().split("\n"))
def test_the_bounds_of_a_date(row: str) -> None:
    """The first and the last day that a date may be, by the calendar, worked out by hand."""
    edtf, first, last = row.split()
    date = co.partial_date(edtf)
    assert (str(date), date.first.isoformat(), date.last.isoformat()) == (edtf, first, last)
    assert date.open == (first == "0001-01-01" or last == "9999-12-31")


MUST = "must be a date such as '2023', '2023-07' or '2023-07-05', not "


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ("2023-02-30", "there is no date 2023-02-30 in the calendar"),
        ("2023-13", "there is no date 2023-13 in the calendar"),
        ("2023-22-05", "there is no date 2023-22-05 in the calendar"),
        ("2023-02-29/2024", "there is no date 2023-02-29 in the calendar"),
        ("0000", "there is no date 0000 in the calendar"),
        ("2023-33", "there is no date 2023-33 in the calendar"),
        ("2023/2022-12", "'2023/2022-12' ends before it begins"),
        ("/", f"{MUST}'/'"),
        ("Y17000", f"{MUST}'Y17000'"),
        ("-0044", f"{MUST}'-0044'"),
        (
            "[2022,2023]",
            f"{MUST}'[2022,2023]'",
        ),
        ("2023-07-05T12:00:00Z", f"{MUST}'2023-07-05T12:00:00Z'"),
        ("1XXX", f"{MUST}'1XXX'"),
        ("2023-XX-05", f"{MUST}'2023-XX-05'"),
        ("202X-05", f"{MUST}'202X-05'"),
        ("2023-~07", f"{MUST}'2023-~07'"),
        ("2022/2023/2024", f"{MUST}'2022/2023/2024'"),
        ("July 2023", f"{MUST}'July 2023'"),
        ("2023-07-05\n", f"{MUST}'2023-07-05\\n'"),
        ("\uff12\uff10\uff12\uff13", f"{MUST}'\uff12\uff10\uff12\uff13'"),
        ("?", f"{MUST}'?'"),
        (True, f"{MUST}True"),
        (2023.0, f"{MUST}2023.0"),
        ("NaT", f"{MUST}NaT; leave out what is not known"),
        (np.datetime64("NaT"), f"{MUST}NaT; leave out what is not known"),
        (np.datetime64("NaT", "W"), f"{MUST}NaT; leave out what is not known"),
        (pd.NaT, f"{MUST}NaT; leave out what is not known"),
    ],
)
def test_a_date_that_does_not_exist(given: Any, fault: str) -> None:
    """What is not in the calendar, no date or beyond level 1 is refused."""
    assert faults(said, date=given) == [f"date: {fault}"]
    assert faults(co.partial_date, given) == [fault]


def test_a_statement_may_be_of_an_unknown_date() -> None:
    """It may be of any day, is before and after nothing, and is known only in the end."""
    date = said(date="../..").date
    assert (date.first, date.last, date.open) == (dt.date.min, dt.date.max, True)
    assert date.worded == "at an unknown date"
    assert not date.is_before(co.partial_date("../2023"))
    assert not co.PartialDate(1).is_before(date)


def test_what_need_not_have_a_date_has_no_unknown_one() -> None:
    """Of a source, a deadline or a repetition, what is not known is left out."""
    why = f"{MUST}'../..'; leave out what is not known"
    assert faults(co.Source, "S", "S", date="../..") == [f"date: {why}"]
    promise = {"date": "2023", "attribution": "stated", "repeated": ["../.."]}
    assert faults(co.Commitment, "A", "promise", "Roads", **promise) == [f"repeated[0]: {why}"]


@pytest.mark.parametrize("parts", [(2023, None, 5), (2023, 2, 30), (0,), (2023, 7.0), (None,)])
def test_a_partial_date_needs_its_parts(parts: Any) -> None:
    """A day without a month, and numbers that make no date, are refused."""
    assert faults(co.PartialDate, *parts)


@pytest.mark.parametrize("parts", [(-5,), (-5, 3), (12345,), (2023, -7), (2023, 123), (2023, 1, 0)])
def test_numbers_that_make_no_date(parts: Any) -> None:
    """Numbers that EDTF cannot even write are refused as dates that are not in the calendar."""
    (fault,) = faults(co.PartialDate, *parts)
    assert fault.startswith("there is no date ")


def test_one_date_is_before_another_only_if_that_is_sure() -> None:
    """A month is neither before nor after a day in it, nor what is open before what it may be."""
    july, fifth, june = co.PartialDate(2023, 7), co.PartialDate(2023, 7, 5), co.PartialDate(2023, 6)
    assert not july.is_before(fifth)
    assert not fifth.is_before(july)
    assert june.is_before(fifth)
    assert not co.partial_date("2023-06~").is_before(july)
    assert co.partial_date("../2023-06-20").is_before(co.partial_date("2023-22"))
    assert not co.partial_date("2023/..").is_before(co.partial_date("2024/.."))


def test_the_parts_that_are_sure() -> None:
    """The year, month and day are known where the date cannot be of another."""
    for edtf, parts in (
        ("2023-07-05", (2023, 7, 5)),
        ("2023-07", (2023, 7, None)),
        ("2023-07-05~", (2023, 7, None)),
        ("2023-22", (2023, None, None)),
        ("2023-24", (None, None, None)),
        ("2022-07/2023-07", (None, None, None)),
    ):
        date = co.partial_date(edtf)
        assert (date.year, date.month, date.day) == parts


WORDS = """
2023-07-05           | 2023-07-05              | 2023-07-05
2023-22              | summer 2023             | summer 2023
2023-24              | winter 2023/24          | winter 2023/24
1999-24              | winter 1999/00          | winter 1999/00
2022-12~             | about 2022-12           | about 2022-12
2022-12?             | perhaps 2022-12         | perhaps 2022-12
2022-12%             | perhaps about 2022-12   | perhaps about 2022-12
202X                 | the 2020s               | the 2020s
19XX                 | 1900 to 1999            | 1900 to 1999
2023-XX-XX           | 2023                    | 2023
2023-07-XX~          | about 2023-07           | about 2023-07
2022-12/2023-01      | 2022-12 to 2023-01      | 2022-12 to 2023-01
../2023-06-20        | 2023-06-20 or earlier   | by 2023-06-20
/2023-22             | summer 2023 or earlier  | by summer 2023
2023-06/..           | 2023-06 or later        | 2023-06 or later
2023-21~/2023-06     | about spring 2023 to 2023-06 | about spring 2023 to 2023-06
"""


@pytest.mark.parametrize("row", WORDS.strip().split("\n"))
def test_a_date_in_english(row: str) -> None:
    """Sentences say dates in words, and those of deadlines by when."""
    edtf, words, due = (part.strip() for part in row.split("|"))
    date = co.partial_date(edtf)
    assert (date.worded, date.due) == (words, due)


def test_of_dates_that_end_on_one_day_the_most_exact_counts() -> None:
    """The day stands for its month and its year; days are in order."""
    given = [
        "2024",
        "2024-12-31",
        "2024-12",
        "2023-07",
        "2024-01-05",
        "../2023-07-31",
        "2023-07-XX",
    ]
    for order in (given, given[::-1]):
        found = most_exact(map(co.partial_date, order))
        assert list(map(str, found)) == ["2023-07", "2024-01-05", "2024-12-31"]


def test_the_earliest_of_two_dates_is_the_one_that_ends_first() -> None:
    """A month ends before its year does; of two that end together the first stays."""
    july, year, december = map(co.partial_date, ("2023-07", "2023", "2023-12"))
    assert (earliest(year, july), earliest(july, year), earliest(july, None)) == (july, july, july)
    assert (earliest(year, december), earliest(december, year)) == (year, december)


@given(edtf_dates())
def test_property_a_date_comes_back_from_its_text(date: co.PartialDate) -> None:
    """Text, copy, pickle and repr give the same value back, and its bounds are in order."""
    back = co.partial_date(str(date))
    assert back == date
    assert hash(back) == hash(date)
    assert dt.date.min <= date.first == back.first <= date.last == back.last <= dt.date.max
    for same in (
        copy.deepcopy(date),
        pickle.loads(pickle.dumps(date)),  # noqa: S301 - our own bytes
        eval(repr(date), {"partial_date": co.partial_date}),  # noqa: S307 - our own text
    ):
        assert (same, same.first, same.last) == (date, date.first, date.last)


@given(edtf_dates(), edtf_dates(), edtf_dates())
def test_property_before_is_a_strict_partial_order(
    one: co.PartialDate, other: co.PartialDate, third: co.PartialDate
) -> None:
    """No date is before itself, nor both before and after; what is before goes on to the next."""
    assert not one.is_before(one)
    assert not (one.is_before(other) and other.is_before(one))
    if one.is_before(other) and other.is_before(third):
        assert one.is_before(third)
    if one.is_before(other):
        assert one.in_time < other.in_time


def meant(edtf: str) -> set[dt.date]:
    """Return the days of 2018 to 2028 that a date without an open end may be, tried one by one."""
    if "/" in edtf:
        first, last = map(meant, edtf.split("/"))
        return {day for day in DAYS if min(first) <= day <= max(last)}
    unit = [unit_of(day, edtf.rstrip("~?%")) for day in DAYS]
    inside = [place for place, (of, asked) in enumerate(unit) if of == asked]
    if edtf[-1] in "~?%":
        near = {unit[inside[0] - 1][0], unit[inside[-1] + 1][0], unit[inside[0]][0]}
        inside = [place for place, (of, _) in enumerate(unit) if of in near]
    return {DAYS[place] for place in inside}


def unit_of(day: dt.date, edtf: str) -> tuple[str, str]:
    """Return the day, month, season or year that a day is in, and the one that is asked for."""
    if edtf[5:7] in {"21", "22", "23", "24"}:
        begun = [("24", f"{day.year - 1}"), *((f"{21 + q}", f"{day.year}") for q in range(4))]
        passed = sum(day >= dt.date(day.year, month, 21) for month in (3, 6, 9, 12))
        season, year = begun[passed]
        return f"{year}-{season}", edtf
    plain = edtf.replace("-XX", "")
    return day.isoformat()[: len(plain)], plain


DAYS = [dt.date(2018, 1, 1) + dt.timedelta(days=n) for n in range(4017)]
_UNITS = [f"{year}{rest}" for year in (2020, 2023, 2024) for rest in ("", "-XX", "-XX-XX")]
_UNITS += [f"2023-{part:02}" for part in (*range(1, 13), *range(21, 25))]
_UNITS += ["2024-02", "2024-02-29", "2023-12-31", "2024-01-01", "2023-03-20", "2023-03-21"]


@pytest.mark.parametrize("unit", _UNITS)
def test_bounds_are_those_of_the_days_tried_one_by_one(unit: str) -> None:
    """A date may be the days from its first to its last, and no others."""
    for edtf in (unit, f"{unit}~", f"2019-05~/{unit}", f"{unit}?/2026-02"):
        date, days = co.partial_date(edtf), meant(edtf)
        assert (date.first, date.last) == (min(days), max(days))
        assert len(days) == (date.last - date.first).days + 1


def test_before_is_what_days_tried_one_by_one_say() -> None:
    """One date is before another where each of its days comes before each of the other's."""
    some = [*_UNITS[::4], "2023-22~", "2023-05/2023-22", "2023-06-20"]
    days = {edtf: meant(edtf) for edtf in some}
    for one, other in product(some, repeat=2):
        before = all(a < b for a in days[one] for b in (min(days[other]),))
        assert co.partial_date(one).is_before(co.partial_date(other)) == before


@given(st.data())
def test_property_positions_clash_where_neither_is_surely_later(data: st.DataObject) -> None:
    """A case is refused exactly where two positions of one actor differ and their dates overlap."""
    near = st.sampled_from(
        ["2023", "2023-06~", "2023-06/..", "../2023-06-20", "2023-22", "2023-07"]
    )
    dates = data.draw(st.lists(near | edtf_dates(), min_size=1, max_size=6))
    stances = data.draw(st.lists(st.sampled_from([-1, 1]), min_size=6, max_size=6))
    made = [said(date=str(date), stance=s) for date, s in zip(dates, stances, strict=False)]
    clash = any(
        one.stance != other.stance
        and not one.date.is_before(other.date)
        and not other.date.is_before(one.date)
        for one, other in product(made, repeat=2)
    )
    parts: dict[str, Any] = {"parties": [co.Party("A")], "proposals": [co.Proposal("p", "t")]}
    if clash:
        with pytest.raises(co.InvalidCase, match="say which is the later"):
            co.Coalition(positions=made, **parts)
    else:
        assert co.Coalition(positions=made, **parts).side("A", "p") is not None

"""Parties and politicians, and who was in which party when."""

from typing import Any

import pytest

import coalition as co
from tests.builders import said
from tests.model.small_case import small
from tests.refused import faults


def test_a_politician_may_change_party() -> None:
    """Memberships one after the other are fine; the latest counts."""
    stays = [{"party": "B", "since": "2021-05"}, {"party": "A", "until": "2021-05"}]
    person = co.Politician("p", "P", stays)
    assert person.party == "B"
    assert [stay.party for stay in person.memberships] == ["A", "B"]
    assert co.Politician("p", "P").party is None


@pytest.mark.parametrize(
    ("stays", "fault"),
    [
        (["A"], "party[0]: must be a table of fields, not 'A'"),
        (
            [{"party": "A"}, {"party": "B"}],
            "party: cannot be A and B at once; say when one ended and the other began",
        ),
        (
            [{"party": "A", "until": "2022"}, {"party": "B", "since": "2021-06"}],
            "party: cannot be A and B at once; say when one ended and the other began",
        ),
        (
            [{"party": "A", "since": "2023", "until": "2022-05"}],
            "party[0].until: 2022-05 is before it begins (2023)",
        ),
        (
            [{"party": "A", "until": "soon"}],
            "party[0].until: must be a date such as '2023', '2023-07' or '2023-07-05', not 'soon'",
        ),
        (
            [{"sinse": "2020", "party": "A"}],
            "party[0].sinse: is no field of a membership; did you mean 'since'?",
        ),
        ([{}], "party[0].party: is missing"),
        (7, "party: must be text, not 7"),
    ],
)
def test_memberships_that_make_no_sense(stays: Any, fault: str) -> None:
    """Nobody is in two parties at once, and no membership ends before it begins."""
    expected = [fault]
    if isinstance(stays, list) and len(stays) == 2 and "until" in stays[0]:
        assert co.Politician("p", "P", [stays[1], {"party": "A", "until": "2021"}]).party == "B"
    assert faults(co.Politician, "p", "P", stays) == expected


def test_memberships_in_one_party_may_overlap() -> None:
    """Only two parties at once are a contradiction, also where the first lasts beyond others."""
    stays = [
        {"party": "A", "since": "2010", "until": "2020"},
        {"party": "A", "since": "2012", "until": "2013"},
        {"party": "B", "since": "2020"},
    ]
    assert co.Politician("p", "P", stays).party == "B"
    assert co.Politician("p", "P", [{"party": "A"}, {"party": "A"}]).party == "A"
    stays[2]["since"] = "2014"
    assert faults(co.Politician, "p", "P", stays) == [
        "party: cannot be A and B at once; say when one ended and the other began"
    ]


def test_bounds_of_what_is_not_dated_put_memberships_in_order() -> None:
    """A membership without dates lies within its bounds, and in them only."""
    first = {"party": "A", "earliest": "2016-03", "latest": "2020-03"}
    person = co.Politician("p", "P", [{"party": "B", "earliest": "2020-04"}, first])
    assert [stay.party for stay in person.memberships] == ["A", "B"]
    assert person.memberships[1].since is None
    parties = [person.party_at(co.PartialDate(year)) for year in (2015, 2018, 2023)]
    assert parties == [None, "A", "B"]


def test_who_left_the_last_party_is_in_none() -> None:
    """A membership that has ended does not count for a later date, nor for today."""
    person = co.Politician("p", "P", [{"party": "A", "until": "2014"}])
    assert person.party is None
    assert [person.party_at(date) for date in ("2013", "2014", "2015")] == ["A", "A", None]


def test_seats_have_dates() -> None:
    """A number for always, or periods; without a date the latest counts."""
    party = co.Party("CDA", seats=[{"number": 14, "since": "2021-09-15"}, co.Seats(15, until=2021)])
    assert [(one.number, str(one.since)) for one in party.seat_periods] == [
        (15, "None"),
        (14, "2021-09-15"),
    ]
    assert party.seats == 14
    dates = ("2020", "2021-09-14", "2021", "2023-01")
    assert [party.seats_at(date) for date in dates] == [15, 15, 14, 14]
    assert (co.Party("A").seats, co.Party("A").seats_at("2023")) == (None, None)
    always = co.Party("A", seats=3)
    assert (always.seat_periods, always.seats_at("1900")) == ((co.Seats(3),), 3)
    before = co.Party("A", seats=[co.Seats(3, since="2021")])
    assert before.seats_at("2020") is None


def test_roles_and_offices_have_dates() -> None:
    """Each is a text for always, or periods; the latest counts without a date."""
    roles = [{"title": "party leader", "until": "2023-01"}, {"title": "member", "since": "2023-02"}]
    person = co.Minister("s", "S", "CU", role=roles, office="minister")
    assert (person.role, person.office) == ("member", "minister")
    assert [person.role_at(date) for date in ("2022", "2023-02")] == ["party leader", "member"]
    assert person.office_at("2022") == "minister"
    leader = co.Politician("s", "S", role=[co.Role("party leader", until="2023-01")])
    assert (leader.role, leader.role_at("2023-02")) == ("party leader", None)
    assert (co.Politician("s", "S").role, co.Politician("s", "S").role_at("2023")) == (None, None)


@pytest.mark.parametrize(
    ("make", "cls", "first", "second", "told"),
    [
        (lambda both: co.Party("A", seats=both), co.Seats, 5, 6, "seats"),
        (lambda both: co.Politician("a", "A", role=both), co.Role, "x", "y", "role"),
        (lambda both: co.Minister("a", "A", office=both), co.Role, "x", "y", "office"),
    ],
)
def test_periods_that_overlap(make: Any, cls: Any, first: Any, second: Any, told: str) -> None:
    """What holds one after the other cannot hold at once, whatever it is."""
    begun = cls(first, until="2022")
    assert faults(make, [cls(second, since="2021-06"), begun]) == [
        f"{told}: cannot be {first} and {second} at once; say when one ended and the other began"
    ]
    assert make([cls(second, since="2022"), begun]) == make([begun, cls(second, since="2022")])
    make([begun, cls(first, since="2021")])  # twice the same is no contradiction


def test_seats_roles_and_offices_that_make_no_sense() -> None:
    """Every fault is at its place, and a minister has an office."""
    assert faults(co.Party, "A", seats=[{"number": 1.5}, {"since": "x", "number": 1}]) == [
        "seats[0].number: must be a whole number, 0 or more, not 1.5",
        "seats[1].since: must be a date such as '2023', '2023-07' or '2023-07-05', not 'x'",
    ]
    assert faults(co.Party, "A", seats={"number": 1}) == [
        "seats: must be a list, not one table; in a file, [[double brackets]] make a list"
    ]
    assert faults(co.Politician, "a", "A", role=" ") == ["role: must not be empty"]
    told = ["office: must be an office, or a list of them"]
    assert faults(co.Minister, "a", "A", office=None) == told
    assert faults(co.Minister, "a", "A", office=[]) == told


def test_a_table_with_an_office_is_a_minister() -> None:
    """A politician's table that names an office makes a minister; a portfolio needs an office."""
    case = small(politicians=[{"id": "m", "name": "M", "office": "minister", "party": "A"}])
    assert case.ministers == (co.Minister("m", "M", "A", office="minister"),)
    assert case.minister("m").portfolio is None
    assert faults(small, politicians=[{"id": "m", "name": "M", "portfolio": "x"}]) == [
        "politicians[0].office: is missing"
    ]


def test_the_party_at_the_time_counts() -> None:
    """Who changed party is off the line of the party of that time, not of a later one."""
    stays = [{"party": "A", "until": "2022-06"}, {"party": "B", "since": "2022-06"}]
    person = co.Politician("joe", "Joe", stays)
    assert person.party_at(co.PartialDate(2021)) == "A"
    assert person.party_at("2023") == person.party_at(co.PartialDate(2023)) == "B"
    with pytest.raises(co.InvalidValue, match=r"date: there is no date 2023-13"):
        person.party_at("2023-13")
    late = co.Politician("p", "P", [{"party": "A", "since": "2022"}])
    assert late.party_at(co.PartialDate(2021)) is None
    case = small(
        politicians=[person],
        positions=[said(date="2021"), said("B", stance=-1, date="2021"), said("joe", date="2021")],
    )
    assert co.dissent(case) == ()
    after = case.with_positions(said("joe", stance=0.5, date="2023"))
    (found,) = co.dissent(after)
    assert (found.party, found.politician) == ("B", "joe")
    assert str(found).startswith("joe is off the line of B on p: for (0.5) (stated, 2023), the")
    (shift,) = co.shifts(after, "2022", "2023")
    assert str(shift) == "joe moved on p: for (stated, 2021), then for (0.5) (stated, 2023)"


def test_other_names_end_after_they_begin() -> None:
    """A name is not given up before it is taken."""
    assert faults(co.OtherName, "X", since="2020", until="2019") == [
        "until: 2019 is before it begins (2020)"
    ]
    assert faults(co.Party, "A", identifiers=[{"scheme": "wikidata"}], other_names=["B"]) == [
        "identifiers[0].identifier: is missing",
        "other_names[0]: must be a table of fields, not 'B'",
    ]


def test_whose_last_membership_may_have_ended_still_has_the_party() -> None:
    """That it ended by the end of a term at the latest does not say that it has; `until` does."""
    term = {"earliest": "2011-03-27", "latest": "2015-03-23"}
    stayed = co.Politician("ann", "Ann", [co.Membership("A", **term)])
    left = co.Politician("ben", "Ben", [co.Membership("A", until="2013", **term)])
    assert (stayed.party, left.party) == ("A", None)
    for one, date, party in ((stayed, "2014", "A"), (left, "2014", None), (stayed, "2016", None)):
        assert one.party_at(date) == party

"""Who is off the party line; numbered rows are those of the codebook of the shipped case."""

import pytest

import coalition as co
from tests.builders import case, said


@pytest.fixture(scope="module")
def july() -> co.Coalition:
    return co.load_case("migration-2023").at("2023-07")


def test_van_der_burg_is_off_the_line(july: co.Coalition) -> None:
    """Rows 19 and 20: a state secretary against his party, both sources given."""
    (found,) = co.dissent(july)
    assert (found.own.source, found.line.source) == ("K", "K")
    assert (found.own.hedge, found.line.hedge) == ("only alluded to it", None)
    assert (found.office, found.role) == ("state secretary", None)


def test_office_and_party_role_are_kept_apart() -> None:
    """Lindner let the bill pass as a minister, against the party that he leads."""
    (found,) = co.dissent(co.load_case("heating-law-2023").at("2023-05"))
    assert (found.politician, found.office, found.role) == (
        "lindner",
        "federal minister",
        "party leader",
    )
    assert (found.own.source, found.line.source) == ("cabinet", "fdp-congress")


def test_the_office_is_that_of_the_time() -> None:
    """Office and role are those that the politician had when the position was taken."""
    ann = co.Minister(
        *("ann", "Ann", "A"),
        office=[
            co.Role("minister", since="2022", until="2022-12"),
            co.Role("premier", since="2024"),
        ],
        role=[co.Role("party leader", until="2023-01")],
    )
    held = [said("A", stance=-1, date="2022-01")]
    for date, posts in (
        ("2022-06", ("minister", "party leader")),
        ("2023-06", (None, None)),
        ("2024-06", ("premier", None)),
    ):
        off = case([*held, said("ann", date=date)], politicians=[ann])
        (found,) = co.dissent(off)
        assert (found.office, found.role) == posts


def test_what_the_words_leave_open_is_said(july: co.Coalition) -> None:
    """Row 19: he only alluded to it, and the sentence says so."""
    (found,) = co.dissent(july)
    assert "K paragraph 4; hedged: only alluded to it), the party against (" in str(found)

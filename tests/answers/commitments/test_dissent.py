"""Who is off the party line; numbered rows are those of the codebook of the shipped case."""

import pytest

import coalition as co


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

"""All that is known of one actor or proposal, or from one source."""

import pickle

import attrs
import pytest

import coalition as co
from tests.answers.facts.told import TALKS, TOLD
from tests.builders import case, said


def lines(name: str) -> list[str]:
    return str(co.about(TOLD, name)).splitlines()


def test_about_a_party() -> None:
    """What is on record of it, and every statement that names it or one of its politicians."""
    assert lines("A") == [
        "A (party): Alpha",
        "name of A: Alpha (roll)",
        "2019: party of ann: A; until 2023-04",
        "2022-06: red line of ann: not with B; lifted 2023-03 (hearsay)",
        "2023-01: A for road; salience 2; hedged: for now (stated, paper)",
        "2023-01: A more in favor of rail than B, by at least 1 (reported)",
        TALKS,
        "2023-02: promise by A: Build it; on road; to B; due 2024 (stated)",
        "2023-03-14: seats of A: 9; until then (roll)",
        "2023-03-15: seats of A: 8 (paper)",
        "2023-03: lifted: red line of ann: not with B (hearsay)",
        "2023-05: repeated: promise by A: Build it (stated)",
    ]


def test_about_a_party_that_somebody_rules_out() -> None:
    """A red line names it, when it was drawn and when it was lifted."""
    assert [line for line in lines("B") if "red line" in line] == [
        "2022-06: red line of ann: not with B; lifted 2023-03 (hearsay)",
        "2023-03: lifted: red line of ann: not with B (hearsay)",
    ]


def test_about_a_politician() -> None:
    """What is on record, what he took part in and what he said; not what others of his party do."""
    assert lines("ben") == [
        "ben (politician): Ben",
        "name of ben: Ben",
        "party of ben: B",
        "role of ben: leader",
        "office of ben: minister",
        "portfolio of ben: Roads",
        TALKS,
        "2023-02-02: It rained (stated by ben)",
    ]


def test_about_a_party_whose_politicians_came_and_went() -> None:
    """What a politician says counts for the party of that time."""
    stays = [co.Membership("A", until="2023-03"), co.Membership("B", since="2023-04")]
    held = [said("ann", date="2023-02"), said("ann", stance=-1, date="2023-05")]
    moved = case(held, parties=["A", "B"], politicians=[co.Politician("ann", "Ann", stays)])
    spoken = {
        party: [str(one) for one in co.about(moved, party) if one.kind == "position"]
        for party in "AB"
    }
    assert spoken == {
        "A": ["2023-02: ann for p (stated)"],
        "B": ["2023-05: ann against p (stated)"],
    }


def test_about_a_proposal() -> None:
    """What it is, what excludes it, and every position, promise and outcome on it."""
    assert lines("road") == [
        "road (proposal): A road",
        "rail, on roads; contested; excludes road",
        "2022: road, on roads and money: A road (paper)",
        "2023-01: A for road; salience 2; hedged: for now (stated, paper)",
        "2023-02: promise by A: Build it; on road; to B; due 2024 (stated)",
        "2023-05: repeated: promise by A: Build it (stated)",
        "2023-12: road adopted (reported)",
    ]


def test_about_a_source() -> None:
    """Everything that rests on it: fields, periods, proposals and statements."""
    assert lines("paper") == [
        "paper (source): Paper",
        "2022: road, on roads and money: A road (paper)",
        "2023-01: A for road; salience 2; hedged: for now (stated, paper)",
        "2023-03-15: seats of A: 8 (paper)",
    ]
    assert lines("roll")[1:] == [
        "name of A: Alpha (roll)",
        "2023-03-14: seats of A: 9; until then (roll)",
    ]


def test_a_statement_with_two_sources_rests_on_both() -> None:
    """Whichever of its sources is asked for, it is there."""
    papers = [co.Source("x", "X"), co.Source("y", "Y")]
    both = case([said(source=["x", "y"], locator="p. 3")], sources=papers)
    (of_x,), (of_y,) = co.about(both, "x"), co.about(both, "y")
    assert of_x == of_y
    assert str(of_x) == "2023: A for p (stated, x p. 3 and y)"


def test_a_name_that_two_bear_is_that_of_the_actor() -> None:
    """Actors come before proposals, and these before sources; the answer says which it is."""
    alike = case(
        [said("A", "x")], parties=["x"], sources=[co.Source("x", "X"), co.Source("p", "P")]
    )
    assert co.about(alike, "x").kind == "party"
    assert co.about(attrs.evolve(alike, parties=[co.Party("A")]), "x").kind == "proposal"
    assert co.about(alike, "p").kind == "source"


def test_an_unknown_name_has_one_error() -> None:
    """The closest of all actors, proposals and sources is named."""
    with pytest.raises(co.UnknownName, match=r"no actor, proposal or source 'rial' .*'rail'\?"):
        co.about(TOLD, "rial")
    with pytest.raises(co.UnknownName, match=r"'papr' .* did you mean 'paper'\?"):
        co.about(TOLD, "papr")


def test_a_name_in_another_unicode_form_is_found() -> None:
    """An accent may be written as a letter of its own."""
    assert co.about(case([said("Açai")]), "Ac\u0327ai").id == "Açai"


def test_what_may_be_later_is_counted() -> None:
    """What a case at a date leaves out is named, of whom it is asked about only."""
    held = [said("A", date="2023-01-05"), said("A", "q", date="2023-01"), said("B", date="2023-01")]
    found = co.about(case(held).at("2023-01-10"), "A")
    assert str(found).splitlines()[1:] == [
        "2023-01-05: A for p (stated)",
        "1 position of 2023-01 may be later and is left out",
    ]
    assert [one.proposal for one in found.left_out if isinstance(one, co.Position)] == ["q"]


def test_it_is_a_value() -> None:
    """It pickles, hashes and compares by value; it is gone through as a tuple is."""
    found = co.about(TOLD, "A")
    copy = pickle.loads(pickle.dumps(found))  # noqa: S301 - our own bytes
    assert copy == found
    assert hash(copy) == hash(found)
    assert tuple(found) == found.facts
    assert len(found) == len(found.facts) == 11

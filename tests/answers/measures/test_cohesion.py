"""Cohesion: published values, definitions, and laws."""

from fractions import Fraction
from itertools import combinations
from typing import Any

import attrs
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import coalition as co
from coalition.stances.codes import SIDES, Cells
from tests.builders import case, said
from tests.matrices import NAN, matrix

COUNTS = st.integers(0, 12)
SCALES = st.lists(COUNTS, min_size=3, max_size=7)


def test_rice_published() -> None:
    """90 for and 10 against cohere by 0.8 (Rice 1925; example of the R package politicsR)."""
    assert co.rice(90, 10) == Fraction(4, 5)
    assert co.rice(0, 0) is None


def test_agreement_index_published() -> None:
    """15, 2 and 5 agree by 0.5227273, 36.3636 % after Attinà; equal thirds not at all; one fully.

    Hix, Noury & Roland (2005), with the values of the R package politicsR.
    """
    found = co.agreement_index(15, 2, 5)
    assert found is not None
    assert round(float(found), 7) == 0.5227273
    attina = Fraction(15 - 7, 22)
    assert round(float(attina), 6) == 0.363636
    assert (attina + Fraction(1, 3)) / Fraction(4, 3) == found
    assert co.agreement_index(1, 1, 1) == 0
    assert co.agreement_index(7, 0, 0) == 1
    assert co.agreement_index(0, 0, 0) is None


@given(COUNTS, COUNTS, COUNTS)
def test_property_agreement_index_is_attina_stretched(yes: int, no: int, neither: int) -> None:
    """The index is that of Attinà (1990), stretched to begin at 0, whichever group is which."""
    everyone = yes + no + neither
    assume(everyone)
    most = max(yes, no, neither)
    found = co.agreement_index(yes, no, neither)
    assert found == (Fraction(2 * most - everyone, everyone) + Fraction(1, 3)) / Fraction(4, 3)
    assert found == co.agreement_index(neither, yes, no)
    assert 0 <= found <= 1


def test_van_der_eijk_published() -> None:
    """30, 40, 210, 130, 530, 50, 10 agree by 0.6113333 (example of the R package agrmt)."""
    found = co.van_der_eijk([30, 40, 210, 130, 530, 50, 10])
    assert found is not None
    assert round(float(found), 7) == 0.6113333


@pytest.mark.parametrize(
    ("counts", "agreement"),
    [
        ([0, 7, 0, 0], Fraction(1)),
        ([3, 3, 3, 3, 3], Fraction(0)),
        ([5, 0, 0, 0, 5], Fraction(-1)),
        ([5, 5, 0, 0, 0], Fraction(3, 4)),  # a single peak of two: 1 - 1/4
        ([1, 0, 1, 0, 0], Fraction(1, 6)),  # two triples fit a peak, one not: 2/9, times 3/4
        ([0, 0, 0], None),
    ],
)
def test_van_der_eijk_by_hand(counts: list[int], agreement: Fraction | None) -> None:
    """Full agreement, none, polarization and peaks between (van der Eijk 2001)."""
    assert co.van_der_eijk(counts) == agreement


def pattern(filled: list[int]) -> tuple[int, int]:
    """Count the triples that fit a single peak and those that do not."""
    triples = list(combinations(filled, 3))
    return sum(t in {(1, 1, 0), (0, 1, 1)} for t in triples), triples.count((1, 0, 1))


def layered(counts: list[int]) -> Fraction:
    """Agreement as defined: for every height, the pattern of the categories that reach it."""
    size, agreement = len(counts), Fraction(0)
    for height in range(1, max(counts) + 1):
        filled = [int(number >= height) for number in counts]
        number = sum(filled)
        whole, broken = pattern(filled)
        single = Fraction(1)
        if 1 < number < size:
            single = Fraction(
                (size - 2) * whole - (size - 1) * broken, (size - 2) * (whole + broken)
            )
        agreement += number * single * (1 - Fraction(number - 1, size - 1))
    return agreement / sum(counts)


@given(SCALES)
def test_property_van_der_eijk_by_definition(counts: list[int]) -> None:
    """It is the mean over layers of one person each, between -1 and 1, whichever end is first."""
    assume(any(counts))
    found = co.van_der_eijk(counts)
    assert found == layered(counts)
    assert found == co.van_der_eijk(counts[::-1]) == co.van_der_eijk([3 * n for n in counts])
    assert -1 <= found <= 1


def test_cohesion_of_parties_and_blocs() -> None:
    """Counts, indices and means by hand, on a matrix of five members of two parties."""
    nan = float("nan")
    stances = [[1, 1, nan], [1, -1, nan], [-1, 0, nan], [0.5, 1, 1], [nan, 1, -0.5]]
    matrix = co.StanceMatrix("abcde", "pqr", stances, parties=["X", "X", "X", "Y", "Y"])
    first: Any
    first, second = co.cohesion(matrix, scale=(-1, -0.5, 0, 0.5, 1))
    assert (first.group, first.members) == ("X", ("a", "b", "c"))
    p: Any
    p, q = first.divisions
    assert (p.supporters, p.opponents, p.abstainers, p.unknown) == (2, 1, 0, 0)
    assert (p.rice, p.agreement_index) == (Fraction(1, 3), Fraction(1, 2))
    assert (q.rice, q.agreement_index) == (0, 0)
    assert (first.rice, first.agreement_index) == (Fraction(1, 6), Fraction(1, 4))
    assert q.agreement == co.van_der_eijk([1, 0, 1, 0, 1])
    assert second.rice == Fraction(2, 3)
    assert [division.unknown for division in second.divisions] == [1, 0, 0]
    (bloc,) = co.cohesion(matrix, groups={"all": ["a", "b", "c"]}, power={"a": 5, "b": 1, "c": 2})
    assert bloc.divisions[0].rice == Fraction(6 - 2, 8)
    assert bloc.agreement is None


def test_cohesion_of_politicians_by_party() -> None:
    """Without groups, the politicians of a case are taken by their parties."""
    found = co.cohesion(co.load_case("migration-2023").at("2023-07"))
    vvd = next(one for one in found if one.group == "VVD")
    assert "vanderburg" in vvd.members
    assert [division.proposal for division in vvd.divisions] == ["one-week-delay"]
    assert vvd.rice == 1
    cda = next(one for one in found if one.group == "CDA")
    assert (cda.rice, cda.agreement_index, cda.divisions) == (None, None, ())


@pytest.fixture
def left() -> co.Coalition:
    """Give a party of three, one of whom had left it before they were asked."""
    gone = co.Membership("Old", until="2014-11-23")
    people = [
        co.Politician("kim", "Kim Berg", party=[gone]),
        co.Politician("ole", "Ole Ro", party="Old"),
        co.Politician("una", "Una Sund", party="Old"),
    ]
    sides = {"kim": "against", "ole": "for", "una": "for"}
    positions = [said(who, stance=side, date="2015-02-01") for who, side in sides.items()]
    return case(positions, parties=["Old"], politicians=people)


def test_who_has_left_does_not_count(left: co.Coalition) -> None:
    """A membership that has ended does not count for a later position."""
    (old,) = co.cohesion(left)
    assert old.members == ("ole", "una")
    assert old.rice == old.agreement_index == 1
    assert old.divisions[0].unknown == 0


def test_a_member_of_two_parties_counts_for_each_in_its_time() -> None:
    """Who changed party counts for the old one on old votes, and for the new one on new ones."""
    votes = co.StanceMatrix(
        ["kim", "ole", "una"],
        ["p", "q"],
        [[-1, -1], [1, 1], [1, -1]],
        parties=["New", "Old", "New"],
        vote_parties=[["Old", "New"], ["Old", "Old"], ["New", "New"]],
    )
    new, old = co.cohesion(votes)
    by_group = attrs.evolve(
        votes, parties=(), vote_parties=None, groups=votes.parties, vote_groups=votes.vote_parties
    )
    assert co.cohesion(by_group, groups="group") == (new, old)
    assert (old.members, new.members) == (("kim", "ole"), ("kim", "una"))
    assert [division.rice for division in old.divisions] == [0, 1]
    assert [division.members for division in new.divisions] == [1, 2]


def test_who_is_no_member_of_the_house_is_in_no_group() -> None:
    """Of those who are not in the house on a proposal, nothing is unknown."""
    codes = np.array([[2, -1], [-3, 2], [-3, -3]], np.int8)
    votes = co.StanceMatrix("abc", "pq", Cells(codes, SIDES), parties=["X"] * 3)
    (found,) = co.cohesion(votes)
    assert found.members == ("a", "b")
    assert [division.unknown for division in found.divisions] == [0, 1]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([[1, 1], [1, -1]], "X: Rice 1/2, agreement index 5/8 over 2 proposals by 2 members"),
        (
            [[1, NAN], [1, 1]],
            (
                "X: Rice 1, agreement index 1 over 2 proposals by 1 to 2 members; "
                "on 1 proposal one member alone, who cannot divide"
            ),
        ),
        (
            [[1, 1]],
            "X: Rice 1, agreement index 1 over 2 proposals by 1 member, who cannot divide",
        ),
    ],
)
def test_the_sentence_says_how_small_a_group_is(rows: Any, sentence: str) -> None:
    """Small groups divide less by chance (Desposato 2005), and one member not at all."""
    votes = matrix(*rows, parties=["X"] * len(rows))
    assert list(map(str, co.cohesion(votes))) == [sentence]


def test_nothing_known_has_no_cohesion_on_any_scale() -> None:
    """Where no position is known, there is nothing to measure, on a scale without grades too."""
    votes = co.StanceMatrix(("A",), ("p",), [[float("nan")]])
    (found,) = co.cohesion(votes, groups={"all": ["A"]}, scale=())
    assert (found.agreement, found.divisions) == (None, ())


def test_groups_of_nobody() -> None:
    """A group without members has none, and divides on nothing."""
    (found,) = co.cohesion(matrix([1, -1]), groups={"none": []})
    assert (found.members, found.rice, found.divisions) == ((), None, ())


def test_a_scale_is_read_once_for_all_groups() -> None:
    """A scale that can be gone through once only is that of every group."""
    votes = matrix([1, -1], [1, 1], parties=["X", "Y"])
    assert co.cohesion(votes, scale=iter((-1, 0, 1))) == co.cohesion(votes, scale=(-1, 0, 1))


@pytest.mark.parametrize("most", [1, 2**70])
def test_power_is_counted_exactly(most: int) -> None:
    """Thirds, and numbers too large for any machine word, add up to what they are."""
    power = {"A": Fraction(1, 3), "B": Fraction(most)}
    (found,) = co.cohesion(matrix([1], [-1]), groups={"all": ["A", "B"]}, power=power)
    (division,) = found.divisions
    assert [division.supporters, division.opponents] == [*power.values()]
    assert found.rice == co.rice(*power.values())


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: co.rice(-1, 2), r"counts\[0\]: must be a finite number, 0 or more, not -1"),
        (lambda: co.van_der_eijk([1, 2]), "at least 3 categories, not 2"),
        (lambda: co.cohesion(co.StanceMatrix(("A",), ("p",), [[1]])), "no parties are known"),
        (
            lambda: co.cohesion(
                co.StanceMatrix(("A",), ("p",), [[0.3]], parties=["X"]), scale=(-1, 0, 1)
            ),
            "the stance 0.3 is not on the scale",
        ),
    ],
)
def test_refusals(call: Any, message: str) -> None:
    """What makes no sense is refused, with its place and what would be right."""
    with pytest.raises(co.InvalidValue, match=message):
        call()

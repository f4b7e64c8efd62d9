"""Cohesion, polarization and compromise: published values, definitions, and laws."""

import math
from fractions import Fraction
from itertools import combinations, product
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import coalition as co

COUNTS = st.integers(0, 12)
SCALES = st.lists(COUNTS, min_size=3, max_size=7)
PLACES = st.integers(-6, 6)
POINTS = st.lists(st.tuples(st.integers(1, 9), PLACES), min_size=1, max_size=6)


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


def test_esteban_ray_of_the_seats_on_asylum() -> None:
    """48 of 77 seats against 29 at distance 1: 0.2347782, and 0.4695564 and 0.1594359.

    The exponents are 1, 0 and 1.6; by hand: 48 * 29 / 77**2 and twice that.
    """
    assert co.esteban_ray([34, 14, 24, 5], [1, 1, 0, 0]) == Fraction(48 * 29, 77**2)
    assert co.esteban_ray([48, 29], [1, 0], alpha=0) == Fraction(2 * 48 * 29, 77**2)
    for alpha, value in ((1, 0.2347782), (0, 0.4695564), (1.6, 0.1594359)):
        found = co.esteban_ray([34, 14, 24, 5], [1, 1, 0, 0], alpha=alpha)
        assert found is not None
        assert round(float(found), 7) == value


@pytest.mark.parametrize("alpha", [0, 0.5, 1, 1.3, 1.6])
def test_esteban_ray_of_two_halves(alpha: float) -> None:
    """Two halves at distance 1 come to (1/2)^(1 + alpha) (Esteban & Ray 1994)."""
    found = co.esteban_ray([1, 1], [0, 1], alpha=alpha)
    assert found is not None
    assert math.isclose(found, 0.5 ** (1 + alpha))


@given(POINTS, st.integers(1, 5), PLACES)
def test_property_esteban_ray(points: list[tuple[int, int]], factor: int, shift: int) -> None:
    """As defined on points put together; moved or mirrored the same; stretched in proportion."""
    masses, places = [mass for mass, _ in points], [place for _, place in points]
    together = {place: sum(m for m, p in points if p == place) for place in places}
    everyone = sum(masses)
    expected = sum(
        (
            Fraction(here, everyone) ** 2 * Fraction(there, everyone) * abs(p - q)
            for (p, here), (q, there) in product(together.items(), repeat=2)
        ),
        Fraction(0),
    )
    assert co.esteban_ray(masses, places) == expected
    assert co.esteban_ray(masses, [shift - place for place in places]) == expected
    assert co.esteban_ray([factor * m for m in masses], places) == expected
    assert co.esteban_ray(masses, [factor * place for place in places]) == factor * expected
    gini = co.esteban_ray(masses, places, alpha=0)
    assert gini == sum(
        Fraction(m * n, everyone**2) * abs(p - q) for (m, p), (n, q) in product(points, repeat=2)
    )


def test_a_bipolar_four_is_most_polarized() -> None:
    """Of four at two ends, two against two are most polarized, and consensus is least."""
    values = [float(co.esteban_ray([1] * 4, ends) or 0) for ends in product((0, 1), repeat=4)]
    two = [sum(ends) == 2 for ends in product((0, 1), repeat=4)]
    assert [value == max(values) for value in values] == two
    assert min(values) == values[0] == 0


@given(POINTS)
def test_property_dalton(points: list[tuple[int, int]]) -> None:
    """It is the standard deviation in units of half the scale, between 0 and 1 (Dalton 2008)."""
    masses, places = [mass for mass, _ in points], [place for _, place in points]
    found = co.dalton(masses, places, scale=(-6, 6))
    assert found is not None
    shares = [mass / sum(masses) for mass in masses]
    mean = sum(share * place for share, place in zip(shares, places, strict=True))
    spread = sum(s * (p - mean) ** 2 for s, p in zip(shares, places, strict=True))
    assert math.isclose(found, math.sqrt(spread) / 6, abs_tol=1e-7)
    assert 0 <= found <= 1


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
    (bloc,) = co.cohesion(matrix, groups={"all": "abc"}, power={"a": 5, "b": 1, "c": 2})
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


def test_decide_unit_data() -> None:
    """0, 100, 100 compromise at 200/3; 0 and 100 at 50 (unit tests of the decide program)."""
    assert co.compromise_of({"A": 0, "B": 100, "C": 100}).mean == Fraction(200, 3)
    two: Any = co.compromise_of({"A": 0, "B": 100})
    assert (two.mean, two.median) == (50, (0, 100))
    one = co.compromise_of({"A1": 0, "A2": 100}, salience={"A1": 10, "A2": 60})
    other = co.compromise_of({"A1": 0, "A2": 100}, salience={"A1": 90, "A2": 50})
    assert (one.mean, other.mean) == (Fraction(600, 7), Fraction(250, 7))


TOLL = {  # position, salience and power of ten actors on the toll in the city of Groningen
    "Willems": (100, 0.95, 1.0),
    "PvdA": (50, 0.8, 1.0),
    "GL": (100, 0.95, 0.6),
    "VVDs": (0, 0.9, 0.5),
    "SP": (75, 0.7, 0.4),
    "CDA": (25, 0.8, 0.5),
    "D66": (25, 0.5, 0.2),
    "CU": (75, 0.7, 0.2),
    "KvK": (25, 0.8, 0.6),
    "Wcentr": (0, 0.95, 0.9),
}


def test_the_toll_in_groningen() -> None:
    """The compromise on the toll is 49.353234 (sample data of the decide program)."""
    found: Any = co.compromise_of(
        {name: place for name, (place, _, _) in TOLL.items()},
        power={name: power for name, (_, _, power) in TOLL.items()},
        salience={name: salience for name, (_, salience, _) in TOLL.items()},
    )
    assert found.mean is not None
    assert round(float(found.mean), 6) == 49.353234
    assert found.median == (50,)
    assert found.condorcet == (50,)


def test_compromise_of_nobody() -> None:
    """Where nobody with weight has a position there is no compromise: None, and no points."""
    found = co.compromise_of({"A": 1, "B": 2}, power={"A": 0, "B": 0})
    assert (found.mean, found.by_power, found.median, found.condorcet) == (None, None, (), ())
    assert found.plain == Fraction(3, 2)
    assert co.compromise_of({}).plain is None
    empty = co.StanceMatrix(("A",), ("p",), [[float("nan")]])
    (unknown,) = co.compromise(empty)
    assert (unknown.mean, unknown.unknown) == (None, ("A",))


def test_compromise_on_asylum() -> None:
    """Stances weigh as seats times salience; who is unknown counts nowhere."""
    case = co.load_case("migration-2023").at("2023-07")
    (found,) = co.compromise(case, "asylum-target")
    assert found.mean == Fraction(49 - 29, 78)
    assert found.unknown == ()
    thin: Any
    (thin,) = co.compromise(case, "package-on-the-table")
    assert (thin.mean, thin.unknown) == (-1, ("D66", "CDA", "CU"))
    assert len(co.compromise(case, "migration/asylum")) == 7


def test_median_and_condorcet_by_definition() -> None:
    """The Condorcet points are those that no other beats; between the medians lie no others."""
    chance = Random(2)
    for _ in range(500):
        names = "ABCDEF"[: chance.randint(1, 6)]
        places = {name: chance.randint(0, 8) for name in names}
        weights = {name: chance.randint(0, 4) for name in names}
        found: Any = co.compromise_of(places, power=weights)
        if not sum(weights.values()):
            assert found.condorcet == ()
            continue

        def votes(one: int, other: int, places: Any = places, weights: Any = weights) -> int:
            return sum(
                weights[name]
                for name, place in places.items()
                if abs(place - one) < abs(place - other)
            )

        held = sorted(set(places.values()))
        assert found.condorcet == tuple(
            p for p in held if not any(votes(q, p) > votes(p, q) for q in held)
        )
        half = Fraction(sum(weights.values()), 2)
        low = min(p for p in held if sum(weights[n] for n in names if places[n] <= p) >= half)
        high = max(p for p in held if sum(weights[n] for n in names if places[n] >= p) >= half)
        assert found.median == ((low,) if low == high else (low, high))
        assert set(found.median) <= set(found.condorcet)


@given(st.lists(st.tuples(PLACES, st.integers(1, 5)), min_size=1, max_size=6), PLACES)
def test_property_compromise(points: list[tuple[int, int]], shift: int) -> None:
    """It lies between the ends, moves with the scale, and does not see who is called what."""
    places = {f"A{index}": place for index, (place, _) in enumerate(points)}
    power = {f"A{index}": weight for index, (_, weight) in enumerate(points)}
    found = co.compromise_of(places, power=power)
    moved = co.compromise_of({n: 2 * p + shift for n, p in places.items()}, power=power)
    assert found.mean is not None
    assert moved.mean == 2 * found.mean + shift
    assert moved.median == tuple(2 * p + shift for p in found.median)
    assert min(places.values()) <= found.mean <= max(places.values())
    turned = dict(reversed(places.items()))
    assert co.compromise_of(turned, power=power).mean == found.mean


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: co.rice(-1, 2), r"counts\[0\]: must be a finite number, 0 or more, not -1"),
        (lambda: co.van_der_eijk([1, 2]), "at least 3 categories, not 2"),
        (lambda: co.esteban_ray([1], [0], alpha=2), "between 0 and 1.6"),
        (lambda: co.esteban_ray([1], [0, 1]), "2 positions and 1 masses"),
        (lambda: co.dalton([1], [7], scale=(0, 5)), "lies outside it"),
        (lambda: co.dalton([1], [7], scale=(5, 5)), "must begin below its end"),
        (lambda: co.compromise_of({"A": 1, "B": 2}, power={"A": 1}), "says nothing of B"),
        (
            lambda: co.compromise(
                co.StanceMatrix(("A", "B"), ("p",), [[1], [0]], seats=[1, None]), "p"
            ),
            "that of B is not known; give power=",
        ),
        (lambda: co.cohesion(co.StanceMatrix(("A",), ("p",), [[1]])), "names no parties"),
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


def test_polarization_of_the_seed_case() -> None:
    """By seats, 48 against 29 of 77 stand at the two ends: 48/77, 29/77, distance 1."""
    names, seats = ("VVD", "D66", "CDA", "CU"), [34, 24, 14, 5]
    matrix = co.StanceMatrix(names, ("strict",), [[1], [-1], [1], [-1]], seats=seats)
    found = co.polarization(matrix, "strict")
    assert found.value == Fraction(1392, 5929)
    assert [(int(at), int(mass)) for at, mass in found.points] == [(-1, 29), (1, 48)]
    assert co.polarization(matrix, "strict", blocs=[("VVD", "CDA"), ("D66", "CU")]) == found


def test_polarization_between_blocs() -> None:
    """A bloc stands at the mean of its members whose stance is known, by their power."""
    matrix = co.StanceMatrix("ABCDE", ("p",), [[1.0], [0.0], [-1.0], [math.nan], [0.5]])
    blocs = [("A", "B"), ("C", "D")]
    found = co.polarization(
        matrix, "p", blocs=blocs, power=dict(zip("ABCDE", (3, 1, 2, 4, 5), strict=True))
    )
    assert [*map(list, found.points)] == [[-1, 2], [Fraction(3, 4), 4]]
    assert found.unknown == ("D", "E")
    third = Fraction(1, 3)
    distance = Fraction(7, 8)  # of the scale
    assert found.value == (third**2 * 2 * third + third * (2 * third) ** 2) * distance
    powerless = co.polarization(matrix, "p", blocs=blocs, power=dict.fromkeys("ABCDE", 0))
    assert powerless.value is None
    with pytest.raises(co.InvalidValue, match="blocs: A named more than once"):
        co.polarization(matrix, "p", blocs=[("A", "B"), ("A",)])
    with pytest.raises(co.UnknownActor, match="'X'"):
        co.polarization(matrix, "p", blocs=[("X",)])

"""Exchanges: the published case of the Groningen toll, and what every exchange must be."""

from fractions import Fraction
from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import coalition as co
from tests.builders import case, said
from tests.groningen import toll


def test_the_best_exchange_of_the_toll_case() -> None:
    """Willems and Wcentr exchange investment for the inner city, with the published figures.

    ``test_model.py`` of decide: the best and the second gain, and the shifts, to nine digits.
    """
    found, _ = toll()
    best, second = found[:2]
    assert best.actors == ("Willems", "Wcentr")
    assert best.issues == ("inner city", "investment")
    (start, end), given = best.moves
    assert list(given) == [25, 100]
    assert [float(start), round(float(end), 7)] == [0, 61.0511736]
    assert [round(float(shift), 9) for shift in best.shifts] == [10.387811634, 13.157894737]
    assert round(float(best.gain), 9) == 1.973684211
    assert round(float(second.gain), 9) == 1.792636309


def test_how_many_exchanges_the_toll_case_has() -> None:
    """Of 240 pairs on opposite sides of both issues, 230 have something to exchange."""
    assert len(toll()[0]) == 230


def test_the_bounds_of_an_exchange() -> None:
    """Two actors could gain 1400 or 7000/9 at most, as ``test_rex.py`` of decide has it."""
    (found,) = co.exchanges_of(
        {"p": {"A1": 0, "A2": 100}, "q": {"A1": 0, "A2": 100}},
        salience={"p": {"A1": 10, "A2": 60}, "q": {"A1": 90, "A2": 50}},
    )
    assert found.actors == ("A2", "A1")
    assert found.most == (Fraction(7000, 9), Fraction(1400))
    assert found.gain == 500


@given(st.integers(0, 10**6))
def test_property_what_an_exchange_is(seed: int) -> None:
    """Both gain the same, no more than the most; nobody overshoots; externalities are as felt."""
    chance = Random(seed)
    actors = "ABCD"[: chance.randint(2, 4)]
    positions: Any = {p: {a: chance.randint(0, 10) for a in actors} for p in "pqr"}
    salience: Any = {p: {a: chance.randint(0, 5) for a in actors} for p in "pqr"}
    power = {a: chance.randint(0, 3) for a in actors}
    found = co.exchanges_of(positions, salience=salience, power=power)
    gains = [one.gain for one in found]
    assert gains == sorted(gains, reverse=True)
    for one in found:
        (taker, giver), (first, second) = one.actors, one.issues
        held: Any = [dict(positions[issue]) for issue in one.issues]
        before = [outcome(positions[i], salience[i], power) for i in one.issues]
        for row, mover, toward, (start, end) in zip(
            held, (giver, taker), (taker, giver), one.moves, strict=True
        ):
            assert row[mover] == start
            assert min(start, row[toward]) <= end <= max(start, row[toward])
            row[mover] = end
        after = [outcome(row, salience[i], power) for row, i in zip(held, one.issues, strict=True)]
        assert tuple(abs(b - a) for b, a in zip(before, after, strict=True)) == one.shifts
        relief = {
            actor: sum(
                salience[i][actor] * (abs(b - positions[i][actor]) - abs(a - positions[i][actor]))
                for i, b, a in zip(one.issues, before, after, strict=True)
            )
            for actor in actors
        }
        assert relief[taker] == relief[giver] == one.gain > 0
        assert dict(one.externalities) == {a: relief[a] for a in actors if a not in one.actors}
        assert all(one.gain <= most for most in one.most)
        assert first != second


def outcome(places: Any, salience: Any, power: Any) -> Fraction:
    """Return the mean weighted by salience and power."""
    weights = {actor: salience[actor] * power[actor] for actor in places}
    everything = sum(places[a] * weights[a] for a in places)
    return Fraction(everything) / Fraction(sum(weights.values()))


def test_what_is_refused() -> None:
    """A salience or power that is missing or negative is refused, with its place."""
    places = {"p": {"A": 0, "B": 1}}
    with pytest.raises(
        co.InvalidValue, match=r"power\['p'\]: that of B is missing; give one for each actor"
    ):
        co.exchanges_of(places, power={"A": 1})
    with pytest.raises(co.InvalidValue, match="must be a finite number, 0 or more, not -1"):
        co.exchanges_of(places, salience={"p": {"A": 1, "B": -1}})


def test_power_by_issue() -> None:
    """Power can be said issue by issue; an issue that it leaves out is refused."""
    places = {"p": {"A": 0, "B": 100, "C": 70}, "q": {"A": 0, "B": 100}}
    salience = {"p": {"A": 1, "B": 2, "C": 1}, "q": {"A": 2, "B": 1}}
    power = {"p": {"A": 1, "B": 2, "C": 3}, "q": {"A": 5, "B": 1}}
    (found,) = co.exchanges_of(places, salience=salience, power=power)
    for issue, mover, (_, end), shift in zip(
        found.issues, reversed(found.actors), found.moves, found.shifts, strict=True
    ):
        moved = {**places[issue], mover: end}
        before, after = (
            outcome(held, salience[issue], power[issue]) for held in (places[issue], moved)
        )
        assert abs(after - before) == shift
    alike = dict.fromkeys("pq", power["p"])
    assert co.exchanges_of(places, power=alike) == co.exchanges_of(places, power=power["p"])
    with pytest.raises(co.InvalidValue, match=r"power\['q'\]: that of A and B is missing"):
        co.exchanges_of(places, power={"p": power["p"]})


def test_what_excludes_each_other_is_not_exchanged() -> None:
    """Where a tunnel excludes a bridge, nobody gets the one for the other."""
    stances = {"bridge": {"A": 1, "B": -1}, "tunnel": {"A": -1, "B": 1}}
    positions = [
        said(who, what, stance, salience=3 if stance > 0 else 1)
        for what, held in stances.items()
        for who, stance in held.items()
    ]
    assert len(co.exchanges(case(positions))) == 1
    either = [co.Proposal("tunnel", "t", excludes=["bridge"]), co.Proposal("bridge", "t")]
    assert co.exchanges(attrs.evolve(case(positions), proposals=either)) == ()


def test_exchanges_of_a_case() -> None:
    """Positions of a case are exchanged with their salience, and the seats are the power."""
    july = co.load_case("migration-2023").at("2023-07")
    found = co.exchanges(july, "migration/asylum")
    assert str(found[0]) == (
        "VVD moves on asylum-target from 1 to -295/629 and D66 on strict-asylum-package from -1 to "
        "1: each gains 8/37"
    )
    assert found[0].externalities == (("CDA", Fraction(-8, 37)), ("CU", Fraction(8, 37)))
    assert found == co.exchanges(july, "migration/asylum", power=july.seats)

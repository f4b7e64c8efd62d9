"""One scale: what beats the status quo, what nothing beats, and who decides it."""

from collections.abc import Callable
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

import pytest

import coalition as co
from tests.random_games import NAMES, Opaque, compound, quota
from tests.refused import faults

Places = dict[str, int]
Wins = Callable[[frozenset[str]], bool]

STATES = dict(zip("ABCDEFGHIJ", (4, 7, 4, 4, 10, 6, 10, 7, 4, 7), strict=True))
GRID = [Fraction(number, 4) for number in range(-48, 89)]  # from -12 to 22, in quarters


def beats(places: Places, wins: Wins, one: Fraction, other: Fraction) -> bool:
    """Tell whether those who are nearer to one point than to another win."""
    return wins(frozenset(a for a, x in places.items() if abs(x - one) < abs(x - other)))


def unbeaten(places: Places, wins: Wins) -> list[Fraction]:
    """Return the points of the grid within the places that no point of the grid beats."""
    inside = [point for point in GRID if min(places.values()) <= point <= max(places.values())]
    return [one for one in inside if not any(beats(places, wins, other, one) for other in GRID)]


def random_bodies(number: int, seed: int) -> Any:
    """Yield where up to six actors stand, a rule, and which sets win; proper, and not for nobody."""
    chance = Random(seed)
    while number:
        members = NAMES[: chance.randint(1, 6)]
        places = {name: chance.randint(0, 10) for name in members}
        known = chance.choice([quota, compound])(members, chance)
        sets = [frozenset(n for n, one in zip(members, marks, strict=True) if one)
                for marks in product((0, 1), repeat=len(members))]  # fmt: skip
        proper = not any(known.wins(one) and known.wins(sets[-1] - one) for one in sets)
        if proper and known.wins(sets[-1]) and not known.wins(sets[0]):
            number -= 1
            yield places, Opaque(known.rule) if chance.random() < 0.3 else known.rule, known.wins


@pytest.mark.no_cover
def test_winsets_on_a_grid() -> None:
    """The winset of 300 bodies is what beats the status quo on a grid."""
    chance = Random(2)
    for places, rule, wins in random_bodies(300, 1):
        start = chance.choice(GRID[40:97])  # within two of the places
        found = co.winset(places, start, rule=rule)
        beating = [point for point in GRID if beats(places, wins, point, start)]
        inside = [p for p in GRID if found.low is not None and found.low < p < found.high]
        assert inside == beating, (places, rule, start)
        assert bool(found.pivots) == bool(beating)


@pytest.mark.no_cover
def test_cores_on_a_grid() -> None:
    """The core of 60 bodies is what no point of a grid beats."""
    for places, rule, wins in random_bodies(60, 3):
        found = co.core(places, rule=rule)
        between = [point for point in GRID if found.low <= point <= found.high]
        assert between == unbeaten(places, wins), (places, rule)


@pytest.mark.no_cover
def test_pivots_and_absorbed_veto_players() -> None:
    """A pivot makes a difference at its end; an absorbed veto player makes none at all."""
    for places, rule, wins in random_bodies(150, 4):
        found, everyone = co.core(places, rule=rule), frozenset(places)
        for sign, end, pivots in ((1, found.low, found.low_pivots), (-1, found.high, found.high_pivots)):
            beyond = frozenset(a for a, x in places.items() if sign * x > sign * end)
            here = frozenset(a for a, x in places.items() if x == end)
            sets = [beyond | {a for a, one in zip(sorted(here), marks, strict=True) if one}
                    for marks in product((0, 1), repeat=len(here))]  # fmt: skip
            matter = {a for a in here for s in sets if a in s and wins(s) and not wins(s - {a})}
            assert matter == set(pivots)
            assert not wins(beyond)
        for actor in places:
            consents = lambda inside, actor=actor: wins(inside | {actor})  # noqa: E731
            same = [found.low, found.high] == co_of(places, consents)
            vetoes = not wins(everyone - {actor})
            assert (actor in found.absorbed) == (vetoes and same), (places, rule, actor)


def co_of(places: Places, wins: Wins) -> list[int]:
    """Return the places between which a core is, and none where anything is carried."""
    if wins(frozenset()):
        return []
    ends = [max(p for p in places.values() if wins(frozenset(a for a, x in places.items() if x >= p))),
            min(p for p in places.values() if wins(frozenset(a for a, x in places.items() if x <= p)))]  # fmt: skip
    return ends

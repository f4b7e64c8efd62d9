"""One scale: what beats the status quo, what nothing beats, and who decides it."""

import pickle
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache
from itertools import chain, combinations
from random import Random
from typing import Any

import pytest

import coalition as co
from coalition.games import counts
from tests.random_games import NAMES, Opaque, compound, quota
from tests.refused import faults

Places = dict[str, int]
Wins = Callable[[frozenset[str]], bool]

STATES = dict(zip("ABCDEFGHIJ", (4, 7, 4, 4, 10, 6, 10, 7, 4, 7), strict=True))
FINE = [number / 4 for number in range(-20, 41)]  # quarters and halves are exact in floats
COARSE = [number / 2 for number in range(-1, 12)]


def sets_of(members: Any) -> list[frozenset[str]]:
    """Return every set of members, from none to all."""
    every = (combinations(sorted(members), size) for size in range(len(members) + 1))
    return [frozenset(chosen) for chosen in chain.from_iterable(every)]


def random_bodies(number: int, seed: int) -> Iterator[tuple[Places, co.Rule, Wins]]:
    """Yield where up to six actors stand from 0 to 5, a proper rule, and which sets win."""
    chance = Random(seed)
    while number:
        members = NAMES[: chance.randint(1, 6)]
        known = chance.choice([quota, compound])(members, chance)
        wins, sets = cache(known.wins), sets_of(members)
        proper = not any(wins(one) and wins(sets[-1] - one) for one in sets)
        if proper and wins(sets[-1]) and not wins(sets[0]):
            number -= 1
            rule = Opaque(known.rule) if chance.random() < 0.3 else known.rule
            yield {name: chance.randint(0, 5) for name in members}, rule, wins


def beats(places: Places, wins: Wins, one: float, other: float) -> bool:
    """Tell whether those who are nearer to one point than to another win."""
    return wins(frozenset(a for a, x in places.items() if abs(x - one) < abs(x - other)))


def unbeaten(places: Places, wins: Wins) -> list[float]:
    """Return the points of a grid that no point of the grid beats."""
    return [one for one in COARSE if not any(beats(places, wins, other, one) for other in COARSE)]


@pytest.mark.no_cover
def test_winsets_on_a_grid() -> None:
    """The winset of 300 bodies is what beats the status quo on a grid."""
    chance = Random(2)
    for places, rule, wins in random_bodies(300, 1):
        start = chance.randint(0, 20) / 4
        found = co.winset(places, start, rule=rule)
        beating = [point for point in FINE if beats(places, wins, point, start)]
        low, high = (found.low or 0, found.high or 0)  # without a winset, between 0 and 0
        inside = [point for point in FINE if low < point < high]
        assert inside == beating, (places, rule, start)
        assert bool(found.pivots) == bool(beating)
        assert found.core == co.core(places, rule=rule)


@pytest.mark.no_cover
def test_cores_on_a_grid() -> None:
    """The core of 150 bodies is what no point of a grid beats."""
    for places, rule, wins in random_bodies(150, 3):
        found = co.core(places, rule=rule)
        between = [point for point in COARSE if found.low <= point <= found.high]
        assert between == unbeaten(places, wins), (places, rule)


@pytest.mark.no_cover
def test_pivots_by_trying() -> None:
    """A pivot is an actor at an end of the core who makes a difference there, with those beyond."""
    for places, rule, wins in random_bodies(150, 4):
        found = co.core(places, rule=rule)
        for sign, end, pivots in (
            (1, found.low, found.low_pivots),
            (-1, found.high, found.high_pivots),
        ):
            beyond = frozenset(a for a, x in places.items() if sign * x > sign * end)
            here = [a for a, x in places.items() if x == end]
            with_some = [beyond | some for some in sets_of(here)]
            matter = {a for s in with_some for a in s - beyond if wins(s) and not wins(s - {a})}
            assert matter == {*pivots}
            assert not wins(beyond)


def with_consent(wins: Wins, actor: str) -> Wins:
    """Return which sets win with the support of an actor, whatever it wants."""
    return lambda inside: wins(inside | {actor})


@pytest.mark.no_cover
def test_absorbed_by_trying() -> None:
    """Absorbed are the veto players whose consent, given beforehand, would leave the core as is."""
    for places, rule, wins in random_bodies(150, 5):
        everyone, before = frozenset(places), unbeaten(places, wins)
        absorbed = set()
        for actor in places:
            consented = unbeaten(places, with_consent(wins, actor))
            if not wins(everyone - {actor}) and consented == before:
                absorbed.add(actor)
        assert absorbed == {*co.core(places, rule=rule).absorbed}, (places, rule)


def test_ten_states() -> None:
    """Ten states on emission standards: the core under unanimity, and what beats 12."""
    core = co.core(STATES)
    assert (core.low, core.high) == (4, 10)
    assert (core.low_pivots, core.high_pivots) == (("A", "C", "D", "I"), ("E", "G"))
    found = co.winset(STATES, 12)
    assert (found.low, found.high, found.pivots) == (8, 12, ("E", "G"))
    assert str(found) == (
        "anything between 8 and 12 beats 12 under unanimity; E and G at 10 decide how far"
    )


@pytest.mark.parametrize("start", [4, 5, 10])
def test_inside_the_core(start: int) -> None:
    """Nothing beats what is in the core, its ends among it; the sentence says who stops what."""
    found = co.winset(STATES, start)
    assert (found.low, found.high, found.pivots) == (None, None, ())
    assert str(found) == (
        f"nothing beats {start} under unanimity: A, C, D and I at 4 stop any move up, E and G at "
        "10 any move down"
    )


def test_a_majority_has_the_median() -> None:
    """Under majority, an odd number has its median, an even one all between the middle two."""
    odd = co.core({"A": 1, "B": 2, "C": 9}, rule=co.Majority())
    assert str(odd) == (
        "the core under majority of votes cast is 2: B at 2 stops any move up or down"
    )
    even = co.core({"A": 1, "B": 2, "C": 6, "D": 9}, rule=co.Majority())
    assert (even.low, even.high) == (2, 6)


def test_seats_count() -> None:
    """With seats, the median is the member with whom half of them is exceeded from either end."""
    places, seats = {"A": 1, "B": 2, "C": 9}, {"A": 5, "B": 2, "C": 2}
    assert co.core(places, rule=co.Majority(), seats=seats).low_pivots == ("A",)


def test_a_veto_player_at_one_end() -> None:
    """A veto player at one end draws the core up to it, and is not absorbed; one within it is."""
    places, rule = {"A": 2, "B": 5, "C": 9}, co.Majority() & co.Veto("C")
    core = co.core(places, rule=rule)
    assert (core.low, core.high, core.absorbed) == (5, 9, ())
    assert str(co.core(places)).endswith("; absorbed: B, whose veto changes nothing")


def test_two_at_one_place_absorb_each_other() -> None:
    """Of two veto players at the same end each one alone changes nothing, and the sentence says."""
    assert str(co.core({"A": 2, "B": 2, "C": 9})).endswith(
        "; absorbed: A and B, neither of whose vetoes changes anything alone"
    )


def test_one_without_weight_is_no_pivot() -> None:
    """Who stands at the pivot and has no weight is not named."""
    core = co.core({"A": 2, "B": 2, "C": 9}, rule="majority", seats={"A": 2, "B": 0, "C": 1})
    assert core.low_pivots == core.high_pivots == ("A",)


def test_many_at_one_place() -> None:
    """Where too many stand at the pivot to try who makes a difference, all who do are named."""
    places = {f"member {number:02}": 0 for number in range(30)}
    assert co.core(places, rule=Opaque(co.Majority())).low_pivots == tuple(places)


def test_many_actors_of_like_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who is needed among many is told without counting sets, whose number has many digits."""
    monkeypatch.delattr(counts, "swings")
    places = {f"member {number:03}": 1 + number % 7 for number in range(700)}
    seats = {name: 3 * (name >= "member 100") for name in places}
    found = co.core(places, rule="majority", seats=seats)
    assert (found.low, found.high, found.absorbed) == (4, 4, ())
    here = tuple(name for name, place in places.items() if place == 4 and name >= "member 100")
    assert found.low_pivots == found.high_pivots == here


def test_many_veto_players() -> None:
    """All but those at the two ends are absorbed, and each of them is alone there."""
    found = co.core({f"{number:04}": number for number in range(900)})
    assert (found.low_pivots, found.high_pivots) == (("0000",), ("0899",))
    assert len(found.absorbed) == 898


def test_numbers_come_back_as_they_were_given() -> None:
    """Fractions stay exact; where a number was given as a float, all are floats, rounded once."""
    exact = co.winset({"A": Fraction(1, 3), "B": 1}, 0)
    assert (exact.high, exact.core.low) == (Fraction(2, 3), Fraction(1, 3))
    floats = co.winset({"A": 0.1, "B": 1}, 0)
    assert (floats.low, floats.high, floats.core.high) == (0, 0.2, 1)
    assert isinstance(co.winset({"A": Fraction(1, 3)}, 0.5).core.low, float)


def test_scales_are_values() -> None:
    """Both compare, hash and pickle by value, and do not depend on the order of the actors."""
    turned = dict(reversed(STATES.items()))
    for ask in (co.core, lambda places: co.winset(places, 12)):
        assert ask(turned) == ask(STATES) == pickle.loads(pickle.dumps(ask(STATES)))  # noqa: S301 - our own bytes
        assert hash(ask(turned)) == hash(ask(STATES))


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"positions": {}}, "members: must be at least one"),
        ({"positions": {"A": None}, "status_quo": "x"}, "positions['A']: must be a finite number"),
        ({"rule": co.NumberOf(1)}, "rule: two sets without a member in common could both win"),
        ({"rule": Opaque(co.NumberOf(1))}, "rule: those at 2 or above and those at 1 or below"),
        ({"rule": co.Majority(of=150)}, "rule: not even all members together win"),
        ({"rule": co.Veto("C")}, "rule: there is no member 'C'"),
        ({"seats": {"A": -1}}, "seats[A]: must be a finite number, 0 or more, not -1"),
    ],
)
def test_scales_that_make_no_sense(options: dict[str, Any], message: str) -> None:
    """What makes no scale, and a rule under which both sides could win, are refused."""
    given = {"positions": {"A": 1, "B": 2}, "status_quo": 0, **options}
    assert faults(lambda: co.winset(**given))[0].startswith(message)

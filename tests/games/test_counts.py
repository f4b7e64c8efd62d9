"""The ways to count winning sets: all count the same, and refuse what is too large."""

from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import coalition as co
from coalition.games import _by_halves, _by_weight, _integral
from coalition.games._by_class import counted
from coalition.games.counts import needed, swings
from coalition.rules.tallies import Formula, Oracle
from tests.random_games import (
    Known,
    Opaque,
    known_rules,
    random_games,
)


@pytest.mark.no_cover
def test_every_way_of_counting() -> None:
    """By weight, by halves, by kinds of sets and set by set, the same is counted."""
    chance = Random(5)
    for members, known, game, _ in random_games(400, 5):
        carriers = game.carriers
        assert isinstance(carriers, Formula)
        steps = tuple(
            chance.choice([(1,) * len(members), chance.choices(range(4), k=len(members))])
        )
        oracle, each = Oracle(len(members), carriers.wins), (1,) * len(members)
        single = counted("swings", oracle, steps)
        assert counted("swings", carriers, steps) == single, known
        assert _by_halves.swings(carriers, steps) == single, known
        minimal, shares = (counted(asked, oracle, each) for asked in ("minimal", "shares"))
        assert counted("minimal", carriers, each) == minimal
        assert counted("shares", carriers, each) == shares
        if (weights := _by_weight.weighted(carriers)) is not None:
            assert _by_weight.swings(weights, steps) == single
            assert _by_weight.shares(weights, minimal=True) == minimal
            assert _by_weight.shares(weights) == shares


@given(st.lists(st.integers(0, 9), min_size=1, max_size=9), st.data())
def test_property_who_is_needed(weights: list[int], data: st.DataObject) -> None:
    """Whom it takes is told without counting sets, where that is told, and is the same."""
    quota = data.draw(st.integers(1, max(1, sum(weights))))
    formula = Formula(len(weights), (tuple(weights),), (((0, quota),),))
    if formula.wins(range(len(weights))):
        assert [*needed(formula)] == [swings > 0 for swings in swings(formula).each()]


@given(known_rules())
def test_property_duality(drawn: tuple[str, Known]) -> None:
    """The blocking sets of the blocking sets are the winning sets; all indices of swings agree."""
    members, known = drawn
    carriers = co.SimpleGame(list(members), rule=known.rule, improper=True).carriers
    assume(carriers.wins(range(len(members))) and not carriers.wins([]))
    blocking = carriers.dual()
    every = [[*players(number, len(members))] for number in range(2 ** len(members))]
    wins = [carriers.wins(chosen) for chosen in every]
    assert [blocking.dual().wins(chosen) for chosen in every] == wins
    assert [blocking.wins(chosen) for chosen in every] == [not won for won in reversed(wins)]
    each = (1,) * len(members)
    counts = [counted("swings", of, each).each() for of in (blocking, carriers)]
    assert counts[0] == counts[1]


def players(number: int, size: int) -> list[int]:
    """Return the set of players that a number stands for."""
    return [player for player in range(size) if number >> player & 1]


@pytest.mark.parametrize("size", [5, 33, 60])
def test_integration(size: int) -> None:
    """By integration, no member's index is off by more than the bound that comes with it."""
    chance = Random(size)
    weights = tuple(chance.randint(1, 50) for _ in range(size))
    for least in (sum(weights) // 2 + 1, sum(weights) * 4 // 5):
        near, error = _integral.shapley_shubik((weights, least))
        game = co.WeightedGame({f"m{i:02}": w for i, w in enumerate(weights)}, quota=least)
        exact = co.shapley_shubik(game)
        off = max(abs(float(Fraction(n) - exact[f"m{i:02}"])) for i, n in enumerate(near))
        assert off <= error < 1e-9


@pytest.mark.no_cover
def test_what_is_too_large() -> None:
    """What would take too long is refused, with what is too large and how large it may be."""
    names = [f"m{i}" for i in range(50)]
    with pytest.raises(co.TooLarge, match=r"members, under a rule .*: 50, and the limit is 20"):
        co.banzhaf(co.SimpleGame(names, rule=Opaque(co.Majority())))
    chance = Random(2)
    wide = {name: chance.randint(10**8, 10**9) for name in names}
    two = co.Majority(of="members", weights=wide) & co.NumberOf(30)
    with pytest.raises(co.TooLarge, match="numbers in the table to count with"):
        co.banzhaf(co.SimpleGame(names, rule=two))
    with pytest.raises(co.TooLarge, match="numbers in the table to count with"):
        co.johnston(co.SimpleGame(names, rule=two))
    some = {name: {n: chance.randint(10**8, 10**9) for n in names[:36]} for name in ("a", "b")}
    both = co.Majority(weights=some["a"]) & co.Majority(weights=some["b"])
    with pytest.raises(co.TooLarge, match="look-ups to count the winning sets"):
        co.banzhaf(co.SimpleGame(names[:36], rule=both))
    parts = [co.Majority() & co.Veto(one) & co.Veto(other) for one, other in pairwise(names)]
    with pytest.raises(co.TooLarge, match="clauses of the blocking sets"):
        co.blocking_coalitions(co.SimpleGame(names, rule=co.AnyOf(*parts))).count()
    opaque = co.SimpleGame([f"m{i}" for i in range(30)], rule=Opaque(co.Majority()))
    with pytest.raises(co.TooLarge):
        co.shapley_shubik(opaque)
    with pytest.raises(co.TooLarge):
        co.shapley_shubik(co.SimpleGame(names, rule=two))
    huge = {name: weight * 10**9 + 1 for name, weight in wide.items()}
    with pytest.raises(co.TooLarge, match="quota, or what is left"):
        co.shapley_shubik(co.WeightedGame(huge, quota=sum(huge.values())))
    many = co.WeightedGame({f"m{i}": i % 3 + 1 for i in range(2000)}, quota=2100)
    with pytest.raises(co.TooLarge, match="members, to integrate over: 2000"):
        co.shapley_shubik(many)
    varied = co.WeightedGame({f"m{i}": i + 1 for i in range(400)}, quota=60_000)
    with pytest.raises(co.TooLarge, match="additions to count the winning sets"):
        co.holler(varied)

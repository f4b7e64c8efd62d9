"""Games and rules made by chance, with a plain function that says which sets win."""

from collections.abc import Callable
from fractions import Fraction
from random import Random
from typing import Any

import attrs
from hypothesis import strategies as st

import coalition as co
from tests import oracles

NAMES = "ABCDEFGHI"
Wins = Callable[[frozenset[str]], bool]


@attrs.frozen
class Known:
    """A rule, and what it says of a set of supporters whom all others are against."""

    rule: co.Rule
    wins: Wins


def _total(weights: dict[str, int], inside: frozenset[str]) -> int:
    return sum(weights.get(name, 0) for name in inside)


def quota(members: str, chance: Random) -> Known:
    """Return a quota of random weights; a proper one, and half of the time a bare majority."""
    weights = {name: chance.choice([0, 1, 1, 2, 3, 5, 8, 40]) for name in members}
    weights[members[0]] += 1
    total = sum(weights.values())
    least = chance.choice([total // 2 + 1, chance.randint(total // 2 + 1, total)])
    return Known(co.Quota(least, weights=weights), lambda inside: _total(weights, inside) >= least)


def veto(members: str, chance: Random) -> Known:
    """Return a veto of some members."""
    who = frozenset(chance.sample(members, chance.randint(1, min(2, len(members)))))
    return Known(co.Veto(*sorted(who)), lambda inside: who <= inside)


def number(members: str, chance: Random) -> Known:
    """Return a number of members, of all or of some."""
    who = frozenset(chance.sample(members, chance.randint(1, len(members))))
    least = chance.randint(1, len(who))
    among = sorted(who) if chance.random() < 0.5 else None
    counted = who if among else frozenset(members)
    return Known(co.NumberOf(least, among=among), lambda inside: len(inside & counted) >= least)


def both(one: Known, other: Known) -> Known:
    """Return the two rules together."""
    return Known(one.rule & other.rule, lambda inside: one.wins(inside) and other.wins(inside))  # type: ignore[operator]


def either(one: Known, other: Known) -> Known:
    """Return the two rules as alternatives."""
    return Known(one.rule | other.rule, lambda inside: one.wins(inside) or other.wins(inside))  # type: ignore[operator]


def compound(members: str, chance: Random, depth: int = 2) -> Known:
    """Return a rule of several parts."""
    if depth == 0:
        return chance.choice([quota, quota, veto, number])(members, chance)
    join = chance.choice([both, either])
    return join(
        compound(members, chance, chance.randrange(depth)),
        compound(members, chance, chance.randrange(depth)),
    )


def known_rules(most: int = 6) -> st.SearchStrategy[tuple[str, Known]]:
    """Return members with a rule."""
    return st.tuples(st.integers(1, most), st.randoms(use_true_random=False)).map(
        lambda drawn: (NAMES[: drawn[0]], compound(NAMES[: drawn[0]], drawn[1]))
    )


@attrs.frozen
class Opaque:
    """A rule that only answers: what a user may write."""

    rule: co.Rule
    improper: bool = True

    def carries(self, vote: co.Vote) -> bool:
        """Tell whether the vote carries the proposal."""
        return self.rule.carries(vote)


def tabulated(members: str, known: Known) -> list[bool]:
    """Return of every set of members, as the bits of a number, whether it wins."""
    return oracles.tabulated(len(members), lambda inside: known.wins(named(members, inside)))


def named(members: str, inside: frozenset[int]) -> frozenset[str]:
    """Return the names of members."""
    return frozenset(members[i] for i in inside)


def random_games(number: int, seed: int) -> Any:
    """Yield members, rule, game and the table of winning sets of games that somebody can win."""
    chance = Random(seed)
    while number:
        members = NAMES[: chance.choice([1, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9])]
        known = chance.choice([quota, compound])(members, chance)
        wins = tabulated(members, known)
        if wins[-1] and not wins[0]:
            number -= 1
            yield members, known, co.SimpleGame(list(members), rule=known.rule, improper=True), wins


def indices(game: Any) -> dict[str, list[Fraction]]:
    """Return all that the library computes of a game, by member."""
    power = co.coleman(game)
    found = {
        "swings": co.swings(game),
        "absolute": co.banzhaf(game, normalized=False),
        "banzhaf": co.banzhaf(game),
        "shapley_shubik": co.shapley_shubik(game),
        "prevent": power.prevent,
        "initiate": power.initiate,
        "deegan_packel": co.deegan_packel(game),
        "holler": co.holler(game),
        "johnston": co.johnston(game),
    }
    return {
        name: [values[member] for member in sorted(game.members)] for name, values in found.items()
    }


def weighted_games(least: int = 1) -> st.SearchStrategy[co.WeightedGame]:
    """Return weighted games, all proper."""

    def made(drawn: tuple[list[int], int]) -> co.WeightedGame:
        weights = dict(zip(NAMES, [*drawn[0], 1], strict=False))
        total = sum(weights.values())
        return co.WeightedGame(weights, quota=total // 2 + 1 + drawn[1] * (total - 1) // 200)

    weights = st.lists(st.integers(0, 30), min_size=least, max_size=7)
    return st.tuples(weights, st.integers(0, 99)).map(made)


ADDING_UP = [co.banzhaf, co.shapley_shubik, co.deegan_packel, co.holler, co.johnston]


def rules(members: str, chance: Random) -> co.Rule:
    """Return a rule, one in which abstaining matters as often as not."""
    of: Any = chance.choice(["voting", "present", "members"])
    candidates: list[co.Rule] = [
        co.Unanimity(of=of),
        co.Majority(of=of),
        co.Majority(of=of, tie=members[0]),
        co.Supermajority("2/3", of=of),
        co.Majority(of=of) & co.Veto(members[-1], of=of),
        co.Majority(of=of) | co.Unanimity(),
        compound(members, chance).rule,
        quota(members, chance).rule,
    ]
    chosen = chance.choice(candidates)
    return Opaque(chosen) if chance.random() < 0.2 else chosen

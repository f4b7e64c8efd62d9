"""Games and rules made by chance, with a plain function that says which sets win."""

from collections.abc import Callable
from random import Random

import attrs
from hypothesis import strategies as st

import coalition as co

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

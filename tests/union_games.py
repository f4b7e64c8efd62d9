"""Random games with random unions, and what members count in them by the definitions.

A short run is among the tests; ``python -m tests.union_games 20000`` goes on for longer.
"""

import sys
from fractions import Fraction
from functools import cache
from itertools import chain, combinations, permutations, product
from math import factorial
from random import Random
from typing import Any

import coalition as co
from tests.random_games import NAMES, Opaque, compound, quota, tabulated

Unions = list[list[int]]

OFTEN = (2, 6, 10, 8, 5, 3, 2, 1)  # how often a game has 1, 2, 3 and so on members


def random_unions(size: int, chance: Random) -> Unions:
    """Return so many players in unions, of any number and size."""
    home = [chance.randrange(chance.randint(1, size)) for _ in range(size)]
    return [[p for p in range(size) if home[p] == union] for union in sorted({*home})]


def mask(players: Any) -> int:
    """Return a set of players as the bits of a number."""
    return sum(1 << player for player in players)


def owen_by_orders(wins: list[bool], unions: Unions) -> list[Fraction]:
    """Return in which share of the orders that keep unions together each player turns the vote."""
    size = sum(map(len, unions))
    found, orders = [0] * size, 0
    for order in permutations(unions):
        for inside in product(*map(permutations, order)):
            orders += 1
            before = 0
            for player in chain.from_iterable(inside):
                if wins[before | 1 << player] and not wins[before]:
                    found[player] += 1
                before |= 1 << player
    return [Fraction(number, orders) for number in found]


def by_sets(wins: list[bool], unions: Unions) -> tuple[list[Fraction], list[Fraction]]:
    """Return Owen and Banzhaf-Owen values over sets of other unions and of own members."""
    owen, banzhaf = ([Fraction(0)] * sum(map(len, unions)) for _ in range(2))
    for own in unions:
        others = [mask(union) for union in unions if union is not own]
        for player in own:
            mates = [1 << mate for mate in own if mate != player]
            for h, t in product(range(len(others) + 1), range(len(mates) + 1)):
                swings = sum(
                    wins[base | 1 << player] and not wins[base]
                    for outer, inner in product(combinations(others, h), combinations(mates, t))
                    for base in [sum(outer) + sum(inner)]
                )
                owen[player] += swings * worth(len(others), h) * worth(len(mates), t)
                banzhaf[player] += Fraction(swings, 2 ** (len(others) + len(mates)))
    return owen, banzhaf


def values(index: Any, game: Any, unions: Unions, members: str) -> list[Fraction]:
    """Return an index of the library, in the order of the players."""
    found = index(game, [[members[player] for player in union] for union in unions])
    return [found[member] for member in members]


@cache
def worth(others: int, before: int) -> Fraction:
    """Return the share of orders with so many others in which certain ones of them come before."""
    return Fraction(factorial(before) * factorial(others - before), factorial(others + 1))


def compared(number: int, seed: int) -> None:
    """Compare both values with their definitions over sets, and Owen's over orders, too."""
    chance = Random(seed)
    while number:
        (size,) = chance.choices(range(1, 9), OFTEN)
        members = NAMES[:size]
        known = chance.choice([quota, compound])(members, chance)
        wins = tabulated(members, known)
        if wins[0] or not wins[-1]:
            continue
        number -= 1
        unions = random_unions(size, chance)
        rule = Opaque(known.rule) if chance.random() < 0.1 else known.rule
        game = co.SimpleGame(list(members), rule=rule, improper=True)
        owen, banzhaf = by_sets(wins, unions)
        assert values(co.owen, game, unions, members) == owen, (known, unions)
        assert values(co.banzhaf_owen, game, unions, members) == banzhaf, (known, unions)
        if size <= 5:
            assert owen_by_orders(wins, unions) == owen, (known, unions)


if __name__ == "__main__":
    compared(int(sys.argv[1]), seed=0)

"""Small cases to strike deals in, made by chance, and every bundle that would pass in them."""

from fractions import Fraction
from itertools import combinations
from random import Random
from typing import Any

import coalition as co
from coalition.answers.decisions.blockers import body_of
from coalition.rules.tallies import Judge
from tests.builders import case, said
from tests.random_games import NAMES, rules

__all__ = ["GRID", "PARTS", "every_bundle", "sides", "some_case"]

GRID = [Fraction(n, 4) for n in range(-4, 5)]
PARTS = "pqrstu"

Worths = dict[tuple[str, str], tuple[Fraction, Fraction]]  # stance and salience


def case_of(members: str, worths: Worths, seats: dict[str, int]) -> co.Coalition:
    """Return a case with these stances and saliences; who is not named is unknown."""
    positions = [
        said(name, part, float(stance), salience=float(salience))
        for (name, part), (stance, salience) in worths.items()
    ]
    return case(positions, parties=members, proposals=PARTS, seats=seats)


def some_case(
    chance: Random, *, known: float = 1, parts: int = 4
) -> tuple[str, str, Worths, co.Coalition, co.Rule]:
    """Return a small case, its members and parts, and a rule that fits it."""
    members = NAMES[: chance.randint(1, 4)]
    asked = PARTS[: chance.randint(1, parts)]
    grid = chance.choice([GRID, [Fraction(1), Fraction(-1)], [*GRID[:5], GRID[-1]]])
    saliences: list[Any] = chance.choice([[1], [1, 2, 3], [0, Fraction(1, 2), 1]])
    worths = {
        (name, part): (chance.choice(grid), Fraction(chance.choice(saliences)))
        for name in members
        for part in asked
        if chance.random() < known
    }
    seats = {n: chance.randint(0, 5) for n in members} if chance.random() < 0.5 else {}
    return members, asked, worths, case_of(members, worths, seats), rules(members, chance)


def sides(gains: list[Fraction]) -> list[int]:
    return [0 if gain > 0 else 1 if gain < 0 else 2 for gain in gains]


def every_bundle(
    now: co.Coalition, asked: str, worths: Worths, floor: dict[str, Fraction], rule: co.Rule
) -> dict[tuple[str, ...], tuple[Fraction, ...]]:
    """Return every bundle that carries, with what each member gains."""
    body = body_of(co.stance_matrix(now), rule, co.stance_matrix(now).actors, "a test")
    carries = Judge(rule, body.members, body.seats)
    parts = [part for part in asked if all((name, part) in worths for name in body.members)]
    found = {}
    for size in range(1, len(parts) + 1):
        for bundle in combinations(parts, size):
            gains = [
                sum((Fraction.__mul__(*worths[name, part]) for part in bundle), Fraction(0))
                - floor.get(name, Fraction(0))
                for name in body.members
            ]
            if carries(sides(gains)):
                found[bundle] = tuple(gains)
    return found

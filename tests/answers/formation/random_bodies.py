"""Bodies made by chance: seats, positions, red lines and rules, and what they mean."""

from collections.abc import Callable
from fractions import Fraction
from itertools import combinations
from random import Random
from typing import Any

import attrs

import coalition as co
from tests.answers.formation.by_definition import Said, Wins
from tests.builders import said as position

__all__ = ["Asked", "OwnRule", "body", "some_body"]


class OwnRule:
    """A rule that is known by its answers alone."""

    def __init__(self, wins: Wins) -> None:
        self._wins = wins

    def carries(self, vote: co.Vote) -> bool:
        """Tell whether a vote carries."""
        return self._wins(frozenset(vote.supporters))


@attrs.frozen
class Asked:
    """A case, what else is asked of it, and what that means."""

    case: co.Coalition
    options: dict[str, Any]
    said: Said


Line = tuple[str, tuple[str, ...], tuple[str, ...], bool]


def _lines(names: list[str], chance: Random) -> list[Line]:
    found: list[Line] = []
    for _ in range(chance.randint(0, len(names))):
        maker, *others = chance.sample(names, len(names))
        apart, needs = chance.choice([0, 1, 1, 2]), chance.choice([0, 0, 0, 1, 2])
        line = (
            maker,
            tuple(others[:apart]),
            tuple(others[apart : apart + needs]),
            chance.random() < 0.2,
        )
        if any(line[1:]):
            found.append(line)
    return found


def _case(
    seats: dict[str, int], held: dict[tuple[str, str], tuple[Fraction, Fraction]], lines: list[Line]
) -> co.Coalition:
    return co.Coalition(
        parties=[co.Party(name, seats=number) for name, number in seats.items()],
        proposals=[co.Proposal(name, "t") for name in sorted({pair[0] for pair in held})],
        positions=[
            position(name, proposal, float(stance), salience=float(salience))
            for (proposal, name), (stance, salience) in held.items()
        ],
        commitments=[
            co.Commitment(
                *(maker, "red line", "Never"),
                not_with=apart,
                not_without=needs,
                only_as="largest" if largest else None,
                date="2023",
                attribution="stated",
            )
            for maker, apart, needs, largest in lines
        ],
    )


def _rule(seats: dict[str, int], chance: Random, *, own: bool) -> tuple[Any, Wins]:
    total, number = sum(seats.values()), len(seats) // 2 + 1

    def held(inside: frozenset[str]) -> int:
        return sum(seats[name] for name in inside)

    most = co.Majority(of="members")
    rules: list[tuple[Any, Wins]] = [
        (most, lambda inside: 2 * held(inside) > total),
        (most & co.NumberOf(number), lambda s: 2 * held(s) > total and len(s) >= number),
        (
            most & co.NumberOf(number) | co.Supermajority("2/3", of="members"),
            lambda s: (2 * held(s) > total and len(s) >= number) or 3 * held(s) >= 2 * total,
        ),
        (co.NumberOf(number), lambda s: len(s) >= number),
    ]
    first = next(iter(seats))
    wins: Callable[[frozenset[str]], bool] = lambda s: 2 * held(s) > total and first in s  # noqa: E731
    return chance.choice([*rules, *([(OwnRule(wins), wins)] * own)])


def some_body(chance: Random, most: int, *, own: bool = True) -> Asked:
    """Return a small body and what it means; up to so many parties."""
    names = [f"P{number}" for number in range(chance.randint(2, most) if own else most)]
    chance.shuffle(names)
    seats = {name: chance.randint(1, 12) for name in names}
    held = {
        (f"p{number}", name): (
            Fraction(chance.randint(-2, 2), 2),
            Fraction(chance.randint(1, 3), 2),
        )
        for number, known in enumerate(chance.choices([1, 1, 0.5], k=chance.randint(0, 3)))
        for name in names
        if chance.random() < known
    }
    lines = _lines(names, chance)
    rule, wins = _rule(seats, chance, own=own)
    # 1. What is measured: a table, or all proposals that each party is on.
    proposals = sorted({pair[0] for pair in held})
    options: dict[str, Any] = {"rule": rule}
    if chance.random() < 0.5:
        scale = {
            name: Fraction(chance.randint(0, 20), 4) for name in names if chance.random() < 0.9
        }
        options["scale"], place, weight = scale, {"scale": scale}, {}
    else:
        full = [p for p in proposals if all((p, name) in held for name in names)]
        place = {p: {name: held[p, name][0] for name in names} for p in full}
        cares = {p: sum((held[p, name][1] for name in names), Fraction(0)) for p in full}
        share = {p: cares[p] / sum(cares.values()) / 2 for p in full}
        weight = share if len(full) > 1 else {}
    # 2. What every two disagree on.
    tie = {}
    for pair in combinations(sorted(names), 2):
        both = [
            [held[p, name][0] for name in pair]
            for p in proposals
            if all((p, n) in held for n in pair)
        ]
        if both:
            tie[pair] = max(Fraction(0), sum((abs(s - t) - 1 for s, t in both), Fraction(0)))
    # 3. Who is in or out as one.
    together: tuple[frozenset[str], ...] = ()
    if len(names) > 3 and chance.random() < 0.4:
        one, other, third = chance.sample(names, 3)
        together = (frozenset([one, other]), frozenset([other, third]))[: chance.randint(1, 2)]
        options["together"] = [sorted(group) for group in together]
    return Asked(
        _case(seats, held, lines), options, Said(seats, wins, place, weight, tie, lines, together)
    )


def body(chance: Random, number: int) -> co.Coalition:
    """Return a body of many parties, with positions on a few proposals, and red lines."""
    names = [f"P{at:02}" for at in range(number)]
    seats = {name: chance.randint(1, 60) for name in names}
    held = {
        (f"p{at}", name): (Fraction(chance.randint(-2, 2), 2), Fraction(chance.randint(1, 3), 2))
        for at in range(5)
        for name in names
    }
    lines = [line for line in _lines(names, chance) if not line[2]][: number // 2]
    return _case(seats, held, lines)

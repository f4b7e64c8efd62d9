"""Votes added up: what every rule of the library comes down to.

A tally says what the vote of each member is worth, on each side, and the quota that the sum must
reach. Rules are alternatives of conditions: one tally of a clause after the other must reach its
quota, in at least one clause. The same tallies decide a vote with abstentions and, where some
members are free to support or not, say which sets of them carry it.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import chain, product
from math import gcd, prod
from operator import getitem
from typing import TypeAlias

import attrs

from coalition.errors import TooLarge
from coalition.numbers import scaled
from coalition.rules.vote import Number, Rule, Vote, Weights

SIDES = ("supporters", "opponents", "abstainers", "absent")
SUPPORT, OPPOSE, ABSTAIN, ABSENT = range(4)
_LARGEST = 10_000  # clauses of a formula

Worths: TypeAlias = tuple[tuple[int, int, int, int], ...]
Form: TypeAlias = tuple[int, ...]  # weights of players


@attrs.frozen
class Tally:
    """A sum over members that must reach a quota.

    Parameters
    ----------
    worths : tuple of (int, int, int, int)
        What the vote of each member is worth: in support, against, abstaining, absent.
    quota : int
        What the sum must reach.
    """

    worths: Worths
    quota: int


Clauses: TypeAlias = tuple[tuple[Tally, ...], ...]


def tally(
    worths: Sequence[tuple[Number, ...]], quota: Number, *, strict: bool = False, tie: int = -1
) -> Tally:
    """Return a tally in whole numbers.

    With `strict`, the sum must exceed the quota. An exact tie is then broken by the member at the
    place `tie`, who breaks it in favor by supporting.
    """
    numbers, _ = scaled([*(number for worth in worths for number in worth), quota])
    step = 1 if tie < 0 else 2
    rows = [
        [step * n for n in numbers[place : place + 4]] for place in range(0, 4 * len(worths), 4)
    ]
    if tie >= 0:
        rows[tie][SUPPORT] += 1
    return Tally(tuple((a, b, c, d) for a, b, c, d in rows), step * numbers[-1] + strict)


def clauses_of(rule: Rule, members: tuple[str, ...], seats: Weights) -> Clauses | None:
    """Return the clauses of a rule; None for one that does not come down to tallies."""
    found = getattr(rule, "clauses", None)
    made: Clauses | None = None if found is None else found(members, seats)
    return made


def sides(vote: Vote, members: Iterable[str]) -> list[int]:
    """Return the side of every member, as its place in a worth."""
    taken = {name: side for side, key in enumerate(SIDES) for name in getattr(vote, key)}
    return [taken[member] for member in members]


def holds(clauses: Clauses, taken: Sequence[int]) -> bool:
    """Tell whether a vote, given as the side of every member, meets a clause."""
    return any(all(_sum(one, taken) >= one.quota for one in clause) for clause in clauses)


def _sum(one: Tally, taken: Sequence[int]) -> int:
    return sum(map(getitem, one.worths, taken))


@attrs.frozen
class Formula:
    """Which sets of players carry: those that reach every quota of at least one clause.

    Parameters
    ----------
    size : int
        How many players there are; they are numbers from 0 on.
    forms : tuple of tuple of int
        Weights of the players, none negative, without a common divisor.
    clauses : tuple of tuple of (int, int)
        For each clause, which forms must reach which quotas.
    """

    size: int
    forms: tuple[Form, ...]
    clauses: tuple[tuple[tuple[int, int], ...], ...]

    @property
    def columns(self) -> list[Form]:
        """The weights of each player, one in each form: equal players weigh the same in all."""
        return list(zip(*self.forms, strict=True)) or [()] * self.size

    @cached_property
    def totals(self) -> tuple[int, ...]:
        """The sum of each form."""
        return tuple(map(sum, self.forms))

    def wins(self, players: Iterable[int]) -> bool:
        """Tell whether a set of players carries."""
        inside = list(players)
        sums = [sum(form[player] for player in inside) for form in self.forms]
        return self.reached(sums)

    def wins_without(self, player: int) -> bool:
        """Tell whether all players but one carry."""
        pairs = zip(self.totals, self.forms, strict=True)
        return self.reached([total - form[player] for total, form in pairs])

    def reached(self, sums: Sequence[int]) -> bool:
        """Tell whether sums, one for each form, meet a clause."""
        return any(all(sums[form] >= quota for form, quota in clause) for clause in self.clauses)

    def dual(self) -> "Formula":
        """Return which sets block: those whose complement does not carry."""
        number = prod(map(len, self.clauses))
        if number > _LARGEST:
            raise TooLarge("clauses of the blocking sets", number, _LARGEST)
        totals = self.totals
        turned = (
            [(self.forms[form], totals[form] - quota + 1) for form, quota in clause]
            for clause in self.clauses
        )
        return _simple(self.size, product(*turned))

    def among(self, players: Sequence[int]) -> "Formula":
        """Return the formula of some players, to whom no one else lends support."""
        forms = [tuple(form[player] for player in players) for form in self.forms]
        return self._with(len(players), forms)

    def joined(self, groups: Sequence[Sequence[int]]) -> "Formula":
        """Return the formula of groups of players who act as one, and nobody else."""
        forms = [tuple(sum(form[one] for one in group) for group in groups) for form in self.forms]
        return self._with(len(groups), forms)

    def _with(self, size: int, forms: Sequence[Form]) -> "Formula":
        """Return the same of so many other players, with these weights."""
        clauses = ([(forms[form], quota) for form, quota in clause] for clause in self.clauses)
        return _simple(size, clauses)


@attrs.frozen
class Oracle:
    """Which sets of players carry, where nothing is known but the answer for each set.

    Parameters
    ----------
    size : int
        How many players there are; they are numbers from 0 on.
    wins : callable
        Tells whether a set of players carries.
    """

    size: int
    wins: Callable[[Iterable[int]], bool]

    def wins_without(self, player: int) -> bool:
        """Tell whether all players but one carry."""
        return self.wins(other for other in range(self.size) if other != player)

    def dual(self) -> "Oracle":
        """Return which sets block: those whose complement does not carry."""
        everyone = frozenset(range(self.size))
        return Oracle(self.size, lambda players: not self.wins(everyone.difference(players)))

    def among(self, players: Sequence[int]) -> "Oracle":
        """Return the sets of some players, to whom no one else lends support."""
        return self.joined([(player,) for player in players])

    def joined(self, groups: Sequence[Sequence[int]]) -> "Oracle":
        """Return the sets of groups of players who act as one, and nobody else."""
        return Oracle(
            len(groups), lambda chosen: self.wins(chain.from_iterable(groups[g] for g in chosen))
        )


Carriers: TypeAlias = Formula | Oracle


@attrs.frozen
class Judge:
    """Tells of votes of the same members, each given as the side of every one, which carry.

    Parameters
    ----------
    rule : Rule
        The rule.
    members : tuple of str
        The members, in order.
    seats : Weights
        Their seats.
    """

    rule: Rule
    members: tuple[str, ...]
    seats: Weights
    clauses: Clauses | None = attrs.field(init=False)

    @clauses.default
    def _of_these(self) -> Clauses | None:
        return clauses_of(self.rule, self.members, self.seats)

    def __call__(self, taken: Sequence[int]) -> bool:
        """Tell whether a vote carries."""
        if self.clauses is not None:
            return holds(self.clauses, taken)
        return self.rule.carries(vote_of(self.members, taken, self.seats))

    def turned(self, taken: Sequence[int], free: Sequence[int], side: int = SUPPORT) -> Carriers:
        """Return which sets of the free members carry by turning to a side, all else as it is."""
        if self.clauses is not None:
            return _formula(self.clauses, taken, free, side)

        def wins(players: Iterable[int]) -> bool:
            turned = list(taken)
            for player in players:
                turned[free[player]] = side
            return self(turned)

        return Oracle(len(free), wins)


def vote_of(members: Sequence[str], taken: Sequence[int], seats: Weights) -> Vote:
    """Return the vote in which the members are on these sides."""
    groups: list[list[str]] = [[] for _ in SIDES]
    for member, side in zip(members, taken, strict=True):
        groups[side].append(member)
    return Vote(*map(frozenset, groups), seats=seats)


def _formula(clauses: Clauses, taken: Sequence[int], free: Sequence[int], side: int) -> Formula:
    """Return what the free members must add to the votes of the others."""

    def gains(one: Tally) -> Form:
        return tuple(one.worths[i][side] - one.worths[i][taken[i]] for i in free)

    left = ([(gains(one), one.quota - _sum(one, taken)) for one in clause] for clause in clauses)
    return _simple(len(free), left)


def _simple(size: int, clauses: Iterable[Iterable[tuple[Form, int]]]) -> Formula:
    """Make a formula that is no larger than it need be, the same for all ways to write it."""
    alternatives: set[frozenset[tuple[Form, int]]] = set()
    for clause in clauses:
        # 1. Without common divisors, and of conditions on the same weights the strictest only.
        needed: dict[Form, int] = {}
        for form, quota in clause:
            step = gcd(*form) or 1
            weights = tuple(weight // step for weight in form)
            needed[weights] = max(needed.get(weights, 0), -(-quota // step))
        # 2. Without clauses out of reach, and without conditions that are always met.
        if any(sum(weights) < quota for weights, quota in needed.items()):
            continue
        alternatives.add(_needed({w: quota for w, quota in needed.items() if quota > 0}))
    # 3. Without clauses that a weaker one makes needless; the widest form comes first.
    kept = [one for one in alternatives if not any(_weaker(o, one) for o in alternatives - {one})]
    used = sorted({weights for one in kept for weights, _ in one}, key=lambda f: (-sum(f), f))
    place = {weights: index for index, weights in enumerate(used)}
    found = sorted(tuple(sorted((place[w], quota) for w, quota in one)) for one in kept)
    return Formula(size, tuple(used), tuple(found))


def _needed(conditions: dict[Form, int]) -> frozenset[tuple[Form, int]]:
    """Leave out conditions that any one player meets, where another condition needs such a one."""
    left = dict(conditions)
    for weights, quota in sorted(conditions.items()):
        others = [other for other in left if other != weights]
        one_is_enough = quota <= min(filter(None, weights))
        if one_is_enough and any(
            all(w for w, o in zip(weights, other, strict=True) if o) for other in others
        ):
            del left[weights]
    return frozenset(left.items())


def _weaker(one: frozenset[tuple[Form, int]], other: frozenset[tuple[Form, int]]) -> bool:
    """Tell whether whatever meets the other clause meets this one."""
    strict = dict(other)
    return all(strict.get(weights, 0) >= quota for weights, quota in one)

"""Search for the bundles of proposals that pass, those with the greatest sum of gains first.

Members and proposals are numbers, gains whole ones. A bundle is worth to a member the sum of its
gains less its reservation; who gains is for it, who loses against it, and a rule says whether that
carries. The bundles come out in the order of the sum over all members, so whatever is better for
some member and worse for none comes out before.

The search goes best first. Proposals are decided on in a fixed order, and the branch that can still
reach the greatest sum is followed:

1. A member whom the rule needs must not lose, which is a condition on sums. Each such sum is added
   to what is sought at the price that it has in the best mixture of bundles (`best_mixture`), so
   that the bound counts what it costs to keep them, with each proposal taken or left by itself.
2. A branch is left where the rule is not met though every member gains all there still is to gain.
3. Where only what is Pareto-optimal is sought, a branch is left if a bundle that came out is better
   for some member, and worse for none, than anything that could come of it.
4. Proposals with the same gains are taken in order, and exchanged for each other in what comes out.
   One that excludes others is not exchanged.
5. Proposals that all exclude each other, as the settlements of one issue do, are one choice: once
   one of them is taken, the search goes on behind them, and a bound counts the best of them alone.
"""

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from functools import cache, partial
from itertools import chain, combinations, islice, product
from typing import TypeAlias

from coalition.answers.deals._mixture import best_mixture
from coalition.limits import Watch
from coalition.rules.tallies import ABSTAIN, OPPOSE, SUPPORT

MOST = 500_000  # branches that are looked at: half a gigabyte at the most
MOST_MIXED = 20_000_000  # products of two numbers
_FINE = 2**14  # how finely prices are counted, for each unit of the largest gain

Places: TypeAlias = tuple[int, ...]  # of proposals
Gains: TypeAlias = tuple[int, ...]  # of each member
Verdict: TypeAlias = Callable[[Sequence[int]], bool]
_Branch: TypeAlias = tuple[int, int, Places, Gains]  # what comes first: less bound, less depth


def sides_of(gains: Iterable[int | Fraction]) -> tuple[int, ...]:
    """Return the side that each member takes."""
    return tuple(SUPPORT if gain > 0 else OPPOSE if gain < 0 else ABSTAIN for gain in gains)


class Bundles:
    """The bundles that carry, and what branches share: what is still to come, and can add.

    Parameters
    ----------
    columns : list of tuple of int
        For each proposal, the gain of every member.
    reservations : tuple of int
        What every member has without a deal.
    excluded : list of set of int
        For each proposal, those that are in no bundle with it.
    carries : callable
        Tells from the side of every member whether the rule is met.
    watch : Watch
        Ends the search, with what has come out.

    Attributes
    ----------
    mixture : Mixture or None
        The best mixture of bundles that keeps every member against whom nothing is carried; None
        where it is too much work.
    found : list of (tuple of int, tuple of int)
        Bundles, with the gain of every member, by the sum of the gains from the greatest on.
    complete : bool
        Whether these are all.
    bound : int
        What the sum of no other exceeds.
    """

    def __init__(
        self,
        columns: Sequence[Gains],
        reservations: Gains,
        excluded: Sequence[set[int]],
        carries: Verdict,
        watch: Watch,
    ) -> None:
        self._passes, self._watch = cache(carries), watch
        size = len(reservations)
        needed = [
            not carries((*(SUPPORT,) * member, OPPOSE, *(SUPPORT,) * (size - member - 1)))
            for member in range(size)
        ]
        self._floor = 0 if all(needed) else None  # what the sum is at least where all are needed
        choices = _choices(excluded)
        mixing = partial(best_mixture, columns, reservations, choices, needed, watch)
        self.mixture = watch.run(mixing, MOST_MIXED)
        prices = self.mixture.prices if self.mixture else (0,) * size
        self._unit = _FINE * max(map(abs, chain([1], *columns)))
        self._multipliers = tuple(round(self._unit * (1 + price)) for price in prices)
        worth = [self._worth(column) for column in columns]
        for choice in choices:
            choice.sort(key=lambda one: -worth[one])
        choices.sort(
            key=lambda choice: (
                -max(abs(worth[one]) for one in choice),
                columns[choice[0]],
                bool(excluded[choice[0]]),
                choice,
            )
        )
        self._order = [one for choice in choices for one in choice]
        self._columns = [columns[one] for one in self._order]
        at = {one: place for place, one in enumerate(self._order)}
        self._excluded = [{at[other] for other in excluded[one]} for one in self._order]
        # 4. What is equal for proposals that can be exchanged for each other.
        self._kinds = [
            (column, place if self._excluded[place] else -1)
            for place, column in enumerate(self._columns)
        ]
        # 5. Where the choice of each place ends, what each member can gain from there on, and what
        # the sum can be worth.
        self._end: list[int] = []
        self._gains_left, self._worth_left = [(0,) * size], [0]
        for choice in reversed(choices):
            self._end += [len(self._order) - len(self._end)] * len(choice)
            best, top = (0,) * size, 0
            behind = self._gains_left[-1], self._worth_left[-1]
            for one in reversed(choice):
                best, top = tuple(map(max, best, columns[one])), max(top, worth[one])
                self._gains_left.append(_sum(behind[0], best))
                self._worth_left.append(behind[1] + top)
        for left in (self._end, self._gains_left, self._worth_left):
            left.reverse()
        self._start = tuple(-number for number in reservations)
        self.found: list[tuple[Places, Gains]] = []
        self.complete = bool(self.mixture and not self.mixture.feasible)
        self.bound = 0 if self.complete else self._bound(0, self._start)

    def find(self, limit: int, *, pareto: bool = False, tied: bool = False) -> None:
        """Find so many, or all; with `pareto`, but for those that another is better than.

        With `tied`, all are those with the greatest sum.
        """
        if not self.complete:
            run = partial(self._run, limit, pareto=pareto, tied=tied)
            self.complete = self._watch.run(run, MOST) or False
            del self.found[limit:]

    def _run(self, limit: int, *, pareto: bool, tied: bool) -> bool:
        """Let the bundles come out, or one more than so many; tell whether these are all."""
        heap = [self._branch(0, (), self._start)]
        while heap:
            self.bound = -heap[0][0]
            if tied and self.found and self.bound < sum(self.found[0][1]):
                return True
            self._watch.spend(1)
            _, depth, chosen, gains = heapq.heappop(heap)
            place = -depth
            if pareto and self._is_dominated(place, gains):  # 3.
                continue
            if place > len(self._columns):
                # no branch can reach more than this bundle: it comes out, with all like it (4.)
                alike = self._alike(chosen, limit - len(self.found) + 1)
                self.found += [(places, gains) for places in alike]
                if len(self.found) > limit:
                    return False
            elif place == len(self._columns):
                # all is decided: what passes waits with its true sum, which the bound exceeds
                if chosen and self._passes(sides_of(gains)):
                    heapq.heappush(heap, (-sum(gains), -place - 1, chosen, gains))
            else:
                options = [(place + 1, chosen, gains)]
                repeats = place > 0 and self._kinds[place] == self._kinds[place - 1]
                fits = self._excluded[place].isdisjoint(chosen)
                if fits and (not repeats or place - 1 in chosen[-1:]):  # 4.
                    sums = _sum(gains, self._columns[place])
                    options.append((self._end[place], (*chosen, place), sums))
                for after, picked, sums in options:
                    if self._can_pass(after, sums):  # 2.
                        heapq.heappush(heap, self._branch(after, picked, sums))
        return True

    def _branch(self, place: int, chosen: Places, gains: Gains) -> _Branch:
        """Return a branch, before those of a smaller bound and of those less far down."""
        return (-self._bound(place, gains), -place, chosen, gains)

    def _can_pass(self, place: int, gains: Gains) -> bool:
        """Tell whether the rule would be met if every member gained all that there is to gain."""
        if self._floor is not None and self._bound(place, gains) < self._floor:
            return False
        return self._passes(sides_of(self._at_most(place, gains)))

    def _alike(self, chosen: Places, most: int) -> Iterator[Places]:
        """Yield so many bundles in which proposals are exchanged for others with the same gains."""
        classes: dict[tuple[Gains, int], list[int]] = {}
        for kind, one in zip(self._kinds, self._order, strict=True):
            classes.setdefault(kind, []).append(one)
        taken = Counter(self._kinds[place] for place in chosen)
        some = (
            islice(combinations(sorted(classes[kind]), number), most)
            for kind, number in taken.items()
        )
        for picked in islice(product(*some), most):
            yield tuple(sorted(chain(*picked)))

    def _is_dominated(self, place: int, gains: Gains) -> bool:
        """Tell whether what was found is better than all that can come of a branch."""
        most = self._at_most(place, gains)
        return any(
            most != other and all(map(int.__le__, most, other)) for _, other in reversed(self.found)
        )

    def _at_most(self, place: int, gains: Gains) -> Gains:
        """Return what every member can gain at most; for a bundle that is decided, its gains."""
        return _sum(gains, self._gains_left[min(place, len(self._columns))])

    def _bound(self, place: int, gains: Gains) -> int:
        """Return what the sum of gains cannot exceed."""
        return (self._worth(gains) + self._worth_left[place]) // self._unit

    def _worth(self, gains: Gains) -> int:
        """Return the sum of gains and multiples of them, in units of the multipliers."""
        return sum(map(int.__mul__, gains, self._multipliers))


def _sum(one: Gains, other: Gains) -> Gains:
    """Return what two gains come to, member by member."""
    return tuple(map(int.__add__, one, other))


def _choices(excluded: Sequence[set[int]]) -> list[list[int]]:
    """Return the proposals put together so that those of one choice all exclude each other (5.)."""
    choices: list[list[int]] = []
    place: dict[int, int] = {}  # of the choice that each is in
    for one, others in enumerate(excluded):
        near = sorted({place[other] for other in others if other in place})
        fitting = (at for at in near if others.issuperset(choices[at]))
        if (at := next(fitting, None)) is None:
            at = len(choices)
            choices.append([])
        choices[at].append(one)
        place[one] = at
    return choices

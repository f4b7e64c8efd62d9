"""Search for the bundles of proposals that pass, those with the greatest sum of gains first.

Members and proposals are numbers, gains whole ones. A bundle is worth to a member the sum of its
gains less its reservation; who gains is for it, who loses against it, and a rule says whether that
carries. The bundles come out in the order of the sum over all members, so whatever is better for
some member and worse for none comes out before.

The search goes best first. Proposals are decided on in a fixed order, and the branch that can still
reach the greatest sum is followed:

1. A member whom the rule needs must not lose, which is a condition on sums. Some multiple of each
   such sum is added to what is sought (Lagrangian relaxation: Held & Karp 1971), so that the bound
   counts what it costs to keep them, with each proposal then taken or left by itself.
2. A branch is left where the rule is not met though every member gains all there still is to gain.
3. Where only what is Pareto-optimal is sought, a branch is left if a bundle that came out is better
   for some member, and worse for none, than anything that could come of it.
4. Proposals with the same gains are taken in order, and exchanged for each other in what comes out.
"""

import heapq
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, islice
from time import monotonic
from typing import TypeAlias

import attrs

from coalition.rules.tallies import ABSTAIN, OPPOSE, SUPPORT

__all__ = ["MOST", "Bundles", "bundles", "sides_of"]

MOST = 500_000  # branches that are looked at: half a gigabyte at the most
_UNIT = 64  # in which the multiples are counted
_ROUNDS = 400  # of making the bound better
_PAUSE = 256  # branches between two looks at the clock

Gains: TypeAlias = tuple[int, ...]
Verdict: TypeAlias = Callable[[Sequence[int]], bool]


@attrs.frozen
class Bundles:
    """What a search found.

    Parameters
    ----------
    found : tuple of (tuple of int, tuple of int)
        Bundles, with the gain of every member, by the sum of the gains from the greatest on.
    complete : bool
        Whether these are all.
    bound : int or None
        What the sum of no other exceeds; None where they are all.
    """

    found: tuple[tuple[Gains, Gains], ...]
    complete: bool
    bound: int | None


def sides_of(gains: Sequence[int]) -> tuple[int, ...]:
    """Return the side that each member takes."""
    return tuple(SUPPORT if gain > 0 else OPPOSE if gain < 0 else ABSTAIN for gain in gains)


def bundles(
    columns: Sequence[Gains],
    reservations: Gains,
    carries: Verdict,
    *,
    limit: int,
    pareto: bool,
    time_limit: float | None = None,
) -> Bundles:
    """Return the bundles that carry, or the Pareto-optimal of them, up to so many.

    Parameters
    ----------
    columns : list of tuple of int
        For each proposal, the gain of every member.
    reservations : tuple of int
        What every member has without a deal.
    carries : callable
        Tells from the side of every member whether the rule is met.
    limit : int
        How many to return.
    pareto : bool
        Whether to leave out what another is better than.
    time_limit : float, optional
        Seconds after which to stop with what has come out.
    """
    end = None if time_limit is None else monotonic() + time_limit
    search = _Search(columns, reservations, carries)
    found: list[tuple[Gains, Gains]] = []
    start = tuple(-number for number in reservations)
    heap = [search.branch(0, (), start)]
    looked = 0
    while heap:
        bound = -heap[0][0]
        late = end is not None and looked % _PAUSE == 0 and monotonic() > end
        if late or looked > MOST:
            return Bundles(tuple(found), complete=False, bound=bound)
        looked += 1
        _, depth, chosen, gains = heapq.heappop(heap)
        place = -depth
        if pareto and search.is_dominated(place, gains, found):
            continue
        if place > len(columns):
            alike = list(islice(search.alike(chosen), limit - len(found) + 1))
            found += [(places, gains) for places in alike]
            if len(found) > limit:
                return Bundles(tuple(found[:limit]), complete=False, bound=bound)
        elif place == len(columns):
            if chosen and search.carries(sides_of(gains)):
                heapq.heappush(heap, (-sum(gains), -place - 1, chosen, gains))
        else:
            options = [(chosen, gains)]
            if not search.repeats(place) or place - 1 in chosen[-1:]:
                more = tuple(map(int.__add__, gains, search.columns[place]))
                options.append(((*chosen, place), more))
            for picked, sums in options:
                if search.hopes(place + 1, sums):
                    heapq.heappush(heap, search.branch(place + 1, picked, sums))
    return Bundles(tuple(found), complete=True, bound=None)


_Branch: TypeAlias = tuple[int, int, Gains, Gains]  # what comes first: less bound, less depth


class _Search:
    """What branches share: the proposals in order, and what those still to come can add."""

    def __init__(self, columns: Sequence[Gains], reservations: Gains, carries: Verdict) -> None:
        self._verdicts: dict[tuple[int, ...], bool] = {}
        self._carries = carries
        needed = self._needed(len(reservations))
        self._floor = 0 if all(needed) else None  # what the sum is at least where all are needed
        self.multiples = _multiples(columns, reservations, needed)
        worth = [self._worth(column) for column in columns]
        self.order = sorted(
            range(len(columns)), key=lambda one: (-abs(worth[one]), columns[one], one)
        )
        self.columns = [columns[one] for one in self.order]
        self._most = [(0,) * len(reservations)]  # what each member can still gain
        self._sum = [0]
        for one in reversed(self.order):
            above = tuple(max(gain, 0) for gain in columns[one])
            self._most.append(tuple(map(int.__add__, self._most[-1], above)))
            self._sum.append(self._sum[-1] + max(worth[one], 0))
        self._most.reverse()
        self._sum.reverse()

    def branch(self, place: int, chosen: Gains, gains: Gains) -> _Branch:
        """Return a branch, before those of a smaller bound and of those less far down."""
        return (-self._bound(place, gains), -place, chosen, gains)

    def hopes(self, place: int, gains: Gains) -> bool:
        """Tell whether the rule would be met if every member gained all that there is to gain."""
        if self._floor is not None and self._bound(place, gains) < self._floor:
            return False
        return self.carries(sides_of(self._at_most(place, gains)))

    def repeats(self, place: int) -> bool:
        """Tell whether a proposal has the same gains as the one before."""
        return place > 0 and self.columns[place] == self.columns[place - 1]

    def alike(self, chosen: Gains) -> Iterator[Gains]:
        """Yield the bundles in which proposals are exchanged for others with the same gains."""
        classes: dict[Gains, list[int]] = {}
        for place, column in enumerate(self.columns):
            classes.setdefault(column, []).append(self.order[place])
        taken = Counter(self.columns[place] for place in chosen)
        choices = [(sorted(classes[column]), number) for column, number in taken.items()]

        def exchanged(left: list[tuple[list[int], int]], picked: Gains) -> Iterator[Gains]:
            if not left:
                yield tuple(sorted(picked))
                return
            (places, number), *others = left
            for some in combinations(places, number):
                yield from exchanged(others, picked + some)

        yield from exchanged(choices, ())

    def is_dominated(self, place: int, gains: Gains, found: Sequence[tuple[Gains, Gains]]) -> bool:
        """Tell whether what was found is better than all that can come of a branch."""
        most = self._at_most(place, gains)
        return any(
            most != other and all(map(int.__le__, most, other)) for _, other in reversed(found)
        )

    def carries(self, sides: tuple[int, ...]) -> bool:
        if sides not in self._verdicts:
            self._verdicts[sides] = self._carries(sides)
        return self._verdicts[sides]

    def _at_most(self, place: int, gains: Gains) -> Gains:
        if place >= len(self.columns):
            return gains
        return tuple(map(int.__add__, gains, self._most[place]))

    def _bound(self, place: int, gains: Gains) -> int:
        """Return what the sum of gains cannot exceed."""
        return (self._worth(gains) + self._sum[place]) // _UNIT

    def _worth(self, gains: Gains) -> int:
        """Return the sum of gains and multiples of them, in units of the multiples."""
        return sum(map(int.__mul__, gains, self.multiples))

    def _needed(self, size: int) -> list[bool]:
        """Tell of each member whether nothing is carried against it."""
        return [
            not self.carries(tuple(OPPOSE if one == member else SUPPORT for one in range(size)))
            for member in range(size)
        ]


def _multiples(
    columns: Sequence[Gains], reservations: Gains, needed: Sequence[bool]
) -> tuple[int, ...]:
    """Return one unit for each member, and more for those needed, so that the bound is small.

    Any numbers make a valid bound; these come of going against the slope in ever smaller steps.
    """
    extra = [0] * len(reservations)
    best, least = tuple(extra), None
    for turn in range(_ROUNDS if any(needed) else 1):
        slope = [-number for number in reservations]
        bound = 0
        for column in columns:
            worth = sum(gain * (_UNIT + more) for gain, more in zip(column, extra, strict=True))
            if worth > 0:
                bound += worth
                slope = list(map(int.__add__, slope, column))
        bound -= sum(
            number * (_UNIT + more) for number, more in zip(reservations, extra, strict=True)
        )
        if least is None or bound < least:
            best, least = tuple(extra), bound
        steepest = max(map(abs, slope), default=0)
        if not steepest:
            break
        step = 4 * _UNIT * _UNIT // (turn + _UNIT)
        extra = [
            max(0, more - step * rise // steepest) if need else 0
            for more, rise, need in zip(extra, slope, needed, strict=True)
        ]
    return tuple(_UNIT + more for more in best)

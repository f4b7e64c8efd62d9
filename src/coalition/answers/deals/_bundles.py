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
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import accumulate, combinations, islice
from typing import TypeAlias

import attrs

from coalition.limits import Watch
from coalition.rules.tallies import ABSTAIN, OPPOSE, SUPPORT

MOST = 500_000  # branches that are looked at: half a gigabyte at the most
_UNIT = 64  # in which the multipliers are counted
_ROUNDS = 400  # of making the bound better

Places: TypeAlias = tuple[int, ...]  # of proposals
Gains: TypeAlias = tuple[int, ...]  # of each member
Verdict: TypeAlias = Callable[[Sequence[int]], bool]
_Branch: TypeAlias = tuple[int, int, Places, Gains]  # what comes first: less bound, less depth


@attrs.frozen
class Bundles:
    """What a search found.

    Attributes
    ----------
    found : tuple of (tuple of int, tuple of int)
        Bundles, with the gain of every member, by the sum of the gains from the greatest on.
    complete : bool
        Whether these are all.
    bound : int or None
        What the sum of no other exceeds; None where they are all.
    """

    found: tuple[tuple[Places, Gains], ...]
    complete: bool
    bound: int | None


def sides_of(gains: Iterable[int]) -> tuple[int, ...]:
    """Return the side that each member takes."""
    return tuple(SUPPORT if gain > 0 else OPPOSE if gain < 0 else ABSTAIN for gain in gains)


def bundles(
    columns: Sequence[Gains],
    reservations: Gains,
    carries: Verdict,
    *,
    limit: int,
    pareto: bool,
    watch: Watch,
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
    watch : Watch
        Ends the search, with what has come out.
    """
    search = _Search(columns, reservations, carries)
    complete = watch.run(partial(search.run, watch, limit, pareto=pareto), MOST) or False
    return Bundles(tuple(search.found[:limit]), complete, None if complete else search.bound)


class _Search:
    """The bundles that came out, and what branches share: what is still to come, and can add."""

    def __init__(self, columns: Sequence[Gains], reservations: Gains, carries: Verdict) -> None:
        self._passes = cache(carries)
        size = len(reservations)
        # of each member, whether nothing is carried against it
        needed = [
            not self._passes((*(SUPPORT,) * member, OPPOSE, *(SUPPORT,) * (size - member - 1)))
            for member in range(size)
        ]
        self._floor = 0 if all(needed) else None  # what the sum is at least where all are needed
        self._multipliers = _multipliers(columns, reservations, needed)
        worth = [self._worth(column) for column in columns]
        self._order = sorted(
            range(len(columns)), key=lambda one: (-abs(worth[one]), columns[one], one)
        )
        self._columns = [columns[one] for one in self._order]
        # what each member can gain from each place on, and what the sum can be worth
        above = [tuple(max(gain, 0) for gain in column) for column in reversed(self._columns)]
        self._gains_left = [*accumulate(above, _sum, initial=(0,) * size)][::-1]
        worths = (max(worth[one], 0) for one in reversed(self._order))
        self._worth_left = [*accumulate(worths, initial=0)][::-1]
        self._start = tuple(-number for number in reservations)
        self.found: list[tuple[Places, Gains]] = []
        self.bound = self._bound(0, self._start)  # of all that did not come out

    def run(self, watch: Watch, limit: int, *, pareto: bool) -> bool:
        """Let the bundles come out, or one more than so many; tell whether these are all."""
        heap = [self._branch(0, (), self._start)]
        while heap:
            self.bound = -heap[0][0]
            watch.spend(1)
            _, depth, chosen, gains = heapq.heappop(heap)
            place = -depth
            if pareto and self._is_dominated(place, gains):  # 3.
                continue
            if place > len(self._columns):
                # no branch can reach more than this bundle: it comes out, with all like it (4.)
                alike = islice(self._alike(chosen), limit - len(self.found) + 1)
                self.found += [(places, gains) for places in alike]
                if len(self.found) > limit:
                    return False
            elif place == len(self._columns):
                # all is decided: what passes waits with its true sum, which the bound exceeds
                if chosen and self._passes(sides_of(gains)):
                    heapq.heappush(heap, (-sum(gains), -place - 1, chosen, gains))
            else:
                options = [(chosen, gains)]
                column = self._columns[place]
                repeats = place > 0 and column == self._columns[place - 1]
                if not repeats or place - 1 in chosen[-1:]:  # 4.
                    options.append(((*chosen, place), _sum(gains, column)))
                for picked, sums in options:
                    if self._can_pass(place + 1, sums):  # 2.
                        heapq.heappush(heap, self._branch(place + 1, picked, sums))
        return True

    def _branch(self, place: int, chosen: Places, gains: Gains) -> _Branch:
        """Return a branch, before those of a smaller bound and of those less far down."""
        return (-self._bound(place, gains), -place, chosen, gains)

    def _can_pass(self, place: int, gains: Gains) -> bool:
        """Tell whether the rule would be met if every member gained all that there is to gain."""
        if self._floor is not None and self._bound(place, gains) < self._floor:
            return False
        return self._passes(sides_of(self._at_most(place, gains)))

    def _alike(self, chosen: Places) -> Iterator[Places]:
        """Yield the bundles in which proposals are exchanged for others with the same gains."""
        classes: dict[Gains, list[int]] = {}
        for place, column in enumerate(self._columns):
            classes.setdefault(column, []).append(self._order[place])
        taken = Counter(self._columns[place] for place in chosen)
        choices = [(sorted(classes[column]), number) for column, number in taken.items()]

        def exchanged(left: list[tuple[list[int], int]], picked: Places) -> Iterator[Places]:
            if not left:
                yield tuple(sorted(picked))
                return
            (places, number), *others = left
            for some in combinations(places, number):
                yield from exchanged(others, picked + some)

        yield from exchanged(choices, ())

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
        return (self._worth(gains) + self._worth_left[place]) // _UNIT

    def _worth(self, gains: Gains) -> int:
        """Return the sum of gains and multiples of them, in units of the multipliers."""
        return sum(map(int.__mul__, gains, self._multipliers))


def _sum(one: Gains, other: Gains) -> Gains:
    """Return what two gains come to, member by member."""
    return tuple(map(int.__add__, one, other))


def _multipliers(
    columns: Sequence[Gains], reservations: Gains, needed: Sequence[bool]
) -> tuple[int, ...]:
    """Return one unit for each member, and more for those needed, so that the bound is small (1.).

    Any multipliers make a valid bound, and only those of the needed may differ from one unit. As a
    function of them the bound is convex, so it is gone down against its slope, in ever smaller
    steps (subgradient method), and the best on the way is kept.
    """
    start = tuple(-number for number in reservations)
    best = multipliers = (_UNIT,) * len(reservations)
    least = None
    for turn in range(_ROUNDS if any(needed) else 1):
        # With these multipliers the best is to take every proposal of positive worth. The gains of
        # that are the slope: by so much the bound grows with the multiplier of each member.
        worths = [sum(map(int.__mul__, column, multipliers)) for column in columns]
        taken = [column for column, worth in zip(columns, worths, strict=True) if worth > 0]
        slope = tuple(map(sum, zip(start, *taken, strict=True)))
        bound = sum(map(int.__mul__, slope, multipliers))
        if least is None or bound < least:
            best, least = multipliers, bound
        steepest = max(map(abs, slope), default=0)
        if not steepest:
            break
        step = 4 * _UNIT * _UNIT // (turn + _UNIT)
        multipliers = tuple(
            max(_UNIT, now - step * rise // steepest) if need else _UNIT
            for now, rise, need in zip(multipliers, slope, needed, strict=True)
        )
    return best

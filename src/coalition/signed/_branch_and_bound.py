"""Exact search for the partitions of a signed graph with the least frustration.

Actors are numbers, weights a symmetric matrix of whole numbers with zeros on the diagonal. Two
actors in one bloc gain their weight, so the least frustration is the sum of the positive weights
less the greatest gain.

The search is a branch and bound with Russian-doll bounds (Verfaillie, Lemaitre & Schiex 1996):

1. Actors are placed in order, each into a bloc or a new one, the place with the most gain first.
2. The last actor is solved by itself, then the last two, and so on; each optimum bounds the next.
   What must be beaten is known from a partition that was found before.
3. A branch is left where what is gained, plus the most that every actor still to be placed can gain
   from the blocs so far, plus the optimum of those actors among themselves, is not enough.
4. What the actors still to be placed can gain depends only on how they tie to the blocs so far. A
   state met again with the same gain is left where only values are sought, so that graphs with
   very many optimal partitions are no harder than others; where partitions are sought, it is left
   if it led to none.
"""

import math
from collections.abc import Callable
from itertools import accumulate
from operator import add

from coalition.limits import Watch
from coalition.signed._reduction import Blocs, places

_REMEMBERED = 50_000  # states, at a kilobyte or two each
_PACE = 10_000  # work between two looks at the watch

Weights = list[list[int]]


class RussianDolls:
    """A graph whose suffixes are solved from the smallest up, each bounding the next.

    Parameters
    ----------
    weights : list of list of int
        The ties.
    max_blocs : int
        The most blocs.
    start : list of int
        The bloc of each actor in a good partition.
    watch : Watch
        What stops the search.
    """

    def __init__(self, weights: Weights, max_blocs: int, start: list[int], watch: Watch) -> None:
        self.weights: Weights = weights
        self.order: list[int] = _in_order(weights)
        self.size: int = len(weights)
        self.max_blocs: int = max_blocs
        self.watch: Watch = watch
        self.rows: list[tuple[int, ...]] = [
            tuple(weights[actor][other] for other in self.order[place + 1 :])
            for place, actor in enumerate(self.order)
        ]
        self.reach: list[int] = [sum(weight for weight in row if weight > 0) for row in self.rows]
        self.step: int = math.gcd(*(weight for row in weights for weight in row))
        self.start: list[int] = [start[actor] for actor in self.order]
        # the optimum of the actors from each one on
        self.bounds: list[int] = [0] * (self.size + 1)

    def solve(self, bounded: Callable[[int], None]) -> tuple[int, list[int]]:
        """Return the greatest gain, and the bloc of each actor in a partition that has it.

        `bounded` is called on the way with what no partition gains more than.
        """
        before = [0, *accumulate(self.reach)]
        kept = 0  # what the start gains among the actors from `first` on
        best: list[list[int]] = []
        for first in reversed(range(self.size)):
            # 2a. What must be beaten: the best of the later actors, with this one added,
            best, low = self._added(first, best)
            # 2b. or what the start gains, if that is more.
            row, bloc = self.rows[first], self.start[first]
            rest = zip(row, self.start[first + 1 :], strict=True)
            kept += sum(weight for weight, home in rest if home == bloc)
            if kept > low:
                low = kept
                best = [
                    [actor for actor in range(first, self.size) if self.start[actor] == bloc]
                    for bloc in dict.fromkeys(self.start[first:])
                ]
            # 2c. Search for more, unless all positive ties together are no more.
            high = self.bounds[first + 1] + self.reach[first]
            found = self._better(first, low) if low < high else None
            if found:
                low, best = found
            self.bounds[first] = low
            bounded(low + before[first])
        place_of = places(best)
        return self.bounds[0], [place_of[self.order.index(actor)] for actor in range(self.size)]

    def _added(self, first: int, blocs: list[list[int]]) -> tuple[list[list[int]], int]:
        """Put one more actor where it gains most; return the blocs, and what they gain."""
        row = self.rows[first]
        pulls = [sum(row[actor - first - 1] for actor in bloc) for bloc in blocs]
        pulls += [0] * (len(blocs) < self.max_blocs)
        place = max(range(len(pulls)), key=pulls.__getitem__)
        grown = [*blocs, []] if place == len(blocs) else blocs
        grown = [[first, *bloc] if index == place else bloc for index, bloc in enumerate(grown)]
        return grown, self.bounds[first + 1] + pulls[place]

    def _better(self, first: int, low: int) -> tuple[int, list[list[int]]] | None:
        """Return the best partition of the actors from `first` on, if it gains more than `low`."""
        found: tuple[int, list[list[int]]] | None = None

        def visit(gain: int, blocs: list[list[int]]) -> float:
            nonlocal found
            found = gain, [bloc.copy() for bloc in blocs]
            return gain + 1

        self._descend(first, low + 1, visit, every=False)
        return found

    def optima(self, best: int, number: int) -> list[Blocs]:
        """Return the first so many partitions with the best gain."""
        optima: list[Blocs] = []

        def visit(_gain: int, blocs: list[list[int]]) -> float:
            optima.append(tuple(tuple(self.order[place] for place in bloc) for bloc in blocs))
            return best if len(optima) < number else math.inf

        self._descend(0, best, visit, every=True)
        return optima

    def second(self, best: int, known: int | None) -> int | None:
        """Return the greatest gain below the best, or None where all partitions gain the same.

        `known` is the gain of some partition that is not optimal.
        """
        below = known
        if below == best - self.step:  # there is nothing between the two
            return below

        def visit(gain: int, _blocs: list[list[int]]) -> float:
            nonlocal below
            below = gain if gain < best else below
            if below == best - self.step:
                return math.inf
            return -math.inf if below is None else below + 1

        self._descend(0, -math.inf if below is None else below + 1, visit, every=False)
        return below

    def _descend(
        self,
        first: int,
        need: float,
        visit: Callable[[int, list[list[int]]], float],
        *,
        every: bool,
    ) -> None:
        """Visit the partitions of the actors from `first` on that may gain what is needed.

        What is needed from then on is what `visit` returns. A column holds what each actor still
        to be placed gains by joining one bloc; `every` says whether all partitions of the same
        gain are visited, or one of them.
        """
        blocs: list[list[int]] = [[] for _ in range(min(self.max_blocs, self.size))]
        seen: set[tuple[int, int, int, frozenset[tuple[int, ...]]]] = set()
        visits = work = 0

        def place(actor: int, gain: int, columns: list[tuple[int, ...]]) -> None:
            nonlocal need, visits, work
            if actor == self.size:
                visits += 1
                need = visit(gain, blocs[: len(columns)])
                return
            # 1. This actor joins a bloc, or a new one.
            row, none = self.rows[actor], (0,) * (self.size - actor)
            places = [*columns, none] if len(columns) < self.max_blocs else columns
            rests = [column[1:] for column in columns]
            work += 20 + len(places) * (len(places) + 2) * len(none) // 10
            if work > _PACE:
                work = self.watch.spend(work)
            # 3a. What can be gained at most wherever it goes, but for what it gains itself.
            later = self.bounds[actor + 1]
            most = gain + later + self.reach[actor] + sum(map(max, none[1:], none[1:], *rests))
            for index in sorted(range(len(places)), key=lambda index: -places[index][0]):
                total = gain + places[index][0]
                if most + places[index][0] < need:
                    break
                column = tuple(map(add, rests[index], row)) if index < len(rests) else row
                after = [*rests[:index], column, *rests[index + 1 :]]
                # 3b. What can be gained at most when it is there.
                room = self.max_blocs - len(after)
                floor = none[1:] if room else after[0]
                if total + later + sum(map(max, floor, *after)) < need:
                    continue
                # 4a. Leave a state that is known.
                room = min(room, self.size - actor - 1)  # more is never used
                state = (actor, total, room, frozenset((floor, *after)))
                if state in seen:
                    continue
                # 1. Go on with the next actor, and take this one back.
                before = visits
                blocs[index].append(actor)
                place(actor + 1, total, after)
                blocs[index].pop()
                # 4b. Remember the state, unless partitions are sought and it led to some.
                if (visits == before or not every) and len(seen) < _REMEMBERED:
                    seen.add(state)

        place(first, 0, [])


def _in_order(weights: Weights) -> list[int]:
    """Return the actors so that each has strong positive ties to those before it, and to all."""
    left = list(range(len(weights)))
    friendly = [[max(weight, 0) for weight in row] for row in weights]
    ties, total = [0] * len(weights), [sum(row) for row in friendly]
    order = []
    while left:
        chosen = max(left, key=lambda actor: (ties[actor], total[actor]))
        left.remove(chosen)
        order.append(chosen)
        ties = list(map(add, ties, friendly[chosen]))
    return order

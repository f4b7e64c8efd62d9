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
_LONG = 2_000_000  # work after which it is compiled,
_NEARLY = 10  # if no more actors are left to begin with, each of whom may double what is to be done
_LARGEST = 2**58  # sum of all weights, whatever their sign

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
        watch.look()
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
        self.worked: int = 0
        self.is_solved: bool = False

    def solve(self, bounded: Callable[[int], None]) -> list[int]:
        """Find the greatest gain, and return the bloc of each actor in a partition that has it.

        `bounded` is called on the way with what no partition gains more than.
        """
        before = [0, *accumulate(self.reach)]
        home: dict[int, int] = {}  # the best of the actors from `first` on
        kept = 0  # what the start gains among them
        for first in reversed(range(self.size)):
            # 2a. What must be beaten: the best of the later actors, with this one added,
            row, own = self.rows[first], self.start[first]
            pulls = dict.fromkeys(home.values(), 0)
            if len(pulls) < self.max_blocs:
                pulls[max(pulls, default=0) + 1] = 0
            for place, weight in enumerate(row, first + 1):
                pulls[home[place]] += weight
            home[first] = max(pulls, key=pulls.__getitem__)
            low = self.bounds[first + 1] + pulls[home[first]]
            # 2b. or what the start gains, if that is more.
            rest = zip(row, self.start[first + 1 :], strict=True)
            kept += sum(weight for weight, bloc in rest if bloc == own)
            if kept > low:
                low, home = kept, dict(enumerate(self.start[first:], first))
            # 2c. Search for more, unless all positive ties together are no more.
            most = self.bounds[first + 1] + self.reach[first]
            if low < most and (found := self._greatest(first, low + 1, stop=most)):
                low, home = found
            self.bounds[first] = low
            bounded(low + before[first])
        self.is_solved = True
        return [home[self.order.index(actor)] for actor in range(self.size)]

    def second(self, home: list[int]) -> int | None:
        """Return the greatest gain below the best, or None where all partitions gain the same.

        `home` is the bloc of each actor in a partition with the best gain, numbered from 0 on.
        """
        # a. Move single actors: often there is nothing between the best and what that leads to.
        best, losses = self.bounds[0], set[int]()
        for bloc, row in zip(home, self.weights, strict=True):
            pulls = [0] * min(max(home) + 2, self.max_blocs)
            for near, weight in zip(home, row, strict=True):
                pulls[near] += weight
            losses.update(pulls[bloc] - pull for pull in pulls)
        known = max((best - loss for loss in losses if loss > 0), default=None)
        # b. Search for more.
        if known == best - self.step:
            return known
        need = -math.inf if known is None else known + 1
        found = self._greatest(0, need, below=best, stop=best - self.step)
        return found[0] if found else known

    def _greatest(
        self, first: int, need: float, *, below: float = math.inf, stop: int
    ) -> tuple[int, dict[int, int]] | None:
        """Return the greatest gain, of the actors from `first` on, and the bloc of each then.

        It is sought among those that are enough and lie below a number; none is more than `stop`.
        """
        found: tuple[int, dict[int, int]] | None = None

        def visit(gain: int, blocs: list[list[int]]) -> float:
            nonlocal found
            if gain < below:
                found = gain, places(blocs)
            return need if found is None else math.inf if found[0] == stop else found[0] + 1

        self._descend(first, need, visit, every=False)
        return found

    def optima(self, number: int) -> list[Blocs]:
        """Return the first so many partitions with the best gain."""
        optima: list[Blocs] = []

        def visit(_gain: int, blocs: list[list[int]]) -> float:
            optima.append(tuple(tuple(self.order[place] for place in bloc) for bloc in blocs))
            return self.bounds[0] if len(optima) < number else math.inf

        self._descend(0, self.bounds[0], visit, every=True)
        return optima

    def _is_long(self, first: int) -> bool:
        """Tell whether it is worth it to compile, and nothing can be too large for 64 bits."""
        return (
            self.worked > _LONG
            and first <= _NEARLY
            and 2 * sum(self.reach) - sum(map(sum, self.rows)) < _LARGEST
            and self.watch.compiles()
        )

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
        if self._is_long(first):
            from coalition.signed._compiled import descend  # noqa: PLC0415 - needs the extra

            descend(self, first, need, visit)
            return
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
                self.worked += work
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

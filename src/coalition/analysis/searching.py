"""Exact search for the partitions of a signed graph with the least frustration.

Actors are numbers, weights a symmetric matrix of whole numbers with zeros on the diagonal. Two
actors in one bloc gain their weight, so the least frustration is the sum of the positive weights
less the greatest gain.

The search is a branch and bound with Russian-doll bounds (Verfaillie, Lemaitre & Schiex 1996):

1. Actors are placed in order, each into a bloc or a new one, the place with the most gain first.
2. The last actor is solved by itself, then the last two, and so on; each optimum bounds the next.
3. A branch is left where what is gained, plus the most that every actor still to be placed can gain
   from the blocs so far, plus the optimum of those actors among themselves, is not enough.
4. What the actors still to be placed can gain depends only on how they tie to the blocs so far. A
   state met again with the same gain is left where only values are sought, so that graphs with
   very many optimal partitions are no harder than others; where partitions are sought, it is left
   if it led to none.
"""

import math
from collections.abc import Callable
from operator import add

import attrs

__all__ = ["Blocs", "Found", "Weights", "search"]

_REMEMBERED = 50_000  # states, at a kilobyte or two each

Weights = list[list[int]]
Blocs = tuple[tuple[int, ...], ...]


@attrs.frozen
class Found:
    """What a search found.

    Parameters
    ----------
    best : int
        The greatest gain of a partition.
    second : int or None
        The greatest gain below it; None where every partition gains the same.
    optima : tuple of blocs
        Every partition with the greatest gain; one more than the cap where there are more.
    """

    best: int
    second: int | None
    optima: tuple[Blocs, ...]


def search(weights: Weights, *, max_blocs: int, cap: int) -> Found:
    """Return the greatest gain, the next below it, and the partitions with the greatest."""
    order = _in_order(weights)
    doll = _Doll([[weights[one][other] for other in order] for one in order], max_blocs)
    best, second, optima = doll.explore(0, second=True, cap=cap)
    if len(optima) > cap:
        best, second, _ = doll.explore(0, second=True)
        optima = doll.some(best, cap + 1)
    named = (tuple(tuple(order[actor] for actor in bloc) for bloc in blocs) for blocs in optima)
    return Found(best, second, tuple(named))


def _in_order(weights: Weights) -> list[int]:
    """Return the actors so that each ties strongly to those before it, by gain where it can be."""
    left = list(range(len(weights)))
    ties, pull = [0] * len(weights), [0] * len(weights)
    order = []
    while left:
        chosen = max(left, key=lambda one: (ties[one], pull[one], sum(map(abs, weights[one]))))
        left.remove(chosen)
        order.append(chosen)
        ties = list(map(add, ties, map(abs, weights[chosen])))
        pull = list(map(add, pull, weights[chosen]))
    return order


class _Doll:
    """A graph whose suffixes are solved from the smallest up, each bounding the next."""

    def __init__(self, weights: Weights, max_blocs: int) -> None:
        self.size = len(weights)
        self.max_blocs = max_blocs
        self.rows = [tuple(row[actor + 1 :]) for actor, row in enumerate(weights)]
        self.reach = [sum(weight for weight in row if weight > 0) for row in self.rows]
        self.step = math.gcd(*(weight for row in weights for weight in row))
        self.bounds = [0] * (self.size + 1)  # the optimum of the actors from each one on
        for first in reversed(range(1, self.size)):
            self.bounds[first] = self.explore(first)[0]

    def explore(
        self, first: int, *, second: bool = False, cap: int | None = None
    ) -> tuple[int, int | None, list[Blocs]]:
        """Return the best gain of the actors from `first` on, the next below it, and the optima.

        The next is sought where `second` says so. Optima are kept where there is a `cap` to them;
        with more, the search stops, and nothing but their number tells anything.
        """
        best: int | None = None
        below: int | None = None
        optima: list[Blocs] = []

        def visit(gain: int, blocs: list[list[int]]) -> float:
            nonlocal best, below
            if best is None or gain > best:
                best, below = gain, best
                optima.clear()
            elif gain < best and (below is None or gain > below):
                below = gain
            if cap is not None and gain == best:
                optima.append(tuple(map(tuple, blocs)))
                if len(optima) > cap:
                    return math.inf
            known = not second or below == best - self.step  # there is nothing between the two
            if known:
                return best if cap is not None else best + 1
            return -math.inf if below is None else below + 1

        self._descend(first, -math.inf, visit, every=cap is not None)
        return best or 0, below, optima

    def some(self, best: int, number: int) -> list[Blocs]:
        """Return the first so many partitions with the best gain."""
        optima: list[Blocs] = []

        def visit(_gain: int, blocs: list[list[int]]) -> float:
            optima.append(tuple(map(tuple, blocs)))
            return best if len(optima) < number else math.inf

        self._descend(0, best, visit, every=True)
        return optima

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
        blocs: list[list[int]] = []
        seen: set[tuple[int, int, int, frozenset[tuple[int, ...]]]] = set()
        visits = 0

        def place(actor: int, gain: int, columns: list[tuple[int, ...]]) -> None:
            nonlocal need, visits
            if actor == self.size:
                visits += 1
                need = visit(gain, blocs)
                return
            row, none = self.rows[actor], (0,) * (self.size - actor)
            places = [*columns, none] if len(columns) < self.max_blocs else columns
            rests = [column[1:] for column in columns]
            later = self.bounds[actor + 1]
            most = gain + later + self.reach[actor] + sum(map(max, none[1:], none[1:], *rests))
            for index in sorted(range(len(places)), key=lambda index: -places[index][0]):
                total = gain + places[index][0]
                if most + places[index][0] < need:
                    break
                after = rests.copy()
                if index < len(columns):
                    after[index] = tuple(map(add, rests[index], row))
                else:
                    after.append(row)
                room = self.max_blocs - len(after)
                floor = none[1:] if room else after[0]
                if total + later + sum(map(max, floor, *after)) < need:
                    continue
                room = min(room, self.size - actor - 1)  # more is never used
                state = (actor, total, room, frozenset((floor, *after)))
                if state in seen:
                    continue
                before = visits
                if index < len(columns):
                    blocs[index].append(actor)
                    place(actor + 1, total, after)
                    blocs[index].pop()
                else:
                    blocs.append([actor])
                    place(actor + 1, total, after)
                    blocs.pop()
                if (visits == before or not every) and len(seen) < _REMEMBERED:
                    seen.add(state)

        place(first, 0, [])

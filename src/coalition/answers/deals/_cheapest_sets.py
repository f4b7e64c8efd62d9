"""The sets of players that carry at the least cost.

1. Players are put in order, those first who weigh most for what they cost, and a set is found by
   picking the next one until it carries. It is the answer, with a bound (`_Bounds`), where the sums
   are too many, or the time or Ctrl-C ends the search.
2. Players are gone through in that order, and what is known of a set is what the quotas still lack.
   Of the sets that lack the same, only the least cost so far matters, so the work grows with the
   sums that there can be and not with the number of sets (dynamic programming: Bellman 1957). Left
   out is what cannot be completed, or only at a cost beyond that of the set that was picked.
3. With what is lacking is kept from where it is come by at that cost: so each way back from where
   nothing is lacking, at the least cost of all, leads through a set of that cost.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import accumulate, islice, product
from math import lcm
from typing import TypeAlias

import attrs

from coalition.errors import TooLarge
from coalition.games.sets import Players, minimal_sets
from coalition.limits import Watch
from coalition.rules.tallies import Carriers, Formula, Oracle

LARGEST = 2_000_000  # sums that are kept at once
_TRIED = 20  # players of a rule of which nothing is known

_UNIT = 1024  # in which factors and steps are counted
_STEPS = (8 * _UNIT, 3 * _UNIT, 2 * _UNIT, 1536, 1280, 1152, 1088, 1056, 1040) * 2

Lacking: TypeAlias = tuple[int, ...]
Weights: TypeAlias = tuple[int, ...]
Layer: TypeAlias = dict[Lacking, tuple[int, list[tuple[Lacking, Players]]]]  # its cost, and ways
Demand: TypeAlias = tuple[tuple[Weights, ...], Lacking]  # weights of each player, quotas


@attrs.frozen
class Cheapest:
    """The sets that carry at the least cost.

    Attributes
    ----------
    sets : tuple of tuple of int
        The sets, in order; the best that was found where the search was stopped.
    bound : int
        What no set that carries costs less than.
    proven : bool
        Whether these are the sets of the least cost, all of them up to the cap.
    """

    sets: tuple[Players, ...]
    bound: int
    proven: bool


def cheapest_sets(carriers: Carriers, costs: Sequence[int], cap: int, watch: Watch) -> Cheapest:
    """Return the sets that carry at the least cost, in order, up to so many.

    Parameters
    ----------
    carriers : Carriers
        Which sets carry.
    costs : list of int
        What each player costs, 1 or more; so no player of such a set can be spared.
    cap : int
        How many to return; there are fewer if there are no more.
    watch : Watch
        Ends the search, with the best so far.
    """
    if carriers.wins([]):
        return Cheapest(((),), 0, proven=True)
    if isinstance(carriers, Oracle):
        if carriers.size > _TRIED:
            raise TooLarge("members who can move, under a rule of your own", carriers.size, _TRIED)
        minimal = [(sum(costs[p] for p in players), players) for players in minimal_sets(carriers)]
        least = min((cost for cost, _ in minimal), default=0)
        sets = sorted(players for cost, players in minimal if cost == least)
        return Cheapest(tuple(sets[:cap]), least, proven=True)
    tables = [_Table(demand, costs, watch) for demand in _demands(carriers)]
    least = min((table.least for table in tables), default=0)
    found = {
        players for table in tables if table.least == least for players in islice(table.sets(), cap)
    }
    return Cheapest(
        tuple(sorted(found))[:cap],
        min((table.bound for table in tables), default=0),
        proven=all(table.layers is not None or table.bound > least for table in tables),
    )


def _demands(formula: Formula) -> Iterator[Demand]:
    """Yield what each clause asks for that all players together can give."""
    for clause in formula.clauses:
        rows = [formula.forms[form] for form, _ in clause]
        if all(sum(formula.forms[form]) >= quota for form, quota in clause):
            columns = tuple(zip(*rows, strict=True)) or ((),) * formula.size
            yield columns, tuple(quota for _, quota in clause)


class _Table:
    """What one clause lacks before each player, and the least cost of completing that."""

    def __init__(self, demand: Demand, costs: Sequence[int], watch: Watch) -> None:
        columns, self.quotas = demand
        self.done = (0,) * len(self.quotas)
        # 1. Put the players in order, and pick a set.
        self.bounds = _Bounds(columns, costs, self.quotas)
        self.order = self.bounds.order
        self.columns = [columns[player] for player in self.order]
        self.costs = [costs[player] for player in self.order]
        self.picked = self._picked()
        self.least = sum(self.costs[place] for place in self.picked)
        self.bound = self.bounds.least(self.quotas, 0) or 0
        # 2. Find the least cost, if there is work and time for it.
        self.layers = watch.run(lambda: self._layers(watch), LARGEST)
        if self.layers is not None:
            ends = (layer[self.done][0] for layer in self.layers if self.done in layer)
            self.least = self.bound = min(ends)

    def sets(self) -> Iterator[Players]:
        """Yield every set of the least cost; or the one that was picked."""
        if self.layers is None:
            yield tuple(sorted(self.order[one] for one in self.picked))
            return
        # 3. Go back from where nothing is lacking.
        pending: list[tuple[int, Lacking, Players]] = [
            (place, self.done, ())
            for place, layer in enumerate(self.layers)
            if layer.get(self.done, (None,))[0] == self.least
        ]
        while pending:
            place, lacking, chosen = pending.pop()
            if not place:
                yield tuple(sorted(self.order[one] for one in chosen))
            for before, taken in self.layers[place][lacking][1]:
                pending.append((place - 1, before, taken + chosen))

    def _less(self, lacking: Lacking, place: int) -> Lacking:
        pairs = zip(lacking, self.columns[place], strict=True)
        return tuple([rest - weight if rest > weight else 0 for rest, weight in pairs])

    def _layers(self, watch: Watch) -> list[Layer]:
        """Return what can be lacked before each player, with the least cost of getting there."""
        layers: list[Layer] = [{self.quotas: (0, [])}]
        for place, cost in enumerate(self.costs):
            after: Layer = {}
            for lacking, (spent, _) in layers[-1].items():
                if lacking == self.done:
                    continue  # it carries: a further player would be superfluous
                taken = self._less(lacking, place), spent + cost, (place,)
                for rest, paid, players in ((lacking, spent, ()), taken):
                    least, ways = after.get(rest, (paid + 1, []))
                    if paid == least:
                        ways.append((lacking, players))
                    elif paid < least:
                        more = self.bounds.least(rest, place + 1)
                        if more is not None and paid + more <= self.least:
                            after[rest] = paid, [(lacking, players)]
                watch.spend(1)
            layers.append(after)
        return layers

    def _picked(self) -> list[int]:
        """Return a set that carries: those first in order, without the superfluous."""
        # Take one after the other until nothing is lacking...
        chosen: list[int] = []
        lacking = self.quotas
        for place in range(len(self.costs)):
            if any(lacking):
                lacking = self._less(lacking, place)
                chosen.append(place)
        # ... and spare whom the others make superfluous, the dearest first.
        sums = [sum(self.columns[p][form] for p in chosen) for form in range(len(self.quotas))]
        for place in sorted(chosen, key=lambda place: -self.costs[place]):
            less = list(map(int.__sub__, sums, self.columns[place]))
            if all(map(int.__ge__, less, self.quotas)):
                chosen.remove(place)
                sums = less
        return chosen


class _Bounds:
    """What completing a set costs at least, if parts of players could be taken (Dantzig 1957).

    Several quotas are taken together as one, a weighted sum of them (surrogate constraint: Glover
    1965). Any factors make a valid bound; those are looked for that make the bound of the whole
    large.
    """

    def __init__(self, columns: Sequence[Weights], costs: Sequence[int], quotas: Lacking) -> None:
        self._columns, self._costs, self._quotas = columns, costs, quotas
        self._factors = tuple(lcm(*quotas) * _UNIT // quota for quota in quotas)
        self._arrange()
        if len(quotas) > 1:
            self._improve()
        self._left = [(0,) * len(quotas)]  # the weights of all from each player on
        for player in reversed(self.order):
            self._left.append(tuple(map(int.__add__, self._left[-1], columns[player])))
        self._left.reverse()

    def least(self, lacking: Lacking, place: int) -> int | None:
        """Return a cost that completing it has at least; None where it cannot be completed."""
        if any(map(int.__gt__, lacking, self._left[place])):
            return None
        return self._least(lacking, place)

    def _least(self, lacking: Lacking, place: int) -> int:
        # All players from this place up to another weigh what is lacking: that costs all of them,
        # less the part of the last one that is not needed.
        rest = sum(map(int.__mul__, lacking, self._factors)) + self._weights[place]
        end = bisect_left(self._weights, rest, lo=place)
        if end == place:
            return 0
        last = self._paid[end] - self._paid[end - 1]
        part = (self._weights[end] - rest) * last // (self._weights[end] - self._weights[end - 1])
        return self._paid[end] - self._paid[place] - part

    def _arrange(self) -> None:
        """Put first who weighs most for what it costs, all quotas together."""
        weights = [sum(map(int.__mul__, column, self._factors)) for column in self._columns]
        self.order = sorted(
            range(len(weights)),
            key=lambda player: (Fraction(-weights[player], self._costs[player]), player),
        )
        # what the players before each place weigh and cost
        self._weights = list(accumulate((weights[player] for player in self.order), initial=0))
        self._paid = list(accumulate((self._costs[player] for player in self.order), initial=0))

    def _improve(self) -> None:
        """Look for better factors: by ever smaller steps, one up or down after the other."""
        best, kept = self._least(self._quotas, 0), self._factors
        for step, form in product(_STEPS, range(len(self._quotas))):
            for times, by in ((step, _UNIT), (_UNIT, step)):
                # 1. Change one factor. 2. Keep it if the bound of the whole grows by that.
                self._factors = (*kept[:form], kept[form] * times // by, *kept[form + 1 :])
                self._arrange()
                if (bound := self._least(self._quotas, 0)) > best:
                    best, kept = bound, self._factors
        self._factors = kept
        self._arrange()

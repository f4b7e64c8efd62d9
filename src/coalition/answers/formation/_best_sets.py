"""Search for the best sets of parties, of a great many: those of the lowest key.

The key of a set is what it costs, then how many members it has, their seats, and who they are. The
parties are decided on one after the other, for a batch of sets at once:

1. A set is dropped that cannot be what is asked for, whoever of the parties to come joins it.
2. Where a batch has grown large, it is seen what the key of each set must come to at least. Where
   costs add up, what is still needed to win costs no less than the fractional knapsack of the
   parties to come (Dantzig 1957): each of their prices, as a multiplier of the quota, gives a bound
   in whole numbers. Where they do not, it costs no less than the dearest party that has to join.
3. The batch is put in that order and parted, and its best part is gone on with first.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeAlias

import attrs
import numpy as np

from coalition.answers.formation._body import Array, Lines, Marked
from coalition.limits import Watch
from coalition.rules.tallies import Carriers, Formula

MOST = 2**25  # units of work
_GROWN, _PART = 2**14, 2**6  # numbers of a batch that is parted, and sets of a part
_HUGE = 2**61  # numbers below, and sums of a few of them, fit into 64 bits
_ASKED = 80  # units of work to ask a rule about one set

Key: TypeAlias = tuple[Any, ...]  # what a set costs in each column, and as bytes who is out


def whole(numbers: Any, most: int) -> Array:
    """Return whole numbers, as Python's own where what is made of them may not fit 64 bits."""
    return np.array(numbers, np.int64 if most < _HUGE else object)


@attrs.frozen(eq=False)
class Column:
    """What sets of parties come to in one column: the less, the better.

    Parameters
    ----------
    cost : callable
        Returns what sets cost, by who is in and who is out, and what each party would add to that.
        It never falls as more are in, or out.
    known : int
        What no set costs more than, but for those of which it is not known.
    value : callable
        Returns what a cost that is known means in the column.
    least : int
        What no set costs less than.
    adds : bool
        Whether parties that join together add as much as one by one, or more.
    """

    cost: Callable[[Marked, Marked], tuple[Array, Array]]
    known: int
    value: Callable[[int], Any]
    least: int = 0
    adds: bool = True

    def told(self, cost: int) -> Any:
        """Return what a cost means; None where it is not known."""
        return None if cost > self.known else self.value(cost)


class Winning:
    """Which sets of parties win.

    Parameters
    ----------
    carriers : Formula or Oracle
        Which do.
    watch : Watch
        Ends a search, and notes the work of asking a rule.

    Attributes
    ----------
    heaviest : int
        What the parties weigh together in the widest form.
    asks : bool
        Whether the rule has to be asked about each set.
    """

    def __init__(self, carriers: Carriers, watch: Watch) -> None:
        self._carriers, self.watch = carriers, watch
        self._clauses: list[list[tuple[Array, int]]] = []
        self.heaviest, self.asks = 1, not isinstance(carriers, Formula)
        if isinstance(carriers, Formula):
            self.heaviest = max((1, *carriers.totals))
            forms = [whole(form, sum(form)) for form in carriers.forms]
            self._clauses = [[(forms[at], n) for at, n in clause] for clause in carriers.clauses]

    def wins(self, sets: Marked) -> Marked:
        """Tell which sets win."""
        if self.asks:
            self.watch.spend(_ASKED * len(sets))
            told = (self._carriers.wins(np.flatnonzero(row).tolist()) for row in sets)
            return np.fromiter(told, np.bool_, len(sets))
        found = np.zeros(len(sets), np.bool_)
        for clause in self._clauses:
            found |= np.all([sets @ form >= quota for form, quota in clause], axis=0)
        return found

    def price(self, sets: Marked, coming: Marked, more: Array, *, adds: bool) -> Array:
        """Return what it costs at least that enough of the parties to come join sets."""
        ways = [np.full(len(sets), 0 if self.asks else _HUGE)]
        for clause in self._clauses:
            most, possible = np.zeros(len(sets), np.int64), np.ones(len(sets), np.bool_)
            for form, quota in clause:
                heavy, need = coming & (form > 0), quota - sets @ form
                possible &= need <= form[coming].sum()
                least = _least(
                    np.broadcast_to(more, (len(more), len(coming)))[:, heavy],
                    form[heavy],
                    need[:, None],
                    adds=adds,
                )
                most = np.maximum(most, np.where(need > 0, least, 0))
            ways.append(np.where(possible, most, _HUGE))
        found: Array = np.min(ways, axis=0)
        return found


def _least(more: Array, weight: Array, need: Array, *, adds: bool) -> Array:
    """Return what parties cost at least that weigh as much as is needed."""
    price: Array = more[:, :, None]
    found: Array
    if adds:
        # at the price of one, what is needed costs so much, but for what cheaper ones would save
        saved = np.maximum(price * weight - weight[:, None] * more[:, None], 0).sum(axis=2)
        found = (-((saved - more * need) // weight)).max(axis=1, initial=0)
    else:
        # the least price at which all who are no dearer are enough
        enough = (more[:, None] <= price) @ weight >= need
        found = np.where(enough, more, _HUGE).min(axis=1, initial=_HUGE)
    return found


@attrs.define(eq=False)
class Search:
    """The sets of the lowest keys.

    Parameters
    ----------
    winning : Winning
        Which sets win.
    columns : tuple of Column
        What puts sets in order: by the first, of equal ones by the next.
    limit : int
        How many to find; one more is looked for, so that it is known whether there are others.
    kept : tuple of Lines
        What none of the sets may cross.
    crossed : Lines, optional
        Of what each must cross one.
    wins : bool
        Whether they win, or else do not.
    found : list of tuple
        The keys found so far: what sets cost in each column, and as bytes who is out.
    open : list
        Batches to go on with, the best last: their least key, how many parties are decided on, and
        the sets.
    """

    winning: Winning
    columns: tuple[Column, ...]
    limit: int
    kept: tuple[Lines, ...]
    crossed: Lines | None = None
    wins: bool = True
    found: list[Key] = attrs.field(factory=list)
    open: list[tuple[Key, int, Marked]] = attrs.field(factory=list)

    def run(self, inside: Marked, out: Marked) -> bool:
        """Find those with all of some members and none of others; tell whether it is done."""
        return self.winning.watch.run(partial(self._run, inside, out), MOST) or False

    def _run(self, inside: Marked, out: Marked) -> bool:
        order = np.flatnonzero(~(inside | out))
        self.open = [((0,), 0, inside[None])]
        while self.open:
            least, decided, sets = self.open[-1]
            parts = self._parts(sets, order, decided) if self._hopes(least) else []
            self.open = [*self.open[:-1], *reversed(parts)]
        return True

    def _parts(self, sets: Marked, order: Array, decided: int) -> list[tuple[Key, int, Marked]]:
        """Decide on some more parties; 3. return the parts of the batch, or keep its best sets."""
        coming = np.zeros(sets.shape[1], np.bool_)
        coming[order[decided:]] = True
        sets = self._possible(sets, coming)
        while decided < len(order):
            joined = sets.copy()
            joined[:, order[decided]] = True
            coming[order[decided]] = False
            decided += 1
            sets = self._possible(np.concatenate([sets, joined]), coming)
            self.winning.watch.spend(40 + sets.size // 8)
            if not 0 < sets.size < _GROWN:
                break
        ranked = self._ranked(sets, coming)
        if decided == len(order):
            self.found = sorted([*self.found, *(key for key, _ in ranked)])[: self.limit + 1]
            return []
        parts = (ranked[at : at + _PART] for at in range(0, len(ranked), _PART))
        return [(part[0][0], decided, sets[[place for _, place in part]]) for part in parts]

    def _hopes(self, least: Key) -> bool:
        """Tell whether what is no better than this may still be listed."""
        return len(self.found) <= self.limit or least < self.found[-1]

    def _possible(self, sets: Marked, coming: Marked) -> Marked:
        """1. Return the sets that can be what is asked for, whoever joins them."""
        most = sets | coming
        keep = np.ones(len(sets), np.bool_)
        for lines in self.kept:
            keep &= ~lines.crossed(sets, ~most).any(axis=1)
        if self.crossed:
            keep &= self.crossed.crossed(most, ~sets).any(axis=1)
        if not self.winning.asks:
            keep &= self.winning.wins(most if self.wins else sets) == self.wins
        return sets if keep.all() else sets[keep]

    def _ranked(self, sets: Marked, coming: Marked) -> list[tuple[Key, int]]:
        """2. Return the keys of sets, or what they come to at least, in order, and their places."""
        self.winning.watch.spend(40 + sets.size * (1 + int(coming.sum())) // 8)
        out = ~(sets | coming)
        costs = [self._least(column, sets, coming, out) for column in self.columns]
        keep = np.logical_or(sets.any(axis=1), coming.any())
        if len(self.found) > self.limit:
            keep &= np.less_equal(costs[0], self.found[-1][0])
        if self.winning.asks:
            at = np.flatnonzero(keep)
            asked = sets[at] | coming if self.wins else sets[at]
            keep[at] = self.winning.wins(asked) == self.wins
        at = np.flatnonzero(keep)
        keys = zip(*(cost[at].tolist() for cost in costs), map(bytes, out[at]), strict=True)
        ranked = zip(keys, at.tolist(), strict=True)
        return sorted((key, place) for key, place in ranked if self._hopes(key))

    def _least(self, column: Column, sets: Marked, coming: Marked, out: Marked) -> Array:
        """Return what sets cost at least with those who join them."""
        cost, more = column.cost(sets, out)
        if self.wins and coming.any():
            cost = cost + self.winning.price(sets, coming, more, adds=column.adds)
        return np.clip(cost, column.least, column.known + 1)

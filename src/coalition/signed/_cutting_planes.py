"""The least frustration as a linear program with cutting planes, solved by HiGHS (`highspy`).

1. A variable for each tie says whether the tie is cut; where many of all pairs are tied, there is
   one for each pair. The program is solved.
2. HiGHS computes in floating point, and nothing that it says is believed: its multipliers of the
   cuts are rounded to fractions, and the bound that they prove is computed from them in whole
   numbers.
3. What holds for every partition and the solution violates (`_separation`) is added, and it is
   solved again, until nothing is violated, or the bound stands still.
4. What remains undecided is branched on.
"""

import heapq
from itertools import chain, combinations, count
from threading import Event, Thread
from typing import Protocol

import highspy
import numpy as np

from coalition.limits import Watch
from coalition.signed._local_search import local_optimum, placed_in_turn
from coalition.signed._reduction import Pairs, Ties, contradictory, inside, places, united
from coalition.signed._separation import Cut, Floats, circles, spread, triangles, two_partitions

_UNIT = 720_720  # multipliers are rounded to parts of this: it has many divisors
_WHOLE = 1e-5
_SLACK = 1e-6
_ROUNDS = 8  # of cuts at a node below the root
_STILL = 10  # rounds in which the bound stands still that gets no hundredth nearer to the cost
_LOOSE = 3  # rounds after which a cut is dropped that the solution keeps to by far
_FILLED = 3  # pairs for each tie, at most, where every pair has a variable
_PAIRS = 20_000  # that have one, at most
_INTERIOR = 3000  # variables above which the interior-point method is faster than the simplex


class Part(Protocol):
    """A connected graph with the best partition known, where better ones and bounds are noted."""

    ties: Ties
    max_blocs: int
    least: int

    @property
    def cost(self) -> int:
        """What the best partition known costs."""

    def take(self, home: list[int]) -> None:
        """Note a partition."""

    def prove(self, bound: int) -> None:
        """Note a lower bound of the cost."""


class Program:
    """The program of one connected graph.

    Parameters
    ----------
    part : Part
        The graph, with the best partition known: every better one, and every better lower bound of
        the cost, is noted there. A limit of more than two blocs is not part of the program: its
        bound is then that for any number of blocs.
    watch : Watch
        What stops it.
    """

    def __init__(self, part: Part, watch: Watch) -> None:
        self.part: Part = part
        self.ties: Ties = part.ties
        self.two: bool = part.max_blocs == 2  # noqa: PLR2004
        self.limited: bool = 2 < part.max_blocs < len(part.ties)  # noqa: PLR2004 - not in it
        self.watch: Watch = watch
        tied = [(i, j) for i, row in enumerate(self.ties) for j in sorted(row) if i < j]
        every = len(self.ties) * (len(self.ties) - 1) // 2
        self.complete: bool = every <= min(_FILLED * len(tied), _PAIRS)
        self.pairs: Pairs = [*combinations(range(len(self.ties)), 2)] if self.complete else tied
        self.weights: list[int] = [self.ties[i].get(j, 0) for i, j in self.pairs]
        self.negative: int = -sum(weight for weight in self.weights if weight < 0)
        self.cuts: list[Cut] = []
        self.loose: list[int] = []  # rounds for which the solution has kept to each by far
        # the bound at the root, and the costs that it leaves
        self.proven: tuple[int, list[int]] = (0, [0] * len(self.pairs))
        self.is_tight: bool = False  # whether no triangle and no circle would prove more
        self.scale: float = max(1, max(map(abs, self.weights)) / 1000)
        self.highs: highspy.Highs = _highs([weight / self.scale for weight in self.weights])

    @property
    def cost(self) -> int:
        """What the best partition so far costs, less what every partition does."""
        return self.part.cost - self.part.least

    def _prove(self, bound: int) -> None:
        """Note what no partition costs less than."""
        self.part.prove(self.part.least + min(bound, self.cost))

    def in_every_optimum(self) -> tuple[Pairs, Pairs]:
        """Return the tied pairs that are together, and those that are apart, in every optimum."""
        return self._ends(self._settled(*self.proven, self.cost))

    def _settled(self, bound: int, reduced: list[int], cost: int) -> dict[int, int]:
        """Return the ties that are cut (1), or not (0), in every partition that costs no more."""
        limit = cost * _UNIT
        return {at: int(r < 0) for at, r in enumerate(reduced) if bound + abs(r) > limit}

    def _ends(self, fixed: dict[int, int]) -> tuple[Pairs, Pairs]:
        """Return the pairs whose tie is not cut, and those whose tie is."""
        ends: tuple[Pairs, Pairs] = ([], [])
        for at, value in fixed.items():
            ends[value].append(self.pairs[at])
        return ends

    def solve(self) -> None:
        """Add cuts until none is violated; then branch on ties, the cheapest branch first."""
        bound, _, reduced = self._bound({}, rounds=None)
        self.proven = bound, reduced
        # 4a. Of the open branches, take the one with the least bound.
        number = count()
        fixed = self._settled(*self.proven, self.cost - 1)
        heap: list[tuple[int, int, dict[int, int]]] = [(0, next(number), fixed)]
        floor = self.cost  # of branches that the program cannot close
        while heap:
            self._prove(min(-(-heap[0][0] // _UNIT), floor))
            _, _, fixed = heapq.heappop(heap)
            # 4b. Close it if no partition has what it fixes, or none of them can be better.
            if contradictory(len(self.ties), *self._ends(fixed), two=self.two):
                continue
            bound, cut, reduced = self._bound(fixed, rounds=_ROUNDS)
            least = -(-bound // _UNIT)
            if least >= self.cost:
                continue
            # 4c. Fix what a better partition must have.
            fixed |= self._settled(bound, reduced, self.cost - 1)
            free = [at for at in range(len(self.pairs)) if at not in fixed]
            if not free:
                whole = np.array([fixed[at] for at in range(len(self.pairs))], dtype=float)
                self._round(whole, search=False)
            # 4d. Branch on the least decided tie; what the program cannot tell apart stays open.
            if self.limited and (not free or float(abs(cut - cut.round()).max()) < _WHOLE):
                floor = min(floor, least)
            elif free:
                at = max(free, key=lambda at: (-abs(cut[at] - 0.5) // 0.05, abs(self.weights[at])))
                for value in (0, 1):
                    heapq.heappush(heap, (bound, next(number), {**fixed, at: value}))
        self._prove(floor)

    def _bound(self, fixed: dict[int, int], rounds: int | None) -> tuple[int, Floats, list[int]]:
        """Return a proven bound, in units, what is cut, and what each tie adds if it is turned.

        Stops early where the bound shows that there is nothing better.
        """
        low = np.zeros(len(self.pairs))
        high = np.ones(len(self.pairs))
        for at, value in fixed.items():
            low[at] = high[at] = value
        every = np.arange(len(self.pairs), dtype=np.int32)
        self.highs.changeColsBounds(len(every), every, low, high)
        best, reduced, before = 0, [0] * len(self.pairs), 0
        for turn in count():
            # 1. Solve the program.
            cut, duals = self._run()
            # 2. Prove a bound from its multipliers.
            proven = self._proven(duals, low, high)
            if proven[0] > best:
                best, reduced = proven
            if rounds is None:
                self._prove(-(-best // _UNIT))
            # 3. Add what it violates, and drop what it has kept to by far for long.
            if turn % 4 == 0:
                self._round(cut, search=rounds is None)
            stop = turn == rounds or (fixed and -(-best // _UNIT) >= self.cost)
            if turn and turn % _STILL == 0:
                stop = stop or 100 * (best - before) < self.cost * _UNIT - before
                before = best
            new = [] if stop else self._violated(cut, root=rounds is None)
            if not new:
                self._round(cut, search=rounds is None)
                return best, cut, [0 if at in fixed else rest for at, rest in enumerate(reduced)]
            self._drop()
            self._add(new)
        raise AssertionError

    def _violated(self, cut: Floats, *, root: bool) -> list[Cut]:
        """Return what the solution violates: larger sets at the root, where triangles are few."""
        size = len(self.ties)
        if not self.complete:
            found = circles(cut, self.pairs, size, self.watch, two=self.two)
            self.is_tight |= root and not found
            return spread(found)
        one, other = np.triu_indices(size, 1)
        apart, at = np.zeros((size, size)), np.zeros((size, size), dtype=np.int64)
        apart[one, other] = apart[other, one] = cut
        at[one, other] = at[other, one] = np.arange(len(cut))
        found = triangles(apart, at, self.watch, two=self.two)
        self.is_tight |= root and not found
        new = spread(found)
        if root and len(found) < size:
            new += spread(two_partitions(apart, at, self.watch, two=self.two))
        return new

    def _run(self) -> tuple[Floats, Floats]:
        """Solve in a thread, so that it can be stopped."""
        done = Event()  # an interrupted join of Python 3.11 takes a thread for ended that runs on
        thread = Thread(target=self._solve, args=(done,))
        try:
            thread.start()
            while not done.wait(0.05):
                self.watch.spend(0)
        except BaseException:
            self.highs.cancelSolve()  # type: ignore[no-untyped-call] # for good: it is not run again
            if thread.ident is None:  # it never began: there is nothing to wait for
                done.set()
            done.wait()
            raise
        info = self.highs.getInfo()
        steps = max(info.simplex_iteration_count, 0) + 40 * max(info.ipm_iteration_count, 0)
        self.watch.spend(1000 + steps * (len(self.cuts) + len(self.pairs)) // 10)
        solution = self.highs.getSolution()
        cut = np.clip(np.nan_to_num(np.array(solution.col_value)), 0, 1)
        return cut, np.nan_to_num(np.array(solution.row_dual), posinf=0)

    def _solve(self, done: Event) -> None:
        try:
            if not done.is_set():
                self.highs.run()
        finally:
            done.set()

    def _proven(self, duals: Floats, low: Floats, high: Floats) -> tuple[int, list[int]]:
        """Return the bound that the multipliers prove, in units, and the costs that they leave."""
        rest = [weight * _UNIT for weight in self.weights]
        bound = self.negative * _UNIT
        for at in np.flatnonzero(duals > 0).tolist():
            cut, price = self.cuts[at], round(float(duals[at]) * self.scale * _UNIT)
            bound += price * cut.least
            for tie in cut.odd:
                rest[tie] += price
            for tie in cut.others:
                rest[tie] -= price
        ends = zip(rest, low.tolist(), high.tolist(), strict=True)
        return bound + sum(cost * int(lo if cost > 0 else hi) for cost, lo, hi in ends), rest

    def _round(self, cut: Floats, *, search: bool) -> None:
        """Try the partition that the solution hints at, and from the root those near to it."""
        hints: Ties = [{} for _ in self.ties]
        for (i, j), value in zip(self.pairs, cut.tolist(), strict=True):
            hints[i][j] = hints[j][i] = round(1000 * (1 - 2 * value))
        starts = [placed_in_turn(hints, self.part.max_blocs, 0)]
        if not self.two and not self.limited:
            kept = [
                pair
                for pair, value in zip(self.pairs, cut.tolist(), strict=True)
                if value < 1 - value
            ]
            blocs = places(united(len(self.ties), kept))
            starts.append([blocs[at] for at in range(len(blocs))])
        home = max(starts, key=lambda home: inside(self.ties, home))
        if search:
            home = local_optimum(self.ties, home, self.part.max_blocs, self.watch)
        self.part.take(home)

    def _drop(self) -> None:
        """Drop the cuts that the solution has kept to by far: the bound does not rest on them."""
        values = self.highs.getSolution().row_value
        rounds = [
            rounds + 1 if value - cut.least > _SLACK else 0
            for value, cut, rounds in zip(values, self.cuts, self.loose, strict=True)
        ]
        rows = np.flatnonzero(np.array(rounds) >= _LOOSE).astype(np.int32)
        self.highs.deleteRows(len(rows), rows)
        kept = [at for at, number in enumerate(rounds) if number < _LOOSE]
        self.cuts = [self.cuts[at] for at in kept]
        self.loose = [rounds[at] for at in kept]

    def _add(self, cuts: list[Cut]) -> None:
        """Add rows: the sum of the others less that of the odd ones is bounded from below."""
        self.cuts += cuts
        self.loose += [0] * len(cuts)
        lengths = [len(cut.odd) + len(cut.others) for cut in cuts]
        self.highs.addRows(
            len(cuts),
            np.array([float(cut.least) for cut in cuts]),
            np.full(len(cuts), highspy.kHighsInf),
            sum(lengths),
            np.cumsum([0, *lengths[:-1]], dtype=np.int32),
            np.array([at for cut in cuts for at in (*cut.odd, *cut.others)], dtype=np.int32),
            np.array(
                list(chain.from_iterable([-1.0] * len(c.odd) + [1.0] * len(c.others) for c in cuts))
            ),
        )


class _Highs(highspy.Highs):
    """HiGHS that does not print, not even its name when it is made."""

    def enableCallbacks(self) -> None:  # the first that is called
        self.silent()
        super().enableCallbacks()  # type: ignore[no-untyped-call]


def _highs(costs: list[float]) -> highspy.Highs:
    """Return a solver with a variable from 0 to 1 for each cost, and no row."""
    highs = _Highs()  # type: ignore[no-untyped-call]
    highs.setOptionValue("threads", 1)
    highs.setOptionValue("presolve", "off")
    if len(costs) > _INTERIOR:
        highs.setOptionValue("solver", "ipm")
        highs.setOptionValue("run_crossover", "off")
    highs.HandleUserInterrupt = True
    none = np.array([], dtype=np.int32)
    starts = np.zeros(len(costs), dtype=np.int32)
    zeros, ones = np.zeros(len(costs)), np.ones(len(costs))
    highs.addCols(len(costs), np.array(costs), zeros, ones, 0, starts, none, np.array([]))
    return highs

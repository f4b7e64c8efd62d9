"""The best mixture of settlements: a linear program, solved exactly.

It is solved by the simplex method (Dantzig 1951), in whole numbers with one denominator for all
(Edmonds 1967), so nothing is rounded. After many steps by which nothing is gained, the next are
taken by a rule that never comes back to where it was (Bland 1977).
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import TypeAlias

from coalition.limits import Watch

LARGEST = 20_000_000  # numbers that are changed

Row: TypeAlias = list[int]


def best_mixture(
    worths: Sequence[int], rows: Sequence[Sequence[int]], watch: Watch
) -> list[Fraction] | None:
    """Return how much to take of each thing, 0 or more, for the greatest worth in all.

    In each row, what is taken times the numbers there sums to at most the last number of the row;
    by some row the amount of each thing must be limited. It is None where nothing meets all rows,
    or where it is too much work.
    """
    program = _Program(worths, rows, watch)
    amounts = None
    with watch.allowing(LARGEST):
        if program.meets_all():
            amounts = program.taken()
    return amounts


class _Program:
    """The program, written as what the basic variables are if the free ones are 0.

    The last columns are what is lacking (-1), by which all rows can be met, and the amounts; the
    last rows are what is sought: the greatest worth, and before it that nothing is lacking.
    """

    def __init__(self, worths: Sequence[int], rows: Sequence[Sequence[int]], watch: Watch) -> None:
        self.watch = watch
        self.size = len(worths)
        self.basic = [self.size + place for place in range(len(rows))]
        self.free = [*range(self.size), -1]
        self.rows: list[Row] = [[*row, -1, most] for *row, most in rows]
        self.rows += [[*(-worth for worth in worths), 0, 0], [*(0 for _ in worths), 1, 0]]
        self.unit = 1  # the denominator of all

    def meets_all(self) -> bool:
        """Meet all rows, if that can be."""
        lowest = min(range(len(self.basic)), key=lambda place: self.rows[place][-1], default=None)
        if lowest is None or self.rows[lowest][-1] >= 0:
            return True
        self._pivot(lowest, self.size)
        self._improve(-1)
        if self.rows[-1][-1] < 0:
            return False
        if -1 in self.basic:
            place = self.basic.index(-1)
            self._pivot(place, next(at for at, held in enumerate(self.rows[place]) if held))
        return True

    def taken(self) -> list[Fraction]:
        """Return the amounts for the greatest worth, where all rows are met."""
        self._improve(-2)
        amounts = dict(zip(self.basic, (row[-1] for row in self.rows), strict=False))
        return [Fraction(amounts.get(one, 0), self.unit) for one in range(self.size)]

    def _improve(self, goal: int) -> None:
        """Exchange variables as long as there is more of what is sought."""
        stalled = 0
        while True:
            sought = self.rows[goal]
            gains = [
                (0 if stalled > len(self.rows) else sought[at], one, at)
                for at, one in enumerate(self.free)
                if sought[at] < 0 and (one >= 0 or goal == -1)
            ]
            if not gains:
                return
            column = min(gains)[-1]
            ratio, _, place = min(
                (Fraction(row[-1], row[column]), one, place)
                for place, (one, row) in enumerate(zip(self.basic, self.rows, strict=False))
                if row[column] > 0
            )
            stalled = 0 if ratio else stalled + 1
            self._pivot(place, column)

    def _pivot(self, place: int, column: int) -> None:
        """Exchange a basic variable for a free one."""
        self.watch.spend(len(self.rows) * len(self.free))
        held = self.rows[place]
        turn = held[column]
        for row in self.rows:
            if row is not held:
                times = row[column]
                row[:] = [
                    (a * turn - times * b) // self.unit for a, b in zip(row, held, strict=True)
                ]
                row[column] = -times
        held[column] = self.unit
        self.unit = turn
        self.basic[place], self.free[column] = self.free[column], self.basic[place]
        if turn < 0:
            self.unit = -turn
            for row in self.rows:
                row[:] = [-a for a in row]

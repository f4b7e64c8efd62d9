"""The number of agreements of every two rows by chance: what is expected, and the tails.

On a column two rows agree with the chance ``(1 + t) / 2``, where t is the product of a number of
the one row and one of the other. Their number of agreements is Poisson-binomial.

Where its variance v is large, a tail is a sum over the characteristic function (Gil-Pelaez 1951) at
equal steps, as fine and as far as is needed (Davies 1973). Over n columns, at the angle w and but
for a shift, it is

    cos(w / 2)**n * product of (1 + i * t * tan(w / 2)),

which is exp(-2 * v * sin(w / 2)**2) at most. The logarithm of the product is a power series in
tan(w / 2) with the sums over the columns of t, t**2, ..., and each of these is a product of
matrices, for all pairs of rows at once. Where the variance is small, the chances of 0, 1, ...
events are computed column by column.

A share of yes has the votes of the two in it, so that in a small body chance is given more
agreement than it makes: six who toss coins seem to disagree. Whether two agree on less than chance
gives, and whether anything is beyond chance at all, is therefore asked again with the covariance of
votes whose sum is given. For equal chances it is that of draws without replacement; for others,
that of Hajek (1964), with the sum that it must have.
"""

import math
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

import attrs
import numpy as np
import numpy.typing as npt

from coalition.graph._logit_fit import Sides, Table, sdsm

_EXACT = 52  # bits of a sum that floats hold, one less than there are
_WIDE = 49  # variance from which the characteristic function is summed
_DOUBT = 1e-12  # below which a float may be no more than what sums are off by
_REACH = 10  # standard deviations beyond which chances are below 1e-11, and left out
_LEFT_OUT = 1e-13  # size of the characteristic function from which it is left out
_FARTHEST = 16  # pairs among which the least p-value is looked for
_BLOCK = 2**20  # cells that are worked on at a time
_CASES = 2**16  # numbers that are worked on again and again, and should stay near

Whole: TypeAlias = npt.NDArray[np.int64]


@attrs.frozen(eq=False)
class Agreements:
    """The chances of agreement of every two rows on every column.

    Parameters
    ----------
    left, right : array of float
        Whole numbers: the product of a number of one row and one of another, divided by `unit`, is
        t. It is 0 where there is no vote. The sums of products over all columns are exact.
    unit : int
        What the product must be divided by.
    known : array of bool
        Where there is a vote.
    lean : array of float
        The chance of a yes less that of a no, in each cell; 0 where there is no vote.
    """

    left: Table
    right: Table
    unit: int
    known: npt.NDArray[np.bool_]
    lean: Table

    @classmethod
    def of(cls, sides: Sides, model: str) -> "Agreements":
        """Return the chances under a null model; every column has a yes and a no."""
        known = sides != 0
        bits = _EXACT - known.shape[1].bit_length()
        if model == "sdsm":
            unit = 2 ** (bits // 2)
            whole = np.rint(sdsm(sides) * unit)
            return cls(whole, whole, unit**2, known, whole / unit)
        net, voted = (table.sum(axis=0, dtype=np.int64) for table in (sides, known))
        unit = math.lcm(*(voted**2).tolist())
        if unit <= 2**bits:
            alike = net**2 * (unit // voted**2)
        else:
            unit = 2**bits
            alike = np.rint((net / voted) ** 2 * unit)
        one: Table = known.astype(np.float64)
        return cls(one * alike, one, unit, known, one * (net / voted))

    def net(self) -> Whole:
        """Return what is expected of agreements less disagreements, times `unit`."""
        return product(self.left, self.right).astype(np.int64)

    def tails(self, pairs: Whole, agreed: Whole, shared: Whole) -> tuple[Table, Table]:
        """Return the chances of at most, and of at least, so many agreements on shared columns.

        `pairs` has two rows, of the one and of the other of each pair.
        """
        variance = (shared - next(self._sums(2, 2))[tuple(pairs)]) / 4
        found = np.ones((2, len(agreed)))
        wide = variance >= _WIDE
        if wide.any():
            found[:, wide] = self._by_waves(
                pairs[:, wide], agreed[wide], shared[wide], variance[wide]
            )
        near = pairs[:, ~wide].T.tolist()
        found[:, ~wide] = by_column(
            lambda at: self.whole(*near[at]) / self.unit, agreed[~wide], shared[~wide]
        )
        fewer, more = found.clip(0, 1)
        return fewer, more

    def _sums(self, first: int, last: int) -> Iterator[Table]:
        """Yield the sums of the powers of t over the columns, for every two rows."""
        rows = len(self.lean)
        sums = np.zeros((last - first + 1, rows, rows))
        for columns in blocks(self.lean):
            power = self.lean[:, columns] ** first
            for at in range(len(sums)):
                sums[at] += power @ power.T
                power = power * self.lean[:, columns]
        return iter(sums)

    def _by_waves(self, pairs: Whole, agreed: Whole, shared: Whole, variance: Table) -> Table:
        """Return the tails by the characteristic function.

        1. The steps: a period beyond which there is nothing, up to where the function is.
        2. The power series of its logarithm, even and odd powers apart.
        3. The sum over the steps.
        """
        # 1. The steps.
        period = 2 * np.ceil(_REACH * np.sqrt(variance) + 1)
        top = 2 * np.arcsin(np.sqrt(-math.log(_LEFT_OUT) / 2 / variance))
        steps = np.arange(math.ceil((top * period).max() / (2 * math.pi))) + 0.5
        number = _terms(int(shared.max()), float(variance.min()))
        sums = np.array([power[tuple(pairs)] for power in self._sums(1, 2 * number)])
        sums /= np.arange(1, 2 * number + 1)[:, np.newaxis]
        expected = (shared + sums[0]) / 2
        found = np.empty((2, len(agreed)))
        for some in blocks(np.empty((len(steps), len(agreed)), np.bool_)):
            angle = steps[:, np.newaxis] * (2 * math.pi / period[some])
            tangent = np.tan(angle / 2)
            turn = -(tangent**2)
            # 2. The power series.
            size, phase = np.zeros_like(angle), np.zeros_like(angle)
            for odd, even in zip(sums[-2::-2, some], sums[::-2, some], strict=True):
                phase = phase * turn + odd
                size = (size + even) * turn
            phase *= tangent
            size = np.exp(shared[some] * np.log(np.cos(angle / 2)) - size)
            size /= np.sin(angle / 2) * period[some]
            # 3. The sum: at most so many, and at most one less.
            for row, most in enumerate((agreed[some], agreed[some] - 1)):
                waves = np.sin(phase + angle * (shared[some] / 2 - most - 0.5))
                beyond = (most + 0.5 - expected[some]) / np.sqrt(variance[some])
                tail = np.where(abs(beyond) > _REACH, beyond > 0, 0.5 - (size * waves).sum(axis=0))
                found[row, some] = 1 - tail if row else tail
        return found

    def whole(self, one: int, other: int) -> Table:
        """Return t on the columns that two rows share, times `unit`."""
        both = np.flatnonzero(self.known[one] & self.known[other])
        whole: Table = self.left[one, both] * self.right[other, both]
        return whole

    def from_drawn(self, pairs: Whole, agreed: Whole, shared: Whole) -> tuple[Table, Table]:
        """Return how far pairs are from what is expected of two of the votes, as they are in all.

        It is in agreements less disagreements, and comes with the variance of these. The covariance
        of two votes of a column is negative: with a yes of the one, a yes less is left for others.
        """
        net, square = np.zeros((2, len(self.lean), len(self.lean)))
        for columns in blocks(self.lean):
            lean, own = self.lean[:, columns], self._own(columns)
            net += product(lean, lean) - product(own, own)
            square += product(lean**2, lean**2) + product(own**2, own**2)
            square -= 2 * product(lean * own, lean * own)
        held = tuple(pairs)
        return 2 * agreed - shared - net[held], np.maximum(shared - square[held], 0)

    def any_within(
        self, pairs: Whole, agreed: Whole, shared: Whole, apart: tuple[Table, Table], limit: float
    ) -> bool:
        """Tell whether a p-value is within a limit, for two of the votes as they are in all.

        Those of the pairs that are farthest `apart` are computed; none where a bound is enough
        (Bernstein 1924).
        """
        off, variance = abs(apart[0]), apart[1]
        far = np.divide(off, np.sqrt(variance), out=np.zeros_like(off), where=variance > _DOUBT)
        farthest = np.argsort(-far.round(6), kind="stable")[:_FARTHEST]
        bound = 2 * np.exp(-(off**2) / (2 * variance + 4 * off / 3 + _DOUBT))[farthest]
        if (bound <= limit).any():
            return True

        def alike(at: int) -> Table:
            one, other = pairs[:, farthest[at]].tolist()
            both = np.flatnonzero(self.known[one] & self.known[other])
            own = self._own(both)
            found: Table = self.lean[one, both] * self.lean[other, both] - own[one] * own[other]
            return found.clip(-1, 1)

        tails = by_column(alike, agreed[farthest], shared[farthest])
        return bool(2 * tails.min(initial=1) <= limit)

    def _own(self, columns: slice | Whole) -> Table:
        """Return the numbers whose products are the covariances, with the sign turned."""
        spread = self.known[:, columns] - self.lean[:, columns] ** 2
        total = spread.sum(axis=0)
        others = total**2 - (spread**2).sum(axis=0)
        scale: Table = np.divide(total, others, out=total * 0, where=others > _DOUBT)
        return spread * np.sqrt(scale)


def by_column(
    alike: Callable[[int], Table], agreed: Whole, shared: Whole
) -> npt.NDArray[np.float64]:
    """Return tails by adding one column after the other, for many pairs of rows at once.

    `alike` returns t of a pair on the columns that it shares. Of agreements and disagreements,
    those are counted of which there were fewer.
    """
    rarer = np.minimum(agreed, shared - agreed)
    order = np.lexsort((shared, rarer))
    found = np.ones((2, len(agreed)))
    start = 0
    while start < len(order):
        some = order[start : start + max(1, _CASES // (int(rarer[order[start]]) + 1))]
        start += len(some)
        table = np.zeros((int(shared[some].max()), len(some)))
        count = np.empty(len(some), np.int64)
        fewer = agreed[some] > shared[some] - agreed[some]
        for place, at in enumerate(some.tolist()):
            chance = alike(at)
            agree = agreed[at] - (chance >= 1).sum()
            chance = chance[abs(chance) < 1]
            count[place] = len(chance) - agree if fewer[place] else agree
            table[: len(chance), place] = (1 - chance if fewer[place] else 1 + chance) / 2
        chances = fewest(table, 1 - table, int(count.max()) + 1)
        sums = np.vstack([np.zeros(len(some)), np.cumsum(chances, axis=0)])
        each = np.arange(len(some))
        tails = sums[count + 1, each], 1 - sums[count, each]
        found[:, some] = np.where(fewer, tails[::-1], tails)
    return found


def product(one: npt.NDArray[Any], other: npt.NDArray[Any]) -> Table:
    """Return the product of a table and another turned over; exact where floats hold the sums."""
    total = np.zeros((len(one), len(other)))
    for columns in blocks(one):
        part = one[:, columns].astype(np.float64)
        total += part @ (part if other is one else other[:, columns].astype(np.float64)).T
    return total


def blocks(table: npt.NDArray[Any]) -> Iterator[slice]:
    """Yield slices of the columns that hold so many cells."""
    width = max(1, _BLOCK // max(1, len(table)))
    return (slice(start, start + width) for start in range(0, table.shape[1], width))


def fewest(happens: Table, does_not: Table, width: int) -> Table:
    """Return the chances of 0, 1, ... events, `width` of them: rows are events, columns cases.

    They are found by taking in one event after the other (Hong 2013).
    """
    chances = np.zeros((width, happens.shape[1]))
    chances[0] = 1
    moved = np.empty_like(chances)
    for index, (one, other) in enumerate(zip(happens, does_not, strict=True), 1):
        top = min(index, width - 1)
        np.multiply(chances[:top], one, out=moved[:top])
        chances[: top + 1] *= other
        chances[1 : top + 1] += moved[:top]
    return chances


def _terms(columns: int, variance: float) -> int:
    """Return how many pairs of terms of the power series leave out nothing that counts.

    What is left out of the logarithm counts by the size of the function there.
    """
    sine = np.sqrt(np.linspace(0, -math.log(_LEFT_OUT) / 2 / variance, 1000)[1:])
    tangent = np.tan(np.arcsin(sine))
    size = -2 * variance * sine**2 + math.log(columns) - np.log1p(-tangent)
    number = 1
    while (size + (2 * number + 1) * np.log(tangent)).max() > math.log(_LEFT_OUT):
        number += 1
    return number

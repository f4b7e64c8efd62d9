"""Sets of weighted members counted by their weight: generating functions, in whole numbers.

The number of sets of each weight is the product of ``1 + x**w`` over the members (Cantor, in
Lucas 1983; Brams & Affuso 1976), and with the sizes of the sets that of ``1 + y * x**w``. A
table of its coefficients, summed up along the weights, is made once. The sets without a member
follow from it by division: ``1 / (1 + y * x**w)`` is an alternating series, so that what is asked
of one member is an alternating sum over a few entries of the table.
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

import numpy as np
import numpy.typing as npt

from coalition.games._modular import BITS, CALL, Work, exact_counts, moduli
from coalition.games._profile import Profile
from coalition.rules.tallies import Formula

Table = npt.NDArray[np.int64]
Weighted = tuple[tuple[int, ...], int]


def weighted(formula: Formula) -> Weighted | None:
    """Return weights and quota where a formula has one condition, no weight beyond the quota."""
    match formula.clauses:
        case [[(0, quota)]]:
            return tuple(min(weight, quota) for weight in formula.forms[0]), quota
    return None


def work(game: Weighted, *, sizes: bool) -> Work:
    """Return how much work a table is."""
    weights, quota = game
    rows = len(weights) + 1 if sizes else 1
    reach = sum(min(filled, quota) for filled in accumulate(sorted(weights)))
    additions = reach * rows * len(moduli(len(weights), quota + max(weights)))
    calls = len(weights) * (len(weights) if sizes else 2)
    return Work(additions + CALL * calls, rows * (quota + max(weights)))


def swings(game: Weighted, *, sizes: bool) -> Profile:
    """Count the winning sets, and for each member those that it is critical in.

    Without `sizes`, the counts of all sizes stand together, at size 0.
    """
    weights, quota = game
    distinct = sorted(set(weights))

    def counted(modulus: int) -> Iterator[int]:
        ordered = sorted(weights)
        # 1. One table of all members; what weighs less than the quota loses.
        table = _table(ordered if sizes else [], [] if sizes else ordered, quota, modulus)
        yield int(table[:, quota].sum())
        # 2. A member is critical for the sets of the others that it lifts over the quota. Members
        #    of equal weight have equal counts.
        for weight in distinct:
            yield from _without(table, weight, quota - weight, quota)

    losing, *counts = exact_counts(counted, len(weights), quota)
    length = len(weights) if sizes else 1
    rows = {w: tuple(counts[i * length :][:length]) for i, w in enumerate(distinct)}
    return Profile(2 ** len(weights) - losing, tuple(rows[weight] for weight in weights))


def minimal(game: Weighted) -> Profile:
    """Count the minimal winning sets, and for each member those that it is in.

    Each has a lightest member, the last one where several are: the set reaches the quota with it
    and does not without it. So the sets are counted by that member, over those before it.
    """
    weights, quota = game
    size = len(weights)
    order = sorted(range(size), key=lambda member: -weights[member])

    def counted(modulus: int) -> Iterator[int]:
        found = np.zeros((size, size), dtype=np.int64)
        total = 0
        for place, last in enumerate(order):
            # 1. The sets with this lightest member: those of the ones before it that it lifts over
            #    the quota.
            before, low = order[:place], quota - weights[last]
            table = _table([weights[member] for member in before], [], quota, modulus)
            sets = (table[:, quota] - table[:, low]) % modulus
            total += int(sets.sum())
            found[last, : place + 1] = (found[last, : place + 1] + sets) % modulus
            # 2. Each member before it is in those sets of one more that are not without it.
            without = {w: _without(table, w, low, quota) for w in {weights[i] for i in before}}
            for member in before:
                sets_with = sets[1:] - [*without[weights[member]][1:], 0]
                found[member, 1 : place + 1] = (found[member, 1 : place + 1] + sets_with) % modulus
        yield total
        yield from found.ravel().tolist()

    total, *counts = exact_counts(counted, size, quota)
    return Profile(total, tuple(tuple(counts[i * size :][:size]) for i in range(size)))


def shares(game: Weighted) -> Profile:
    """Count the sets that a member is critical in by how many others are so too.

    Critical are the members heavier than the excess of the set over the quota. So the sets are
    counted by how many of the members are heavier than that, over each range of the excess for
    which these are the same.
    """
    weights, quota = game
    size = len(weights)
    order = sorted(range(size), key=lambda member: -weights[member])
    heavy = [weights[member] for member in order]

    def counted(modulus: int) -> Iterator[int]:
        found = np.zeros((size, size), dtype=np.int64)
        for number, (most, least) in enumerate(pairwise([*heavy, 0]), start=1):
            if most == least:
                continue
            # With an excess from `least` to below `most`, the first `number` members are critical
            # where they are in the set; so only they count for the size.
            table = _table(heavy[:number], heavy[number:], quota + most, modulus)
            rows = {
                w: np.array(_without(table, w, quota + least - w, quota + most - w))
                for w in set(heavy[:number])
            }
            for member in order[:number]:
                row = found[member, :number] + rows[weights[member]]
                found[member, :number] = row % modulus
        yield from found.ravel().tolist()

    counts = exact_counts(counted, size, 2 * quota)
    return Profile(0, tuple(tuple(counts[i * size :][:size]) for i in range(size)))


def _table(counted: Sequence[int], others: Sequence[int], top: int, modulus: int) -> Table:
    """Return how many sets weigh less than each number up to `top`, by size, modulo `modulus`.

    Only the members in `counted` count for the size.
    """
    # 1. The empty set weighs less than 1 and more: it enters at 1, as the sums begin above it.
    table: Table = np.zeros((len(counted) + 1, top + 1), dtype=np.int64)
    table[0, 1] = 1
    # 2. Each member doubles the sets: those without it, and those with it, which weigh more.
    reach, doubled = 2, 0  # entries from `reach` on are still 0; doubled since the last modulus
    for place, weight in enumerate([*counted, *others]):
        end = min(reach + weight, top + 1)
        if place < len(counted):
            table[1 : place + 2, weight + 1 : end] += table[: place + 1, 1 : end - weight]
        else:
            table[:, weight + 1 : end] += table[:, 1 : end - weight]
        reach, doubled = end, doubled + 1
        if modulus < 2**BITS <= modulus << doubled:
            table[:, 1:end] %= modulus
            doubled = 0
    if modulus < 2**BITS:
        table %= modulus
    # 3. Sum up along the weights.
    return np.cumsum(table, axis=1, out=table)


def _without(table: Table, weight: int, low: int, high: int) -> list[int]:
    """Return how many sets without a member weigh at least `low` and less than `high`, by size.

    The member must be in the table, and count for the size there if any member does.
    """
    # 1. The sets that weigh less by 0, 1, 2 ... times the member's weight, with alternating signs.
    rows = len(table)
    steps = np.arange(min(high // weight + 1, rows if rows > 1 else high + 1))
    ends = high - steps * weight
    parts = table[:, ends] - table[:, np.maximum(ends - high + low, 0)]
    parts[:, 1::2] *= -1
    if rows == 1:
        return [int(parts.sum())]
    # 2. Each step back is also one member fewer: add them up along the diagonals.
    found: Table = np.zeros(rows - 1, dtype=np.int64)
    for step in steps[: rows - 1].tolist():
        found[step:] += parts[: rows - 1 - step, step]
    numbers: list[int] = found.tolist()
    return numbers

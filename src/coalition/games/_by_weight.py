"""Sets of weighted members counted by their weight: generating functions, in whole numbers.

The number of sets of each weight is the product of ``1 + x**w`` over the members (Cantor, in
Lucas 1983; Brams & Affuso 1976), and with the sizes of the sets that of ``1 + y * x**w``. A
table of its coefficients, summed up along the weights, is made once. The sets without a member
follow from it by division: ``1 / (1 + y * x**w)`` is an alternating series, so that what is asked
of one member is an alternating sum over a few entries of the table.
"""

from collections.abc import Iterable, Iterator
from itertools import accumulate, islice, pairwise

import numpy as np
import numpy.typing as npt

from coalition.games._counting import BITS, CALL, Profile, Steps, Work, exact_counts, moduli
from coalition.rules.tallies import Carriers, Formula

Table = npt.NDArray[np.int64]
Weighted = tuple[tuple[int, ...], int]


def weighted(carriers: Carriers) -> Weighted | None:
    """Return weights and quota where there is one condition, no weight beyond the quota."""
    match carriers:
        case Formula(forms=[weights], clauses=[[(0, quota)]]):
            return tuple(min(weight, quota) for weight in weights), quota
    return None


def work(game: Weighted, steps: Steps, tables: int = 1) -> Work:
    """Return how much work so many tables are, one after the other."""
    weights, quota = game
    rows = sum(steps) + 1
    reach = sum(min(filled, quota) for filled in accumulate(sorted(weights)))
    additions = reach * rows * len(moduli(len(weights), quota + max(weights)))
    additions += CALL * len(weights) * max(rows, 2)
    return Work(additions * tables, rows * (quota + max(weights)))


def swings(game: Weighted, steps: Steps) -> Profile:
    """Count the winning sets, and for each member those that it is critical in."""
    weights, quota = game
    members = list(zip(weights, steps, strict=True))

    def counted(modulus: int) -> Iterator[int]:
        # 1. One table of all members; what weighs less than the quota loses.
        table = _table(members, quota, modulus)
        yield int(table[:, quota].sum())
        # 2. A member is critical for the sets of the others that it lifts over the quota. Members
        #    of equal weight and step have equal counts.
        for weight, step in sorted(set(members)):
            yield from _without(table, weight, step, quota - weight, quota)

    losing, *counts = exact_counts(counted, len(weights), quota)
    left = iter(counts)
    rows = {m: tuple(islice(left, sum(steps) + 1 - m[1])) for m in sorted(set(members))}
    return Profile(2 ** len(weights) - losing, tuple(rows[member] for member in members))


def shares(game: Weighted, *, minimal: bool = False) -> Profile:
    """Count the sets that a member is critical in by how many others are so too.

    Critical are the members heavier than the excess of the set over the quota. So the sets are
    counted by how many of the members are heavier than that, over each range of the excess for
    which these are the same. With `minimal`, the sets have no other members.
    """
    weights, quota = game
    size = len(weights)
    order = sorted(range(size), key=lambda member: -weights[member])
    heavy = [weights[member] for member in order]

    def counted(modulus: int) -> Iterator[int]:
        found = np.zeros((size, size), dtype=np.int64)
        total = 0
        for number, (most, least) in enumerate(pairwise([*heavy, 0]), start=1):
            if most == least:
                continue
            # With an excess from `least` to below `most`, the first `number` members are critical
            # where they are in the set; so only they count for the size.
            others = [] if minimal else [(weight, 0) for weight in heavy[number:]]
            table = _table([(w, 1) for w in heavy[:number]] + others, quota + most, modulus)
            total += int((table[:, quota + most] - table[:, quota + least]).sum())
            rows = {
                w: _without(table, w, 1, quota + least - w, quota + most - w)
                for w in set(heavy[:number])
            }
            for member in order[:number]:
                found[member, :number] = (found[member, :number] + rows[weights[member]]) % modulus
        yield total
        yield from found.ravel().tolist()

    total, *counts = exact_counts(counted, size, 2 * quota)
    return Profile(total, tuple(tuple(counts[i * size :][:size]) for i in range(size)))


def _table(members: Iterable[tuple[int, int]], top: int, modulus: int) -> Table:
    """Return how many sets weigh less than each number up to `top`, by size, modulo `modulus`.

    Members are given by their weight, and by their step: what they add to the size.
    """
    ordered = sorted(members)
    # 1. The empty set weighs less than 1 and more: it enters at 1, as the sums begin above it.
    table: Table = np.zeros((sum(step for _, step in ordered) + 1, top + 1), dtype=np.int64)
    table[0, 1] = 1
    # 2. Each member doubles the sets: those without it, and those with it, which weigh more.
    rows, reach = 1, 2  # entries from there on are still 0
    doubled = 0  # since the last modulus
    for weight, step in ordered:
        end = min(reach + weight, top + 1)
        table[step : rows + step, weight + 1 : end] += table[:rows, 1 : end - weight]
        rows, reach, doubled = rows + step, end, doubled + 1
        if modulus < 2**BITS <= modulus << doubled:
            table[:, 1:end] %= modulus
            doubled = 0
    if modulus < 2**BITS:
        table %= modulus
    # 3. Sum up along the weights.
    return np.cumsum(table, axis=1, out=table)


def _without(table: Table, weight: int, step: int, low: int, high: int) -> list[int]:
    """Return how many sets without a member weigh at least `low` and less than `high`, by size.

    The member must be in the table, with this step.
    """
    rows = len(table)
    if not weight:
        return [0] * (rows - step)
    # 1. The sets that weigh less by 0, 1, 2 ... times the member's weight, with alternating signs.
    most = (rows - 1) // step if step else high + 1
    back = np.arange(min(high // weight + 1, most))
    ends = high - back * weight
    parts = table[:, ends] - table[:, np.maximum(ends - high + low, 0)]
    parts[:, 1::2] *= -1
    # 2. Each of them also has one step less: add them up along the diagonals.
    found: Table = np.zeros(rows - step, dtype=np.int64)
    if not step:
        found += parts.sum(axis=1)
    for number in back.tolist() if step else ():
        found[number * step :] += parts[: rows - (number + 1) * step, number]
    numbers: list[int] = found.tolist()
    return numbers

"""Sets of members counted by halves: any weights and quotas, up to some forty members.

Horowitz and Sahni (1974) solve sums over subsets by listing the subsets of either half. Here the
members are put in two halves. The subsets of one are grouped by their size and by all sums but the
widest, and sorted by that one within a group. For a subset of the other half, what the widest sum
must reach in a group is then one number, and how many do reach it is looked up.
"""

import numpy as np
import numpy.typing as npt

from coalition.errors import TooLarge
from coalition.games._modular import CALL, Work
from coalition.games._profile import Profile
from coalition.rules.tallies import Formula

_LARGEST = 40  # members of whom the halves are listed
_WORK = 2**28  # look-ups
_INT64 = 2**62

Sums = npt.NDArray[np.int64]


def fits(formula: Formula) -> bool:
    """Tell whether the halves of a formula can be listed, and its sums fit into 64 bits."""
    return 0 < formula.size <= _LARGEST and max(formula.totals) < _INT64


def work(formula: Formula) -> Work:
    """Return how much work it is to list the halves and look their subsets up."""
    size, listed = formula.size, 2 ** ((formula.size + 1) // 2)
    return Work(8 * size * listed + CALL * size**2, listed * size)


def swings(formula: Formula) -> Profile:
    """Count the winning sets, and for each member those that it is critical in."""
    size = formula.size
    half = size // 2
    members: list[tuple[int, ...]] = []
    sets = 0
    for inside, outside in ((range(half), range(half, size)), (range(half, size), range(half))):
        if inside:
            counts, sizes = _carried(formula, inside, outside)
            sets = int(counts.sum())
            members += _critical(counts, sizes, len(inside))
    return Profile(sets, tuple(members))


def _carried(formula: Formula, inside: range, outside: range) -> tuple[Sums, Sums]:
    """Return with how many subsets of the others each subset wins, by their size, and its size."""
    # 1. List both halves; group the subsets of the others.
    sums, sizes = _listed(formula, inside)
    groups = _groups(*_listed(formula, outside))
    if len(sizes) * len(groups) > _WORK:
        raise TooLarge("look-ups to count the winning sets", len(sizes) * len(groups), _WORK)
    counts: Sums = np.zeros((len(sizes), len(outside) + 1), dtype=np.int64)
    never = formula.totals[0] + 1
    for size, narrow, widest in groups:
        # 2. What the widest sum of a subset in this group must reach: the least over the clauses
        #    of which all other quotas are met.
        needed = np.full(len(sizes), never, dtype=np.int64)
        for clause in formula.clauses:
            quotas = dict(clause)
            least = np.full(len(sizes), quotas.pop(0, 0), dtype=np.int64)
            for form, quota in quotas.items():
                least[sums[form] + narrow[form - 1] < quota] = never
            needed = np.minimum(needed, least)
        # 3. The sums are sorted: how many reach it is looked up.
        reached = len(widest) - np.searchsorted(widest, needed - sums[0])
        counts[:, size] += np.where(needed < never, reached, 0)
    return counts, sizes


def _critical(counts: Sums, sizes: Sums, number: int) -> list[tuple[int, ...]]:
    """Count for each member the sets that it is critical in, by how many others are in them."""
    length = number + counts.shape[1] - 1
    found = []
    for member in range(number):
        # subsets are in the order of their bits, so that those with a member are 2**member further
        pairs = counts.reshape(-1, 2, 2**member, counts.shape[1])
        gained = (pairs[:, 1] - pairs[:, 0]).reshape(-1, counts.shape[1])
        without = sizes.reshape(-1, 2, 2**member)[:, 0].reshape(-1)
        row: Sums = np.zeros(length, dtype=np.int64)
        for size in range(number):
            row[size : size + counts.shape[1]] += gained[without == size].sum(axis=0)
        found.append(tuple(row.tolist()))
    return found


def _listed(formula: Formula, members: range) -> tuple[list[Sums], Sums]:
    """Return the sums of every subset of some members, and its size."""
    sums: list[Sums] = [np.zeros(1, dtype=np.int64) for _ in (*formula.forms, None)]
    for member in members:
        steps = [*(form[member] for form in formula.forms), 1]
        sums = [np.concatenate([s, s + step]) for s, step in zip(sums, steps, strict=True)]
    return sums[:-1], sums[-1]


def _groups(sums: list[Sums], sizes: Sums) -> list[tuple[int, list[int], Sums]]:
    """Group subsets by their size and all sums but the first, which is sorted within a group."""
    keys = np.stack([sizes, *sums[1:]])
    order = np.lexsort((sums[0], *keys[::-1]))
    keys, widest = keys[:, order], sums[0][order]
    starts = np.flatnonzero(np.any(keys[:, 1:] != keys[:, :-1], axis=0)) + 1
    heads = keys[:, [0, *starts]].T.tolist()
    return [
        (size, narrow, part)
        for (size, *narrow), part in zip(heads, np.split(widest, starts), strict=True)
    ]

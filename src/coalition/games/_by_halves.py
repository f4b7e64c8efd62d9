"""Sets of members counted by halves: any weights and quotas, up to some forty members.

Horowitz and Sahni (1974) solve sums over subsets by listing the subsets of either half. Here the
members are put in two halves. The subsets of one are grouped by their size and by all sums but the
widest, and sorted by that one within a group. For a subset of the other half, what the widest sum
must reach in a group is then one number, and how many do reach it is looked up.
"""

from itertools import groupby
from operator import itemgetter
from typing import TypeGuard

import numpy as np
import numpy.typing as npt

from coalition.errors import TooLarge
from coalition.games._counting import CALL, Profile, Steps, Work
from coalition.rules.tallies import Carriers, Formula

_LARGEST = 40  # members with any weight, whose halves are listed
_WORK = 2**28  # look-ups
_BITS = 62  # of sums and counts

Sums = npt.NDArray[np.int64]


def fits(carriers: Carriers) -> TypeGuard[Formula]:
    """Tell whether the halves can be listed, and sums and counts fit into 64 bits."""
    if not isinstance(carriers, Formula) or carriers.size >= _BITS:
        return False
    return 0 < len(_active(carriers)) <= _LARGEST and max(carriers.totals) < 2**_BITS


def work(formula: Formula) -> Work:
    """Return how much work it is to list the halves and look their subsets up."""
    size = len(_active(formula))
    listed = 2 ** ((size + 1) // 2)
    return Work(8 * size * listed + CALL * size**2, listed * size)


def swings(formula: Formula, steps: Steps) -> Profile:
    """Count the winning sets, and for each member those that it is critical in."""
    active = _active(formula)
    halves = active[: len(active) // 2], active[len(active) // 2 :]
    found: Sums = np.zeros((formula.size, sum(steps) + 1), np.int64)
    sets = 0
    for inside, outside in (halves, halves[::-1]):
        # 1. List both halves, and group the subsets of the others.
        sums, sizes = _listed(formula, steps, inside)
        groups = _groups(*_listed(formula, steps, outside))
        if len(sizes) * len(groups) > _WORK:
            raise TooLarge("look-ups to count the winning sets", len(sizes) * len(groups), _WORK)
        sets = 0
        for others, alike in groupby(groups, key=itemgetter(0)):
            won: Sums = np.zeros(len(sizes), np.int64)
            for _, narrow, widest in alike:
                won += _carried(formula, sums, narrow, widest)
            sets += int(won.sum())
            # 2. A member is critical as often as more of these win with it than without. Subsets
            #    are in the order of their bits: those with a member are 2**place further. So many
            #    subsets are fewer than 2**53, and counted exactly in floats, too.
            for place, member in enumerate(inside):
                gains = np.diff(won.reshape(-1, 2, 2**place), axis=1).ravel()
                at = sizes.reshape(-1, 2, 2**place)[:, 0].ravel() + others
                found[member] += np.bincount(at, gains, sum(steps) + 1).astype(np.int64)
    # 3. Any set may have members without weight in it, too.
    for member in set(range(formula.size)).difference(active):
        found += np.roll(found, steps[member], axis=1)
        sets *= 2
    rows = zip(found.tolist(), steps, strict=True)
    return Profile(sets, tuple(tuple(row[: len(row) - step]) for row, step in rows))


def _active(formula: Formula) -> list[int]:
    """Return the members who have any weight."""
    return [member for member, column in enumerate(formula.columns) if any(column)]


def _carried(formula: Formula, sums: list[Sums], narrow: list[int], widest: Sums) -> Sums:
    """Return with how many subsets of a group each subset wins."""
    # 1. What the widest sum of a subset in this group must reach: the least over the clauses of
    #    which all other quotas are met.
    never = formula.totals[0] + 1
    needed = np.full(len(sums[0]), never, dtype=np.int64)
    for clause in formula.clauses:
        quotas = dict(clause)
        least = np.full(len(needed), quotas.pop(0, 0), dtype=np.int64)
        for form, quota in quotas.items():
            least[sums[form] + narrow[form - 1] < quota] = never
        needed = np.minimum(needed, least)
    # 2. The sums are sorted: how many reach it is looked up; where it can never be, none do.
    return len(widest) - np.searchsorted(widest, needed - sums[0])


def _listed(formula: Formula, steps: Steps, members: list[int]) -> tuple[list[Sums], Sums]:
    """Return the sums of every subset of some members, and its size."""
    sums: list[Sums] = [np.zeros(1, dtype=np.int64) for _ in (*formula.forms, None)]
    for member in members:
        worths = [*(form[member] for form in formula.forms), steps[member]]
        sums = [np.concatenate([s, s + worth]) for s, worth in zip(sums, worths, strict=True)]
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

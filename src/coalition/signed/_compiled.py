"""The descent of the exact search, compiled by numba: for searches that take long.

It places actors in the same order as `RussianDolls`, and leaves what cannot be enough; so it comes
to the same partitions, one after the other. It holds no states that it has met. It returns whenever
it comes to a partition, and when it has done some work, and goes on from there.
"""

from collections.abc import Callable
from typing import Protocol

import numba
import numpy as np
import numpy.typing as npt

from coalition.limits import Watch

Whole = npt.NDArray[np.int64]

_LEAST = -(2**60)  # less than any gain
_PACE = 10_000_000  # steps between two looks at the watch, some hundredths of a second
_WORK = 5_000  # that they count for: a fraction of what they take, as more comes of it
_DONE, _FOUND, _PAUSED = range(3)


class Search(Protocol):
    """Actors in order, each with its ties to those after it, and the optima from each on."""

    size: int
    max_blocs: int
    rows: list[tuple[int, ...]]
    bounds: list[int]
    watch: Watch


def descend(
    search: Search, first: int, need: float, visit: Callable[[int, list[list[int]]], float]
) -> None:
    """Visit the partitions of the actors from `first` on that may gain what is needed."""
    size = search.size
    most = min(search.max_blocs, size - first)
    rows = [[0] * (size - len(row)) + [*row] for row in search.rows]
    shapes = (most, size), (size, most + 1), (4, size), (size + 1,), (size,), (2, size, size)
    held = [np.zeros(shape, np.int64) for shape in shapes]
    tables = np.array(rows), np.array(search.bounds), *held
    at, gains, home = np.array([first, 0, 1]), held[3], held[4]
    while told := _descend(tables, most, first, int(max(min(need, 2**61), -(2**61))), at):
        if told == _PAUSED:
            search.watch.spend(_WORK)
        else:
            blocs: list[list[int]] = [[] for _ in range(int(at[1]))]
            for actor in range(first, size):
                blocs[home[actor]].append(actor)
            need = visit(int(gains[size]), blocs)


def _descended(  # noqa: PLR0912, PLR0915 - it is compiled as a whole
    tables: tuple[Whole, ...], most: int, first: int, need: int, at: Whole
) -> int:  # pragma: no cover - compiled, which coverage cannot see
    """Go on until there is a partition, or some work is done; `at` says where it is.

    A column holds what each actor still to be placed gains by joining one bloc; `tops` has the best
    of that for each such actor, and the next best.
    """
    rows, bounds, columns, order, counts, gains, home, tops = tables
    size, work = len(rows), 0
    actor, blocs, down = at
    number, turn, upper, stood = counts
    while True:
        if down and actor == size:
            at[0], at[1], at[2] = actor, blocs, 0
            return _FOUND
        if down:
            # what can be gained at most wherever it goes, but for what it gains itself
            limit = gains[actor] + bounds[actor + 1]
            best, second = tops[0, actor], tops[1, actor]
            best[actor + 1 :] = second[actor + 1 :] = _LEAST
            for bloc in range(blocs):
                column = columns[bloc]
                for later in range(actor + 1, size):
                    pull = column[later]
                    second[later] = max(second[later], min(best[later], pull))
                    best[later] = max(best[later], pull)
            for later in range(actor + 1, size):
                limit += max(best[later], 0) + max(rows[actor, later], 0)
            upper[actor] = limit
            # the blocs that it may join, or a new one, the place with the most gain first
            stood[actor] = blocs
            number[actor] = blocs + (blocs < most)
            turn[actor] = 0
            for bloc in range(number[actor]):
                pull = columns[bloc, actor] if bloc < blocs else 0
                place = bloc
                while place > 0:
                    before = order[actor, place - 1]
                    if columns[before, actor] >= pull:
                        break
                    order[actor, place] = before
                    place -= 1
                order[actor, place] = bloc
            work += 20 + (size - actor) * (blocs + 1)
            down = 0
            if work > _PACE:
                at[0], at[1], at[2] = actor, blocs, down
                return _PAUSED
        if actor < size:
            index = turn[actor]
            bloc = order[actor, index] if index < number[actor] else 0
            pull = columns[bloc, actor] if bloc < blocs else 0
        if actor < size and index < number[actor] and upper[actor] + pull >= need:
            turn[actor] += 1
            # what can be gained at most when it is there
            total = gains[actor] + pull
            limit = total + bounds[actor + 1]
            floor = 0 if most > blocs + (bloc == blocs) else _LEAST
            if bloc == blocs:
                columns[bloc] = 0
            row, column, best = rows[actor], columns[bloc], tops[0, actor]
            second = best if bloc == blocs else tops[1, actor]  # the best of the others
            for later in range(actor + 1, size):
                pull = column[later]
                other = second[later] if pull == best[later] else best[later]
                limit += max(other, pull + row[later], floor)
            work += size - actor
            if limit >= need:
                home[actor] = bloc
                blocs = max(blocs, bloc + 1)
                for later in range(actor + 1, size):
                    columns[bloc, later] += rows[actor, later]
                actor += 1
                gains[actor] = total
                down = 1
        else:
            # take the actor before back
            if actor == first:
                return _DONE
            actor -= 1
            bloc = home[actor]
            for later in range(actor + 1, size):
                columns[bloc, later] -= rows[actor, later]
            blocs = stood[actor]


_descend: Callable[..., int] = numba.njit(cache=False, nogil=True)(_descended)

"""Sets of members counted by all their sums at once: many members, few and small weights.

The table has one axis for each form of weights, and one for the sizes of the sets. The sets without
a member are those of the table that all others fill, made by halves: what one half of the members
fill is filled up by either half of the rest. Members with equal weights are counted once.
"""

from collections import Counter
from collections.abc import Iterator
from math import ceil, log2, prod

import numpy as np
import numpy.typing as npt

from coalition.analysis.profiles import Profile
from coalition.analysis.residues import BITS, Work, exact_counts, moduli
from coalition.rules.tallies import Formula

__all__ = ["swings", "work"]

Table = npt.NDArray[np.int64]
Column = tuple[int, ...]
Classes = list[tuple[Column, int]]


def work(formula: Formula, *, sizes: bool) -> Work:
    """Return how much work the tables are."""
    cells = prod(_shape(formula, sizes=sizes))
    rounds = 1 + log2(len(_classes(formula, sizes=sizes)))
    additions = cells * formula.size * ceil(rounds) * len(moduli(formula.size, cells))
    return Work(additions, cells)


def swings(formula: Formula, *, sizes: bool) -> Profile:
    """Count the winning sets, and for each member those that it is critical in.

    Without `sizes`, the counts of all sizes stand together, at size 0.
    """
    shape, classes = _shape(formula, sizes=sizes), _classes(formula, sizes=sizes)
    length = formula.size if sizes else 1
    sums = list(np.ogrid[tuple(slice(0, side) for side in shape)])
    wins = _won(formula, sums, (0,) * len(shape))
    gains = {column: _won(formula, sums, column) & ~wins for column, _ in classes}

    def counted(modulus: int) -> Iterator[int]:
        start = np.zeros(shape, dtype=np.int64)
        start[(0,) * len(shape)] = 1
        yield int((_filled(start, classes, modulus) * wins).sum())
        for column, table in _without_one(start, classes, modulus):
            by_size = (table * gains[column]).reshape(shape[0], -1).sum(axis=1)
            yield from by_size.tolist()[:length] if sizes else [int(by_size.sum())]

    sets, *counts = exact_counts(counted, formula.size, prod(shape))
    rows = {c: tuple(counts[i * length :][:length]) for i, (c, _) in enumerate(classes)}
    return Profile(sets, tuple(rows[column] for column in _columns(formula, sizes=sizes)))


def _shape(formula: Formula, *, sizes: bool) -> tuple[int, ...]:
    return (formula.size + 1 if sizes else 1, *(total + 1 for total in formula.totals))


def _columns(formula: Formula, *, sizes: bool) -> list[Column]:
    """Return by how much each member moves along each axis."""
    return [(int(sizes), *weights) for weights in zip(*formula.forms, strict=True)]


def _classes(formula: Formula, *, sizes: bool) -> Classes:
    return sorted(Counter(_columns(formula, sizes=sizes)).items())


def _won(formula: Formula, sums: list[Table], more: Column) -> npt.NDArray[np.bool_]:
    """Mark the cells that win when this much is added to each sum."""
    marks = np.zeros((1,) * len(sums), dtype=np.bool_)
    for clause in formula.clauses:
        met = np.ones_like(marks)
        for form, quota in clause:
            met = met & (sums[form + 1] + more[form + 1] >= quota)
        marks = marks | met
    return np.broadcast_to(marks, np.broadcast_shapes(*(part.shape for part in sums)))


def _filled(table: Table, classes: Classes, modulus: int) -> Table:
    """Return the table with the members of these classes put in."""
    table = table.copy()
    doubled = 0
    for column, number in classes:
        here = tuple(slice(step, None) for step in column)
        there = tuple(slice(None, -step or None) for step in column)
        for _ in range(number):
            table[here] += table[there]
            doubled += 1
            if modulus < 2**BITS <= modulus << doubled:
                table %= modulus
                doubled = 0
    return table % modulus if modulus < 2**BITS else table


def _without_one(table: Table, classes: Classes, modulus: int) -> Iterator[tuple[Column, Table]]:
    """Yield, for each class, the table with all others put in, and all of the class but one."""
    if len(classes) == 1:
        ((column, number),) = classes
        yield column, _filled(table, [(column, number - 1)], modulus)
        return
    half = len(classes) // 2
    for inside, outside in ((classes[:half], classes[half:]), (classes[half:], classes[:half])):
        yield from _without_one(_filled(table, outside, modulus), inside, modulus)

"""The chances of the stochastic degree sequence model, by maximum likelihood over known cells.

The logit of a yes is a number of the row plus one of the column. The likelihood has a maximum, one
but for what can be moved from all rows to all columns, exactly if the cells are strongly connected:
if steps from a row to a column in which it has a yes, and from a column to a row that has a no in
it, lead from everywhere to everywhere (Fischer 1981, for the model of Rasch). A table falls into
strongly connected blocks. Between two of them all known cells are of one side, and in the limit
their chances are 1 or 0; so it is, too, for rows and columns that are all yes or all no.

Sums are made without the threads of linear algebra, so that no number depends on them.
"""

from collections.abc import Iterator
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from coalition.errors import TooLarge

MET = 1e-9  # votes by which a fitted sum may differ from the observed one
STEPS = 500  # of a fit; some ten are usual, and two more for each unit of the largest logit

_FLAT = 1e-12  # slope below which floats do not tell it from none
_NEARER = 1e-6  # of what the equations of a step are off by at first, where they are solved

Sides: TypeAlias = npt.NDArray[np.int8]
Table: TypeAlias = npt.NDArray[np.float64]


def sdsm(sides: Sides) -> Table:
    """Return the chance of a yes less that of a no in every cell; 0 where there is no vote.

    Parameters
    ----------
    sides : array of int8
        1 for yes, -1 for no, 0 for no vote.

    Raises
    ------
    TooLarge
        If the sums are not met after `STEPS` steps.
    """
    lean = sides.astype(np.float64)
    for rows, columns in _blocks(sides):
        block = np.ix_(rows, columns)
        lean[block] = _fitted(sides[block])
    return lean


def _blocks(sides: Sides) -> Iterator[tuple[Any, Any]]:
    """Yield the rows and columns of each strongly connected block of more than one cell.

    A row leads to another where it has a yes in a column in which that has a no. A column is in the
    block of rows that lead to it and that it leads to: of which one has a yes in it, and one a no.
    """
    yes, no = sides > 0, sides < 0
    ways, before = _meet(yes, no.T) | np.eye(len(sides), dtype=np.bool_), 0
    while ways.sum() > before:  # of twice as many steps, each time
        before, ways = ways.sum(), _meet(ways, ways)
    for rows in np.unique(ways & ways.T, axis=0):
        columns = yes[rows].any(axis=0) & no[rows].any(axis=0)
        if columns.any():
            yield np.flatnonzero(rows), np.flatnonzero(columns)


def _meet(one: Any, other: Any) -> Any:
    """Return the product of two tables of marks: counted in floats, which is what is fast."""
    with np.errstate(invalid="ignore"):  # of small tables, some processors flag what is none
        return one.astype(np.float32) @ other.astype(np.float32) > 0


def _fitted(sides: Sides) -> Table:
    """Return the chance of a yes less that of a no in the cells of a strongly connected block.

    1. Start from the shares of yes of rows and columns.
    2. End where every sum is met.
    3. Find the step of Newton's method for the rows, the columns eliminated.
    4. Shorten it so that the likelihood rises for certain (Sun & Tran-Dinh 2019).
    """
    known = sides != 0
    # 1. Start.
    row, column = (
        np.log((sides > 0).sum(axis) + 0.5) - np.log((sides < 0).sum(axis) + 0.5) for axis in (1, 0)
    )
    column -= np.log((sides > 0).sum()) - np.log((sides < 0).sum())
    for _ in range(STEPS):
        # 2. End.
        lean: Table = np.tanh((row[:, np.newaxis] + column) / 2) * known
        off = sides - lean
        rows_off, columns_off = off.sum(axis=1), off.sum(axis=0)
        if max(abs(rows_off).max(), abs(columns_off).max()) <= 2 * MET:
            return lean
        # 3. Find the step.
        slope = np.maximum(known - lean**2, _FLAT) / 2 * known
        steep = slope.sum(axis=1), slope.sum(axis=0)
        step = _solved(
            slope, *steep, rows_off - np.einsum("ij,j->i", slope, columns_off / steep[1])
        )
        across = (columns_off - np.einsum("ij,i->j", slope, step)) / steep[1]
        # 4. Shorten it.
        size = max(step.max() + across.max(), -step.min() - across.min())
        share = np.log1p(size) / size
        row += share * step
        column += share * across
    raise TooLarge("steps of the fit of the null model 'sdsm'", STEPS + 1, STEPS)


def _solved(slope: Table, rows: Table, columns: Table, wanted: Table) -> Table:
    """Solve the equations of a step for the rows, by conjugate gradients."""
    found = np.zeros_like(wanted)
    rest = wanted.copy()
    toward = rest / rows
    size = first = (rest * toward).sum()
    for _ in range(2 * len(rows)):
        if size <= first * _NEARER**2:
            break
        ahead = np.einsum("ij,i->j", slope, toward) / columns
        image = rows * toward - np.einsum("ij,j->i", slope, ahead)
        steep = (toward * image).sum()
        if steep <= _FLAT * (toward * rows * toward).sum():
            break  # what is moved from all rows to all columns changes nothing
        length = size / steep
        found += length * toward
        rest -= length * image
        near = rest / rows
        before, size = size, (rest * near).sum()
        toward = near + size / before * toward
    return found

"""How often every two actors agree: exact sums over all pairs, block by block.

Whole numbers are summed by matrix products of floats, which is exact as long as no sum leaves the
whole numbers that the floats hold; so neither blocks nor threads can change a sum. What does not
fit is summed row by row, in 64-bit or in Python's own whole numbers. With the extra `fast`, the
sides of a large table are counted bit by bit, compiled.
"""

import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from importlib.util import find_spec
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

from coalition.numbers import exact, scaled
from coalition.stances.codes import REASONS, SIDES, Cells, Codes

COMPILED = 2**32  # stances compared from which compiling, a second for each program, may pay
BLOCK = 2**20  # cells in a block: 4 MB of float32, so that the products take most of the time

_EXACT_FLOAT32, _EXACT_FLOAT64, _EXACT_INT64 = 2**24, 2**53, 2**62  # no sum below is ever rounded
_EXACT_PART = 2**42  # a million sums below it stay within 64 bits
_GRID = 2**30  # what rounded numbers are multiplied by
_MOST_BITS = 2**27  # of a table of exact numbers
_MOST_LEVELS = 64  # with more levels, products cost more than going through the rows

Sums = npt.NDArray[Any]
At = Callable[[Sums], tuple[Sums, Sums, int]]  # agreement and disagreement by distance: `alike`


@attrs.frozen(eq=False)
class Ties:
    """The sums over all proposals for every two actors: square tables, right above the diagonal.

    Parameters
    ----------
    agree, disagree : array of whole numbers
        Agreement and disagreement, multiplied by `scale`.
    shared : array of int
        Proposals on which both have a stance. Where there is none, there is no tie.
    scale : int
        What the sums must be divided by.
    floating : bool
        Whether numbers were given as floats, and answers should be.
    """

    agree: Sums
    disagree: Sums
    shared: Sums
    scale: int
    floating: bool = False


def ties(
    cells: Cells,
    weights: Sequence[Fraction] | None = None,
    within: Fraction | str = Fraction(1),
    *,
    block: int = BLOCK,
) -> Ties:
    """Return agreement, disagreement and shared proposals of every two rows.

    Parameters
    ----------
    cells : Cells
        The stances.
    weights : sequence of Fraction, optional
        How much each column counts; those of weight 0 are not shared. 1 by default.
    within : Fraction or 'mean'
        The distance at which agreement turns: see `Agreement`.
    block : int
        How many cells are worked on at a time; the sums do not depend on it.
    """
    turns, rows = by_turn(cells, within), range(len(cells.codes))

    def parts() -> Iterator[Ties]:
        for turn, columns in turns.items():
            load = None if weights is None else [weights[column] for column in columns]
            yield summed(cells.take(rows, columns), load, turn, block)

    if len(turns) == 1:
        return summed(cells, weights, next(iter(turns)), block)
    return joined(parts(), turns, cells.levels, scaled(weights or ())[1], len(rows))


def alike(apart: Sums, unit: int, within: Fraction) -> tuple[Sums, Sums, int]:
    """Return agreement and disagreement at distances, and what 1 is in them, in whole numbers.

    `unit` is what 1 is in the distances. With w the distance at which agreement turns, agreement at
    distance d is (w - d) / w up to there, and beyond, disagreement is (d - w) / (2 - w).
    """
    turn, part = within.as_integer_ratio()
    up, down = slopes(within)
    net = turn * unit - part * apart
    return np.maximum(net, 0) * up, np.maximum(-net, 0) * down, unit * turn * up


def slopes(within: Fraction) -> tuple[int, int]:
    """Return what the distance to where agreement turns is multiplied by, below and above it."""
    turn, part = within.as_integer_ratio()
    common = math.gcd(turn, 2 * part - turn)
    return (2 * part - turn) // common, turn // common


def by_turn(cells: Cells, within: Fraction | str) -> Mapping[Fraction, Sequence[int]]:
    """Return the columns by the distance at which agreement turns on them.

    That is 1 where it makes no difference: where all stances are the same, or against and for, as
    then all who differ disagree in full.
    """
    if within == 1:
        return {Fraction(1): range(cells.codes.shape[1])}
    whole, unit = scaled(exact(level) for level in cells.levels)
    kind: Any = np.int64 if 2 * unit * len(cells.codes) ** 2 < _EXACT_INT64 else object
    shape = (len(whole), cells.codes.shape[1])
    held = np.array([(cells.codes == code).sum(axis=0) for code in range(len(whole))], kind)
    held = held.reshape(shape)
    inner = np.array([abs(level) < unit for level in whole], bool)
    matters = (held > 0)[inner].any(axis=0) & ((held > 0).sum(axis=0) > 1)
    if not isinstance(within, str):
        sides = {within: np.flatnonzero(matters), Fraction(1): np.flatnonzero(~matters)}
        return {turn: columns.tolist() for turn, columns in sides.items() if len(columns)}
    # the distances of all pairs: each gap between two levels, times the pairs that it parts
    below, actors = held.cumsum(axis=0)[:-1], held.sum(axis=0)
    gaps = np.diff(np.array(whole, kind))[:, None]
    apart = (gaps * below * (actors - below)).sum(axis=0).tolist()
    pairs = (actors * (actors - 1) // 2).tolist()
    turns: dict[Fraction, list[int]] = {}
    for column, (other, gap, of) in enumerate(zip(matters, apart, pairs, strict=True)):
        turn = Fraction(gap, unit * of) if other else Fraction(1)
        turns.setdefault(turn, []).append(column)
    return turns


def common_scale(scales: Iterable[int], rows: int) -> int:
    """Return a scale in which all numbers of these scales are whole, for so many rows.

    On hundreds of proposals on which the mean distances differ, that is a number of thousands of
    digits. With too many rows for that, numbers are rounded to multiples of 2**-30.
    """
    scale = math.lcm(*scales)
    return scale if rows**2 * scale.bit_length() <= _MOST_BITS else _GRID


def joined(
    parts: Iterable[Ties],
    turns: Collection[Fraction],
    levels: Iterable[float | Fraction],
    heavy: int,
    rows: int,
) -> Ties:
    """Return the sums over the proposals of all parts in a common scale, if need be rounded.

    They are those for each distance at which agreement turns; `heavy` is the scale of the weights.
    """
    unit = scaled(exact(level) for level in levels)[1]
    ones = (unit * heavy * turn.numerator * slopes(turn)[0] for turn in turns)
    scale = common_scale(ones, rows)
    agree, disagree, shared = np.zeros((3, rows, rows), np.int64)
    for part in parts:
        agree = agree + _rescaled(part.agree, part.scale, scale)
        disagree = disagree + _rescaled(part.disagree, part.scale, scale)
        shared += part.shared
    return Ties(agree, disagree, shared, scale, floating=scale == _GRID)


def _rescaled(sums: Sums, before: int, after: int) -> Sums:
    """Return sums in another scale, rounded where they are not whole in it."""
    if after % before == 0:
        return sums.astype(object) * (after // before)
    if sums.dtype != object and int(sums.max(initial=0)) * after // before < _EXACT_PART:
        return np.rint(sums / before * after).astype(np.int64)
    return (2 * sums.astype(object) * after + before) // (2 * before)


def summed(
    cells: Cells,
    weights: Sequence[Fraction] | None,
    within: Fraction,
    block: int = BLOCK,
) -> Ties:
    """Return the sums where agreement turns at one distance on all proposals."""
    number = cells.codes.shape[1]
    if cells.levels == SIDES and weights is None and within == 1 and number < _EXACT_FLOAT32:
        compared = number * math.comb(len(cells.codes), 2)
        compiled = compared >= COMPILED and find_spec("numba") is not None  # of the extra `fast`
        return Ties(*(_by_bits(cells.codes) if compiled else _by_sides(cells.codes, block)), 1)
    whole, unit = scaled(exact(level) for level in cells.levels)
    heavy, scale = scaled(weights) if weights is not None else ([1] * number, 1)
    at = partial(alike, unit=unit, within=within)
    *_, one = at(np.zeros(0, object))
    largest = one * sum(heavy, number)
    if len(whole) <= _MOST_LEVELS and largest < _EXACT_FLOAT64:
        sums = _by_levels(cells.codes, whole, at, heavy, block)
    else:
        kind: Any = np.int64 if 4 * largest < _EXACT_INT64 else object
        stances, load = np.array(whole, kind), np.array(heavy, kind)
        sums = _by_rows(cells.codes, stances, at, load, block)
    return Ties(*sums, one * scale)


def _by_bits(codes: Codes) -> tuple[Sums, Sums, Sums]:
    """Sum as below, compiled."""
    from coalition.stances._bits import by_bits  # noqa: PLC0415 - needs the extra

    return by_bits(codes)


def _blocks(codes: Codes, block: int) -> Iterator[slice]:
    """Yield slices of the columns that hold so many cells."""
    rows, columns = codes.shape
    width = max(1, block // max(1, rows))
    return (slice(start, start + width) for start in range(0, columns, width))


def _by_sides(codes: Codes, block: int) -> tuple[Sums, Sums, Sums]:
    """Sum where stances are -1, 0 and 1 and all columns count the same.

    Each product is one of a table with itself, which takes half the work. With x the stance, the
    product of x counts same less opposite sides, and that of its size counts both together.
    """
    size = len(codes)
    net, taken, neutral, shared = (np.zeros((size, size), np.float32) for _ in range(4))
    product = np.empty((size, size), np.float32)

    def add(total: Sums, part: npt.NDArray[np.bool_] | Codes) -> None:
        table = part.astype(np.float32)
        np.matmul(table, table.T, out=product)
        np.add(total, product, out=total)

    for columns in _blocks(codes, block):
        held = codes[:, columns]
        known = held >= 0
        add(net, (held - 1) * known)
        add(shared, known)
        zero = held == 1
        if zero.any():
            add(neutral, zero)
            add(taken, known & ~zero)
        else:
            np.add(taken, product, out=taken)
    return (
        ((taken + net) / 2 + neutral).astype(np.int64),
        ((taken - net) / 2).astype(np.int64),
        shared.astype(np.int64),
    )


def _by_levels(
    codes: Codes, whole: list[int], at: At, heavy: list[int], block: int
) -> tuple[Sums, Sums, Sums]:
    """Sum level by level: what those who hold it share with all others."""
    levels = np.array(whole, object)
    pro, con, one = at(abs(levels[:, None] - levels))
    small = one * sum(heavy, len(heavy)) < _EXACT_FLOAT32
    kind = np.float32 if small else np.float64
    size = len(codes)
    agree, disagree, shared = (np.zeros((size, size), kind) for _ in range(3))
    load: Any = np.array(heavy, kind)
    # whose stance is missing shares nothing
    nothing = np.zeros((len(whole), len(REASONS)), kind)
    pro, con = (np.hstack([side.astype(kind), nothing]) for side in (pro, con))
    for columns in _blocks(codes, block):
        held = codes[:, columns]
        counted = ((held >= 0) & (load[columns] > 0)).astype(kind)
        shared += counted @ counted.T
        for level in range(len(whole)):
            holders = (held == level) * load[columns]
            if holders.any():
                agree += holders @ pro[level][held].T
                disagree += holders @ con[level][held].T
    return agree.astype(np.int64), disagree.astype(np.int64), shared.astype(np.int64)


def _by_rows(codes: Codes, whole: Sums, at: At, heavy: Sums, block: int) -> tuple[Sums, Sums, Sums]:
    """Sum a row against all later ones, in whole numbers of any size."""
    size = len(codes)
    agree, disagree = (np.zeros((size, size), whole.dtype) for _ in range(2))
    shared = np.zeros((size, size), np.int64)
    for columns in _blocks(codes, block):
        held, load = codes[:, columns], heavy[columns]
        counted = (held >= 0) & (load > 0)
        stances = whole[held.clip(0)]
        for one in range(size - 1):
            rest = slice(one + 1, size)
            both = counted[one] & counted[rest]
            pro, con, _ = at(abs(stances[rest] - stances[one]))
            agree[one, rest] += (pro * load * both).sum(axis=1)
            disagree[one, rest] += (con * load * both).sum(axis=1)
            shared[one, rest] += both.sum(axis=1)
    return agree, disagree, shared

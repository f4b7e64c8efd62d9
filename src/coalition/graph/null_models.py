"""Agreement beyond chance: how often two actors who vote independently would agree.

Votes are lopsided, so that actors agree on many of them by chance alone. Two models say by how much
(Neal, Domagalski & Sagan 2021):

- ``'fixedcol'``: the chance of a yes is the share of yes among those who voted on the proposal;
- ``'sdsm'``, the stochastic degree sequence model (Neal 2014): its logit is a number of the actor
  plus one of the proposal, by maximum likelihood, so that every actor and every proposal has as
  many yes votes as are expected. Where all voted, it is the bipartite configuration model (Saracco
  et al. 2015); else, the one with prohibited cells (Neal & Neal 2024).

With q the chance of a yes less that of a no, two actors agree on a proposal with the chance
``(1 + q * q') / 2``, and their number of agreements is Poisson-binomial.

The q of ``'sdsm'`` are rounded to multiples of a power of two for which the sums of their products
are exact in floats, so that no number depends on the order of sums or on the number of threads:
they are off by less than 5e-7 with 2,000 proposals, and by 2e-6 with 24,000. The q**2 of
``'fixedcol'`` are exact, or off by less than 1e-10 where many different numbers of actors voted.
For these, what is expected is exact, and p-values are off by less than 1e-10. One that is
`alpha`, but for 1e-8 of it, is at most `alpha`.

In a body of n, the votes of the two are 2 of the n that the chances are taken from. So a little too
much agreement is expected of chance, per proposal up to 1 / (2 * n - 2), and in a small body those
who vote by chance would all look like foes. Therefore two actors have a sign of -1 only where they
also agree on less than two of the votes, drawn without replacement, would: what the authors of
``'fixedcol'`` compute in their package backbone. For that, a normal approximation decides.
"""

import math
from collections.abc import Iterable
from fractions import Fraction
from functools import partial
from statistics import NormalDist

import attrs
import numpy as np
import numpy.typing as npt

from coalition.faults import Faults, each, number, shown
from coalition.graph._agreements import Agreements, Whole, blocks, by_column, fewest, product
from coalition.graph._logit_fit import Sides, Table, sdsm
from coalition.model.words import NullModel

_WITHIN = 1 + 1e-8  # times the level: no sign hangs on the order in which floats are added


def bicm(matrix: npt.ArrayLike) -> Table:
    """Return the chance of a 1 in each cell under the bipartite configuration model.

    Of all models with independent cells, it is the one of most entropy that expects the sums of all
    rows and columns as they are (Saracco et al. 2015). The logit of a chance is a number of the row
    plus one of the column. Cells that are the same in every table with these sums are certain, 0 or
    1.

    Parameters
    ----------
    matrix : array of 0 and 1
        The table.

    Returns
    -------
    array of float
        The chances; their sums are those of the table, to 1e-9.

    Raises
    ------
    InvalidValue
        If it is no table of 0 and 1.

    Examples
    --------
    >>> from coalition.graph.null_models import bicm
    >>> bicm([[0, 0, 1], [0, 1, 0], [1, 0, 1]]).round(3)
    array([[0.216, 0.216, 0.568],
           [0.216, 0.216, 0.568],
           [0.568, 0.568, 0.863]])
    """
    given, faults = np.asarray(matrix), Faults()
    if given.ndim != 2:  # noqa: PLR2004
        faults.note("matrix", "must have rows and columns")
    elif not np.isin(given, (0, 1)).all():
        faults.note("matrix", "must hold nothing but 0 and 1")
    faults.raise_if_any("bicm")
    return (1 + sdsm(np.where(given == 1, 1, -1).astype(np.int8))) / 2


def poisson_binomial(k: int, probabilities: Iterable[float]) -> tuple[float, float]:
    """Return the chances that at most `k`, and at least `k`, of independent events happen.

    It is found by taking in one event after the other (Hong 2013). Chances are added up, never
    subtracted, so that a small one has all its digits.

    Parameters
    ----------
    k : int
        How many events.
    probabilities : iterable of float
        The chance of each.

    Returns
    -------
    tuple of float
        P(X <= k) and P(X >= k): both include P(X = k).

    Raises
    ------
    InvalidValue
        If `k` is not a whole number, or a chance does not lie between 0 and 1.

    Examples
    --------
    >>> from coalition.graph.null_models import poisson_binomial
    >>> poisson_binomial(1, [0.5, 0.5, 0.25])
    (0.625, 0.8125)
    """
    faults, chances = Faults(), tuple(probabilities)
    if not isinstance(k, int | np.integer) or isinstance(k, bool):
        faults.note("k", f"must be a whole number, not {shown(k)}")
    with faults.at("probabilities"):
        each(chances, partial(number, least=0, most=1))
    faults.raise_if_any("poisson_binomial")
    happens = np.array(chances, np.float64)[:, np.newaxis]
    size, most = len(chances), int(k)
    return (
        _at_most(most, happens, 1 - happens) if most < size else 1.0,
        _at_most(size - most, 1 - happens, happens) if most > 0 else 1.0,
    )


def _at_most(most: int, happens: Table, does_not: Table) -> float:
    """Return the chance of at most so many events."""
    return min(float(fewest(happens, does_not, most + 1).sum()), 1.0) if most >= 0 else 0.0


@attrs.frozen(eq=False)
class BeyondChance:
    """What every two rows agree on, and what is beyond chance: square, right above the diagonal.

    Attributes
    ----------
    shared, observed : array of int
        Columns on which both have a vote, and on which they have the same.
    expected : array of float
        How many of these are expected.
    excess : array of int
        Observed less expected, exactly, multiplied by `scale`.
    scale : int
        What the excess must be divided by.
    p_value : array of float
        Twice the chance of so many or fewer, or of so many or more, whichever is less, and at most
        1; to ten digits after the point. It is 1 where no column is shared.
    sign : array of int8
        Where the p-value is at most `alpha`, 1 if they agree on more than is expected, and -1 if on
        less, and on less too than their votes being among those counted explains; else 0.
    anything : bool
        Whether anything is beyond chance at all: whether the smallest p-value, times the number of
        pairs that are tested, is at most `alpha` (the first step of Holm 1979), and still is for
        votes drawn without replacement.
    """

    shared: Whole
    observed: Whole
    expected: Table
    excess: Whole
    scale: int
    p_value: Table
    sign: Sides
    anything: bool


def beyond_chance(
    sides: Sides, model: NullModel, alpha: float | Fraction, *, min_shared: int = 1
) -> BeyondChance:
    """Return what every two rows agree on, and what of it is beyond chance.

    Parameters
    ----------
    sides : array of int8
        A row for each actor: 1 for yes, -1 for no, 0 for no vote.
    model : {'fixedcol', 'sdsm'}
        The null model.
    alpha : number
        The level of the test of each pair; half of it on either side.
    min_shared : int
        Only pairs that share as many columns are tested; the chances are those of all rows.

    Raises
    ------
    TooLarge
        If the chances of ``'sdsm'`` cannot be fitted.
    """
    # 1. Count. Columns on which all are of one side are left out of the rest: they are certain.
    shared, net = (product(table, table).astype(np.int64) for table in (sides != 0, sides))
    observed = (shared + net) // 2
    divided = sides[:, (sides > 0).any(axis=0) & (sides < 0).any(axis=0)]
    certain = shared - product(divided != 0, divided != 0).astype(np.int64)
    # 2. What is expected.
    chances = Agreements.of(divided, model)
    scale = 2 * chances.unit
    excess = (net - certain) * chances.unit - chances.net()
    # 3. The p-values.
    pairs = np.array(np.nonzero(np.triu(shared >= min_shared, 1)))
    held = tuple(pairs)
    tested = observed[held] - certain[held], shared[held] - certain[held]
    fewer, more = chances.tails(pairs, *tested)
    tail, disagree = np.minimum(fewer, more), more < fewer

    # 4. What is beyond chance.
    p_value, sign = np.ones(shared.shape), np.zeros(shared.shape, np.int8)
    p_value[held] = np.minimum(2 * tail, 1).round(10)
    apart = off, variance = chances.from_drawn(pairs, *tested)
    less = off + 1 <= NormalDist().inv_cdf(float(alpha) / 2) * np.sqrt(variance)  # 1: continuity
    level = float(alpha) * _WITHIN
    sign[held] = np.where(2 * tail <= level, np.where(disagree, 1, -less.astype(np.int8)), 0)
    holm = level / max(len(tail), 1)
    anything = bool(sign.any() and (2 * tail <= holm).any())
    anything = anything and chances.any_within(pairs, *tested, apart, holm)
    return BeyondChance(
        shared, observed, observed - excess / scale, excess, scale, p_value, sign, anything
    )


def divisions_by_chance(
    sides: Sides, model: NullModel, asked: int, one_side: npt.NDArray[np.bool_], times: Whole
) -> tuple[list[float], list[float]]:
    """Return how often the first rows are expected to fall apart in some ways, and the p-values.

    On each column the number of yes is given, so that votes of the rows asked about are not
    compared with themselves: with the chances of a model, all are independent but for their sum.
    For equal chances, that is draws without replacement. On how many columns the rows fall apart in
    one way is Poisson-binomial.

    Parameters
    ----------
    sides : array of int8
        A row for each actor: 1 for yes, -1 for no, 0 for no vote.
    model : {'fixedcol', 'sdsm'}
        The null model.
    asked : int
        How many rows are asked about; the columns on which all of them have a vote count.
    one_side : array of bool
        For each way to fall apart, which of these rows are on the one side, whether for or against.
    times : array of int
        On how many columns they do.
    """
    # 1. The chance of a yes in each cell, 0 where there is no vote.
    lean = sides.astype(np.float64)
    divided = (sides > 0).any(axis=0) & (sides < 0).any(axis=0)
    lean[:, divided] = Agreements.of(sides[:, divided], model).lean
    yes = np.where(sides, (1 + lean) / 2, 0)
    # 2. By how much it is more likely that the sum is as given if so many of the rows say yes.
    known = (sides[:asked] != 0).all(axis=0)
    yes, total = yes[:, known], (sides[:, known] > 0).sum(axis=0)
    own, others = yes[:asked], np.sort(yes[asked:], axis=0)
    given = np.empty((asked + 1, len(total)))
    for some in blocks(yes):
        left = total[some] - np.arange(asked + 1)[:, np.newaxis]
        rest = fewest(others[:, some], 1 - others[:, some], len(others) + 1)
        rest = np.take_along_axis(rest, left.clip(0, len(others)), axis=0)
        rest[(left < 0) | (left > len(others))] = 0
        number = fewest(own[:, some], 1 - own[:, some], asked + 1)
        given[:, some] = rest / (number * rest).sum(axis=0)

    # 3. The chance on each column, in an order that is not that of the columns.
    def chance(at: int) -> Table:
        found = np.zeros(len(total))
        for side in (one_side[at], ~one_side[at]):
            found += np.where(side[:, np.newaxis], own, 1 - own).prod(axis=0) * given[side.sum()]
        return np.sort(found.clip(0, 1))

    shared = np.full(len(times), len(total))
    tails = by_column(lambda at: 2 * chance(at) - 1, times, shared)
    p_values = np.minimum(2 * tails.min(axis=0).clip(0), 1).round(10)
    return [math.fsum(chance(at)) for at in range(len(times))], p_values.tolist()

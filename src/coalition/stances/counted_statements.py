"""Statements counted one by one, each by its weight, where a stance for each actor is not enough.

With x[i, j, k] the weight of the statements by which actor i takes stance k on proposal j, two
actors agree by the sum over j, k and l of x[i, j, k] * x[i', j, l] * (1 - abs(k - l)): every
statement of the one is compared with every statement of the other (Leifeld 2017).
"""

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from functools import partial
from itertools import groupby
from typing import Any

import attrs
import numpy as np

from coalition.model import checks
from coalition.numbers import exact, is_float, scaled
from coalition.stances.agreement import USUAL, Agreement, Pairs
from coalition.stances.codes import SIDES
from coalition.stances.matrix import StanceMatrix
from coalition.stances.ties import Sums, Ties, alike, common_scale, ties

_EXACT_FLOAT = 2**53  # whole numbers up to here are exact in the matrix products below


@attrs.frozen(eq=False)
class Counts:
    """How often actors took stances on proposals.

    Parameters
    ----------
    table : array of whole numbers, shape (actors, stances)
        The weight of the statements, multiplied by `scale`.
    places : tuple of (int, Fraction)
        The proposal and the stance of each column, in order.
    scale : int
        What the weights must be divided by.
    """

    table: Sums
    places: tuple[tuple[int, Fraction], ...]
    scale: int

    def by_proposal(self) -> Iterator[tuple[int, list[Fraction], Sums]]:
        """Yield each proposal, the stances that were taken on it, and their columns."""
        for proposal, found in groupby(range(len(self.places)), lambda c: self.places[c][0]):
            columns = list(found)
            yield proposal, [self.places[c][1] for c in columns], self.table[:, columns]

    def drawn(self, proposals: Sequence[int]) -> "Counts":
        """Return how often they did on proposals that were drawn, some of them more than once."""
        held: dict[int, list[int]] = {}
        for column, (proposal, _) in enumerate(self.places):
            held.setdefault(proposal, []).append(column)
        taken = [(at, column) for at, j in enumerate(proposals) for column in held.get(j, ())]
        places = tuple((at, self.places[column][1]) for at, column in taken)
        return Counts(self.table[:, [column for _, column in taken]], places, self.scale)

    def compared(
        self,
        load: Sequence[Fraction] | None,
        sides: Callable[[Sums, int, Sums], tuple[Sums, Sums, int]],
    ) -> Ties:
        """Compare every statement of one actor with every one of another on the same proposal.

        `sides` says how much two stances count for and against, and what 1 is in that. It is given
        the table of their distances, what 1 is in it, and how often each actor took each stance.
        """
        stances, unit = scaled(stance for _, stance in self.places)
        whole = dict(zip(self.places, stances, strict=True))
        # 1. What two stances on each proposal count, all in one scale.
        compared = []
        for proposal, taken, part in self.by_proposal():
            levels = np.array([whole[proposal, stance] for stance in taken], object)
            compared.append((proposal, part, *sides(abs(levels[:, None] - levels), unit, part)))
        one = common_scale((ones for *_, ones in compared), len(self.table))
        heavy, scale = scaled(load) if load is not None else ([], 1)
        # 2. The sums over all proposals.
        most = [max(map(int, part.sum(axis=1)), default=0) for _, part, *_ in compared]
        bound = 2 * one * sum(m * m for m in most) * max(heavy, default=1)
        kind: Any = np.float64 if bound < _EXACT_FLOAT else object
        size = len(self.table)
        pro, con = (np.zeros((size, size), kind) for _ in range(2))
        shared = np.zeros((size, size), np.int64)
        for proposal, part, for_them, against, ones in compared:
            weight = heavy[proposal] if heavy else 1
            pros, cons = (
                weight * ((2 * side * one + ones) // (2 * ones)) for side in (for_them, against)
            )
            counts, known = part.astype(kind), (part.sum(axis=1) > 0) & (weight > 0)
            pro += counts @ pros.astype(kind) @ counts.T
            con += counts @ cons.astype(kind) @ counts.T
            shared += np.outer(known, known)
        whole_kind = np.int64 if kind is np.float64 else object
        return Ties(
            pro.astype(whole_kind), con.astype(whole_kind), shared, scale * one * self.scale**2
        )


def ties_of(
    matrix: StanceMatrix, agreement: Agreement = USUAL, drawn: Sequence[int] | None = None
) -> Ties:
    """Return agreement, disagreement and shared proposals of every two actors of a matrix.

    Where each has one stance on a proposal, and all count in full, stances are compared with
    stances; else statements with statements. Where columns were drawn, it is these that count, each
    as often as it was.
    """
    within, load = turn_of(agreement), load_of(matrix, agreement)
    if drawn is not None and load is not None:
        load = [load[column] for column in drawn]
    if matrix.several not in checks.COUNTING and not agreement.reliability:
        cells = matrix.cells
        if drawn is not None:
            cells = cells.take(range(len(matrix.actors)), drawn)
        found = ties(cells, load, within)
    else:
        counts = counts_of(matrix, agreement.reliability)
        if drawn is not None:
            counts = counts.drawn(drawn)
        found = counts.compared(load, partial(_sides, within))
    given = [weight for _, weight in (*agreement.weights, *agreement.reliability)]
    given += [] if isinstance(agreement.agree_within, str) else [agreement.agree_within]
    floating = found.floating or any(map(is_float, given)) or _has_fractions(matrix)
    return attrs.evolve(found, floating=floating)


def compared(matrix: StanceMatrix, agreement: Agreement) -> Fraction:
    """Return the weight of all that is compared between the two actors of a matrix."""

    def in_full(apart: Sums, _unit: int, _part: Sums) -> tuple[Sums, Sums, int]:
        return apart * 0 + 1, apart * 0, 1

    counts = counts_of(matrix, agreement.reliability)
    sums = counts.compared(load_of(matrix, agreement), in_full)
    return Fraction(int(sums.agree[0, 1]), sums.scale)


def turn_of(agreement: Agreement) -> Fraction | str:
    """Return the distance at which agreement turns, exactly."""
    turn = agreement.agree_within
    return turn if isinstance(turn, str) else exact(turn)


def load_of(matrix: StanceMatrix, agreement: Agreement) -> list[Fraction] | None:
    """Return how much every proposal of a matrix counts; None where each counts 1."""
    if not agreement.weights:
        return None
    weights = dict(agreement.weights)
    return [exact(weights.get(proposal, 1)) for proposal in matrix.proposals]


def _sides(within: Fraction | str, apart: Sums, unit: int, part: Sums) -> tuple[Sums, Sums, int]:
    """Return agreement and disagreement of stances: see `alike`.

    The mean distance is that of all pairs of statements of different actors, each pair as often as
    it counts.
    """
    if isinstance(within, str):
        taken, said = part.sum(axis=0), part.sum(axis=1)
        pairs = int(said.sum()) ** 2 - int((said * said).sum())
        total = int(taken @ apart @ taken) - int((part @ apart * part).sum())
        mean = Fraction(total, unit * pairs) if pairs else Fraction(0)
        within = mean if 0 < mean < 2 else Fraction(1)  # noqa: PLR2004 - where none is between
    return alike(apart, unit, within)


def _has_fractions(matrix: StanceMatrix) -> bool:
    """Tell whether a stance that counts is not whole; stances are floats."""
    held = enumerate(matrix.cells.levels)
    return any(said.stance % 1 for said in matrix.positions) or any(
        level % 1 and (matrix.cells.codes == code).any() for code, level in held
    )


def counts_of(matrix: StanceMatrix, reliability: Pairs = ()) -> Counts:
    """Return how often each actor of a matrix took which stance.

    A stance that no position stands for counts once. Where an actor has one stance on a proposal,
    it counts as much as the most reliable of the positions that say so.
    """
    trust = {attribution: exact(weight) for attribution, weight in reliability}
    row = {actor: index for index, actor in enumerate(matrix.actors)}
    column = {proposal: index for index, proposal in enumerate(matrix.proposals)}
    levels = [exact(level) for level in matrix.cells.levels]
    found: dict[tuple[int, int], dict[Fraction, Fraction]] = {}
    several = matrix.several in checks.COUNTING
    for said in matrix.positions:
        if said.actor not in row or said.proposal not in column:
            continue
        held = found.setdefault((row[said.actor], column[said.proposal]), {})
        stance, weight = exact(said.stance), trust.get(said.attribution, Fraction(1))
        before = held.get(stance, Fraction(0))
        held[stance] = before + weight if several else max(before, weight)
    if not several:
        found = {place: held for place, held in found.items() if len(held) == 1}
    for one, proposal in np.argwhere(matrix.cells.codes >= 0).tolist():
        stance = levels[matrix.cells.codes[one, proposal]]
        found.setdefault((one, proposal), {stance: Fraction(1)})
    places = sorted({(j, stance) for (_, j), held in found.items() for stance in held})
    spot = {place: index for index, place in enumerate(places)}
    numbers, scale = scaled(weight for held in found.values() for weight in held.values())
    table = np.zeros((len(row), len(places)), object)
    cells = ((i, spot[j, stance]) for (i, j), held in found.items() for stance in held)
    for cell, whole in zip(cells, numbers, strict=True):
        table[cell] = whole
    return Counts(table, tuple(places), scale)


def opposite(matrix: StanceMatrix, agreement: Agreement, sums: Ties) -> list[tuple[int, int]]:
    """Return every two actors who are for and against on every proposal that they share.

    Where statements of an actor differ, all of them must be on the other side. On scales, nobody is
    for or against; there they must be too far apart to agree. `sums` are the ties of the actors.
    """
    if matrix.scales is not None:
        apart = np.triu(sums.shared > 0, 1) & (sums.agree == 0) & (sums.disagree > 0)
        return [(one, other) for one, other in np.argwhere(apart).tolist()]
    single = matrix.several not in checks.COUNTING and not agreement.reliability
    # 1. Who may be: who are against and for, and nothing between, disagree in full.
    may = np.triu(sums.shared > 0, 1)
    if single and set(matrix.cells.levels) <= set(SIDES):
        may &= sums.agree == 0
    rows = np.flatnonzero(may.any(axis=0) | may.any(axis=1)).tolist()
    # 2. The lowest and the highest stance of each of them on each proposal that counts.
    load = load_of(matrix, agreement)
    columns = [at for at in range(len(matrix.proposals)) if load is None or load[at]]
    low = high = matrix.cells.take(rows, columns).values()
    if not single:
        low, high = np.full((2, len(rows), len(columns)), np.nan)
        counts = counts_of(matrix, agreement.reliability)
        spot = {column: at for at, column in enumerate(columns)}
        for taken, (at, stance) in zip(counts.table[rows].T, counts.places, strict=True):
            if at in spot:
                held = np.where(taken > 0, float(stance), np.nan)
                low[:, spot[at]] = np.fmin(low[:, spot[at]], held)
                high[:, spot[at]] = np.fmax(high[:, spot[at]], held)
    # 3. Those who have a proposal in common, and are on different sides of each of them.
    known, pro, con = ~np.isnan(low), low > 0, high < 0
    found = []
    for one, row in enumerate(rows):
        later = [other for other in range(one + 1, len(rows)) if may[row, rows[other]]]
        apart = pro[one] & con[later] | con[one] & pro[later]
        whole = (apart | ~known[one] | ~known[later]).all(axis=1)
        found += [(row, rows[other]) for other, is_so in zip(later, whole, strict=True) if is_so]
    return found

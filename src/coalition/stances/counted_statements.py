"""Statements counted one by one, each by its weight, where a stance for each actor is not enough.

With x[i, j, k] the weight of the statements by which actor i takes stance k on proposal j, two
actors agree by the sum over j, k and l of x[i, j, k] * x[i', j, l] * (1 - abs(k - l)): every
statement of the one is compared with every statement of the other (Leifeld 2017).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import groupby
from typing import Any, TypeAlias

import attrs
import numpy as np

from coalition.errors import close_match
from coalition.faults import Faults, Refused, number
from coalition.model import checks
from coalition.numbers import exact, is_float, scaled
from coalition.stances.agreement import Sums, Ties, ties
from coalition.stances.matrix import StanceMatrix

Reliability: TypeAlias = tuple[tuple[str, Fraction], ...]
Weights: TypeAlias = Mapping[str, float | Fraction] | None
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

    def compared(
        self,
        load: Sequence[Fraction] | None,
        sides: Callable[[Sums, int], tuple[Sums, Sums]],
        steps: int = 1,
    ) -> Ties:
        """Compare every statement of one actor with every one of another on the same proposal.

        `sides` says how much two stances count for and against, given the table of their distances
        and what a distance of 1 is in it, which it may multiply by `steps`.
        """
        stances, unit = scaled(stance for _, stance in self.places)
        whole = dict(zip(self.places, stances, strict=True))
        heavy, scale = scaled(load) if load is not None else ([], 1)
        most = [max(map(int, part.sum(axis=1)), default=0) for *_, part in self.by_proposal()]
        bound = 2 * steps * unit * sum(m * m for m in most) * max(heavy, default=1)
        kind: Any = np.float64 if bound < _EXACT_FLOAT else object
        size = len(self.table)
        pro, con = (np.zeros((size, size), kind) for _ in range(2))
        shared = np.zeros((size, size), np.int64)
        for proposal, taken, part in self.by_proposal():
            weight = heavy[proposal] if heavy else 1
            levels = np.array([whole[proposal, stance] for stance in taken], object)
            counts, known = part.astype(kind), (part.sum(axis=1) > 0) & (weight > 0)
            for_them, against = sides(abs(levels[:, None] - levels), unit)
            pro += counts @ (for_them * weight).astype(kind) @ counts.T
            con += counts @ (against * weight).astype(kind) @ counts.T
            shared += np.outer(known, known)
        whole_kind = np.int64 if kind is np.float64 else object
        scale *= steps * unit * self.scale**2
        return Ties(pro.astype(whole_kind), con.astype(whole_kind), shared, scale)


def ties_of(matrix: StanceMatrix, *, weights: Weights = None, reliability: Weights = None) -> Ties:
    """Return agreement, disagreement and shared proposals of every two actors of a matrix.

    Where each has one stance on a proposal, and all count in full, stances are compared with
    stances; else statements with statements. `weights` and `reliability`: see `agreement_graph`.
    """
    trust = checked_reliability(reliability, matrix)
    load = _checked_weights(weights, matrix) if weights else None
    if matrix.several not in checks.COUNTING and not trust:
        found = ties(matrix.cells, load)
    else:
        found = counts_of(matrix, trust).compared(load, _agreement)
    given = (*(weights or {}).values(), *(reliability or {}).values())
    return attrs.evolve(found, floating=any(map(is_float, given)) or _has_fractions(matrix))


def _has_fractions(matrix: StanceMatrix) -> bool:
    """Tell whether a stance that counts is not whole; stances are floats."""
    held = enumerate(matrix.cells.levels)
    return any(said.stance % 1 for said in matrix.positions) or any(
        level % 1 and (matrix.cells.codes == code).any() for code, level in held
    )


def _agreement(apart: Sums, unit: int) -> tuple[Sums, Sums]:
    alike = unit - apart
    return np.maximum(alike, 0), np.maximum(-alike, 0)


def counts_of(matrix: StanceMatrix, reliability: Reliability = ()) -> Counts:
    """Return how often each actor of a matrix took which stance.

    A stance that no position stands for counts once. Where an actor has one stance on a proposal,
    it counts as much as the most reliable of the positions that say so.
    """
    trust = dict(reliability)
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


def checked_reliability(reliability: Weights, matrix: StanceMatrix) -> Reliability:
    """Return how much statements count by how they are known, those that count in full left out."""
    faults = Faults()
    found: dict[str, Fraction] = {}
    for attribution, weight in (reliability or {}).items():
        with faults.at(f"reliability[{attribution!r}]"):
            found[checks.attribution(attribution)] = number(weight, least=0, most=1)
    if reliability and not matrix.positions and (matrix.cells.codes >= 0).any():
        faults.note("reliability", "nothing is known of the sources of these stances")
    faults.raise_if_any("agreement_graph")
    known = ((name, found[name]) for name in checks.ATTRIBUTIONS if name in found)
    return tuple((name, weight) for name, weight in known if weight != 1)


def _checked_weights(
    weights: Mapping[str, float | Fraction], matrix: StanceMatrix
) -> list[Fraction]:
    """Return how much every proposal of the matrix counts."""
    faults = Faults()
    found = dict.fromkeys(matrix.proposals, Fraction(1))
    for proposal, weight in weights.items():
        with faults.at(f"weights[{proposal!r}]"):
            if proposal not in found:
                hint = close_match(str(proposal), matrix.proposals)
                raise Refused(f"is no proposal of the topic{hint}")
            found[proposal] = number(weight, least=0)
    faults.raise_if_any("agreement_graph")
    return list(found.values())

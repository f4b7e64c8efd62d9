"""Changed positions that make a split another one: a search for the fewest."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations, product
from typing import TypeAlias

import attrs
import numpy as np

from coalition.answers.splits.split import Partitioned, Split, alternatives, signed_ties_of
from coalition.limits import OutOfWork, Watch
from coalition.model.coalition import Coalition
from coalition.model.statements import Position
from coalition.numbers import exact, scaled
from coalition.sentences import listed
from coalition.signed.partition import Partition, partition
from coalition.signed.signed_ties import SignedTies
from coalition.stances.agreement import USUAL, Agreement
from coalition.stances.counted_statements import load_of, turn_of
from coalition.stances.matrix import StanceMatrix
from coalition.stances.ties import alike
from coalition.tables import Shown

LISTED = 1000  # flips that an answer lists

Pair: TypeAlias = tuple[int, int]


@attrs.frozen
class Supposition(Shown):
    """A position that is supposed to be another.

    Attributes
    ----------
    position : Position
        What is held.
    stance : number or None
        What it is supposed to be; None where it is taken out.
    """

    position: Position
    stance: float | None

    def __str__(self) -> str:
        actor, proposal = self.position.actor, self.position.proposal
        if self.stance is None:
            return f"without {actor} on {proposal}"
        supposed = attrs.evolve(self.position, stance=self.stance, between=None)
        on = "on " if supposed.side == "neutral" else ""
        return f"with {actor} {supposed.worded} {on}{proposal}"


@attrs.frozen
class Flip(Shown):
    """Positions that make the split another one if they are others.

    Attributes
    ----------
    moves : tuple of Supposition
        The positions, by proposal, then by seats and id of the actor.
    optima : tuple
        The splits that are then the best.
    """

    moves: tuple[Supposition, ...]
    optima: tuple[Partitioned, ...] = attrs.field(repr=False)

    def __str__(self) -> str:
        return f"{listed(self.moves)}: {alternatives(self.optima)}"


def proven(found: Partition) -> bool:
    """Tell whether these are the best divisions, and all of them."""
    return found.optimal and found.complete


def _of_two_stances(agreement: Agreement) -> Fraction | None:
    """Return at which distance agreement turns if ties are sums of what two stances make alone.

    A null model and the mean distance depend on the others as well, and a least weight or number of
    proposals, and reliability, are not sums.
    """
    turn = turn_of(agreement)
    rest = attrs.evolve(agreement, agree_within=1, weights=(), alpha=USUAL.alpha)
    return turn if isinstance(turn, Fraction) and rest == USUAL else None


class Search:
    """The search for the fewest changed positions that make a split another one.

    Stances, weights and ties are whole numbers. Where agreement on one proposal is a matter of the
    two stances alone, the ties of a set of changed positions are those of the positions as they
    are, but for what is agreed on the proposals of the set. Else they are counted anew, and what
    a change can matter at most is not known.

    Parameters
    ----------
    coalition, matrix, base
        What was said, the stances that the split is of, and the split.
    sides : tuple of number
        What a position can change to.
    max_blocs
        As for `split`.
    """

    def __init__(
        self,
        coalition: Coalition,
        matrix: StanceMatrix,
        base: Split,
        sides: tuple[float, ...],
        *,
        max_blocs: int | None,
    ) -> None:
        # 1. Weights and stances as whole numbers, by proposal and by the place of the actor.
        self.matrix: StanceMatrix = matrix
        self.agreement: Agreement = base.agreement
        weights = load_of(matrix, base.agreement) or [Fraction(1)] * len(matrix.proposals)
        self.load: dict[str, int] = dict(zip(matrix.proposals, scaled(weights)[0], strict=True))
        ties = signed_ties_of(matrix, base.agreement)
        self.place: dict[str, int] = {actor: place for place, actor in enumerate(ties.nodes)}
        self.held: list[Position] = [  # the best known of each actor on each proposal
            said
            for proposal in matrix.proposals
            for actor in ties.nodes
            if self.load[proposal] and (said := coalition.position(actor, proposal))
        ]
        levels = list(dict.fromkeys([*sides, *(said.stance for said in self.held)]))
        whole, unit = scaled(map(exact, levels))
        self.whole: dict[float, int] = dict(zip(levels, whole, strict=True))
        self.on: dict[str, dict[int, int]] = {}
        for said in self.held:
            stances = self.on.setdefault(said.proposal, {})
            stances[self.place[said.actor]] = self.whole[said.stance]
        # 2. The ties as they are, and the division that follows from them.
        self.alike: dict[int, int] = {}  # agreement at each distance, where it follows from that
        if (turn := _of_two_stances(base.agreement)) is not None:
            apart = sorted({abs(one - other) for one in whole for other in whole})
            pro, con, _ = alike(np.array(apart, object), unit, turn)
            self.alike = dict(zip(apart, (pro - con).tolist(), strict=True))
            sums: dict[Pair, int] = {}
            for proposal, stances in self.on.items():
                self._add(sums, stances, self.load[proposal])
            ties = attrs.evolve(ties, ties=sums, scale=1, floating=False)
        self.ties: SignedTies = ties
        self.max_blocs: int | None = max_blocs
        self.optima: set[Partitioned] = set(base.optima)
        self.proven: bool = proven(base)  # and all divisions that were looked at
        self.found: dict[object, Partition] = {}  # by the ties
        # 3. What each position can change to, and what that can matter at most.
        self.options: list[tuple[float, ...]] = [
            tuple(side for side in sides if side != said.stance) for said in self.held
        ]
        self.bounds: list[int] = list(map(self._bound, self.held, self.options))
        # 4. What it takes to make another division as good; 0 where any change may do.
        self.margin: int = 0
        if self.alike and len(base.optima) == 1 and self.proven and base.margin is not None:
            self.margin = int(partition(self.ties, max_blocs=max_blocs).margin or 0)

    def fewest(
        self, max_changes: int | None, max_trials: int, watch: Watch
    ) -> tuple[int | None, tuple[Flip, ...]]:
        """Return how many changes it takes at least to flip the split, and those that do.

        None if no changes can. All sets of one size are tried before those of the next. What is
        not proven to be best flips nothing, and no larger sets are tried after it.
        """
        most = len(self.held) if max_changes is None else min(max_changes, len(self.held))
        flips: list[Flip] = []
        size = 1

        def grow() -> None:
            nonlocal size
            trials = 0
            while size <= most and self.proven and not flips:
                for chosen, sides in self._sets(size):
                    trials += 1
                    watch.spend(0)
                    if trials > max_trials or len(flips) == LISTED:
                        raise OutOfWork
                    if self._matter(self.bounds[index] for index in chosen):
                        found = self._division(chosen, sides)
                        optima = set(found.optima)
                        if not proven(found) and not (found.optimal and optima - self.optima):
                            self.proven = False
                        elif optima != self.optima:
                            held = (self.held[index] for index in chosen)
                            flips.append(Flip(tuple(map(Supposition, held, sides)), found.optima))
                size += self.proven and not flips

        watch.run(grow)
        ended = self.proven and not watch.stopped
        none_can = not flips and ended and most == len(self.held)
        return None if none_can else size, tuple(flips)

    def _sets(self, size: int) -> Iterator[tuple[tuple[int, ...], tuple[float, ...]]]:
        """Yield every set of positions with every way to change all of them."""
        if self._matter(sorted(self.bounds)[-size:]):
            for chosen in combinations(range(len(self.held)), size):
                for sides in product(*(self.options[index] for index in chosen)):
                    yield chosen, sides

    def _matter(self, bounds: Iterable[int]) -> bool:
        """Tell whether what changes can matter at most leaves open that they are enough."""
        return sum(bounds) >= self.margin

    def _bound(self, said: Position, options: tuple[float, ...]) -> int:
        """Return how much a change of one position can matter at most: see `robustness`."""
        if not self.alike:
            return 0
        held, others = self.whole[said.stance], len(self.on[said.proposal]) - 1
        steps = (  # with any one other
            abs(self.alike[abs(held - other)] - self.alike[abs(self.whole[side] - other)])
            for side, other in product(options, self.whole.values())
        )
        return self.load[said.proposal] * others * max(steps, default=0)

    def _division(self, chosen: tuple[int, ...], sides: tuple[float, ...]) -> Partition:
        """Return the division that is best if these positions are others."""
        now = self._changed(chosen, sides) if self.alike else self._anew(chosen, sides)
        key = now.scale, tuple(now.ties.items())
        if key not in self.found:
            self.found[key] = partition(now, max_blocs=self.max_blocs)
        return self.found[key]

    def _changed(self, chosen: tuple[int, ...], sides: tuple[float, ...]) -> SignedTies:
        """Return the ties, changed by what is agreed on the proposals of these positions."""
        changed: dict[str, dict[int, int]] = {}
        for index, side in zip(chosen, sides, strict=True):
            said = self.held[index]
            stances = changed.setdefault(said.proposal, dict(self.on[said.proposal]))
            stances[self.place[said.actor]] = self.whole[side]
        ties = dict(self.ties.ties)
        for proposal, stances in changed.items():
            self._add(ties, self.on[proposal], -self.load[proposal])
            self._add(ties, stances, self.load[proposal])
        return attrs.evolve(self.ties, ties=ties)

    def _add(self, ties: dict[Pair, int], stances: dict[int, int], load: int) -> None:
        """Add to the ties what actors with these stances on a proposal of this weight agree by."""
        for (one, stance), (other, its) in combinations(stances.items(), 2):
            ties[one, other] = ties.get((one, other), 0) + load * self.alike[abs(stance - its)]

    def _anew(self, chosen: tuple[int, ...], sides: tuple[float, ...]) -> SignedTies:
        """Return the ties, counted anew."""
        held = (self.held[index] for index in chosen)
        moved = {(p.actor, p.proposal): side for p, side in zip(held, sides, strict=True)}
        values = self.matrix.values.copy()
        for (actor, proposal), side in moved.items():
            place = self.matrix.actors.index(actor), self.matrix.proposals.index(proposal)
            values[place] = side
        positions = [
            attrs.evolve(p, stance=moved.get((p.actor, p.proposal), p.stance), between=None)
            for p in self.matrix.positions
        ]
        changed = attrs.evolve(self.matrix, values=values, positions=positions)
        return signed_ties_of(changed, self.agreement)

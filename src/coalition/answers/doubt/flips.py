"""Changed positions that make a split another one: a search for the fewest."""

from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations, product

import attrs

from coalition.answers.splits.split import Partitioned, Split, alternatives, signed_ties_of
from coalition.limits import OutOfWork, Watch
from coalition.model.coalition import Coalition
from coalition.model.statements import Position
from coalition.numbers import exact
from coalition.sentences import listed
from coalition.signed.partition import Partition, partition
from coalition.stances.agreement import USUAL, Agreement
from coalition.stances.counted_statements import load_of, turn_of
from coalition.stances.matrix import StanceMatrix
from coalition.tables import Shown

LISTED = 1000  # flips that an answer lists


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
        reliable = base.agreement.reliability  # without it, stances are enough
        self.matrix: StanceMatrix = StanceMatrix(
            *(matrix.actors, matrix.proposals, matrix.values),
            seats=matrix.seats,
            positions=matrix.positions if reliable else (),
        )
        self.agreement: Agreement = base.agreement
        self.max_blocs: int | None = max_blocs
        self.optima: set[Partitioned] = set(base.optima)
        self.proven: bool = proven(base)  # and all divisions that were looked at
        self.found: dict[object, Partition] = {}  # by the ties
        # 1. The best known position of each actor on each proposal, and what it can change to.
        weights = load_of(matrix, base.agreement) or [Fraction(1)] * len(matrix.proposals)
        load = dict(zip(matrix.proposals, weights, strict=True))
        ties = signed_ties_of(matrix, base.agreement)
        self.held: list[Position] = [
            said
            for proposal in matrix.proposals
            for actor in ties.nodes
            if load[proposal] and (said := coalition.position(actor, proposal))
        ]
        self.options: list[tuple[Position, ...]] = [
            tuple(
                attrs.evolve(said, stance=side, between=None)
                for side in sides
                if side != said.stance
            )
            for said in self.held
        ]
        # 2. What each change can matter at most (see `robustness`), and what it takes to make
        #    another division as good; 0 where any change may do.
        turn = _of_two_stances(base.agreement)
        others = Counter(said.proposal for said in self.held)
        self.bounds: list[Fraction] = [
            load[said.proposal] * (others[said.proposal] - 1) * _farthest(said, options, turn)
            for said, options in zip(self.held, self.options, strict=True)
        ]
        self.margin: Fraction = Fraction(0)
        if turn is not None and len(base.optima) == 1 and self.proven and base.margin is not None:
            whole = partition(attrs.evolve(ties, floating=False), max_blocs=max_blocs)
            self.margin = exact(whole.margin or 0)

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
                for chosen, supposed in self._sets(size):
                    trials += 1
                    watch.spend(0)
                    if trials > max_trials or len(flips) == LISTED:
                        raise OutOfWork
                    if self._matter(self.bounds[index] for index in chosen):
                        found = self._division(supposed)
                        optima = set(found.optima)
                        if not proven(found) and not (found.optimal and optima - self.optima):
                            self.proven = False
                        elif optima != self.optima:
                            moves = tuple(
                                Supposition(self.held[index], other.stance)
                                for index, other in zip(chosen, supposed, strict=True)
                            )
                            flips.append(Flip(moves, found.optima))
                size += self.proven and not flips

        watch.run(grow)
        ended = self.proven and not watch.stopped
        none_can = not flips and ended and most == len(self.held)
        return None if none_can else size, tuple(flips)

    def _sets(self, size: int) -> Iterator[tuple[tuple[int, ...], tuple[Position, ...]]]:
        """Yield every set of positions with every way to change all of them."""
        if self._matter(sorted(self.bounds)[-size:]):
            for chosen in combinations(range(len(self.held)), size):
                for supposed in product(*(self.options[index] for index in chosen)):
                    yield chosen, supposed

    def _matter(self, bounds: Iterable[Fraction]) -> bool:
        """Tell whether what changes can matter at most leaves open that they are enough."""
        return sum(bounds) >= self.margin

    def _division(self, supposed: tuple[Position, ...]) -> Partition:
        """Return the division that is best if these positions are others."""
        instead = {(other.actor, other.proposal): other for other in supposed}
        values = self.matrix.values.copy()
        for (actor, proposal), other in instead.items():
            place = self.matrix.actors.index(actor), self.matrix.proposals.index(proposal)
            values[place] = other.stance
        positions = [instead.get((p.actor, p.proposal), p) for p in self.matrix.positions]
        changed = attrs.evolve(self.matrix, values=values, positions=positions)
        now = signed_ties_of(changed, self.agreement)
        ties = now.scale, tuple(now.ties.items())
        if ties not in self.found:
            self.found[ties] = partition(now, max_blocs=self.max_blocs)
        return self.found[ties]


def _farthest(said: Position, others: tuple[Position, ...], turn: Fraction | None) -> Fraction:
    """Return by how much a change can alter the agreement with one other at most."""
    if turn is None:
        return Fraction(0)
    moved = (abs(exact(said.stance) - exact(other.stance)) for other in others)
    return max(moved, default=Fraction(0)) / min(turn, 2 - turn)

"""Changed positions that make a split another one: a search for the fewest."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import combinations, product

import attrs

from coalition.answers.splits.split import Partitioned, Split, alternatives, signed_ties_of
from coalition.limits import OutOfWork, Watch
from coalition.model.coalition import Coalition
from coalition.model.statements import Position
from coalition.numbers import exact
from coalition.sentences import listed
from coalition.signed.partition import Partition, partition, proven
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


@attrs.frozen
class _Change:
    """A position, what it can change to, and how far that is from others, all weighed, at most."""

    held: Position
    others: tuple[Position, ...]
    most: Fraction


def fewest_flips(
    coalition: Coalition,
    matrix: StanceMatrix,
    base: Split,
    sides: tuple[float, ...],
    watch: Watch,
    *,
    max_changes: int | None,
    max_trials: int,
) -> tuple[int | None, tuple[Flip, ...], bool]:
    """Return how many changes it takes at least to flip the split, and those that do.

    None if no changes can. All sets of one size are tried before those of the next. The last is
    whether all divisions are proven to be the best: what is not proven flips nothing, and no larger
    sets are tried after it.

    Parameters
    ----------
    coalition, matrix, base
        What was said, the stances that the split is of, and the split.
    sides : tuple of number
        What a position can change to.
    """
    # 1. What can change, and what it takes to make another division as good; 0 where any may do.
    ties = signed_ties_of(matrix, base.agreement)
    changes = _changes(coalition, matrix, base.agreement, ties.nodes, sides)
    turn, sure, margin = _of_two_stances(base.agreement), proven(base), Fraction(0)
    if turn is not None and len(base.optima) == 1 and sure and base.margin is not None:
        whole = partition(attrs.evolve(ties, floating=False), max_blocs=base.max_blocs)
        margin = exact(whole.margin or 0) * min(turn, 2 - turn)  # in distances
    found: dict[object, Partition] = {}  # by the ties

    def matter(chosen: Iterable[_Change]) -> bool:
        return sum(change.most for change in chosen) >= margin

    def division(supposed: Iterable[Position]) -> Partition:
        now = signed_ties_of(_supposing(matrix, supposed), base.agreement)
        key = now.scale, tuple(now.ties.items())
        if key not in found:
            found[key] = partition(now, max_blocs=base.max_blocs)
        return found[key]

    # 2. Sets of one, two, ... of them.
    most = len(changes) if max_changes is None else min(max_changes, len(changes))
    flips: list[Flip] = []
    before = set(base.optima)
    size = 1

    def grow() -> None:
        nonlocal size, sure
        trials = 0
        while size <= most and sure and not flips:
            enough = matter(sorted(changes, key=lambda change: change.most)[-size:])
            for chosen in combinations(changes, size) if enough else ():
                for supposed in product(*(change.others for change in chosen)):
                    trials += 1
                    watch.spend(0)
                    if trials > max_trials or len(flips) == LISTED:
                        raise OutOfWork
                    if not matter(chosen):
                        continue
                    other = division(supposed)
                    optima = set(other.optima)
                    if not proven(other) and not (other.optimal and optima - before):
                        sure = False
                    elif optima != before:
                        pairs = zip(chosen, supposed, strict=True)
                        moves = (Supposition(change.held, one.stance) for change, one in pairs)
                        flips.append(Flip(tuple(moves), other.optima))
            size += sure and not flips

    watch.run(grow)
    none_can = not flips and sure and not watch.stopped and most == len(changes)
    return None if none_can else size, tuple(flips), sure


def _changes(
    coalition: Coalition,
    matrix: StanceMatrix,
    agreement: Agreement,
    actors: Iterable[str],
    sides: tuple[float, ...],
) -> list[_Change]:
    """Return the best known position of each actor on each proposal, and what each can change to.

    What that can matter at most is the distance to all others on the proposal: see `robustness`.
    """
    found = []
    weights = load_of(matrix, agreement) or [Fraction(1)] * len(matrix.proposals)
    for proposal, weight in zip(matrix.proposals, weights, strict=True):
        said = [one for actor in actors if (one := coalition.position(actor, proposal)) and weight]
        for held in said:
            supposed = (attrs.evolve(held, stance=side, between=None) for side in sides)
            others = tuple(one for one in supposed if one.stance != held.stance)
            steps = (abs(exact(held.stance) - exact(one.stance)) for one in others)
            most = weight * (len(said) - 1) * max(steps, default=Fraction(0))
            found.append(_Change(held, others, most))
    return found


def _of_two_stances(agreement: Agreement) -> Fraction | None:
    """Return at which distance agreement turns if ties are sums of what two stances make alone.

    A null model and the mean distance depend on the others as well, and a least weight or number of
    proposals, and reliability, are not sums.
    """
    turn = turn_of(agreement)
    rest = attrs.evolve(agreement, agree_within=1, weights=(), alpha=USUAL.alpha)
    return turn if isinstance(turn, Fraction) and rest == USUAL else None


def _supposing(matrix: StanceMatrix, supposed: Iterable[Position]) -> StanceMatrix:
    """Return a matrix with other positions in place of those of the same actors and proposals."""
    instead = {(other.actor, other.proposal): other for other in supposed}
    values = matrix.values.copy()
    for (actor, proposal), other in instead.items():
        values[matrix.actors.index(actor), matrix.proposals.index(proposal)] = other.stance
    positions = [instead.get((said.actor, said.proposal), said) for said in matrix.positions]
    return attrs.evolve(matrix, values=values, positions=positions)

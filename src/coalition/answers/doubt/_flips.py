"""Changes of mind that make a split another one: a search for the fewest."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations, product

import attrs

from coalition.answers.splits.split import Partitioned, Split
from coalition.graph.agreement import agreement_graph
from coalition.limits import OutOfWork, Watch
from coalition.model.coalition import Coalition
from coalition.model.statements import Position
from coalition.numbers import exact, scaled
from coalition.sentences import against, listed
from coalition.signed.partition import Partition, partition
from coalition.stances.matrix import StanceMatrix
from coalition.tables import Shown

__all__ = ["Flip", "Search", "Supposition"]

LISTED = 1000  # flips that an answer lists
_ROUNDED = 1 - Fraction(1, 10**9)  # a margin that is a float was rounded


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
        held = f"{self.position.actor} on {self.position.proposal}"
        if self.stance is None:
            return f"without {held}"
        return f"{held} to {attrs.evolve(self.position, stance=self.stance, between=None).worded}"


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
        then = "; or ".join(against(blocs) for blocs in self.optima[:3])
        more = "; or others" if len(self.optima) > 3 else ""  # noqa: PLR2004
        return f"{listed(self.moves)}: {then}{more}"


@attrs.frozen
class Fewest:
    """The fewest changes, what is proven of them, the flips, and what ended the search early."""

    changes: int | None
    at_least: int | None
    flips: tuple[Flip, ...]
    stopped: str | None


@attrs.define
class Search:
    """Known stances as whole numbers, and the divisions that follow from changed ones."""

    matrix: StanceMatrix
    held: list[Position]  # the best known of each actor on each proposal
    options: list[tuple[float, ...]]  # what each can change to
    bounds: list[Fraction]  # how much a change can matter at most
    margin: Fraction | None  # what it takes; None where any change may do
    optima: frozenset[Partitioned]
    max_blocs: int | None
    unit: int
    whole: dict[float, int]
    on: dict[str, dict[str, float]]  # the stances by proposal, then by actor
    ties: dict[tuple[str, str], int]
    proven: bool
    load: dict[str, int]  # how much the proposals count, as whole numbers
    known: dict[tuple[int, ...], Partition] = attrs.field(factory=dict)

    @classmethod
    def of(
        cls,
        coalition: Coalition,
        matrix: StanceMatrix,
        base: Split,
        sides: tuple[float, ...],
        *,
        max_blocs: int | None,
        weights: Mapping[str, float | Fraction],
    ) -> "Search":
        """Return the search for what flips this split."""
        exact_weights = [exact(weights.get(proposal, 1)) for proposal in matrix.proposals]
        whole_weights, scale = scaled(exact_weights)
        load = dict(zip(matrix.proposals, whole_weights, strict=True))
        held = [
            said
            for proposal in matrix.proposals
            for actor in matrix.actors
            if load[proposal] and (said := coalition.position(actor, proposal))
        ]
        levels = list(dict.fromkeys([*sides, *(said.stance for said in held)]))
        scaled_levels, unit = scaled(exact(level) for level in levels)
        on: dict[str, dict[str, float]] = {}
        for said in held:
            on.setdefault(said.proposal, {})[said.actor] = said.stance
        options = [tuple(side for side in sides if side != said.stance) for said in held]
        bounds = [
            Fraction(load[said.proposal], scale)
            * (len(on[said.proposal]) - 1)
            * max((abs(exact(side) - exact(said.stance)) for side in sides), default=Fraction(0))
            for said in held
        ]
        margin = None
        if len(base.optima) == 1 and base.complete and base.margin is not None:
            margin = exact(base.margin) * (_ROUNDED if isinstance(base.margin, float) else 1)
        search = cls(
            matrix=matrix,
            held=held,
            options=options,
            bounds=bounds,
            margin=margin,
            optima=frozenset(base.optima),
            max_blocs=max_blocs,
            unit=unit,
            whole=dict(zip(levels, scaled_levels, strict=True)),
            on=on,
            ties={},
            proven=base.complete and base.cost == base.lower_bound,
            load=load,
        )
        for proposal, stances in on.items():
            for pair, tie in search.agreements(proposal, stances):
                search.ties[pair] = search.ties.get(pair, 0) + tie
        return search

    def agreements(
        self, proposal: str, stances: dict[str, float]
    ) -> Iterator[tuple[tuple[str, str], int]]:
        """Yield what every two actors with these stances on a proposal agree by."""
        for one, other in combinations(stances, 2):
            apart = abs(self.whole[stances[one]] - self.whole[stances[other]])
            yield (one, other), self.load[proposal] * (self.unit - apart)

    def fewest(self, max_changes: int | None, max_trials: int, watch: Watch) -> "Fewest":
        """Return the fewest changes that flip the split."""
        most = len(self.held) if max_changes is None else min(max_changes, len(self.held))
        size = 1
        flips: list[Flip] = []

        def grow() -> None:
            nonlocal size
            trials = 0
            while size <= most and not flips:
                for chosen, sides in self.sets(size):
                    trials += 1
                    watch.spend(0)
                    if trials > max_trials or len(flips) == LISTED:
                        raise OutOfWork
                    if self.can_flip(chosen):
                        found = self.changed(chosen, sides)
                        if self.optima != set(found.optima):
                            flips.append(self.flip(chosen, sides, found))
                size += not flips

        watch.run(grow)
        if flips or watch.stopped:
            return Fewest(size if flips else None, size, tuple(flips), watch.stopped)
        return Fewest(None, None if most == len(self.held) else most + 1, (), None)

    def sets(self, size: int) -> Iterator[tuple[tuple[int, ...], tuple[float, ...]]]:
        """Yield every set of positions with every way to change all of them."""
        if self.margin is None or sum(sorted(self.bounds)[-size:]) >= self.margin:
            for chosen in combinations(range(len(self.held)), size):
                for sides in product(*(self.options[index] for index in chosen)):
                    yield chosen, sides

    def can_flip(self, chosen: tuple[int, ...]) -> bool:
        """Tell whether the bound leaves open that changing these can be enough."""
        return self.margin is None or sum(self.bounds[i] for i in chosen) >= self.margin

    def changed(self, chosen: tuple[int, ...], sides: tuple[float, ...]) -> Partition:
        """Return the division that is best if these positions are others."""
        changed: dict[str, dict[str, float]] = {}
        for index, side in zip(chosen, sides, strict=True):
            said = self.held[index]
            stances = changed.setdefault(said.proposal, dict(self.on[said.proposal]))
            stances[said.actor] = side
        ties = dict(self.ties)
        for proposal, stances in changed.items():
            for pair, tie in self.agreements(proposal, self.on[proposal]):
                ties[pair] -= tie
            for pair, tie in self.agreements(proposal, stances):
                ties[pair] += tie
        key = tuple(ties.values())
        if key not in self.known:
            self.known[key] = self.division(ties)
            best = self.known[key]
            self.proven = self.proven and best.complete and best.cost == best.lower_bound
        return self.known[key]

    def division(self, ties: dict[tuple[str, str], int]) -> Partition:
        """Return the division that is best with these ties."""
        graph = agreement_graph(self.matrix)
        graph.clear_edges()
        for (one, other), tie in ties.items():
            graph.add_edge(one, other, weight=tie)
        return partition(graph, max_blocs=self.max_blocs)

    def flip(self, chosen: tuple[int, ...], sides: tuple[float, ...], found: Partition) -> Flip:
        """Return positions that were changed, and the divisions that are then the best."""
        moves = (Supposition(self.held[i], side) for i, side in zip(chosen, sides, strict=True))
        return Flip(tuple(moves), found.optima)

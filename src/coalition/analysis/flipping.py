"""How robust a split is: the fewest changes of mind that flip it, and what it hangs on."""

import time
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import combinations, product

import attrs

from coalition.analysis.completing import checked_choices, checked_limits
from coalition.analysis.partitioning import Partition, partition
from coalition.analysis.splitting import Partitioned, Split, split
from coalition.analysis.wording import against, listed
from coalition.graph.agreement import agreement_graph
from coalition.model.coalition import Coalition
from coalition.model.statements import Position
from coalition.stances.exact import exact, scaled
from coalition.stances.matrix import StanceMatrix, stance_matrix

__all__ = ["Flip", "Move", "Robustness", "robustness"]

TRIALS = 100_000
LISTED = 1000  # flips that an answer lists
_SIDES = (-1, 0, 1)
_ROUNDED = 1 - Fraction(1, 10**9)  # a margin that is a float was rounded


@attrs.frozen
class Move:
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
        return f"{held} to {attrs.evolve(self.position, stance=self.stance).worded}"


@attrs.frozen
class Flip:
    """Positions that make the split another one if they are others.

    Attributes
    ----------
    moves : tuple of Move
        The positions, by proposal, then by seats and id of the actor.
    optima : tuple
        The splits that are then the best.
    """

    moves: tuple[Move, ...]
    optima: tuple[Partitioned, ...] = attrs.field(repr=False)

    def __str__(self) -> str:
        then = "; or ".join(against(blocs) for blocs in self.optima[:3])
        more = "; or others" if len(self.optima) > 3 else ""  # noqa: PLR2004
        return f"{listed(self.moves)}: {then}{more}"


@attrs.frozen
class Robustness:
    """What it takes to flip a split.

    Attributes
    ----------
    split : Split
        The split as it is.
    changes : int or None
        The fewest positions that, changed, make it another; None where none were found.
    at_least : int or None
        No fewer can flip it: `changes`, or what is proven where the search ended early; None where
        no changes at all can.
    flips : tuple of Flip
        The sets of that many positions that do, with what they would be; at most 1000.
    complete : bool
        Whether the search came to its end and all of them are listed.
    hangs_on : tuple of Flip
        The single statements without any one of which the split is another: the actors that can
        still be placed are divided otherwise, or one of the blocs is gone.
    """

    split: Split
    changes: int | None
    at_least: int | None
    flips: tuple[Flip, ...] = attrs.field(repr=False)
    complete: bool
    hangs_on: tuple[Flip, ...] = attrs.field(repr=False)

    def __str__(self) -> str:
        if self.changes is not None:
            told = f"flips with {_counted(self.changes, 'changed position')}"
            ways = f"in {_counted(len(self.flips), 'way')}{'' if self.complete else ' or more'}"
            told = f"{told}, {ways}"
        elif self.at_least is None:
            told = "no changed positions flip it"
        else:
            told = f"flips with no fewer than {_counted(self.at_least, 'changed position')}"
        hangs = listed(str(one.moves[0].position) for one in self.hangs_on) if self.hangs_on else ""
        return f"{self.split}: {told}; hangs on {hangs or 'no single statement'}"


def robustness(
    coalition: Coalition,
    topic: str | None = None,
    *,
    max_blocs: int | None = None,
    actors: Iterable[str] | None = None,
    stances: Iterable[float | str] = _SIDES,
    max_changes: int | None = None,
    max_trials: int = TRIALS,
    time_limit: float | None = None,
) -> Robustness:
    """Return how many changed positions flip a split, which, and what it hangs on.

    A split flips when its optimal divisions are others than before: when one is added too, as the
    answer is then no longer the only one. A changed position is one in force that has another
    stance; what is unknown stays so (for that, see `certainty`).

    1. The margin bounds the number from below: one position changes the difference between two
       divisions by at most the size of its change times the number of others who have a position
       on the proposal.
    2. Sets of one, two, ... positions are tried in turn, all others left out that the bound shows
       not to be enough, until some of a size flip the split: then all of that size.
    3. Each statement is left out in turn.

    Parameters
    ----------
    coalition : Coalition
        What was said; the positions in force count.
    topic : str, optional
        Take the proposals of this topic and of those below it; all proposals unless said.
    max_blocs : int, optional
        The most blocs; any number unless said.
    actors : iterable of str, optional
        Ids of parties or politicians; all parties unless said.
    stances : iterable of number or str
        What a position can change to: against, neutral and for unless said.
    max_changes : int, optional
        Look for flips by at most so many changes; any number unless said.
    max_trials : int
        How many sets of changes are tried at most; beyond, `complete` is False.
    time_limit : float, optional
        Seconds after which no further set is tried; then as for `max_trials`.

    Returns
    -------
    Robustness
        With all smallest sets of changes, and the statements that the split hangs on.

    Raises
    ------
    InvalidValue
        If a limit or a stance makes no sense.
    UnknownTopic, UnknownActor, TooLarge
        As for `split`.

    Examples
    --------
    >>> import coalition as co
    >>> case = co.load_case("migration-2023")
    >>> found = co.robustness(case.at("2023-07"), "migration/asylum")
    >>> found.changes, len(found.hangs_on)
    (2, 0)
    >>> print(co.robustness(case.at("2023-01"), "migration/labour").flips[0])
    VVD on labour-migration-curb to against: VVD and D66 against CDA and CU
    """
    sides = checked_choices("robustness", (), stances)[1]
    checked_limits("robustness", max_trials=max_trials, time_limit=time_limit)
    if max_changes is not None:
        checked_limits("robustness", max_changes=max_changes, time_limit=None)
    names = None if actors is None else tuple(actors)
    base = split(coalition, topic, max_blocs=max_blocs, actors=names)
    matrix = stance_matrix(coalition, topic, actors=names)
    search = _Search.of(coalition, matrix, base, sides, max_blocs)
    deadline = None if time_limit is None else time.monotonic() + time_limit
    changes, at_least, flips, complete = search.fewest(max_changes, max_trials, deadline)
    hangs_on = []
    for said in base.reasons:
        found = split(coalition.without(said), topic, max_blocs=max_blocs, actors=names)
        if _others(base, found):
            hangs_on.append(Flip((Move(said, None),), found.optima))
    return Robustness(base, changes, at_least, flips, complete, tuple(hangs_on))


@attrs.define
class _Search:
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
    known: dict[tuple[int, ...], Partition] = attrs.field(factory=dict)

    @classmethod
    def of(
        cls,
        coalition: Coalition,
        matrix: StanceMatrix,
        base: Split,
        sides: tuple[float, ...],
        max_blocs: int | None,
    ) -> "_Search":
        held = [
            said
            for proposal in matrix.proposals
            for actor in matrix.actors
            if (said := coalition.position(actor, proposal))
        ]
        levels = list(dict.fromkeys([*sides, *(said.stance for said in held)]))
        scaled_levels, unit = scaled(exact(level) for level in levels)
        on: dict[str, dict[str, float]] = {}
        for said in held:
            on.setdefault(said.proposal, {})[said.actor] = said.stance
        options = [tuple(side for side in sides if side != said.stance) for said in held]
        bounds = [
            (len(on[said.proposal]) - 1)
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
        )
        for stances in on.values():
            for pair, tie in search.agreements(stances):
                search.ties[pair] = search.ties.get(pair, 0) + tie
        return search

    def agreements(self, stances: dict[str, float]) -> Iterator[tuple[tuple[str, str], int]]:
        """Yield what every two actors with these stances on a proposal agree by."""
        for one, other in combinations(stances, 2):
            apart = abs(self.whole[stances[one]] - self.whole[stances[other]])
            yield (one, other), self.unit - apart

    def fewest(
        self, max_changes: int | None, max_trials: int, deadline: float | None
    ) -> tuple[int | None, int | None, tuple[Flip, ...], bool]:
        """Return the fewest changes, what is proven of them, the flips, and if that is all."""
        trials = 0
        most = len(self.held) if max_changes is None else min(max_changes, len(self.held))
        for size in range(1, most + 1):
            flips: list[Flip] = []
            for chosen, sides in self.sets(size):
                trials += 1
                late = deadline is not None and time.monotonic() >= deadline
                if trials > max_trials or late or len(flips) == LISTED:
                    return size if flips else None, size, tuple(flips), False
                if self.can_flip(chosen):
                    found = self.changed(chosen, sides)
                    if self.optima != set(found.optima):
                        flips.append(self.flip(chosen, sides, found))
            if flips:
                return size, size, tuple(flips), self.proven
        if most == len(self.held):
            return None, None, (), self.proven
        return None, most + 1, (), False

    def sets(self, size: int) -> Iterator[tuple[tuple[int, ...], tuple[float, ...]]]:
        """Yield every set of positions with every way to change all of them."""
        if self.margin is None or sum(sorted(self.bounds)[-size:]) >= self.margin:
            for chosen in combinations(range(len(self.held)), size):
                for sides in product(*(self.options[index] for index in chosen)):
                    yield chosen, sides

    def can_flip(self, chosen: tuple[int, ...]) -> bool:
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
            for pair, tie in self.agreements(self.on[proposal]):
                ties[pair] -= tie
            for pair, tie in self.agreements(stances):
                ties[pair] += tie
        key = tuple(ties.values())
        if key not in self.known:
            self.known[key] = self.division(ties)
            best = self.known[key]
            self.proven = self.proven and best.complete and best.cost == best.lower_bound
        return self.known[key]

    def division(self, ties: dict[tuple[str, str], int]) -> Partition:
        graph = agreement_graph(self.matrix)
        graph.clear_edges()
        for (one, other), tie in ties.items():
            graph.add_edge(one, other, weight=tie)
        return partition(graph, max_blocs=self.max_blocs)

    def flip(self, chosen: tuple[int, ...], sides: tuple[float, ...], found: Partition) -> Flip:
        moves = (Move(self.held[i], side) for i, side in zip(chosen, sides, strict=True))
        return Flip(tuple(moves), found.optima)


def _others(base: Split, found: Split) -> bool:
    """Tell whether actors are divided otherwise, or a bloc is gone; who dropped out is left out."""
    placed = frozenset(actor for blocs in found.optima for bloc in blocs for actor in bloc)

    def among(optima: tuple[Partitioned, ...]) -> set[frozenset[frozenset[str]]]:
        return {frozenset(placed & frozenset(bloc) for bloc in blocs) for blocs in optima}

    return among(base.optima) != among(found.optima)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"

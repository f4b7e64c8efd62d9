"""Who stands with whom on a topic, and against whom."""

from collections.abc import Iterable, Sequence
from itertools import chain, zip_longest

import attrs

from coalition.answers.terms import on_terms
from coalition.limits import all_or_nothing
from coalition.model.coalition import Coalition
from coalition.model.statements import Position
from coalition.sentences import against
from coalition.signed.partition import Partition, partition_of
from coalition.signed.ties import SignedTies
from coalition.stances.counted_statements import Reliability, Weights, checked_reliability, ties_of
from coalition.stances.from_positions import held_topics, matrix_of
from coalition.stances.matrix import StanceMatrix
from coalition.tables import Columns, Row

Partitioned = tuple[tuple[str, ...], ...]


@attrs.frozen
class Split(Partition):
    """The blocs into which the actors fall on a topic: a `Partition`, with the reasons for it.

    Attributes
    ----------
    topic : str or None
        The topic; None where all proposals were pooled.
    reasons : tuple of Position
        The positions that the split follows from, by proposal, then by actor.
    several : str
        What several statements of one actor on one proposal count for, as for `Coalition`.
    reliability : tuple of (str, Fraction)
        How much statements count by how they are known; those that count in full are left out.
    """

    topic: str | None
    reasons: tuple[Position, ...] = attrs.field(repr=False)
    several: str = "refuse"
    reliability: Reliability = ()

    @classmethod
    def _columns(cls) -> Columns:
        return {"topic": str, "optimum": int, "actor": str, "bloc": int}

    def _rows(self) -> Iterable[Row]:
        return ((self.topic, *row) for row in super()._rows())

    def in_one_bloc(self, *actors: str) -> bool | None:
        """Tell whether actors are in one bloc; None if in some optima only, or one is unplaced."""
        wanted = set(actors)
        if not self.complete or not all(wanted <= set(chain(*blocs)) for blocs in self.optima):
            return None
        found = {any(wanted <= set(bloc) for bloc in blocs) for blocs in self.optima}
        return found.pop() if len(found) == 1 else None

    def __str__(self) -> str:
        return f"{self._found()}{on_terms(self.several, self.reliability)}"

    def _found(self) -> str:
        on = f" on {self.topic}" if self.topic else ""
        if not self.blocs:
            return f"nobody to compare{on}"
        if not self.optimal:
            bound = f"frustration {self.cost}, and no split has less than {self.lower_bound}"
            return f"{against(self.blocs)}{on}, the best that was found: {bound}"
        if len(self.optima) == 1:
            return f"{against(self.blocs)}{on}{'' if self.complete else ', as good as any'}"
        number = f"{'' if self.complete else 'more than '}{len(self.optima)}"
        shown = alternatives(self.optima, more=not self.complete)
        return f"{number} equally good splits{on}: {shown}"


def alternatives(optima: Sequence[Partitioned], *, more: bool = False) -> str:
    """Say which splits are equally good: the first three, and whether there are others."""
    others = ["others"] * (more or len(optima) > 3)  # noqa: PLR2004
    return "; or ".join([*map(against, optima[:3]), *others])


def split(
    source: Coalition | StanceMatrix,
    topic: str | None = None,
    *,
    max_blocs: int | None = None,
    actors: Iterable[str] | None = None,
    weights: Weights = None,
    time_limit: float | None = None,
    reliability: Weights = None,
) -> Split:
    """Return who stands with whom on a topic, and against whom.

    The split is the partition of the actors with the least frustration: agreement cut between blocs
    plus disagreement kept within them (see `partition`). It is exact, or its sentence says that it
    is not proven. Where several partitions are equally good, all of them are in the answer, and its
    sentence says so.

    Parameters
    ----------
    source : Coalition or StanceMatrix
        What was said; the current positions count.
    topic, actors
        See `stance_matrix`. Pooling topics can hide the splits on each of them.
    max_blocs : int, optional
        The most blocs; any number by default.
    weights, reliability
        How much proposals count, and statements by how they are known: see `agreement_graph`. The
        answer and its sentence show the reliability.
    time_limit : float, optional
        Seconds after which the best so far is returned; see `partition`.

    Returns
    -------
    Split
        The blocs, with the positions that make them.

    Raises
    ------
    UnknownTopic, UnknownActor, InvalidValue
        As for `agreement_graph` and `partition`.
    KeyboardInterrupt
        On Ctrl-C before or after the search, as for `partition`.

    Examples
    --------
    >>> import coalition as co
    >>> case = co.load_case("migration-2023")
    >>> print(co.split(case.at("2023-07"), "migration/asylum"))
    VVD and CDA against D66 and CU on migration/asylum
    >>> print(co.split(case.at("2023-01"), "migration/labour"))
    D66 alone against VVD, CDA and CU on migration/labour
    """
    matrix = matrix_of(source, topic, actors)
    ties = signed_ties_of(matrix, weights=weights, reliability=reliability)
    found = partition_of(ties, max_blocs=max_blocs, time_limit=time_limit)
    placed = {actor for bloc in found.blocs for actor in bloc}
    terms = checked_reliability(reliability, matrix)
    ignored = {attribution for attribution, weight in terms if not weight}
    return Split(
        **attrs.asdict(found, recurse=False),
        topic=matrix.topic,
        reasons=tuple(
            said
            for said in matrix.positions
            if said.actor in placed and said.attribution not in ignored
        ),
        several=matrix.several,
        reliability=terms,
    )


def signed_ties_of(
    matrix: StanceMatrix, *, weights: Weights = None, reliability: Weights = None
) -> SignedTies:
    """Return agreement less disagreement of all actors, as whole numbers for the search."""
    ties = ties_of(matrix, weights=weights, reliability=reliability)
    seats = zip_longest(matrix.actors, (number or 0 for number in matrix.seats), fillvalue=0)
    named = {
        (matrix.actors[one], matrix.actors[other]): tie for (one, other), tie in ties.net().items()
    }
    return SignedTies.of(dict(seats), named, ties.scale, floating=ties.floating)


@all_or_nothing
def splits(
    source: Coalition | StanceMatrix,
    *,
    max_blocs: int | None = None,
    time_limit: float | None = None,
    reliability: Weights = None,
) -> tuple[Split, ...]:
    """Return the split on every topic that proposals with positions are filed under.

    Topics are not pooled: a topic with no proposal of its own is left to those below it.

    Parameters
    ----------
    source : Coalition or StanceMatrix
        What was said, or voted; the current positions count.
    max_blocs, time_limit, reliability
        As for `split`, for each topic.

    Returns
    -------
    tuple of Split
        One for each topic, in the order of their names.

    Raises
    ------
    KeyboardInterrupt
        On Ctrl-C at any time: some splits would be missing.

    Examples
    --------
    >>> import coalition as co
    >>> january = co.load_case("migration-2023").at("2023-01")
    >>> for found in co.splits(january):
    ...     print(found)
    VVD and CDA against D66 and CU on migration/asylum
    D66 alone against VVD, CDA and CU on migration/labour
    nobody to compare on migration/population-growth
    """
    return tuple(
        split(source, topic, max_blocs=max_blocs, time_limit=time_limit, reliability=reliability)
        for topic in held_topics(source)
    )

"""Who stands with whom on a topic, and against whom."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import chain

import attrs

from coalition.answers.terms import on_terms
from coalition.graph.agreement import agreement_graph
from coalition.model.coalition import Coalition
from coalition.model.statements import Position
from coalition.numbers import Number
from coalition.sentences import against
from coalition.signed.partition import partition, placed
from coalition.stances.from_positions import held_topics, matrix_of
from coalition.stances.matrix import StanceMatrix
from coalition.stances.statements import Reliability, checked_reliability
from coalition.tables import Columns, Row, Shown

__all__ = ["Split", "split", "splits"]

Partitioned = tuple[tuple[str, ...], ...]


@attrs.frozen
class Split(Shown):
    """The blocs into which the actors fall on a topic.

    Attributes
    ----------
    topic : str or None
        The topic; None where all proposals were pooled.
    blocs : tuple of tuple of str
        The blocs and their members, each by seats, then id. Where several partitions are equally
        good, the first of `optima`, which has the most blocs.
    cost : number
        The frustration: agreement cut between blocs plus disagreement kept within them.
    lower_bound : number
        What no partition can cost less than.
    optimal : bool
        Whether it is proven that no partition costs less.
    gap : number
        How much less the optimum may cost.
    optima : tuple
        Every optimal partition, those with the most blocs first; some of them, or the best that was
        found, where `complete` is false.
    complete : bool
        Whether `optima` holds all optimal partitions, and nothing else.
    margin : number or None
        How much more the best partition costs that is not optimal; None where there is none or it
        is not known (see `Partition`).
    together, apart : tuple of (str, str)
        The pairs that are in one bloc, or in two, in every optimum; see `Partition`.
    stopped : {'work', 'time', 'interrupt'} or None
        What ended the search before all was known.
    unplaced : tuple of str
        The actors without a tie, for want of a position on a proposal that another has one on.
    reasons : tuple of Position
        The positions that the split follows from, by proposal, then by actor.
    several : str
        What several statements of one actor on one proposal count for, as for `Coalition`.
    reliability : tuple of (str, Fraction)
        How much statements count by how they are known; those that count in full are left out.
    """

    topic: str | None
    blocs: Partitioned
    cost: Number
    lower_bound: Number
    optimal: bool
    gap: Number
    optima: tuple[Partitioned, ...]
    complete: bool
    margin: Number | None
    together: Partitioned = attrs.field(repr=False)
    apart: Partitioned = attrs.field(repr=False)
    stopped: str | None
    unplaced: tuple[str, ...]
    reasons: tuple[Position, ...] = attrs.field(repr=False)
    several: str = "refuse"
    reliability: Reliability = ()

    @classmethod
    def _columns(cls) -> Columns:
        return {"topic": str, "optimum": int, "actor": str, "bloc": int}

    def _rows(self) -> Iterable[Row]:
        return ((self.topic, *row) for row in placed(self.optima, self.unplaced))

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
            bound = f"cost {self.cost}, and no split costs less than {self.lower_bound}"
            return f"{against(self.blocs)}{on}, the best that was found: {bound}"
        if len(self.optima) == 1:
            return f"{against(self.blocs)}{on}{'' if self.complete else ', as good as any'}"
        number = f"{len(self.optima)}" if self.complete else f"more than {len(self.optima)}"
        shown = "; or ".join(against(blocs) for blocs in self.optima[:3])
        rest = "; or others" if len(self.optima) > 3 or not self.complete else ""  # noqa: PLR2004
        return f"{number} equally good splits{on}: {shown}{rest}"


def split(
    source: Coalition | StanceMatrix,
    topic: str | None = None,
    *,
    max_blocs: int | None = None,
    actors: Iterable[str] | None = None,
    weights: Mapping[str, float | Fraction] | None = None,
    time_limit: float | None = None,
    several: str | None = None,
    reliability: Mapping[str, float | Fraction] | None = None,
) -> Split:
    """Return who stands with whom on a topic, and against whom.

    The split is the partition of the actors with the least frustration: agreement cut between blocs
    plus disagreement kept within them (see `partition`). It is exact, or its sentence says that it
    is not proven. Where several partitions are equally good, all of them are in the answer, and its
    sentence says so.

    Parameters
    ----------
    source : Coalition or StanceMatrix
        What was said; the positions in force count.
    topic : str, optional
        Take the proposals of this topic and of those below it; all proposals unless said. Pooling
        topics can hide the splits on each of them.
    max_blocs : int, optional
        The most blocs; any number unless said.
    actors : iterable of str, optional
        Ids of parties or politicians; all parties unless said.
    weights : dict of str to number, optional
        How much proposals count, by id; 1 unless said.
    time_limit : float, optional
        Seconds after which the best so far is returned; see `partition`.
    several : str, optional
        What several statements of one actor on one proposal count for; see `agreement_graph`. Where
        that is not ``refuse``, the answer and its sentence show it.
    reliability : dict of str to number, optional
        How much statements count by how they are known; see `agreement_graph`. The answer and its
        sentence show it.

    Returns
    -------
    Split
        The blocs, with the positions that make them.

    Raises
    ------
    UnknownTopic, UnknownActor, InvalidValue
        As for `agreement_graph` and `partition`.

    Examples
    --------
    >>> import coalition as co
    >>> case = co.load_case("migration-2023")
    >>> print(co.split(case.at("2023-07"), "migration/asylum"))
    VVD and CDA against D66 and CU on migration/asylum
    >>> print(co.split(case.at("2023-01"), "migration/labour"))
    D66 alone against VVD, CDA and CU on migration/labour
    """
    matrix = matrix_of(source, topic, actors, several)
    graph = agreement_graph(matrix, weights=weights, reliability=reliability)
    found = partition(graph, max_blocs=max_blocs, time_limit=time_limit)
    placed = {actor for bloc in found.blocs for actor in bloc}
    terms = checked_reliability(reliability, matrix)
    ignored = {attribution for attribution, weight in terms if not weight}
    return Split(
        topic=matrix.topic,
        blocs=found.blocs,
        cost=found.cost,
        lower_bound=found.lower_bound,
        optimal=found.optimal,
        gap=found.gap,
        optima=found.optima,
        complete=found.complete,
        margin=found.margin,
        together=found.together,
        apart=found.apart,
        stopped=found.stopped,
        unplaced=found.unplaced,
        reasons=tuple(
            said
            for said in matrix.positions
            if said.actor in placed and said.attribution not in ignored
        ),
        several=matrix.several,
        reliability=terms,
    )


def splits(
    source: Coalition | StanceMatrix,
    *,
    max_blocs: int | None = None,
    time_limit: float | None = None,
    several: str | None = None,
    reliability: Mapping[str, float | Fraction] | None = None,
) -> tuple[Split, ...]:
    """Return the split on every topic that proposals with positions are filed under.

    Topics are not pooled: a topic with no proposal of its own is left to those below it.

    Parameters
    ----------
    source : Coalition or StanceMatrix
        What was said, or voted; the positions in force count.
    max_blocs : int, optional
        The most blocs; any number unless said.
    time_limit : float, optional
        Seconds for each split; see `partition`.
    several, reliability
        As for `split`.

    Returns
    -------
    tuple of Split
        One for each topic, in the order of their names.

    Raises
    ------
    KeyboardInterrupt
        On Ctrl-C: some splits would be missing.

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
    if isinstance(source, Coalition):
        source, several = source.counting(several), None
    found = []
    for topic in held_topics(source):
        found.append(
            split(
                source,
                topic,
                max_blocs=max_blocs,
                time_limit=time_limit,
                several=several,
                reliability=reliability,
            )
        )
        if found[-1].stopped == "interrupt":
            raise KeyboardInterrupt
    return tuple(found)

"""Who stands with whom on a topic, and against whom."""

from collections.abc import Iterable, Sequence
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Unpack

import attrs

from coalition.answers.terms import but_for, on_terms
from coalition.graph.agreed_ties import AgreedTies, agreed_ties
from coalition.limits import all_or_nothing
from coalition.model.statements import Position
from coalition.model.words import Several
from coalition.sentences import against, examples, listed
from coalition.signed.partition import Partition, partition
from coalition.signed.signed_ties import SignedTies
from coalition.stances.agreement import USUAL, Agreement, Fields, chosen
from coalition.stances.counted_statements import opposite
from coalition.stances.from_positions import Stances, given, held_topics, matrix_of
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
    agreement : Agreement
        How agreement was counted; with the weights of the proposals of the topic alone.
    opposed : tuple of (str, str)
        Pairs that are in one bloc, in some optimum, though they are for and against on every
        proposal on which both have a position; on scales, though they disagree on every issue.
    beyond_chance : bool or None
        Under a null model: whether anything is beyond chance. If not, there are no blocs. None
        without a null model, and where nobody shares a proposal.
    left_out : tuple of Position
        Positions of the actors on the topic that `Coalition.at` left out: they may be later.
    on_scales : bool
        Whether it is of positions on scales; the topic is then the issue.
    """

    if TYPE_CHECKING:  # the nodes of other graphs may be anything
        blocs: Partitioned
        optima: tuple[Partitioned, ...]
        unplaced: tuple[str, ...]
        together: tuple[tuple[str, str], ...]
        apart: tuple[tuple[str, str], ...]

    topic: str | None
    reasons: tuple[Position, ...] = attrs.field(repr=False)
    several: Several = "refuse"
    agreement: Agreement = USUAL
    opposed: tuple[tuple[str, str], ...] = ()
    beyond_chance: bool | None = None
    left_out: tuple[Position, ...] = attrs.field(default=(), repr=False)
    on_scales: bool = False

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
        more = ["see stability"] * bool(self.blocs and not self.reasons and not self.on_scales)
        loose = f"; {named}" if (named := self._loose()) else ""
        return f"{self._found()}{self._opposed()}{loose}{self._terms(*more)}"

    def _terms(self, *more: str) -> str:
        """Say how agreement was counted, what more there is to mind, and what is left out."""
        chance = ""
        if self.beyond_chance and self.blocs:
            chance = "beyond chance"
        elif self.blocs and not self.reasons and not self.on_scales:  # of votes
            chance = "agreement by chance included"
        counted = self.agreement.worded(on_scales=bool(self.on_scales and self.blocs))
        terms = on_terms(self.several, [chance, counted, *more])
        return f"{terms}{but_for(self.left_out)}"

    def _loose(self) -> str:
        """Name those who have no tie beyond chance."""
        loose = self.unplaced if self.blocs and self.beyond_chance else ()
        return f"in no bloc: {examples(loose)}" if loose else ""

    def _opposed(self) -> str:
        """Name the pairs of one bloc who are on opposite sides of all they share."""
        if not self.opposed:
            return ""
        sides = "are on opposite sides of every proposal they share"
        if self.on_scales:
            sides = "disagree on every issue they share"
        first, *others = map(listed, self.opposed)
        if not others:
            return f", though {first} {sides}"
        more = f"; {len(others) - 2:,} more" if len(others) > 2 else ""  # noqa: PLR2004
        return f", though these pairs {sides}: {'; '.join([first, *others[:2]])}{more}"

    def _found(self) -> str:
        on = f" on {self.topic}" if self.topic else ""
        if self.beyond_chance is False:
            return f"nothing beyond chance{on}"
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
    source: Stances,
    topic: str | None = None,
    *,
    max_blocs: int | None = None,
    actors: Iterable[str] | None = None,
    time_limit: float | None = None,
    agreement: Agreement | None = None,
    **fields: Unpack[Fields],
) -> Split:
    """Return who stands with whom on a topic, and against whom.

    The split is the partition of the actors with the least frustration: agreement cut between blocs
    plus disagreement kept within them (see `partition`). It is exact, or its sentence says that it
    is not proven. Where several partitions are equally good, all of them are in the answer, and its
    sentence says so. It also names those who are in one bloc though they are for and against on
    every proposal that they share.

    On scales, it decides how near is near: by default, those agree who are less than half of a
    scale apart, such as 2 and 6 of 0 to 10, and the sentence says so; see `agree_within` of
    `Agreement`.

    Those who vote by chance agree too. Of votes, the sentence says that this is included, unless a
    null model takes it off (see `Agreement`). Then the split is that of the ties beyond chance,
    and who has none is unplaced. As some of many ties always seem to be, it is asked first
    whether anything is: whether the smallest p-value, times the number of ties that are tested, is
    at most `alpha` (the first step of Holm 1979), and still is for two of the votes drawn without
    replacement. If not, there are no blocs.

    Parameters
    ----------
    source : Coalition, StanceMatrix or Scales
        What was said; the current positions count.
    topic, actors
        See `stance_matrix`. Pooling topics can hide the splits on each of them.
    max_blocs : int, optional
        The most blocs; any number by default.
    time_limit : float, optional
        Seconds after which the best so far is returned; see `partition`.
    agreement, **fields
        How agreement is counted, as for `agreement_graph`; the answer and its sentence show it.

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

    References
    ----------
    S. Holm (1979), A simple sequentially rejective multiple test procedure, Scandinavian Journal of
    Statistics 6, 65-70.

    Examples
    --------
    >>> import coalition as co
    >>> case = co.load_case("migration-2023")
    >>> print(co.split(case.at("2023-07"), "migration/asylum"))
    VVD and CDA against D66 and CU on migration/asylum
    >>> print(co.split(case.at("2023-01"), "migration/labour"))
    D66 alone against VVD, CDA and CU on migration/labour
    >>> print(co.split(case.at("2023-07"), "migration/asylum", null_model="fixedcol"))
    nothing beyond chance on migration/asylum (null model fixedcol, alpha 0.05)
    """
    source = given(source, "split")
    matrix = matrix_of(source, topic, actors)
    counted = chosen(agreement, fields, source, matrix)
    ties = agreed_ties(matrix, counted)
    found = partition(_signed(matrix, ties), max_blocs=max_blocs, time_limit=time_limit)
    placed = {actor for bloc in found.blocs for actor in bloc}
    ignored = {attribution for attribution, weight in counted.reliability if not weight}
    return Split(
        **attrs.asdict(found, recurse=False),
        topic=matrix.topic,
        reasons=tuple(
            said
            for said in matrix.positions
            if said.actor in placed and said.attribution not in ignored
        ),
        several=matrix.several,
        agreement=counted,
        opposed=_opposed(matrix, counted, ties, found),
        beyond_chance=ties.beyond_chance,
        left_out=tuple(said for said in matrix.left_out if said.attribution not in ignored),
        on_scales=matrix.scales is not None,
    )


def signed_ties_of(
    matrix: StanceMatrix, agreement: Agreement = USUAL, drawn: Sequence[int] | None = None
) -> SignedTies:
    """Return the ties of the actors of a matrix, as whole numbers for the search.

    Where proposals were drawn, it is these that count, each as often as it was.
    """
    return _signed(matrix, agreed_ties(matrix, agreement, drawn))


def _signed(matrix: StanceMatrix, ties: AgreedTies) -> SignedTies:
    seats = zip_longest(matrix.actors, (number or 0 for number in matrix.seats), fillvalue=0)
    names = matrix.actors
    named = {(names[one], names[other]): tie for (one, other), tie in ties.searched().items()}
    return SignedTies.of(dict(seats), named, ties.scale, floating=ties.floating)


def _opposed(
    matrix: StanceMatrix, agreement: Agreement, ties: AgreedTies, found: Partition
) -> tuple[tuple[str, str], ...]:
    """Return the pairs of one bloc, in some optimum, who are on opposite sides of all they share.

    In the order in which the first optimum has them.
    """
    order = list(chain(*found.optima[0]))
    place = {actor: at for at, actor in enumerate(order)}
    homes = [{actor: bloc for bloc in blocs for actor in bloc} for blocs in found.optima]
    pairs = (
        sorted(place[matrix.actors[row]] for row in pair)
        for pair in opposite(matrix, agreement, ties.sums)
        if all(matrix.actors[row] in place for row in pair)
    )
    named = ((order[one], order[other]) for one, other in sorted(pairs))
    return tuple(pair for pair in named if any(pair[0] in home[pair[1]] for home in homes))


@all_or_nothing
def splits(
    source: Stances,
    *,
    max_blocs: int | None = None,
    time_limit: float | None = None,
    agreement: Agreement | None = None,
    **fields: Unpack[Fields],
) -> tuple[Split, ...]:
    """Return the split on every topic that proposals with positions are filed under.

    Topics are not pooled: a topic with no proposal of its own is left to those below it.

    Parameters
    ----------
    source : Coalition, StanceMatrix or Scales
        What was said, or voted; the current positions count.
    max_blocs, time_limit, agreement, **fields
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
    ...     print(found.topic, found.blocs)
    migration/asylum (('VVD', 'CDA'), ('D66', 'CU'))
    migration/labour (('VVD', 'CDA', 'CU'), ('D66',))
    migration/population-growth ()
    """
    source = given(source, "splits")
    return tuple(
        split(
            source, topic, max_blocs=max_blocs, time_limit=time_limit, agreement=agreement, **fields
        )
        for topic in held_topics(source)
    )

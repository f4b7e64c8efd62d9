"""The stance matrix: actors by proposals, what is missing kept apart from what is neutral."""

from collections.abc import Iterable

import attrs
import numpy as np
import numpy.typing as npt

from coalition.errors import Fault, InvalidValue, UnknownTopic
from coalition.model.coalition import Coalition
from coalition.model.proposals import covers
from coalition.model.statements import Position

__all__ = ["StanceMatrix", "matrix_of", "stance_matrix"]

Values = npt.NDArray[np.float64]


def _values(given: npt.ArrayLike) -> Values:
    """Copy into an array that nobody can change; -0.0 becomes 0.0, as they are the same stance."""
    values = np.array(given, dtype=np.float64) + 0.0
    values.flags.writeable = False
    return values


def _ids(given: Iterable[str]) -> tuple[str, ...]:
    return tuple(given)


def _seats(given: Iterable[int | None]) -> tuple[int | None, ...]:
    return tuple(given)


def _parties(given: Iterable[str | None]) -> tuple[str | None, ...]:
    return tuple(given)


def _positions(given: Iterable[Position]) -> tuple[Position, ...]:
    return tuple(given)


def _content(values: Values) -> tuple[tuple[int, ...], bytes]:
    return values.shape, np.where(np.isnan(values), np.nan, values).tobytes()


@attrs.frozen
class StanceMatrix:
    """The stances of actors on proposals.

    Parameters
    ----------
    actors : tuple of str
        Ids of the actors, one a row.
    proposals : tuple of str
        Ids of the proposals, one a column.
    values : array of float, shape (actors, proposals)
        Stances from -1 (against) to 1 (for); NaN where an actor has no known position. Read-only.
    seats : tuple of (int or None)
        Seats of each actor; empty where none are known.
    parties : tuple of (str or None)
        Id of each actor's party; empty where none are known.
    topic : str or None
        The topic that the proposals are of; None for all.
    positions : tuple of Position
        The positions that the numbers come from, where they come from positions.

    Raises
    ------
    InvalidValue
        If shapes differ, an id stands twice or a stance lies outside [-1, 1].

    Examples
    --------
    >>> import coalition as co
    >>> matrix = co.StanceMatrix(("A", "B"), ("p", "q"), [[1, -1], [1, float("nan")]])
    >>> matrix.stance("A", "q"), matrix.stance("B", "q")
    (-1.0, None)
    """

    actors: tuple[str, ...] = attrs.field(converter=_ids)
    proposals: tuple[str, ...] = attrs.field(converter=_ids)
    values: Values = attrs.field(converter=_values, eq=_content, repr=False)
    seats: tuple[int | None, ...] = attrs.field(default=(), converter=_seats, kw_only=True)
    parties: tuple[str | None, ...] = attrs.field(default=(), converter=_parties, kw_only=True)
    topic: str | None = attrs.field(default=None, kw_only=True)
    positions: tuple[Position, ...] = attrs.field(
        default=(), converter=_positions, kw_only=True, repr=False
    )

    def __attrs_post_init__(self) -> None:
        if faults := tuple(self._faults()):
            raise InvalidValue(faults, "StanceMatrix")

    def _faults(self) -> Iterable[Fault]:
        shape = (len(self.actors), len(self.proposals))
        if self.values.shape != shape:
            yield Fault("values", f"must have the shape {shape}, not {self.values.shape}")
        for name in ("seats", "parties"):
            if len(getattr(self, name)) not in {0, len(self.actors)}:
                yield Fault(name, f"must have one entry for each of the {len(self.actors)} actors")
        for name in ("actors", "proposals"):
            ids = getattr(self, name)
            if len(set(ids)) < len(ids):
                yield Fault(name, "must name each id once")
        if np.any(np.abs(self.values) > 1):  # NaN compares false: missing is no fault
            yield Fault("values", "must lie between -1 (against) and 1 (for)")

    def stance(self, actor: str, proposal: str) -> float | None:
        """Return one stance; None where it is not known."""
        value = self.values[self.actors.index(actor), self.proposals.index(proposal)]
        return None if np.isnan(value) else float(value)


def stance_matrix(
    coalition: Coalition, topic: str | None = None, *, actors: Iterable[str] | None = None
) -> StanceMatrix:
    """Return the positions in force as numbers.

    Parameters
    ----------
    coalition : Coalition
        What was said.
    topic : str, optional
        Take the proposals of this topic and of those below it; all proposals unless said.
    actors : iterable of str, optional
        Ids of parties or politicians; all parties unless said. A party's row holds the party's own
        positions: none is made up from those of its members.

    Returns
    -------
    StanceMatrix
        Actors by seats, then id; proposals by id.

    Raises
    ------
    UnknownTopic
        If no proposal is filed under the topic.
    UnknownActor
        If an actor is neither a party nor a politician of the coalition.

    Examples
    --------
    >>> import coalition as co
    >>> july = co.load_case("migration-2023").at("2023-07")
    >>> matrix = co.stance_matrix(july, "migration/labour")
    >>> matrix.actors, matrix.values.tolist()
    (('VVD', 'D66', 'CDA', 'CU'), [[1.0], [1.0], [1.0], [1.0]])
    """
    if topic is not None and topic not in coalition.topics:
        raise UnknownTopic(topic, coalition.topics)
    ids = (
        [party.id for party in coalition.parties] if actors is None else list(dict.fromkeys(actors))
    )
    seats, parties = coalition.seats, {actor: coalition.party_of(actor) for actor in ids}
    rows = sorted(ids, key=lambda actor: (-seats.get(actor, 0), actor))
    columns = sorted(p.id for p in coalition.proposals if topic is None or covers(topic, p.topic))
    row = {actor: index for index, actor in enumerate(rows)}
    column = {proposal: index for index, proposal in enumerate(columns)}
    values = np.full((len(rows), len(columns)), np.nan)
    used = [p for p in coalition.in_force if p.actor in row and p.proposal in column]
    for position in used:
        values[row[position.actor], column[position.proposal]] = position.stance
    return StanceMatrix(
        rows,
        columns,
        values,
        seats=[seats.get(actor) for actor in rows],
        parties=[parties[actor] for actor in rows],
        topic=topic,
        positions=sorted(used, key=lambda p: (p.proposal, row[p.actor], p.provenance)),
    )


def matrix_of(
    source: Coalition | StanceMatrix, topic: str | None, actors: Iterable[str] | None
) -> StanceMatrix:
    """Return the stance matrix of a coalition, or the matrix that was given as it is."""
    if isinstance(source, Coalition):
        return stance_matrix(source, topic, actors=actors)
    if topic is not None or actors is not None:
        fault = Fault(
            "", "a stance matrix has its topic and actors already; give them to a coalition"
        )
        raise InvalidValue((fault,))
    return source

"""From positions to numbers."""

from collections.abc import Iterable, Mapping
from itertools import chain
from typing import Any, TypeAlias

import attrs
import numpy as np

from coalition.doors import names_in, taken
from coalition.errors import UnknownTopic
from coalition.model.coalition import Coalition
from coalition.model.current_statements import by_certainty
from coalition.model.given import Case, a_case
from coalition.model.proposals import one_or_all, paths_of
from coalition.model.scales import Scales
from coalition.model.statements import Position
from coalition.stances._fields import labels
from coalition.stances.affiliations import Affiliations
from coalition.stances.codes import Cells, code_of
from coalition.stances.from_scales import matrix_on
from coalition.stances.matrix import StanceMatrix

Stances: TypeAlias = Coalition | StanceMatrix | Scales | str  # of a shipped case, the name

_DEFAULTS = {field.name: field.default for field in attrs.fields(StanceMatrix)}


def stance_matrix(
    coalition: Case,
    topic: str | None = None,
    *,
    actors: Iterable[str] | None = None,
) -> StanceMatrix:
    """Return the current positions as numbers.

    Parameters
    ----------
    coalition : Coalition or str
        What was said.
    topic : str, optional
        Take the proposals of this topic and of those below it; all proposals by default.
    actors : iterable of str, optional
        Ids of parties or politicians; all parties by default. A party's row holds the party's own
        positions: none is made up from those of its members. What a politician says counts for the
        party at the date of the position (`vote_parties`, where it is not that of today).

    Returns
    -------
    StanceMatrix
        Actors by seats, then id; proposals by id. What several statements of one actor on one
        proposal count for, the coalition says (see `Coalition.counting`). Where they conflict,
        there is no stance; `positions` has all that count.

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
    coalition = a_case(coalition, "stance_matrix")
    if topic is not None and not (isinstance(topic, str) and topic in coalition._filed):
        raise UnknownTopic(topic, coalition.topics)
    filed = coalition.proposals if topic is None else coalition._filed[topic]
    # 1. Rows by seats, then id; columns by id.
    everybody = (party.id for party in coalition.parties)
    wanted = everybody if actors is None else names_in(actors, "actors")
    parties = {actor: coalition.party_of(actor) for actor in wanted}
    seats = coalition.seats
    rows = sorted(parties, key=lambda actor: (-seats.get(actor, 0), actor))
    own = [parties[actor] for actor in rows]
    asked = sorted(filed, key=lambda proposal: proposal.id)
    row = {actor: index for index, actor in enumerate(rows)}
    column = {proposal.id: index for index, proposal in enumerate(asked)}
    # 2. The statements that count, cell by cell.
    held: dict[tuple[int, int], list[Position]] = {}
    for proposal, at in column.items():
        for said in coalition._in_force_on.get(proposal, ()):
            if said.actor in row:
                held.setdefault((at, row[said.actor]), []).append(said)
    # 3. What they amount to: a stance where all say the same.
    stances = {
        (who, at): cell[0].stance
        if len(cell) == 1 or len({one.stance for one in cell}) == 1
        else None
        for (at, who), cell in held.items()
    }
    return _unchecked(
        actors=tuple(rows),
        proposals=tuple(column),
        cells=Cells.of((len(rows), len(asked)), stances),
        seats=tuple(seats.get(actor) for actor in rows),
        parties=tuple(own),
        vote_parties=_at_their_dates(coalition, rows, own, len(asked), held),
        topics=tuple(one_or_all(proposal.topics) for proposal in asked),
        dates=tuple(proposal.date for proposal in asked),
        titles=labels(proposal.title for proposal in asked),
        names=labels(
            (coalition._parties.get(one) or coalition._politicians[one]).name for one in rows
        ),
        topic=topic,
        several=coalition.several,
        positions=tuple(chain.from_iterable(_in_order(held[place]) for place in sorted(held))),
        left_out=tuple(
            _in_order(
                [
                    said
                    for proposal in column
                    for said in coalition._left_out_on.get(proposal, ())
                    if isinstance(said, Position) and said.actor in row
                ]
            )
        ),
    )


def _unchecked(**fields: Any) -> StanceMatrix:
    """Return the matrix with these fields: what is made of a case was checked there."""
    matrix = object.__new__(StanceMatrix)
    for name, default in _DEFAULTS.items():
        object.__setattr__(matrix, name, fields.get(name, default))
    return matrix


def _at_their_dates(
    coalition: Coalition,
    actors: list[str],
    own: list[str | None],
    asked: int,
    held: Mapping[tuple[int, int], list[Position]],
) -> Affiliations | None:
    """Return the party at the date of each position, the actor's own where there is none.

    None where they are the actors' own throughout. Of several positions on one proposal it is that
    of the best known, as in `Coalition.position`.
    """
    then = {}
    for (at, who), cell in held.items():
        if actors[who] not in coalition._parties:
            party = coalition.party_of(actors[who], min(cell, key=by_certainty).date)
            if party != own[who]:
                then[who, at] = party
    if not then:
        return None
    rows = enumerate(own)
    return Affiliations.packed(
        [then.get((who, at), its) for at in range(asked)] for who, its in rows
    )


def _in_order(some: list[Position]) -> list[Position]:
    """Return statements in an order that is not that of the file."""
    if len(some) < 2:  # noqa: PLR2004 - nothing to sort
        return some
    return sorted(some, key=lambda p: (p.proposal, p.actor, p.provenance, -p.stance))


def given(source: object, function: str, *others: str) -> Coalition | StanceMatrix:
    """Return the stances that a function was given; refuse what has none, and say what would.

    `others` are what else the function takes, in words.
    """
    takes = ", ".join(["a Coalition", "a StanceMatrix", "Scales", *others])
    kinds = (Coalition, StanceMatrix, Scales)
    found: Coalition | StanceMatrix | Scales = taken(source, kinds, takes, function)
    return matrix_on(found) if isinstance(found, Scales) else found


def matrix_of(
    source: Coalition | StanceMatrix, topic: str | None, actors: Iterable[str] | None
) -> StanceMatrix:
    """Return the stance matrix of a coalition, or the part of a matrix that is asked for."""
    if isinstance(source, Coalition):
        return stance_matrix(source, topic, actors=actors)
    return source if topic is None and actors is None else source.select(topic, actors=actors)


def held_topics(source: Coalition | StanceMatrix) -> list[str]:
    """Return the topics that proposals with a stance are filed under, in order of name."""
    if isinstance(source, Coalition):
        filed = (item.topics for item in source.proposals if item.id in source._in_force_on)
        return sorted(set(chain.from_iterable(filed)))
    codes = source.cells.codes
    taken: list[bool] = np.any((codes >= 0) | (codes == code_of("conflicting")), axis=0).tolist()
    pairs = zip(source.topics, taken, strict=False)
    return sorted({path for topics, known in pairs if known for path in paths_of(topics)})

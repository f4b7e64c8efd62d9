"""From positions to numbers."""

from collections.abc import Iterable

import numpy as np

from coalition.errors import Fault, InvalidValue, UnknownTopic
from coalition.model.coalition import Coalition, nfc
from coalition.model.proposals import covers
from coalition.stances.codes import code_of, packed
from coalition.stances.matrix import StanceMatrix

__all__ = ["held_topics", "matrix_of", "stance_matrix"]


def stance_matrix(
    coalition: Coalition,
    topic: str | None = None,
    *,
    actors: Iterable[str] | None = None,
    several: str | None = None,
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
    several : str, optional
        What several statements of one actor on one proposal count for, as for
        `Coalition.counting`; as the coalition has it unless said.

    Returns
    -------
    StanceMatrix
        Actors by seats, then id; proposals by id. Where the statements of an actor differ, there
        is no stance; `positions` has all that count.

    Raises
    ------
    UnknownTopic
        If no proposal is filed under the topic.
    UnknownActor
        If an actor is neither a party nor a politician of the coalition.
    InvalidCase
        If it cannot be told what counts under `several`.

    Examples
    --------
    >>> import coalition as co
    >>> july = co.load_case("migration-2023").at("2023-07")
    >>> matrix = co.stance_matrix(july, "migration/labour")
    >>> matrix.actors, matrix.values.tolist()
    (('VVD', 'D66', 'CDA', 'CU'), [[1.0], [1.0], [1.0], [1.0]])
    """
    coalition = coalition.counting(several)
    if topic is not None and topic not in coalition.topics:
        raise UnknownTopic(topic, coalition.topics)
    given = (party.id for party in coalition.parties) if actors is None else map(nfc, actors)
    ids = list(dict.fromkeys(given))
    seats, parties = coalition.seats, {actor: coalition.party_of(actor) for actor in ids}
    rows = sorted(ids, key=lambda actor: (-seats.get(actor, 0), actor))
    asked = sorted(
        (p for p in coalition.proposals if topic is None or covers(topic, p.topic)),
        key=lambda proposal: proposal.id,
    )
    columns = [proposal.id for proposal in asked]
    row = {actor: index for index, actor in enumerate(rows)}
    column = {proposal: index for index, proposal in enumerate(columns)}
    values = np.full((len(rows), len(columns)), np.nan)
    used = [p for p in coalition.in_force if p.actor in row and p.proposal in column]
    conflicting = []
    for position in used:
        place = row[position.actor], column[position.proposal]
        if not np.isnan(values[place]) and values[place] != position.stance:
            conflicting.append(place)
        values[place] = position.stance
    return StanceMatrix(
        rows,
        columns,
        packed(values).conflicting(conflicting),
        seats=[seats.get(actor) for actor in rows],
        parties=[parties[actor] for actor in rows],
        topics=[proposal.topic for proposal in asked],
        dates=[proposal.date for proposal in asked],
        topic=topic,
        several=coalition.several,
        positions=sorted(used, key=lambda p: (p.proposal, row[p.actor], p.provenance, -p.stance)),
    )


def matrix_of(
    source: Coalition | StanceMatrix,
    topic: str | None,
    actors: Iterable[str] | None,
    several: str | None = None,
) -> StanceMatrix:
    """Return the stance matrix of a coalition, or the part of a matrix that is asked for."""
    if isinstance(source, Coalition):
        return stance_matrix(source, topic, actors=actors, several=several)
    if several not in {None, source.several}:
        message = f"the matrix was filled under {source.several!r}; ask the coalition again"
        raise InvalidValue((Fault("several", message),))
    return source if topic is None and actors is None else source.select(topic, actors=actors)


def held_topics(source: Coalition | StanceMatrix) -> list[str]:
    """Return the topics that proposals with a stance are filed under, in order of name."""
    if isinstance(source, Coalition):
        held = {position.proposal for position in source.in_force}
        return sorted({item.topic for item in source.proposals if item.id in held})
    codes = source.cells.codes
    taken: list[bool] = np.any((codes >= 0) | (codes == code_of("conflicting")), axis=0).tolist()
    pairs = zip(source.topics, taken, strict=False)
    return sorted({topic for topic, known in pairs if topic is not None and known})

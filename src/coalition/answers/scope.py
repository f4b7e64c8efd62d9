"""What a question is about: one proposal, several, a topic, or everything."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import TypeAlias

from coalition.errors import Fault, InvalidValue, UnknownProposal
from coalition.model.coalition import Coalition, by_certainty, nfc
from coalition.model.statements import Position
from coalition.numbers import exact
from coalition.stances.from_positions import matrix_of
from coalition.stances.matrix import StanceMatrix

__all__ = ["Held", "chosen", "positions_by", "salience_of"]

Held: TypeAlias = Mapping[tuple[str, str], tuple[Position, ...]]  # by actor and proposal


def chosen(
    source: Coalition | StanceMatrix,
    about: str | Iterable[str] | None,
    actors: Iterable[str] | None,
    several: str | None = None,
) -> tuple[StanceMatrix, tuple[str, ...]]:
    """Return the stances, and the proposals that are meant, by id.

    A name is that of a proposal, or else of a topic, with all that is filed under it.
    """
    if isinstance(about, str):
        name = nfc(about)
        matrix = matrix_of(source, None, actors, several)
        if name in matrix.proposals:
            return matrix, (name,)
        topics = source.topics if isinstance(source, Coalition) else ()
        if name not in topics:
            raise UnknownProposal(name, (*matrix.proposals, *topics))
        matrix = matrix_of(source, name, actors, several)
        return matrix, matrix.proposals
    matrix = matrix_of(source, None, actors, several)
    if about is None:
        return matrix, matrix.proposals
    wanted = sorted({nfc(name) for name in about})
    for name in wanted:
        if name not in matrix.proposals:
            raise UnknownProposal(name, matrix.proposals)
    if not wanted:
        raise InvalidValue((Fault("", "name at least one proposal"),))
    return matrix, tuple(wanted)


def positions_by(matrix: StanceMatrix) -> Held:
    """Return the positions of each actor on each proposal, the best known first."""
    held: dict[tuple[str, str], list[Position]] = {}
    for position in sorted(matrix.positions, key=by_certainty):
        held.setdefault((position.actor, position.proposal), []).append(position)
    return {pair: tuple(found) for pair, found in held.items()}


def salience_of(held: Held, actor: str, proposal: str) -> Fraction:
    """Return how much a proposal matters to an actor: as its best known position has it, else 1."""
    return next((exact(said.salience) for said in held.get((actor, proposal), ())), Fraction(1))

"""What a question is about: one proposal, several, a topic, or everything."""

from collections.abc import Iterable
from fractions import Fraction

from coalition.characters import nfc
from coalition.doors import names_in
from coalition.errors import Fault, InvalidValue, UnknownProposal
from coalition.model.coalition import Coalition
from coalition.numbers import exact
from coalition.stances.from_positions import matrix_of
from coalition.stances.matrix import StanceMatrix


def chosen(
    source: Coalition | StanceMatrix,
    about: str | Iterable[str] | None,
    actors: Iterable[str] | None,
) -> tuple[StanceMatrix, tuple[str, ...]]:
    """Return the stances, and the proposals that are meant, by id.

    A name is that of a proposal, or else of a topic, with all that is filed under it.
    """
    matrix = matrix_of(source, None, actors)
    if about is None:
        return matrix, matrix.proposals
    if not isinstance(about, str):
        wanted = sorted({known_proposal(matrix, name) for name in names_in(about, "about")})
        if not wanted:
            raise InvalidValue((Fault("", "name at least one proposal"),))
        return matrix, tuple(wanted)
    name, topics = nfc(about), source.topics if isinstance(source, Coalition) else ()
    if name not in matrix.proposals and name in topics:
        part = matrix.select(name)
        return part, part.proposals
    return matrix, (known_proposal(matrix, name, *topics),)


def known_proposal(matrix: StanceMatrix, name: str, *topics: str) -> str:
    """Return the id of a proposal of a matrix, or raise `UnknownProposal`, with what there is."""
    if (proposal := nfc(name)) not in matrix.proposals:
        raise UnknownProposal(proposal, (*matrix.proposals, *topics))
    return proposal


def salience_of(matrix: StanceMatrix, actor: str, proposal: str) -> Fraction:
    """Return how much a proposal matters to an actor: as its best known position has it, else 1."""
    return next((exact(said.salience) for said in matrix.held(actor, proposal)), Fraction(1))

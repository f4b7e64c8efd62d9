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
    if about is None:
        matrix = matrix_of(source, None, actors)
        return matrix, matrix.proposals
    if not isinstance(about, str):
        names = names_in(about, "about")
        matrix = _about(source, names, actors)
        wanted = sorted({known_proposal(matrix, name) for name in names})
        if not wanted:
            raise InvalidValue((Fault("", "name at least one proposal"),))
        return matrix, tuple(wanted)
    topics = source.topics if isinstance(source, Coalition) else ()
    name, matrix = nfc(about), _about(source, [about], actors)
    if name not in matrix.proposals and name in topics:
        part = matrix.select(name)
        return part, part.proposals
    return matrix, (known_proposal(matrix, name, *topics),)


def on_one(
    source: Coalition | StanceMatrix, proposal: str, actors: Iterable[str] | None
) -> tuple[StanceMatrix, str]:
    """Return the stances that a question on one proposal needs, and its id."""
    matrix = _about(source, [proposal], actors)
    return matrix, known_proposal(matrix, proposal)


def _about(
    source: Coalition | StanceMatrix, names: Iterable[str], actors: Iterable[str] | None
) -> StanceMatrix:
    """Return the stances on some proposals of a case, if it has these, or else all that there are.

    So what is asked of one proposal does not go through all that is said of others.
    """
    wanted = [*map(nfc, names)]
    if isinstance(source, Coalition) and source._proposals.keys() >= {*wanted}:
        source = source._of(wanted)
    return matrix_of(source, None, actors)


def known_proposal(matrix: StanceMatrix, name: str, *topics: str) -> str:
    """Return the id of a proposal of a matrix, or raise `UnknownProposal`, with what there is."""
    if (proposal := nfc(name)) not in matrix._places[1]:
        raise UnknownProposal(proposal, (*matrix.proposals, *topics))
    return proposal


def salience_of(matrix: StanceMatrix, actor: str, proposal: str) -> Fraction:
    """Return how much a proposal matters to an actor: as its best known position has it, else 1."""
    return next((exact(said.salience) for said in matrix.held(actor, proposal)), Fraction(1))

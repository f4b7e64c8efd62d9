"""Who agrees with whom: the agreement of every two actors, as a signed networkx graph."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import zip_longest
from typing import Any

from coalition.errors import Fault, InvalidValue, close_match
from coalition.graph.ties import SignedGraph, tied
from coalition.model.coalition import Coalition
from coalition.numbers import exact
from coalition.stances.from_positions import matrix_of
from coalition.stances.matrix import StanceMatrix
from coalition.stances.statements import agreements, checked_reliability

__all__ = ["SignedGraph", "agreement_graph", "nodes_of"]


def agreement_graph(
    source: Coalition | StanceMatrix,
    topic: str | None = None,
    *,
    actors: Iterable[str] | None = None,
    weights: Mapping[str, float | Fraction] | None = None,
    min_shared: int = 1,
    threshold: float | Fraction = 0,
    several: str | None = None,
    reliability: Mapping[str, float | Fraction] | None = None,
) -> SignedGraph:
    """Return the agreement of every two actors on the proposals of a topic.

    On one proposal, actors with stances s and t agree by ``1 - abs(s - t)``, from -1 to 1. Over
    proposals, agreement and disagreement are summed apart; the sign of a tie is that of their
    difference. Two actors with no proposal in common have no tie, which is not the same as a tie of
    sign 0, where agreement and disagreement are equal.

    Parameters
    ----------
    source : Coalition or StanceMatrix
        What was said.
    topic : str, optional
        Take the proposals of this topic and of those below it; all proposals unless said.
    actors : iterable of str, optional
        Ids of parties or politicians; all parties unless said.
    weights : dict of str to number, optional
        How much proposals count, by id; 1 unless said, 0 to leave one out.
    min_shared : int
        Leave out the ties of actors who share fewer proposals.
    threshold : number
        Leave out the ties of less weight, to make a large graph readable. A split of what is left
        is not the split of all.
    several : str, optional
        What several statements of one actor on one proposal count for, as for
        `Coalition.counting`; as the coalition has it unless said. Where more than one counts, every
        statement of the one actor is compared with every one of the other, as in discourse networks
        (Leifeld 2017).
    reliability : dict of str to number, optional
        How much statements count by how they are known, from 0 to 1, as in ``{"hearsay": 0.5}``; a
        pair of statements counts by the product. All count in full unless said; 0 leaves out.

    Returns
    -------
    networkx.Graph
        Nodes are ids, with `party` and `seats` where they are known. Edges have `sign` (-1, 0, 1),
        `weight` (the size of agreement less disagreement, never negative), `agree`, `disagree`,
        and `shared`, the number of proposals on which both have a position.

    Raises
    ------
    UnknownTopic, UnknownActor
        If the coalition has no such topic or actor.
    InvalidValue
        If a weight or the threshold is negative or not finite, a weight is of an unknown proposal,
        a reliability is none or of no attribution, or `min_shared` is not a whole number of at
        least 1.
    InvalidCase
        If it cannot be told what counts under `several`.

    Notes
    -----
    The sums are exact and are rounded once, to the nearest float where they are not whole. Many
    networkx functions misread signed graphs; see the page on the graph contract.

    Examples
    --------
    >>> import coalition as co
    >>> july = co.load_case("migration-2023").at("2023-07")
    >>> graph = co.agreement_graph(july, "migration/asylum")
    >>> graph.edges["VVD", "D66"]
    {'sign': -1, 'weight': 3, 'agree': 1, 'disagree': 4, 'shared': 5}
    """
    matrix = matrix_of(source, topic, actors, several)
    load = _checked(weights, matrix) if weights else None
    sums = agreements(matrix, load, checked_reliability(reliability, matrix))
    return tied(nodes_of(matrix), sums, min_shared=min_shared, threshold=threshold)


def nodes_of(matrix: StanceMatrix) -> list[tuple[str, dict[str, Any]]]:
    """Return the actors with what is known of them."""
    return [
        (actor, {"seats": seats, "party": party})
        for actor, seats, party in zip_longest(matrix.actors, matrix.seats, matrix.parties)
    ]


def _checked(weights: Mapping[str, float | Fraction], matrix: StanceMatrix) -> list[Fraction]:
    """Return the weight of every proposal of the matrix."""
    faults = []
    found = {}
    known = set(matrix.proposals)
    for proposal, weight in weights.items():
        if proposal not in known:
            hint = close_match(str(proposal), matrix.proposals)
            faults.append(Fault(f"weights[{proposal!r}]", f"is no proposal of the topic{hint}"))
            continue
        try:
            found[proposal] = exact(weight)
        except ValueError:
            found[proposal] = Fraction(-1)
        if found[proposal] < 0:
            message = f"must be a finite number, 0 or more, not {weight!r}"
            faults.append(Fault(f"weights[{proposal!r}]", message))
    if faults:
        raise InvalidValue(tuple(faults), "agreement_graph")
    return [found.get(proposal, Fraction(1)) for proposal in matrix.proposals]

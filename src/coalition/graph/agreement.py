"""Who agrees with whom: the agreement of every two actors, as a signed networkx graph."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

import networkx as nx
import numpy as np

from coalition.errors import Fault, InvalidValue, close_match
from coalition.model.coalition import Coalition
from coalition.stances.exact import exact, plain, scaled
from coalition.stances.matrix import StanceMatrix, matrix_of

if TYPE_CHECKING:
    SignedGraph: TypeAlias = nx.Graph[Any]
else:
    SignedGraph = nx.Graph

__all__ = ["SignedGraph", "agreement_graph"]

_EXACT_INT64 = 2**62  # sums below this cannot overflow


def agreement_graph(
    source: Coalition | StanceMatrix,
    topic: str | None = None,
    *,
    actors: Iterable[str] | None = None,
    weights: Mapping[str, float | Fraction] | None = None,
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
        If a weight is negative, not finite, or of an unknown proposal.

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
    matrix = matrix_of(source, topic, actors)
    graph: SignedGraph = nx.Graph()
    for index, actor in enumerate(matrix.actors):
        known = {
            "seats": matrix.seats[index] if matrix.seats else None,
            "party": matrix.parties[index] if matrix.parties else None,
        }
        graph.add_node(actor, **{key: value for key, value in known.items() if value is not None})
    for one, other, agree, disagree, shared in _ties(matrix, _checked(weights or {}, matrix)):
        net = agree - disagree
        graph.add_edge(
            matrix.actors[one],
            matrix.actors[other],
            sign=(net > 0) - (net < 0),
            weight=plain(abs(net)),
            agree=plain(agree),
            disagree=plain(disagree),
            shared=shared,
        )
    return graph


def _checked(weights: Mapping[str, float | Fraction], matrix: StanceMatrix) -> list[Fraction]:
    """Return the weight of every proposal of the matrix."""
    faults = []
    found = {}
    for proposal, weight in weights.items():
        if proposal not in matrix.proposals:
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


def _ties(
    matrix: StanceMatrix, weights: list[Fraction]
) -> Iterator[tuple[int, int, Fraction, Fraction, int]]:
    """Yield (actor, other actor, agreement, disagreement, proposals shared), in exact arithmetic.

    Stances and weights are multiplied up to whole numbers and summed as such, a row at a time.
    """
    known = ~np.isnan(matrix.values)
    levels, codes = np.unique(np.where(known, matrix.values, 0.0), return_inverse=True)
    whole, unit = scaled([exact(level) for level in levels.tolist()])
    heavy, scale = scaled(weights)
    small = (2 * unit + 1) * sum(heavy, 1) < _EXACT_INT64
    kind: Any = np.int64 if small else object
    stances = np.array(whole, dtype=kind)[codes.reshape(matrix.values.shape)]
    load = np.array(heavy, dtype=kind)
    counted = known & (load > 0)
    for one in range(len(matrix.actors) - 1):
        both = counted[one] & counted[one + 1 :]
        shared = both.sum(axis=1).tolist()
        alike = (unit - abs(stances[one + 1 :] - stances[one])) * load * both
        agree = np.where(alike > 0, alike, 0).sum(axis=1).tolist()
        disagree = np.where(alike < 0, -alike, 0).sum(axis=1).tolist()
        for index, number in enumerate(shared):
            if number:
                pro, con = (Fraction(int(s[index]), unit * scale) for s in (agree, disagree))
                yield one, one + 1 + index, pro, con, number

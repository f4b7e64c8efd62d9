"""Who agrees with whom: the agreement of every two actors, as a signed networkx graph."""

from collections.abc import Iterable
from fractions import Fraction
from itertools import zip_longest
from math import ceil
from typing import Any, TypeAlias

import networkx as nx
import numpy as np

from coalition.faults import Faults, number
from coalition.model.coalition import Coalition
from coalition.stances.agreement import Ties
from coalition.stances.counted_statements import Weights, ties_of
from coalition.stances.from_positions import matrix_of
from coalition.stances.matrix import StanceMatrix

SignedGraph: TypeAlias = "nx.Graph[Any]"
Nodes: TypeAlias = Iterable[tuple[str, dict[str, Any]]]


def agreement_graph(
    source: Coalition | StanceMatrix,
    topic: str | None = None,
    *,
    actors: Iterable[str] | None = None,
    weights: Weights = None,
    min_shared: int = 1,
    threshold: float | Fraction = 0,
    reliability: Weights = None,
) -> SignedGraph:
    """Return the agreement of every two actors on the proposals of a topic.

    On one proposal, actors with stances s and t agree by ``1 - abs(s - t)``, from -1 to 1. Over
    proposals, agreement and disagreement are summed apart; the sign of a tie is that of their
    difference. Two actors with no proposal in common have no tie, which is not the same as a tie of
    sign 0, where agreement and disagreement are equal. Where more than one statement of an actor
    counts (see `Coalition.counting`), every statement of the one actor is compared with every one
    of the other, as in discourse networks (Leifeld 2017).

    Parameters
    ----------
    source : Coalition or StanceMatrix
        What was said.
    topic, actors
        See `stance_matrix`.
    weights : dict of str to number, optional
        How much proposals count, by id; 1 by default, 0 to leave one out.
    min_shared : int
        Leave out the ties of actors who share fewer proposals.
    threshold : number
        Leave out the ties of less weight, to make a large graph readable. A split of what is left
        is not the split of all.
    reliability : dict of str to number, optional
        How much statements count by how they are known, from 0 to 1, as in ``{"hearsay": 0.5}``; a
        pair of statements counts by the product. All count in full by default; 0 leaves out.

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

    Notes
    -----
    The sums are exact and are rounded once, to the nearest float where they are not whole; `split`
    works on them as they are, so ask it which splits are equally good. Many networkx functions
    misread signed graphs; see the page on the graph contract.

    Examples
    --------
    >>> import coalition as co
    >>> july = co.load_case("migration-2023").at("2023-07")
    >>> graph = co.agreement_graph(july, "migration/asylum")
    >>> graph.edges["VVD", "D66"]
    {'sign': -1, 'weight': 3, 'agree': 1, 'disagree': 4, 'shared': 5}
    """
    matrix = matrix_of(source, topic, actors)
    sums = ties_of(matrix, weights=weights, reliability=reliability)
    return graph_of(nodes_of(matrix), sums, min_shared=min_shared, threshold=threshold)


def nodes_of(matrix: StanceMatrix) -> Nodes:
    """Return the actors with what is known of them."""
    for actor, seats, party in zip_longest(matrix.actors, matrix.seats, matrix.parties):
        facts = {"seats": seats, "party": party}
        yield actor, {name: fact for name, fact in facts.items() if fact is not None}


def graph_of(
    nodes: Nodes, sums: Ties, *, min_shared: int = 1, threshold: float | Fraction = 0
) -> SignedGraph:
    """Return the agreement graph: nodes, with what is known of them, and their ties."""
    # 1. Find the ties that are wanted.
    faults, limit = Faults(), Fraction(0)
    if type(min_shared) is not int or min_shared < 1:
        faults.note("min_shared", f"must be a whole number of at least 1, not {min_shared!r}")
    with faults.at("threshold"):
        limit = number(threshold, least=0)
    faults.raise_if_any("agreement_graph")
    net = sums.agree - sums.disagree
    kept = np.triu((sums.shared >= min_shared) & (abs(net) >= ceil(limit * sums.scale)), 1)
    # 2. Round what the graph shows, once.
    weights, agree, disagree = (
        _rounded(part[kept].tolist(), sums.scale) for part in (abs(net), sums.agree, sums.disagree)
    )
    ties = zip(
        *(places.tolist() for places in np.nonzero(kept)),
        np.sign(net[kept]).tolist(), weights, agree, disagree, sums.shared[kept].tolist(),
        strict=True,
    )  # fmt: skip
    # 3. Fill the graph; add_edges_from would copy every edge, which takes most of the time.
    graph: SignedGraph = nx.Graph()
    graph.add_nodes_from(nodes)
    names = list(graph)
    near: Any = [graph._adj[name] for name in names]  # type: ignore[attr-defined]
    for i, j, sign, weight, pro, con, shared in ties:
        near[i][names[j]] = near[j][names[i]] = {
            "sign": sign,
            "weight": weight,
            "agree": pro,
            "disagree": con,
            "shared": shared,
        }
    return graph


def _rounded(whole: list[int], scale: int) -> list[int | float]:
    """Divide: an int where it is whole, else the nearest float."""
    if scale == 1:
        return list(whole)
    return [part / scale if part % scale else part // scale for part in whole]

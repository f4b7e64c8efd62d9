"""Who agrees with whom: the agreement of every two actors, as a signed networkx graph."""

from collections.abc import Iterable
from itertools import zip_longest
from typing import Any, TypeAlias, Unpack

import networkx as nx
import numpy as np

from coalition.graph.agreed_ties import AgreedTies, agreed_ties
from coalition.stances.agreement import Agreement, Fields, chosen
from coalition.stances.from_positions import Stances, given, matrix_of
from coalition.stances.matrix import StanceMatrix

SignedGraph: TypeAlias = "nx.Graph[Any]"
Nodes: TypeAlias = Iterable[tuple[str, dict[str, Any]]]


def agreement_graph(
    source: Stances,
    topic: str | None = None,
    *,
    actors: Iterable[str] | None = None,
    agreement: Agreement | None = None,
    **fields: Unpack[Fields],
) -> SignedGraph:
    """Return the agreement of every two actors on the proposals of a topic.

    On one proposal, actors with stances s and t agree by ``1 - abs(s - t)``, from -1 to 1 (see
    `Agreement` for another distance at which agreement turns, as graded scales need). Over
    proposals, agreement and disagreement are summed apart; the sign of a tie is that of their
    difference. Two actors with no proposal in common have no tie, which is not the same as a tie of
    sign 0, where agreement and disagreement are equal. Where more than one statement of an actor
    counts (see `Coalition.counting`), every statement of the one actor is compared with every one
    of the other, as in discourse networks (Leifeld 2017).

    Parameters
    ----------
    source : Coalition, StanceMatrix or Scales
        What was said.
    topic, actors
        See `stance_matrix`.
    agreement : Agreement, optional
        How agreement is counted. By default, all proposals and statements count in full, and
        agreement by chance is not taken off.
    **fields
        The fields of `Agreement` one by one, instead: `agree_within`, `null_model`, `alpha`,
        `weights`, `reliability`, `min_shared`, `threshold`.

    Returns
    -------
    networkx.Graph
        Nodes are ids, with `party` and `seats` where they are known. Edges have `sign` (-1, 0, 1),
        `weight` (the size of agreement less disagreement, never negative), `agree`, `disagree`,
        and `shared`, the number of proposals on which both have a position. Under a null model they
        also have `expected`, the number of agreements that chance gives, and `p_value`, two-sided;
        the sign is 0 where that is above `alpha`, and the weight is the difference between `agree`
        and `expected` where it is not.

    Raises
    ------
    UnknownTopic, UnknownActor
        If the coalition has no such topic or actor.
    InvalidValue
        If a field of `Agreement` makes no sense, a weight is of an unknown proposal, or a null
        model is asked for and there are other stances than for and against.

    Notes
    -----
    The sums are exact and are rounded once, to the nearest float where they are not whole; `split`
    works on them as they are, so ask it which splits are equally good. Many networkx functions
    misread signed graphs; see the page on the graph contract.

    Under a null model each tie is tested for itself: of 100 ties that chance makes, about five are
    beyond chance at the level 0.05. `split` therefore asks first whether anything is, all ties
    taken together; where it is, it is the `partition` of the graph without its ties of sign 0.

    Examples
    --------
    >>> import coalition as co
    >>> july = co.load_case("migration-2023").at("2023-07")
    >>> graph = co.agreement_graph(july, "migration/asylum")
    >>> graph.edges["VVD", "D66"]
    {'sign': -1, 'weight': 3, 'agree': 1, 'disagree': 4, 'shared': 5}
    """
    source = given(source, "agreement_graph")
    matrix = matrix_of(source, topic, actors)
    counted = chosen(agreement, fields, source, matrix)
    return graph_of(nodes_of(matrix), agreed_ties(matrix, counted))


def nodes_of(matrix: StanceMatrix) -> Nodes:
    """Return the actors with what is known of them."""
    for actor, seats, party in zip_longest(matrix.actors, matrix.seats, matrix.parties):
        facts = {"seats": seats, "party": party}
        yield actor, {name: fact for name, fact in facts.items() if fact is not None}


def graph_of(nodes: Nodes, ties: AgreedTies) -> SignedGraph:
    """Return the agreement graph: nodes, with what is known of them, and their ties."""
    # 1. Round what the graph shows, once.
    sums, kept = ties.sums, ties.kept
    net = ties.net[kept]
    columns = {
        "sign": np.sign(net).tolist(),
        "weight": _rounded(abs(net).tolist(), ties.scale),
        "agree": _rounded(sums.agree[kept].tolist(), sums.scale),
        "disagree": _rounded(sums.disagree[kept].tolist(), sums.scale),
        "shared": sums.shared[kept].tolist(),
    }
    if ties.chance is not None:
        columns["expected"] = ties.chance.expected[kept].tolist()
        columns["p_value"] = ties.chance.p_value[kept].tolist()
    # 2. Fill the graph; add_edges_from would copy every edge, which takes most of the time.
    graph: SignedGraph = nx.Graph()
    graph.add_nodes_from(nodes)
    names = list(graph)
    near: Any = [graph._adj[name] for name in names]  # type: ignore[attr-defined]
    pairs = zip(*(places.tolist() for places in np.nonzero(kept)), strict=True)
    for (i, j), values in zip(pairs, zip(*columns.values(), strict=True), strict=True):
        near[i][names[j]] = near[j][names[i]] = dict(zip(columns, values, strict=True))
    return graph


def _rounded(whole: list[int], scale: int) -> list[int | float]:
    """Divide: an int where it is whole, else the nearest float."""
    if scale == 1:
        return list(whole)
    return [part / scale if part % scale else part // scale for part in whole]

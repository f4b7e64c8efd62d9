"""Discourse networks, as the Discourse Network Analyzer makes them from coded statements."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import networkx as nx
import numpy as np

from coalition.errors import Fault, InvalidValue
from coalition.graph._normalization import NORMALIZATIONS, divisors
from coalition.graph.agreement import nodes_of
from coalition.graph.ties import SignedGraph
from coalition.model.coalition import Coalition
from coalition.numbers import plain
from coalition.stances.from_positions import matrix_of
from coalition.stances.matrix import StanceMatrix
from coalition.stances.statements import Sums, counts_of

__all__ = ["dna_affiliations", "dna_network"]

_TWO_MODE = ("activity", "prominence")


def dna_network(
    source: Coalition | StanceMatrix,
    topic: str | None = None,
    *,
    aggregation: str = "subtract",
    normalization: str | None = None,
    actors: Iterable[str] | None = None,
    several: str | None = None,
) -> SignedGraph:
    """Return a one-mode discourse network: actors, tied by what they say about the same proposals.

    Every statement of one actor is compared with every statement of another on the same proposal
    (Leifeld 2017). With stances s and t, they are congruent by ``1 - abs(s - t) / 2`` and in
    conflict by the rest, so that opposite stances are in full conflict.

    Parameters
    ----------
    source : Coalition or StanceMatrix
        What was said; take a time window with `Coalition.between`.
    topic : str, optional
        Take the proposals of this topic and of those below it; all proposals unless said.
    aggregation : {'subtract', 'congruence', 'conflict', 'ignore'}
        Congruence less conflict; one of them alone; or both together, whatever the stances.
    normalization : {'average', 'jaccard', 'cosine', 'pairs'}, optional
        What to divide by. With x the numbers of statements of an actor, by proposal and stance:
        the mean number of statements of the two; what is in x of either, counted as the product
        where it is in both; the product of the lengths of x as vectors; or the number of pairs that
        are compared, so that ``subtract`` lies between -1 and 1. Nothing unless said.
    actors : iterable of str, optional
        Ids of parties or politicians; all parties unless said.
    several : str, optional
        Which statements count, as for `Coalition.counting`: ``all``, or the same one once per
        ``source`` (the document), ``week``, ``month``, ``year`` or ``range``. As the coalition has
        it unless said.

    Returns
    -------
    networkx.Graph
        Nodes as in `agreement_graph`. Edges have `weight`, which is never negative; `sign`, except
        under ``ignore``; `agree` and `disagree`, the congruence and the conflict, normalized too;
        and `shared`, the number of proposals on which both have a statement. Where nothing is
        shared there is no tie; nor is there under ``congruence`` and ``conflict`` where there is
        none of it. The ties under ``subtract`` keep the graph contract.

    Raises
    ------
    UnknownTopic, UnknownActor
        If the coalition has no such topic or actor.
    InvalidValue
        If there is no such aggregation or normalization.
    InvalidCase
        If it cannot be told what counts under `several`.

    See Also
    --------
    dna_affiliations : The two-mode network, of actors and proposals.

    Notes
    -----
    How the numbers differ from those of the Discourse Network Analyzer is on the page on several
    statements of one actor.

    References
    ----------
    P. Leifeld (2017), Discourse network analysis: policy debates as dynamic networks, in: The
    Oxford Handbook of Political Networks, 301-325.

    Examples
    --------
    >>> import coalition as co
    >>> case = co.Coalition(
    ...     parties=[co.Party("A"), co.Party("B")],
    ...     proposals=[co.Proposal("toll", "traffic")],
    ...     positions=[
    ...         co.Position(actor, "toll", stance, date="2024", attribution="stated")
    ...         for actor, stance in (("A", 1), ("A", 1), ("B", 1), ("B", -1), ("B", -1))
    ...     ],
    ...     several="all",
    ... )
    >>> co.dna_network(case).edges["A", "B"]
    {'sign': -1, 'weight': 2, 'agree': 2, 'disagree': 4, 'shared': 1}
    >>> co.dna_network(case, aggregation="congruence", normalization="average").edges["A", "B"]
    {'sign': 1, 'weight': 0.8, 'agree': 0.8, 'disagree': 1.6, 'shared': 1}
    """
    _check(
        aggregation, ("subtract", "congruence", "conflict", "ignore"), normalization, NORMALIZATIONS
    )
    matrix = matrix_of(source, topic, actors, several)
    counts = counts_of(matrix)
    sums = counts.compared(None, _shares, 2)
    graph: SignedGraph = nx.Graph()
    for actor, known in nodes_of(matrix):
        graph.add_node(actor, **_only_known(known))
    for one, other, by in divisors(counts, sums, normalization):
        agree, disagree = (
            Fraction(int(part[one, other]), sums.scale) for part in (sums.agree, sums.disagree)
        )
        value = {
            "subtract": agree - disagree,
            "congruence": agree,
            "conflict": -disagree,
            "ignore": agree + disagree,
        }[aggregation]
        if value or aggregation == "subtract":
            graph.add_edge(
                matrix.actors[one],
                matrix.actors[other],
                **_tie(value, by, signed=aggregation != "ignore"),
                agree=_number(agree, by),
                disagree=_number(disagree, by),
                shared=int(sums.shared[one, other]),
            )
    return graph


def dna_affiliations(
    source: Coalition | StanceMatrix,
    topic: str | None = None,
    *,
    aggregation: str = "subtract",
    normalization: str | None = None,
    actors: Iterable[str] | None = None,
    several: str | None = None,
) -> SignedGraph:
    """Return a two-mode discourse network: actors, tied to the proposals that they speak of.

    Parameters
    ----------
    source : Coalition or StanceMatrix
        What was said; take a time window with `Coalition.between`.
    topic : str, optional
        Take the proposals of this topic and of those below it; all proposals unless said.
    aggregation : {'subtract', 'ignore'}
        The sum of the stances, or the number of statements, whatever the stances.
    normalization : {'activity', 'prominence'}, optional
        Divide by the number of statements of the actor, or of all these actors on the proposal.
    actors, several
        As for `dna_network`.

    Returns
    -------
    networkx.Graph
        Nodes are actors, with `bipartite` 0 and as in `agreement_graph`, and proposals, with
        `bipartite` 1 and `topic`. Edges have `weight`, which is never negative; `sign`, except
        under ``ignore``; `agree` and `disagree`, the sums of the stances above and below 0, as
        positive numbers and normalized too; and `statements`, their number. An actor who speaks for
        and against a proposal alike has a tie of sign 0.

    Raises
    ------
    UnknownTopic, UnknownActor, InvalidCase
        As for `dna_network`.
    InvalidValue
        If there is no such aggregation or normalization, or an actor has the id of a proposal.

    Examples
    --------
    >>> import coalition as co
    >>> july = co.load_case("migration-2023").at("2023-07")
    >>> graph = co.dna_affiliations(july, "migration/asylum")
    >>> graph.edges["D66", "two-status-system"]
    {'sign': -1, 'weight': 1, 'agree': 0, 'disagree': 1, 'statements': 1}
    >>> graph.nodes["two-status-system"]
    {'bipartite': 1, 'topic': 'migration/asylum'}
    """
    _check(aggregation, ("subtract", "ignore"), normalization, _TWO_MODE)
    matrix = matrix_of(source, topic, actors, several)
    if both := sorted(set(matrix.actors) & set(matrix.proposals)):
        faults = [Fault("", f"{name!r} is an actor and a proposal") for name in both]
        raise InvalidValue(tuple(faults), "dna_affiliations")
    counts = counts_of(matrix)
    graph: SignedGraph = nx.Graph()
    for actor, known in nodes_of(matrix):
        graph.add_node(actor, bipartite=0, **_only_known(known))
    topics = matrix.topics or (None,) * len(matrix.proposals)
    for name, path in zip(matrix.proposals, topics, strict=True):
        graph.add_node(name, bipartite=1, **_only_known({"topic": path}))
    active = counts.table.sum(axis=1)
    for proposal, stances, part in counts.by_proposal():
        for one in np.flatnonzero(part.sum(axis=1)).tolist():
            said = [stance * int(n) for stance, n in zip(stances, part[one], strict=True)]
            number = int(part[one].sum())
            net = Fraction(number) if aggregation == "ignore" else sum(said, Fraction(0))
            by = {"activity": active[one], "prominence": part.sum()}.get(str(normalization), 1)
            graph.add_edge(
                matrix.actors[one],
                matrix.proposals[proposal],
                **_tie(net, by, signed=aggregation != "ignore"),
                agree=_number(sum((s for s in said if s > 0), Fraction(0)), by),
                disagree=_number(-sum((s for s in said if s < 0), Fraction(0)), by),
                statements=number,
            )
    return graph


def _check(
    aggregation: str,
    aggregations: tuple[str, ...],
    normalization: str | None,
    normalizations: tuple[str, ...],
) -> None:
    faults = []
    if aggregation not in aggregations:
        message = f"must be one of {', '.join(aggregations)}, not {aggregation!r}"
        faults.append(Fault("aggregation", message))
    if normalization not in (None, *normalizations):
        message = f"must be None or one of {', '.join(normalizations)}, not {normalization!r}"
        faults.append(Fault("normalization", message))
    if faults:
        raise InvalidValue(tuple(faults), "discourse network")


def _shares(apart: Sums, unit: int) -> tuple[Sums, Sums]:
    """Return congruence and conflict at these distances, in halves of the unit."""
    return 2 * unit - apart, apart


def _tie(value: Fraction, by: Fraction | float, *, signed: bool) -> dict[str, Any]:
    sign = {"sign": (value > 0) - (value < 0)} if signed else {}
    return {**sign, "weight": _number(abs(value), by)}


def _number(value: Fraction, by: Fraction | float) -> int | float:
    """Divide: an int where it is whole, else the nearest float."""
    return float(value) / by if isinstance(by, float) else plain(value / by)


def _only_known(known: dict[str, Any]) -> dict[str, Any]:
    return {name: fact for name, fact in known.items() if fact is not None}

"""Discourse networks, as the Discourse Network Analyzer makes them from coded statements."""

from collections.abc import Callable, Collection, Iterable, Iterator
from fractions import Fraction
from math import isqrt, sqrt
from typing import Any, get_args

import networkx as nx
import numpy as np

from coalition.faults import Faults
from coalition.graph.agreement_graph import SignedGraph, nodes_of
from coalition.model.proposals import paths_of
from coalition.model.words import Affiliation, AffiliationNormalization, Aggregation, Normalization
from coalition.numbers import plain
from coalition.stances.counted_statements import Counts, counts_of
from coalition.stances.from_positions import Stances, given, matrix_of
from coalition.stances.ties import Sums, Ties

_ONE_MODE: tuple[Normalization, ...] = get_args(Normalization)
_TWO_MODE: tuple[AffiliationNormalization, ...] = get_args(AffiliationNormalization)


def dna_network(
    source: Stances,
    topic: str | None = None,
    *,
    aggregation: Aggregation = "subtract",
    normalization: Normalization | None = None,
    actors: Iterable[str] | None = None,
) -> SignedGraph:
    """Return a one-mode discourse network: actors, tied by what they say about the same proposals.

    Every statement of one actor is compared with every statement of another on the same proposal
    (Leifeld 2017). With stances s and t, they are congruent by ``1 - abs(s - t) / 2`` and in
    conflict by the rest, so that opposite stances are in full conflict.

    Parameters
    ----------
    source : Coalition, StanceMatrix or Scales
        What was said; take a time window with `Coalition.between`.
    topic : str, optional
        See `stance_matrix`.
    aggregation : {'subtract', 'congruence', 'conflict', 'ignore'}
        Congruence less conflict; one of them alone; or both together, whatever the stances.
    normalization : {'average', 'jaccard', 'cosine', 'pairs'}, optional
        What to divide by. With x the numbers of statements of an actor, by proposal and stance:
        the mean number of statements of the two; what is in x of either, counted as the product
        where it is in both; the product of the lengths of x as vectors; or the number of pairs that
        are compared, so that ``subtract`` lies between -1 and 1. Nothing by default.
    actors : iterable of str, optional
        See `stance_matrix`.

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
    source = given(source, "dna_network")
    signs = ("subtract", "congruence", "conflict", "ignore")
    _check(aggregation=(aggregation, signs), normalization=(normalization, (None, *_ONE_MODE)))
    matrix = matrix_of(source, topic, actors)
    counts = counts_of(matrix)
    sums = counts.compared(None, _shares)
    graph: SignedGraph = nx.Graph()
    graph.add_nodes_from(nodes_of(matrix))
    for one, other, by in _divisors(counts, sums, normalization):
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
                **_tie(value, agree, disagree, by, signed=aggregation != "ignore"),
                shared=int(sums.shared[one, other]),
            )
    return graph


def dna_affiliations(
    source: Stances,
    topic: str | None = None,
    *,
    aggregation: Affiliation = "subtract",
    normalization: AffiliationNormalization | None = None,
    actors: Iterable[str] | None = None,
) -> SignedGraph:
    """Return a two-mode discourse network: actors, tied to the proposals that they speak of.

    Parameters
    ----------
    source : Coalition, StanceMatrix or Scales
        What was said; take a time window with `Coalition.between`.
    topic : str, optional
        See `stance_matrix`.
    aggregation : {'subtract', 'ignore'}
        The sum of the stances, or the number of statements, whatever the stances.
    normalization : {'activity', 'prominence'}, optional
        Divide by the number of statements of the actor, or of all these actors on the proposal.
    actors : iterable of str, optional
        See `stance_matrix`.

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
    UnknownTopic, UnknownActor
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
    source = given(source, "dna_affiliations")
    signs = ("subtract", "ignore")
    _check(aggregation=(aggregation, signs), normalization=(normalization, (None, *_TWO_MODE)))
    matrix = matrix_of(source, topic, actors)
    faults = Faults()
    for name in sorted(set(matrix.actors) & set(matrix.proposals)):
        faults.note("", f"{name!r} is an actor and a proposal")
    faults.raise_if_any("dna_affiliations")
    counts = counts_of(matrix)
    graph: SignedGraph = nx.Graph()
    graph.add_nodes_from(nodes_of(matrix), bipartite=0)
    topics = matrix.topics or (None,) * len(matrix.proposals)
    for name, paths in zip(matrix.proposals, map(paths_of, topics), strict=True):
        graph.add_node(name, bipartite=1, **({"topic": "; ".join(paths)} if paths else {}))
    active = counts.table.sum(axis=1)
    for proposal, stances, part in counts.by_proposal():
        told = part.sum(axis=1)
        prominence = told.sum()
        for one in np.flatnonzero(told).tolist():
            said = [stance * int(n) for stance, n in zip(stances, part[one], strict=True)]
            agree = sum((s for s in said if s > 0), Fraction(0))
            disagree, number = agree - sum(said), int(told[one])
            net = Fraction(number) if aggregation == "ignore" else agree - disagree
            by = {"activity": active[one], "prominence": prominence}.get(str(normalization), 1)
            graph.add_edge(
                matrix.actors[one],
                matrix.proposals[proposal],
                **_tie(net, agree, disagree, by, signed=aggregation != "ignore"),
                statements=number,
            )
    return graph


def _check(**given: tuple[str | None, Collection[str | None]]) -> None:
    """Refuse each argument whose value is none of its choices."""
    faults = Faults()
    for name, (value, choices) in given.items():
        if value not in choices:
            listed = ", ".join(map(str, choices))
            faults.note(name, f"must be one of {listed}, not {value!r}")
    faults.raise_if_any("discourse network")


def _divisors(
    counts: Counts, sums: Ties, normalization: str | None
) -> Iterator[tuple[int, int, Fraction | float]]:
    """Yield every two actors who share a proposal, with what their tie is divided by.

    Without it, those who say most would be tied most.
    """
    table = counts.table
    said, squares = table.sum(axis=1), (table * table).sum(axis=1)
    alike, theirs = table @ table.T, table @ (table > 0).T  # in both; of the row, in the column too
    by: dict[str, Callable[[int, int], Fraction | float]] = {
        "average": lambda i, j: Fraction(int(said[i] + said[j]), 2),
        "jaccard": lambda i, j: int(said[i] - theirs[i, j] + said[j] - theirs[j, i] + alike[i, j]),
        "cosine": lambda i, j: _root(int(squares[i] * squares[j])),
        "pairs": lambda i, j: Fraction(int(sums.agree[i, j] + sums.disagree[i, j]), sums.scale),
    }
    for one, other in np.argwhere(np.triu(sums.shared > 0, 1)).tolist():
        yield one, other, by[normalization](one, other) if normalization else 1


def _root(square: int) -> int | float:
    """Return the root, exact where it is whole."""
    root = isqrt(square)
    return root if root * root == square else sqrt(square)


def _shares(apart: Sums, unit: int, _: Sums) -> tuple[Sums, Sums, int]:
    """Return congruence and conflict at these distances, in halves of the unit."""
    return 2 * unit - apart, apart, 2 * unit


def _tie(
    value: Fraction, agree: Fraction, disagree: Fraction, by: Fraction | float, *, signed: bool
) -> dict[str, Any]:
    """Return a tie, divided: ints where they are whole, else the nearest floats."""
    sign = {"sign": (value > 0) - (value < 0)} if signed else {}
    parts = {"weight": abs(value), "agree": agree, "disagree": disagree}
    return sign | {
        name: float(part) / by if isinstance(by, float) else plain(part / by)
        for name, part in parts.items()
    }

"""The graph contract: what `partition` and `balance` ask of a signed graph, and the check of it."""

from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeAlias

from coalition.doors import A_GRAPH, refusal
from coalition.errors import Fault, InvalidGraph
from coalition.faults import Faults, Refused
from coalition.numbers import exact, is_float, scaled
from coalition.signed.signed_ties import SignedTies

if TYPE_CHECKING:
    import networkx as nx

SignedGraph: TypeAlias = "nx.Graph[Any] | SignedTies"  # of both, the library makes the latter


def signed_ties(graph: SignedGraph) -> SignedTies:
    """Read a graph that keeps the contract; raise `InvalidGraph`, with every fault, for another.

    Ties that the library counted itself are taken as they are.
    """
    if isinstance(graph, SignedTies):
        return graph
    import networkx as nx  # noqa: PLC0415 - who gives ties does without

    if not isinstance(graph, nx.Graph):
        raise refusal(graph, A_GRAPH, "graph", InvalidGraph)
    if graph.is_directed() or graph.is_multigraph():
        raise InvalidGraph((Fault("", "must be undirected, with one edge for two nodes"),), "graph")
    faults = Faults()
    seats: dict[Any, int | Fraction] = dict.fromkeys(graph, 0)
    ties: dict[tuple[Any, Any], int | Fraction] = {}
    for node, data in graph.nodes(data=True):
        if "seats" in data:
            with faults.at(f"node {node!r}"):
                seats[node] = _number(data, "seats")
    kinds: dict[type, Any] = {}  # of weights, with one of each
    for one, other, data in graph.edges(data=True):
        try:  # `Faults.at` does the same, but takes its time, and there may be many edges
            ties[one, other] = _signed(data, loop=one == other)
        except Refused as found:
            faults.take(f"edge {one!r}, {other!r}", found.faults)
        kinds.setdefault(type(weight := data.get("weight", 1)), weight)
    faults.raise_if_any("graph", InvalidGraph)
    floating = any(map(is_float, kinds.values()))
    whole, scale = scaled(ties.values())
    return SignedTies.of(seats, dict(zip(ties, whole, strict=True)), scale, floating=floating)


def _signed(data: dict[str, Any], *, loop: bool) -> int | Fraction:
    """Return the signed weight of an edge, or refuse it."""
    if loop:
        raise Refused("a node has no tie with itself")
    if "sign" not in data:
        if "weight" not in data:
            raise Refused("has neither a sign (-1, 0, 1) nor a signed weight")
        return _number(data, "weight")
    weight, sign = _number(data, "weight", 1), _number(data, "sign")
    if sign not in {-1, 0, 1}:
        raise Refused(f"sign must be -1, 0 or 1, not {data['sign']!r}")
    if weight < 0:
        raise Refused(f"weight must not be negative beside a sign, not {data['weight']!r}")
    if sign == 0 and data.get("weight"):
        raise Refused(f"sign 0 goes with weight 0, not {data['weight']!r}")
    return sign * weight


def _number(data: dict[str, Any], key: str, default: int | None = None) -> int | Fraction:
    given = data.get(key, default)
    try:
        return given if type(given) is int else exact(given)
    except ValueError:
        raise Refused(f"{key} must be a finite number, not {given!r}") from None

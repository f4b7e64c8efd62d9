"""The graph contract: what `partition` and `balance` ask of a signed graph, and the check of it."""

from collections.abc import Hashable
from decimal import Decimal
from fractions import Fraction
from numbers import Rational
from typing import Any, TypeAlias

import attrs
import networkx as nx

from coalition.errors import Fault, InvalidGraph
from coalition.numbers import exact

__all__ = ["SignedGraph", "SignedTies", "signed_ties"]

SignedGraph: TypeAlias = "nx.Graph[Any]"


@attrs.frozen
class SignedTies:
    """A signed graph read into exact numbers.

    Parameters
    ----------
    nodes : tuple
        The nodes, by seats, the most first, then by id.
    seats : tuple of Fraction
        The seats of each node; 0 where none are given.
    rank : tuple of int
        The place of each node in the order of the ids.
    ties : dict of (int, int) to Fraction
        The signed weight of every tie, by the places of its nodes, the lesser first.
    floating : bool
        Whether a weight was a float.
    """

    nodes: tuple[Any, ...]
    seats: tuple[Fraction, ...]
    rank: tuple[int, ...]
    ties: dict[tuple[int, int], Fraction]
    floating: bool


def signed_ties(graph: SignedGraph) -> SignedTies:
    """Read a graph that keeps the contract; raise `InvalidGraph`, with every fault, for another."""
    if not isinstance(graph, nx.Graph):
        raise InvalidGraph(
            (Fault("", f"must be a networkx graph, not {type(graph).__name__}"),), "graph"
        )
    if graph.is_directed() or graph.is_multigraph():
        raise InvalidGraph((Fault("", "must be undirected, with one edge for two nodes"),), "graph")
    faults: list[Fault] = []
    seats = _seats(graph, faults)
    ids = _by_id(graph)
    nodes = sorted(ids, key=lambda node: -seats[node])
    rank = {node: index for index, node in enumerate(ids)}
    place = {node: index for index, node in enumerate(nodes)}
    ties: dict[tuple[int, int], Fraction] = {}
    floating = False
    for one, other, data in graph.edges(data=True):
        where = f"edge {one!r}, {other!r}"
        if one == other:
            faults.append(Fault(where, "a node has no tie with itself"))
            continue
        try:
            pair = (min(place[one], place[other]), max(place[one], place[other]))
            ties[pair] = _signed(data)
        except ValueError as error:
            faults.append(Fault(where, str(error)))
        floating = floating or not isinstance(data.get("weight", 1), Rational | Decimal)
    if faults:
        raise InvalidGraph(tuple(faults), "graph")
    return SignedTies(
        tuple(nodes),
        tuple(seats[node] for node in nodes),
        tuple(rank[node] for node in nodes),
        ties,
        floating,
    )


def _signed(data: dict[str, Any]) -> Fraction:
    """Return the signed weight of an edge, or raise ValueError with what is wrong."""
    if "sign" not in data and "weight" not in data:
        msg = "has neither a sign (-1, 0, 1) nor a signed weight"
        raise ValueError(msg)
    weight = _number(data, "weight") if "weight" in data else None
    if "sign" not in data:
        return weight or Fraction(0)
    sign = _number(data, "sign")
    if sign not in {-1, 0, 1}:
        msg = f"sign must be -1, 0 or 1, not {data['sign']!r}"
        raise ValueError(msg)
    if weight is None:
        return sign
    if weight < 0:
        msg = f"weight must not be negative beside a sign, not {data['weight']!r}"
        raise ValueError(msg)
    if sign == 0 and weight:
        msg = f"sign 0 goes with weight 0, not {data['weight']!r}"
        raise ValueError(msg)
    return sign * weight


def _number(data: dict[str, Any], key: str) -> Fraction:
    try:
        return exact(data[key])
    except ValueError:
        msg = f"{key} must be a finite number, not {data[key]!r}"
        raise ValueError(msg) from None


def _seats(graph: SignedGraph, faults: list[Fault]) -> dict[Hashable, Fraction]:
    """Return the seats of every node; 0 where none are given."""
    seats: dict[Hashable, Fraction] = {}
    for node, held in graph.nodes(data="seats", default=0):
        try:
            seats[node] = exact(held)
        except ValueError:
            seats[node] = Fraction(0)
            faults.append(Fault(f"node {node!r}", f"seats must be a number, not {held!r}"))
    return seats


def _by_id(graph: SignedGraph) -> list[Any]:
    """Return the nodes in the order of their ids; ids of several kinds by kind, then as written."""
    try:
        return sorted(graph)
    except TypeError:
        return sorted(graph, key=lambda node: (type(node).__name__, repr(node)))

"""The partition of a signed graph with the least frustration: who is in one bloc with whom."""

from fractions import Fraction
from typing import Any, TypeAlias

import attrs

from coalition.analysis.searching import Blocs
from coalition.analysis.solving import combined, components, solved
from coalition.analysis.wording import against
from coalition.errors import Fault, InvalidValue
from coalition.graph.agreement import SignedGraph
from coalition.graph.contract import SignedTies, signed_ties
from coalition.stances.exact import as_given, scaled

__all__ = ["Partition", "partition"]

Number: TypeAlias = int | float | Fraction
Named: TypeAlias = tuple[tuple[Any, ...], ...]

OPTIMA = 1000  # optimal partitions that are listed


@attrs.frozen
class Partition:
    """The partition of a signed graph into blocs with the least frustration.

    Attributes
    ----------
    blocs : tuple of tuple
        The blocs and their members, each by seats, then id. Where several partitions are optimal,
        the first of `optima`.
    cost : number
        The frustration: the sum of the weights of positive ties between blocs and of negative ties
        within them. In the kind of number that the weights are.
    lower_bound : number
        What no partition can cost less than; equal to `cost`, as the search is exact.
    optima : tuple
        Every optimal partition, those with the most blocs first.
    complete : bool
        Whether `optima` holds all of them.
    margin : number or None
        How much more the best partition costs that is not optimal; None where there is none.
    unplaced : tuple
        The nodes without a tie; they are in no bloc.
    max_blocs : int or None
        How many blocs were allowed; None for any number.
    """

    blocs: Named
    cost: Number
    lower_bound: Number
    optima: tuple[Named, ...]
    complete: bool
    margin: Number | None
    unplaced: tuple[Any, ...]
    max_blocs: int | None

    def __str__(self) -> str:
        others = len(self.optima) - 1
        tied = (
            f", as good as {others}{'' if self.complete else ' or more'} others" if others else ""
        )
        return f"{against(self.blocs)} (cost {self.cost}{tied})"


def partition(
    graph: SignedGraph, *, max_blocs: int | None = None, max_optima: int = OPTIMA
) -> Partition:
    """Return the partition of a signed graph with the least frustration.

    The frustration of a partition is the sum of the weights of positive ties between blocs and of
    negative ties within them (Doreian & Mrvar 1996, with equal penalties; correlation clustering,
    Bansal, Blum & Chawla 2004). With two blocs at most, it is the line index of balance (Harary
    1959).

    Parameters
    ----------
    graph : networkx.Graph
        Its edges have a `sign` (-1, 0 or 1), with a `weight` that is not negative, 1 unless said;
        or a signed `weight` alone. Its nodes may have `seats`, which order the answer.
    max_blocs : int, optional
        The most blocs; any number unless said.
    max_optima : int, optional
        How many optimal partitions are listed at most.

    Returns
    -------
    Partition
        With every optimum, and the proof that there is no better one.

    Raises
    ------
    InvalidGraph
        If the graph does not keep the contract; every fault is named.
    InvalidValue
        If a limit is not a whole number of at least 1.
    TooLarge
        If more than 20 actors hang together, actors with equal ties counted once.

    Notes
    -----
    Ties are decided in exact arithmetic: a float weight is read as the simple fraction that it
    stands for, such as 1/10 or 1/3. Nodes that are not connected may be in one bloc or not, which
    makes several partitions equally good; all of them are listed.

    Examples
    --------
    >>> import coalition as co, networkx as nx
    >>> graph = nx.Graph()
    >>> graph.add_edge("Alice", "Bob", sign=1)
    >>> graph.add_edge("Alice", "Eve", sign=-1)
    >>> graph.add_edge("Bob", "Eve", sign=-1)
    >>> result = co.partition(graph)
    >>> result.blocs, result.cost, result.margin
    ((('Alice', 'Bob'), ('Eve',)), 0, 1)
    """
    for name, value in (("max_blocs", max_blocs), ("max_optima", max_optima)):
        if value is not None and (type(value) is not int or value < 1):
            fault = Fault(name, f"must be a whole number of at least 1, not {value!r}")
            raise InvalidValue((fault,), "partition")
    signed = signed_ties(graph)
    whole, scale = scaled(signed.ties.values())
    ties = dict(zip(signed.ties, whole, strict=True))
    placed = sorted({node for pair in ties for node in pair})
    loose = set(range(len(signed.nodes))).difference(placed)
    limit = max_blocs or max(len(placed), 1)
    parts = [solved(part, ties, limit, max_optima) for part in components(placed, ties)]
    gain = sum(part.gain for part in parts)
    margins = [part.margin for part in parts if part.margin is not None]
    optima = combined(parts, limit, max_optima + 1)
    ordered = [_ordered(blocs, signed) for blocs in optima[:max_optima]]

    def number(value: int) -> Number:
        return as_given(Fraction(value, scale), floating=signed.floating)

    cost = number(sum(weight for weight in whole if weight > 0) - gain)
    named = tuple(
        tuple(tuple(signed.nodes[node] for node in bloc) for bloc in blocs)
        for blocs in sorted(ordered, key=lambda blocs: (-len(blocs), blocs))
    )
    return Partition(
        blocs=named[0],
        cost=cost,
        lower_bound=cost,
        optima=named,
        complete=len(optima) <= max_optima and all(part.complete for part in parts),
        margin=number(min(margins)) if margins else None,
        unplaced=tuple(signed.nodes[node] for node in sorted(loose)),
        max_blocs=max_blocs,
    )


def _ordered(blocs: Blocs, signed: SignedTies) -> Blocs:
    """Put blocs by seats, then by the ids of their members, and members by seats, then by id."""
    rows = [tuple(sorted(bloc)) for bloc in blocs]
    by_id = {node: tuple(sorted(signed.rank[member] for member in node)) for node in rows}
    return tuple(sorted(rows, key=lambda bloc: (-sum(signed.seats[i] for i in bloc), by_id[bloc])))

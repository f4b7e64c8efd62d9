"""The partition of a signed graph with the least frustration: who is in one bloc with whom."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain, combinations, islice
from typing import Any, TypeAlias

import attrs

from coalition.analysis.searching import Blocs, Weights, search
from coalition.analysis.wording import against
from coalition.errors import Fault, InvalidValue, TooLarge
from coalition.graph.agreement import SignedGraph
from coalition.graph.contract import SignedTies, signed_ties
from coalition.stances.exact import as_given, scaled

__all__ = ["Partition", "partition"]

Number: TypeAlias = int | float | Fraction
Named: TypeAlias = tuple[tuple[Any, ...], ...]

LARGEST = 20  # actors that the search takes on: connected, equal ones counted once
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
    parts = [_solved(part, ties, limit, max_optima) for part in _components(placed, ties)]
    gain = sum(part.gain for part in parts)
    margins = [part.margin for part in parts if part.margin is not None]
    optima = _combined(parts, limit, max_optima + 1)
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


@attrs.frozen
class _Solved:
    """One connected part: the greatest gain, what the next best loses, the optimal partitions."""

    gain: int
    margin: int | None
    optima: tuple[Blocs, ...]
    complete: bool


def _components(placed: list[int], ties: dict[tuple[int, int], int]) -> list[list[int]]:
    """Return the actors in parts that hang together by ties that are not 0."""
    near: dict[int, list[int]] = {node: [] for node in placed}
    for (one, other), weight in ties.items():
        if weight:
            near[one].append(other)
            near[other].append(one)
    parts: list[list[int]] = []
    left = dict.fromkeys(placed)
    while left:
        part = [next(iter(left))]
        del left[part[0]]
        for node in part:  # grows while it is walked through
            for other in near[node]:
                if other in left:
                    del left[other]
                    part.append(other)
        parts.append(sorted(part))
    return parts


def _solved(part: list[int], ties: dict[tuple[int, int], int], max_blocs: int, cap: int) -> _Solved:
    """Solve one connected part, equal actors taken as one.

    Equal actors (a positive tie, and the same ties to all others) are together in every optimum.
    Of the partitions that separate the members of a class, a best one separates one member from the
    rest: what a member gains in a bloc grows with the number of its equals there. So the next best
    partition either separates no class and is found with the classes merged, or separates one
    member of one class, which is then solved with the two forbidden to be together.
    """

    def tie(one: int, other: int) -> int:
        return ties.get((min(one, other), max(one, other)), 0)

    weights = [[tie(one, other) for other in part] for one in part]
    classes = _equals(weights)
    if len(classes) > LARGEST:
        raise TooLarge("actors that hang together, equal ones counted once", len(classes), LARGEST)
    found = search(_merged(weights, classes), max_blocs=max_blocs, cap=cap)
    inside = _inside(weights, classes)
    losses = [] if found.second is None else [found.best - found.second]
    never = -1 - 2 * sum(abs(weight) for weight in ties.values())
    for index, members in enumerate(classes):
        if len(members) > 1 and max_blocs > 1:
            split = [*classes[:index], members[:1], members[1:], *classes[index + 1 :]]
            apart = _merged(weights, split)
            apart[index][index + 1] = apart[index + 1][index] = never
            best = search(apart, max_blocs=max_blocs, cap=0).best + _inside(weights, split)
            losses.append(found.best + inside - best)
    return _Solved(
        gain=found.best + inside,
        margin=min(losses, default=None),
        optima=tuple(
            tuple(tuple(part[i] for index in bloc for i in classes[index]) for bloc in blocs)
            for blocs in found.optima[:cap]
        ),
        complete=len(found.optima) <= cap,
    )


def _equals(weights: Weights) -> list[list[int]]:
    """Return the classes of equal actors."""
    classes: list[list[int]] = []
    for actor, row in enumerate(weights):
        for members in classes:
            first = members[0]
            others = (i for i in range(len(row)) if i not in {first, actor})
            if row[first] > 0 and all(row[i] == weights[first][i] for i in others):
                members.append(actor)
                break
        else:
            classes.append([actor])
    return classes


def _merged(weights: Weights, classes: list[list[int]]) -> Weights:
    """Return the ties between classes, each the sum of the ties between their members."""
    return [
        [0 if one is other else sum(weights[i][j] for i in one for j in other) for other in classes]
        for one in classes
    ]


def _inside(weights: Weights, classes: list[list[int]]) -> int:
    """Return the sum of the ties inside the classes."""
    return sum(weights[i][j] for members in classes for i, j in combinations(members, 2))


def _combined(parts: list[_Solved], max_blocs: int, cap: int) -> list[Blocs]:
    """Combine the optima of all parts, up to so many.

    Blocs of different parts have no tie, so they may be apart or together at no cost.
    """
    optima: list[Blocs] = [()]
    for part in parts:
        choices = (_joined(before, blocs, max_blocs) for before in optima for blocs in part.optima)
        optima = list(islice(chain.from_iterable(choices), cap))
    return optima


def _joined(before: Blocs, blocs: Blocs, max_blocs: int) -> Iterator[Blocs]:
    """Yield every way to put blocs beside or into others, at most one into each."""

    def put(index: int, after: list[tuple[int, ...]], free: frozenset[int]) -> Iterator[Blocs]:
        if index == len(blocs):
            yield tuple(after)
            return
        if len(after) < max_blocs:
            yield from put(index + 1, [*after, blocs[index]], free)
        for home in sorted(free):
            grown = [*after[:home], after[home] + blocs[index], *after[home + 1 :]]
            yield from put(index + 1, grown, free - {home})

    return put(0, list(before), frozenset(range(len(before))))


def _ordered(blocs: Blocs, signed: SignedTies) -> Blocs:
    """Put blocs by seats, then by the ids of their members, and members by seats, then by id."""
    rows = [tuple(sorted(bloc)) for bloc in blocs]
    by_id = {node: tuple(sorted(signed.rank[member] for member in node)) for node in rows}
    return tuple(sorted(rows, key=lambda bloc: (-sum(signed.seats[i] for i in bloc), by_id[bloc])))

"""The answers that a picture is of: the graph, and the blocs of its split."""

from collections.abc import Container, Iterable
from itertools import chain
from typing import Any, TypeAlias

import networkx as nx

from coalition.answers.splits.split import Split
from coalition.answers.splits.split import split as split_of
from coalition.doors import refusal
from coalition.errors import Fault, InvalidValue
from coalition.faults import Faults
from coalition.graph.agreement_graph import SignedGraph, agreement_graph
from coalition.model.coalition import Coalition
from coalition.signed.partition import Partition, partition
from coalition.stances.agreement import Agreement, chosen
from coalition.stances.from_positions import Stances, given, matrix_of
from coalition.stances.matrix import StanceMatrix

Source: TypeAlias = "Stances | SignedGraph"


def graph_of(
    source: Source,
    topic: str | None,
    actors: Iterable[str] | None,
    split: Partition | None,
    agreement: Agreement | None,
) -> tuple[SignedGraph, Partition, bool]:
    """Return the agreement graph of a source, its split, and whether chance is taken off.

    The split is the one given, if any. Where chance is taken off, only ties beyond chance are left,
    and none where the split says that nothing is.
    """
    if not isinstance(source, nx.Graph):
        source = given(source, "plot", "a networkx graph")
        matrix = matrix_of(source, topic, actors)
        found, rule = blocs_of(source, matrix, split, agreement)
        graph, chance = beyond_chance(agreement_graph(matrix, agreement=rule), found)
        return graph, found, chance
    why = "a graph is of no topic, and has its actors and ties already"
    refuse(why, topic=topic, actors=actors, agreement=agreement)
    graph, chance = beyond_chance(source, split)
    return graph, partition(graph) if split is None else _fitting(split, graph), chance


def refuse(why: str, **given: object) -> None:
    """Refuse arguments that make no sense here."""
    faults = Faults()
    for name, value in given.items():
        if value is not None:
            faults.note(name, f"must be left out: {why}")
    faults.raise_if_any()


def beyond_chance(graph: SignedGraph, found: Partition | None) -> tuple[SignedGraph, bool]:
    """Return the ties that a split is of, and whether chance is taken off."""
    if not any("p_value" in data for *_, data in graph.edges(data=True)):
        return graph, False
    nothing = isinstance(found, Split) and found.beyond_chance is False

    def seen(one: str, other: str) -> bool:
        return not nothing and bool(graph.edges[one, other]["sign"])

    return nx.subgraph_view(graph, filter_edge=seen), True


def blocs_of(
    source: Coalition | StanceMatrix,
    matrix: StanceMatrix,
    split: Partition | None,
    agreement: Agreement | None,
) -> tuple[Partition, Agreement]:
    """Return the split of a part of a source, and how agreement is counted in it.

    It is the one given, if any, which then also says how agreement is counted.
    """
    own = split.agreement if isinstance(split, Split) else None
    rule = chosen(agreement or own, {}, source, matrix)
    if own not in {None, rule}:
        message = f"is not that of the split ({str(own) or 'the usual one'}); give one of the two"
        raise InvalidValue((Fault("agreement", message),))
    found = split_of(matrix, agreement=rule) if split is None else _fitting(split, matrix.actors)
    return found, rule


def _fitting(split: Partition, actors: Iterable[Any]) -> Partition:
    if not isinstance(split, Partition):
        raise refusal(split, "a split, such as co.split gives", "split")
    of_these(chain(*split.blocs, split.unplaced), {*actors}, "split", "drawn")
    return split


def of_these(names: Iterable[Any], known: Container[Any], place: str, where: str) -> None:
    """Refuse an answer that is of others."""
    for name in names:
        if name not in known:
            raise InvalidValue((Fault(place, f"is of others: {name!r} is not {where}"),))

"""The answers that a picture is of: the graph, and the blocs of its split."""

from collections.abc import Iterable
from itertools import chain
from typing import Any, TypeAlias

import networkx as nx

from coalition.answers.splits.split import split as split_of
from coalition.errors import Fault, InvalidValue, UnknownActor
from coalition.graph.agreement_graph import SignedGraph, agreement_graph
from coalition.model.coalition import Coalition
from coalition.signed.partition import Partition, partition
from coalition.stances.from_positions import matrix_of
from coalition.stances.matrix import StanceMatrix

Source: TypeAlias = "Coalition | StanceMatrix | SignedGraph"


def graph_of(
    source: Source, topic: str | None, actors: Iterable[str] | None, split: Partition | None
) -> tuple[SignedGraph, Partition]:
    """Return the agreement graph of a source, and its split: the one given, if any."""
    if not isinstance(source, nx.Graph):
        matrix = matrix_of(source, topic, actors)
        graph = agreement_graph(matrix)
        return graph, blocs_of(matrix, split)
    if topic is not None:
        raise InvalidValue((Fault("topic", "must be left out: a graph is of no topic"),))
    graph = source
    if actors is not None:
        wanted = list(actors)
        for name in wanted:
            if name not in graph:
                raise UnknownActor(name, tuple(map(str, graph)))
        graph = graph.subgraph(wanted)
    return graph, partition(graph) if split is None else _fitting(split, graph)


def blocs_of(matrix: StanceMatrix, split: Partition | None) -> Partition:
    """Return the split of a matrix: the one given, if any."""
    return split_of(matrix) if split is None else _fitting(split, matrix.actors)


def _fitting(split: Partition, actors: Iterable[Any]) -> Partition:
    known = set(actors)
    for name in chain(*split.blocs, split.unplaced):
        if name not in known:
            raise InvalidValue((Fault("split", f"is of others: {name!r} is not drawn"),))
    return split

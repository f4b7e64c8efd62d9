"""A signed graph in parts: those that networkx finds, too."""

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from coalition.signed._reduction import blocks, united

ACTORS = st.integers(0, 11)
PAIRS = st.tuples(ACTORS, ACTORS).filter(lambda pair: pair[0] < pair[1])


@given(ties=st.dictionaries(PAIRS, st.integers(-2, 2), max_size=25))
def test_parts(ties: dict[tuple[int, int], int]) -> None:
    """The parts are the biconnected ones, each next to one before it, and keep every tie."""
    graph = nx.Graph([pair for pair, weight in ties.items() if weight])
    found = list(blocks(ties))
    parts = [set(actors) for actors, _ in found]
    alone = {frozenset({one}) for pair in ties for one in pair if one not in graph}
    assert {*map(frozenset, parts)} == {*map(frozenset, nx.biconnected_components(graph))} | alone
    kept = {
        (actors[i], actors[j]): weight
        for actors, rows in found
        for i, row in enumerate(rows)
        for j, weight in row.items()
        if i < j
    }
    assert kept == {pair: weight for pair, weight in ties.items() if weight}
    for number, part in enumerate(parts):
        shared = part & set().union(*parts[:number])
        assert len(shared) <= 1


@given(pairs=st.lists(st.tuples(ACTORS, ACTORS)))
def test_classes(pairs: list[tuple[int, int]]) -> None:
    """The classes that pairs make are the connected ones, in order."""
    graph = nx.Graph(pairs)
    graph.add_nodes_from(range(12))
    assert united(12, pairs) == sorted(map(sorted, nx.connected_components(graph)))

"""The tabu search for a better partition."""

import itertools

import networkx as nx
import pytest

from coalition.limits import Watch
from coalition.signed._local_search import good_partitions
from coalition.signed._tabu import tabu
from tests.oracles import frustration, signed
from tests.signed_graphs import dense


@pytest.mark.parametrize("max_blocs", [1, 2, 30])
@pytest.mark.parametrize("factor", [1, 10**30])
def test_each_is_better_than_those_before(max_blocs: int, factor: int) -> None:
    """From all in one bloc, each partition costs less, with as many blocs as allowed at most."""
    graph = dense(30, 0)
    ties = [{j: tie["weight"] * factor for j, tie in graph[i].items()} for i in range(30)]
    watch, costs = Watch(), [frustration(graph, [list(range(30))])]
    with watch.allowing(20_000):
        for home in tabu(ties, [0] * 30, max_blocs, watch):
            blocs = [[i for i in range(30) if home[i] == bloc] for bloc in sorted(set(home))]
            assert len(blocs) <= max_blocs
            costs.append(frustration(graph, blocs))
    assert costs == sorted(set(costs), reverse=True)
    assert (len(costs) > 1) is (max_blocs > 1)


def test_it_leaves_a_local_optimum() -> None:
    """Where moves and chains of moves end, worse partitions lead to a better one."""
    ties = [{j: tie["weight"] for j, tie in dense(80, 0)[i].items()} for i in range(80)]
    found = list(good_partitions(ties, 80, Watch()))

    def gain(home: list[int]) -> int:
        pairs = itertools.combinations(range(80), 2)
        return sum(ties[i][j] for i, j in pairs if home[i] == home[j])

    best = max(found, key=gain)
    watch = Watch()
    with watch.allowing(150_000):
        for home in tabu(ties, best, 80, watch):
            assert gain(home) > gain(best)
            best = home
    assert gain(best) > max(map(gain, found))


def test_one_actor_cannot_move() -> None:
    """With one bloc there is nothing to try, and the search ends by itself."""
    whole = nx.convert_node_labels_to_integers(signed({(0, 1): -1}))
    ties = [{j: tie["weight"] for j, tie in whole[i].items()} for i in whole]
    assert list(tabu(ties, [0, 0], 1, Watch())) == []

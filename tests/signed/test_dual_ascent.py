"""The dual ascent over triangles: a bound in whole numbers, and the pairs that it settles."""

import itertools
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coalition.limits import Watch
from coalition.signed import _dual_ascent
from coalition.signed._dual_ascent import Ascent
from coalition.signed._local_search import good_partitions
from tests.oracles import best_partitions, frustration, signed
from tests.signed_graphs import cluster_editing, voting


def ties_of(graph: Any) -> list[dict[int, int]]:
    whole = nx.convert_node_labels_to_integers(graph, ordering="sorted")
    rows = (whole[i] for i in range(len(whole)))
    return [{j: tie["weight"] for j, tie in row.items() if tie["weight"]} for row in rows]


def started(ties: list[dict[int, int]], max_blocs: int) -> tuple[list[int], int, int]:
    """Return a good partition, its cost, and the sum of the negative ties."""
    pairs = [(i, j, w) for i, row in enumerate(ties) for j, w in row.items() if i < j]

    def cost(home: list[int]) -> int:
        return sum(abs(w) for i, j, w in pairs if (home[i] == home[j]) == (w < 0))

    home = min(good_partitions(ties, max_blocs, Watch()), key=cost)
    return home, cost(home), -sum(w for *_, w in pairs if w < 0)


@st.composite
def graphs(draw: st.DrawFn) -> Any:
    """Return a graph of three to six actors, some ties missing, weights of any size."""
    pairs = list(itertools.combinations(range(draw(st.integers(3, 6))), 2))
    most = draw(st.sampled_from([1, 9, 10**9, 10**30]))
    kept = draw(st.lists(st.sampled_from(pairs), unique=True, min_size=2))
    return signed({pair: draw(st.integers(-most, most)) for pair in kept})


@settings(deadline=None, max_examples=40)
@given(graphs(), st.sampled_from([None, 2]), st.integers(1, 12))
def test_property_bound_and_settled_pairs(graph: Any, max_blocs: int | None, rounds: int) -> None:
    """After any number of rounds the bound holds, and every optimum has the settled pairs."""
    least, optima, _ = best_partitions(graph, max_blocs)
    ties, nodes = ties_of(graph), sorted(graph)
    home, cost, negative = started(ties, max_blocs or len(ties))
    ascent = Ascent(ties, two=max_blocs == 2)
    bounds = [ascent.bound() + negative]
    for _ in range(rounds):
        ascent.ascend(home, cost - negative, Watch())
        bounds.append(ascent.bound() + negative)
    assert bounds == sorted(bounds)
    assert bounds[-1] <= least
    together, apart = ascent.settled(cost - negative)
    for blocs in optima:
        of = {node: bloc for bloc in blocs for node in bloc}
        assert all(of[nodes[i]] is of[nodes[j]] for i, j in together)
        assert all(of[nodes[i]] is not of[nodes[j]] for i, j in apart)


@pytest.mark.no_cover
@pytest.mark.parametrize("two", [False, True])
def test_compiled_steps_do_the_same(two: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compiled or not, the ascent comes to the same multipliers, costs and bound."""
    pytest.importorskip("numba")
    ties = ties_of(cluster_editing(24, 0, 0.3))
    home, cost, negative = started(ties, 2 if two else 24)
    ends = []
    for long in (10**9, -1):
        monkeypatch.setattr(_dual_ascent, "_LONG", long)
        ascent = Ascent(ties, two=two)
        for _ in range(6):
            ascent.ascend(home, cost - negative, Watch())
        ends.append((ascent.floor, ascent.prices.tolist(), ascent.costs.tolist(), ascent.moved))
    (*plain, numpys), (*compiled, numbas) = ends
    assert plain == compiled
    assert numpys is not numbas


def test_noisy_voters_are_proven() -> None:
    """Forty actors whose votes are full of noise: the bound reaches the cost of the best."""
    graph = voting(40, 1, 0.25)
    ties = ties_of(graph)
    home, cost, negative = started(ties, len(ties))
    ascent = Ascent(ties, two=False)
    while ascent.bound() + negative < cost and ascent.ascend(home, cost - negative, Watch()):
        pass
    assert ascent.bound() + negative == cost
    blocs = [[i for i in range(40) if home[i] == bloc] for bloc in sorted(set(home))]
    assert frustration(graph, blocs) == cost

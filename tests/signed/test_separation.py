"""Cutting planes hold for every partition, and those that a solution violates are found."""

import itertools
import random
from collections.abc import Iterator, Sequence
from typing import Any

import networkx as nx
import numpy as np
import pytest

import coalition as co
from coalition.limits import OutOfWork, Watch
from coalition.signed import _cutting_planes, _part
from coalition.signed._cutting_planes import Program
from coalition.signed._separation import (
    Cut,
    Floats,
    circles,
    spread,
    triangles,
    two_partitions,
)
from tests.oracles import best_partitions
from tests.signed_graphs import cluster_editing, dense, sparse

SIZE = 7
PAIRS = list(itertools.combinations(range(SIZE), 2))
AT = np.zeros((SIZE, SIZE), dtype=np.int64)
for _place, _pair in enumerate(PAIRS):
    AT[_pair] = AT[_pair[::-1]] = _place


def partitions(most: int) -> Iterator[list[int]]:
    """Yield the homes of seven actors in every partition into so many blocs."""
    stack = [[0]]
    while stack:
        home = stack.pop()
        if len(home) == SIZE:
            yield home
        else:
            stack += [[*home, bloc] for bloc in range(min(max(home) + 2, most))]


def left(cut: Cut, values: Sequence[float]) -> float:
    """Return how much the cut pairs are more than they have to be."""
    others, odd = (sum(values[at] for at in pairs) for pairs in (cut.others, cut.odd))
    return others - odd - cut.least


def solutions() -> Iterator[tuple[Floats, Floats]]:
    """Yield solutions by chance, as a list and as a matrix, most of them no mean of partitions."""
    chance = random.Random("solutions")
    for _ in range(30):
        values = np.array([chance.choice([0, 0.25, 0.5, 0.75, 1, 1]) for _ in PAIRS])
        apart = np.zeros((SIZE, SIZE))
        for pair, value in zip(PAIRS, values, strict=True):
            apart[pair] = apart[pair[::-1]] = value
        yield values, apart


@pytest.mark.parametrize("two", [False, True])
@pytest.mark.parametrize("family", [triangles, two_partitions, circles])
def test_cuts_hold_for_every_partition_and_are_violated(family: object, two: bool) -> None:
    """No partition violates a cut, some are at its limit, and the solution violates it."""
    possible = [
        [float(home[i] != home[j]) for i, j in PAIRS] for home in partitions(2 if two else SIZE)
    ]
    met = 0
    for values, apart in solutions():
        if family is circles:
            found = circles(values, PAIRS, SIZE, Watch(), two=two)
        elif family is triangles:
            found = triangles(apart, AT, Watch(), two=two)
        else:
            found = two_partitions(apart, AT, Watch(), two=two)
        for cut in found:
            assert min(left(cut, partition) for partition in possible) == 0
            assert left(cut, values.tolist()) < 0
        met += len(found)
    assert met > 30


@pytest.mark.parametrize("two", [False, True])
def test_every_violated_triangle_shows(two: bool) -> None:
    """A solution without a violated triangle has none by any three actors."""
    for _, apart in solutions():
        worst = min(
            min(
                apart[a, b] + apart[b, c] - apart[a, c],
                2 - two * (apart[a, b] + apart[b, c] + apart[a, c]),
            )
            for a, b, c in itertools.permutations(range(SIZE), 3)
        )
        assert bool(triangles(apart, AT, Watch(), two=two)) is bool(worst < 0)


@pytest.mark.no_cover
@pytest.mark.parametrize("two", [False, True])
def test_the_most_violated_circle_is_found(two: bool) -> None:
    """Of all circles of a sparse graph, each with the ties that may be odd, none is worse."""
    chance = random.Random(f"circles {two}")
    for name in range(10):
        graph = sparse(8, name)
        pairs = sorted((min(pair), max(pair)) for pair in graph.edges)
        place = {pair: at for at, pair in enumerate(pairs)}
        values = [chance.choice([0, 0.1, 0.3, 0.5, 0.8, 1]) for _ in pairs]
        worst = 0.0
        for nodes in nx.simple_cycles(graph):
            ring = [place[min(p), max(p)] for p in itertools.pairwise([*nodes, nodes[0]])]
            for number in range(1, len(ring) + 1 if two else 2, 2):
                for odd in itertools.combinations(ring, number):
                    cut = Cut(odd, tuple(at for at in ring if at not in odd), 1 - number)
                    worst = min(worst, left(cut, values))
        found = circles(np.array(values), pairs, 8, Watch(), two=two)
        assert min((left(cut, values) for cut in found), default=0) == pytest.approx(worst)


def test_one_actor_and_its_friends_who_are_apart() -> None:
    """One actor half together with three who are apart violates no triangle, but two sets."""
    apart = 1 - np.eye(SIZE)
    apart[0, 1:4] = apart[1:4, 0] = 0.5
    assert not triangles(apart, AT, Watch(), two=False)
    found = two_partitions(apart, AT, Watch(), two=False)
    star = {int(AT[0, other]) for other in (1, 2, 3)}
    assert any({*cut.others} == star and len(cut.odd) == 3 for cut in found)


def test_few_new_cuts_share_a_pair() -> None:
    """Of cuts that have a pair in common, only the most violated are added."""
    cuts = {Cut((0,), (at, at + 1), 0): float(at) for at in range(1, 30)}
    kept = spread(cuts)
    assert [cuts[cut] for cut in kept] == [float(at) for at in range(29, 21, -1)]


def test_two_sets_bound_cluster_editing_better_than_triangles(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where triangles leave a gap, sets of actors prove more at the root."""
    bounds: list[int] = []
    bound = Program._bound

    def noted(self: Program, fixed: dict[int, int], rounds: int | None) -> Any:
        bounds.append(bound(self, fixed, rounds)[0])
        raise OutOfWork

    monkeypatch.setattr(Program, "_bound", noted)
    monkeypatch.setattr(_part, "_SEARCH", 0)
    co.partition(cluster_editing(24, 0, 0.25), solver=True)
    monkeypatch.setattr(_cutting_planes, "two_partitions", lambda *_, **__: {})
    co.partition(cluster_editing(24, 0, 0.25), solver=True)
    assert bounds[0] > bounds[-1]


@pytest.mark.no_cover
@pytest.mark.parametrize("max_blocs", [None, 2])
@pytest.mark.parametrize("graph", [dense(8, 5), sparse(9, 5)])
def test_by_the_interior_point_method(
    graph: Any, max_blocs: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the method for large programs proves of small graphs is what brute force finds."""
    monkeypatch.setattr(_cutting_planes, "_INTERIOR", 0)
    monkeypatch.setattr(_part, "_SMALL", 0)
    found = co.partition(graph, max_blocs=max_blocs, solver=True)
    assert (found.cost, found.lower_bound) == (best_partitions(graph, max_blocs)[0],) * 2

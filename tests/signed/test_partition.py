"""The partition is exact: checked against brute force, published results and hand-worked cases."""

import itertools
import random
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import networkx as nx
import pytest

import coalition as co
from tests.oracles import best_partitions, partitions, signed
from tests.signed_graphs import assert_exact, sets, tribes

FIVE = list(itertools.combinations(range(5), 2))


def five_nodes() -> Iterator[tuple[int, ...]]:
    """Yield the signs of every signed graph of five nodes, in up to two of its 120 namings."""
    chance = random.Random("namings")
    places = {pair: place for place, pair in enumerate(FIVE)}
    namings = [
        [places[min(p[u], p[v]), max(p[u], p[v])] for u, v in FIVE]
        for p in itertools.permutations(range(5))
    ]
    seen: set[tuple[int, ...]] = set()
    for signs in itertools.product((-1, 0, 1), repeat=len(FIVE)):
        if signs not in seen:
            named = {tuple(signs[place] for place in naming) for naming in namings}
            seen |= named
            yield from chance.sample(sorted(named), min(2, len(named)))


@pytest.mark.no_cover  # what it covers is covered elsewhere
def test_all_signed_graphs_of_five_nodes() -> None:
    """On every signed graph of five nodes, but for names, cost, optima and margin are right."""
    kept = {  # of every set of placed nodes: its partitions, and which pairs each keeps together
        placed: [
            (
                frozenset(map(frozenset, blocs)),
                [any({u, v} <= set(bloc) for bloc in blocs) for u, v in FIVE],
            )
            for blocs in partitions(list(placed))
        ]
        for size in range(6)
        for placed in itertools.combinations(range(5), size)
    }
    for signs in five_nodes():
        ties = {pair: sign for pair, sign in zip(FIVE, signs, strict=True) if sign}
        placed = tuple(sorted(set(itertools.chain(*ties))))
        costs: dict[int, set[frozenset[frozenset[int]]]] = {}
        for blocs, together in kept[placed]:
            cost = sum(s != 0 and (s > 0) != t for s, t in zip(signs, together, strict=True))
            costs.setdefault(cost, set()).add(blocs)
        least, *more = sorted(costs)
        found = co.partition(signed(ties, range(5)))
        assert found.cost == least
        assert sets(found.optima) == costs[least]
        assert found.margin == (more[0] - least if more else None)
        assert found.unplaced == tuple(node for node in range(5) if node not in placed)


@pytest.mark.no_cover
@pytest.mark.parametrize("max_blocs", [None, 1, 2, 3, 4])
def test_random_weighted_graphs(max_blocs: int | None) -> None:
    """On random graphs of up to eight nodes with weights of many kinds, brute force agrees."""
    chance = random.Random(f"weights {max_blocs}")
    third = Fraction(1, 3)
    kinds: list[list[Any]] = [
        [-1, 1],
        [-2, -1, 0, 1, 2],
        list(range(-9, 10)),
        [third, -third, 2 * third, -1, Fraction(1, 2)],
    ]
    for _ in range(100):
        size, density = chance.randint(1, 7), chance.random()
        values = chance.choice(kinds)
        ties = {
            pair: chance.choice(values)
            for pair in itertools.combinations(range(size), 2)
            if chance.random() < density
        }
        assert_exact(signed(ties, range(size)), max_blocs)
    for _ in range(2):
        pairs = itertools.combinations(range(8), 2)
        values = chance.choice(kinds)
        assert_exact(signed({pair: chance.choice(values) for pair in pairs}), max_blocs)


@pytest.mark.no_cover
@pytest.mark.parametrize("max_blocs", [None, 2, 3])
def test_equal_actors(max_blocs: int | None) -> None:
    """Merging equal actors loses no optimum, and not the margin, which may lie in parting them."""
    chance = random.Random(f"equals {max_blocs}")
    for _ in range(75):
        size = chance.randint(2, 5)
        ties = {pair: chance.randint(-4, 4) for pair in itertools.combinations(range(size), 2)}
        graph = signed(ties)
        for twin in range(size, size + chance.randint(1, 2)):
            model = chance.randrange(twin)
            for other, data in list(graph[model].items()):
                graph.add_edge(twin, other, weight=data["weight"])
            graph.add_edge(twin, model, weight=chance.randint(0, 3))
        assert_exact(graph, max_blocs)


def test_highland_tribes_in_two_blocs() -> None:
    """Read's tribes: frustration index 7 with two blocs, one optimum (Aref & Wilson 2019)."""
    found = co.partition(tribes(), max_blocs=2)
    few = {"Gavev", "Kotun", "Nagad", "Gama"}
    assert (found.cost, found.lower_bound, found.complete) == (7, 7, True)
    assert sets(found.optima) == {frozenset({frozenset(few), frozenset(tribes()) - few})}


def test_highland_tribes_in_any_number_of_blocs() -> None:
    """Read's tribes: criterion 2 with three blocs, one optimum (Doreian & Mrvar 1996)."""
    found = co.partition(tribes())
    assert found.cost == 2
    assert sets(found.optima) == sets(
        [
            (
                {"Gavev", "Kotun", "Nagad", "Gama"},
                {"Ove", "Alika", "Gahuk", "Masil", "Ukudz", "Geham", "Asaro"},
                {"Nagam", "Notoh", "Kohik", "Uheto", "Seuve"},
            )
        ]
    )


@pytest.mark.parametrize("size", range(2, 9))
def test_all_enemies(size: int) -> None:
    """A complete graph of enemies: everyone alone costs 0, two blocs cost the pairs within them."""
    graph: Any = nx.complete_graph(size)
    graph.add_edges_from(list(graph.edges), sign=-1)
    small, large = size // 2, size - size // 2
    within = small * (small - 1) // 2 + large * (large - 1) // 2
    assert co.partition(graph).blocs == tuple((node,) for node in range(size))
    assert co.partition(graph).cost == 0
    assert co.partition(graph, max_blocs=2).cost == within


@pytest.mark.parametrize("size", [20, 150])
def test_all_friends(size: int) -> None:
    """A complete graph of friends is one bloc, of any size; parting one member is the next best."""
    graph: Any = nx.complete_graph(size)
    graph.add_edges_from(list(graph.edges), sign=1)
    found = co.partition(graph)
    assert (found.blocs, found.cost, found.margin) == ((tuple(range(size)),), 0, size - 1)


def test_social_graph_of_the_dwave_manual() -> None:
    """Alice and Bob like each other, neither likes Eve; Ted, who likes all, clashes over Eve only.

    The example of dwave_networkx, `structural_imbalance`.
    """
    graph = signed({("Alice", "Bob"): 1, ("Alice", "Eve"): -1, ("Bob", "Eve"): -1})
    assert co.partition(graph, max_blocs=2).cost == 0
    graph.add_weighted_edges_from([("Ted", other, 1) for other in ("Alice", "Bob", "Eve")])
    found = co.partition(graph, max_blocs=2)
    assert (found.blocs, found.cost) == ((("Alice", "Bob", "Ted"), ("Eve",)), 1)


def test_weights_that_floats_cannot_hold_are_tied_exactly() -> None:
    """0.1 + 0.2 and three thirds are what they are meant to be, as floats and as fractions."""
    tenths = {("a", "b"): 0.3, ("a", "c"): -0.1, ("b", "c"): 0.1, ("c", "d"): 0.2, ("b", "d"): -0.2}
    exact = {pair: Fraction(str(weight)) for pair, weight in tenths.items()}
    floats, fractions = co.partition(signed(tenths)), co.partition(signed(exact))
    assert floats.optima == fractions.optima
    assert sets(floats.optima) == best_partitions(signed(exact))[1]
    square = {("a", "b"): 1, ("a", "c"): 1 / 3, ("c", "b"): -1 / 3}
    assert co.partition(signed(square)).cost == 1 / 3
    assert len(co.partition(signed(square)).optima) == 2


def test_cost_is_of_the_kind_of_the_weights() -> None:
    """Whole weights give whole costs, fractions give fractions, floats the nearest float."""
    ties: dict[Any, Any] = {("a", "b"): 1, ("b", "c"): 1, ("a", "c"): -1}
    kinds = {int: 1, Fraction: Fraction(1, 3), float: 0.1}
    for kind, unit in kinds.items():
        cost = co.partition(signed({pair: unit * tie for pair, tie in ties.items()})).cost
        assert (type(cost), cost) == (kind, unit)


def test_very_many_optima_are_cut_at_a_stated_number() -> None:
    """A hub without a friend leaves its 19 foes free: more optima than are listed."""
    graph = signed({("hub", f"foe{n:02}"): -1 for n in range(19)})
    found = co.partition(graph, max_optima=50)
    assert (len(found.optima), found.complete, found.cost, found.margin) == (50, False, 0, 1)
    assert str(found).endswith("(frustration 0, as good as 49 or more others)")
    assert all(("hub",) in blocs for blocs in found.optima)


def test_parts_that_do_not_hang_together_may_be_joined_or_not() -> None:
    """Two pairs of friends without a tie between them: two optima, the finer one first."""
    found = co.partition(signed({("a", "b"): 1, ("c", "d"): 1}))
    assert found.optima == ((("a", "b"), ("c", "d")), (("a", "b", "c", "d"),))
    assert (found.blocs, found.margin) == ((("a", "b"), ("c", "d")), 1)
    assert str(found) == "a and b against c and d (frustration 0, as good as 1 other)"


def test_ambivalent_tie_places_its_actors() -> None:
    """A tie of weight 0 is a tie: its actors are placed, together or apart, at no cost."""
    graph: Any = nx.Graph()
    graph.add_edge("a", "b", sign=0, weight=0)
    graph.add_node("c")
    found = co.partition(graph)
    assert (found.optima, found.unplaced) == (((("a",), ("b",)), (("a", "b"),)), ("c",))
    assert found.margin is None


def test_nothing_to_place() -> None:
    """A graph without ties has one partition, the empty one."""
    graph: Any = nx.Graph()
    graph.add_nodes_from("ab")
    found = co.partition(graph)
    assert (found.blocs, found.optima, found.unplaced) == ((), ((),), ("a", "b"))
    assert (found.cost, found.margin, str(found)) == (0, None, "nobody placed (frustration 0)")
    assert co.balance(graph).normalized is None
    assert co.balance(graph).triangle_index is None


def test_twenty_actors_are_solved() -> None:
    """Twenty random actors are within reach; no single move improves on what is found."""
    chance = random.Random(20)
    pairs = list(itertools.combinations(range(20), 2))
    weights = {pair: chance.choice([-1, 1]) for pair in pairs}
    found = co.partition(signed(weights))
    home = {node: index for index, bloc in enumerate(found.blocs) for node in bloc}

    def cost() -> int:
        return sum((w > 0) != (home[u] == home[v]) for (u, v), w in weights.items())

    assert found.cost == cost()
    for node, bloc in itertools.product(range(20), range(len(found.blocs) + 1)):
        kept, home[node] = home[node], bloc
        assert cost() >= found.cost
        home[node] = kept


@pytest.mark.parametrize("limits", [{"max_blocs": 0}, {"max_blocs": 1.5}, {"max_optima": True}])
def test_limits_must_be_whole_and_positive(limits: Any) -> None:
    """The number of blocs, and of optima to list, is at least 1."""
    with pytest.raises(co.InvalidValue, match="whole number of at least 1"):
        co.partition(signed({("a", "b"): 1}), **limits)

"""Signed graphs that several tests are about, and what is true of a partition of any."""

import itertools
import random
from typing import Any

import networkx as nx

import coalition as co
from tests.oracles import best_partitions, signed

__all__ = [
    "assert_exact",
    "cluster_editing",
    "dense",
    "sets",
    "sparse",
    "tribes",
    "voting",
]


# Read (1954), Cultures of the Central Highlands, New Guinea, Southwestern Journal of Anthropology
# 10; edges as in the R package signnet. 29 alliances and 29 enmities among 16 tribes.
ALLIES = """
Gavev-Kotun Gavev-Nagad Gavev-Gama Kotun-Nagad Kotun-Gama Ove-Alika Ove-Gahuk Ove-Masil Ove-Ukudz
Alika-Ukudz Nagam-Masil Nagam-Notoh Nagam-Seuve Gahuk-Masil Gahuk-Ukudz Gahuk-Geham Gahuk-Asaro
Masil-Ukudz Masil-Geham Masil-Asaro Masil-Uheto Ukudz-Geham Ukudz-Asaro Notoh-Kohik Notoh-Uheto
Kohik-Uheto Geham-Asaro Uheto-Seuve Nagad-Gama
"""


ENEMIES = """
Gavev-Ove Gavev-Alika Gavev-Nagam Gavev-Gahuk Gavev-Asaro Kotun-Ove Kotun-Nagam Kotun-Gahuk
Kotun-Notoh Kotun-Kohik Nagam-Nagad Nagam-Gama Gahuk-Notoh Gahuk-Uheto Gahuk-Gama Ukudz-Seuve
Notoh-Geham Notoh-Nagad Kohik-Geham Kohik-Nagad Geham-Uheto Geham-Nagad Geham-Gama Asaro-Seuve
Asaro-Nagad Asaro-Gama Uheto-Nagad Uheto-Gama Seuve-Gama
"""


def tribes() -> Any:
    graph: Any = nx.Graph()
    for sign, edges in ((1, ALLIES), (-1, ENEMIES)):
        graph.add_edges_from((edge.split("-") for edge in edges.split()), sign=sign)
    return graph


def sets(optima: Any) -> set[frozenset[frozenset[Any]]]:
    return {frozenset(map(frozenset, blocs)) for blocs in optima}


def assert_pairs(found: co.Partition, optima: set[frozenset[frozenset[Any]]]) -> None:
    """Compare who is together, and apart, with what all optima have in common."""
    nodes = sorted(set().union(*next(iter(optima))))
    homes = [{node: bloc for bloc in blocs for node in bloc} for blocs in optima]
    same = {
        (u, v): [home[u] is home[v] for home in homes] for u, v in itertools.combinations(nodes, 2)
    }
    assert set(found.together) == {pair for pair, together in same.items() if all(together)}
    assert set(found.apart) == {pair for pair, together in same.items() if not any(together)}


def assert_exact(graph: Any, max_blocs: int | None) -> None:
    """Compare cost, optima and margin with those of brute force."""
    found = co.partition(graph, max_blocs=max_blocs, max_optima=10_000)
    cost, optima, margin = best_partitions(graph, max_blocs)
    assert (found.cost, found.margin) == (cost, margin)
    assert sets(found.optima) == optima
    assert len(found.optima) == len(optima)
    assert found.complete
    assert found.blocs == found.optima[0]
    assert (found.lower_bound, found.optimal, found.gap) == (found.cost, True, 0)
    assert found.stopped is None
    assert_pairs(found, optima)


def dense(size: int, name: object) -> Any:
    """Return a complete graph of random signs."""
    chance = random.Random(f"dense {size} {name}")
    return signed({pair: chance.choice([-1, 1]) for pair in itertools.combinations(range(size), 2)})


def sparse(size: int, name: object) -> Any:
    """Return a graph of five random ties for every two actors, of random signs."""
    chance = random.Random(f"sparse {size} {name}")
    pairs = chance.sample(list(itertools.combinations(range(size), 2)), 5 * size // 2)
    return signed({pair: chance.choice([-1, 1]) for pair in pairs}, range(size))


def voting(size: int, name: object, noise: float) -> Any:
    """Return the agreement of actors in three blocs who vote with their bloc but for some noise."""
    chance = random.Random(f"voting {size} {name}")
    votes = []
    for _ in range(30):
        lines = [chance.choice([-1, 1]) for _ in range(3)]
        votes.append([lines[i % 3] * (-1 if chance.random() < noise else 1) for i in range(size)])
    pairs = itertools.combinations(range(size), 2)
    return signed({(i, j): sum(vote[i] * vote[j] for vote in votes) for i, j in pairs})


def cluster_editing(size: int, name: object, flipped: float) -> Any:
    """Return disjoint groups, 1 within and -1 across, some of the signs turned by chance."""
    chance = random.Random(f"cluster editing {size} {name}")
    home = [chance.randrange(size // 8) for _ in range(size)]
    return signed(
        {
            (i, j): (1 if home[i] == home[j] else -1) * (-1 if chance.random() < flipped else 1)
            for i, j in itertools.combinations(range(size), 2)
        }
    )

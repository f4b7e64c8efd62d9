"""Large and awkward graphs: work grows with their size and no faster, and limits hold."""

import itertools
import pickle
import random
from functools import partial
from importlib.util import find_spec
from types import SimpleNamespace
from typing import Any

import networkx as nx
import pytest

import coalition as co
from coalition import limits
from coalition.limits import OutOfWork, Watch
from coalition.signed import _branch_and_bound, _cutting_planes, _part, partition
from coalition.signed._branch_and_bound import RussianDolls
from coalition.signed._local_search import labels
from tests.interrupts import lines_of
from tests.oracles import signed
from tests.signed_graphs import dense

SHAPES = ["star", "path", "pairs", "cycle", "grid", "tree"]


def shaped(shape: str, size: int, sign: int = 0) -> Any:
    """Return a graph of a shape, its ties of one sign, or of either."""
    chance = random.Random(f"{shape} {size}")
    side = int(size**0.5)
    shapes: dict[str, Any] = {
        "star": lambda: ((0, at) for at in range(1, size + 1)),
        "path": lambda: ((at, at + 1) for at in range(size)),
        "pairs": lambda: ((at, at + 1) for at in range(0, size, 2)),
        "cycle": lambda: ((at, (at + 1) % size) for at in range(size)),
        "grid": lambda: nx.convert_node_labels_to_integers(nx.grid_2d_graph(side, side)).edges,
        "tree": lambda: (((at - 1) // 2, at) for at in range(1, size)),
    }
    return signed({pair: sign or chance.choice([-1, 1]) for pair in shapes[shape]()})


@pytest.mark.no_cover
@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_with_the_graph(shape: str) -> None:
    """Of a graph ten times as large, ten times as much is read, and put together."""
    small, large = (
        lines_of(partial(co.partition, shaped(shape, size), max_optima=2, time_limit=0))
        for size in (100, 900)
    )
    assert large < 12 * small


@pytest.mark.parametrize(("shape", "cost"), [("star", 0), ("path", 0), ("tree", 0)])
def test_trees_are_solved_at_once(shape: str, cost: int) -> None:
    """Every tie of a tree can be kept to, without a search; they all weigh the same."""
    found = co.partition(shaped(shape, 1500), max_optima=1, time_limit=0)
    assert (found.cost, found.optimal, found.margin) == (cost, True, 1)


def test_thousands_of_blocs_are_put_together() -> None:
    """A circle of foes is one bloc each, at no cost; there is no end of optima."""
    found = co.partition(shaped("cycle", 1200, sign=-1), max_optima=1, time_limit=0)
    assert (found.cost, len(found.blocs), found.complete) == (0, 1200, False)


def test_no_linear_program_makes_all_pairs_of_a_sparse_graph(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A ring has a variable for each tie and no other; of too many actors there is no program."""
    monkeypatch.setattr(_cutting_planes, "combinations", None)
    graph = shaped("cycle", 60, sign=-1)
    graph.edges[0, 1]["weight"] = 1
    assert co.partition(graph, max_blocs=2, solver=True).optimal
    monkeypatch.setattr(_part, "_LONGEST", 59)
    monkeypatch.setattr(_cutting_planes, "Program", None)
    assert co.partition(graph, max_blocs=2, solver=True).optimal


def test_a_graph_beyond_all_steps_is_left_before_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where more work is of no use, the answer is there before the time limit."""
    for name in ("_LARGEST", "_DEEPEST", "_WIDEST"):
        monkeypatch.setattr(_part, name, 9)
    found = co.partition(dense(12, 0), time_limit=1000)
    assert (found.stopped, found.optimal) == ("work", False)


def test_one_tie_alone() -> None:
    """Friends are together and foes apart, but for one bloc, where foes cost their tie."""
    found = [
        (found.blocs, found.cost, found.margin)
        for sign, most in [(2, None), (-2, 2), (2, 1), (-2, 1)]
        for found in [co.partition(signed({("a", "b"): sign}), max_blocs=most)]
    ]
    both, each = (("a", "b"),), (("a",), ("b",))
    assert found == [(both, 0, 2), (each, 0, 2), (both, 0, None), (both, 2, None)]


@pytest.mark.parametrize("shape", [*SHAPES, "triangles", "clique"])
def test_nothing_is_searched_after_the_time_is_over(
    shape: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The clock is looked at again and again, and at most twice when the time is over."""
    clock = itertools.count()
    monkeypatch.setattr(limits, "time", SimpleNamespace(monotonic=lambda: float(next(clock))))
    if shape == "triangles":
        graph = nx.disjoint_union_all([dense(3, name) for name in range(60)])
    else:
        graph = dense(40, 0) if shape == "clique" else shaped(shape, 400)
    found = co.partition(graph, time_limit=20)
    assert found.stopped == "time" or found.complete
    assert next(clock) <= 20 + 4


def test_the_optima_that_are_listed_are_no_longer_than_can_be_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of a large graph fewer optima are listed, at least one, and the answer says so."""
    graph = shaped("star", 20, sign=-1)
    for places, listed in ((100, 4), (1, 1)):
        monkeypatch.setattr(partition, "_PLACES", places)
        found = co.partition(graph)
        assert (len(found.optima), found.complete, found.optimal) == (listed, False, True)


@pytest.mark.parametrize("max_optima", [1, 1000])
def test_pairs_that_are_not_kept_are_the_same(
    max_optima: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pairs of a large graph are made when they are looked at, and are no others."""
    graph = shaped("tree", 7)
    kept = co.partition(graph, max_optima=max_optima)
    monkeypatch.setattr(partition, "_KEPT", 0)
    made = co.partition(graph, max_optima=max_optima)
    assert kept.together
    assert (made, hash(made.together)) == (kept, hash(kept.together))
    assert (len(made.apart), list(made.apart)) == (len(kept.apart), list(kept.apart))
    assert made.together[0] == kept.together[0]
    assert made.together != ()
    assert pickle.loads(pickle.dumps(made)) == kept  # noqa: S301 - its own
    assert co.to_data(made) == co.to_data(kept)


def searches(weights: list[list[int]], max_blocs: int, watch: Watch) -> Any:
    """Return all that the search for a matrix finds."""
    search = RussianDolls(weights, max_blocs, [0] * len(weights), watch)
    home = search.solve(lambda _: None)
    return search.bounds, home, search.optima(1000), search.second(labels(home))


@pytest.mark.no_cover
def test_the_compiled_search_finds_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compiled or not, the search finds the same optima, bounds and margin, in the same order."""
    pytest.importorskip("numba")
    chance = random.Random("compiled")
    for _ in range(40):
        size = chance.randint(1, 7)
        values = chance.choice([[-1, 1], [-1, 0, 0, 1], range(-9, 10), [-(10**12), 1, 10**12]])
        weights = [[0] * size for _ in range(size)]
        for one, other in itertools.combinations(range(size), 2):
            weights[one][other] = weights[other][one] = chance.choice(values)
        most = chance.choice([2, 3, size])
        monkeypatch.setattr(_branch_and_bound, "_LONG", 10**9)
        plain = searches(weights, most, Watch())
        monkeypatch.setattr(_branch_and_bound, "_LONG", -1)
        assert searches(weights, most, Watch()) == plain


def test_the_compiled_search_can_be_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    """The compiled search spends what is allowed, and stops there."""
    pytest.importorskip("numba")
    monkeypatch.setattr(_branch_and_bound, "_LONG", -1)
    monkeypatch.setattr(_branch_and_bound, "_NEARLY", 40)
    graph = dense(40, 0)
    weights = [[graph.get_edge_data(i, j, {"weight": 0})["weight"] for j in graph] for i in graph]
    watch = Watch()
    watch.left = 20_000
    with pytest.raises(OutOfWork):
        searches(weights, 40, watch)


def test_it_is_not_compiled_where_64_bits_or_the_time_are_too_little() -> None:
    """Too large weights, a limit that compiling would miss, and a far end keep it in Python."""

    def long(weight: int, limit: float | None, first: int = 0) -> bool:
        search = RussianDolls([[0, weight], [weight, 0]], 2, [0, 0], Watch(limit))
        search.worked = 10**9
        return search._is_long(first)

    assert long(1, None) is (find_spec("numba") is not None)
    assert not long(2**60, None)
    assert not long(1, 5)
    assert not long(1, None, first=11)

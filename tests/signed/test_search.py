"""Graphs of any size: proven where the work allows it, and never said to be where it does not."""

import itertools
import random
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from types import SimpleNamespace
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coalition as co
from coalition import limits
from coalition.limits import Watch
from coalition.signed import _branch_and_bound, _cutting_planes, _part, _plan
from coalition.signed._local_search import good_partitions
from coalition.signed._lower_bound import packing_bound
from coalition.signed._reduction import contradictory, fixed_by_one_tie
from tests.oracles import best_partitions, frustration, least_by_program, signed
from tests.signed_graphs import assert_exact, dense, sets, sparse, tribes, voting


@contextmanager
def allowing(**values: int) -> Iterator[None]:
    """Let the search do less, or go other ways, than it would."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in values.items():
            patch.setattr(_branch_and_bound if name == "_PACE" else _part, name, value)
        yield


def after_cuts(number: int, act: Callable[[], object], patch: pytest.MonkeyPatch) -> None:
    """Do something when cuts are added to a linear program for the so-manieth time."""
    turns = itertools.count(1)
    add = _cutting_planes.Program._add

    def added(self: Any, cuts: Any) -> None:
        add(self, cuts)
        if next(turns) == number:
            act()

    patch.setattr(_cutting_planes.Program, "_add", added)


@st.composite
def graphs(draw: st.DrawFn, size: int = 7) -> Any:
    """Return a graph of up to so many actors, some ties missing, weights small or large."""
    pairs = list(itertools.combinations(range(draw(st.integers(2, size))), 2))
    weight = draw(
        st.sampled_from([st.integers(-1, 1), st.integers(-9, 9), st.integers(-(10**9), 10**9)])
    )
    kept = draw(st.lists(st.sampled_from(pairs), unique=True, min_size=1))
    return signed({pair: draw(weight) for pair in kept})


@pytest.mark.no_cover
@pytest.mark.parametrize("max_blocs", [None, 2])
@pytest.mark.parametrize(
    "graph",
    [
        *(pytest.param(dense(size, 1), id=f"dense {size}") for size in (10, 13)),
        *(pytest.param(sparse(size, 1), id=f"sparse {size}") for size in (14, 20, 25)),
        *(pytest.param(voting(size, 1, 0.2), id=f"voting {size}") for size in (15, 22, 30)),
    ],
)
def test_an_integer_program_agrees(graph: Any, max_blocs: int | None) -> None:
    """From 10 to 30 actors, the least frustration is that of a program written independently."""
    least = least_by_program(graph, two=max_blocs == 2)
    for solver in (False, True):
        found = co.partition(graph, max_blocs=max_blocs, solver=solver)
        assert (found.cost, found.lower_bound, found.optimal) == (least, least, True)
        assert frustration(graph, [list(bloc) for bloc in found.blocs]) == least


@pytest.mark.no_cover
@pytest.mark.parametrize("max_blocs", [None, 2, 3])
def test_nine_actors(max_blocs: int | None) -> None:
    """With nine actors and weights, brute force agrees on cost, optima, margin and pairs."""
    chance = random.Random(f"nine {max_blocs}")
    pairs = itertools.combinations(range(9), 2)
    assert_exact(signed({pair: chance.randint(-2, 2) for pair in pairs}), max_blocs)


@settings(deadline=None)
@given(graphs(), st.sampled_from([None, 2, 3]))
def test_property_the_solver_agrees_with_brute_force(graph: Any, max_blocs: int | None) -> None:
    """What linear programs prove of small graphs is so: the cost, who is together, who apart."""
    cost, optima, margin = best_partitions(graph, max_blocs)
    with allowing(_SMALL=0):
        found = co.partition(graph, max_blocs=max_blocs, solver=True, max_optima=10_000)
    assert found.cost == cost
    assert found.lower_bound <= cost
    assert found.optimal or max_blocs == 3
    assert found.margin in (None, margin)
    assert not found.complete or sets(found.optima) == optima
    homes = [{node: bloc for bloc in blocs for node in bloc} for blocs in optima]
    assert all(home[u] is home[v] for u, v in found.together for home in homes)
    assert all(home[u] is not home[v] for u, v in found.apart for home in homes)


@given(graphs(), st.sampled_from([2, 9]))
def test_property_a_good_partition_stays_as_it_was(graph: Any, max_blocs: int) -> None:
    """What is kept as the best so far is not changed by the search for better ones."""
    whole = nx.convert_node_labels_to_integers(graph)
    ties = [{other: tie["weight"] for other, tie in whole[node].items()} for node in whole]
    found = [(home, list(home)) for home in good_partitions(ties, max_blocs, Watch())]
    assert [home for home, _ in found] == [copy for _, copy in found]


@settings(deadline=None)
@given(graphs(), st.sampled_from([None, 2, 3]), st.integers(0, 1000), st.booleans())
def test_property_the_bound_is_below_the_optimum(
    graph: Any, max_blocs: int | None, work: int, solver: bool
) -> None:
    """Wherever the search stops, the bound is at most, and the cost at least, the optimum."""
    cost, optima, margin = best_partitions(graph, max_blocs)
    with allowing(_SMALL=0, _PACE=1, _SEARCH=work, _ASCENT=work, _CUT=4 * work):
        found = co.partition(graph, max_blocs=max_blocs, max_optima=10_000, solver=solver)
    assert found.lower_bound <= cost <= found.cost
    assert found.cost == frustration(graph, [list(bloc) for bloc in found.blocs])
    assert (found.gap, found.optimal) == (found.cost - found.lower_bound, not found.gap)
    assert not found.optimal or sets(found.optima) <= optima
    assert not found.complete or sets(found.optima) == optima
    assert found.margin in (None, margin)
    homes = [{node: bloc for bloc in blocs for node in bloc} for blocs in optima]
    assert all(home[u] is home[v] for u, v in found.together for home in homes)
    assert all(home[u] is not home[v] for u, v in found.apart for home in homes)


def test_a_search_that_is_out_of_work_says_nothing_of_the_margin() -> None:
    """Where a smaller search has found the optima, one of all actors that is left adds nothing."""
    ties = [{1: 20, 2: -3, 3: 2}, {0: 20, 2: 1, 3: -3}, {0: -3, 1: 1, 3: 7}, {0: 2, 1: -3, 2: 7}]
    part = _part.Part([0, 1, 2, 3], ties, 4, 10, lambda: None)
    part.fix(Watch())
    with allowing(_PACE=1, _SEARCH=0):
        part.search(Watch())
    assert (part.complete, part.margin_known) == (True, False)
    part.search(Watch())
    assert (part.margin_known, part.margin) == (True, 3)


def test_what_is_proven_is_kept() -> None:
    """Who is proven to be together, or apart, by one step is so after the next."""
    ties = [{1: 3, 2: 2, 3: -2}, {0: 3, 2: 1, 3: 1}, {0: 2, 1: 1, 3: 2}, {0: -2, 1: 1, 2: 2}]
    part = _part.Part([0, 1, 2, 3], ties, 4, 10, lambda: None)
    part.ascend(Watch())
    before = part.proven()
    part.fix(Watch())
    assert before == part.proven() == ([[0, 1, 2, 3]], [])


def test_a_proven_balance_is_not_bounded_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where only the cost is asked for, no step is taken after it is proven."""
    monkeypatch.setattr(_part, "Ascent", None)
    assert co.balance(tribes()).line_index == 7


@pytest.mark.parametrize("tight", [True, False])
def test_what_programs_hold_is_not_bounded_again(tight: bool, monkeypatch: Any) -> None:
    """Where no triangle would prove more, the dual ascent is left out, and else it is taken."""
    ties: list[dict[int, int]] = [{1: 1, 2: 1}, {0: 1, 2: -1}, {0: 1, 1: -1}]
    part = _part.Part([0, 1, 2], ties, 3, 10, lambda: None)
    program: Any = SimpleNamespace(is_tight=tight)
    part.program = program
    monkeypatch.setattr(_part, "Ascent", None)
    with nullcontext() if tight else pytest.raises(TypeError):
        part.ascend(Watch())


@settings(deadline=None, max_examples=50)
@given(graphs(6))
def test_property_what_a_tie_fixes(graph: Any) -> None:
    """A tie that outweighs the rest of an actor's is kept to in every optimum."""
    ties = [
        {j: data["weight"] for j, data in graph[i].items() if data["weight"]} if i in graph else {}
        for i in range(max(graph) + 1)
    ]
    for max_blocs in (None, 2, 3):
        classes, apart = fixed_by_one_tie(ties, free=max_blocs is None)
        assert (
            packing_bound(ties, max_blocs or len(ties), Watch())
            <= best_partitions(graph, max_blocs)[0]
        )
        for blocs in best_partitions(graph, max_blocs)[1]:
            home = {node: bloc for bloc in blocs for node in bloc}
            assert all(home[node] is home[group[0]] for group in classes for node in group[1:])
            assert all(home[u] is not home[v] for u, v in apart)


@pytest.mark.parametrize("two", [False, True])
def test_what_contradicts(two: bool) -> None:
    """Pairs together and apart contradict each other where no partition keeps to all of them."""
    chance = random.Random(f"contradictory {two}")
    pairs = list(itertools.combinations(range(5), 2))
    possible = list(itertools.product(range(2 if two else 5), repeat=5))
    for _ in range(100):
        said = {pair: chance.choice([True, False, None]) for pair in pairs}
        together = [pair for pair in pairs if said[pair] is True]
        apart = [pair for pair in pairs if said[pair] is False]
        kept = any(
            all(home[i] == home[j] for i, j in together)
            and all(home[i] != home[j] for i, j in apart)
            for home in possible
        )
        assert contradictory(5, together, apart, two=two) is not kept


def test_packed_circles_bound_the_tribes() -> None:
    """Circles without a tie in common prove some of the ties at odds of Read's tribes, 7 and 2."""
    graph = nx.convert_node_labels_to_integers(tribes(), ordering="sorted")
    ties = [{j: graph[i][j]["sign"] for j in graph[i]} for i in range(16)]
    assert 1 <= packing_bound(ties, 16, Watch()) <= 2
    assert 4 <= packing_bound(ties, 2, Watch()) <= 7


@pytest.mark.parametrize(("max_blocs", "cost"), [(2, 7), (None, 2)])
def test_the_solver_proves_the_tribes(max_blocs: int | None, cost: int) -> None:
    """Read's tribes come out of linear programs as out of the search, with the margin."""
    searched = co.partition(tribes(), max_blocs=max_blocs)
    found = co.partition(tribes(), max_blocs=max_blocs, solver=True)
    assert (found.cost, found.lower_bound, found.complete) == (cost, cost, True)
    assert (found.optima, found.together, found.apart) == (
        searched.optima,
        searched.together,
        searched.apart,
    )
    assert (found.margin, found.stopped) == (searched.margin, None)


def test_fifty_voters() -> None:
    """Fifty actors in three blocs are proven, with every optimum and the margin."""
    found = co.partition(voting(50, 0, 0.1))
    assert (found.optimal, found.complete, found.stopped) == (True, True, None)
    assert found.margin is not None
    assert found.margin > 0


def test_many_parts_are_solved_apart() -> None:
    """A chain of a hundred triangles at odds costs one tie for each; its optima are too many."""
    graph: Any = nx.Graph()
    for first in range(0, 200, 2):
        graph.add_edges_from([(first, first + 1), (first + 1, first + 2)], sign=1)
        graph.add_edge(first, first + 2, sign=-1)
    found = co.partition(graph, max_blocs=2)
    assert (found.cost, found.optimal, found.margin, found.stopped) == (100, True, 2, None)
    assert (len(found.optima), found.complete) == (1000, False)


def test_a_time_limit_gives_the_best_so_far() -> None:
    """With no time at all there is an answer, and it says that it is not proven."""
    found = co.partition(dense(40, 0), time_limit=0)
    assert (found.stopped, found.optimal, found.complete) == ("time", False, False)
    assert found.lower_bound < found.cost == frustration(dense(40, 0), list(map(list, found.blocs)))
    assert found.optima == (found.blocs,)
    assert str(found).endswith(f" (frustration {found.cost}, at least {found.lower_bound})")


def test_a_time_limit_stops_the_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    """A linear program is stopped when the time is over, and what it proved is kept."""
    start = co.partition(dense(40, 0), time_limit=0)
    clock = [0.0]
    monkeypatch.setattr(limits, "time", SimpleNamespace(monotonic=lambda: clock[0]))
    after_cuts(2, lambda: clock.append(clock.pop() + 10), monkeypatch)
    found = co.partition(dense(40, 0), time_limit=10, solver=True)
    assert (found.stopped, found.optimal) == ("time", False)
    assert found.cost < start.cost
    assert found.lower_bound > start.lower_bound


@pytest.mark.no_cover
def test_the_fixed_work_gives_the_same_answer() -> None:
    """Without a time limit, what is beyond the work that is done has the same answer every time."""
    with allowing(_SEARCH=50_000, _ASCENT=50_000, _CUT=500_000):
        first, second = (co.partition(dense(30, 0)) for _ in range(2))
    assert first == second
    assert (first.stopped, first.optimal) == ("work", False)


def test_progress_is_reported() -> None:
    """Progress has cost and bound, each better than before, up to those of the answer."""
    told: list[tuple[Any, Any]] = []
    found = co.partition(dense(14, 0), progress=lambda cost, bound: told.append((cost, bound)))
    costs, bounds = zip(*told, strict=True)
    assert told[-1] == (found.cost, found.lower_bound)
    assert list(costs) == sorted(costs, reverse=True)
    assert list(bounds) == sorted(bounds)
    assert len(set(told)) == len(told) > 2


def interrupted(**options: Any) -> co.Partition:
    """Partition a large graph; when it is left, the best is what was last told of."""
    told: list[tuple[Any, Any]] = []
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)  # it may be ignored
    try:
        found = co.partition(dense(60, 0), progress=lambda *now: told.append(now), **options)
    finally:
        signal.signal(signal.SIGINT, handler)
    assert (found.cost, found.lower_bound) == told[-1]
    return found


@pytest.mark.parametrize("steps", [1, 50, 600])
def test_ctrl_c_gives_the_best_so_far(steps: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """No step of the search is taken after Ctrl-C, and the best so far is returned."""
    taken = []
    spend = Watch.spend

    def counted(self: Watch, work: int) -> int:
        taken.append(work)
        if len(taken) == steps:
            signal.raise_signal(signal.SIGINT)
        return spend(self, work)

    monkeypatch.setattr(Watch, "spend", counted)
    found = interrupted(solver=False)
    assert (found.stopped, found.optimal, len(taken)) == ("interrupt", False, steps)


def test_ctrl_c_ends_the_solver(monkeypatch: pytest.MonkeyPatch) -> None:
    """Between two linear programs, too, the best so far is returned."""
    after_cuts(2, lambda: signal.raise_signal(signal.SIGINT), monkeypatch)
    found = interrupted(solver=True)
    assert (found.stopped, found.optimal) == ("interrupt", False)


def test_without_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without HiGHS, asking for it names the extra; not asking leaves it to the search."""
    monkeypatch.setattr(_plan, "find_spec", lambda _name: None)
    with pytest.raises(co.MissingExtra, match=r"pip install 'coalition\[solver\]'"):
        co.partition(tribes(), solver=True)
    with allowing(_SMALL=0, _PACE=1, _SEARCH=0, _ASCENT=0):
        found = co.partition(dense(12, 0))
    assert (found.optimal, found.stopped) == (False, "work")


@pytest.mark.parametrize("seconds", [-1, True, float("nan"), "1"])
def test_a_time_limit_is_a_number_of_seconds(seconds: Any) -> None:
    """A time limit that is no number, or a negative one, is refused."""
    with pytest.raises(co.InvalidValue, match="time_limit: must be seconds, 0 or more"):
        co.partition(tribes(), time_limit=seconds)


def test_where_no_margin_is_unknown_and_where_there_is_none() -> None:
    """There is no margin with one bloc, or with no weight; with both there is one."""
    triangle = signed({("a", "b"): 1, ("b", "c"): 1, ("a", "c"): -1})
    assert co.partition(triangle, max_blocs=1).margin is None
    assert co.partition(signed({("a", "b"): 0})).margin is None
    assert co.partition(triangle, max_blocs=1).stopped is None
    assert co.partition(triangle, max_blocs=2).margin == 2


def test_ctrl_c_ends_what_needs_whole_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    """`splits` and `balance` have nothing to return on Ctrl-C, and pass it on."""

    def interrupted(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(_part.Part, "search", interrupted)
    assert co.partition(tribes()).stopped == "interrupt"
    for ask in (
        lambda: co.balance(tribes()),
        lambda: co.splits(co.load_case("migration-2023")),
    ):
        with pytest.raises(KeyboardInterrupt):
            ask()


def test_a_balance_says_that_it_is_not_proven() -> None:
    """A balance that is not proven says so, with the bound."""
    with allowing(_SMALL=0, _PACE=1, _SEARCH=0, _ASCENT=0, _CUT=0):
        unproven = co.balance(dense(12, 0))
    assert unproven.lower_bound < co.balance(dense(12, 0)).line_index <= unproven.line_index
    assert str(unproven) == (
        f"unbalanced, frustration {unproven.line_index} at most, "
        f"and {unproven.lower_bound} at least"
    )

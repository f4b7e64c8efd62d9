"""Ctrl-C at any line: what is returned is true, and nothing but KeyboardInterrupt is raised."""

import signal
from collections.abc import Callable, Iterator
from functools import cache
from random import Random
from typing import Any

import networkx as nx
import pytest

import coalition as co
from coalition import limits
from coalition.answers.deals import _bundles
from tests.builders import case
from tests.interrupts import interrupted_at, lines_of

SAMPLES = 25  # lines of each run at which Ctrl-C comes, besides the last ones


# small questions that can return the best so far, and what must be true of it


def packages() -> co.Packages:
    stances: list[list[float]] = [[1, -0.5, 0.5, -1], [-0.5, 1, -1, 0.25], [-0.5, 0.5, 1, 0.5]]
    matrix = co.StanceMatrix("ABC", "pqrs", stances)
    return co.packages(matrix, rule=co.Majority(), dominated=True)


def holds_of_packages(found: co.Packages, whole: co.Packages) -> bool:
    rest = set(whole.found) - set(found.found)
    return set(found) <= set(whole) and (
        not rest or (found.bound is not None and max(one.total for one in rest) <= found.bound)
    )


def concessions() -> co.Concessions:
    stances: list[list[float]] = [[-0.26], [-0.51], [-0.74], [-0.3], [1]]
    matrix = co.StanceMatrix("ABCDE", "p", stances, seats=[2, 3, 4, 3, 2])
    return co.concessions(matrix, "p", rule=co.Quota(8) & co.NumberOf(3))


def holds_of_concessions(found: co.Concessions, whole: co.Concessions) -> bool:
    return (
        found.outcome == whole.outcome == "blocked"
        and found.movers_at_least <= whole.movers_at_least <= len(found.fewest[0].moves)
        and found.total_at_least <= whole.total_at_least <= found.smallest_total[0].total
        and found.smallest_largest[0].largest == whole.smallest_largest[0].largest
        and (not found.complete or found == whole)
    )


def few() -> co.Coalition:
    return case({"p": {"A": 1, "B": -1}, "q": {"A": 1, "C": -1}})


def certainty() -> co.Certainty[Any]:
    return co.certainty(few(), lambda now: co.split(now, "t").in_one_bloc("A", "B"))


def holds_of_certainty(found: co.Certainty[Any], whole: co.Certainty[Any]) -> bool:
    kinds = ({one.value for one in answer.possible} for answer in (found, whole))
    possible, all_possible = kinds
    return (
        possible <= all_possible
        and 0 < found.tried <= whole.tried
        and (found.value, found.without_all) == (whole.value, whole.without_all)
        and (not found.exhaustive or possible == all_possible)
    )


def robustness() -> co.Robustness:
    return co.robustness(few(), "t")


def holds_of_robustness(found: co.Robustness, whole: co.Robustness) -> bool:
    return (
        found.split == whole.split
        and set(found.flips) <= set(whole.flips)
        and found.changes in (None, whole.changes)
        and (found.at_least or 0) <= (whole.changes or 0)
        and (not found.complete or found.flips == whole.flips)
    )


def signed_graph() -> "nx.Graph[int]":
    """Return a graph that the cheap steps do not solve."""
    chance = Random(1)
    graph: nx.Graph[int] = nx.Graph()
    for one in range(11):
        for other in range(one):
            graph.add_edge(one, other, weight=chance.choice([-2, -1, 1, 2]))
    return graph


def partition() -> co.Partition:
    return co.partition(signed_graph())


def partition_by_solver() -> co.Partition:
    return co.partition(signed_graph(), solver=True)


@cache
def migration() -> co.Coalition:
    return co.load_case("migration-2023")


def split() -> co.Split:
    return co.split(migration().at("2023-01"), "migration")


def holds_of_blocs(found: Any, whole: Any) -> bool:
    return bool(
        found.lower_bound <= whole.cost <= found.cost
        and set(found.together) <= set(whole.together)
        and set(found.apart) <= set(whole.apart)
        and (not found.optimal or found.cost == whole.cost)
        and (not found.complete or set(found.optima) == set(whole.optima))
        and found.margin in (None, whole.margin)
    )


def formations() -> co.Formations:
    """Return all coalitions of a body whose search is long enough to be stopped in."""
    seats = {name: number for number, name in enumerate("ABCDEFGH", start=3)}
    return co.formations(seats, scale={name: seat % 5 for name, seat in seats.items()})


def holds_of_formations(found: co.Formations, whole: co.Formations) -> bool:
    """All that is found is true, and what is not found is not better than it says."""
    rest = {one.members: one.range for one in whole}
    known = [rest.pop(one.members) == one.range for one in found]
    bound = found.bound or 0
    return all(known) and all(value is not None and value >= bound for value in rest.values())


def changes() -> co.Changes:
    return co.changes(few(), case({"p": {"A": -1, "B": -1}, "q": {"A": 1}}))


def holds_of_changes(found: co.Changes, whole: co.Changes) -> bool:
    """Tell whether the facts are all there, and the answers some of those there are."""
    told = {(one.question, one.about, one.before, one.after) for one in whole.answers}
    return found.facts == whole.facts and all(
        (one.question, one.about, one.before, one.after) in told for one in found.answers
    )


QUESTIONS: list[tuple[Callable[[], Any], Callable[[Any, Any], bool]]] = [
    (packages, holds_of_packages),
    (concessions, holds_of_concessions),
    (formations, holds_of_formations),
    (certainty, holds_of_certainty),
    (robustness, holds_of_robustness),
    (partition, holds_of_blocs),
    (partition_by_solver, holds_of_blocs),
    (split, holds_of_blocs),
    (changes, holds_of_changes),
]


def outcomes(question: Callable[[], Any]) -> Iterator[Any]:
    """Yield what Ctrl-C at lines all over a run leads to: an answer, or None where it is raised."""
    question()  # imports what is imported when it is needed
    lines = lines_of(question)
    last = range(max(lines - 10, 1), lines + 1)
    for line in sorted({1 + lines * sample // SAMPLES for sample in range(SAMPLES)}.union(last)):
        try:
            yield interrupted_at(line, question)
        except KeyboardInterrupt:
            yield None


@pytest.mark.parametrize(("question", "holds"), QUESTIONS)
def test_ctrl_c_at_any_line(question: Callable[[], Any], holds: Callable[[Any, Any], bool]) -> None:
    """It is raised, or the answer says it and is true; the next question is answered in full."""
    if question is partition_by_solver:
        pytest.importorskip("highspy")
    whole = question()
    found = [answer for answer in outcomes(question) if answer is not None]
    assert any(answer.stopped == "interrupt" for answer in found)
    assert all(answer.stopped == "interrupt" or answer == whole for answer in found)
    assert all(holds(answer, whole) for answer in found)
    assert question() == whole


@pytest.mark.parametrize(
    "question",
    [
        lambda: co.splits(few()),
        lambda: co.balance(signed_graph()),
        lambda: co.hinges(few(), lambda now: co.split(now, "t").blocs),
        lambda: co.shifts(migration(), "2023-01", "2023-07"),
        lambda: co.split_history(migration(), "migration/labour"),
        lambda: co.report(few()),
        lambda: co.page(few()),
    ],
)
def test_ctrl_c_at_any_line_where_parts_would_be_missing(question: Callable[[], Any]) -> None:
    """What has no answer with parts missing raises KeyboardInterrupt, whenever it comes."""
    assert set(outcomes(question)) == {None}


def test_ctrl_c_while_the_solver_is_waited_for() -> None:
    """At every line from the making of its thread on: nothing waits for a thread that never ran."""
    pytest.importorskip("highspy")
    whole = partition_by_solver()
    for line in range(1, lines_of(partition_by_solver, "Program._run") + 1):
        found = interrupted_at(line, partition_by_solver, "Program._run")
        assert found.stopped == "interrupt"
        assert holds_of_blocs(found, whole)


@pytest.mark.parametrize("inner", [certainty, robustness, packages, concessions, partition])
def test_ctrl_c_ends_the_question_around_a_search(inner: Callable[[], Any]) -> None:
    """Whatever is asked within a question lets it through, so that no part of it goes on."""
    asked = []

    def around(now: co.Coalition) -> str:
        asked.append(now)
        return str(inner())

    lines = lines_of(lambda: co.hinges(few(), around))
    before = len(asked)
    for sample in range(1, 8):  # the last question begins after that
        asked.clear()
        with pytest.raises(KeyboardInterrupt):
            interrupted_at(lines * sample // 10, lambda: co.hinges(few(), around))
        assert len(asked) < before


# what would go on for hours: the process sends itself the signal, at a step and not at a time


def big() -> co.StanceMatrix:
    """Return stances of 150 members with seats of six digits, most of them against."""
    chance = Random(1)
    names = [f"M{number:03}" for number in range(150)]
    return co.StanceMatrix(
        names,
        ("p",),
        [[chance.randint(-100, 60) / 100] for _ in names],
        seats=[chance.randint(1, 10**5) for _ in names],
    )


def wide() -> co.StanceMatrix:
    """Return stances of 8 members on 40 proposals."""
    chance = Random(1)
    parts = [f"p{number:02}" for number in range(40)]
    return co.StanceMatrix("ABCDEFGH", parts, [[chance.randint(-10, 6) / 10 for _ in parts]] * 8)


def camps(known: bool) -> co.Coalition:
    names, parts = "ABCDEFGH", [f"p{number:02}" for number in range(20)]
    stances = {part: {n: 1 - 2 * (at % 2) for at, n in enumerate(names)} for part in parts}
    return case(stances if known else {}, parties=names, proposals=parts)


RULE = co.Majority(of="members") & co.NumberOf(100)


@pytest.mark.parametrize(
    "question",
    [
        lambda: co.packages(wide(), rule=co.Majority(), dominated=True, limit=10**9),
        lambda: co.concessions(big(), "p", rule=RULE),
        lambda: co.certainty(camps(known=False), co.split, max_completions=10**9),
        lambda: co.robustness(camps(known=True), max_trials=10**9),
    ],
)
@pytest.mark.parametrize("steps", [20, 100])
def test_a_signal_ends_a_long_search(
    question: Callable[[], Any], steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After it no further step is taken, and the next question is answered."""
    taken = []
    spend = limits.Watch.spend

    def counted(self: limits.Watch, work: int) -> int:
        taken.append(work)
        if len(taken) == steps:
            signal.raise_signal(signal.SIGINT)
        return spend(self, work)

    monkeypatch.setattr(_bundles, "MOST", 10**9)
    monkeypatch.setattr(limits.Watch, "spend", counted)
    handler = signal.signal(signal.SIGINT, signal.default_int_handler)  # it may be ignored
    try:
        found = question()
    finally:
        signal.signal(signal.SIGINT, handler)
    assert (found.stopped, len(taken)) == ("interrupt", steps)
    assert co.decide(big(), "p", rule=RULE).outcome == "blocked"

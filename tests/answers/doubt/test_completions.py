"""Ways to fill in what is not known: all that bounds and comparisons allow, and no others."""

import itertools
import random
from collections.abc import Callable
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coalition as co
from tests.comparisons import ACTORS, HALVES, allowed, case, compared, random_case, said

Stances = tuple[float, ...]

NUMBERS: list[Callable[[Stances], float]] = [
    lambda s: 1 - abs(s[0] - s[1]),
    lambda s: s[0],
    lambda s: s[0] + 2 * s[1] - s[2],
    lambda s: abs(s[0] - s[1]) + abs(s[1] - s[2]) - abs(s[0] - s[2]),
]
STATEMENTS: list[Callable[[Stances], bool]] = [
    lambda s: s[0] < 0,
    lambda s: all(stance >= 0 for stance in s),
    lambda s: sum(stance > 0 for stance in s) > sum(stance < 0 for stance in s),
    lambda s: s[0] > 0 and s[1] < 0,
    lambda s: s[0] == 0 or s[2] > 0 > s[1],
]


def of_stances(function: Callable[[Stances], Any]) -> Callable[[co.Coalition], Any]:
    """Return a question about the stances of the three; None where one of them is not known."""

    def answer(now: co.Coalition) -> Any:
        held = [now.position(actor, "p") for actor in ACTORS]
        return function(tuple(one.stance for one in held if one)) if all(held) else None

    return answer


def worlds(now: co.Coalition) -> list[Stances]:
    """Return all stances in quarters that keep to what is said, found by trying all.

    Where no difference is given, two who are compared may be as near as nothing to each other.
    """
    bounds = {one.actor: one.bounds for one in now.positions}
    ranges = [
        [step / 4 for step in range(-4, 5) if low <= step / 4 <= high]
        for low, high in (bounds.get(actor, (-1, 1)) for actor in ACTORS)
    ]
    place = ACTORS.index
    return [
        stances
        for stances in itertools.product(*ranges)
        if all(
            allowed(one, stances[place(one.more)] - stances[place(one.less)], strictly=False)
            for one in now.comparisons
        )
    ]


@pytest.mark.parametrize("seed", range(3))
def test_bounds_are_those_of_all_completions(seed: int) -> None:
    """The bounds of what is linear from one named stance to the next are exact."""
    draw = random.Random(seed)
    for _ in range(50):
        now = random_case(draw)
        for function in NUMBERS:
            numbers = [function(stances) for stances in worlds(now)]
            found = co.certainty(now, of_stances(function))
            assert found.exhaustive
            assert (found.low, found.high) == (min(numbers), max(numbers))


@pytest.mark.parametrize("seed", range(3))
def test_verdicts_are_those_of_all_completions(seed: int) -> None:
    """Certain, possible and impossible are what they are over all stances that are not ruled out.

    Also where some positions are not known at all.
    """
    draw = random.Random(seed)
    for _ in range(50):
        now = random_case(draw, known=0.6)
        for function in STATEMENTS:
            truths = {function(stances) for stances in worlds(now)}
            expected = (
                "possible" if len(truths) > 1 else "certain" if True in truths else "impossible"
            )
            assert co.certainty(now, of_stances(function)).verdict == expected


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(NUMBERS), st.data())
def test_property_widening_never_narrows(seed: int, function: Any, data: st.DataObject) -> None:
    """An interval that is made wider makes no bound narrower."""
    now = random_case(random.Random(seed))
    one = data.draw(st.sampled_from(now.positions))
    low, high = one.bounds
    wider = attrs.evolve(
        one,
        between=(
            data.draw(st.sampled_from([-1, *(h for h in HALVES if h <= low)])),
            data.draw(st.sampled_from([*(h for h in HALVES if h >= high), 1])),
        ),
    )
    others = [said for said in now.positions if said != one]
    before = co.certainty(now, of_stances(function))
    after = co.certainty(attrs.evolve(now, positions=[*others, wider]), of_stances(function))
    assert before.low is not None
    assert before.high is not None
    assert after.low is not None
    assert after.high is not None
    assert after.low <= before.low <= before.high <= after.high


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(STATEMENTS), st.data())
def test_property_dropping_a_statement(seed: int, function: Any, data: st.DataObject) -> None:
    """Dropping a position or a comparison never makes an uncertain answer certain, either way."""
    now = random_case(random.Random(seed), known=0.8)
    statements = [*now.positions, *now.comparisons]
    if statements:
        dropped = data.draw(st.sampled_from(statements))
        before = co.certainty(now, of_stances(function))
        after = co.certainty(now.without(dropped), of_stances(function))
        assert after.verdict in {before.verdict, "possible"}


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(STATEMENTS), st.randoms(use_true_random=False))
def test_property_order_and_doubt(seed: int, function: Any, draw: random.Random) -> None:
    """The order of the file changes nothing, and doubt only makes what is certain possible."""
    now = random_case(random.Random(seed), known=0.8)
    known = [attrs.evolve(one, attribution="hearsay") for one in now.positions[:1]]
    now = attrs.evolve(now, positions=[*known, *now.positions[1:]])
    shuffled = draw.sample(now.positions, len(now.positions))
    turned = attrs.evolve(now, positions=shuffled, comparisons=now.comparisons[::-1])
    before = co.certainty(now, of_stances(function))
    assert co.certainty(turned, of_stances(function)) == before
    doubted = co.certainty(now, of_stances(function), doubt=["hearsay"])
    assert doubted.verdict in {before.verdict, "possible"}


def test_a_doubted_comparison_rules_nothing_out() -> None:
    """What is only rumored of two does not count where rumors are doubted."""
    now = case([said("B", 1)], [compared("A", "B", 0.5, attribution="hearsay", date="2022")])
    assert now.compared == ()  # B spoke later
    now = case([said("B", 0)], [compared("A", "B", 0.5, attribution="hearsay")])
    against = of_stances(lambda s: s[0] < 0)
    assert co.certainty(now, against, actors=["A", "C"]).verdict == "impossible"
    assert co.certainty(now, against, doubt="hearsay").verdict == "possible"


def test_who_is_compared_is_filled_in_too() -> None:
    """A comparison with one who was not asked about still counts, over all that he may be."""
    now = case((), [compared("A", "B", 1)])
    found = co.certainty(now, lambda now: stance(now, "A"), actors=["A"])
    assert (found.low, found.high, set(found.unknown)) == (0, 1, {("A", "p"), ("B", "p")})


def refused(now: co.Coalition, **options: Any) -> list[str]:
    """Return the faults that a question about a case is refused with."""
    with pytest.raises(co.InvalidValue) as caught:
        co.certainty(now, lambda _: 0, **options)
    return [str(fault) for fault in caught.value.faults]


def stance(now: co.Coalition, actor: str) -> float | None:
    held = now.position(actor, "p")
    return held.stance if held else None


def test_stances_that_a_comparison_leaves_no_way_for() -> None:
    """Stances that cannot differ by enough are refused, with the comparisons."""
    now = case((), [compared("A", "B", 1)])
    (fault,) = refused(now, stances=[0])
    assert fault == (
        "stances: leave no way to fill in what is unknown that keeps to A more in favor of p than "
        "B, by at least 1 (stated, 2023); name more of them"
    )


def test_what_is_left_out_can_leave_a_contradiction() -> None:
    """Without a rumor, what it superseded holds again; where that cannot be, it is said."""
    early, rumor = compared("A", "B"), compared("B", "A", date="2024", attribution="hearsay")
    others = [compared("B", "C", date="2024"), compared("C", "A", date="2024")]
    now = case((), [early, rumor, *others]).without("hearsay")
    (fault,) = refused(now)
    assert "leave no way" in fault


def test_more_ways_than_are_counted() -> None:
    """Where comparisons leave more ways than are tried, none is claimed to be all."""
    now = case((), [compared("A", "B"), compared("B", "C")])
    every = co.certainty(now, of_stances(lambda s: s))
    assert (every.completions, every.tried, every.exhaustive) == (10, 10, True)
    some = co.certainty(now, of_stances(lambda s: s[0] <= s[2] - 3), max_completions=4)
    assert (some.completions, some.tried, some.stopped) == (None, 4, "work")
    assert (some.verdict, some.exhaustive) == ("undecided", False)
    assert str(some) == "undecided (4 of very many ways to fill 3 unknown positions)"


def test_closeness_leaves_room_on_both_sides_of_neutral() -> None:
    """Two who are close can be just for and just against; who is further apart cannot be both for.

    Three in a row may be twice as far apart.
    """
    close = [compared("A", "B", None, 0.5), compared("B", "C", None, 0.5)]
    opposed = of_stances(lambda s: s[0] < 0 < s[1])
    assert co.certainty(case((), close), opposed).verdict == "possible"
    far = of_stances(lambda s: s[2] - s[0])
    found = co.certainty(case((), close), far)
    assert (found.low, found.high, found.exhaustive) == (-1, 1, True)
    alike = [compared("A", "B", None, 0), compared("B", "C", 2)]
    assert co.certainty(case((), alike), of_stances(lambda s: s)).possible[0].value == (1, 1, -1)
    assert co.certainty(case([said("A", 1)], close), of_stances(lambda s: s[1] >= 0.5)).verdict == (
        "certain"
    )


def test_bounds_that_come_from_far() -> None:
    """What one may be follows from another by way of a third that is below both."""
    known = [said("A", 0.5)]
    now = case(known, [compared("A", "B", 0.3), compared("C", "B", 0.4)])
    found = co.certainty(
        now, of_stances(lambda s: -abs(s[1] - 1) - abs(s[2] - 1) - abs(s[2] - 0.6))
    )
    assert found.high == pytest.approx(-0.8 - 0.4)

"""Positions that are not known exactly, and comparisons: what is refused, and what follows."""

import itertools
import random
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coalition as co
from tests.refused import faults

ACTORS = ("A", "B", "C")
HALVES = (-1, -0.5, 0, 0.5, 1)
Stances = tuple[float, ...]


def said(actor: str, stance: Any, **more: Any) -> co.Position:
    return co.Position(actor, "p", stance, **{"date": "2023", "attribution": "stated", **more})


def compared(more: str, less: str, at_least: float | None = None, **also: Any) -> co.Comparison:
    fields = {"date": "2023", "attribution": "stated", **also}
    return co.Comparison(more, less, "p", at_least=at_least, **fields)


def case(positions: Any = (), comparisons: Any = ()) -> co.Coalition:
    return co.Coalition(
        parties=[co.Party(name) for name in ACTORS],
        proposals=[co.Proposal("p", "t")],
        positions=positions,
        comparisons=comparisons,
    )


# positions


@pytest.mark.parametrize(
    ("stance", "between", "told"),
    [
        ("for", ("neutral", "for"), "A for (between 0 and 1) p (stated, 2023)"),
        (0.5, [0.25, 1], "A for (0.5, between 0.25 and 1) p (stated, 2023)"),
        (0, (Fraction(-1, 2), 0.5), "A neutral (between -0.5 and 0.5) p (stated, 2023)"),
        ("against", None, "A against p (stated, 2023)"),
    ],
)
def test_a_position_says_what_it_may_be(stance: Any, between: Any, told: str) -> None:
    """Bounds may be words or numbers, and the sentence has them."""
    assert str(said("A", stance, between=between)) == told


@pytest.mark.parametrize(
    ("stance", "between", "told"),
    [
        (1, (1, 0), "between: must be two stances, the lower first, not (1, 0)"),
        (1, (0, 0.5, 1), "between: must be two stances, the lower first, not (0, 0.5, 1)"),
        (1, 0.5, "between: must be a list, not 0.5"),
        (1, ("fore", 1), "between[0]: 'fore' is not a stance (for, neutral, against, or a number)"),
        (1, (0, 2), "between[1]: must lie between -1 (against) and 1 (for), not 2"),
        (-1, (0, 1), "between: the stance -1 does not lie between 0 and 1"),
    ],
)
def test_bounds_that_make_no_sense(stance: Any, between: Any, told: str) -> None:
    """Bounds are two stances in order, and the stance that is read lies between them."""
    (fault,) = faults(said, "A", stance, between=between)
    assert fault.startswith(told)


def test_two_bounds_at_once_contradict_each_other() -> None:
    """Where neither is the later, nobody can tell which bounds hold."""
    again = said("A", 1, between=(0, 1), attribution="hearsay")
    (fault,) = faults(case, [said("A", 1), again])
    assert "contradicts positions[0], A for p" in fault


# comparisons


def test_a_comparison_is_a_sentence() -> None:
    """It names both actors, the proposal, the least difference if there is one, and the source."""
    assert str(compared("A", "B")) == "A more in favor of p than B (stated, 2023)"
    assert str(compared("A", "B", 0.5)) == (
        "A more in favor of p than B, by at least 0.5 (stated, 2023)"
    )


def test_a_comparison_with_faults() -> None:
    """Every fault of a comparison is named, and what it refers to must be there."""
    assert faults(compared, "A", "A") == ["less: must be another actor than 'A'"]
    for wrong in (0, -1, 2.5, "far", float("nan"), True):
        (fault,) = faults(compared, "A", "B", wrong)
        assert fault.startswith("at_least: must be ")
    strange = attrs.evolve(compared("A", "D"), proposal="q", source="news")
    assert faults(case, (), [strange]) == [
        "comparisons[0].source: there is no source 'news'",
        "comparisons[0].less: there is no party or politician 'D'",
        "comparisons[0].proposal: there is no proposal 'q'",
    ]


def test_a_circle_is_named() -> None:
    """Nobody can be more in favor than himself, by however many comparisons."""
    (fault,) = faults(case, (), [compared("A", "B"), compared("B", "C"), compared("C", "A")])
    assert fault == (
        "comparisons[2]: C more in favor of p than A (stated, 2023) contradicts comparisons[0], "
        "A more in favor of p than B (stated, 2023) and comparisons[1], B more in favor of p "
        "than C (stated, 2023): C > A > B > C"
    )


def test_every_contradiction_is_named() -> None:
    """Two circles, in the order of the file, are two faults."""
    pairs = [("A", "B"), ("B", "A"), ("B", "C"), ("C", "B")]
    found = faults(case, (), [compared(*pair) for pair in pairs])
    assert [fault.partition(":")[0] for fault in found] == ["comparisons[1]", "comparisons[3]"]


def test_exact_positions_contradict_a_comparison() -> None:
    """Two positions that are known exactly leave no room; the fault names both."""
    (fault,) = faults(case, [said("A", 0), said("B", 0.5)], [compared("A", "B")])
    assert fault == (
        "comparisons[0]: A more in favor of p than B (stated, 2023) contradicts positions[0], "
        "A neutral p (stated, 2023) and positions[1], B for (0.5) p (stated, 2023); give `between` "
        "to a position that is not known exactly"
    )


def test_bounds_that_leave_room_contradict_nothing() -> None:
    """Two who are for can be compared if how far one of them goes is not known."""
    both = [said("A", 1, between=(0, 1)), said("B", 1, between=(0, 1))]
    assert case(both, [compared("A", "B", 1)]).compared == (compared("A", "B", 1),)
    assert faults(case, both, [compared("A", "B", 1.5)])


def test_differences_do_not_add_up_to_more_than_the_scale() -> None:
    """From against to for, all differences together are 2 at most."""
    (fault,) = faults(case, (), [compared("A", "B", 1), compared("B", "C", 1.5)])
    assert fault.endswith("; stances differ by 2 at most")
    assert len(case((), [compared("A", "B", 1), compared("B", "C", 1)]).compared) == 2


def test_who_contradicts_himself_is_not_compared() -> None:
    """Statements of one actor that cannot all be true are no stance for a comparison to exceed."""
    known: dict[str, Any] = {"date": "2023", "attribution": "stated"}
    taken = [co.Position("A", "p", side, **known) for side in ("for", "against")]
    lists: dict[str, Any] = {
        "parties": [co.Party("A"), co.Party("B")],
        "proposals": [co.Proposal("p", "t")],
        "positions": taken,
        "comparisons": [co.Comparison("B", "A", "p", **known)],
    }
    assert co.Coalition(**lists, several="all").comparisons
    with pytest.raises(co.InvalidCase, match="A against p"):
        co.Coalition(**lists)


def test_what_is_later_supersedes_a_comparison() -> None:
    """A later position of either actor, or a later comparison of the two, ends it."""
    first, turned = compared("A", "B"), compared("B", "A", date="2024")
    assert case((), [first, turned]).compared == (turned,)
    assert case((), [first, turned]).at("2023").compared == (first,)
    later = said("B", 1, date="2024")
    assert case([said("A", 0), later], [first]).compared == ()
    assert case([later], [first]).at("2023").compared == (first,)
    assert case([said("C", 1, date="2024")], [first]).compared == (first,)


def test_comparisons_are_left_out_like_other_statements() -> None:
    """By how they are known, or one by one."""
    rumor = compared("A", "B", attribution="hearsay")
    assert case((), [rumor]).without("hearsay").comparisons == ()
    assert case((), [rumor]).without(rumor).comparisons == ()


@pytest.mark.parametrize("seed", range(10))
def test_refused_is_what_no_stances_satisfy(seed: int) -> None:
    """A case is refused if and only if no stances at all keep to all that it says.

    With halves and three actors, sixths are fine enough to find some if there are any.
    """
    draw = random.Random(seed)
    for _ in range(60):
        refused, possible = refusal(draw)
        assert refused != possible


def refusal(draw: random.Random) -> tuple[bool, bool]:
    """Return whether a random case is refused, and whether some stances keep to it."""
    positions = [said(actor, **reading(draw)) for actor in ACTORS if draw.random() < 0.7]
    comparisons = some_comparisons(draw)
    bounds = {one.actor: one.bounds for one in positions}
    ranges = [
        [step for step in range(-6, 7) if low * 6 <= step <= high * 6]
        for low, high in (bounds.get(actor, (-1, 1)) for actor in ACTORS)
    ]

    def keeps(stances: dict[str, int]) -> bool:
        return all(
            stances[one.more] - stances[one.less] >= (6 * one.at_least if one.at_least else 1)
            for one in comparisons
        )

    possible = any(
        keeps(dict(zip(ACTORS, steps, strict=True))) for steps in itertools.product(*ranges)
    )
    try:
        case(positions, comparisons)
    except co.InvalidCase:
        return True, possible
    return False, possible


def reading(draw: random.Random, unknown: float = 0.5) -> dict[str, Any]:
    low, stance, high = sorted(draw.choices(HALVES, k=3))
    return {"stance": stance, "between": (low, high) if draw.random() < unknown else None}


def some_comparisons(draw: random.Random) -> list[co.Comparison]:
    pairs = draw.sample(list(itertools.permutations(ACTORS, 2)), draw.randint(0, 3))
    return [compared(*pair, draw.choice([None, None, 0.5, 1])) for pair in pairs]


# what follows

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


def random_case(draw: random.Random, known: float = 1) -> co.Coalition:
    """Return a case that does not contradict itself, of three with bounds and comparisons."""
    while True:
        try:
            return case(
                [said(actor, **reading(draw, 0.7)) for actor in ACTORS if draw.random() < known],
                some_comparisons(draw),
            )
        except co.InvalidCase:
            pass


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
            stances[place(one.more)] - stances[place(one.less)] >= (one.at_least or 0)
            for one in now.comparisons
        )
    ]


@pytest.mark.parametrize("seed", range(20))
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


@pytest.mark.parametrize("seed", range(20))
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


def stance(now: co.Coalition, actor: str) -> float | None:
    held = now.position(actor, "p")
    return held.stance if held else None


def test_stances_that_a_comparison_leaves_no_way_for() -> None:
    """Stances that cannot differ by enough are refused, with the comparisons."""
    now = case((), [compared("A", "B", 1)])
    (fault,) = faults(co.certainty, now, lambda _: 0, stances=[0])
    assert fault == (
        "stances: leave no way to fill in what is unknown that keeps to A more in favor of p than "
        "B, by at least 1 (stated, 2023); name more of them"
    )


def test_what_is_left_out_can_leave_a_contradiction() -> None:
    """Without a rumor, what it superseded holds again; where that cannot be, it is said."""
    early, rumor = compared("A", "B"), compared("B", "A", date="2024", attribution="hearsay")
    others = [compared("B", "C", date="2024"), compared("C", "A", date="2024")]
    now = case((), [early, rumor, *others]).without("hearsay")
    (fault,) = faults(co.certainty, now, lambda _: 0)
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


def test_a_position_with_bounds_can_flip() -> None:
    """A change of mind leaves the bounds behind."""
    now = case([said("A", 1, between=(0, 1)), said("B", 1), said("C", -1)])
    found = co.robustness(now, "t")
    assert found.changes == 1
    assert "A on p to against: B alone against A and C" in map(str, found.flips)


def test_the_report_has_who_is_further() -> None:
    """The page names comparisons in force, and what a split depends on."""
    now = case(
        [said("A", 1, between=(0, 1)), said("B", 1), said("C", -1)], [compared("B", "A", 0.5)]
    )
    text = " ".join(co.report(now).split())
    assert "Who goes further than whom, 2023" in text
    assert "B more in favor of p than A, by at least 0.5 (stated, 2023)" in text
    assert "t: the same without hearsay and without inference. Not certain: it depends" in text

"""Positions that are not known exactly, and comparisons: what is refused, and what follows."""

import itertools
import random
from fractions import Fraction
from typing import Any

import attrs
import pytest

import coalition as co
from coalition.model import comparisons
from tests.comparisons import ACTORS, allowed, case, compared, reading, said, some_comparisons
from tests.refused import faults

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


def test_closeness_is_a_sentence() -> None:
    """Nobody is more in favor; with a least difference, the greatest belongs to it."""
    assert (
        str(compared("A", "B", at_most=0.5))
        == "A and B close on p, at most 0.5 apart (stated, 2023)"
    )
    assert str(compared("A", "B", 0.5, 1)) == (
        "A more in favor of p than B, by at least 0.5 and at most 1 (stated, 2023)"
    )
    assert [compared("A", "B", *ends).is_close for ends in ((None, 0), (1, 1), (1, None))] == [
        True,
        False,
        False,
    ]


def test_closeness_with_faults() -> None:
    """It lies between 0 and 2, and is not less than the least difference."""
    for wrong in (-0.5, 2.5, "near", True):
        (fault,) = faults(compared, "A", "B", None, wrong)
        assert fault.startswith("at_most: must ")
    assert faults(compared, "A", "B", 1, 0.5) == [
        "at_most: 0.5 is less than the least difference (1)"
    ]


def test_closeness_contradicts_what_is_further_apart() -> None:
    """Positions, and a difference by way of others, can be more than it allows, either way."""
    (fault,) = faults(case, [said("A", 1), said("B", 0)], [compared("B", "A", None, 0.5)])
    assert fault == (
        "comparisons[0]: B and A close on p, at most 0.5 apart (stated, 2023) contradicts "
        "positions[0], A for p (stated, 2023) and positions[1], B neutral p (stated, 2023); give "
        "`between` to a position that is not known exactly"
    )
    far = [compared("A", "B", 0.5), compared("B", "C", 0.5), compared("C", "A", None, 0.9)]
    (fault,) = faults(case, (), far)
    assert fault.startswith("comparisons[2]: C and A close on p, at most 0.9 apart")
    assert fault.endswith("B more in favor of p than C, by at least 0.5 (stated, 2023)")
    assert len(case((), [*far[:2], compared("C", "A", None, 1)]).compared) == 3


def test_closeness_supersedes_as_any_comparison() -> None:
    """Who was further is no longer, once the two are said to be close."""
    before, after = compared("A", "B", 1), compared("B", "A", None, 0.5, date="2024")
    assert case((), [before, after]).compared == (after,)
    assert case([said("B", 1, date="2025")], [before, after]).compared == ()


def test_a_circle_is_named() -> None:
    """Nobody can be more in favor than himself, by however many comparisons."""
    (fault,) = faults(case, (), [compared("A", "B"), compared("B", "C"), compared("C", "A")])
    assert fault == (
        "comparisons[2]: C more in favor of p than A (stated, 2023) contradicts comparisons[0], "
        "A more in favor of p than B (stated, 2023) and comparisons[1], B more in favor of p "
        "than C (stated, 2023)"
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


def test_a_later_comparison_ends_what_it_denies() -> None:
    """Who was for and against and is close by now has moved: of neither is it known how far."""
    before = [said("A", 1, date="2022"), said("B", -1, date="2022"), said("C", 1, date="2022")]
    guessed = [said(actor, 1, attribution="inferred") for actor in "AB"]
    close = compared("A", "B", at_most=0.5)
    now = case([*before, *guessed], [close])
    assert now.in_force == (before[2], *guessed)
    sure = now.without("inferred")
    assert sure.in_force == (before[2],)
    assert sure.held("A", "p") == ()
    assert sure.at("2022").in_force == tuple(before)
    assert now.without(guessed[0]).in_force == (before[0], before[2], guessed[1])
    assert now.without(*guessed, close).in_force == tuple(before)


@pytest.mark.parametrize(
    ("one", "stands"),
    [
        (compared("A", "B", 0.3), True),
        (compared("A", "B", 0.7), True),
        (compared("A", "B", 0.75), False),
        (compared("B", "A"), False),
        (compared("A", "B", at_most=0.1), True),
        (compared("B", "A", at_most=0.09), False),
        (compared("C", "A", 0.5), True),
        (compared("A", "C", 1.85), False),
    ],
)
def test_what_a_comparison_denies(one: co.Comparison, stands: bool) -> None:
    """A of 0.4 to 0.8 and B of 0.1 to 0.3, at any of which it must be able to be true."""
    held = [said("A", 0.5, between=(0.4, 0.8)), said("B", 0.2, between=(0.1, 0.3))]
    early = [attrs.evolve(position, date="2022") for position in held]
    later = [said(actor, 0, between=(-1, 1), attribution="inferred") for actor in ACTORS]
    now = case([*early, *later], [one]).without("inferred")
    assert [position in now.in_force for position in early] == [
        stands or position.actor not in {one.more, one.less} for position in early
    ]


def test_what_is_supposed_goes_before_comparisons() -> None:
    """A comparison that cannot be true with it is gone; one that can be still holds."""
    close, further = compared("A", "B", at_most=0.5), compared("B", "C", at_least=1)
    now = case([said("B", 1, date="2022")], [close, further])
    assert now.supposing(said("A", -1, date="2022")).comparisons == (further,)
    assert now.supposing(said("A", 0.5, date="2022")).comparisons == (close, further)
    assert len(now.supposing(said("A", -1, date="2022")).in_force) == 2


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
            allowed(one, Fraction(stances[one.more] - stances[one.less], 6), strictly=True)
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


def test_a_position_with_bounds_can_flip() -> None:
    """A change of mind leaves the bounds behind."""
    now = case([said("A", 1, between=(0, 1)), said("B", 1), said("C", -1)])
    found = co.robustness(now, "t")
    assert found.changes == 1
    assert "with A against p: B alone against A and C" in map(str, found.flips)


def test_the_report_has_who_is_further() -> None:
    """The page names comparisons in force, and what a split depends on."""
    now = case(
        [said("A", 1, between=(0, 1)), said("B", 1), said("C", -1)], [compared("B", "A", 0.5)]
    )
    text = " ".join(co.report(now).split())
    assert "Who goes further than whom, 2023" in text
    assert "B more in favor of p than A, by at least 0.5 (stated, 2023)" in text
    assert "t: the same without hearsay and without inference. Not certain: it depends" in text


def test_what_was_said_before_does_not_contradict_a_comparison() -> None:
    """They may have moved; at one time, or with what was said later, it cannot be true."""
    close = compared("A", "B", at_most=0.5)
    early = [said("A", 1, date="2022"), said("B", -1, date="2022")]
    assert case(early, [close]).in_force == ()
    assert case([early[0], said("B", -1)], [close]).compared == (close,)
    assert faults(case, [said("A", 1), said("B", -1)], [close])
    assert faults(case, [*early, said("A", 1), said("B", -1)], [close])


def test_whatever_is_left_out_is_a_case() -> None:
    """What a lens leaves can be checked again, and so comes back from a file."""
    full = co.load_case("migration-2023")
    lens: list[Any] = [*full.statements, "stated", "reported", "hearsay", "inferred"]
    for what in lens:
        left = full.without(what)
        assert attrs.evolve(left) == left
    for date in full.dates:
        left = full.at(date).without("inferred")
        assert attrs.evolve(left) == left


def test_comparisons_are_checked_in_one_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten times as many comparisons of one pair are looked at no more than ten times as often."""
    looks = [0]
    of_pair = comparisons._pair_on

    def looked(one: co.Comparison) -> Any:
        looks[0] += 1
        return of_pair(one)

    monkeypatch.setattr(comparisons, "_pair_on", looked)
    found = []
    for number in (30, 300):
        looks[0] = 0
        case(comparisons=[compared("A", "B", date=str(1500 + year)) for year in range(number)])
        found.append(looks[0])
    assert 0 < found[1] <= 10 * found[0]

"""Packages of settlements: equal to a look at every one, and no worse than a fine grid."""

from fractions import Fraction
from itertools import combinations, product
from random import Random
from typing import Any

import pytest

import coalition as co
from coalition.answers.deals import _bundles
from coalition.numbers import exact
from coalition.rules.tallies import Judge
from tests.random_deals import sides
from tests.random_games import NAMES, rules

LENGTHS = {"x": (0, 10), "y": (0, 24), "z": (-5, 5)}
TOLL = co.Scales(
    ends=[("toll", 0, 100)],
    held=[("toll", "Low", 40, 1, 1), ("toll", "Mid", 60, 1, 1), ("toll", "High", 100, 10, 1)],
)


def some_scales(chance: Random, members: str, issues: str) -> tuple[co.Scales, dict[str, Any]]:
    """Return positions of all members in whole numbers, and a status quo."""
    held = [
        (issue, name, chance.randint(*LENGTHS[issue]), chance.choice([0, 1, 2, 5]), 1)
        for issue in issues
        for name in members
    ]
    seats = tuple(chance.randint(1, 5) for _ in members)
    scales = co.Scales([(i, *LENGTHS[i]) for i in issues], held, members, seats=seats)
    return scales, {issue: chance.randint(*LENGTHS[issue]) for issue in issues}


def gains_of(
    scales: co.Scales, now: dict[str, Any], deal: dict[str, Any], floor: dict[str, Any]
) -> dict[str, Fraction]:
    """Return what every actor gains if these issues are settled at these points."""
    gains = {name: -Fraction(floor.get(name, 0)) for name in scales.actors}
    for issue, name, place, salience, _ in scales.held:
        if issue in deal:
            low, high = scales.ends_of(issue)
            nearer = abs(now[issue] - place) - abs(deal[issue] - place)
            gains[name] += exact(salience) * nearer / (high - low)
    return gains


def every_deal(points: dict[str, list[Any]]) -> list[dict[str, Any]]:
    """Return every choice of at least one issue with a point for each."""
    return [
        dict(zip(issues, chosen, strict=True))
        for size in range(1, len(points) + 1)
        for issues in combinations(points, size)
        for chosen in product(*(points[issue] for issue in issues))
    ]


def tried(scales: co.Scales, now: dict[str, Any], found: co.Packages) -> dict[str, list[Any]]:
    """Return the points that are tried: held ones, the compromise, and one of the best deal."""
    means = {one.proposal: one.mean for one in co.compromise(scales)}
    points: dict[str, set[Any]] = {name: {means[name]} - {None} for name in scales.issues}
    for issue, _, place, *_ in scales.held:
        points[issue].add(place)
    for issue, known in points.items():
        also = {at for one in found for name, at in one.settlements if name == issue} - known
        assert len(also) <= 1
        points[issue] |= also
    return {issue: sorted(known - {now[issue]}) for issue, known in points.items()}


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", range(2))
def test_every_settlement(seed: int) -> None:
    """The packages, their gains and the Pareto-optimal are those that a look at all finds."""
    chance = Random(seed)
    for _ in range(60):
        members, issues = NAMES[: chance.randint(1, 3)], "xyz"[: chance.randint(1, 2)]
        scales, now = some_scales(chance, members, issues)
        rule = rules(members, chance)
        floor = {members[0]: Fraction(chance.randint(-2, 4), 4)} if chance.random() < 0.4 else {}
        found = co.packages(
            scales, status_quo=now, rule=rule, reservation=floor, dominated=True, limit=2000
        )
        seats: Any = dict(zip(scales.actors, scales.seats, strict=True))
        order = [name for name, _ in found.found[0].gains] if found.found else sorted(members)
        carries = Judge(rule, tuple(order), seats)
        expected = {}
        for deal in every_deal(tried(scales, now, found)):
            gains = gains_of(scales, now, deal, floor)
            if carries(sides([gains[name] for name in order])):
                expected[tuple(deal.items())] = tuple((name, gains[name]) for name in order)
        assert {one.settlements: one.gains for one in found} == expected
        assert found.complete
        best = {
            deal
            for deal, gains in expected.items()
            if not any(
                other != gains and all(a >= b for (_, a), (_, b) in zip(other, gains, strict=True))
                for other in expected.values()
            )
        }
        assert {one.settlements for one in found if one.pareto} == best
        assert {one.settlements for one in found if one.log_roll} == {
            deal for deal in expected if not any((part,) in expected for part in deal)
        }


@pytest.mark.no_cover
def test_no_deal_on_a_fine_grid_is_better() -> None:
    """By unanimity the best package is the best anywhere; where none passes, no other does."""
    chance = Random(5)
    for _ in range(60):
        members, issues = NAMES[: chance.randint(1, 4)], "xz"[: chance.randint(1, 2)]
        scales, now = some_scales(chance, members, issues)
        floor = {members[0]: Fraction(chance.randint(0, 2), 4)} if chance.random() < 0.4 else {}
        found = co.packages(scales, status_quo=now, reservation=floor, limit=1)
        steps = 40 if len(issues) == 1 else 10
        grid = {
            i: [low + Fraction((high - low) * at, steps) for at in range(steps + 1)]
            for i, (low, high) in LENGTHS.items()
            if i in issues
        }
        sums = [
            sum(gains.values())
            for deal in every_deal(grid)
            for gains in [gains_of(scales, now, deal, floor)]
            if min(gains.values()) >= 0 < max(gains.values())
        ]
        if found.found:
            assert max(sums, default=0) <= found.found[0].total
            assert found.found[0].total == found.ceiling
        else:
            assert not sums


def test_too_much_work_for_the_best_deal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Then nothing is said of other points, and of those that are tried the best is found."""
    monkeypatch.setattr(_bundles, "MOST_MIXED", 0)
    found = co.packages(TOLL, status_quo={"toll": 0})
    assert (found.ceiling, found.complete, found.stopped) == (10, True, None)
    assert str(found) == (
        "2 packages at the points that are tried (unanimity); at whatever points, none gains more "
        "than 10"
    )
    early = co.packages(TOLL, status_quo={"toll": 0}, time_limit=0)
    assert (early.ceiling, early.complete, early.stopped) == (10, False, "time")
    assert [one.settlements for one in found] == [(("toll", 60),), (("toll", 40),)]


def test_as_far_as_somebody_goes() -> None:
    """Low is at 40 and takes 80 as well as nothing, which is nearer to High than all held."""
    found = co.packages(TOLL, status_quo={"toll": 0})
    assert str(found.found[0]) == "toll at 80 (gains: High 8, Low 0, Mid 2/5)"
    assert found.found[0].abstainers == ("Low",)
    (more,) = co.packages(TOLL, status_quo={"toll": 0}, reservation={"Low": 0.3}, limit=1)
    assert more.settlements == (("toll", 50),)
    low = co.packages(TOLL, status_quo={"toll": 0}, actors=["Low", "Mid"])
    assert {point for one in low for _, point in one.settlements} == {40, 50, 60}


def test_a_log_roll_between_held_points() -> None:
    """A wants longer hours and B a toll; at the points they hold, each would lose too much."""
    scales = co.Scales(
        ends=[("hours", 0, 10), ("toll", 0, 10)],
        held=[
            *(("hours", "A", 10, 3, 1), ("hours", "B", 0, 2, 1)),
            *(("toll", "A", 0, 1, 1), ("toll", "B", 10, 1, 1)),
        ],
    )
    found = co.packages(scales, status_quo={"hours": 0, "toll": 0})
    assert str(found) == (
        "1 package at the points that are tried (unanimity); at whatever points, none gains more "
        "than 1/2"
    )
    assert str(found.found[0]) == "log-roll of hours at 5 and toll at 10 (gains: A 1/2, B 0)"


def test_what_is_not_known_of_an_issue() -> None:
    """An issue on which a salience is not known is named, as is one without a status quo."""
    scales = co.Scales(
        ends=[("hours", 0, 24), ("toll", 0, 10), ("zone", 0, 1)],
        held=[
            *(("hours", "A", 10, 1, 1), ("hours", "B", 12, None, 1)),
            *(("toll", "A", 2.5, 1, None), ("toll", "B", 3, 1, 1)),
            *(("zone", "A", 1, 1, 1), ("zone", "B", 1, 1, 1)),
        ],
    )
    found = co.packages(scales, status_quo={"hours": 0, "toll": 0}, dominated=True)
    assert found.excluded == ("hours", "zone")
    assert str(found).endswith("; without hours, zone, of which not all is known")
    assert {one.settlements for one in found} == {(("toll", 2.5),), (("toll", 3),)}
    assert {type(one.total) for one in found} == {float}


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({}, r"status_quo: say where issues are without a deal: \{'toll': \.\.\.\}"),
        ({"status_quo": {"toll": 101}}, r"status_quo\['toll'\]: must be on its scale, from 0 to"),
        ({"status_quo": {"toll": "low"}}, "must be a finite number, not 'low'"),
        ({"status_quo": {"tolls": 1}}, "did you mean 'toll'"),
    ],
)
def test_refusals(asked: dict[str, Any], message: str) -> None:
    """Without a status quo, or with one that is on no scale, nothing can be gained or lost."""
    with pytest.raises(co.errors.CoalitionError, match=message):
        co.packages(TOLL, **asked)


def test_no_status_quo_of_proposals() -> None:
    """Of proposals it is always that none is adopted."""
    with pytest.raises(co.InvalidValue, match="a proposal is not adopted without a deal"):
        co.packages("migration-2023", status_quo={"one-week-delay": 1})

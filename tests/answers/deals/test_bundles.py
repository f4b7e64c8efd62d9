"""The search for bundles: large ones, equal ones, and where it stops."""

from random import Random

import pytest

import coalition as co
from coalition.answers.deals import _bundles
from tests.random_games import NAMES


def test_forty_proposals_and_an_honest_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 40 proposals and 8 parties the best are found; a search cut short says what is left."""
    chance = Random(1)
    names, parts = NAMES[:8], [f"p{number:02}" for number in range(40)]
    stances = [[chance.randint(-10, 8) / 10 for _ in parts] for _ in names]
    matrix = co.StanceMatrix(tuple(names), parts, stances)
    best = co.packages(matrix)
    assert len(best) == 20
    assert best.bound is not None
    assert min(package.total for package in best) >= best.bound
    assert all(gain >= 0 for package in best for _, gain in package.gains)
    monkeypatch.setattr(_bundles, "MOST", 50)
    cut = co.packages(matrix)
    assert not cut.complete
    assert cut.bound is not None
    assert cut.bound >= max(package.total for package in best if package not in cut.found)
    stopped = co.packages(matrix, time_limit=0)
    assert (len(stopped), stopped.complete) == (0, False)
    assert (best.stopped, cut.stopped, stopped.stopped) == (None, "work", "time")


def test_equal_proposals_are_exchanged() -> None:
    """Two camps with twenty equal wishes each: no bundle is missed, and none is gone through."""
    parts = [f"p{number:02}" for number in range(40)]
    stances = [[1] * 20 + [-0.5] * 20, [-0.5] * 20 + [1] * 20]
    found = co.packages(co.StanceMatrix(("A", "B"), parts, stances), limit=41)
    assert found.found[0].proposals == tuple(parts)
    assert {len(package.proposals) for package in found.found[1:]} == {39}
    fewer = co.packages(co.StanceMatrix(("A", "B"), parts, stances), dominated=True, limit=42)
    sizes = sorted(len(package.proposals) for package in fewer)
    assert sizes == [38] + [39] * 40 + [40]


def test_packages_stop_at_a_time_limit() -> None:
    """Stopped at once, packages over 40 proposals say so, with what the sum of gains can reach."""
    chance = Random(1)
    parts = [f"p{number:02}" for number in range(40)]
    stances = [[chance.randint(-10, 8) / 10 for _ in parts] for _ in NAMES[:8]]
    found = co.packages(co.StanceMatrix(tuple(NAMES[:8]), parts, stances), time_limit=0)
    assert (found.complete, found.stopped, len(found)) == (False, "time", 0)
    assert found.bound is not None
    assert found.bound > 0
    assert str(found) == f"no package so far, and none gains more than {found.bound} (unanimity)"

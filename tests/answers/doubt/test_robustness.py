"""How robust a split is: the case, brute force, and limits."""

import itertools
import random
from fractions import Fraction
from typing import Any

import attrs
import pytest

import coalition as co
from coalition.answers.doubt import _flips
from coalition.signed.partition import partition_of
from tests.builders import case, said
from tests.doubtful import SIDES, small


@pytest.fixture(scope="module")
def july() -> co.Coalition:
    return co.load_case("migration-2023").at("2023-07")


@pytest.fixture(scope="module")
def january() -> co.Coalition:
    return co.load_case("migration-2023").at("2023-01")


def test_the_split_on_asylum_takes_two_changes(july: co.Coalition) -> None:
    """Rows 10 to 17: two changed positions of one party flip it, and no statement alone does."""
    found = co.robustness(july, "migration/asylum")
    assert (found.changes, found.at_least, found.complete, found.rests_on) == (2, 2, True, ())
    assert len(found.flips) == 24
    assert all(len({move.position.actor for move in flip.moves}) == 1 for flip in found.flips)


def test_the_split_on_labour_migration_rests_on_d66(january: co.Coalition) -> None:
    """Rows 6 to 8: one report on D66 carries the split; what is inferred does not."""
    found = co.robustness(january, "migration/labour")
    assert [str(flip) for flip in found.rests_on] == [
        "without D66 on labour-migration-curb: VVD, CDA and CU together"
    ]
    assert str(found).endswith(
        "flips with 1 changed position, in 8 ways; rests on D66 against labour-migration-curb "
        "(reported, 2023-01, J)"
    )


def test_the_asylum_split_of_january_rests_on_no_single_statement(january: co.Coalition) -> None:
    """Rows 1 to 4: one proposal only, so any party that changes its mind flips it."""
    found = co.robustness(january, "migration/asylum")
    assert (found.changes, len(found.flips), found.rests_on) == (1, 8, ())
    assert str(found).endswith("in 8 ways; no single statement is critical")


@pytest.mark.parametrize("seed", range(60))
def test_robustness_is_what_all_changes_say(seed: int) -> None:
    """The fewest changes, and all of them, equal those found by trying every set of changes.

    Also where proposals count for more, for less or for nothing.
    """
    draw = random.Random(seed)
    now = small(draw, proposals=2)
    weights: Any = draw.choice([None, {"p0": draw.choice([0, 0.1, Fraction(1, 3), 2])}])
    base = optima(now, weights)
    flips: set[Any] = set()
    for size in range(1, len(now.positions) + 1):
        for chosen in itertools.combinations(now.positions, size):
            for sides in itertools.product(SIDES, repeat=size):
                moved = [
                    attrs.evolve(one, stance=side) for one, side in zip(chosen, sides, strict=True)
                ]
                if all(a.stance != b.stance for a, b in zip(chosen, moved, strict=True)):
                    kept = [one for one in now.positions if one not in chosen]
                    if optima(attrs.evolve(now, positions=[*kept, *moved]), weights) != base:
                        flips.add(frozenset((m.actor, m.proposal, m.stance) for m in moved))
        if flips:
            break
    found = co.robustness(now, "t", weights=weights)
    assert found.complete
    assert found.changes == (size if flips else None)
    assert flips == {
        frozenset((m.position.actor, m.position.proposal, m.stance) for m in flip.moves)
        for flip in found.flips
    }


def optima(now: co.Coalition, weights: Any = None) -> Any:
    found = co.split(now, "t", weights=weights).optima
    return {frozenset(map(frozenset, blocs)) for blocs in found}


def test_robustness_refuses_bad_options(july: co.Coalition) -> None:
    """Limits and stances are held to the same checks."""
    for options in ({"max_trials": 0}, {"max_changes": 0}, {"stances": ["x"]}, {"time_limit": "1"}):
        with pytest.raises(co.InvalidValue):
            co.robustness(july, "migration/asylum", **options)


def test_interruption_of_a_search_for_flips(july: co.Coalition, monkeypatch: Any) -> None:
    """Ctrl-C ends the search for flips with those that were found; the split must be known."""
    calls = itertools.count()

    def interrupted(*args: Any, **options: Any) -> Any:
        if next(calls) == 40:
            raise KeyboardInterrupt
        return partition_of(*args, **options)

    whole = co.robustness(july, "migration/asylum")
    monkeypatch.setattr(_flips, "partition_of", interrupted)
    found = co.robustness(july, "migration/asylum")
    assert (found.stopped, found.complete, found.rests_on) == ("interrupt", False, whole.rests_on)
    assert found.at_least is not None
    assert found.at_least <= 2
    assert set(found.flips) < set(whole.flips)
    monkeypatch.undo()
    assert co.robustness(july, "migration/asylum") == whole


def test_a_search_with_limits_says_what_is_proven(july: co.Coalition) -> None:
    """Stopped after one change, the answer is that it takes no fewer than two."""
    one = co.robustness(july, "migration/asylum", max_changes=1)
    assert (one.changes, one.at_least, one.flips, one.complete) == (None, 2, (), False)
    assert "flips with no fewer than 2 changed positions" in str(one)
    none = co.robustness(july, "migration/asylum", time_limit=0)
    assert (none.changes, none.at_least, none.complete) == (None, 1, False)


def test_nobody_to_divide_cannot_flip() -> None:
    """Where nobody is placed, no changed position flips anything."""
    found = co.robustness(case([said("A", "p")]), "t")
    assert (found.changes, found.at_least, found.complete) == (None, None, True)
    assert "no changed positions flip it" in str(found)

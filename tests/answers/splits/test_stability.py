"""Stability: resamples drawn and split in a slow and obvious way, sentences, and limits."""

from collections import Counter
from fractions import Fraction
from itertools import combinations
from typing import Any, cast

import attrs
import numpy as np
import pytest

import coalition as co
from coalition.answers.splits import stability as module
from coalition.model.words import NullModel
from coalition.signed.partition import partition
from coalition.stances.agreement import NULL_MODELS
from tests.builders import case
from tests.matrices import NAN, matrix
from tests.votes_by_chance import camps, coins

MIXED = camps(3, 3, 2, loyal=0.6, proposals=50, strangers=1)


def slowly(votes: co.StanceMatrix, resamples: int, seed: int, **how: Any) -> list[Any]:
    """Return the split of every resample, each of a matrix in which proposals have other names."""
    chance = np.random.Generator(np.random.PCG64(seed))
    number = len(votes.proposals)
    order = sorted(range(number), key=votes.proposals.__getitem__)
    found = []
    for _ in range(resamples):
        drawn = [order[at] for at in chance.integers(number, size=number)]
        names = [f"n{at}" for at in range(number)]
        part = attrs.evolve(votes, proposals=names, values=votes.values[:, drawn])
        found.append(co.split(part, **how))
    return found


@pytest.mark.parametrize(
    "how",
    [
        {},
        {"max_blocs": 2},
        {"min_shared": 45},
        {"agree_within": "mean"},
        *({"null_model": model} for model in NULL_MODELS),
    ],
)
def test_resamples_are_split_one_by_one(how: dict[str, Any]) -> None:
    """Every split, its share, and how often two are together, as they are counted by hand."""
    loyal = 0.82 if "null_model" in how else 0.6
    votes = camps(3, 3, 2, loyal=loyal, proposals=50, strangers=1)
    found = co.stability(votes, resamples=40, seed=7, **how)
    assert len(found.splits) > 1
    slow = [one.optima for one in slowly(votes, 40, 7, **how)]
    times = Counter(slow)
    assert found.split == co.split(votes, **how)
    assert {one.optima: one.times for one in found.splits} == times
    assert [one.times for one in found.splits] == sorted(times.values(), reverse=True)
    assert found.share == Fraction(times[found.split.optima], 40)
    assert sum(one.share for one in found.splits) == 1
    for (one, other), share in found.together:
        parts = [
            Fraction(sum(any({one, other} <= set(b) for b in blocs) for blocs in optima))
            / len(optima)
            for optima in slow
        ]
        assert share == sum(parts) / 40
    assert {frozenset(pair) for pair, _ in found.together} == set(
        map(frozenset, combinations(votes.actors, 2))
    )


def test_statements_are_drawn_with_their_proposals() -> None:
    """Of a case whose statements count by how they are known, as of its matrix."""
    held = {
        proposal: dict(zip("ABCDEF", column, strict=True))
        for proposal, column in zip(MIXED.proposals, MIXED.values.T, strict=True)
    }
    told = case(held)
    plain = co.stability(told, "t", resamples=20)
    half = co.stability(told, "t", resamples=20, reliability={"stated": 0.5})
    assert plain.splits == half.splits
    assert plain.together == half.together
    assert plain.splits == co.stability(MIXED, resamples=20).splits
    assert (plain.split.topic, half.agreement) == ("t", co.Agreement(reliability={"stated": 0.5}))


def test_order_and_seed() -> None:
    """The order of actors and proposals makes no difference; the seed does."""
    chance = np.random.default_rng(1)
    rows, columns = chance.permutation(6), chance.permutation(50)
    moved = co.StanceMatrix(
        [MIXED.actors[at] for at in rows],
        [MIXED.proposals[at] for at in columns],
        MIXED.values[np.ix_(rows, columns)],
    )
    found = co.stability(MIXED, resamples=30, seed=2)
    again = co.stability(moved, resamples=30, seed=2)
    assert (again.splits, again.together) == (found.splits, found.together)
    assert co.stability(MIXED, resamples=30, seed=2) == found
    assert co.stability(MIXED, resamples=30, seed=3).splits != found.splits


def test_proposals_of_no_weight_are_not_drawn() -> None:
    """They are not among those that could have been others."""
    some = dict.fromkeys(MIXED.proposals[30:], 0)
    part = attrs.evolve(MIXED, proposals=MIXED.proposals[:30], values=MIXED.values[:, :30])
    found = co.stability(MIXED, resamples=20, weights=some)
    assert found.proposals == 30
    assert found.splits == co.stability(part, resamples=20).splits


def test_where_all_agree_always_the_split_is_stable() -> None:
    """Two against two on everything: no proposal makes a difference."""
    votes = matrix([1.0] * 40, [1.0] * 40, [-1.0] * 40, [-1.0] * 40)
    found = co.stability(votes, resamples=50)
    assert (found.share, found.proven) == (Fraction(1), 50)
    assert dict(found.together)["A", "B"] == 1
    assert dict(found.together)["A", "C"] == 0
    assert str(found) == (
        "A and B against C and D: the same split in 50 of 50 resamples of 40 proposals (100.0 %); "
        "proven on all proposals, and stable (agreement by chance included)"
    )
    assert str(found.splits[0]) == "A and B against C and D: 50 of 50"


def test_proven_is_not_stable() -> None:
    """Where a few proposals decide, it is said; and so that they are few."""
    votes = matrix([1.0] * 20, [1.0] * 20, [1.0] * 9 + [-1.0] * 11)
    found = co.stability(votes, resamples=100)
    first, *others = found.splits
    assert str(found) == (
        f"C alone against A and B: the same split in {first.times} of 100 resamples of 20 proposals"
        f" ({first.times}.0 %), {1 + len(others)} different splits; proven on all proposals, but "
        "not stable; so few are too few to draw from "
        "(agreement by chance included)"
    )


@pytest.mark.parametrize(
    ("proposals", "resamples", "why"),
    [(1, 200, "so few are too few to draw from"), (40, 1, "so few resamples say little")],
)
def test_nothing_is_called_stable_by_few(proposals: int, resamples: int, why: str) -> None:
    """One proposal comes back in every resample, and one resample proves nothing."""
    votes = matrix([1.0] * proposals, [-1.0] * proposals)
    found = co.stability(votes, resamples=resamples)
    assert found.share == 1
    assert f"(100.0 %); proven on all proposals; {why} (" in str(found)


def test_another_split_may_come_more_often() -> None:
    """Three equally good splits on all proposals come together in few resamples."""
    votes = matrix([1.0] * 40, [1.0] * 20 + [-1.0] * 20, [NAN] * 40)
    found = co.stability(votes, resamples=60, seed=1)
    assert len(found.split.optima) == 2
    assert found.splits[0].optima != found.split.optima
    assert f"; more often {found.splits[0]}" in str(found)


@pytest.mark.parametrize("model", NULL_MODELS)
def test_nothing_beyond_chance_is_no_split(model: NullModel) -> None:
    """Where there is none, none is drawn for."""
    found = co.stability(coins(4, 12, 60, 0.3), null_model=model)
    assert (found.share, found.splits, found.together, found.resamples) == (None, (), (), 0)
    assert str(found) == (
        f"nothing beyond chance: no split that could be stable (null model {model}, alpha 0.05)"
    )


def test_stability_says_what_the_split_says() -> None:
    """Who has no tie beyond chance is in no bloc, and is named with how agreement was counted."""
    votes = camps(1, 3, 3, proposals=60, strangers=1, loyal=0.9)
    found = co.stability(votes, resamples=5, null_model="fixedcol")
    assert found.split.unplaced == ("G",)
    assert str(found).endswith("; in no bloc: G (beyond chance; null model fixedcol, alpha 0.05)")


def test_resamples_with_nothing_beyond_chance() -> None:
    """They have a split without blocs, and it is named so."""
    votes = camps(4, 3, 2, proposals=50, strangers=1)
    found = co.stability(votes, null_model="fixedcol", alpha=0.001, resamples=60)
    nothing = [one for one in found.splits if one.optima == ((),)]
    assert [str(one) for one in nothing] == [f"no blocs: {one.times} of 60" for one in nothing]
    assert nothing


def test_nobody_to_compare() -> None:
    """Without a common proposal, or any, nothing is drawn."""
    for votes in (matrix([1, NAN], [NAN, 1]), co.StanceMatrix("AB", (), np.empty((2, 0)))):
        assert str(co.stability(votes)) == "nobody to compare: no split that could be stable"


def test_limits_of_time_and_ctrl_c(monkeypatch: pytest.MonkeyPatch) -> None:
    """What was drawn before is in the answer, and it says that it ended early."""
    none = co.stability(MIXED, time_limit=0)
    assert (none.resamples, none.share, none.stopped) == (0, None, "time")
    assert "how stable that is was not found out" in str(none)
    calls = 0

    def interrupted(*args: Any, **options: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == 4:
            raise KeyboardInterrupt
        return partition(*args, **options)

    monkeypatch.setattr(module, "partition", interrupted)
    found = co.stability(MIXED, resamples=10)
    monkeypatch.undo()
    assert (found.resamples, found.stopped) == (3, "interrupt")
    assert found.splits == co.stability(MIXED, resamples=3).splits
    assert "ended early" in str(found)


def test_splits_that_are_not_proven_are_counted_and_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A resample whose split takes too much work counts with the best that was found."""

    def unproven(*args: Any, **options: Any) -> Any:
        return attrs.evolve(partition(*args, **options), optimal=False)

    monkeypatch.setattr(module, "partition", unproven)
    found = co.stability(MIXED, resamples=5)
    assert (found.resamples, found.proven) == (5, 0)
    assert "; 0 of the resamples are proven" in str(found)


def test_faults() -> None:
    """Counts that are none are refused."""
    wrong: Any = {"seed": -1}
    with pytest.raises(co.InvalidValue, match="stability: seed: must be a whole number, 0 or more"):
        co.stability(MIXED, **wrong)
    with pytest.raises(co.InvalidValue, match="resamples: must be a whole number of at least 1"):
        co.stability(MIXED, resamples=0)


def test_table_of_pairs() -> None:
    """The frame of a stability has a row for every two actors; that of its splits one for each."""
    found = co.stability(MIXED, resamples=5)
    frame = co.to_frame(found)
    assert list(frame.columns) == ["actor", "other", "together"]
    assert len(frame) == 15
    assert co.to_frame(found.splits)["times"].sum() == 5


def test_a_case_of_few_statements_is_sent_to_robustness() -> None:
    """Votes are not, as nothing but a case can be asked how robust its split is."""
    found = co.stability(co.load_case("migration-2023"), "migration/asylum", resamples=5)
    assert "so few are too few to draw from: ask for robustness" in str(found)


def test_a_whole_number_of_any_kind_is_a_seed() -> None:
    """One of numpy draws as Python's own; a fraction, or one below 0, is refused."""
    found = co.stability(MIXED, resamples=5, seed=3)
    assert co.stability(MIXED, resamples=5, seed=cast("int", np.int64(3))) == found
    for wrong in (-1, 0.5):
        with pytest.raises(co.InvalidValue, match="seed: must be a whole number, 0 or more, not"):
            co.stability(MIXED, resamples=5, seed=cast("int", wrong))

"""Agreement of all pairs: equal to obvious loops, whatever the block, the order or the threads."""

import os
import subprocess
import sys
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coalition.numbers import exact, scaled
from coalition.stances import ties as counting
from coalition.stances.codes import SIDES as LEVELS
from coalition.stances.codes import packed
from coalition.stances.ties import ties
from tests.oracles import agreement

NAN = float("nan")
SIDES = st.sampled_from([-1.0, 1.0, NAN])
NEUTRAL = st.sampled_from([-1.0, 0.0, 1.0, NAN])
GRADED = st.sampled_from([-1, -0.5, -0.1, 0, 0.1, 1 / 3, 0.7, 1, NAN])
ANY = st.floats(-1, 1) | st.just(NAN)
WEIGHTS = st.sampled_from([0, 1, 2, 0.1, 2.5, Fraction(1, 3), 10**9, 2**70]) | st.floats(0, 1e6)

Rows = list[list[float]]


@st.composite
def tables(draw: st.DrawFn) -> Rows:
    """Return a table of up to 7 actors and 9 proposals, of one kind of stances."""
    kind = draw(st.sampled_from([SIDES, NEUTRAL, GRADED, ANY]))
    columns = draw(st.integers(0, 9))
    row = st.lists(kind, min_size=columns, max_size=columns)
    return draw(st.lists(row, min_size=1, max_size=7))


def found(
    rows: Rows, weights: Any = None, block: int = counting.BLOCK, within: Any = Fraction(1)
) -> dict[Any, Any]:
    """Return agreement, disagreement and shared proposals of every pair that shares one."""
    load = None if weights is None else [exact(weight) for weight in weights]
    table = np.array(rows).reshape(len(rows), -1)
    sums = ties(packed(table), load, within, block=block)
    return {
        (i, j): (
            Fraction(int(sums.agree[i, j]), sums.scale),
            Fraction(int(sums.disagree[i, j]), sums.scale),
            int(sums.shared[i, j]),
        )
        for i in range(len(rows))
        for j in range(i + 1, len(rows))
        if sums.shared[i, j]
    }


@settings(max_examples=100)
@given(tables(), st.integers(1, 30), st.data())
def test_property_agreement_equals_obvious_loops(
    rows: Rows, block: int, data: st.DataObject
) -> None:
    """Every mix of missing, neutral and graded stances and of weights adds up exactly."""
    weights = data.draw(st.none() | st.lists(WEIGHTS, min_size=len(rows[0]), max_size=len(rows[0])))
    assert found(rows, weights, block) == agreement(rows, weights)


@settings(max_examples=80)
@given(
    tables(),
    st.sampled_from([Fraction(1), Fraction(1, 2), Fraction(3, 2), Fraction(7, 30), "mean"])
    | st.fractions(0, 2, max_denominator=10**6).filter(lambda turn: 0 < turn < 2),
    st.data(),
)
def test_property_agreement_turns_at_any_distance(
    rows: Rows, within: Any, data: st.DataObject
) -> None:
    """At any distance, or the mean one on each proposal, sums equal those of obvious fractions."""
    weights = data.draw(st.none() | st.lists(WEIGHTS, min_size=len(rows[0]), max_size=len(rows[0])))
    block = data.draw(st.integers(1, 30))
    assert found(rows, weights, block, within) == agreement(rows, weights, within)


@settings(max_examples=80)
@given(tables(), st.sampled_from([1, 3, 2**70]))
def test_property_large_sums_within_the_mean_are_rounded(rows: Rows, weight: int) -> None:
    """Where exact numbers were too long, each is off by no more than half a step for a proposal."""
    weights = [weight] * len(rows[0])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(counting, "_MOST_BITS", 0)
        rounded = found(rows, weights, within="mean")
    slow = agreement(rows, weights, within="mean")
    assert rounded.keys() == slow.keys()
    for pair, sums in slow.items():
        for one, other in zip(rounded[pair], sums, strict=True):
            assert abs(one - other) <= Fraction(len(rows[0]), 2**31)


@settings(max_examples=80)
@given(tables())
def test_property_agreement_turns_at_1_by_default(rows: Rows) -> None:
    """Agreement is 1 less the distance unless another is asked for."""
    assert found(rows, within=Fraction(1)) == found(rows) == agreement(rows)


@settings(max_examples=80)
@given(st.lists(st.lists(SIDES, min_size=5, max_size=5), min_size=2, max_size=6))
def test_property_for_and_against_are_the_same_at_any_distance(rows: Rows) -> None:
    """Without stances between, it makes no difference where agreement turns."""
    assert found(rows, within="mean") == found(rows, within=Fraction(1, 3)) == found(rows)


def test_the_mean_distance_by_hand() -> None:
    """Of 1, 0 and -1 the mean distance is 4/3: neighbors agree by 1/4, the ends disagree by 1."""
    sums = found([[1], [0], [-1]], within="mean")
    assert sums == {
        (0, 1): (Fraction(1, 4), 0, 1),
        (0, 2): (0, 1, 1),
        (1, 2): (Fraction(1, 4), 0, 1),
    }
    assert found([[0.5], [0.5]], within="mean") == {(0, 1): (1, 0, 1)}


@settings(max_examples=60)
@given(tables(), st.randoms(use_true_random=False))
def test_property_order_does_not_matter(rows: Rows, random: Any) -> None:
    """Rows and columns in another order give the same sums."""
    down, across = (random.sample(range(n), n) for n in (len(rows), len(rows[0])))
    turned = found([[rows[i][j] for j in across] for i in down])
    named = {tuple(sorted((down[i], down[j]))): sums for (i, j), sums in turned.items()}
    assert named == found(rows)


@pytest.mark.parametrize("levels", [[-1, 1], [-1, 0, 1], [-1, -0.3, 0, 0.25, 1]])
def test_every_way_gives_the_same(levels: list[float]) -> None:
    """Products by sides, products by levels and sums by rows agree on a larger table."""
    chance = np.random.default_rng(1)
    table = packed(chance.choice([*levels, NAN], (40, 700)))
    whole, unit = scaled([exact(level) for level in table.levels])
    at, ones = partial(counting.alike, unit=unit, within=Fraction(1)), np.ones(700, np.int64)
    ways = [
        counting._by_levels(table.codes, whole, at, [1] * 700, 999),
        counting._by_rows(table.codes, np.array(whole), at, ones, 3000),
        counting._by_rows(table.codes, np.array(whole, object), at, ones.astype(object), 10**6),
    ]
    if table.levels == LEVELS:
        ways.append(counting._by_sides(table.codes, 1234))
    half = partial(counting.alike, unit=unit, within=Fraction(1, 2))
    above = np.triu_indices(40, 1)
    for kind in (np.int64, object):
        load = np.ones(700, kind)
        by_rows = counting._by_rows(table.codes, np.array(whole, kind), half, load, 4000)
        by_levels = counting._by_levels(table.codes, whole, half, [1] * 700, 999)
        for one, other in zip(by_rows, by_levels, strict=True):
            assert one[above].tolist() == other[above].tolist()
    first, *others = [[sums[above].tolist() for sums in way] for way in ways]
    assert all(other == first for other in others)


@pytest.mark.parametrize("chances", [[0.4, 0, 0.4, 0.2], [0.3, 0.2, 0.3, 0.2], [0, 0, 0, 1]])
@pytest.mark.parametrize(
    "shape", [(0, 5), (1, 70), (4, 0), (5, 1), (6, 63), (6, 64), (6, 65), (9, 700), (3, 33_000)]
)
def test_compiled_counts_are_the_same(
    monkeypatch: pytest.MonkeyPatch, shape: tuple[int, int], chances: list[float]
) -> None:
    """Bits counted by numba give what products give, of the same type, for words full or not."""
    table = np.random.default_rng(3).choice([-1, 0, 1, NAN], shape, p=chances)
    plain = ties(packed(table))
    monkeypatch.setattr(counting, "COMPILED", 0)
    monkeypatch.setattr(counting, "_by_sides", None)
    compiled = ties(packed(table))
    above = np.triu_indices(shape[0], 1)
    for name in ("agree", "disagree", "shared"):
        sums, others = getattr(compiled, name), getattr(plain, name)
        assert (sums.dtype, sums.shape) == (others.dtype, others.shape)
        assert sums[above].tolist() == others[above].tolist()


def test_counts_without_numba(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the extra is not installed, large tables are counted by products."""
    monkeypatch.setattr(counting, "COMPILED", 0)
    monkeypatch.setattr(counting, "find_spec", lambda _: None)
    monkeypatch.setattr(counting, "_by_bits", None)
    assert found([[1, 0, NAN], [1, -1, 1]]) == {(0, 1): (1, 0, 2)}


COUNT = """
import hashlib, numpy as np
from coalition.stances.codes import packed
from coalition.stances.ties import ties
table = packed(np.random.default_rng(2).choice([-1, 0, 1, float("nan")], (300, 5000)))
sums = ties(table)
parts = (sums.agree, sums.disagree, sums.shared)
print(hashlib.sha256(b"".join(part.tobytes() for part in parts)).hexdigest())
"""


def test_threads_do_not_matter() -> None:
    """One thread and four give the same bytes."""
    outputs = {
        subprocess.run(
            [sys.executable, "-c", COUNT],
            env={**os.environ, "OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads},
            capture_output=True,
            check=True,
        ).stdout
        for threads in ("1", "4")
    }
    assert len(outputs) == 1


def test_more_levels_than_a_byte_holds() -> None:
    """Graded stances of hundreds of values keep each of them, in two bytes a cell."""
    grades = np.linspace(-1, 1, 401)
    table = packed(np.array([grades, grades[::-1]]))
    assert table.codes.dtype == np.int16
    assert table.values()[0].tolist() == grades.tolist()
    assert found([grades.tolist(), grades[::-1].tolist()]) == agreement(
        [grades.tolist(), grades[::-1].tolist()]
    )

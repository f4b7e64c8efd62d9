"""Null models: published values, slow and obvious ways to the same numbers, and laws."""

import math
import os
import subprocess
import sys
from fractions import Fraction
from statistics import NormalDist
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

import coalition as co
from coalition.graph import _logit_fit
from coalition.graph.null_models import BeyondChance, beyond_chance, bicm, poisson_binomial
from coalition.model.words import NullModel

MODELS = pytest.mark.parametrize("model", ["fixedcol", "sdsm"])
SHARED = [[1, 0, 1, 1], [0, 1, 0, 0], [1, 0, 0, 1]]
Table = npt.NDArray[np.float64]


def votes(seed: int, rows: int, columns: int, gaps: float = 0.2, lopsided: float = 1) -> Any:
    """Return votes of actors who lean one way or the other, on more or less divided columns."""
    chance = np.random.default_rng(seed)
    logit = chance.normal(0, 0.7, rows)[:, np.newaxis] + chance.normal(0.5, lopsided, columns)
    sides = np.where(chance.random(logit.shape) < 1 / (1 + np.exp(-logit)), 1, -1)
    return (sides * (chance.random(logit.shape) >= gaps)).astype(np.int8)


def slow_fit(sides: Any) -> Table:
    """Return the chances of a yes: the logits of rows and of columns in turn, by halving.

    Between -40 and 40, so that what is certain in the limit is off by little.
    """
    known, row = sides != 0, np.zeros((len(sides), 1))
    column = np.zeros((1, sides.shape[1]))
    for _ in range(100):
        for axis, mine, other in ((1, row, column), (0, column, row)):
            low, high = np.full_like(mine, -40), np.full_like(mine, 40)
            for _ in range(35):
                middle = (low + high) / 2
                expected = (known / (1 + np.exp(-middle - other))).sum(axis=axis, keepdims=True)
                few = expected < (sides > 0).sum(axis=axis, keepdims=True)
                low, high = np.where(few, middle, low), np.where(few, high, middle)
            mine[:] = (low + high) / 2
    return np.asarray(1 / (1 + np.exp(-row - column)))


def slow_chances(sides: Any, model: NullModel) -> Table:
    """Return the chances of a yes under a null model."""
    if model == "sdsm":
        return slow_fit(sides)
    share: Table = (sides > 0).sum(axis=0) / np.maximum((sides != 0).sum(axis=0), 1)
    return np.broadcast_to(share, sides.shape)


def convolved(chances: Any) -> Table:
    """Return the chance of each number of events."""
    found = np.ones(1)
    for chance in chances:
        found = np.convolve(found, [1 - chance, chance])
    return found


def by_hand(sides: Any, chances: Table, one: int, other: int) -> tuple[int, float, float, float]:
    """Return agreements, those expected, and the lower and upper tail, of two rows."""
    both = (sides[one] != 0) & (sides[other] != 0)
    yes = chances[:, both]
    alike = yes[one] * yes[other] + (1 - yes[one]) * (1 - yes[other])
    agreed = int((sides[one] == sides[other])[both].sum())
    found = convolved(alike)
    return agreed, alike.sum(), found[: agreed + 1].sum(), found[agreed:].sum()


def of_pairs(found: BeyondChance, *fields: str) -> list[Any]:
    """Return fields of all pairs of rows."""
    above = np.triu_indices(len(found.sign), 1)
    return [getattr(found, field)[above] for field in fields]


# the cells


def test_bicm_published() -> None:
    """As in the tests of the R package backbone 2.1.3."""
    assert bicm([[0, 0, 1], [0, 1, 0], [1, 0, 1]]).round(3).tolist() == [
        [0.216, 0.216, 0.568],
        [0.216, 0.216, 0.568],
        [0.568, 0.568, 0.863],
    ]


def test_sdsm_published() -> None:
    """The upper p-values of common ones in the tests of backbone 2.1.3 are refined normal ones.

    They are so near to the normal (Volkova 1996) that even no common one is found to be rare: the
    chance of none or more is 1, and is found so here.
    """
    table = np.array(SHARED)
    chances = bicm(table)
    normal, exact = np.empty((2, 3, 3))
    for one, row in enumerate(table):
        for other, column in enumerate(table):
            common, both = int(row @ column), chances[one] * chances[other]
            spread = both * (1 - both)
            skewness = (spread * (1 - 2 * both)).sum() / spread.sum() ** 1.5
            off = (common - 0.5 - both.sum()) / math.sqrt(spread.sum())
            density = math.exp(-(off**2) / 2) / math.sqrt(2 * math.pi)
            normal[one, other] = math.erfc(off / math.sqrt(2)) / 2
            normal[one, other] -= skewness * (1 - off**2) * density / 6
            exact[one, other] = poisson_binomial(common, both)[1]
    assert normal.round(3).tolist() == [
        [0.432, 0.977, 0.549],
        [0.977, 0.304, 0.972],
        [0.549, 0.972, 0.329],
    ]
    assert exact.round(3).tolist() == [[0.427, 1, 0.555], [1, 0.306, 1], [0.555, 1, 0.333]]


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", range(15))
def test_the_fit_is_that_of_a_slow_one(seed: int) -> None:
    """With gaps, certain rows and columns, and blocks: the logits are found one after the other."""
    sides = votes(seed, 3 + seed % 5, 4 + seed % 11, gaps=seed % 4 / 8)
    known = sides != 0
    found = (1 + _logit_fit.sdsm(sides)) / 2
    assert abs(found - slow_fit(sides))[known].max(initial=0) < 1e-4
    for axis in (0, 1):
        assert abs((found * known).sum(axis) - (sides > 0).sum(axis)).max() < 1e-8


def test_cells_that_are_certain() -> None:
    """Rows and columns of one side are, and so are all cells of a table that others follow from."""
    assert bicm([[1, 1, 1], [0, 1, 0], [0, 1, 1]]).tolist() == [[1, 1, 1], [0, 1, 0], [0, 1, 1]]


def test_blocks_between_which_all_is_certain() -> None:
    """No row or column is of one side, but the first rows have all of the last columns."""
    found = bicm([[1, 0, 1, 1], [0, 1, 1, 1], [0, 0, 1, 0], [0, 0, 0, 1]])
    assert found.tolist() == [
        [0.5, 0.5, 1, 1],
        [0.5, 0.5, 1, 1],
        [0, 0, 0.5, 0.5],
        [0, 0, 0.5, 0.5],
    ]


def test_parts_without_a_common_column() -> None:
    """Two bodies that never vote together are fitted apart."""
    one, other = votes(1, 4, 9, gaps=0), votes(2, 3, 7, gaps=0)
    both = np.zeros((7, 16), np.int8)
    both[:4, :9], both[4:, 9:] = one, other
    found = _logit_fit.sdsm(both)
    assert found[:4, :9] == pytest.approx(_logit_fit.sdsm(one), abs=1e-9)
    assert found[4:, 9:] == pytest.approx(_logit_fit.sdsm(other), abs=1e-9)
    assert not found[4:, :9].any()


def test_a_chain_of_bodies_is_fitted() -> None:
    """Bodies with one member in common each: the fit must carry what is known across."""
    parts = 12
    sides = np.zeros((3 * parts + 1, 6 * parts), np.int8)
    for part in range(parts):
        sides[3 * part : 3 * part + 4, 6 * part : 6 * part + 6] = votes(part, 4, 6, gaps=0)
    known = sides != 0
    found = (_logit_fit.sdsm(sides) + known) / 2
    for axis in (0, 1):
        assert abs(found.sum(axis) - (sides > 0).sum(axis)).max() < 1e-8


def test_a_fit_that_does_not_end_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """It says what is too large, and gives no numbers that are not met."""
    monkeypatch.setattr(_logit_fit, "STEPS", 2)
    with pytest.raises(co.TooLarge, match="steps of the fit of the null model 'sdsm': 3, and the"):
        beyond_chance(votes(1, 6, 30), "sdsm", 0.05)


@pytest.mark.parametrize("matrix", [[1, 0], [[1, 2]], [[0.5, 1]], [[math.nan, 1]], [["a", "b"]]])
def test_faults_of_bicm(matrix: Any) -> None:
    """A table of anything but 0 and 1 is refused."""
    with pytest.raises(co.InvalidValue, match=r"bicm: matrix: must (have rows|hold nothing but 0)"):
        bicm(matrix)


# the tails


@pytest.mark.parametrize("seed", range(20))
def test_tails_are_those_of_a_convolution(seed: int) -> None:
    """All tails of chances of all kinds, certain ones among them."""
    chance = np.random.default_rng(seed)
    each = [*chance.random(seed), 0, 1, *chance.random(seed) ** 8]
    found = convolved(each)
    for k in range(len(each) + 1):
        lower, upper = found[: k + 1].sum(), found[k:].sum()
        assert poisson_binomial(k, each) == pytest.approx((lower, upper), rel=1e-9)


def test_tails_in_fractions() -> None:
    """Of 1/2, 1/3 and 1/5, none happens with 4/15, and one with 7/15."""
    assert poisson_binomial(1, [1 / 2, 1 / 3, 1 / 5]) == pytest.approx((11 / 15, 11 / 15))


def test_small_tails_have_their_digits() -> None:
    """A tail of 1e-300 is not 0."""
    assert poisson_binomial(3, [1e-100] * 3)[1] == pytest.approx(1e-300)
    assert poisson_binomial(0, [0.9] * 300)[0] == pytest.approx(1e-300, rel=1e-9)
    assert poisson_binomial(1, [1e-20])[1] == 1e-20


def test_numbers_out_of_reach() -> None:
    """Fewer than none never happen, and no more than all."""
    assert poisson_binomial(-1, [0.5]) == (0, 1)
    assert poisson_binomial(2, [0.5]) == (1, 0)
    assert poisson_binomial(0, []) == (1, 1)


def test_faults_of_poisson_binomial() -> None:
    """A number that is not whole and chances that are none are refused together."""
    wrong: Any = 1.5
    with pytest.raises(co.InvalidValue) as caught:
        poisson_binomial(wrong, [0.5, -1, math.nan])
    assert [str(fault) for fault in caught.value.faults] == [
        "k: must be a whole number, not 1.5",
        "probabilities[1]: must be a number from 0 to 1, not -1",
        "probabilities[2]: must be a number from 0 to 1, not nan",
    ]


# what is beyond chance


LEVEL = NormalDist().inv_cdf(0.05)


def from_drawn(sides: Any, chances: Any, one: int, other: int) -> float:
    """Return by how many standard deviations two agree on less than others' votes would, by hand.

    With probability p of a yes and v = p * (1 - p), the covariance of two votes of a column of
    which the sum is given is v * v' over the sum of v, and more by what makes all add up to 0
    (Hajek 1964).
    """
    off, variance = 1.0, 0.0
    for column, chance in zip(sides.T, chances.T, strict=True):
        if column[one] and column[other] and len({*column[column != 0]}) == 2:
            p, q = chance[one], chance[other]
            v = [c * (1 - c) for c, vote in zip(chance, column, strict=True) if vote]
            others = sum(v) ** 2 - sum(part**2 for part in v)
            both = p * (1 - p) * q * (1 - q) * sum(v) / others if others > 1e-12 else 0
            alike = p * q + (1 - p) * (1 - q) - 2 * both
            off += 2 * ((column[one] == column[other]) - alike)
            variance += 4 * alike * (1 - alike)
    return off / variance**0.5 if variance > 0 else off * np.inf


@pytest.mark.no_cover
@MODELS
@pytest.mark.parametrize("seed", range(20))
def test_every_pair_by_convolution(model: NullModel, seed: int) -> None:
    """Small tables with gaps: agreements, those expected, p-values and signs, in the slow way."""
    sides = votes(seed, 2 + seed % 5, 1 + 7 * seed % 40, gaps=seed % 5 / 8, lopsided=1 + seed % 3)
    found, chances = beyond_chance(sides, model, 0.1), slow_chances(sides, model)
    for one in range(len(sides)):
        for other in range(one + 1, len(sides)):
            agreed, expected, lower, upper = by_hand(sides, chances, one, other)
            p_value = min(2 * lower, 2 * upper, 1)
            at = (one, other)
            assert found.observed[at] == agreed
            assert found.expected[at] == pytest.approx(expected, abs=1e-3)
            assert found.p_value[at] == pytest.approx(p_value, abs=1e-3)
            assert found.excess[at] / found.scale == pytest.approx(agreed - expected, abs=1e-3)
            if abs(p_value - 0.1) > 1e-3:
                sign = 0 if p_value > 0.1 else 1 if upper < lower else -1
                short = from_drawn(sides, chances, one, other)
                if sign == -1 and abs(short - LEVEL) > 1e-3:
                    sign = -1 if short < LEVEL else 0
                    assert found.sign[at] == sign
                elif sign >= 0:
                    assert found.sign[at] == sign


@MODELS
@pytest.mark.parametrize(("columns", "lopsided"), [(230, 1), (900, 2), (2500, 1)])
def test_p_values_of_many_columns(model: NullModel, columns: int, lopsided: float) -> None:
    """Where the characteristic function is summed, p-values have ten digits as well."""
    sides = votes(columns, 7, columns, gaps=0.1, lopsided=lopsided)
    found = beyond_chance(sides, model, 0.05)
    divided = (sides > 0).any(axis=0) & (sides < 0).any(axis=0)
    chances = (1 + _logit_fit.sdsm(sides)) / 2 if model == "sdsm" else slow_chances(sides, model)
    assert divided.any()
    for one in range(7):
        for other in range(one + 1, 7):
            _, expected, lower, upper = by_hand(sides, chances, one, other)
            assert found.expected[one, other] == pytest.approx(expected, abs=1e-3)
            near = 3e-10 if model == "fixedcol" else 1e-5
            assert found.p_value[one, other] == pytest.approx(
                min(2 * min(lower, upper), 1), abs=near
            )


@MODELS
def test_p_values_by_drawing(model: NullModel) -> None:
    """Of 20,000 tables drawn from the cells, as many agree so often as the p-values say."""
    sides = votes(5, 4, 25)
    found, chances = beyond_chance(sides, model, 0.05), slow_chances(sides, model)
    draws = np.random.default_rng(1).random((20_000, *sides.shape)) < chances
    for one in range(4):
        for other in range(one + 1, 4):
            both = (sides[one] != 0) & (sides[other] != 0)
            drawn = (draws[:, one] == draws[:, other])[:, both].sum(axis=1)
            agreed = found.observed[one, other]
            tails = (drawn <= agreed).mean(), (drawn >= agreed).mean()
            assert found.p_value[one, other] == pytest.approx(
                min(*(2 * t for t in tails), 1), abs=0.02
            )
            assert found.expected[one, other] == pytest.approx(drawn.mean(), abs=0.1)


@pytest.mark.parametrize("columns", [5, 40])
def test_a_p_value_of_alpha_is_beyond_chance(columns: int) -> None:
    """Four actors, two against two: each pair agrees by a toss of a coin, so p is 2 / 2**n.

    That the others disagree has the same p-value. But of two against two, any two disagree on two
    proposals of three if votes are drawn without replacement: 0 of n is not so rare.
    """
    sides = np.array([[1, 1, -1, -1]] * columns, np.int8).T
    alpha = Fraction(2, 2**columns)
    assert beyond_chance(sides, "fixedcol", alpha).sign[0].tolist() == [0, 1, 0, 0]
    assert beyond_chance(sides, "fixedcol", 0.4).sign[0].tolist() == [0, 1, -1, -1]
    assert not beyond_chance(sides, "fixedcol", alpha * Fraction(999_999, 10**6)).sign.any()


@pytest.mark.no_cover
@MODELS
@pytest.mark.parametrize(("columns", "bodies"), [(100, 100), (2000, 40)])
def test_coin_tossers_are_not_beyond_chance(model: NullModel, columns: int, bodies: int) -> None:
    """In at least 95 % of the bodies of 6 to 20 with 10 to 60 % yes and gaps, nothing is."""
    nothing = 0
    for seed in range(bodies):
        chance = np.random.default_rng(seed)
        shape = (int(chance.integers(6, 21)), columns)
        sides = np.where(chance.random(shape) < chance.uniform(0.1, 0.6), 1, -1)
        sides *= chance.random(shape) >= chance.uniform(0, 0.4)
        nothing += not beyond_chance(sides.astype(np.int8), model, 0.05).anything
    assert nothing >= 0.95 * bodies


def test_two_actors_cannot_be_beyond_chance() -> None:
    """Where two vote alone, either agrees with the other as often as the shares of yes say."""
    sides = np.ones((2, 100), np.int8)
    sides[0, :60] = -1
    assert not beyond_chance(sides, "fixedcol", 0.05).anything


@MODELS
def test_pairs_beyond_chance_are_found(model: NullModel) -> None:
    """Three who vote as one among tossers of coins are beyond chance."""
    sides = votes(4, 9, 60)
    sides[:3] = sides[0]
    found = beyond_chance(sides, model, 0.05)
    assert found.anything
    assert found.sign[0, 1] == found.sign[0, 2] == found.sign[1, 2] == 1


# laws


@MODELS
@pytest.mark.parametrize("seed", range(20))
def test_no_common_vote_no_sign(model: NullModel, seed: int) -> None:
    """Where two share no column, nothing is expected, and the p-value is 1."""
    found = beyond_chance(votes(seed, 6, 5, gaps=0.7), model, 0.9)
    for at in np.argwhere(np.triu(found.shared == 0, 1)):
        values = [getattr(found, name)[tuple(at)] for name in ("sign", "expected", "p_value")]
        assert values == [0, 0, 1]


@MODELS
@pytest.mark.parametrize("seed", range(20))
def test_columns_of_one_side_change_nothing(model: NullModel, seed: int) -> None:
    """What all agree on is agreed and expected, to the last digit."""
    sides = votes(seed, 5, 20)
    more = np.hstack([sides, np.abs(sides), -np.abs(sides)])
    before, after = beyond_chance(sides, model, 0.05), beyond_chance(more, model, 0.05)
    for one, other in zip(
        of_pairs(before, "excess", "p_value", "sign"),
        of_pairs(after, "excess", "p_value", "sign"),
        strict=True,
    ):
        assert one.tolist() == other.tolist()
    assert after.expected - before.expected == pytest.approx(2 * before.shared)


@MODELS
@pytest.mark.parametrize("seed", range(20))
def test_yes_for_no_and_another_order_change_nothing(model: NullModel, seed: int) -> None:
    """Whatever is called yes, and in whatever order all stand."""
    sides = votes(seed, 6, 40)
    found = beyond_chance(sides, model, 0.05)
    turned = beyond_chance(-sides, model, 0.05)
    for one, other in zip(
        of_pairs(found, "excess", "p_value", "sign"),
        of_pairs(turned, "excess", "p_value", "sign"),
        strict=True,
    ):
        assert one.tolist() == other.tolist()
    chance = np.random.default_rng(seed)
    rows, columns = chance.permutation(6), chance.permutation(40)
    moved = beyond_chance(sides[np.ix_(rows, columns)], model, 0.05)
    for name, near in (("p_value", 1e-5), ("sign", 0), ("expected", 1e-5)):
        one, other = getattr(found, name), getattr(moved, name)
        both = one + one.T
        assert other + other.T == pytest.approx(both[np.ix_(rows, rows)], abs=near)
    assert turned.anything == moved.anything == found.anything


def test_nobody_and_nothing() -> None:
    """A table without rows, columns or votes has nothing beyond chance."""
    for shape in ((0, 3), (1, 3), (3, 0), (3, 4)):
        for model in ("fixedcol", "sdsm"):
            assert not beyond_chance(np.zeros(shape, np.int8), model, 0.05).anything


SCRIPT = """
import hashlib, sys
from tests.graph.test_null_models import beyond_chance, votes
for model in ("fixedcol", "sdsm"):
    found = beyond_chance(votes(1, 150, 900), model, 0.05)
    held = (found.expected, found.excess, found.p_value, found.sign)
    print(hashlib.sha256(b"".join(table.tobytes() for table in held)).hexdigest(), found.anything)
"""


def test_no_number_depends_on_threads() -> None:
    """One thread or two, every bit is the same."""
    shown = [
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "OPENBLAS_NUM_THREADS": number, "OMP_NUM_THREADS": number},
            capture_output=True,
            check=True,
            text=True,
        ).stdout
        for number in ("1", "2")
    ]
    assert shown[0] == shown[1]

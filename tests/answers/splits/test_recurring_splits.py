"""Recurring splits: who took the same stance, proposal by proposal."""

from collections.abc import Iterable
from functools import reduce
from itertools import product
from math import prod
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import coalition as co
from coalition.graph._logit_fit import sdsm
from coalition.model.words import NullModel
from coalition.stances.agreement import NULL_MODELS
from tests.builders import case
from tests.matrices import NAN, matrix
from tests.votes_by_chance import coins

MODELS = pytest.mark.parametrize("model", NULL_MODELS)

# The votes of four parties of the Dutch Tweede Kamer, + for and - against, on the 54 decisions on
# migration between December 2023 and June 2024 on which all four voted: in the order of the dates
# of the records. Tweede Kamer open data, CC0 1.0.
KAMER = {
    "VVD": "+-+++-+--+++--+--++++-+-++----++++--+-++--++-+--+++--+",
    "CDA": "+--++-++-+++--+--++++-+-++----++++-+++-----+-+--+++--+",
    "D66": "+--+-+-++--+++++-+-++-+-++----++-+-+-+-++++-+--++-+++-",
    "ChristenUnie": "+--+++++-+++--++-+-++---++----++-+-+++-++-+++--++++-+-",
}
SEATS = [24, 5, 9, 3]


@pytest.fixture
def kamer() -> co.StanceMatrix:
    """Give those votes, under a new topic after every 18."""
    rows: Any = [[1 if vote == "+" else -1 for vote in row] for row in KAMER.values()]
    topics = [f"migration/{'abc'[column // 18]}" for column in range(54)]
    return co.StanceMatrix(KAMER, map(str, range(54)), rows, seats=SEATS, topics=topics)


def test_what_divided_the_outgoing_cabinet(kamer: co.StanceMatrix) -> None:
    """On migration D66 stood alone most often, then VVD and CDA against D66 and ChristenUnie."""
    assert [str(found) for found in co.common_splits(kamer)] == [
        "D66 alone against VVD, CDA and ChristenUnie: 12 of 54",
        "VVD and CDA against D66 and ChristenUnie: 10 of 54",
        "VVD alone against D66, CDA and ChristenUnie: 5 of 54",
        "CDA alone against VVD, D66 and ChristenUnie: 2 of 54",
        "ChristenUnie alone against VVD, D66 and CDA: 1 of 54",
    ]
    everything = co.common_splits(kamer, together=True)
    assert str(everything[0]) == "VVD, D66, CDA and ChristenUnie together: 24 of 54"
    assert sum(found.times for found in everything) == 54


def test_where_a_split_comes_back(kamer: co.StanceMatrix) -> None:
    """A recurring split names its proposals and counts their topics, the most first."""
    for found in co.common_splits(kamer):
        assert len(found.proposals) == found.times == sum(times for _, times in found.topics)
        assert [times for _, times in found.topics] == sorted(
            (times for _, times in found.topics), reverse=True
        )
    first = co.common_splits(kamer)[0]
    for proposal in first.proposals:
        others = {kamer.stance(actor, proposal) for actor in ("VVD", "CDA", "ChristenUnie")}
        assert others == {-float(kamer.stance("D66", proposal) or 0)}
    below = co.common_splits(kamer, "migration/a")
    assert dict(first.topics)["migration/a"] == next(
        found.times for found in below if found.blocs == first.blocs
    )


def test_only_common_votes_count() -> None:
    """A proposal counts only if all of the actors have a stance on it."""
    rows: Any = [[1, 1, 1], [-1, NAN, -1], [1, 1, 0]]
    votes = co.StanceMatrix("ABC", "pqr", rows)
    assert [str(found) for found in co.common_splits(votes)] == [
        "B alone against A and C: 1 of 2",
        "A against B against C: 1 of 2",
    ]
    assert [str(found) for found in co.common_splits(votes, actors=["A", "C"])] == [
        "A against C: 1 of 3"
    ]
    assert co.common_splits(co.StanceMatrix((), "p", np.empty((0, 1)))) == ()


@given(
    st.lists(st.lists(st.sampled_from([-1, 0, 0.5, 1, NAN]), min_size=4, max_size=4), min_size=1)
)
def test_property_recurring_splits_equal_obvious_loops(columns: list[list[float]]) -> None:
    """Grouping actors by their stances, column by column, gives the same counts."""
    counts: dict[frozenset[frozenset[str]], int] = {}
    for column in columns:
        if not any(stance != stance for stance in column):  # noqa: PLR0124 - NaN is not itself
            blocs = {
                frozenset(a for a, s in zip("ABCD", column, strict=True) if s == stance)
                for stance in column
            }
            counts[frozenset(blocs)] = counts.get(frozenset(blocs), 0) + 1
    rows = np.array(columns).T
    votes = co.StanceMatrix("ABCD", map(str, range(len(columns))), rows)
    found = co.common_splits(votes, together=True)
    assert {frozenset(map(frozenset, f.blocs)): f.times for f in found} == counts
    assert all(f.of == sum(counts.values()) for f in found)


def divisions(
    votes: co.StanceMatrix, actors: Iterable[str] | None = None, model: NullModel = "fixedcol"
) -> dict[Any, co.CommonSplit]:
    found = co.common_splits(
        votes,
        actors=actors and list(actors),
        together=True,
        agreement=co.Agreement(null_model=model),
    )
    return {frozenset(map(frozenset, each.blocs)): each for each in found}


def test_what_chance_gives_by_hand() -> None:
    """Of three of four who vote, one stands alone on 1/3 if two say yes, and on 1/4 if one does.

    Where two say yes, it is that one and the fourth, or the other two: 2 of the 6 ways. Where one
    does, it must be that one, 1 way of 4; and all three are together if it is the fourth, 1 of 4.
    """
    votes = matrix([1, 1, -1], [-1, -1, -1], [-1, -1, -1], [1, -1, 1])
    found = divisions(votes, "ABC")
    alone = found[frozenset({frozenset("A"), frozenset("BC")})]
    assert (alone.times, alone.of) == (2, 3)
    assert alone.expected == pytest.approx(1 / 3 + 1 / 4 + 1 / 4)
    # at least two: all three, 1/48, or the first and one of the others, 6/48, or these two, 2/48
    assert alone.p_value == pytest.approx(2 * 9 / 48)
    together = found[frozenset({frozenset("ABC")})]
    assert together.expected == pytest.approx(0 + 1 / 4 + 1 / 4)
    assert together.p_value == pytest.approx(2 * 7 / 16)
    assert str(alone) == ("A alone against B and C: 2 of 3, 0.8 by chance (null model fixedcol)")


COLUMNS = st.lists(
    st.tuples(*[st.sampled_from([-1, 1])] * 3, *[st.sampled_from([-1, 1, NAN])] * 2),
    min_size=1,
    max_size=6,
)


@MODELS
@given(columns=COLUMNS)
def test_property_chance_equals_all_votes_with_the_sum(
    model: NullModel, columns: list[tuple[float, ...]]
) -> None:
    """Among all votes of all with as many yes, divisions are as likely as these votes are."""
    sides = np.nan_to_num(np.array(columns).T).astype(np.int8)
    given_sum = (sides > 0).sum(axis=0)
    chances = (1 + sdsm(sides)) / 2 if model == "sdsm" else given_sum / (sides != 0).sum(axis=0)
    chances = np.where(sides, chances, 0)
    found = divisions(matrix(*np.array(columns).T.tolist()), "ABC", model)
    likely: dict[Any, list[float]] = {blocs: [] for blocs in found}
    for column, yes in zip(chances.T, given_sum, strict=True):
        weights = {
            votes: prod(p if vote else 1 - p for p, vote in zip(column, votes, strict=True))
            for votes in product((0, 1), repeat=5)
            if sum(votes) == yes
        }
        for blocs, each in likely.items():
            hits = (
                weight
                for votes, weight in weights.items()
                if {
                    frozenset(a for a, v in zip("ABC", votes[:3], strict=True) if v == side)
                    for side in votes[:3]
                }
                == blocs
            )
            each.append(min(sum(hits) / sum(weights.values()), 1))
    for blocs, each in likely.items():
        assert found[blocs].expected == pytest.approx(sum(each), abs=1e-4)
        times = found[blocs].times
        chances = reduce(np.convolve, ([1 - one, one] for one in each), np.ones(1))
        tails = chances[: times + 1].sum(), chances[times:].sum()
        assert found[blocs].p_value == pytest.approx(min(1, 2 * min(tails)), abs=1e-4)


@MODELS
@given(columns=COLUMNS)
def test_property_what_is_expected_adds_up(
    model: NullModel, columns: list[tuple[float, ...]]
) -> None:
    """All ways to fall apart are expected, together, on as many proposals as there are."""
    all_ways = [(1, a, b, 1, -1) for a, b in product((-1, 1), repeat=2)]
    found = divisions(matrix(*map(list, zip(*columns, *all_ways, strict=True))), "ABC", model)
    assert len(found) == 4
    expected = sum(each.expected or 0 for each in found.values())
    assert expected == pytest.approx(len(columns) + 4)


@MODELS
def test_who_tosses_coins_falls_apart_as_by_chance(model: NullModel) -> None:
    """Among few, too, who are most of those that are counted, no more than alpha is beyond it."""
    found = [
        each
        for seed in range(12)
        for each in divisions(coins(seed, 5, 200, 0.2, gaps=0.05), None, model).values()
    ]
    assert sum((each.p_value or 0) <= 0.05 for each in found) <= 0.05 * len(found)


def test_a_division_beyond_chance(kamer: co.StanceMatrix) -> None:
    """Two stood against two on 10 proposals, and on 10/3 of them VVD and CDA would by chance.

    They did on all of them. One stood alone on 20, and D66 would on 5.
    """
    found = co.common_splits(kamer, agreement=co.Agreement(null_model="fixedcol"))
    assert str(found[1]) == (
        "VVD and CDA against D66 and ChristenUnie: 10 of 54, 3.3 by chance (null model fixedcol)"
    )
    assert found[1].p_value == pytest.approx(2 / 3**10)
    assert [each.expected for each in found] == pytest.approx([5, 10 / 3, 5, 5, 5])


@MODELS
def test_the_order_of_votes_makes_no_difference(model: NullModel) -> None:
    """Actors and proposals in another order give the same numbers, to the last digit."""
    votes = coins(4, 8, 40, 0.3, gaps=0.1)
    turned = co.StanceMatrix(votes.actors[::-1], votes.proposals[::-1], votes.values[::-1, ::-1])
    one, other = (
        [(each.blocs, each.expected, each.p_value) for each in divisions(v, "ABC", model).values()]
        for v in (votes, turned)
    )
    assert sorted(one) == sorted(other)


def test_proposals_of_weight_0_are_left_out() -> None:
    """They count neither for what was found nor for what is expected; without actors nothing is."""
    votes = matrix([1, 1, 1], [1, -1, -1], [1, 1, -1])
    for model in (None, "fixedcol"):
        agreement = co.Agreement(weights={"p0": 0}, null_model=model)
        found = co.common_splits(votes, together=True, agreement=agreement)
        assert [(each.times, each.of, each.proposals) for each in found] == [
            (1, 2, ("p2",)),
            (1, 2, ("p1",)),
        ]
        assert co.common_splits(votes, actors=[], agreement=agreement) == ()
    assert str(found[0]).endswith("0.7 by chance (null model fixedcol; 1 proposal weighted)")


def test_what_is_about_ties_is_refused() -> None:
    """Nothing is summed over proposals: what counts ties or weighs proposals is refused at once."""
    agreement = co.Agreement(
        agree_within=0.5, min_shared=2, threshold=1, reliability={"hearsay": 0}, weights={"p": 2}
    )
    votes = case({"p": {"A": 1, "B": -1}})
    with pytest.raises(co.InvalidValue) as caught:
        co.common_splits(votes, agreement=agreement)
    assert [fault.place for fault in caught.value.faults] == [
        "agree_within",
        "reliability",
        "min_shared",
        "threshold",
        "weights['p']",
    ]
    assert "here each proposal counts once: leave it out" in str(caught.value)


def test_a_null_model_is_of_yes_and_no_of_all() -> None:
    """The chances are those of all: a neutral stance of one who is not asked about is refused."""
    with pytest.raises(co.InvalidValue, match="a null model knows yes and no alone"):
        divisions(matrix([1], [-1], [0]), "AB")


def test_what_hardly_happens_by_chance() -> None:
    """Of ten in 20, one alone and the same on one proposal of two: the sentence gives no 0."""
    rows = [[1, 1]] * 9 + [[-1, 1]] + [[1, -1], [-1, -1]] * 5
    votes = co.StanceMatrix("ABCDEFGHIJKLMNOPQRST", ("p", "q"), rows)
    (found, _) = co.common_splits(votes, agreement=co.Agreement(null_model="fixedcol"))
    assert str(found).endswith(": 1 of 2, less than 0.1 by chance (null model fixedcol)")

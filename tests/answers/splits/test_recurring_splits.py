"""Recurring splits: who took the same stance, proposal by proposal."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import coalition as co

NAN = float("nan")

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
    assert [str(found) for found in co.common_splits(votes, actors="AC")] == ["A against C: 1 of 3"]
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

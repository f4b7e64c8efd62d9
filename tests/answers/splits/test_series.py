"""Over time: recurring splits, splits period by period, the agreement of two actors as a series."""

from fractions import Fraction
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


@pytest.fixture
def year() -> co.StanceMatrix:
    """Give three actors who change sides in the course of a year."""
    rows: Any = [[1, 1, -1, 1, 1], [1, 1, 1, 1, 1], [-1, -1, 1, NAN, -1]]
    return co.StanceMatrix(
        "ABC",
        "pqrst",
        rows,
        dates=["2023-12-30", "2024-01", "2024-03-01", "2024-03-31", "2024"],
        topics=["x", "x", "y", "x", "x"],
    )


def test_splits_month_by_month(year: co.StanceMatrix) -> None:
    """There is a split for each month; a month without a vote has nobody to compare."""
    assert [str(found) for found in co.split_series(year)][:5] == [
        "2023-12: C alone against A and B",
        "2024-01: C alone against A and B",
        "2024-02: nobody to compare",
        "2024-03: A alone against B and C",
        "2024-04: nobody to compare",
    ]
    assert [found.proposals for found in co.split_series(year)] == [1, 1, 0, 2, *[0] * 9]


def test_rolling_windows(year: co.StanceMatrix) -> None:
    """Windows of several periods overlap, and move on by one."""
    found = co.split_series(year, "x", window=2)
    assert [(str(f.since), str(f.until), f.proposals) for f in found][:3] == [
        ("2023-12", "2024-01", 2),
        ("2024-01", "2024-02", 1),
        ("2024-02", "2024-03", 1),
    ]
    for answer in found:
        part = year.select("x", since=answer.since, until=answer.until)
        assert answer.split == co.split(part)


@pytest.mark.parametrize(
    ("every", "window", "spans"),
    [
        ("quarter", 1, ["2023-10 to 2023-12", "2024-01 to 2024-03", "2024-04 to 2024-06"]),
        ("year", 1, ["2023", "2024"]),
        ("year", 2, ["2023 to 2024"]),
        ("year", 9, ["2023 to 2031"]),
    ],
)
def test_periods(year: co.StanceMatrix, every: str, window: int, spans: list[str]) -> None:
    """Periods are months, quarters or years; a date known to the year lies in none but a year."""
    found = co.split_series(year, every=every, window=window)
    assert [str(answer).partition(":")[0] for answer in found][: len(spans)] == spans
    assert sum(answer.proposals for answer in found) == (4 if every == "quarter" else 5)


def test_agreement_as_a_series(year: co.StanceMatrix) -> None:
    """Agreement is the mean over the proposals of a period; None where there is none."""
    found = co.agreement_series(year, "A", "C", every="quarter")
    assert [(f.shared, f.mean) for f in found] == [
        (1, -1),
        (2, -1),
        (0, None),
        (0, None),
        (0, None),
    ]
    rows: Any = [[1, 1], [0.5, 0.2]]
    graded = co.StanceMatrix("AB", "pq", rows, dates=["2024", "2024"])
    (only,) = co.agreement_series(graded, "A", "B", every="year")
    assert only.mean == Fraction(7, 20)
    assert str(only) == "2024: A and B agree by 7/20 on 2 proposals"
    assert [str(f) for f in co.agreement_series(year, "C", "B", "y")] == [
        "2024-03: C and B agree by 1 on 1 proposal"
    ]
    assert str(found[2]) == "2024-04 to 2024-06: A and C share no proposal"


def test_series_of_a_coalition() -> None:
    """A case whose proposals are dated has series too."""
    case = co.Coalition(
        parties=[co.Party("A"), co.Party("B")],
        proposals=[co.Proposal("p", "t", date="2024-05")],
        positions=[co.Position(party, "p", 1, date="2024", attribution="stated") for party in "AB"],
    )
    assert [str(f) for f in co.split_series(case)] == ["2024-05: A and B together"]
    assert [f.mean for f in co.agreement_series(case, "A", "B")] == [1]


def test_faults_of_series(year: co.StanceMatrix) -> None:
    """Periods that make no sense, and proposals without dates, are refused together."""
    given_: dict[str, Any] = {"every": "week", "window": 0}
    with pytest.raises(co.InvalidValue) as caught:
        co.split_series(co.StanceMatrix("A", "p", [[1]]), **given_)
    assert [fault.place for fault in caught.value.faults] == ["every", "window", "dates"]
    with pytest.raises(co.InvalidValue, match="must be another actor than 'A'"):
        co.agreement_series(year, "A", "A")
    with pytest.raises(co.UnknownActor, match="no actor 'Z'"):
        co.agreement_series(year, "A", "Z")

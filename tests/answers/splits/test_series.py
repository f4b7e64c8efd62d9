"""Over time: splits period by period, and the agreement of two actors as a series."""

from fractions import Fraction
from typing import Any

import attrs
import pytest

import coalition as co
from coalition.model.words import Every
from tests.builders import said
from tests.votes_by_chance import camps

NAN = float("nan")


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
    chance = "(agreement by chance included; see stability)"
    assert [str(found) for found in co.split_series(year)][:5] == [
        f"2023-12: C alone against A and B {chance}",
        f"2024-01: C alone against A and B {chance}",
        "2024-02: nobody to compare",
        f"2024-03: A alone against B and C {chance}",
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
def test_periods(year: co.StanceMatrix, every: Every, window: int, spans: list[str]) -> None:
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
        positions=[said(party, date="2024") for party in "AB"],
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


def test_series_beyond_chance() -> None:
    """A split is made beyond chance in each period; and agreement says what chance gives."""
    votes = camps(1, 3, 3, proposals=200)
    months = ["2024-01" if at < 100 else "2024-02" for at in range(200)]
    dated = attrs.evolve(votes, dates=months)
    model = co.Agreement(null_model="sdsm")
    found = co.split_series(dated, agreement=model)
    assert [one.split for one in found] == [
        co.split(dated.select(since=month, until=month), agreement=model)
        for month in ("2024-01", "2024-02")
    ]
    assert all(one.split.beyond_chance for one in found)
    first, _ = co.agreement_series(dated, "A", "B", agreement=model)
    edge = co.agreement_graph(dated.select(until="2024-01"), agreement=model).edges["A", "B"]
    assert first.mean == Fraction(edge["agree"] - edge["disagree"], 100)
    assert (first.shared, first.p_value, first.sign) == (100, edge["p_value"], edge["sign"])
    assert first.expected == pytest.approx(2 * edge["expected"] / 100 - 1)
    assert ", more than chance (" in str(first)
    assert str(first).endswith(" (null model sdsm, alpha 0.05)")


def test_agreement_of_two_within_the_mean_distance_of_all() -> None:
    """The mean distance is that of all actors, also where only two are asked about."""
    rows: Any = [[0.5], [0.25], [-1]]
    graded = co.StanceMatrix("ABC", "p", rows, dates=["2024"])
    within = co.Agreement(agree_within="mean")
    (only,) = co.agreement_series(graded, "B", "A", every="year", agreement=within)
    assert only.mean == Fraction(3, 4)  # at a distance of 1/4, with 1 as the mean
    assert str(only) == (
        "2024: B and A agree by 3/4 on 1 proposal (agreement within the mean distance)"
    )


def test_mean_agreement_is_that_of_what_counts(year: co.StanceMatrix) -> None:
    """Proposals weigh as they do; statements that all count are compared each with each."""
    weighed = co.Agreement(weights={"p": 3, "q": 0})
    (only,) = co.agreement_series(year, "A", "B", every="year", window=2, agreement=weighed)
    assert (only.shared, only.mean) == (4, Fraction(4, 6))
    few = co.agreement_series(year, "A", "B", agreement=co.Agreement(min_shared=2))
    assert [str(one) for one in few][:4] == [
        "2023-12: A and B share 1 proposal",
        "2024-01: A and B share 1 proposal",
        "2024-02: A and B share no proposal",
        "2024-03: A and B agree by 0 on 2 proposals (at least 2 shared proposals)",
    ]
    lines = [said("A"), said("A", stance=-1), said("B"), said("B")]
    case_ = co.Coalition(
        parties=[co.Party("A"), co.Party("B")],
        proposals=[co.Proposal("p", "t", date="2024-05")],
        positions=lines,
        several="all",
    )
    assert [one.mean for one in co.agreement_series(case_, "A", "B")] == [0]


def test_a_proposal_of_an_open_date_falls_in_no_period() -> None:
    """An unknown time up to a date does not make a period of every month before it."""
    votes = co.StanceMatrix(
        *(("A", "B"), ("p", "q", "r"), [[1, 1, 1], [1, -1, 1]]),
        dates=["2024-01", "../2024-02", "2024-02/.."],
    )
    assert [str(one.since) for one in co.split_series(votes)] == ["2024-01"]
    with pytest.raises(co.InvalidValue, match="no proposal has a date"):
        co.split_series(attrs.evolve(votes, dates=[None, "../2024", "2024/.."]))

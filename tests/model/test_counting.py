"""Which of several statements of one actor on one proposal count."""

import datetime as dt
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coalition as co
from tests.builders import said
from tests.several_statements import COUNTING, counted, statements


@settings(deadline=None)
@given(statements())
def test_property_a_coarser_policy_counts_less(positions: list[co.Position]) -> None:
    """What counts once per year counts once per month at least; all count under `all`."""
    number = {several: len(counted(*positions, several=several).in_force) for several in COUNTING}
    assert number["range"] <= number["year"] <= number["month"] <= number["all"]
    assert number["range"] <= min(number["week"], number["source"])
    assert number["all"] == len(positions)


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["2020", "2020-12", "2020-12-31", "2021-01", "2021-01-01", "2021"])
            | st.dates(dt.date(2020, 12, 1), dt.date(2021, 2, 28)).map(str),
            st.sampled_from([-1, 1]),
        ),
        max_size=6,
    ),
    st.sampled_from(["week", "month", "year"]),
)
def test_property_every_date_that_may_count_once_or_twice_is_named(
    told: list[tuple[str, int]], several: str
) -> None:
    """A date is at fault if on some of its days it is in a period of another, and on some not."""
    positions = [said("A", "p", stance, date=date) for date, stance in told]

    def periods(position: co.Position) -> set[Any]:
        first, last = position.date.first, position.date.last
        days = [first + dt.timedelta(n) for n in range((last - first).days + 1)]
        form = {"week": "%G %V", "month": "%Y %m", "year": "%Y"}[several]
        return {day.strftime(form) for day in days}

    rough = {
        f"positions[{i}].date"
        for i, one in enumerate(positions)
        for j, other in enumerate(positions)
        if i != j and one.stance == other.stance
        if len(periods(one)) > 1 and periods(one) & periods(other)
    }
    try:
        found = set[str]()
        counted(*positions, several=several)
    except co.InvalidCase as refused:
        found = {fault.place for fault in refused.faults}
    assert found == rough


def test_statements_conflict_where_nobody_knows_which_was_last() -> None:
    """Under `latest`, statements that differ and overlap leave no stance, and it is said why."""
    both = said("A", "p", "for", date="2024-03"), said("A", "p", "against", date="2024-03-05")
    with pytest.raises(co.InvalidCase, match="say which is the later, or set `several`"):
        counted(*both, several="refuse")
    now = counted(*both, said("B", "p", "for", date="2024"), several="latest")
    assert (now.position("A", "p"), now.side("A", "p"), len(now.held("A", "p"))) == (None, None, 2)
    matrix = co.stance_matrix(now)
    assert (matrix.stance("A", "p"), matrix.missing("A", "p")) == (None, "conflicting")
    assert matrix.missing("C", "p") == "unknown"
    assert co.split(now).unplaced == ("A", "B", "C")


def test_the_latest_statement_supersedes() -> None:
    """Under `latest`, what was surely said before is of no account."""
    now = counted(
        said("A", "p", "for", date="2023"),
        said("A", "p", "against", date="2023-03"),
        said("A", "p", "against", date="2024-01"),
        several="latest",
    )
    assert [position.date.year for position in now.in_force] == [2024]
    assert now.at("2023").position("A", "p") is None


def test_weeks_and_months_have_years() -> None:
    """A week may span two years, and one January is not another (DNA takes them for the same)."""
    new_year = said("A", "p", 1, date="2020-12-31"), said("A", "p", 1, date="2021-01-01")
    assert len(counted(*new_year, several="week").in_force) == 1  # week 53 of 2020
    assert len(counted(*new_year, several="month").in_force) == 2
    januaries = (
        said("A", "p", 1, date="2022-01-04"),
        said("A", "p", 1, date="2023-01-03"),
    )  # both in week 1
    assert len(counted(*januaries, several="month").in_force) == 2
    assert len(counted(*januaries, several="week").in_force) == 2


def test_only_what_says_the_same_counts_once() -> None:
    """For and against in one source are two statements, the best known of each counts."""
    now = counted(
        said("A", "p", 1, date="2024-01-01", attribution="hearsay", source="s"),
        said("A", "p", 1, date="2024-01-01", attribution="stated", source="s"),
        said("A", "p", -1, date="2024-01-01", attribution="hearsay", source="s"),
        said("A", "p", 1, date="2024-01-01", attribution="hearsay", source="t"),
        several="source",
    )
    assert [(p.stance, p.attribution, p.source) for p in now.in_force] == [
        (1, "stated", "s"),
        (-1, "hearsay", "s"),
        (1, "hearsay", "t"),
    ]


def test_rough_dates_are_refused_where_they_matter() -> None:
    """A date that may or may not lie in the same period as another is a fault; all are named."""
    rough = (
        said("A", "p", 1, date="2024"),
        said("A", "p", 1, date="2024-03"),
        said("A", "p", 1, date="2024-05-02"),
        said("A", "p", -1, date="2024"),  # says something else
        said("A", "p", 1, date="2023-12"),  # is in no week of the others
        said("B", "p", 1, date="2024"),
    )
    with pytest.raises(co.InvalidCase) as refused:
        counted(*rough).counting("week")
    assert [str(fault) for fault in refused.value.faults] == [
        f"positions[{one}].date: {date} may or may not be in the same week as positions[{other}] "
        f"({its}), which says the same; to count once per week, say when"
        for one, date, other, its in ((0, "2024", 1, "2024-03"), (1, "2024-03", 0, "2024"))
    ]
    with pytest.raises(co.InvalidCase, match="2024 may or may not be in the same month"):
        counted(*rough, several="month")
    assert len(counted(*rough, several="year").in_force) == 4


def test_a_statement_without_a_source_is_refused_where_it_matters() -> None:
    """Nobody can tell whether two statements are of one source if one of them names none."""
    nameless = said("A", "p", 1, date="2024"), said("A", "p", 1, date="2024", source="s")
    with pytest.raises(
        co.InvalidCase, match=r"positions\[0\].source: positions\[1\] says the same"
    ):
        counted(*nameless, several="source")
    assert len(counted(nameless[0], several="source").in_force) == 1


def test_a_policy_that_there_is_not_is_refused() -> None:
    """A word that is no policy is refused in a case, as an argument, and in a matrix."""
    with pytest.raises(co.InvalidCase, match="several: must be one of refuse, latest"):
        counted(several="last")
    with pytest.raises(co.InvalidValue, match=r"several: must be one of .*'montly'"):
        counted().counting("montly")  # type: ignore[arg-type]
    with pytest.raises(co.InvalidValue, match="several: must be one of"):
        co.StanceMatrix(("A",), ("p",), [[1]], several="last")  # type: ignore[arg-type]


def test_a_time_window_takes_what_was_surely_said_in_it() -> None:
    """`between` leaves out what may have been said before or after."""
    now = counted(
        *(said("A", "p", 1, date=date) for date in ("2024", "2024-02", "2024-02-29", "2024-03"))
    )
    window = now.between("2024-02", "2024-02-29")
    assert [str(position.date) for position in window.positions] == ["2024-02", "2024-02-29"]
    assert len(now.between("2024", "2024").positions) == 4
    with pytest.raises(co.InvalidValue, match="until: must be a date"):
        now.between("2024", "soon")


def test_what_two_sources_carry_counts_once() -> None:
    """Statements that say the same count once if they share a source, also by way of others."""
    both = said(source=["j", "k"], date="2023-05")
    found = [said(source="j"), said(source="k"), said(source="l"), both]
    case = co.Coalition(
        parties=[co.Party("A")],
        proposals=[co.Proposal("p", "t")],
        sources=[co.Source(name, name) for name in "jkl"],
        positions=found,
        several="source",
    )
    assert case.in_force == (found[0], found[2])
    assert attrs.evolve(case, positions=found[::-1]).in_force == (found[2], found[0])
    apart = attrs.evolve(case, positions=found[:3])
    assert apart.in_force == tuple(found[:3])

"""Who moved, and how the split on a topic came about.

The numbered rows are those of the codebook of the shipped case: 1 to 20 are positions.
"""

import pickle
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import coalition as co
from tests import builders
from tests.builders import said


@pytest.fixture(scope="module")
def case() -> co.Coalition:
    return co.load_case("migration-2023")


def two_parties(*positions: tuple[str, str, str]) -> co.Coalition:
    """Return a case of A, for from 2020 on, and B."""
    return builders.case(
        [
            said(actor, "p", stance, date=date)
            for actor, stance, date in (("A", "for", "2020"), *positions)
        ],
        parties="AB",
    )


def test_what_followed_from_the_move_of_d66(case: co.Coalition) -> None:
    """Rows 6 and 9: D66 moved on labour migration; the split and its blocking are gone."""
    (shift,) = co.shifts(case, "2023-01", "2023-07")
    (divided,), (blocking,) = shift.splits, shift.blockers
    assert (divided.kind, blocking.kind) == ("vanished", "vanished")
    assert str(divided.before) == "D66 alone against VVD, CDA and CU on migration/labour"
    assert str(divided.after) == "VVD, D66, CDA and CU together on migration/labour"
    assert (str(blocking.before), blocking.after) == (
        "D66 blocks labour-migration-curb (reported, 2023-01, J paragraph 6)",
        None,
    )


def test_a_move_back_is_the_mirror_image() -> None:
    """What vanishes when an actor moves appears when it moves back."""
    case = two_parties(("B", "for", "2020"), ("B", "against", "2021"), ("B", "for", "2022"))
    (away,), (back,) = co.shifts(case, "2020", "2021"), co.shifts(case, "2021", "2022")
    kinds = [[c.kind for c in (*shift.splits, *shift.blockers)] for shift in (away, back)]
    assert kinds == [["appeared"] * 2, ["vanished"] * 2]


def test_a_move_that_decides_nothing_has_no_consequence() -> None:
    """Of two that cross the line together, each has the consequences of its own move alone."""
    case = two_parties(("A", "against", "2021"), ("B", "for", "2020"), ("B", "against", "2021"))
    shifts = {shift.actor: shift for shift in co.shifts(case, "2020", "2021")}
    assert set(shifts) == {"A", "B"}
    assert [change.kind for change in shifts["B"].splits] == ["vanished"]
    assert str(shifts["B"].splits[0].before) == "A against B on t"
    assert [change.after for change in shifts["B"].blockers] == [co.blockers(case, "p")[1]]


def test_a_move_counts_on_every_topic_of_the_proposal() -> None:
    """The split of each topic that it is under has changed."""
    now = co.Coalition(
        parties=[co.Party("A"), co.Party("B")],
        proposals=[co.Proposal("p", ["t", "u"])],
        positions=[said("B"), said("A"), said("A", stance=-1, date="2024")],
    )
    (shift,) = co.shifts(now, "2023", "2024")
    assert [str(change.after) for change in shift.splits] == [
        "A against B on t",
        "A against B on u",
    ]


def test_a_blocker_that_is_less_sure_has_changed() -> None:
    """Who stays against on weaker word still blocks, but only possibly."""
    case = builders.case(
        [said("A", "p", -1, date="2020"), said("A", "p", -0.5, date="2021", attribution="hearsay")]
    )
    (shift,) = co.shifts(case, "2020", "2021")
    (change,) = shift.blockers
    assert (change.kind, shift.splits) == ("changed", ())
    assert str(change) == "blocker changed: A possibly blocks p (hearsay, 2021)"


def test_what_is_refused_is_refused_of_what_was_before() -> None:
    """Where neither state can be asked about, the refusal is that of the first of the two."""
    case = builders.case(
        [
            said(stance=0.5, date="2020"),
            said(stance=1, date="2021"),
            said("B", stance=0.25, date="2020"),
        ]
    )
    chance = co.Agreement(null_model="sdsm")
    with pytest.raises(co.InvalidValue, match=r"2 stances are neither, as that of A on p \(0.5\)"):
        co.shifts(case, "2020", "2021", agreement=chance)


def test_under_a_majority_the_move_unblocks_nothing(case: co.Coalition) -> None:
    """Rows 6 and 9: D66 had no veto under a majority of votes cast, so that none vanished."""
    (shift,) = co.shifts(case, "2023-01", "2023-07", rule=co.Majority())
    assert (shift.blockers, [change.kind for change in shift.splits]) == ((), ["vanished"])


# the history of a split


def test_history_of_labour_migration(case: co.Coalition) -> None:
    """Rows 6 to 9: D66 alone in 2023-01, and gone by 2023-07, each with what was new."""
    first, january, july = co.split_history(case, "migration/labour")
    assert [str(stage.date) for stage in (first, january, july)] == [
        "2022-12",
        "2023-01",
        "2023-07",
    ]
    assert [stage.changed for stage in (first, january, july)] == [False, True, True]
    assert january.split.blocs == (("VVD", "CDA", "CU"), ("D66",))
    assert july.split.blocs == (("VVD", "D66", "CDA", "CU"),)
    assert [said.actor for said in january.new] == ["CDA", "D66", "VVD"]
    assert {said.source for said in july.new} == {"K"}


def test_history_of_asylum(case: co.Coalition) -> None:
    """Rows 1 to 4 and 10 to 17: the split on asylum stays from January to July."""
    stages = co.split_history(case, "migration/asylum")
    assert [(str(s.date), s.split.blocs, s.changed) for s in stages] == [
        ("../2022-12", (), False),
        ("2023-01", (("VVD", "CDA"), ("D66", "CU")), True),
        ("2023-07", (("VVD", "CDA"), ("D66", "CU")), False),
    ]
    assert str(stages[2]) == (
        "2023-07: VVD and CDA against D66 and CU on migration/asylum (as before; 19 new positions)"
    )


def test_every_stage_is_the_split_of_its_date(case: co.Coalition) -> None:
    """A stage is what `split` says at its date, and between stages nothing on the topic is new."""
    for topic in (None, *case.topics):
        for stage in co.split_history(case, topic):
            assert stage.split == co.split(case.at(stage.date), topic)
            assert set(stage.new) <= set(case.at(stage.date).in_force)


def two_topics(*positions: tuple[str, str, str], several: str = "refuse") -> co.Coalition:
    """Return a case of who is for what since when: p is on ``m/x``, q on ``m/y``."""
    return builders.case(
        [said(actor, proposal, date=date) for actor, proposal, date in positions],
        parties="ABC",
        topics={"p": "m/x", "q": "m/y"},
        several=several,
    )


def dates(case: co.Coalition, topic: str | None) -> list[str]:
    return [str(stage.date) for stage in co.split_history(case, topic)]


@pytest.mark.parametrize("elsewhere", ["2024", "2024-12", "2024-12-31"])
def test_a_statement_on_another_topic_dates_no_stage(elsewhere: str) -> None:
    """A stage has a date of its own topic, however roughly another topic is dated that day."""
    case = two_topics(("A", "p", "2024-12-31"), ("B", "p", "2024-12-31"), ("A", "q", elsewhere))
    assert dates(case, "m/x") == ["2024-12-31"]
    assert dates(case, "m/y") == [elsewhere]


@pytest.mark.parametrize("topic", ["m", None])
def test_a_topic_above_both_is_dated_by_both(topic: str | None) -> None:
    """Where topics are pooled, one stage takes in what ends on one day, under its best date."""
    case = two_topics(("A", "p", "2024"), ("B", "q", "2024-12"), ("C", "q", "2025"))
    assert dates(case, topic) == ["2024-12", "2025"]


def test_of_dates_that_end_on_one_day_the_most_exact_counts() -> None:
    """A year and its last day end together: one stage, under the day."""
    case = two_parties(("B", "against", "2020-12-31"))
    assert dates(case, "t") == ["2020-12-31"]
    assert len(co.split_history(case, "t")[0].new) == 2


def test_a_repetition_that_does_not_count_dates_no_stage() -> None:
    """The date is that of a statement that changed something, not of hearsay of the same."""
    stated = said("A", "p", date="2024")
    rumor = said("A", "p", date="2024-12-31", attribution="hearsay")
    (stage,) = co.split_history(builders.case([stated, rumor], several="range"))
    assert (stage.new, str(stage.date)) == ((stated,), "2024")


def test_comparisons_make_no_stage() -> None:
    """A split follows from positions, so that a comparison neither makes nor dates a stage."""
    case = two_topics(("A", "p", "2024-12-31"), ("B", "p", "2024-12-31"))
    compared = [
        co.Comparison("A", "C", "p", date=date, attribution="stated") for date in ("2024", "2025")
    ]
    with_comparisons = attrs.evolve(case, comparisons=compared)
    assert co.split_history(with_comparisons, "m/x") == co.split_history(case, "m/x")


STATEMENTS = st.lists(
    st.tuples(
        st.sampled_from("ABC"),
        st.sampled_from(["for", "against"]),
        st.sampled_from(["2023", "2023-12", "2023-12-31", "2024-06", "2024-06-30", "2024"]),
    ),
    max_size=6,
)


@given(STATEMENTS, STATEMENTS, st.sampled_from(["latest", "all", "range"]))
def test_property_another_topic_changes_no_history(
    here: list[Any], elsewhere: list[Any], several: str
) -> None:
    """Statements on a topic that has nothing in common with it leave a topic's history as it is."""
    positions = [said(a, "p", stance, date=date) for a, stance, date in here]
    alone: dict[str, Any] = {
        "parties": "ABC",
        "topics": {"p": "m/x", "q": "m/y"},
        "several": several,
    }
    more = [said(a, "q", stance, date=date) for a, stance, date in elsewhere]
    history = co.split_history(builders.case(positions, **alone), "m/x")
    assert co.split_history(builders.case([*more, *positions], **alone), "m/x") == history
    last_days = [stage.date.last for stage in history]
    assert last_days == sorted(set(last_days))
    assert all({said.date.last for said in s.new} == {s.date.last} for s in history)


def test_a_topic_without_positions_has_no_history() -> None:
    """No position, no stage; no such topic is an error."""
    case = builders.case(parties="A", proposals="p")
    assert co.split_history(case, "t") == ()
    with pytest.raises(co.UnknownTopic):
        co.split_history(case, "u")


def test_answers_are_values(case: co.Coalition) -> None:
    """Shifts, what followed and stages pickle, hash, compare by value and read as a sentence."""
    (shift,) = co.shifts(case, "2023-01", "2023-07")
    for answer in (shift, *shift.splits, *co.split_history(case, "migration/labour")):
        copy = pickle.loads(pickle.dumps(answer))  # noqa: S301 - our own bytes
        assert copy == answer
        assert hash(copy) == hash(answer)
        assert " " in str(answer)


def test_new_positions_are_in_order_of_the_case_where_nothing_else_tells() -> None:
    """Of one actor, from one date and source, the salient come first, then those for it."""
    held = [
        said(stance=stance, salience=salience, hedge=hedge)
        for hedge in "ba"
        for stance in (-1, 0.5, 1)
        for salience in (1, 2)
    ]
    (stage,) = co.split_history(builders.case(held, several="all"))
    assert [(p.salience, p.stance, p.hedge) for p in stage.new] == [
        (salience, stance, hedge)
        for salience in (2, 1)
        for stance in (1, 0.5, -1)
        for hedge in "ba"
    ]

"""A case of some of its actors alone."""

from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coalition as co
from coalition.io.case.case_file import dumps_case, loads_case
from tests.builders import said
from tests.model.small_case import small
from tests.refused import faults
from tests.strategies import coalitions

HOW: Any = {"attribution": "reported"}
SAID: Any = {"date": "2023", **HOW}
STAYS = [{"party": "A", "until": "2021"}, {"party": "B", "since": "2022"}]
HOUSE: dict[str, Any] = {
    "parties": [co.Party("A", seats=3), co.Party("B"), co.Party("C")],
    "politicians": [
        co.Politician("ann", "Ann Ash", "A"),
        co.Politician("bob", "Bob Birch", "B"),
        co.Politician("cas", "Cas Cole", "C"),
        co.Politician("joe", "Joe Jay", STAYS),
    ],
}


def house(**parts: Any) -> co.Coalition:
    """Return a case of three parties, one politician in each, and one who went from A to B."""
    return small(**HOUSE | parts)


def test_a_party_brings_its_politicians_and_their_positions() -> None:
    """Everybody else is gone, with what is said of them; proposals and sources stay."""
    case = house(
        sources=[co.Source("J", "Report")],
        positions=[said("A"), said("ann"), said("B"), said("bob"), said("cas")],
    )
    found = case.only("A", "C")
    assert [party.id for party in found.parties] == ["A", "C"]
    assert [person.id for person in found.politicians] == ["ann", "cas", "joe"]
    assert [one.actor for one in found.positions] == ["A", "ann", "cas"]
    assert (found.proposals, found.sources) == (case.proposals, case.sources)


def test_a_politician_alone_has_no_party() -> None:
    """Whose party is not among those named stands for nobody else."""
    case = house(positions=[said("A"), said("ann")])
    found = case.only("ann")
    assert (found.parties, found.party_of("ann"), found.positions) == ((), None, (said("ann"),))


def test_who_changed_party_counts_for_it_as_long_as_it_lasted() -> None:
    """What was said in the other party is out, and so is the time there."""
    then, now = said("joe", date="2020"), said("joe", date="2023")
    case = house(positions=[then, now])
    assert case.only("A").positions == (then,)
    assert case.only("B").positions == (now,)
    assert case.only("joe").positions == case.only("A", "B").positions == (then, now)
    assert (case.only("A").party_of("joe"), case.only("A").party_of("joe", "2020")) == (None, "A")
    assert case.only("A", "B").politicians[-1] == case.politicians[-1]


def test_a_stay_that_the_next_one_ended_stays_over() -> None:
    """Of whom only the latest end is known, the next party tells that it is over."""
    stays = [{"party": "A", "latest": "2021"}, {"party": "B", "since": "2022-03-04"}]
    case = house(politicians=[co.Politician("joe", "Joe", stays)])
    assert case.only("A").party_of("joe") is None
    assert str(case.only("A").politicians[0].memberships[0].until) == "../2022-03-04"


def test_a_comparison_takes_both() -> None:
    """One of the two alone is compared with nobody."""
    case = house(comparisons=[co.Comparison("A", "B", "p", **SAID)])
    assert case.only("A", "B").comparisons == case.comparisons
    assert case.only("A", "C").comparisons == case.only("B").comparisons == ()


def test_a_promise_stays_with_those_of_its_addressees_who_do() -> None:
    """It is out if the one who made it is."""
    promise = co.Commitment("ann", "promise", "x", to=["B", "C"], **SAID)
    case = house(commitments=[promise])
    assert case.only("A", "C").commitments == (attrs.evolve(promise, to=["C"]),)
    assert case.only("A").commitments == (attrs.evolve(promise, to=[]),)
    assert case.only("B", "C").commitments == ()


def test_a_red_line_is_about_those_who_are_in() -> None:
    """It shrinks to them, and goes with the last of them, unless it is about a role."""
    first = co.Commitment("A", "red line", "x", not_with=["B"], not_without=["C"], **SAID)
    role = co.Commitment("ann", "red line", "x", not_with="B", only_as="largest", **SAID)
    case = house(commitments=[first, role])
    alone = attrs.evolve(role, not_with=())
    assert case.only("A", "B").red_lines == (attrs.evolve(first, not_without=()), role)
    assert case.only("A", "C").red_lines == (attrs.evolve(first, not_with=()), alone)
    assert case.only("A").red_lines == (alone,)
    assert case.only("B", "C").red_lines == ()


def test_a_red_line_goes_with_the_party_that_it_binds() -> None:
    """Drawn in a year in which its maker changed party, it binds the new one, and never the old."""
    line = co.Commitment("joe", "red line", "x", not_with="A", date="2021/2022", **HOW)
    case = house(commitments=[line])
    assert case.only("A", "B").red_lines == (line,)
    assert case.only("A").red_lines == case.only("joe", "A").red_lines == ()


def test_a_meeting_stays_with_those_who_were_there() -> None:
    """It is out if none of them is left, and stays if it names nobody."""
    met = co.Meeting("m", "M", participants=["ann", "bob"], convened_by="B", **SAID)
    open_to_all = co.Meeting("n", "N", **SAID)
    case = house(meetings=[met, open_to_all])
    assert case.only("A").meetings == (
        attrs.evolve(met, participants=["ann"], convened_by=None),
        open_to_all,
    )
    assert case.only("C").meetings == (open_to_all,)


def test_a_rival_who_says_it_is_told_in_the_note() -> None:
    """The claim stays, in words of who made it, as he is no actor any more."""
    claims = [
        said("A", speaker="bob", attribution="claimed"),
        said("A", speaker="B", attribution="claimed", note="On the radio."),
        said("A", speaker="ann", date="2024"),
    ]
    notes = [(one.speaker, one.note) for one in house(positions=claims).only("A").positions]
    assert notes == [
        (None, "Said by Bob Birch."),
        (None, "On the radio. Said by B."),
        ("ann", None),
    ]


def test_a_rival_is_told_alike_in_two_steps() -> None:
    """Of a politician whose party is left out first, and who then is, only the name is known."""
    case = house(positions=[said("A", speaker="bob", attribution="claimed")])
    assert case.only("A", "bob").only("A") == case.only("A")


def test_remarks_of_others_are_out_and_outcomes_stay() -> None:
    """A remark is of the one who makes it; what became of a proposal is a fact for all."""
    remarks = [co.Remark("x", speaker="bob", **SAID), co.Remark("y", **SAID)]
    outcome = co.Outcome("p", "adopted", **SAID)
    found = house(remarks=remarks, outcomes=[outcome]).only("A")
    assert [one.text for one in found.remarks] == ["y"]
    assert found.outcomes == (outcome,)


def test_what_is_left_out_and_how_it_was_read_is_kept() -> None:
    """So is the date of the case, and what several statements count for."""
    case = house(positions=[said("A", date="2024"), said("B", date="2024")], several="latest")
    found = case.with_reading("Told.").at("2024-02-10").only("A")
    assert found.left_out == case.positions[:1]
    assert (str(found.as_of), found.reading, found.several) == ("2024-02-10", ("Told.",), "latest")


def test_who_is_named_must_be_there() -> None:
    """At least one actor, and one that there is."""
    assert faults(house().only) == ["must name at least one actor"]
    assert faults(house().only, ["A"]) == ["[0]: must be text, not ['A']"]
    with pytest.raises(co.UnknownActor, match="did you mean 'ann'"):
        house().only("Ann")
    assert house(parties=[co.Party("Gr\u00fcn")], politicians=[]).only("Gru\u0308n").parties


@pytest.mark.parametrize("actors", [("VVD", "D66"), ("VVD", "CDA", "CU"), ("D66", "CU")])
def test_the_split_is_that_among_these_actors(actors: tuple[str, ...]) -> None:
    """It is what `actors` gives, topic by topic."""
    for date in ("2023-01", "2023-07"):
        case = co.load_case("migration-2023").at(date)
        for topic in case.topics:
            assert co.split(case.only(*actors), topic) == co.split(case, topic, actors=actors)


@settings(max_examples=15)
@given(coalitions(), st.data())
def test_property_a_lens_on_any_case(case: co.Coalition, data: st.DataObject) -> None:
    """All are the whole case, twice is once, and the result is a case that a file can hold."""
    names = [*(one.id for one in case.parties), *(one.id for one in case.politicians)]
    if not names:
        return
    assert case.only(*names) == case
    first = data.draw(st.lists(st.sampled_from(names), min_size=1, unique=True))
    second = data.draw(st.lists(st.sampled_from(first), min_size=1, unique=True))
    found = case.only(*first)
    assert found.only(*second) == case.only(*second)
    again = {f.name: getattr(found, f.name) for f in attrs.fields(co.Coalition) if f.init}
    assert co.Coalition(**again) == found == loads_case(dumps_case(found))


def test_a_politician_alone_is_reported_on() -> None:
    """Where no party is left there is nobody to block anything, and the rest is told."""
    case = co.load_case("migration-2023").only("vanderburg")
    assert "Who stands with whom" in co.report(case)
    assert "Who blocks what" not in co.report(case)

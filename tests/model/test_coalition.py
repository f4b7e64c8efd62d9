"""The collection: what it looks up, says of itself and copies."""

import pickle
from typing import Any

import attrs
import pytest

import coalition as co
from tests.builders import said
from tests.model.small_case import small
from tests.refused import faults


def test_look_ups() -> None:
    """Items are found by id, in any Unicode form; what is not there is named, with what is."""
    case = small(parties=[co.Party("Grün", seats=1)], politicians=[])
    assert case.party("Gru\u0308n").id == "Grün"
    for look_up, error in (
        (case.party, co.UnknownParty),
        (case.politician, co.UnknownActor),
        (case.minister, co.UnknownActor),
        (case.proposal, co.UnknownProposal),
        (case.source, co.UnknownSource),
        (case.party_of, co.UnknownActor),
        (case.positions_on, co.UnknownProposal),
    ):
        with pytest.raises(error) as caught:
            look_up("Grun")
        assert isinstance(caught.value, LookupError)
        assert "no " in str(caught.value)
    with pytest.raises(co.UnknownParty, match=r"\(there is: Grün\); did you mean 'Grün'\?"):
        case.party("Grun")
    with pytest.raises(co.UnknownActor):
        case.position("nobody", "p")
    with pytest.raises(co.UnknownTopic, match="did you mean 't/u'"):
        co.split(case, "t/v")


def test_what_the_collection_says_of_itself() -> None:
    """Topics with those above them, seats that are known, dates in order, counts in the repr."""
    case = small(positions=[said(date="2023-05"), said("B", date="2022")])
    assert case.topics == ("t", "t/u")
    assert case.seats == {"A": 3}
    assert [str(date) for date in case.dates] == ["2022", "2023-05"]
    assert repr(case) == "<Coalition: 2 parties, 1 politician, 1 proposal, 2 positions>"
    assert repr(attrs.evolve(case, name="x")).startswith("<Coalition 'x': ")
    assert (case.party_of("ann"), case.party_of("B")) == ("A", "B")
    assert case.position("B", "p") == said("B", date="2022")
    assert case.position("ann", "p") is None


def test_the_party_at_a_date_that_is_text() -> None:
    """A date can be text here as everywhere, and one that does not exist is refused."""
    stays = [{"party": "A", "until": "2021"}, {"party": "B", "since": "2022"}]
    case = small(politicians=[co.Politician("joe", "Joe", stays)])
    assert [case.party_of("joe", date) for date in ("2021", "2022", None)] == ["A", "B", "B"]
    assert faults(case.party_of, "joe", "2022-13") == ["there is no date 2022-13 in the calendar"]


def test_a_date_ends_when_its_last_day_ends() -> None:
    """What is dated to a month is known at the end of the month, and not before."""
    case = small(positions=[said(date="2024-02")])
    assert case.at("2024-02-28").positions == ()
    assert case.at("2024-02-29").positions == case.positions
    assert case.at("2024").positions == case.positions
    assert case.at("2024-01").positions == ()
    assert faults(case.at, "2024-02-30") == ["there is no date 2024-02-30 in the calendar"]


def test_what_may_be_later_is_left_out_and_known() -> None:
    """At a day, what is dated to its month may be later: it is left out, and kept apart."""
    month, day, later = (said(who, date=date) for who, date in DATED)
    case = small(positions=[month, day, later])
    now = case.at("2024-02-10")
    assert (now.positions, now.left_out, str(now.as_of)) == ((day,), (month,), "2024-02-10")
    whole = case.at("2024-02-10", possible=True)
    assert (whole.positions, whole.left_out, whole.as_of) == ((month, day), (), now.as_of)
    assert case.at("2024-02").left_out == case.left_out == ()


DATED = (("A", "2024-02"), ("B", "2024-02-01"), ("ann", "2024-03"))


def test_a_case_at_one_date_and_then_another_is_as_of_the_earlier() -> None:
    """What was unknown at the earlier date stays so, and what is left out is what may be of it."""
    case = small(positions=[said(who, date=date) for who, date in DATED])
    for dates in (("2024-02-10", "2025"), ("2025", "2024-02-10"), ("2024-02-10", "2024-02")):
        first, second = dates
        now = case.at(first).at(second)
        assert now == case.at("2024-02-10")
        assert now.left_out == case.at("2024-02-10").left_out
    early = case.at("2024-02-10").at("2024-01")
    assert (str(early.as_of), early.positions, early.left_out) == ("2024-01", (), ())


def test_a_window_is_as_of_its_end() -> None:
    """A window leaves out what is outside it, and names what may be later than it."""
    case = small(positions=[said(who, date=date) for who, date in DATED])
    window = case.between("2024-02-01", "2024-02-15")
    assert [str(one.date) for one in window.positions] == ["2024-02-01"]
    assert [str(one.date) for one in window.left_out] == ["2024-02"]
    assert str(window.as_of) == "2024-02-15"
    assert str(case.at("2024-01").between("2023", "2025").as_of) == "2024-01"
    assert case.between("2024-02-10", "2024-02-29").left_out == ()


def test_other_copies_keep_the_date_and_what_is_left_out() -> None:
    """So do `without` and `supposing`, but for what they do not count; no file or value has it."""
    rumor = said("B", date="2024-02", attribution="hearsay")
    case = small(positions=[said(date="2024-02"), rumor])
    now = case.at("2024-02-10")
    copies = (
        now.without("hearsay"),
        now.supposing(said(date="2024-01")),
        now.counting("latest"),
        now.with_positions(said("ann", date="2024-01")),
        pickle.loads(pickle.dumps(now)),  # noqa: S301 - our own bytes
    )
    first, second = case.positions
    assert [copy.left_out for copy in copies] == [(first,), (second,), *[(first, second)] * 3]
    assert {str(copy.as_of) for copy in copies} == {"2024-02-10"}
    assert now == small(as_of="2024-02-10")


def test_repetitions_after_the_date_are_not_known_yet() -> None:
    """A promise that was repeated later was not repeated yet."""
    promise = co.Commitment(
        "ann", "promise", "x", date="2022", repeated=["2023-01", "2023-06"], attribution="stated"
    )
    case = small(commitments=[promise])
    assert [str(d) for d in case.at("2023-03").commitments[0].repeated] == ["2023-01"]


LINE = co.Commitment(
    *("A", "red line", "not with B"),
    not_with="B",
    until="2024-06",
    date="2023-05",
    attribution="stated",
)


@pytest.mark.parametrize(
    ("date", "holds"),
    [
        ("2023-04", False),
        ("2023-05", True),
        ("2024-05", True),
        ("2024-06-15", True),
        ("2024-06", False),
        ("2024-07", False),
    ],
)
def test_red_lines_hold_until_they_are_surely_lifted(date: str, *, holds: bool) -> None:
    """From the end of the date on which they are drawn to the end of that on which they go."""
    now = small(commitments=[LINE]).at(date)
    assert [one.not_with for one in now.red_lines] == [("B",)] * holds


def test_red_lines_without_a_date_are_those_never_lifted() -> None:
    """The others are no less in the case; and promises are none."""
    kept = attrs.evolve(LINE, until=None)
    promise = co.Commitment("A", "promise", "x", date="2023", attribution="stated")
    case = small(commitments=[LINE, promise, kept])
    assert case.red_lines == (kept,)
    assert small(commitments=[LINE], as_of="2024-05").red_lines == (LINE,)


def test_at_a_date_nothing_tells_of_a_later_lifting() -> None:
    """What may have been lifted by then says so; a window begins with what was drawn in it."""
    case = small(commitments=[LINE])
    until = {date: case.at(date).commitments[0].until for date in ("2024-05", "2024-06-15")}
    assert until == {"2024-05": None, "2024-06-15": co.partial_date("2024-06")}
    assert case.between("2023-06", "2024-01").red_lines == ()
    assert case.between("2023-05", "2024-01").red_lines == (attrs.evolve(LINE, until=None),)


def test_red_lines_under_the_other_lenses() -> None:
    """Hearsay can be left out of them, and no other way to count changes them."""
    rumor = attrs.evolve(LINE, until=None, attribution="hearsay")
    firm = attrs.evolve(LINE, until=None, not_with=(), only_as="largest")
    case = small(commitments=[rumor, firm])
    assert case.without("hearsay").red_lines == case.without(rumor).red_lines == (firm,)
    assert case.counting("all").red_lines == case.red_lines == (rumor, firm)


def test_copies_leave_the_original_alone() -> None:
    """Each change is a copy: at, without, with_positions."""
    case = small(
        positions=[said(attribution="hearsay")],
        remarks=[co.Remark("x", date="2023", attribution="hearsay")],
        meetings=[co.Meeting("m", "M", date="2023", attribution="reported")],
    )
    more = case.with_positions(said("B", stance=-1))
    assert (len(case.positions), len(more.positions)) == (1, 2)
    assert case.without("hearsay").positions == ()
    assert case.without("hearsay").remarks == ()
    assert case.without("hearsay").meetings == case.meetings
    assert case.without() == case
    assert faults(case.without, "rumor") == [
        (
            "[0]: must be one of stated, reported, measured, claimed, hearsay, inferred, not "
            "'rumor'; it usually means 'hearsay'"
        )
    ]
    assert faults(case.with_positions, said("Z")) == [
        "positions[1].actor: there is no party or politician 'Z'"
    ]


def test_values_are_frozen() -> None:
    """Nothing of the model can be changed in place."""
    for value, field in ((co.Party("A"), "seats"), (said(), "stance"), (small(), "parties")):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(value, field, None)


def test_an_ultimatum_that_nobody_blocks_is_no_deadlock() -> None:
    """A demand is in deadlock only while somebody is against it."""
    threat: dict[str, Any] = {
        "threat": "leave",
        "proposal": "p",
        "date": "2023",
        "attribution": "stated",
    }
    ultimatum = co.Commitment("ann", "ultimatum", "p, or else", **threat)
    case = small(commitments=[ultimatum], positions=[said()])
    assert co.deadlocks(case) == ()
    (found,) = co.deadlocks(case.with_positions(said("B", stance=-1)))
    assert (found.party, [blocker.party for blocker in found.blockers]) == ("A", ["B"])


def test_seats_and_parties_are_those_of_the_date() -> None:
    """A case at a date has the seats and the memberships of the end of it; else the latest."""
    seats = [co.Seats(15, until="2021-09-14"), co.Seats(14, since="2021-09-15")]
    stays = [co.Membership("CDA", until="2021-09-14"), co.Membership("O", since="2021-09-15")]
    case = co.Coalition(
        parties=[co.Party("CDA", seats=seats), co.Party("O", seats=[co.Seats(1, since=2022)])],
        politicians=[co.Politician("omtzigt", "Pieter Omtzigt", stays)],
    )
    found = {
        date: (case.at(date).seats, case.at(date).party_of("omtzigt"))
        for date in ("2021-08", "2021-09", "2021", "2022")
    }
    assert found == {
        "2021-08": ({"CDA": 15}, "CDA"),
        "2021-09": ({"CDA": 14}, "O"),
        "2021": ({"CDA": 14}, "O"),
        "2022": ({"CDA": 14, "O": 1}, "O"),
    }
    assert (case.seats, case.party_of("omtzigt")) == ({"CDA": 14, "O": 1}, "O")
    assert case.at("2022").party_of("omtzigt", "2020") == "CDA"
    gone = attrs.evolve(case, politicians=[co.Politician("x", "X", stays[:1])])
    assert (gone.party_of("x"), gone.at("2021-08").party_of("x")) == (None, "CDA")


def test_a_proposal_is_in_each_of_its_topics() -> None:
    """All paths and those above them are topics; the first is the one that is named alone."""
    case = co.Coalition(proposals=[co.Proposal("p", ["a/b", "c"]), co.Proposal("q", "a")])
    assert case.topics == ("a", "a/b", "c")
    assert (case.proposal("p").topic, case.proposal("p").topics) == ("a/b", ("a/b", "c"))
    assert [case.proposal("p").is_on(topic) for topic in (None, "a", "c", "b")] == [
        *(True, True, True),
        False,
    ]
    assert faults(co.Proposal, "p", []) == ["topic: must name at least one topic"]
    assert faults(co.Proposal, "p", ["a", "a"]) == ["topic: names a more than once"]
    assert faults(co.Proposal, "p", ["a", "b//c"]) == [
        "topic[1]: must be a path such as 'migration/asylum', not 'b//c'"
    ]
    twins = [co.Proposal("p", ["a", "c"]), co.Proposal("q", ["b", "C"])]
    assert faults(co.Coalition, proposals=twins) == [
        "proposals[1].topic[1]: 'C' differs from 'c' (proposals[0].topic[1]) only in case or form"
    ]

"""The model: values that refuse what makes no sense, and a collection that looks up."""

import datetime as dt
import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest

import coalition as co


def faults(function: Any, *args: Any, **kwargs: Any) -> list[str]:
    """Return the faults that a call is refused with."""
    with pytest.raises((co.InvalidValue, co.InvalidCase)) as caught:
        function(*args, **kwargs)
    return [str(fault) for fault in caught.value.faults]


def said(actor: str = "A", proposal: str = "p", stance: Any = 1, **more: Any) -> co.Position:
    return co.Position(actor, proposal, stance, **{"date": "2023", "attribution": "stated", **more})


def small(**more: Any) -> co.Coalition:
    parts: dict[str, Any] = {
        "parties": [co.Party("A", seats=3), co.Party("B")],
        "politicians": [co.Politician("ann", "Ann Ash", "A")],
        "proposals": [co.Proposal("p", "t/u")],
    }
    return co.Coalition(**{**parts, **more})


# dates


@pytest.mark.parametrize("text", ["2023", "2023-07", "2023-07-05", "0001", "9999-12-31"])
def test_a_date_is_as_exact_as_it_was_given(text: str) -> None:
    """A day stays a day, a month a month, a year a year."""
    assert str(said(date=text).date) == text


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (dt.date(2023, 7, 5), co.PartialDate(2023, 7, 5)),
        (2023, co.PartialDate(2023)),
        (co.PartialDate(2023, 7), co.PartialDate(2023, 7)),
    ],
)
def test_a_date_may_be_given_in_several_forms(given: Any, expected: co.PartialDate) -> None:
    """A calendar date, a year and a partial date are accepted."""
    assert said(date=given).date == expected


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ("2023-02-30", "date: there is no date 2023-02-30 in the calendar"),
        ("2023-13", "date: there is no date 2023-13 in the calendar"),
        ("0000", "date: there is no date 0000 in the calendar"),
        (
            "July 2023",
            "date: must be a date such as '2023', '2023-07' or '2023-07-05', not 'July 2023'",
        ),
        (True, "date: must be a date such as '2023', '2023-07' or '2023-07-05', not True"),
        (
            dt.datetime(2023, 7, 5),  # noqa: DTZ001
            (
                "date: must be a date such as '2023', '2023-07' or '2023-07-05', not "
                "datetime.datetime(2023, 7, 5, 0, 0)"
            ),
        ),
    ],
)
def test_a_date_that_does_not_exist(given: Any, fault: str) -> None:
    """Dates that are not in the calendar, and what is no date, are refused."""
    assert faults(said, date=given) == [fault]


@pytest.mark.parametrize("parts", [(2023, None, 5), (2023, 2, 30), (0,), (2023, 7.0), (None,)])
def test_a_partial_date_needs_its_parts(parts: Any) -> None:
    """A day without a month, and numbers that make no date, are refused."""
    assert faults(co.PartialDate, *parts)


def test_one_date_is_before_another_only_if_that_is_sure() -> None:
    """A month is neither before nor after a day in it."""
    july, fifth, june = co.PartialDate(2023, 7), co.PartialDate(2023, 7, 5), co.PartialDate(2023, 6)
    assert not july.is_before(fifth)
    assert not fifth.is_before(july)
    assert june.is_before(fifth)
    assert [str(date) for date in fifth.spans] == ["2023", "2023-07", "2023-07-05"]
    assert july.spans == (co.PartialDate(2023), july)


def test_a_date_ends_when_its_last_day_ends() -> None:
    """What is dated to a month is known at the end of the month, and not before."""
    case = small(positions=[said(date="2024-02")])
    assert case.at("2024-02-28").positions == ()
    assert case.at("2024-02-29").positions == case.positions
    assert case.at("2024").positions == case.positions
    assert case.at("2024-01").positions == ()
    assert faults(case.at, "2024-02-30") == ["there is no date 2024-02-30 in the calendar"]


# values


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("for", 1),
        ("against", -1),
        ("neutral", 0),
        (1.0, 1),
        (Fraction(1, 2), 0.5),
        (Decimal("-0.1"), -0.1),
    ],
)
def test_a_stance_is_a_number_or_a_word(given: Any, expected: float) -> None:
    """Words and numbers of any kind become numbers, whole ones as int."""
    stance = said(stance=given).stance
    assert (stance, type(stance)) == (expected, type(expected))


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        (
            "fore",
            "'fore' is not a stance (for, neutral, against, or a number); did you mean 'for'?",
        ),
        (1.5, "must lie between -1 (against) and 1 (for), not 1.5"),
        (float("nan"), "must be a finite number, not nan"),
        (True, "must be a finite number, not True"),
        (None, "must be a finite number, not None"),
        (10**400, f"must be a finite number, not {str(10**400)[:57]}..."),
    ],
)
def test_what_is_no_stance(given: Any, fault: str) -> None:
    """A stance outside [-1, 1], NaN and what is no stance are refused."""
    assert faults(said, stance=given) == [f"stance: {fault}"]


def test_salience_is_not_negative() -> None:
    """Salience is a finite number of at least 0."""
    assert said(salience=0).salience == 0
    assert faults(said, salience=-1) == ["salience: must not be negative: -1"]
    assert faults(said, salience=float("inf")) == ["salience: must be a finite number, not inf"]


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ("", "must not be empty"),
        (" A", "must not begin or end with a space: ' A'"),
        ("A\u200bB", "must not contain the hidden character U+200B"),
        ("A\u202eB", "must not contain the hidden character U+202E"),
        ("A\nB", "must not contain the hidden character U+000A"),
        ("\x1b[31m", "must not contain the hidden character U+001B"),
        (7, "must be text, not 7"),
    ],
)
def test_what_is_no_id(given: Any, fault: str) -> None:
    """Ids that are empty, padded or have hidden characters are refused."""
    assert faults(co.Party, given) == [f"id: {fault}"]


def test_every_fault_of_an_object_at_once() -> None:
    """A constructor reports all that is wrong with its fields in one error."""
    with pytest.raises(co.InvalidValue) as caught:
        co.Party("A", seats=-1, source=" ", note="")
    assert str(caught.value) == (
        "Party 'A': 3 faults\n"
        "  seats: must be a whole number, 0 or more, not -1\n"
        "  source: must not be empty\n"
        "  note: must not be empty"
    )


@pytest.mark.parametrize("seats", [True, 2.5, "24", -1, 2**63, pytest.param(10**5000, id="huge")])
def test_seats_are_whole(seats: Any) -> None:
    """Seats are counted, so neither a fraction nor a truth value will do."""
    assert len(faults(co.Party, "A", seats=seats)) == 1


def test_topics_are_paths() -> None:
    """A topic has no empty part."""
    assert faults(co.Proposal, "p", "a//b") == [
        "topic: must be a path such as 'migration/asylum', not 'a//b'"
    ]


def test_contested_is_true_or_false() -> None:
    """A word is not taken for a truth value."""
    assert faults(co.Proposal, "p", "t", contested="no") == [
        "contested: must be true or false, not 'no'"
    ]


def test_names_once_in_a_list() -> None:
    """A list of ids names each once, and must be a list."""
    make: Any = lambda who: co.Meeting(  # noqa: E731
        "m", "Talks", participants=who, date="2023", attribution="reported"
    )
    assert make("ann").participants == ("ann",)
    assert faults(make, ["ann", "ann"]) == ["participants: names ann more than once"]
    assert faults(make, ["ann", ""]) == ["participants[1]: must not be empty"]
    assert faults(make, 7) == ["participants: must be a list, not 7"]


# politicians


def test_a_politician_may_change_party() -> None:
    """Memberships one after the other are fine; the latest counts."""
    stays = [{"party": "B", "since": "2021-05"}, {"party": "A", "until": "2021-05"}]
    person = co.Politician("p", "P", stays)
    assert person.party == "B"
    assert [stay.party for stay in person.memberships] == ["A", "B"]
    assert co.Politician("p", "P").party is None


@pytest.mark.parametrize(
    ("stays", "fault"),
    [
        (["A"], "party[0]: must be a table of fields, not 'A'"),
        (
            [{"party": "A"}, {"party": "B"}],
            "party: in A and B at once; say when one ended and the other began",
        ),
        (
            [{"party": "A", "until": "2022"}, {"party": "B", "since": "2021-06"}],
            "party: in A and B at once; say when one ended and the other began",
        ),
        (
            [{"party": "A", "since": "2023", "until": "2022-05"}],
            "party[0].until: 2022-05 is before the membership begins (2023)",
        ),
        (
            [{"party": "A", "until": "soon"}],
            "party[0].until: must be a date such as '2023', '2023-07' or '2023-07-05', not 'soon'",
        ),
        (
            [{"sinse": "2020", "party": "A"}],
            "party[0].sinse: is no field of a membership; did you mean 'since'?",
        ),
        ([{}], "party[0].party: is missing"),
        (7, "party: must be a list, not 7"),
    ],
)
def test_memberships_that_make_no_sense(stays: Any, fault: str) -> None:
    """Nobody is in two parties at once, and no membership ends before it begins."""
    expected = [fault]
    if isinstance(stays, list) and len(stays) == 2 and "until" in stays[0]:
        assert co.Politician("p", "P", [stays[1], {"party": "A", "until": "2021"}]).party == "B"
    assert faults(co.Politician, "p", "P", stays) == expected


# statements


def test_memberships_in_one_party_may_overlap() -> None:
    """Only two parties at once are a contradiction, also where the first lasts beyond others."""
    stays = [
        {"party": "A", "since": "2010", "until": "2020"},
        {"party": "A", "since": "2012", "until": "2013"},
        {"party": "B", "since": "2020"},
    ]
    assert co.Politician("p", "P", stays).party == "B"
    assert co.Politician("p", "P", [{"party": "A"}, {"party": "A"}]).party == "A"
    stays[2]["since"] = "2014"
    assert faults(co.Politician, "p", "P", stays) == [
        "party: in A and B at once; say when one ended and the other began"
    ]


def test_bounds_of_what_is_not_dated_put_memberships_in_order() -> None:
    """A membership without dates lies within its bounds, and in them only."""
    first = {"party": "A", "earliest": "2016-03", "latest": "2020-03"}
    person = co.Politician("p", "P", [{"party": "B", "earliest": "2020-04"}, first])
    assert [stay.party for stay in person.memberships] == ["A", "B"]
    assert person.memberships[1].since is None
    parties = [person.party_at(co.PartialDate(year)) for year in (2015, 2018, 2023)]
    assert parties == [None, "A", "B"]


def test_other_names_end_after_they_begin() -> None:
    """A name is not given up before it is taken."""
    assert faults(co.OtherName, "X", since="2020", until="2019") == [
        "until: 2019 is before the name begins (2020)"
    ]
    assert faults(co.Party, "A", identifiers=[{"scheme": "wikidata"}], other_names=["B"]) == [
        "identifiers[0].identifier: is missing",
        "other_names[0]: must be a table of fields, not 'B'",
    ]


@pytest.mark.parametrize(
    "given",
    [
        *("[]", "{", "1", '{"a": NaN}', '{"a": 1e999}', '{"a": "\\ud800"}', "[" * 10_000),
        *([], 1, {1: 2}, {"a": {1}}, {"a": float("inf")}, {"a": 10**400}, {"a": b""}),
        *({"\ud800": 1}, {"a": co}, {"a": json.loads("[" * 30 + "]" * 30)}),
    ],
    ids=lambda given: repr(given)[:20],
)
def test_what_is_kept_besides_is_a_json_object(given: Any) -> None:
    """What cannot be written as JSON and read again is refused."""
    [fault] = faults(co.Party, "A", extra=given)
    assert fault.startswith("extra: must be a JSON object, as text or as a table, not ")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"k": 1, "k": 2}', "k: is given more than once"),
        ('{"a": [{"k": 1, "k": 1}]}', "a[0].k: is given more than once"),
        ('{"k": NaN}', "k: NaN is no number in JSON"),
        ("{", "not JSON: Expecting property name enclosed in double quotes (column 2)"),
    ],
)
def test_what_is_kept_besides_is_read_strictly(text: str, why: str) -> None:
    """JSON text is read as a file of JSON is: nothing in it is dropped in silence."""
    expected = f"extra: must be a JSON object, as text or as a table, not {text!r}: {why}"
    assert faults(co.Party, "A", extra=text) == [expected]


def test_what_is_kept_besides_has_one_form() -> None:
    """A table and its text are the same, whatever the order of the keys; an empty one is none."""
    one = co.Party("A", extra={"b": [1, None, "\u00e9"], "a": {}})
    assert one == co.Party("A", extra='{"a": {}, "b": [1, null, "\u00e9"]}')
    assert hash(one)
    assert co.Party("A", extra={}).extra is None


@pytest.mark.parametrize(
    ("fields", "fault"),
    [
        ({"kind": "threat"}, "kind: must be one of promise, demand, ultimatum, not 'threat'"),
        (
            {"kind": "ultimatum"},
            "threat: an ultimatum has a threat, a promise or a demand has none",
        ),
        ({"threat": "x"}, "threat: an ultimatum has a threat, a promise or a demand has none"),
        ({"deadline": "2022"}, "deadline: 2022 is before it was made (2023)"),
        ({"repeated": ["2024", "2022"]}, "repeated[1]: 2022 is before it was first made (2023)"),
        (
            {"attribution": "rumor"},
            "attribution: must be one of stated, reported, hearsay, inferred, not 'rumor'",
        ),
    ],
)
def test_commitments_that_make_no_sense(fields: dict[str, Any], fault: str) -> None:
    """A threat makes an ultimatum, and nothing is due or repeated before it was made."""
    made = {"by": "ann", "kind": "promise", "text": "x", "date": "2023", "attribution": "stated"}
    assert faults(co.Commitment, **{**made, **fields}) == [fault]


def test_a_meeting_ends_after_it_begins() -> None:
    """A meeting that ends before it begins is refused."""
    assert faults(
        co.Meeting, "m", "Talks", date="2023-05", until="2023-04", attribution="stated"
    ) == ["until: 2023-04 is before it begins (2023-05)"]


def test_statements_say_how_they_are_known() -> None:
    """The sentence of a statement names attribution, speaker, date and source."""
    position = said(speaker="ann", source="news", attribution="stated")
    assert str(position) == "A for p (stated by ann, 2023, news)"
    assert str(said(stance=0, attribution="hearsay")) == "A neutral p (hearsay, 2023)"
    made = co.Commitment("ann", "demand", "Haste", date="2023", attribution="stated")
    assert str(made) == "demand by ann: Haste (stated, 2023)"
    assert str(co.Remark("Rain", date="2023", attribution="reported")) == "Rain (reported, 2023)"


# the collection


def test_every_fault_of_a_collection_at_once() -> None:
    """Faults of items and between items are reported together, each with its place."""
    found = faults(
        co.Coalition,
        sources=[co.Source("news", "News")],
        parties=[{"id": "A"}, {"id": "a"}, {"id": "B", "seats": "many"}, co.Party("A")],
        politicians=[co.Politician("ann", "Ann", "C"), {"id": "B", "name": "Bo"}],
        proposals=[{"id": "p", "topic": "t"}, {"id": "q", "topic": "T"}, 7],
        positions=[
            said("A", "p", 1),
            said("A", "p", -1, date="2023-05"),
            said("B", "p", 1, source="nws", speaker="bob"),
            {"actor": "X", "proposal": "p", "stance": 2},
        ],
    )
    assert found == [
        "parties[2].seats: must be a whole number, 0 or more, not 'many'",
        "proposals[2]: must be a table of fields, not 7",
        "positions[3].date: is missing",
        "positions[3].attribution: is missing",
        "positions[3].stance: must lie between -1 (against) and 1 (for), not 2",
        "parties[1].id: 'a' differs from 'A' (parties[0].id) only in case or form",
        "parties[3].id: 'A' is already the id of parties[0]",
        "politicians[1].id: 'B' is already the id of parties[2]",
        "proposals[1].topic: 'T' differs from 't' (proposals[0].topic) only in case or form",
        "politicians[0].party: there is no party 'C'",
        "positions[2].source: there is no source 'nws'; did you mean 'news'?",
        "positions[2].speaker: there is no party or politician 'bob'; did you mean 'B'?",
        "positions[3].actor: there is no party or politician 'X'",
        (
            "positions[1]: A against p (stated, 2023-05) contradicts positions[0], "
            "A for p (stated, 2023); say which is the later, or set `several`"
        ),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [("VVD", "vvd"), ("Yesilgöz", "Yesilgo\u0308z"), ("VVD", "VV\uff24"), ("straße", "STRASSE")],
)
def test_ids_that_look_alike(one: str, other: str) -> None:
    """Ids that differ only in case or Unicode form are refused; those equal in NFC are the same."""
    (fault,) = faults(co.Coalition, parties=[co.Party(one), co.Party(other)])
    assert "only in case or form" in fault or "already the id" in fault


def test_sources_of_single_fields() -> None:
    """A field can have a source of its own; the field and the source must be there."""
    party = co.Party("A", source_of={"seats": "book", "sets": "book"})
    assert faults(co.Coalition, parties=[party], sources=[co.Source("book", "Book")]) == [
        "parties[0].source_of.sets: is no field that a source stands for; did you mean 'seats'?"
    ]
    assert faults(co.Coalition, parties=[co.Party("A", source_of={"seats": "x"})]) == [
        "parties[0].source_of.seats: there is no source 'x'"
    ]
    assert faults(co.Party, "A", source_of={"seats": "", "name": 7}) == [
        "source_of.seats: must not be empty",
        "source_of.name: must be text, not 7",
    ]
    wrongs: list[Any] = ["news", [], (("a", "b", "c"),), (("a", "b"), ("a", "c")), 7]
    for wrong in wrongs:
        (fault,) = faults(co.Party, "A", source_of=wrong)
        assert fault.startswith("source_of: must be a table from fields to sources, not ")


def test_a_table_with_an_office_is_a_minister() -> None:
    """A politician's table that names an office makes a minister; a portfolio needs an office."""
    case = small(politicians=[{"id": "m", "name": "M", "office": "minister", "party": "A"}])
    assert case.ministers == (co.Minister("m", "M", "A", office="minister"),)
    assert case.minister("m").portfolio is None
    assert faults(small, politicians=[{"id": "m", "name": "M", "portfolio": "x"}]) == [
        "politicians[0].office: is missing"
    ]


def test_contradiction_in_salience_counts_and_repetition_does_not() -> None:
    """Two sources may say the same; how much it matters is part of what is said."""
    twice = small(positions=[said(attribution="hearsay"), said(date="2023-05")])
    assert len(twice.in_force) == 2
    assert twice.position("A", "p") == said(date="2023-05")
    assert [p.attribution for p in twice.held("A", "p")] == ["stated", "hearsay"]
    assert len(faults(small, positions=[said(), said(salience=2)])) == 1


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
        "[0]: must be one of stated, reported, hearsay, inferred, not 'rumor'"
    ]
    assert faults(case.with_positions, said("Z")) == [
        "positions[1].actor: there is no party or politician 'Z'"
    ]


def test_an_earlier_statement_holds_again_without_a_later_hearsay() -> None:
    """What a rumor superseded is in force again where the rumor is dropped."""
    case = small(positions=[said(date="2022"), said(stance=-1, attribution="hearsay")])
    assert [b.certain for b in co.blockers(case, "p")] == [False]
    assert case.without("hearsay").position("A", "p") == said(date="2022")
    assert co.blockers(case.without("hearsay"), "p") == ()


def test_repetitions_after_the_date_are_not_known_yet() -> None:
    """A promise that was repeated later was not repeated yet."""
    promise = co.Commitment(
        "ann", "promise", "x", date="2022", repeated=["2023-01", "2023-06"], attribution="stated"
    )
    case = small(commitments=[promise])
    assert [str(d) for d in case.at("2023-03").commitments[0].repeated] == ["2023-01"]


def test_values_are_frozen() -> None:
    """Nothing of the model can be changed in place."""
    for value, field in ((co.Party("A"), "seats"), (said(), "stance"), (small(), "parties")):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(value, field, None)


def test_the_party_at_the_time_counts() -> None:
    """Who changed party is off the line of the party of that time, not of a later one."""
    stays = [{"party": "A", "until": "2022-06"}, {"party": "B", "since": "2022-06"}]
    person = co.Politician("joe", "Joe", stays)
    assert person.party_at(co.PartialDate(2021)) == "A"
    assert person.party_at(co.PartialDate(2023)) == "B"
    late = co.Politician("p", "P", [{"party": "A", "since": "2022"}])
    assert late.party_at(co.PartialDate(2021)) is None
    case = small(
        politicians=[person],
        positions=[said(date="2021"), said("B", stance=-1, date="2021"), said("joe", date="2021")],
    )
    assert co.dissent(case) == ()
    after = case.with_positions(said("joe", stance=0.5, date="2023"))
    (found,) = co.dissent(after)
    assert (found.party, found.politician) == ("B", "joe")
    assert str(found).startswith("joe is off the line of B on p: for (0.5) (stated, 2023), the")
    (shift,) = co.shifts(after, "2022", "2023")
    assert str(shift) == "joe moved on p: for (stated, 2021), then for (0.5) (stated, 2023)"


def test_hostile_collections_are_refused_in_time() -> None:
    """Thousands of unknown names, names in lists and memberships do not multiply the work."""
    many = [f"p{n}" for n in range(3000)]
    found = faults(
        co.Coalition,
        proposals=[co.Proposal(name, "t") for name in many],
        parties=[co.Party("A")],
        positions=[said(proposal=f"{name}x") for name in many],
    )
    assert len(found) == 3000
    assert "party or politician" in faults(small, positions=[said("Aa")])[0]
    stays = [{"party": "A", "since": 1000 + n, "until": 1000 + n} for n in range(3000)]
    assert len(co.Politician("p", "P", stays).memberships) == 3000
    assert faults(
        co.Commitment, "a", "demand", "x", to=[*many, "p7"], date=2023, attribution="stated"
    ) == ["to: names p7 more than once"]


def test_messages_hold_no_control_characters() -> None:
    """A key with an escape sequence is shown escaped, and cut where it is long."""
    (fault,) = faults(co.Coalition, parties=[{"id": "A", "\x1b[2J": 1}])
    assert fault.startswith("parties[0].\\x1b[2J: is no field of a party")
    (fault,) = faults(co.Coalition, parties=[{"id": "A", "x" * 999: 1}])
    assert len(fault) < 150


def test_an_ultimatum_that_nobody_blocks_is_no_deadlock() -> None:
    """A demand is in deadlock only while somebody is against it."""
    threat = {"threat": "leave", "proposal": "p", "date": "2023", "attribution": "stated"}
    ultimatum = co.Commitment("ann", "ultimatum", "p, or else", **threat)
    case = small(commitments=[ultimatum], positions=[said()])
    assert co.deadlocks(case) == ()
    (found,) = co.deadlocks(case.with_positions(said("B", stance=-1)))
    assert (found.party, [blocker.party for blocker in found.blockers]) == ("A", ["B"])

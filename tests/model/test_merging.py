"""Several codings as one case: what agrees once, what differs by a policy, and nothing lost."""

from itertools import chain
from typing import Any, cast

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coalition as co
from tests.builders import case, said
from tests.strategies import coalitions

LISTS = ("positions", "comparisons", "commitments", "outcomes", "meetings", "remarks")
KNOWN: dict[str, Any] = {"date": "2023", "attribution": "stated"}


def bare(merged: co.Coalition) -> co.Coalition:
    """Return a case without who coded it."""
    lists: dict[str, Any] = {
        name: [attrs.evolve(one, coder=None) for one in getattr(merged, name)] for name in LISTS
    }
    return attrs.evolve(merged, **lists)


def content(merged: co.Coalition) -> Any:
    """Return what a case says, whatever the order."""
    return {
        field.name: frozenset(held) if isinstance(held, tuple) else held
        for field in attrs.fields(co.Coalition)
        if field.eq
        for held in [getattr(merged, field.name)]
    }


def stances(merged: co.Coalition) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(one.actor, one.side, one.coders) for one in merged.positions]


ANN = case({"p": {"A": 1, "B": 1}}, name="ann")
BOB = case({"p": {"A": 1, "B": -1, "C": 1}}, name="bob")


def seated(coded: co.Coalition, seats: int, **more: Any) -> co.Coalition:
    """Return a case in which A has so many seats."""
    return attrs.evolve(coded, parties=[co.Party("A", seats=seats), *coded.parties[1:]], **more)


def compared(more: str, less: str, **bounds: Any) -> co.Coalition:
    """Return a case of one comparison, which is called as the first of the two."""
    one = co.Comparison(more, less, "p", **bounds, **KNOWN)
    return case(parties="AB", proposals="p", comparisons=[one], name=more)


# laws


@settings(max_examples=6)
@given(coalitions())
def test_a_case_merged_with_itself_is_the_same(known: co.Coalition) -> None:
    """But for who coded it: merging adds nothing and loses nothing, under every policy."""
    for differing in ("refuse", "both"):
        assert bare(co.merge(known, known, differing=differing)) == bare(known)


CODED = st.dictionaries(  # by actor and proposal: the stance, and which of three have it
    st.tuples(st.sampled_from("AB"), st.sampled_from("pqr")),
    st.tuples(st.sampled_from([-1, 0, 1]), st.sets(st.integers(0, 2), min_size=1)),
    max_size=6,
)


def parted(coded: Any) -> list[co.Coalition]:
    """Return the case of each coder, with a different field filled in by each."""
    fields = ("note", "locator", "hedge")
    return [
        case(
            [
                said(actor, proposal, stance, **{field: "x"})
                for (actor, proposal), (stance, who) in coded.items()
                if number in who
            ],
            parties="AB",
            proposals="pqr",
            name=f"coder {number}",
        )
        for number, field in enumerate(fields)
    ]


@settings(max_examples=25)
@given(CODED)
def test_merging_is_associative_and_has_no_order(coded: Any) -> None:
    """Where nothing differs, it is the same in any order and in any steps, and nothing is lost."""
    one, two, three = parted(coded)
    whole = co.merge(one, two, three)
    assert content(whole) == content(co.merge(co.merge(one, two), three))
    assert content(whole) == content(co.merge(one, co.merge(two, three)))
    assert content(whole) == content(co.merge(three, one, two))
    found = {(p.actor, p.proposal): (p.stance, {*p.coders}) for p in whole.positions}
    assert found == {
        on: (stance, {f"coder {number}" for number in who}) for on, (stance, who) in coded.items()
    }


VERSIONS = st.lists(
    st.dictionaries(st.sampled_from("AB"), st.sampled_from([-1, 0, 1])), min_size=2, max_size=4
)


@given(VERSIONS, st.sampled_from(["first", "last", "both"]))
def test_nothing_is_lost(versions: list[dict[str, int]], differing: Any) -> None:
    """Every statement is in the result with its coder, or was overruled, and that is said."""
    codings = [case({"p": stances}, parties="AB", proposals="p") for stances in versions]
    merged = co.merge(*codings, differing=differing)
    places = range(len(codings)) if differing == "first" else reversed(range(len(codings)))
    order = [codings[place] for place in places]
    for actor in "AB":
        of = {
            coding: one.stance
            for coding in order
            for one in coding.positions_on("p")
            if one.actor == actor
        }
        kept = {one.stance for one in merged.positions_on("p") if one.actor == actor}
        assert kept == ({*of.values()} if differing == "both" else {*list(of.values())[:1]})
        told = [line for line in merged.reading if f"{actor}, p, 2023: stance" in line]
        assert bool(told) == (len({*of.values()}) > 1)


# what differs


def test_what_differs_is_refused_all_at_once() -> None:
    """One error names every difference, what each has, and where."""
    with pytest.raises(co.InvalidCase) as caught:
        co.merge(seated(ANN, 14, title="Talks"), seated(BOB, 15, title="talks"))
    one, say = (
        "a case has one; say 'first' or 'last' by `differing`",
        "say which counts by `differing`",
    )
    assert [str(fault) for fault in caught.value.faults] == [
        f"title of ann and title of bob: 'Talks' or 'talks'; {one}",
        f"parties[0] of ann and parties[0] of bob: A: seats 14 or 15; {one}",
        f"positions[1] of ann and positions[1] of bob: B, p, 2023: stance 1 or -1; {say}",
    ]


@pytest.mark.parametrize(
    ("differing", "side", "seats"), [("first", "for", 14), ("last", "against", 15)]
)
def test_a_policy_decides(differing: Any, side: str, seats: int) -> None:
    """The first, or the last, of those who have a version counts, and the case says so."""
    merged = co.merge(seated(ANN, 14), seated(BOB, 15), differing=differing)
    who = "ann" if differing == "first" else "bob"
    assert stances(merged) == [
        ("A", "for", ("ann", "bob")),
        ("B", side, (who,)),
        ("C", "for", ("bob",)),
    ]
    assert merged.party("A").seats == seats
    positions = "positions[1] of ann and positions[1] of bob: B, p, 2023: stance 1 or -1"
    assert merged.reading == (
        "Merged: 1 statement of ann and bob, 1 statement of ann and 2 statements of bob.",
        f"parties[0] of ann and parties[0] of bob: A: seats 14 or 15; what {who} said counts.",
        f"{positions}; what {who} said counts.",
    )


def test_both_are_kept_and_conflict() -> None:
    """Neither is known to be right: the actor has no position, and later ones still supersede."""
    merged = co.merge(ANN, BOB, differing="both")
    assert merged.several == "latest"
    assert merged.position("B", "p") is None
    assert [one.coders for one in merged.held("B", "p")] == [("ann",), ("bob",)]
    assert merged.with_positions(said("B", "p", 1, date="2024")).side("B", "p") == "for"
    assert any("positions that differ are conflicting" in line.lower() for line in merged.reading)


def test_both_are_kept_as_they_are_where_they_only_are_known_otherwise() -> None:
    """Two that take the same stance, from other words, stay current without a policy."""
    ann, bob = (case([said("A", note=note)], name=note) for note in ("ann", "bob"))
    merged = co.merge(ann, bob, differing="both")
    assert (merged.several, merged.side("A", "p"), len(merged.positions)) == ("refuse", "for", 2)


def test_a_case_cannot_have_two_of_one_id() -> None:
    """Two numbers of seats, or two titles, are refused under `both`, with the reason."""
    ann, bob = (case(seats={"A": seats}) for seats in (14, 15))
    with pytest.raises(co.InvalidCase, match="A: seats 14 or 15; a case has one; say 'first' or"):
        co.merge(ann, bob, differing="both")


def test_what_contradicts_is_refused_where_it_stands() -> None:
    """Statements of other dates may contradict each other all the same: each is named by coder."""
    bob = case([said("B", stance=-1, date="2023-07")], name="bob")
    with pytest.raises(co.InvalidCase) as caught:
        co.merge(ANN, bob, differing="first")
    assert str(caught.value).startswith(
        "merge: positions[0] of bob: B against p (stated, 2023-07) contradicts positions[1] of ann"
    )


# what does not differ


def test_what_one_leaves_empty_the_other_fills() -> None:
    """It is no difference; a politician of one is the minister of the other."""
    ann = case(
        [said("A", locator="p. 3")],
        politicians=[co.Politician("x", "Ex", note="n")],
        note="ann's",
    )
    bob = case(
        [said("A", hedge="perhaps")],
        politicians=[co.Minister("x", "Ex", "A", office="whip")],
        title="Talks",
    )
    for merged in (co.merge(ann, bob), co.merge(bob, ann)):
        (position,) = merged.positions
        assert (position.locator, position.hedge) == ("p. 3", "perhaps")
        assert merged.minister("x") == co.Minister("x", "Ex", "A", office="whip", note="n")
        assert (merged.note, merged.title) == ("ann's", "Talks")


def test_two_that_make_no_sense_together_differ() -> None:
    """What is right apart and wrong together is not put into one statement."""
    fields: dict[str, Any] = {"ann": {"until": "2024"}, "bob": {"repeated": ["2025"]}}
    line = co.Commitment("A", "red line", "Never", not_with="B", **KNOWN)
    ann, bob = (
        case(parties="AB", commitments=[attrs.evolve(line, **field)], name=name)
        for name, field in fields.items()
    )
    with pytest.raises(co.InvalidCase, match="A, red line, 2023: what they say together makes no"):
        co.merge(ann, bob)
    assert len(co.merge(ann, bob, differing="both").commitments) == 2


def test_statements_that_count_one_by_one_are_all_kept() -> None:
    """Several of one actor on one proposal and date are matched one by one."""
    ann = case([said("A", note="1"), said("A", note="2")], several="all", name="ann")
    bob = case([said("A", note="2"), said("A", note="1")], several="all", name="bob")
    merged = co.merge(ann, bob)
    assert [(one.note, one.coders) for one in merged.positions] == [
        ("1", ("ann", "bob")),
        ("2", ("ann", "bob")),
    ]
    more = co.merge(ann, attrs.evolve(bob, positions=[*bob.positions, said("A", note="3")]))
    assert [one.note for one in more.positions] == ["1", "2", "3"]


def test_what_is_equal_goes_together_first() -> None:
    """A statement that says less is not given what another of the same coder says."""
    more, less = said("A", note="1"), said("A")
    ann, bob = case([more, less], several="all"), case([less, more], several="all")
    assert [one.note for one in co.merge(ann, bob).positions] == ["1", None]


def test_two_that_are_close_are_so_whoever_is_named_first() -> None:
    """A comparison without a direction has no order; in another direction it differs."""
    (one,) = co.merge(compared("A", "B", at_most=1), compared("B", "A", at_most=1)).comparisons
    assert (one.more, one.coders) == ("A", ("A", "B"))
    merged = co.merge(compared("A", "B"), compared("B", "A"), differing="last")
    assert [one.more for one in merged.comparisons] == ["B"]


def test_what_is_exact_without_a_bound_is_not_given_one() -> None:
    """Where no bound is said, that says something: one with a bound differs."""
    bound = case([said("A", between=(0, 1))])
    with pytest.raises(co.InvalidCase, match=r"between None or \(0, 1\); say which counts"):
        co.merge(case([said("A")]), bound)
    with pytest.raises(co.InvalidCase, match="A, B, p, 2023: at_most None or 1"):
        co.merge(compared("A", "B"), compared("A", "B", at_most=1))


def test_both_are_kept_where_dates_overlap() -> None:
    """Positions of a month and of a day in it are not surely one after the other."""
    ann, bob = case([said(date="2023-07")]), case([said(date="2023-07-05", stance=-1)])
    assert co.merge(ann, bob, differing="both").several == "latest"
    with pytest.raises(co.InvalidCase, match="contradicts"):
        co.merge(ann, bob, differing="first")


# names, and the rest of a case


def test_nobody_is_called_as_another() -> None:
    """A case without a name, merged with a merged one, is of none of those who coded that."""
    two = co.merge(case([said("A")]), case([said("B")]))
    for cases in ((two, case([said("C")])), (case([said("C")]), two)):
        coded = {one.actor: one.coders for one in co.merge(*cases).positions}
        assert (coded["A"], coded["B"]) == (("1",), ("2",))
        assert coded["C"] in {("3",), ("4",)}


def test_cases_without_statements_can_be_merged() -> None:
    """That nobody has found anything is said."""
    assert co.merge(case(parties="A"), co.Coalition()).reading == ("Merged: no statement.",)


def test_who_is_named_keeps_the_name() -> None:
    """A statement that names its coders keeps them; others are of those who are called so."""
    named = case([said("A", coder=["zoe", "eve"]), said("B")])
    assert [one.coders for one in co.merge(named, names=["ann"]).positions] == [
        ("eve", "zoe"),
        ("ann",),
    ]


def test_by_default_coders_are_called_by_their_case_or_place() -> None:
    """The name of the result is that of all, if it is one."""
    assert {one.coders for one in co.merge(ANN, BOB, differing="last").positions} == {
        ("ann", "bob"),
        ("bob",),
    }
    merged = co.merge(ANN, ANN)
    assert (merged.name, merged.positions[0].coders) == ("ann", ("1", "2"))
    assert co.merge(ANN, BOB, differing="first").name is None


def test_what_was_left_out_and_how_it_was_read_stays() -> None:
    """Cases as of a date are one as of it, with all that either left out."""
    known = co.load_case("migration-2023").with_reading("Read.").at("2023-01")
    merged = co.merge(known, "migration-2023", differing="first")
    assert (merged.left_out, merged.as_of) == (known.left_out, known.as_of)
    assert merged.reading[0] == "Read."
    with pytest.raises(co.InvalidCase, match="as_of of 1 and as_of of 2: '2023-01' or None"):
        co.merge(known, "migration-2023")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (co.merge, "merge: must be given at least one case"),
        (
            lambda: co.merge(ANN, differing=cast("Any", "skip")),
            "must be one of refuse, first",
        ),
        (lambda: co.merge(ANN, BOB, names=["x"]), "names: must be one for each of 2 codings"),
    ],
)
def test_what_makes_no_sense_is_refused(wrong: Any, message: str) -> None:
    """What is wrong with a call is told."""
    with pytest.raises(co.InvalidValue) as caught:
        wrong()
    assert message in str(caught.value)


@pytest.mark.parametrize("name", co.list_cases())
def test_shipped_cases_can_be_merged(name: str) -> None:
    """A case and a half of it are the case."""
    whole = co.load_case(name)
    half = whole.without(*whole.statements[::2])
    merged = co.merge(half, whole)
    assert content(bare(merged)) == content(whole)
    assert {*chain.from_iterable(one.coders for one in merged.statements)} == {"1", "2"}

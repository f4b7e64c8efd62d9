"""How sure an answer is: what weak sources carry, and what the unknown may be."""

import itertools
import pickle
import random
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coalition as co
from tests.builders import case, said
from tests.doubtful import (
    PARTIES,
    SIDES,
    STATEMENTS,
    WEAK,
    blocked_proposals,
    blocks,
    cases,
    small,
    together,
    wide,
)
from tests.interrupts import interrupted_at, lines_of


@pytest.fixture(scope="module")
def july() -> co.Coalition:
    return co.load_case("migration-2023").at("2023-07")


# the case


@pytest.mark.parametrize(
    ("party", "proposal", "values"),
    [
        ("VVD", "package-on-the-table", (True, False, "possible")),
        ("D66", "asylum-target", (True, False, "possible")),
        ("CU", "two-status-system", (True, False, "possible")),
        ("D66", "strict-asylum-package", (True, True, "certain")),
        ("VVD", "strict-asylum-package", (False, False, "impossible")),
        ("VVD", "humane-asylum-measures", (False, False, "possible")),
    ],
)
def test_what_rests_on_weak_sources(
    july: co.Coalition, party: str, proposal: str, values: tuple[bool, bool, str]
) -> None:
    """Rows 12 to 18: what rests on hearsay or inference alone is only possible without it."""
    found = co.certainty(july, blocks(party, proposal), proposals=[proposal], doubt=WEAK)
    assert (found.value, found.without_all, found.verdict) == values


def test_hearsay_alone_makes_the_vvd_a_blocker(july: co.Coalition) -> None:
    """Row 18: without hearsay the VVD does not block the package on the table."""
    found = co.certainty(july, blocks("VVD", "package-on-the-table"), topic="migration/asylum")
    assert (found.value, found.without_hearsay, found.without_inference) == (True, False, True)
    assert found.verdict == "certain"  # what is not doubted is taken as said


def test_cda_and_vvd_are_certainly_in_one_bloc(july: co.Coalition) -> None:
    """Rows 10 to 17: nothing that is unknown on asylum in July can part CDA and VVD."""
    found = co.certainty(july, together("CDA", "VVD", "migration/asylum"), topic="migration/asylum")
    assert (found.verdict, found.exhaustive, found.completions) == ("certain", True, 3**5)
    assert str(found) == "certain (all of 243 ways to fill 5 unknown positions)"
    apart = co.certainty(july, together("VVD", "D66", "migration/asylum"), topic="migration/asylum")
    assert apart.verdict == "impossible"


def test_numbers_have_bounds(july: co.Coalition) -> None:
    """How many proposals on asylum are blocked lies between what is known and what may be."""
    found = co.certainty(july, blocked_proposals, topic="migration/asylum")
    assert (found.value, found.low, found.high) == (6, 6, 7)
    assert str(found) == "[6, 7] (all of 243 ways to fill 5 unknown positions)"
    for one in found.possible:
        assert blocked_proposals(july.supposing(*one.example)) == one.value


# against brute force


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", range(12))
def test_certainty_is_what_all_completions_say(seed: int) -> None:
    """Verdict and bounds equal those over every completion, one by one."""
    draw = random.Random(seed)
    case = small(draw)
    doubt: Any = draw.choice([(), ("hearsay",), WEAK])
    cells = [
        (party, proposal.id)
        for party in PARTIES
        for proposal in case.proposals
        if all(said.attribution in doubt for said in case.held(party, proposal.id))
    ]
    firm = [p for p in case.positions if (p.actor, p.proposal) not in cells]
    worlds = [
        attrs.evolve(
            case,
            positions=[
                *firm,
                *(
                    co.Position(party, name, side, date="2020", attribution="stated")
                    for (party, name), side in zip(cells, sides, strict=True)
                ),
            ],
        )
        for sides in itertools.product(SIDES, repeat=len(cells))
    ]
    statement, number = blocks("A", "p0"), blocked_proposals
    truths, numbers = {statement(w) for w in worlds}, {number(w) for w in worlds}
    found = co.certainty(case, statement, doubt=doubt)
    bounds = co.certainty(case, number, doubt=doubt)
    expected = "possible" if len(truths) > 1 else "certain" if True in truths else "impossible"
    assert (found.verdict, found.completions) == (expected, len(worlds))
    assert (bounds.low, bounds.high) == (min(numbers), max(numbers))
    assert {one.value for one in bounds.possible} == numbers
    assert bounds.exhaustive


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", range(10))
def test_bounds_of_a_search_cut_short_hold(seed: int) -> None:
    """What is said after few trials is true of the whole: a bound below, and flips that flip."""
    case = small(random.Random(seed), proposals=2)
    whole = co.robustness(case, "t")
    cut = co.robustness(case, "t", max_trials=3)
    some = co.certainty(case, blocked_proposals, max_completions=4)
    every = co.certainty(case, blocked_proposals)
    assert set(cut.flips) <= set(whole.flips)
    if whole.changes is not None:
        assert cut.at_least is not None
        assert cut.at_least <= whole.changes
    assert {one.value for one in some.possible} <= {one.value for one in every.possible}
    assert every.low is not None
    assert some.low is not None
    assert every.low <= some.low


# laws


@settings(max_examples=20, deadline=None)
@given(cases(), STATEMENTS, st.sampled_from([("hearsay",), ("inferred",), WEAK]))
def test_property_doubt_only_widens(case: co.Coalition, statement: Any, doubt: Any) -> None:
    """Doubting more never makes possible certain, nor certain impossible; bounds only widen."""
    before, after = co.certainty(case, statement), co.certainty(case, statement, doubt=doubt)
    assert after.verdict in {before.verdict, "possible"}
    less, more = (
        co.certainty(case, blocked_proposals),
        co.certainty(case, blocked_proposals, doubt=doubt),
    )
    assert {one.value for one in less.possible} <= {one.value for one in more.possible}


@settings(max_examples=20, deadline=None)
@given(cases(), STATEMENTS, st.data())
def test_property_dropping_a_source(
    case: co.Coalition, statement: Any, data: st.DataObject
) -> None:
    """Dropping a source never makes an uncertain answer certain the other way, or any way."""
    if case.positions:
        dropped = data.draw(st.sampled_from(case.positions))
        before = co.certainty(case, statement)
        after = co.certainty(case.without(dropped), statement)
        assert after.verdict in {before.verdict, "possible"}


@settings(max_examples=15, deadline=None)
@given(cases(), st.randoms(use_true_random=False))
def test_property_the_order_of_the_file_does_not_matter(case: co.Coalition, draw: Any) -> None:
    """The order of the positions changes no answer."""
    shuffled = list(case.positions)
    draw.shuffle(shuffled)
    other = attrs.evolve(case, positions=shuffled)
    assert co.robustness(case, "t") == co.robustness(other, "t")
    assert co.certainty(case, blocked_proposals) == co.certainty(other, blocked_proposals)


def test_a_doubted_position_and_what_it_superseded_may_be_true() -> None:
    """Graded stances that were said are ways to fill in what is doubted, besides the usual ones."""
    first = said("A", "p", 0.25, date="2020")
    now = case([first, said("A", "p", -0.5, date="2021", attribution="hearsay")])

    def stance(now: co.Coalition) -> float | None:
        held = now.position("A", "p")
        return held.stance if held else None

    found = co.certainty(now, stance, doubt="hearsay")
    assert {one.value for one in found.possible} == {-1, -0.5, 0, 0.25, 1}
    assert (found.value, found.without_hearsay) == (-0.5, 0.25)


# limits, refusals, interruptions


def test_all_alike_come_first_where_there_are_too_many() -> None:
    """The extremes are among the first tried, so that the bounds are soon as wide as they are."""
    found = co.certainty(wide(), blocked_proposals, max_completions=3)
    assert (found.completions, found.tried, found.exhaustive) == (3**60, 3, False)
    assert (found.low, found.high) == (0, 20)
    assert str(found) == "[0, 20] so far (3 of very many ways to fill 60 unknown positions)"


def test_what_was_not_refuted_is_undecided() -> None:
    """A statement that held in all ways that were tried, but not all, is not called certain."""
    now = case(parties=["A"], proposals=[f"p{n}" for n in range(30)])
    assert co.certainty(now, lambda _: True, max_completions=50).verdict == "undecided"
    assert co.certainty(now, lambda _: True, time_limit=0).tried == 1


def test_every_completion_is_tried_once() -> None:
    """No completion comes twice, and none is left out."""
    seen: list[Any] = []
    case = small(random.Random(1), known=0.2)

    def answer(now: co.Coalition) -> int:
        seen.append(tuple(sorted((p.actor, p.proposal, p.stance) for p in now.positions)))
        return 0

    found = co.certainty(case, answer)
    tried = seen[5:]  # the first are the case as it is, and without weak sources
    assert len(tried) == len(set(tried)) == found.completions


def test_none_is_no_number() -> None:
    """An answer that is undefined in some ways has the bounds of the others."""
    now = case(parties=["A"], proposals=["p"])

    def share(now: co.Coalition) -> Fraction | None:
        held = now.position("A", "p")
        return Fraction(1, 3) if held and held.stance == 1 else None

    found = co.certainty(now, share)
    assert (found.low, found.high, found.value) == (Fraction(1, 3), Fraction(1, 3), None)
    assert {one.value for one in found.possible} == {None, Fraction(1, 3)}
    assert co.certainty(now, lambda _: None).low is None


def test_statements_can_be_undecided_themselves() -> None:
    """A statement that is None in some way is no more than possible."""
    now = case(parties=["A"], proposals=["p"])
    assert co.certainty(now, lambda _: None).verdict == "possible"
    assert co.certainty(now, lambda _: "text").verdict is None


@pytest.mark.parametrize(
    ("options", "faults"),
    [
        ({"max_completions": 0, "time_limit": -1}, ["max_completions", "time_limit"]),
        ({"max_completions": True}, ["max_completions"]),
        ({"time_limit": float("nan")}, ["time_limit"]),
        ({"stances": [2, "maybe"], "doubt": ["rumor"]}, ["doubt[0]", "stances[0]", "stances[1]"]),
        ({"stances": []}, ["stances"]),
    ],
)
def test_bad_options_are_refused(
    july: co.Coalition, options: dict[str, Any], faults: list[str]
) -> None:
    """Every option that makes no sense is named."""
    with pytest.raises(co.InvalidValue) as caught:
        co.certainty(july, lambda _: True, **options)
    assert [fault.place for fault in caught.value.faults] == faults


def test_an_answer_must_hash(july: co.Coalition) -> None:
    """A list cannot be told from another answer; the message says what can."""
    with pytest.raises(co.InvalidValue, match="must return something that hashes"):
        co.certainty(july, lambda _: [1])


def test_interruption_gives_what_there_is(july: co.Coalition) -> None:
    """Ctrl-C in the midst of it ends it with what was found, and the next answer is the same."""
    calls = itertools.count()

    def interrupted(now: co.Coalition) -> bool:
        if next(calls) == 20:
            raise KeyboardInterrupt
        return True

    found = co.certainty(july, interrupted, topic="migration/asylum")
    assert next(calls) == 21
    assert (found.tried, found.stopped, found.verdict) == (15, "interrupt", "undecided")
    assert co.certainty(july, lambda _: True, topic="migration/asylum").verdict == "certain"


@pytest.mark.parametrize("inner", [lambda now: co.split(now, "t").blocs, blocked_proposals])
def test_interruption_ends_the_search_around_a_search(inner: Any) -> None:
    """Ctrl-C ends the whole, also while the answer is a search that would end with its best."""
    three_tried = lines_of(lambda: co.certainty(wide(), inner, max_completions=3))
    for line in range(three_tried, three_tried + 2000, 500):
        found = interrupted_at(line, lambda: co.certainty(wide(), inner, max_completions=10**9))
        assert (found.stopped, found.exhaustive) == ("interrupt", False)
        assert found.tried >= 3


def test_interruption_before_anything_is_known(july: co.Coalition) -> None:
    """Before the first completion is tried there is nothing to return."""
    calls = itertools.count()

    def interrupted(now: co.Coalition) -> bool:
        if next(calls) == 5:  # the first are the case as it is, and without weak sources
            raise KeyboardInterrupt
        return True

    with pytest.raises(KeyboardInterrupt):
        co.certainty(july, interrupted)


def test_a_time_limit_says_that_it_ended_the_search(july: co.Coalition) -> None:
    """What is bounded by a clock says so."""
    assert co.certainty(wide(), blocked_proposals, time_limit=0).stopped == "time"
    assert co.robustness(july, "migration/asylum", time_limit=0).stopped == "time"
    assert co.robustness(july, "migration/asylum", max_trials=1).stopped == "work"
    assert co.robustness(july, "migration/asylum").stopped is None


def test_bounds_over_sixty_unknown_positions() -> None:
    """From all alike on, one position at a time, the true bounds of a tie are soon found."""

    def tie(now: co.Coalition) -> int:
        edge = co.agreement_graph(now, "t").edges["A", "B"] if now.positions else {}
        return edge["sign"] * edge["weight"] if edge else 0

    found = co.certainty(wide(), tie, max_completions=300)
    assert (found.low, found.high, found.exhaustive) == (-20, 20, False)


def test_supposing_takes_the_place_of_what_was_said(july: co.Coalition) -> None:
    """A supposed position holds whatever was said before or after; others stay."""
    supposed = co.Position("VVD", "inflow-limit", -1, date="2000", attribution="stated")
    other = july.supposing(supposed)
    assert other.held("VVD", "inflow-limit") == (supposed,)
    assert other.held("CDA", "inflow-limit") == july.held("CDA", "inflow-limit")
    with pytest.raises(co.UnknownActor):
        july.supposing(attrs.evolve(supposed, actor="X"))


def test_a_single_statement_can_be_left_out(july: co.Coalition) -> None:
    """Without one statement, what it superseded is current again."""
    case = co.load_case("migration-2023")
    moved = case.position("D66", "labour-migration-curb")
    assert moved is not None
    before = case.without(moved).position("D66", "labour-migration-curb")
    assert before is not None
    assert (moved.side, before.side, before.source) == ("for", "against", "J")


def test_answers_are_values(july: co.Coalition) -> None:
    """Every answer pickles, hashes and compares by value."""
    for answer in (
        co.robustness(july, "migration/asylum"),
        co.certainty(july, "asylum-target", doubt=WEAK),
    ):
        copy = pickle.loads(pickle.dumps(answer))  # noqa: S301 - our own bytes
        assert copy == answer
        assert hash(copy) == hash(answer)


@pytest.mark.parametrize(
    ("answer", "stances", "most", "sentence"),
    [
        (len, SIDES, 9, "2 (all of 3 ways to fill 1 unknown position)"),
        (len, SIDES, 1, "2 so far (1 of very many ways to fill 1 unknown position)"),
        (len, [1], 9, "2 (the only way to fill 1 unknown position)"),
        (str, SIDES, 9, "one answer (all of 3 ways to fill 1 unknown position)"),
        (
            list,
            SIDES,
            2,
            "2 possible answers so far (2 of very many ways to fill 1 unknown position)",
        ),
        (min, SIDES, 9, "[-1, 1] or no number (all of 3 ways to fill 1 unknown position)"),
    ],
)
def test_sentences_of_answers(answer: Any, stances: Any, most: int, sentence: str) -> None:
    """A sentence says no more than was found, and counts one as one."""

    def asked(now: co.Coalition) -> Any:
        stance = supposed.stance if (supposed := now.position("B", "p")) else None
        by_kind: dict[Any, Any] = {len: 2, str: "x", list: (stance,), min: stance or None}
        return by_kind[answer]

    now = case([said("A", "p")], parties="AB")
    assert str(co.certainty(now, asked, stances=stances, max_completions=most)) == sentence


def test_sentences_where_nothing_is_unknown() -> None:
    """Where nothing is unknown there is one answer."""
    now = case([said("A", "p")])
    assert str(co.certainty(now, lambda _: 1)) == "1 (nothing is unknown)"
    assert str(co.certainty(now, lambda _: "x")) == "one answer (nothing is unknown)"


def test_more_ways_than_python_writes_out() -> None:
    """The sentence does not fail on a number of ways that has thousands of digits."""
    now = case(parties=[f"P{number}" for number in range(100)], proposals=map(str, range(100)))
    found = co.certainty(now, lambda _: 0, max_completions=1)
    assert str(found) == "0 so far (1 of very many ways to fill 10,000 unknown positions)"


def test_a_topic_is_asked_for_its_split() -> None:
    """The name of a topic asks for the optimal splits, of which positions on it are filled in."""
    july = co.load_case("migration-2023").at("2023-07")
    asylum = "migration/asylum"
    found = co.certainty(july, asylum)
    assert found == co.certainty(july, lambda now: co.split(now, asylum).optima, topic=asylum)
    assert found.value == ((("VVD", "CDA"), ("D66", "CU")),)
    votes = co.Agreement(null_model="fixedcol")
    known = co.certainty(july, "migration/labour", agreement=votes)
    assert {one.stance for way in known.possible for one in way.example} <= {-1, 1}


def test_a_proposal_is_asked_for_its_blockers() -> None:
    """The id of a proposal asks who blocks it under a rule, before a topic of the same name."""
    case = co.Coalition(
        parties=[co.Party("A", seats=2), co.Party("B", seats=1)],
        proposals=[co.Proposal("toll", "toll")],
        positions=[co.Position("B", "toll", -1, date="2023", attribution="stated")],
    )
    blocking = co.certainty(case, "toll", rule="majority")
    assert {one.value for one in blocking.possible} == {(), ("A",)}
    assert co.certainty(case, "toll").value == ("B",)
    splits = co.certainty(case, "toll", topic="toll")
    assert ((("A",), ("B",)),) in {one.value for one in splits.possible}
    assert [hinge.without for hinge in co.hinges(case, "toll")] == [()]

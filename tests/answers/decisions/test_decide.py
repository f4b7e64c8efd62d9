"""Decisions with three values: equal to a look at every way in which the unknown can decide."""

import pickle
from itertools import combinations, product
from random import Random
from typing import Any

import attrs
import numpy as np
import pytest

import coalition as co
from coalition.answers.decisions.decide import LISTED
from coalition.reporting.decisions import blockers_text
from coalition.rules.tallies import vote_of
from coalition.stances.codes import Cells, code_of
from tests import builders
from tests.answers.decisions.roll_calls import attended, voted
from tests.matrices import NAN, founded
from tests.random_games import NAMES, rules

SIDES = (1, -1, 0)


def case_of(members: str, stances: dict[str, float], seats: dict[str, int]) -> co.Coalition:
    """Return a case in which these members have these stances on one proposal."""
    return builders.case({"p": stances}, parties=members, proposals="p", seats=seats)


def completions(stances: dict[str, float], members: str) -> list[dict[str, float]]:
    """Return every way in which those without a stance can be for, against or neutral."""
    unknown = [name for name in members if name not in stances]
    return [
        {**stances, **dict(zip(unknown, chosen, strict=True))}
        for chosen in product(SIDES, repeat=len(unknown))
    ]


def carried(rule: Any, stances: dict[str, float], game: co.SimpleGame) -> bool:
    places = {1: 0, -1: 1, 0: 2}
    taken = [places[int(stances[name])] for name in game.members]
    return bool(rule.carries(vote_of(game.members, taken, game.seats)))


@pytest.mark.parametrize("seed", range(3))
def test_decisions_by_every_completion(seed: int) -> None:
    """Outcome, blockers, blocking and unlocking sets, and who is pivotal: as by a full search."""
    chance = Random(seed)
    for _ in range(250):
        members = NAMES[: chance.randint(1, 5)]
        stances: dict[str, float] = {
            name: chance.choice(SIDES) for name in members if chance.random() < 0.65
        }
        seats = {name: chance.randint(1, 5) for name in members}
        compare(members, stances, seats, rules(members, chance))


def compare(members: str, stances: dict[str, float], seats: dict[str, int], rule: Any) -> None:
    """Compare a decision with all that can be found by trying every completion and every set."""
    found = co.decide(case_of(members, stances, seats), "p", rule=rule)
    game = co.SimpleGame(seats, rule=rule, improper=True)

    ways = completions(stances, members)
    results = {carried(rule, way, game) for way in ways}
    outcome = "open" if len(results) > 1 else "passes" if results.pop() else "blocked"
    assert found.outcome == outcome, (rule, stances)

    def who(side: int) -> tuple[str, ...]:
        return tuple(name for name in game.members if stances.get(name) == side)

    assert (found.supporters, found.opponents, found.abstainers) == (who(1), who(-1), who(0))
    assert found.unknown == tuple(m for m in game.members if m not in stances)

    def stops(group: Any) -> bool:
        alone = {name: -1.0 if name in group else 1.0 for name in members}
        return not carried(rule, alone, game)

    vetoes = [name for name in game.members if stops({name})]
    opposed = [name for name in vetoes if stances.get(name) == -1]
    unsure = [name for name in vetoes if name not in stances and outcome == "open"]
    ends = {carried(rule, dict.fromkeys(members, side), game) for side in (1, -1)}
    assert found.foregone == (len(ends) == 1)
    vetoes = [] if found.foregone else vetoes
    assert [b.party for b in found.blockers] == [m for m in vetoes if m in [*opposed, *unsure]]
    assert [b.party for b in found.blockers if b.certain] == opposed

    groups = [set(c) for n in range(6) for c in combinations(who(-1), n)]
    stopping = [g for g in groups if stops(g)]
    minimal = [g for g in stopping if not any(other < g for other in stopping)]
    assert sets(found.blocking_coalitions) == {frozenset(g) for g in minimal}

    def lifts(group: Any) -> bool:
        turned = {**stances, **dict.fromkeys(group, 1.0)}
        return any(carried(rule, {**way, **turned}, game) for way in ways)

    others = who(-1) + who(0)
    lifting = [set(c) for n in range(6) for c in combinations(others, n) if lifts(c)]
    least = min(map(len, lifting), default=0)
    smallest = {frozenset(g) for g in lifting if len(g) == least}
    assert sets(found.unlocking) == (smallest if outcome == "blocked" else set())

    def decides(name: str) -> bool:
        firm = [w for w in ways if all(w[m] for m in members if m not in stances)]
        return any(
            carried(rule, {**w, name: 1}, game) != carried(rule, {**w, name: -1}, game)
            for w in firm
        )

    pivotal = tuple(m for m in game.members if m not in stances and decides(m))
    assert found.pivotal == (pivotal if outcome == "open" else ())
    assert found.complete


def sets(found: Any) -> set[frozenset[str]]:
    return set(map(frozenset, found))


def test_the_cabinet_of_the_example() -> None:
    """With 76 of 150 seats needed and 77 there, all four parties are veto players."""
    case = co.load_case("migration-2023")
    july = case.at("2023-07")
    for rule in (co.Majority(of=150), co.Quota(76), co.Quota(76, weights=case.seats)):
        found = co.decide(july, "strict-asylum-package", rule=rule)
        assert (found.outcome, found.certain) == ("blocked", True)
        assert [b.party for b in found.blockers] == ["D66", "CU"]
        assert found.blocking_coalitions == (("D66",), ("CU",))
        assert found.unlocking == (("D66", "CU"),)


def test_a_majority_of_votes_cast() -> None:
    """Of votes cast, VVD and CDA outvote D66 and CU, and nobody can block alone."""
    july = co.load_case("migration-2023").at("2023-07")
    found = co.decide(july, "strict-asylum-package", rule=co.Majority())
    assert (found.outcome, found.blockers, found.blocking_coalitions) == ("passes", (), ())
    assert str(found) == f"strict-asylum-package passes ({co.Majority()})"


def test_decisions_of_the_example() -> None:
    """Under unanimity, every proposal of July has the outcome that its known positions allow."""
    july = co.load_case("migration-2023").at("2023-07")
    assert [(d.proposal, d.outcome, d.certain) for d in co.decisions(july)] == [
        ("asylum-target", "blocked", False),
        ("family-migration-grip", "passes", False),
        ("grip-on-asylum", "passes", True),
        ("humane-asylum-measures", "open", True),
        ("inflow-limit", "blocked", True),
        ("knowledge-migration-grip", "passes", False),
        ("labour-migration-curb", "passes", False),
        ("one-week-delay", "blocked", True),
        ("package-on-the-table", "blocked", False),
        ("population-growth-limit", "open", True),
        ("strict-asylum-package", "blocked", True),
        ("two-status-system", "blocked", False),
    ]
    open_one = co.decide(july, "humane-asylum-measures")
    assert open_one.pivotal == ("VVD", "CDA")
    assert [str(b) for b in open_one.blockers] == [
        "VVD possibly blocks humane-asylum-measures (position not known)",
        "CDA possibly blocks humane-asylum-measures (position not known)",
    ]
    assert str(open_one) == "humane-asylum-measures is open: it depends on VVD and CDA (unanimity)"
    hearsay = co.decide(july, "package-on-the-table")
    assert str(hearsay) == "package-on-the-table is possibly blocked by VVD (unanimity)"
    assert {r.actor for r in hearsay.reasons} == {"VVD"}
    assert all(d == co.decide(july, d.proposal) for d in co.decisions(july))


def test_politicians_as_the_body() -> None:
    """Any actors can be the body that decides, also under a rule for them."""
    july = co.load_case("migration-2023").at("2023-07")
    found = co.decide(july, "one-week-delay", actors=["vanderburg", "VVD"])
    assert (found.supporters, found.opponents) == (("vanderburg",), ("VVD",))
    assert found.outcome == "blocked"
    rule = co.NumberOf(1)
    assert co.decide(july, "one-week-delay", rule=rule, actors=["vanderburg"]).outcome == "passes"


def test_votes_in_a_matrix() -> None:
    """A stance matrix decides as a coalition does, and what was voted is certain."""
    matrix = voted()
    passed, other = co.decisions(matrix, rule=co.Majority())
    assert (passed.outcome, passed.certain, passed.reasons) == ("passes", True, ())
    assert (other.outcome, other.abstainers, other.unknown) == ("blocked", ("C",), ("B",))
    assert other.unlocking == (("A",), ("C",))
    with pytest.raises(co.UnknownProposal, match="no proposal 'r'"):
        co.decide(matrix, "r")


def test_absent_and_not_a_member() -> None:
    """Who is absent is a member who takes no part; who was no member does not count at all."""
    matrix = attended()
    one, other = co.decisions(matrix, rule=co.Majority(of="members"))
    assert (one.outcome, one.absent, one.abstainers, one.unknown) == ("blocked", ("C",), (), ())
    assert (one.supporters, one.opponents, one.unlocking) == (("A",), ("B",), (("B",), ("C",)))
    told = f"p is blocked, with B against and C absent ({co.Majority(of='members')})"
    assert str(one) == told
    assert (other.outcome, other.abstainers, other.absent) == ("blocked", ("C",), ())
    assert co.decide(matrix, "q", rule=co.Majority()).outcome == "passes"
    away = matrix.select(actors=["A", "C"])
    unanimity = co.Unanimity(of="members")
    assert str(co.decide(away, "p", rule=unanimity)) == f"p is blocked, with C absent ({unanimity})"
    assert one == co.decide(matrix, "p", rule=co.Majority(of="members"))


def test_a_rule_that_does_not_fit() -> None:
    """A rule that names strangers, or needs seats that are not known, is refused."""
    july = co.load_case("migration-2023").at("2023-07")
    with pytest.raises(co.InvalidValue, match="there is no member 'D6'; did you mean 'D66'"):
        co.decide(july, "asylum-target", rule=co.Veto("D6"))
    bare = co.Coalition(
        parties=[co.Party("A", seats=1), co.Party("B")], proposals=[co.Proposal("p", "t")]
    )
    with pytest.raises(co.InvalidValue, match="the seats of B are not known"):
        co.decide(bare, "p", rule=co.Majority())
    assert co.decide(bare, "p").outcome == "open"


def test_more_sets_than_are_listed() -> None:
    """Where there are more sets than are listed, a thousand are, and it is said."""
    names = [f"m{i:02}" for i in range(40)]
    stances = [[-1.0 if i < 25 else 1.0] for i in range(40)]
    matrix = co.StanceMatrix(names, ("p",), stances)
    found = co.decide(matrix, "p", rule=co.Majority())
    assert len(found.blocking_coalitions) == len(found.unlocking) == LISTED
    assert not found.complete
    assert {len(s) for s in found.blocking_coalitions} == {20}
    assert {len(s) for s in found.unlocking} == {6}


def test_sentences_of_what_nobody_blocks_alone() -> None:
    """Where nobody blocks alone, the sentence says who is against or neutral."""
    nan = float("nan")
    matrix = co.StanceMatrix(
        ("A", "B", "C"),
        ("against", "both", "carried", "neutral"),
        [[1.0, 1.0, 1.0, 0.0], [-1.0, 0.0, 1.0, 0.0], [-1.0, -1.0, 1.0, nan]],
        seats=(40, 30, 20),
    )
    found = co.decisions(matrix, rule=co.Majority(of=179))
    assert [str(one).partition(" (")[0] for one in found] == [
        "against is blocked by B and C",
        "both is blocked by C",
        "carried passes",
        "neutral is blocked, with A and B neutral",
    ]
    two_thirds = co.Supermajority("2/3", of="members")
    told = [str(one).partition(" (")[0] for one in co.decisions(matrix, rule=two_thirds)]
    assert told[:2] == [
        "against is blocked, with B and C against",
        "both is blocked, with C against and B neutral",
    ]


def test_who_abstained_is_not_neutral() -> None:
    """An abstention is no neutral stance: both are abstainers, and each is called what it is."""
    codes = np.array([[0], [code_of("abstained")], [1]])
    matrix = co.StanceMatrix(("A", "B", "C"), ("p",), Cells(codes, (0.0, 1.0)))
    found = co.decide(matrix, "p", rule=co.NumberOf(2))
    assert (found.abstainers, found.neutral) == (("A", "B"), ("A",))
    assert (found.sides["neutral"], found.sides["abstained"]) == (("A",), ("B",))
    assert str(found).startswith("p is blocked, with A neutral and B abstaining (")


def test_decisions_are_values() -> None:
    """Decisions compare, hash and pickle by value."""
    july = co.load_case("migration-2023").at("2023-07")
    found = co.decide(july, "asylum-target", rule=co.Majority(of=150) & co.Veto("CU"))
    copy = pickle.loads(pickle.dumps(found))  # noqa: S301 - our own bytes
    assert copy == found
    assert hash(copy) == hash(found)
    assert co.decide(july, "asylum-target") != found


def test_nobody_was_a_member() -> None:
    """On a proposal on which nobody could vote nothing is decided, and the others are answered."""
    young = founded().select(actors=["New", "Newer"])
    early, later = co.decisions(young, rule=co.Majority())
    assert str(early) == ("m1 is undecided: nobody was a member then (majority of votes cast)")
    assert (early.outcome, early.worded, early.certain) == ("open", "undecided", True)
    assert not any(early.sides.values())
    assert (early.blockers, early.pivotal, early.complete) == ((), (), True)
    assert (early, later) == tuple(co.decide(young, p, rule=co.Majority()) for p in ("m1", "m2"))
    assert later.outcome == "blocked"
    assert later.undecided is None


def test_a_proposal_without_members_has_a_row() -> None:
    """In a frame, what is undecided is not lost."""
    table = co.to_frame(co.decisions(founded().select(actors=["New"])), backend="polars")
    assert table["proposal"].to_list() == ["m1", "m2"]
    assert table["actor"].to_list() == [None, "New"]


@pytest.mark.parametrize(
    ("rule", "why"),
    [
        (co.Majority() & co.Veto("New"), "there is no member 'New'"),
        (co.Majority(tie="New"), "there is no member 'New'"),
        (co.NumberOf(1, among=["New", "Newer"], improper=True), "there is no member 'New'"),
        (co.Quota(4), "4 is beyond the sum of the weights, 2"),
        (co.Majority(weights={"New": 1}), "no member has any: not Old"),
    ],
)
def test_a_rule_that_does_not_fit_those_of_then(rule: Any, why: str) -> None:
    """A rule about others than were members then decides nothing there, and says why."""
    early, later = co.decisions(founded(), rule=rule)
    assert early.undecided is not None
    assert early.undecided.startswith("the rule does not fit those who were members then (")
    assert why in early.undecided
    assert (early.worded, early.supporters) == ("undecided", ("Old",))
    assert later.undecided is None


@pytest.mark.parametrize(
    "rule", [co.Majority() & co.Veto("Gone"), co.Quota(7), co.Majority(tie="Old"), co.Majority]
)
def test_a_rule_that_fits_nobody_is_a_fault(rule: Any) -> None:
    """What would not fit all actors together is no matter of who was a member when."""
    young = founded().select(actors=["New", "Newer"])
    for ask in (co.decisions, lambda votes, rule: co.decide(votes, "m1", rule=rule)):
        with pytest.raises(co.InvalidValue, match="rule"):
            ask(young, rule=rule)


OUT_OF_REACH = (
    co.Majority(of=150),
    co.NumberOf(9),
    co.Majority(weights={"A": 0, "B": 0}),
    co.Majority(of=150) & co.Veto("B"),
)


@pytest.mark.parametrize("rule", OUT_OF_REACH)
def test_what_no_vote_could_carry(rule: co.Rule) -> None:
    """Where all together would not suffice, nobody blocks it, and every answer says so."""
    votes = co.StanceMatrix(("A", "B"), ("p", "q"), [[1, 1], [-1, 1]], seats=(40, 30))
    found, agreed = co.decisions(votes, rule=rule)
    assert (found.outcome, found.certain, found.foregone) == ("blocked", True, True)
    assert (found.blockers, found.blocking_coalitions, found.unlocking) == ((), (), ())
    assert str(found) == f"p is blocked: no vote of these members could carry it ({rule})"
    assert found.worded == "blocked whatever they vote"
    assert (agreed.outcome, agreed.foregone) == ("blocked", True)
    assert co.blockers(votes, "p", rule=rule) == ()
    assert co.blocked_by(votes, "B", rule=rule) == ()
    assert not any(co.to_frame(found)["blocker"])
    text = blockers_text([found], rule)
    assert "p: blocked whatever they vote" in text
    assert "no vote of these members could carry it" in text
    assert "can stop it" not in text


def test_a_report_says_what_no_vote_could_carry() -> None:
    """Where all together would not suffice, a report does not say that nobody blocks it."""
    small = co.load_case("migration-2023").only("VVD", "D66")
    text = co.report(small, at="2023-07", rule="majority of 150")
    assert "asylum-target: no vote of these members could carry it" in text
    assert ": nobody" not in text


def test_what_no_vote_could_stop() -> None:
    """A rule that needs no support passes with nobody for it, and may pass whatever is voted."""
    votes = co.StanceMatrix(("A", "B"), ("p",), [[0], [0]])
    veto, always = co.Veto("A"), Always()
    found, other = (co.decide(votes, "p", rule=rule) for rule in (veto, always))
    assert (found.outcome, found.foregone) == ("passes", False)
    assert str(found) == "p passes with nobody for it (veto A)"
    assert (other.outcome, other.foregone, other.blockers) == ("passes", True, ())
    assert str(other) == "p passes: no vote of these members could stop it (always)"
    assert other.worded == "passes whatever they vote"


class Always:
    """A rule under which everything passes."""

    improper = True

    def carries(self, vote: co.Vote) -> bool:  # noqa: ARG002
        """Tell whether the vote carries the proposal."""
        return True

    def __str__(self) -> str:
        return "always"


def seated() -> co.StanceMatrix:
    """Return a vote before and a vote after a member moved from A to B, and one after A left."""
    votes = co.StanceMatrix(
        ("A", "B"),
        ("p", "q", "r"),
        [[1.0, 1.0, NAN], [-1.0, -1.0, -1.0]],
        dates=["2023-01", "2023-02", "2023-03"],
        vote_seats=[[5, 4, None], [4, 5, 9]],
    )
    codes = votes.cells.codes.copy()
    codes[0, 2] = code_of("not a member")
    return attrs.evolve(votes, values=Cells(codes, votes.cells.levels))


def test_each_vote_is_decided_by_the_seats_of_its_day() -> None:
    """Seats that change are those of each vote, for decisions, blockers and concessions."""
    votes, rule = seated(), co.Majority(of="members")
    assert votes.seats == (4, 9)
    found = co.decisions(votes, rule=rule)
    assert [one.outcome for one in found] == ["passes", "blocked", "blocked"]
    assert [one.proposal for one in found if one.blockers] == ["q", "r"]
    assert co.blocked_by(votes, "B", rule=rule) == ("q", "r")
    assert [len(co.blockers(votes, p, rule=rule)) for p in "pqr"] == [0, 1, 1]
    assert [co.concessions(votes, p, rule=rule).outcome for p in "pq"] == ["passes", "blocked"]
    assert found == tuple(co.decide(votes, p, rule=rule) for p in "pqr")


def test_seats_that_are_not_known_on_a_day_decide_nothing_there() -> None:
    """A member without known seats leaves that proposal undecided, and no other."""
    votes = attrs.evolve(seated(), vote_seats=[[5, None, None], [4, 5, 9]], seats=())
    found = co.decisions(votes, rule=co.Majority())
    assert [one.worded for one in found] == ["passes", "undecided", "blocked"]
    assert "the seats of A are not known" in str(found[1])


def test_where_no_seats_are_known_on_a_day_heads_are_not_counted_instead() -> None:
    """A vote of which no seats are known is not decided by heads where others go by seats."""
    votes = attrs.evolve(seated(), vote_seats=[[5, None, 3], [4, None, 9]], seats=())
    for rule in (co.Majority(), co.Quota(2, improper=True), co.Majority(of=2)):
        assert "their seats are not known" in str(co.decide(votes, "q", rule=rule)), rule
        assert co.blockers(votes, "q", rule=rule) == ()
    assert co.decide(votes, "q").undecided is None
    assert co.decide(votes, "q", rule=co.NumberOf(1)).undecided is None


def test_a_rule_need_not_fit_all_who_ever_sat_together() -> None:
    """Where it fits those who sat on some proposal, it leaves others undecided."""
    gone = code_of("not a member")
    came_and_went = Cells(np.array([[2, gone], [2, gone], [gone, 2]], np.int8), (-1.0, 0.0, 1.0))
    votes = co.StanceMatrix("ABC", ("full", "half"), came_and_went, seats=(40, 50, 70))
    full, half = co.decisions(votes, rule=co.Quota(76))
    assert (full.outcome, half.supporters) == ("passes", ("C",))
    assert "76 is beyond the sum of the weights, 70" in str(half)
    assert co.decide(votes, "half", rule=co.Quota(76)) == half
    with pytest.raises(co.InvalidValue, match="no member 'D'"):
        co.decide(votes, "half", rule=co.Veto("D"))

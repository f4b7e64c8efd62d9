"""Concessions: equal to a look at every set of movers."""

import pickle
from fractions import Fraction
from itertools import combinations, permutations
from random import Random
from typing import Any

import pytest

import coalition as co
from coalition.answers.deals import _bundles
from coalition.answers.decisions.blockers import body_of
from coalition.rules.tallies import Judge
from tests.builders import case, said
from tests.matrices import founded
from tests.random_deals import every_bundle, sides, some_case
from tests.random_games import Opaque


def least_move(
    parts: str, own: dict[str, tuple[Fraction, Fraction]], floor: Fraction
) -> Fraction | None:
    """Return the least sum of changes that makes an actor neutral, by changing in every order."""
    found = []
    for order in permutations(parts):
        lacking = floor - sum((Fraction.__mul__(*own[part]) for part in parts), Fraction(0))
        moved = Fraction(0)
        for part in order:
            stance, salience = own[part]
            if salience and lacking > 0:
                step = min(1 - stance, lacking / salience)
                moved += step
                lacking -= step * salience
        if lacking <= 0:
            found.append(moved)
    return min(found, default=None)


@pytest.mark.parametrize("seed", range(3))
def test_concessions_by_every_set_of_movers(seed: int) -> None:
    """The fewest movers, the smallest sum and the smallest largest move: as by a full search."""
    chance = Random(seed)
    for _ in range(120):
        _, asked, worths, now, rule = some_case(chance, known=0.93, parts=3)
        body = body_of(co.stance_matrix(now), rule, co.stance_matrix(now).actors, "a test")
        members = body.members
        carries = Judge(rule, members, body.seats)
        taken, moves = [], {}
        for place, name in enumerate(members):
            own = {part: worths[name, part] for part in asked if (name, part) in worths}
            gain = sum((s * w for s, w in own.values()), Fraction(0))
            known = len(own) == len(asked)
            taken.append(sides([gain])[0] if known else 0)
            room = sum(((1 - s) * w for s, w in own.values()), Fraction(0))
            if known and gain <= 0 and room > -gain:
                move = least_move(asked, own, Fraction(0))
                assert move is not None
                moves[place] = move
        ways = {}
        for size in range(len(moves) + 1):
            for movers in combinations(moves, size):
                turned = [0 if place in movers else side for place, side in enumerate(taken)]
                if carries(turned):
                    ways[movers] = [moves[place] for place in movers]
        found = co.concessions(now, list(asked), rule=rule)
        assert found.complete
        if found.outcome != "blocked":
            assert () in ways
            assert found.fewest == found.smallest_total == found.smallest_largest == ()
            continue

        def best(key: Any, ways: Any = ways, members: Any = members) -> set[tuple[str, ...]]:
            least = min(map(key, ways.values()), default=None)
            return {
                tuple(members[place] for place in movers)
                for movers, moved in ways.items()
                if key(moved) == least
            }

        assert () not in ways
        assert {way.movers for way in found.fewest} == best(len)
        assert {way.movers for way in found.smallest_total} == best(lambda m: (sum(m), len(m)))
        assert {way.movers for way in found.smallest_largest} == best(
            lambda m: (max(m), sum(m), len(m))
        )
        for way in (*found.fewest, *found.smallest_total, *found.smallest_largest):
            distances = [moves[members.index(move.actor)] for move in way.moves]
            assert [move.distance for move in way.moves] == distances
            assert (way.total, way.largest) == (sum(distances), max(distances))


def test_concessions_make_it_pass() -> None:
    """Whoever moves as a concession says, and a little beyond where it says so, makes it pass."""
    chance = Random(11)
    for _ in range(300):
        _, asked, worths, now, rule = some_case(chance, parts=3)
        found = co.concessions(now, list(asked), rule=rule)
        for way in (*found.fewest, *found.smallest_total, *found.smallest_largest):
            after = dict(worths)
            for move in way.moves:
                for part, before, moved in move.stances:
                    stance, salience = after[move.actor, part]
                    assert (stance, stance <= moved <= 1) == (before, True)
                    after[move.actor, part] = (moved, salience)
                if move.to == "for":
                    part = next(
                        p for p in asked if after[move.actor, p][0] < 1 and after[move.actor, p][1]
                    )
                    stance, salience = after[move.actor, part]
                    after[move.actor, part] = (stance + Fraction(1, 1000), salience)
            assert tuple(asked) in every_bundle(now, asked, after, {}, rule)
            assert way.outcome == "passes"


def test_concessions_are_the_unlocking_sets() -> None:
    """On one proposal the fewest who must move are those that `decide` names."""
    chance = Random(3)
    for _ in range(300):
        _, _, _, now, rule = some_case(chance, known=0.8)
        decision = co.decide(now, "p", rule=rule)
        found = co.concessions(now, "p", rule=rule)
        assert sorted(way.movers for way in found.fewest) == sorted(decision.unlocking)
        assert found.outcome == decision.outcome
        assert found.unknown == decision.unknown


def test_the_statements_that_would_be_gone_back_on() -> None:
    """D66 and CU would go back on what was reported of them in July."""
    july = co.load_case("migration-2023").at("2023-07")
    way: Any
    (way,) = co.concessions(july, "strict-asylum-package").fewest
    assert way.movers == ("D66", "CU")
    assert [str(reason) for move in way.moves for reason in move.reasons] == [
        "D66 against strict-asylum-package (reported, 2023-07, K paragraph 3)",
        "CU against strict-asylum-package (reported, 2023-07, K paragraph 3)",
    ]
    assert {move.to for move in way.moves} == {"neutral"}
    assert (way.total, way.largest, way.outcome) == (2, 1, "passes")


def test_moves_where_it_matters_most() -> None:
    """Stances move first where salience is greatest, and no further than is needed."""
    now = case(
        [
            said("A", "p", 1),
            said("A", "q", 1),
            said("B", "p", -1, salience=1),
            said("B", "q", 0.5, salience=4),
            said("B", "p", -1, salience=3, date="2025"),
        ]
    )
    (way,) = co.concessions(now, ["p", "q"]).smallest_total
    (move,) = way.moves
    assert move.stances == (("q", Fraction(1, 2), Fraction(3, 4)),)
    assert move.distance == Fraction(1, 4)
    assert [reason.proposal for reason in move.reasons] == ["q"]


def test_many_actors() -> None:
    """Of 100 members with seats under two conditions the least sum of moves is found."""
    chance = Random(4)
    names = [f"M{number:03}" for number in range(100)]
    stances = [[chance.randint(-20, 10) / 20] for _ in names]
    matrix = co.StanceMatrix(names, ("p",), stances, seats=[chance.randint(1, 40) for _ in names])
    rule = co.Majority(of="members") & co.NumberOf(63)
    found = co.concessions(matrix, "p", rule=rule)
    totals = {way.total for way in found.smallest_total}
    assert len(totals) == 1
    assert max(totals) <= min(way.total for way in (*found.fewest, *found.smallest_largest))
    farthest = {way.largest for way in found.smallest_largest}
    assert max(farthest) <= min(way.largest for way in (*found.fewest, *found.smallest_total))
    assert len({len(way.moves) for way in found.fewest}) == 1


@pytest.mark.parametrize("seed", range(2))
def test_stopped_at_once_there_is_a_way_and_a_bound(seed: int) -> None:
    """However early the search for concessions stops, its ways do, and the bounds hold."""
    chance = Random(seed + 70)
    for _ in range(150):
        _, asked, _, now, rule = some_case(chance, known=0.9)
        found = co.concessions(now, list(asked), rule=rule)
        early = co.concessions(now, list(asked), rule=rule, time_limit=0)
        assert (early.outcome, early.unknown) == (found.outcome, found.unknown)
        assert bool(early.fewest) == bool(found.fewest)
        for way in early.fewest:
            assert early.movers_at_least <= found.movers_at_least <= len(way.moves)
        for way in early.smallest_total:
            assert early.total_at_least <= found.total_at_least <= way.total
        assert [way.largest for way in early.smallest_largest[:1]] == [
            way.largest for way in found.smallest_largest[:1]
        ]
        assert not early.complete or early == found


def test_too_many_branches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there are too many branches, the sentence names a way and the bound."""
    matrix = co.StanceMatrix("ABC", ("p",), [[-0.26], [-0.51], [-0.74]], seats=[2, 3, 4])
    proven = co.concessions(matrix, "p", rule=co.Quota(6))
    assert str(proven).endswith("moves are C by more than 37/50 and A by more than 13/50")
    monkeypatch.setattr(_bundles, "MOST", 0)
    found = co.concessions(matrix, "p", rule=co.Quota(6))
    assert (found.complete, found.stopped) == (False, "work")
    assert found.total_at_least == Fraction(24, 25)  # 0.955, in hundredths
    assert str(found).endswith("would be enough; less than 24/25 in all would not")


def test_refusals() -> None:
    """What asks for nothing, and what is too large, is refused with a reason."""
    july = co.load_case("migration-2023").at("2023-07")
    with pytest.raises(co.InvalidValue, match="at least one"):
        co.concessions(july, [])
    roads = [co.Proposal("tunnel", "t", excludes=["bridge"]), co.Proposal("bridge", "t")]
    with pytest.raises(co.InvalidValue, match="about: exclude each other: bridge and tunnel"):
        co.concessions(co.Coalition(parties=[co.Party("A")], proposals=roads), ["tunnel", "bridge"])
    names = [f"M{number}" for number in range(30)]
    body = co.StanceMatrix(names, ("p",), [[-1]] * 30)
    with pytest.raises(co.TooLarge, match="rule of your own"):
        co.concessions(body, "p", rule=Opaque(co.Majority()))


def test_concessions_are_values() -> None:
    """They compare, hash and pickle by value."""
    july = co.load_case("migration-2023").at("2023-07")
    found = co.concessions(july, "asylum-target", rule=co.Majority(of=150))
    copy = pickle.loads(pickle.dumps(found))  # noqa: S301 - our own bytes
    assert copy == found
    assert hash(copy) == hash(found)


def test_blocked_is_possibly_blocked_as_in_a_decision() -> None:
    """What rests on inference or hearsay is worded as `decide` words it."""
    july = co.load_case("migration-2023").at("2023-07")
    worded = {one.id: co.concessions(july, one.id).worded for one in july.proposals}
    assert worded == {one.id: co.decide(july, one.id).worded for one in july.proposals}
    assert worded["asylum-target"] == "possibly blocked"
    both = co.concessions(july, ["strict-asylum-package", "asylum-target"])
    assert (both.outcome, both.certain) == ("blocked", False)


@pytest.mark.parametrize(
    ("stances", "rule", "sentence"),
    [
        ([-1, 1], co.Unanimity(), "the smallest move is A by 1"),
        ([0], co.Majority(), "the smallest move is A by more than 0"),
        ([-1, -1, 1], co.Unanimity(), "the smallest moves are A by 1 and B by 1"),
        ([-1, None], co.Unanimity(), "the smallest move is A by 1 (then open)"),
    ],
)
def test_sentences_of_moves(stances: list[Any], rule: co.Rule, sentence: str) -> None:
    """One move is one, and whether it is enough depends on the unknown still."""
    matrix = co.StanceMatrix("ABC"[: len(stances)], ("p",), [[stance] for stance in stances])
    assert str(co.concessions(matrix, "p", rule=rule)).endswith(f"): {sentence}")


def test_a_way_without_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing is proven of the least movement, the sentence says so."""
    monkeypatch.setattr(_bundles, "MOST", 0)
    monkeypatch.setattr(_bundles, "MOST_MIXED", 0)
    matrix = co.StanceMatrix("ABC", ("p",), [[-1], [-1], [1]])
    found = co.concessions(matrix, "p")
    assert str(found).endswith(
        "A by 1 and B by 1 would be enough; whether less would be is not known"
    )


def test_who_was_no_member_is_asked_for_nothing() -> None:
    """Who was not a member is no unknown one; where nobody was, that is said."""
    votes = founded()
    assert str(co.concessions(votes, "m1")) == "m1 (unanimity): passes as it is"
    young = votes.select(actors=["New", "Newer"])
    assert str(co.concessions(young, "m1")) == "m1 (unanimity): nobody was a member then"

"""Packages and concessions: equal to a look at every bundle and at every set of movers."""

import pickle
import signal
import subprocess
import sys
import time
from fractions import Fraction
from itertools import combinations, permutations
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import coalition as co
from coalition.answers.deals import _bundles, _cheapest_sets
from coalition.answers.decisions.blockers import body_of
from coalition.limits import Watch
from coalition.rules.tallies import Formula, judge
from tests.random_games import NAMES, Opaque, rules

GRID = [Fraction(n, 4) for n in range(-4, 5)]
PARTS = "pqrstu"

Worths = dict[tuple[str, str], tuple[Fraction, Fraction]]  # stance and salience


def case_of(members: str, worths: Worths, seats: dict[str, int]) -> co.Coalition:
    """Return a case with these stances and saliences; who is not named is unknown."""
    return co.Coalition(
        parties=[co.Party(name, seats=seats.get(name)) for name in members],
        proposals=[co.Proposal(part, "t") for part in PARTS],
        positions=[
            co.Position(
                name,
                part,
                float(stance),
                salience=float(salience),
                date="2023",
                attribution="stated",
            )
            for (name, part), (stance, salience) in worths.items()
        ],
    )


def some_case(
    chance: Random, *, known: float = 1, parts: int = 4
) -> tuple[str, str, Worths, co.Coalition, co.Rule]:
    """Return a small case, its members and parts, and a rule that fits it."""
    members = NAMES[: chance.randint(1, 4)]
    asked = PARTS[: chance.randint(1, parts)]
    grid = chance.choice([GRID, [Fraction(1), Fraction(-1)], [*GRID[:5], GRID[-1]]])
    saliences: list[Any] = chance.choice([[1], [1, 2, 3], [0, Fraction(1, 2), 1]])
    worths = {
        (name, part): (chance.choice(grid), Fraction(chance.choice(saliences)))
        for name in members
        for part in asked
        if chance.random() < known
    }
    seats = {n: chance.randint(0, 5) for n in members} if chance.random() < 0.5 else {}
    return members, asked, worths, case_of(members, worths, seats), rules(members, chance)


def sides(gains: list[Fraction]) -> list[int]:
    return [0 if gain > 0 else 1 if gain < 0 else 2 for gain in gains]


def every_bundle(
    case: co.Coalition, asked: str, worths: Worths, floor: dict[str, Fraction], rule: co.Rule
) -> dict[tuple[str, ...], tuple[Fraction, ...]]:
    """Return every bundle that carries, with what each member gains."""
    body = body_of(co.stance_matrix(case), rule, co.stance_matrix(case).actors, "a test")
    carries = judge(rule, body.members, body.seats)
    parts = [part for part in asked if all((name, part) in worths for name in body.members)]
    found = {}
    for size in range(1, len(parts) + 1):
        for bundle in combinations(parts, size):
            gains = [
                sum((Fraction.__mul__(*worths[name, part]) for part in bundle), Fraction(0))
                - floor.get(name, Fraction(0))
                for name in body.members
            ]
            if carries(sides(gains)):
                found[bundle] = tuple(gains)
    return found


def is_better(one: tuple[Fraction, ...], other: tuple[Fraction, ...]) -> bool:
    return one != other and all(a >= b for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("seed", range(4))
def test_packages_by_every_bundle(seed: int) -> None:
    """The packages, the Pareto-optimal and the log-rolls are those that a look at all finds."""
    chance = Random(seed)
    for _ in range(150):
        members, asked, worths, case, rule = some_case(chance, known=0.97, parts=6)
        floor = {n: chance.choice(GRID) for n in members} if chance.random() < 0.3 else {}
        expected = every_bundle(case, asked, worths, floor, rule)
        best = {
            bundle
            for bundle, gains in expected.items()
            if not any(is_better(other, gains) for other in expected.values())
        }
        alone = {bundle[0] for bundle in expected if len(bundle) == 1}
        found = co.packages(
            case, list(asked), rule=rule, reservation=floor, dominated=True, limit=100
        )
        assert found.complete
        assert found.bound is None
        assert {p.proposals: tuple(g for _, g in p.gains) for p in found} == expected
        assert {p.proposals for p in found if p.pareto} == best
        assert {p.proposals for p in found if p.log_roll} == {
            bundle for bundle in expected if alone.isdisjoint(bundle)
        }
        assert found.excluded == tuple(
            part for part in asked if any((name, part) not in worths for name in members)
        )
        optimal = co.packages(case, list(asked), rule=rule, reservation=floor, limit=100)
        assert {p.proposals for p in optimal} == best
        assert optimal.complete


@pytest.mark.parametrize("dominated", [False, True])
def test_the_best_packages_and_a_bound(dominated: bool) -> None:
    """A short list has the greatest sums, and no other exceeds the bound."""
    chance = Random(7)
    for _ in range(300):
        _, asked, _, case, rule = some_case(chance, parts=6)
        every = co.packages(case, list(asked), rule=rule, dominated=dominated, limit=100)
        few = co.packages(case, list(asked), rule=rule, dominated=dominated, limit=2)
        sums = sorted((package.total for package in every), reverse=True)
        assert sorted((p.total for p in few), reverse=True) == sums[:2]
        assert set(few).issubset(every)
        assert few.complete == (len(every) <= 2)
        if not few.complete:
            assert few.bound is not None
            assert few.bound >= sums[2]


def test_forty_proposals_and_an_honest_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 40 proposals and 8 parties the best are found; a search cut short says what is left."""
    chance = Random(1)
    names, parts = NAMES[:8], [f"p{number:02}" for number in range(40)]
    stances = [[chance.randint(-10, 8) / 10 for _ in parts] for _ in names]
    matrix = co.StanceMatrix(tuple(names), parts, stances)
    best = co.packages(matrix)
    assert len(best) == 20
    assert best.bound is not None
    assert min(package.total for package in best) >= best.bound
    assert all(gain >= 0 for package in best for _, gain in package.gains)
    monkeypatch.setattr(_bundles, "MOST", 50)
    cut = co.packages(matrix)
    assert not cut.complete
    assert cut.bound is not None
    assert cut.bound >= max(package.total for package in best if package not in cut.found)
    stopped = co.packages(matrix, time_limit=0)
    assert (len(stopped), stopped.complete) == (0, False)


def test_equal_proposals_are_exchanged() -> None:
    """Two camps with twenty equal wishes each: no bundle is missed, and none is gone through."""
    parts = [f"p{number:02}" for number in range(40)]
    stances = [[1] * 20 + [-0.5] * 20, [-0.5] * 20 + [1] * 20]
    found = co.packages(co.StanceMatrix(("A", "B"), parts, stances), limit=41)
    assert found.found[0].proposals == tuple(parts)
    assert {len(package.proposals) for package in found.found[1:]} == {39}
    fewer = co.packages(co.StanceMatrix(("A", "B"), parts, stances), dominated=True, limit=42)
    sizes = sorted(len(package.proposals) for package in fewer)
    assert sizes == [38] + [39] * 40 + [40]


def test_a_log_roll_by_hand() -> None:
    """Two projects that each helps one of three and costs the others pass as one (Tullock 1959)."""
    matrix = co.StanceMatrix(
        ("A", "B", "C"), ("road", "school"), [[1, -0.5], [-0.5, 1], [-0.5, -0.5]]
    )
    (package,) = co.packages(matrix, rule=co.Majority())
    assert package.log_roll
    assert package.proposals == ("road", "school")
    assert (package.supporters, package.opponents) == (("A", "B"), ("C",))
    assert package.gains == (("A", Fraction(1, 2)), ("B", Fraction(1, 2)), ("C", Fraction(-1)))
    assert len(co.packages(matrix)) == 0


def test_packages_in_july() -> None:
    """What all four want is in the best package of July; what is not known of some is in none."""
    july = co.load_case("migration-2023").at("2023-07")
    found = co.packages(july, "migration")
    assert found.complete
    first = next(iter(found))
    assert {"grip-on-asylum", "labour-migration-curb"}.issubset(first.proposals)
    assert "package-on-the-table" in found.excluded
    assert co.packages(july, "one-week-delay").excluded == ("one-week-delay",)
    assert str(found) == f"{len(found)} package{'s' if len(found) > 1 else ''} (unanimity)"


@st.composite
def matrices(draw: st.DrawFn) -> co.StanceMatrix:
    """Return small matrices, whole and in quarters."""
    members, parts = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    stance = st.integers(-4, 4).map(lambda number: number / 4)
    rows = st.lists(st.lists(stance, min_size=parts, max_size=parts), min_size=members)
    return co.StanceMatrix(
        tuple(NAMES[:members]), tuple(PARTS[:parts]), draw(rows.map(lambda r: r[:members]))
    )


@given(matrices())
@settings(max_examples=60, deadline=None)
def test_property_no_needed_party_loses(matrix: co.StanceMatrix) -> None:
    """In a package that passes, nobody with a veto is below what no deal is worth to it."""
    vetoes = co.veto_players(co.SimpleGame(matrix.actors, rule=co.Unanimity()))
    for package in co.packages(matrix, dominated=True):
        assert all(gain >= 0 for actor, gain in package.gains if actor in vetoes)
        assert not set(package.opponents).intersection(vetoes)


@given(matrices())
@settings(max_examples=60, deadline=None)
def test_property_one_proposal_is_decided_as_ever(matrix: co.StanceMatrix) -> None:
    """A package of one proposal passes exactly where `decide` says that the proposal does."""
    for rule in (co.Unanimity(), co.Majority()):
        for part in matrix.proposals:
            passes = co.decide(matrix, part, rule=rule).outcome == "passes"
            assert len(co.packages(matrix, part, rule=rule)) == passes


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
        _, asked, worths, case, rule = some_case(chance, known=0.93, parts=3)
        body = body_of(co.stance_matrix(case), rule, co.stance_matrix(case).actors, "a test")
        members = body.members
        carries = judge(rule, members, body.seats)
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
        found = co.concessions(case, list(asked), rule=rule)
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
        _, asked, worths, case, rule = some_case(chance, parts=3)
        found = co.concessions(case, list(asked), rule=rule)
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
            assert tuple(asked) in every_bundle(case, asked, after, {}, rule)
            assert way.outcome == "passes"


def test_concessions_are_the_unlocking_sets() -> None:
    """On one proposal the fewest who must move are those that `decide` names."""
    chance = Random(3)
    for _ in range(300):
        _, _, _, case, rule = some_case(chance, known=0.8)
        decision = co.decide(case, "p", rule=rule)
        found = co.concessions(case, "p", rule=rule)
        assert sorted(way.movers for way in found.fewest) == sorted(decision.unlocking)
        assert found.outcome == decision.outcome
        assert found.unknown == decision.unknown


def test_the_statements_that_would_be_gone_back_on() -> None:
    """D66 and CU would go back on what was reported of them in July."""
    july = co.load_case("migration-2023").at("2023-07")
    way: Any
    (way,) = co.concessions(july, "strict-asylum-package").fewest
    assert way.movers == ("D66", "CU")
    assert [str(said) for move in way.moves for said in move.reasons] == [
        "D66 against strict-asylum-package (reported, 2023-07, K)",
        "CU against strict-asylum-package (reported, 2023-07, K)",
    ]
    assert {move.to for move in way.moves} == {"neutral"}
    assert (way.total, way.largest, way.outcome) == (2, 1, "passes")


def test_moves_where_it_matters_most() -> None:
    """Stances move first where salience is greatest, and no further than is needed."""
    said: dict[str, Any] = {"date": "2024", "attribution": "stated"}
    case = co.Coalition(
        parties=[co.Party("A"), co.Party("B")],
        proposals=[co.Proposal("p", "t"), co.Proposal("q", "t")],
        positions=[
            co.Position("A", "p", 1, **said),
            co.Position("A", "q", 1, **said),
            co.Position("B", "p", -1, salience=1, **said),
            co.Position("B", "q", 0.5, salience=4, **said),
            co.Position("B", "p", -1, salience=3, date="2025", attribution="stated"),
        ],
    )
    (way,) = co.concessions(case, ["p", "q"]).smallest_total
    (move,) = way.moves
    assert move.stances == (("q", Fraction(1, 2), Fraction(3, 4)),)
    assert move.distance == Fraction(1, 4)
    assert [said.proposal for said in move.reasons] == ["q"]


def test_many_actors() -> None:
    """Of 160 members with seats under two conditions the least sum of moves is found."""
    chance = Random(4)
    names = [f"M{number:03}" for number in range(160)]
    stances = [[chance.randint(-20, 10) / 20] for _ in names]
    matrix = co.StanceMatrix(names, ("p",), stances, seats=[chance.randint(1, 40) for _ in names])
    rule = co.Majority(of="members") & co.NumberOf(100)
    found = co.concessions(matrix, "p", rule=rule)
    totals = {way.total for way in found.smallest_total}
    assert len(totals) == 1
    assert max(totals) <= min(way.total for way in (*found.fewest, *found.smallest_largest))
    farthest = {way.largest for way in found.smallest_largest}
    assert max(farthest) <= min(way.largest for way in (*found.fewest, *found.smallest_total))
    assert len({len(way.moves) for way in found.fewest}) == 1


@pytest.mark.parametrize("seed", range(2))
def test_cheapest_sets_by_every_set(seed: int) -> None:
    """The cheapest sets under any conditions are those that a look at every set finds."""
    chance = Random(seed)
    for _ in range(600):
        size, number = chance.randint(1, 7), chance.randint(1, 3)
        forms = tuple(tuple(chance.randint(0, 6) for _ in range(size)) for _ in range(number))
        chosen = [chance.sample(range(number), chance.randint(1, number)) for _ in range(2)]
        clauses = tuple(
            tuple((f, chance.randint(1, sum(forms[f]))) for f in clause if any(forms[f]))
            for clause in chosen
        )
        formula = Formula(size, forms, tuple(filter(None, clauses)))
        costs = [chance.randint(1, 5) for _ in range(size)]
        sets = [s for k in range(size + 1) for s in combinations(range(size), k) if formula.wins(s)]
        least = min((sum(costs[p] for p in s) for s in sets), default=None)
        expected = sorted(s for s in sets if sum(costs[p] for p in s) == least)
        found = _cheapest_sets.cheapest_sets(formula, costs, 1000, Watch())
        assert found.sets == tuple(expected)
        assert (found.bound, found.proven) == (least or 0, True)


def test_refusals() -> None:
    """What does not exist, and what is too large, is refused with a reason."""
    july = co.load_case("migration-2023").at("2023-07")
    with pytest.raises(co.UnknownProposal, match="asylum-targets"):
        co.packages(july, "asylum-targets")
    with pytest.raises(co.UnknownActor, match="PVV"):
        co.packages(july, "migration", reservation={"PVV": 1})
    with pytest.raises(co.InvalidValue, match="limit"):
        co.packages(july, "migration", limit=0)
    with pytest.raises(co.InvalidValue, match="at least one"):
        co.concessions(july, [])
    names = [f"M{number}" for number in range(30)]
    body = co.StanceMatrix(names, ("p",), [[-1]] * 30)
    with pytest.raises(co.TooLarge, match="rule of your own"):
        co.concessions(body, "p", rule=Opaque(co.Majority()))


def test_results_are_values() -> None:
    """Packages and concessions compare, hash and pickle by value."""
    july = co.load_case("migration-2023").at("2023-07")
    results: tuple[Any, ...] = (
        co.packages(july, "migration"),
        co.concessions(july, "asylum-target", rule=co.Majority(of=150)),
        co.compromise(july, "migration"),
        co.polarization(july, "asylum-target"),
    )
    for result in results:
        copy = pickle.loads(pickle.dumps(result))  # noqa: S301 - our own bytes
        assert copy == result
        assert hash(copy) == hash(result)


@pytest.mark.parametrize("seed", range(2))
def test_stopped_at_once_there_is_a_way_and_a_bound(seed: int) -> None:
    """However early the search for concessions stops, its ways do, and the bounds hold."""
    chance = Random(seed + 70)
    for _ in range(150):
        _, asked, _, case, rule = some_case(chance, known=0.9)
        found = co.concessions(case, list(asked), rule=rule)
        early = co.concessions(case, list(asked), rule=rule, time_limit=0)
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


def test_too_many_sums_of_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there are too many sums of weights, the sentence names a way and the bound."""
    matrix = co.StanceMatrix("ABC", ("p",), [[-0.26], [-0.51], [-0.74]], seats=[2, 3, 4])
    proven = co.concessions(matrix, "p", rule=co.Quota(6))
    assert str(proven).endswith("least in all C by 37/50 and beyond and A by 13/50 and beyond")
    monkeypatch.setattr(_cheapest_sets, "LARGEST", 0)
    found = co.concessions(matrix, "p", rule=co.Quota(6))
    assert (found.complete, found.total_at_least) == (
        False,
        Fraction(24, 25),
    )  # 0.955, in hundredths
    assert str(found).endswith("and none is below 24/25 in all")


INTERRUPTED = """
import signal, time
from random import Random
import coalition as co
from coalition.answers.deals import _bundles
from coalition.answers.deals import _cheapest_sets
signal.signal(signal.SIGINT, signal.default_int_handler)  # a background job may ignore it
_bundles.MOST = _cheapest_sets.LARGEST = 10**9
chance = Random(1)
names = [f"M{{number:03}}" for number in range({members})]
parts = [f"p{{number:02}}" for number in range({parts})]
stances = [[chance.randint(-100, 60) / 100 for _ in parts] for _ in names]
seats = [chance.randint(1, 10**5) for _ in names]
matrix = co.StanceMatrix(names, parts, stances, seats=seats)
rule = co.Majority(of="members") & co.NumberOf({members} * 2 // 3)
print("started", flush=True)
case = co.Coalition(
    parties=[co.Party(name) for name in names],
    proposals=[co.Proposal(part, "t") for part in parts],
    positions=[
        co.Position(name, part, 1 - 2 * (at % 2), date="2024", attribution="stated")
        for at, name in enumerate(names)
        for part in parts
    ],
)
empty = case.without("stated")
try:
    {call}
except KeyboardInterrupt:
    stopped = "interrupt"
print(time.monotonic(), stopped, flush=True)
print(co.decide(matrix, "p00", rule=rule).outcome)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send")
@pytest.mark.parametrize(
    ("members", "parts", "call"),
    [
        (8, 40, "co.packages(matrix, rule=co.Majority(), dominated=True, limit=10**9)"),
        (150, 1, "co.concessions(matrix, 'p00', rule=rule)"),
        (3, 20, "stopped = co.certainty(empty, co.split, max_completions=10**9).stopped"),
        (8, 20, "stopped = co.robustness(case, max_trials=10**9).stopped"),
    ],
)
def test_ctrl_c_leaves_everything_usable(members: int, parts: int, call: str) -> None:
    """Within half a second of Ctrl-C the search ends, and the next question is answered.

    The best of three tries counts, because the machine may be doing other things.
    """
    took = []
    code = INTERRUPTED.format(members=members, parts=parts, call=call)
    for _ in range(3):
        with subprocess.Popen(
            [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == "started\n"
            time.sleep(1)
            sent = time.monotonic()
            child.send_signal(signal.SIGINT)
            raised, stopped, outcome = child.stdout.read().split()
        assert (stopped, outcome, child.returncode) == ("interrupt", "blocked", 0)
        took.append(float(raised) - sent)
        if took[-1] < 0.5:
            break
    assert min(took) < 0.5


def test_packages_stop_at_a_time_limit() -> None:
    """Stopped at once, packages over 40 proposals say so, with what the sum of gains can reach."""
    chance = Random(1)
    parts = [f"p{number:02}" for number in range(40)]
    stances = [[chance.randint(-10, 8) / 10 for _ in parts] for _ in NAMES[:8]]
    found = co.packages(co.StanceMatrix(tuple(NAMES[:8]), parts, stances), time_limit=0)
    assert (found.complete, len(found)) == (False, 0)
    assert found.bound is not None
    assert found.bound > 0
    with pytest.raises(co.InvalidValue, match="time_limit"):
        co.packages(co.StanceMatrix(("A",), ("p",), [[1]]), time_limit=-1)

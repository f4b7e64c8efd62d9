"""Power indices, counts and lists of coalitions: equal to their definitions, over all sets."""

import pickle
from fractions import Fraction
from itertools import combinations, pairwise, permutations
from math import comb
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import coalition as co
from coalition.games import _by_halves, _by_weight, _integral
from coalition.games._by_class import lattice_of
from coalition.games._counts import parted
from coalition.games._profile import spread
from coalition.rules.tallies import Formula, Oracle
from tests import oracles
from tests.random_games import NAMES, Known, Opaque, compound, known_rules, quota


def indices(game: Any) -> dict[str, list[Fraction]]:
    """Return all that the library computes of a game, by member."""
    power = co.coleman(game)
    found = {
        "swings": co.swings(game),
        "absolute": co.banzhaf(game, normalized=False),
        "banzhaf": co.banzhaf(game),
        "shapley_shubik": co.shapley_shubik(game),
        "prevent": power.prevent,
        "initiate": power.initiate,
        "deegan_packel": co.deegan_packel(game),
        "holler": co.holler(game),
        "johnston": co.johnston(game),
    }
    return {
        name: [values[member] for member in sorted(game.members)] for name, values in found.items()
    }


def tabulated(members: str, known: Known) -> list[bool]:
    return oracles.tabulated(len(members), lambda inside: known.wins(named(members, inside)))


def named(members: str, inside: frozenset[int]) -> frozenset[str]:
    return frozenset(members[i] for i in inside)


def random_games(number: int, seed: int) -> Any:
    """Yield members, rule, game and the table of winning sets of games that somebody can win."""
    chance = Random(seed)
    while number:
        members = NAMES[: chance.choice([1, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9])]
        known = chance.choice([quota, compound])(members, chance)
        wins = tabulated(members, known)
        if wins[-1] and not wins[0]:
            number -= 1
            yield members, known, co.SimpleGame(list(members), rule=known.rule, improper=True), wins


@pytest.mark.parametrize("seed", range(4))
def test_every_index_by_definition(seed: int) -> None:
    """Every index of 500 games of up to nine members is what its definition says."""
    for members, _, game, wins in random_games(500, seed):
        assert indices(game) == oracles.power(wins, len(members)), game


def test_shapley_shubik_by_orders() -> None:
    """The Shapley-Shubik index is the share of all orders in which a member is the pivot."""
    for members, _, game, wins in random_games(150, 99):
        if len(members) <= 6:
            found = co.shapley_shubik(game)
            assert [found[m] for m in members] == oracles.pivots(wins, len(members)), game


def test_every_way_of_counting() -> None:
    """By weight, by halves, by kinds of sets and set by set, the same is counted."""
    for members, known, game, _ in random_games(400, 5):
        carriers = game.carriers
        assert isinstance(carriers, Formula)
        single = lattice_of(Oracle(len(members), carriers.wins))
        lattice = lattice_of(carriers)
        assert lattice.swings() == single.swings(), known
        assert lattice.minimal() == single.minimal(), known
        assert lattice.shares() == single.shares(), known
        active, idle = parted(carriers)
        assert spread(_by_halves.swings(active), idle) == single.swings()
        if (weights := _by_weight.weighted(active)) is not None:
            small = lattice_of(active)
            assert _by_weight.swings(weights, sizes=True) == small.swings()
            assert _by_weight.minimal(weights) == small.minimal()
            assert _by_weight.shares(weights).members == small.shares().members


def test_rules_that_only_answer() -> None:
    """A rule of which nothing is known but its answers has the same indices and coalitions."""
    for members, known, game, _ in random_games(60, 7):
        opaque = co.SimpleGame(list(members), rule=Opaque(known.rule))
        assert indices(opaque) == indices(game)
        for kind in (co.winning_coalitions, co.blocking_coalitions):
            for minimal in (False, True):
                found, same = kind(opaque, minimal=minimal), kind(game, minimal=minimal)
                assert set(found) == set(same)
                assert found.count() == same.count() == len(list(same))


def test_lists_of_coalitions() -> None:
    """Winning, blocking, minimal, least and connected coalitions are those that try-outs find."""
    for members, known, game, wins in random_games(300, 11):
        size = len(members)
        sets = {
            frozenset(m for i, m in enumerate(members) if n >> i & 1)
            for n, w in enumerate(wins)
            if w
        }
        minimal = {s for s in sets if not any(s - {m} in sets for m in s)}
        everyone = frozenset(members)
        every = {frozenset(c) for n in range(size + 1) for c in combinations(members, n)}
        blocking = {s for s in every if everyone - s not in sets}
        assert as_sets(co.winning_coalitions(game)) == sets
        assert as_sets(co.winning_coalitions(game, minimal=True)) == minimal
        assert as_sets(co.blocking_coalitions(game)) == blocking
        assert as_sets(co.blocking_coalitions(game, minimal=True)) == {
            s for s in blocking if not any(s - {m} in blocking for m in s)
        }
        fewest = min(map(len, minimal))
        assert as_sets(co.winning_coalitions(game, least="members")) == {
            s for s in minimal if len(s) == fewest
        }
        for found in (co.winning_coalitions(game), co.winning_coalitions(game, minimal=True)):
            assert found.count() == len(found) == len(list(found))
            assert {s for s in every if s in found} == as_sets(found)
        seats = {m: 1 + members.index(m) * 3 % 5 for m in members}
        seated = co.SimpleGame(seats, rule=known.rule, improper=True)
        least = min(sum(seats[m] for m in s) for s in minimal)
        found = co.winning_coalitions(seated, least="seats")
        assert as_sets(found) == {s for s in minimal if sum(seats[m] for m in s) == least}


def as_sets(found: Any) -> set[frozenset[str]]:
    """Return coalitions as sets; none comes twice."""
    listed = list(found)
    assert len(set(listed)) == len(listed)
    return set(map(frozenset, listed))


def test_connected_coalitions() -> None:
    """Connected are the sets without a gap in some order of those who stand at the same place."""
    chance = Random(3)
    for members, _, game, wins in random_games(150, 13):
        if len(members) > 6:
            continue
        place = {m: chance.randint(0, 3) for m in members}
        orders = [
            o for o in permutations(members) if [*map(place.get, o)] == sorted(place.values())
        ]
        runs = {
            frozenset(order[i:j])
            for order in orders
            for i in range(len(order))
            for j in range(i + 1, len(order) + 1)
        }
        winning = {r for r in runs if wins[sum(1 << members.index(m) for m in r)]}
        expected = {r for r in winning if not any(other < r for other in winning)}
        found = co.winning_coalitions(game, order=place)
        assert as_sets(found) == expected
        assert found.count() == len(expected)
        assert all(coalition in found for coalition in expected)


def test_roles() -> None:
    """Veto players, dictators and dummies are found as their definitions say."""
    for members, _, game, wins in random_games(300, 17):
        everyone = 2 ** len(members) - 1
        bits = {m: 1 << i for i, m in enumerate(members)}
        vetoes = {m for m in members if not wins[everyone & ~bits[m]]}
        assert set(co.veto_players(game)) == vetoes
        assert set(co.dictators(game)) == {
            m for m in members if all(won == bool(n & bits[m]) for n, won in enumerate(wins))
        }
        assert set(co.dummies(game)) == {
            m
            for m in members
            if all(wins[n | bits[m]] == wins[n & ~bits[m]] for n in range(len(wins)))
        }
        assert {m for m, share in co.coleman(game).prevent.items() if share == 1} == vetoes


# laws


def weighted_games(least: int = 1) -> st.SearchStrategy[co.WeightedGame]:
    """Return weighted games, all proper."""

    def made(drawn: tuple[list[int], int]) -> co.WeightedGame:
        weights = dict(zip(NAMES, [*drawn[0], 1], strict=False))
        total = sum(weights.values())
        return co.WeightedGame(weights, quota=total // 2 + 1 + drawn[1] * (total - 1) // 200)

    weights = st.lists(st.integers(0, 30), min_size=least, max_size=7)
    return st.tuples(weights, st.integers(0, 99)).map(made)


ADDING_UP = [co.banzhaf, co.shapley_shubik, co.deegan_packel, co.holler, co.johnston]


@given(weighted_games())
def test_property_efficiency(game: co.WeightedGame) -> None:
    """The indices that share out power share out all of it."""
    assert [sum(index(game).values()) for index in ADDING_UP] == [1] * len(ADDING_UP)


@given(weighted_games(2))
def test_property_symmetry_and_monotonicity(game: co.WeightedGame) -> None:
    """Equal weights have equal power; of two weights the heavier has no less, by Banzhaf and SS."""
    for index in ADDING_UP:
        power = index(game)
        for one, other in combinations(game.members, 2):
            if game.weights[one] == game.weights[other]:
                assert power[one] == power[other]
    for index in (co.banzhaf, co.shapley_shubik):
        assert [*index(game).values()] == sorted(index(game).values(), reverse=True)


@given(weighted_games(), st.integers(1, 3))
def test_property_dummies(game: co.WeightedGame, number: int) -> None:
    """A dummy has no power by any index, and adding some changes nothing for the others."""
    more = co.WeightedGame(
        {**game.weights, **{f"dummy {i}": 0 for i in range(number)}}, quota=game.quota
    )
    for index in ADDING_UP:
        power = index(more)
        assert all(power[dummy] == 0 for dummy in co.dummies(more))
        assert {m: power[m] for m in game.members} == dict(index(game))


@given(known_rules())
def test_property_duality(drawn: tuple[str, Known]) -> None:
    """The blocking sets of the blocking sets are the winning sets; all indices of swings agree."""
    members, known = drawn
    carriers = co.SimpleGame(list(members), rule=known.rule, improper=True).carriers
    assume(carriers.wins(range(len(members))) and not carriers.wins([]))
    blocking = carriers.dual()
    every = [[*players(number, len(members))] for number in range(2 ** len(members))]
    wins = [carriers.wins(chosen) for chosen in every]
    assert [blocking.dual().wins(chosen) for chosen in every] == wins
    assert [blocking.wins(chosen) for chosen in every] == [not won for won in reversed(wins)]
    assert lattice_of(blocking).swings().each() == lattice_of(carriers).swings().each()


def players(number: int, size: int) -> list[int]:
    """Return the set of players that a number stands for."""
    return [player for player in range(size) if number >> player & 1]


@given(weighted_games(), st.fractions(min_value="1/97", max_value=97))
def test_property_scaling(game: co.WeightedGame, factor: Fraction) -> None:
    """All weights and the quota times the same number is the same game."""
    scaled = co.WeightedGame(
        {name: weight * factor for name, weight in game.weights.items()}, quota=game.quota * factor
    )
    assert scaled.carriers == game.carriers
    assert [dict(index(scaled)) for index in ADDING_UP] == [
        dict(index(game)) for index in ADDING_UP
    ]


@given(weighted_games())
def test_property_split_in_two(game: co.WeightedGame) -> None:
    """A party split in two halves that vote together leaves every winning set winning."""
    first = game.members[0]
    half = Fraction(game.weights[first], 2)
    parted = {**game.weights, first: half, "other half": half}
    after = co.WeightedGame(parted, quota=game.quota)
    for number in range(len(game.members) + 1):
        for coalition in map(set, combinations(game.members, number)):
            together = coalition | ({"other half"} if first in coalition else set())
            assert after.wins(together) == game.wins(coalition)


@given(weighted_games(), st.randoms(use_true_random=False))
def test_property_order_does_not_matter(game: co.WeightedGame, chance: Any) -> None:
    """The order in which the weights are given changes nothing, not even the order of answers."""
    names = chance.sample(game.members, len(game.members))
    other = co.WeightedGame({name: game.weights[name] for name in names}, quota=game.quota)
    assert other == game
    assert [index(other) for index in ADDING_UP] == [index(game) for index in ADDING_UP]
    assert list(co.winning_coalitions(other)) == list(co.winning_coalitions(game))


# large bodies


def test_many_equal_members() -> None:
    """Of 201 equal members under a bare majority, each has C(200, 100) swings, beyond 64 bits."""
    game = co.SimpleGame([f"member {i:03}" for i in range(201)], rule=co.Majority())
    found = co.swings(game)
    assert set(found.values()) == {comb(200, 100)}
    assert set(co.shapley_shubik(game).values()) == {Fraction(1, 201)}
    assert co.winning_coalitions(game, minimal=True).count() == comb(201, 101)
    assert co.winning_coalitions(game).count() == 2**200
    with pytest.raises(OverflowError):
        len(co.winning_coalitions(game))


def products(weights: list[int]) -> dict[tuple[int, int], int]:
    """Return how many sets there are of each size and weight, by multiplying out term by term."""
    found = {(0, 0): 1}
    for weight in weights:
        more = dict(found)
        for (size, total), number in found.items():
            key = size + 1, total + weight
            more[key] = more.get(key, 0) + number
        found = more
    return found


@pytest.mark.parametrize("size", [30, 61, 62, 80])
def test_bodies_of_any_size(size: int) -> None:
    """Counts of bodies below and beyond 64 bits are those of the product of all terms."""
    chance = Random(size)
    weights = {f"m{i:02}": chance.randint(1, 3) for i in range(size)}
    least = sum(weights.values()) * 3 // 5
    game = co.WeightedGame(weights, quota=least)
    swings, power = co.swings(game), co.shapley_shubik(game)
    for member in list(weights)[:3]:
        others = products([w for name, w in weights.items() if name != member])
        critical = {k: n for k, n in others.items() if least - weights[member] <= k[1] < least}
        assert swings[member] == sum(critical.values())
        assert power[member] == sum(
            Fraction(n, size * comb(size - 1, before)) for (before, _), n in critical.items()
        )
    both = co.SimpleGame(weights, rule=co.Quota(least) & co.NumberOf(size // 2 + 1))
    member = max(weights)
    others = products([w for name, w in weights.items() if name != member])
    assert co.swings(both)[member] == sum(
        number
        for (count, total), number in others.items()
        if total + weights[member] >= least
        and count + 1 > size // 2
        and not (total >= least and count > size // 2)
    )
    assert sum(co.shapley_shubik(both).values()) == 1


@pytest.mark.parametrize("size", [5, 33, 60])
def test_integration(size: int) -> None:
    """By integration, no member's index is off by more than the bound that comes with it."""
    chance = Random(size)
    weights = tuple(chance.randint(1, 50) for _ in range(size))
    for least in (sum(weights) // 2 + 1, sum(weights) * 4 // 5):
        near, error = _integral.shapley_shubik((weights, least))
        game = co.WeightedGame({f"m{i:02}": w for i, w in enumerate(weights)}, quota=least)
        exact = co.shapley_shubik(game)
        off = max(abs(float(Fraction(n) - exact[f"m{i:02}"])) for i, n in enumerate(near))
        assert off <= error < 1e-9


def test_a_body_too_large_to_count_by_size() -> None:
    """Too large to count by size, a body has a Shapley-Shubik index to within a bound."""
    chance = Random(1)
    weights = {f"m{i:03}": chance.randint(1, 40_000) for i in range(100)}
    game = co.WeightedGame({**weights, "dummy": 0}, quota=sum(weights.values()) // 2 + 1)
    power = co.shapley_shubik(game)
    assert power.error > 0
    assert power.error < 1e-8
    assert abs(float(sum(power.values())) - 1) <= 101 * power.error
    assert power["dummy"] == 0
    assert [*power.values()] == sorted(power.values(), reverse=True)
    assert "to within" in str(power)
    assert sum(co.banzhaf(game).values()) == 1


def test_weights_beyond_64_bits() -> None:
    """Weights of any size are counted exactly."""
    big = 10**30
    game = co.WeightedGame(
        {"A": 3 * big, "B": 2 * big + 1, "C": 2 * big, "D": big}, quota=4 * big + 1
    )
    small = co.WeightedGame({"A": 30, "B": 21, "C": 20, "D": 10}, quota=41)
    assert [dict(index(game)) for index in ADDING_UP] == [dict(index(small)) for index in ADDING_UP]
    rule = co.Quota(4 * big + 1) & co.NumberOf(2)
    assert dict(co.banzhaf(co.SimpleGame(game.weights, rule=rule))) == dict(co.banzhaf(small))


def test_listing_is_lazy() -> None:
    """The first of astronomically many coalitions are there at once."""
    game = co.SimpleGame([f"member {i:03}" for i in range(150)], rule=co.Majority())
    for found in (co.winning_coalitions(game), co.winning_coalitions(game, minimal=True)):
        first = next(iter(found))
        assert first in found
        assert next(iter(found)) == first
    assert len(next(iter(co.blocking_coalitions(game, minimal=True)))) == 75
    assert len(next(iter(co.winning_coalitions(game, least="members")))) == 76


# what cannot be answered


def test_what_is_too_large() -> None:
    """What would take too long is refused, with what is too large and how large it may be."""
    names = [f"m{i}" for i in range(50)]
    with pytest.raises(co.TooLarge, match=r"members, under a rule .*: 50, and the limit is 20"):
        co.banzhaf(co.SimpleGame(names, rule=Opaque(co.Majority())))
    chance = Random(2)
    wide = {name: chance.randint(10**8, 10**9) for name in names}
    two = co.Majority(of="members", weights=wide) & co.NumberOf(30)
    with pytest.raises(co.TooLarge, match="numbers in the table to count with"):
        co.banzhaf(co.SimpleGame(names, rule=two))
    with pytest.raises(co.TooLarge, match="numbers in the table to count with"):
        co.johnston(co.SimpleGame(names, rule=two))
    some = {name: {n: chance.randint(10**8, 10**9) for n in names[:36]} for name in ("a", "b")}
    both = co.Majority(weights=some["a"]) & co.Majority(weights=some["b"])
    with pytest.raises(co.TooLarge, match="look-ups to count the winning sets"):
        co.banzhaf(co.SimpleGame(names[:36], rule=both))
    parts = [co.Majority() & co.Veto(one) & co.Veto(other) for one, other in pairwise(names)]
    with pytest.raises(co.TooLarge, match="clauses of the blocking sets"):
        co.blocking_coalitions(co.SimpleGame(names, rule=co.AnyOf(*parts))).count()
    opaque = co.SimpleGame([f"m{i}" for i in range(30)], rule=Opaque(co.Majority()))
    with pytest.raises(co.TooLarge):
        co.shapley_shubik(opaque)
    with pytest.raises(co.TooLarge):
        co.shapley_shubik(co.SimpleGame(names, rule=two))
    huge = {name: weight * 10**9 + 1 for name, weight in wide.items()}
    with pytest.raises(co.TooLarge, match="quota, or what is left"):
        co.shapley_shubik(co.WeightedGame(huge, quota=sum(huge.values())))
    many = co.WeightedGame({f"m{i}": i % 3 + 1 for i in range(2000)}, quota=2100)
    with pytest.raises(co.TooLarge, match="members, to integrate over: 2000"):
        co.shapley_shubik(many)
    varied = co.WeightedGame({f"m{i}": i + 1 for i in range(400)}, quota=60_000)
    with pytest.raises(co.TooLarge, match="additions to count the winning sets"):
        co.holler(varied)


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (co.Majority(of=150), "rule: not even all members together win"),
        (co.AnyOf(Opaque(co.Majority(of=150))), "not even all members"),
    ],
)
def test_nobody_wins(rule: co.Rule, message: str) -> None:
    """Where nobody can win, there is no power to share, and there are no winning coalitions."""
    game = co.SimpleGame({"A": 40, "B": 30}, rule=rule)
    for index in (*ADDING_UP, co.coleman, co.swings):
        with pytest.raises(co.InvalidValue, match=message):
            index(game)
    assert list(co.winning_coalitions(game)) == []
    assert co.winning_coalitions(game, minimal=True).count() == 0
    assert co.winning_coalitions(game).count() == 0
    assert list(co.blocking_coalitions(game, minimal=True)) == [()]
    assert co.blocking_coalitions(game, minimal=True).count() == 1
    assert co.blocking_coalitions(game).count() == 4
    assert co.veto_players(game) == ("A", "B")
    assert co.dictators(game) == ()


def test_everything_wins() -> None:
    """A rule that even an empty set meets has no indices."""

    class Always:
        improper = True

        def carries(self, _vote: co.Vote) -> bool:
            return True

    with pytest.raises(co.InvalidValue, match="even without a supporter"):
        co.banzhaf(co.SimpleGame(["A"], rule=Always()))


# results as values


def test_results_are_values() -> None:
    """Results compare, hash and pickle by value, and name their measure, rule and members."""
    game = co.WeightedGame({"A": 50, "B": 49, "C": 1}, quota=51)
    for result in (
        *(index(game) for index in ADDING_UP),
        co.coleman(game),
        co.winning_coalitions(game, order=["C", "A", "B"]),
        game,
        co.SimpleGame({"A": 1}, rule=co.Majority() & co.Veto("A")),
    ):
        copy = pickle.loads(pickle.dumps(result))  # noqa: S301 - our own bytes
        assert copy == result
        assert hash(copy) == hash(result)
    power = co.banzhaf(game)
    assert (power.measure, power.rule, tuple(power)) == (
        "Banzhaf index",
        game.rule,
        ("A", "B", "C"),
    )
    assert power != co.holler(game)
    with pytest.raises(co.UnknownActor, match="no actor 'D'"):
        power["D"]
    assert power.get("D") is None
    assert str(co.coleman(game)) == (
        "power of the body to act 3/8; power to prevent action under quota 51 by weights of 100 in "
        "all: A 1, B 1/3 and C 1/3; power to initiate action under quota 51 by weights of 100 in "
        "all: A 3/5, B 1/5 and C 1/5"
    )
    assert str(co.winning_coalitions(game, minimal=True)) == (
        "minimal winning coalitions under quota 51 by weights of 100 in all"
    )
    assert str(co.winning_coalitions(game, least="seats")) == (
        "minimal winning coalitions of the fewest seats under quota 51 by weights of 100 in all"
    )
    assert str(co.winning_coalitions(game, order=["A", "B", "C"])) == (
        "minimal connected winning coalitions under quota 51 by weights of 100 in all"
    )
    assert str(co.blocking_coalitions(game)).startswith("blocking coalitions under")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"least": "size"}, "least: must be 'seats' or 'members', not 'size'"),
        ({"least": "seats", "order": ["A", "B", "C"]}, "order: goes with the minimal coalitions"),
        ({"order": {"A": 1, "B": 2}}, "order: leaves out 'C'"),
        ({"order": {"A": 1, "B": 2, "C": float("nan")}}, "order: 'C' must have a place, not nan"),
        ({"rule": co.Majority()}, "rule: a game has its rule already"),
    ],
)
def test_coalitions_that_cannot_be_asked_for(options: dict[str, Any], message: str) -> None:
    """Options that make no sense are refused, and the message says which would."""
    game = co.WeightedGame({"A": 50, "B": 49, "C": 1}, quota=51)
    with pytest.raises(co.InvalidValue, match=message):
        co.winning_coalitions(game, **options)


def test_unknown_members_and_seats() -> None:
    """A set with a stranger is refused; so are the fewest seats where seats are not known."""
    game = co.SimpleGame(["A", "B"], rule=co.Majority())
    with pytest.raises(co.UnknownActor, match="no actor 'C'"):
        game.wins({"A", "C"})
    with pytest.raises(co.InvalidValue, match="least: the seats of A, B are not known"):
        co.winning_coalitions(game, least="seats")
    with pytest.raises(co.InvalidValue, match="game: must be a game or a coalition, not 3"):
        co.banzhaf(3)  # type: ignore[arg-type]


def test_indices_of_a_coalition() -> None:
    """The parties of a case are a body, with their seats, under unanimity unless said."""
    case = co.load_case("migration-2023")
    assert set(co.banzhaf(case).values()) == {Fraction(1, 4)}
    assert co.shapley_shubik(case, rule=co.Majority())["VVD"] == Fraction(5, 12)
    assert co.veto_players(case, rule=co.Majority(of=150)) == ("VVD", "D66", "CDA", "CU")
    assert co.veto_players(case, rule=co.Quota(76, weights=case.seats)) == (
        "VVD",
        "D66",
        "CDA",
        "CU",
    )

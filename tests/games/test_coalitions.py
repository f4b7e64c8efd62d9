"""Lists of coalitions: those that try-outs find."""

from itertools import combinations, permutations
from random import Random
from typing import Any

import pytest

import coalition as co
from tests.random_games import random_games
from tests.refused import faults


@pytest.mark.no_cover
def test_lists_of_coalitions() -> None:
    """Winning, blocking, minimal, least and connected coalitions are those that try-outs find."""
    for members, known, game, wins in random_games(120, 11):
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


def test_listing_is_lazy() -> None:
    """The first of astronomically many coalitions are there at once."""
    game = co.SimpleGame([f"member {i:03}" for i in range(150)], rule=co.Majority())
    for found in (co.winning_coalitions(game), co.winning_coalitions(game, minimal=True)):
        first = next(iter(found))
        assert first in found
        assert next(iter(found)) == first
    assert len(next(iter(co.blocking_coalitions(game, minimal=True)))) == 75
    assert len(next(iter(co.winning_coalitions(game, least="members")))) == 76


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"least": "size"}, "least: must be 'seats' or 'members', not 'size'"),
        ({"least": "seats", "order": ["A", "B", "C"]}, "order: goes with the minimal coalitions"),
        ({"order": {"A": 1, "B": 2}}, "order: leaves out 'C'"),
        (
            {"order": {"A": 1, "B": 2, "C": float("nan")}},
            r"order\['C'\]: must be a finite number, not nan",
        ),
        ({"order": {"A": 1, "B": 2, "C": "left"}}, r"order\['C'\]: must be a finite number"),
        ({"rule": co.Majority()}, "rule: a game has its rule already"),
    ],
)
def test_coalitions_that_cannot_be_asked_for(options: dict[str, Any], message: str) -> None:
    """Options that make no sense are refused, and the message says which would."""
    game = co.WeightedGame({"A": 50, "B": 49, "C": 1}, quota=51)
    with pytest.raises(co.InvalidValue, match=message):
        co.winning_coalitions(game, **options)


def test_all_that_cannot_be_asked_for_is_named() -> None:
    """Options that make no sense are refused together."""
    game = co.WeightedGame({"A": 50, "B": 49, "C": 1}, quota=51)
    assert faults(co.winning_coalitions, game, least="size", order=["A", "B"]) == [
        "order: leaves out 'C'",
        "least: must be 'seats' or 'members', not 'size'",
        "order: goes with the minimal coalitions, not with least=",
    ]


def test_unknown_members_and_seats() -> None:
    """A set with a stranger is refused; so are the fewest seats where seats are not known."""
    game = co.SimpleGame(["A", "B"], rule=co.Majority())
    with pytest.raises(co.UnknownActor, match="no actor 'C'"):
        game.wins({"A", "C"})
    with pytest.raises(co.InvalidValue, match="least: the seats of A, B are not known"):
        co.winning_coalitions(game, least="seats")
    with pytest.raises(co.InvalidValue, match="game: must be a game, a Coalition or the name"):
        co.banzhaf(3)  # type: ignore[arg-type]


def test_lists_say_what_they_hold() -> None:
    """The sentence of a list of coalitions names the kind of them, and the rule."""
    game = co.WeightedGame({"A": 50, "B": 49, "C": 1}, quota=51)
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

"""Veto players, dictators and dummy players."""

import pytest

import coalition as co
from tests.random_games import random_games


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


@pytest.mark.parametrize("rule", [co.Majority(of=20), co.Majority(of=20) & co.Veto("A")])
def test_where_nothing_is_carried(rule: co.Rule) -> None:
    """Nobody makes a difference where no set wins: all are dummies, and as all stop it, vetoes."""
    game = co.SimpleGame(["A", "B", "C"], rule=rule)
    assert co.dummies(game) == co.veto_players(game) == ("A", "B", "C")
    assert co.dictators(game) == ()

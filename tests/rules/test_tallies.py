"""Tallies: what every rule of the library comes down to."""

from itertools import product

from hypothesis import given

import coalition as co
from coalition.rules.tallies import vote_of
from tests.random_games import Known, known_rules


@given(known_rules())
def test_property_what_a_rule_says_of_a_full_house(drawn: tuple[str, Known]) -> None:
    """With everybody for or against, a rule, its game and its tallies say what its parts say."""
    members, known = drawn
    game = co.SimpleGame(list(members), rule=known.rule, improper=True)
    for taken in product((0, 1), repeat=len(members)):
        inside = frozenset(m for m, side in zip(members, taken, strict=True) if side == 0)
        expected = known.wins(inside)
        assert known.rule.carries(vote_of(members, taken, game.seats)) == expected
        assert game.wins(inside) == expected
        assert game.carriers.wins(map(game.members.index, inside)) == expected

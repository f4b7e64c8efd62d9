"""What has been published about voting bodies comes out of the library."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import partial
from math import floor

import pytest

import coalition as co
from tests.published import BODIES, PROVINCES, RULES, Body, Game

MEASURES: dict[str, Callable[[Game], Mapping[str, Fraction]]] = {
    "swings": co.swings,
    "banzhaf": co.banzhaf,
    "absolute_banzhaf": partial(co.banzhaf, normalized=False),
    "shapley_shubik": co.shapley_shubik,
    "prevent": lambda game: co.coleman(game).prevent,
    "initiate": lambda game: co.coleman(game).initiate,
    "deegan_packel": co.deegan_packel,
    "holler": co.holler,
    "johnston": co.johnston,
}
SETS: dict[str, Callable[[Game], co.Coalitions]] = {
    "minimal": partial(co.winning_coalitions, minimal=True),
    "least_seats": partial(co.winning_coalitions, least="seats"),
    "fewest_members": partial(co.winning_coalitions, least="members"),
}
COUNTS: dict[str, Callable[[Game], co.Coalitions]] = {
    "winning_count": co.winning_coalitions,
    "minimal_count": partial(co.winning_coalitions, minimal=True),
}
MEMBERS: dict[str, Callable[[Game], tuple[str, ...]]] = {
    "dummies": co.dummies,
    "veto_players": co.veto_players,
    "dictators": co.dictators,
}
SHARE = Fraction(3, 7)


def scaled(game: co.WeightedGame) -> Game:
    """Return a game with three sevenths of all weights and of the quota."""
    weights = {member: SHARE * weight for member, weight in game.weights.items()}
    return co.WeightedGame(weights, quota=SHARE * game.quota, improper=game.improper)


def with_weights(game: co.WeightedGame) -> Game:
    """Return a game as members without seats, under a quota of weights."""
    return co.SimpleGame(reversed(game.members), rule=game.rule)


def with_seats(game: co.WeightedGame) -> Game:
    """Return a game as members with seats, under a quota of them."""
    return co.SimpleGame(game.weights, rule=co.Quota(game.quota, improper=game.improper))


def each(*keys: str, weighted: bool = False) -> pytest.MarkDecorator:
    """Return a case for each body, and each of these that is published of it."""
    cases = [
        pytest.param(body, key, id=f"{body.name}: {key}")
        for body in BODIES
        for key in body.published
        if key in keys and (not weighted or isinstance(body.game, co.WeightedGame))
    ]
    return pytest.mark.parametrize(("body", "key"), cases)


def printed(number: Fraction, like: str) -> str:
    """Return a number as the source prints one: as a fraction, or in as many digits."""
    if "/" in like or like.isdecimal():
        return like if number == Fraction(like) else str(number)
    text = like.removesuffix("%")
    digits = text.removesuffix("...")
    places = len(digits.partition(".")[2])
    shifted = number * 10**places * (100 if "%" in like else 1)
    whole = floor(shifted) if text != digits else floor(shifted + Fraction(1, 2))
    return like.replace(digits, str(Decimal(whole).scaleb(-places)))


def test_numbers_are_compared_in_the_digits_of_the_source() -> None:
    """Two thirds are printed rounded, cut off, in per cent, or as a fraction."""
    likes = ["0.5", "0.500", "0.500...", "5.00%", "5...%", "2/3", "4/6", "1/2"]
    found = [printed(Fraction(2, 3), like) for like in likes]
    assert found == ["0.7", "0.667", "0.666...", "66.67%", "66...%", "2/3", "4/6", "2/3"]


def test_all_that_is_published_is_tested() -> None:
    """No body has anything published under a name that no test looks for."""
    tested = {*MEASURES, *SETS, *COUNTS, *MEMBERS, "connected", "order"}
    assert {key for body in BODIES for key in body.published} == tested


@each(*MEASURES)
def test_numbers(body: Body, key: str) -> None:
    """Indices and swings are those published, in all the digits published."""
    expected = body.numbers(key)
    found = MEASURES[key](body.game)
    assert {member: printed(found[member], like) for member, like in expected.items()} == expected


@pytest.mark.parametrize("written", [scaled, with_weights, with_seats])
@each(*MEASURES, weighted=True)
def test_numbers_however_written(
    body: Body, key: str, written: Callable[[co.WeightedGame], Game]
) -> None:
    """They are the same for other weights in proportion, and for a quota of weights or seats."""
    assert isinstance(body.game, co.WeightedGame)
    found = MEASURES[key](written(body.game))
    assert dict(found) == dict(MEASURES[key](body.game))


@each(*SETS)
def test_coalitions(body: Body, key: str) -> None:
    """The minimal coalitions, those of the fewest seats or members are those published."""
    found = list(SETS[key](body.game))
    assert {frozenset(one) for one in found} == body.sets(key)
    assert len(found) == len(body.sets(key))


@each("connected")
def test_connected_coalitions(body: Body, key: str) -> None:
    """The minimal connected coalitions are those published."""
    order = body.members("order")
    found = list(co.winning_coalitions(body.game, order=order))
    assert {frozenset(one) for one in found} == body.sets(key)
    assert len(found) == len(body.sets(key))


@each(*COUNTS)
def test_counts(body: Body, key: str) -> None:
    """There are as many winning, and minimal winning, coalitions as published."""
    assert COUNTS[key](body.game).count() == int(body.published[key])


@each(*MEMBERS)
def test_members(body: Body, key: str) -> None:
    """The dummies, dictators and veto players are those published, and no others."""
    assert set(MEMBERS[key](body.game)) == set(body.members(key))


def test_regional_vetoes_imply_the_constitution() -> None:
    """What the regional vetoes of Canada let pass has seven provinces and half of the people."""
    members = ["Parliament", *PROVINCES]
    regional = RULES["regional vetoes of Canada 1996"]
    constitution = RULES["Constitution Act of Canada 1982, section 38"]
    alone = co.winning_coalitions(co.SimpleGame(members, rule=regional))
    both = co.winning_coalitions(co.SimpleGame(members, rule=co.AllOf(regional, constitution)))
    assert list(alone) == list(both)


def test_the_federal_system_of_the_united_states() -> None:
    """The President has the power that Taylor & Pacelli publish, by four indices.

    Taylor, A. D. & Pacelli, A. M. (2008), *Mathematics and Politics*, 2nd edition, Springer: a
    president, 100 senators and 435 representatives, without the vice president.
    """
    house = {f"representative {number}": 1 for number in range(435)}
    senate = {f"senator {number}": 1 for number in range(100)}
    signed = co.Veto("president") & co.Quota(218, weights=house) & co.Quota(51, weights=senate)
    overridden = co.Quota(290, weights=house) & co.Quota(67, weights=senate)
    game = co.SimpleGame(["president", *senate, *house], rule=signed | overridden)
    published = {
        co.shapley_shubik: "0.16047",
        co.banzhaf: "0.038",
        co.johnston: "0.77",
        co.deegan_packel: "0.004",
    }
    found = {index: printed(index(game)["president"], like) for index, like in published.items()}
    assert found == published

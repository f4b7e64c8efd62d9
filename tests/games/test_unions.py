"""Power of members who act in unions: equal to its definitions, over all orders and all sets."""

from typing import Any

import pytest

import coalition as co
from tests.random_games import random_games
from tests.refused import faults
from tests.union_games import compared

PUBLISHED = co.WeightedGame(dict(zip("123456", (28, 16, 5, 4, 3, 3), strict=True)), quota=30)
BODY = co.WeightedGame({"VVD": 34, "D66": 24, "CDA": 15, "CU": 5}, quota=40)


@pytest.mark.no_cover
@pytest.mark.parametrize("seed", range(2))
def test_values_by_definition(seed: int) -> None:
    """Both values of 500 games of several conditions are what their definitions say."""
    compared(500, seed)


@pytest.mark.no_cover
def test_the_two_limits() -> None:
    """All alone and all in one union, it is Shapley-Shubik, and the absolute Banzhaf index."""
    for members, _, game, _ in random_games(50, 4):
        for unions in ([], [[member] for member in members], [list(members)]):
            assert dict(co.owen(game, unions)) == dict(co.shapley_shubik(game))
            assert dict(co.banzhaf_owen(game, unions)) == dict(co.banzhaf(game, normalized=False))


def test_published() -> None:
    """The example of the R package powerindexR (pi.shapley): {1}, {2, 4, 6} and {3, 5}."""
    unions = [["2", "4", "6"], ["3", "5"]]
    assert [str(n) for n in co.owen(PUBLISHED, unions).values()] == [
        *("1/3", "1/9", "1/6", "1/9", "1/6", "1/9")
    ]
    assert [str(n) for n in co.banzhaf_owen(PUBLISHED, unions).values()] == [
        *("1/2", "1/8", "1/4", "1/8", "1/4", "1/8")
    ]


def test_a_union_counts_as_one_member() -> None:
    """What the members of a union have together is what a member with all their weight has."""
    weights = {f"m{number:02}": number % 7 + 1 for number in range(64)}
    quota = sum(weights.values()) * 3 // 5
    union = ["m03", "m10", "m20"]
    found = co.owen(co.WeightedGame(weights, quota=quota), [union])
    joined = {name: weight for name, weight in weights.items() if name not in union}
    joined["union"] = sum(weights[name] for name in union)
    alone = co.shapley_shubik(co.WeightedGame(joined, quota=quota))
    assert sum(found[name] for name in union) == alone["union"]
    assert found["m00"] == alone["m00"]


def test_many_in_unions() -> None:
    """The 27 members of a union of states by populations, in unions of three, add up to 1."""
    people = {f"state {number:02}": 10**6 + number**5 for number in range(27)}
    rule = co.Supermajority("65%", of="members", weights=people) & co.NumberOf(15) | co.NumberOf(24)
    states = sorted(people)
    found = co.owen(co.SimpleGame(people, rule=rule), [states[n : n + 3] for n in range(0, 27, 3)])
    assert sum(found.values()) == 1


def test_the_answer_lists_its_unions() -> None:
    """The measure lists the unions of two or more, by their names where they have some."""
    assert str(co.owen(BODY, [["CDA", "D66"], ["CU"]])) == (
        "Owen value with the union D66 + CDA under quota 40 by weights of 78 in all: VVD 1/6, "
        "D66 1/3, CDA 1/3 and CU 1/6"
    )
    unions = {"Christian": ["CDA", "CU"], "liberal": ["VVD", "D66"]}
    assert co.banzhaf_owen(BODY, unions).measure == (
        "Banzhaf-Owen value with the unions liberal (VVD + D66) and Christian (CDA + CU)"
    )
    assert co.owen(BODY, []).measure == "Owen value without unions"


def test_order_does_not_matter() -> None:
    """Neither the order of the unions nor that of their members changes anything."""
    one = co.owen(BODY, [["VVD", "CU"], ["D66", "CDA"]])
    assert one == co.owen(BODY, (("CDA", "D66"), ("CU", "VVD")))


def test_all_wrong_unions_are_named() -> None:
    """Strangers, who is in two unions, and empty unions are refused together."""
    assert faults(lambda: co.owen(BODY, [["VDD"], ["VVD"], ["VVD", "CDA"], [], "CU"])) == [
        "unions[0]: there is no member 'VDD'; did you mean 'VVD'?",
        "unions[2]: 'VVD' is in unions[1] already",
        "unions[3]: must have at least one member",
        "unions[4]: must be a list, not 'CU'",
    ]


@pytest.mark.parametrize(
    ("unions", "message"),
    [
        ("VVD", "unions: must be a list, not 'VVD'"),
        ({"left": "CU"}, "unions['left']: must be a list, not 'CU'"),
        ({None: ["CU"]}, "unions[None]: must be text, not None"),
        ({"": ["CU"]}, "unions['']: must not be empty"),
        ([["CU", "CU"]], "unions[0]: 'CU' is in unions[0] already"),
    ],
)
def test_what_is_no_union(unions: Any, message: str) -> None:
    """Text in place of a list is refused, and who is named twice."""
    assert faults(lambda: co.banzhaf_owen(BODY, unions)) == [message]


def test_ministers_in_parties() -> None:
    """The ministers of a case are members, and their parties unions."""
    ministers = co.load_case("migration-2023").ministers
    parties: dict[str, list[str]] = {}
    for minister in ministers:
        parties.setdefault(str(minister.party), []).append(minister.id)
    cabinet = co.SimpleGame([minister.id for minister in ministers], rule=co.Majority())
    assert sum(co.owen(cabinet, parties).values()) == 1

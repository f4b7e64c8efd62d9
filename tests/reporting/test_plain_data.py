"""Values as data for JSON: every public class, nothing lost, whatever the names."""

import json
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

import attrs
import numpy as np
import pytest

import coalition as co
from coalition.io.case.case_file import loads_case
from coalition.reporting.plain_data import plain
from coalition.rules.words import read_rule
from tests import ROOT

CASE = ROOT / "seeds" / "migration-2023.toml"
NAME = "[/]<b>&\u05d0 $x^{$"  # in place of D66
TOPIC = "migration/labour"


def names_of(cls: Any) -> set[str]:
    """Return the names of the fields of an attrs class."""
    return {field.name for field in attrs.fields(cls)}


def walked(value: object) -> Iterator[object]:
    """Return a value and whatever it holds."""
    yield value
    if attrs.has(type(value)):
        fields = [getattr(value, name) for name in names_of(type(value))]
        yield from (found for held in fields for found in walked(held))
    elif isinstance(value, Mapping):
        yield from walked([*value.values()])
    elif isinstance(value, Iterable) and not isinstance(value, str):
        yield from (found for held in value for found in walked(held))


def answers() -> Iterator[object]:
    """Return what the library answers to the shipped case, one party of which is called worse."""
    case = loads_case(CASE.read_bytes().replace(b'"D66"', json.dumps(NAME).encode()), "hostile")
    july = case.at("2023-07")
    game = co.WeightedGame({"VVD": 34, NAME: 24, "CDA": 15}, quota=40)
    matrix = co.stance_matrix(case)
    date = co.PartialDate(2023, 7)
    votes = co.StanceMatrix((NAME, "B"), ("p",), [[1], [-1]], dates=[date])
    yield from (case, game, matrix, co.SimpleGame(case, rule=co.Majority()), co.Vote({NAME}))
    yield from (co.split_series(votes), co.agreement_series(votes, NAME, "B"))
    yield co.stability(votes, resamples=2)
    yield from (co.common_splits(july), co.splits(july), co.partition(co.agreement_graph(july)))
    yield from (co.balance(co.agreement_graph(july)), co.decisions(july), co.banzhaf(game))
    yield from (
        co.coleman(game),
        co.winning_coalitions(game),
        co.shifts(case, "2023-01", "2023-07"),
    )
    yield from (co.formations(july), co.winset({NAME: 1, "B": 2}, 3), co.core({NAME: 1, "B": 2}))
    yield from (co.split_history(case, TOPIC), co.dissent(july), co.ledger(case))
    yield from (co.timeline(case), co.about(case, NAME), co.stability(matrix, resamples=2))
    yield from (co.deadlocks(july), co.Conflict(case.commitments[0], case.commitments[1]))
    yield from (co.packages(july), co.concessions(july, "inflow-limit"), co.exchanges(july))
    yield from (co.compromise(july), co.cohesion(july, groups={"all": july.seats}))
    yield from (co.polarization(july, "asylum-target"), co.robustness(case.at("2023-01"), TOPIC))
    yield co.certainty(july, lambda now: co.split(now, TOPIC).blocs, topic=TOPIC)
    yield co.coder_agreement(case.at("2023-01"), july)
    yield co.hinges(case.at("2023-01"), lambda now: co.split(now, TOPIC).blocs)
    yield (
        co.Fault(NAME, NAME),
        co.Membership(NAME),
        co.Outcome("p", "adopted", date="2023", attribution="stated"),
    )
    yield (
        co.Comparison(NAME, "B", "p", date="2023", attribution="stated"),
        co.Conversion(NAME, "b", (co.Loss(NAME, "1 left out"),)),
        co.Scales((), ()),
        co.Identifier(NAME),
        co.OtherName(NAME),
    )
    yield co.AnyOf(co.AllOf(co.Quota(3), co.Veto(NAME)), co.Supermajority("2/3"), co.NumberOf(2))


def test_every_public_class() -> None:
    """A value of every public class, whatever its names, goes through JSON and comes back equal."""
    found = list(answers())
    seen = {type(value) for answer in found for value in walked(answer)}
    public = {getattr(co, name) for name in dir(co)}
    values = {cls for cls in public if attrs.has(cls) and not issubclass(cls, co.CoalitionError)}
    assert values - seen == set()
    data = plain(found)
    written = json.dumps(data, allow_nan=False)
    assert json.loads(written) == data
    assert NAME in {text for value in walked(data) for text in (value,) if isinstance(value, str)}


def test_a_class_says_all_that_it_knows() -> None:
    """A value has its class, its sentence, its fields and its properties; no field hides these."""
    (blocker, *_) = co.blockers(co.load_case("migration-2023").at("2023-07"), "asylum-target")
    (reason,) = blocker.reasons
    assert plain(blocker) == {
        "type": "Blocker",
        "sentence": str(blocker),
        "party": "D66",
        "proposal": "asylum-target",
        "certain": False,
        "reasons": [plain(reason)],
        "several": "refuse",
        "left_out": [],
    }
    assert set(plain(reason)) >= {"type", "sentence", "date", "speaker", "actor", "stance", "side"}
    for value in {type(value): value for answer in answers() for value in walked(answer)}.values():
        if attrs.has(type(value)):
            assert names_of(type(value)).isdisjoint({"type", "sentence"})


@pytest.mark.parametrize(
    ("value", "data"),
    [
        (Fraction(5, 12), "5/12"),
        (Fraction(4, 2), 2),
        (1.0, 1),
        (0.1, 0.1),
        (10**30, 10**30),
        (float("nan"), None),
        (float("-inf"), None),
        (True, True),
        (None, None),
        (co.PartialDate(2023, 7), "2023-07"),
        (frozenset({"b", "a"}), ["a", "b"]),
        ({"a": (1, {"b": Fraction(1, 3)})}, {"a": [1, {"b": "1/3"}]}),
        (np.array([[1, np.nan]]), [[1, None]]),
        (np.int8(1), 1),
    ],
)
def test_simple_values(value: object, data: object) -> None:
    """Fractions are text, what is whole is whole, no number is null, and sets have an order."""
    found = plain(value)
    assert found == data
    assert type(found) is type(data)


@pytest.mark.parametrize("words", ["majority of 150 and veto VVD", "2/3 of members or unanimity"])
def test_rules_can_be_read_again(words: str) -> None:
    """A rule is text that `read_rule` reads."""
    rule = read_rule(words)
    assert read_rule(plain(rule)) == rule

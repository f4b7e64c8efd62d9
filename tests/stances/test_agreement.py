"""How agreement is counted: one value, its checks, and its words."""

import pickle
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import numpy as np
import pytest

import coalition as co
from tests.builders import case
from tests.matrices import matrix


def test_every_fault_of_an_agreement_is_named() -> None:
    """What makes no sense is refused together, each field with what would be right."""
    strange: Any = {
        "agree_within": 2,
        "null_model": "sdms",
        "alpha": 0,
        "weights": {"p": -1, "q": "x"},
        "reliability": {"hearsay": 2, "rumor": 0.5},
        "min_shared": 0,
        "threshold": -1,
    }
    with pytest.raises(co.InvalidValue) as caught:
        co.Agreement(**strange)
    assert [(fault.place, fault.message.partition(",")[0]) for fault in caught.value.faults] == [
        ("agree_within", "must be a number above 0 and below 2"),
        ("null_model", "must be one of fixedcol"),
        ("alpha", "must be a number above 0 and below 1"),
        ("weights['p']", "must be a finite number"),
        ("weights['q']", "must be a finite number"),
        ("reliability['hearsay']", "must be a number from 0 to 1"),
        ("reliability['rumor']", "must be one of stated"),
        ("min_shared", "must be a whole number"),
        ("threshold", "must be a finite number"),
    ]


@pytest.mark.parametrize("within", [0, 2, -1, 2.5, float("nan"), "median", None, True])
def test_agreement_turns_between_0_and_2(within: Any) -> None:
    """It turns at a number between, or at the mean; nothing else."""
    with pytest.raises(co.InvalidValue, match="agree_within: must be a number above 0 and below 2"):
        co.Agreement(agree_within=within)


def test_a_null_model_counts_votes_in_full() -> None:
    """Beside one, statements do not count for less, nor proposals for anything but 0 or 1."""
    with pytest.raises(co.InvalidValue) as caught:
        co.Agreement(null_model="sdsm", reliability={"hearsay": 0.5}, weights={"p": 0, "q": 2})
    assert [fault.place for fault in caught.value.faults] == ["reliability", "weights['q']"]
    assert co.Agreement(null_model="sdsm", weights={"p": 0, "q": 1}).weights == (("p", 0), ("q", 1))


def test_an_agreement_is_a_value() -> None:
    """Equal however it is written down, hashable, in one piece after pickling and changing."""
    weights: list[Any] = [{"q": 2, "p": Fraction(1, 2)}, {"p": Decimal("0.5"), "q": 2.0}]
    one, other = (co.Agreement(weights=given, reliability={"stated": 1}) for given in weights)
    assert (one, hash(one)) == (other, hash(other))
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own bytes
    assert attrs.evolve(one, weights={}) == co.Agreement()
    three: Any = np.int64(3)
    assert co.Agreement(min_shared=three).min_shared == 3
    assert co.Agreement(reliability={"inferred": 0, "hearsay": 0.5}).reliability == (
        ("hearsay", 0.5),
        ("inferred", 0),
    )


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, ""),
        ({"alpha": 0.01, "weights": {"p": 1}, "reliability": {"stated": 1}}, ""),
        ({"agree_within": 0.5}, "agreement within 0.5"),
        ({"agree_within": "mean"}, "agreement within the mean distance"),
        ({"null_model": "fixedcol"}, "null model fixedcol, alpha 0.05"),
        ({"null_model": "sdsm", "alpha": Fraction(1, 100)}, "null model sdsm, alpha 0.01"),
        ({"weights": {"p": 0, "q": 1}}, "1 proposal weighted"),
        ({"reliability": {"hearsay": Fraction(1, 3)}}, "hearsay counts 1/3"),
        (
            {"min_shared": 5, "threshold": 2},
            "at least 5 shared proposals; ties of at least 2",
        ),
    ],
)
def test_an_agreement_in_words(fields: Any, words: str) -> None:
    """It says in a few words what is not as usual, and nothing where all is."""
    assert str(co.Agreement(**fields)) == words


def test_an_agreement_is_given_whole_or_by_its_fields() -> None:
    """Not both, and nothing that is none."""
    votes = matrix([1], [1])
    for call in (co.agreement_graph, co.split, co.splits):
        function: Any = call
        if call is co.splits:
            votes = matrix([1], [1], topics=["t"])
        with pytest.raises(
            co.InvalidValue, match="agreement: is given whole, and min_shared beside"
        ):
            function(votes, agreement=co.Agreement(), min_shared=2)
        with pytest.raises(co.InvalidValue, match="agreement: must be an Agreement, as of"):
            function(votes, agreement="sdsm")
        with pytest.raises(TypeError, match=r"^unexpected .* 'min_share'; did you mean 'min_s"):
            function(votes, min_share=2)


def test_weights_of_other_topics_make_no_difference() -> None:
    """One value serves all topics of a case; only what is on none of them is unknown."""
    now = case({"p": {"A": 1, "B": 1}, "q": {"A": 1, "B": -1}}, topics={"p": "t", "q": "u"})
    weighed = co.Agreement(weights={"p": 2, "q": 3})
    costs = [found.agreement.weights for found in co.splits(now, agreement=weighed)]
    assert costs == [(("p", 2),), (("q", 3),)]
    with pytest.raises(co.InvalidValue, match=r"weights\['pp'\]: is no proposal of these; did you"):
        co.split(now, "t", weights={"pp": 1})

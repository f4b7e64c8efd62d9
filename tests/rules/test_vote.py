"""A vote and its weights."""

from fractions import Fraction
from typing import Any

import pytest

import coalition as co


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: co.Vote({"A"}, {"A", "B"}), "Vote: A: can be on one side only"),
        (lambda: co.Vote({"A"}, seats={"A": -1}), r"Vote: seats\[A\]: must be a finite number"),
    ],
)
def test_votes_that_make_no_sense(make: Any, message: str) -> None:
    """Votes that make no sense are refused, with who is wrong."""
    with pytest.raises(co.InvalidValue, match=message):
        make()


def test_every_wrong_weight_is_named() -> None:
    """All weights that cannot be are in one error, each with its place."""
    with pytest.raises(co.InvalidValue) as caught:
        co.Quota(2, weights={"A": -2, "B": float("nan"), "C": "x", "D": 1})  # type: ignore[dict-item]
    assert str(caught.value) == (
        "Quota: 3 faults\n"
        "  weights[A]: must be a finite number, 0 or more, not -2\n"
        "  weights[B]: must be a finite number, 0 or more, not nan\n"
        "  weights[C]: must be a finite number, 0 or more, not 'x'"
    )


def test_weights_are_a_mapping() -> None:
    """Weights are read like any mapping, compare with tables, and are exact."""
    weights = co.WeightedGame({"B": 1, "A": Fraction(3, 2), "C": 0.1}, quota=2).weights
    assert weights == {"A": Fraction(3, 2), "B": 1, "C": Fraction(1, 10)}
    assert list(weights) == ["A", "B", "C"]
    assert (len(weights), weights.get("D")) == (3, None)
    assert hash(weights) == hash(co.Quota(2, weights=weights).weights)
    assert repr(weights) == "{'A': Fraction(3, 2), 'B': 1, 'C': Fraction(1, 10)}"

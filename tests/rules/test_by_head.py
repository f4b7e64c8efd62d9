"""Rules that count members: what each says of a vote, and what it refuses."""

from typing import Any

import pytest

import coalition as co
from tests.rules.every_vote import SEATS, votes


def test_number_veto_unanimity() -> None:
    """Rules by head say of every vote of four members what their definitions say."""
    for vote in votes(SEATS):
        yes, no = vote.supporters, vote.opponents
        withheld = {"voting": no, "present": no | vote.abstainers}
        withheld["members"] = withheld["present"] | vote.absent
        assert co.NumberOf(2).carries(vote) == (len(yes) >= 2)
        assert co.NumberOf(2, among=["A", "B", "C"]).carries(vote) == (len(yes - {"D"}) >= 2)
        for of, who in withheld.items():
            assert co.Unanimity(of=of).carries(vote) == (bool(yes) and not who)  # type: ignore[arg-type]
            assert co.Veto("A", "B", of=of).carries(vote) == (not who & {"A", "B"})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: co.Unanimity(of="all"), "of: must be one of voting, present, members, not 'all'"),  # type: ignore[arg-type]
        (co.Veto, "Veto: actors: must name at least one"),
        (lambda: co.Veto("A", "A"), "actors: names A more than once"),
        (lambda: co.NumberOf(0), "number: must be a whole number, 1 or more, not 0"),
        (lambda: co.NumberOf(2.5), "number: must be a whole number, 1 or more, not 2.5"),  # type: ignore[arg-type]
        (lambda: co.Unanimity([]), r"of: must be one of voting, present, members, not \[\]"),  # type: ignore[arg-type]
        (lambda: co.NumberOf(3, among=["A"]), "number: 3 is more than the 1 who count"),
    ],
)
def test_rules_by_head_that_make_no_sense(make: Any, message: str) -> None:
    """Rules that make no sense are refused, with the numbers."""
    with pytest.raises(co.InvalidValue, match=message):
        make()

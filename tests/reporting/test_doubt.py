"""How certain answers are, as text: no more than is proven, in sentences that end rightly."""

from typing import Any

import attrs

import coalition as co
from coalition.reporting import doubt
from coalition.signed.partition import partition_of
from tests.builders import case

ROWS = {"p": {"A": 1, "B": -1}, "q": {"A": 1, "B": -1, "C": 1}}


def blockers(now: co.Coalition) -> tuple[str, ...]:
    return tuple(found.party for found in co.blockers(now, "p"))


def test_the_ways_stand_apart_from_what_counts() -> None:
    """In how many ways the unknown is filled in is the same text whatever statements count."""
    once = case(ROWS)
    texts = [
        doubt.certainty_text({}, {}, {"p": co.certainty(now, blockers)}, co.Unanimity())
        for now in (once, once.counting("latest"))
    ]
    assert "  in all of 3 ways to fill 1 unknown position, it may be:\n" in texts[0]
    assert texts[1] == texts[0]


def test_what_an_unproven_split_rests_on_is_not_known() -> None:
    """Where the split is not proven, nothing is said to be critical, certain or the same."""
    base = attrs.evolve(co.split(case(ROWS), "t"), complete=False)
    assert doubt.how_certain(case(ROWS), base) == (
        "t: not proven, so what it rests on is not known."
    )


def test_splits_compared_that_are_not_proven(monkeypatch: Any) -> None:
    """Where a split that it is compared with is not proven, that is said."""
    now = case(ROWS)
    proven = doubt.how_certain(now, co.split(now, "t"))
    monkeypatch.setattr(
        doubt, "partition_of", lambda ties: attrs.evolve(partition_of(ties), complete=False)
    )
    unproven = doubt.how_certain(now, co.split(now, "t"))
    assert unproven == f"{proven[:-1]}. Not all splits compared are proven."

"""How certain answers are, as text: no more than is proven, in sentences that end rightly."""

from typing import Any

import attrs

import coalition as co
from coalition.reporting import doubt
from coalition.signed.partition import partition
from tests.builders import case, said

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
        doubt, "partition", lambda ties: attrs.evolve(partition(ties), complete=False)
    )
    unproven = doubt.how_certain(now, co.split(now, "t"))
    assert unproven == f"{proven[:-1]}. Not all splits compared are proven."


def test_what_a_split_rests_on_counts_agreement_as_the_split_does() -> None:
    """Under a null model, what is unknown is for or against, and without it there may be nothing.

    Of two camps who differ on half of the proposals, one position of A is unknown.
    """
    votes = {
        f"p{at}": {actor: -1 if at % 2 ^ (at % 4 > 1 and actor in "CD") else 1 for actor in "ABCD"}
        for at in range(40)
    }
    del votes["p0"]["A"]
    now = case(votes)
    agreement = co.Agreement(null_model="fixedcol")
    assert doubt.how_certain(now, co.split(now, "t", agreement=agreement)) == (
        "t: the same without hearsay and without inference. Certain, whatever the 1 position not "
        "known exactly may be. No single statement is critical."
    )
    report = co.report(now, agreement=agreement)
    assert (
        "  A and B against C and D on t (beyond chance; null model fixedcol, alpha 0.05)" in report
    )
    weak = case(
        said(actor, proposal, side, attribution="inferred")
        for proposal, sides in votes.items()
        for actor, side in sides.items()
    )
    told = doubt.how_certain(weak, co.split(weak, "t", agreement=agreement))
    terms = "(null model fixedcol, alpha 0.05)"
    assert f"; without inference there is nobody to compare on t {terms}. " in told


def test_a_certainty_says_how_agreement_is_counted() -> None:
    """The heading has the terms, and a split without blocs is not one of nobody."""
    now = case(ROWS)
    agreement = co.Agreement(null_model="sdsm")
    optima = co.certainty(
        now, lambda one: co.split(one, "t", agreement=agreement).optima, stances=(-1, 1)
    )
    told = doubt.certainty_text({"t": optima}, {}, {}, co.Unanimity(), agreement)
    assert told.startswith("no blocs on t (null model sdsm, alpha 0.05)\n")

"""Small cases with gaps, and questions about them whose answers may be unsure."""

import random
from typing import Any

from hypothesis import strategies as st

import coalition as co
from coalition.model.words import Attribution
from tests.builders import case, said

__all__ = [
    "PARTIES",
    "SIDES",
    "STATEMENTS",
    "WEAK",
    "blocked_proposals",
    "blocks",
    "cases",
    "small",
    "together",
    "wide",
]

PARTIES = ("A", "B", "C")
SIDES = (-1, 0, 1)
WEAK: tuple[Attribution, ...] = ("hearsay", "inferred")


def small(draw: random.Random, proposals: int = 2, known: float = 0.7) -> co.Coalition:
    """Return a case of three parties with gaps, known in every way."""
    names = [f"p{number}" for number in range(proposals)]
    seats = {party: draw.randint(0, 3) for party in PARTIES}
    sources = ["stated", "reported", *WEAK]
    positions = [
        said(party, name, draw.choice(SIDES), date="2020", attribution=draw.choice(sources))
        for party in PARTIES
        for name in names
        if draw.random() < known
    ]
    return case(positions, proposals=names, seats=seats)


@st.composite
def cases(draw: st.DrawFn) -> co.Coalition:
    return small(random.Random(draw(st.integers(0, 2**32))))


def wide() -> co.Coalition:
    """Return a case in which 60 positions are not known."""
    return case(parties=PARTIES, proposals=[f"p{number}" for number in range(20)])


def blocks(party: str, proposal: str) -> Any:
    return lambda now: party in {blocker.party for blocker in co.blockers(now, proposal)}


def together(one: str, other: str, topic: str) -> Any:
    return lambda now: co.split(now, topic).in_one_bloc(one, other)


def blocked_proposals(now: co.Coalition) -> int:
    return sum(decision.outcome == "blocked" for decision in co.decisions(now))


STATEMENTS = st.sampled_from([blocks("A", "p0"), blocks("B", "p1"), together("A", "B", "t")])

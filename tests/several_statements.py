"""Cases in which actors speak more than once on a proposal."""

import datetime as dt
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

import coalition as co
from coalition.model.checks import SEVERAL
from coalition.numbers import exact
from tests.builders import case, said

__all__ = ["ACTORS", "COUNTING", "PROPOSALS", "contradicting", "counted", "edges", "statements"]

COUNTING = [several for several in SEVERAL if several not in {"refuse", "latest"}]
ACTORS, PROPOSALS, SOURCES = ("A", "B", "C"), ("p", "q"), ("s", "t")


def counted(*positions: co.Position, several: str = "all", **more: Any) -> co.Coalition:
    """Return a case of three parties in which these things were said, and all count."""
    sources = [co.Source(source, source) for source in SOURCES]
    known: dict[str, Any] = {"parties": ACTORS, "proposals": PROPOSALS, "sources": sources}
    return case(positions, several=several, **known, **more)


def statements() -> st.SearchStrategy[list[co.Position]]:
    """Return statements, dated to the day, many of which say the same."""
    days = st.sampled_from(
        ["2020-12-31", "2021-01-01", "2021-01-03", "2021-01-04", "2021-02-01", "2022-01-01"]
    ) | st.dates(dt.date(2020, 12, 20), dt.date(2022, 1, 10)).map(str)
    return st.lists(
        st.builds(
            said,
            st.sampled_from(ACTORS),
            st.sampled_from(PROPOSALS),
            st.sampled_from([-1, -0.5, 0, 0.1, 1]),
            date=days,
            attribution=st.sampled_from(["stated", "reported", "hearsay", "inferred"]),
            source=st.sampled_from(SOURCES),
        ),
        max_size=12,
    )


def contradicting() -> co.Coalition:
    """Return a case: A says both, B is against to different degrees, C is for."""
    return counted(
        said("A", "p", "for", date="2024-01-01"),
        said("A", "p", "against", date="2024-02-01", attribution="hearsay"),
        said("B", "p", -1, date="2024-01-01"),
        said("B", "p", -0.5, date="2024-01-01"),
        said("C", "p", 1, date="2024-01-01"),
    )


def edges(graph: Any) -> dict[frozenset[str], tuple[Fraction, Fraction, int]]:
    """Return the ties of an agreement graph as exact numbers."""
    return {
        frozenset((u, v)): (exact(d["agree"]), exact(d["disagree"]), d["shared"])
        for u, v, d in graph.edges(data=True)
    }

"""Small cases of three actors with positions in bounds, and comparisons."""

import itertools
import random
from typing import Any

import coalition as co

__all__ = [
    "ACTORS",
    "HALVES",
    "allowed",
    "case",
    "compared",
    "random_case",
    "reading",
    "said",
    "some_comparisons",
]

ACTORS = ("A", "B", "C")
HALVES = (-1, -0.5, 0, 0.5, 1)
_DIFFERENCES = [  # at least, at most
    *((None, None), (None, None), (0.5, None), (1, None)),
    *((None, 0), (None, 0.5), (None, 1), (0.5, 0.5), (0.5, 1.5)),
]


def said(actor: str, stance: Any, **more: Any) -> co.Position:
    return co.Position(actor, "p", stance, **{"date": "2023", "attribution": "stated", **more})


def compared(
    more: str, less: str, at_least: float | None = None, at_most: float | None = None, **also: Any
) -> co.Comparison:
    fields = {"date": "2023", "attribution": "stated", **also}
    return co.Comparison(more, less, "p", at_least=at_least, at_most=at_most, **fields)


def allowed(one: co.Comparison, apart: Any, *, strictly: bool) -> bool:
    """Tell whether the first of two who are compared may exceed the second by so much."""
    most = 2 if one.at_most is None else one.at_most
    if one.is_close:
        return bool(abs(apart) <= most)
    return bool((one.at_least or 0) <= apart <= most and (apart > 0 or not strictly))


def case(positions: Any = (), comparisons: Any = ()) -> co.Coalition:
    return co.Coalition(
        parties=[co.Party(name) for name in ACTORS],
        proposals=[co.Proposal("p", "t")],
        positions=positions,
        comparisons=comparisons,
    )


def reading(draw: random.Random, unknown: float = 0.5) -> dict[str, Any]:
    low, stance, high = sorted(draw.choices(HALVES, k=3))
    return {"stance": stance, "between": (low, high) if draw.random() < unknown else None}


def some_comparisons(draw: random.Random) -> list[co.Comparison]:
    pairs = draw.sample(list(itertools.permutations(ACTORS, 2)), draw.randint(0, 3))
    return [compared(*pair, *draw.choice(_DIFFERENCES)) for pair in pairs]


def random_case(draw: random.Random, known: float = 1) -> co.Coalition:
    """Return a case that does not contradict itself, of three with bounds and comparisons."""
    while True:
        try:
            return case(
                [said(actor, **reading(draw, 0.7)) for actor in ACTORS if draw.random() < known],
                some_comparisons(draw),
            )
        except co.InvalidCase:
            pass

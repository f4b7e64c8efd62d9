"""Ways to fill in what is unknown, numbered; and the options that choose among them, checked."""

import math
from collections.abc import Iterable, Iterator
from itertools import product
from typing import TypeAlias

from coalition.errors import Fault, InvalidValue
from coalition.model import values
from coalition.model.checking import Refused, each
from coalition.model.coalition import Coalition
from coalition.model.dates import PartialDate
from coalition.model.statements import Position

__all__ = ["SIDES", "Cell", "cells_of", "checked_choices", "checked_limits", "filled", "spread"]

Cell: TypeAlias = tuple[tuple[str, str], tuple[float, ...]]

SIDES = (-1, 0, 1)


def checked_choices(
    subject: str, doubt: Iterable[str], stances: Iterable[float | str]
) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Return the attributions and the stances, each stance once."""
    faults: list[Fault] = []
    doubted: tuple[str, ...] = ()
    sides: tuple[float, ...] = ()
    try:
        doubted = each([doubt] if isinstance(doubt, str) else doubt, values.attribution)
    except Refused as refusal:
        faults += [fault.inside("doubt") for fault in refusal.faults]
    try:
        sides = tuple(dict.fromkeys(each(stances, values.stance)))
    except Refused as refusal:
        faults += [fault.inside("stances") for fault in refusal.faults]
    if not sides and not faults:
        faults.append(Fault("stances", "must name at least one stance that the unknown may be"))
    if faults:
        raise InvalidValue(tuple(faults), subject)
    return doubted, sides


def checked_limits(subject: str, *, time_limit: float | None, **counts: int) -> None:
    """Refuse limits that are no whole number of at least 1, or no number of seconds."""
    faults = [
        Fault(name, f"must be a whole number of at least 1, not {value!r}")
        for name, value in counts.items()
        if type(value) is not int or value < 1
    ]
    number = isinstance(time_limit, int | float) and not isinstance(time_limit, bool)
    if time_limit is not None and not (number and time_limit >= 0):
        faults.append(Fault("time_limit", f"must be a number of seconds, not {time_limit!r}"))
    if faults:
        raise InvalidValue(tuple(faults), subject)


def cells_of(
    coalition: Coalition,
    actors: Iterable[str],
    proposals: Iterable[str],
    doubt: frozenset[str],
    sides: tuple[float, ...],
) -> list[Cell]:
    """Return what is unknown, each with the stances that it may be.

    Of an actor of two minds it is not known which of them it holds.
    """
    ever: dict[tuple[str, str], list[float]] = {}
    for said in coalition.positions:
        ever.setdefault((said.actor, said.proposal), []).append(said.stance)
    cells: list[Cell] = []
    for actor, proposal in product(actors, proposals):
        held = coalition.held(actor, proposal)
        torn = coalition.several == "latest" and coalition.position(actor, proposal) is None
        if torn or doubt.issuperset(said.attribution for said in held):
            own = ever.get((actor, proposal), ())
            cells.append(((actor, proposal), tuple(dict.fromkeys((*sides, *own)))))
    return cells


def spread(cells: list[Cell], total: int) -> Iterator[int]:
    """Yield the number of every completion once: all alike first, then evenly spread ones."""
    first: dict[int, None] = {}
    for side in dict.fromkeys(stance for _, options in cells for stance in options):
        index = 0
        for _, options in cells:
            place = options.index(side) if side in options else 0
            index = index * len(options) + place
        first[index] = None
    yield from first or [0]
    step = max(round(total * (math.sqrt(5) - 1) / 2), 1) if total < 2**52 else total * 5 // 8
    while math.gcd(step, total) > 1:
        step += 1
    for turn in range(total):
        if (index := turn * step % total) not in (first or {0: None}):
            yield index


def filled(coalition: Coalition, cells: list[Cell], index: int) -> tuple[Position, ...]:
    """Return the positions of the completion with this number."""
    date = coalition.dates[-1] if coalition.positions else PartialDate(1)
    found: list[Position] = []
    for (actor, proposal), options in reversed(cells):
        index, place = divmod(index, len(options))
        found.append(Position(actor, proposal, options[place], date=date, attribution="stated"))
    return tuple(reversed(found))

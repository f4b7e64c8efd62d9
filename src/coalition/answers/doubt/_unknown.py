"""What is not known, and what it may be; and the options that choose among it, checked."""

from collections.abc import Iterable
from typing import TypeAlias

from coalition.faults import Faults, each
from coalition.model import checks
from coalition.model.checks import COUNTING
from coalition.model.coalition import Coalition
from coalition.model.words import Attribution, Stance

Cell: TypeAlias = tuple[str, str]  # an actor and a proposal

SIDES = (-1, 0, 1)


def checked_choices(
    subject: str, doubt: Attribution | Iterable[Attribution], stances: Iterable[Stance]
) -> tuple[tuple[Attribution, ...], tuple[float, ...]]:
    """Return the attributions and the stances, each stance once."""
    faults = Faults()
    doubted: tuple[Attribution, ...] = ()
    sides: tuple[float, ...] = ()
    with faults.at("doubt"):
        doubted = each([doubt] if isinstance(doubt, str) else doubt, checks.attribution)
    with faults.at("stances"):
        sides = tuple(dict.fromkeys(each(stances, checks.stance)))
    if not sides and not faults:
        faults.note("stances", "must name at least one stance that the unknown may be")
    faults.raise_if_any(subject)
    return doubted, sides


def options_of(
    coalition: Coalition, cells: Iterable[Cell], doubt: frozenset[str], sides: tuple[float, ...]
) -> dict[Cell, tuple[float, ...]]:
    """Return the positions that are not known exactly, each with the stances that it may be.

    Of an actor whose statements conflict it is not known which of them it holds, unless all count.
    A position that may lie between two stances is one of them, one of `sides` that lies between
    them, or one that is named on the proposal elsewhere: agreement and all else that is linear from
    one of these to the next is least and greatest there.
    """
    named: dict[str, set[float]] = {}  # by proposal
    for position in coalition.in_force:
        named.setdefault(position.proposal, set()).update((position.stance, *position.bounds))
    ever: dict[Cell, set[float]] = {}  # superseded ones too
    for position in coalition.positions:
        ever.setdefault((position.actor, position.proposal), set()).add(position.stance)
    options: dict[Cell, tuple[float, ...]] = {}
    for actor, proposal in cells:
        held = coalition.held(actor, proposal)
        within = {
            stance
            for low, high in (said.bounds for said in held)
            for stance in (*sides, *named[proposal])
            if low <= stance <= high
        }
        conflicting = coalition.several in COUNTING and coalition.position(actor, proposal) is None
        if doubt.issuperset(said.attribution for said in held):
            others = sorted(within | ever.get((actor, proposal), set()))
            options[actor, proposal] = tuple(dict.fromkeys((*sides, *others)))
        elif not conflicting and known_stance(coalition, (actor, proposal)) is None:
            options[actor, proposal] = tuple(sorted(within))
    return options


def known_stance(coalition: Coalition, cell: Cell) -> float | None:
    """Return the stance of an actor on a proposal; None where it is not known exactly."""
    said = coalition.position(*cell)
    return said.stance if said and said.bounds == (said.stance, said.stance) else None

"""The way to count that is the least work: by weight, by halves, or by kinds of sets."""

from collections.abc import Callable
from functools import partial
from itertools import compress
from typing import TypeAlias

from coalition.games import _by_class, _by_halves, _by_weight
from coalition.games._by_class import Lattice
from coalition.games._modular import Work
from coalition.games._profile import Profile, Steps
from coalition.rules.tallies import Carriers, Formula

Ways: TypeAlias = list[tuple[Work, Callable[[], Profile]]]


def swings(carriers: Carriers, steps: Steps = ()) -> Profile:
    """Count the winning sets, and for each member those that it is critical in, by size.

    The size of a set is what the steps of its members add up to; without steps, all sizes are 0.
    """
    steps = steps or (0,) * carriers.size
    active, idle = parted(carriers)
    inside = tuple(step for step, at_rest in zip(steps, idle, strict=True) if not at_rest)
    ways = _by_kind(active, inside, Lattice.swings)
    if _by_halves.fits(active):
        ways.append((_by_halves.work(active), partial(_by_halves.swings, active, inside)))
    if found := _by_weight.weighted(active):
        ways.append((_by_weight.work(found, inside), partial(_by_weight.swings, found, inside)))
    return _counted(ways).spread(tuple(compress(steps, idle))).among(idle)


def minimal(carriers: Carriers) -> Profile:
    """Count the minimal winning sets, and for each member those that it is in, by size."""
    return _critical(carriers, Lattice.minimal, minimal=True)


def shares(carriers: Carriers) -> Profile:
    """Count the sets that a member is critical in by how many others are so too.

    Members who never are do not count: with any of them in it, a set is still the same set.
    """
    return _critical(carriers, Lattice.shares, minimal=False)


def _critical(
    carriers: Carriers, by_kind: Callable[[Lattice], Profile], *, minimal: bool
) -> Profile:
    """Count by kind, or by weight with a table for each member; halves do not help."""
    active, idle = parted(carriers)
    each = (1,) * active.size
    ways = _by_kind(active, each, by_kind)
    if found := _by_weight.weighted(active):
        work = _by_weight.work(found, each).times(active.size)
        ways.append((work, partial(_by_weight.shares, found, minimal=minimal)))
    return _counted(ways).among(idle)


def _by_kind(carriers: Carriers, steps: Steps, asked: Callable[[Lattice], Profile]) -> Ways:
    work = _by_class.work(carriers, steps)
    return [(work, lambda: asked(_by_class.lattice_of(carriers, steps)))]


def _counted(ways: Ways) -> Profile:
    """Count in the way that is the least work; raise `TooLarge` where none is feasible."""
    feasible = [way for way in ways if way[0].feasible]
    work, count = min(feasible or ways, key=lambda way: way[0].additions)
    work.check()
    return count()


def parted(carriers: Carriers) -> tuple[Carriers, tuple[bool, ...]]:
    """Return the carriers of the players who have any weight, and who has none."""
    if not isinstance(carriers, Formula):
        return carriers, (False,) * carriers.size
    idle = tuple(not any(column) for column in carriers.columns)
    return carriers.among([place for place, at_rest in enumerate(idle) if not at_rest]), idle

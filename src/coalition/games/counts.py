"""The way to count that is the least work: by weight, by halves, or by kinds of sets."""

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from coalition.games import _by_class, _by_halves, _by_weight
from coalition.games._by_class import Lattice
from coalition.games._modular import Work
from coalition.games._profile import Profile, Steps
from coalition.rules.tallies import Carriers

Asked: TypeAlias = Callable[[Lattice], Profile]
Ways: TypeAlias = list[tuple[Work, Callable[[], Profile]]]


def swings(carriers: Carriers, steps: Steps = ()) -> Profile:
    """Count the winning sets, and for each member those that it is critical in, by size.

    The size of a set is what the steps of its members add up to; without steps, all sizes are 0.
    """
    steps = steps or (0,) * carriers.size
    ways: Ways = []
    if _by_halves.fits(carriers):
        ways.append((_by_halves.work(carriers), partial(_by_halves.swings, carriers, steps)))
    if found := _by_weight.weighted(carriers):
        ways.append((_by_weight.work(found, steps), partial(_by_weight.swings, found, steps)))
    return _counted(carriers, steps, Lattice.swings, ways)


def minimal(carriers: Carriers) -> Profile:
    """Count the minimal winning sets, and for each member those that it is in, by size."""
    return _critical(carriers, Lattice.minimal, minimal=True)


def shares(carriers: Carriers) -> Profile:
    """Count the sets that a member is critical in by how many others are so too."""
    return _critical(carriers, Lattice.shares, minimal=False)


def _critical(carriers: Carriers, asked: Asked, *, minimal: bool) -> Profile:
    """Count by kind, or by weight with a table for each member; halves do not help."""
    each = (1,) * carriers.size
    ways: Ways = []
    if found := _by_weight.weighted(carriers):
        work = _by_weight.work(found, each, tables=carriers.size)
        ways.append((work, partial(_by_weight.shares, found, minimal=minimal)))
    return _counted(carriers, each, asked, ways)


def _counted(carriers: Carriers, steps: Steps, asked: Asked, ways: Ways) -> Profile:
    """Count by kind or in another way, whichever is less work; raise `TooLarge` if all are."""
    by_kind = _by_class.work(carriers, steps)
    ways = [(by_kind, lambda: asked(_by_class.lattice_of(carriers, steps))), *ways]
    work, count = min(ways, key=lambda way: (way[0].error is not None, way[0].additions))
    if work.error:
        raise work.error
    return count()

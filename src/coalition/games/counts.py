"""The way to count that is the least work: by weight, by halves, or by kinds of sets."""

from collections.abc import Callable
from functools import partial

from coalition.games import _by_class, _by_halves, _by_weight
from coalition.games._by_class import Lattice, lattice_of
from coalition.games._modular import Work
from coalition.games._profile import Profile, padded, spread
from coalition.rules.tallies import Carriers, Formula


def swings(carriers: Carriers, *, sizes: bool = True) -> Profile:
    """Count the winning sets, and for each member those that it is critical in, by size.

    Without `sizes`, the counts of all sizes may stand together.
    """
    by_weight = partial(_by_weight.swings, sizes=sizes)
    return _counted(carriers, Lattice.swings, by_weight, spread, sizes=sizes, tables=1)


def minimal(carriers: Carriers) -> Profile:
    """Count the minimal winning sets, and for each member those that it is in, by size."""
    return _counted(carriers, Lattice.minimal, _by_weight.minimal, padded)


def shares(carriers: Carriers) -> Profile:
    """Count the sets that a member is critical in by how many others are so too.

    Members who never are do not count: with any of them in it, a set is still the same set.
    """
    return _counted(carriers, Lattice.shares, _by_weight.shares, padded)


def _counted(
    carriers: Carriers,
    by_set: Callable[[Lattice], Profile],
    by_weight: Callable[[_by_weight.Weighted], Profile],
    put_back: Callable[[Profile, tuple[bool, ...]], Profile],
    *,
    sizes: bool = True,
    tables: int | None = None,
) -> Profile:
    """Count in the way that is the least work; raise `TooLarge` where none is feasible.

    By weight, it takes so many tables; by default one for each member, and then halves do not help.
    """
    if not isinstance(carriers, Formula):
        return by_set(lattice_of(carriers))
    active, idle = parted(carriers)
    ways: list[tuple[Work, Callable[[], Profile]]]
    ways = [(_by_class.work(active), lambda: by_set(lattice_of(active)))]
    if tables and _by_halves.fits(active):
        ways.append((_by_halves.work(active), lambda: _by_halves.swings(active)))
    if found := _by_weight.weighted(active):
        work = _by_weight.work(found, sizes=sizes).times(tables or active.size)
        ways.append((work, lambda: by_weight(found)))
    feasible = [way for way in ways if way[0].feasible]
    work, count = min(feasible or ways, key=lambda way: way[0].additions)
    work.check()
    return put_back(count(), idle)


def parted(formula: Formula) -> tuple[Formula, tuple[bool, ...]]:
    """Return the formula of the players who have any weight, and who has none."""
    idle = tuple(not any(form[player] for form in formula.forms) for player in range(formula.size))
    return formula.among([player for player, at_rest in enumerate(idle) if not at_rest]), idle

"""The way to count that is the least work: by weight, by halves, or by kinds of sets."""

from collections.abc import Callable

from coalition.games import _by_class, _by_halves, _by_weight
from coalition.games._by_class import Lattice, lattice_of
from coalition.games._modular import Work
from coalition.games._profile import Profile, padded, spread
from coalition.rules.tallies import Carriers, Formula

Way = tuple[Work, Callable[[], Profile]]


def swings(carriers: Carriers, *, sizes: bool = True) -> Profile:
    """Count the winning sets, and for each member those that it is critical in, by size.

    Without `sizes`, the counts of all sizes may stand together.
    """
    if not isinstance(carriers, Formula):
        return lattice_of(carriers).swings()
    active, idle = parted(carriers)
    ways: list[Way] = [(_by_class.work(active), lambda: lattice_of(active).swings())]
    if _by_halves.fits(active):
        ways.append((_by_halves.work(active), lambda: _by_halves.swings(active)))
    if found := _by_weight.weighted(active):
        work = _by_weight.work(found, sizes=sizes)
        ways.append((work, lambda: _by_weight.swings(found, sizes=sizes)))
    return spread(_least(ways), idle)


def minimal(carriers: Carriers) -> Profile:
    """Count the minimal winning sets, and for each member those that it is in, by size."""
    return _by_weight_or_set(carriers, _by_weight.minimal, Lattice.minimal)


def shares(carriers: Carriers) -> Profile:
    """Count the sets that a member is critical in by how many others are so too.

    Members who never are do not count: with any of them in it, a set is still the same set.
    """
    return _by_weight_or_set(carriers, _by_weight.shares, Lattice.shares)


def _by_weight_or_set(
    carriers: Carriers,
    by_weight: Callable[[_by_weight.Weighted], Profile],
    by_set: Callable[[Lattice], Profile],
) -> Profile:
    """Count by weight where the rule is a single quota, unless kinds of sets are less work."""
    if not isinstance(carriers, Formula):
        return by_set(lattice_of(carriers))
    active, idle = parted(carriers)
    ways: list[Way] = [(_by_class.work(active), lambda: by_set(lattice_of(active)))]
    if found := _by_weight.weighted(active):
        work = _by_weight.work(found, sizes=True).times(active.size)
        ways.append((work, lambda: by_weight(found)))
    return padded(_least(ways), idle)


def _least(ways: list[Way]) -> Profile:
    """Count in the way that is the least work; raise `TooLarge` where none is feasible."""
    feasible = [way for way in ways if way[0].feasible]
    work, count = min(feasible or ways, key=lambda way: way[0].additions)
    work.check()
    return count()


def parted(formula: Formula) -> tuple[Formula, tuple[bool, ...]]:
    """Return the formula of the players who have any weight, and who has none."""
    idle = tuple(not any(form[player] for form in formula.forms) for player in range(formula.size))
    return formula.among([player for player, at_rest in enumerate(idle) if not at_rest]), idle

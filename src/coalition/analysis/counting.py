"""The way to count that is the least work: by weight, by halves, or by kinds of sets."""

from collections.abc import Callable

from coalition.analysis import enumerating, halving, weighing
from coalition.analysis.enumerating import Lattice, lattice_of
from coalition.analysis.profiles import Profile, padded, spread
from coalition.analysis.residues import Work
from coalition.rules.tallies import Carriers, Formula

__all__ = ["minimal", "parted", "shares", "swings"]

Way = tuple[Work, Callable[[], Profile]]


def swings(carriers: Carriers, *, sizes: bool = True) -> Profile:
    """Count the winning sets, and for each member those that it is critical in, by size.

    Without `sizes`, the counts of all sizes may stand together.
    """
    if not isinstance(carriers, Formula):
        return lattice_of(carriers).swings()
    active, idle = parted(carriers)
    return spread(_swings(active, sizes=sizes), idle)


def _swings(formula: Formula, *, sizes: bool) -> Profile:
    ways: list[Way] = [(enumerating.work(formula), lambda: lattice_of(formula).swings())]
    if halving.fits(formula):
        ways.append((halving.work(formula), lambda: halving.swings(formula)))
    if found := weighing.weighted(formula):
        work = weighing.work(found, sizes=sizes)
        ways.append((work, lambda: weighing.swings(found, sizes=sizes)))
    return _least(ways)


def minimal(carriers: Carriers) -> Profile:
    """Count the minimal winning sets, and for each member those that it is in, by size."""
    return _by_weight_or_set(carriers, weighing.minimal, Lattice.minimal)


def shares(carriers: Carriers) -> Profile:
    """Count the sets that a member is critical in by how many others are so too.

    Members who never are do not count: with any of them in it, a set is still the same set.
    """
    return _by_weight_or_set(carriers, weighing.shares, Lattice.shares)


def _by_weight_or_set(
    carriers: Carriers,
    by_weight: Callable[[weighing.Weighted], Profile],
    by_set: Callable[[Lattice], Profile],
) -> Profile:
    """Count by weight where the rule is a single quota, unless kinds of sets are less work."""
    if not isinstance(carriers, Formula):
        return by_set(lattice_of(carriers))
    active, idle = parted(carriers)
    ways: list[Way] = [(enumerating.work(active), lambda: by_set(lattice_of(active)))]
    if found := weighing.weighted(active):
        work = weighing.work(found, sizes=True).times(active.size)
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

"""The way to count that fits a game: by weight, by all sums, by halves, or set by set."""

from collections.abc import Callable

from coalition.analysis import gridding, halving, weighing
from coalition.analysis.enumerating import LARGEST as FEW
from coalition.analysis.enumerating import Lattice, lattice_of
from coalition.analysis.profiles import Profile, padded, spread
from coalition.rules.tallies import Carriers, Formula

__all__ = ["minimal", "parted", "shares", "swings"]


def swings(carriers: Carriers, *, sizes: bool = True) -> Profile:
    """Count the winning sets, and for each member those that it is critical in, by size.

    Without `sizes`, the counts of all sizes may stand together.
    """
    if not isinstance(carriers, Formula):
        return lattice_of(carriers).swings()
    active, idle = parted(carriers)
    return spread(_swings(active, sizes=sizes), idle)


def _swings(formula: Formula, *, sizes: bool) -> Profile:
    """Count in the way that is the least work, as far as any is feasible."""
    found = weighing.weighted(formula)
    work = weighing.work(found, sizes=sizes) if found else gridding.work(formula, sizes=sizes)
    by_half = 8 * formula.size * 2 ** ((formula.size + 1) // 2)
    if halving.fits(formula) and by_half < work.additions:
        return halving.swings(formula)
    if formula.size <= FEW and not work.feasible:
        return lattice_of(formula).swings()
    work.check()
    if found:
        return weighing.swings(found, sizes=sizes)
    return gridding.swings(formula, sizes=sizes)


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
    """Count by weight where the rule is a single quota, unless trying all sets is less work."""
    if not isinstance(carriers, Formula):
        return by_set(lattice_of(carriers))
    active, idle = parted(carriers)
    found = weighing.weighted(active)
    if not found:
        return padded(by_set(lattice_of(active)), idle)
    work = weighing.work(found, sizes=True).times(active.size)
    if active.size <= FEW and active.size * 2**active.size < work.additions:
        return padded(by_set(lattice_of(active)), idle)
    work.check()
    return padded(by_weight(found), idle)


def parted(formula: Formula) -> tuple[Formula, tuple[bool, ...]]:
    """Return the formula of the players who have any weight, and who has none."""
    idle = tuple(not any(form[player] for form in formula.forms) for player in range(formula.size))
    return formula.among([player for player, at_rest in enumerate(idle) if not at_rest]), idle

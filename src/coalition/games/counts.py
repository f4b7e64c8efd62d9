"""The way to count that is the least work: by weight, by halves, or by kinds of sets."""

from collections import Counter
from collections.abc import Callable
from functools import partial

from coalition.games import _by_class, _by_halves, _by_weight
from coalition.games._counting import Asked, Profile, Steps, Work
from coalition.rules.tallies import Carriers


def swings(carriers: Carriers, steps: Steps = ()) -> Profile:
    """Count the winning sets, and for each member those that it is critical in, by size.

    The size of a set is what the steps of its members add up to; without steps, all sizes are 0.
    """
    return _counted("swings", carriers, steps or (0,) * carriers.size)


def needed(carriers: Carriers) -> tuple[bool, ...]:
    """Tell of each member whether any set wins with it and not without it."""
    if found := _by_weight.weighted(carriers):
        weights, quota = found
        left, lightest, tips = quota - 1, sum(weights), {}
        for weight, number in sorted(Counter(weights).items(), reverse=True):
            # The heavier ones lose by no more than one vote beyond `left`. One after the other, the
            # rest cannot jump past the sums that this weight lifts to the quota.
            tips[weight] = left < lightest
            lightest -= number * weight
            left -= min(number, left // (weight or 1)) * weight
        if all(tips[weight] for weight in weights if weight):
            return tuple(map(bool, weights))
    return tuple(map(bool, swings(carriers).each()))


def minimal(carriers: Carriers) -> Profile:
    """Count the minimal winning sets, and for each member those that it is in, by size."""
    return _counted("minimal", carriers, (1,) * carriers.size)


def shares(carriers: Carriers) -> Profile:
    """Count the sets that a member is critical in by how many others are so too."""
    return _counted("shares", carriers, (1,) * carriers.size)


def _counted(asked: Asked, carriers: Carriers, steps: Steps) -> Profile:
    """Count in the way that is the least work; raise `TooLarge` where all are too much."""
    ways: list[tuple[Work, Callable[[], Profile]]] = [
        (_by_class.work(carriers, steps), partial(_by_class.counted, asked, carriers, steps))
    ]
    if asked == "swings" and _by_halves.fits(carriers):
        ways.append((_by_halves.work(carriers), partial(_by_halves.swings, carriers, steps)))
    if found := _by_weight.weighted(carriers):
        once = asked == "swings"  # else there is a table for each member
        work = _by_weight.work(found, steps, tables=1 if once else carriers.size)
        by_weight = partial(_by_weight.shares, found, minimal=asked == "minimal")
        ways.append((work, partial(_by_weight.swings, found, steps) if once else by_weight))
    least, count = min(ways, key=lambda way: (way[0].error is not None, way[0].additions))
    if least.error:
        raise least.error
    return count()

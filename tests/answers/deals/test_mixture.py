"""The best mixture: as good as the best corner of all, and its prices prove it."""

from fractions import Fraction
from itertools import product
from random import Random

import pytest

from coalition.answers.deals._mixture import best_mixture
from coalition.limits import Watch


def value(gains: list[tuple[int, int]], floor: int) -> Fraction | None:
    """Return the greatest worth of a mixture of deals that gains its one member so much.

    Each deal has what it gains the member, and its worth. With one condition, two deals will do.
    """
    worths = [Fraction(worth) for gain, worth in gains if gain >= floor]
    for (low, one), (high, other) in product(gains, repeat=2):
        if low < floor < high:
            share = Fraction(floor - low, high - low)
            worths.append(one + share * (other - one))
    return max(worths, default=None)


@pytest.mark.no_cover
def test_the_best_mixture() -> None:
    """With one who is needed some two deals are the best; with more, prices say none is better."""
    chance = Random(3)
    kinds = set()
    for _ in range(400):
        members, size = chance.randint(1, 4), chance.randint(1, 6)
        columns = [[chance.randint(-5, 4) for _ in range(members)] for _ in range(size)]
        first = chance.randint(1, size)
        choices = [list(range(first)), *([one] for one in range(first, size))]
        needed = [chance.random() < 0.7 for _ in range(members)]
        floors = [chance.choice([-1, 0, 0, 2]) for _ in range(members)]
        found = best_mixture(columns, floors, choices, needed, Watch())
        deals = [
            [one for one in deal if one >= 0]
            for deal in product(*([*choice, -1] for choice in choices))
        ]
        sums = [[sum(columns[one][at] for one in deal) for at in range(members)] for deal in deals]
        kinds.add((sum(needed) > 1, found.feasible))
        if sum(needed) == 1:
            place = needed.index(True)
            best = value([(gains[place], sum(gains)) for gains in sums], floors[place])
            assert (best is not None) == found.feasible
        if not found.feasible:
            continue
        shares = found.shares
        assert min(shares) >= 0
        assert max(sum(shares[one] for one in choice) for choice in choices) <= 1
        got = [
            sum(s * row[at] for s, row in zip(shares, columns, strict=True))
            for at in range(members)
        ]
        assert all(got[at] >= floors[at] for at in range(members) if needed[at])
        if sum(needed) == 1:
            assert sum(got) == best
        # by weak duality
        assert all(
            price >= 0 and (need or not price)
            for price, need in zip(found.prices, needed, strict=True)
        )
        assert sum(got) == max(
            sum(gains)
            + sum(
                p * (gain - floor)
                for p, gain, floor in zip(found.prices, gains, floors, strict=True)
            )
            for gains in sums
        )
    assert kinds == set(product([True, False], repeat=2))


def test_who_cannot_all_be_kept() -> None:
    """Each thing would please one of two; nothing pleases both, and to leave all as it is may."""
    found = best_mixture([[2, -3], [-3, 2]], [0, 0], [[0], [1]], [True, True], Watch())
    assert found.feasible
    assert sum(found.shares) == 0
    none = best_mixture([[2, -3], [-3, 2]], [1, 1], [[0], [1]], [True, True], Watch())
    assert not none.feasible

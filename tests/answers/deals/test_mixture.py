"""The best mixture: equal to the best corner of all."""

from fractions import Fraction
from itertools import combinations
from random import Random

import pytest

from coalition.answers.deals._mixture import best_mixture
from coalition.limits import Watch

Rows = list[list[int]]


def corners(rows: Rows, size: int) -> list[list[Fraction]]:
    """Return the points that meet all rows, and some of them, one for each number, exactly."""
    walls = rows + [[-int(at == one) for at in range(size)] + [0] for one in range(size)]
    found = []
    for some in combinations(walls, size):
        point = solved([list(map(Fraction, row)) for row in some])
        if point is not None and all(
            sum(map(Fraction.__mul__, map(Fraction, row), point)) <= row[-1] for row in walls
        ):
            found.append(point)
    return found


def solved(rows: list[list[Fraction]]) -> list[Fraction] | None:
    """Return what solves as many equations as there are unknowns; None where not one thing does."""
    for place in range(len(rows)):
        pivot = next((row for row in rows[place:] if row[place]), None)
        if pivot is None:
            return None
        rows.remove(pivot)
        pivot = [held / pivot[place] for held in pivot]
        rows = [[a - row[place] * b for a, b in zip(row, pivot, strict=True)] for row in rows]
        rows.insert(place, pivot)
    return [row[-1] for row in rows]


@pytest.mark.no_cover
def test_the_best_corner() -> None:
    """Some corner has the greatest worth; where there is none, nothing meets all rows."""
    chance = Random(3)
    kinds = set()
    for _ in range(300):
        size = chance.randint(1, 3)
        worths = [chance.randint(-4, 6) for _ in range(size)]
        rows = [
            [*(chance.randint(-4, 4) for _ in range(size)), chance.randint(-4, 5)]
            for _ in range(chance.randint(0, 3))
        ]
        rows.append([1] * size + [chance.randint(0, 3)])
        sums = [
            sum(map(Fraction.__mul__, map(Fraction, worths), point))
            for point in corners(rows, size)
        ]
        found = best_mixture(worths, rows, Watch())
        kinds.add(found is None)
        if found is None:
            assert not sums
            continue
        assert min(found) >= 0
        for *row, most in rows:
            assert sum(map(Fraction.__mul__, map(Fraction, row), found)) <= most
        assert sum(map(Fraction.__mul__, map(Fraction, worths), found)) == max(sums)
    assert kinds == {True, False}

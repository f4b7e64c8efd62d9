"""The cheapest sets that carry: equal to a look at every set."""

from itertools import combinations
from random import Random

import pytest

from coalition.answers.deals import _cheapest_sets
from coalition.limits import Watch
from coalition.rules.tallies import Formula


@pytest.mark.parametrize("seed", range(2))
def test_cheapest_sets_by_every_set(seed: int) -> None:
    """The cheapest sets under any conditions are those that a look at every set finds."""
    chance = Random(seed)
    for _ in range(250):
        size, number = chance.randint(1, 7), chance.randint(1, 3)
        forms = tuple(tuple(chance.randint(0, 6) for _ in range(size)) for _ in range(number))
        chosen = [chance.sample(range(number), chance.randint(1, number)) for _ in range(2)]
        clauses = tuple(
            tuple((f, chance.randint(1, sum(forms[f]))) for f in clause if any(forms[f]))
            for clause in chosen
        )
        formula = Formula(size, forms, tuple(filter(None, clauses)))
        costs = [chance.randint(1, 5) for _ in range(size)]
        sets = [s for k in range(size + 1) for s in combinations(range(size), k) if formula.wins(s)]
        least = min((sum(costs[p] for p in s) for s in sets), default=None)
        expected = sorted(s for s in sets if sum(costs[p] for p in s) == least)
        found = _cheapest_sets.cheapest_sets(formula, costs, 1000, Watch())
        assert found.sets == tuple(expected)
        assert (found.bound, found.proven) == (least or 0, True)


def test_many_who_cost_the_same() -> None:
    """Of 100 with large weights that all differ the fewest are found, and proven to be, at once."""
    chance = Random(24)
    weights = tuple(2 * chance.randint(10**5, 10**6) for _ in range(100))
    quota = sum(weights) // 2
    fewest = next(n for n in range(101) if sum(sorted(weights)[100 - n :]) >= quota)
    formula = Formula(100, (weights,), (((0, quota),),))
    found = _cheapest_sets.cheapest_sets(formula, [51] * 100, 10, Watch())
    assert (len(found.sets), found.bound, found.proven) == (10, 51 * fewest, True)
    assert all(len(players) == fewest and formula.wins(players) for players in found.sets)

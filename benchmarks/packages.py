"""How the search for packages compares with a look at every bundle, in one run.

python benchmarks/packages.py
"""

from itertools import combinations
from random import Random
from time import perf_counter

import coalition as co


def some_matrix(parties: int, proposals: int, seed: int) -> co.StanceMatrix:
    """Return random stances, somewhat more against than for."""
    chance = Random(seed)
    names = [f"P{number}" for number in range(parties)]
    stances = [[chance.randint(-10, 8) / 10 for _ in range(proposals)] for _ in names]
    return co.StanceMatrix(names, [f"p{number:02}" for number in range(proposals)], stances)


def enumerated(matrix: co.StanceMatrix) -> set[tuple[str, ...]]:
    """Return the Pareto-optimal bundles in which nobody loses, by looking at all of them.

    In tenths, so that sums are whole.
    """
    tenths = (matrix.values * 10).round().astype(int).T.tolist()
    found = {}
    for size in range(1, len(tenths) + 1):
        for bundle in combinations(range(len(tenths)), size):
            gains = tuple(map(sum, zip(*(tenths[part] for part in bundle), strict=True)))
            if min(gains) >= 0 and max(gains) > 0:
                found[tuple(matrix.proposals[part] for part in bundle)] = gains
    return {
        bundle
        for bundle, gains in found.items()
        if not any(
            other != gains and all(map(int.__ge__, other, gains)) for other in found.values()
        )
    }


def main() -> None:
    """Print the ratio for a growing number of proposals, and the seconds for 40 of them."""
    for proposals in (8, 12, 15):
        matrix = some_matrix(4, proposals, proposals)
        start = perf_counter()
        expected = enumerated(matrix)
        plain = perf_counter() - start
        start = perf_counter()
        found = co.packages(matrix, limit=100_000)
        searched = perf_counter() - start
        same = {package.proposals for package in found} == expected
        print(f"{proposals} proposals: {plain / searched:.1f} times as fast, {same=}")
    start = perf_counter()
    found = co.packages(some_matrix(8, 40, 1))
    print(f"40 proposals, 8 parties: {perf_counter() - start:.2f} s, {found}")


if __name__ == "__main__":
    main()

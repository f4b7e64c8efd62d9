"""How packages and concessions compare with a look at every bundle and at every set of movers.

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


def some_body(members: int, seed: int) -> co.StanceMatrix:
    """Return random stances on one proposal, more against than for, with seats."""
    chance = Random(seed)
    names = [f"M{number:03}" for number in range(members)]
    stances = [[chance.randint(-100, 60) / 100] for _ in names]
    seats = [chance.randint(1, 1000) for _ in names]
    return co.StanceMatrix(names, ("plan",), stances, seats=seats)


def least_total(matrix: co.StanceMatrix) -> int | None:
    """Return the least sum of moves, in hundredths, that gives a majority of all seats."""
    stances = [round(100 * stance) for (stance,) in matrix.values.tolist()]
    seats = dict(enumerate(matrix.seats))
    against = [place for place, stance in enumerate(stances) if stance <= 0]
    held = sum(seats[place] or 0 for place, stance in enumerate(stances) if stance > 0)
    needed = sum(seat or 0 for seat in seats.values()) // 2 + 1 - held
    return min(
        -sum(stances[place] for place in movers)
        for size in range(len(against) + 1)
        for movers in combinations(against, size)
        if sum(seats[place] or 0 for place in movers) >= needed
    )


def concede() -> None:
    """Print the ratio for a growing body, and the seconds for 150 members under two conditions."""
    for members in (14, 18, 22):
        matrix = some_body(members, members)
        start = perf_counter()
        expected = least_total(matrix)
        plain = perf_counter() - start
        start = perf_counter()
        found = co.concessions(matrix, "plan", rule=co.Majority(of="members"))
        searched = perf_counter() - start
        same = {100 * way.total for way in found.smallest_total} == {expected}
        print(f"{members} members: {plain / searched:.1f} times as fast, {same=}")
    for rule in (co.Majority(of="members"), co.Majority(of="members") & co.NumberOf(100)):
        start = perf_counter()
        found = co.concessions(some_body(150, 1), "plan", rule=rule)
        total, bound = found.smallest_total[0].total, found.total_at_least
        spent = f"{perf_counter() - start:.2f} s"
        print(f"150 members, {rule}: {spent}, {float(total)} in all, {float(bound)} at least")


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
    concede()


if __name__ == "__main__":
    main()

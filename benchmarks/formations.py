"""How formations compare with a count of all sets of 20 parties, and the best ten of 30.

python benchmarks/formations.py
"""

from random import Random

import numpy as np
from measuring import seconds

import coalition as co

COUNTED = 20  # parties all sets of which are counted


def some_case(parties: int, seed: int) -> tuple[co.Coalition, dict[str, float]]:
    """Return random seats, votes and red lines, and places on a scale."""
    chance = Random(seed)
    names = [f"P{number:02}" for number in range(parties)]
    case = co.Coalition(
        parties=[co.Party(name, seats=chance.randint(1, 60)) for name in names],
        proposals=[co.Proposal(f"p{number}", "votes") for number in range(9)],
        positions=[
            co.Position(
                name, f"p{number}", chance.choice([-1, 1]), date="2025", attribution="measured"
            )
            for number in range(9)
            for name in names
        ],
        commitments=[
            co.Commitment(
                *(one, "red line", "Never"), not_with=other, date="2025", attribution="stated"
            )
            for one, other in (chance.sample(names, 2) for _ in range(parties // 2))
        ],
    )
    return case, {name: chance.uniform(0, 10) for name in names}


def counted(case: co.Coalition) -> int:
    """Return how many sets win, by the sum of the seats of each."""
    sums = np.zeros(1, np.int64)
    for seats in case.seats.values():
        sums = np.concatenate([sums, sums + seats])
    return int((2 * sums > sum(case.seats.values())).sum())


def main() -> None:
    """Print the ratio for the best ten of 30 parties, by column, and for all of 12 and of 16."""
    fewer, _ = some_case(COUNTED, 0)
    jobs = [(30, by, 10) for by in ("range", "disagreement", "seats", "members", "connected")]
    jobs += [(12, "range", 5000), (16, "range", 5000), (60, "range", 10)]
    for parties, by, limit in jobs:
        case, scale = some_case(parties, parties)
        found = co.formations(case, by=by, scale=scale, limit=limit)

        def asked(case=case, by=by, scale=scale, limit=limit) -> None:  # type: ignore[no-untyped-def]
            co.formations(case, by=by, scale=scale, limit=limit)

        plain, searched = seconds(lambda: counted(fewer), asked, rounds=3)
        print(
            f"{parties} parties by {by}: {searched:.2f} s, {searched / plain:.0f} times the count "
            f"of all sets of {COUNTED}; {len(found):,} and {len(found.ruled_out):,} ruled out, "
            f"stopped={found.stopped}"
        )


if __name__ == "__main__":
    main()

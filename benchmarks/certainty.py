"""Measure how long it takes to find what flips a split, and to bound an answer over the unknown.

Usage: python benchmarks/certainty.py

A ratio is how many times longer plain trial takes, which makes every changed case and splits it
anew; the flips are compared. The bounds are over 60 unknown positions; where all ways of
8 are tried one by one, a search of 40 must have the same.
"""

import random
import time
from itertools import combinations, product

import attrs

import coalition as co

SIDES = (-1, 0, 1)


def case(parties: int, proposals: int, known: float, seed: int) -> co.Coalition:
    """Return two camps that mostly keep to their side."""
    draw = random.Random(seed)
    names = [f"P{number}" for number in range(parties)]
    topics = [f"q{number:02}" for number in range(proposals)]
    return co.Coalition(
        parties=[co.Party(name, seats=draw.randint(1, 40)) for name in names],
        proposals=[co.Proposal(name, "t") for name in topics],
        positions=[
            co.Position(
                name,
                topic,
                (1 if number % 2 else -1) * draw.choice([1, 1, 1, 1, 1, -1]),
                date="2020",
                attribution="stated",
            )
            for number, name in enumerate(names)
            for topic in topics
            if draw.random() < known
        ],
    )


def plainly(now: co.Coalition) -> set[frozenset[tuple[str, str, float]]]:
    """Return the smallest sets of changes that flip the split, each case made and split anew."""
    base = set(co.split(now, "t").optima)
    for size in range(1, len(now.positions) + 1):
        flips = set()
        for chosen in combinations(now.positions, size):
            for sides in product(SIDES, repeat=size):
                moved = [
                    attrs.evolve(said, stance=s, between=None)
                    for said, s in zip(chosen, sides, strict=True)
                ]
                changed = all(a.stance != b.stance for a, b in zip(chosen, moved, strict=True))
                if changed and base != set(co.split(now.supposing(*moved), "t").optima):
                    flips.add(frozenset((m.actor, m.proposal, m.stance) for m in moved))
        if flips:
            return flips
    return set()


def robust() -> None:
    """Compare the search with plain trial."""
    july = co.load_case("migration-2023").at("2023-07")
    relabeled = [attrs.evolve(p, topic="t") for p in july.proposals if "asylum" in p.topic]
    kept = {p.id for p in relabeled}
    asylum = co.Coalition(
        parties=[co.Party(p.id, seats=p.seats) for p in july.parties],
        proposals=[co.Proposal(p.id, "t") for p in relabeled],
        positions=[
            attrs.evolve(said, source=None, speaker=None)
            for said in july.in_force
            if said.proposal in kept and said.actor in july.seats
        ],
    )
    for name, now in (
        ("asylum", asylum),
        ("4 by 6", case(4, 6, 1, 3)),
        ("5 by 5", case(5, 5, 1, 1)),
    ):
        start = time.perf_counter()
        found = co.robustness(now, "t")
        middle = time.perf_counter()
        flips = plainly(now)
        end = time.perf_counter()
        same = flips == {
            frozenset((m.position.actor, m.position.proposal, m.stance or 0) for m in flip.moves)
            for flip in found.flips
        }
        ratio = (end - middle) / (middle - start)
        print(f"{name}: {found.changes} changes, {len(flips)} flips, same {same}, x {ratio:.0f}")


def bounded() -> None:
    """Bound a number over many unknown positions."""
    now = case(4, 15, 0, 7)

    def blocked(now: co.Coalition) -> int:
        return sum(decision.outcome == "blocked" for decision in co.decisions(now))

    for limit in (1.0, None):
        start = time.perf_counter()
        found = co.certainty(now, blocked, time_limit=limit, max_completions=2000)
        print(f"{found}, limit {limit}: {time.perf_counter() - start:.1f} s")

    def tie(now: co.Coalition) -> float:
        edge = co.agreement_graph(now, "t").get_edge_data("P0", "P1")
        return edge["agree"] - edge["disagree"] if edge else 0

    start = time.perf_counter()
    print(co.certainty(now, tie, max_completions=400), f"{time.perf_counter() - start:.1f} s")
    few = case(2, 4, 0, 7)
    names, topics = [party.id for party in few.parties], [p.id for p in few.proposals]
    start = time.perf_counter()
    found = co.certainty(few, tie, max_completions=40)
    middle = time.perf_counter()
    numbers = [
        tie(
            few.with_positions(
                *(
                    co.Position(name, topic, side, date="2020", attribution="stated")
                    for (name, topic), side in zip(product(names, topics), sides, strict=True)
                )
            )
        )
        for sides in product(SIDES, repeat=8)
    ]
    ratio = (time.perf_counter() - middle) / (middle - start)
    print(f"same bounds {(found.low, found.high) == (min(numbers), max(numbers))}, x {ratio:.0f}")


if __name__ == "__main__":
    robust()
    bounded()

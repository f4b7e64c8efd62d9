"""A split by whole numbers beside the way over networkx, and names looked up beside a plain loop.

python benchmarks/corridor.py
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from measuring import seconds

import coalition as co

TOPIC = "migration/asylum"
ACTORS, PROPOSALS = 15, 24_000
TIMES = 200  # splits in one job, each of which takes less than a millisecond


def repeated(job: Callable[[], Any]) -> Callable[[], Any]:
    """Return a job that does another so many times."""
    return lambda: [job() for _ in range(TIMES)]


def compare_splits() -> None:
    """Print the time of a split of the shipped case, and that of the same by way of networkx."""
    july = co.load_case("migration-2023").at("2023-07")
    ours, graph = seconds(
        repeated(lambda: co.split(july, TOPIC)),
        repeated(lambda: co.partition(co.agreement_graph(july, TOPIC))),
    )
    print(f"split of the shipped case    {1000 * ours / TIMES:7.3f} ms")
    print(f"  over networkx              {1000 * graph / TIMES:7.3f} ms: {ours / graph:.2f} times")


def blocked_by_loop(votes: co.StanceMatrix, actor: str) -> list[str]:
    """Return what an actor with a veto stops alone: all that it is against."""
    row = votes.values[votes.actors.index(actor)].tolist()
    return [name for name, stance in zip(votes.proposals, row, strict=True) if stance < 0]


def compare_lookups() -> None:
    """Print the time of `blocked_by` on a long record of votes, and that of a plain loop."""
    chance = np.random.default_rng(7)
    names = [f"A{number:02}" for number in range(ACTORS)]
    proposals = [f"p{number:05}" for number in range(PROPOSALS)]
    values = chance.choice([-1, 1], (ACTORS, PROPOSALS))

    def ours() -> tuple[str, ...]:
        votes = co.StanceMatrix(names, proposals, values)  # anew: a matrix keeps what it looked up
        return co.blocked_by(votes, "A00", rule=co.Majority() & co.Veto("A00"))

    def plain() -> list[str]:
        return blocked_by_loop(co.StanceMatrix(names, proposals, values), "A00")

    assert list(ours()) == plain()  # noqa: S101
    looked_up, loop = seconds(ours, plain)
    print(f"blocked_by, {ACTORS} x {PROPOSALS}     {looked_up:7.3f} s")
    print(f"  plain loop                 {loop:7.3f} s: {looked_up / loop:.1f} times")


if __name__ == "__main__":
    compare_splits()
    compare_lookups()

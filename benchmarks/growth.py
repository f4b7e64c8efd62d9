"""How the time of answers grows with what is asked of: linearly, wherever that is possible.

python benchmarks/growth.py [FUNCTION ...]

Each function is timed on cases or votes of 100, 1,000, 10,000 and 100,000 positions, until one call
takes more than half a second: of few actors on many proposals, and of many actors on few. Printed
is the exponent of the growth over the last tenfold, which is 1 where ten times as many positions
take ten times as long, and the seconds. It fails above 1.2, but for what is listed in `BEYOND`.
"""

import gc
import math
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from random import Random
from typing import Any

import numpy as np

import coalition as co

SIZES = (100, 1_000, 10_000, 100_000)
SHAPES: dict[str, Callable[[int], tuple[int, int]]] = {  # how many actors, and proposals
    "many proposals": lambda size: (10, size // 10),
    "many actors": lambda size: (size // 10, 10),
}
LONGEST = 0.6  # seconds of one call, beyond which no larger one is tried
SHORTEST = 0.001  # seconds below which a call tells nothing of growth
LINEAR = 1.2

Job = Callable[[], Any]


def case(actors: int, proposals: int, *, commitments: int = 0) -> co.Coalition:
    """Return a case in which every actor has a position on every proposal, nine in ten for it."""
    chance = Random(actors)
    parties = [co.Party(f"A{number:05}", seats=chance.randint(1, 9)) for number in range(actors)]
    names = [f"p{number:05}" for number in range(proposals)]
    known = {"date": "2024", "attribution": "reported"}
    return co.Coalition(
        parties=parties,
        proposals=[co.Proposal(name, f"topic {at % 20}") for at, name in enumerate(names)],
        positions=[
            co.Position(party.id, name, chance.choice([1] * 9 + [-1]), **known)
            for name in names
            for party in parties
        ],
        commitments=[
            co.Commitment(
                chance.choice(parties).id, "ultimatum", f"{number}", threat="to leave",
                proposal=chance.choice(names), **known,
            )
            for number in range(commitments)
        ],
    )  # fmt: skip


def votes(actors: int, proposals: int) -> co.StanceMatrix:
    """Return votes by chance, nine in ten for what is proposed."""
    rows = [f"A{number:05}" for number in range(actors)]
    columns = [f"p{number:05}" for number in range(proposals)]
    values = np.random.default_rng(actors).choice([1] * 9 + [-1], (actors, proposals))
    return co.StanceMatrix(rows, columns, values)


def of_case(function: Callable[..., Any], *more: Any, **known: Any) -> Callable[[int, int], Job]:
    """Return what makes jobs that ask a case."""
    return lambda *shape: partial(function, case(*shape), *more, **known)


def of_votes(function: Callable[..., Any], *more: Any, **known: Any) -> Callable[[int, int], Job]:
    """Return what makes jobs that ask votes."""
    return lambda *shape: partial(function, votes(*shape), *more, **known)


def of_commitments(function: Callable[..., Any]) -> Callable[[int, int], Job]:
    """Return what makes jobs that ask a case with an ultimatum to ten positions."""
    return lambda *shape: partial(function, case(*shape, commitments=math.prod(shape) // 10))


# a function, or a word more where there are several of one: what makes a job of so many actors and
# proposals
FUNCTIONS: dict[str, Callable[[int, int], Job]] = {
    "decisions": of_case(co.decisions),
    "decisions of votes": of_votes(co.decisions, rule="majority"),
    "decide": of_case(co.decide, "p00001"),
    "decide of votes": of_votes(co.decide, "p00001", rule="majority"),
    "blockers": of_case(co.blockers, "p00001"),
    "blockers of votes": of_votes(co.blockers, "p00001"),
    "blocked_by": of_case(co.blocked_by, "A00001"),
    "blocked_by of votes": of_votes(co.blocked_by, "A00001"),
    "ledger": of_commitments(co.ledger),
    "deadlocks": of_commitments(co.deadlocks),
    "conflicts": of_commitments(co.conflicts),
    "dissent": of_case(co.dissent),
    "compromise": of_case(co.compromise),
    "compromise of votes": of_votes(co.compromise),
    "exchanges": of_case(co.exchanges),
    "concessions": of_case(co.concessions, "p00001", rule="majority"),
    "concessions of votes": of_votes(co.concessions, "p00001", rule="majority"),
    "packages": of_case(co.packages, limit=1, rule="majority"),
    "hinges": of_case(co.hinges, "p00001"),
}

# what grows faster, and why it must
BEYOND = {
    ("exchanges", "many proposals"): "every two proposals are compared",
    ("exchanges", "many actors"): "every two actors are compared",
    ("packages", "many proposals"): "it is a search among all bundles",
    ("packages", "many actors"): "of each actor it is asked whether the rule needs it",
    ("hinges", "many actors"): "without each position on it, the proposal is asked about again",
}


def timed(job: Job) -> float:
    """Return the seconds of processor time that one call takes."""
    gc.collect()
    gc.disable()  # which goes through all that there is, whoever made it
    start = time.process_time()
    job()
    taken = time.process_time() - start
    gc.enable()
    return taken


def times(
    make: Callable[[int, int], Job], shape: Callable[[int], tuple[int, int]]
) -> Iterator[float]:
    """Yield the time at each size; each is asked of a fresh case, as it keeps what it looked up."""
    for size in SIZES:
        rounds = 2 if size < SIZES[-1] else 1
        yield (taken := min(timed(make(*shape(size))) for _ in range(rounds)))
        if taken > LONGEST:
            return


def exponent(taken: list[float]) -> float:
    """Return how the time grew over the last tenfold: 0 where it is too short to tell."""
    before, after = taken[-2:]
    return math.log10(after / before) if before > SHORTEST else 0.0


def main(wanted: list[str]) -> int:
    """Print the growth of each function, and return 1 if one grows too fast."""
    failed = 0
    for name, make in FUNCTIONS.items():
        for kind, shape in SHAPES.items():
            if wanted and name.split()[0] not in wanted:
                continue
            taken = list(times(make, shape))
            power = exponent(taken)
            reason = BEYOND.get((name, kind), "")
            failed |= power > LINEAR and not reason
            verdict = f"({reason})" if reason else "" if power <= LINEAR else "TOO FAST"
            seconds = " ".join(f"{one:8.3f}" for one in taken)
            print(f"{name:22} {kind:15} {power:5.2f}  {seconds:36} {verdict}", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""How the time of answers grows with what is asked of: linearly, wherever that is possible.

python benchmarks/growth.py [FUNCTION ...]

Each function is timed on cases or votes of 100, 1,000, 10,000 and 100,000 positions, until one call
takes more than a fifth of a second: of few actors on many proposals, and of many actors on few.
Printed is the exponent of the growth up to the last size, which is 1 where ten times as many
positions take ten times as long, and the seconds. It fails above 1.2, but for what is listed in
`BEYOND`; and where a public function is neither here nor in `ELSEWHERE`. It takes seven minutes.
"""

import gc
import inspect
import io
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
SEARCHED = (100, 300)  # where the best split among so many actors is searched for
LONGEST = 0.2  # seconds of one call, beyond which no larger one is tried
SHORTEST = 0.001  # seconds below which a call tells nothing of growth
LINEAR = 1.2

Job = Callable[[], Any]


def case(
    actors: int, proposals: int, *, commitments: int = 0, topics: int = 20, months: int = 1
) -> co.Coalition:
    """Return a case in which every actor has a position on every proposal, nine in ten for it."""
    chance = Random(actors)
    dates = [f"{2024 + month // 12}-{month % 12 + 1:02}" for month in range(months)]
    parties = [co.Party(f"A{number:05}", seats=chance.randint(1, 9)) for number in range(actors)]
    names = [f"p{number:05}" for number in range(proposals)]
    known: dict[str, Any] = {"attribution": "reported"}
    return co.Coalition(
        parties=parties,
        proposals=[co.Proposal(name, f"topic {at % topics}") for at, name in enumerate(names)],
        positions=[
            co.Position(
                party.id, name, chance.choice([1] * 9 + [-1]), date=chance.choice(dates), **known
            )
            for name in names
            for party in parties
        ],
        commitments=[
            co.Commitment(
                chance.choice(parties).id, "ultimatum", f"{number}", threat="to leave",
                proposal=chance.choice(names), date=dates[0], **known,
            )
            for number in range(commitments)
        ],
    )  # fmt: skip


def votes(actors: int, proposals: int) -> co.StanceMatrix:
    """Return votes by chance, nine in ten for what is proposed."""
    rows = [f"A{number:05}" for number in range(actors)]
    columns = [f"p{number:05}" for number in range(proposals)]
    values = np.random.default_rng(actors).choice([1] * 9 + [-1], (actors, proposals))
    dates = [f"{2020 + at % 24 // 12}-{at % 12 + 1:02}" for at in range(proposals)]
    return co.StanceMatrix(rows, columns, values, dates=dates)


def of_case(function: Callable[..., Any], *more: Any, **known: Any) -> Callable[[int, int], Job]:
    """Return what makes jobs that ask a case."""
    return lambda *shape: partial(function, case(*shape), *more, **known)


def of_topics(function: Callable[..., Any], *more: Any) -> Callable[[int, int], Job]:
    """Return what makes jobs that ask a case in which each proposal has a topic of its own."""
    return lambda *shape: partial(function, case(*shape, topics=shape[1]), *more)


def over_time(function: Callable[..., Any], *more: Any) -> Callable[[int, int], Job]:
    """Return what makes jobs that ask a case of two years."""
    return lambda *shape: partial(function, case(*shape, months=24), *more)


def after(before: Callable[[co.Coalition], Any], job: Callable[[Any], Any]) -> Callable[..., Job]:
    """Return what makes jobs that are given what was made of a case before."""
    return lambda *shape: partial(job, before(case(*shape)))


def of_numbers(function: Callable[..., Any]) -> Callable[[int, int], Job]:
    """Return what makes jobs that are given a number for each position."""
    return lambda *shape: partial(function, [1 + at % 7 for at in range(math.prod(shape))])


def written(write: Callable[..., Any]) -> Callable[[co.Coalition], bytes]:
    """Return what writes a case, as bytes."""

    def of(given: co.Coalition) -> bytes:
        write(given, held := io.BytesIO())
        return held.getvalue()

    return of


def rows_of(given: co.Coalition) -> Any:
    """Return a data frame of votes: who, on what, which."""
    frame = co.to_frame(given, backend="pandas")[["actor", "proposal", "stance"]]
    return frame.astype({"stance": int})


def read_rows(frame: Any) -> co.StanceMatrix:
    """Return the votes of a data frame."""
    return co.read_votes(
        frame,
        actor="actor",
        proposal="proposal",
        stance="stance",
        stances={1: "for", -1: "against"},
    )


def by_number(numbers: list[int]) -> dict[str, int]:
    """Return numbers by names."""
    return {f"A{at:05}": number for at, number in enumerate(numbers)}


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
    "blocked_by": of_case(co.blocked_by, "A00003"),  # who is against something at every size
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
    "split": of_case(co.split),
    "split of votes": of_votes(co.split),
    "splits": of_case(co.splits),
    "splits by topic": of_topics(co.splits),
    "stance_matrix": of_case(co.stance_matrix),
    "agreement_graph": of_case(co.agreement_graph),
    "agreement_series of votes": of_votes(co.agreement_series, "A00000", "A00001"),
    "split_series of votes": of_votes(co.split_series),
    "split_history": over_time(co.split_history),
    "shifts": over_time(co.shifts, "2024-12", "2025-12"),
    "common_splits": of_case(co.common_splits),
    "stability of votes": of_votes(co.stability, resamples=10),
    "robustness": of_case(co.robustness, max_trials=10),
    "certainty": of_case(co.certainty, "p00001"),
    "cohesion of votes": lambda *shape: partial(
        co.cohesion,
        votes(*shape),
        groups={str(one): [f"A{at:05}" for at in range(one, shape[0], 3)] for one in range(3)},
    ),
    "polarization": of_case(co.polarization, "p00001"),
    "dna_network": of_case(co.dna_network),
    "dna_affiliations": of_case(co.dna_affiliations),
    "coder_agreement": lambda *shape: partial(co.coder_agreement, case(*shape), case(*shape)),
    "changes": lambda *shape: partial(co.changes, case(*shape), case(*shape, months=2)),
    "merge": lambda *shape: partial(co.merge, case(*shape), case(*shape)),
    "about": of_case(co.about, "A00001"),
    "timeline": over_time(co.timeline),
    "report": of_case(co.report),
    "report by topic": of_topics(co.report),
    "page": of_case(co.page),
    "to_frame": of_case(co.to_frame),
    "to_frame of decisions": after(co.decisions, co.to_frame),
    "to_frame of a timeline": after(co.timeline, co.to_frame),
    "to_data": of_case(co.to_data),
    "from_data": after(co.to_data, co.from_data),
    "dumps_case": of_case(co.dumps_case),
    "loads_case": after(co.dumps_case, co.loads_case),
    "read_case": after(lambda given: co.dumps_case(given).encode(), co.read_case),
    "write_case": of_case(written(co.write_case)),
    "write_popolo": of_case(written(co.write_popolo)),
    "read_popolo": after(written(co.write_popolo), co.read_popolo),
    "write_datapackage": of_case(written(co.write_datapackage)),
    "read_datapackage": after(written(co.write_datapackage), co.read_datapackage),
    "read_votes": after(rows_of, read_rows),
    "read_statements": after(
        lambda given: co.to_frame(given)[["actor", "proposal", "stance", "date", "attribution"]],
        co.read_statements,
    ),
    "from_frame": after(
        lambda given: {
            "parties": given.parties,
            "proposals": given.proposals,
            "positions": co.to_frame(given),
        },
        lambda parts: co.from_frame(**parts),
    ),
    "compromise_of": of_numbers(lambda numbers: co.compromise_of(by_number(numbers))),
    "core": of_numbers(lambda numbers: co.core(by_number(numbers), rule="majority")),
    "winset": of_numbers(lambda numbers: co.winset(by_number(numbers), 3, rule="majority")),
    "dalton": of_numbers(lambda numbers: co.dalton(numbers, numbers, scale=(0, 10))),
    "esteban_ray": of_numbers(lambda numbers: co.esteban_ray(numbers, numbers)),
    "van_der_eijk": of_numbers(co.van_der_eijk),
}

# what is measured elsewhere, and functions of a few numbers or names
ELSEWHERE = {
    "power.py": (
        "banzhaf banzhaf_owen blocking_coalitions coleman deegan_packel dictators dummies holler "
        "johnston owen shapley_shubik swings veto_players winning_coalitions"
    ),
    "partition.py": "balance partition",
    "formations.py": "formations",
    "files.py": "convert",
    "streams.py": "read_agreement_graph",
    "the page and the votes above": "write_page write_graph",
    "the exchanges above": "exchanges_of",
    "a few lines": "read_decide read_dna read_scales",
    "a few numbers or names": (
        "agreement_index rice partial_date list_cases load_case case_schema answer_schema"
    ),
}

# what searches for the best split, which of a thousand actors takes a minute
SEARCHES = (
    "split", "split of votes", "splits", "splits by topic", "split_series of votes",
    "split_history", "stability of votes", "report", "report by topic", "page", "changes",
    "robustness",
)  # fmt: skip

# what grows faster, and why it must
BEYOND = {
    ("exchanges", "many proposals"): "every two proposals are compared",
    ("exchanges", "many actors"): "every two actors are compared",
    ("packages", "many proposals"): "it is a search among all bundles",
    ("packages", "many actors"): "of each actor it is asked whether the rule needs it",
    ("hinges", "many actors"): "without each position on it, the proposal is asked about again",
    ("agreement_graph", "many actors"): "every two actors are compared",
    ("dna_network", "many actors"): "every two actors are compared",
    **dict.fromkeys(((name, "many actors") for name in SEARCHES), "the best split is searched for"),
    ("robustness", "many proposals"): "without each position, the split is asked about again",
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
    make: Callable[[int, int], Job],
    shape: Callable[[int], tuple[int, int]],
    sizes: tuple[int, ...],
) -> Iterator[float]:
    """Yield the time at each size; each is asked of a fresh case, as it keeps what it looked up."""
    for size in sizes:  # of these at least two, so that there is growth
        taken = timed(make(*shape(size)))
        if taken < LONGEST:
            taken = min(taken, timed(make(*shape(size))))
        yield taken
        if taken > LONGEST and size > sizes[0]:
            return


def exponent(taken: list[float], sizes: tuple[int, ...]) -> float:
    """Return how the time grew up to the last size: 0 where it is too short to tell."""
    if len(taken) < 2 or taken[-2] < SHORTEST:
        return 0.0
    step = sizes[len(taken) - 1] / sizes[len(taken) - 2]
    return math.log(taken[-1] / taken[-2]) / math.log(step)


def main(wanted: list[str]) -> int:
    """Print the growth of each function, and return 1 if one grows too fast or is not here."""
    here = {*(name.split()[0] for name in FUNCTIONS), *" ".join(ELSEWHERE.values()).split()}
    missing = {one for one in dir(co) if inspect.isfunction(getattr(co, one))} - here
    failed = int(bool(missing))
    for name in sorted(missing):
        print(f"{name} is not measured")
    for name, make in FUNCTIONS.items():
        for kind, shape in SHAPES.items():
            if wanted and name.split()[0] not in wanted:
                continue
            reason = BEYOND.get((name, kind), "")
            searched = name in SEARCHES and kind == "many actors"
            sizes = SEARCHED if searched else SIZES[:-1] if reason else SIZES
            taken = list(times(make, shape, sizes))
            power = exponent(taken, sizes)
            failed |= power > LINEAR and not reason
            verdict = f"({reason})" if reason else "" if power <= LINEAR else "TOO MUCH"
            seconds = " ".join(f"{one:8.3f}" for one in taken)
            print(f"{name:25} {kind:15} {power:5.2f}  {seconds:36} {verdict}", flush=True)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

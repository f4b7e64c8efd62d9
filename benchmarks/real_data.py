"""Real votes and signed networks: rows read, seconds, peak memory, splits, and what is proven.

    python benchmarks/real_data.py DATA_FOLDER

The folder holds `tk_2023_2024_caretaker`, `unga`, `us_senate_109`, `bundestag_fractions` and
`signed`. Every set runs in a process of its own, whose peak memory it is.
"""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
from measuring import peak_memory
from recipes import SETS

import coalition as co

KAMER = {"Voor": 1, "Tegen": -1, "Niet deelgenomen": "absent"}
MIDDLE = {"abstained": 0}
CABINET = ["VVD", "CDA", "D66", "ChristenUnie"]


def timed(words: str, job: Callable[[], Any]) -> Any:
    """Do a job, and print how long it took."""
    start = time.perf_counter()
    result = job()
    print(f"  {words}: {time.perf_counter() - start:.2f} s")
    return result


def told(votes: co.StanceMatrix) -> None:
    """Print the size of a matrix."""
    codes = votes.cells.codes
    taken = int((codes >= 0).sum())
    print(
        f"  {taken:,} stances of {len(votes.actors)} actors on {len(votes.proposals):,} proposals"
    )


def proven(words: str, job: Callable[[], Any]) -> None:
    """Print a split or partition, and what is proven of it."""
    start = time.perf_counter()
    try:
        found = job()
    except co.TooLarge as error:
        print(f"  {words}: not solved ({error})")
        return
    proof = "optimal" if found.lower_bound == found.cost else f"at least {found.lower_bound}"
    sentence = str(found) if len(str(found)) < 400 else f"{str(found)[:400]}..."
    print(f"  {words}: {sentence}")
    print(f"    cost {found.cost}, {proof}, in {time.perf_counter() - start:.2f} s")


def kamer(data: Path) -> None:
    """Tweede Kamer: the outgoing cabinet on migration, and all groups."""
    folder = data / "tk_2023_2024_caretaker"
    votes = timed("read", lambda: SETS["Tweede Kamer"](data))
    told(votes)
    proven("all groups", lambda: co.split(votes))
    for found in co.split_series(votes.select(actors=CABINET), every="quarter"):
        print(f"  {found} ({found.proposals} decisions)")
    migration = co.read_votes(
        folder / "migration_matrix.csv",
        actor=CABINET,
        proposal="besluit_id",
        stances=KAMER,
        date="date",
        actors=pd.DataFrame({"actor": votes.actors, "seats": votes.seats}),
        seats="seats",
    )
    told(migration)
    for found in co.common_splits(migration):
        print(f"  {found}")
    proven("pooled", lambda: co.split(migration))


def assembly(data: Path) -> None:
    """UN General Assembly: abstention is a middle position, no row is absence."""
    votes = timed("read", lambda: SETS["UN General Assembly"](data)).count_as(MIDDLE)
    told(votes)
    graph = timed("agreement graph", lambda: co.agreement_graph(votes))
    print(f"  {graph.number_of_edges():,} ties")
    five = ["United States", "Russia", "China", "United Kingdom", "France"]
    for found in co.common_splits(votes, actors=five)[:3]:
        print(f"  {found}")
    proven("all states", lambda: co.partition(graph))
    proven("all states, two blocs", lambda: co.partition(graph, max_blocs=2))


def senate(data: Path) -> None:
    """US Senate: counts against those recorded, senators and party lines."""
    senators = timed("read", lambda: SETS["US Senate"](data))
    told(senators)
    recorded = pd.read_csv(data / "us_senate_109" / "rollcalls.csv.gz").set_index("rollcall")
    recorded = recorded.loc[list(senators.proposals)]
    values = senators.values
    same = ((values == 1).sum(axis=0) == recorded.yeatotal) & (
        (values == -1).sum(axis=0) == recorded.naytotal
    )
    print(f"  yea and nay counts as recorded on {same.sum()} of {len(same)} roll calls")
    lines = senators.group("party")
    assert lines.cohesion is not None  # noqa: S101
    for party, row in zip(lines.actors, lines.cohesion, strict=True):
        print(f"  {party}: mean cohesion {np.nanmean(row):.3f}")
    proven("parties", lambda: co.split(lines))
    proven("senators, two blocs", lambda: co.split(senators, max_blocs=2))


def bundestag(data: Path) -> None:
    """Bundestag: the line of each group, as most of its members voted by name."""
    votes = timed("read", lambda: SETS["Bundestag"](data)).count_as(MIDDLE)
    told(votes)
    for found in co.split_series(votes, every="year"):
        print(f"  {found} ({found.proposals} roll calls)")
    proven("all years", lambda: co.split(votes))


def network(data: Path, name: str) -> None:
    """Partition a signed network as it was published."""
    edges = pd.read_csv(data / "signed" / name)
    graph = nx.Graph()
    for one, other, sign in edges.itertuples(index=False):
        graph.add_edge(one, other, sign=int(sign))
    print(f"  {len(edges)} ties of {len(graph)} nodes")
    proven("two blocs (frustration)", lambda: co.partition(graph, max_blocs=2))
    proven("any number of blocs", lambda: co.partition(graph))


RUNS: dict[str, Callable[[Path], None]] = {
    "Tweede Kamer": kamer,
    "UN General Assembly": assembly,
    "US Senate": senate,
    "Bundestag": bundestag,
    "convote": lambda data: network(data, "congress_convote_edges.csv"),
    "tribes": lambda data: network(data, "highland_tribes_edges.csv"),
}


def main(words: list[str]) -> int:
    """Run one set, or each in a process of its own."""
    if not words or not (data := Path(words[0])).is_dir():
        print(f"usage: python {__file__} DATA_FOLDER\nThe folder with the sets is missing.")
        return 2
    if len(words) > 1:
        print(words[1])
        try:
            RUNS[words[1]](data)
        except FileNotFoundError as error:
            print(f"  missing: {error.filename or error}")
            return 1
        print(f"  peak memory: {peak_memory():.0f} MB")
        return 0
    command = [sys.executable, __file__, str(data)]
    return max(subprocess.run([*command, name], check=False).returncode for name in RUNS)  # noqa: S603


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

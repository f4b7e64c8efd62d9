"""Millions of votes: read from Parquet, grouped by party, partitioned; seconds and peak memory.

Every job runs in a process of its own, whose peak memory it is. Frames are compared by CPU seconds
with pandas's own `factorize` of the three columns, and what is asked of the matrix with numpy.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import attrs
import numpy as np
import pandas as pd
import pyarrow as pa
from measuring import peak_memory
from pyarrow import parquet

import coalition as co

CODES = {"yea": 1, "nay": -1, "abstain": "abstained", "away": "absent"}
PARTIES = 12
OTHERS = 0.04  # the share of votes that are abstentions, and of absences


def write(path: str, members: int, proposals: int, share: float) -> None:
    """Write votes of members who mostly hold the line of their party, in any order."""
    chance = np.random.default_rng(5)
    party = np.arange(members) % PARTIES
    lines = chance.choice([0, 1], (PARTIES, proposals), p=[0.6, 0.4])
    taken = np.nonzero(chance.random((members, proposals)) < share)
    order = chance.permutation(len(taken[0])).astype(np.int32)
    who, what = (side.astype(np.int32)[order] for side in taken)
    vote = lines[party[who], what].astype(np.int8)
    for code in (2, 3):
        vote[chance.random(len(vote)) < OTHERS] = code
    columns = {
        "member": pa.DictionaryArray.from_arrays(who, [f"member {n}" for n in range(members)]),
        "motion": pa.DictionaryArray.from_arrays(what, [f"motion {n}" for n in range(proposals)]),
        "vote": pa.DictionaryArray.from_arrays(vote, list(CODES)),
        "party": pa.DictionaryArray.from_arrays(
            party[who].astype(np.int32), [f"party {n}" for n in range(PARTIES)]
        ),
    }
    plain = {name: column.cast(pa.string()) for name, column in columns.items()}
    parquet.write_table(pa.table(plain), path)


def read(path: str) -> None:
    """Read the votes, group them by party and partition; print what it took."""
    before, start = peak_memory(), time.perf_counter()
    votes = co.read_votes(
        path, actor="member", proposal="motion", stance="vote", stances=CODES, party="party"
    )
    after = time.perf_counter()
    number = int((votes.cells.codes != -1).sum())
    print(f"{number:,} votes of {len(votes.actors)} members on {len(votes.proposals)} motions")
    peak = peak_memory()
    print(f"  read          {after - start:6.2f} s, peak {peak:.0f} MB, before {before:.0f}")
    graph = co.agreement_graph(votes)
    print(f"  agreement     {time.perf_counter() - after:6.2f} s, {graph.number_of_edges()} ties")
    after = time.perf_counter()
    found = co.split(votes.group("party"))
    print(f"  party split   {time.perf_counter() - after:6.2f} s: {found}")
    print(f"  proven        cost {found.cost}, lower bound {found.lower_bound}")
    print(f"  whole process peak {peak_memory():.0f} MB, of 4096 allowed")


def compared(what: str, job: Callable[[], Any], plain: Callable[[], Any], beside: str) -> Any:
    """Print the CPU seconds of a job, and their ratio to a plain way; return its result."""
    start = time.process_time()
    plain()
    between = time.process_time()
    found = job()
    ours, theirs = time.process_time() - between, between - start
    print(f"  {what:20} {ours:6.2f} s, {ours / theirs:.2f} times {beside}", flush=True)
    return found


def frames(path: str) -> None:
    """Read the votes from frames, and ask the matrix what members of a parliament are asked."""
    text = parquet.read_table(path, columns=["member", "motion", "vote"]).to_pandas()

    def looked_up(frame: Any) -> None:
        for name in frame:
            pd.factorize(frame[name])

    def votes(frame: Any) -> co.StanceMatrix:
        return co.read_votes(frame, actor="member", proposal="motion", stance="vote", stances=CODES)

    co.read_votes(text[:9], actor="member", proposal="motion", stance="vote", stances=CODES)
    for kind in ("str", "category", "object"):
        frame = text.astype(kind)
        matrix = compared(
            f"pandas {kind}", partial(votes, frame), lambda: looked_up(text), "factorize of str"
        )
    wide = pd.DataFrame(np.array(["yea", "nay", None], object)[matrix.cells.codes[:, :1251] % 3])
    wide = wide.rename(columns="m{}".format).assign(member=matrix.actors)
    code = {"yea": 1, "nay": -1}
    compared(
        f"wide, {len(wide)} x {len(wide.columns)}",
        lambda: co.read_votes(wide, actor="member", proposal=None, stances=code),
        lambda: looked_up(wide),
        "factorize",
    )
    years = [f"{2000 + at // 2400}-{1 + at % 12:02}" for at in range(len(matrix.proposals))]
    party = [f"party {at % PARTIES}" for at in range(len(matrix.actors))]
    topics = [f"topic {at % 9}/{at % 99}" for at in range(len(matrix.proposals))]
    matrix = attrs.evolve(matrix, dates=years, parties=party, topics=topics)
    codes, of = matrix.cells.codes, np.array(party)

    def counted() -> None:
        for name in set(party):
            for level in range(len(matrix.cells.levels)):
                (codes[of == name] == level).sum(axis=0)

    compared("cohesion", lambda: co.cohesion(matrix), counted, "counts by numpy")
    for what, asked in (
        ("period", {"since": "2002", "until": "2006"}),
        ("topic", {"topic": "topic 3"}),
    ):
        compared(f"select a {what}", partial(matrix.select, **asked), codes.copy, "a copy of all")


def main() -> None:
    """Write and read 15 and 26 million votes, each in processes of their own."""
    with tempfile.TemporaryDirectory() as folder:
        for members, proposals, share in ((720, 23_675, 0.88), (720, 41_000, 0.881)):
            path = str(Path(folder, "votes.parquet"))
            for words in (
                ("write", path, members, proposals, share),
                ("read", path),
                ("frames", path),
            ):
                command = [sys.executable, __file__, *map(str, words)]
                subprocess.run(command, check=True)  # noqa: S603


if __name__ == "__main__":
    if sys.argv[1:2] == ["write"]:
        write(sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), float(sys.argv[5]))
    elif sys.argv[1:2] == ["read"]:
        read(sys.argv[2])
    elif sys.argv[1:2] == ["frames"]:
        frames(sys.argv[2])
    else:
        main()

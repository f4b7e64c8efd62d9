"""Agreement of votes that stay in a file or an engine: against blocks written by hand.

The votes are those of 720 members in some order, in a Parquet file. Each way is measured in a
process of its own: CPU seconds of all threads, and the most memory.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from measuring import peak_memory
from pyarrow import parquet

ACTORS, PARTS = 720, 1_000  # members; proposals that are written at a time
MEANING = {"yea": 1, "nay": -1, "abstain": "abstained", "away": "absent"}
READ = ("read_votes", "read_votes of duckdb", "read_votes and a table")
WAYS = ("by hand", "parquet", "polars", "duckdb", "dask", *READ)


def write(path: Path, proposals: int, order: str) -> None:
    """Write votes by chance, some actors at random without a row: by proposal, or shuffled."""
    chance = np.random.default_rng(5)
    actors = pa.array([f"member {actor}" for actor in range(ACTORS)])
    codes = pa.array([*MEANING])
    kind = pa.schema([("actor", pa.string()), ("proposal", pa.string()), ("stance", pa.string())])
    names = pa.array([f"{2000 + at // 8000}-{at:07d}" for at in range(proposals)])
    with parquet.ParquetWriter(path, kind) as file:
        for start in range(0, proposals, PARTS):
            size = min(PARTS, proposals - start)
            who, what = np.tile(np.arange(ACTORS), size), np.repeat(np.arange(size), ACTORS) + start
            if order == "shuffled":
                what = chance.permuted(what.reshape(size, ACTORS), axis=0).ravel()
                what = (what * 7919 + who * 104_729) % proposals  # every actor has its own order
            said = chance.choice(4, len(who), p=(0.5, 0.35, 0.05, 0.1))
            columns = (actors.take(who), names.take(what), codes.take(said))
            file.write_table(pa.table(dict(zip(kind.names, columns, strict=True)), kind))


def by_hand(path: str) -> None:
    """Read whole proposals at a time and multiply what is for and against: the baseline."""
    sums = np.zeros((2, ACTORS, ACTORS), np.float32)
    total = np.zeros((2, ACTORS, ACTORS))
    table = np.zeros((ACTORS, 2 * PARTS), np.int8)
    rows: dict[str, int] = {}
    names = ["actor", "proposal", "stance"]
    file = parquet.ParquetFile(path, read_dictionary=names)
    sides = {"yea": 1, "nay": -1}
    for batch in file.iter_batches(ACTORS * PARTS, columns=names):
        who, what, said = (
            column if hasattr(column, "dictionary") else column.dictionary_encode()
            for column in batch.columns
        )
        row = [rows.setdefault(name, len(rows)) for name in who.dictionary.to_pylist()]
        side = np.array([sides.get(code, 0) for code in said.dictionary.to_pylist()], np.int8)
        places = np.array(what.indices)
        held = np.unique(places)
        at = np.searchsorted(held, places)
        table[:] = 0
        table[np.array(row)[np.array(who.indices)], at] = side[np.array(said.indices)]
        part = table[:, : len(held)].astype(np.float32)
        np.matmul(part, part.T, out=sums[0])
        np.abs(part, out=part)
        np.matmul(part, part.T, out=sums[1])
        total += sums
    if not total[1].any():
        raise SystemExit("nothing was counted")


def run(way: str, path: str) -> Any:
    """Count in one way."""
    if way == "by hand":
        return by_hand(path)
    import coalition as co  # noqa: PLC0415 - the baseline is measured without

    if way == READ[0]:
        return co.agreement_graph(co.read_votes(path, stances=MEANING))
    if way in READ:
        import duckdb  # noqa: PLC0415

        names = [f"member {actor}" for actor in range(ACTORS)]
        table = {"actors": pd.DataFrame({"actor": names, "party": "one"}), "party": "party"}
        beside: dict[str, Any] = table if way == READ[2] else {}
        return co.read_votes(duckdb.read_parquet(path), stances=MEANING, **beside)
    if way == "polars":
        import polars as pl  # noqa: PLC0415

        source: Any = pl.scan_parquet(path)
    elif way == "duckdb":
        import duckdb  # noqa: PLC0415

        source = duckdb.read_parquet(path)
    elif way == "dask":
        import dask.dataframe as dd  # noqa: PLC0415

        source = dd.read_parquet(path, split_row_groups=True)
    else:
        source = path
    return co.read_agreement_graph(source, stances=MEANING)


def measured(way: str, path: Path) -> tuple[float, float, float, float] | None:
    """Return CPU seconds, seconds, and the memory at most and to begin with, of one way."""
    command = [sys.executable, __file__, "--way", way, str(path)]
    out = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if out.returncode:
        print(f"  {way:24}failed: {out.stderr.strip().splitlines()[-1:]}")
        return None
    cpu, wall, most, idle = map(float, out.stdout.split())
    return cpu, wall, most, idle


def main(proposals: int, ways: list[str]) -> None:
    """Print the CPU seconds and the memory of each way, for votes by proposal and in no order."""
    baseline = None
    for order in ("by proposal", "shuffled"):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "votes.parquet"
            command = [sys.executable, __file__, "--write", str(path), str(proposals), order]
            subprocess.run(command, check=True)  # noqa: S603
            size = path.stat().st_size / 2**20
            print(f"\n{proposals * ACTORS:,} votes, {order}, a file of {size:,.0f} MB", flush=True)
            for way in ways if baseline else [WAYS[0], *ways]:
                if (found := measured(way, path)) is None:
                    continue
                cpu, wall, most, idle = found
                baseline = baseline or cpu
                print(
                    f"  {way:24}{cpu:8.1f} s of CPU ({wall:.1f} s), {cpu / baseline:5.2f} times by "
                    f"hand; {most:7,.0f} MB at most, {idle:.0f} of them to begin with",
                    flush=True,
                )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--write"]:
        write(Path(sys.argv[2]), int(sys.argv[3]), sys.argv[4])
    elif sys.argv[1:2] == ["--way"]:
        if sys.argv[2] != WAYS[0]:
            import coalition as co

            _ = co.read_agreement_graph, co.agreement_graph  # loaded before it is measured
        idle, before, start = peak_memory(), sum(os.times()[:4]), time.perf_counter()
        run(*sys.argv[2:4])
        taken, wall = sum(os.times()[:4]) - before, time.perf_counter() - start
        print(taken, wall, peak_memory(), idle)
    else:
        main(int(sys.argv[1] if sys.argv[1:] else 10**7) // ACTORS, sys.argv[2:] or [*WAYS[1:]])

"""Agreement counted by a local PySpark, against the same votes read into memory, and a stream.

It needs Java and `pip install pyspark`; the workers must find this library, and PYSPARK_PYTHON name
the Python that has it where that is not the first on the path.
"""

import random
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd
from pyspark.sql import SparkSession
from streams import ACTORS, MEANING, write

import coalition as co

CODES = {"yea": 1, "nay": -1, "abstain": "abstained", "away": "absent"}


def main() -> None:
    """Check that all ways give one graph, also with renamed actors and graded abstention."""
    chance = random.Random(1)
    votes = pd.DataFrame(
        [
            (f"A{actor}", proposal, chance.choice([*CODES, None]), actor + 1)
            for actor in range(12)
            for proposal in range(200)
            if chance.random() < 0.8
        ],
        columns=["actor", "proposal", "stance", "seats"],
    )
    options = {
        "stances": CODES,
        "count_as": {"abstained": 0.25},
        "rename": {"A1": ["B1", "B2"]},
        "seats": "seats",
    }
    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    session = builder.getOrCreate()
    rows = list(votes.astype(object).where(votes.notna(), None).itertuples(index=False, name=None))
    frame = session.createDataFrame(rows, list(votes.columns))
    start = time.perf_counter()
    counted = co.read_agreement_graph(frame, **options)
    taken = time.perf_counter() - start
    read = co.read_votes(votes, **options)
    same = (
        dict(counted.adj) == dict(co.agreement_graph(read).adj)
        and dict(counted.nodes(data=True)) == dict(co.agreement_graph(read).nodes(data=True))
        and co.read_votes(frame, **options) == read
    )
    result = "equal" if same else "NOT EQUAL"
    print(f"{len(votes)} votes counted by Spark in {taken:.1f} s: {result}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "votes.parquet"
        number = int(sys.argv[1] if sys.argv[1:] else 2_000_000) // ACTORS
        write(path, number, "by proposal")
        times, graphs = [], []
        for source in (str(path), session.read.parquet(str(path))):
            start = time.perf_counter()
            graphs.append(co.read_agreement_graph(source, stances=MEANING))
            times.append(time.perf_counter() - start)
        equal = dict(graphs[0].adj) == dict(graphs[1].adj)
    print(
        f"{number * ACTORS:,} votes: {times[1]:.1f} s, {times[1] / times[0]:.1f} times a stream of "
        f"the file: {'equal' if equal else 'NOT EQUAL'}"
    )
    raise SystemExit(not (same and equal))


if __name__ == "__main__":
    main()

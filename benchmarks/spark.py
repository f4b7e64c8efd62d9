"""Agreement counted by a local PySpark, against the same votes read into memory."""

import random
import time

import pandas as pd
from pyspark.sql import SparkSession

import coalition as co

CODES = {"yea": 1, "nay": -1, "abstain": "abstained", "away": "absent"}


def main() -> None:
    """Check that both ways give one graph, also with renamed actors and graded abstention."""
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
    session = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    rows = list(votes.astype(object).where(votes.notna(), None).itertuples(index=False, name=None))
    frame = session.getOrCreate().createDataFrame(rows, list(votes.columns))
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
    raise SystemExit(not same)


if __name__ == "__main__":
    main()

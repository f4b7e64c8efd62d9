"""An expert survey after the shape of the Chapel Hill one, made with a seed: its rows, wide."""

import random
from typing import Any

ISSUES = tuple(f"issue{number}" for number in range(10))
NAMED_NA = 17  # the row of the party that is called NA


def survey(parties: int = 279) -> list[dict[str, Any]]:
    """Return a row for each party: country, family, seats, ten positions with salience, gaps."""
    chance = random.Random(2024)
    rows = []
    for number in range(parties):
        name = "NA" if number == NAMED_NA else f"party {number:03}"
        row: dict[str, Any] = {"party": name, "country": f"country {number % 28:02}"}
        row |= {"family": f"family {number % 9}", "seats": chance.randrange(1, 200)}
        for issue in ISSUES:
            experts = chance.randrange(4, 20)
            mean = sum(chance.randrange(11) for _ in range(experts)) / experts
            short = round(chance.uniform(0, 10), 2)
            row[issue] = None if chance.random() < 0.06 else chance.choice([mean, short])
            cares = round(chance.uniform(0, 10), 3)
            row[f"{issue}_salience"] = None if chance.random() < 0.04 else cares
        rows.append(row)
    return rows

"""Mutate sheets of statements, and see that no errors come but those that are documented.

Run ``python -m tests.fuzz_sheets 100000``; a short run is among the tests. A failure prints which
mutation it was.
"""

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

import coalition as co
from tests import messy_sheet
from tests.fuzz import VALUES, mutated_bytes
from tests.mutations import LINES, tally
from tests.sheet_files import ods, xlsx

KINDS = ("bytes", "cells", "frame", "answers", "ods", "xlsx")
CELLS: list[Any] = [
    *(value for value in VALUES if isinstance(value, str | int | float | bool) or value is None),
    *(
        "pro",
        "contra",
        "fpö",
        "FPÖ",
        "Kickl",
        "Zitat",
        "Insider",
        "Total",
        "Summe",
        "Partei",
        "5/7",
    ),
    *("31.02.2025", "2022-23", "5 listopad 2023", "45112", "99999999999999999999", "1,234", "a//b"),
    *(
        "05/07/25",
        "../..",
        "2025-01-01/..",
        "\u22121",
        "\u0665",
        "/",
        "https://example.org",
        "'",
        '"',
    ),
]
ANSWERS: dict[str, list[Any]] = {
    "stances": [None, {}, {"pro": 2}, {"pro": None, None: 0}, {1: "for"}],
    "attributions": [None, {None: "stated"}, {"Zitat": "said"}],
    "rename": [None, {"FPÖ": "ÖVP"}, {"Kickl": "FPÖ"}, {"x": "y"}, {"FPÖ": ""}],
    "seats": [None, {"Kickl": 3}, {"FPÖ": -1}],
    "day_first": [None, False, 0, "yes"],
    "undated": ["2025", "../..", "never"],
    "several": ["latest", "all", "source", "week", "range"],
    "actor": ["Wer", "Partei", "partei", 3],
    "date": ["Seite", "Nr."],
}


def mutated(rows: list[list[Any]], chance: random.Random) -> list[list[Any]]:
    """Change, swap, drop or double cells and rows."""
    rows = [row[:] for row in rows]
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        row = chance.choice(rows)
        place = chance.randrange(len(row))
        action = chance.randrange(8)
        if action == 0:
            rows.insert(chance.randrange(len(rows)), row[:])
        elif action == 1 and len(rows) > 1:
            rows.remove(row)
        elif action == 2:
            other = chance.choice(rows)
            row[place], other[place] = other[place], row[place]
        else:
            row[place] = chance.choice(CELLS)
    return rows


def written(kind: str, rows: list[list[Any]], chance: random.Random) -> bytes:
    """Return a workbook, now and then with bytes that are changed."""
    seen = [[_printable(cell) for cell in row] for row in rows]
    data = ods(seen) if kind == "ods" else xlsx(seen)
    return mutated_bytes(data, chance) if chance.random() < 0.2 else data


def _printable(cell: Any) -> Any:
    """Return a cell as workbooks can hold it."""
    if isinstance(cell, str):
        return "".join(c for c in cell if c.isprintable() or c == "\n")
    return cell if not isinstance(cell, int | float) or abs(cell) < 1e9 else None


def _read(kind: str, path: Path, chance: random.Random) -> co.Coalition:
    rows = messy_sheet.rows(typed=chance.random() < 0.5)
    answers: dict[str, Any] = {}
    if kind == "answers":
        for name in chance.sample(sorted(ANSWERS), chance.randrange(1, 4)):
            answers[name] = chance.choice(ANSWERS[name])
    elif kind != "bytes":
        rows = mutated(rows, chance)
    if kind == "frame":
        names = messy_sheet.rows()[messy_sheet.HEAD - 1]
        return messy_sheet.read(pd.DataFrame(rows[messy_sheet.HEAD :], columns=names, dtype=object))
    if kind in {"ods", "xlsx"}:
        path.write_bytes(written(kind, rows, chance))
        return messy_sheet.read(path)
    text = [["" if cell is None else str(cell) for cell in row] for row in rows]
    data = "\n".join(";".join(row) for row in text).encode(errors="surrogatepass")
    path.write_bytes(mutated_bytes(data, chance) if kind == "bytes" else data)
    return messy_sheet.read(path, **answers)


def _trials(
    number: int, seed: int, folder: str
) -> Iterator[tuple[str, str, Callable[[], co.Coalition]]]:
    for index in range(number):
        kind, chance = KINDS[index % len(KINDS)], random.Random(f"{seed} {index}")
        read = partial(_read, kind, Path(folder, "talks.csv"), chance)
        yield kind, f"seed {seed}, index {index}", read


def run(number: int, seed: int = 0) -> Counter[str]:
    """Try so many mutations, count what became of them, and how long the slowest took."""
    with TemporaryDirectory() as folder:
        return tally(_trials(number, seed, folder), LINES)


if __name__ == "__main__":
    for outcome, count in sorted(run(int(sys.argv[1])).items()):
        print(f"{outcome}: {count}")

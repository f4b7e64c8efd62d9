"""Mutate files of DNA and of decide, and see that no errors come but those that are documented.

Run ``python -m tests.fuzz_files 100000 dna``, or ``decide``; a short run is among the tests. A
failure prints which mutation it was.
"""

import contextlib
import random
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import coalition as co
from tests.dna_files import write_dna
from tests.fuzz import VALUES, mutated_bytes
from tests.mutations import tally

TOLL = """\
#O\tA toll in the city
'#A'\t'Town'\t'The town'\t''
#A\tCountry
#A\tShops\tThe shops\tonly some
#/\tIssues
#P\ttoll\tHow much
#M\ttoll\t0.5\tthe least
#M\ttoll\t7
#P\thours\tFrom when to when\tof a day
#M\thours\t0
#M\thours\t100
#D\tTown\ttoll\t3\t0.7\t1
#D\tCountry\ttoll\t0.5\t0.8\t0.9
#D\tShops\ttoll\t1.0\t0.6\t0.6\tsaid so
#D\tTown\thours\t100.0\t0.9\t1
#D\tCountry\thours\t0\t1.0\t0.9
"""
CELLS = [str(value) for value in VALUES if not isinstance(value, bytes)] + [
    *("=1+1", "1e99", "1e-99", "1e999", "0x1", "1_000", "0,5", "'", "''", "#D", "#/", "\ufeff"),
    *("Town", "toll", "1/2", "\u0663", "\r", "\t\t\t\t\t\t\t\t"),
]
COLUMNS = [
    *("STATEMENTS.DocumentId", "STATEMENTS.StatementTypeId", "ENTITIES.Value", "DOCUMENTS.Title"),
    *("DOCUMENTS.Date", "DATASHORTTEXT.Entity", "DATASHORTTEXT.VariableId", "DATABOOLEAN.Value"),
    *("DATABOOLEAN.StatementId", "VARIABLES.DataType", "VARIABLES.Variable", "DOCUMENTS.Author"),
]


@cache
def coded() -> bytes:
    """Return a file of DNA, with some pages in every table."""
    actors = [(f"Person {n % 7}", f"Organization {n % 5}") for n in range(60)]
    said = [(1 + n % 3, *actors[n], f"Concept {n % 4}", n % 2) for n in range(60)]
    documents = [(n, f"Hearing {n}", "Clerk", str(n), f"2024-02-0{n}") for n in range(1, 4)]
    with TemporaryDirectory() as folder:
        return write_dna(Path(folder, "x.dna"), said, documents).read_bytes()


def mutated_rows(path: Path, chance: random.Random) -> None:
    """Change values somewhere in the tables of a file."""
    with closing(sqlite3.connect(path)) as connection, connection:
        for _ in range(chance.choice((1, 1, 2, 5))):
            table, column = chance.choice(COLUMNS).split(".")
            value = chance.choice(VALUES)
            if isinstance(value, str | int | float | bytes) or value is None:
                with contextlib.suppress(sqlite3.Error, OverflowError, UnicodeError):
                    connection.execute(
                        f"UPDATE {table} SET {column} = ? WHERE ID % ? = 0",  # noqa: S608
                        (value, chance.choice((1, 2, 7, 20))),
                    )


def mutated_pages(data: bytes, chance: random.Random) -> bytes:
    """Overwrite bytes, and never move any, so that pages stay pages."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 2, 5, 20))):
        page = 4096 * chance.randrange(len(data) // 4096)
        place = page + chance.randrange(chance.choice((16, 100, 4096)))
        changed[place] = chance.choice((0, 1, 2, 5, 13, 255, chance.randrange(256)))
    return bytes(changed)


def mutated_cells(text: str, chance: random.Random) -> str:
    """Change, drop, double or move cells and lines."""
    rows = [line.split("\t") for line in text.splitlines()]
    for _ in range(chance.choice((1, 1, 2, 5))):
        row = chance.choice(rows)
        at = chance.randrange(len(row) + 1)
        row[at : at + chance.randrange(2)] = chance.choice(([], [chance.choice(CELLS)]))
        if chance.random() < 0.2:
            rows.insert(chance.randrange(len(rows)), chance.choice(rows)[:])
    return "\n".join("\t".join(row) for row in rows)


def dna(path: Path, kind: str, chance: random.Random) -> None:
    """Write a mutated file of DNA."""
    change = mutated_bytes if kind == "bytes" else mutated_pages
    path.write_bytes(coded() if kind == "values" else change(coded(), chance))
    if kind == "values":
        mutated_rows(path, chance)


def decide(path: Path, kind: str, chance: random.Random) -> None:
    """Write a mutated file of decide."""
    if kind == "values":
        path.write_bytes(mutated_cells(TOLL, chance).encode(errors="surrogatepass"))
    else:
        path.write_bytes(mutated_bytes(TOLL.encode(), chance))


def read_both(path: Path) -> None:
    """Read a file of decide both ways."""
    co.read_decide(path)
    co.read_scales(path)


FORMATS: dict[str, tuple[Callable[[Path, str, random.Random], None], Callable[[Path], Any]]] = {
    "dna": (dna, co.read_dna),
    "decide": (decide, read_both),
}


def _trials(
    number: int, name: str, seed: int, path: Path
) -> Iterator[tuple[str, str, Callable[[], Any]]]:
    write, read = FORMATS[name]
    for index in range(number):
        kind = ("bytes", "values", "pages")[index % 3]
        write(path, kind, random.Random(f"{seed} {index}"))
        yield kind, f"seed {seed}, index {index}", partial(read, path)


def run(number: int, name: str, seed: int = 0) -> Counter[str]:
    """Try so many mutations, count what became of them, and how long the slowest took."""
    with TemporaryDirectory() as folder:
        return tally(_trials(number, name, seed, Path(folder, f"mutated.{name}")))


if __name__ == "__main__":
    for outcome, count in sorted(run(int(sys.argv[1]), sys.argv[2]).items()):
        print(f"{outcome}: {count}")

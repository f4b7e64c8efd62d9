"""The command line before it answers, and files of many positions: against bare parsers.

    python benchmarks/files.py [POSITIONS]

Each way to read or write is named with how many times as long it takes as a bare parser of the same
text, or as `json.dumps`, and how many times as long as for a tenth of the positions: 10 is linear.
"""

import json
import subprocess
import sys
import tomllib
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from measuring import seconds

import coalition as co

ACTORS = 100


def case_of(number: int) -> co.Coalition:
    """Return a case of so many positions, no two of which are written as one."""
    known = {"attribution": "reported", "source": "J"}
    return co.Coalition(
        sources=[co.Source("J", "A journal")],
        parties=[co.Party(f"P{actor}") for actor in range(ACTORS)],
        proposals=[co.Proposal(f"m{item}", f"t{item % 20}") for item in range(number // ACTORS)],
        positions=[
            co.Position(
                f"P{at % ACTORS}",
                f"m{at // ACTORS}",
                at % 3 - 1,
                date=f"{2000 + at % 23}-{at % 12 + 1:02}",
                **known,
            )
            for at in range(number // ACTORS * ACTORS)
        ],
    )


def run(call: list[str]) -> None:
    """Run Python."""
    subprocess.run([sys.executable, *call], capture_output=True, check=True)  # noqa: S603 - ours


def timed(number: int, folder: Path) -> dict[str, tuple[float, float]]:
    """Return the time of each function on so many positions, and that of a bare parser."""
    case, toml, popolo, package = case_of(number), *map(folder.joinpath, ("a.toml", "a.json", "a"))
    co.write_case(case, toml)
    co.write_popolo(case, popolo)
    co.write_datapackage(case, package)
    tree = json.loads(popolo.read_text())
    by_toml, by_json, written, *own = seconds(
        lambda: tomllib.loads(toml.read_text()),
        lambda: json.loads(popolo.read_text()),
        lambda: json.dumps(tree),
        lambda: co.read_case(toml),
        lambda: co.write_case(case, toml),
        lambda: co.read_popolo(popolo),
        lambda: co.write_popolo(case, popolo),
        lambda: co.read_datapackage(package),
        lambda: co.write_datapackage(case, package),
        lambda: co.convert(toml, folder / "b.json"),
        rounds=1,
    )
    names = ("read_case", "write_case", "read_popolo", "write_popolo")
    names += ("read_datapackage", "write_datapackage", "convert")
    bare = (by_toml, written, by_json, written, by_json, written, by_toml + by_json)
    return dict(zip(names, zip(own, bare, strict=True), strict=True))


def main() -> None:
    """Time the help and an answer, then the files."""
    calls = (["-c", "import click"], ["-m", "coalition", "--help"])
    calls += (["-m", "coalition", "splits", "migration-2023"],)
    bare, *own = seconds(*(partial(run, call) for call in calls))
    for call, taken in zip(calls[1:], own, strict=True):
        print(f"{' '.join(call[1:])}: {taken / bare:.1f} times as long as to import click")
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with TemporaryDirectory() as folder:
        few, many = timed(number // 10, Path(folder)), timed(number, Path(folder))
    for name, (taken, parser) in many.items():
        grown = taken / few[name][0]
        print(f"{name}: {taken / parser:.1f} times a bare parser, {grown:.1f} times a tenth")


if __name__ == "__main__":
    main()

"""Type checkers find the slips in code that uses the library, and nothing else."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
FILES = ("passes.py", "fails.py")
SLIPS = {
    number
    for number, line in enumerate((HERE / "fails.py").read_text("utf-8").splitlines(), 1)
    if line.endswith("# error")
}


def output(checker: str, *arguments: str, folder: Path) -> str:
    """Return what a type checker prints, which finds faults."""
    run = subprocess.run(
        [sys.executable, "-m", checker, *arguments],
        capture_output=True,
        check=False,
        cwd=folder,
        encoding="utf-8",
    )
    return run.stdout


def lines_of_mypy(_folder: Path) -> set[tuple[str, int]]:
    """Return the lines on which mypy finds a fault, as the project has it run: strictly."""
    files = [str(HERE / name) for name in FILES]
    found = re.findall(r"(\w+\.py):(\d+): error:", output("mypy", *files, folder=ROOT))
    return {(name, int(line)) for name, line in found}


def lines_of_pyright(folder: Path) -> set[tuple[str, int]]:
    """Return the lines on which basedpyright finds a fault, as strict as pyright can be."""
    options = {
        "include": [str(HERE / name) for name in FILES],
        "extraPaths": [str(ROOT / "src")],
        "typeCheckingMode": "strict",
        "reportMissingTypeStubs": False,  # of pandas
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(options), "utf-8")
    python = ("--pythonpath", sys.executable)
    found = json.loads(output("basedpyright", "--outputjson", *python, folder=folder))
    return {
        (Path(one["file"]).name, one["range"]["start"]["line"] + 1)
        for one in found["generalDiagnostics"]
    }


@pytest.mark.no_cover
@pytest.mark.parametrize("lines", [lines_of_mypy, lines_of_pyright])
def test_every_slip_is_found_and_nothing_else(
    lines: Callable[[Path], set[tuple[str, int]]], tmp_path: Path
) -> None:
    """Every line with a slip has a fault, and no other line has one."""
    assert lines(tmp_path) == {("fails.py", number) for number in SLIPS}

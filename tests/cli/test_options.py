"""The options that many commands share: how agreement is counted, and what is possibly known."""

import json
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

import coalition as co
from coalition.cli import main
from tests.builders import case

# two camps of two, who differ on half of the proposals
CAMPS = case(
    {
        f"p{at}": {actor: -1 if at % 2 ^ (at % 4 > 1 and actor in "CD") else 1 for actor in "ABCD"}
        for at in range(40)
    }
)
MODEL = ["--null-model", "fixedcol", "--alpha", "0.01", "--min-shared", "5"]
AGREEMENT = co.Agreement(null_model="fixedcol", alpha=0.01, min_shared=5)
MEAN = co.Agreement(agree_within="mean")


@pytest.fixture
def camps(tmp_path: Path) -> str:
    """Return the path of the case of two camps."""
    path = tmp_path / "camps.toml"
    co.write_case(CAMPS, path)
    return str(path)


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (["splits", *MODEL], {"splits": (co.split(CAMPS, "t", agreement=AGREEMENT),)}),
        (
            ["splits", "--agree-within", "mean"],
            {"splits": (co.split(CAMPS, "t", agreement=MEAN),)},
        ),
        (
            ["splits", "--agree-within", "0.5"],
            {"splits": (co.split(CAMPS, "t", agree_within=Fraction(1, 2)),)},
        ),
        (
            ["history", *MODEL],
            {"split_history": {"t": co.split_history(CAMPS, "t", agreement=AGREEMENT)}},
        ),
        (
            ["stability", *MODEL, "--resamples", "9", "--seed", "3"],
            {"stability": (co.stability(CAMPS, "t", agreement=AGREEMENT, resamples=9, seed=3),)},
        ),
        (["about", "A"], {"about": co.about(CAMPS, "A")}),
        (["timeline"], {"timeline": co.timeline(CAMPS)}),
    ],
    ids=lambda value: " ".join(value[:2]) if isinstance(value, list) else "",
)
def test_json_is_what_the_library_answers(
    arguments: list[str], answer: Any, camps: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is asked in the shell is what is asked of the functions."""
    command, *rest = arguments
    assert main([command, camps, *rest, "--json"]) == 0
    assert co.from_data(json.loads(capsys.readouterr().out)) == answer


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["splits", *MODEL], "A and B against C and D on t (beyond chance; null model fixedcol, a"),
        (["stability", "--resamples", "9"], "A and B against C and D: 5 of 9\n"),
        (["about", "A"], "A (party)\n---------\n  2023: A for p0 (stated)\n"),
        (["timeline"], "Timeline\n--------\n  2023: A for p0 (stated)\n"),
        (["splits", "--alpha", "7"], "Agreement: alpha: must be a number above 0 and below 1"),
        (["splits", "--agree-within", "far"], "'far' is neither a number nor 'mean'."),
        (["splits", "--null-model", "sdms"], "did you mean 'sdsm'?"),
        (["splits", "--possible"], "--possible goes with --at."),
        (["about", "E"], "no actor, proposal or source 'E'"),
    ],
    ids=lambda value: " ".join(value[:2]) if isinstance(value, list) else "",
)
def test_texts(
    arguments: list[str], told: str, camps: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Answers and mistakes are told in words."""
    command, *rest = arguments
    main([command, camps, *rest])
    captured = capsys.readouterr()
    assert told in captured.out + captured.err


@pytest.mark.parametrize("command", ["splits", "report", "blockers", "about A", "ledger"])
def test_what_is_possible(command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What may be from up to a date is left out, and said to be, unless it is asked for."""
    path = tmp_path / "later.toml"
    co.write_case(case({"p": {"A": 1, "B": -1}}), path)  # of 2023
    name, *rest = command.split()
    assert main([name, str(path), *rest, "--at", "2023-05"]) == 0
    assert "2 positions of 2023 may be later and are left out" in capsys.readouterr().out
    assert main([name, str(path), *rest, "--at", "2023-05", "--possible"]) == 0
    told = capsys.readouterr().out
    assert "left out" not in told
    assert ("A against B on t" in told) == (name in {"splits", "report"})


@pytest.mark.parametrize("without", ["claimed", "measured"])
def test_without(without: str, camps: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Claims and what was measured can be left out, too."""
    assert main(["splits", camps, "--without", without]) == 0
    assert "rests on 160 positions: 160 stated\n" in capsys.readouterr().out


@pytest.mark.parametrize("command", ["splits", "report"])
def test_some_actors_only(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Any case can be asked about some of its actors alone, who must be there."""
    some = [command, "migration-2023", "--actor", "VVD", "--actor", "D66"]
    assert main(some) == 0
    told = capsys.readouterr().out
    assert "VVD against D66 on migration/asylum" in told
    assert "VVD, D66, CDA" not in told
    assert "Hoekstra" not in told
    assert main([*some, "--actor", "CDU"]) == 1
    assert "no actor 'CDU'" in capsys.readouterr().err


def test_a_report_under_a_rule(capsys: pytest.CaptureFixture[str]) -> None:
    """The report takes the words of a rule as other commands do."""
    assert main(["report", "migration-2023", "--rule", "majority of 150"]) == 0
    assert "\nRule: majority of 150.\n" in capsys.readouterr().out


WRITERS: dict[str, Callable[[str], list[str]]] = {
    "page": lambda path: ["page", path, "-o", "made.html"],
    "graph": lambda path: ["convert", path, "made.graphml"],
    "plot": lambda path: ["plot", path, "-o", "made.svg"],
}


@pytest.mark.parametrize("name", WRITERS)
def test_what_is_written_counts_as_it_is_asked(
    name: str, camps: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page, the graph and the picture have another content under a null model."""
    monkeypatch.chdir(tmp_path)
    arguments = WRITERS[name](camps)
    made = tmp_path / arguments[-1]
    assert main(arguments) == 0
    usual = made.read_bytes()
    assert main([*arguments, *MODEL]) == 0
    assert made.read_bytes() != usual
    if name == "page":
        assert made.read_text("utf-8") == co.page(co.read_case(camps), agreement=AGREEMENT)
    elif name == "graph":
        assert b"p_value" in made.read_bytes()

"""The commands about several codings of the same talks."""

import json
from pathlib import Path

import pytest

import coalition as co
from coalition.cli import main
from tests.shell import SMALL


@pytest.fixture(name="codings")
def fixture_codings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the names of two files, which differ on B."""
    monkeypatch.chdir(tmp_path)
    Path("ann.toml").write_text(SMALL, "utf-8")
    Path("bob.toml").write_text(SMALL.replace('"against"', '"for"'), "utf-8")
    return ["ann.toml", "bob.toml"]


def test_coders(codings: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """How far they agree is said, by the names of the files, and where they differ."""
    assert main(["coders", *codings]) == 0
    told = capsys.readouterr().out
    found = co.coder_agreement(*map(co.read_case, codings), names=["ann", "bob"])
    assert str(found) in " ".join(told.split())
    assert "Where they differ\n-----------------\n  B on p: against (ann), for (bob)\n" in told
    assert "What one alone found" not in told


def test_coders_as_json(codings: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """For scripts there are the values of the call, with the options given."""
    options = ["--of", "stance", "--level", "interval", "--period", "month", "--json"]
    assert main(["coders", *codings, *options]) == 0
    data = json.loads(capsys.readouterr().out)["items"]["coder_agreement"]
    assert (data["of"], data["level"], data["period"]) == ("stance", "interval", "month")
    assert data["units"] == 2


def test_files_of_one_name_are_called_by_their_places(
    codings: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """So is a file that is given twice."""
    assert main(["coders", codings[0], codings[0]]) == 0
    assert "  1 and 2 on sides: " in capsys.readouterr().out


def test_merge(codings: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """What differs is refused, or decided as asked; then the case is written, and that is said."""
    assert main(["merge", *codings, "-o", "talks.toml"]) == 1
    assert "positions[1] of ann and positions[1] of bob: B, p" in capsys.readouterr().err
    assert not Path("talks.toml").exists()
    assert main(["merge", *codings, "-o", "talks.toml", "--differing", "last"]) == 0
    told = capsys.readouterr().out
    merged = co.merge(*map(co.read_case, codings), differing="last", names=["ann", "bob"])
    assert co.read_case("talks.toml") == merged
    assert told.splitlines() == [*merged.reading, f"talks.toml: {merged!r}"]


def test_one_coding_is_not_enough(codings: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody agrees alone."""
    assert main(["coders", codings[0]]) == 2
    assert "There must be two codings, or more." in capsys.readouterr().err

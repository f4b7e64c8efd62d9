"""The command line: what it prints, and what it answers to mistakes."""

import runpy
import sys
from pathlib import Path

import attrs
import pytest

import coalition as co
from coalition.cli import main

SMALL = """
[[parties]]
id = "A"
seats = 3
[[parties]]
id = "B"
[[proposals]]
id = "p"
topic = "t/u"
[[positions]]
actor = "A"
proposal = "p"
stance = "for"
date = "2023-01"
attribution = "stated"
[[positions]]
actor = "B"
proposal = "p"
stance = "against"
date = "2023-02"
attribution = "reported"
"""


@pytest.fixture
def small(tmp_path: Path) -> str:
    path = tmp_path / "small.toml"
    path.write_text(SMALL, encoding="utf-8")
    return str(path)


def test_report_of_a_shipped_case(capsys: pytest.CaptureFixture[str]) -> None:
    """The report of a shipped case is that of the library."""
    assert main(["report", "migration-2023"]) == 0
    assert capsys.readouterr().out == co.report(co.load_case("migration-2023"))


def test_report_of_a_file(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Any case file can be reported on, at a date and on a topic."""
    assert main(["report", small, "--at", "2023-02", "--topic", "t"]) == 0
    assert capsys.readouterr().out == (
        "Coalition\n"
        "\n"
        "Parties: A (3 seats), B.\n"
        "\n"
        "Who stands with whom, 2023-02\n"
        "-----------------------------\n"
        "  A against B on t\n"
        "  A against B on t/u\n"
        "\n"
        "Who blocks what where all must agree, 2023-02\n"
        "---------------------------------------------\n"
        "  p: B (reported, 2023-02)\n"
        "\n"
        "What rests on hearsay or inference alone, 2023-02\n"
        "-------------------------------------------------\n"
        "  nothing\n"
        "\n"
        "How sure the splits are, 2023-02\n"
        "--------------------------------\n"
        "  t: the same without hearsay and without inference. All positions are known. Hangs on "
        "A for p\n      (stated, 2023-01) and B against p (reported, 2023-02).\n"
        "  t/u: the same without hearsay and without inference. All positions are known. Hangs on "
        "A for p\n      (stated, 2023-01) and B against p (reported, 2023-02).\n"
        "\n"
        "Who is off the party line, 2023-02\n"
        "----------------------------------\n"
        "  nothing\n"
        "\n"
        "Which demands are in deadlock, 2023-02\n"
        "--------------------------------------\n"
        "  nothing\n"
        "\n"
        "Sources\n"
        "-------\n"
        "  nothing\n"
    )


def test_report_compares_the_first_and_the_last_date(small: str) -> None:
    """Without dated sources, the dates of the positions are compared; new splits are said."""
    text = co.report(co.read_case(small))
    assert "What changed, 2023-01 to 2023-02" in text
    assert "new: A against B on t/u" in text
    assert "p: nobody; nothing is known of B" in text


def test_report_of_an_empty_case() -> None:
    """A case without positions says so."""
    assert co.report(co.Coalition(title="Empty")) == "Empty\n\nNo position is known.\n"


def test_blockers(small: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Who blocks what is told proposal by proposal, with the outcome under the rule."""
    assert main(["blockers", small, "--rule", "at least 2"]) == 0
    assert capsys.readouterr().out == (
        "Rule: at least 2\n"
        "\n"
        "p: blocked\n"
        "----------\n"
        "  for: A; against: B\n"
        "  can stop it alone: B (reported, 2023-02)\n"
        "  would have to change their minds: B\n"
    )
    assert main(["blockers", small, "--at", "2023-01", "--topic", "t"]) == 0
    told = capsys.readouterr().out
    assert "p: open\n-------\n  for: A; not known: B\n" in told
    assert "it can hang on: B" in told
    assert main(["blockers", small, "--at", "2022"]) == 0
    assert capsys.readouterr().out == "Rule: unanimity\n\nNo position is known.\n"
    assert main(["blockers", small, "--proposal", "p"]) == 0
    assert "p: blocked" in capsys.readouterr().out


def test_blockers_who_stop_it_together(capsys: pytest.CaptureFixture[str]) -> None:
    """Where nobody stops it alone, those who do together are told, and that hearsay is hearsay."""
    rule = "at least 3"
    assert main(["blockers", "migration-2023", "--at", "2023-07", "--rule", rule]) == 0
    told = capsys.readouterr().out
    assert "can stop it together: D66 and CU\n" in told
    assert "would have to change their minds: D66; or CU\n" in told
    assert "asylum-target: possibly blocked\n" in told


def test_power(capsys: pytest.CaptureFixture[str]) -> None:
    """How much each party counts is a table, with roles and minimal coalitions below."""
    assert main(["power", "migration-2023", "--rule", "quota 40"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "Rule: quota 40"
    assert lines[2].split() == [
        *("seats", "Shapley-Shubik", "Banzhaf", "absolute", "Deegan-Packel", "public", "good"),
        *("Johnston", "prevent", "initiate"),
    ]
    assert lines[3].split() == "VVD 34 5/12 5/12 5/8 1/3 2/7 1/2 5/7 5/9".split()  # noqa: SIM905
    assert (
        lines[-9:]
        == [
            "  VVD and D66",
            "  VVD and CDA",
            "  D66, CDA and CU",
            "",
            "Minimal blocking coalitions",
            "---------------------------",
            "  VVD and D66",
            "  VVD and CDA",
            "  VVD and CU",
            "  D66 and CDA",
        ][-9:]
    )
    assert max(map(len, lines)) <= 110


def test_power_lists_a_dozen_coalitions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of many minimal coalitions the first twelve are told, and that there are others."""
    parties = "".join(f'[[parties]]\nid = "P{i}"\n' for i in range(9))
    path = tmp_path / "nine.toml"
    path.write_text(parties, "utf-8")
    assert main(["power", str(path), "--rule", "majority"]) == 0
    told = capsys.readouterr().out
    assert told.count("  and others\n") == 2
    assert "In sole charge: nobody" in told


def test_check(small: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A case file without a fault is said to have none; of another, every fault is listed."""
    assert main(["check", small]) == 0
    counts = "2 parties, 0 politicians, 1 proposal, 2 positions"
    assert capsys.readouterr().out == f"{small}: no fault (<Coalition: {counts}>)\n"
    broken = tmp_path / "broken.toml"
    broken.write_text(SMALL.replace("2023-02", "2023-02-30").replace('"B"', '"a"', 1), "utf-8")
    assert main(["check", str(broken)]) == 1
    error = capsys.readouterr().err
    assert error.startswith("broken.toml: 3 faults\n")
    assert "line 6: parties[1].id: 'a' differs from 'A' (parties[0].id) only in case" in error
    assert "line 17: positions[1].actor: there is no party or politician 'B'" in error
    assert "line 20: positions[1].date: there is no date 2023-02-30 in the calendar" in error


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["report", "migration-2032"], "no shipped case 'migration-2032'"),
        (["report", "no-such.toml"], "no-such.toml"),
        (["report", "migration-2023", "--at", "2023-13"], "there is no date 2023-13"),
        (["report", "migration-2023", "--topic", "migraton"], "did you mean 'migration'?"),
        (["blockers", "migration-2023", "--topic", "migraton"], "did you mean 'migration'?"),
        (["blockers", "migration-2023", "--proposal", "x"], "no proposal 'x'"),
        (["blockers", "migration-2023", "--rule", "veto D6"], "did you mean 'D66'?"),
        (["power", "migration-2023", "--rule", "majorty"], "did you mean 'majority'?"),
        (["power", "migration-2023", "--rule", "majority of 99999"], "not even all members"),
    ],
)
def test_mistakes(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What is wrong with the input is one message and exit code 1, and no traceback."""
    assert main(arguments) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert message in captured.err


def test_lists(capsys: pytest.CaptureFixture[str]) -> None:
    """The shipped cases and the schema can be printed."""
    assert main(["cases"]) == 0
    assert capsys.readouterr().out.split() == list(co.list_cases())
    assert main(["schema"]) == 0
    assert capsys.readouterr().out.startswith("{")


def test_no_command_prints_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    """Called with nothing, it explains itself and exits with 2."""
    assert main([]) == 2
    assert "report" in capsys.readouterr().out


def test_as_a_module(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The package can be run as a module."""
    monkeypatch.setattr(sys, "argv", ["coalition", "cases"])
    with pytest.raises(SystemExit) as caught:
        runpy.run_module("coalition", run_name="__main__")
    assert caught.value.code == 0
    assert "migration-2023" in capsys.readouterr().out


def test_report_tells_what_was_said_after_the_last_source(small: str) -> None:
    """A position later than every dated source is in the report, and dates run forwards."""
    case = co.read_case(small)
    paper = co.Source("paper", "Paper", date="2022-12-05")
    early = co.Position("A", "p", "against", date="2022-12", attribution="reported", source="paper")
    text = co.report(attrs.evolve(case, sources=[paper], positions=[early, *case.positions]))
    assert "What changed, 2022-12-05 to 2023-02" in text
    assert "p: B (reported, 2023-02)" in text

"""The command line: what it prints, and what it answers to mistakes."""

import io
import json
import os
import runpy
import shlex
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import attrs
import click
import pytest
from rich.text import Text

import coalition as co
from coalition.characters import safe
from coalition.cli import commands, main
from coalition.cli import terminal as cli_terminal
from coalition.reporting.plain_data import plain

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


def test_json_says_that_there_are_more(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of very many minimal coalitions a thousand are in the JSON, and that there are others."""
    parties = "".join(f'[[parties]]\nid = "P{i}"\n' for i in range(14))
    path = tmp_path / "many.toml"
    path.write_text(parties, "utf-8")
    assert main(["power", str(path), "--rule", "majority", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (len(found["winning_coalitions"]), found["complete"]) == (1000, False)


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


JULY = ["migration-2023", "--at", "2023-07"]
ASYLUM = [*JULY, "--topic", "migration/asylum"]
COMMANDS = {str(command.name): command for command in commands.coalition.commands.values()}


@pytest.mark.parametrize("name", COMMANDS)
def test_help(
    name: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The help of a command says what it does and every option, and its example runs."""
    monkeypatch.chdir(tmp_path)
    Path("mine.toml").write_text(SMALL, "utf-8")
    command = COMMANDS[name]
    assert main([name, "--help"]) == 0
    told = capsys.readouterr().out
    assert command.get_short_help_str(70) in told
    options = [param for param in command.params if isinstance(param, click.Option)]
    assert all(option.help for option in options)
    assert all(max(option.opts, key=len) in told for option in options)
    example = told.split("Example:\n")[1].strip()
    assert main(shlex.split(example.partition(" >")[0])[1:]) == 0


def test_every_command_is_told_of(capsys: pytest.CaptureFixture[str]) -> None:
    """The help tells of every command in one sentence, none cut short."""
    assert main(["--help"]) == 0
    told = capsys.readouterr().out
    lines = [line.split() for line in told.splitlines()]
    assert [line[0] for line in lines if line and line[0] in COMMANDS] == list(COMMANDS)
    assert "..." not in told.partition("Read a case:")[2]


def certain(case: co.Coalition) -> dict[str, Any]:
    """Return what `certainty` answers on labour migration."""
    topic, proposal = "migration/labour", "labour-migration-curb"
    names = {
        "split": {
            topic: co.certainty(case, lambda now: co.split(now, topic).optima, topic=topic),
        },
        "blockers": {
            proposal: co.certainty(
                case,
                lambda now: tuple(found.party for found in co.blockers(now, proposal)),
                proposals=[proposal],
            )
        },
    }
    return {"certainty": names, "robustness": {topic: co.robustness(case, topic)}}


def counted(case: co.Coalition) -> dict[str, Any]:
    """Return what `power` answers under a quota of 40."""
    game = co.SimpleGame(case, rule=co.Quota(40))
    names = "shapley_shubik banzhaf deegan_packel holler johnston coleman"
    return {
        **{name: getattr(co, name)(game) for name in names.split()},
        "absolute_banzhaf": co.banzhaf(game, normalized=False),
        **{name: getattr(co, name)(game) for name in ("veto_players", "dictators", "dummies")},
        "winning_coalitions": [*co.winning_coalitions(game, minimal=True)],
        "blocking_coalitions": [*co.blocking_coalitions(game, minimal=True)],
        "complete": True,
    }


@pytest.mark.parametrize(
    ("arguments", "answer"),
    [
        (["splits", *JULY], lambda july: {"splits": co.splits(july)}),
        (
            ["splits", *JULY, "--topic", "migration/labour", "--without", "inferred"],
            lambda july: {"splits": [co.split(july.without("inferred"), "migration/labour")]},
        ),
        (["dissent", *JULY], lambda july: {"dissent": co.dissent(july)}),
        (
            ["blockers", *JULY, "--rule", "majority"],
            lambda july: {"decisions": co.decisions(july, rule=co.Majority())},
        ),
        (["power", "migration-2023", "--rule", "quota 40"], counted),
        (
            ["history", *JULY[:1], "--topic", "migration/labour"],
            lambda july: {
                "split_history": {"migration/labour": co.split_history(july, "migration/labour")}
            },
        ),
        (
            ["shifts", "migration-2023"],
            lambda _: {"shifts": co.shifts(co.load_case("migration-2023"), "2023-01", "2023-07")},
        ),
        (
            ["ledger", *JULY],
            lambda july: {"ledger": co.ledger(july, at="2023-07"), "conflicts": co.conflicts(july)},
        ),
        (["deadlocks", *JULY], lambda july: {"deadlocks": co.deadlocks(july)}),
        (
            ["packages", *ASYLUM, "--dominated", "--limit", "3"],
            lambda july: {
                "packages": co.packages(july, "migration/asylum", dominated=True, limit=3)
            },
        ),
        (
            ["concessions", *JULY, "--proposal", "two-status-system"],
            lambda july: {"concessions": [co.concessions(july, "two-status-system")]},
        ),
        (
            ["compromise", *JULY, "--proposal", "asylum-target", "--proposal", "inflow-limit"],
            lambda july: {"compromise": co.compromise(july, ["asylum-target", "inflow-limit"])},
        ),
        (["exchanges", *ASYLUM], lambda july: {"exchanges": co.exchanges(july, ASYLUM[-1])}),
        (["certainty", *JULY, "--topic", "migration/labour"], certain),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_json_is_what_the_library_answers(
    arguments: list[str],
    answer: Callable[[co.Coalition], dict[str, Any]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """JSON holds the values that the functions of the library give, under their names."""
    assert main([*arguments, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == plain(
        answer(co.load_case("migration-2023").at("2023-07"))
    )


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["splits", *ASYLUM], "VVD and CDA against D66 and CU on migration/asylum\n"),
        (["splits", *ASYLUM], "  frustration 0; the next best has 5 more\n"),
        (["splits", *ASYLUM], "positions: 13 reported, 8 inferred, 1 stated and 1 hearsay\n"),
        (["splits", *ASYLUM, "--without", "hearsay"], "13 reported, 8 inferred and 1 stated\n"),
        (["history", *JULY], "  2023-01: D66 alone against VVD, CDA and CU on migration/labour"),
        (["shifts", "migration-2023", "--to", "2023-01"], "Who moved, 2023-01 to 2023-01\n"),
        (["shifts", "migration-2023"], "  - blocker vanished: D66 blocks labour-migration-curb"),
        (["dissent", *JULY], "  Eric van der Burg (VVD) on one-week-delay: for"),
        (["ledger", "heating-law-2023", "--at", "2023-09"], "broken by heating-law adopted"),
        (["ledger", "heating-law-2023"], "What cannot both be kept\n"),
        (["deadlocks", *JULY], "  if met: D66 and CU lose\n"),
        (["packages", *ASYLUM], "  grip-on-asylum and strict-asylum-package (gains: VVD 3"),
        (["packages", *ASYLUM], "In no package, as somebody's position is not known\n"),
        (
            ["packages", *ASYLUM, "--dominated", "--rule", "majority"],
            "; another is better for some and worse for nobody",
        ),
        (["concessions", *ASYLUM], "  the fewest who move: D66 by 1 and CU by 1\n"),
        (["concessions", *JULY, "--proposal", "one-week-delay"], "of D66, CDA and CU\n"),
        (["concessions", *JULY, "--proposal", "grip-on-asylum"], "  nobody has to move\n"),
        (["concessions", *JULY[:1], "--rule", "majority"], "Nothing is blocked.\n"),
        (
            ["concessions", *JULY, "--proposal", "inflow-limit", "--proposal", "grip-on-asylum"],
            "grip-on-asylum: passes\n",
        ),
        (
            [
                *("concessions", *JULY, "--proposal", "inflow-limit", "--proposal"),
                *("grip-on-asylum", "--together", "--reservation", "D66=1/2"),
            ],
            "  the fewest who move: D66 by 3/4\n",
        ),
        (["packages", *ASYLUM, "--reservation", "D66=1/2"], "1 package (unanimity)\n"),
        (["packages", *ASYLUM, "--reservation", "D6=1/2"], "did you mean 'D66'?"),
        (["dissent", *ASYLUM], "  nothing\n"),
        (["deadlocks", *JULY, "--topic", "migration/labour"], "  nothing\n"),
        (["shifts", "migration-2023", "--topic", "migration/asylum"], "  nothing\n"),
        (["compromise", *ASYLUM], "strict-asylum-package       69/127     10/39"),
        (["compromise", *JULY, "--proposal", "one-week-delay"], "-1  D66, CDA and CU\n"),
        (["exchanges", *ASYLUM], "others: CDA 48/127 and CU 0\n"),
        (["exchanges", *ASYLUM], "  and others\n"),
        (["certainty", *ASYLUM], "  the same in all of 486 ways to fill 6 unknown positions\n"),
        (["certainty", *ASYLUM], "package-on-the-table: VVD can stop it alone\n"),
        (["certainty", *ASYLUM], "  without hearsay: nobody can stop it alone\n"),
        (
            ["certainty", *ASYLUM, "--rule", "quota 99999"],
            "99999 is beyond the sum of the weights, 78",
        ),
    ],
)
def test_answers(arguments: list[str], told: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Every question is answered in words."""
    code = main(arguments)
    captured = capsys.readouterr()
    assert told in captured.out + captured.err
    assert code == (1 if captured.err else 0)


@pytest.mark.parametrize(
    "name",
    ["splits", "history", "shifts", "blockers", "concessions", "compromise", "certainty"],
)
def test_nothing_known(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of a case without positions, every question is answered all the same."""
    path = tmp_path / "empty.toml"
    path.write_text('[[parties]]\nid = "A"\n', "utf-8")
    assert main([name, str(path)]) == 0
    told = capsys.readouterr().out
    assert "No position is known." in told or "Nothing is blocked." in told


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["splts", "migration-2023"], "'splits'?"),
        (["packages", "migration-2023", "--limt", "3"], "'--limit', '--time-limit'?"),
        (["packages", "migration-2023", "--limit", "0"], "0 is not in the range x>=1"),
        (["splits", "migration-2023", "--without", "hearsy"], "did you mean 'hearsay'?"),
        (["splits", "migration-2023", "--time-limit", "soon"], "'soon' is not a valid float"),
        (["splits"], "Missing argument 'CASE'"),
        (["packages", "migration-2023", "--reservation", "D66"], "such as VVD=1"),
        (["packages", "migration-2023", "--reservation", "D66=1/0"], "such as VVD=1"),
        (["plot", "migration-2023"], "Missing option '-o' / '--output'"),
        (["plot", "migration-2023", "-o", "x.pmg"], "did you mean '.png'?"),
        (["blockers", "migration-2023", "--topic", "migration", "--proposal", "x"], "together"),
    ],
)
def test_wrong_calls(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A call that cannot be understood gives exit code 2, and the command or word that is meant."""
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert message in captured.err


def test_a_picture(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A picture is written whole, in the kind that its name says, and its name is printed."""
    path = tmp_path / "asylum.png"
    assert main(["plot", *ASYLUM, "-o", str(path)]) == 0
    assert capsys.readouterr().out == f"{path}\n"
    assert path.read_bytes().startswith(b"\x89PNG")
    assert main(["plot", *ASYLUM, "-o", str(tmp_path / "none" / "x.svg")]) == 1
    assert "No such file or directory" in capsys.readouterr().err


@pytest.mark.parametrize(
    "picture", ["agreement", "heatmap", "positions", "history", "blockers", "power"]
)
def test_every_picture(picture: str, tmp_path: Path) -> None:
    """Every picture can be drawn from the command line."""
    path = tmp_path / "picture.svg"
    options = ["--picture", picture, "--rule", "majority", "-o", str(path)]
    assert main(["plot", *ASYLUM, *options]) == 0
    assert "</svg>" in path.read_text("utf-8")


def test_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A page is that of the library, with the rules that were named."""
    path = tmp_path / "page.html"
    assert main(["page", "migration-2023", "--rule", "quota 40", "-o", str(path)]) == 0
    assert capsys.readouterr().out == f"{path}\n"
    case = co.load_case("migration-2023")
    assert path.read_text("utf-8") == co.page(case, rules=[co.Quota(40)])


def test_convert(small: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file is written in another format, and what was lost is said."""
    path = tmp_path / "small.graphml"
    assert main(["convert", small, str(path), "--topic", "t/u"]) == 0
    assert capsys.readouterr().out == f"{co.convert(small, path, topic='t/u')}\n"
    assert main(["convert", small, str(tmp_path / "small.xyz")]) == 1
    assert "must end in one of" in capsys.readouterr().err


@pytest.mark.parametrize("missing", ["click", "rich"])
def test_without_the_extra(
    missing: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the extra is not installed, one sentence says how to install it."""
    for name in [name for name in sys.modules if name.startswith("coalition.cli.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr("coalition.cli.commands")
    for name in [name for name in sys.modules if name.split(".")[0] == missing]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, missing, None)
    assert main(["cases"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == "this needs an optional dependency: pip install 'coalition[cli]'\n"


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


class Terminal(io.StringIO):
    """What a terminal is to Python, and what was written to it."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    return Terminal()


def test_headings_are_bold_on_a_terminal(terminal: Terminal) -> None:
    """On a terminal, headings are bold and nothing else differs; names are no markup."""
    told = "[b]A[/]\n-------\n  [red]x[/] :boom: https://x 1\n" + "y" * 200 + "\n"
    cli_terminal.say(told, terminal)
    written = terminal.getvalue()
    assert "\x1b[1m[b]A[/]\x1b[0m\n-------\n" in written
    assert written.count("\x1b") == 2
    assert Text.from_ansi(written).plain.rstrip() == told.rstrip()


@pytest.mark.parametrize(("variable", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_plain_where_no_color_is_wanted(
    variable: str, value: str, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With NO_COLOR, and on a terminal that knows no codes, the text is as it is in a pipe."""
    monkeypatch.setenv(variable, value)
    cli_terminal.say("A\n-\n", terminal)
    assert terminal.getvalue() == "A\n-\n"


def test_what_takes_long_shows_the_time(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What takes longer is shown on a terminal with the time that it has taken, and then gone."""
    monkeypatch.setattr(sys, "stderr", terminal)
    with cli_terminal.waiting("packages", after=0):
        ends = time.monotonic() + 10
        while "0:00:00" not in terminal.getvalue() and time.monotonic() < ends:
            time.sleep(0.01)
    written = terminal.getvalue()
    assert "packages" in written
    assert written.endswith("\x1b[2K")


def test_what_is_quick_shows_nothing(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done within a second leaves nothing on the terminal."""
    monkeypatch.setattr(sys, "stderr", terminal)
    with cli_terminal.waiting("packages", after=60):
        pass
    assert terminal.getvalue() == ""


@pytest.mark.parametrize("forced", ["FORCE_COLOR", "TTY_COMPATIBLE"])
def test_no_codes_in_pipes(forced: str) -> None:
    """In a pipe there are no codes and no boxes, whatever the environment says of colors."""
    done = started("splits", "migration-2023", **{forced: "1"})
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("VVD and CDA against D66 and CU on migration/asylum\n----")
    assert safe(done.stdout) == done.stdout


def started(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in an interpreter of its own."""
    return subprocess.run(
        [sys.executable, "-m", "coalition", *arguments],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
    )


def test_letters_that_a_stream_does_not_know(small: str) -> None:
    """Where a stream takes ASCII alone, other letters are written as escapes."""
    Path(small).write_text(SMALL.replace('"p"', '"\u00e9"'), "utf-8")
    done = started("blockers", small, PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert "\\xe9: blocked\n" in done.stdout


def test_a_closed_pipe() -> None:
    """A reader that stops reading ends the command without a word."""
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-m", "coalition", "report", "migration-2023"]
    done = subprocess.run(command, check=False, stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_a_full_disk() -> None:
    """What cannot be written is one sentence and exit code 1."""
    command = [sys.executable, "-m", "coalition", "cases"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, check=False, stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 1
    assert done.stderr.decode().count("\n") == 1
    assert b"No space left" in done.stderr


def test_ctrl_c(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C gives exit code 130, and no traceback."""

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(co, "packages", interrupted)
    assert main(["packages", "migration-2023"]) == 130
    captured = capsys.readouterr()
    assert (captured.out, captured.err.split()) == ("", ["interrupted"])


def test_ctrl_c_is_seen_however_deep(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An answer that holds what was found until Ctrl-C is printed, with exit code 130."""
    (stage, *_) = co.split_history(co.load_case("migration-2023"), "migration/labour")
    ended = attrs.evolve(stage, split=attrs.evolve(stage.split, stopped="interrupt"))
    monkeypatch.setattr(co, "split_history", lambda *_: (ended,))
    assert main(["history", "migration-2023", "--topic", "migration/labour"]) == 130
    assert "2022-12: nobody to compare on migration/labour" in capsys.readouterr().out


def test_ctrl_c_gives_the_best_so_far(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Splits that are interrupted end with the best so far, and with exit code 130."""
    split = co.split
    monkeypatch.setattr(
        co, "split", lambda *a, **k: attrs.evolve(split(*a, **k), stopped="interrupt")
    )
    assert main(["splits", "migration-2023"]) == 130
    told = capsys.readouterr().out
    assert told.count("the search was stopped (interrupt)\n") == 1
    assert main(["certainty", "migration-2023"]) == 130
    assert "VVD and CDA against D66 and CU" not in capsys.readouterr().out
    assert told.startswith("VVD and CDA against D66 and CU on migration/asylum\n")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain\n\u00e9\u00a0[/]\U0001f600", "plain\n\u00e9\u00a0[/]\U0001f600"),
        ("\x1b[31m\t\x7f\x9b", "\\u001b[31m\\u0009\\u007f\\u009b"),
        ("\u202e\u2028\ud800\ufeff", "\\u202e\\u2028\\ud800\\ufeff"),
        ("\U000e0041", "\\U000e0041"),
    ],
)
def test_safe(text: str, shown: str) -> None:
    """Lines, letters and spaces stay as they are; what steers or hides is an escape."""
    assert safe(text) == shown


def test_names_are_completed() -> None:
    """A shell completes the names of commands, options and shipped cases."""
    environment = {"COMP_WORDS": "coalition report mig", "COMP_CWORD": "2"}
    done = started(**environment, _COALITION_COMPLETE="bash_complete")
    assert "plain,migration-2023\n" in done.stdout

"""All commands: their help, and what becomes of mistakes."""

import itertools
import runpy
import shlex
import subprocess
import sys
from importlib.abc import MetaPathFinder
from pathlib import Path
from typing import Any

import click
import pytest

import coalition as co
from coalition.cli import commands, main
from tests.shell import SMALL, started


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
    for case in ("mine.toml", "ann.toml", "bob.toml", "yesterday.toml", "today.toml"):
        Path(case).write_text(SMALL, "utf-8")
    Path("talks.csv").write_text("party,demand,view\nA,p,against\n", "utf-8")
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


def test_without_the_extra(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where the extra is not installed, one sentence says how to install it."""
    for name in [name for name in sys.modules if name.startswith("coalition.cli.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr("coalition.cli.commands")
    for name in [name for name in sys.modules if name.split(".")[0] == "click"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "click", None)
    assert main(["cases"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err == "this needs an optional dependency: pip install 'coalition[cli]'\n"


@pytest.mark.parametrize(
    ("call", "spared"),
    [
        (["--help"], {"numpy", "networkx", "narwhals", "tomllib"}),
        (["splits", "migration-2023"], {"networkx", "narwhals", "scipy", "jinja2"}),
    ],
    ids=["help", "splits"],
)
def test_what_is_not_loaded(call: list[str], spared: set[str]) -> None:
    """What somebody waits for loads nothing that it does not need."""
    code = f"import sys; from coalition.cli import main; main({call}); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert spared.isdisjoint(done.stdout.decode().splitlines()[-1].split())


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


def test_ctrl_c(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Ctrl-C gives exit code 130, and no traceback."""

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(co, "packages", interrupted)
    assert main(["packages", "migration-2023"]) == 130
    captured = capsys.readouterr()
    assert (captured.out, captured.err.split()) == ("", ["interrupted"])


def test_ctrl_c_while_it_loads(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C before the commands are there gives the same."""

    class Interrupted(MetaPathFinder):
        def find_spec(self, *_: object) -> None:
            raise KeyboardInterrupt

    for name in [name for name in sys.modules if name.startswith("coalition.cli.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.delattr("coalition.cli.commands")
    monkeypatch.setattr(sys, "meta_path", [Interrupted()])
    assert main(["cases"]) == 130
    assert capsys.readouterr() == ("", "interrupted\n")


def test_names_are_completed() -> None:
    """A shell completes the names of commands, options and shipped cases."""
    environment = {"COMP_WORDS": "coalition report mig", "COMP_CWORD": "2"}
    done = started(**environment, _COALITION_COMPLETE="bash_complete")
    assert "plain,migration-2023\n" in done.stdout


def test_what_a_server_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever serves cases gets text and values of these alone; no file is looked at."""
    case, file = co.load_case("migration-2023").at("2023-07"), tmp_path / "mine.toml"
    co.write_case(case, file)
    given = {"case": "talks", "topic": "migration/asylum", "actors": ["VVD", "D66"], "at": None}
    found = commands.answered("splits", given, {"talks": case})
    assert found.text.startswith("VVD against D66 on migration/asylum\n")
    assert found.values is not None
    (split,) = found.values["splits"]
    assert split == co.split(case.only("VVD", "D66"), "migration/asylum")
    with pytest.raises(co.UnknownTopic):
        commands.answered("splits", given | {"topic": "--json"}, {"talks": case})
    for name, question in itertools.product(("migration-2023", str(file)), commands.QUESTIONS):
        more: dict[str, Any] = {"about": {"name": "D66"}, "changes": {"new": "talks"}}.get(
            question, {}
        )
        asked = {"codings": ["talks", name]} if question == "coders" else {"case": name, **more}
        with pytest.raises(co.UnknownCase, match=r"\(there is: talks\)"):
            commands.answered(question, asked, {"talks": case})
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("question", "given", "message"),
    [
        ("split", {}, "No such question 'split'; did you mean 'splits'?"),
        ("convert", {}, "No such question 'convert'"),
        (
            "splits",
            {"case": "talks", "on": "x", "a": 1},
            "with a and on, but with case, at, ",
        ),
        ("splits", {}, "Missing argument 'CASE'."),
        ("splits", {"case": "talks", "null_model": "dice"}, "'dice' is not one of"),
        ("stability", {"case": "talks", "resamples": 0}, "0 is not in the range x>=1."),
        ("stability", {"case": "talks", "resamples": [5]}, "must be one text or number, not [5]"),
        ("splits", {"case": "talks", "possible": "yes"}, "'--possible' does not take a value."),
    ],
)
def test_what_cannot_be_asked(question: str, given: dict[str, Any], message: str) -> None:
    """A question that is none, or that is asked wrongly, is refused as a call of the shell is."""
    with pytest.raises(click.ClickException) as caught:
        commands.answered(question, given, {"talks": co.load_case("migration-2023")})
    assert message in caught.value.format_message()

"""A sheet in the shell: read, asked about on a terminal, and taken where a case is."""

import shlex
import sys
from pathlib import Path

import click
import pytest

import coalition as co
from coalition.cli import main

DUTCH = """\
Partij;Wie;Eis;Standpunt;Datum;Hoe bekend
VVD;Rutte;two statuses;voor;5-7-2023;citaat
D66;;two statuses;sceptisch;juli 2023;ingewijden
vvd;;more teachers;tegen;juli 2023;
"""
PLAIN = "party,proposal,stance,date\nVVD,p,for,2023-07\nD66,p,against,2023-07\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that the test runs in, with the two sheets in it."""
    monkeypatch.chdir(tmp_path)
    Path("talks.csv").write_text(DUTCH, "utf-8")
    Path("plain.csv").write_text(PLAIN, "utf-8")
    return tmp_path


def test_what_is_not_clear_is_said_with_the_flags(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Away from a terminal nothing is asked: the flags are named, and once answered, they do."""
    assert main(["read", "talks.csv", "-o", "talks.toml"]) == 1
    said = capsys.readouterr().err
    assert "'voor' (row 2): usually 'for'; say so in --stances\n" in said
    assert "give --day-first or --month-first\n" in said
    assert "=" not in said.partition("coalition read")[0]  # no argument of Python
    call = said.splitlines()[-1].replace("sceptisch=...", "sceptisch=-0.5")
    call = call.replace("--...-first", "--day-first")
    assert main(shlex.split(call)[1:]) == 0
    told = capsys.readouterr().out
    assert "'Partij' is taken for actor" in told
    assert told.splitlines()[-1] == f"talks.toml: {co.read_case('talks.toml')!r}"
    case = co.read_statements(
        "talks.csv",
        stances={"voor": 1, "tegen": -1, "sceptisch": -0.5},
        attributions={"citaat": "stated", "ingewijden": "hearsay"},
        rename={"vvd": "VVD"},
        day_first=True,
    )
    assert co.read_case("talks.toml") == case


def test_a_terminal_is_asked(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal each open question is asked, with what is usual as the answer to Enter."""
    asked = []
    answers = {"sceptisch": "-0.5", "first": "day"}

    def prompt(text: str, default: str | None = None, **_options: object) -> str:
        asked.append(text)
        return next((said for word, said in answers.items() if word in text), default) or ""

    monkeypatch.setattr(click, "prompt", prompt)
    for stream in (sys.stdin, sys.stderr):
        monkeypatch.setattr(stream, "isatty", lambda: True)
    assert main(["read", "talks.csv", "-o", "talks.toml"]) == 0
    assert len(asked) == 7  # four words, a name, a date, and how two of these are known
    case = co.read_case("talks.toml")
    assert [said.stance for said in case.positions] == [1, -0.5, -1]
    assert [party.id for party in case.parties] == ["VVD", "D66"]


@pytest.mark.parametrize("command", ["report", "splits", "blockers", "check", "timeline"])
def test_a_sheet_is_a_case(command: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A sheet that leaves nothing open goes wherever a case does."""
    assert main([command, "plain.csv"]) == 0
    assert "VVD" in capsys.readouterr().out or command == "check"


def test_a_sheet_with_questions_is_to_be_read_first(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One that does leave something open is not guessed at: the call that reads it is named."""
    assert main(["splits", "talks.csv"]) == 1
    assert "coalition read talks.csv -o talks.toml --" in capsys.readouterr().err


def test_the_report_says_how_it_was_read(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a column was taken for stands at the end of the report."""
    assert main(["report", "plain.csv"]) == 0
    assert "How it was read\n---------------\n  'party' is taken for" in capsys.readouterr().out


@pytest.mark.parametrize(
    "table", ["a;b;c\n1;2;3\n", "party,motion,vote\nA,m,yes\n", "actor,issue,position\nA,i,70.0\n"]
)
def test_a_table_is_never_taken_for_a_file_of_decide(
    table: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is wrong with a table is said in its own columns, not in the tags of decide."""
    Path("statements.csv").write_text(table, "utf-8")
    assert main(["report", "statements.csv"]) == 1
    said = capsys.readouterr().err
    assert "statements.csv" in said
    assert "#" not in said


def test_a_file_of_decide_is_still_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that begins with a tag is of decide, whatever its name ends in."""
    tagged = "#A\tA\n#A\tB\n#P\ti\n#M\ti\t0\n#M\ti\t100\n#D\tA\ti\t70\t1\t1\n#D\tB\ti\t0\t1\t1\n"
    for name in ("toll.csv", "toll.txt"):
        Path(name).write_text(tagged, "utf-8")
        assert main(["splits", name]) == 0
        assert "issue" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("flag", "code", "message"),
    [
        ("--stances voor", 2, "is not such as WORD=STANCE"),
        ("--seats VVD=x", 1, "seats['VVD']: must be a whole number, 0 or more, not 'x'"),
        ("-o talks.tml", 2, "does not end in .toml; did you mean '.toml'?"),
        ("--faults skip", 2, "--faults is not for a sheet of statements"),
    ],
)
def test_wrong_flags(
    flag: str, code: int, message: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A flag that is not a pair, or no number, is refused before anything is read."""
    assert main(["read", "talks.csv", *flag.split()]) == code
    assert message in capsys.readouterr().err

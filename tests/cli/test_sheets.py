"""A sheet in the shell: read, asked about on a terminal, and taken where a case is."""

import json
import os
import pty
import shlex
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

import coalition as co
from coalition.cli import main, options

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


Typed = Callable[..., tuple[int, str]]


def interrupted(*_: object, **__: object) -> None:
    """Do what Ctrl-C does."""
    raise KeyboardInterrupt


def _read(terminal: int) -> Iterator[bytes]:
    """Yield all that was written to a terminal which nobody has open at the other end."""
    with suppress(OSError):
        while written := os.read(terminal, 100_000):
            yield written


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Iterator[Typed]:
    """Return what runs a command on a pseudo-terminal on which lines are typed."""
    with ExitStack() as stack:

        def run(*arguments: str, lines: Iterable[str]) -> tuple[int, str]:
            ours, theirs = pty.openpty()
            stack.callback(os.close, ours)
            for name, mode in (("stdin", "r"), ("stderr", "w")):
                opened = os.fdopen(os.dup(theirs), mode, encoding="utf-8")
                monkeypatch.setattr(sys, name, stack.enter_context(opened))
            os.close(theirs)
            os.write(ours, b"".join(f"{line}\n".encode() for line in lines) + b"\x04")
            code = main(arguments)
            sys.stdin.close()
            sys.stderr.close()  # what was written last may be on its way
            return code, b"".join(_read(ours)).decode().replace("\r\n", "\n")

        yield run


def test_a_terminal_is_asked(folder: Path, typed: Typed) -> None:
    """On a terminal each open question is asked, with what is usual as the answer to Enter."""
    answers = ("", "", "", "", "much", "-0.5", "", "day")
    code, asked = typed("read", "talks.csv", "-o", "talks.toml", lines=answers)
    assert code == 0
    case = co.read_case("talks.toml")
    assert [said.stance for said in case.positions] == [1, -0.5, -1]
    assert [party.id for party in case.parties] == ["VVD", "D66"]
    assert "'Partij' is taken for actor" in asked
    assert "stance: 'voor' (row 2): usually 'for' (for, neutral, against, -1 to 1, none)" in asked
    assert "'much' is not a stance" in asked
    assert "; first (day, month): " in asked
    assert "=" not in asked
    assert "--" not in asked


def test_a_terminal_is_asked_again(folder: Path, typed: Typed) -> None:
    """Columns are asked first, then what is in them; a contradiction is asked once."""
    Path("odd.csv").write_text("who?,what?,how?\nA,p,pro\na,p,contra\nA,q,pro\nA,q,contra\n")
    answers = ("who?", "what?", "how?", "a", "", "", "latest")
    assert typed("read", "odd.csv", "-o", "odd.toml", lines=answers)[0] == 0
    case = co.read_case("odd.toml")
    assert ([party.id for party in case.parties], case.several) == (["a"], "latest")


def test_what_only_the_sheet_can_answer_is_not_asked(folder: Path, typed: Typed) -> None:
    """Where a cell is to be mended first, that is said, and all else with it."""
    Path("talks.csv").write_text("party,motion,vote\n,p,pro\nA,p,contra\n")
    code, said = typed("read", "talks.csv", lines=())
    assert code == 1
    assert "actor: blank (row 2): fill it in" in said
    assert "--stances pro=for" in said


def test_a_question_can_be_left(folder: Path, typed: Typed) -> None:
    """The end of input ends the questions, as Ctrl-C does, and nothing is written."""
    code, said = typed("read", "talks.csv", "-o", "talks.toml", lines=())
    assert (code, said.endswith("interrupted\n")) == (130, True)
    assert not Path("talks.toml").exists()


def test_nothing_turns_over_a_question(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While something is asked, a terminal does not show how long it takes."""
    monkeypatch.setattr(options, "waiting", interrupted)
    assert main(["read", "plain.csv"]) == 0


ODD = '''\
Partij's naam;De "eis";x=y;$when
VVD's;"a=b ""c""";"very
much for";1-2-2024
X=Y;$HOME `d`;=against;5-6-2024
X=y;d;--no!;7-8-2024
'''
COLUMNS = ["--actor", "Partij's naam", "--proposal", 'De "eis"', "--stance", "x=y"]


def test_the_call_that_is_named_works(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It holds the answers given before, and whatever stands in a cell goes through a shell."""
    Path("odd.csv").write_text(ODD, "utf-8")
    assert main(["read", "odd.csv", "-o", "mine.toml", *COLUMNS, "--date", "$when"]) == 1
    call = capsys.readouterr().err.splitlines()[-1].replace("=...", "=for")
    assert "read odd.csv -o mine.toml --actor 'Partij'" in call
    assert main(shlex.split(call.replace("--...-first", "--day-first"))[1:]) == 0
    case = co.read_case("mine.toml")
    assert [party.id for party in case.parties] == ["VVD's", "X=Y"]
    assert [said.stance for said in case.positions] == [1, 1, 1]


def test_a_contradiction_is_settled_by_a_flag(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two statements of one day are named with the flag, and every command takes it."""
    Path("two.csv").write_text("party,motion,vote\nA,p,for\nA,p,against\n", "utf-8")
    assert main(["splits", "two.csv"]) == 1
    assert capsys.readouterr().err.endswith("read two.csv -o two.toml --several ...\n")
    assert main(["splits", "two.csv", "--several", "latest"]) == 0
    assert "the latest statement counts" in capsys.readouterr().out


def test_popolo_with_words_of_a_place(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What a Popolo file leaves open is answered by flags of the same command."""
    vote = {"option": "excused", "voter_id": "A", "group_id": "A"}
    event = {"motion_id": "m", "votes": [vote], "start_date": "2024-01-01"}
    party = {"id": "A", "name": "A", "classification": "party"}
    held = {"organizations": [party], "motions": [{"id": "m"}], "vote_events": [event]}
    Path("v.json").write_text(json.dumps(held), "utf-8")
    assert main(["report", "v.json"]) == 1
    said = capsys.readouterr().err
    assert "it usually means 'absent'; say what it means in --stances" in said
    assert "--stances, --varying, --counts and --faults:\n  coalition read v.json -o v.t" in said
    assert main(["read", "v.json", "-o", "v.toml", "--stances", "excused=absent"]) == 0
    assert main(["read", "v.json", "--faults", "skip"]) == 0
    assert "Left out: vote_events[0].votes[0]" in capsys.readouterr().out
    Path("v.json").write_text("{", "utf-8")
    assert main(["report", "v.json"]) == 1
    assert "--faults" not in capsys.readouterr().err


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
        ("--faults skip", 2, "--faults says nothing about a sheet of statements"),
    ],
)
def test_wrong_flags(
    flag: str, code: int, message: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A flag that is not a pair, or no number, is refused before anything is read."""
    assert main(["read", "talks.csv", *flag.split()]) == code
    assert message in capsys.readouterr().err

"""What is written to a terminal, to a pipe, and to a disk that is full."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from coalition.characters import safe
from coalition.cli import terminal as cli_terminal
from tests.shell import SMALL, started


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
    assert re.sub("\x1b\\[[01]m", "", written) == told


@pytest.mark.parametrize(("variable", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_plain_where_no_color_is_wanted(
    variable: str, value: str, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With NO_COLOR, and on a terminal that knows no codes, the text is as it is in a pipe."""
    monkeypatch.setenv(variable, value)
    cli_terminal.say("A\n-\n", terminal)
    assert terminal.getvalue() == "A\n-\n"


class Waits:
    """A moment that comes after some seconds, whatever the clock says."""

    seconds = 0

    def __init__(self) -> None:
        self.waited = 0

    def wait(self, time: float) -> bool:
        assert time == 1
        self.waited += 1
        return self.waited > self.seconds

    def set(self) -> None:
        pass


def test_what_takes_long_shows_the_time(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What takes longer is shown on a terminal with the time that it has taken, and then gone."""
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(cli_terminal, "Event", Waits)
    monkeypatch.setattr(Waits, "seconds", 2)
    with cli_terminal.waiting("packages"):
        pass
    gone = " " * len("packages 2 s")
    assert terminal.getvalue() == f"\rpackages 1 s\rpackages 2 s\r{gone}\r"


def test_what_is_quick_shows_nothing(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is done within a second leaves nothing on the terminal."""
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(cli_terminal, "Event", Waits)
    with cli_terminal.waiting("packages"):
        pass
    assert terminal.getvalue() == ""


def test_no_codes_in_pipes() -> None:
    """In a pipe there are no codes and no boxes, whatever the environment says of colors."""
    done = started("splits", "migration-2023", FORCE_COLOR="1", TTY_COMPATIBLE="1")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("VVD and CDA against D66 and CU on migration/asylum\n----")
    assert safe(done.stdout) == done.stdout


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

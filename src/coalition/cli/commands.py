"""All commands, and what becomes of their mistakes."""

from __future__ import annotations

import io
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import click

import coalition as co
from coalition._version import __version__
from coalition.cli import INTERRUPTED, codings, files, sheets
from coalition.cli import questions as ask
from coalition.cli.options import Output
from coalition.cli.terminal import say
from coalition.errors import CoalitionError
from coalition.faults import shown
from coalition.sentences import listed
from coalition.usual_words import hint_of

_SECTIONS = {
    "Read a case": [ask.report, ask.about, ask.timeline, ask.changes],
    "Who stands with whom": [ask.splits, ask.history, ask.shifts, ask.dissent],
    "Who can stop what": [ask.blockers, ask.power],
    "Who could govern": [ask.formations],
    "What was promised": [ask.ledger, ask.deadlocks],
    "What would let it pass": [ask.packages, ask.concessions, ask.compromise, ask.exchanges],
    "How certain it is": [ask.certainty, ask.stability],
    "Code with others": [codings.coders, codings.merge],
    "Pictures and pages": [files.plot, files.page],
    "Files": [sheets.read, files.check, files.convert, files.cases, files.schema],
}


class _Sections(click.Group):
    """Commands under headings, in the order of the help."""

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help on the commands."""
        for title, commands in _SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl([(str(c.name), c.get_short_help_str(70)) for c in commands])


coalition: click.Group = _Sections(
    "coalition",
    commands=[command for commands in _SECTIONS.values() for command in commands],
    help="Who stands with whom, who blocks what, since when and on what evidence.\n\n"
    "CASE is a sheet of statements (CSV, XLSX, XLS, ODS), a case file (.toml), another file that "
    "can be read (Popolo .json, .dna, decide, a data package), or the name of a case that comes "
    "with the library.",
    context_settings={"terminal_width": 80, "help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 an answer, 1 the input is wrong, 2 the call is wrong, 3 something "
    "changed, 130 Ctrl-C.",
)
click.version_option(__version__, message="%(version)s")(coalition)
QUESTIONS: dict[str, click.Command] = {  # by name: those that find values, as --json prints them
    name: command
    for name, command in coalition.commands.items()
    if any(param.name == "as_json" for param in command.params)
}


def answered(question: str, given: Mapping[str, Any], cases: Mapping[str, co.Coalition]) -> Output:
    """Answer one of the questions about one of some cases, for a server: no file is read.

    `given` are its arguments and options by the names that click has for them, among them ``case``.

    Raises
    ------
    click.ClickException
        If it cannot be asked so.
    CoalitionError
        If there is no such case, or what is asked about is not in it.
    """
    if question not in QUESTIONS:
        raise click.UsageError(f"No such question {question!r}{hint_of(question, QUESTIONS)}")
    command = QUESTIONS[question]
    if unknown := given.keys() - {param.name for param in command.params}:
        known = listed(str(param.name) for param in command.params if param.name != "as_json")
        told = f"{question} cannot be asked with {listed(sorted(map(str, unknown)))}"
        raise click.UsageError(f"{told}, but with {known}.")
    words = _as_words(command, given)
    with command.make_context(question, words, obj=dict(cases)) as context:
        output: Output = command.invoke(context)
        return output


def _as_words(command: click.Command, given: Mapping[str, Any]) -> list[str]:
    """Return what is given as somebody would type it, so that click checks it as it does that."""
    options: list[str] = []
    arguments: list[str] = []
    for param in command.params:
        value = given.get(str(param.name))
        flag = isinstance(param, click.Option) and param.is_flag
        several = param.multiple or param.nargs < 0
        values = value if several and isinstance(value, list | tuple) else [value]
        if value is None or (flag and value is False):
            continue
        if any(isinstance(one, dict | list | tuple) for one in values):
            what = "a list of texts" if several else "one text or number"
            raise click.UsageError(f"{param.name} must be {what}, not {shown(value)}.")
        if isinstance(param, click.Argument):
            arguments += map(str, values)
        elif flag and value is True:
            options.append(param.opts[0])
        else:
            options += [f"{param.opts[0]}={one}" for one in values]
    return [*options, "--", *arguments]


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    try:
        done = coalition.main(arguments, prog_name="coalition", standalone_mode=False)
        output = done if isinstance(done, Output) else Output("", done)  # the help prints itself
        say(output.text)
    except click.exceptions.NoArgsIsHelpError as error:
        say(f"{error.format_message()}\n")
        return error.exit_code
    except click.ClickException as error:
        mistake = io.StringIO()
        error.show(mistake)
        say(mistake.getvalue(), sys.stderr)
        return error.exit_code
    except (CoalitionError, OSError) as error:
        say(f"{_message(error)}\n", sys.stderr)
        return 1
    except (click.Abort, KeyboardInterrupt):
        say("interrupted\n", sys.stderr)
        return INTERRUPTED
    return output.code


def _message(error: CoalitionError | OSError) -> str:
    """Return what went wrong, with the name of the file if it is about one."""
    if isinstance(error, OSError) and error.filename is not None and error.strerror:
        return f"{error.filename}: {error.strerror}"
    return str(error)

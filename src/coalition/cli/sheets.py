"""The command that reads a sheet of statements, and the questions that a sheet leaves open."""

import sys
from collections.abc import Callable
from typing import Any

import click

import coalition as co
from coalition.cli.options import COUNTED, Word, command
from coalition.cli.unclear import answered, unclear
from coalition.faults import Refused
from coalition.io.sheets.numbers_as_written import number_of
from coalition.io.statements.question import Question
from coalition.io.statements.usual_columns import USUAL

_NONE = "none"  # a stance that is no position
_COLUMNS = tuple(
    click.Option([f"--{role}"], metavar="COLUMN", help=f"The column of the {role}.")
    for role in USUAL
)


def _pairs(flag: str, of: str, read: Callable[[str], Any], about: str) -> click.Option:
    def checked(_ctx: click.Context, _param: click.Parameter, given: tuple[str, ...]) -> Any:
        found = {}
        for pair in given:
            word, parted, meaning = pair.rpartition("=")
            if not parted:
                raise click.BadParameter(f"{pair!r} is not such as {of}.")
            found[word or None] = read(meaning)
        return found

    return click.Option([flag], metavar=of, multiple=True, callback=checked, help=about)


def _stance(meaning: str) -> Any:
    try:
        return None if meaning.casefold() == _NONE else number_of(meaning)
    except Refused:
        return meaning.casefold()


def _whole(meaning: str) -> int:
    try:
        return int(meaning)
    except ValueError:
        raise click.BadParameter(f"{meaning!r} is no number of seats.") from None


_ANSWERS = (
    _pairs(
        *("--stances", "WORD=STANCE", _stance),
        f"What a word means: for, neutral, against, a number from -1 to 1, or {_NONE} for no "
        "position; can be repeated. No word before the = is an empty cell.",
    ),
    _pairs(
        *("--attributions", "WORD=ATTRIBUTION", str),
        "How a word says it is known, such as insiders=hearsay; can be repeated.",
    ),
    _pairs("--rename", "NAME=NAME", str, "The name that a name goes by; can be repeated."),
    _pairs("--seats", "PARTY=NUMBER", _whole, "The seats of a party; can be repeated."),
    click.Option(["--day-first/--month-first"], default=None, help="What 5/7/2023 begins with."),
    click.Option(["--undated"], metavar="DATE", help="The date of what has none."),
    click.Option(["--sheet"], metavar="NAME", help="The worksheet of a workbook."),
    next(option for option in COUNTED if option.name == "several"),
)
_OUTPUT = click.Option(
    ["-o", "--output"],
    metavar="FILE",
    help="The case file to write, with a name that ends in .toml; by default none.",
)


@command(
    *(click.Argument(["table"], metavar="SHEET"), _OUTPUT, *_COLUMNS, *_ANSWERS),
    example="talks.csv -o talks.toml --stances contra=against",
)
def read(*, table: str, output: str | None, **answers: Any) -> str:
    """Read a sheet of statements, and say what was taken for what.

    Columns are found by their usual names in English, Dutch, German, French and Spanish. What is
    not clear is asked on a terminal; elsewhere, the flags that say it are named.
    """
    found = answered(table, answers)
    while found.case is None and sys.stdin.isatty() and sys.stderr.isatty():
        open_questions = [question for question in found.questions if question.argument]
        if not open_questions:
            break
        for line in found.told:
            click.echo(line, err=True)
        for question in open_questions:
            _ask(question, answers)
        found = answered(table, answers)
    if found.case is None:
        raise click.ClickException(unclear(found, table))
    lines = list(found.told)
    if output is not None:
        co.write_case(found.case, output)
        lines.append(f"{output}: {found.case!r}")
    else:
        lines.append(f"{found.case!r}; -o FILE writes it")
    return "".join(f"{line}\n" for line in lines)


def _ask(question: Question, answers: dict[str, Any]) -> None:
    """Ask somebody at a terminal, and put the answer where the flag would."""
    argument, default = str(question.argument), question.usual
    text = f"{question.role}: {question.seen or question.why}"
    if argument == "day_first":
        first = click.prompt(f"{text}: first", type=Word(("day", "month")), err=True)
        answers[argument] = first == "day"
    elif argument in USUAL:
        kind = Word(question.choices) if question.choices else str
        answers[argument] = click.prompt(f"{text}\n{argument}", type=kind, err=True)
    elif argument == "stances":
        hint = f"for, neutral, against, -1 to 1, {_NONE}"
        meaning = click.prompt(f"{text} ({hint})", default=default, err=True)
        answers[argument] = {**answers[argument], question.word: _stance(meaning)}
    else:
        kind = Word(question.choices) if question.choices else str
        meaning = click.prompt(text, default=default, type=kind, err=True)
        answers[argument] = {**answers[argument], question.word: meaning}

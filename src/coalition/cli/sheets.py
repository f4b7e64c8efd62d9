"""The command that reads a file, and the flags that answer what it leaves open."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import click

import coalition as co
from coalition.cli import options as ask
from coalition.cli.words import Word
from coalition.io.statements.usual_columns import USUAL


def _pairs(flag: str, metavar: str, about: str) -> click.Option:
    def read(given: Iterable[str]) -> dict[str, str]:
        found = {}
        for pair in given:
            between = "==" if flag == "rename" and "==" in pair else "="
            word, parted, found[word] = pair.rpartition(between)
            if not parted:
                raise click.BadParameter(f"{pair!r} is not such as {metavar}.")
        return found

    return ask.repeated(f"--{flag}", about, metavar, read=read)


@ask.command(
    click.Argument(["name"], metavar="FILE"),
    ask.output_to(".toml", required=False),
    *(ask.option(f"--{role}", f"The column of the {role}.", metavar="COLUMN") for role in USUAL),
    _pairs(
        "stances",
        "WORD=STANCE",
        "What a word means: for, neutral, against, a number from -1 to 1, or none for no position; "
        "no word before the = is an empty cell",
    ),
    _pairs("attributions", "WORD=ATTRIBUTION", "How a word says it is known: insiders=hearsay"),
    _pairs("rename", "NAME=NAME", "The name of a name; with == between them, both may hold a ="),
    _pairs("seats", "PARTY=NUMBER", "The seats of a party"),
    ask.option("--day-first/--month-first", "What 5/7/2023 begins with.", default=None),
    ask.option("--undated", "The date of what has none.", metavar="DATE"),
    ask.option("--sheet", "The worksheet of a workbook.", metavar="NAME"),
    ask.SEVERAL,
    *(
        ask.option(f"--{flag}", f"In Popolo, {about}; by default it is an error.", type=Word(words))
        for flag, words, about in (
            ("varying", ("unknown", "first", "last"), "the party of who is in two at once"),
            ("counts", ("report",), "what to do with counts that are not those of the votes"),
            ("faults", ("skip",), "what to do with a record that is wrong"),
        )
    ),
    example="talks.csv -o talks.toml --stances contra=against",
    waits=False,
)
def read(*, name: str, output: str | None, **answers: Any) -> str:
    """Read a sheet or another file, and say what was taken for what.

    Columns are found by their usual names in English, Dutch, German, French and Spanish. What is
    not clear is asked on a terminal; elsewhere, the flags that say it are named.
    """
    case = ask.opened(name, answers, output, ask=True)
    if output is not None:
        co.write_case(case, output)
    done = f"{output}: {case!r}" if output else f"{case!r}; -o FILE writes it"
    return "".join(f"{line}\n" for line in (*case.reading, done))

"""The commands about files: shipped cases, their schema, checks, and pictures."""

import io
from pathlib import Path
from typing import Any

import click

import coalition as co
from coalition.cli.asking import AT, CASE, TOPIC, WITHOUT, command, read
from coalition.cli.telling import say, waiting
from coalition.errors import close_match
from coalition.io import atomic
from coalition.io.schema import schema_text

__all__ = ["cases", "check", "plot", "schema"]

_KINDS = (".pdf", ".png", ".svg")


def _drawable(_ctx: click.Context, _param: click.Parameter, name: str) -> str:
    if (kind := Path(name).suffix) not in _KINDS:
        hint = close_match(kind, _KINDS)
        raise click.BadParameter(f"{name!r} does not end in one of {', '.join(_KINDS)}{hint}")
    return name


_OUTPUT = click.Option(
    ["-o", "--output"],
    metavar="FILE",
    required=True,
    callback=_drawable,
    help=f"Where to write it; the end of the name says what kind it is: {', '.join(_KINDS)}.",
)


def _check(*, case: str) -> None:
    """List every fault of a case file."""
    say(f"{case}: no fault ({read(case)!r})\n")


def _cases() -> None:
    """List the cases that come with the library."""
    say("".join(f"{name}\n" for name in co.list_cases()))


def _schema() -> None:
    """Print the JSON Schema of case files, for editors."""
    say(schema_text())


def _plot(
    *, case: str, output: str, topic: str | None, at: str | None, without: tuple[str, ...]
) -> None:
    """Draw who agrees with whom, the blocs set apart, into a file.

    This needs the extra `plot`.
    """
    with waiting("plot"):
        figure: Any = co.plot.agreement(read(case, at, without), topic).figure
        drawn = io.BytesIO()
        figure.savefig(drawn, format=Path(output).suffix[1:], dpi=200)
        atomic.write(Path(output), drawn.getvalue())
    say(f"{output}\n")


_EXAMPLE = "migration-2023 --at 2023-07 --topic migration/asylum -o asylum.png"
plot = command(_plot, CASE, _OUTPUT, AT, TOPIC, WITHOUT, example=_EXAMPLE)
check = command(_check, CASE, example="mine.toml")
cases = command(_cases, example="")
schema = command(_schema, example="> case.schema.json")

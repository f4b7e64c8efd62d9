"""The commands about files: what is written for others, shipped cases, their schema, checks."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

import coalition as co
from coalition.cli.options import AT, CASE, COUNTED, RULE, TOPIC, Word, command, read
from coalition.cli.terminal import say, waiting
from coalition.errors import close_match
from coalition.io import atomic
from coalition.io.case.schema import schema_text
from coalition.rules.words import read_rule

_PICTURES: dict[str, Callable[[co.Coalition, str | None, co.Rule], Any]] = {
    "agreement": lambda case, topic, _: co.plot.agreement(case, topic),
    "heatmap": lambda case, topic, _: co.plot.heatmap(case, topic),
    "positions": lambda case, topic, _: co.plot.positions(case, topic),
    "history": lambda case, topic, _: co.plot.history(case, topic),
    "blockers": lambda case, topic, rule: co.plot.blockers(case, topic=topic, rule=rule),
    "power": lambda case, _, rule: co.plot.power(co.banzhaf(case, rule=rule), seats=case.seats),
}


def _output(*kinds: str) -> click.Option:
    def checked(_ctx: click.Context, _param: click.Parameter, name: str) -> str:
        if (kind := Path(name).suffix) not in kinds:
            hint = close_match(kind, kinds)
            raise click.BadParameter(f"{name!r} does not end in {' or '.join(kinds)}{hint}")
        return name

    return click.Option(
        ["-o", "--output"],
        metavar="FILE",
        required=True,
        callback=checked,
        help=f"Where to write it, with a name that ends in {' or '.join(kinds)}.",
    )


_PICTURE = click.Option(
    ["--picture"],
    type=Word(tuple(_PICTURES)),
    default="agreement",
    show_default=True,
    help="What is drawn.",
)
_RULES = click.Option(
    ["--rule", "rules"],
    metavar="RULE",
    multiple=True,
    callback=lambda _ctx, _param, values: [read_rule(value) for value in values] or None,
    help="A rule to choose from; can be repeated. By default unanimity, and where all seats are "
    "known a majority of votes cast.",
)
_FILES = [click.Argument(["source"], type=str), click.Argument(["target"], type=str)]


def _plot(*, output: str, picture: str, topic: str | None, rule: co.Rule, **known: Any) -> None:
    """Draw who agrees with whom, or another picture, into a file.

    It needs the extra `plot`.
    """
    with waiting("plot"):
        figure = _PICTURES[picture](read(**known), topic, rule).figure
        drawn = io.BytesIO()
        figure.savefig(drawn, format=Path(output).suffix[1:], dpi=200)
        atomic.write(Path(output), drawn.getvalue())
    say(f"{output}\n")


def _page(*, output: str, rules: list[co.Rule] | None, **known: Any) -> None:
    """Write one page to mail or embed, on which readers choose.

    They choose the topic, the date, the rule and whether hearsay counts.
    """
    with waiting("page"):
        co.write_page(read(**known), output, rules=rules)
    say(f"{output}\n")


def _convert(*, source: str, target: str, topic: str | None, at: str | None) -> None:
    """Write a case in another format, and say what was lost.

    The endings of the names say which formats.
    """
    with waiting("convert"):
        done = co.convert(source, target, topic=topic, at=at)
    say(f"{done}\n")


def _check(*, case: str) -> None:
    """List every fault of a case file."""
    say(f"{case}: no fault ({read(case)!r})\n")


def _cases() -> None:
    """List the cases that come with the library."""
    say("".join(f"{name}\n" for name in co.list_cases()))


def _schema() -> None:
    """Print the JSON Schema of case files, for editors."""
    say(schema_text())


plot: click.Command = command(
    *(_plot, CASE, _output(".pdf", ".png", ".svg"), _PICTURE, AT, TOPIC, RULE, *COUNTED),
    example="migration-2023 --at 2023-07 --topic migration/asylum -o asylum.png",
)
page: click.Command = command(
    *(_page, CASE, _output(".html"), _RULES, *COUNTED),
    example="migration-2023 -o migration.html",
)
convert: click.Command = command(_convert, *_FILES, AT, TOPIC, example="mine.toml mine.json")
check: click.Command = command(_check, CASE, example="mine.toml")
cases: click.Command = command(_cases, example="")
schema: click.Command = command(_schema, example="> case.schema.json")

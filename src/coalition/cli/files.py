"""The commands about files: what is written for others, shipped cases, their schema, checks."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

import coalition as co
from coalition.cli.options import AGREEMENT, AT, CASE, COUNTED, RULE, TOPIC, Word, command
from coalition.errors import close_match
from coalition.io import atomic
from coalition.io.case.schema import schema_text
from coalition.io.convert import written
from coalition.rules.words import read_rule

_PICTURES: dict[str, Callable[[co.Coalition, str | None, co.Rule, co.Agreement | None], Any]] = {
    "agreement": lambda case, topic, _, ties: co.plot.agreement(case, topic, agreement=ties),
    "heatmap": lambda case, topic, _, ties: co.plot.heatmap(case, topic, agreement=ties),
    "positions": lambda case, topic, _, ties: co.plot.positions(case, topic, agreement=ties),
    "history": lambda case, topic, _, ties: co.plot.history(case, topic, agreement=ties),
    "blockers": lambda case, topic, rule, _: co.plot.blockers(case, topic=topic, rule=rule),
    "power": lambda case, _, rule, __: co.plot.power(co.banzhaf(case, rule=rule), seats=case.seats),
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


@command(
    *(CASE, _output(".pdf", ".png", ".svg"), _PICTURE, AT, TOPIC, RULE, *AGREEMENT, *COUNTED),
    example="migration-2023 --at 2023-07 --topic migration/asylum -o asylum.png",
)
def plot(
    case: co.Coalition,
    *,
    output: str,
    picture: str,
    topic: str | None,
    rule: co.Rule,
    agreement: co.Agreement | None,
) -> str:
    """Draw who agrees with whom, or another picture, into a file.

    It needs the extra `plot`.
    """
    drawn = io.BytesIO()
    figure = _PICTURES[picture](case, topic, rule, agreement).figure
    figure.savefig(drawn, format=Path(output).suffix[1:], dpi=200)
    atomic.write(Path(output), drawn.getvalue())
    return f"{output}\n"


@command(
    *(CASE, _output(".html"), _RULES, *AGREEMENT, *COUNTED),
    example="migration-2023 -o migration.html",
)
def page(
    case: co.Coalition,
    *,
    output: str,
    rules: list[co.Rule] | None,
    agreement: co.Agreement | None,
) -> str:
    """Write one page to mail or embed, on which readers choose.

    They choose the topic, the date, the rule and whether hearsay counts.
    """
    co.write_page(case, output, rules=rules, agreement=agreement)
    return f"{output}\n"


@command(
    *(CASE, click.Argument(["target"]), AT, TOPIC, *AGREEMENT),
    example="mine.toml mine.json",
)
def convert(
    case: co.Coalition, *, target: str, topic: str | None, agreement: co.Agreement | None
) -> str:
    """Write a case in another format, and say what was lost.

    The endings of the names say which formats.
    """
    done = written(case, Path(_named()), Path(target), topic=topic, agreement=agreement)
    return f"{done}\n"


def _named() -> str:
    """Return what CASE was called in the call."""
    return str(click.get_current_context().params["case"])


@command(CASE, example="mine.toml")
def check(case: co.Coalition) -> str:
    """List every fault of a case file."""
    return f"{_named()}: no fault ({case!r})\n"


@command(example="")
def cases() -> str:
    """List the cases that come with the library."""
    return "".join(f"{name}\n" for name in co.list_cases())


@command(example="> case.schema.json")
def schema() -> str:
    """Print the JSON Schema of case files, for editors."""
    return schema_text()

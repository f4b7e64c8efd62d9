"""The commands about files: what is written for others, shipped cases, their schema, checks."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import click

import coalition as co
from coalition.cli import options as ask
from coalition.cli.words import Word
from coalition.io import atomic
from coalition.io.text import as_json
from coalition.rules.words import read_rule

_OF_TIES = ("agreement", "heatmap", "positions", "history")  # pictures that take a topic and ties
_SHOWN = 12  # coalitions in a picture


@ask.command(
    *(ask.CASE, ask.output_to(".pdf", ".png", ".svg")),
    ask.option(
        "--picture",
        "What is drawn.",
        type=Word((*_OF_TIES, "blockers", "power", "hemicycle", "formations")),
        default="agreement",
    ),
    *(*ask.AT, ask.TOPIC, ask.ANY_RULE, *ask.AGREEMENT, *ask.COUNTED),
    example="migration-2023 --at 2023-07 --topic migration/asylum -o asylum.png",
)
def plot(
    case: co.Coalition,
    *,
    output: str,
    picture: str,
    topic: str | None,
    rule: co.Rule | None,
    **ties: Any,
) -> str:
    """Draw who agrees with whom, or another picture, into a file.

    It needs the extra `plot`.
    """
    drawn = io.BytesIO()
    if picture in _OF_TIES:
        axes = getattr(co.plot, picture)(case, topic, **ties)
    elif picture == "blockers":
        axes = co.plot.blockers(case, topic=topic, rule=rule or co.Unanimity())
    elif picture == "power":
        axes = co.plot.power(co.banzhaf(case, rule=rule or co.Unanimity()), seats=case.seats)
    elif picture == "hemicycle":
        axes = co.plot.hemicycle(case)
    else:
        axes = co.plot.formations(co.formations(case, topic, rule=rule, limit=_SHOWN, **ties))
    axes.figure.savefig(drawn, format=Path(output).suffix[1:], dpi=200)
    atomic.write(Path(output), drawn.getvalue())
    return f"{output}\n"


@ask.command(
    *(ask.CASE, ask.output_to(".html")),
    ask.repeated(
        "--rule rules",
        "A rule to choose from; by default unanimity, and where all seats are known a majority of "
        "votes cast",
        "RULE",
        read=lambda values: [*map(read_rule, values)] or None,
    ),
    *(*ask.AGREEMENT, *ask.COUNTED),
    example="migration-2023 -o migration.html",
)
def page(case: co.Coalition, *, output: str, **options: Any) -> str:
    """Write one page to mail or embed, on which readers choose.

    They choose the topic, the date, the rule and whether hearsay counts.
    """
    co.write_page(case, output, **options)
    return f"{output}\n"


@ask.command(
    *(ask.CASE, click.Argument(["target"]), *ask.AT, ask.TOPIC, *ask.AGREEMENT),
    example="mine.toml mine.json",
)
def convert(case: co.Coalition, *, target: str, **options: Any) -> str:
    """Write a case in another format, and say what was lost.

    The endings of the names say which formats.
    """
    from coalition.io.convert import written  # noqa: PLC0415 - it loads all writers

    return f"{written(case, Path(_named()), Path(target), **options)}\n"


def _named() -> str:
    """Return what CASE was called in the call."""
    return str(click.get_current_context().params["case"])


@ask.command(ask.CASE, example="mine.toml")
def check(case: co.Coalition) -> str:
    """List every fault of a case file."""
    return f"{_named()}: no fault ({case!r})\n"


@ask.command(example="")
def cases() -> str:
    """List the cases that come with the library."""
    return "".join(f"{name}\n" for name in co.list_cases())


@ask.command(
    ask.option("--answers", "That of what --json prints instead.", is_flag=True),
    example="> case.schema.json",
)
def schema(*, answers: bool) -> str:
    """Print the JSON Schema of case files, for editors."""
    return as_json(co.answer_schema() if answers else co.case_schema())

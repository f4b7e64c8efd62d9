"""The commands about several codings of the same talks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import click

import coalition as co
from coalition.cli import options as ask
from coalition.cli.words import Word
from coalition.model.words import Compared, Differing, Level, Span
from coalition.reporting.headings import text

_TITLES = {
    "differences": "Where they differ",
    "conflicting": "Where statements of one coder conflict",
    "unpaired": "What one alone found",
    "by_actor": "By actor",
    "by_proposal": "By proposal",
    "by_topic": "By topic",
    "by_attribution": "By how it is known",
}
_CODINGS = click.Argument(["codings"], metavar="CASE...", nargs=-1, required=True)


def _read(names: tuple[str, ...]) -> tuple[list[co.Coalition], list[str] | None]:
    """Return the codings, and what their coders are called: by the names of files."""
    stems = [Path(name).stem for name in names]
    return [ask.opened(name, {}) for name in names], stems if len({*stems}) == len(stems) else None


@ask.command(
    _CODINGS,
    ask.option(
        "--of", "What of a position is compared.", type=Word(get_args(Compared)), default="side"
    ),
    ask.option(
        "--level", "By what difference of values.", type=Word(get_args(Level)), default="nominal"
    ),
    ask.option("--period", "What a unit spans; by default all time.", type=Word(get_args(Span))),
    ask.JSON,
    example="ann.toml bob.toml",
)
def coders(*, codings: tuple[str, ...], as_json: bool, **options: Any) -> ask.Output:
    """Say how far several coders agree, and where they differ.

    Each CASE is what one of them made of the same talks; coders are called by the names of files.
    """
    if len(codings) == 1:
        raise click.UsageError("There must be two codings, or more.")
    cases, names = _read(codings)
    found = co.coder_agreement(*cases, names=names, **options)
    values = {"coder_agreement": found}
    parts = [(title, [*map(str, getattr(found, kind))]) for kind, title in _TITLES.items()]
    shown = text([("How far coders agree", [str(found)]), *(part for part in parts if part[1])])
    data = f"{json.dumps(co.to_data(values), indent=2)}\n" if as_json else shown
    return ask.Output(data, values=values)


@ask.command(
    *(_CODINGS, ask.output_to(".toml")),
    ask.option(
        "--differing",
        "What to do with what differs: refuse it, or take what the first, the last or both say.",
        type=Word(get_args(Differing)),
        default="refuse",
    ),
    example="ann.toml bob.toml -o talks.toml",
)
def merge(*, codings: tuple[str, ...], output: str, differing: Differing) -> str:
    """Make one case of several codings, with all who coded it."""
    cases, names = _read(codings)
    case = co.merge(*cases, differing=differing, names=names)
    co.write_case(case, output)
    return "".join(f"{line}\n" for line in (*case.reading, f"{output}: {case!r}"))

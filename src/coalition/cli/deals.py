"""The commands that ask what would let it pass, by calling what the library calls the same."""

from fractions import Fraction
from typing import Any

import click

import coalition as co
from coalition.cli.options import (
    AT,
    PROPOSALS,
    RESERVATION,
    RULE,
    TIME_LIMIT,
    TOPIC,
    Answer,
    about,
    proposals_on,
    question,
)
from coalition.reporting.deals import (
    compromise_text,
    concessions_text,
    exchanges_text,
    packages_text,
)

_LIMIT = click.Option(
    ["--limit"], type=click.IntRange(min=1), default=20, show_default=True, help="How many to list."
)
_DOMINATED = click.Option(
    ["--dominated"],
    is_flag=True,
    help="List also those that are worse for some than another, and better for nobody.",
)
_TOGETHER = click.Option(["--together"], is_flag=True, help="Take the proposals as one package.")


@question(
    *(AT, TOPIC, PROPOSALS, RULE, RESERVATION, _LIMIT, _DOMINATED, TIME_LIMIT),
    example="migration-2023 --at 2023-07 --topic migration",
)
def packages(
    case: co.Coalition, *, topic: str | None, proposals: tuple[str, ...], **options: Any
) -> Answer:
    """Find packages of proposals that would pass as a whole."""
    found = co.packages(case, about(case, proposals, topic), **options)
    return {"packages": found}, packages_text(found)


@question(
    *(AT, TOPIC, PROPOSALS, RULE, RESERVATION, _TOGETHER, TIME_LIMIT),
    example="migration-2023 --proposal strict-asylum-package",
)
def concessions(
    case: co.Coalition,
    *,
    topic: str | None,
    proposals: tuple[str, ...],
    rule: co.Rule,
    reservation: dict[str, Fraction],
    together: bool,
    time_limit: float | None,
) -> Answer:
    """Find the smallest moves that would let what is blocked pass."""
    asked: list[Any] = [*proposals_on(case, proposals, topic)]
    if together and asked:
        asked = [tuple(asked)]
    elif not proposals:
        asked = [one for one in asked if co.decide(case, one, rule=rule).outcome == "blocked"]
    worth = reservation or None
    found = [
        co.concessions(case, one, rule=rule, reservation=worth, time_limit=time_limit)
        for one in asked
    ]
    return {"concessions": found}, concessions_text(found)


@question(AT, TOPIC, PROPOSALS, example="migration-2023 --at 2023-07 --topic migration/asylum")
def compromise(case: co.Coalition, topic: str | None, proposals: tuple[str, ...]) -> Answer:
    """Say where the parties would meet on each proposal."""
    found = co.compromise(case, about(case, proposals, topic))
    return {"compromise": found}, compromise_text(found)


@question(AT, TOPIC, PROPOSALS, example="migration-2023 --at 2023-07 --topic migration/asylum")
def exchanges(case: co.Coalition, topic: str | None, proposals: tuple[str, ...]) -> Answer:
    """Say what two could exchange, and what that does to others."""
    found = co.exchanges(case, about(case, proposals, topic))
    return {"exchanges": found}, exchanges_text(found)

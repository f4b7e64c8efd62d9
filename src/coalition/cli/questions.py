"""The commands that ask about a case, by calling what the library calls the same."""

from fractions import Fraction
from itertools import islice
from typing import Any

import click

import coalition as co
from coalition.cli.options import (
    AGREEMENT,
    AT,
    CASE,
    COUNTED,
    PROPOSALS,
    RESERVATION,
    RULE,
    TIME_LIMIT,
    TOPIC,
    Answer,
    asked_about,
    command,
    interrupted,
    proposals_on,
    question,
)
from coalition.reporting import commitments, deals, decisions, doubt
from coalition.reporting.case_report import compared_dates, on_topic, topics_on
from coalition.reporting.headings import text
from coalition.reporting.splits import history_text, splits_text, stability_text

_SETS = 1000  # minimal coalitions in JSON
_DATE = (
    click.Option(["--at", "date"], metavar="DATE", help="As of this date."),
    click.Option(["--possible", "wide"], is_flag=True, help="Take also what may be from up to it."),
)
_FROM = click.Option(
    ["--from", "start"], metavar="DATE", help="The earlier date; by default the first."
)
_TO = click.Option(["--to", "end"], metavar="DATE", help="The later date; by default the last.")

_LIMIT = click.Option(
    ["--limit"], type=click.IntRange(min=1), default=20, show_default=True, help="How many to list."
)
_DOMINATED = click.Option(
    ["--dominated"],
    is_flag=True,
    help="List also those that are worse for some than another, and better for nobody.",
)
_RESAMPLES = click.Option(
    ["--resamples"],
    type=click.IntRange(min=1),
    default=200,
    show_default=True,
    help="How many times to draw proposals.",
)
_SEED = click.Option(
    ["--seed"],
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="What to draw with: the same gives the same answer.",
)
_TOGETHER = click.Option(["--together"], is_flag=True, help="Take the proposals as one package.")


@command(CASE, *_DATE, TOPIC, RULE, *AGREEMENT, *COUNTED, example="migration-2023")
def report(case: co.Coalition, *, date: str | None, wide: bool, **options: Any) -> str:
    """Report a case from top to bottom: splits, blockers, changes, promises.

    By default, the first date is compared with the last.
    """
    return co.report(case, at=date, possible=wide, **options)


@question(AT, click.Argument(["name"]), example="migration-2023 D66 --at 2023-07")
def about(case: co.Coalition, name: str) -> Answer:
    """Say all that is known of an actor, a source or a proposal."""
    told = co.about(case, name)
    return {"about": told}, text([(told.heading, told.lines)])


@question(AT, example="heating-law-2023 --at 2023-08")
def timeline(case: co.Coalition) -> Answer:
    """List everything that has a date, in order of time."""
    found = co.timeline(case)
    return {"timeline": found}, text([("Timeline", map(str, found))])


@question(
    *(AT, TOPIC, *AGREEMENT, TIME_LIMIT),
    example="migration-2023 --at 2023-07 --topic migration/asylum",
)
def splits(
    case: co.Coalition,
    topic: str | None,
    time_limit: float | None,
    agreement: co.Agreement | None,
) -> Answer:
    """Say who stands with whom, topic by topic."""
    found: list[co.Split] = []
    for name in topics_on(case, topic):
        found.append(co.split(case, name, time_limit=time_limit, agreement=agreement))
        if interrupted(found[-1]):
            break
    return {"splits": found}, splits_text(found)


@question(AT, TOPIC, example="migration-2023 --at 2023-07")
def dissent(case: co.Coalition, topic: str | None) -> Answer:
    """Say which politicians are off the line of their party."""
    on = on_topic(case, topic)
    found = [one for one in co.dissent(case) if on(one.proposal)]
    return {"dissent": found}, commitments.dissent_text(case, found)


@question(AT, TOPIC, PROPOSALS, RULE, example="migration-2023 --rule 'majority of 150'")
def blockers(
    case: co.Coalition, topic: str | None, proposals: tuple[str, ...], rule: co.Rule
) -> Answer:
    """Say what passes, who can stop it, and who would have to move."""
    asked = proposals_on(case, proposals, topic)
    found = [co.decide(case, proposal, rule=rule) for proposal in asked]
    return {"decisions": found}, decisions.blockers_text(found, rule)


@question(AT, RULE, example="migration-2023 --rule '2/3 of all members'")
def power(case: co.Coalition, rule: co.Rule) -> Answer:
    """Say how much each party counts under a rule."""
    game = co.SimpleGame(case, rule=rule)
    winning = co.winning_coalitions(game, minimal=True)
    blocking = co.blocking_coalitions(game, minimal=True)
    found: dict[str, Any] = {
        "shapley_shubik": co.shapley_shubik(game),
        "banzhaf": co.banzhaf(game),
        "absolute_banzhaf": co.banzhaf(game, normalized=False),
        "deegan_packel": co.deegan_packel(game),
        "holler": co.holler(game),
        "johnston": co.johnston(game),
        "coleman": co.coleman(game),
        "veto_players": co.veto_players(game),
        "dictators": co.dictators(game),
        "dummies": co.dummies(game),
        "winning_coalitions": tuple(islice(winning, _SETS)),
        "blocking_coalitions": tuple(islice(blocking, _SETS)),
        "complete": not any(next(islice(sets, _SETS, None), None) for sets in (winning, blocking)),
    }
    return found, decisions.power_text(game, found)


@question(AT, TOPIC, *AGREEMENT, example="migration-2023 --topic migration/labour")
def history(case: co.Coalition, topic: str | None, agreement: co.Agreement | None) -> Answer:
    """Say how each split came about, date by date."""
    found = {
        name: co.split_history(case, name, agreement=agreement) for name in topics_on(case, topic)
    }
    return {"split_history": found}, history_text(found)


@question(
    *(_FROM, _TO, TOPIC, RULE, *AGREEMENT), example="migration-2023 --from 2023-01 --to 2023-07"
)
def shifts(
    case: co.Coalition,
    *,
    start: str | None,
    end: str | None,
    topic: str | None,
    rule: co.Rule,
    agreement: co.Agreement | None,
) -> Answer:
    """Say who moved between two dates, and what that changed."""
    on = on_topic(case, topic)
    dates = compared_dates(case)
    if not dates:
        return {"shifts": ()}, "No position is known.\n"
    first, last = start or dates[0], end or dates[-1]
    moved = co.shifts(case, first, last, rule=rule, agreement=agreement)
    found = [shift for shift in moved if on(shift.proposal)]
    return {"shifts": found}, commitments.shifts_text(found, first, last)


@question(AT, RULE, example="heating-law-2023 --at 2023-08")
def ledger(case: co.Coalition, rule: co.Rule) -> Answer:
    """List promises and demands: open, kept, broken, in conflict."""
    found, conflicts = co.ledger(case, rule=rule), co.conflicts(case)
    values = {"ledger": found, "conflicts": conflicts}
    return values, commitments.ledger_text(case, found, conflicts)


@question(AT, TOPIC, RULE, example="migration-2023 --rule majority")
def deadlocks(case: co.Coalition, topic: str | None, rule: co.Rule) -> Answer:
    """Say which ultimatums are blocked, and what either way out costs."""
    on = on_topic(case, topic)
    found = [one for one in co.deadlocks(case, rule=rule) if on(one.ultimatum.proposal)]
    return {"deadlocks": found}, commitments.deadlocks_text(case, found)


@question(
    *(AT, TOPIC, PROPOSALS, RULE, RESERVATION, _LIMIT, _DOMINATED, TIME_LIMIT),
    example="migration-2023 --at 2023-07 --topic migration",
)
def packages(
    case: co.Coalition, *, topic: str | None, proposals: tuple[str, ...], **options: Any
) -> Answer:
    """Find packages of proposals that would pass as a whole."""
    found = co.packages(case, asked_about(case, proposals, topic), **options)
    return {"packages": found}, deals.packages_text(found)


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
    return {"concessions": found}, deals.concessions_text(found)


@question(AT, TOPIC, PROPOSALS, example="migration-2023 --at 2023-07 --topic migration/asylum")
def compromise(case: co.Coalition, topic: str | None, proposals: tuple[str, ...]) -> Answer:
    """Say where the parties would meet on each proposal."""
    found = co.compromise(case, asked_about(case, proposals, topic))
    return {"compromise": found}, deals.compromise_text(found)


@question(AT, TOPIC, PROPOSALS, example="migration-2023 --at 2023-07 --topic migration/asylum")
def exchanges(case: co.Coalition, topic: str | None, proposals: tuple[str, ...]) -> Answer:
    """Say what two could exchange, and what that does to others."""
    found = co.exchanges(case, asked_about(case, proposals, topic))
    return {"exchanges": found}, deals.exchanges_text(found)


@question(
    *(AT, TOPIC, RULE, *AGREEMENT, TIME_LIMIT),
    example="migration-2023 --at 2023-01 --topic migration/labour",
)
def certainty(
    case: co.Coalition,
    *,
    topic: str | None,
    rule: co.Rule,
    time_limit: float | None,
    agreement: co.Agreement | None,
) -> Answer:
    """Say how certain splits and blockers are, and what would flip them."""
    splits: dict[str, co.Certainty[doubt.Optima]] = {}
    robust: dict[str, co.Robustness] = {}
    blocking: dict[str, co.Certainty[tuple[str, ...]]] = {}
    for name in topics_on(case, topic):
        splits[name] = co.certainty(
            case, name, topic=name, agreement=agreement, time_limit=time_limit
        )
        if interrupted(splits[name]):
            break
        robust[name] = co.robustness(case, name, time_limit=time_limit, agreement=agreement)
    else:
        for name in proposals_on(case, (), topic):
            blocking[name] = co.certainty(case, name, rule=rule, time_limit=time_limit)
            if interrupted(blocking[name]):
                break
    values = {"certainty": {"split": splits, "blockers": blocking}, "robustness": robust}
    return values, doubt.certainty_text(splits, robust, blocking, rule, agreement or co.Agreement())


@question(
    *(AT, TOPIC, *AGREEMENT, _RESAMPLES, _SEED, TIME_LIMIT),
    example="migration-2023 --topic migration/asylum",
)
def stability(case: co.Coalition, topic: str | None, **options: Any) -> Answer:
    """Say how often each split comes back on other proposals like these."""
    found: list[co.Stability] = []
    for name in topics_on(case, topic):
        found.append(co.stability(case, name, **options))
        if interrupted(found[-1]):
            break
    return {"stability": found}, stability_text(found)

"""The commands that ask about a case, by calling what the library calls the same."""

from fractions import Fraction
from itertools import islice
from typing import Any

import click

import coalition as co
from coalition.cli.options import (
    AT,
    CASE,
    COUNTED,
    PROPOSALS,
    RESERVATION,
    RULE,
    TIME_LIMIT,
    TOPIC,
    Answer,
    about,
    command,
    interrupted,
    proposals_on,
    question,
)
from coalition.reporting import commitments, deals, decisions, doubt
from coalition.reporting.case_report import compared_dates, on_topic, topics_on
from coalition.reporting.splits import history_text, splits_text

_SETS = 1000  # minimal coalitions in JSON
_DATE = click.Option(["--at", "date"], metavar="DATE", help="As of this date.")
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
_TOGETHER = click.Option(["--together"], is_flag=True, help="Take the proposals as one package.")


@command(CASE, _DATE, TOPIC, *COUNTED, example="migration-2023")
def report(case: co.Coalition, *, topic: str | None, date: str | None) -> str:
    """Report a case from top to bottom: splits, blockers, changes, promises.

    By default, the first date is compared with the last.
    """
    return co.report(case, at=date, topic=topic)


@question(AT, TOPIC, TIME_LIMIT, example="migration-2023 --at 2023-07 --topic migration/asylum")
def splits(case: co.Coalition, topic: str | None, time_limit: float | None) -> Answer:
    """Say who stands with whom, topic by topic."""
    found: list[co.Split] = []
    for name in topics_on(case, topic):
        found.append(co.split(case, name, time_limit=time_limit))
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


@question(AT, TOPIC, example="migration-2023 --topic migration/labour")
def history(case: co.Coalition, topic: str | None) -> Answer:
    """Say how each split came about, date by date."""
    found = {name: co.split_history(case, name) for name in topics_on(case, topic)}
    return {"split_history": found}, history_text(found)


@question(_FROM, _TO, TOPIC, RULE, example="migration-2023 --from 2023-01 --to 2023-07")
def shifts(
    case: co.Coalition, start: str | None, end: str | None, topic: str | None, rule: co.Rule
) -> Answer:
    """Say who moved between two dates, and what that changed."""
    on = on_topic(case, topic)
    dates = compared_dates(case)
    if not dates:
        return {"shifts": ()}, "No position is known.\n"
    first, last = start or dates[0], end or dates[-1]
    moved = co.shifts(case, first, last, rule=rule)
    found = [shift for shift in moved if on(shift.proposal)]
    return {"shifts": found}, commitments.shifts_text(found, first, last)


@question(_DATE, RULE, example="heating-law-2023 --at 2023-08")
def ledger(case: co.Coalition, date: str | None, rule: co.Rule) -> Answer:
    """List promises and demands: open, kept, broken, in conflict."""
    known = case if date is None else case.at(date)
    found, conflicts = co.ledger(known, at=date, rule=rule), co.conflicts(known)
    values = {"ledger": found, "conflicts": conflicts}
    return values, commitments.ledger_text(known, found, conflicts)


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
    found = co.packages(case, about(case, proposals, topic), **options)
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
    found = co.compromise(case, about(case, proposals, topic))
    return {"compromise": found}, deals.compromise_text(found)


@question(AT, TOPIC, PROPOSALS, example="migration-2023 --at 2023-07 --topic migration/asylum")
def exchanges(case: co.Coalition, topic: str | None, proposals: tuple[str, ...]) -> Answer:
    """Say what two could exchange, and what that does to others."""
    found = co.exchanges(case, about(case, proposals, topic))
    return {"exchanges": found}, deals.exchanges_text(found)


@question(
    AT, TOPIC, RULE, TIME_LIMIT, example="migration-2023 --at 2023-01 --topic migration/labour"
)
def certainty(
    case: co.Coalition, topic: str | None, rule: co.Rule, time_limit: float | None
) -> Answer:
    """Say how certain splits and blockers are, and what would flip them."""

    def divided(name: str) -> co.Certainty[doubt.Optima]:
        def asked(now: co.Coalition) -> doubt.Optima:
            return _whole(co.split(now, name)).optima if name in now.topics else ()

        return co.certainty(case, asked, topic=name, time_limit=time_limit)

    def stopping(proposal: str) -> co.Certainty[tuple[str, ...]]:
        def asked(now: co.Coalition) -> tuple[str, ...]:
            return tuple(found.party for found in co.blockers(now, proposal, rule=rule))

        return co.certainty(case, asked, proposals=[proposal], time_limit=time_limit)

    splits: dict[str, co.Certainty[doubt.Optima]] = {}
    robust: dict[str, co.Robustness] = {}
    blocking: dict[str, co.Certainty[tuple[str, ...]]] = {}
    for name in topics_on(case, topic):
        splits[name] = divided(name)
        if interrupted(splits[name]):
            break
        robust[name] = co.robustness(case, name, time_limit=time_limit)
    else:
        for name in proposals_on(case, (), topic):
            blocking[name] = stopping(name)
            if interrupted(blocking[name]):
                break
    values = {"certainty": {"split": splits, "blockers": blocking}, "robustness": robust}
    return values, doubt.certainty_text(splits, robust, blocking, rule)


def _whole(found: co.Split) -> co.Split:
    """Return a split; where Ctrl-C ended the search, what is made of it is not to be trusted."""
    if interrupted(found):
        raise KeyboardInterrupt
    return found

"""The commands that ask about a case, by calling what the library calls the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import chain, islice
from typing import Any, get_args

import click

import coalition as co
from coalition import reporting
from coalition.cli import options as ask
from coalition.cli.words import Word
from coalition.model.words import RankedBy
from coalition.reporting.headings import text

_ON_ASYLUM = "migration-2023 --at 2023-07 --topic migration/asylum"
_SETS = 1000  # minimal coalitions in JSON
_CHANGED = 3  # exit code


@ask.command(
    ask.CASE,
    ask.option("--at date", "As of this date.", metavar="DATE"),
    ask.option("--possible wide", "Take also what may be from up to it.", is_flag=True),
    *(ask.TOPIC, ask.RULE, *ask.AGREEMENT, *ask.COUNTED),
    example="talks.csv",
)
def report(case: co.Coalition, *, date: str | None, wide: bool, **options: Any) -> str:
    """Report a case from top to bottom: splits, blockers, changes, promises.

    By default, the first date is compared with the last. CASE is a sheet of statements (CSV, XLSX,
    XLS, ODS), a case file (.toml), a Popolo file (.json), a file of DNA (.dna) or decide, a data
    package, or the name of a case that comes with the library.
    """
    return co.report(case, at=date, possible=wide, **options)


@ask.question(*ask.AT, click.Argument(["name"]), example="migration-2023 D66 --at 2023-07")
def about(case: co.Coalition, name: str) -> ask.Answer:
    """Say all that is known of an actor, a source or a proposal."""
    told = co.about(case, name)
    return {"about": told}, text([(told.heading, told.lines)])


@ask.question(*ask.AT, example="heating-law-2023 --at 2023-08")
def timeline(case: co.Coalition) -> ask.Answer:
    """List everything that has a date, in order of time."""
    found = co.timeline(case)
    return {"timeline": found}, text([("Timeline", map(str, found))])


@ask.question(*ask.AT, ask.TOPIC, *ask.AGREEMENT, ask.TIME_LIMIT, example=_ON_ASYLUM)
def splits(case: co.Coalition, topic: str | None, **options: Any) -> ask.Answer:
    """Say who stands with whom, topic by topic."""
    split = partial(co.split, case, **options)
    (found,) = ask.until_stopped((reporting.topics_on(case, topic), split))
    return {"splits": [*found.values()]}, reporting.splits_text(found.values())


@ask.question(*ask.AT, ask.TOPIC, example="migration-2023 --at 2023-07")
def dissent(case: co.Coalition, topic: str | None) -> ask.Answer:
    """Say which politicians are off the line of their party."""
    on = reporting.on_topic(case, topic)
    found = [one for one in co.dissent(case) if on(one.proposal)]
    off = map(partial(reporting.off_the_line, case), found)
    return {"dissent": found}, text([("Who is off the party line", off)])


@ask.question(
    *ask.AT, ask.TOPIC, ask.PROPOSALS, ask.RULE, example="migration-2023 --rule 'majority of 150'"
)
def blockers(case: co.Coalition, asked: ask.Asked, rule: co.Rule) -> ask.Answer:
    """Say what passes, who can stop it, and who would have to move."""
    found = [co.decide(case, proposal, rule=rule) for proposal in ask.held(case, asked)]
    return {"decisions": found}, reporting.blockers_text(found, rule)


@ask.question(
    *(*ask.AT, ask.RULE, ask.groups("--unions", "Parties that act as one")),
    example="migration-2023 --rule '2/3 of all members'",
)
def power(case: co.Coalition, rule: co.Rule, unions: list[tuple[str, ...]]) -> ask.Answer:
    """Say how much each party counts under a rule."""
    game = co.SimpleGame(case, rule=rule)
    asked: list[Callable[[co.SimpleGame], Any]] = [
        *(co.shapley_shubik, co.banzhaf, co.deegan_packel, co.holler, co.johnston, co.coleman),
        *(co.veto_players, co.dictators, co.dummies),
    ]
    found: dict[str, Any] = {function.__name__: function(game) for function in asked}
    found["absolute_banzhaf"] = co.banzhaf(game, normalized=False)
    if unions:
        found["owen"] = co.owen(game, unions)
        found["banzhaf_owen"] = co.banzhaf_owen(game, unions)
    found["complete"] = True
    for function in (co.winning_coalitions, co.blocking_coalitions):
        sets = tuple(islice(function(game, minimal=True), _SETS + 1))
        found[function.__name__] = sets[:_SETS]
        found["complete"] &= len(sets) <= _SETS
    return found, reporting.power_text(game, found)


@ask.question(
    *(*ask.AT, ask.TOPIC, ask.MAJORITY),
    ask.option("--by", "What puts the best first.", type=Word(get_args(RankedBy)), default="range"),
    ask.repeated("--scale", "The issue, proposal or topic that range is measured on", "NAME"),
    ask.repeated("--excluding", "Only those without this party", "PARTY"),
    ask.repeated("--including", "Only those with this party", "PARTY"),
    ask.groups("--together", "Parties that are in or out as one"),
    ask.option(
        "--minority", "Only those that do not win alone, and whose help they need.", is_flag=True
    ),
    ask.number("--limit", "How many to list.", 10),
    *(*ask.AGREEMENT, ask.TIME_LIMIT),
    example="migration-2023 --rule 'majority of 150'",
)
def formations(
    case: co.Coalition,
    *,
    topic: str | None,
    scale: tuple[str, ...],
    excluding: tuple[str, ...],
    **options: Any,
) -> ask.Answer:
    """Say who could govern, and on whose word others could not."""
    found = co.formations(case, topic, scale=scale or None, without=excluding, **options)
    return {"formations": found}, reporting.formations_text(case, found)


@ask.question(*ask.AT, ask.TOPIC, *ask.AGREEMENT, example="migration-2023 --topic migration/labour")
def history(case: co.Coalition, topic: str | None, agreement: co.Agreement | None) -> ask.Answer:
    """Say how each split came about, date by date."""
    topics = reporting.topics_on(case, topic)
    found = {name: co.split_history(case, name, agreement=agreement) for name in topics}
    return {"split_history": found}, text((name, map(str, found[name])) for name in found)


@ask.question(
    ask.option("--from start", "The earlier date; by default the first.", metavar="DATE"),
    ask.option("--to end", "The later date; by default the last.", metavar="DATE"),
    *(ask.TOPIC, ask.RULE, *ask.AGREEMENT),
    example="migration-2023 --from 2023-01 --to 2023-07",
)
def shifts(
    case: co.Coalition, *, start: str | None, end: str | None, topic: str | None, **options: Any
) -> ask.Answer:
    """Say who moved between two dates, and what that changed."""
    on, dates = reporting.on_topic(case, topic), reporting.compared_dates(case)
    if not dates:
        return {"shifts": ()}, text(())
    first, last = start or dates[0], end or dates[-1]
    found = [one for one in co.shifts(case, first, last, **options) if on(one.proposal)]
    return {"shifts": found}, reporting.shifts_text(found, first, last)


@ask.question(
    *(ask.NEW, *ask.AT, ask.RULE, *ask.AGREEMENT, ask.TIME_LIMIT),
    example="yesterday.toml today.toml",
)
def changes(case: co.Coalition, new: co.Coalition, **options: Any) -> ask.Answer:
    """Say what changed from one case to another, and which answers with it.

    CASE is the old one, NEW the new one; options count for both. Exit codes: 0 nothing changed, 3
    something did; 1, 2 and 130 are as for all commands.
    """
    found = co.changes(case, new, **options)
    return {"changes": found}, reporting.changes_text(found), _CHANGED if found else 0


@ask.question(*ask.AT, ask.RULE, example="heating-law-2023 --at 2023-08")
def ledger(case: co.Coalition, rule: co.Rule) -> ask.Answer:
    """List promises and demands: open, kept, broken, in conflict."""
    found, conflicts = co.ledger(case, rule=rule), co.conflicts(case)
    values = {"ledger": found, "conflicts": conflicts}
    return values, reporting.ledger_text(case, found, conflicts)


@ask.question(*ask.AT, ask.TOPIC, ask.RULE, example="migration-2023 --rule majority")
def deadlocks(case: co.Coalition, topic: str | None, rule: co.Rule) -> ask.Answer:
    """Say which ultimatums are blocked, and what either way out costs."""
    on = reporting.on_topic(case, topic)
    found = [one for one in co.deadlocks(case, rule=rule) if on(one.ultimatum.proposal)]
    ways_out = chain.from_iterable(map(partial(reporting.stuck, case), found))
    return {"deadlocks": found}, text([("Which demands are in deadlock", ways_out)])


@ask.question(
    *(*ask.AT, ask.TOPIC, ask.PROPOSALS, ask.RULE, ask.RESERVATION),
    ask.number("--limit", "How many to list.", 20),
    ask.option(
        "--dominated",
        "List also those that are worse for some than another, and better for nobody.",
        is_flag=True,
    ),
    ask.TIME_LIMIT,
    example="migration-2023 --at 2023-07 --topic migration",
)
def packages(case: co.Coalition, asked: ask.Asked, **options: Any) -> ask.Answer:
    """Find packages of proposals that would pass as a whole."""
    found = co.packages(case, asked, **options)
    return {"packages": found}, reporting.packages_text(found)


@ask.question(
    *(*ask.AT, ask.TOPIC, ask.PROPOSALS, ask.RULE, ask.RESERVATION),
    ask.option("--together", "Take the proposals as one package.", is_flag=True),
    ask.TIME_LIMIT,
    example="migration-2023 --proposal strict-asylum-package",
)
def concessions(
    case: co.Coalition, asked: ask.Asked, rule: co.Rule, *, together: bool, **options: Any
) -> ask.Answer:
    """Find the smallest moves that would let what is blocked pass."""
    about: list[Any] = ask.held(case, asked)
    if together:
        about = [tuple(about)] * bool(about)
    elif not click.get_current_context().params["proposals"]:
        about = [one for one in about if co.decide(case, one, rule=rule).outcome == "blocked"]
    found = [co.concessions(case, one, rule=rule, **options) for one in about]
    return {"concessions": found}, reporting.concessions_text(found)


@ask.question(*ask.AT, ask.TOPIC, ask.PROPOSALS, example=_ON_ASYLUM)
def compromise(case: co.Coalition, asked: ask.Asked) -> ask.Answer:
    """Say where the parties would meet on each proposal."""
    found = co.compromise(case, asked)
    return {"compromise": found}, reporting.compromise_text(found)


@ask.question(*ask.AT, ask.TOPIC, ask.PROPOSALS, example=_ON_ASYLUM)
def exchanges(case: co.Coalition, asked: ask.Asked) -> ask.Answer:
    """Say what two could exchange, and what that does to others."""
    found = co.exchanges(case, asked)
    return {"exchanges": found}, reporting.exchanges_text(found)


@ask.question(
    *(*ask.AT, ask.TOPIC, ask.RULE, *ask.AGREEMENT, ask.TIME_LIMIT),
    example="migration-2023 --at 2023-01 --topic migration/labour",
)
def certainty(
    case: co.Coalition,
    *,
    topic: str | None,
    rule: co.Rule,
    agreement: co.Agreement | None,
    **limit: Any,
) -> ask.Answer:
    """Say how certain splits and blockers are, and what would flip them."""
    about: Any = partial(co.certainty, case, **limit)
    topics = reporting.topics_on(case, topic)
    splits, robust, blocking = ask.until_stopped(
        (topics, lambda name: about(name, topic=name, agreement=agreement)),
        (topics, partial(co.robustness, case, agreement=agreement, **limit)),
        (filter(reporting.on_topic(case, topic), ask.held(case, None)), partial(about, rule=rule)),
    )
    values = {"certainty": {"split": splits, "blockers": blocking}, "robustness": robust}
    return values, reporting.certainty_text(
        splits, robust, blocking, rule, agreement or co.Agreement()
    )


@ask.question(
    *(*ask.AT, ask.TOPIC, *ask.AGREEMENT),
    ask.number("--resamples", "How many times to draw proposals.", 200),
    ask.number("--seed", "What to draw with: the same gives the same answer.", 0, least=0),
    ask.TIME_LIMIT,
    example="migration-2023 --topic migration/asylum",
)
def stability(case: co.Coalition, topic: str | None, **options: Any) -> ask.Answer:
    """Say how often each split comes back on other proposals like these."""
    stable = partial(co.stability, case, **options)
    (found,) = ask.until_stopped((reporting.topics_on(case, topic), stable))
    return {"stability": [*found.values()]}, reporting.stability_text(found.values())

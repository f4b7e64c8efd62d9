"""What follows from a rule, as text: who blocks what, and how much each party counts."""

from collections.abc import Iterator, Sequence
from itertools import islice

from coalition.analysis.blocking import Blocker
from coalition.analysis.deciding import Decision, decisions
from coalition.analysis.indices import (
    banzhaf,
    coleman,
    deegan_packel,
    holler,
    johnston,
    shapley_shubik,
)
from coalition.analysis.roles import dictators, dummies, veto_players
from coalition.analysis.winning import blocking_coalitions, winning_coalitions
from coalition.analysis.wording import listed, short
from coalition.errors import UnknownTopic
from coalition.model.coalition import Coalition
from coalition.model.proposals import covers
from coalition.reporting.layout import section, table
from coalition.rules.games import SimpleGame
from coalition.rules.voting import Rule

__all__ = ["blockers_text", "named_blocker", "power_text"]

_SETS = 12  # sets that a text lists


def blockers_text(
    coalition: Coalition, rule: Rule, *, proposal: str | None = None, topic: str | None = None
) -> str:
    """Return who blocks what under a rule, proposal by proposal; those without positions are left.

    One proposal, or those of one topic, can be asked for.
    """
    if proposal is None:
        asked = set(_with_positions(coalition, topic))
    else:
        asked = {coalition.proposal(proposal).id}
    found = [d for d in decisions(coalition, rule=rule) if d.proposal in asked]
    lines = []
    for decision in found:
        lines += section(f"{decision.proposal}: {outcome(decision)}", told(decision))
    return "\n".join([f"Rule: {rule}", "", *(lines or ["No position is known.", ""])])


def _with_positions(coalition: Coalition, topic: str | None) -> Iterator[str]:
    held = {position.proposal for position in coalition.in_force}
    if topic is not None and topic not in coalition.topics:
        raise UnknownTopic(topic, coalition.topics)
    for item in coalition.proposals:
        if item.id in held and (topic is None or covers(topic, item.topic)):
            yield item.id


def outcome(decision: Decision) -> str:
    certain = decision.certain or decision.outcome == "open"
    return decision.outcome if certain else f"possibly {decision.outcome}"


def told(decision: Decision) -> Iterator[str]:
    sides = {
        "for": decision.supporters,
        "against": decision.opponents,
        "neutral": decision.abstainers,
        "not known": decision.unknown,
    }
    yield "; ".join(f"{side}: {listed(actors)}" for side, actors in sides.items() if actors)
    if decision.blockers:
        yield f"can stop it alone: {listed(map(named_blocker, decision.blockers))}"
    together = [found for found in decision.blocking_coalitions if len(found) > 1]
    if together:
        yield f"can stop it together: {_sets(together, decision)}"
    if decision.unlocking:
        yield f"would have to change their minds: {_sets(decision.unlocking, decision)}"
    if decision.decisive:
        yield f"it can hang on: {listed(decision.decisive)}"


def _sets(sets: Sequence[Sequence[str]], decision: Decision) -> str:
    shown = "; or ".join(map(listed, sets[:_SETS]))
    more = len(sets) > _SETS or not decision.complete
    return f"{shown}; or others" if more else shown


def named_blocker(blocker: Blocker) -> str:
    """Return a blocker with how its position is known."""
    possibly = "" if blocker.certain else "possibly "
    known = blocker.reasons[0].provenance if blocker.reasons else "position not known"
    return f"{possibly}{blocker.party} ({known})"


def power_text(coalition: Coalition, rule: Rule) -> str:
    """Return how much each party counts under a rule: indices, vetoes, minimal coalitions."""
    game = SimpleGame(coalition, rule=rule)
    power = coleman(game)
    columns = {
        "Shapley-Shubik": shapley_shubik(game),
        "Banzhaf": banzhaf(game),
        "absolute": banzhaf(game, normalized=False),
        "Deegan-Packel": deegan_packel(game),
        "public good": holler(game),
        "Johnston": johnston(game),
        "prevent": power.prevent,
        "initiate": power.initiate,
    }
    rows = [
        [member, str(game.seats.get(member, "-")), *(short(c[member]) for c in columns.values())]
        for member in game.members
    ]
    lines = [f"Rule: {rule}", "", *table(["", "seats", *columns], rows), ""]
    lines += [f"Power of the body to act: {short(power.collectivity)}", ""]
    roles = (
        ("with a veto", veto_players(game)),
        ("in sole charge", dictators(game)),
        ("without any say", dummies(game)),
    )
    lines += [f"{role.capitalize()}: {listed(who) if who else 'nobody'}" for role, who in roles]
    for kind, sets in (
        ("winning", winning_coalitions(game, minimal=True)),
        ("blocking", blocking_coalitions(game, minimal=True)),
    ):
        shown = [listed(found) for found in islice(sets, _SETS + 1)]
        more = ["and others"] if len(shown) > _SETS else []
        lines += ["", *section(f"Minimal {kind} coalitions", [*shown[:_SETS], *more])[:-1]]
    return "\n".join([*lines, ""])

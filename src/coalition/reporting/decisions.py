"""What follows from a rule, as text: who blocks what, and how much each party counts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from coalition.answers.decisions.blockers import Blocker
from coalition.answers.decisions.decide import Decision
from coalition.answers.terms import may_be_later
from coalition.games.game import SimpleGame
from coalition.reporting.headings import dozen, section, table, text
from coalition.rules.vote import Rule
from coalition.sentences import listed, short

_SETS = 12  # sets that a text lists
_MEASURES = {
    "shapley_shubik": "Shapley-Shubik",
    "banzhaf": "Banzhaf",
    "absolute_banzhaf": "absolute",
    "deegan_packel": "Deegan-Packel",
    "holler": "public good",
    "johnston": "Johnston",
}
_UNITED = {"owen": "Owen", "banzhaf_owen": "Banzhaf-Owen"}  # where there are unions
_ROLES = {"veto_players": "Veto players", "dictators": "Dictators", "dummies": "Dummy players"}


def blockers_text(decisions: Iterable[Decision], rule: Rule) -> str:
    """Return who blocks what under a rule, proposal by proposal."""
    found = text((f"{one.proposal}: {one.worded}", grounds(one)) for one in decisions)
    return f"Rule: {rule}\n\n{found}"


def grounds(decision: Decision) -> Iterator[str]:
    """Say where the members stand, and who can stop the proposal or let it pass."""
    if decision.why:
        yield decision.why
    sides = [(side, actors) for side, actors in decision.sides.items() if actors]
    if sides:
        yield "; ".join(f"{side}: {listed(actors)}" for side, actors in sides)
    if decision.blockers:
        yield f"can stop it alone: {listed(map(named_blocker, decision.blockers))}"
    together = [found for found in decision.blocking_coalitions if len(found) > 1]
    if together:
        yield f"can stop it together: {_sets(together, decision)}"
    if decision.unlocking:
        yield f"would have to change sides: {_sets(decision.unlocking, decision)}"
    if decision.pivotal:
        yield f"it depends on: {listed(decision.pivotal)}"
    if decision.left_out:
        yield may_be_later(decision.left_out)


def _sets(sets: Sequence[Sequence[str]], decision: Decision) -> str:
    shown = "; or ".join(map(listed, sets[:_SETS]))
    more = len(sets) > _SETS or not decision.complete
    return f"{shown}; or others" if more else shown


def named_blocker(blocker: Blocker) -> str:
    """Return a blocker with how its position is known; a vote needs no source."""
    if blocker.reasons:
        known = f" ({blocker.reasons[0].provenance})"
    else:
        known = "" if blocker.certain else " (position not known)"
    return f"{'' if blocker.certain else 'possibly '}{blocker.party}{known}"


def power_text(game: SimpleGame, found: Mapping[str, Any]) -> str:
    """Return how much each member counts: what the functions give, by their names."""
    power = found["coleman"]
    columns = {title: found[name] for name, title in _MEASURES.items() if name in found}
    columns |= {"prevent": power.prevent, "initiate": power.initiate}
    columns |= {title: found[name] for name, title in _UNITED.items() if name in found}
    rows = [
        [member, str(game.seats.get(member, "-")), *(short(c[member]) for c in columns.values())]
        for member in game.members
    ]
    lines = [f"Rule: {game.rule}", "", *table(["", "seats", *columns], rows), ""]
    if "owen" in found:
        lines += [f"Owen and Banzhaf-Owen: {found['owen'].measure.removeprefix('Owen value ')}", ""]
    lines += [f"Power of the body to act: {short(power.collectivity)}", ""]
    lines += [f"{role}: {listed(found[name]) or 'nobody'}" for name, role in _ROLES.items()]
    for kind in ("winning", "blocking"):
        shown = dozen(map(listed, found[f"{kind}_coalitions"]))
        lines += ["", *section(f"Minimal {kind} coalitions", shown)[:-1]]
    return "\n".join([*lines, ""])

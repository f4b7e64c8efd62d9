"""What changed and what was promised, as text."""

from collections.abc import Iterable, Iterator

from coalition.answers.commitments.deadlocks import Deadlock
from coalition.answers.commitments.dissent import Dissent, sourced
from coalition.answers.commitments.ledger import Conflict, LedgerEntry, in_time
from coalition.answers.splits.shifts import Shift
from coalition.answers.terms import but_for
from coalition.model.coalition import Coalition
from coalition.model.dates import Date
from coalition.model.statements import Commitment
from coalition.reporting.facts import person
from coalition.reporting.headings import text
from coalition.sentences import begun, listed


def shifts_text(found: Iterable[Shift], start: Date, end: Date) -> str:
    """Return who moved between two dates, and what changed because of it."""
    moves = (line for shift in found for line in _moved(shift))
    return text([(f"Who moved, {start} to {end}", moves)])


def _moved(shift: Shift) -> Iterator[str]:
    yield str(shift)
    for change in (*shift.splits, *shift.blockers):
        yield f"- {change}"


def ledger_text(
    coalition: Coalition, found: Iterable[LedgerEntry], conflicts: Iterable[Conflict]
) -> str:
    """Return the promises, demands and ultimatums, and which of them cannot both be kept."""
    made = ("Promises, demands and ultimatums", (accounted(coalition, one) for one in found))
    return text([made, ("What cannot both be kept", map(str, conflicts))])


def off_the_line(coalition: Coalition, found: Dissent) -> str:
    """Say who is off the line of which party, with both sources."""
    who = person(coalition, found.politician, found.own.date)
    return (
        f"{who} on {found.proposal}: {found.own.worded} ({sourced(found.own)}); the party: "
        f"{found.line.worded} ({sourced(found.line)})"
    )


def stuck(coalition: Coalition, found: Deadlock) -> Iterator[str]:
    """Say a deadlock in full, and what either way out of it would mean."""
    yield f"{found}. {promised(coalition, found.ultimatum)}"
    yield from (str(found.if_met), str(found.if_not))


def accounted(coalition: Coalition, entry: LedgerEntry) -> str:
    """Say a commitment, and what is known to have become of it."""
    status = entry.status if entry.certain else f"possibly {entry.status}"
    known = "; ".join([status, *map(str, entry.evidence)])
    return f"{promised(coalition, entry.commitment)}: {known}{but_for(entry.left_out)}"


def ruled_out(coalition: Coalition) -> Iterator[str]:
    """Say the red lines in force, in order of time."""
    return (promised(coalition, made) for made in in_time(coalition.red_lines))


def promised(coalition: Coalition, made: Commitment) -> str:
    """Say a commitment in full."""
    maker = person(coalition, made.by, made.date)
    named = [person(coalition, actor, made.date) for actor in made.to]
    audience = f" to {listed(named)}" if named else ""
    audience += f" ({made.audience})" if made.audience else ""
    told = made.of(f"{maker}{audience}")
    parts = (
        begun(told),
        f"or else: {made.threat}" if made.threat else "",
        f"due {made.deadline.due}" if made.deadline else "",
        f"hedged: {made.hedge}" if made.hedge else "",
        f"repeated {listed(date.worded for date in made.repeated)}" if made.repeated else "",
        f"perhaps lifted {made.until.worded}" if made.until else "",
    )
    return f"{'; '.join(part for part in parts if part)} ({made.provenance})"

"""What changed and what was promised, as text."""

from collections.abc import Iterable, Iterator

from coalition.answers.commitments.deadlocks import Deadlock
from coalition.answers.commitments.dissent import Dissent
from coalition.answers.commitments.ledger import Conflict, LedgerEntry
from coalition.answers.splits.shifts import Shift
from coalition.model.coalition import Coalition
from coalition.model.dates import PartialDate
from coalition.reporting.case_report import accounted, off_the_line, stuck
from coalition.reporting.text import text


def shifts_text(found: Iterable[Shift], start: PartialDate | str, end: PartialDate | str) -> str:
    """Return who moved between two dates, and what changed because of it."""
    moves = (line for shift in found for line in _moved(shift))
    return text([(f"Who moved, {start} to {end}", moves)])


def _moved(shift: Shift) -> Iterator[str]:
    yield str(shift)
    for change in (*shift.splits, *shift.blockers):
        yield f"- {change}"


def dissent_text(coalition: Coalition, found: Iterable[Dissent]) -> str:
    """Return who is off the party line, with both sources."""
    return text([("Who is off the party line", (off_the_line(coalition, one) for one in found))])


def ledger_text(
    coalition: Coalition, found: Iterable[LedgerEntry], conflicts: Iterable[Conflict]
) -> str:
    """Return the promises, demands and ultimatums, and which of them cannot both be kept."""
    made = ("Promises, demands and ultimatums", (accounted(coalition, one) for one in found))
    return text([made, ("What cannot both be kept", map(str, conflicts))])


def deadlocks_text(coalition: Coalition, found: Iterable[Deadlock]) -> str:
    """Return the ultimatums whose demand is blocked, and what either way out would mean."""
    ways_out = (line for one in found for line in stuck(coalition, one))
    return text([("Which demands are in deadlock", ways_out)])

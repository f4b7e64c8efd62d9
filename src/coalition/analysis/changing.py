"""Who moved between two dates, and because of which statements."""

import attrs

from coalition.model.coalition import Coalition
from coalition.model.dates import PartialDate
from coalition.model.statements import Position

__all__ = ["Shift", "shifts"]


@attrs.frozen
class Shift:
    """A change of an actor's stance on a proposal.

    Attributes
    ----------
    actor, proposal : str
        Who moved, on what.
    before, after : Position
        The positions between which the actor moved.
    """

    actor: str
    proposal: str
    before: Position
    after: Position

    def __str__(self) -> str:
        return (
            f"{self.actor} moved on {self.proposal}: {self.before.worded} "
            f"({self.before.provenance}), then {self.after.worded} ({self.after.provenance})"
        )


def shifts(
    coalition: Coalition, start: PartialDate | str, end: PartialDate | str
) -> tuple[Shift, ...]:
    """Return who changed stance between two dates, on what, by which statements.

    A first position is no change: what was unknown before may have been the same.

    Parameters
    ----------
    coalition : Coalition
        What was said.
    start, end : PartialDate or str
        The dates to compare.

    Returns
    -------
    tuple of Shift
        By proposal, then by actor.

    Raises
    ------
    InvalidValue
        If a date does not exist.

    Examples
    --------
    >>> import coalition as co
    >>> for shift in co.shifts(co.load_case("migration-2023"), "2023-01", "2023-07"):
    ...     print(shift.actor, shift.proposal, shift.before.side, shift.after.side)
    D66 labour-migration-curb against for
    """
    before, after = coalition.at(start), coalition.at(end)
    found = []
    for proposal, actor in sorted({(p.proposal, p.actor) for p in after.in_force}):
        old, new = before.position(actor, proposal), after.position(actor, proposal)
        if old and new and old.stance != new.stance:
            found.append(Shift(actor, proposal, old, new))
    return tuple(found)

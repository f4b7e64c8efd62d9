"""Ultimatums that cannot be met."""

import attrs

from coalition.analysis.blocking import Blocker, blockers
from coalition.analysis.wording import listed
from coalition.model.coalition import Coalition
from coalition.model.statements import Commitment

__all__ = ["Deadlock", "deadlocks"]


@attrs.frozen
class Deadlock:
    """An ultimatum whose demand is blocked.

    Attributes
    ----------
    ultimatum : Commitment
        The ultimatum, with its threat, its deadline and how it is hedged.
    party : str or None
        Id of the party behind it; None for a politician without one.
    blockers : tuple of Blocker
        Who blocks what is demanded.
    """

    ultimatum: Commitment
    party: str | None
    blockers: tuple[Blocker, ...]

    def __str__(self) -> str:
        who = listed(blocker.party for blocker in self.blockers)
        return (
            f"{self.party or self.ultimatum.by} demands {self.ultimatum.proposal}, blocked by {who}"
        )


def deadlocks(coalition: Coalition) -> tuple[Deadlock, ...]:
    """Return the ultimatums whose demand is blocked, under unanimity.

    A deadline that has passed does not end a deadlock; each answer carries its ultimatum, and so
    the deadline.

    Parameters
    ----------
    coalition : Coalition
        What was said; the positions in force count.

    Returns
    -------
    tuple of Deadlock
        In the order of the dates, then of the actors.

    Examples
    --------
    >>> import coalition as co
    >>> for found in co.deadlocks(co.load_case("migration-2023").at("2023-07")):
    ...     print(found)
    VVD demands strict-asylum-package, blocked by D66 and CU
    """
    found = []
    made = sorted(coalition.commitments, key=lambda c: (c.date.first, c.date.last, c.by, c.text))
    for commitment in made:
        if commitment.kind == "ultimatum" and commitment.proposal is not None:
            opposed = blockers(coalition, commitment.proposal)
            if opposed:
                party = coalition.party_of(commitment.by, commitment.date)
                found.append(Deadlock(commitment, party, opposed))
    return tuple(found)

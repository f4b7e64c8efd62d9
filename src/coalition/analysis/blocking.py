"""Who blocks what, and on whose word."""

import attrs

from coalition.analysis.wording import listed
from coalition.model.coalition import Coalition
from coalition.model.statements import Position

__all__ = ["Blocker", "blocked_by", "blockers"]


@attrs.frozen
class Blocker:
    """A party whose opposition alone stops a proposal.

    Attributes
    ----------
    party : str
        Id of the party.
    proposal : str
        Id of the proposal.
    certain : bool
        Whether its opposition was stated or reported; where it is hearsay or inferred only, the
        party possibly blocks.
    reasons : tuple of Position
        The positions that make it a blocker, the best known first.
    """

    party: str
    proposal: str
    certain: bool
    reasons: tuple[Position, ...] = attrs.field(repr=False)

    def __str__(self) -> str:
        verb = "blocks" if self.certain else "possibly blocks"
        said = listed(reason.provenance for reason in self.reasons)
        return f"{self.party} {verb} {self.proposal} ({said})"


def blockers(coalition: Coalition, proposal: str) -> tuple[Blocker, ...]:
    """Return the parties whose opposition alone stops a proposal, under unanimity.

    Under unanimity every party has a veto (Tsebelis 2002): who is against blocks, who is neutral or
    unknown does not.

    Parameters
    ----------
    coalition : Coalition
        What was said; the positions in force count.
    proposal : str
        Id of the proposal.

    Returns
    -------
    tuple of Blocker
        By seats, then by id; empty where nobody is known to be against.

    Raises
    ------
    UnknownProposal
        If the coalition has no such proposal.

    Examples
    --------
    >>> import coalition as co
    >>> july = co.load_case("migration-2023").at("2023-07")
    >>> for blocker in co.blockers(july, "strict-asylum-package"):
    ...     print(blocker)
    D66 blocks strict-asylum-package (reported, 2023-07, K)
    CU blocks strict-asylum-package (reported, 2023-07, K)
    """
    wanted = coalition.proposal(proposal).id
    seats = coalition.seats
    found = []
    for party in sorted(coalition.parties, key=lambda item: (-seats.get(item.id, 0), item.id)):
        reasons = coalition.held(party.id, wanted)
        if reasons and reasons[0].stance < 0:
            found.append(Blocker(party.id, wanted, reasons[0].certain, reasons))
    return tuple(found)


def blocked_by(coalition: Coalition, party: str) -> tuple[str, ...]:
    """Return the proposals that a party blocks, under unanimity.

    Parameters
    ----------
    coalition : Coalition
        What was said; the positions in force count.
    party : str
        Id of the party.

    Returns
    -------
    tuple of str
        Ids of the proposals, in order.

    Raises
    ------
    UnknownParty
        If the coalition has no such party.

    Examples
    --------
    >>> import coalition as co
    >>> co.blocked_by(co.load_case("migration-2023").at("2023-01"), "D66")
    ('inflow-limit', 'labour-migration-curb')
    """
    wanted = coalition.party(party).id
    return tuple(
        sorted({p.proposal for p in coalition.in_force if p.actor == wanted and p.stance < 0})
    )

"""Who is off the party line."""

import attrs

from coalition.answers.terms import but_for, on_terms
from coalition.model.actors import Minister
from coalition.model.current_statements import actor_on
from coalition.model.given import Case, a_case
from coalition.model.statements import Position
from coalition.model.words import Several
from coalition.tables import Shown


@attrs.frozen
class Dissent(Shown):
    """A politician whose own position differs from that of the party.

    Attributes
    ----------
    politician, party, proposal : str
        Who differs, from which party, on what.
    own, line : Position
        The politician's position, and the party's, each with its source.
    office, role : str or None
        The politician's office in the cabinet, and the role in the party or the parliament, when
        the position was taken; None where there was none. A case does not say in which of them it
        was taken; the note of the position may.
    several : str
        As for `Coalition`.
    left_out : tuple of Position
        Positions of the two on the proposal that `Coalition.at` left out: they may be later.
    """

    politician: str
    party: str
    proposal: str
    own: Position
    line: Position
    office: str | None = None
    role: str | None = None
    several: Several = "refuse"
    left_out: tuple[Position, ...] = attrs.field(default=(), repr=False)

    def __str__(self) -> str:
        own = f"{self.own.worded} ({sourced(self.own)})"
        line = f"{self.line.worded} ({sourced(self.line)})"
        return (
            f"{self.politician} is off the line of {self.party} on {self.proposal}: {own}, "
            f"the party {line}{on_terms(self.several)}{but_for(self.left_out)}"
        )


def sourced(held: Position) -> str:
    """Say how a position is known, and what its words leave open."""
    return f"{held.provenance}; hedged: {held.hedge}" if held.hedge else held.provenance


def dissent(coalition: Case) -> tuple[Dissent, ...]:
    """Return the politicians whose own position differs from their party's.

    Where a party has no position of its own, nobody is off its line. The party is the one that the
    politician was in when the position was taken. Whose statements conflict has no position.

    Parameters
    ----------
    coalition : Coalition or str
        The case; current positions count.

    Returns
    -------
    tuple of Dissent
        By proposal, then by politician.

    Examples
    --------
    >>> import coalition as co
    >>> for found in co.dissent(co.load_case("migration-2023").at("2023-07")):
    ...     print(found.politician, found.own.side, found.party, found.line.side, found.office)
    vanderburg for VVD against state secretary
    """
    coalition = a_case(coalition, "dissent")
    found = []
    people = {person.id: person for person in coalition.politicians}
    held = {(p.proposal, p.actor) for p in coalition.in_force if p.actor in people}
    for proposal, actor in sorted(held):
        own = coalition.position(actor, proposal)
        party = coalition.party_of(actor, own.date) if own else None
        line = coalition.position(party, proposal) if party else None
        if party and own and line and own.stance != line.stance:
            person = people[actor]
            office = person.office_at(own.date) if isinstance(person, Minister) else None
            role, both = person.role_at(own.date), {(actor, proposal), (party, proposal)}
            said_later = coalition._left_out_on.get(proposal, ())
            omitted = (said for said in said_later if isinstance(said, Position))
            later = tuple(said for said in omitted if actor_on(said) in both)
            terms = (office, role, coalition.several, later)
            found.append(Dissent(actor, party, proposal, own, line, *terms))
    return tuple(found)

"""The small made-up cases of the tests, in as few words as what they are about."""

from collections.abc import Iterable, Mapping
from typing import Any

import coalition as co

__all__ = ["case", "said"]


def said(
    actor: str = "A",
    proposal: str = "p",
    stance: Any = 1,
    *,
    date: str = "2023",
    attribution: Any = "stated",
    **more: Any,
) -> co.Position:
    """Return a position; what does not matter to a test is left out."""
    return co.Position(actor, proposal, stance, date=date, attribution=attribution, **more)


def case(
    positions: Mapping[str, Mapping[str, Any]] | Iterable[co.Position] = (),
    *,
    parties: Iterable[str] = (),
    proposals: Iterable[str] = (),
    seats: Mapping[str, int] | None = None,
    topics: Mapping[str, str] | None = None,
    **more: Any,
) -> co.Coalition:
    """Return a case of these positions, given as such or as ``{proposal: {actor: stance}}``.

    Parties and proposals are those that the positions name, after those named here; proposals are
    on topic ``t`` unless `topics` says another. What else `Coalition` takes is given as it is.
    """
    seats, topics = seats or {}, topics or {}
    if isinstance(positions, Mapping):
        rows = ((p, a, s) for p, stances in positions.items() for a, s in stances.items())
        positions = [said(actor, proposal, stance) for proposal, actor, stance in rows]
    held = list(positions)
    people = {politician.id for politician in more.get("politicians", ())}
    actors = [*parties, *seats, *(p.actor for p in held if p.actor not in people)]
    asked = [*proposals, *topics, *(p.proposal for p in held)]
    return co.Coalition(
        parties=[co.Party(name, seats=seats.get(name)) for name in dict.fromkeys(actors)],
        proposals=[co.Proposal(name, topics.get(name, "t")) for name in dict.fromkeys(asked)],
        positions=held,
        **more,
    )

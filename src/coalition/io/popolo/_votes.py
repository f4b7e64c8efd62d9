"""Positions and what Popolo says of them: a vote where one was cast, and a speech otherwise."""

from collections.abc import Iterable, Mapping
from typing import Any

from coalition.io.popolo._items import (
    OWN,
    Item,
    Sources,
    Table,
    dated,
    day,
    different,
    known,
    overlaid,
    several,
)

STANCES = {"yes": "for", "no": "against", "abstain": "neutral"}
WITHOUT = ("absent", "not voting", "paired")  # options that are no stance

_VOTE = {"voter_id", "option", "vote_event_id", OWN}


def shared_of(event: Item, dates: Mapping[Any, Any], sources: Sources) -> Table:
    """Return what all positions that are votes of one event have in common."""
    motion = event.get("motion_id")
    date = event.get("start_date") or dates.get(motion)
    source = several(sources.of(event.get("sources"))[0])
    found = {"proposal": motion, "date": day(date), "source": source}
    return {**known(found), "attribution": "measured", "vote": event["id"]}


def vote_of(vote: Item, shared: Table) -> tuple[Table, Item]:
    """Return the position that a vote is, and what else the vote holds."""
    read = {**shared, "actor": vote.get("voter_id"), "stance": STANCES[vote["option"]]}
    beyond = {key: value for key, value in known(vote).items() if key not in _VOTE}
    return overlaid(read, vote.get(OWN)), beyond


def left_of(event: Item, cast: int, votes: list[Item], sources: Sources) -> Item:
    """Return what a vote event holds beyond the positions cast there; empty if nothing."""
    left = known(event)
    if cast:
        left.pop("motion_id", None)
        if day(left.get("start_date")) == left.get("start_date"):
            left.pop("start_date", None)
        if sources.of(left.get("sources"))[1]:
            del left["sources"]
    left |= {"votes": votes} if votes else {}
    return left if len(left) > 1 or not cast else {}


def vote_events_of(
    cast: Mapping[str, list[Table]],
    left: Iterable[Item],
    dates: Mapping[Any, Any],
    sources: Sources,
) -> list[Item]:
    """Return vote events with the positions that were cast there, and with what was left of them.

    `cast` has the positions of each event by its id.
    """
    beyond = {event.get("id"): dict(event) for event in left}
    # events without a vote that is a stance come after the one that they came after
    empty: dict[Any, list[Item]] = {None: []}
    before = None
    for name, event in beyond.items():
        if name in cast:
            before = name
        else:
            empty.setdefault(before, []).append(event)
    events = empty[None]
    for name, positions in cast.items():
        first = positions[0]
        extra = beyond.get(name, {})
        kept = list(extra.pop("votes", []))
        event = {
            "id": name,
            "motion_id": first["proposal"],
            **dated({"start_date": first["date"]}),
            **sources.linked(first.get("source")),
            **extra,
        }
        shared = shared_of(event, dates, sources)
        more = {vote.get("voter_id"): vote for vote in kept if "option" not in vote}
        votes = [_vote(position, more, shared) for position in positions]
        event["votes"] = [*votes, *(vote for vote in kept if "option" in vote)]
        events += [event, *empty.get(name, [])]
    return events


def _vote(position: Table, more: Mapping[Any, Item], shared: Table) -> Item:
    """Return a position as a vote."""
    actor, stance = position["actor"], position.get("stance", 0)
    words = {stance: option for option, stance in STANCES.items()}
    if stance not in words:
        stance = "for" if stance > 0 else "against" if stance < 0 else "neutral"
    vote = {"voter_id": actor, "option": words[stance], **more.get(actor, {})}
    own = different(position, vote_of(vote, shared)[0])
    return vote | ({OWN: own} if own else {})


def said_of(speech: Item, sources: Sources) -> Table:
    """Return the position that a speech of our own is."""
    source = several(sources.of(speech.get("sources"))[0])
    read = {"actor": speech.get("creator_id"), "date": speech.get("date"), "source": source}
    return overlaid(read, speech.get(OWN))


def speeches_of(
    positions: Iterable[Table], titles: Mapping[Any, Any], sources: Sources
) -> list[Item]:
    """Return positions as speeches."""
    speeches: list[Item] = []
    for position in positions:
        proposal = position["proposal"]
        speech = {
            "creator_id": position.get("speaker", position["actor"]),
            **dated({"date": position["date"]}),
            "text": f"{position.get('stance', '')} {titles.get(proposal, proposal)}".strip(),
            **sources.linked(position.get("source")),
        }
        speeches.append({**speech, OWN: different(position, said_of(speech, sources))})
    return speeches

"""Positions and what Popolo says of them: a vote where one was cast, and a speech otherwise."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

import attrs

from coalition.faults import shown
from coalition.io.popolo._items import (
    OWN,
    Item,
    Sources,
    Table,
    blank,
    dated,
    day,
    different,
    is_date,
    known,
    overlaid,
    several,
)
from coalition.model.checks import STANCES
from coalition.stances.codes import NO_VOTE

OPTIONS: dict[Any, float | str] = {  # what a vote for an option means: a stance, or why it is none
    "yes": 1,
    "no": -1,
    "abstain": 0,
    **dict.fromkeys(["absent", "not voting", "paired"], "absent"),
    **{reason: reason for reason in NO_VOTE},
}
_WORDS: dict[float, str] = {1: "for", 0: "neutral", -1: "against"}
_RESULTS = {
    **dict.fromkeys(["pass", "passed", "adopted", "approved", "accepted", "carried"], "adopted"),
    **dict.fromkeys(["fail", "failed", "rejected", "defeated", "negatived", "lost"], "rejected"),
}
_NUMBER = re.compile(r"\d{1,9}(\.0)?", re.ASCII)
_VOTE = {"voter_id", "option", "vote_event_id", OWN}


@attrs.frozen
class Cast:
    """A vote that is a stance.

    Parameters
    ----------
    place : str
        Where it stands in the document.
    vote : dict
        What the document says.
    table : dict
        The position that it is.
    time : datetime or None
        When it was cast, if the time of day is known.
    """

    place: str
    vote: Item
    table: Table
    time: datetime | None

    def overtakes(self, other: "Cast") -> bool:
        """Tell whether it differs from another vote, and its time alone shows that it is later."""
        if self.time is None or other.time is None:
            return False
        if (self.time.tzinfo is None) != (other.time.tzinfo is None):
            return False
        in_days = str(other.table.get("date")) < str(self.table.get("date"))
        differ = self.table.get("stance") != other.table.get("stance")
        return differ and not in_days and other.time < self.time


def overtaken(cast: Iterable[Cast]) -> list[Cast]:
    """Return the votes that a later one on the same motion overtakes."""
    of_each: dict[tuple[str, str], list[Cast]] = {}
    for one in cast:
        actor_on = str(one.table.get("actor")), str(one.table.get("proposal"))
        of_each.setdefault(actor_on, []).append(one)
    found: list[Cast] = []
    for votes in of_each.values():
        found += [one for one in votes if any(other.overtakes(one) for other in votes)]
    return found


def time_of(date: Any) -> datetime | None:
    """Return the time of an event, where its date says one."""
    if isinstance(date, str) and day(date) != date:
        with suppress(ValueError):
            return datetime.fromisoformat(date)
    return None


def shared_of(event: Item, dates: Mapping[Any, Any], sources: Sources) -> Table:
    """Return what all positions that are votes of one event have in common."""
    motion = event.get("motion_id")
    date = event.get("start_date") or dates.get(motion)
    source = several(sources.of(event.get("sources"))[0])
    found = {"proposal": motion, "date": day(date), "source": source}
    return {**known(found), "attribution": "measured", "vote": event["id"]}


def vote_of(vote: Item, stance: float, shared: Table) -> tuple[Table, Item]:
    """Return the position that a vote is, and what else the vote holds."""
    read = {**shared, "actor": vote.get("voter_id"), "stance": _WORDS.get(stance, stance)}
    beyond = {key: value for key, value in known(vote).items() if key not in _VOTE}
    return overlaid(read, vote.get(OWN)), beyond


def written_as(vote: Item, meaning: float | str) -> Item:
    """Return a vote with an option that means the same to whoever reads the file next."""
    option = vote.get("option")
    if isinstance(option, str) and OPTIONS.get(option) == meaning:
        return vote
    if isinstance(meaning, str):
        return {**vote, "option": meaning}
    own = {} if meaning in _WORDS else {OWN: {"stance": meaning, **vote.get(OWN, {})}}
    return {**vote, "option": _option(meaning), **own}


def _option(stance: float) -> str:
    return "yes" if stance > 0 else "no" if stance < 0 else "abstain"


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


def miscounted(
    event: Item, cast: Iterable[tuple[Any, Any]], options: Mapping[Any, float | str]
) -> Iterator[tuple[str, str]]:
    """Yield where the counts of an event say otherwise than its votes, and how.

    `cast` has the option and the weight of each vote. Counts of groups are added up where there is
    none of all; a vote that is weighed may be counted as one or as its weight.
    """
    # 1. how many votes there are for each option, and how much they weigh
    votes: Counter[Any] = Counter()
    weighed: Counter[Any] = Counter()
    for option, weight in cast:
        votes[_key(option, options)] += 1
        weighed[_key(option, options)] += weight
    # 2. how many the counts say there are: all together, or in each group
    counts = event.get("counts")
    whole: dict[Any, tuple[str, str, int]] = {}
    parts: dict[Any, tuple[str, str, int]] = {}
    for index, count in enumerate(counts if isinstance(counts, list) else ()):
        if not isinstance(count, dict) or blank(count.get("option")) or blank(count.get("value")):
            continue
        place, word, value = f"counts[{index}]", count["option"], str(count["value"]).strip()
        if not _NUMBER.fullmatch(value):
            yield (
                f"{place}.value",
                f"must be a whole number, 0 or more, not {shown(count['value'])}",
            )
            continue
        part = not (blank(count.get("group_id")) and blank(count.get("group")))
        said = parts if part else whole
        first, _, before = said.get(_key(word, options), (place, "", 0))
        said[_key(word, options)] = first, shown(word), before + int(float(value))
    # 3. where they differ; who did not vote need not be listed
    for key, (place, word, said_so) in {**parts, **whole}.items():
        number = votes[key]
        if said_so not in {number, weighed[key]} and (number or not isinstance(key, str)):
            yield place, f"says {said_so} for {word} where the votes that are listed say {number}"


def _key(option: Any, options: Mapping[Any, float | str]) -> Any:
    """Return what options share that count as one: their stance, or their word."""
    meaning = options.get(option, "") if isinstance(option, str | int) else ""
    return str(option).casefold() if isinstance(meaning, str) else float(meaning)


def outcomes_of(
    motions: Iterable[Item], events: Iterable[Item], sources: Sources
) -> tuple[list[Table], list[str]]:
    """Return what became of motions, and the results that do not say.

    The result of a motion without one of a vote on it is dated to the last of these, or else to
    some day from that of the motion on.
    """
    motions = list(motions)
    dates = {motion.get("id"): motion.get("date") for motion in motions}
    last: dict[Any, str] = {}
    found: list[Table] = []
    unread: list[str] = []
    told = set()

    def add(item: Item, shared: Table) -> None:
        result = item["result"]
        word = _RESULTS.get(result.strip().casefold()) if isinstance(result, str) else None
        if word and "proposal" in shared and is_date(shared.get("date")):
            found.append({**shared, "result": word})
        else:
            unread.append(str(result))

    for event in events:
        shared = shared_of(event, dates, sources)
        del shared["vote"]
        motion, date = event.get("motion_id"), day(event.get("start_date"))
        if is_date(date):
            last[motion] = max(date, last.get(motion, ""))
        if not blank(event.get("result")):
            told.add(motion)
            add(event, shared)
    for motion in motions:
        if blank(motion.get("result")) or motion.get("id") in told:
            continue
        date = day(motion.get("date"))
        date = last.get(motion.get("id")) or (f"{date}/.." if is_date(date) else None)
        source = sources.of(motion.get("sources"))[0][:1]
        given = {"proposal": motion.get("id"), "date": date, "source": several(source)}
        add(motion, {**known(given), "attribution": "reported"})
    return found, unread


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
    actor, stance = position["actor"], position["stance"]
    number: Any = STANCES.get(stance, stance)
    option = _option(number)
    vote = {"voter_id": actor, "option": option, **more.get(actor, {})}
    own = different(position, vote_of(vote, float(OPTIONS[option]), shared)[0])
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

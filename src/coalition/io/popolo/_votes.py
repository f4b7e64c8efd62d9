"""Positions and what Popolo says of them: a vote where one was cast, and a speech otherwise."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from operator import itemgetter
from typing import Any

import attrs

from coalition.faults import shown
from coalition.io.popolo._document import Choices, Document
from coalition.io.popolo._items import (
    OWN,
    Item,
    Sources,
    Table,
    blank,
    dated,
    different,
    is_date,
    known,
    overlaid,
    several,
)
from coalition.io.records import day_of
from coalition.model.checks import COUNTING, STANCES
from coalition.stances.codes import NO_VOTE
from coalition.usual_words import hint_of, usual

OPTIONS: dict[Any, float | str] = {  # what a vote for an option means: a stance, or why it is none
    "yes": 1,
    "no": -1,
    "abstain": 0,
    **dict.fromkeys(["absent", "not voting", "paired"], "absent"),
    **{reason: reason for reason in NO_VOTE},
}
_WORDS: dict[float, str] = {1: "for", 0: "neutral", -1: "against"}
_MEANINGS = ("for", "neutral", "against", "absent", "abstained", "not a member", "unknown")
_NAMED = "yes, no, abstain, absent, not voting, paired"
_OVERTAKEN = "Votes overtaken by a later one of the same day"
_MISCOUNTED = "Counts that the votes beside contradict"
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
    time: Any

    def overtakes(self, other: "Cast") -> bool:
        """Tell whether it differs from another vote, and its time alone shows that it is later."""
        in_days = str(other.table.get("date")) < str(self.table.get("date"))
        if in_days or self.table.get("stance") == other.table.get("stance"):
            return False
        with suppress(TypeError):  # where either has no time, or one has an offset alone
            return bool(other.time < self.time)
        return False

    def beyond(self) -> Item:
        """Return what the vote says beyond the position, with the voter; empty if nothing."""
        rest = {key: value for key, value in self.vote.items() if key not in _VOTE}
        return {"voter_id": self.vote.get("voter_id"), **rest} if rest else {}


def votes_of(document: Document, choices: Choices) -> list[tuple[str, Table]]:
    """Return the votes that are a stance; what else votes hold is left."""
    votes = defaultdict(list)
    for place, vote in document.lists["votes"]:
        votes[vote.pop("vote_event_id")].append((place, vote))
    dates = document.dates()
    people = {item.get("id") for item in document.items("persons")}
    read: list[tuple[Item, list[Cast], list[Item]]] = []
    # 1. what each vote says, as a stance or in a word for why there is none
    for place, event in document.lists["vote_events"]:
        shared = shared_of(event, dates, document.sources)
        time = _time_of(event.get("start_date") or dates.get(event.get("motion_id")))
        cast: list[Cast] = []
        absent = []
        listed = votes.pop(event["id"], [])
        for there, vote in listed:
            meaning = _meaning(document, there, vote, choices.options)
            if isinstance(meaning, str):
                absent.append(_written_as(vote, meaning))
            elif meaning is not None:
                table = _vote_of(vote, meaning, shared)
                cast.append(Cast(there, _written_as(vote, meaning), table, time))
        # a party that votes counts for more than one, so that counts say something else
        if listed and all(vote.get("voter_id") in people for _, vote in listed):
            _count(document, place, event, [vote for _, vote in listed], choices)
        if cast and not _can_be_cast(document, place, event, shared):
            cast = []
        read.append((event, cast, absent))
    # 2. of two at different times of one day, the later
    several = choices.several or document.own.get("several")
    gone = {
        one.place: f"{one.table.get('actor')} on {one.table.get('proposal')}"
        for one in _overtaken(one for _, cast, _ in read for one in cast)
        if several not in (*COUNTING,)
    }
    document.decided[_OVERTAKEN] += gone.values()
    # 3. what is left, first of events with positions, as they are written
    left: list[tuple[bool, Item]] = []
    found = []
    for event, cast, absent in read:
        counting = [one for one in cast if one.place not in gone]
        kept = absent + [one.vote for one in cast if one.place in gone]
        kept += [beyond for one in counting if (beyond := one.beyond())]
        if rest := _left_of(event, len(counting), kept, document.sources):
            left.append((not counting, rest))
        found += [(one.place, one.table) for one in counting]
    document.left["vote_events"] = [rest for _, rest in sorted(left, key=itemgetter(0))]
    return found


def _meaning(
    document: Document, place: str, vote: Item, options: Mapping[Any, float | str]
) -> float | str | None:
    """Return what a vote's option means, None where it is not known, which is a fault."""
    option = vote.get("option")
    if option is None:
        return "unknown"
    if isinstance(option, str | int) and option in options:
        return options[option]
    meant = usual(str(option), _MEANINGS)
    hint = f"; it usually means {meant!r}" if meant else hint_of(str(option), _MEANINGS)
    message = f"must be one of {_NAMED}, not {shown(option)}{hint}"
    document.faults.note(f"{place}.option", f"{message}; say what it means in stances=")
    return None


def _can_be_cast(document: Document, place: str, event: Item, shared: Table) -> bool:
    """Tell whether votes of an event can be positions, and note once why they cannot."""
    if "proposal" not in shared:
        document.faults.note(f"{place}.motion_id", "is missing: nobody knows what the votes are on")
    if "date" not in shared:
        message = "is missing, and so is the date of the motion"
        document.faults.note(f"{place}.start_date", message)
    if "start_date" in event:
        document.check_date(f"{place}.start_date", event["start_date"])
    return "proposal" in shared and is_date(shared.get("date"))


def _count(
    document: Document, place: str, event: Item, votes: list[Item], choices: Choices
) -> None:
    """Note where the counts of an event are not those of its votes, or tell it if asked."""
    reported = choices.report_counts or "counts" in event.get(OWN, {})
    for where, message in _miscounted(event, votes, choices.options):
        event[OWN] = {**event.get(OWN, {}), "counts": "report"}
        if reported:
            document.decided[_MISCOUNTED].append(f"{place}.{where} {message}")
        else:
            fix = "give counts='report' to read it all the same"
            document.faults.note(f"{place}.{where}", f"{message}; {fix}")


def spoken(document: Document) -> Iterator[tuple[str, Table]]:
    """Yield the speeches that are a position; others are left."""
    for place, speech in document.lists["speeches"]:
        if OWN in speech:
            yield place, _said_of(speech, document.sources)
        else:
            document.left["speeches"].append(speech)


def _overtaken(cast: Iterable[Cast]) -> list[Cast]:
    """Return the votes that a later one on the same motion overtakes."""
    of_each = defaultdict(list)
    for one in cast:
        of_each[str(one.table.get("actor")), str(one.table.get("proposal"))].append(one)
    return [
        one
        for votes in of_each.values()
        for one in votes
        if any(other.overtakes(one) for other in votes)
    ]


def _time_of(date: Any) -> datetime | None:
    """Return the time of an event, where its date says one."""
    with suppress(ValueError, TypeError):
        return datetime.fromisoformat(date) if day_of(date) != date else None
    return None


def shared_of(event: Item, dates: Mapping[Any, Any], sources: Sources) -> Table:
    """Return what all positions that are votes of one event have in common."""
    motion = event.get("motion_id")
    date = event.get("start_date") or dates.get(motion)
    source = several(sources.of(event.get("sources"))[0])
    found = {"proposal": motion, "date": day_of(date), "source": source}
    return {**known(found), "attribution": "measured", "vote": event["id"]}


def _vote_of(vote: Item, stance: float, shared: Table) -> Table:
    """Return the position that a vote is."""
    read = {**shared, "actor": vote.get("voter_id"), "stance": _WORDS.get(stance, stance)}
    return overlaid(read, vote.get(OWN))


def _written_as(vote: Item, meaning: float | str) -> Item:
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


def _left_of(event: Item, cast: int, votes: list[Item], sources: Sources) -> Item:
    """Return what a vote event holds beyond the positions cast there; empty if nothing."""
    left = known(event)
    if cast:
        left.pop("motion_id", None)
        if day_of(left.get("start_date")) == left.get("start_date"):
            left.pop("start_date", None)
        if sources.of(left.get("sources"))[1]:
            del left["sources"]
    left |= {"votes": votes} if votes else {}
    return left if len(left) > 1 or not cast else {}


def _miscounted(
    event: Item, votes: Collection[Item], options: Mapping[Any, float | str]
) -> Iterator[tuple[str, str]]:
    """Yield where the counts of an event say otherwise than its votes, and how.

    Counts of groups are those of the votes in these; where votes do not say in which group they
    are, the groups are added up, unless there is a count of all. A vote that is weighed may be
    counted as one or as its weight.
    """
    # 1. how many votes there are for each option, and how much they weigh
    number: Counter[Any] = Counter()
    weight: Counter[Any] = Counter()
    for vote in votes:
        for group in {None, vote.get("group_id")}:
            key = group, _same(vote.get("option"), options)
            number[key] += 1
            weight[key] += vote["weight"] if type(vote.get("weight")) in {int, float} else 1
    grouped = all(vote.get("group_id") for vote in votes)
    # 2. how many the counts say there are
    given = event.get("counts")
    said: dict[Any, tuple[str, str, int]] = {}
    parts: dict[Any, tuple[str, str, int]] = {}
    for index, count in enumerate(given if isinstance(given, list) else ()):
        if not isinstance(count, dict) or blank(count.get("option")) or blank(count.get("value")):
            continue
        place, option, value = f"counts[{index}]", count["option"], str(count["value"]).strip()
        if not _NUMBER.fullmatch(value):
            message = f"must be a whole number, 0 or more, not {shown(count['value'])}"
            yield f"{place}.value", message
            continue
        group = count.get("group_id") or count.get("group")
        group = group.get("id") or group.get("name") if isinstance(group, dict) else group
        key = (group or None) if grouped else None, _same(option, options)
        held = parts if group and not grouped else said
        first, word, before = held.get(key, (place, shown(option), 0))
        held[key] = first, word, before + int(float(value))
    # 3. where they differ; who did not vote need not be listed
    for key, (place, word, claimed) in {**parts, **said}.items():
        if claimed not in {number[key], weight[key]} and (
            number[key] or not isinstance(key[1], str)
        ):
            where = f" in {shown(key[0])}" if key[0] else ""
            there = f"where the votes that are listed say {number[key]}"
            yield place, f"says {claimed} for {word}{where} {there}"


def _same(option: Any, options: Mapping[Any, float | str]) -> Any:
    """Return what options share that count as one: their stance, or their word."""
    word = str(option).casefold()
    meaning = options.get(option if isinstance(option, str | int) else "", options.get(word, ""))
    return word if isinstance(meaning, str) else float(meaning)


def outcomes_of(
    dates: Mapping[Any, Any], events: Iterable[Item], sources: Sources
) -> tuple[list[Table], list[Any]]:
    """Return what became of motions, by the results of votes on them; and those that do not say."""
    found: list[Table] = []
    unread = []
    for event in events:
        shared = shared_of(event, dates, sources)
        del shared["vote"]
        if not blank(result := event.get("result")):
            word = usual(str(result), ("adopted", "rejected"))
            if word and "proposal" in shared and is_date(shared.get("date")):
                found.append({**shared, "result": word})
            else:
                unread.append(result)
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
    events = []
    for name, positions in cast.items():
        first = positions[0]
        extra = beyond.pop(name, {})
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
        events.append(event)
    return [*events, *beyond.values()]


def _vote(position: Table, more: Mapping[Any, Item], shared: Table) -> Item:
    """Return a position as a vote."""
    actor, stance = position["actor"], position["stance"]
    number: Any = STANCES.get(stance, stance)
    option = _option(number)
    vote = {"voter_id": actor, "option": option, **more.get(actor, {})}
    own = different(position, _vote_of(vote, float(OPTIONS[option]), shared))
    return vote | ({OWN: own} if own else {})


def _said_of(speech: Item, sources: Sources) -> Table:
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
        speeches.append({**speech, OWN: different(position, _said_of(speech, sources))})
    return speeches

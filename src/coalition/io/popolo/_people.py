"""Politicians and what Popolo says of them: a person, and memberships in parties."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations, groupby
from operator import itemgetter
from typing import Any

import attrs

from coalition.faults import Refused, build
from coalition.io.popolo._document import Document
from coalition.io.popolo._items import (
    OWN,
    Item,
    Sources,
    Table,
    different,
    is_date,
    overlaid,
    read_item,
    written,
)
from coalition.io.records import day_of
from coalition.model.actors import Membership
from coalition.sentences import listed

_VARYING = {"unknown": "neither", "first": "the first in the file", "last": "the last in the file"}
_TORN = "In two parties at once, and taken for members of"
_ENDED = "Memberships without an end taken for ended when the next in another party begins"
_GROUPED = "Taken for members of the group that they voted in, as they are in no party"

_TERM = ("start_date", "end_date")
Terms = Mapping[Any, tuple[Any, ...]]
Settled = tuple[list[str], list[str], list[str]]


def terms_of(events: Iterable[Item]) -> Terms:
    """Return when legislative periods begin and end, by id; None where that is no date."""
    return {
        item["id"]: tuple(date if is_date(date := day_of(item.get(key))) else None for key in _TERM)
        for item in events
        if "id" in item
    }


def people_of(
    document: Document, parties: Collection[Any], varying: str
) -> tuple[list[tuple[str, Table]], dict[str, str], list[tuple[str, str, str]]]:
    """Return the politicians, each with its place; the places of memberships; and groups of votes.

    These are who voted, when and in which group. Memberships in what is no party are left.
    """
    memberships = document.lists["memberships"]
    found: list[tuple[str, Table]] = []
    within: dict[str, str] = {}
    voted = []
    mine = defaultdict(list)
    for there, item in memberships:
        mine[item.get("person_id")].append((there, item))
    counted: set[str] = set()
    groups = _groups(document)
    terms = _terms(document)
    for place, person in document.lists["persons"]:
        name = person.get("id", "")
        stays = mine[name]
        cast = groups.get(name, [])
        homes = {stay.get("on_behalf_of_id", stay.get("organization_id")) for _, stay in stays}
        alone = homes.isdisjoint(parties)
        if cast and alone and "party" not in person.get(OWN, {}):
            made = [*_in_groups(name, cast)]
            stays += made
            memberships += made
            document.decided[_GROUPED].append(name)
        voted += [(name, date, group) for date, group, _ in cast]
        table, kept, (ended, torn, uncounted) = politician_of(
            person, stays, parties, terms, document.sources, varying=varying
        )
        within |= {f"politicians[{len(found)}].party[{at}]": one for at, one in enumerate(kept)}
        found.append((place, table))
        counted.update(kept)
        document.decided[_ENDED] += (f"{name} in {one}" for one in ended)
        if torn and varying == "error":
            fix = "say when one ended and the other began, or give varying="
            message = f"cannot be {listed(torn)} at once; {fix}'unknown', 'first' or 'last'"
            document.faults.note(f"{place}.memberships", message)
        elif torn:
            said = f"{_TORN} {_VARYING[varying]}"
            document.decided[said].append(f"{name} ({listed(torn)})")
        for there, stay in stays:
            if there in uncounted:
                stay[OWN] = {**stay.get(OWN, {}), "party": None}
    document.left["memberships"] = [item for there, item in memberships if there not in counted]
    return found, within, voted


def _groups(document: Document) -> dict[Any, list[tuple[str, str, str]]]:
    """Return of each person when it voted in which group, and where that stands."""
    dates = document.dates()
    events = {item["id"]: item for item in document.items("vote_events")}
    found = defaultdict(list)
    for place, vote in document.lists["votes"]:
        if group := vote.get("group_id") or vote.get("party_id"):
            event = events.get(vote["vote_event_id"], {})
            date = day_of(event.get("start_date") or dates.get(event.get("motion_id")))
            if is_date(date):
                found[vote.get("voter_id")].append((date, group, place))
    return found


def _terms(document: Document) -> Terms:
    """Return when terms begin and end, and note where one of a membership has no such date."""
    used = {item.get("legislative_period_id") for item in document.items("memberships")}
    for place, event in document.lists["events"]:
        for key in _TERM if event.get("id") in used - {None} else ():
            document.check_date(f"{place}.{key}", event.get(key))
    return terms_of(document.items("events"))


def politician_of(
    person: Mapping[str, Any],
    memberships: Iterable[tuple[str, Mapping[str, Any]]],
    parties: Collection[Any],
    terms: Terms,
    sources: Sources,
    *,
    varying: str = "error",
) -> tuple[Table, list[str], Settled]:
    """Return the table of a politician, and the places of the memberships in it.

    `memberships` are those of the person, each with its place. The last is what was done about
    those in two parties at once: which a later one ends and the parties of those that overlap all
    the same, in words, and the places of those that do not count.
    """
    said = person.get(OWN) or {}
    read = ((place, _stay(one, parties, terms, sources)) for place, one in memberships)
    stays = [(place, stay) for place, stay in read if stay]
    settled = ([], [], []) if "party" in said else _settled(stays, varying)
    stays = [(place, stay) for place, stay in stays if place not in settled[2]]
    table = read_item("persons", person, sources)
    table |= {"party": [stay for _, stay in stays]} if stays else {}
    return overlaid(table, said), [place for place, _ in stays], settled


def _in_groups(person: str, votes: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, Item]]:
    """Yield memberships in the groups that somebody voted in, each with the place of a vote.

    A vote is when, in which group and where. The first has no start and the last no end.
    """
    runs = [[*run] for _, run in groupby(sorted(votes), key=itemgetter(1))]
    for run in runs:
        (first, group, place), (last, *_) = run[0], run[-1]
        said = {"person_id": person, "organization_id": group}
        said |= {"start_date": first} if run is not runs[0] else {}
        said |= {"end_date": last} if run is not runs[-1] else {}
        yield place, said


def _settled(stays: list[tuple[str, Table]], varying: str) -> Settled:
    """End open memberships where a later one in another party begins, and settle what overlaps."""
    try:
        made = [build(Membership, {**stay, "extra": None}) for _, stay in stays]
    except Refused:  # the model says what is wrong
        return [], [], []
    # 1. one that has no end has ended when the next in another party begins
    ended = []
    for index, one in enumerate(made):
        begun = one.begins if not one.until else None
        others = [other.begins for other in made if other.party != one.party]
        later = [date for date in others if begun and date and begun.is_before(date)]
        next_one = min(later, key=lambda date: date.first, default=None)
        if next_one and not (one.ends and one.ends.first <= next_one.last):
            stays[index][1]["latest"] = str(next_one)
            made[index] = attrs.evolve(one, latest=next_one)
            ended.append(f"{one.party} by {next_one}")
    # 2. of those that overlap all the same, some are kept
    clash: dict[int, set[int]] = {}
    in_time = sorted(range(len(made)), key=lambda index: _begun(made[index]))
    for first, second in combinations(in_time, 2):
        if made[first].party != made[second].party and not made[first].is_before(made[second]):
            clash.setdefault(first, set()).add(second)
            clash.setdefault(second, set()).add(first)
    torn = sorted(clash)
    kept: set[int] = set()
    for index in {"first": torn, "last": torn[::-1]}.get(varying, ()):
        kept |= {index} if kept.isdisjoint(clash[index]) else set()
    parties = dict.fromkeys(made[index].party for index in in_time if index in clash)
    return ended, [*parties], [stays[index][0] for index in torn if index not in kept]


def _begun(stay: Membership) -> tuple[int, str]:
    return (stay.begins.first.toordinal(), str(stay.begins)) if stay.begins else (0, "")


def _stay(
    membership: Mapping[str, Any], parties: Collection[Any], terms: Terms, sources: Sources
) -> Table | None:
    """Return the table of a membership in a party or on behalf of one; None of another."""
    given = {key: value for key, value in membership.items() if key != "person_id"}
    key = "on_behalf_of_id" if "on_behalf_of_id" in given else "organization_id"
    if (party := given.pop(key, None)) not in parties or "party" in given.get(OWN, ()):
        return None  # the second of those that do not count, as others were at the same time
    stay = {"party": party, **read_item("memberships", given, sources)}
    begun, ended = terms.get(given.get("legislative_period_id"), (None, None))
    if begun is not None and "since" not in stay:
        stay["earliest"] = begun
    if ended is not None and "until" not in stay:
        stay["latest"] = ended
    return stay


def person_of(
    table: Table, parties: Collection[str], terms: Terms, sources: Sources
) -> tuple[Item, list[Item]]:
    """Return a politician, `opened`, as a person and memberships, from which an equal is read."""
    stays = table.get("party", [])
    stays = [{"party": stays}] if isinstance(stays, str) else stays
    table = table | ({"party": stays} if stays else {})
    memberships = [_membership(table["id"], stay, sources) for stay in stays]
    person = written("persons", table, sources)
    person.pop(OWN, None)
    numbered = ((str(index), stay) for index, stay in enumerate(memberships))
    read, *_ = politician_of(person, numbered, parties, terms, sources)
    if own := different(table, read):
        person[OWN] = own
    return person, memberships


def _membership(person: str, stay: Table, sources: Sources) -> Item:
    said = written("memberships", stay, sources)
    said.pop(OWN, None)
    key = "on_behalf_of_id" if "organization_id" in said else "organization_id"
    return {"person_id": person, key: stay["party"], **said}

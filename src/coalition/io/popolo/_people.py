"""Politicians and what Popolo says of them: a person, and memberships in parties and a cabinet."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from itertools import combinations
from typing import Any

import attrs

from coalition.errors import Invalid
from coalition.faults import Refused
from coalition.io.popolo._document import REFERENCES
from coalition.io.popolo._items import (
    OWN,
    Item,
    Sources,
    Table,
    dated,
    day,
    different,
    is_date,
    known,
    overlaid,
    read_item,
    written,
)
from coalition.model.actors import Membership, memberships, roles

_OFFICE = {  # what we say of an office
    *("person_id", "on_behalf_of_id", "role", "post"),
    *("start_date", "end_date", "sources"),
}
_PERIOD = ("since", "until", "source")
_ELSEWHERE = ("party", "role", "office", "portfolio")  # fields that memberships say

TERM = ("start_date", "end_date")
Terms = Mapping[Any, tuple[Any, ...]]


def terms_of(events: Iterable[Item]) -> Terms:
    """Return when legislative periods begin and end, by id; None where that is no date."""
    return {
        item["id"]: tuple(date if is_date(date := day(item.get(key))) else None for key in TERM)
        for item in events
        if "id" in item
    }


def politician_of(
    person: Mapping[str, Any],
    memberships: Iterable[tuple[str, Mapping[str, Any]]],
    parties: Collection[Any],
    terms: Terms,
    sources: Sources,
    *,
    varying: str = "error",
) -> tuple[Table, dict[str, str], list[str], "Settled"]:
    """Return the table of a politician, and where its memberships and offices were said.

    `memberships` are those of the person, each with its place. The third is the places of those
    that say other things; the last what was done about memberships in two parties at once.
    """
    table = read_item("persons", person, sources)
    stays: list[Table] = []
    taken: dict[str, str] = {}
    others: list[str] = []
    offices: dict[str, Table] = {}
    for place, membership in memberships:
        if office := _office_of(membership, sources):
            offices[place] = office
        elif stay := _stay(membership, parties, terms, sources):
            stays.append({**stay, "place": place})
        else:
            others.append(place)
    said = person.get(OWN) or {}
    settled = Settled() if "party" in said else _settled(stays, varying)
    stays = [stay for stay in stays if stay["place"] not in settled.places]
    taken |= {f"party[{index}]": stay.pop("place") for index, stay in enumerate(stays)}
    others += settled.places
    if offices:
        # the latest has the portfolio; others that do not fit beside it are left
        label = max(offices.values(), key=lambda one: str(one.get("since", "")))["label"]
        there = [one for one in offices.values() if one.pop("label") == label]
        held = _one_after_other(there) or there
        table |= known({"office": _short("title", held), "portfolio": label})
        places = {id(one): place for place, one in offices.items()}
        taken |= {f"office[{index}]": places.pop(id(one)) for index, one in enumerate(held)}
        others += places.values()
    if held := _roles(stays):
        table["role"] = _short("title", held)
    if stays:
        table["party"] = _short("party", stays)
    return overlaid(table, said), taken, others, settled


@attrs.frozen
class Settled:
    """What was done about memberships of one person in two parties at once.

    Parameters
    ----------
    ended : tuple of str
        Those that a later one ends, in words.
    parties : tuple of str
        The parties of those that overlap all the same.
    places : tuple of str
        Where those stand that are not taken for memberships in a party.
    """

    ended: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    places: tuple[str, ...] = ()


def _settled(stays: list[Table], varying: str) -> Settled:
    """End open memberships where a later one in another party begins, and settle what overlaps."""
    if len({stay["party"] for stay in stays}) < 2:  # noqa: PLR2004
        return Settled()
    fields = ("party", "since", "until", "earliest", "latest")
    try:
        made = [Membership(**{key: stay[key] for key in fields if key in stay}) for stay in stays]
    except Invalid:  # the model says what is wrong
        return Settled()
    # 1. one that has no end has ended when the next in another party begins
    ended = []
    for index, one in enumerate(made):
        others = [other.begins for other in made if other.party != one.party]
        later = [date for date in others if date and one.begins and one.begins.is_before(date)]
        next_one = min(later, key=lambda date: date.first, default=None)
        if next_one and not one.until and not (one.ends and one.ends.first <= next_one.last):
            stays[index]["latest"] = str(next_one)
            made[index] = attrs.evolve(one, latest=next_one)
            ended.append(f"{one.party} by {next_one}")
    # 2. of those that overlap all the same, some are kept
    with suppress(Refused):
        memberships(made)
        return Settled(tuple(ended))
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
    return Settled(
        tuple(ended),
        tuple(dict.fromkeys(made[index].party for index in in_time if index in clash)),
        tuple(stays[index]["place"] for index in torn if index not in kept),
    )


def _begun(stay: Membership) -> tuple[int, str]:
    return (stay.begins.first.toordinal(), str(stay.begins)) if stay.begins else (0, "")


def _short(name: str, items: list[Table]) -> Any:
    """Return a list of what held, or what held where that is all that is said."""
    return items[0][name] if len(items) == 1 and items[0].keys() == {name} else items


def _one_after_other(found: list[Table]) -> list[Table]:
    """Return roles in order of time: all, or the last alone where they overlap; none if wrong."""
    found = sorted(found, key=lambda one: ("since" in one, str(one.get("since"))))
    for some in (found, found[-1:]):
        with suppress(Refused):
            roles(some)
            return some
    return []


def _roles(stays: list[Table]) -> list[Table]:
    """Return the roles in parties that memberships have, and take them out of these."""
    having = [
        stay
        for stay in stays
        if "role" in (extra := stay.get("extra", {})) and "organization_id" not in extra
    ]
    found = [_period(stay) | {"title": stay["extra"]["role"]} for stay in having]
    held = _one_after_other(found)
    for stay, role in zip(having, found, strict=True):
        if any(role is one for one in held):
            del stay["extra"]["role"]
            if not stay["extra"]:
                del stay["extra"]
    return held


def _period(stay: Table) -> Table:
    return {field: stay[field] for field in _PERIOD if field in stay}


def _office_of(membership: Mapping[str, Any], sources: Sources) -> Table | None:
    """Return the office of a membership that says of one what we would say, with its label."""
    post = membership.get("post")
    if not isinstance(post, dict) or not {"role"} <= post.keys() <= {"role", "label"}:
        return None
    if membership.get("role") != post["role"] or not membership.keys() <= _OFFICE:
        return None
    read = read_item("memberships", membership, sources)
    if not read["extra"].keys() <= _OFFICE - {"sources", "start_date", "end_date"}:
        return None
    return {"title": post["role"], "label": post.get("label"), **_period(read)}


def _stay(
    membership: Mapping[str, Any], parties: Collection[Any], terms: Terms, sources: Sources
) -> Table | None:
    """Return the table of a membership in a party or on behalf of one; None of another."""
    given = known(membership)
    given.pop("person_id", None)
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
    table: Table, parties: Collection[str], terms: Terms, sources: Sources, *, spread: bool
) -> tuple[Item, list[Item]]:
    """Return a politician, `opened`, as a person and memberships, from which an equal is read."""
    stays = _listed("party", table.get("party", []))
    held, last = _listed("title", table.get("role", [])), [{}, *stays][-1]
    party = last.get("party") if "until" not in last else None
    memberships = [_membership(table["id"], stay, sources, spread=spread) for stay in stays]
    # a role is said at the membership that is as long, or else at one more in the only party
    fitting: dict[Any, list[Item]] = {}
    for membership, stay in zip(memberships, stays, strict=True):
        if not {"role", "on_behalf_of_id"} & membership.keys():
            fitting.setdefault((*_period(stay).items(),), []).append(membership)
    alone = len({stay["party"] for stay in stays}) == 1
    for role in reversed(held):
        if found := fitting.get((*_period(role).items(),)):
            found.pop()["role"] = role["title"]
        elif alone:
            more = {**role, "party": last["party"]}
            made = _membership(table["id"], more, sources, spread=False)
            memberships.append({**made, "role": role["title"]})
    for office in _listed("title", table.get("office", [])):
        post = known({"role": office["title"], "label": table.get("portfolio")})
        who = known({"person_id": table["id"], "on_behalf_of_id": party})
        said = {"role": office["title"], **_dates(office), **sources.linked(office.get("source"))}
        memberships.append({**who, **said, "post": post})
    plain = {field: value for field, value in table.items() if field not in _ELSEWHERE}
    person = written("persons", plain, sources, spread=spread)
    person.pop(OWN, None)
    numbered = ((str(index), stay) for index, stay in enumerate(memberships))
    read, *_ = politician_of(person, numbered, parties, terms, sources)
    if own := different(table, read):
        person[OWN] = own
    return person, memberships


def _listed(name: str, value: Any) -> list[Table]:
    return value if isinstance(value, list) else [{name: value}]


def _dates(stay: Table) -> Item:
    return dated({"start_date": stay.get("since"), "end_date": stay.get("until")})


def _membership(person: str, stay: Table, sources: Sources, *, spread: bool) -> Item:
    extra = stay.get("extra", {}) if spread else {}
    if not all(isinstance(extra[key], str) for key in extra.keys() & REFERENCES):
        extra = {}  # a document with such ids would be refused
    key = "on_behalf_of_id" if "organization_id" in extra else "organization_id"
    given = {end: date for end, date in _dates(stay).items() if day(extra.get(end)) != date}
    linked = {} if "sources" in extra else sources.linked(stay.get("source"))
    return {**extra, "person_id": person, key: stay["party"], **given, **linked}

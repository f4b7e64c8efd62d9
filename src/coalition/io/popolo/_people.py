"""Politicians and what Popolo says of them: a person, and memberships in parties and a cabinet."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from coalition.io.popolo._document import REFERENCES
from coalition.io.popolo._items import (
    OWN,
    Item,
    Sources,
    Table,
    day,
    different,
    known,
    overlaid,
    read_item,
    written,
)

_OFFICE = {"person_id", "on_behalf_of_id", "role", "post"}  # what a membership of ours says of one

_ELSEWHERE = ("party", "role", "office", "portfolio")  # fields that memberships say

Terms = Mapping[Any, tuple[Any, Any]]


def terms_of(events: Iterable[Item]) -> Terms:
    """Return when legislative periods begin and end, by id."""
    return {
        item["id"]: (item.get("start_date"), item.get("end_date"))
        for item in events
        if "id" in item
    }


def politician_of(
    person: Mapping[str, Any],
    memberships: Iterable[tuple[str, Mapping[str, Any]]],
    parties: Collection[Any],
    terms: Terms,
    sources: Sources,
) -> tuple[Table, list[str], list[str]]:
    """Return the table of a politician, and which memberships are in it and which say other things.

    `memberships` are those of the person, each with its place; the places of those in the table are
    in its order.
    """
    table = read_item("persons", person, sources)
    stays: list[Table] = []
    taken: list[str] = []
    others: list[str] = []
    for place, membership in memberships:
        if "office" not in table and _is_office(membership):
            named = {"role": "office", "label": "portfolio"}
            table |= {named[key]: value for key, value in membership["post"].items()}
        elif stay := _stay(membership, parties, terms):
            stays.append(stay)
            taken.append(place)
        else:
            others.append(place)
    if stays and "organization_id" not in (extra := stays[-1].get("extra", {})) and "role" in extra:
        table["role"] = extra.pop("role")
        if not extra:
            del stays[-1]["extra"]
    alone = len(stays) == 1 and stays[0].keys() == {"party"}
    if stays:
        table["party"] = stays[0]["party"] if alone else stays
    return overlaid(table, person.get(OWN)), taken, others


def _is_office(membership: Mapping[str, Any]) -> bool:
    """Tell whether a membership says of an office what we would say of it."""
    post = membership.get("post")
    if not isinstance(post, dict) or not {"role"} <= post.keys() <= {"role", "label"}:
        return False
    return membership.keys() <= _OFFICE and membership.get("role") == post["role"]


def _stay(membership: Mapping[str, Any], parties: Collection[Any], terms: Terms) -> Table | None:
    """Return the table of a membership in a party or on behalf of one; None of another."""
    given = known(membership)
    del given["person_id"]
    key = "on_behalf_of_id" if "on_behalf_of_id" in given else "organization_id"
    if (party := given.pop(key, None)) not in parties:
        return None
    stay = {"party": party, **read_item("memberships", given)}
    begun, ended = terms.get(given.get("legislative_period_id"), (None, None))
    if begun is not None and "since" not in stay:
        stay["earliest"] = day(begun)
    if ended is not None and "until" not in stay:
        stay["latest"] = day(ended)
    return stay


def person_of(
    table: Table, parties: Collection[str], terms: Terms, sources: Sources, *, spread: bool
) -> tuple[Item, list[Item]]:
    """Return a politician, `opened`, as a person and memberships, from which an equal is read."""
    stays = table.get("party", [])
    memberships = [
        _membership(table["id"], stay, spread=spread)
        for stay in ([{"party": stays}] if isinstance(stays, str) else stays)
    ]
    last = memberships[-1] if memberships else {"role": None}
    if "role" in table and "role" not in last and "on_behalf_of_id" not in last:
        last["role"] = table["role"]
    if "office" in table:
        memberships.append(_office(table, stays))
    plain = {field: value for field, value in table.items() if field not in _ELSEWHERE}
    person = written("persons", plain, sources, spread=spread)
    person.pop(OWN, None)
    numbered = ((str(index), stay) for index, stay in enumerate(memberships))
    read, _, _ = politician_of(person, numbered, parties, terms, sources)
    if own := different(table, read):
        person[OWN] = own
    return person, memberships


def _membership(person: str, stay: Table, *, spread: bool) -> Item:
    extra = stay.get("extra", {}) if spread else {}
    if not all(isinstance(extra[key], str) for key in extra.keys() & REFERENCES):
        extra = {}  # a document with such ids would be refused
    key = "on_behalf_of_id" if "organization_id" in extra else "organization_id"
    dates = {"start_date": stay.get("since"), "end_date": stay.get("until")}
    given = {end: date for end, date in dates.items() if date and day(extra.get(end)) != date}
    return {**extra, "person_id": person, key: stay["party"], **given}


def _office(table: Table, stays: Any) -> Item:
    """Return the membership that says what office a minister holds, in a cabinet without a name."""
    party = stays if isinstance(stays, str) else stays[-1]["party"] if stays else None
    role = table["office"]
    post = known({"role": role, "label": table.get("portfolio")})
    who = {"person_id": table["id"], "on_behalf_of_id": party}
    return known({**who, "role": role, "post": post})

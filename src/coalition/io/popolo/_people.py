"""Politicians and what Popolo says of them: a person, and memberships in parties and a cabinet."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from typing import Any

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
    known,
    overlaid,
    read_item,
    written,
)
from coalition.model.actors import roles

_OFFICE = {  # what we say of an office
    *("person_id", "on_behalf_of_id", "role", "post"),
    *("start_date", "end_date", "sources"),
}
_PERIOD = ("since", "until", "source")
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
) -> tuple[Table, dict[str, str], list[str]]:
    """Return the table of a politician, and where its memberships and offices were said.

    `memberships` are those of the person, each with its place. The third is the places of those
    that say other things.
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
            taken[f"party[{len(stays)}]"] = place
            stays.append(stay)
        else:
            others.append(place)
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
    return overlaid(table, person.get(OWN)), taken, others


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
    del given["person_id"]
    key = "on_behalf_of_id" if "on_behalf_of_id" in given else "organization_id"
    if (party := given.pop(key, None)) not in parties:
        return None
    stay = {"party": party, **read_item("memberships", given, sources)}
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
    read, _, _ = politician_of(person, numbered, parties, terms, sources)
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

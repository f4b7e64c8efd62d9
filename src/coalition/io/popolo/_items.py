"""Popolo objects and the tables of the model that stand for the same: each way, one at a time.

What an object says that the model has no field for goes to the field `extra`; what a table says
that Popolo has no key for goes to the key ``x-coalition``. An object is written by writing what
Popolo has keys for, reading that as anybody would, and putting down there what is then still
different. So whatever is written is read back equal, also what a later version of the model adds.
"""

import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from itertools import count
from typing import Any

import attrs

from coalition.faults import Refused
from coalition.io.records import day_of
from coalition.model.checks import text
from coalition.model.dates import read_date

Item = dict[str, Any]  # an object of Popolo
Table = dict[str, Any]  # the fields of an item of the model

OWN = "x-coalition"  # the key under which Popolo objects carry what Popolo cannot say

EMBEDDED = (  # what may stand within an object: under which key, of which list, referring by which
    ("persons", "memberships", "memberships", "person_id"),
    ("organizations", "memberships", "memberships", "organization_id"),
    ("organizations", "posts", "posts", "organization_id"),
    ("organizations", "children", "organizations", "parent_id"),
    ("posts", "memberships", "memberships", "post_id"),
    ("areas", "children", "areas", "parent_id"),
    ("events", "children", "events", "parent_id"),
    ("motions", "vote_events", "vote_events", "motion_id"),
    ("vote_events", "votes", "votes", "vote_event_id"),
)

_NAMED = {key: key for key in ("id", "name", "identifiers", "other_names")}
_SPAN = {"start_date": "since", "end_date": "until"}
FIELDS = {  # the field of the model for each key of Popolo
    "persons": _NAMED,
    "organizations": {**_NAMED, "seats": "seats"},
    "motions": {"id": "id", "text": "title", "classification": "topic", "date": "date"},
    "identifiers": {"identifier": "identifier", "scheme": "scheme"},
    "other_names": {"name": "name", "lang": "lang", **_SPAN, "note": "note"},
    "memberships": _SPAN,
}
_PARTY = ("organizations", "classification", "party")  # what is the same as to be a party here
_DATES = ("since", "until", "date")
_LISTS = ("identifiers", "other_names")
_ONE: dict[str, Callable[[Any], Any]] = {  # what Popolo has of several: the first or the latest
    "classification": lambda topics: topics[0],
    "seats": lambda periods: periods[-1]["number"],
}
_TOPIC = "motions"  # of a motion that is filed under none
_DATE = re.compile(r"\d{4}(-(0\d|1[0-2])(-\d{2})?)?", re.ASCII)


@attrs.define
class Sources:
    """The sources of a case as tables, found by what a link says; a new link makes a new one."""

    tables: list[Table]
    growing: bool = True
    _by_link: dict[tuple[str, ...], Any] = attrs.field(factory=dict, init=False)
    _by_id: dict[Any, Table] = attrs.field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        for table in self.tables:
            if all(isinstance(table.get(key), str) for key in ("id", "title")):
                self._by_id.setdefault(table["id"], table)
                if isinstance(table.get("url"), str):
                    self._by_link.setdefault((table["url"], table["title"]), table["id"])

    def linked(self, ids: str | list[str] | None) -> Table:
        """Return the key of what is from these sources: with a link to each that has an address."""
        named = [ids] if isinstance(ids, str) else ids or []
        links = [
            {"url": one["url"]} | ({"note": one["title"]} if one["title"] != one["url"] else {})
            for one in map(self._by_id.get, named)
            if one and "url" in one
        ]
        return {"sources": links} if links else {}

    def of(self, links: Any) -> tuple[list[str], bool]:
        """Return the sources that links are to, and whether the links say no more."""
        named: dict[str, bool] = {}
        for link in links if isinstance(links, list) else []:
            said: Item = link if isinstance(link, dict) else {}
            url, note = said.get("url", ""), said.get("note", "")
            with suppress(Refused):
                if found := self._of(text(url), text(url if blank(note) else note)):
                    named.setdefault(found, said.keys() <= {"url", "note"})
        return [*named], bool(named) and len(named) == len(links) and all(named.values())

    def _of(self, *link: str) -> Any:
        """Return the id of the source with an address and a title; a new one for a new link."""
        if link not in self._by_link and self.growing:
            numbers = count(len(self.tables) + 1)
            names = (f"source-{number}" for number in numbers)
            name = next(name for name in names if name not in self._by_id)
            self._by_link[link] = name
            self._by_id[name] = {"id": name, "title": link[1], "url": link[0]}
            self.tables.append(self._by_id[name])
        return self._by_link.get(link)


def several(items: list[Any]) -> Any:
    """Return a field of which there may be several: one of them alone as itself, none as None."""
    return items if len(items) > 1 else items[0] if items else None


def dated(dates: Mapping[str, Any]) -> Item:
    """Return the dates that Popolo has: to the day, the month or the year."""
    return {key: date for key, date in dates.items() if date and _DATE.fullmatch(date)}


def is_date(value: Any) -> bool:
    """Tell whether a value is a date as the model has it."""
    with suppress(Refused):
        read_date(value)
        return True
    return False


def read_item(kind: str, item: Mapping[str, Any], sources: Sources | None = None) -> Table:
    """Return an object as a table of the model, without regard to the key of our own."""
    table: Table = {"topic": _TOPIC} if kind == "motions" else {}
    extra: Table = {}
    for key, value in item.items():
        field = FIELDS[kind].get(key)
        if blank(value) or key == OWN or (kind, key, value) == _PARTY:
            continue
        if field in _LISTS and isinstance(value, list):
            known, beyond = _sorted_out(key, value)
            table |= {field: known} if known else {}
            extra |= {key: beyond} if beyond else {}
        elif field in _DATES:
            table[field] = day_of(value)
            extra |= {} if table[field] == value else {key: value}
        elif field:
            table[field] = value
        elif key == "sources" and sources:
            found, whole = sources.of(value)
            table |= {"source": found[0]} if found else {}
            extra |= {} if len(found) == 1 and whole else {key: value}
        else:
            extra[key] = value
    return table | ({"extra": extra} if extra else {})


def _sorted_out(kind: str, items: list[Any]) -> tuple[list[Table], list[Any]]:
    """Return the tables of objects that say no more than the model does, and the other objects."""
    tables = [read_item(kind, one) if isinstance(one, dict) else {"extra": one} for one in items]
    first = next(iter(FIELDS[kind].values()))
    whole = [first in table and "extra" not in table for table in tables]
    known = [table for table, fits in zip(tables, whole, strict=True) if fits]
    return known, [one for one, fits in zip(items, whole, strict=True) if not fits]


def opened(table: Table) -> Table:
    """Return the table of an actor or a proposal with `extra` as a table, not as text in JSON."""
    found = dict(table)
    if "extra" in table:
        found["extra"] = json.loads(table["extra"])
    if isinstance(table.get("party"), list):
        found["party"] = [opened(stay) for stay in table["party"]]
    return found


def written(kind: str, table: Table, sources: Sources) -> Item:
    """Return a table as an object, from which `read_item` makes an equal one.

    What `extra` holds goes back to its place if the table is `opened`.
    """
    extra = table.get("extra", {})
    extra = {} if isinstance(extra, str) else extra
    plain = _plain(kind, table, sources)
    item = {**plain, **extra}
    for key in _LISTS:
        if key in plain and isinstance(extra.get(key), list):
            item[key] = [*plain[key], *extra[key]]
    own = different(table, read_item(kind, item, sources))
    return {**item, **({OWN: own} if own else {})}


def _plain(kind: str, table: Table, sources: Sources) -> Item:
    """Return what Popolo has keys for."""
    keys = {field: key for key, field in FIELDS[kind].items()}
    item = {
        keys[field]: value
        for field, value in table.items()
        if field in keys and (field not in _DATES or dated({field: value}))
    }
    item |= {key: one(item[key]) for key, one in _ONE.items() if isinstance(item.get(key), list)}
    for key in _LISTS:
        if key in item:
            item[key] = [_plain(key, each, sources) for each in item[key]]
    if kind == _PARTY[0]:
        item[_PARTY[1]] = _PARTY[2]
    return item | sources.linked(table.get("source"))


def different(table: Mapping[str, Any], read: Mapping[str, Any]) -> Table:
    """Return what must be laid over what was read to have the table; None takes a field away."""
    return {
        field: table.get(field)
        for field in {**table, **read}
        if (table.get(field), field in table) != (read.get(field), field in read)
    }


def overlaid(table: Table, own: Mapping[str, Any] | None) -> Table:
    """Return what was read with what stands under the key of our own laid over it."""
    return known({**table, **(own or {})})


def blank(value: Any) -> bool:
    """Tell whether a value is nothing: null, or text or a list without anything in it."""
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def known(table: Mapping[str, Any]) -> Table:
    """Return what a table holds that is not null."""
    return {field: value for field, value in table.items() if value is not None}

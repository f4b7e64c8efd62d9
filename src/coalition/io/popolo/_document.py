"""A Popolo document as plain lists: what stands within other objects, and what ids refer to."""

import json
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import attrs

from coalition.errors import close_match
from coalition.faults import Faults, Refused, shown
from coalition.io.popolo._items import EMBEDDED, LEFT_OUT, OWN, Item, blank
from coalition.sentences import examples

LISTS = (
    *("persons", "organizations", "memberships", "posts", "areas", "events"),
    *("motions", "vote_events", "votes", "speeches"),
)
_ACTORS = ("persons", "organizations")
REFERENCES: dict[str, tuple[str, ...]] = {  # the lists that hold what a key refers to
    "person_id": ("persons",),
    "organization_id": ("organizations",),
    "on_behalf_of_id": ("organizations",),
    "member_id": _ACTORS,
    "party_id": ("organizations",),
    "group_id": ("organizations",),
    "voter_id": _ACTORS,
    "pair_id": ("persons",),
    "creator_id": _ACTORS,
    "audience_id": ("persons",),
    "motion_id": ("motions",),
    "vote_event_id": ("vote_events",),
    "area_id": ("areas",),
    "post_id": ("posts",),
    "event_id": ("events",),
    "legislative_period_id": ("events",),
    "legislative_session_id": ("events",),
}
_ELSEWHERE = {"areas", "posts", "events"}  # lists without which a document can do
_LOOSE = {"memberships", "vote_events", "votes", "speeches"}  # lists that nothing else rests on
_ABOVE = ("organizations", "areas", "events")  # lists of what may have a parent
_NOTHING = (
    "start_date",
    "end_date",
    "date",
    "parent_id",
    "option",
    "result",
)  # also where it is empty text
_WITHIN = {  # what the objects of a list may hold
    owner: [rest for outer, *rest in EMBEDDED if outer == owner] for owner, *_ in EMBEDDED
}
_HELD = {key for _, key, *_ in EMBEDDED}
_MEMBER = {"person_id", "person", "member_id", "member"}  # keys that say who is a member
_HINTS = 100  # close matches that are looked for


@attrs.define
class Document:
    """A Popolo document.

    Parameters
    ----------
    lists : dict of str to list
        The objects of each list, each with its place.
    rest : dict
        What else the document says.
    own : dict
        What the document says that only this library reads.
    told : list of str
        What was decided about objects within others, in sentences.
    """

    lists: dict[str, list[tuple[str, Item]]]
    rest: Item
    own: Item
    told: list[str] = attrs.field(factory=list)

    @classmethod
    def of(cls, tree: Any) -> "Document":
        """Accept a document, or refuse it with every fault in its form."""
        if not isinstance(tree, dict) or not tree.keys() & {*LISTS, OWN}:
            raise Refused("must be an object with lists of Popolo: persons, organizations, ...")
        faults = Faults()
        moving = _Moving(faults)
        lists = moving.lists_of(tree)
        if not isinstance(own := tree.get(OWN, {}), dict):
            faults.note(OWN, "must be a table of fields")
        people = {item.get("id") for _, item in lists["persons"]}
        for _, item in lists["memberships"]:
            if "person_id" not in item and item.get("member_id") in people - {None}:
                item["person_id"] = item.pop("member_id")
        for name, key in (("memberships", "person_id"), ("votes", "vote_event_id")):
            for place, item in lists[name]:
                if key not in item and (name == "votes" or "member_id" not in item):
                    faults.note(f"{place}.{key}", "is missing")
        faults.refuse_if_any()
        rest = {key: value for key, value in tree.items() if key not in {*LISTS, OWN}}
        return cls(lists, rest, own, moving.told())

    def items(self, name: str) -> list[Item]:
        """Return the objects of a list."""
        return [item for _, item in self.lists[name]]

    def dangling(self) -> Faults:
        """Return every reference to what is not there; votes and the like with one are taken out.

        So everything else that is wrong is found as well.
        """
        ids = {name: {item["id"] for item in self.items(name) if "id" in item} for name in LISTS}
        known = {
            key: set[str]().union(*(ids[kind] for kind in kinds))
            for key, kinds in REFERENCES.items()
            if ids[kinds[0]] or kinds[0] not in _ELSEWHERE
        }
        faults = Faults()
        for name in LISTS:
            whole = []
            for place, item in self.lists[name]:
                wrong = [key for key in item if key in known and item[key] not in known[key]]
                for key in wrong:
                    hint = close_match(item[key], known[key]) if len(faults) < _HINTS else ""
                    faults.note(
                        f"{place}.{key}",
                        f"{_there_is_no(*REFERENCES[key])} {shown(item[key])}{hint}",
                    )
                if not wrong or name not in _LOOSE:
                    whole.append((place, item))
            self.lists[name] = whole
        return faults


@attrs.define
class _Moving:
    """The lists while what stands within objects is moved there, with an id in its place."""

    faults: Faults
    lists: dict[str, list[tuple[str, Item]]] = attrs.field(factory=lambda: {n: [] for n in LISTS})
    _by_id: dict[tuple[str, str], tuple[str, Item]] = attrs.field(factory=dict)
    _alike: set[str] = attrs.field(factory=set)  # memberships that bear no id, as text
    _named: dict[str, list[Item]] = attrs.field(factory=dict)  # who is in the lists, by name
    _ids: list[tuple[str, Item, tuple[str, str, str], str]] = attrs.field(factory=list)
    _otherwise: list[str] = attrs.field(factory=list)
    _by_name: list[str] = attrs.field(factory=list)
    _events: int = 0

    def lists_of(self, tree: Item) -> dict[str, list[tuple[str, Item]]]:
        """Return the lists of a document."""
        # 1. what stands in the lists themselves: ids lead there first
        for name in LISTS:
            for place, item in _items(name, tree.get(name), self.faults):
                if isinstance(item, dict):
                    self._list(name, place, self._plain(name, place, item))
                else:
                    self.faults.note(place, f"must be an object, not {shown(item)}")
        # 2. what stands within these, to any depth
        for name in LISTS:
            for place, item in [*self.lists[name]]:
                self._empty(name, place, item)
        # 3. lists of ids within objects
        for place, owner, (name, key, back), one in self._ids:
            where, item = self._by_id.get((name, one), ("", None))
            if item is None and (self.lists[name] or name == "votes"):
                self.faults.note(place, f"{_there_is_no(name)} {shown(one)}")
            elif item is None or "id" not in owner:  # they are in another file
                owner.setdefault(key, []).append(one)
            elif item.setdefault(back, owner["id"]) != owner["id"]:
                self.faults.note(place, f"{shown(one)} ({where}) is of {shown(item[back])}")
        return self.lists

    def _list(self, name: str, place: str, item: Item) -> None:
        """Take up an object that stands in a list."""
        self.lists[name].append((place, item))
        if "id" in item:
            self._by_id.setdefault((name, item["id"]), (place, item))
        if name in _ACTORS and _words(item.get("name")):
            self._named.setdefault(item["name"], []).append(item)
        if name == "memberships":
            self._alike.add(_form(item))

    def told(self) -> list[str]:
        """Return what was decided, in sentences."""
        told = []
        if self._by_name:
            told.append(f"Taken by name, as they bear no id: {examples(self._by_name)}.")
        if found := self._otherwise:
            told.append(
                f"The lists hold where objects within others say otherwise: {examples(found)}."
            )
        return told

    def _plain(self, name: str, place: str, item: Item) -> Item:
        """Return a copy of an object without what is nothing: ids and dates that are empty."""
        copy = {
            key: value
            for key, value in item.items()
            if not (blank(value) and (key == "id" or key in REFERENCES or key in _NOTHING))
        }
        for key in sorted(copy.keys() & {"id", *REFERENCES}):
            if isinstance(copy[key], str):
                copy[key] = unicodedata.normalize("NFC", copy[key])
            else:
                message = f"must be the text of an id, not {shown(copy.pop(key))}"
                self.faults.note(f"{place}.{key}", message)
        if not isinstance(copy.get(OWN, {}), dict):
            self.faults.note(f"{place}.{OWN}", "must be a table of fields")
        if name == "vote_events" and "id" not in copy:
            while "id" not in copy or ("vote_events", copy["id"]) in self._by_id:
                self._events += 1
                copy["id"] = f"vote-{self._events}"
        return copy

    def _empty(self, owner: str, place: str, item: Item) -> None:
        """Move what stands within an object."""
        for key, name, back in _WITHIN.get(owner, ()) if item.keys() & _HELD else ():
            for where, one in _items(f"{place}.{key}", item.pop(key, None), self.faults):
                if _words(one):
                    self._ids.append((where, item, (name, key, back), one))
                elif isinstance(one, dict):
                    inner = self._plain(name, where, one)
                    above = inner.setdefault(back, item["id"]) if "id" in item else None
                    bare = name == "memberships" and not inner.keys() & _MEMBER
                    if bare and above != item.get("id"):  # of the organization in another one
                        inner["member_id"] = item["id"]
                    self._put(name, where, inner)
                else:
                    self.faults.note(where, f"must be an object, not {shown(one)}")
        if not any(isinstance(value, dict) for value in item.values()):
            return
        parent = {"parent_id": (owner,)} if owner in _ABOVE else {}
        for key, names in {**REFERENCES, **parent}.items():
            if isinstance(item.get(key.removesuffix("_id")), dict):
                self._refer(place, item, key, names)

    def _refer(self, place: str, item: Item, key: str, names: tuple[str, ...]) -> None:
        """Put an id in the place of one object, and the object in its list."""
        word = key.removesuffix("_id")
        place = f"{place}.{word}"
        inner = self._plain(names[0], place, item[word])
        given = inner.get("id")
        name = names[0]
        if len(names) > 1:
            body = "classification" in inner or inner.get("@type") == "Organization"
            listed = [one for one in names if (one, given) in self._by_id]
            name = [*listed, names[body]][0] if inner.get("@type") is None else names[body]
        if "id" not in inner and name in _ACTORS and _words(inner.get("name")):
            same = self._named.get(inner["name"], [])
            inner["id"] = same[0].get("id", inner["name"]) if len(same) == 1 else inner["name"]
            self._by_name.append(f"{inner['name']} ({place})")
        elif "id" not in inner and name == "motions" and "id" in item:
            inner["id"] = item["id"]
        if "id" not in inner:
            if name in _ELSEWHERE:  # it stays where it is
                return
            self.faults.note(f"{place}.id", "is missing")
            return
        del item[word]
        if item.setdefault(key, inner["id"]) != inner["id"]:
            message = f"is {shown(inner['id'])}, and {key} is {shown(item[key])}"
            self.faults.note(f"{place}.id", message)
        self._put(name, place, inner)

    def _put(self, name: str, place: str, item: Item) -> None:
        """Put what stood within another object in a list, or to what is there already."""
        self._empty(name, place, item)
        if "id" not in item:
            # a person and an organization may each have the same membership within
            form = _form(item) if name == "memberships" else place
            if form not in self._alike:
                self._alike.add(form)
                self.lists[name].append((place, item))
            return
        there, other = self._by_id.setdefault((name, item["id"]), (place, item))
        if other is item:
            self.lists[name].append((place, item))
            return
        for key, value in item.items():
            if blank(value) or key.startswith("@") or other.get(key) == value:
                continue
            if other.get(key) is None:
                other[key] = value
            elif re.fullmatch(r"\w+\[\d+\]", there):
                self._otherwise.append(f"{place}.{key}")
            else:
                message = f"is {shown(value)}, and {shown(other[key])} at {there}"
                self.faults.note(f"{place}.{key}", message)


def _form(item: Item) -> str:
    return json.dumps(item, sort_keys=True)


def _words(value: Any) -> bool:
    return isinstance(value, str) and not blank(value)


def _there_is_no(*names: str) -> str:
    return f"there is no {' or '.join(name[:-1].replace('_', ' ') for name in names)}"


def _items(place: str, value: Any, faults: Faults) -> Iterator[tuple[str, Any]]:
    """Yield what is in a list, each with its place, or name what is no list."""
    if blank(value):
        return
    if not isinstance(value, list):
        faults.note(place, f"must be a list of objects, not {shown(value)}")
        return
    yield from (
        (f"{place}[{index}]", item) for index, item in enumerate(value) if item is not LEFT_OUT
    )

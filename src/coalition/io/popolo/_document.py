"""A Popolo document as plain lists: what stands within other objects, and what ids refer to."""

import json
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

import attrs

from coalition.errors import Fault, close_match
from coalition.faults import Faults, Refused, shown
from coalition.io.popolo._items import EMBEDDED, OWN, Item, Sources, blank
from coalition.io.records import day_of
from coalition.model.checks import ident
from coalition.model.dates import optional_date
from coalition.model.words import OrOne, Several
from coalition.sentences import examples

LISTS = (
    *("persons", "organizations", "memberships", "posts", "areas", "events"),
    *("motions", "vote_events", "votes", "speeches"),
)
_ACTORS = ("persons", "organizations")
REFERENCES: dict[str, tuple[str, ...]] = {  # the lists that hold what a key refers to
    **dict.fromkeys(("person_id", "audience_id", "pair_id"), _ACTORS[:1]),
    **dict.fromkeys(("organization_id", "on_behalf_of_id"), _ACTORS[1:]),
    **dict.fromkeys(("party_id", "group_id"), _ACTORS[1:]),
    **dict.fromkeys(("member_id", "voter_id", "creator_id"), _ACTORS),
    "motion_id": ("motions",),
    "vote_event_id": ("vote_events",),
    "area_id": ("areas",),
    "post_id": ("posts",),
    **dict.fromkeys(("event_id", "legislative_period_id", "legislative_session_id"), ("events",)),
}
_ELSEWHERE = {"areas", "posts", "events"}  # lists without which a document can do
_NEEDED = {  # what the objects of a list are nothing without, one of these
    "memberships": ("person_id", "member_id"),
    "votes": ("vote_event_id",),
}
_LOOSE = {"memberships", "vote_events", "votes", "speeches"}  # lists that nothing else rests on
_ABOVE = ("organizations", "areas", "events")  # lists of what may have a parent
_WITHIN = {  # what the objects of a list may hold
    owner: [rest for outer, *rest in EMBEDDED if outer == owner] for owner, *_ in EMBEDDED
}
_MEMBER = {"person_id", "person", "member_id", "member"}  # keys that say who is a member
Lists = dict[str, list[tuple[str, Item]]]
_BY_NAME = "Taken by name, as they bear no id"
_OTHERWISE = "The lists hold where objects within others say otherwise"
_HINTS = 100  # close matches that are looked for


@attrs.frozen
class Choices:
    """What `read_popolo` is asked: what options mean, and what to do about what is wrong."""

    options: Mapping[Any, float | str]
    several: Several | None
    varying: OrOne
    report_counts: bool


@attrs.define
class Document:
    """A Popolo document: its lists, and what is on its way there from within other objects.

    Parameters
    ----------
    rest : dict
        What the document says beside its lists.
    own : dict
        What it says that only this library reads.
    sources : Sources
        Those that links are to.
    lists : dict of str to list
        The objects of each list, each with its place.
    faults : Faults
        What is wrong.
    left : dict of str to list
        The objects of which the model has no fields, by the list that they are of.
    decided : dict of str to list
        What was decided as it was read, in words, and about what.
    """

    rest: Item
    own: Item
    sources: Sources
    lists: Lists = attrs.field(factory=lambda: {name: [] for name in LISTS})
    faults: Faults = attrs.field(factory=Faults)
    left: dict[str, list[Item]] = attrs.field(factory=lambda: defaultdict(list))
    decided: dict[str, list[str]] = attrs.field(factory=lambda: defaultdict(list))
    _ahead: deque[tuple[str, str, Item, str]] = attrs.field(factory=deque)
    _known: dict[tuple[str, str], tuple[str, Item, str]] = attrs.field(factory=dict)
    _named: dict[str, list[Any]] = attrs.field(factory=dict)  # ids of actors in the lists, by name
    _numbers: Iterator[int] = attrs.field(factory=lambda: count(1))

    @classmethod
    def of(cls, tree: Any) -> "Document":
        """Accept a document, or refuse it with every fault in its form."""
        if not isinstance(tree, dict) or all(tree.get(name) is None for name in (*LISTS, OWN)):
            raise Refused("must be an object with lists of Popolo: persons, organizations, ...")
        rest = {key: value for key, value in tree.items() if key not in {*LISTS, OWN}}
        own = tree.get(OWN) or {}
        if not isinstance(own, dict):
            raise Refused(Fault(OWN, "must be a table of fields"))
        sources: Any = own.get("sources") or []
        if not isinstance(sources, list) or not all(isinstance(one, dict) for one in sources):
            raise Refused(Fault(f"{OWN}.sources", "must be a list of tables of fields"))
        document = cls(rest, own, Sources([*sources]))
        document._fill(tree)
        document.faults.refuse_if_any()
        return document

    def told(self) -> list[str]:
        """Return what was decided, in sentences."""
        named = {said: examples(dict.fromkeys(found)) for said, found in self.decided.items()}
        return [f"{said}: {found}." for said, found in named.items() if found]

    def items(self, name: str) -> list[Item]:
        """Return the objects of a list."""
        return [item for _, item in self.lists[name]]

    def dates(self) -> dict[Any, Any]:
        """Return the dates of motions by id."""
        return {motion.get("id"): motion.get("date") for motion in self.items("motions")}

    def check_references(self) -> None:
        """Note every reference to what is not there, and take out votes and the like with one.

        So everything else that is wrong is found as well.
        """
        ids = {name: {item["id"] for item in self.items(name) if "id" in item} for name in LISTS}
        known = {
            key: set[str]().union(*(ids[kind] for kind in kinds))
            for key, kinds in REFERENCES.items()
            if ids[kinds[0]] or kinds[0] not in _ELSEWHERE
        }
        for name in LISTS:
            whole = []
            for place, item in self.lists[name]:
                wrong = [key for key in item if key in known and item[key] not in known[key]]
                for key in wrong:
                    hint = close_match(item[key], known[key]) if len(self.faults) < _HINTS else ""
                    message = f"{_there_is_no(*REFERENCES[key])} {shown(item[key])}{hint}"
                    self.faults.note(f"{place}.{key}", message)
                needed = _NEEDED.get(name, ())
                if needed and item.keys().isdisjoint(needed):
                    self.faults.note(f"{place}.{needed[0]}", "is missing")
                elif not wrong or name not in _LOOSE:
                    whole.append((place, item))
            self.lists[name] = whole

    def check_date(self, place: str, date: Any) -> None:
        """Note a date that is none, at its place."""
        with self.faults.at(place):
            optional_date(day_of(date))

    def _fill(self, tree: Item) -> None:
        """Fill the lists."""
        # 1. what stands in the lists, and then what stands within, to any depth
        for name in LISTS:
            for place, given in self._items(name, tree.get(name)):
                item = self._plain(name, place, given)
                self._ahead.append((name, place, item, "listed"))
                self._known.setdefault(_key(name, place, item), (place, item, "listed"))
                if name in _ACTORS and isinstance(item.get("name"), str):
                    self._named.setdefault(item["name"], []).append(item.get("id", item["name"]))
        while self._ahead:
            self._take(*self._ahead.popleft())
        # 2. a member may be a person or an organization
        people = {item.get("id") for item in self.items("persons")} - {None}
        for item in self.items("memberships"):
            if "person_id" not in item and item.get("member_id") in people:
                item["person_id"] = item.pop("member_id")

    def _items(self, place: str, value: Any, *, ids: bool = False) -> Iterator[tuple[str, Any]]:
        """Yield the objects in a list, or ids of some, each with its place; name what is none."""
        if blank(value):
            return
        if not isinstance(value, list):
            self.faults.note(place, f"must be a list of objects, not {shown(value)}")
            return
        for index, item in enumerate(value):
            if isinstance(item, dict) or (ids and isinstance(item, str) and item.strip()):
                yield f"{place}[{index}]", item
            elif item is not None:  # as where an object was that is left out
                self.faults.note(f"{place}[{index}]", f"must be an object, not {shown(item)}")

    def _plain(self, name: str, place: str, given: Item) -> Item:
        """Return a copy of an object without what is nothing, with its ids as text."""
        item: Item = {}
        for key, value in ((key, value) for key, value in given.items() if not blank(value)):
            if key == "id" or (key in REFERENCES and not isinstance(value, dict)):
                one = str(value).strip() if type(value) in {str, int} else value
                with self.faults.at(f"{place}.{key}"):
                    item[key] = ident(one)
            else:
                item[key] = value
        if not isinstance(item.get(OWN, {}), dict):
            self.faults.note(f"{place}.{OWN}", "must be a table of fields")
        if name == "vote_events" and "id" not in item:
            names = (f"vote-{number}" for number in self._numbers)
            item["id"] = next(one for one in names if (name, one) not in self._known)
        return item

    def _take(self, owner: str, place: str, item: Item, how: str) -> None:
        """Put an object in its list, and what stands within it behind what is ahead."""
        # 1. what stands within it
        for key, name, back in _WITHIN.get(owner, ()):
            for where, one in self._items(f"{place}.{key}", item.pop(key, None), ids=True):
                named = isinstance(one, str)
                inner = self._plain(name, where, {"id": one} if named else one)
                above = inner.setdefault(back, item["id"]) if "id" in item else None
                bare = name == "memberships" and inner.keys().isdisjoint(_MEMBER)
                if bare and above != item.get("id"):  # of the organization in another one
                    inner["member_id"] = item["id"]
                self._ahead.append((name, where, inner, "named" if named else "within"))
        if any(type(value) is dict and key != OWN for key, value in item.items()):
            parent = {"parent_id": (owner,)} if owner in _ABOVE else {}
            for key, names in {**REFERENCES, **parent}.items():
                self._refer(place, item, key, names)
        # 2. itself, or what it says of an object that is there already
        found = self._known.setdefault(_key(owner, place, item), (place, item, how))
        there, other, there_how = found
        if how == "named" and other is item and (self.lists[owner] or owner == "votes"):
            self.faults.note(place, f"{_there_is_no(owner)} {shown(item['id'])}")
        if how == "listed" or other is item:
            self.lists[owner].append((place, item))
            return
        for field, value in item.items():
            if field.startswith("@") or other.setdefault(field, value) == value:
                continue
            if there_how == "listed" and field not in REFERENCES:
                self.decided[_OTHERWISE].append(f"{place}.{field}")
            else:
                # what refers to something may be said by where the object stands alone
                at, said = (
                    (place, f"{field} is") if field in REFERENCES else (f"{place}.{field}", "is")
                )
                message = f"{said} {shown(value)}, and {shown(other[field])} at {there}"
                self.faults.note(at, message)

    def _refer(self, place: str, item: Item, key: str, names: tuple[str, ...]) -> None:
        """Put an id in the place of an object, if there is one, and that behind what is ahead."""
        at = key if isinstance(item.get(key), dict) else key.removesuffix("_id")
        if not isinstance(item.get(at), dict):
            return
        place = f"{place}.{at}"
        inner = self._plain(names[0], place, item[at])
        name = names[0]
        if len(names) > 1 and (name, inner.get("id")) not in self._known:
            kind = str(inner.get("@type", "classification" in inner and "Organization"))
            body = kind.endswith("Organization") or (names[1], inner.get("id")) in self._known
            name = names[body]
        if "id" not in inner and name in _ACTORS and isinstance(inner.get("name"), str):
            same = self._named.get(inner["name"], [])
            inner["id"] = same[0] if len(same) == 1 else inner["name"]
            self.decided[_BY_NAME].append(f"{inner['name']} ({place})")
        elif "id" not in inner and name == "motions" and "id" in item:
            inner["id"] = item["id"]
        if "id" not in inner and name in _ELSEWHERE and at != key:  # it stays there
            return
        del item[at]
        if "id" not in inner:
            self.faults.note(f"{place}.id", "is missing")
        elif item.setdefault(key, inner["id"]) != inner["id"]:
            message = f"is {shown(inner['id'])}, and {key} is {shown(item[key])}"
            self.faults.note(f"{place}.id", message)
        self._ahead.append((name, place, inner, "within"))


def _key(name: str, place: str, item: Item) -> tuple[str, str]:
    """Return what an object is known by: a membership without an id, by all that it says."""
    said = json.dumps(item, sort_keys=True) if name == "memberships" else place
    return name, item.get("id", said)


def _there_is_no(*names: str) -> str:
    return f"there is no {' or '.join(name[:-1].replace('_', ' ') for name in names)}"

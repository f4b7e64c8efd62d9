"""A Popolo document: its lists, what stands within other objects, and what its ids refer to."""

import unicodedata
from collections.abc import Iterator
from typing import Any

import attrs

from coalition.errors import close_match
from coalition.faults import Faults, Refused, shown
from coalition.io.popolo._items import EMBEDDED, OWN, Item

LISTS = (
    *("persons", "organizations", "memberships", "posts", "areas", "events"),
    *("motions", "vote_events", "votes", "speeches"),
)
_ACTORS = ("persons", "organizations")
REFERENCES: dict[str, tuple[str, ...]] = {  # the lists that hold what a key refers to
    "person_id": ("persons",),
    "organization_id": ("organizations",),
    "on_behalf_of_id": ("organizations",),
    "party_id": ("organizations",),
    "voter_id": _ACTORS,
    "creator_id": _ACTORS,
    "motion_id": ("motions",),
    "vote_event_id": ("vote_events",),
    "area_id": ("areas",),
    "post_id": ("posts",),
    "legislative_period_id": ("events",),
    "legislative_session_id": ("events",),
}
_ELSEWHERE = {"areas", "posts", "events"}  # lists without which a document can do
_LOOSE = {"memberships", "vote_events", "votes", "speeches"}  # lists that nothing else rests on
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
    """

    lists: dict[str, list[tuple[str, Item]]]
    rest: Item
    own: Item

    @classmethod
    def of(cls, tree: Any) -> "Document":
        """Accept a document, or refuse it with every fault in its form."""
        if not isinstance(tree, dict) or not tree.keys() & {*LISTS, OWN}:
            raise Refused("must be an object with lists of Popolo: persons, organizations, ...")
        faults = Faults()
        lists = {name: list(_items(name, tree.get(name), faults)) for name in LISTS}
        _take_out(lists, faults)
        for place, item in [("", tree), *(pair for pairs in lists.values() for pair in pairs)]:
            if not isinstance(item.get(OWN, {}), dict):
                faults.note(f"{place}.{OWN}".lstrip("."), "must be a table of fields")
            for key in sorted(item.keys() & {"id", *REFERENCES}) if place else ():
                if isinstance(item[key], str):
                    item[key] = unicodedata.normalize("NFC", item[key])
                elif item[key] is None:
                    del item[key]
                else:
                    message = f"must be the text of an id, not {shown(item[key])}"
                    faults.note(f"{place}.{key}", message)
        for name, key in (("memberships", "person_id"), ("votes", "vote_event_id")):
            for place, item in lists[name]:
                if key not in item:
                    faults.note(f"{place}.{key}", "is missing")
        faults.refuse_if_any()
        rest = {key: value for key, value in tree.items() if key not in {*LISTS, OWN}}
        return cls(lists, rest, tree.get(OWN, {}))

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
                    kind = " or ".join(name[:-1].replace("_", " ") for name in REFERENCES[key])
                    faults.note(f"{place}.{key}", f"there is no {kind} {shown(item[key])}{hint}")
                if not wrong or name not in _LOOSE:
                    whole.append((place, item))
            self.lists[name] = whole
        return faults


def _items(place: str, value: Any, faults: Faults) -> Iterator[tuple[str, Item]]:
    """Yield the objects of a list, each with its place, or name what is none."""
    if value is None:
        return
    if not isinstance(value, list):
        faults.note(place, f"must be a list of objects, not {shown(value)}")
        return
    for index, item in enumerate(value):
        if isinstance(item, dict):
            yield f"{place}[{index}]", item
        else:
            faults.note(f"{place}[{index}]", f"must be an object, not {shown(item)}")


def _take_out(lists: dict[str, list[tuple[str, Item]]], faults: Faults) -> None:
    """Move what stands within other objects to the lists, with a reference in its place."""
    for owner, name, key in EMBEDDED:
        if owner == "vote_events":
            for index, (_, event) in enumerate(lists[owner]):
                if event.get("id") is None:
                    event["id"] = f"vote-{index + 1}"
        for place, item in lists[owner]:
            for where, inner in _items(f"{place}.{name}", item.pop(name, None), faults):
                if inner.get(key) is None and item.get("id") is not None:
                    inner[key] = item["id"]
                lists[name].append((where, inner))
    for place, event in lists["vote_events"]:
        if isinstance(motion := event.get("motion"), dict):
            del event["motion"]
            event["motion_id"] = motion.setdefault("id", event["id"])
            lists["motions"].append((f"{place}.motion", motion))

"""From a Popolo document to the tables of a case, with the place of every fault."""

import re
from collections.abc import Iterator
from operator import itemgetter
from typing import Any

import attrs

from coalition.errors import Fault, close_match
from coalition.faults import Faults, shown
from coalition.io.popolo._document import Document
from coalition.io.popolo._items import FIELDS, OWN, Item, Sources, Table, overlaid, read_item
from coalition.io.popolo._people import politician_of, terms_of
from coalition.io.popolo._votes import STANCES, WITHOUT, left_of, said_of, shared_of, vote_of

_PARTIES = ("party", "political party", "parliamentary group", "faction", "fraction")
_ACTING = ("on_behalf_of_id", "party_id", "voter_id", "creator_id")
_PLACE = re.compile(
    r"\b(politicians|parties|proposals|positions)\[(\d+)\](\.(?:party|office)\[\d+\])?"
)
_KEYS = {  # what a field is called in the list that it comes from
    **{name: {field: key for key, field in keys.items()} for name, keys in FIELDS.items()},
    "persons": {"party": "memberships"},
    "votes": {"actor": "voter_id", "stance": "option"},
    "speeches": {"actor": "creator_id"},
}


@attrs.define
class Reading:
    """The tables of a case as they are read, where each comes from, and what is wrong."""

    document: Document
    tables: dict[str, Any] = attrs.field(factory=dict)
    left: dict[str, list[Item]] = attrs.field(factory=dict)
    faults: Faults = attrs.field(factory=Faults)
    _places: dict[str, str] = attrs.field(factory=dict)

    @classmethod
    def of(cls, tree: Any) -> "Reading":
        """Read a document; `Refused` where it is none."""
        # 1. leave out what refers to something that is not there
        document = Document.of(tree)
        reading = cls(document, faults=document.dangling())
        # 2. who there is and what is proposed, with the sources that links are to
        own = document.own
        given = own.get("sources", [])
        fits = isinstance(given, list) and all(isinstance(source, dict) for source in given)
        sources = Sources(list(given) if fits else [])
        reading._organizations(sources)
        reading._people(sources)
        for place, motion in document.lists["motions"]:
            table = overlaid(read_item("motions", motion, sources), motion.get(OWN))
            reading._add("proposals", table, place)
        # 3. who voted or spoke how, by the number that a position may bear, or else as they come
        positions = [*reading._votes(sources), *reading._speeches(sources)]
        numbers = [
            table.pop("index") if type(table.get("index")) is int else number
            for number, (_, table) in enumerate(positions)
        ]
        for _, (place, table) in sorted(zip(numbers, positions, strict=True), key=itemgetter(0)):
            reading._add("positions", table, place)
        # 4. what the model has no field for, and over all of it what this library once wrote
        reading.left |= {name: document.items(name) for name in ("posts", "areas", "events")}
        extra = document.rest | {name: items for name, items in reading.left.items() if items}
        found = {"extra": extra, "sources": sources.tables}
        reading.tables |= {name: value for name, value in found.items() if value}
        laid = {key: value for key, value in own.items() if key != "sources" or not fits}
        reading.tables = overlaid(reading.tables, laid)
        return reading

    def located(self, fault: Fault) -> Fault:
        """Return a fault of the case as one of the document."""

        def place(found: "re.Match[str]") -> str:
            whole = f"{found[1]}[{found[2]}]"
            return self._places.get(found[0]) or self._places.get(whole, found[0])

        message = _PLACE.sub(place, fault.message)
        found = _PLACE.match(fault.place)
        if not found or f"{found[1]}[{found[2]}]" not in self._places:
            key = re.split(r"[.\[]", fault.place)[0]
            own = f"{OWN}." if key in self.document.own else ""
            return Fault(f"{own}{fault.place}", message)
        there = place(found)
        kind = re.findall(r"(\w+)\[\d+\]$|$", there)[0]
        rest = fault.place[found.end() :]
        field = re.match(r"\.(\w+)", rest)
        if field and field[1] in _KEYS.get(kind, {}):
            rest = f".{_KEYS[kind][field[1]]}{rest[field.end() :]}"
        return Fault(f"{there}{rest}", message)

    def _add(self, name: str, table: Table, place: str) -> None:
        listed = self.tables.setdefault(name, [])
        self._places[f"{name}[{len(listed)}]"] = place
        listed.append(table)

    def _organizations(self, sources: Sources) -> None:
        """Read the parties; organizations that are none are left."""
        acting = {
            item.get(key)
            for name in ("memberships", "votes", "speeches")
            for item in self.document.items(name)
            for key in _ACTING
        }
        for place, item in self.document.lists["organizations"]:
            kind = str(item.get("classification")).casefold()
            if kind in _PARTIES or OWN in item or item.get("id") in acting - {None}:
                table = overlaid(read_item("organizations", item, sources), item.get(OWN))
                self._add("parties", table, place)
            else:
                self.left.setdefault("organizations", []).append(item)

    def _people(self, sources: Sources) -> None:
        """Read the politicians; memberships in what is no party are left."""
        memberships = self.document.lists["memberships"]
        parties = {table.get("id") for table in self.tables.get("parties", ())} - {None}
        terms = terms_of(self.document.items("events"))
        stays: dict[Any, list[tuple[str, Item]]] = {}
        for there, item in memberships:
            stays.setdefault(item["person_id"], []).append((there, item))
        others: set[str] = set()
        for index, (place, item) in enumerate(self.document.lists["persons"]):
            mine = stays.pop(item.get("id"), [])
            table, taken, beyond = politician_of(item, mine, parties, terms, sources)
            others.update(beyond)
            self._add("politicians", table, place)
            for within, there in taken.items():
                self._places[f"politicians[{index}].{within}"] = there
        self.left["memberships"] = [item for there, item in memberships if there in others]

    def _votes(self, sources: Sources) -> Iterator[tuple[str, Table]]:
        """Yield the votes that are a stance; what else votes hold is left."""
        votes: dict[str, list[tuple[str, Item]]] = {}
        for place, vote in self.document.lists["votes"]:
            votes.setdefault(vote.pop("vote_event_id"), []).append((place, vote))
        dates = {item.get("id"): item.get("date") for item in self.document.items("motions")}
        left = self.left["vote_events"] = []
        for event in self.document.items("vote_events"):
            shared = shared_of(event, dates, sources)
            cast, absent, more = 0, [], []
            for place, vote in votes.pop(event["id"], []):
                option = vote.get("option")
                if option in WITHOUT:
                    absent.append(vote)
                elif not isinstance(option, str) or option not in STANCES:
                    options = (*STANCES, *WITHOUT)
                    hint = close_match(option, options) if isinstance(option, str) else ""
                    message = f"must be one of {', '.join(options)}, not {shown(option)}{hint}"
                    self.faults.note(f"{place}.option", message)
                else:
                    table, beyond = vote_of(vote, shared)
                    cast += 1
                    more += [{"voter_id": vote.get("voter_id"), **beyond}] if beyond else []
                    yield place, table
            if rest := left_of(event, cast, absent + more, sources):
                left.append(rest)

    def _speeches(self, sources: Sources) -> Iterator[tuple[str, Table]]:
        """Yield the speeches that are a position; others are left."""
        for place, speech in self.document.lists["speeches"]:
            if OWN in speech:
                yield place, said_of(speech, sources)
            else:
                self.left.setdefault("speeches", []).append(speech)

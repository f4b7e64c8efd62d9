"""From a Popolo document to the tables of a case, with the place of every fault."""

import re
from operator import itemgetter
from typing import Any

import attrs

from coalition.errors import Fault
from coalition.faults import shown
from coalition.io.popolo._document import Choices, Document
from coalition.io.popolo._items import FIELDS, OWN, Table, overlaid, read_item
from coalition.io.popolo._people import people_of
from coalition.io.popolo._votes import outcomes_of, spoken, votes_of
from coalition.model.coalition import Coalition

_PARTIES = ("party", "political party", "parliamentary group", "faction", "fraction")
_ACTING = ("on_behalf_of_id", "party_id", "group_id", "voter_id", "creator_id")
_OTHER_GROUP = "Groups of votes that are kept, as memberships say otherwise"
_NAMELESS = "Kept, but no party, as there is no id"
_UNREAD = (
    "Results that are kept, as they do not say that a motion was adopted or rejected, and when"
)
_PLACE = re.compile(r"\b(politicians|parties|proposals|positions)\[(\d+)\](\.party\[\d+\])?")
_KEYS = {  # what a field is called in the list that it comes from
    **{name: {field: key for key, field in keys.items()} for name, keys in FIELDS.items()},
    "persons": {"party": "memberships"},
    "votes": {"actor": "voter_id", "stance": "option", "proposal": "vote_event_id"},
    "speeches": {"actor": "creator_id"},
}


@attrs.frozen
class Reading:
    """The tables of a case as they are read, and where each comes from.

    Parameters
    ----------
    document : Document
        What is read, with all that was found wrong and decided on the way.
    tables : dict
        What the document says, for the model.
    """

    document: Document
    tables: dict[str, Any] = attrs.field(factory=dict)
    _places: dict[str, str] = attrs.field(factory=dict)
    _voted: list[tuple[str, str, str]] = attrs.field(factory=list)

    @classmethod
    def of(cls, tree: Any, choices: Choices) -> "Reading":
        """Read a document; `Refused` where it is none."""
        # 1. plain lists, without what refers to something that is not there
        document = Document.of(tree)
        document.check_references()
        reading = cls(document)
        own, sources, left = document.own, document.sources, document.left
        # 2. who there is and what is proposed
        parties = reading._organizations()
        people, voted = people_of(document, parties, choices.varying)
        reading._voted.extend(voted)
        for index, (place, table, within) in enumerate(people):
            reading._add("politicians", table, place)
            reading._places.update({f"politicians[{index}].{at}": within[at] for at in within})
        for place, motion in document.lists["motions"]:
            table = overlaid(read_item("motions", motion, sources), motion.get(OWN))
            reading._add("proposals", table, place)
        # 3. who voted or spoke how, by the number that a position may bear, or else as they come
        positions = [*votes_of(document, choices), *spoken(document)]
        numbers = [
            table.pop("index") if type(table.get("index")) is int else number
            for number, (_, table) in enumerate(positions)
        ]
        for _, (place, table) in sorted(zip(numbers, positions, strict=True), key=itemgetter(0)):
            reading._add("positions", table, place)
        # 4. what became of motions
        events = document.items("vote_events")
        outcomes, unread = outcomes_of(document.dates(), events, sources)
        if "outcomes" not in own:
            document.decided[_UNREAD] += map(shown, unread)
        # 5. what the model has no field for, and over all of it what this library once wrote
        left.update({name: document.items(name) for name in ("posts", "areas", "events")})
        extra = document.rest | {name: items for name, items in left.items() if items}
        found = {"extra": extra, "sources": sources.tables, "outcomes": outcomes}
        reading.tables.update({name: value for name, value in found.items() if value})
        laid = {key: value for key, value in own.items() if key != "sources"}
        laid |= {"several": choices.several} if choices.several else {}
        return attrs.evolve(reading, tables=overlaid(reading.tables, laid))

    def located(self, fault: Fault) -> Fault:
        """Return a fault of the case as one of the document."""
        message = _PLACE.sub(lambda found: self._place(found) or found[0], fault.message)
        found = _PLACE.match(fault.place)
        if not found or not (there := self._place(found)):
            key = re.split(r"[.\[]", fault.place)[0]
            own = f"{OWN}." if key in self.document.own else ""
            return Fault(f"{own}{fault.place}", message)
        kind = re.findall(r"(\w+)\[\d+\]$|$", there)[0]
        keys = _KEYS.get(kind, {})
        rest = fault.place[found.end() :]
        rest = re.sub(r"^\.(\w+)", lambda field: f".{keys.get(field[1], field[1])}", rest)
        return Fault(f"{there}{rest}", message)

    def told(self, case: Coalition) -> list[str]:
        """Return what was decided, with the votes in groups that are not the voters' parties."""
        for voter, date, group in dict.fromkeys(self._voted):
            if case.politician(voter).party_at(date) != group:
                self.document.decided[_OTHER_GROUP].append(f"{voter} in {group}")
        return self.document.told()

    def _place(self, found: "re.Match[str]") -> str | None:
        return self._places.get(found[0]) or self._places.get(f"{found[1]}[{found[2]}]")

    def _add(self, name: str, table: Table, place: str) -> None:
        listed = self.tables.setdefault(name, [])
        self._places[f"{name}[{len(listed)}]"] = place
        listed.append(table)

    def _organizations(self) -> set[Any]:
        """Read the parties, and return their ids; organizations that are none are left."""
        acting = {
            item.get(key)
            for name in ("memberships", "votes", "speeches")
            for item in self.document.items(name)
            for key in _ACTING
        } - {None}

        for place, item in self.document.lists["organizations"]:
            kind = str(item.get("classification")).casefold()
            if (kind in _PARTIES and "id" in item) or OWN in item or item.get("id") in acting:
                table = overlaid(
                    read_item("organizations", item, self.document.sources), item.get(OWN)
                )
                self._add("parties", table, place)
            else:
                self.document.left["organizations"].append(item)
            if not {"id", OWN} & item.keys():
                self.document.decided[_NAMELESS].append(place)
        return {table.get("id") for table in self.tables.get("parties", ())} - {None}

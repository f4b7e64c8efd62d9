"""From a Popolo document to the tables of a case, with the place of every fault."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import attrs

from coalition.errors import Fault
from coalition.faults import Faults, shown
from coalition.io.popolo._choices import Choices
from coalition.io.popolo._document import Document
from coalition.io.popolo._items import (
    FIELDS,
    OWN,
    Item,
    Sources,
    Table,
    day,
    is_date,
    overlaid,
    read_item,
)
from coalition.io.popolo._people import TERM, Terms, politician_of, terms_of
from coalition.io.popolo._votes import (
    Cast,
    left_of,
    miscounted,
    outcomes_of,
    overtaken,
    said_of,
    shared_of,
    time_of,
    vote_of,
    written_as,
)
from coalition.model import checks
from coalition.model.checks import COUNTING
from coalition.model.dates import optional_date
from coalition.sentences import counted, examples, listed
from coalition.usual_words import hint_of

_PARTIES = ("party", "political party", "parliamentary group", "faction", "fraction")
_ACTING = ("on_behalf_of_id", "party_id", "voter_id", "creator_id")
_MEANINGS = ("for", "neutral", "against", "absent", "abstained", "not a member", "unknown")
_VARYING = {
    "unknown": "members of neither",
    "first": "members of the first in the file",
    "last": "members of the last in the file",
}
_NAMED = "yes, no, abstain, absent, not voting, paired"
_PEOPLE = 12  # people whom a fault of many names
_PLACE = re.compile(
    r"\b(politicians|parties|proposals|positions)\[(\d+)\](\.(?:party|office)\[\d+\])?"
)
_KEYS = {  # what a field is called in the list that it comes from
    **{name: {field: key for key, field in keys.items()} for name, keys in FIELDS.items()},
    "persons": {"party": "memberships"},
    "votes": {"actor": "voter_id", "stance": "option", "proposal": "vote_event_id"},
    "speeches": {"actor": "creator_id"},
}


@attrs.define
class Reading:
    """The tables of a case as they are read, where each comes from, and what is wrong."""

    document: Document
    choices: Choices
    tables: dict[str, Any] = attrs.field(factory=dict)
    left: dict[str, list[Item]] = attrs.field(factory=dict)
    faults: Faults = attrs.field(factory=Faults)
    told: list[str] = attrs.field(factory=list)
    _places: dict[str, str] = attrs.field(factory=dict)
    _miscounted: list[str] = attrs.field(factory=list)

    @classmethod
    def of(cls, tree: Any, choices: Choices) -> "Reading":
        """Read a document; `Refused` where it is none."""
        # 1. leave out what refers to something that is not there
        document = Document.of(tree)
        reading = cls(document, choices, faults=document.dangling(), told=[*document.told])
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
        # 4. what became of motions
        events = document.items("vote_events")
        outcomes, unread = outcomes_of(document.items("motions"), events, sources)
        if unread and "outcomes" not in own:
            words = examples(f"{shown(word)} ({n})" for word, n in Counter(unread).items())
            reading.told.append(
                f"Results that are kept, as they do not say that a motion was adopted or "
                f"rejected, and when: {words}."
            )
        # 5. what the model has no field for, and over all of it what this library once wrote
        reading.left |= {name: document.items(name) for name in ("posts", "areas", "events")}
        extra = document.rest | {name: items for name, items in reading.left.items() if items}
        found = {"extra": extra, "sources": sources.tables, "outcomes": outcomes}
        reading.tables |= {name: value for name, value in found.items() if value}
        laid = {key: value for key, value in own.items() if key != "sources" or not fits}
        laid |= {"several": choices.several} if choices.several else {}
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
        alone = self._places.get(f"{found[0]}.party[0]")
        if alone and fault.place[found.end() :] == ".party":
            there = alone
        kind = re.findall(r"(\w+)\[\d+\]$|$", there)[0]
        rest = fault.place[found.end() :]
        field = re.match(r"\.(\w+)", rest)
        if field and (kind, field[1]) == ("memberships", "party"):
            behalf = "on_behalf_of_id" in dict(self.document.lists[kind]).get(there, {})
            rest = f".{'on_behalf_of_id' if behalf else 'organization_id'}"
        elif field and field[1] in _KEYS.get(kind, {}):
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
        } - {None}

        def is_party(item: Item) -> bool:
            kind = str(item.get("classification")).casefold()
            return (kind in _PARTIES and "id" in item) or OWN in item or item.get("id") in acting

        organizations = self.document.lists["organizations"]
        acting |= self._grouped({item.get("id") for _, item in organizations if is_party(item)})
        for place, item in organizations:
            if is_party(item):
                table = overlaid(read_item("organizations", item, sources), item.get(OWN))
                self._add("parties", table, place)
            else:
                self.left.setdefault("organizations", []).append(item)
        if nameless := [place for place, item in organizations if not {"id", OWN} & item.keys()]:
            self.told.append(f"Kept, but no party, as there is no id: {examples(nameless)}.")

    def _grouped(self, parties: set[Any]) -> set[Any]:
        """Make those who are in no party members of the groups that they voted in; return these."""
        memberships = self.document.lists["memberships"]
        housed = {
            item.get("person_id")
            for _, item in memberships
            if item.get("on_behalf_of_id", item.get("organization_id")) in parties
        }
        people = {
            item["id"]
            for item in self.document.items("persons")
            if "id" in item and "party" not in item.get(OWN, {})
        } - housed
        dates = {item.get("id"): item.get("date") for item in self.document.items("motions")}
        events = {item["id"]: item for item in self.document.items("vote_events")}
        found: dict[str, list[tuple[str, str, str]]] = {}
        for place, vote in self.document.lists["votes"]:
            group = vote.get("group_id") or vote.get("party_id")
            event = events.get(vote["vote_event_id"], {})
            date = day(event.get("start_date") or dates.get(event.get("motion_id")))
            if vote.get("voter_id") in people and group and is_date(date):
                found.setdefault(vote["voter_id"], []).append((date, group, place))
        for person, votes in found.items():
            runs = [[*run] for _, run in groupby(sorted(votes), key=itemgetter(1))]
            for index, run in enumerate(runs):
                (first, group, place), (last, *_) = run[0], run[-1]
                said = {"person_id": person, "organization_id": group}
                said |= {"start_date": first} if index else {}
                said |= {"end_date": last} if run is not runs[-1] else {}
                memberships.append((place, said))
        if found:
            self.told.append(
                f"Taken for members of the group that they voted in, as they are in no party: "
                f"{examples(found)}."
            )
        return {group for votes in found.values() for _, group, _ in votes}

    def _people(self, sources: Sources) -> None:
        """Read the politicians; memberships in what is no party are left."""
        memberships = self.document.lists["memberships"]
        parties = {table.get("id") for table in self.tables.get("parties", ())} - {None}
        terms = self._terms()
        varying = self.choices.varying
        varying = "unknown" if self.choices.skipping and varying == "error" else varying
        stays: dict[Any, list[tuple[str, Item]]] = {}
        for there, item in memberships:
            stays.setdefault(item.get("person_id"), []).append((there, item))
        others = {there for there, _ in stays.pop(None, ())}
        ended: list[str] = []
        torn: list[tuple[str, str, str]] = []
        for index, (place, item) in enumerate(self.document.lists["persons"]):
            mine = stays.pop(item.get("id"), [])
            table, taken, beyond, settled = politician_of(
                item, mine, parties, terms, sources, varying=varying
            )
            others.update(beyond)
            name = item.get("id")
            ended += [f"{name} in {one}" for one in settled.ended]
            if settled.parties:
                torn.append((place, f"{name}", listed(settled.parties)))
            for there, stay in mine:
                if there in settled.places:
                    stay[OWN] = {**stay.get(OWN, {}), "party": None}
            self._add("politicians", table, place)
            for within, there in taken.items():
                self._places[f"politicians[{index}].{within}"] = there
        self.left["memberships"] = [item for there, item in memberships if there in others]
        if ended:
            self.told.append(
                f"{counted(len(ended), 'membership')} without an end taken for ended when the "
                f"next in another party begins: {examples(ended)}."
            )
        if torn and varying == "error":
            where, _, both = torn[0]
            more = examples((f"{name}, {parties}" for _, name, parties in torn[1:]), _PEOPLE)
            self.faults.note(
                f"{where}.memberships",
                f"cannot be {both} at once{f' (nor can {more})' if more else ''}; say when one "
                "ended and the other began, or give varying='unknown', 'first' or 'last'",
            )
        elif torn:
            who = examples((f"{name} ({parties})" for _, name, parties in torn), _PEOPLE)
            self.told.append(f"In two parties at once, and taken for {_VARYING[varying]}: {who}.")

    def _terms(self) -> Terms:
        """Return when terms begin and end, and note where one of a membership has no such date."""
        used = {item.get("legislative_period_id") for item in self.document.items("memberships")}
        for place, event in self.document.lists["events"]:
            for key in TERM if event.get("id") in used - {None} else ():
                self._check_date(f"{place}.{key}", event.get(key))
        return terms_of(self.document.items("events"))

    def _check_date(self, place: str, date: Any) -> None:
        with self.faults.at(place):
            optional_date(day(date))

    def _votes(self, sources: Sources) -> list[tuple[str, Table]]:
        """Return the votes that are a stance; what else votes hold is left."""
        votes: dict[str, list[tuple[str, Item]]] = {}
        for place, vote in self.document.lists["votes"]:
            votes.setdefault(vote.pop("vote_event_id"), []).append((place, vote))
        dates = {item.get("id"): item.get("date") for item in self.document.items("motions")}
        read: list[tuple[Item, list[Cast], list[Item], list[Item]]] = []
        # 1. what each vote says
        for place, event in self.document.lists["vote_events"]:
            shared = shared_of(event, dates, sources)
            time = time_of(event.get("start_date") or dates.get(event.get("motion_id")))
            cast: list[Cast] = []
            absent, more = [], []
            listed = votes.pop(event["id"], [])
            for there, vote in listed:
                meaning = self._meaning(there, vote)
                if isinstance(meaning, str):
                    absent.append(written_as(vote, meaning))
                elif meaning is not None:
                    table, beyond = vote_of(vote, meaning, shared)
                    cast.append(Cast(there, written_as(vote, meaning), table, time))
                    more += [{"voter_id": vote.get("voter_id"), **beyond}] if beyond else []
            if listed:
                self._count(place, event, [vote for _, vote in listed])
            if cast and not self._dated(place, event, shared):
                cast = []
            read.append((event, cast, absent, more))
        if wrong := self._miscounted:
            counts = counted(len(wrong), "count")
            self.told.append(f"{counts} that the votes beside contradict: {examples(wrong)}.")
        # 2. of two at different times of one day, the later
        gone_by = overtaken(one for _, cast, _, _ in read for one in cast)
        several = self.choices.several or self.document.own.get("several")
        gone = {} if several in (*COUNTING,) else {one.place: one.table for one in gone_by}
        if gone:
            told = (f"{said.get('actor')} on {said.get('proposal')}" for said in gone.values())
            self.told.append(
                f"{counted(len(gone), 'vote')} overtaken by a later one of the same day: "
                f"{examples(told)}."
            )
        # 3. what is left
        left = self.left["vote_events"] = []
        found = []
        for event, cast, absent, more in read:
            counting = [one for one in cast if one.place not in gone]
            kept = absent + [one.vote for one in cast if one.place in gone]
            voters = {one.vote.get("voter_id") for one in counting}
            kept += [one for one in more if one["voter_id"] in voters]
            if rest := left_of(event, len(counting), kept, sources):
                left.append(rest)
            found += [(one.place, one.table) for one in counting]
        return found

    def _meaning(self, place: str, vote: Item) -> float | str | None:
        """Return what a vote's option means, None where it is not known, which is a fault."""
        option = vote.get("option")
        if option is None:
            return "unknown"
        if isinstance(option, str | int) and option in self.choices.options:
            return self.choices.options[option]
        hint = hint_of(option, _MEANINGS) if isinstance(option, str) else ""
        if "'abstained'" in hint:
            hint += " ('neutral' counts it as the option abstain is counted)"
        message = (
            f"must be one of {_NAMED}, not {shown(option)}{hint}; say what it means in stances="
        )
        self.faults.note(f"{place}.option", message)
        return None

    def _dated(self, place: str, event: Item, shared: Table) -> bool:
        """Tell whether votes of an event can be positions, and note once why they cannot."""
        before = len(self.faults)
        with self.faults.at(f"{place}.id"):
            checks.ident(shared["vote"])
        if "proposal" not in shared:
            self.faults.note(f"{place}.motion_id", "is missing: nobody knows what the votes are on")
        if "date" not in shared:
            message = "is missing, and so is the date of the motion"
            self.faults.note(f"{place}.start_date", message)
        if "start_date" in event:
            self._check_date(f"{place}.start_date", event["start_date"])
        return len(self.faults) == before and is_date(shared["date"])

    def _count(self, place: str, event: Item, votes: list[Item]) -> None:
        """Note or tell where the counts of an event are not those of its votes."""
        people = {item.get("id") for item in self.document.items("persons")}
        if not all(vote.get("voter_id") in people for vote in votes):
            return  # parties that vote count for more than one
        weights = [vote.get("weight") for vote in votes]
        weights = [weight if type(weight) in {int, float} else 1 for weight in weights]
        cast = zip((vote.get("option") for vote in votes), weights, strict=True)
        wrong = [*miscounted(event, cast, self.choices.options)]
        reported = self.choices.counts == "report" or "counts" in event.get(OWN, {})
        for where, message in wrong:
            if self.choices.skipping or reported:
                self._miscounted.append(f"{place}.{where} {message}")
            else:
                fix = "give counts='report' to read it all the same"
                self.faults.note(f"{place}.{where}", f"{message}; {fix}")
        if wrong:
            event[OWN] = {**event.get(OWN, {}), "counts": "report"}

    def _speeches(self, sources: Sources) -> Iterator[tuple[str, Table]]:
        """Yield the speeches that are a position; others are left."""
        for place, speech in self.document.lists["speeches"]:
            if OWN in speech:
                yield place, said_of(speech, sources)
            else:
                self.left.setdefault("speeches", []).append(speech)

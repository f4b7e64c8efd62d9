"""From a Popolo document to the tables of a case, with the place of every fault."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import lru_cache
from operator import itemgetter
from typing import Any

import attrs

from coalition.errors import Fault
from coalition.faults import Faults, shown
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
from coalition.io.popolo._people import TERM, Terms, in_groups, party_of, politician_of, terms_of
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
from coalition.model.checks import COUNTING
from coalition.model.coalition import Coalition
from coalition.model.dates import optional_date
from coalition.sentences import listed
from coalition.usual_words import hint_of, usual

_PARTIES = ("party", "political party", "parliamentary group", "faction", "fraction")
_ACTING = ("on_behalf_of_id", "party_id", "group_id", "voter_id", "creator_id")
_MEANINGS = ("for", "neutral", "against", "absent", "abstained", "not a member", "unknown")
_VARYING = {"unknown": "neither", "first": "the first in the file", "last": "the last in the file"}
_TORN = "In two parties at once, and taken for members of"
_ENDED = "Memberships without an end taken for ended when the next in another party begins"
_GROUPED = "Taken for members of the group that they voted in, as they are in no party"
_OTHER_GROUP = "Groups of votes that are kept, as memberships say otherwise"
_NAMELESS = "Kept, but no party, as there is no id"
_OVERTAKEN = "Votes overtaken by a later one of the same day"
_MISCOUNTED = "Counts that the votes beside contradict"
_UNREAD = (
    "Results that are kept, as they do not say that a motion was adopted or rejected, and when"
)
_NAMED = "yes, no, abstain, absent, not voting, paired"
_PLACE = re.compile(
    r"\b(politicians|parties|proposals|positions)\[(\d+)\](\.(?:party|office)\[\d+\])?"
)
_KEYS = {  # what a field is called in the list that it comes from
    **{name: {field: key for key, field in keys.items()} for name, keys in FIELDS.items()},
    "persons": {"party": "memberships"},
    "votes": {"actor": "voter_id", "stance": "option", "proposal": "vote_event_id"},
    "speeches": {"actor": "creator_id"},
}


@lru_cache(1024)
def _hint(option: str) -> str:
    """Return what an option usually means, if that is known."""
    meant = usual(option, _MEANINGS)
    if meant == "abstained":
        return (
            "; it usually means 'abstained' ('neutral' counts it as the option abstain is counted)"
        )
    return f"; it usually means {meant!r}" if meant else hint_of(option, _MEANINGS)


@attrs.frozen
class Choices:
    """What `read_popolo` is asked: what options mean, and what to do about what is wrong."""

    options: Mapping[Any, float | str]
    several: str | None
    varying: str
    report_counts: bool


@attrs.define
class Reading:
    """The tables of a case as they are read, where each comes from, and what is wrong."""

    document: Document
    choices: Choices
    sources: Sources
    faults: Faults
    tables: dict[str, Any] = attrs.field(factory=dict)
    left: dict[str, list[Item]] = attrs.field(factory=dict)
    groups: list[tuple[str, str, str]] = attrs.field(factory=list)
    _places: dict[str, str] = attrs.field(factory=dict)

    @classmethod
    def of(cls, tree: Any, choices: Choices) -> "Reading":
        """Read a document; `Refused` where it is none."""
        # 1. leave out what refers to something that is not there
        document = Document.of(tree)
        document.check_references()
        own = document.own
        given = own.get("sources", [])
        fits = isinstance(given, list) and all(isinstance(source, dict) for source in given)
        sources = Sources(list(given) if fits else [])
        reading = cls(document, choices, sources, document.faults)
        # 2. who there is and what is proposed
        reading._organizations()
        reading._people()
        for place, motion in document.lists["motions"]:
            table = overlaid(read_item("motions", motion, sources), motion.get(OWN))
            reading._add("proposals", table, place)
        # 3. who voted or spoke how, by the number that a position may bear, or else as they come
        positions = [*reading._votes(), *reading._speeches()]
        numbers = [
            table.pop("index") if type(table.get("index")) is int else number
            for number, (_, table) in enumerate(positions)
        ]
        for _, (place, table) in sorted(zip(numbers, positions, strict=True), key=itemgetter(0)):
            reading._add("positions", table, place)
        # 4. what became of motions
        events = document.items("vote_events")
        outcomes, unread = outcomes_of(document.items("motions"), events, sources)
        if "outcomes" not in own:
            document.decided[_UNREAD] += map(shown, unread)
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
        for voter, date, group in dict.fromkeys(self.groups):
            if case.politician(voter).party_at(date) != group:
                self.document.decided[_OTHER_GROUP].append(f"{voter} in {group}")
        return self.document.told()

    def _place(self, found: "re.Match[str]") -> str | None:
        return self._places.get(found[0]) or self._places.get(f"{found[1]}[{found[2]}]")

    def _add(self, name: str, table: Table, place: str) -> None:
        listed = self.tables.setdefault(name, [])
        self._places[f"{name}[{len(listed)}]"] = place
        listed.append(table)

    def _organizations(self) -> None:
        """Read the parties; organizations that are none are left."""
        acting = {
            item.get(key)
            for name in ("memberships", "votes", "speeches")
            for item in self.document.items(name)
            for key in _ACTING
        } - {None}

        for place, item in self.document.lists["organizations"]:
            kind = str(item.get("classification")).casefold()
            if (kind in _PARTIES and "id" in item) or OWN in item or item.get("id") in acting:
                table = overlaid(read_item("organizations", item, self.sources), item.get(OWN))
                self._add("parties", table, place)
            else:
                self.left.setdefault("organizations", []).append(item)
            if not {"id", OWN} & item.keys():
                self.document.decided[_NAMELESS].append(place)

    def _groups(self) -> dict[Any, list[tuple[str, str, str]]]:
        """Return of each person when it voted in which group, and where that stands."""
        dates = {item.get("id"): item.get("date") for item in self.document.items("motions")}
        events = {item["id"]: item for item in self.document.items("vote_events")}
        found = defaultdict(list)
        for place, vote in self.document.lists["votes"]:
            if group := vote.get("group_id") or vote.get("party_id"):
                event = events.get(vote["vote_event_id"], {})
                date = day(event.get("start_date") or dates.get(event.get("motion_id")))
                if is_date(date):
                    found[vote.get("voter_id")].append((date, group, place))
        return found

    def _people(self) -> None:
        """Read the politicians; memberships in what is no party are left."""
        memberships = self.document.lists["memberships"]
        parties = {table.get("id") for table in self.tables.get("parties", ())} - {None}
        mine = defaultdict(list)
        for there, item in memberships:
            mine[item.get("person_id")].append((there, item))
        others = {there for there, _ in mine.pop(None, ())}
        varying = self.choices.varying
        groups = self._groups()
        terms = self._terms()
        for index, (place, person) in enumerate(self.document.lists["persons"]):
            name = person.get("id", "")
            stays = mine.pop(name, [])
            cast = groups.get(name, [])
            alone = not any(party_of(stay) in parties for _, stay in stays)
            if cast and alone and "party" not in person.get(OWN, {}):
                made = [*in_groups(name, cast)]
                stays += made
                memberships += made
                self.document.decided[_GROUPED].append(name)
            self.groups += [(name, date, group) for date, group, _ in cast]
            table, taken, beyond, (ended, torn, uncounted) = politician_of(
                person, stays, parties, terms, self.sources, varying=varying
            )
            self._add("politicians", table, place)
            self._places |= {f"politicians[{index}].{at}": there for at, there in taken.items()}
            others.update(beyond)
            self.document.decided[_ENDED] += (f"{name} in {one}" for one in ended)
            if torn and varying == "error":
                fix = "say when one ended and the other began, or give varying="
                message = f"cannot be {listed(torn)} at once; {fix}'unknown', 'first' or 'last'"
                self.faults.note(f"{place}.memberships", message)
            elif torn:
                said = f"{_TORN} {_VARYING[varying]}"
                self.document.decided[said].append(f"{name} ({listed(torn)})")
            for there, stay in stays:
                if there in uncounted:
                    stay[OWN] = {**stay.get(OWN, {}), "party": None}
        self.left["memberships"] = [item for there, item in memberships if there in others]

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

    def _votes(self) -> list[tuple[str, Table]]:
        """Return the votes that are a stance; what else votes hold is left."""
        votes = defaultdict(list)
        for place, vote in self.document.lists["votes"]:
            votes[vote.pop("vote_event_id")].append((place, vote))
        dates = {item.get("id"): item.get("date") for item in self.document.items("motions")}
        people = {item.get("id") for item in self.document.items("persons")}
        read: list[tuple[Item, list[Cast], list[Item]]] = []
        # 1. what each vote says, as a stance or in a word for why there is none
        for place, event in self.document.lists["vote_events"]:
            shared = shared_of(event, dates, self.sources)
            time = time_of(event.get("start_date") or dates.get(event.get("motion_id")))
            cast: list[Cast] = []
            absent = []
            listed = votes.pop(event["id"], [])
            for there, vote in listed:
                meaning = self._meaning(there, vote)
                if isinstance(meaning, str):
                    absent.append(written_as(vote, meaning))
                elif meaning is not None:
                    table = vote_of(vote, meaning, shared)
                    cast.append(Cast(there, written_as(vote, meaning), table, time))
            if listed and all(vote.get("voter_id") in people for _, vote in listed):
                # parties that vote count for more than one
                self._count(place, event, [vote for _, vote in listed])
            if cast and not self._can_be_cast(place, event, shared):
                cast = []
            read.append((event, cast, absent))
        # 2. of two at different times of one day, the later
        several = self.choices.several or self.document.own.get("several")
        gone = {
            one.place: f"{one.table.get('actor')} on {one.table.get('proposal')}"
            for one in overtaken(one for _, cast, _ in read for one in cast)
            if several not in (*COUNTING,)
        }
        self.document.decided[_OVERTAKEN] += gone.values()
        # 3. what is left, first of events with positions, as they are written
        left: list[tuple[bool, Item]] = []
        found = []
        for event, cast, absent in read:
            counting = [one for one in cast if one.place not in gone]
            kept = absent + [one.vote for one in cast if one.place in gone]
            kept += [beyond for one in counting if (beyond := one.beyond())]
            if rest := left_of(event, len(counting), kept, self.sources):
                left.append((not counting, rest))
            found += [(one.place, one.table) for one in counting]
        self.left["vote_events"] = [rest for _, rest in sorted(left, key=itemgetter(0))]
        return found

    def _meaning(self, place: str, vote: Item) -> float | str | None:
        """Return what a vote's option means, None where it is not known, which is a fault."""
        option = vote.get("option")
        if option is None:
            return "unknown"
        if isinstance(option, str | int) and option in self.choices.options:
            return self.choices.options[option]
        message = f"must be one of {_NAMED}, not {shown(option)}{_hint(str(option))}"
        self.faults.note(f"{place}.option", f"{message}; say what it means in stances=")
        return None

    def _can_be_cast(self, place: str, event: Item, shared: Table) -> bool:
        """Tell whether votes of an event can be positions, and note once why they cannot."""
        if "proposal" not in shared:
            self.faults.note(f"{place}.motion_id", "is missing: nobody knows what the votes are on")
        if "date" not in shared:
            message = "is missing, and so is the date of the motion"
            self.faults.note(f"{place}.start_date", message)
        if "start_date" in event:
            self._check_date(f"{place}.start_date", event["start_date"])
        return "proposal" in shared and is_date(shared.get("date"))

    def _count(self, place: str, event: Item, votes: list[Item]) -> None:
        """Note where the counts of an event are not those of its votes, or tell it if asked."""
        reported = self.choices.report_counts or "counts" in event.get(OWN, {})
        for where, message in miscounted(event, votes, self.choices.options):
            event[OWN] = {**event.get(OWN, {}), "counts": "report"}
            if reported:
                self.document.decided[_MISCOUNTED].append(f"{place}.{where} {message}")
            else:
                fix = "give counts='report' to read it all the same"
                self.faults.note(f"{place}.{where}", f"{message}; {fix}")

    def _speeches(self) -> Iterator[tuple[str, Table]]:
        """Yield the speeches that are a position; others are left."""
        for place, speech in self.document.lists["speeches"]:
            if OWN in speech:
                yield place, said_of(speech, self.sources)
            else:
                self.left.setdefault("speeches", []).append(speech)

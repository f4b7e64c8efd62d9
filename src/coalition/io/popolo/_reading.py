"""From a Popolo document to a case, with the place of every fault, or without what has faults."""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from operator import itemgetter
from typing import Any

from coalition.errors import Fault
from coalition.faults import Faults, Refused, build, shown
from coalition.io.popolo._document import LISTS, Choices, Document
from coalition.io.popolo._items import FIELDS, OWN, Table, overlaid, read_item
from coalition.io.popolo._people import people_of
from coalition.io.popolo._votes import outcomes_of, spoken, votes_of
from coalition.model.coalition import Coalition
from coalition.sentences import counted, examples

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
_ALIKE = 6  # faults of different words at places of one kind that are named
_KINDS = "|".join((*LISTS, "children", "identifiers", "other_names"))
_RECORD = re.compile(rf"{OWN}(\.[^.\[]+)?|.*(?<!\w)(?:{_KINDS})\[\d+\]|\w+")  # the smallest one
_OTHER = re.compile(r"contradicts ([\w.\[\]-]+),")


def case_of(tree: Any, choices: Choices) -> tuple[Coalition | None, Faults]:
    """Return the case that a document describes, or else what is wrong with it."""
    # 1. plain lists, without what refers to something that is not there
    try:
        document = Document.of(tree)
    except Refused as refusal:
        return None, Faults(refusal.faults)
    document.check_references()
    own, sources, left, faults = document.own, document.sources, document.left, document.faults
    # 2. who there is and what is proposed
    parties = _parties_of(document)
    ids = {table.get("id") for _, table in parties} - {None}
    people, stays, voted = people_of(document, ids, choices.varying)
    motions = [
        (place, overlaid(read_item("motions", motion, sources), motion.get(OWN)))
        for place, motion in document.lists["motions"]
    ]
    # 3. who voted or spoke how, by the number that a position may bear, or else as they come
    positions = [*votes_of(document, choices), *spoken(document)]
    numbers = [
        table.pop("index") if type(table.get("index")) is int else number
        for number, (_, table) in enumerate(positions)
    ]
    in_turn = sorted(zip(numbers, positions, strict=True), key=itemgetter(0))
    found = {
        "parties": parties,
        "politicians": people,
        "proposals": motions,
        "positions": [position for _, position in in_turn],
    }
    # 4. what became of motions
    outcomes, unread = outcomes_of(document.dates(), document.items("vote_events"), sources)
    if "outcomes" not in own:
        document.decided[_UNREAD] += map(shown, unread)
    # 5. what the model has no field for, and over all of it what this library once wrote
    left.update({name: document.items(name) for name in ("posts", "areas", "events")})
    tables: Table = {name: [table for _, table in listed] for name, listed in found.items()}
    tables["extra"] = document.rest | {name: items for name, items in left.items() if items}
    tables |= {"sources": sources.tables, "outcomes": outcomes}
    laid = {key: value for key, value in own.items() if key != "sources"}
    laid |= {"several": choices.several} if choices.several else {}
    try:
        case = build(Coalition, overlaid({k: v for k, v in tables.items() if v}, laid))
    except Refused as refusal:
        places = stays | {
            f"{name}[{at}]": place
            for name, listed in found.items()
            for at, (place, _) in enumerate(listed)
        }
        faults += [_located(fault, places, own) for fault in refusal.faults]
    if faults:
        return None, faults
    # 6. what was decided, with the votes in groups that are not the voters' parties
    for voter, date, group in dict.fromkeys(voted):
        if case.politician(voter).party_at(date) != group:
            document.decided[_OTHER_GROUP].append(f"{voter} in {group}")
    return case.with_reading(*document.told()), faults


def _parties_of(document: Document) -> list[tuple[str, Table]]:
    """Return the parties, each with its place; organizations that are none are left."""
    acting = {
        item.get(key)
        for name in ("memberships", "votes", "speeches")
        for item in document.items(name)
        for key in _ACTING
    } - {None}
    found = []
    for place, item in document.lists["organizations"]:
        kind = str(item.get("classification")).casefold()
        if (kind in _PARTIES and "id" in item) or OWN in item or item.get("id") in acting:
            read = read_item("organizations", item, document.sources)
            found.append((place, overlaid(read, item.get(OWN))))
        else:
            document.left["organizations"].append(item)
        if not {"id", OWN} & item.keys():
            document.decided[_NAMELESS].append(place)
    return found


def _located(fault: Fault, places: Mapping[str, str], own: Table) -> Fault:
    """Return a fault of the case as one of the document."""

    def place(found: "re.Match[str]") -> str | None:
        return places.get(found[0]) or places.get(f"{found[1]}[{found[2]}]")

    message = _PLACE.sub(lambda found: place(found) or found[0], fault.message)
    found = _PLACE.match(fault.place)
    if not found or not (there := place(found)):
        key = re.split(r"[.\[]", fault.place)[0]
        return Fault(f"{f'{OWN}.' * (key in own)}{fault.place}", message)
    kind = re.findall(r"(\w+)\[\d+\]$|$", there)[0]
    keys = _KEYS.get(kind, {})
    rest = fault.place[found.end() :]
    rest = re.sub(r"^\.(\w+)", lambda field: f".{keys.get(field[1], field[1])}", rest)
    return Fault(f"{there}{rest}", message)


def grouped(faults: Iterable[Fault]) -> Faults:
    """Return faults with those that say the same as one, and of many of one kind the first few."""
    kinds: dict[str, dict[str, list[str]]] = {}
    for fault in dict.fromkeys(faults):
        said = kinds.setdefault(re.sub(r"\[\d+\]", "[]", fault.place), {})
        said.setdefault(fault.message, []).append(fault.place)
    found = Faults()
    for said in kinds.values():
        for message, places in [*said.items()][:_ALIKE]:
            more = examples(places[1:], 2)
            found.note(places[0], f"{message} (and at {more})" if more else message)
        if rest := [(place, said) for said, places in [*said.items()][_ALIKE:] for place in places]:
            more = f" (and {counted(len(rest) - 1, 'more fault')} like this)" if rest[1:] else ""
            found.note(rest[0][0], f"{rest[0][1]}{more}")
    return found


def records(tree: Any, faults: Iterable[Fault]) -> Iterator[tuple[str, str]]:
    """Yield the smallest records of a document that have faults, each with a sentence."""
    for fault in faults:
        for place in [fault.place, *_OTHER.findall(fault.message)]:
            if found := _RECORD.match(place):
                whole = found[1] and found[1][1:] not in tree[OWN]
                record = OWN if whole else found[0]
                within = str(fault).removeprefix(record).lstrip(".: ")
                yield record, f"Left out: {record} ({within})."


def leave_out(tree: Any, record: str) -> None:
    """Put nothing where a record of a document is, so that places of others stay as they are."""
    steps = re.findall(r"([^.\[\]]+)|\[(\d+)\]", record)
    *above, last = [int(index) if index else key for key, index in steps]
    with suppress(TypeError):  # what is within one that is left out is left out with it
        for step in above:
            tree = tree[step]
        tree[last] = None

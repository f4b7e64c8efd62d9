"""What the items of a collection must be to each other: known, distinct, without contradiction.

An item whose own fields were refused stands here as what it was read from: its id counts, so that
one mistake is not reported again wherever it is referred to, and what it refers to is looked up.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from graphlib import CycleError, TopologicalSorter
from operator import itemgetter
from typing import Any

import attrs

from coalition.characters import folded, nfc
from coalition.errors import close_match
from coalition.faults import Faults, short, shown
from coalition.model.actors import Party, Politician
from coalition.model.comparisons import check_comparable
from coalition.model.current_statements import actor_on, check_once
from coalition.model.dates import PartialDate
from coalition.model.periods import Period
from coalition.model.proposals import Proposal
from coalition.model.statements import Commitment, Position, Statement
from coalition.model.words import Several
from coalition.sentences import listed

Parts = Mapping[str, tuple[Any, ...]]
_Place = tuple[str, Any]

ACTOR = "party or politician"
_REFERENCES = {  # what a field refers to
    "source": "source",
    **dict.fromkeys(("party", "not_with", "not_without"), "party"),
    **dict.fromkeys(("speaker", "actor", "more", "less", "by", "to"), ACTOR),
    **dict.fromkeys(("participants", "at_times", "convened_by"), ACTOR),
    **dict.fromkeys(("proposal", "excludes", "part_of"), "proposal"),
}
_PERIODS = ("seats", "party", "role", "office")  # fields that may be lists of what refers
_BOUND = {"positions": ("actor",), "comparisons": ("more", "less"), "commitments": ("by",)}
_NAMESPACES = (("sources",), ("parties", "politicians"), ("proposals",), ("meetings",))


def check_references(parts: Parts, several: Several, faults: Faults) -> None:
    """Note every fault between the items of a collection."""
    for names in _NAMESPACES:
        _check_distinct([pair for name in names for pair in _ids(parts, name)], faults)
    _check_distinct(_topics(parts), faults)
    ids = {name: {value for _, value in _ids(parts, name)} for name in parts}
    known = _Known(
        {
            "source": ids["sources"],
            "party": ids["parties"],
            ACTOR: ids["parties"] | ids["politicians"],
            "proposal": ids["proposals"],
        },
        faults,
    )
    for name, items in parts.items():
        for index, item in enumerate(items):
            _check_item(f"{name}[{index}]", item, known)
    _check_parts(parts["proposals"], faults)
    people = {one.id: one for one in parts["politicians"] if isinstance(one, Politician)}
    _check_speakers(parts, people, faults)
    _check_lines(parts, people, faults)
    check_countable(parts["positions"], several, faults)
    check_comparable(parts["positions"], parts["comparisons"], faults)


def check_countable(positions: Sequence[Any], several: Several, faults: Faults) -> None:
    """Note the positions that may or may not count."""
    taken = [(index, one) for index, one in enumerate(positions) if isinstance(one, Position)]
    if several == "refuse":
        check_agreeing(taken, faults)
    else:
        check_once(taken, several, faults)


def _ids(parts: Parts, name: str) -> Iterator[_Place]:
    """Yield the place and the id of every item that has one."""
    for index, item in enumerate(parts[name]):
        if isinstance(found := _field(item, "id"), str):
            yield f"{name}[{index}].id", nfc(found)


def _topics(parts: Parts) -> list[_Place]:
    """Return every topic once, with the first place that names it."""
    first: dict[str, str] = {}
    for name in ("proposals", "meetings", "remarks"):
        for index, item in enumerate(parts[name]):
            filed = getattr(item, "topics", None) or (getattr(item, "topic", None),)
            for number, topic in enumerate(filed):
                where = f"topic[{number}]" if len(filed) > 1 else "topic"
                if topic:
                    first.setdefault(topic, f"{name}[{index}].{where}")
    return [(place, topic) for topic, place in first.items()]


def _check_distinct(places: Iterable[_Place], faults: Faults) -> None:
    """Note names that are the same, or that a reader could not tell apart."""
    first: dict[str, _Place] = {}
    for place, name in places:
        other, twin = first.setdefault(folded(name), (place, name))
        if other == place:
            continue
        if name == twin:
            faults.note(place, f"{name!r} is already the id of {other.removesuffix('.id')}")
        else:
            faults.note(place, f"{name!r} differs from {twin!r} ({other}) only in case or form")


@attrs.define
class _Known:
    """The ids that can be referred to, by kind; and how many close matches are still looked for."""

    ids: dict[str, set[str]]
    faults: Faults
    hints: int = 100

    def check(self, place: str, kind: str, name: Any) -> None:
        """Note a reference to what is not there."""
        readable = isinstance(name, str) and name.strip() == name != "" and name.isprintable()
        if readable and nfc(name) not in self.ids[kind]:
            self.hints -= 1
            hint = self._hint(kind, name) if self.hints >= 0 else ""
            self.faults.note(place, f"there is no {kind} {shown(name)}{hint}")

    def _hint(self, kind: str, name: str) -> str:
        several = [part.strip() for part in re.split("[,;]", name)]
        if len(several) > 1 and self.ids[kind].issuperset(several):
            return f"; several are a list, {json.dumps(several, ensure_ascii=False)}"
        is_person = kind == "party" and name in self.ids[ACTOR]
        return "; it is a politician" if is_person else close_match(name, self.ids[kind])


def _check_item(place: str, item: Any, known: _Known) -> None:
    """Note the references of an item to what is not there."""
    table = item if isinstance(item, Mapping) else None
    for alias, name in _referring(item.__class__):
        kind = _REFERENCES.get(alias)
        value = getattr(item, name, None) if table is None else table.get(name)
        if value is None or (kind and isinstance(value, str) and value in known.ids[kind]):
            continue  # as nearly all are
        if kind and table is None and isinstance(value, tuple) and known.ids[kind] >= {*value}:
            continue
        if alias != name and (alone := short(value)) is not None:
            value = alone
        listed = isinstance(value, list | tuple)
        for index, one in enumerate(value if listed else (value,)):
            where = f"{place}.{alias}[{index}]" if listed else f"{place}.{alias}"
            if isinstance(one, Period | Mapping):
                _check_item(where, one, known)
            elif kind:
                known.check(where, kind, one)
    for field, source in item.source_of if hasattr(item, "source_of") else ():
        fields = {field.alias for field in attrs.fields(type(item))}
        where = f"{place}.source_of.{field}"
        if field not in fields:
            hint = close_match(field, fields)
            known.faults.note(where, f"is no field that a source stands for{hint}")
        known.check(where, "source", source)


def references(item: Any) -> Iterator[tuple[str, str]]:
    """Yield the kind and the id of everything that an item of a collection refers to."""
    for alias, name in _referring(item.__class__):
        value = getattr(item, name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Period):
                yield from references(one)
            elif one is not None:
                yield _REFERENCES[alias], one


@cache
def _referring(cls: type) -> tuple[tuple[str, str], ...]:
    """Return the fields of a class that may refer to something, as they are written and called.

    Of a table, any may be there.
    """
    wanted = dict.fromkeys((*_REFERENCES, *_PERIODS))
    if not attrs.has(cls):
        return tuple((name, name) for name in wanted)
    held = {str(field.alias): field.name for field in attrs.fields(cls)}
    return tuple((alias, held[alias]) for alias in wanted if alias in held)


def _field(item: Any, name: str) -> Any:
    return item.get(name) if isinstance(item, Mapping) else getattr(item, name, None)


def _check_parts(proposals: Iterable[Any], faults: Faults) -> None:
    """Note where what a proposal is a part of is a part of it in turn: the first such circle."""
    found = {
        one.id: (index, one) for index, one in enumerate(proposals) if isinstance(one, Proposal)
    }
    try:
        TopologicalSorter({name: one.part_of for name, (_, one) in found.items()}).prepare()
    except CycleError as error:
        whole, part, *_ = error.args[1]
        index, one = found[part]
        place = f"proposals[{index}].part_of[{one.part_of.index(whole)}]"
        faults.note(place, f"{whole!r} is a part of {part!r} itself")


def _check_speakers(parts: Parts, people: Mapping[str, Politician], faults: Faults) -> None:
    """Note what is stated of an actor by one who speaks for another party.

    Where the party of either at the date is not known, nothing is wrong with it.
    """
    parties = {one.id for one in parts["parties"] if isinstance(one, Party)}

    def homes(actor: str, date: PartialDate) -> set[str]:
        stays = people[actor].memberships if actor in people else ()
        return {actor, *(stay.party for stay in stays if stay.may_hold(date))} & parties

    for name, fields in _BOUND.items():
        for index, said in enumerate(parts[name]):
            if not isinstance(said, Statement) or said.attribution != "stated":
                continue
            bound = [getattr(said, field) for field in fields]
            if said.speaker is None or said.speaker in bound:
                continue
            own, *theirs = (homes(actor, said.date) for actor in (said.speaker, *bound))
            if own and all(theirs) and own.isdisjoint(set().union(*theirs)):
                whom = "itself" if said.speaker in own else " or ".join(sorted(own))
                message = (
                    f"{said.speaker} speaks for {whom}, not for {' or '.join(bound)}: "
                    "a rival's word is a claim; give attribution='claimed'"
                )
                faults.note(f"{name}[{index}].speaker", message)


def _check_lines(parts: Parts, people: Mapping[str, Politician], faults: Faults) -> None:
    """Note red lines about the party that draws them: of a politician, the one at the date."""
    for index, made in enumerate(parts["commitments"]):
        if isinstance(made, Commitment):
            home = people[made.by].party_at(made.date) if made.by in people else made.by
            for field in ("not_with", "not_without"):
                if home in getattr(made, field):
                    message = f"{home!r} draws the line itself; name other parties"
                    faults.note(f"commitments[{index}].{field}", message)


def check_agreeing(taken: list[tuple[int, Position]], faults: Faults) -> None:
    """Note positions of one actor on one proposal that differ, neither being surely the later.

    They differ where the stances do, what these may be, or how much it matters. Each is named with
    one that differs of those that begin before it: of these, the one that ends last.
    """
    by_cell: dict[tuple[str, str], list[tuple[int, Position]]] = {}
    for pair in taken:
        by_cell.setdefault(actor_on(pair[1]), []).append(pair)
    clashes = []
    for pairs in by_cell.values():
        held: list[tuple[int, Position]] = []  # the two that end last so far, and differ
        for pair in sorted(pairs, key=lambda pair: pair[1].date.first) if len(pairs) > 1 else ():
            one = pair[1]
            other = next((before for before in held if _content(before[1]) != _content(one)), None)
            if other and not other[1].date.is_before(one.date):
                clashes.append(sorted((pair, other), key=itemgetter(0)))
            held.append(pair)
            held.sort(key=lambda pair: pair[1].date.last, reverse=True)
            held[1:] = [last for last in held[1:] if _content(last[1]) != _content(held[0][1])][:1]
    for (first, said), (second, again) in sorted(clashes, key=lambda pairs: pairs[1][0]):
        fix = "say which is the later"
        if said.coders and again.coders and not {*said.coders} & {*again.coders}:
            who = listed([*said.coders, *again.coders])
            fix = f"{who} differ: make a case for each coder and merge them"
        faults.note(
            f"positions[{second}]",
            f"{again} contradicts positions[{first}], {said}; {fix}, or set `several`",
        )


def _content(said: Position) -> tuple[object, ...]:
    return said.stance, said.between, said.salience

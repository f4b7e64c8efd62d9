"""What the items of a collection must be to each other: known, told apart, without contradiction.

An item whose own fields were refused stands here as what it was read from: its id counts, so that
one mistake is not reported again wherever it is referred to, and what it refers to is looked up.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from coalition.characters import folded
from coalition.errors import Fault, close_match
from coalition.faults import Checked, shown
from coalition.model.actors import Minister, Party, Politician
from coalition.model.comparisons import incomparable
from coalition.model.current_statements import uncountable
from coalition.model.dates import PartialDate
from coalition.model.proposals import Proposal
from coalition.model.statements import (
    Commitment,
    Comparison,
    Meeting,
    Outcome,
    Position,
    Remark,
)

Parts = Mapping[str, tuple[Any, ...]]
_Place = tuple[str, Any]

_ACTOR = "party or politician"
_REFERENCES = {  # what a field refers to
    "source": "source",
    "speaker": _ACTOR,
    "actor": _ACTOR,
    "more": _ACTOR,
    "less": _ACTOR,
    "by": _ACTOR,
    "to": _ACTOR,
    "participants": _ACTOR,
    "at_times": _ACTOR,
    "convened_by": _ACTOR,
    "proposal": "proposal",
    "excludes": "proposal",
}
_REFERRING = {  # the fields of a class that refer to something
    cls: tuple(name for name in _REFERENCES if name in attrs.fields_dict(cls))
    for cls in (
        *(Party, Politician, Minister, Proposal),
        *(Position, Comparison, Commitment, Outcome, Meeting, Remark),
    )
}
_NAMESPACES = (("sources",), ("parties", "politicians"), ("proposals",), ("meetings",))


def contradictions(parts: Parts, several: str) -> Iterator[Fault]:
    """Yield every fault between the items of a collection."""
    for names in _NAMESPACES:
        yield from _indistinct([pair for name in names for pair in _ids(parts, name)])
    yield from _indistinct(_topics(parts))
    ids = {name: {value for _, value in _ids(parts, name)} for name in parts}
    known = _Known(
        {
            "source": ids["sources"],
            "party": ids["parties"],
            _ACTOR: ids["parties"] | ids["politicians"],
            "proposal": ids["proposals"],
        }
    )
    for name, items in parts.items():
        for index, item in enumerate(items):
            yield from _dangling(f"{name}[{index}]", item, known)
    yield from undecided(parts["positions"], several)
    yield from incomparable(parts["positions"], parts["comparisons"])


def undecided(positions: tuple[Position | Mapping[str, Any], ...], several: str) -> Iterator[Fault]:
    """Yield the positions of which nobody can tell whether they count."""
    taken = [(index, one) for index, one in enumerate(positions) if isinstance(one, Position)]
    return _opposed(taken) if several == "refuse" else uncountable(taken, several)


def _ids(parts: Parts, name: str) -> Iterator[_Place]:
    """Yield the place and the id of every item that has one."""
    for index, item in enumerate(parts[name]):
        if isinstance(found := _field(item, "id"), str):
            yield f"{name}[{index}].id", unicodedata.normalize("NFC", found)


def _topics(parts: Parts) -> list[_Place]:
    """Return every topic once, with the first place that names it."""
    first: dict[str, str] = {}
    for name in ("proposals", "meetings", "remarks"):
        for index, item in enumerate(parts[name]):
            if isinstance(item, Checked) and (topic := getattr(item, "topic", None)):
                first.setdefault(topic, f"{name}[{index}].topic")
    return [(place, topic) for topic, place in first.items()]


def _indistinct(places: Iterable[_Place]) -> Iterator[Fault]:
    """Yield names that are the same, or that a reader could not tell apart."""
    first: dict[str, _Place] = {}
    for place, name in places:
        other, twin = first.setdefault(folded(name), (place, name))
        if other == place:
            continue
        if name == twin:
            yield Fault(place, f"{name!r} is already the id of {other.removesuffix('.id')}")
        else:
            yield Fault(place, f"{name!r} differs from {twin!r} ({other}) only in case or form")


def _dangling(place: str, item: Any, known: "_Known") -> Iterator[Fault]:
    """Yield the references of an item to what is not there."""
    for field in _REFERRING.get(type(item), _REFERENCES):
        kind, value = _REFERENCES[field], _field(item, field)
        if isinstance(value, str):
            yield from _unknown(f"{place}.{field}", kind, value, known)
        for index, name in enumerate(value if isinstance(value, list | tuple) else ()):
            yield from _unknown(f"{place}.{field}[{index}]", kind, name, known)
    if isinstance(item, Mapping) and isinstance(item.get("party"), str):
        yield from _unknown(f"{place}.party", "party", item["party"], known)
    if isinstance(item, Politician):
        for index, stay in enumerate(item.memberships):
            alone = len(item.memberships) == 1
            where = f"{place}.party" if alone else f"{place}.party[{index}].party"
            yield from _unknown(where, "party", stay.party, known)
    for field, source in item.source_of if hasattr(item, "source_of") else ():
        fields = {field.alias for field in attrs.fields(type(item))}
        where = f"{place}.source_of.{field}"
        if field not in fields:
            yield Fault(where, f"is no field that a source stands for{close_match(field, fields)}")
        yield from _unknown(where, "source", source, known)


def _field(item: Any, name: str) -> Any:
    return item.get(name) if isinstance(item, Mapping) else getattr(item, name, None)


@attrs.define
class _Known:
    """The ids that can be referred to, by kind; and how many close matches are still looked for."""

    ids: dict[str, set[str]]
    hints: int = 100


def _unknown(place: str, kind: str, name: Any, known: _Known) -> Iterator[Fault]:
    readable = isinstance(name, str) and name.strip() == name != "" and name.isprintable()
    if readable and unicodedata.normalize("NFC", name) not in known.ids[kind]:
        known.hints -= 1
        hint = close_match(name, known.ids[kind]) if known.hints >= 0 else ""
        yield Fault(place, f"there is no {kind} {shown(name)}{hint}")


def _opposed(taken: list[tuple[int, Position]]) -> Iterator[Fault]:
    """Yield positions of one actor on one proposal that differ, neither being surely the later.

    They differ where the stances do, what these may be, or how much it matters.
    """
    held: dict[tuple[str, str, PartialDate], tuple[int, Position]] = {}
    for index, one in taken:
        held.setdefault((one.actor, one.proposal, one.date), (index, one))
    for index, one in taken:
        for date in one.date.spans:
            at, other = held.get((one.actor, one.proposal, date), (index, one))
            if _content(one) != _content(other):
                (first, said), (second, again) = sorted([(at, other), (index, one)], key=_place)
                yield Fault(
                    f"positions[{second}]",
                    f"{again} contradicts positions[{first}], {said}; say which is the later, "
                    "or set `several`",
                )


def _content(said: Position) -> tuple[object, ...]:
    return said.stance, said.between, said.salience


def _place(pair: tuple[int, Position]) -> int:
    return pair[0]

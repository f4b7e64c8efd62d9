"""The facts that differ between two cases, by what they are about and not by their order."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any, Literal, TypeAlias, get_args

import attrs

from coalition.model.actors import Party, Politician
from coalition.model.coalition import Coalition
from coalition.model.dates import PartialDate
from coalition.model.proposals import Proposal
from coalition.model.sources import Source
from coalition.model.statements import (
    Commitment,
    Comparison,
    Meeting,
    Outcome,
    Position,
    Remark,
    Statement,
)
from coalition.tables import Shown, cell_of

Item: TypeAlias = (
    Source
    | Party
    | Politician
    | Proposal
    | Position
    | Comparison
    | Commitment
    | Outcome
    | Meeting
    | Remark
)
Listed = Literal[
    "sources", "parties", "politicians", "proposals", "positions", "comparisons", "commitments",
    "outcomes", "meetings", "remarks",
]  # fmt: skip
Own = Literal["name", "title", "note", "several", "as_of", "extra"]
Kind = Literal["added", "removed", "changed"]

LISTS: tuple[Listed, ...] = get_args(Listed)
_OWN: tuple[Own, ...] = get_args(Own)
_LENGTH = 60  # characters of a text that a sentence repeats


@attrs.frozen
class ChangedFact(Shown):
    """A fact that one case has and another has not, or has otherwise.

    Attributes
    ----------
    place : str
        Where it stands: the list of the case, such as ``positions``, or of what the case says of
        itself, its field, such as ``several``.
    kind : {'added', 'removed', 'changed'}
        Whether only the new case has it, only the old one, or both, though not alike.
    before, after : Source, Party, Politician, Proposal, Statement, PartialDate, str or None
        What it was and what it is; None where it is not there.
    fields : tuple of str
        Where it is changed, which of its fields are, by the names of the parameters.
    """

    place: Listed | Own
    kind: Kind
    before: Item | PartialDate | str | None
    after: Item | PartialDate | str | None
    fields: tuple[str, ...] = ()

    @classmethod
    def of(cls, place: Listed | Own, before: Any, after: Any) -> "ChangedFact":
        """Return a change from one value to another, either of which may be missing."""
        kind: Kind = "added" if before is None else "removed" if after is None else "changed"
        changed = kind == "changed" and place in LISTS
        return cls(place, kind, before, after, _differing(before, after) if changed else ())

    @property
    def about(self) -> str:
        """What it is a fact about, in words: ``D66 on asylum-target, 2023-07``."""
        item: Any = self.after or self.before
        match item:
            case Position():
                told = f"{item.actor} on {item.proposal}"
            case Comparison():
                told = f"{item.more} and {item.less} on {item.proposal}"
            case Commitment():
                told = f"{item.kind} of {item.by}{f' on {item.proposal}' if item.proposal else ''}"
            case Outcome():
                told = f"outcome of {item.proposal}"
            case Remark():
                told = "remark"
            case _ if self.place in LISTS:
                return f"{type(item).__name__.lower()} {item.id}"
            case _:
                return f"{self.place} of the case"
        return f"{told}, {item.date.worded}"

    def __str__(self) -> str:
        if self.place not in LISTS:
            return f"{self.about}: {_worded(self.after)}, was {_worded(self.before)}"
        if self.kind != "changed":
            item = self.after or self.before
            told = isinstance(item, Statement) and not isinstance(item, Meeting)
            return f"{self.kind} {_cut(str(item), 3 * _LENGTH) if told else self.about}"
        shown = dict.fromkeys("stance" if name == "between" else name for name in self.fields)
        words = (
            f"{name.replace('_', ' ')} {_of(self.after, name)}, was {_of(self.before, name)}"
            for name in shown
        )
        return f"{self.about}: {'; '.join(words)}"


def _differing(before: Any, after: Any) -> tuple[str, ...]:
    classes = type(before), type(after)
    fields = {field.name: str(field.alias) for cls in classes for field in attrs.fields(cls)}
    unlike = {fields[n] for n in fields if getattr(before, n, None) != getattr(after, n, None)}
    ordered = dict.fromkeys(name for cls in classes for name in cls._columns())
    return tuple(name for name in ordered if name in unlike)


def _of(item: Any, name: str) -> str:
    """Return a field of an item in words; of a position, the stance and how exactly it is known."""
    if isinstance(item, Position) and name == "stance":
        return item.worded
    fields = {str(field.alias): field.name for field in attrs.fields(type(item))}
    return _worded(getattr(item, fields[name]) if name in fields else None)


def _worded(value: Any) -> str:
    return _cut(str(cell_of(value, str)), _LENGTH) if value not in {None, ()} else "none"


def _cut(text: str, length: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 3]}..."


def changed_facts(old: Coalition, new: Coalition) -> tuple[ChangedFact, ...]:
    """Return what differs between two cases: applied to the old, it gives the new.

    What has an id is the same fact if it has the same id; a statement, if it is about the same. Of
    several about the same, those that are equal are one fact, then those with the same sources.
    """
    own = (ChangedFact.of(n, getattr(old, n), getattr(new, n)) for n in _OWN)
    found = [fact for fact in own if fact.before != fact.after]
    for place in LISTS:
        pairs = _paired(getattr(old, place), getattr(new, place))
        facts = (ChangedFact.of(place, *pair) for pair in pairs)
        found += sorted(facts, key=lambda fact: (fact.about, repr(fact)))
    return tuple(found)


def _paired(
    before: Iterable[Item], after: Iterable[Item]
) -> Iterator[tuple[Item | None, Item | None]]:
    """Yield what was and what is, in pairs, but for what is equal."""
    gone, come = Counter(before), Counter(after)
    was, now = (sorted(rest.elements(), key=repr) for rest in (gone - come, come - gone))
    levels: tuple[Callable[[Item], Hashable], ...]
    levels = (lambda item: (_same(item), getattr(item, "sources", ())), _same)
    for level in levels:
        waiting: dict[Hashable, list[Item]] = {}
        for item in reversed(was):
            waiting.setdefault(level(item), []).append(item)
        rest = []
        for item in now:
            if alike := waiting.get(level(item)):
                yield alike.pop(), item
            else:
                rest.append(item)
        now, was = rest, [item for items in waiting.values() for item in reversed(items)]
    yield from ((item, None) for item in was)
    yield from ((None, item) for item in now)


def _same(item: Item) -> Hashable:
    """Return what makes an item the same fact in two cases."""
    match item:
        case Position():
            return item.actor, item.proposal, item.date
        case Comparison():
            return frozenset((item.more, item.less)), item.proposal, item.date
        case Commitment():
            return item.by, item.kind, item.proposal or item.text, item.date
        case Outcome():
            return item.proposal, item.date
        case Remark():
            return item.text, item.date
    return item.id


def applied(case: Coalition, facts: Iterable[ChangedFact]) -> Coalition:
    """Return a case with facts changed; raise InvalidCase where that makes none."""
    fields: dict[str, Any] = {}
    for fact in facts:
        if fact.place in LISTS:
            fields.setdefault(fact.place, []).append(fact)
        else:
            fields[fact.place] = fact.after
    for place in fields.keys() & {*LISTS}:
        changed = fields[place]
        gone = Counter(fact.before for fact in changed if fact.before is not None)
        kept = _less(getattr(case, place), gone)
        fields[place] = (*kept, *(fact.after for fact in changed if fact.after is not None))
    return attrs.evolve(case, **fields)


def _less(items: Iterable[Item], gone: Counter[Any]) -> Iterator[Item]:
    for item in items:
        if gone[item]:
            gone[item] -= 1
        else:
            yield item

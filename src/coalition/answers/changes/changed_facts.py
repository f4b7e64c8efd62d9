"""The facts that differ between two cases, by what they are about and not by their order."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import partial
from itertools import chain
from typing import Any, Literal, TypeAlias, get_args

import attrs

from coalition.model.actors import Party, Politician
from coalition.model.coalition import Coalition
from coalition.model.dates import PartialDate
from coalition.model.merging import about
from coalition.model.proposals import Proposal
from coalition.model.sources import Source
from coalition.model.statements import Commitment, Comparison, Meeting, Position, Statement
from coalition.sentences import listed
from coalition.tables import Shown, cell_of

Item: TypeAlias = Source | Party | Politician | Proposal | Statement
Pair: TypeAlias = tuple[Item | None, Item | None]
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

    @property
    def about(self) -> str:
        """What it is a fact about, in words: ``D66 on asylum-target, 2023-07``."""
        return _about(self.place, self.after or self.before)

    def __str__(self) -> str:
        if self.kind == "changed" or self.place not in LISTS:
            pairs = ((f"{name} ", name) for name in self.fields)
            words = (f"{t}{_of(self.after, n)}, was {_of(self.before, n)}" for t, n in pairs)
            was = f"{_worded(self.after)}, was {_worded(self.before)}"
            return f"{self.about}: {'; '.join(words) if self.fields else was}"
        item = self.after or self.before
        told = isinstance(item, Statement) and not isinstance(item, Meeting)
        return f"{self.kind} {_cut(str(item), 3 * _LENGTH) if told else self.about}"


def change(place: Listed | Own, before: Any, after: Any) -> ChangedFact:
    """Return a change from one value to another, either of which may be missing."""
    kind: Kind = "added" if before is None else "removed" if after is None else "changed"
    changed = kind == "changed" and place in LISTS
    return ChangedFact(place, kind, before, after, _differing(before, after) if changed else ())


def _about(place: str, item: Any) -> str:
    """Say what an item is about."""
    if place not in LISTS:
        return f"{'date' if place == 'as_of' else place} of the case"
    if not isinstance(item, Statement) or isinstance(item, Meeting):
        return f"{'party' if place == 'parties' else place[:-1]} {item.id}"
    who = f"{place[:-1]} of"
    if isinstance(item, Position):
        who = f"{item.actor} on"
    elif isinstance(item, Comparison):
        who = f"{' and '.join(sorted((item.more, item.less)))} on"
    elif isinstance(item, Commitment):
        who = f"{item.kind} of {item.by} on"
    what = getattr(item, "proposal", None) or f'"{_cut(getattr(item, "text", ""), _LENGTH)}"'
    return f"{who} {what}, {item.date.worded}"


def _differing(before: Any, after: Any) -> tuple[str, ...]:
    classes = type(before), type(after)
    fields = {field.name: str(field.alias) for cls in classes for field in attrs.fields(cls)}
    unlike = {fields[n] for n in fields if getattr(before, n, None) != getattr(after, n, None)}
    ordered = dict.fromkeys(name for cls in classes for name in cls._columns())
    return tuple(name for name in ordered if name in unlike)


def _of(item: Any, name: str) -> str:
    """Return a field of an item, by the name of its parameter, in words."""
    if isinstance(item, Position) and name == "stance":
        return attrs.evolve(item, between=None).worded
    if isinstance(item, Position) and name == "between" and item.between:
        return listed(item.between)
    fields = {str(field.alias): field.name for field in attrs.fields(type(item))}
    return _worded(getattr(item, fields.get(name, name), None))


def _worded(value: Any) -> str:
    return "none" if value in {None, ()} else _cut(str(cell_of(value, str)), _LENGTH)


def _cut(text: str, length: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 3]}..."


def changed_facts(old: Coalition, new: Coalition) -> tuple[ChangedFact, ...]:
    """Return what differs between two cases: applied to the old, it gives the new.

    What has an id is the same fact if it has the same id; a statement, if it is about the same. Of
    several about the same, those that are equal are one fact, then those with the same sources.
    """
    own = (change(n, getattr(old, n), getattr(new, n)) for n in _OWN)
    found = [fact for fact in own if fact.before != fact.after]
    for place in LISTS:
        pairs = _paired(place, getattr(old, place), getattr(new, place))
        facts = (change(place, *pair) for pair in pairs)
        found += sorted(facts, key=lambda fact: (fact.about, repr(fact)))
    return tuple(found)


def _paired(place: str, before: Iterable[Item], after: Iterable[Item]) -> Iterator[Pair]:
    """Yield what was and what is, in pairs, but for what is equal."""
    gone, come = Counter(before), Counter(after)
    was, now = (sorted(rest.elements(), key=repr) for rest in (gone - come, come - gone))
    levels: tuple[Callable[[Item], Hashable], ...]
    same = partial(about, place)
    levels = (lambda item: (same(item), getattr(item, "sources", ())), same)

    for level in levels:
        waiting: dict[Hashable, list[Item]] = {}
        for item in reversed(was):
            waiting.setdefault(level(item), []).append(item)
        found = [(items.pop() if (items := waiting.get(level(one))) else None, one) for one in now]
        yield from (pair for pair in found if pair[0])
        now = [one for old, one in found if not old]
        was = [item for items in waiting.values() for item in reversed(items)]
    yield from chain(((item, None) for item in was), ((None, item) for item in now))


def applied(case: Coalition, facts: Iterable[ChangedFact]) -> Coalition:
    """Return a case with facts changed; raise InvalidCase where that makes none."""
    fields: dict[str, Any] = {}
    for fact in facts:
        if fact.place not in LISTS:
            fields[fact.place] = fact.after
            continue
        items = fields.setdefault(fact.place, Counter(getattr(case, fact.place)))
        items[fact.before] -= fact.before is not None
        items[fact.after] += fact.after is not None
    for place in fields.keys() & {*LISTS}:
        fields[place] = (+fields[place]).elements()
    return attrs.evolve(case, **fields)

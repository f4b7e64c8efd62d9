"""Which changed facts can matter to a question, and which of them need others to make a case."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import Any

import attrs

from coalition.answers.changes._questions import Question
from coalition.answers.changes.changed_facts import ChangedFact
from coalition.answers.commitments.ledger import last_word
from coalition.model.coalition import Coalition
from coalition.model.proposals import lineage
from coalition.model.references import ACTOR, references
from coalition.model.statements import Statement

_IDS = {  # what can be referred to by id, and as what
    "sources": ("source",),
    "parties": ("party", ACTOR),
    "politicians": (ACTOR,),
    "proposals": ("proposal",),
}
_ASIDE = ("commitments", "outcomes", "meetings", "remarks")  # by which deadlocks alone go
_ON = ("proposals", "positions", "comparisons")
_TOLD = {"parties": {"seats"}, "politicians": {"party"}, "proposals": {"topic"}}  # what is gone by
_UNTOLD = {"locator", "quotation", "speaker", "hedge", "note", "vote", "coder"}  # and what is not
_NEVER = {"sources", "name", "title", "note", "extra"}  # on which no answer hangs


@attrs.frozen(slots=False)
class Relevant:
    """The changed facts between two cases, and what each can matter to."""

    old: Coalition
    new: Coalition
    facts: Sequence[ChangedFact]

    def to(self, question: Question) -> list[int]:
        """Return the places of the facts that can matter to a question."""
        stuck = question.asked == "deadlock"
        found = {*self._late} if stuck else set()
        for key in (None, *self._about(question)):
            for place in self._facts_on.get(key, ()):
                if stuck or self.facts[place].place not in {"politicians", *_ASIDE}:
                    found.add(place)
        return sorted(found)

    def part(self, case: Coalition, question: Question) -> Coalition:
        """Return a case with what an answer goes by; all of it where that may be any date."""
        if question.asked == "deadlock":
            return case
        on = self._items_on[case is self.new]
        kept: dict[str, list[Any]] = {place: [] for place in (*_ON, *_ASIDE)}
        for name in self._about(question):
            for place, item in on.get(name, ()):
                kept[place].append(item)
        return case._but(**{place: tuple(items) for place, items in kept.items()})

    def within(self, question: Question, places: Iterable[int]) -> tuple[list[ChangedFact], bool]:
        """Return those of some facts that such a part has, and whether it shows if they fit."""
        facts = [self.facts[place] for place in places]
        if question.asked == "deadlock":
            return facts, True
        known = {None, *self._about(question)}
        kept = [one for one in facts if one.place not in _ASIDE and _proposal(one) in known]
        fit = kept == facts and all(one.place in _ON[1:] for one in facts)
        return [
            attrs.evolve(one, before=_lean(one.before), after=_lean(one.after)) for one in kept
        ], fit

    def needed(self, places: Iterable[int]) -> dict[int, frozenset[int]]:
        """Return some facts and all that they need, each with those without which it makes no case.

        What is new needs what is new that it refers to; what is gone, that nothing refers to it.
        """
        found: dict[int, frozenset[int]] = {}
        todo = [*places]
        while todo:
            if (start := todo.pop()) not in found:
                reached, rest = {start}, [start]
                while rest:
                    more = self._needs[rest.pop()] - reached
                    reached |= more
                    rest += more
                found[start] = frozenset(reached)
                todo += reached
        return found

    def _about(self, question: Question) -> Iterable[str]:
        """Return the proposals that a question is about in either case."""
        return self._filed.get(question.about, ()) if question.on_topic else (question.about,)

    @cached_property
    def _filed(self) -> dict[str, dict[str, None]]:
        """The proposals under each topic in either case."""
        found: dict[str, dict[str, None]] = {}
        for one in (*self.old.proposals, *self.new.proposals):
            for topic in chain.from_iterable(map(lineage, one.topics)):
                found.setdefault(topic, {})[one.id] = None
        return found

    @cached_property
    def _facts_on(self) -> dict[str | None, list[int]]:
        """The places of the facts that an answer may go by, by proposal; None is any."""
        found: dict[str | None, list[int]] = {}
        for place, fact in enumerate(self.facts):
            told = _TOLD.get(fact.place, {*fact.fields} - _UNTOLD)
            if fact.place not in _NEVER and (not fact.fields or told & {*fact.fields}):
                found.setdefault(_proposal(fact), []).append(place)
        return found

    @cached_property
    def _items_on(self) -> tuple[dict[str, list[tuple[str, Any]]], ...]:
        """What each case has on a proposal, and where, but for what answers do not go by."""
        found: tuple[dict[str, list[tuple[str, Any]]], ...] = ({}, {})
        for case, on in zip((self.old, self.new), found, strict=True):
            for place in _ON:
                for item in getattr(case, place):
                    name = item.id if place == "proposals" else item.proposal
                    on.setdefault(name, []).append((place, _lean(item)))
        return found

    @cached_property
    def _late(self) -> list[int]:
        """The statements that may be the last of the case, by which deadlines are judged."""
        both = last_word({*self.old.statements} & {*self.new.statements})
        held = ((f.before, f.after) for f in self.facts)
        said = [[one for one in pair if isinstance(one, Statement)] for pair in held]
        dated = self.old.as_of and self.new.as_of
        return [] if dated else [n for n, items in enumerate(said) if last_word(items) > both]

    @cached_property
    def _needs(self) -> list[set[int]]:
        """What each fact needs at once."""
        old, new = _names(self.old), _names(self.new)
        items = ((place, str(f.place), f.after or f.before) for place, f in enumerate(self.facts))
        at = {(where, getattr(item, "id", "")): place for place, where, item in items}
        come = {name: at[new[name]] for name in new.keys() - old}
        gone = {name: at[old[name]] for name in old.keys() - new}
        found = [{come[name] for name in _named(f.after) if name in come} for f in self.facts]
        for place, fact in enumerate(self.facts):
            for name in _named(fact.before):
                if name in gone:
                    found[gone[name]].add(place)
        return found


def _proposal(fact: ChangedFact) -> str | None:
    """Return the proposal that a fact is about; None where it may matter to all."""
    item: Any = fact.after or fact.before
    if isinstance(item, Statement):
        return getattr(item, "proposal", None) or ""
    return item.id if fact.place == "proposals" else None


def _lean(item: Any) -> Any:
    """Return an item without what it says of other proposals."""
    links = getattr(item, "excludes", ()) or getattr(item, "part_of", ())
    return attrs.evolve(item, excludes=(), part_of=()) if links else item


def _names(case: Coalition) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the names of all that can be referred to, each with its list and its id."""
    items = ((place, one.id) for place in _IDS for one in getattr(case, place))
    return {(kind, of): (place, of) for place, of in items for kind in _IDS[place]}


def _named(item: object) -> Iterator[tuple[str, str]]:
    """Yield what an item refers to."""
    if attrs.has(type(item)):
        yield from references(item)
        yield from (("source", source) for _, source in getattr(item, "source_of", ()))

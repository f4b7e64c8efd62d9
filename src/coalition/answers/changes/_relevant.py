"""Which changed facts can matter to a question, and which of them need others to make a case."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

import attrs

from coalition.answers.changes._questions import Question
from coalition.answers.changes.changed_facts import ChangedFact
from coalition.answers.commitments.ledger import last_word
from coalition.model.coalition import Coalition
from coalition.model.references import ACTOR, references
from coalition.model.statements import Comparison, Position, Statement

_IDS = {  # what can be referred to by id, and as what
    "sources": ("source",),
    "parties": ("party", ACTOR),
    "politicians": (ACTOR,),
    "proposals": ("proposal",),
}
_UNTOLD = {"locator", "quotation", "speaker", "hedge", "note", "vote", "coder"}  # not gone by
_TOLD = {"parties": {"seats"}, "politicians": {"party"}, "proposals": {"topic"}}  # what is
_NEVER = {"sources", "name", "title", "note", "extra"}  # on which no answer hangs


@attrs.frozen(slots=False)
class Relevant:
    """The changed facts between two cases, and what each can matter to."""

    old: Coalition
    new: Coalition
    facts: Sequence[ChangedFact]

    def proposals(self, question: Question) -> frozenset[str]:
        """Return the proposals that a question is about in either case."""
        held = (*self.old.proposals, *self.new.proposals) if question.on_topic else ()
        on = (one.id for one in held if one.is_on(question.about))
        return frozenset(on if question.on_topic else (question.about,))

    def to(self, question: Question) -> list[int]:
        """Return the places of the facts that can matter to a question."""
        asked, stuck = self.proposals(question), question.asked == "deadlock"
        found = {*self._late} if stuck else set()
        for one in asked:
            found.update(self._on.get((one, True), ()))
            found.update(self._on.get((one, False), ()) if stuck else ())
        for place in self._everywhere:
            fact = self.facts[place]
            item: Any = fact.after or fact.before
            unlike = {
                "parties": not question.on_topic or fact.kind != "changed",
                "proposals": getattr(item, "id", None) in asked,
                "politicians": stuck,
                "as_of": not question.on_topic,
            }
            found.update([place] * unlike.get(fact.place, True))
        return sorted(found)

    @cached_property
    def _everywhere(self) -> list[int]:
        """The facts that are no statements, and that an answer may go by."""
        return [
            place
            for place, fact in enumerate(self.facts)
            if fact.place not in _NEVER and not isinstance(fact.after or fact.before, Statement)
            if not fact.fields or not _TOLD[fact.place].isdisjoint(fact.fields)
        ]

    @cached_property
    def _on(self) -> dict[tuple[str, bool], list[int]]:
        """The facts that are statements and that an answer may go by, by proposal.

        Apart are the positions and comparisons, by which decisions and splits go.
        """
        found: dict[tuple[str, bool], list[int]] = {}
        for place, fact in enumerate(self.facts):
            item: Any = fact.after or fact.before
            if isinstance(item, Statement) and not (fact.fields and {*fact.fields} <= _UNTOLD):
                key = getattr(item, "proposal", None) or "", isinstance(item, Position | Comparison)
                found.setdefault(key, []).append(place)
        return found

    @cached_property
    def _late(self) -> list[int]:
        """The statements that may be the last of the case, by which deadlines are judged."""
        both = last_word({*self.old.statements} & {*self.new.statements})
        held = ((f.before, f.after) for f in self.facts)
        said = [[one for one in pair if isinstance(one, Statement)] for pair in held]
        dated = self.old.as_of and self.new.as_of
        return [] if dated else [n for n, items in enumerate(said) if last_word(items) > both]

    def needed(self, places: Sequence[int], most: int) -> dict[int, frozenset[int]]:
        """Return some facts and all that they need, each with those without which it makes no case.

        Of more than `most`, none are returned.
        """
        found: dict[int, frozenset[int]] = {}
        todo = [*places]
        while todo and len(todo) <= most:
            start = todo.pop()
            reached, rest = {start}, [start]
            while rest and len(reached) <= most:
                more = self._needs[rest.pop()] - reached
                reached |= more
                rest += more
            found[start] = frozenset(reached)
            todo += reached - found.keys() - {*todo}
        return {} if todo or len(found) > most else found

    @cached_property
    def _needs(self) -> list[set[int]]:
        """What each fact needs at once.

        What is new needs what is new that it refers to; what is gone, that nothing refers to it.
        """
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


def _names(case: Coalition) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the names of all that can be referred to, each with its list and its id."""
    items = ((place, one.id) for place in _IDS for one in getattr(case, place))
    return {(kind, of): (place, of) for place, of in items for kind in _IDS[place]}


def _named(item: object) -> Iterator[tuple[str, str]]:
    """Yield what an item refers to."""
    if attrs.has(type(item)):
        yield from references(item)
        yield from (("source", source) for _, source in getattr(item, "source_of", ()))

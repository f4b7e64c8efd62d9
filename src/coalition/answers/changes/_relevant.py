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
from coalition.model.statements import Commitment, Comparison, Outcome, Position, Statement

_IDS = {  # what can be referred to by id, and as what
    "sources": ("source",),
    "parties": ("party", ACTOR),
    "politicians": (ACTOR,),
    "proposals": ("proposal",),
}
_UNTOLD = {
    "locator",
    "quotation",
    "speaker",
    "hedge",
    "note",
    "vote",
    "coder",
}  # what no answer goes by
_TOLD = {"parties": {"seats"}, "politicians": {"party"}, "proposals": {"topic"}}  # what is


@attrs.frozen(slots=False)
class Relevant:
    """The changed facts between two cases, and what each can matter to."""

    old: Coalition
    new: Coalition
    facts: Sequence[ChangedFact]

    def proposals(self, question: Question) -> frozenset[str]:
        """Return the proposals that a question is about in either case."""
        if not question.on_topic:
            return frozenset((question.about,))
        held = (*self.old.proposals, *self.new.proposals)
        return frozenset(one.id for one in held if one.is_on(question.about))

    def to(self, question: Question) -> list[int]:
        """Return the places of the facts that can matter to a question."""
        asked = self.proposals(question)
        found = [place for one in asked for place in self._on.get(one, ())]
        if question.asked == "deadlock":
            found += [*self._stuck.get(question.about, ()), *self._late]
        for place in self._everywhere:
            fact = self.facts[place]
            item: Any = fact.after or fact.before
            match fact.place:
                case "parties" if question.on_topic:
                    matters = fact.kind != "changed"
                case "proposals":
                    matters = item.id in asked
                case "politicians":
                    matters = question.asked == "deadlock"
                case "as_of":
                    dated = self._seats_are_dated and not question.on_topic
                    matters = dated or question.asked == "deadlock"
                case _:
                    matters = True
            found += [place] * matters
        return sorted(dict.fromkeys(found))

    @cached_property
    def _material(self) -> list[int]:
        """The facts of which something changed that an answer may go by."""
        return [
            place
            for place, fact in enumerate(self.facts)
            if fact.place not in {"sources", "name", "title", "note", "extra"}
            if fact.kind != "changed"
            or (fact.place not in _TOLD and not _UNTOLD.issuperset(fact.fields or ("",)))
            or _TOLD.get(fact.place, set()) & {*fact.fields}
        ]

    @cached_property
    def _everywhere(self) -> list[int]:
        """The facts that are no statements."""
        pairs = ((place, self.facts[place]) for place in self._material)
        return [p for p, fact in pairs if not isinstance(fact.after or fact.before, Statement)]

    @cached_property
    def _on(self) -> dict[str, list[int]]:
        """The facts that are positions and comparisons, by proposal."""
        return self._by_proposal(Position, Comparison)

    @cached_property
    def _stuck(self) -> dict[str, list[int]]:
        """The facts that are statements of another kind, by proposal."""
        return self._by_proposal(Commitment, Outcome)

    def _by_proposal(self, *kinds: type[Statement]) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for place in self._material:
            item: Any = self.facts[place].after or self.facts[place].before
            proposal = item.proposal if type(item) in kinds else None
            if proposal is not None:
                found.setdefault(proposal, []).append(place)
        return found

    @cached_property
    def _seats_are_dated(self) -> bool:
        """Whether a party has other seats at the date of the one case than at that of the other."""
        days = [case.as_of and case.as_of.last for case in (self.old, self.new)]
        parties = (*self.old.parties, *self.new.parties)
        return any(
            len({one.seats_at(day) if day else one.seats for day in days}) > 1 for one in parties
        )

    @cached_property
    def _late(self) -> set[int]:
        """The statements that may be the last of the case, by which deadlines are judged."""
        if self.old.as_of and self.new.as_of:
            return set()
        both = last_word({*self.old.statements} & {*self.new.statements})
        held = ((place, f.before, f.after) for place, f in enumerate(self.facts))
        return {
            place
            for place, *items in held
            if last_word(one for one in items if isinstance(one, Statement)) > both
        }

    def needed(self, places: Sequence[int], most: int) -> dict[int, frozenset[int]]:
        """Return some facts and all that they need, each with those without which it makes no case.

        What is new needs what is new that it refers to; what is gone needs that nothing refers to
        it any more. Of more than `most`, none are returned.
        """
        found: dict[int, frozenset[int]] = {}
        todo = [*places]
        while todo and len(todo) <= most:
            start = todo.pop()
            reached, rest = {start}, [start]
            while rest and len(reached) <= most:
                more = self._needs(rest.pop()) - reached
                reached |= more
                rest += more
            found[start] = frozenset(reached)
            todo += reached - found.keys() - {*todo}
        return {} if todo or len(found) > most else found

    def _needs(self, place: int) -> set[int]:
        fact = self.facts[place]
        found = {self._come[name] for name in _named(fact.after) if name in self._come}
        if fact.kind == "removed":
            lost = (name for name in _called(fact) if name not in self._new)
            found.update(*(self._named_before.get(name, ()) for name in lost))
        return found

    @cached_property
    def _new(self) -> set[tuple[str, str]]:
        """What can be referred to in the new case."""
        return _names(self.new)

    @cached_property
    def _come(self) -> dict[tuple[str, str], int]:
        """What can be referred to in the new case alone, and the fact that brings it."""
        old = _names(self.old)
        added = ((place, f) for place, f in enumerate(self.facts) if f.kind == "added")
        return {name: place for place, f in added for name in _called(f) if name not in old}

    @cached_property
    def _named_before(self) -> dict[tuple[str, str], list[int]]:
        """The facts of which the old version refers to something."""
        found: dict[tuple[str, str], list[int]] = {}
        for place, fact in enumerate(self.facts):
            for name in dict.fromkeys(_named(fact.before)):
                found.setdefault(name, []).append(place)
        return found


def _names(case: Coalition) -> set[tuple[str, str]]:
    items = ((item, kinds) for place, kinds in _IDS.items() for item in getattr(case, place))
    return {(kind, item.id) for item, kinds in items for kind in kinds}


def _named(item: object) -> Iterator[tuple[str, str]]:
    """Yield what an item refers to."""
    if attrs.has(type(item)):
        yield from references(item)
        yield from (("source", source) for _, source in getattr(item, "source_of", ()))


def _called(fact: ChangedFact) -> list[tuple[str, str]]:
    """Return by what names others refer to what is new or gone."""
    item: Any = fact.after or fact.before
    return [(kind, item.id) for kind in _IDS.get(fact.place, ())]

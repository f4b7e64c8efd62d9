"""The facts that made an answer another: first enough of them, then the fewest."""

import math
from collections.abc import Callable, Hashable, Iterator
from functools import cached_property
from heapq import heapify, heappop, heappush
from typing import TypeAlias

import attrs

from coalition.answers.changes._questions import Question, Terms, answer, compared, weight
from coalition.answers.changes._relevant import Relevant
from coalition.answers.changes.changed_facts import LISTS, applied
from coalition.answers.doubt.certainty import Certainty
from coalition.errors import CoalitionError
from coalition.model.coalition import Coalition

Places: TypeAlias = tuple[int, ...]

_ITEMS = 100  # of a case that make a trial as much work as two
_WAYS = 4  # to fill in the unknown that are as much work as a trial


@attrs.define(slots=False)
class Reasons:
    """The places of the facts for which an answer is another, as far as they are found."""

    known: Relevant
    terms: Terms
    question: Question
    target: Hashable  # what it is in the new case
    spend: Callable[[int], object]
    places: Places = ()
    unique: bool | None = None
    _needed: dict[int, frozenset[int]] = attrs.field(factory=dict, init=False)
    _proven: bool = attrs.field(default=False, init=False)
    _unsure: bool = attrs.field(default=False, init=False)  # whether one that does not may do it
    _trial: int = attrs.field(default=0, init=False)  # the most work that one was

    @cached_property
    def _part(self) -> Coalition:
        return self.known.part(self.known.old, self.question)

    def find(self) -> None:
        """Find facts that do it, none of which can be left out last."""
        rest: Places = ()
        for relevant in (self.known.to(self.question), range(len(self.known.facts))):
            self.spend(len(relevant) // _ITEMS)
            self._needed = self.known.needed(relevant)
            rest = tuple(sorted(self._needed))
            if self._does(rest):
                self.places = rest
                break
        core: frozenset[int] = frozenset()
        while rest:
            low, high = -1, len(rest)  # the core does it with the first `high`, not with `low`
            while high - low > 1:
                middle = (low + high) // 2
                some = self._with_needs(core, rest[:middle])
                low, high = (low, middle) if self._does(some) else (middle, high)
            core = core.union(self._needed[rest[high - 1]]) if high else core
            rest = tuple(place for place in rest[: max(high - 1, 0)] if place not in core)
            self.places = self._with_needs(core, rest)

    @property
    def smallest(self) -> bool:
        """Whether no smaller set does it; none does not, as the answer is another."""
        return self._proven or len(self.places) == 1

    def work(self, step: int) -> int:
        """Return about how much work it is to try all smaller sets, or those as large as well."""
        sizes = range(1, len(self.places) + step)
        return self._trial * sum(math.comb(len(self._needed), size) for size in sizes)

    def prove(self) -> Iterator[None]:
        """Try all sets that are smaller; after a pause, those as large until another does it."""
        self._unsure = False
        heap = [(len(whole), tuple(sorted(whole))) for whole in {*self._needed.values()}]
        heapify(heap)
        seen = {chosen for _, chosen in heap}
        while heap and self.places:
            self.spend(len(self._needed) // _ITEMS)
            size, chosen = heappop(heap)
            if size >= len(self.places) and not self._proven:
                self._proven = True
                yield
            if size > len(self.places):
                break
            if chosen != self.places and self._does(chosen):
                if self._proven:
                    self.unique = False
                    return
                self.places, self._proven = chosen, True
                yield
            if self._unsure:
                return
            for whole in self._needed.values():
                grown = tuple(sorted(whole.union(chosen)))
                if len(grown) <= len(self.places) and grown not in seen:
                    seen.add(grown)
                    heappush(heap, (len(grown), grown))
        self._proven = self.unique = bool(self.places)

    def _with_needs(self, core: frozenset[int], rest: Places) -> Places:
        return tuple(sorted(core.union(*(self._needed[place] for place in rest))))

    def _does(self, places: Places) -> bool:
        """Tell whether some facts, put into the old case alone, make the answer what it is."""
        known, question, part = self.known, self.question, self._part
        facts, fit = known.within(question, places)
        self.spend(work := 1 + (_size(part) + len(places)) // _ITEMS)
        try:
            found = answer(applied(part, facts), question, self.terms)
            more = 5 + found.tried * weight(part) // _WAYS if isinstance(found, Certainty) else 0
            self._trial = max(self._trial, work + more)
            self.spend(more)
            if compared(found) != self.target:
                self._unsure |= isinstance(found, Certainty) and found.verdict == "undecided"
                return False
            if not fit:
                self.spend(_size(known.old) // _ITEMS)
                applied(known.old, (known.facts[place] for place in places))
        except CoalitionError:
            return False
        return True


def _size(case: Coalition) -> int:
    return sum(len(getattr(case, place)) for place in LISTS)

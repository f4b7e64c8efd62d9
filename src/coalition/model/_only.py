"""What a case says of some of its actors alone."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import attrs

from coalition.model.actors import Membership, Politician
from coalition.model.dates import PartialDate, read_date
from coalition.model.statements import (
    LINES,
    Commitment,
    Comparison,
    Meeting,
    Position,
    Remark,
    Statement,
)

_ABOUT: dict[type[Statement], tuple[str, ...]] = {  # who must be in, for a statement to be
    Position: ("actor",),
    Comparison: ("more", "less"),
    Commitment: ("by",),
    Remark: ("speaker",),
}
_NAMING = (
    *("speaker", "to", "participants", "at_times", "convened_by"),
    *("not_with", "not_without"),
)


@attrs.frozen
class Only:
    """The actors who are in: those named, and politicians for as long as a party named had them."""

    named: frozenset[str]
    people: Mapping[str, Politician]

    def has(self, actor: str, date: PartialDate) -> bool:
        """Tell whether an actor may have been in at a date."""
        stays = self.people[actor].memberships if actor in self.people else ()
        return actor in self.named or any(
            stay.party in self.named and stay.may_hold(date) for stay in stays
        )

    def politicians(self) -> Iterator[Politician]:
        """Yield the politicians who are or were in, with their time in the parties named."""
        for person in self.people.values():
            stays = tuple(self._stays(person))
            if stays or person.id in self.named:
                whole = stays == person.memberships
                yield person if whole else attrs.evolve(person, party=stays)

    def _stays(self, person: Politician) -> Iterator[Membership]:
        held = person.memberships
        for number, stay in enumerate(held, 1):
            if stay.party not in self.named:
                continue
            after = next((one for one in held[number:] if one.party != stay.party), None)
            if after and after.begins and after.party not in self.named and stay.until is None:
                # It has ended, which the next one would no longer tell.
                stay = attrs.evolve(stay, until=read_date(f"../{after.begins.last}"))  # noqa: PLW2901
            yield stay

    def statements(self, items: Iterable[Statement]) -> Iterator[Statement]:
        """Yield what is said of those who are in, and nothing of others.

        Of a rival who says it the note tells, as no actor of the case may. A red line goes with the
        party that it binds, and with the last of those whom it is about.
        """
        for said in items:
            if self._is_about(said):
                found = dict(self._changed(said))
                if found.keys() & LINES and not any(found.get(k, getattr(said, k)) for k in LINES):
                    continue
                yield attrs.evolve(said, **found) if found else said

    def _changed(self, said: Statement) -> Iterator[tuple[str, Any]]:
        """Yield the fields of a statement that name others, as they are without them."""
        for field in (field for field in _NAMING if hasattr(said, field)):
            names = getattr(said, field)
            if isinstance(names, tuple):
                kept: Any = tuple(actor for actor in names if self.has(actor, said.date))
            else:
                kept = names if names and self.has(names, said.date) else None
            if kept != names:
                yield field, kept
                if field == "speaker":
                    # not of which party, as the case of two actors may not know any more
                    who = self.people[names].name if names in self.people else names
                    told = f"Said by {who}."
                    yield "note", f"{said.note} {told}" if said.note else told

    def _is_about(self, said: Statement) -> bool:
        if isinstance(said, Meeting):
            met = (*said.participants, *said.at_times, *filter(None, [said.convened_by]))
            return not met or any(self.has(actor, said.date) for actor in met)
        if isinstance(said, Commitment) and said.kind == "red line":  # it goes with whom it binds
            person = self.people.get(said.by)
            return ((person and person.party_at(said.date)) or said.by) in self.named
        about = [getattr(said, field) for field in _ABOUT.get(type(said), ())]
        return all(actor is None or self.has(actor, said.date) for actor in about)

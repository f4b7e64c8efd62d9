"""Actors: parties, and the politicians and ministers in them."""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

import attrs
from attrs.converters import optional

from coalition.errors import Fault
from coalition.model import values
from coalition.model.checking import Checked, Refused, build, each, gathered
from coalition.model.dates import PartialDate, partial_date
from coalition.model.showing import Columns, Lists, Row

__all__ = ["Membership", "Minister", "Party", "Politician"]


@attrs.frozen(field_transformer=gathered)
class Party(Checked):
    """A party, or another body that takes positions as one.

    Parameters
    ----------
    id : str
        Short name by which everything else refers to the party; printed in answers.
    name : str or None
        Full name.
    seats : int or None
        Seats in the chamber that the case is about; None where unknown.
    source : str or None
        Id of the source of these facts.
    source_of : dict of str to str
        Fields that another source stands for, each with the id of that source.
    note : str or None
        Anything else a reader should know.
    """

    id: str = attrs.field(converter=values.ident)
    name: str | None = attrs.field(default=None, converter=optional(values.text))
    seats: int | None = attrs.field(default=None, converter=optional(values.count))
    source: str | None = attrs.field(default=None, converter=optional(values.ident), kw_only=True)
    source_of: tuple[tuple[str, str], ...] = attrs.field(
        default=(), converter=values.provenance, kw_only=True
    )
    note: str | None = attrs.field(default=None, converter=optional(values.text), kw_only=True)


@attrs.frozen(field_transformer=gathered)
class Membership(Checked):
    """A politician's time in a party.

    Parameters
    ----------
    party : str
        Id of the party.
    since, until : PartialDate or None
        First and last date; None where unknown or, for the last, not over.
    """

    party: str = attrs.field(converter=values.ident)
    since: PartialDate | None = attrs.field(
        default=None, converter=optional(partial_date), kw_only=True
    )
    until: PartialDate | None = attrs.field(
        default=None, converter=optional(partial_date), kw_only=True
    )

    def _contradictions(self) -> Iterable[Fault]:
        if self.since and self.until and self.until.is_before(self.since):
            yield Fault("until", f"{self.until} is before the membership begins ({self.since})")

    def is_before(self, other: "Membership") -> bool:
        """Tell whether this membership can have ended when `other` began."""
        if self.until is None or other.since is None:
            return False
        return self.until.first <= other.since.last


def memberships(
    value: str | Iterable[Membership | Mapping[str, Any]],
) -> tuple[Membership, ...]:
    """Accept the id of one party, or memberships, which must not overlap."""
    if isinstance(value, str):
        return (Membership(values.ident(value)),)
    stays = sorted(
        each(value, _membership), key=lambda stay: (stay.since is not None, str(stay.since))
    )
    for earlier, later in pairwise(stays):
        if not earlier.is_before(later):
            parties = f"{earlier.party} and {later.party}"
            raise Refused(f"in {parties} at once; say when one ended and the other began")
    return tuple(stays)


def _membership(value: Membership | Mapping[str, Any]) -> Membership:
    return value if isinstance(value, Membership) else build(Membership, value)


@attrs.frozen(field_transformer=gathered)
class Politician(Checked):
    """A politician, with the role that he or she has in the party.

    Parameters
    ----------
    id : str
        Short name by which everything else refers to the politician.
    name : str
        Full name.
    party : str or list of Membership
        Id of the party; or memberships one after the other, where the party changed.
    role : str or None
        Role in the party, such as party leader.
    source : str or None
        Id of the source of these facts.
    source_of : dict of str to str
        Fields that another source stands for, each with the id of that source.
    note : str or None
        Anything else a reader should know.
    """

    id: str = attrs.field(converter=values.ident)
    name: str = attrs.field(converter=values.text)
    memberships: tuple[Membership, ...] = attrs.field(
        default=(), converter=memberships, alias="party"
    )
    role: str | None = attrs.field(default=None, converter=optional(values.text), kw_only=True)
    source: str | None = attrs.field(default=None, converter=optional(values.ident), kw_only=True)
    source_of: tuple[tuple[str, str], ...] = attrs.field(
        default=(), converter=values.provenance, kw_only=True
    )
    note: str | None = attrs.field(default=None, converter=optional(values.text), kw_only=True)

    @classmethod
    def _columns(cls) -> Columns:
        """Give ministers and others the same columns, and the party one of its own."""
        columns = {field.name: field.type for field in attrs.fields(Minister)}
        return {"id": str, "name": str, "party": str} | columns | {"memberships": Lists}

    def _rows(self) -> Iterable[Row]:
        stays = tuple((stay.party, stay.since, stay.until) for stay in self.memberships)
        alone = stays in ((), ((self.party, None, None),))  # the party says it all
        held = {name: getattr(self, name, None) for name in self._columns()}
        return [tuple((held | {"memberships": None if alone else stays}).values())]

    @property
    def party(self) -> str | None:
        """Id of the party, the latest where it changed; None for a politician without one."""
        return self.memberships[-1].party if self.memberships else None

    def party_at(self, date: PartialDate) -> str | None:
        """Return the id of the party at a date, as far as dates tell; None where there was none."""
        for stay in reversed(self.memberships):
            begun = stay.since is None or not date.is_before(stay.since)
            if begun and not (stay.until and stay.until.is_before(date)):
                return stay.party
        return None


@attrs.frozen(field_transformer=gathered)
class Minister(Politician):
    """A politician with an office in the cabinet, and with a portfolio.

    Parameters
    ----------
    id, name, party, role, source, source_of, note
        As for `Politician`.
    office : str
        Office in the cabinet, such as prime minister or state secretary.
    portfolio : str or None
        What the office is about, such as Asylum.
    """

    office: str = attrs.field(converter=values.text, kw_only=True)
    portfolio: str | None = attrs.field(default=None, converter=optional(values.text), kw_only=True)

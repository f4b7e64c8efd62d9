"""Actors: parties, and the politicians and ministers in them; and what else they are called."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import attrs

from coalition.faults import Checked, Faults, ListOf, Refused, build, each, keep_refusals, optional
from coalition.model import checks
from coalition.model.dates import PartialDate, date_given, optional_date
from coalition.tables import Columns, Row


@attrs.frozen(field_transformer=keep_refusals)
class Identifier(Checked):
    """What a register calls a party or a politician.

    Parameters
    ----------
    identifier : str
        The number or the name there.
    scheme : str or None
        The register, such as wikidata.
    """

    identifier: str = attrs.field(converter=checks.text)
    scheme: str | None = attrs.field(default=None, converter=optional(checks.text))


@attrs.frozen(field_transformer=keep_refusals)
class OtherName(Checked):
    """A name that a party or a politician also has or had.

    Parameters
    ----------
    name : str
        The name.
    lang : str or None
        The language that it is in, as a tag such as et.
    since, until : PartialDate or None
        First and last date; None where unknown or, for the last, not over.
    note : str or None
        Anything else a reader should know, such as that it is a birth name.
    """

    name: str = attrs.field(converter=checks.text)
    lang: str | None = attrs.field(default=None, converter=optional(checks.text), kw_only=True)
    since: PartialDate | None = attrs.field(default=None, converter=optional_date, kw_only=True)
    until: PartialDate | None = attrs.field(default=None, converter=optional_date, kw_only=True)
    note: str | None = attrs.field(default=None, converter=optional(checks.text), kw_only=True)

    def _check(self, faults: Faults) -> None:
        if self.since and self.until and self.until.is_before(self.since):
            faults.note("until", f"{self.until} is before the name begins ({self.since})")


Identifiers: TypeAlias = tuple[Identifier, ...]
OtherNames: TypeAlias = tuple[OtherName, ...]


@attrs.frozen(field_transformer=keep_refusals)
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
    identifiers : list of Identifier
        What registers call the actor.
    other_names : list of OtherName
        Other names that the actor has or had.
    extra : dict or None
        What else the file that was read holds; kept as text in JSON.
    note : str or None
        Anything else a reader should know.
    """

    id: str = attrs.field(converter=checks.ident)
    name: str | None = attrs.field(default=None, converter=optional(checks.text))
    seats: int | None = attrs.field(default=None, converter=optional(checks.count))
    source: str | None = attrs.field(default=None, converter=optional(checks.ident), kw_only=True)
    source_of: checks.SourceOf = attrs.field(default=(), converter=checks.source_of, kw_only=True)
    identifiers: Identifiers = attrs.field(default=(), converter=ListOf[Identifier], kw_only=True)
    other_names: OtherNames = attrs.field(default=(), converter=ListOf[OtherName], kw_only=True)
    extra: str | None = attrs.field(default=None, converter=optional(checks.extra), kw_only=True)
    note: str | None = attrs.field(default=None, converter=optional(checks.text), kw_only=True)


@attrs.frozen(field_transformer=keep_refusals)
class Membership(Checked):
    """A politician's time in a party.

    Parameters
    ----------
    party : str
        Id of the party.
    since, until : PartialDate or None
        First and last date; None where unknown or, for the last, not over.
    earliest, latest : PartialDate or None
        Bounds for a first or a last date that is unknown, such as those of a parliamentary term.
    extra : dict or None
        What else the file that was read holds; kept as text in JSON.
    """

    party: str = attrs.field(converter=checks.ident)
    since: PartialDate | None = attrs.field(default=None, converter=optional_date, kw_only=True)
    until: PartialDate | None = attrs.field(default=None, converter=optional_date, kw_only=True)
    earliest: PartialDate | None = attrs.field(default=None, converter=optional_date, kw_only=True)
    latest: PartialDate | None = attrs.field(default=None, converter=optional_date, kw_only=True)
    extra: str | None = attrs.field(default=None, converter=optional(checks.extra), kw_only=True)

    @property
    def begins(self) -> PartialDate | None:
        """The first date, or else the earliest that it can be."""
        return self.since or self.earliest

    @property
    def ends(self) -> PartialDate | None:
        """The last date, or else the latest that it can be."""
        return self.until or self.latest

    def _check(self, faults: Faults) -> None:
        if self.since and self.until and self.until.is_before(self.since):
            faults.note("until", f"{self.until} is before the membership begins ({self.since})")

    def is_before(self, other: "Membership") -> bool:
        """Tell whether this membership can have ended when `other` began."""
        if self.ends is None or other.begins is None:
            return False
        return self.ends.first <= other.begins.last


def memberships(
    value: str | Iterable[Membership | Mapping[str, Any]],
) -> tuple[Membership, ...]:
    """Accept the id of one party, or memberships; those in two parties must not overlap."""
    if isinstance(value, str):
        return (Membership(checks.ident(value)),)
    stays = sorted(
        ListOf[Membership](value), key=lambda stay: (stay.begins is not None, str(stay.begins))
    )
    lasting: Membership | None = None  # of those in the party of the last one, the last to end
    for stay in stays:
        if lasting is None or lasting.is_before(stay):
            lasting = stay
        elif lasting.party != stay.party:
            parties = f"{lasting.party} and {stay.party}"
            raise Refused(f"in {parties} at once; say when one ended and the other began")
        elif lasting.ends and (stay.ends is None or stay.ends.last > lasting.ends.last):
            lasting = stay
    return tuple(stays)


@attrs.frozen(field_transformer=keep_refusals)
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
    source, source_of, identifiers, other_names, extra, note
        As for `Party`.
    """

    id: str = attrs.field(converter=checks.ident)
    name: str = attrs.field(converter=checks.text)
    memberships: tuple[Membership, ...] = attrs.field(
        default=(), converter=memberships, alias="party"
    )
    role: str | None = attrs.field(default=None, converter=optional(checks.text), kw_only=True)
    source: str | None = attrs.field(default=None, converter=optional(checks.ident), kw_only=True)
    source_of: checks.SourceOf = attrs.field(default=(), converter=checks.source_of, kw_only=True)
    identifiers: Identifiers = attrs.field(default=(), converter=ListOf[Identifier], kw_only=True)
    other_names: OtherNames = attrs.field(default=(), converter=ListOf[OtherName], kw_only=True)
    extra: str | None = attrs.field(default=None, converter=optional(checks.extra), kw_only=True)
    note: str | None = attrs.field(default=None, converter=optional(checks.text), kw_only=True)

    @classmethod
    def _columns(cls) -> Columns:
        """Give ministers and others the same columns, and the party one of its own."""
        columns = {field.name: field.type for field in attrs.fields(Minister)}
        return {"id": str, "name": str, "party": str} | columns

    def _rows(self) -> Iterable[Row]:
        held = {name: getattr(self, name, None) for name in self._columns()}
        if self.memberships == tuple(Membership(stay.party) for stay in self.memberships[-1:]):
            held["memberships"] = None  # the party says it all
        return [tuple(held.values())]

    @property
    def party(self) -> str | None:
        """Id of the party, the latest where it changed; None for a politician without one."""
        return self.memberships[-1].party if self.memberships else None

    def party_at(self, date: PartialDate | str) -> str | None:
        """Return the id of the party at a date, as far as is known; None where there was none."""
        day = date_given(date, "date")
        for stay in reversed(self.memberships):
            begun = stay.begins is None or not day.is_before(stay.begins)
            if begun and not (stay.ends and stay.ends.is_before(day)):
                return stay.party
        return None


@attrs.frozen(field_transformer=keep_refusals)
class Minister(Politician):
    """A politician with an office in the cabinet, and with a portfolio.

    Parameters
    ----------
    id, name, party, role, source, source_of, identifiers, other_names, extra, note
        As for `Politician`.
    office : str
        Office in the cabinet, such as prime minister or state secretary.
    portfolio : str or None
        What the office is about, such as Asylum.
    """

    office: str = attrs.field(converter=checks.text, kw_only=True)
    portfolio: str | None = attrs.field(default=None, converter=optional(checks.text), kw_only=True)


def politicians(items: Iterable[Politician | Mapping[str, Any]]) -> tuple[Politician, ...]:
    """Accept a list of politicians and ministers."""
    return each(items, _politician)


def _politician(item: Politician | Mapping[str, Any]) -> Politician:
    """Accept a politician; a table that names an office or a portfolio is a minister's."""
    if isinstance(item, Politician):
        return item
    minister = isinstance(item, Mapping) and not {"office", "portfolio"}.isdisjoint(item)
    return build(Minister if minister else Politician, item)

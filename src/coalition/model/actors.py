"""Actors: parties, and the politicians and ministers in them; and what held of them, and when."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

import attrs

from coalition.faults import (
    Checked,
    ListOf,
    Refused,
    build,
    columns_of,
    each,
    keep_refusals,
    optional,
)
from coalition.model import checks
from coalition.model.dates import Date, PartialDate, date_given, optional_date
from coalition.model.periods import Period, latest_at, one_after_other
from coalition.tables import Columns


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
class OtherName(Period):
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


Identifiers: TypeAlias = tuple[Identifier, ...]
OtherNames: TypeAlias = tuple[OtherName, ...]


@attrs.frozen(field_transformer=keep_refusals)
class Seats(Period):
    """The seats that a party had for a time.

    Parameters
    ----------
    number : int
        How many.
    since, until : PartialDate or None
        First and last date; None where unknown or, for the last, not over.
    source : str or None
        Id of the source of the number.
    """

    number: int = attrs.field(converter=checks.count)
    since: PartialDate | None = attrs.field(default=None, converter=optional_date, kw_only=True)
    until: PartialDate | None = attrs.field(default=None, converter=optional_date, kw_only=True)
    source: str | None = attrs.field(default=None, converter=optional(checks.ident), kw_only=True)


@attrs.frozen(field_transformer=keep_refusals)
class Role(Period):
    """A role or an office that a politician had for a time.

    Parameters
    ----------
    title : str
        What it was, such as party leader or prime minister.
    since, until : PartialDate or None
        First and last date; None where unknown or, for the last, not over.
    source : str or None
        Id of the source of it.
    """

    title: str = attrs.field(converter=checks.text)
    since: PartialDate | None = attrs.field(default=None, converter=optional_date, kw_only=True)
    until: PartialDate | None = attrs.field(default=None, converter=optional_date, kw_only=True)
    source: str | None = attrs.field(default=None, converter=optional(checks.ident), kw_only=True)


def seat_periods(value: int | Iterable[Seats | Mapping[str, object]] | None) -> tuple[Seats, ...]:
    """Accept a number of seats, or periods with the seats in each."""
    return one_after_other(value, Seats, checks.count)


def roles(value: str | Iterable[Role | Mapping[str, object]] | None) -> tuple[Role, ...]:
    """Accept a role, or roles one after the other."""
    return one_after_other(value, Role, checks.text)


def offices(value: str | Iterable[Role | Mapping[str, object]]) -> tuple[Role, ...]:
    """Accept an office, or offices one after the other, at least one."""
    if not (held := roles(value)):
        raise Refused("must be an office, or a list of them")
    return held


@attrs.frozen(field_transformer=keep_refusals)
class Party(Checked):
    """A party, or another body that takes positions as one.

    Parameters
    ----------
    id : str
        Short name by which everything else refers to the party; printed in answers.
    name : str or None
        Full name.
    seats : int or list of Seats or None
        Seats in the chamber that the case is about; or periods with the seats in each, where that
        changed. None where unknown.
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
    seat_periods: tuple[Seats, ...] = attrs.field(default=(), converter=seat_periods, alias="seats")
    source: str | None = attrs.field(default=None, converter=optional(checks.ident), kw_only=True)
    source_of: checks.SourceOf = attrs.field(default=(), converter=checks.source_of, kw_only=True)
    identifiers: Identifiers = attrs.field(default=(), converter=ListOf[Identifier], kw_only=True)
    other_names: OtherNames = attrs.field(default=(), converter=ListOf[OtherName], kw_only=True)
    extra: str | None = attrs.field(default=None, converter=optional(checks.extra), kw_only=True)
    note: str | None = attrs.field(default=None, converter=optional(checks.text), kw_only=True)

    @property
    def seats(self) -> int | None:
        """The number of seats, the latest where it changed; None where unknown."""
        return self.seat_periods[-1].number if self.seat_periods else None

    def seats_at(self, date: Date) -> int | None:
        """Return the number of seats at a date, as far as is known; None where it is not."""
        held = latest_at(self.seat_periods, date_given(date, "date"))
        return held.number if held else None


@attrs.frozen(field_transformer=keep_refusals)
class Membership(Period):
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
    source : str or None
        Id of the source of the membership.
    """

    party: str = attrs.field(converter=checks.ident)
    since: PartialDate | None = attrs.field(default=None, converter=optional_date, kw_only=True)
    until: PartialDate | None = attrs.field(default=None, converter=optional_date, kw_only=True)
    earliest: PartialDate | None = attrs.field(default=None, converter=optional_date, kw_only=True)
    latest: PartialDate | None = attrs.field(default=None, converter=optional_date, kw_only=True)
    extra: str | None = attrs.field(default=None, converter=optional(checks.extra), kw_only=True)
    source: str | None = attrs.field(default=None, converter=optional(checks.ident), kw_only=True)

    @property
    def begins(self) -> PartialDate | None:
        """The first date, or else the earliest that it can be."""
        return self.since or self.earliest

    @property
    def ends(self) -> PartialDate | None:
        """The last date, or else the latest that it can be."""
        return self.until or self.latest


def memberships(
    value: str | Iterable[Membership | Mapping[str, object]] | None,
) -> tuple[Membership, ...]:
    """Accept the id of one party, or memberships; those in two parties must not overlap."""
    return one_after_other(value, Membership, checks.ident)


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
    role : str or list of Role or None
        Role in the party, such as party leader; or roles one after the other, where it changed.
    source, source_of, identifiers, other_names, extra, note
        As for `Party`.
    """

    id: str = attrs.field(converter=checks.ident)
    name: str = attrs.field(converter=checks.text)
    memberships: tuple[Membership, ...] = attrs.field(
        default=(), converter=memberships, alias="party"
    )
    roles: tuple[Role, ...] = attrs.field(default=(), converter=roles, alias="role", kw_only=True)
    source: str | None = attrs.field(default=None, converter=optional(checks.ident), kw_only=True)
    source_of: checks.SourceOf = attrs.field(default=(), converter=checks.source_of, kw_only=True)
    identifiers: Identifiers = attrs.field(default=(), converter=ListOf[Identifier], kw_only=True)
    other_names: OtherNames = attrs.field(default=(), converter=ListOf[OtherName], kw_only=True)
    extra: str | None = attrs.field(default=None, converter=optional(checks.extra), kw_only=True)
    note: str | None = attrs.field(default=None, converter=optional(checks.text), kw_only=True)

    @classmethod
    def _columns(cls) -> Columns:
        """Give ministers and others the same columns."""
        return columns_of(Minister)

    @property
    def party(self) -> str | None:
        """Id of the party, the latest where it changed; None for a politician without one.

        Whose last membership has ended (`until`) has none. Where only the latest that it can end is
        known (`latest`), nothing says that it has.
        """
        last = self.memberships[-1] if self.memberships else None
        return last.party if last and last.until is None else None

    def party_at(self, date: Date) -> str | None:
        """Return the id of the party at a date, as far as is known; None where there was none."""
        held = latest_at(self.memberships, date_given(date, "date"))
        return held.party if held else None

    @property
    def role(self) -> str | None:
        """The role in the party, the latest where it changed; None where there is none."""
        return self.roles[-1].title if self.roles else None

    def role_at(self, date: Date) -> str | None:
        """Return the role at a date, as far as is known; None where there was none."""
        held = latest_at(self.roles, date_given(date, "date"))
        return held.title if held else None


@attrs.frozen(field_transformer=keep_refusals)
class Minister(Politician):
    """A politician with an office in the cabinet, and with a portfolio.

    Parameters
    ----------
    id, name, party, role, source, source_of, identifiers, other_names, extra, note
        As for `Politician`.
    office : str or list of Role
        Office in the cabinet, such as prime minister or state secretary; or offices one after the
        other, where it changed.
    portfolio : str or None
        What the office is about, such as Asylum.
    """

    offices: tuple[Role, ...] = attrs.field(converter=offices, alias="office", kw_only=True)
    portfolio: str | None = attrs.field(default=None, converter=optional(checks.text), kw_only=True)

    @property
    def office(self) -> str:
        """The office in the cabinet, the latest where it changed."""
        return self.offices[-1].title

    def office_at(self, date: Date) -> str | None:
        """Return the office at a date, as far as is known; None where there was none."""
        held = latest_at(self.offices, date_given(date, "date"))
        return held.title if held else None


def politicians(items: Iterable[Politician | Mapping[str, object]]) -> tuple[Politician, ...]:
    """Accept a list of politicians and ministers."""
    return each(items, _politician)


def _politician(item: Politician | Mapping[str, object]) -> Politician:
    """Accept a politician; a table that names an office or a portfolio is a minister's."""
    if isinstance(item, Politician):
        return item
    minister = isinstance(item, Mapping) and not {"office", "portfolio"}.isdisjoint(item)
    return build(Minister if minister else Politician, item)

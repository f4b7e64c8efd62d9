"""Facts that held for a time: seats, memberships, roles and offices, one after the other."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date as Day
from typing import Any, TypeVar

import attrs

from coalition.faults import Checked, Faults, ListOf, Refused
from coalition.model.dates import PartialDate

P = TypeVar("P", bound="Period")


class Period(Checked):
    """Base of what held for a time; its first field says what that was."""

    __slots__ = ()

    since: PartialDate | None
    until: PartialDate | None

    @property
    def held(self) -> str | int:
        """What held."""
        held: str | int = getattr(self, attrs.fields(type(self))[0].name)
        return held

    @property
    def begins(self) -> PartialDate | None:
        """The first date, or else the earliest that it can be."""
        return self.since

    @property
    def ends(self) -> PartialDate | None:
        """The last date, or else the latest that it can be."""
        return self.until

    def _check(self, faults: Faults) -> None:
        if self.since and self.until and self.until.is_before(self.since):
            faults.note("until", f"{self.until} is before it begins ({self.since})")

    def is_before(self, other: "Period") -> bool:
        """Tell whether this can have ended when `other` began."""
        if self.ends is None or other.begins is None:
            return False
        return self.ends.first <= other.begins.last

    def may_hold(self, date: PartialDate) -> bool:
        """Tell whether it may have held at some time of a date."""
        begun = self.begins is None or not date.is_before(self.begins)
        return begun and not (self.ends and self.ends.is_before(date))


def one_after_other(
    value: Any, cls: Callable[..., P], check: Callable[[Any], Any]
) -> tuple[P, ...]:
    """Accept what holds without dates, or periods; two in which other things hold must not overlap.

    `check` is that of what holds.
    """
    if value is None:
        return ()
    if isinstance(value, str) or not isinstance(value, Iterable):
        return (cls(check(value)),)
    made: tuple[P, ...] = ListOf[cls](value)  # type: ignore[valid-type]
    periods = sorted(made, key=_in_time)
    lasting: P | None = None  # of those of the same as the last one, the last to end
    for period in periods:
        if lasting is None or lasting.is_before(period):
            lasting = period
        elif lasting.held != period.held:
            both = f"{lasting.held} and {period.held}"
            raise Refused(f"cannot be {both} at once; say when one ended and the other began")
        elif lasting.ends and (period.ends is None or period.ends.last > lasting.ends.last):
            lasting = period
    return tuple(periods)


def _in_time(period: Period) -> tuple[Day, str]:
    """Return what puts periods in order, those of which the beginning is not known first."""
    return (period.begins.first, str(period.begins)) if period.begins else (Day.min, "")


def latest_at(periods: Sequence[P], date: PartialDate) -> P | None:
    """Return the latest period that may have held at a date; None where none did."""
    return next((one for one in reversed(periods) if one.may_hold(date)), None)

"""What else a party or a politician is called: in registers, before, in other languages."""

from typing import TypeAlias

import attrs

from coalition.faults import Checked, Faults, keep_refusals, optional
from coalition.model import checks
from coalition.model.dates import PartialDate, optional_date


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

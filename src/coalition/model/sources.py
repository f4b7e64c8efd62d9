"""Sources: what a fact was read in."""

import attrs

from coalition.faults import Checked, keep_refusals, optional
from coalition.model import checks
from coalition.model.dates import PartialDate, optional_date
from coalition.model.words import Attribution


@attrs.frozen(field_transformer=keep_refusals)
class Source(Checked):
    """What a fact was read in: a report, a record, a register.

    Parameters
    ----------
    id : str
        Short name by which facts refer to the source.
    title : str
        Title, or a description where it has none.
    publisher : str or None
        Who published it.
    date : PartialDate or None
        When it was published. In a file, a statement from it without a date has this one.
    attribution : {'stated', 'reported', 'measured', 'claimed', 'hearsay', 'inferred'} or None
        How what it says is known; in a file, that of a statement from it which does not say.
    url : str or None
        Where it can be read.
    note : str or None
        Anything else a reader should know.
    """

    id: str = attrs.field(converter=checks.ident)
    title: str = attrs.field(converter=checks.text)
    publisher: str | None = attrs.field(default=None, converter=optional(checks.text), kw_only=True)
    date: PartialDate | None = attrs.field(default=None, converter=optional_date, kw_only=True)
    attribution: Attribution | None = attrs.field(
        default=None, converter=optional(checks.attribution), kw_only=True
    )
    url: str | None = attrs.field(default=None, converter=optional(checks.text), kw_only=True)
    note: str | None = attrs.field(default=None, converter=optional(checks.text), kw_only=True)

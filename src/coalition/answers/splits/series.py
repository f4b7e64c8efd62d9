"""What changes over time: splits, and the agreement of two actors, period by period."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

import attrs

from coalition.answers.splits.split import Split, split
from coalition.errors import Fault, InvalidValue
from coalition.faults import Faults
from coalition.limits import all_or_nothing
from coalition.model.coalition import Coalition
from coalition.model.dates import PartialDate
from coalition.sentences import counted
from coalition.stances.counted_statements import ties_of
from coalition.stances.from_positions import matrix_of
from coalition.stances.matrix import StanceMatrix
from coalition.tables import Columns, Row, Shown

_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@attrs.frozen
class PeriodSplit(Shown):
    """The split on the proposals of a period.

    Attributes
    ----------
    since, until : PartialDate
        The first and the last month, or year, of the period.
    proposals : int
        How many proposals fall in it.
    split : Split
        Who stood with whom.
    """

    since: PartialDate
    until: PartialDate
    proposals: int
    split: Split

    @classmethod
    def _columns(cls) -> Columns:
        period = {"since": PartialDate, "until": PartialDate, "proposals": int}
        return period | Split._columns()

    def _rows(self) -> Iterable[Row]:
        period = (self.since, self.until, self.proposals)
        return ((*period, *row) for row in self.split._rows())

    def __str__(self) -> str:
        return f"{_span(self.since, self.until)}: {self.split}"


@attrs.frozen
class PeriodAgreement(Shown):
    """How far two actors agreed in a period.

    Attributes
    ----------
    since, until : PartialDate
        As for `PeriodSplit`.
    actors : tuple of str
        Who.
    shared : int
        On how many proposals both have a stance.
    mean : Fraction or None
        Their agreement on one proposal, on average: from -1 to 1. None where they share none.
    """

    since: PartialDate
    until: PartialDate
    actors: tuple[str, str]
    shared: int
    mean: Fraction | None

    def __str__(self) -> str:
        span, (one, other) = _span(self.since, self.until), self.actors
        if self.mean is None:
            return f"{span}: {one} and {other} share no proposal"
        proposals = counted(self.shared, "proposal")
        return f"{span}: {one} and {other} agree by {self.mean} on {proposals}"


def _span(since: PartialDate, until: PartialDate) -> str:
    return str(since) if since == until else f"{since} to {until}"


@all_or_nothing
def split_series(
    source: Coalition | StanceMatrix,
    topic: str | None = None,
    *,
    actors: Iterable[str] | None = None,
    every: str = "month",
    window: int = 1,
    max_blocs: int | None = None,
) -> tuple[PeriodSplit, ...]:
    """Return the split in one period after the other.

    Parameters
    ----------
    source : Coalition or StanceMatrix
        What was said, or voted; proposals without a date are left out.
    topic, actors, max_blocs
        As for `split`.
    every : {'month', 'quarter', 'year'}
        How far each period begins after the one before.
    window : int
        How many of them a period takes in: with more than one, periods overlap.

    Returns
    -------
    tuple of PeriodSplit
        From the first proposal to the last, periods without a proposal too.

    Raises
    ------
    InvalidValue
        If no proposal has a date, or `every` or `window` makes no sense.
    UnknownTopic, UnknownActor, TooLarge
        As for `split`.

    Examples
    --------
    >>> import coalition as co
    >>> votes = co.StanceMatrix(
    ...     ("A", "B", "C"), ("p", "q"), [[1, 1], [1, -1], [-1, -1]],
    ...     dates=["2024-01", "2024-02-07"],
    ... )
    >>> for found in co.split_series(votes):
    ...     print(found)
    2024-01: C alone against A and B (agreement by chance included; see stability)
    2024-02: A alone against B and C (agreement by chance included; see stability)
    """
    matrix = matrix_of(source, topic, actors)
    return tuple(
        PeriodSplit(since, until, len(part.proposals), split(part, max_blocs=max_blocs))
        for since, until, part in _periods(matrix, every, window)
    )


def agreement_series(
    source: Coalition | StanceMatrix,
    one: str,
    other: str,
    topic: str | None = None,
    *,
    every: str = "month",
    window: int = 1,
) -> tuple[PeriodAgreement, ...]:
    """Return how far two actors agreed in one period after the other.

    Parameters
    ----------
    source : Coalition or StanceMatrix
        What was said, or voted; proposals without a date are left out.
    one, other : str
        Ids of the actors.
    topic, every, window
        As for `split_series`.

    Returns
    -------
    tuple of PeriodAgreement
        From the first proposal to the last, periods without a proposal too.

    Raises
    ------
    InvalidValue, UnknownTopic, UnknownActor
        As for `split_series`.

    Examples
    --------
    >>> import coalition as co
    >>> votes = co.StanceMatrix(
    ...     ("A", "B"), ("p", "q", "r"), [[1, 1, 0], [1, -1, 1]],
    ...     dates=["2024-01", "2024-02", "2024-02"],
    ... )
    >>> for found in co.agreement_series(votes, "A", "B", window=2):
    ...     print(found)
    2024-01 to 2024-02: A and B agree by 0 on 3 proposals
    """
    if one == other:
        raise InvalidValue((Fault("other", f"must be another actor than {one!r}"),))
    matrix = matrix_of(source, topic, (one, other))
    return tuple(
        PeriodAgreement(since, until, (one, other), *_agreement(part))
        for since, until, part in _periods(matrix, every, window)
    )


def _agreement(part: StanceMatrix) -> tuple[int, Fraction | None]:
    sums = ties_of(part)
    shared = int(sums.shared[0, 1])
    net = int(sums.agree[0, 1]) - int(sums.disagree[0, 1])
    return shared, Fraction(net, sums.scale * shared) if shared else None


def _periods(
    matrix: StanceMatrix, every: str, window: int
) -> Iterator[tuple[PartialDate, PartialDate, StanceMatrix]]:
    """Yield the first and the last month or year of each period, and what falls in it."""
    faults = Faults()
    if every not in _MONTHS:
        faults.note("every", f"must be one of {', '.join(_MONTHS)}, not {every!r}")
    if type(window) is not int or window < 1:
        faults.note("window", f"must be a whole number of at least 1, not {window!r}")
    if not any(matrix.dates):
        faults.note("dates", "no proposal has a date")
    faults.raise_if_any()
    step = _MONTHS[every]
    days = [day for date in matrix.dates if date for day in (date.first, date.last)]
    start, end = ((day.year * 12 + day.month - 1) // step for day in (min(days), max(days)))
    for first in range(start, max(start, end - window + 1) + 1):
        since, until = _month(first * step), _month((first + window) * step - 1)
        if every == "year":
            since, until = PartialDate(since.year), PartialDate(until.year)
        yield since, until, matrix.select(since=since, until=until)


def _month(number: int) -> PartialDate:
    return PartialDate(number // 12, number % 12 + 1)

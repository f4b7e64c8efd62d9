"""What changes over time: splits, and the agreement of two actors, period by period."""

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import Any

import attrs

from coalition.answers.splits.split import Split, split
from coalition.answers.terms import on_terms
from coalition.characters import nfc
from coalition.errors import Fault, InvalidValue
from coalition.faults import Faults
from coalition.graph.agreed_ties import agreed_ties
from coalition.limits import all_or_nothing
from coalition.model import checks
from coalition.model.dates import PartialDate
from coalition.model.words import Every
from coalition.sentences import counted, short
from coalition.stances.agreement import MEAN, USUAL, Agreement, chosen, restricted
from coalition.stances.counted_statements import compared
from coalition.stances.from_positions import Stances, given, matrix_of
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
        Their agreement on one proposal, on average: from -1 to 1. None where they share none, or
        fewer than are asked for.
    agreement : Agreement
        How agreement was counted.
    expected : float or None
        Under a null model: what the mean is by chance. None without one; so are the next two.
    p_value : float or None
        The p-value of the mean, two-sided.
    sign : int or None
        1 or -1 where the mean is beyond chance, above or below it; else 0.
    """

    since: PartialDate
    until: PartialDate
    actors: tuple[str, str]
    shared: int
    mean: Fraction | None
    agreement: Agreement = USUAL
    expected: float | None = None
    p_value: float | None = None
    sign: int | None = None

    def __str__(self) -> str:
        span, (one, other) = _span(self.since, self.until), self.actors
        proposals = counted(self.shared, "proposal") if self.shared else "no proposal"
        if self.mean is None:
            return f"{span}: {one} and {other} share {proposals}"
        found = f"{span}: {one} and {other} agree by {short(self.mean)} on {proposals}"
        if self.sign is not None:
            than = {1: "more than", 0: "as may be by", -1: "less than"}[self.sign]
            found += f", {than} chance ({self.expected:.2f} expected, p {self.p_value:.2g})"
        return f"{found}{on_terms('refuse', [str(self.agreement)])}"


def _span(since: PartialDate, until: PartialDate) -> str:
    return str(since) if since == until else f"{since} to {until}"


@all_or_nothing
def split_series(
    source: Stances,
    topic: str | None = None,
    *,
    actors: Iterable[str] | None = None,
    every: Every = "month",
    window: int = 1,
    max_blocs: int | None = None,
    agreement: Agreement | None = None,
) -> tuple[PeriodSplit, ...]:
    """Return the split in one period after the other.

    Parameters
    ----------
    source : Coalition or StanceMatrix
        What was said, or voted; proposals without a date, or with an open one, are left out.
    topic, actors, max_blocs
        As for `split`.
    every : {'month', 'quarter', 'year'}
        How far each period begins after the one before.
    window : int
        How many of them a period takes in: with more than one, periods overlap.
    agreement : Agreement, optional
        How agreement is counted. A null model is of each period by itself.

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
    source = given(source, "split_series")
    matrix = matrix_of(source, topic, actors)
    rule = chosen(agreement, {}, source, matrix)

    def found(part: StanceMatrix) -> Split:
        return split(part, max_blocs=max_blocs, agreement=restricted(rule, part))

    return tuple(
        PeriodSplit(since, until, len(part.proposals), found(part))
        for since, until, part in _periods(matrix, every, window)
    )


def agreement_series(
    source: Stances,
    one: str,
    other: str,
    topic: str | None = None,
    *,
    every: Every = "month",
    window: int = 1,
    agreement: Agreement | None = None,
) -> tuple[PeriodAgreement, ...]:
    """Return how far two actors agreed in one period after the other.

    Parameters
    ----------
    source : Coalition or StanceMatrix
        What was said, or voted; proposals without a date, or with an open one, are left out.
    one, other : str
        Ids of the actors.
    topic, every, window
        As for `split_series`.
    agreement : Agreement, optional
        How agreement is counted. What depends on the other actors, the mean distance and what
        chance gives, is that of all parties, or all actors of a matrix. Each period is tested by
        itself; of twenty, one seems beyond chance at the level 0.05.

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
    source = given(source, "agreement_series")
    if one == other:
        raise InvalidValue((Fault("other", f"must be another actor than {one!r}"),))
    matrix = matrix_of(source, topic, (one, other))
    rule = chosen(agreement, {}, source, matrix)
    if rule.null_model is not None or rule.agree_within == MEAN:
        everybody = matrix_of(source, topic, None).actors
        matrix = matrix_of(source, topic, (*everybody, one, other))
    return tuple(
        PeriodAgreement(since, until, (one, other), **_agreement(part, (one, other), rule))
        for since, until, part in _periods(matrix, every, window)
    )


def _agreement(
    matrix: StanceMatrix, actors: tuple[str, str], agreement: Agreement
) -> dict[str, Any]:
    """Return what is known of the agreement of two actors of a matrix."""
    agreement = restricted(agreement, matrix)
    ties = agreed_ties(matrix, agreement)
    pair = tuple(sorted(matrix.actors.index(nfc(actor)) for actor in actors))
    shared = int(ties.sums.shared[pair])
    found: dict[str, Any] = {"shared": shared, "mean": None, "agreement": agreement}
    if shared < agreement.min_shared:
        return found
    net = Fraction(int(ties.sums.agree[pair]) - int(ties.sums.disagree[pair]), ties.sums.scale)
    found["mean"] = net / compared(matrix.select(actors=actors), agreement)
    if ties.chance is not None:
        found["expected"] = float(2 * ties.chance.expected[pair] / shared - 1)
        found["p_value"] = float(ties.chance.p_value[pair])
        found["sign"] = int(ties.chance.sign[pair])
    return found


def _periods(
    matrix: StanceMatrix, every: Every, window: int
) -> Iterator[tuple[PartialDate, PartialDate, StanceMatrix]]:
    """Yield the first and the last month or year of each period, and what falls in it."""
    faults = Faults()
    with faults.at("every"):
        checks.choice(every, _MONTHS)
    if type(window) is not int or window < 1:
        faults.note("window", f"must be a whole number of at least 1, not {window!r}")
    dated = [date for date in matrix.dates if date and not date.open]
    if not dated:
        faults.note("dates", "no proposal has a date")
    faults.raise_if_any()
    step = _MONTHS[every]
    days = [day for date in dated for day in (date.first, date.last)]
    start, end = ((day.year * 12 + day.month - 1) // step for day in (min(days), max(days)))
    for first in range(start, max(start, end - window + 1) + 1):
        since, until = _month(first * step), _month((first + window) * step - 1)
        if every == "year":
            since, until = PartialDate(since.first.year), PartialDate(until.first.year)
        yield since, until, matrix.select(since=since, until=until)


def _month(number: int) -> PartialDate:
    return PartialDate(number // 12, number % 12 + 1)

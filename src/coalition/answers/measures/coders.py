"""How far coders agree: Krippendorff's alpha, Cohen's kappa, and where they differ."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date as Day
from fractions import Fraction
from itertools import chain, combinations, product
from math import lcm
from typing import Any, TypeAlias, get_args

import attrs

from coalition.answers.terms import but_for
from coalition.doors import taken
from coalition.faults import Faults
from coalition.model import checks
from coalition.model.coalition import Coalition
from coalition.model.current_statements import by_certainty, current
from coalition.model.dates import UNKNOWN, PartialDate, read_date
from coalition.model.merging import coders_of
from coalition.model.proposals import lineage, paths_of
from coalition.model.statements import Position
from coalition.model.words import Compared, Level, Span
from coalition.numbers import exact
from coalition.sentences import counted, listed
from coalition.stances.matrix import StanceMatrix
from coalition.tables import Columns, Lists, Row, Shown

Coding: TypeAlias = Coalition | StanceMatrix
_Unit: TypeAlias = tuple[str, str, PartialDate | None]
_Row: TypeAlias = tuple[Any, ...]  # the value of each coder for a unit, None where there is none

OF: dict[Compared, Callable[[Position], Any]] = {  # what is coded of a position, as a value
    "side": lambda said: said.side,
    "stance": lambda said: exact(said.stance),
    "attribution": lambda said: said.attribution,
}
LEVELS: tuple[Level, ...] = get_args(Level)
_QUARTERS = (("01", "03"), ("04", "06"), ("07", "09"), ("10", "12"))  # first and last month
PERIODS: dict[Span, Callable[[Day], str]] = {  # the period that a day is in
    "day": lambda day: f"{day}",
    "month": lambda day: f"{day}"[:7],
    "quarter": lambda day: "{0}-{1}/{0}-{2}".format(f"{day}"[:4], *_QUARTERS[(day.month - 1) // 3]),
    "year": lambda day: f"{day}"[:4],
}
_BY = ("actor", "proposal", "topic", "attribution")
_FEW = 50  # units below which a number is rough
_MOST = Fraction(4, 5)  # of the values, from which on one dominates


@attrs.frozen
class Difference(Shown):
    """What coders say of an actor and a proposal, where it is not the same.

    Attributes
    ----------
    actor, proposal : str
        Ids of the actor and the proposal.
    period : PartialDate or None
        The period; None where there is one for all.
    coders : tuple of str
        Who coded.
    values : tuple of tuple of str
        What each of them has: one value, none, or several where statements of one coder conflict.
    statements : tuple of tuple of Position
        The statements of each, the best known first.
    """

    actor: str
    proposal: str
    period: PartialDate | None
    coders: tuple[str, ...]
    values: Lists
    statements: tuple[tuple[Position, ...], ...]

    def __str__(self) -> str:
        pairs = zip(self.coders, self.values, strict=True)
        said = ", ".join(f"{listed(values)} ({coder})" for coder, values in pairs if values)
        span = f", {self.period.worded}" if self.period else ""
        return f"{self.actor} on {self.proposal}{span}: {said}"


@attrs.frozen
class CodedPart(Shown):
    """How far coders agree on a part of what they coded.

    Attributes
    ----------
    name : str
        The actor, the proposal, the topic or the attribution that it is of.
    units, alpha, kappa, agreed
        As for `CoderAgreement`.
    """

    name: str
    units: int
    alpha: Fraction | None
    kappa: Fraction | None
    agreed: Fraction | None

    def __str__(self) -> str:
        return f"{self.name}: {_measured(self)} on {counted(self.units, 'unit')}"


@attrs.frozen
class CoderAgreement(Shown):
    """How far coders agree, and where they differ.

    Attributes
    ----------
    coders : tuple of str
        Who coded.
    of : {'side', 'stance', 'attribution'}
        What was compared.
    level : {'nominal', 'ordinal', 'interval', 'ratio'}
        By what difference.
    period : {'day', 'month', 'quarter', 'year'} or None
        What a unit spans.
    units : int
        How many units two coders or more have a value for. Only these are compared.
    alpha : Fraction or None
        Krippendorff's alpha: 1 where all agree, 0 where they do as by chance, below 0 where less.
        None where there is no unit to compare, or all values are the same.
    kappa : Fraction or None
        Cohen's kappa, of two coders and at the nominal level; else None. Also None where there is
        no unit to compare, or both have the same value throughout.
    agreed : Fraction or None
        The share of pairs of values of one unit that are the same: of two coders, the share of the
        units. None where there is no unit to compare.
    commonest : tuple of str
        The value that is the most frequent in the units compared, or those that are.
    share : Fraction or None
        How large a part of the values it is; None where there are none.
    differences : tuple of Difference
        The units on which coders differ.
    unpaired : tuple of Difference
        The units for which one coder alone has statements. They are no agreement.
    conflicting : tuple of Difference
        The units in which statements of one coder conflict: there it has no value.
    undated : tuple of Position
        Statements that are dated too roughly for the period, or not at all.
    by_actor, by_proposal, by_topic, by_attribution : tuple of CodedPart
        The same of parts, in order of name. A unit counts for all topics of its proposal and those
        above them, and for every attribution that a coder has for it.
    left_out : tuple of Position
        Positions that `Coalition.at` left out of a coding: they may be later.
    """

    coders: tuple[str, ...]
    of: Compared
    level: Level
    period: Span | None
    units: int
    alpha: Fraction | None
    kappa: Fraction | None
    agreed: Fraction | None
    commonest: tuple[str, ...]
    share: Fraction | None
    differences: tuple[Difference, ...] = attrs.field(repr=False)
    unpaired: tuple[Difference, ...] = attrs.field(repr=False)
    conflicting: tuple[Difference, ...] = attrs.field(repr=False)
    undated: tuple[Position, ...] = attrs.field(repr=False)
    by_actor: tuple[CodedPart, ...] = attrs.field(repr=False)
    by_proposal: tuple[CodedPart, ...] = attrs.field(repr=False)
    by_topic: tuple[CodedPart, ...] = attrs.field(repr=False)
    by_attribution: tuple[CodedPart, ...] = attrs.field(repr=False)
    left_out: tuple[Position, ...] = attrs.field(default=(), repr=False)

    @classmethod
    def _columns(cls) -> Columns:
        return {"by": str, **CodedPart._columns()}

    def _rows(self) -> Iterable[Row]:
        """Give a row to the whole, and one to each part."""
        yield None, None, self.units, self.alpha, self.kappa, self.agreed
        for by in _BY:
            for part in getattr(self, f"by_{by}"):
                yield by, *attrs.astuple(part)

    @property
    def found_by_one(self) -> dict[str, int]:
        """How many units each coder alone has statements for."""
        made = chain.from_iterable(
            zip(one.coders, one.values, strict=True) for one in self.unpaired
        )
        found = Counter(who for who, values in made if values)
        return {who: found[who] for who in self.coders}

    def __str__(self) -> str:
        about = f"{listed(self.coders)} on {self.of}s"
        notes = []
        if not self.units:
            found = "no unit that two of them coded"
        elif self.alpha is None:
            same = f"every value is {self.commonest[0]!r} ({counted(self.units, 'unit')})"
            found = f"{same}, so agreement beyond chance is undefined"
        else:
            found = f"{_measured(self)} on {counted(self.units, 'unit')}"
            if self.units < _FEW:
                notes.append(f"fewer than {_FEW} units make a rough number")
            if self.share and self.share >= _MOST:
                much = f"{self.commonest[0]} is {_percent(self.share)} of all values"
                notes.append(f"{much}, which makes it low even where most agree")
        found_by = self.found_by_one.items()
        alone = [f"{counted(number, 'unit')} by {who}" for who, number in found_by if number]
        if alone:
            notes.append(f"found by one alone, and not compared: {listed(alone)}")
        if self.conflicting:
            units = counted(len(self.conflicting), "unit")
            notes.append(f"statements of one coder conflict in {units}")
        if self.undated:
            statements = counted(len(self.undated), "statement")
            notes.append(f"{statements} cannot be told to be of one {self.period}")
        return f"{'; '.join([f'{about}: {found}', *notes])}{but_for(self.left_out)}"


def _measured(found: CoderAgreement | CodedPart) -> str:
    """Say the numbers; what is undefined is."""
    level = f" ({found.level})" if isinstance(found, CoderAgreement) else ""
    alpha = "undefined" if found.alpha is None else f"{float(found.alpha):.3f}{level}"
    kappa = "" if found.kappa is None else f", kappa {float(found.kappa):.3f}"
    agreed = "" if found.agreed is None else f", {_percent(found.agreed)} the same"
    return f"alpha {alpha}{kappa}{agreed}"


def _percent(share: Fraction) -> str:
    """Return a share in percent, 100 and 0 for all and none only."""
    return f"{min(max(round(100 * share), share > 0), 100 - (share < 1))} %"


def coder_agreement(
    first: Coding | str,
    second: Coding | str,
    *others: Coding | str,
    of: Compared = "side",
    level: Level = "nominal",
    period: Span | None = None,
    names: Iterable[str] | None = None,
) -> CoderAgreement:
    """Return how far coders agree: alpha (Krippendorff 2011), kappa (Cohen 1960), differences.

    What is compared is an actor and a proposal in a period, a unit. Only units that two coders or
    more have a value for are compared: what one alone has found is counted apart, never as
    agreement. Actors and proposals are the same by their ids: a politician is not the party.

    Parameters
    ----------
    first, second, *others : Coalition or StanceMatrix
        The codings of the same talks, one of each coder. Of cases, their positions are compared;
        those of a matrix are the stances in it.
    of : {'side', 'stance', 'attribution'}
        What of a position is compared: for, neutral or against; the number; or how it is known, of
        several that say the same that of the best known.
    level : {'nominal', 'ordinal', 'interval', 'ratio'}
        By what difference: that of any two values is the same (nominal); or that of stances is
        their distance in rank, in number, or in number as a share of their sum. For a ratio, none
        may be negative.
    period : {'day', 'month', 'quarter', 'year'}, optional
        What a unit spans. The position of a coder is the latest from it; those from before do not
        last into it, and a statement dated too roughly is in none (`undated`). By default there is
        one period, and a coder's positions are the current ones.
    names : list of str, optional
        What the coders are called, as for `merge`.

    Returns
    -------
    CoderAgreement
        The numbers, exactly, and the units on which coders differ. Where one coder's own statements
        conflict in a unit, it has no value there. Few units make rough numbers, and where one value
        is by far the most frequent alpha and kappa can be low though most agree (Feinstein &
        Cicchetti 1990); the sentence says so. That fewer than 50 units are few is the rule of
        Lombard, Snyder-Duch & Bracken (2002).

    Raises
    ------
    InvalidValue
        If something is no coding, the level does not fit what is compared, or a word or the names
        make no sense.

    Examples
    --------
    >>> import coalition as co
    >>> ann = co.StanceMatrix(["VVD", "D66", "CU"], ["curb", "cap"], [[1, 1], [-1, -1], [1, -1]])
    >>> bob = co.StanceMatrix(["VVD", "D66"], ["curb", "cap"], [[1, 1], [1, -1]])
    >>> found = co.coder_agreement(ann, bob, names=["ann", "bob"])
    >>> found.alpha, found.kappa, found.units
    (Fraction(8, 15), Fraction(1, 2), 4)
    >>> for one in found.differences:
    ...     print(one)
    D66 on curb: against (ann), for (bob)
    """
    # 1. what the arguments mean
    takes = (Coalition, StanceMatrix), "a Coalition, a StanceMatrix"
    codings = [taken(one, *takes, "coder_agreement") for one in (first, second, *others)]
    called = coders_of(codings, names)
    faults = Faults()
    with faults.at("of"):
        checks.choice(of, OF)
    with faults.at("level"):
        checks.choice(level, LEVELS)
    with faults.at("period"):
        checks.choice("day" if period is None else period, PERIODS)
    if not faults and level != "nominal" and of != "stance":
        faults.note("level", f"{of}s have no distances: give 'nominal', or of='stance'")
    faults.raise_if_any("coder_agreement")

    # 2. the statements of each coder on each unit, the best known first, and their values
    held, undated = _held(codings, period)
    most = 1 if of == "attribution" else None  # that of the best known
    units: list[tuple[Difference, _Row]] = []
    for unit, coded in held.items():
        values = [[*dict.fromkeys(map(OF[of], said))][:most] for said in coded]
        row = tuple(known[0] if len(known) == 1 else None for known in values)
        told = tuple(tuple(map(str, known)) for known in values)
        units.append((Difference(*unit, called, told, tuple(map(tuple, coded))), row))
    least = min(_times(row for _, row in units), default=0) if level == "ratio" else 0
    if least < 0:
        faults.note("level", f"a ratio needs stances of 0 or more, and there is {least}")
    faults.raise_if_any("coder_agreement")

    # 3. the units that are a part of something
    topics = _topics(codings)

    def by(names: Callable[[Difference], Iterable[str]]) -> tuple[CodedPart, ...]:
        found: defaultdict[str, list[_Row]] = defaultdict(list)
        for unit, row in units:
            for name in names(unit):
                found[name].append(row)
        return tuple(CodedPart(name, **_numbers(found[name], level)) for name in sorted(found))

    # 4. the numbers
    rows = [row for _, row in units]
    times = _times(filter(_pairable, rows))
    often = max(times.values(), default=0)
    left_out = chain.from_iterable(coding.left_out for coding in codings)
    return CoderAgreement(
        called,
        of,
        level,
        period,
        commonest=tuple(sorted(str(value) for value, number in times.items() if number == often)),
        share=Fraction(often, times.total()) if times else None,
        differences=tuple(unit for unit, row in units if len({*row} - {None}) > 1),
        unpaired=tuple(unit for unit, _ in units if sum(map(bool, unit.values)) == 1),
        conflicting=tuple(unit for unit, _ in units if max(map(len, unit.values)) > 1),
        undated=undated,
        by_actor=by(lambda unit: [unit.actor]),
        by_proposal=by(lambda unit: [unit.proposal]),
        by_topic=by(lambda unit: topics[unit.proposal]),
        by_attribution=by(lambda unit: {said[0].attribution for said in unit.statements if said}),
        left_out=tuple(said for said in left_out if isinstance(said, Position)),
        **_numbers(rows, level),
    )


def _held(
    codings: Sequence[Coding], period: Span | None
) -> tuple[dict[_Unit, list[list[Position]]], tuple[Position, ...]]:
    """Return the statements of each coder on each unit, and those that are of no period."""
    made: defaultdict[_Unit, list[list[Position]]] = defaultdict(lambda: [[] for _ in codings])
    undated: list[Position] = []
    span = PERIODS[period] if period else lambda _: ""
    for number, coding in enumerate(codings):
        for said in _positions(coding, period):
            first, last = map(span, (said.date.first, said.date.last))
            if first != last or (period and said.date.open):
                undated.append(said)
            else:
                when = read_date(first) if period else None
                made[said.actor, said.proposal, when][number].append(said)
    for coded in made.values():
        last_of = (current(said, by.several) for said, by in zip(coded, codings, strict=True))
        coded[:] = [sorted(said, key=by_certainty) for said in last_of]
    ordered = sorted(made, key=lambda unit: [*map(str, unit)])
    return {unit: made[unit] for unit in ordered}, tuple(undated)


def _topics(codings: Iterable[Coding]) -> dict[str, set[str]]:
    """Return the topics of each proposal, and those above them, as any coder has them."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for coding in codings:
        if isinstance(coding, Coalition):
            filed: Iterable[Any] = ((one.id, one.topics) for one in coding.proposals)
        else:
            filed = zip(coding.proposals, map(paths_of, coding.topics), strict=False)
        for proposal, paths in filed:
            found[proposal].update(chain.from_iterable(map(lineage, paths)))
    return found


def _positions(coding: Coding, period: Span | None) -> Iterable[Position]:
    """Return what a coder has coded; of a matrix without statements, its stances as measured."""
    if isinstance(coding, Coalition):
        return coding.in_force if period is None else coding.positions
    if coding.positions:
        return coding.positions
    dates = dict(zip(coding.proposals, coding.dates, strict=False))
    return (
        Position(*at, stance, date=dates.get(at[1]) or UNKNOWN, attribution="measured")
        for at in product(coding.actors, coding.proposals)
        if (stance := coding.stance(*at)) is not None
    )


def _pairable(row: Iterable[Any]) -> bool:
    return sum(value is not None for value in row) > 1


def _times(rows: Iterable[Iterable[Any]]) -> Counter[Any]:
    """Return how many times each value comes."""
    return Counter(value for row in rows for value in row if value is not None)


def _numbers(rows: Iterable[_Row], level: Level) -> dict[str, Any]:
    """Return how many units can be compared, alpha, kappa, and the share of pairs that agree."""
    # 1. in a unit with m values there are m (m - 1) pairs, each of which counts 1 / (m - 1)
    alike = Counter(filter(_pairable, rows))
    units = [(_times([row]), number) for row, number in alike.items()]
    times = _times(alike.elements())
    number = times.total()

    def within(counts: Callable[[Counter[Any]], Fraction | int]) -> Fraction:
        shares = (n * Fraction(counts(unit), unit.total() - 1) for unit, n in units)
        return sum(shares, Fraction(0))

    # 2. alpha: what is observed of differences, and what is to be expected by chance
    apart = _apart(level, times)
    expected = apart(times)
    agreed = number - within(_unlike)

    # 3. kappa: the values of each coder apart
    kappa = None
    if level == "nominal" and all(len(row) == 2 for row in alike) and alike:  # noqa: PLR2004
        first, second = map(Counter, zip(*alike.elements(), strict=True))
        by_chance = Fraction(
            sum(n * second[value] for value, n in first.items()), alike.total() ** 2
        )
        if by_chance != 1:
            kappa = (agreed / number - by_chance) / (1 - by_chance)
    return {
        "units": alike.total(),
        "alpha": 1 - (number - 1) * within(apart) / expected if expected else None,
        "kappa": kappa,
        "agreed": agreed / number if number else None,
    }


def _unlike(times: Counter[Any]) -> int:
    """Return how many pairs of values, in either order, are not the same."""
    return times.total() ** 2 - sum(number**2 for number in times.values())


def _apart(level: Level, all_times: Counter[Any]) -> Callable[[Counter[Any]], Fraction | int]:
    """Return what sums the squared differences of all pairs of values, in either order.

    All are in one unit of measure, which alpha does not depend on, and so in whole numbers.
    """
    if level == "nominal":
        return _unlike
    scores: dict[Any, int] = {}
    whole, before = lcm(*(value.denominator for value in all_times)), 0
    for value in sorted(all_times):
        scores[value] = 2 * before + all_times[value] if level == "ordinal" else int(value * whole)
        before += all_times[value]

    def squares(times: Counter[Any]) -> int:
        single = sum(number * scores[value] for value, number in times.items())
        square = sum(number * scores[value] ** 2 for value, number in times.items())
        return 2 * (times.total() * square - single**2)

    def ratios(times: Counter[Any]) -> Fraction:
        by_sum: defaultdict[int, int] = defaultdict(int)
        for (one, often), (other, again) in combinations(times.items(), 2):
            a, b = scores[one], scores[other]
            by_sum[a + b] += often * again * (a - b) ** 2
        return sum((Fraction(2 * part, whole**2) for whole, part in by_sum.items()), Fraction(0))

    return ratios if level == "ratio" else squares

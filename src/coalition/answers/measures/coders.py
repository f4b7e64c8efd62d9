"""How far coders agree: Krippendorff's alpha, Cohen's kappa, and where they differ."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import chain, product
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
from coalition.model.words import ComparedOn, Level, Period
from coalition.numbers import exact
from coalition.sentences import counted, listed
from coalition.stances.matrix import StanceMatrix
from coalition.tables import Columns, Lists, Row, Shown

Coding: TypeAlias = Coalition | StanceMatrix
_Unit: TypeAlias = tuple[str, str, PartialDate | None]

OF: dict[str, Callable[[Position], Any]] = {  # what is coded of a position, as a value
    "side": lambda said: said.side,
    "stance": lambda said: exact(said.stance),
    "attribution": lambda said: said.attribution,
}
LEVELS = get_args(Level)
PERIODS = {"day": 0, "month": 1, "quarter": 3, "year": 12}  # in months
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
    of, level : str
        What was compared, and by what difference.
    period : str or None
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
    of: ComparedOn
    level: Level
    period: Period | None
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
            same = f"{self.commonest[0]} throughout {counted(self.units, 'unit')}"
            found = f"{same}, so that agreement beyond chance is undefined"
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
    of: ComparedOn = "side",
    level: Level = "nominal",
    period: Period | None = None,
    names: Iterable[str] | None = None,
) -> CoderAgreement:
    """Return how far coders agree: alpha (Krippendorff 2011), kappa (Cohen 1960), differences.

    What is compared is an actor and a proposal in a period, a unit. Only units that two coders or
    more have a value for are compared: what one alone has found is counted apart, never as
    agreement. Actors and proposals are the same by their ids.

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
        What a unit spans. The position of a coder is the latest in it. By default there is one
        period, and a coder's positions are the current ones.
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
    words = {
        "of": (of, OF),
        "level": (level, LEVELS),
        "period": ("day" if period is None else period, PERIODS),
    }
    for place, (word, choices) in words.items():
        with faults.at(place):
            checks.choice(word, choices)
    if not faults and level != "nominal" and of != "stance":
        faults.note("level", f"{of}s have no distances: give 'nominal', or of='stance'")
    faults.raise_if_any("coder_agreement")

    # 2. the statements of each coder on each unit, the best known first, and their values
    held, undated = _held(codings, period)
    most = 1 if of == "attribution" else None  # that of the best known
    values = {
        unit: [[*dict.fromkeys(map(OF[of], said))][:most] for said in coded]
        for unit, coded in held.items()
    }
    rows = {
        unit: [known[0] if len(known) == 1 else None for known in coded]
        for unit, coded in values.items()
    }
    given = [value for row in rows.values() for value in row if value is not None]
    if level == "ratio" and min(given, default=0) < 0:
        faults.note("level", f"a ratio needs stances of 0 or more, and there is {min(given)}")
    faults.raise_if_any("coder_agreement")

    # 3. the units on which they differ, and those that are a part of something
    def those(wanted: Callable[[_Unit], bool]) -> tuple[Difference, ...]:
        return tuple(
            Difference(
                *unit,
                called,
                tuple(tuple(map(str, known)) for known in values[unit]),
                tuple(map(tuple, held[unit])),
            )
            for unit in held
            if wanted(unit)
        )

    topics = _topics(codings)
    parts: dict[str, Callable[[_Unit], Iterable[str]]] = {
        "actor": lambda unit: [unit[0]],
        "proposal": lambda unit: [unit[1]],
        "topic": lambda unit: topics[unit[1]],
        "attribution": lambda unit: {said[0].attribution for said in held[unit] if said},
    }

    def by(part: str) -> tuple[CodedPart, ...]:
        found: defaultdict[str, list[list[Any]]] = defaultdict(list)
        for unit, row in rows.items():
            for name in parts[part](unit):
                found[name].append(row)
        return tuple(CodedPart(name, **_numbers(found[name], level)) for name in sorted(found))

    # 4. the numbers
    times = _times(filter(_pairable, rows.values()))
    often = max(times.values(), default=0)
    left_out = chain.from_iterable(coding.left_out for coding in codings)
    return CoderAgreement(
        called,
        of,
        level,
        period,
        commonest=tuple(sorted(str(value) for value, number in times.items() if number == often)),
        share=Fraction(often, times.total()) if times else None,
        differences=those(lambda unit: len({*rows[unit]} - {None}) > 1),
        unpaired=those(lambda unit: sum(map(bool, values[unit])) == 1),
        conflicting=those(lambda unit: any(len(known) > 1 for known in values[unit])),
        undated=undated,
        by_actor=by("actor"),
        by_proposal=by("proposal"),
        by_topic=by("topic"),
        by_attribution=by("attribution"),
        left_out=tuple(said for said in left_out if isinstance(said, Position)),
        **_numbers(rows.values(), level),
    )


def _held(
    codings: Sequence[Coding], period: Period | None
) -> tuple[dict[_Unit, list[list[Position]]], tuple[Position, ...]]:
    """Return the statements of each coder on each unit, and those that are of no period."""
    made: defaultdict[_Unit, list[list[Position]]] = defaultdict(lambda: [[] for _ in codings])
    undated: list[Position] = []
    for number, coding in enumerate(codings):
        for said in _positions(coding, period):
            when = None if period is None else _period(said.date, PERIODS[period])
            if period is not None and when is None:
                undated.append(said)
            else:
                made[said.actor, said.proposal, when][number].append(said)
    for said_of in made.values():
        for number, coding in enumerate(codings):
            last = current(said_of[number], coding.several)
            said_of[number] = sorted(last, key=by_certainty)
    ordered = sorted(made, key=lambda unit: (*unit[:2], unit[2].in_time if unit[2] else ()))
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


def _positions(coding: Coding, period: Period | None) -> Iterable[Position]:
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


def _period(date: PartialDate, months: int) -> PartialDate | None:
    """Return the period of so many months, or the day, in which a date surely is; None if in none.

    A quarter is an interval of two months.
    """
    if not months:
        return read_date(date.first) if date.first == date.last else None
    ends = [(day.year * 12 + day.month - 1) // months * months for day in (date.first, date.last)]
    if date.open or ends[0] != ends[1]:
        return None
    year, month = divmod(ends[0], 12)
    if months == PERIODS["year"]:
        return PartialDate(year)
    if months == 1:
        return PartialDate(year, month + 1)
    return read_date(f"{PartialDate(year, month + 1)}/{PartialDate(year, month + months)}")


def _pairable(row: Iterable[Any]) -> bool:
    return sum(value is not None for value in row) > 1


def _times(rows: Iterable[Iterable[Any]]) -> Counter[Any]:
    """Return how many times each value comes."""
    return Counter(value for row in rows for value in row if value is not None)


def _numbers(rows: Iterable[list[Any]], level: str) -> dict[str, Any]:
    """Return how many units can be compared, alpha, kappa, and the share of pairs that agree.

    Rows have a value of each coder for one unit, None where there is none.
    """
    # 1. coincidences: a unit with m values has m (m - 1) pairs, each of which counts 1 / (m - 1)
    paired = [row for row in rows if _pairable(row)]
    pairs: defaultdict[tuple[Any, Any], Fraction] = defaultdict(Fraction)
    for row in paired:
        values = _times([row])
        for one, other in product(values, values):
            times = values[one] * (values[other] - (one == other))
            pairs[one, other] += Fraction(times, values.total() - 1)
    times = _times(paired)
    number = times.total()

    # 2. alpha: what is observed of differences, and what is to be expected by chance
    apart = _distance(level, times)
    observed = sum(count * apart(*pair) for pair, count in pairs.items())
    expected = sum(times[a] * times[b] * apart(a, b) for a, b in product(times, times))
    agreed = sum((count for (a, b), count in pairs.items() if a == b), Fraction(0))

    # 3. kappa: the values of each coder apart
    kappa = None
    if level == "nominal" and paired and len(paired[0]) == 2:  # noqa: PLR2004
        first, second = (Counter(row[coder] for row in paired) for coder in (0, 1))
        by_chance = Fraction(sum(first[value] * second[value] for value in first), len(paired) ** 2)
        if by_chance != 1:
            kappa = (agreed / number - by_chance) / (1 - by_chance)
    return {
        "units": len(paired),
        "alpha": 1 - Fraction((number - 1) * observed) / expected if expected else None,
        "kappa": kappa,
        "agreed": agreed / number if number else None,
    }


def _distance(level: str, times: Mapping[Any, int]) -> Callable[[Any, Any], Fraction]:
    """Return the squared difference of two values, of which each comes so many times."""
    if level == "nominal":
        return lambda one, other: Fraction(one != other)
    if level == "ratio":
        return lambda one, other: ((one - other) / ((one + other) or 1)) ** 2
    if level == "interval":
        return lambda one, other: (one - other) ** 2
    ranks, before = {}, Fraction(0)
    for value in sorted(times):
        ranks[value] = before + Fraction(times[value], 2)
        before += times[value]
    return lambda one, other: (ranks[one] - ranks[other]) ** 2

"""Positions on scales of their own, with how much they matter and what stands behind them."""

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from functools import cached_property
from typing import Any

import attrs

from coalition.characters import nfc
from coalition.faults import Faults, number
from coalition.numbers import Number, exact, floats_in, plain
from coalition.sentences import counted, short
from coalition.tables import Columns, Row, Shown

_ENDS = "an issue and the two ends of its scale"
_HELD = "an issue and an actor, with its position, salience and power"


def _rows(given: Iterable[Iterable[str | Number | None]]) -> tuple[Any, ...]:
    """Keep rows as tuples, names in Unicode form NFC as everywhere."""
    return tuple(tuple(nfc(c) if isinstance(c, str) else c for c in row) for row in given)


def _each(given: Iterable[str | int | None]) -> tuple[Any, ...]:
    return tuple(given)


def _names(given: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(nfc, given))


@attrs.frozen(repr=False)
class Scales(Shown):
    """Where actors stand on issues, in the units of each issue, with salience and power.

    A collection has stances from -1 to 1, and no power. This has the numbers as they were given:
    5.6 is 5.6. Whatever takes a `StanceMatrix` takes it, unless it asks who is for and against: a
    scale has two ends, and neither is a yes. Where stances are counted, the lower end of each scale
    is -1 and the upper end 1, and every issue is a topic of its own name.

    Attributes
    ----------
    ends : tuple of (str, number, number)
        Each issue, with the lower and the upper end of its scale.
    held : tuple of (str, str, number, number or None, number or None)
        An issue and an actor, with the actor's position, salience and power on it; None for a
        salience or a power that is not known.
    actors : tuple of str
        Ids of all actors, those without a position too; by default, those who have one.
    seats : tuple of (int or None)
        Seats of each actor; empty where none are known. So is what follows.
    groups : tuple of (str or None)
        What each actor is in, such as a country or a family of parties.

    Raises
    ------
    InvalidValue
        If a scale does not begin below its end, or a position is beyond its ends, there already,
        or of nobody or nothing that is named; or what should be a number is none, or should be one
        for each and is not.
    """

    ends: tuple[tuple[str, Number, Number], ...] = attrs.field(converter=_rows)
    held: tuple[tuple[str, str, Number, Number | None, Number | None], ...] = attrs.field(
        converter=_rows
    )
    actors: tuple[str, ...] = attrs.field(converter=_names)
    seats: tuple[int | None, ...] = attrs.field(default=(), converter=_each)
    groups: tuple[str | None, ...] = attrs.field(default=(), converter=_each)

    @actors.default
    def _who_has_one(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(actor for _, actor, *_ in self.held))

    def __attrs_post_init__(self) -> None:
        for check in (self._check_sizes, self._check_issues, self._check_held):
            faults = Faults()
            check(faults)
            faults.raise_if_any("Scales")

    def _check_sizes(self, faults: Faults) -> None:
        for field, size, what in (("ends", 3, _ENDS), ("held", 5, _HELD)):
            if any(len(row) != size for row in getattr(self, field)):
                faults.note(field, f"must be rows of {what}")
        for field in ("seats", "groups"):
            if len(given := getattr(self, field)) not in {0, len(self.actors)}:
                one_each = f"must be one for each of {counted(len(self.actors), 'actor')}"
                faults.note(field, f"{one_each}, not {len(given)}")

    def _check_issues(self, faults: Faults) -> None:
        """Check the issues and the actors, which positions are of."""
        for name, *ends in self.ends:
            with faults.at(f"ends[{name!r}]"):
                low, high = map(number, ends)
                if low >= high:
                    faults.note(f"ends[{name!r}]", "must begin below its end")
        for field, names in (("ends", self.issues), ("actors", self.actors)):
            for name, times in Counter(names).items():
                if times > 1:
                    faults.note(field, f"{name!r} is there {times} times")

    def _check_held(self, faults: Faults) -> None:
        ends = {issue: (exact(low), exact(high)) for issue, low, high in self.ends}
        actors = set(self.actors)
        for (issue, actor), times in Counter(place[:2] for place in self.held).items():
            if times > 1:
                faults.note("held", f"{actor!r} has {times} positions on {issue!r}")
        for issue, actor, place, *weights in self.held:
            if issue not in ends or actor not in actors:
                faults.note("held", f"{actor!r} or {issue!r} is not among the actors and issues")
                continue
            with faults.at(f"held[{issue!r}, {actor!r}]"):
                if not ends[issue][0] <= number(place) <= ends[issue][1]:
                    beyond = f"{short(place)} of {actor!r} on {issue!r} is beyond its ends"
                    faults.note("held", beyond)
                for weight in weights:
                    if weight is not None:
                        number(weight, least=0)

    @property
    def issues(self) -> tuple[str, ...]:
        """The names of the issues."""
        return tuple(issue for issue, *_ in self.ends)

    @property
    def positions(self) -> dict[str, dict[str, Number]]:
        """For each issue, the position of each actor who has one."""
        return self._by_issue(0)

    @property
    def salience(self) -> dict[str, dict[str, Number]]:
        """For each issue, how much each of these actors cares, as far as it is known."""
        return self._by_issue(1)

    @property
    def power(self) -> dict[str, dict[str, Number]]:
        """For each issue, the power of each of these actors, as far as it is known."""
        return self._by_issue(2)

    @property
    def numbers(self) -> tuple[object, ...]:
        """All that it holds: where any number is a float, answers have floats, else fractions."""
        return self.ends, self.held

    def ends_of(self, issue: str) -> tuple[Fraction, Fraction]:
        """Return the lower and the upper end of the scale of an issue, exactly."""
        return self._ends[issue]

    @cached_property
    def _ends(self) -> dict[str, tuple[Fraction, Fraction]]:
        return {issue: (exact(low), exact(high)) for issue, low, high in self.ends}

    def on(self, low: Number, high: Number) -> "Scales":
        """Return the same with every issue on one scale, such as from 0 to 100."""
        bottom, length = exact(low), exact(high) - exact(low)
        floating = floats_in(self.numbers)

        def moved(issue: str, place: Number) -> Number:
            lower, upper = self._ends[issue]
            found = bottom + length * (exact(place) - lower) / (upper - lower)
            return plain(found) if floating else found

        return attrs.evolve(
            self,
            ends=tuple((issue, low, high) for issue in self.issues),
            held=tuple((one[0], one[1], moved(one[0], one[2]), *one[3:]) for one in self.held),
        )

    @classmethod
    def _columns(cls) -> Columns:
        numbers = dict.fromkeys(("position", "salience", "power"), Fraction)
        return {"issue": str, "actor": str, **numbers}

    def _rows(self) -> Iterable[Row]:
        return self.held

    def __repr__(self) -> str:
        counts = (
            counted(len(self.ends), "issue"),
            counted(len(self.actors), "actor"),
            counted(len(self.held), "position"),
        )
        return f"<Scales: {', '.join(counts)}>"

    def _by_issue(self, which: int) -> dict[str, dict[str, Number]]:
        """Return one of the three numbers that each actor has on an issue."""
        found: dict[str, dict[str, Number]] = {issue: {} for issue in self.issues}
        for issue, actor, *numbers in self.held:
            if (number := numbers[which]) is not None:
                found[issue][actor] = number
        return found

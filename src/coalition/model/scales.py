"""Positions on scales of their own, with how much they matter and what stands behind them."""

from collections.abc import Iterable
from fractions import Fraction

import attrs

from coalition.sentences import counted
from coalition.tables import Columns, Row, Shown


@attrs.frozen(repr=False)
class Scales(Shown):
    """Where actors stand on issues, in the units of each issue, with salience and power.

    A collection has stances from -1 to 1, and no power. This has the numbers as they were given, in
    the form that `exchanges_of` and, issue by issue, `compromise_of` take.

    Attributes
    ----------
    ends : tuple of (str, Fraction, Fraction)
        Each issue, with the lower and the upper end of its scale.
    held : tuple of (str, str, Fraction, Fraction, Fraction)
        An issue and an actor, with the actor's position, salience and power on it.
    """

    ends: tuple[tuple[str, Fraction, Fraction], ...]
    held: tuple[tuple[str, str, Fraction, Fraction, Fraction], ...]

    @property
    def positions(self) -> dict[str, dict[str, Fraction]]:
        """For each issue, the position of each actor who has one."""
        return self._by_issue(0)

    @property
    def salience(self) -> dict[str, dict[str, Fraction]]:
        """For each issue, how much each of these actors cares."""
        return self._by_issue(1)

    @property
    def power(self) -> dict[str, dict[str, Fraction]]:
        """For each issue, the power of each of these actors."""
        return self._by_issue(2)

    def on(self, low: int | Fraction, high: int | Fraction) -> "Scales":
        """Return the same with every issue on one scale, such as from 0 to 100."""
        ends = {issue: (lower, upper) for issue, lower, upper in self.ends}

        def moved(issue: str, place: Fraction) -> Fraction:
            lower, upper = ends[issue]
            return low + (high - low) * (place - lower) / (upper - lower)

        return Scales(
            tuple((issue, Fraction(low), Fraction(high)) for issue in ends),
            tuple(
                (issue, actor, moved(issue, place), cares, power)
                for issue, actor, place, cares, power in self.held
            ),
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
            counted(len({actor for _, actor, *_ in self.held}), "actor"),
            counted(len(self.held), "position"),
        )
        return f"<Scales: {', '.join(counts)}>"

    def _by_issue(self, which: int) -> dict[str, dict[str, Fraction]]:
        """Return one of the three numbers that each actor has on an issue."""
        found: dict[str, dict[str, Fraction]] = {issue: {} for issue, _, _ in self.ends}
        for issue, actor, *numbers in self.held:
            found[issue][actor] = numbers[which]
        return found

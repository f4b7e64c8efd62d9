"""An issue that actors bargain over: where each stands, how much it cares, and what it weighs."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property

import attrs

from coalition.answers.amounts import are_floats, mean_of, powers, total
from coalition.answers.scope import saliences_on, stances_on
from coalition.numbers import Number
from coalition.stances.matrix import StanceMatrix


@attrs.frozen
class Issue:
    """Positions, saliences and powers on one issue, and what follows from them."""

    name: str  # nothing where there is only one, of a scale of your own
    place: Mapping[str, Fraction]
    salience: Mapping[str, Fraction]
    power: Mapping[str, Fraction]
    weightless: tuple[str, ...] = ()  # who have a position, but no known salience or power
    floating: bool = False  # whether answers are in floats, as what was given

    @cached_property
    def weights(self) -> dict[str, Fraction]:
        """The salience of each actor times its power."""
        return {actor: self.salience[actor] * self.power[actor] for actor in self.place}

    @cached_property
    def sum(self) -> Fraction:
        """The weight of all actors."""
        return total(self.weights.values())

    @cached_property
    def outcome(self) -> Fraction:
        """What is expected: the weighted mean, where anybody weighs anything."""
        return mean_of(self.place, self.weights) or Fraction(0)

    def reach(self, mover: str, toward: str) -> Fraction:
        """Return how far the outcome can move: the mover goes all the way, or it is there."""
        way = abs(self.place[mover] - self.place[toward]) * self.weights[mover] / self.sum
        return min(way, abs(self.place[toward] - self.outcome))

    def moved(self, mover: str, toward: str, shift: Fraction) -> tuple[Fraction, Fraction]:
        """Return from where to where an actor moves so that the outcome shifts so far."""
        start = self.place[mover]
        distance = shift * self.sum / self.weights[mover]
        return start, start + (distance if self.place[toward] > start else -distance)

    def shifted(self, toward: str, shift: Fraction) -> Fraction:
        """Return the outcome after it has shifted so far toward an actor."""
        return self.outcome + (shift if self.place[toward] > self.outcome else -shift)

    def relief(self, actor: str, after: Fraction) -> Fraction:
        """Return by how much an actor is better off, in the units of its salience."""
        if actor not in self.place:
            return Fraction(0)
        before = abs(self.outcome - self.place[actor])
        return self.salience[actor] * (before - abs(after - self.place[actor]))


def issues_of(
    matrix: StanceMatrix, proposals: Iterable[str], power: Mapping[str, Number] | None
) -> list[Issue]:
    """Return proposals as issues on which those stand whose position and weight are known.

    Positions on scales are in the units of each issue.
    """
    floating = matrix.scales is not None and (matrix.scales.in_decimals or are_floats(power))
    issues = []
    for proposal in proposals:
        masses, known = powers(matrix, power, proposal), stances_on(matrix, proposal)
        salience = saliences_on(matrix, proposal, known)
        place = {a: here for a, here in known.items() if a in salience and a in masses}
        weightless = tuple(actor for actor in known if actor not in place)
        issues.append(Issue(proposal, place, salience, masses, weightless, floating))
    return issues

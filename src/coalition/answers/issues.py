"""An issue that actors bargain over: where each stands, how much it cares, and what it weighs."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from math import lcm

import attrs

from coalition.answers.amounts import by_name, completed, mean_of, seats_of, total
from coalition.answers.scope import salience_of
from coalition.errors import Fault, InvalidValue
from coalition.numbers import Number, exact, scaled
from coalition.sentences import listed
from coalition.stances.matrix import StanceMatrix


@attrs.frozen
class Issue:
    """Positions, saliences and powers on one issue, and what follows from them."""

    name: str  # nothing where there is only one, of a scale of your own
    place: Mapping[str, Fraction]
    salience: Mapping[str, Fraction]
    power: Mapping[str, Fraction]
    weightless: tuple[str, ...] = ()  # who have a position, but no known salience or power
    unknown: tuple[str, ...] = ()  # who have no known position

    @cached_property
    def weights(self) -> dict[str, Fraction]:
        """The salience of each actor times its power."""
        pairs = ((actor, self.salience[actor], self.power[actor]) for actor in self.place)
        return {actor: mass if care == 1 else care * mass for actor, care, mass in pairs}

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

    @cached_property
    def _whole(self) -> tuple[dict[str, tuple[int, int, int]], int, int]:
        """Where each stands, how far from the outcome, and how much it cares; and the two units."""
        (outcome, *places), unit = scaled([self.outcome, *self.place.values()])
        cares, of_care = scaled(map(self.salience.__getitem__, self.place))
        rows = zip(self.place, places, cares, strict=True)
        return {a: (at, abs(outcome - at), care) for a, at, care in rows}, unit, of_care

    def reliefs(self, after: Fraction) -> tuple[dict[str, int], int]:
        """Return by how much each is better off, in the units of its salience, and the unit."""
        held, unit, of_care = self._whole
        common = lcm(unit, after.denominator)
        more, there = common // unit, after.numerator * (common // after.denominator)
        better = {
            a: care * (far * more - abs(there - at * more)) for a, (at, far, care) in held.items()
        }
        return better, common * of_care


def issue_given(
    name: str,
    positions: Mapping[str, Number],
    salience: Mapping[str, Number] | None,
    power: Mapping[str, Number] | None,
) -> Issue:
    """Return an issue of numbers that a caller gives, for each actor or for none."""
    of = f"[{name!r}]" if name else ""
    place = by_name(positions, f"positions{of}")
    cares = completed(salience, place, f"salience{of}")
    return Issue(name, place, cares, completed(power, place, f"power{of}"))


def issues_of(
    matrix: StanceMatrix,
    proposals: Iterable[str],
    power: Mapping[str, Number] | None,
    *,
    salient: bool = True,
) -> list[Issue]:
    """Return proposals as issues on which those stand whose position and weight are known.

    Power is as given, else the seats, else 1 where no seats are known. Positions on scales are in
    the units of each issue, and have their own salience and power. Where issues are not salient,
    every salience is 1.

    Raises InvalidValue where the power of some is known and that of others is not.
    """
    scales = matrix.scales
    masses = _powers(matrix, power) if scales is None or power is not None else None
    tables = (scales.positions, scales.salience, scales.power) if scales else ()
    stances = [exact(float(level)) for level in matrix.cells.levels]
    issues = []
    for proposal in proposals:
        found = [
            {one: exact(table[proposal][one]) for one in matrix.actors if one in table[proposal]}
            for table in tables
        ]
        if scales is None:
            codes = matrix.cells.codes[:, matrix._place_of(proposal)].tolist()
            pairs = zip(matrix.actors, codes, strict=True)
            known = {actor: stances[code] for actor, code in pairs if code >= 0}
            found = [known, dict.fromkeys(known, Fraction(1)), {}]
            if matrix.positions:
                found[1] = {actor: salience_of(matrix, actor, proposal) for actor in known}
        known, cares, weighs = found
        weighs = weighs if masses is None else masses
        cares = cares if salient else dict.fromkeys(known, Fraction(1))
        place = {actor: here for actor, here in known.items() if actor in cares and actor in weighs}
        weightless = tuple(actor for actor in known if actor not in place)
        unknown = tuple(actor for actor in matrix.actors if actor not in known)
        issues.append(Issue(proposal, place, cares, weighs, weightless, unknown))
    return issues


def _powers(matrix: StanceMatrix, power: Mapping[str, Number] | None) -> dict[str, Fraction]:
    seats = seats_of(matrix)
    if power is not None or not seats:
        return completed(power, matrix.actors, "power")
    if missing := [actor for actor in matrix.actors if actor not in seats]:
        message = f"that of {listed(missing)} is not known; give power="
        raise InvalidValue((Fault("power", message),))
    return {actor: Fraction(held) for actor, held in seats.items()}

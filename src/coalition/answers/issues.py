"""An issue that actors bargain over: where each stands, how much it cares, and what it weighs."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property

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

    @cached_property
    def whole(self) -> "Whole":
        """The same in whole numbers."""
        (outcome, *places), unit = scaled([self.outcome, *self.place.values()])
        cares, of_care = scaled(map(self.salience.__getitem__, self.place))
        weights, _ = scaled(self.weights.values())
        place, care, weight = (
            dict(zip(self.place, column, strict=True)) for column in (places, cares, weights)
        )
        return Whole(place, outcome, unit, care, of_care, weight, sum(weights))


@attrs.frozen
class Whole:
    """An issue in whole numbers: so many of a place's unit make 1, and so many of a salience's."""

    place: Mapping[str, int]
    outcome: int
    unit: int
    care: Mapping[str, int]
    of_care: int
    weight: Mapping[str, int]
    sum: int

    def reach(self, mover: str, toward: str) -> int:
        """Return how far the outcome can move: the mover goes all the way, or it is there.

        It is in parts of the unit, each parted by the sum of the weights.
        """
        way = abs(self.place[mover] - self.place[toward]) * self.weight[mover]
        return min(way, abs(self.place[toward] - self.outcome) * self.sum)

    def moved(self, mover: str, toward: str, shift: Fraction) -> Fraction:
        """Return where an actor moves so that the outcome shifts so far."""
        times, parts = shift.as_integer_ratio()
        start, parts = self.place[mover], parts * self.weight[mover]
        way = times * self.sum * self.unit
        way = way if self.place[toward] > start else -way
        return Fraction(start * parts + way, parts * self.unit)

    def reliefs(self, toward: str, shift: Fraction) -> tuple[dict[str, int], int]:
        """Return by how much each is better off after a shift of the outcome, and in what unit.

        The units of all are those of their salience.
        """
        times, parts = shift.as_integer_ratio()
        way = times * self.unit
        after = self.outcome * parts + (way if self.place[toward] > self.outcome else -way)
        better = {
            a: care * (far * parts - abs(after - at * parts)) for a, at, far, care in self._stands
        }
        return better, parts * self.unit * self.of_care

    @cached_property
    def _stands(self) -> list[tuple[str, int, int, int]]:
        """Where each stands, how far from the outcome, and how much it cares."""
        pairs = self.place.items()
        return [(actor, at, abs(at - self.outcome), self.care[actor]) for actor, at in pairs]


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

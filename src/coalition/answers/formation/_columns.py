"""What coalitions come to: members, seats, range on issues, ties of disagreement, red lines."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import cache, cached_property, partial
from math import ceil
from typing import Any, TypeAlias

import attrs
import numpy as np

from coalition.answers.amounts import by_name, total
from coalition.answers.formation._best_sets import Column, Search, Winning, whole
from coalition.answers.formation._body import Array, Body, Lines, Marked, Supposed
from coalition.answers.formation.formation import SCALE
from coalition.answers.scope import chosen, salience_of
from coalition.errors import Fault, InvalidValue
from coalition.graph.agreed_ties import agreed_ties
from coalition.numbers import Number, as_given, exact, floats_in, scaled
from coalition.rules.vote import simplest
from coalition.stances import agreement as agreements
from coalition.stances.from_positions import matrix_of
from coalition.stances.matrix import StanceMatrix

Cost: TypeAlias = tuple[Array, Array]  # of sets, and what each party would add

_SUBJECT = "formations"
_GAP, _LOST = 1, 2  # of sets that are not connected, and of those of which that is not known


@attrs.frozen(eq=False)
class Places:
    """Where parties stand, as a mean over issues has it.

    Parameters
    ----------
    issues : tuple of str
        What they stand on.
    rows : array of whole numbers, shape (issues, parties)
        The place of each party, from 0 on, as much as the issue counts; of issues on which all
        stand alike, one row.
    lost : array of bool
        Who has no place on one of the issues.
    scale : int
        What distances must be divided by.
    floating : bool
        Whether numbers were given as floats.
    """

    issues: tuple[str, ...]
    rows: Array
    lost: Marked
    scale: int
    floating: bool

    @property
    def range(self) -> Column:
        """How far apart the outermost members are; not known where one has no place."""
        value = partial(_number, scale=self.scale, floating=self.floating)
        return Column(self._apart, int(self.rows.sum()), value, adds=False)

    def _apart(self, inside: Marked, _: Marked) -> Cost:
        lost = self.lost | (not self.issues)
        cost, reach = np.zeros((len(inside), 1), np.int64), np.zeros((1, 1), np.int64)
        for row, low, high in self._ends(inside):
            cost = cost + np.maximum(high - low, 0)
            reach = reach + np.maximum(high, row) - np.minimum(low, row)
        away, most = (inside & lost).any(axis=1, keepdims=True), self.rows.sum() + 1
        cost = np.where(away, most, cost)
        return cost[:, 0], np.where(away | lost, most, reach) - cost

    def gaps(self, inside: Marked, out: Marked) -> Array:
        """Mark the sets with a gap, and those with a member who has no place."""
        if len(self.issues) != 1:
            return np.full(len(inside), _LOST)
        ((row, low, high),) = self._ends(inside)
        gap = (out & ~self.lost & (low < row) & (row < high)).any(axis=1)
        return np.where((inside & self.lost).any(axis=1), _LOST, gap * _GAP)

    def _ends(self, inside: Marked) -> Iterable[tuple[Array, Array, Array]]:
        """Yield the places of each row, and the outermost that each set has there."""
        beyond = self.rows.max(initial=0) + 1
        for row in self.rows:
            low = np.where(inside, row, beyond).min(axis=1, keepdims=True)
            yield row, low, np.where(inside, row, -beyond).max(axis=1, keepdims=True)


def places_of(body: Body, scale: Mapping[str, Number] | str | Iterable[str] | None) -> Places:
    """Return where the parties stand on a scale, on issues, or on all that each of them is on."""
    if isinstance(scale, Mapping):
        read = by_name(scale, "scale")
        body.known(read)
        return _weighed(body, {SCALE: _On(read)}, floating=floats_in(scale))
    if body.source is None:
        if scale is not None:
            fault = Fault("scale", "there are no issues here; give a table from parties to places")
            raise InvalidValue((fault,), _SUBJECT)
        return _weighed(body, {}, floating=False)
    matrix, names = chosen(body.source, scale, None)
    found = {name: _on(body, matrix, name) for name in names}
    if scale is None and not (matrix.scales and len(names) == 1):
        found = {n: on for n, on in found.items() if len(on.places) == len(body.names)}
    return _weighed(body, found, floating=bool(matrix.scales and floats_in(matrix.scales.numbers)))


@attrs.frozen(eq=False)
class _On:
    """Where parties stand on an issue, how long its scale is, and how much all care together."""

    places: Mapping[str, Fraction]
    length: Fraction = Fraction(1)
    care: Fraction | None = None


def _on(body: Body, matrix: StanceMatrix, issue: str) -> _On:
    if matrix.scales is None:
        held = {name: matrix.stance(name, issue) for name in body.names}
        places = {name: exact(stance) for name, stance in held.items() if stance is not None}
        cares = [salience_of(matrix, name, issue) for name in places]
        length = Fraction(2)
    else:
        positions, salience = matrix.scales.positions[issue], matrix.scales.salience[issue]
        places = {name: exact(positions[name]) for name in body.names if name in positions}
        cares = [exact(salience[name]) for name in places if name in salience]
        low, high = matrix.scales.ends_of(issue)
        length = high - low
    return _On(places, length, total(cares) / len(cares) if cares else None)


def _weighed(body: Body, found: Mapping[str, _On], *, floating: bool) -> Places:
    """Return places on one scale as they are; on several, as shares by how much all care."""
    held = list(found.values())
    known = [on.care for on in held if on.care is not None]
    mean = total(known) / len(known) if known and total(known) else None
    cares = [Fraction(1) if mean is None else mean if on.care is None else on.care for on in held]
    rows: dict[tuple[Fraction, ...], Fraction] = {}  # those who stand alike count once
    for on, care in zip(held, cares, strict=True):
        unit = Fraction(1) if len(held) == 1 else care / total(cares) / on.length
        low = min(on.places.values(), default=Fraction(0))
        row = tuple(on.places.get(name, low) - low for name in body.names)
        rows[row] = rows.get(row, Fraction(0)) + unit
    numbers, scale = scaled(place * unit for row, unit in rows.items() for place in row)
    return Places(
        issues=tuple(found),
        rows=whole(numbers, 4 * sum(numbers)).reshape(len(rows), len(body.names)),
        lost=~body.marked(set(body.names).intersection(*(on.places for on in held))),
        scale=scale,
        floating=floating,
    )


def disagreement_of(
    body: Body, topic: str | None, agreement: agreements.Agreement | None, heaviest: int
) -> tuple[Column, Marked, Marked]:
    """Return what parties disagree on, on a topic, and pairs: not known, and agreeing on balance.

    Where it is not known of any, there is no disagreement to speak of, and no pair is named.
    """
    none = np.zeros((len(body.names),) * 2, np.bool_)
    if body.source is None:
        if topic is not None or agreement is not None:
            place = "topic" if topic is not None else "agreement"
            raise InvalidValue((Fault(place, "there are no positions here to agree on"),), _SUBJECT)
        return Column(partial(_paired, none * 1), -1, int), none, none
    matrix = matrix_of(body.source, topic, None)
    counted = agreements.chosen(agreement, {}, body.source, matrix)
    ties = agreed_ties(matrix, counted)
    among = np.ix_(*[[matrix.actors.index(name) for name in body.names]] * 2)
    against = np.maximum(np.where(ties.kept, -ties.net, 0), 0)
    shared = np.triu(ties.sums.shared >= counted.min_shared, 1)
    balanced = (ties.sums.disagree > 0) & (ties.net >= 0) & (ties.chance is None)
    pairs, known, level = ((table + table.T)[among] for table in (against, shared, balanced))
    together = int(pairs.sum())
    cost = partial(_paired, whole(pairs, together * heaviest))
    value = partial(_number, scale=ties.scale, floating=ties.floating)
    if not known.any():
        return Column(cost, -1, value), none, none
    return Column(cost, together, value), np.triu(~known, 1), level


@attrs.frozen(eq=False)
class Measures:
    """What sets of parties come to that win, or that do not.

    Parameters
    ----------
    body, wanted, lines, places, winning
        The parties, what is supposed of them, their red lines, where they stand, and which sets of
        them win.
    disagreement : Column
        What they disagree on.
    unknown, balanced : array of bool
        Pairs of which that is not known, and who disagree on something and not on balance.
    wins : bool
        Whether the sets are those that win.
    """

    body: Body
    wanted: Supposed
    lines: Lines
    places: Places
    winning: Winning
    disagreement: Column
    unknown: Marked
    balanced: Marked
    wins: bool

    @cached_property
    def columns(self) -> dict[str, Column]:
        """All columns that order, by name."""
        members, fewest = self.by_size
        held, needed = fewest.known, self.body.needed
        seats = fewest
        if not self.wins:
            short = 0 if needed is None else held + 1 - ceil(needed * self.scale)
            value = partial(_number, scale=-self.scale, less=held)
            seats = Column(self._lacking, held, value, least=short)
        surplus = attrs.evolve(
            seats,
            known=-1 if needed is None else held,
            value=lambda cost: simplest(Fraction(seats.value(cost)) - (needed or 0)),
        )
        return {
            "members": members,
            "seats": seats,
            "surplus": surplus,
            "minimal": _marks(self._superfluous, 1, lambda cost: self.wins and not cost),
            "fewest_members": self._fewest(members),
            "fewest_seats": self._fewest(fewest),
            "connected": _marks(self.places.gaps, _GAP, lambda cost: cost < _GAP),
            "range": self.places.range,
            "disagreement": self.disagreement,
            "red_lines": _marks(self._touching, len(self.lines.made), int),
        }

    @property
    def scale(self) -> int:
        """What seats are multiplied by to be whole numbers."""
        return scaled(held or 0 for held in self.body.seats)[1]

    @cached_property
    def by_size(self) -> tuple[Column, Column]:
        """Members and seats, the fewest first; those of unknown seats have more than all."""
        numbers, _ = scaled(held or 0 for held in self.body.seats)
        one, held = np.ones(len(numbers), np.int64), sum(numbers)
        most = len(numbers) * (held + 1) * self.winning.heaviest
        own = np.where(self.body.unseated, held + 1, whole(numbers, most))
        members = Column(partial(_added, one), len(one), int)
        return members, Column(partial(_added, own), held, partial(_number, scale=self.scale))

    def _lacking(self, inside: Marked, out: Marked) -> Cost:
        """Return how many of all seats sets lack, so that the most come first."""
        held, unseated = self.by_size[1], self.body.unseated
        cost, more = held.cost(out & ~unseated, inside)
        lost = (inside & unseated).any(axis=1)
        return np.where(lost, held.known + 1, cost), more

    def _superfluous(self, inside: Marked, _: Marked) -> Array:
        """Mark the sets that would win without those who are in or out as one."""
        found = np.zeros(len(inside), np.bool_)
        for group in np.unique(self.wanted.alike, axis=0):
            at = np.flatnonzero((inside & group).any(axis=1) & ~found)
            found[at] = self.winning.wins(inside[at] & ~group)
        return found

    def _touching(self, inside: Marked, _: Marked) -> Array:
        found: Array = self.lines.touched(inside).sum(axis=1)
        return found

    def _fewest(self, column: Column) -> Column:
        """Return whether sets have the fewest members, or seats, of all that win."""
        members = self.by_size[0]

        @cache
        def least() -> int | None:
            if column is not members and self.body.unseated.any():
                return None  # one of them may have fewer
            search = Search(self.winning, (column,), 0, (self.wanted.lines,))
            nobody = np.zeros(len(self.body.names), np.bool_)
            return search.found[0][0] if search.run(nobody, nobody) and search.found else None

        def above(inside: Marked, out: Marked) -> Array:
            cost, fewest = column.cost(inside, out)[0], least() if self.wins else None
            return np.greater(cost, cost if fewest is None else fewest)

        def value(cost: int) -> bool | None:
            return None if self.wins and least() is None else self.wins and not cost

        return _marks(above, 1, value)


def _number(cost: int, scale: int, *, less: int = 0, floating: bool = False) -> Number:
    return as_given(Fraction(cost - less, scale), floating=floating)


def _marks(
    told: Callable[[Marked, Marked], Array], known: int, value: Callable[[int], Any]
) -> Column:
    """Return a column that is told of a set as a whole, and never falls when it grows."""
    none = np.zeros((1, 1), np.int64)
    return Column(lambda inside, out: (told(inside, out) * 1, none), known, value)


def _added(own: Array, inside: Marked, _: Marked) -> Cost:
    """Return what parties come to that count one by one."""
    return inside @ own, own[None]


def _paired(pairs: Array, inside: Marked, _: Marked) -> Cost:
    """Return what every two in a set come to."""
    more = inside @ pairs
    return (more * inside).sum(axis=1) // 2, more

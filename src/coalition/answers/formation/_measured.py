"""What coalitions are measured by: places on issues, and ties of disagreement."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import combinations

import attrs

from coalition.answers.amounts import by_name, total
from coalition.answers.formation._body import Body
from coalition.answers.formation.formation import SCALE
from coalition.answers.scope import chosen, salience_of
from coalition.errors import Fault, InvalidValue, UnknownActor
from coalition.graph.agreed_ties import agreed_ties
from coalition.numbers import Number, exact, floats_in, scaled
from coalition.stances import agreement as agreements
from coalition.stances.from_positions import matrix_of
from coalition.stances.matrix import StanceMatrix

_SUBJECT = "formations"


@attrs.frozen(eq=False)
class Places:
    """Where parties stand, as a mean over issues has it.

    Parameters
    ----------
    issues : tuple of str
        What they stand on.
    rows : tuple of list of (int or None)
        For each issue, or for several on which all stand alike, the place of each party, as much as
        the issue counts; None where it has none.
    scale : int
        What distances must be divided by.
    floating : bool
        Whether numbers were given as floats.
    """

    issues: tuple[str, ...] = ()
    rows: tuple[list[int | None], ...] = ()
    scale: int = 1
    floating: bool = False


def places_of(body: Body, scale: Mapping[str, Number] | str | Iterable[str] | None) -> Places:
    """Return where the parties stand on a scale, on issues, or on all that each of them is on."""
    if isinstance(scale, Mapping):
        read = by_name(scale, "scale")
        known = (*body.names, *body.seatless)
        for name in read:
            if name not in known:
                raise UnknownActor(name, known)
        return _weighed(body, {SCALE: _On(read)}, floating=floats_in(scale))
    if body.source is None:
        if scale is not None:
            fault = Fault("scale", "there are no issues here; give a table from parties to places")
            raise InvalidValue((fault,), _SUBJECT)
        return Places()
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
    shares: dict[tuple[Fraction | None, ...], Fraction] = {}  # those who stand alike count once
    for on, care in zip(held, cares, strict=True):
        one = len(held) == 1
        part, length = (Fraction(1), 1) if one else (care / total(cares), on.length)
        row = tuple(on.places[n] / length if n in on.places else None for n in body.names)
        shares[row] = shares.get(row, Fraction(0)) + part
    values = [[None if p is None else p * share for p in row] for row, share in shares.items()]
    numbers, scale = scaled(p for row in values for p in row if p is not None)
    left = iter(numbers)
    rows = tuple([None if p is None else next(left) for p in row] for row in values)
    return Places(tuple(found), rows, scale, floating)


@attrs.frozen(eq=False)
class Disagreements:
    """What every two parties disagree on.

    Parameters
    ----------
    pairs : list of list of int
        The weight of their tie where it is negative, else 0.
    unknown : tuple of (int, (str, str))
        Those without a tie, as a set and by name.
    scale : int
        What weights must be divided by.
    floating : bool
        Whether weights that are not whole are floats in answers.
    """

    pairs: list[list[int]]
    unknown: tuple[tuple[int, tuple[str, str]], ...]
    scale: int
    floating: bool


def disagreements_of(
    body: Body, topic: str | None, agreement: agreements.Agreement | None
) -> Disagreements | None:
    """Return what every two parties disagree on, on a topic; None where it is not known of any."""
    if body.source is None:
        if topic is not None or agreement is not None:
            place = "topic" if topic is not None else "agreement"
            raise InvalidValue((Fault(place, "there are no positions here to agree on"),), _SUBJECT)
        return None
    matrix = matrix_of(body.source, topic, None)
    counted = agreements.chosen(agreement, {}, body.source, matrix)
    ties = agreed_ties(matrix, counted)
    row = [matrix.actors.index(name) for name in body.names]
    pairs = [[0] * len(row) for _ in row]
    unknown, shared = [], False
    for one, other in combinations(range(len(row)), 2):
        at = (min(row[one], row[other]), max(row[one], row[other]))
        if ties.sums.shared[at] < counted.min_shared:
            names = (body.names[one], body.names[other])
            unknown.append((body.bits(*names), names))
            continue
        shared = True
        if ties.kept[at]:
            pairs[one][other] = pairs[other][one] = max(0, -int(ties.net[at]))
    found = Disagreements(pairs, tuple(unknown), ties.scale, ties.floating)
    return found if shared else None

"""Numbers that a caller gives: read exactly, refused together, and weights of a body."""

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from typing import Any, TypeVar

import attrs

from coalition.doors import refusal
from coalition.errors import Fault, InvalidValue
from coalition.faults import Faults, as_error, each, number
from coalition.numbers import Number, exact, is_float, plain
from coalition.sentences import listed
from coalition.stances.matrix import StanceMatrix

Name = TypeVar("Name", str, int)
Answer = TypeVar("Answer")


def numbers(given: Iterable[Number], place: str, *, least: int | None = None) -> list[Fraction]:
    """Read a list of finite numbers, exactly."""
    with as_error(place):
        found = each(given, lambda value: value)
    return list(by_name(dict(enumerate(found)), place, least=least).values())


def by_name(
    given: Mapping[Name, Number], place: str = "", *, least: int | None = None
) -> dict[Name, Fraction]:
    """Read a table from names to finite numbers, exactly; without a place, names are arguments."""
    read: dict[Name, Fraction] = {}
    faults = Faults()
    if not isinstance(given, Mapping):
        raise refusal(given, "a table from names to numbers", place)
    for name, value in given.items():
        with faults.at(f"{place}[{name!r}]" if place else str(name)):
            read[name] = number(value, least=least)
    faults.raise_if_any()
    return read


def powers(
    matrix: StanceMatrix, power: Mapping[str, Number] | None, proposal: str
) -> dict[str, Fraction]:
    """Return the power of each actor: as given, else its seats, else 1 where no seats are known.

    Scales have a power of their own for each issue, of those of whom it is known. Otherwise, raises
    InvalidValue where the power of some is known and that of others is not.
    """
    if power is None and matrix.scales is not None:
        known = matrix.scales.power[proposal].items()
        return {actor: exact(number) for actor, number in known}
    seats = seats_of(matrix)
    if power is not None or not seats:
        return completed(power, matrix.actors, "power")
    if missing := [actor for actor in matrix.actors if actor not in seats]:
        message = f"that of {listed(missing)} is not known; give power="
        raise InvalidValue((Fault("power", message),))
    return {actor: Fraction(held) for actor, held in seats.items()}


def seats_of(matrix: StanceMatrix) -> dict[str, int]:
    """Return the seats of the actors whose number of seats is known."""
    known = zip(matrix.actors, matrix.seats or (None,) * len(matrix.actors), strict=True)
    return {actor: seats for actor, seats in known if seats is not None}


def completed(
    given: Mapping[str, Number] | None, actors: Collection[str], name: str
) -> dict[str, Fraction]:
    """Return a number for each actor: as given, which must be for all, or else 1."""
    if given is None:
        return dict.fromkeys(actors, Fraction(1))
    read = by_name(given, name, least=0)
    if missing := [actor for actor in actors if actor not in read]:
        message = f"that of {listed(missing)} is missing; give one for each actor"
        raise InvalidValue((Fault(name, message),))
    return {actor: read[actor] for actor in actors}


def total(given: Iterable[Fraction]) -> Fraction:
    """Return the sum, as a fraction where there is nothing to add too."""
    return sum(given, Fraction(0))


def mean_of(
    places: Mapping[str, Fraction], weights: Mapping[str, Fraction] | None = None
) -> Fraction | None:
    """Return the mean, weighted or not; None where the weights sum to 0."""
    weights = dict.fromkeys(places, Fraction(1)) if weights is None else weights
    everything = total(weights[actor] for actor in places)
    if not everything:
        return None
    return total(place * weights[actor] for actor, place in places.items()) / everything


def are_floats(*tables: Mapping[str, Number] | None) -> bool:
    """Tell whether any number was given as a float."""
    return any(is_float(number) for table in tables for number in (table or {}).values())


def in_decimals(answer: Answer) -> Answer:
    """Return an answer with the nearest float for every fraction in it: 5.6 comes back as 5.6."""
    made: Any = answer
    fields = attrs.fields_dict(type(made))
    changed: Answer = attrs.evolve(made, **{name: _decimal(getattr(made, name)) for name in fields})
    return changed


def _decimal(held: Any) -> Any:
    if type(held) is tuple:
        return tuple(map(_decimal, held))
    return plain(held) if isinstance(held, Fraction) else held

"""Numbers that a caller gives: read exactly, refused together, and weights of a body."""

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from operator import mul
from typing import Any, TypeVar

import attrs

from coalition.doors import refusal
from coalition.errors import Fault, InvalidValue
from coalition.faults import Checked, Faults, as_error, each, number
from coalition.numbers import Number, floats_in, plain, scaled
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


def seats_of(matrix: StanceMatrix, proposal: str | None = None) -> dict[str, int]:
    """Return the seats, as far as they are known: the actors' own, or those of a vote."""
    known: Iterable[int | None] = matrix.seats or (None,) * len(matrix.actors)
    if proposal is not None and (then := matrix.vote_seats):
        column = then.codes[:, matrix._place_of(proposal)].tolist()
        known = (None if code < 0 else then.names[code] for code in column)
    pairs = zip(matrix.actors, known, strict=True)
    return {actor: seats for actor, seats in pairs if seats is not None}


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
    whole, unit = scaled(given)
    return Fraction(sum(whole), unit)


def mean_of(
    places: Mapping[str, Fraction], weights: Mapping[str, Fraction] | None = None
) -> Fraction | None:
    """Return the mean, weighted or not; None where the weights sum to 0."""
    held, unit = scaled(places.values())
    masses = [1] * len(held) if weights is None else scaled(map(weights.__getitem__, places))[0]
    everything = sum(masses)
    return Fraction(sum(map(mul, held, masses)), unit * everything) if everything else None


def in_kind_of(given: object, answers: Iterable[Answer]) -> tuple[Answer, ...]:
    """Return answers in floats if any number that was given is one: 5.6 comes back as 5.6."""
    return tuple(map(_in_decimals, answers) if floats_in(given) else answers)


def _in_decimals(held: Any) -> Any:
    """Return a fraction, or all within a tuple or the fields of an answer, as floats."""
    if type(held) is tuple:
        return tuple(map(_in_decimals, held))
    if isinstance(held, Fraction):
        return plain(held)
    if not hasattr(held, "_rows") or isinstance(held, Checked):
        return held
    names = attrs.fields_dict(type(held))
    return attrs.evolve(held, **{name: _in_decimals(getattr(held, name)) for name in names})

"""Numbers that a caller gives: read exactly, refused together, and weights of a body."""

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction

from coalition.errors import Fault, InvalidValue
from coalition.faults import Faults, shown
from coalition.numbers import Number, exact


def numbers(given: Iterable[Number], place: str, *, least: int | None = None) -> list[Fraction]:
    """Read a list of finite numbers, exactly."""
    return _read(((f"{place}[{index}]", value) for index, value in enumerate(given)), least)


def by_name(
    given: Mapping[str, Number], place: str, *, least: int | None = None
) -> dict[str, Fraction]:
    """Read a table from names to finite numbers, exactly."""
    read = _read(((f"{place}[{name!r}]", value) for name, value in given.items()), least)
    return dict(zip(given, read, strict=True))


def powers(
    actors: tuple[str, ...],
    seats: tuple[int | None, ...],
    power: Mapping[str, Number] | None,
) -> dict[str, Fraction]:
    """Return the power of each actor: as given, else its seats, else 1 where no seats are known.

    Raises InvalidValue where the power of some is known and that of others is not.
    """
    if power is not None or not any(number is not None for number in seats):
        return completed(power, actors, "power")
    held = dict(zip(actors, seats, strict=True))
    if missing := [actor for actor, number in held.items() if number is None]:
        message = f"that of {', '.join(missing)} is not known; give power="
        raise InvalidValue((Fault("power", message),))
    return {actor: Fraction(number or 0) for actor, number in held.items()}


def completed(
    given: Mapping[str, Number] | None, actors: Collection[str], name: str
) -> dict[str, Fraction]:
    """Return a number for each actor: as given, which must be for all, or else 1."""
    if given is None:
        return dict.fromkeys(actors, Fraction(1))
    read = by_name(given, name, least=0)
    if missing := [actor for actor in actors if actor not in read]:
        raise InvalidValue((Fault(name, f"says nothing of {', '.join(missing)}"),))
    return {actor: read[actor] for actor in actors}


def total(given: Iterable[Fraction]) -> Fraction:
    """Return the sum, as a fraction where there is nothing to add too."""
    return sum(given, Fraction(0))


def _read(given: Iterable[tuple[str, Number]], least: int | None) -> list[Fraction]:
    read: list[Fraction] = []
    faults = Faults()
    kind = "a finite number" if least is None else f"a finite number, {least} or more"
    for place, value in given:
        try:
            number = exact(value)
        except ValueError:
            number = None
        if number is None or (least is not None and number < least):
            faults.note(place, f"must be {kind}, not {shown(value)}")
        else:
            read.append(number)
    faults.raise_if_any()
    return read

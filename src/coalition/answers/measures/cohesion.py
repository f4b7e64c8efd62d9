"""How far a group speaks with one voice: Rice, the agreement index, van der Eijk's agreement."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from itertools import combinations, compress
from typing import TypeAlias

import attrs
import numpy as np
import numpy.typing as npt

from coalition.answers.amounts import amounts, by_name, numbers, total
from coalition.answers.terms import on_terms
from coalition.errors import Fault, InvalidValue, UnknownActor
from coalition.model.coalition import Coalition, nfc
from coalition.numbers import exact
from coalition.rules.vote import Number
from coalition.sentences import short
from coalition.stances.from_positions import matrix_of
from coalition.stances.matrix import StanceMatrix
from coalition.tables import Columns, Shown

__all__ = ["Cohesion", "Division", "agreement_index", "cohesion", "rice", "van_der_eijk"]

Values: TypeAlias = npt.NDArray[np.float64]
Mask: TypeAlias = npt.NDArray[np.bool_]

_GRADES = 3  # categories that an ordered scale needs for agreement to have a middle


def rice(supporters: Number | float, opponents: Number | float) -> Fraction | None:
    """Return the index of cohesion of Rice (1925): how far the larger side exceeds the smaller.

    Who abstains does not count.

    Parameters
    ----------
    supporters, opponents : number
        How many are for and against, 0 or more.

    Returns
    -------
    Fraction or None
        From 0 (half and half) to 1 (all on one side); None where nobody is on either.

    Raises
    ------
    InvalidValue
        If a count is negative or not finite.

    Examples
    --------
    >>> import coalition as co
    >>> co.rice(90, 10)
    Fraction(4, 5)
    >>> co.rice(0, 0) is None
    True
    """
    one, other = amounts((supporters, opponents), "counts")
    return abs(one - other) / (one + other) if one + other else None


def agreement_index(
    supporters: Number | float, opponents: Number | float, abstainers: Number | float
) -> Fraction | None:
    """Return the agreement index of Hix, Noury & Roland (2005), in which abstaining is an option.

    It is the largest of the three groups less half of the others, as a share of all. The earlier
    index of Attinà (1990), the largest group less all others as a share of all, falls to -1/3 where
    the three are equal; stretched to begin at 0, (Attinà + 1/3) / (4/3), it is the same number.

    Parameters
    ----------
    supporters, opponents, abstainers : number
        How many are for, against and neither, 0 or more.

    Returns
    -------
    Fraction or None
        From 0 (three equal groups) to 1 (all in one); None where there is nobody.

    Raises
    ------
    InvalidValue
        If a count is negative or not finite.

    Examples
    --------
    >>> import coalition as co
    >>> co.agreement_index(15, 2, 5)
    Fraction(23, 44)
    """
    counts = amounts((supporters, opponents, abstainers), "counts")
    everyone = total(counts)
    return (3 * max(counts) - everyone) / (2 * everyone) if everyone else None


def van_der_eijk(counts: Iterable[Number | float]) -> Fraction | None:
    """Return the agreement of van der Eijk (2001) on an ordered scale.

    Numbers are peeled off in layers, from below, each of which fills some of the categories
    equally. A layer agrees fully if it fills one category and not at all if it fills every one;
    between, a single peak counts for agreement and several peaks against it. The layers are
    averaged, each by how many are in it.

    Parameters
    ----------
    counts : iterable of number
        How many are in each category of the scale, in order; empty ones count as 0.

    Returns
    -------
    Fraction or None
        From -1 (two halves at the ends) through 0 (all categories alike) to 1 (all in one); None
        where there is nobody.

    Raises
    ------
    InvalidValue
        If there are fewer than three categories, or a count is negative or not finite.

    Examples
    --------
    >>> import coalition as co
    >>> co.van_der_eijk([30, 40, 210, 130, 530, 50, 10])
    Fraction(917, 1500)
    >>> co.van_der_eijk([5, 0, 0, 5])
    Fraction(-1, 1)
    """
    left = amounts(counts, "counts")
    if len(left) < _GRADES:
        message = f"an ordered scale has at least {_GRADES} categories, not {len(left)}"
        raise InvalidValue((Fault("counts", message),))
    everyone = total(left)
    agreement = Fraction(0)
    while any(left):
        filled = [place for place, number in enumerate(left) if number]
        thickness = min(left[place] for place in filled)
        agreement += thickness * len(filled) * _layer(filled, len(left))
        left = [number - thickness if number else number for number in left]
    return agreement / everyone if everyone else None


def _layer(filled: list[int], size: int) -> Fraction:
    """Return the agreement of a layer that fills these of so many categories."""
    inside = set(filled)
    if len(filled) == size:
        return Fraction(0)
    whole = broken = 0
    for triple in combinations(range(size), 3):
        if sum(place in inside for place in triple) == 2:  # noqa: PLR2004
            if triple[1] in inside:
                whole += 1
            else:
                broken += 1
    single = Fraction(1)
    if whole + broken:
        single = Fraction((size - 2) * whole - (size - 1) * broken, (size - 2) * (whole + broken))
    return single * (1 - Fraction(len(filled) - 1, size - 1))


@attrs.frozen
class Division(Shown):
    """How a group divided on one proposal.

    Attributes
    ----------
    proposal : str
        Id of the proposal.
    supporters, opponents, abstainers : Fraction
        How many of the group, or what weight of it, is for, against and neutral.
    unknown : Fraction
        Those of whom nothing is known; they count nowhere.
    rice, agreement_index : Fraction or None
        As the functions of these names; None where undefined.
    agreement : Fraction or None
        Van der Eijk's agreement; None where undefined or no scale was given.
    """

    proposal: str
    supporters: Fraction
    opponents: Fraction
    abstainers: Fraction
    unknown: Fraction
    rice: Fraction | None
    agreement_index: Fraction | None
    agreement: Fraction | None


@attrs.frozen
class Cohesion(Shown):
    """How far a group speaks with one voice.

    Attributes
    ----------
    group : str
        Name of the group.
    members : tuple of str
        Ids of its actors, in the order of the matrix.
    rice, agreement_index, agreement : Fraction or None
        Means over the proposals on which they are defined, each counting alike; None where there
        is none.
    divisions : tuple of Division
        The proposals one by one, as far as a position of any member is known.
    several : str
        What several statements of one actor on one proposal count for, as for `Coalition`.
    """

    group: str
    members: tuple[str, ...]
    rice: Fraction | None
    agreement_index: Fraction | None
    agreement: Fraction | None
    divisions: tuple[Division, ...] = attrs.field(repr=False)
    several: str = "refuse"

    @classmethod
    def _columns(cls) -> Columns:
        """Leave out the proposals one by one, which have a table of their own."""
        columns = super()._columns()
        del columns["divisions"]
        return columns

    def __str__(self) -> str:
        found = (
            ("Rice", self.rice),
            ("agreement index", self.agreement_index),
            ("agreement", self.agreement),
        )
        said = [f"{name} {short(value)}" for name, value in found if value is not None]
        count = len(self.divisions)
        over = f"{count} proposal{'' if count == 1 else 's'}"
        told = ", ".join(said) or "nothing known"
        return f"{self.group}: {told} over {over}{on_terms(self.several)}"


def cohesion(
    source: Coalition | StanceMatrix,
    topic: str | None = None,
    *,
    groups: Mapping[str, Iterable[str]] | None = None,
    power: Mapping[str, Number | float] | None = None,
    scale: Iterable[float] | None = None,
    several: str | None = None,
) -> tuple[Cohesion, ...]:
    """Tell how far parties, or other groups, speak with one voice.

    Parameters
    ----------
    source : Coalition or StanceMatrix
        What was said, or voted. A stance above 0 is for, one below 0 against, 0 abstains.
    topic : str, optional
        Of a coalition: count the proposals of this topic only; all unless said.
    groups : dict of str to iterable of str, optional
        Ids of the actors of each group; an actor may be in several. Unless said, the parties: the
        politicians of a coalition, or the actors of a matrix, by the party each belongs to.
    power : dict of str to number, optional
        What each actor counts for, such as ``case.seats`` where parties form a bloc; 1 unless said.
    scale : iterable of float, optional
        The stances that an actor can choose from, three or more; with it, `agreement` is computed.
    several : str, optional
        What several statements of one actor on one proposal count for, as for
        `Coalition.counting`; as the coalition has it unless said. Who is of two minds is
        unknown.

    Returns
    -------
    tuple of Cohesion
        One for each group, by name.

    Raises
    ------
    UnknownActor, UnknownTopic
        If there is no such actor or topic.
    InvalidValue
        If a stance is not on the scale, or the power of an actor is not given.

    Examples
    --------
    >>> import coalition as co
    >>> july = co.load_case("migration-2023").at("2023-07")
    >>> blocs = {"all": july.seats, "right": ["VVD", "CDA"]}
    >>> for found in co.cohesion(july, "migration/asylum", groups=blocs, power=july.seats):
    ...     print(found)
    all: Rice 157/273, agreement index 62/91 over 7 proposals
    right: Rice 1, agreement index 1 over 6 proposals
    """
    if isinstance(source, Coalition):
        if groups is None:
            groups = _parties(source)
        groups = {name: tuple(map(nfc, members)) for name, members in groups.items()}
        named = dict.fromkeys(actor for members in groups.values() for actor in members)
        matrix = matrix_of(source, topic, named, several)
    else:
        matrix = matrix_of(source, topic, None, several)
        if groups is None:
            groups = _rows(matrix)
    found = []
    for name, members in sorted(groups.items()):
        wanted = set(members)
        for actor in sorted(wanted.difference(matrix.actors)):
            raise UnknownActor(actor, matrix.actors)
        inside = tuple(actor for actor in matrix.actors if actor in wanted)
        found.append(_cohesion(name, inside, matrix, power=power, scale=scale))
    return tuple(found)


def _parties(coalition: Coalition) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for person in coalition.politicians:
        if person.party is not None:
            groups.setdefault(person.party, []).append(person.id)
    return groups


def _rows(matrix: StanceMatrix) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for actor, party in zip(matrix.actors, matrix.parties, strict=bool(matrix.parties)):
        if party is not None:
            groups.setdefault(party, []).append(actor)
    if not groups:
        message = "the matrix names no parties; say groups="
        raise InvalidValue((Fault("groups", message),))
    return groups


def _cohesion(
    name: str,
    members: tuple[str, ...],
    matrix: StanceMatrix,
    *,
    power: Mapping[str, Number | float] | None,
    scale: Iterable[float] | None,
) -> Cohesion:
    values = matrix.values[[matrix.actors.index(actor) for actor in members], :]
    weights = _weights(members, power)

    def weighed(mask: Mask) -> list[Fraction]:
        if power is None:
            return [Fraction(int(number)) for number in mask.sum(axis=0)]
        return [total(compress(weights, column)) for column in mask.T.tolist()]

    missing = np.isnan(values)
    sides = [weighed(mask) for mask in (values > 0, values < 0, values == 0, missing)]
    divisions = tuple(
        Division(
            proposal=proposal,
            supporters=taken[0],
            opponents=taken[1],
            abstainers=taken[2],
            unknown=taken[3],
            rice=rice(taken[0], taken[1]),
            agreement_index=agreement_index(taken[0], taken[1], taken[2]),
            agreement=van_der_eijk(grades) if grades else None,
        )
        for proposal, taken, grades, nobody in zip(
            matrix.proposals,
            zip(*sides, strict=True),
            _graded(values, weighed, scale),
            np.atleast_1d(missing.all(axis=0)),
            strict=True,
        )
        if not nobody
    )
    return Cohesion(
        name,
        members,
        _mean(one.rice for one in divisions),
        _mean(one.agreement_index for one in divisions),
        _mean(one.agreement for one in divisions),
        divisions,
        matrix.several,
    )


def _weights(
    members: tuple[str, ...], power: Mapping[str, Number | float] | None
) -> list[Fraction]:
    if power is None:
        return [Fraction(1)] * len(members)
    read = by_name(power, "power", least=0)
    if missing := [actor for actor in members if actor not in read]:
        raise InvalidValue((Fault("power", f"says nothing of {', '.join(missing)}"),))
    return [read[actor] for actor in members]


def _graded(
    values: Values, weighed: Callable[[Mask], list[Fraction]], scale: Iterable[float] | None
) -> list[tuple[Fraction, ...]]:
    """Return, for each proposal, what stands at each grade of the scale."""
    if scale is None:
        return [()] * values.shape[1]
    grades = sorted({exact(value) for value in numbers(scale, "scale")})
    levels = {value: exact(value) for value in np.unique(values[~np.isnan(values)]).tolist()}
    if off := sorted(set(levels.values()).difference(grades)):
        message = f"the stance {float(off[0])} is not on the scale"
        raise InvalidValue((Fault("scale", message),))
    empty = [Fraction(0)] * values.shape[1]
    by_grade = dict.fromkeys(grades, empty)
    by_grade |= {grade: weighed(values == value) for value, grade in levels.items()}
    return list(zip(*(by_grade[grade] for grade in grades), strict=True))


def _mean(found: Iterable[Fraction | None]) -> Fraction | None:
    defined = [value for value in found if value is not None]
    return total(defined) / len(defined) if defined else None

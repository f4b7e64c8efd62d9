"""How far a group speaks with one voice: Rice, the agreement index, van der Eijk's agreement."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import pairwise
from math import comb
from typing import Any, TypeAlias

import attrs
import numpy as np
import numpy.typing as npt

from coalition.answers.amounts import completed, numbers, total
from coalition.answers.terms import but_for, on_terms
from coalition.characters import nfc
from coalition.errors import Fault, InvalidValue
from coalition.faults import as_error, each, each_value
from coalition.model.coalition import Coalition
from coalition.model.statements import Position
from coalition.model.words import Grouping, Several
from coalition.numbers import Number, exact, plain, scaled
from coalition.sentences import counted, short
from coalition.stances.affiliations import NOT_A_MEMBER
from coalition.stances.codes import Codes
from coalition.stances.from_positions import Stances, given, matrix_of
from coalition.stances.matrix import StanceMatrix
from coalition.tables import Columns, Shown

Mask: TypeAlias = npt.NDArray[np.bool_]

_GRADES = 3  # categories that an ordered scale needs for agreement to have a middle


def rice(supporters: Number, opponents: Number) -> Fraction | None:
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
    return _rice(*numbers((supporters, opponents), "counts", least=0))


def _rice(one: Fraction, other: Fraction) -> Fraction | None:
    return Fraction(abs(one - other), one + other) if one + other else None


def agreement_index(supporters: Number, opponents: Number, abstainers: Number) -> Fraction | None:
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
        As for `rice`.

    Examples
    --------
    >>> import coalition as co
    >>> co.agreement_index(15, 2, 5)
    Fraction(23, 44)
    """
    return _agreement_index(*numbers((supporters, opponents, abstainers), "counts", least=0))


def _agreement_index(*counts: Fraction) -> Fraction | None:
    everyone = total(counts)
    return Fraction(3 * max(counts) - everyone, 2 * everyone) if everyone else None


def van_der_eijk(counts: Iterable[Number]) -> Fraction | None:
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
        If there are fewer than three categories, or as for `rice`.

    Examples
    --------
    >>> import coalition as co
    >>> co.van_der_eijk([30, 40, 210, 130, 530, 50, 10])
    Fraction(917, 1500)
    >>> co.van_der_eijk([5, 0, 0, 5])
    Fraction(-1, 1)
    """
    left = numbers(counts, "counts", least=0)
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
    if len(filled) == size:
        return Fraction(0)
    # Of the triples with two filled, a filled middle fits a single peak and an empty one does not.
    # They are counted by the gap that the empty one is in: what is filled below it, and above.
    gaps = [
        (below, len(filled) - below, end - start - 1)
        for below, (start, end) in enumerate(pairwise([-1, *filled, size]))
    ]
    whole = sum(empty * (comb(below, 2) + comb(above, 2)) for below, above, empty in gaps)
    broken, single = sum(empty * below * above for below, above, empty in gaps), Fraction(1)
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
        Those of whom nothing is known; they count nowhere. Who is not in the group on this proposal
        is none of them.
    rice, agreement_index : Fraction or None
        As the functions of these names; None where undefined.
    agreement : Fraction or None
        Van der Eijk's agreement; None where undefined or no scale was given.
    members : int
        How many of the group are for, against or neutral. One alone cannot divide: Rice is 1, and
        in small groups it is higher by chance than in large ones (Desposato 2005).
    """

    proposal: str
    supporters: Fraction
    opponents: Fraction
    abstainers: Fraction
    unknown: Fraction
    rice: Fraction | None
    agreement_index: Fraction | None
    agreement: Fraction | None
    members: int


@attrs.frozen
class Cohesion(Shown):
    """How far a group speaks with one voice.

    Attributes
    ----------
    group : str
        Name of the group.
    members : tuple of str
        Ids of those who were in it on any of the proposals, in the order of the matrix.
    rice, agreement_index, agreement : Fraction or None
        Means over the proposals on which they are defined, each counting alike; None where there
        is none.
    divisions : tuple of Division
        The proposals one by one, as far as a position of any member is known.
    several : str
        As for `Coalition`.
    left_out : tuple of Position
        Positions of the members that `Coalition.at` left out: they may be later.
    on_scales : bool
        Whether it is of positions on scales: those for and against are then those above and below
        the middle of each scale.
    """

    group: str
    members: tuple[str, ...]
    rice: Fraction | None
    agreement_index: Fraction | None
    agreement: Fraction | None
    divisions: tuple[Division, ...] = attrs.field(repr=False)
    several: Several = "refuse"
    left_out: tuple[Position, ...] = attrs.field(default=(), repr=False)
    on_scales: bool = False

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
        means = ", ".join(f"{name} {short(value)}" for name, value in found if value is not None)
        over = f" over {self._over()}" if means else "nothing known"
        sides = ["sides of the middle of each scale"] * bool(self.on_scales and means)
        terms = f"{on_terms(self.several, sides)}{but_for(self.left_out)}"
        return f"{self.group}: {means}{over}{terms}"

    def _over(self) -> str:
        """Say on how many proposals, and by how many members: small groups divide less."""
        sizes = [one.members for one in self.divisions]
        fewest, most, alone = min(sizes), max(sizes), sizes.count(1)
        members = counted(most, "member") if fewest == most else f"{fewest} to {most:,} members"
        some = f"; on {counted(alone, 'proposal')} one member alone" if alone and most > 1 else ""
        cannot = ", who cannot divide" if alone else ""
        return f"{counted(len(sizes), 'proposal')} by {members}{some}{cannot}"


def cohesion(
    source: Stances,
    topic: str | None = None,
    *,
    groups: Grouping | Mapping[str, Iterable[str]] = "party",
    power: Mapping[str, Number] | None = None,
    scale: Iterable[Number] | None = None,
) -> tuple[Cohesion, ...]:
    """Return how far parties, or other groups, speak with one voice.

    Parameters
    ----------
    source : Coalition, StanceMatrix or Scales
        A case, votes, or scales. A stance above 0 is for, one below 0 against, 0 abstains; where
        the statements of an actor conflict, it is unknown. On scales, `supporters` are above the
        middle, `opponents` below it, `abstainers` in the middle; that says little where positions
        are means of experts, so give a `scale` if they are whole grades.
    topic : str, optional
        See `stance_matrix`.
    groups : {'party', 'group'} or dict of str to iterable of str
        By default the parties: the politicians of a coalition, or the actors of a matrix, by the
        party that each was in when the position was taken or the vote cast; likewise by the group.
        Or the ids of the actors of each group; an actor may be in several.
    power : dict of str to number, optional
        What each actor counts for, such as ``case.seats`` where parties form a bloc; 1 by default.
    scale : iterable of number, optional
        The stances that an actor can choose from, three or more; with it, `agreement` is computed.
        Those of scales are in their own units: ``range(11)`` from 0 to 10.

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
    ...     print(found.group, found.rice, found.agreement_index)
    all 307/539 365/539
    right 1 1
    >>> print(co.cohesion(july)[-1])
    VVD: Rice 1, agreement index 1 over 1 proposal by 1 member, who cannot divide
    """
    source = given(source, "cohesion")
    if isinstance(groups, str):
        matrix, found = _of_the_day(source, topic, groups)
    else:
        with as_error("groups"):
            wanted = each_value(
                groups,
                lambda members: set(
                    each({*members} if isinstance(members, Mapping) else members, nfc)
                ),
            )
        matrix = matrix_of(source, topic, sorted(set().union(*wanted.values())))
        found = (
            (name, np.array([actor in wanted[name] for actor in matrix.actors], np.bool_)[:, None])
            for name in sorted(wanted)
        )
    grades = None if scale is None else sorted(set(numbers(scale, "scale")))
    return tuple(
        _cohesion(name, within, matrix, power=power, scale=grades) for name, within in found
    )


def _of_the_day(
    source: Coalition | StanceMatrix, topic: str | None, by: Grouping
) -> tuple[StanceMatrix, Iterable[tuple[str, Mask]]]:
    """Return the stances of politicians, or of actors, and who is in which party on what."""
    if isinstance(source, Coalition):
        matrix = matrix_of(source, topic, [person.id for person in source.politicians])
        if by == "party" and not matrix.actors:
            return matrix, ()
    else:
        matrix = matrix_of(source, topic, None)
    of = matrix.affiliations(by)
    return matrix, ((name, of.codes == code) for code, name in enumerate(of.names))


def _cohesion(
    name: str,
    within: Mask,
    matrix: StanceMatrix,
    *,
    power: Mapping[str, Number] | None,
    scale: Sequence[Fraction] | None,
) -> Cohesion:
    # 1. who is in the group on which proposals, and what each counts for, in whole numbers
    codes = matrix.cells.codes
    rows = np.flatnonzero(within.any(axis=1))
    here = within[rows] & (codes[rows] != NOT_A_MEMBER)
    there = here.any(axis=1)
    rows, here = rows[there], here[there]
    members = tuple(matrix.actors[row] for row in rows.tolist())
    whole, unit = scaled(completed(power, members, "power").values())
    weights: npt.NDArray[Any] = np.array(whole, np.int64 if sum(whole) < 2**63 else object)
    # 2. what stands on each side of each proposal; levels are in order, and reasons below them
    held = np.where(here, codes[rows], NOT_A_MEMBER)
    levels = matrix.cells.levels
    firsts = (0, bisect_left(levels, 0), bisect_right(levels, 0))
    known, neutral, pro = (weights @ (held >= first) for first in firsts)
    sides = pro, known - neutral, neutral - pro, weights @ here - known
    counts = list(zip(*(side.tolist() for side in sides), strict=True))
    grades = _graded(matrix, held, weights, scale)
    # 3. the proposals on which the position of any member is known; many divide alike
    number = np.count_nonzero(held >= 0, axis=0).tolist()
    ways = {at: (counts[at], grades[at], some) for at, some in enumerate(number) if some}
    times = Counter(ways.values())
    found: dict[Any, tuple[Any, ...]] = {}
    for way in times:
        (pro, con, neither, _), graded, some = way
        indices = _rice(pro, con), _agreement_index(pro, con, neither)
        agreement = van_der_eijk(graded) if graded else None
        found[way] = *(Fraction(one, unit) for one in way[0]), *indices, agreement, some
    divisions = (Division(matrix.proposals[at], *found[way]) for at, way in ways.items())
    rice_mean, index_mean, agreement_mean = (
        _mean((found[way][at], often) for way, often in times.items()) for at in (4, 5, 6)
    )
    return Cohesion(
        name,
        members,
        rice_mean,
        index_mean,
        agreement_mean,
        tuple(divisions),
        matrix.several,
        tuple(said for said in matrix.left_out if said.actor in members),
        on_scales=matrix.scales is not None,
    )


def _graded(
    matrix: StanceMatrix, held: Codes, weights: npt.NDArray[Any], scale: Sequence[Fraction] | None
) -> list[tuple[int, ...]]:
    """Return, for each proposal, what stands at each grade of the scale."""
    if scale is None:
        return [() for _ in matrix.proposals]
    masks = {exact(level): held == code for code, level in enumerate(matrix.cells.levels)}
    stands = {stance: mask.any(axis=0).tolist() for stance, mask in masks.items()}
    number = {stance: (weights @ mask).tolist() for stance, mask in masks.items()}
    nobody = [0] * len(matrix.proposals)
    between: dict[Any, list[Fraction]] = {}
    found = []
    for place, proposal in enumerate(matrix.proposals):
        low, high = ends = matrix.scales.ends_of(proposal) if matrix.scales else (-1, 1)
        if ends not in between:
            between[ends] = [2 * (grade - low) / (high - low) - 1 for grade in scale]
        stances = between[ends]
        for stance, there in stands.items():
            if there[place] and stance not in stances:
                at = short(plain(low + (stance + 1) * (high - low) / 2))
                given = f"the position {at} on {proposal}" if matrix.scales else f"the stance {at}"
                raise InvalidValue((Fault("scale", f"{given} is not on the scale"),))
        found.append(tuple(number.get(stance, nobody)[place] for stance in stances))
    return found


def _mean(found: Iterable[tuple[Fraction | None, int]]) -> Fraction | None:
    """Return the mean of numbers that come so often; sums are taken of those of one kind first."""
    sums: Counter[int] = Counter()
    defined = 0
    for value, often in found:
        if value is not None:
            sums[value.denominator] += value.numerator * often
            defined += often
    return total(Fraction(part, kind) for kind, part in sums.items()) / defined if defined else None

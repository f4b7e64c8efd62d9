"""How far actors stand apart: Esteban & Ray, and Dalton."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction

import attrs

from coalition.answers.amounts import by_name, in_kind_of, mean_of, numbers, total
from coalition.answers.issues import issues_of
from coalition.answers.scope import known_proposal
from coalition.answers.terms import but_for, on_terms, weightless
from coalition.characters import nfc
from coalition.doors import refusal
from coalition.errors import Fault, InvalidValue, UnknownActor
from coalition.faults import as_error, each
from coalition.model.statements import Position
from coalition.model.words import Several
from coalition.numbers import Number
from coalition.sentences import counted, short
from coalition.stances.from_positions import Stances, given, matrix_of
from coalition.tables import Shown

_MOST = Fraction(8, 5)  # beyond this, the measure breaks the axioms that it is derived from


def esteban_ray(
    masses: Iterable[Number],
    positions: Iterable[Number],
    *,
    alpha: Number = 1,
) -> Fraction | float | None:
    """Return the polarization of Esteban & Ray (1994).

    It is the sum over all pairs of p(i)^(1 + alpha) p(j) abs(y(i) - y(j)), with p the shares of the
    masses and y the positions. Those who hold the same position are taken together first, as the
    measure is about groups: whoever splits one up finds less of it.

    Parameters
    ----------
    masses : iterable of number
        How many, or what weight, at each position, 0 or more.
    positions : iterable of number
        The positions, on a scale of your own; the result is in its units.
    alpha : number
        How much it counts that groups are large, from 0 to 1.6. With 0 it is twice the mean times
        the coefficient of Gini.

    Returns
    -------
    Fraction, float or None
        0 where all stand at one point; two halves at a distance of 1 give (1/2)^(1 + alpha). A
        fraction where `alpha` is 0 or 1, else a float; None where the masses sum to 0.

    Raises
    ------
    InvalidValue
        If there are more masses than positions or the reverse, a number is not finite, a mass is
        negative, or `alpha` is out of its range.

    Examples
    --------
    >>> import coalition as co
    >>> co.esteban_ray([48, 29], [0, 1])
    Fraction(1392, 5929)
    >>> round(co.esteban_ray([48, 29], [0, 1], alpha=1.6), 7)
    0.1594359
    """
    power = by_name({"alpha": alpha})["alpha"]
    if not 0 <= power <= _MOST:
        raise InvalidValue((Fault("alpha", f"must lie between 0 and 1.6, not {alpha}"),))
    shares = _shares(masses, positions)
    if not shares:
        return None
    pairs = [
        (mine, theirs * abs(here - there))
        for here, mine in shares
        for there, theirs in shares
        if here != there
    ]
    if power.denominator == 1:
        return total(mine ** (1 + power.numerator) * rest for mine, rest in pairs)
    return math.fsum(float(mine) ** float(1 + power) * float(rest) for mine, rest in pairs)


def dalton(
    masses: Iterable[Number],
    positions: Iterable[Number],
    *,
    scale: tuple[Number, Number],
) -> float | None:
    """Return the polarization of a party system after Dalton (2008).

    It is the standard deviation of the positions, each weighing as its mass, in units of half of
    the scale.

    Parameters
    ----------
    masses : iterable of number
        Such as shares of the vote, or seats, 0 or more.
    positions : iterable of number
        The positions, on the scale.
    scale : (number, number)
        Its ends: ``(0, 10)`` for the left-right scale of the original.

    Returns
    -------
    float or None
        From 0 (all at one point) to 1 (two halves at the ends); None where the masses sum to 0.

    Raises
    ------
    InvalidValue
        If the masses and positions are not as for `esteban_ray`, the scale has no length, or a
        position lies outside it.

    Examples
    --------
    >>> import coalition as co
    >>> co.dalton([50, 50], [0, 10], scale=(0, 10))
    1.0
    >>> co.dalton([1, 1, 2], [2, 8, 5], scale=(0, 10))
    0.4242640687119285
    """
    ends = numbers(scale, "scale")
    if len(ends) != 2:  # noqa: PLR2004
        raise refusal(scale, "the two ends of a scale", "scale")
    low, high = ends
    shares = _shares(masses, positions)
    outside = [here for here, _ in shares if not low <= here <= high]
    if low >= high:
        raise InvalidValue((Fault("scale", f"must begin below its end, not be {scale}"),))
    if outside:
        message = f"the position {float(outside[0])} lies outside it"
        raise InvalidValue((Fault("scale", message),))
    if not shares:
        return None
    mean = total(here * share for here, share in shares)
    half = (high - low) / 2
    return math.sqrt(total(share * ((here - mean) / half) ** 2 for here, share in shares))


@attrs.frozen
class Polarization(Shown):
    """How far actors, or blocs of them, stand apart on a proposal.

    Attributes
    ----------
    proposal : str
        Id of the proposal.
    alpha : number
        How much it counts that groups are large.
    value : Fraction, float or None
        The polarization of Esteban & Ray, the scale having the length 1; None where no position is
        known, or those who have one have no power.
    points : tuple of (number, number)
        The stances that are held, from against to for, each with the power behind it; on a scale,
        the positions in its units, as floats where they were given so.
    unknown : tuple of str
        Ids of the actors of whom nothing is known, or who are in no bloc; they count nowhere.
    several : str
        As for `Coalition`.
    left_out : tuple of Position
        Positions on the proposal that `Coalition.at` left out: they may be later.
    weightless : tuple of str
        Ids of the actors whose position on a scale is known, but not their power; they count
        nowhere.
    """

    proposal: str
    alpha: Number
    value: Fraction | float | None
    points: tuple[tuple[Number, Number], ...]
    unknown: tuple[str, ...]
    several: Several = "refuse"
    left_out: tuple[Position, ...] = attrs.field(default=(), repr=False)
    weightless: tuple[str, ...] = ()

    def __str__(self) -> str:
        left_out = f"{weightless(self.weightless, 'power')}{but_for(self.left_out)}"
        terms = f"{on_terms(self.several)}{left_out}"
        if self.value is None:
            return f"{self.proposal}: polarization undefined{terms}"
        number = f"{short(self.value)} (alpha {short(self.alpha)})"
        return f"{self.proposal}: polarization {number}{terms}"


def polarization(
    source: Stances,
    proposal: str,
    *,
    alpha: Number = 1,
    power: Mapping[str, Number] | None = None,
    actors: Iterable[str] | None = None,
    blocs: Iterable[Iterable[str]] | None = None,
) -> Polarization:
    """Return how far actors, or blocs of them, stand apart on a proposal (Esteban & Ray 1994).

    Parameters
    ----------
    source : Coalition, StanceMatrix or Scales
        A case, of which current positions count, votes, or scales. Where the statements of an actor
        conflict, its position is unknown.
    proposal : str
        Id of the proposal.
    alpha : number
        How much it counts that groups are large, from 0 to 1.6, as for `esteban_ray`.
    power : dict of str to number, optional
        What each actor counts for; by default the power that scales have, else its seats, and 1
        where no seats are known.
    actors : iterable of str, optional
        See `stance_matrix`.
    blocs : iterable of iterable of str, optional
        Groups of actors, such as `Split.blocs`. Each is taken as one, with the power of those of
        its members whose stance is known, at the mean of their stances, each weighing as its power.
        By default, those who hold the same stance are taken as one.

    Returns
    -------
    Polarization
        From 0 (all at one point) to 1/2 where `alpha` is 0, and 1/4 where it is 1 (two halves, one
        against and one for).

    Raises
    ------
    UnknownProposal, UnknownActor
        If there is no such proposal or actor.
    InvalidValue
        If `alpha` is out of its range, the power of some is known and that of others is not, or an
        actor is in two blocs.

    Examples
    --------
    >>> import coalition as co
    >>> july = co.load_case("migration-2023").at("2023-07")
    >>> print(co.polarization(july, "strict-asylum-package"))
    strict-asylum-package: polarization 1392/5929 (alpha 1)
    >>> blocs = [["VVD", "D66"], ["CDA", "CU"]]
    >>> print(co.polarization(july, "strict-asylum-package", blocs=blocs))
    strict-asylum-package: polarization 166/5929 (alpha 1)
    """
    matrix = matrix_of(given(source, "polarization"), None, actors)
    # 1. what is known of whom: the power behind each actor, and its stance
    asked = known_proposal(matrix, proposal)
    (issue,) = issues_of(matrix, [asked], power, salient=False)
    # 2. where each group stands, by the power of its members, and what is behind each stance
    groups = [[actor] for actor in issue.place] if blocs is None else _groups(blocs, matrix.actors)
    behind: defaultdict[Fraction, Fraction] = defaultdict(Fraction)
    placed = set(issue.weightless)
    for group in groups:
        members = {actor: issue.place[actor] for actor in group if actor in issue.place}
        mass = total(issue.power[actor] for actor in members)
        middle = mean_of(members, issue.power if mass else None)
        if middle is not None:
            behind[middle] += mass
            placed.update(members)
    # 3. the measure, on a scale of the length 1
    scales = matrix.scales
    low, high = (Fraction(-1), Fraction(1)) if scales is None else scales.ends_of(asked)
    found = Polarization(
        asked,
        by_name({"alpha": alpha})["alpha"],
        esteban_ray(behind.values(), [(at - low) / (high - low) for at in behind], alpha=alpha),
        tuple(sorted(behind.items())),
        tuple(actor for actor in matrix.actors if actor not in placed),
        matrix.several,
        tuple(said for said in matrix.left_out if said.proposal == asked),
        issue.weightless,
    )
    return in_kind_of(scales and (scales.numbers, power), [found])[0]


def _groups(blocs: Iterable[Iterable[str]], actors: tuple[str, ...]) -> list[list[str]]:
    """Return the members of each bloc, each of whom must be there, and in one bloc only."""
    with as_error("blocs"):
        groups = [list(bloc) for bloc in each(blocs, lambda bloc: each(bloc, nfc))]
    members = [member for group in groups for member in group]
    for member in members:
        if member not in actors:
            raise UnknownActor(member, actors)
    if twice := sorted(member for member, times in Counter(members).items() if times > 1):
        raise InvalidValue((Fault("blocs", f"{', '.join(twice)} named more than once"),))
    return groups


def _shares(
    masses: Iterable[Number], positions: Iterable[Number]
) -> list[tuple[Fraction, Fraction]]:
    """Return the positions in order, with the share of the masses that each holds."""
    weights, places = numbers(masses, "masses", least=0), numbers(positions, "positions")
    if len(weights) != len(places):
        here, there = counted(len(places), "position"), counted(len(weights), "mass", "masses")
        message = f"there are {here} and {there}"
        raise InvalidValue((Fault("positions", message),))
    together: defaultdict[Fraction, Fraction] = defaultdict(Fraction)
    for place, weight in zip(places, weights, strict=True):
        together[place] += weight
    everyone = total(together.values())
    return [(place, together[place] / everyone) for place in sorted(together)] if everyone else []

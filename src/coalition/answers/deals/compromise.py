"""Where actors would meet on a scale: weighted mean, weighted median, Condorcet points."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import accumulate, pairwise
from typing import Any

import attrs

from coalition.answers.amounts import in_kind_of, mean_of
from coalition.answers.issues import Issue, issue_given, issues_of
from coalition.answers.scope import chosen
from coalition.answers.terms import but_for, on_terms, weightless
from coalition.model.statements import Position
from coalition.model.words import Several
from coalition.numbers import Number, scaled
from coalition.sentences import examples, listed, short
from coalition.stances.from_positions import Stances, given
from coalition.tables import Shown

_NAMED = 3  # actors that a sentence names


@attrs.frozen
class Compromise(Shown):
    """Where actors would meet on a scale.

    Attributes
    ----------
    proposal : str or None
        Id of the proposal; None where numbers were given.
    mean : number or None
        The mean of the positions, each weighing as its salience times its power.
    by_power : number or None
        The mean with power alone as weight.
    plain : number or None
        The mean in which each position counts alike.
    median : tuple of number
        The held positions at which half of the weight, salience times power, is reached from below
        and from above: one, or the two ends of an interval where a cut between them leaves exactly
        half on each side.
    condorcet : tuple of number
        The held positions that no other held position beats, where each actor prefers the nearer
        one, votes with salience times power, and does not vote where both are equally near.
    held : tuple of (str, number, number)
        The actors whose position is known, with their positions and weights.
    unknown : tuple of str
        Ids of the actors of whom no position is known; they count nowhere.
    distances : tuple of (str, number)
        How far each of them is from the compromise, in the units of the scale; empty where there is
        none.
    reasons : tuple of Position
        The positions that it follows from.
    several : str
        What several statements of one actor on one proposal count for, as for `Coalition`.
    left_out : tuple of Position
        Positions on the proposal that `Coalition.at` left out: they may be later.
    weightless : tuple of str
        Ids of the actors whose position on a scale is known, but not their salience or power; they
        count nowhere.

    Notes
    -----
    Numbers are fractions; where positions on scales, or what they weigh, were given as floats, they
    are floats, computed exactly and rounded once.

    A mean is None, and median and Condorcet points are empty, where the weights sum to 0.
    """

    proposal: str | None
    mean: Number | None
    by_power: Number | None
    plain: Number | None
    median: tuple[Number, ...]
    condorcet: tuple[Number, ...]
    held: tuple[tuple[str, Number, Number], ...]
    unknown: tuple[str, ...]
    distances: tuple[tuple[str, Number], ...] = ()
    reasons: tuple[Position, ...] = attrs.field(default=(), repr=False)
    several: Several = "refuse"
    left_out: tuple[Position, ...] = attrs.field(default=(), repr=False)
    weightless: tuple[str, ...] = ()

    def __str__(self) -> str:
        terms = f"{on_terms(self.several)}{weightless(self.weightless)}{but_for(self.left_out)}"
        head = "" if self.proposal is None else f"{self.proposal}: "
        if self.mean is None:
            return f"{head}no compromise, as nobody with weight has a known position{terms}"
        far = max(distance for _, distance in self.distances)
        names = [actor for actor, distance in self.distances if distance == far]
        who = listed(names) if len(names) <= _NAMED else examples(names)
        farthest = f" (farthest: {who}, {short(far)} away)" if far else ""
        medians = " to ".join(short(point) for point in self.median)
        return f"{head}compromise at {short(self.mean)}{farthest}, median {medians}{terms}"


def compromise(
    source: Stances,
    about: str | Iterable[str] | None = None,
    *,
    power: Mapping[str, Number] | None = None,
    actors: Iterable[str] | None = None,
) -> tuple[Compromise, ...]:
    """Return where actors would meet on each proposal: on scales, in the units of each issue.

    Stances of a case or of votes are on a scale from -1 to 1.

    The mean weighted with salience times power is the compromise model of Van den Bos (1991),
    which comes near the bargaining solution of Nash where all want an agreement badly (Achen 2006).

    Parameters
    ----------
    source : Coalition, StanceMatrix or Scales
        The case, at the date in question, or stances. Without positions, every salience is 1.
        Scales have their own salience; who has none on an issue is left out of it.
    about : str or iterable of str, optional
        Id of a proposal, or a topic; or ids of proposals; by default all proposals.
    power : dict of str to number, optional
        The power of each actor; by default that of the scales, else its seats, or 1 where no seats
        are known.
    actors : iterable of str, optional
        Ids of parties or politicians; by default all parties.

    Returns
    -------
    tuple of Compromise
        One for each proposal, by id.

    Raises
    ------
    UnknownProposal, UnknownActor
        If there is no such proposal, topic or actor.
    InvalidValue
        If the power of some actors is known and that of others is not.

    Examples
    --------
    >>> import coalition as co
    >>> july = co.load_case("migration-2023").at("2023-07")
    >>> for found in co.compromise(july, ["strict-asylum-package", "one-week-delay"]):
    ...     print(found)
    one-week-delay: compromise at -1, median -1
    strict-asylum-package: compromise at 53/111 (farthest: D66 and CU, 164/111 away), median 1
    """
    matrix, proposals = chosen(given(source, "compromise"), about, actors)
    held = matrix._said
    found = (
        _compromise(
            issue,
            reasons=tuple(said for a in issue.place for said in held.get((a, issue.name), ())),
            several=matrix.several,
            left_out=matrix._later.get(issue.name, ()),
        )
        for issue in issues_of(matrix, proposals, power)
    )
    return in_kind_of(matrix.scales and (matrix.scales.numbers, power), found)


def compromise_of(
    positions: Mapping[str, Number],
    *,
    power: Mapping[str, Number] | None = None,
    salience: Mapping[str, Number] | None = None,
) -> Compromise:
    """Return where actors would meet on a scale of your own, such as one from 0 to 100.

    Parameters
    ----------
    positions : dict of str to number
        The position of each actor.
    power, salience : dict of str to number, optional
        The power of each actor, and how much it cares; by default 1.

    Returns
    -------
    Compromise
        In the units of the scale.

    Raises
    ------
    InvalidValue
        If a number is not finite, a power or salience is negative, or one is given for some only.

    Examples
    --------
    >>> import coalition as co
    >>> print(co.compromise_of({"A": 0, "B": 100, "C": 100}))
    compromise at 200/3 (farthest: A, 200/3 away), median 100
    """
    found = _compromise(issue_given("", positions, salience, power))
    return in_kind_of((positions, salience, power), [found])[0]


def _compromise(issue: Issue, **terms: Any) -> Compromise:
    # 1. In whole numbers: the weight at each place, in their order.
    places, unit = scaled(issue.place.values())
    masses, _ = scaled(issue.weights.values())
    behind = dict.fromkeys(sorted(places), 0)
    for place, mass in zip(places, masses, strict=True):
        behind[place] += mass
    points = {place: Fraction(place, unit) for place in behind}
    # 2. The places that no other beats are those from one median to the other (Black 1948): whoever
    #    stands at a place or on this side of it is nearer to it than to any on the other side.
    reached = list(accumulate(behind.values(), initial=0))
    unbeaten = tuple(
        points[place]
        for place, (before, after) in zip(behind, pairwise(reached), strict=True)
        if reached[-1] and 2 * before <= reached[-1] <= 2 * after
    )
    # 3. How far each is from where they would meet.
    mean = mean_of(issue.place, issue.weights)
    away = {} if mean is None else {place: abs(mean - point) for place, point in points.items()}
    return Compromise(
        proposal=issue.name or None,
        mean=mean,
        by_power=mean_of(issue.place, issue.power),
        plain=mean_of(issue.place),
        median=tuple(dict.fromkeys((*unbeaten[:1], *unbeaten[-1:]))),
        condorcet=unbeaten,
        held=tuple((actor, issue.place[actor], issue.weights[actor]) for actor in issue.place),
        unknown=issue.unknown,
        distances=tuple((a, away[at]) for a, at in zip(issue.place, places, strict=True) if away),
        weightless=issue.weightless,
        **terms,
    )

"""Exchanges: two actors give way to each other, each on the issue that matters less to it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, TypeAlias

import attrs
import numpy as np

from coalition.answers.amounts import in_kind_of
from coalition.answers.deals._parts import exclusions
from coalition.answers.issues import Issue, issue_given, issues_of
from coalition.answers.scope import chosen
from coalition.answers.terms import but_for, on_terms, weightless
from coalition.doors import refusal
from coalition.errors import Fault, InvalidValue
from coalition.model.scales import Scales
from coalition.model.statements import Position
from coalition.model.words import Several
from coalition.numbers import Number
from coalition.sentences import listed, short
from coalition.stances.from_positions import Stances, given
from coalition.tables import Shown

_Amounts: TypeAlias = Mapping[str, Number]

_CELLS = 2**20  # numbers in a table of what is compared at once
_EXACT = 2**31  # numbers below this are multiplied and subtracted in 64 bits


@attrs.frozen
class Exchange(Shown):
    """What two actors could give each other.

    Attributes
    ----------
    actors : (str, str)
        The two.
    issues : (str, str)
        The issue on which the first gets something, and that on which the second does.
    moves : ((number, number), (number, number))
        For each issue, from where to where the one who gives way on it moves: on the first issue
        the second actor, on the second the first.
    shifts : (number, number)
        By how much the expected outcome of each issue moves.
    gain : number
        What each of the two gains: the same, in the units of its salience and the scale.
    most : (number, number)
        What each could gain at most, the other losing nothing.
    externalities : tuple of (str, number)
        What every other actor gains by it, or, where it is negative, loses.
    several : str
        What several statements of one actor on one proposal count for, as for `Coalition`.
    left_out : tuple of Position
        Positions on the issues that `Coalition.at` left out: they may be later.
    weightless : tuple of str
        Ids of the actors who are left out of one of the issues, or of both: their position on the
        scale is known, but not their salience or power.

    Notes
    -----
    Numbers are of the kind that those of a `Compromise` are.
    """

    actors: tuple[str, str]
    issues: tuple[str, str]
    moves: tuple[tuple[Number, Number], tuple[Number, Number]]
    shifts: tuple[Number, Number]
    gain: Number
    most: tuple[Number, Number]
    externalities: tuple[tuple[str, Number], ...]
    several: Several = "refuse"
    left_out: tuple[Position, ...] = attrs.field(default=(), repr=False)
    weightless: tuple[str, ...] = ()

    def __str__(self) -> str:
        (one, other), (first, second) = self.actors, self.issues
        (start, end), (begin, finish) = self.moves
        return (
            f"{other} moves on {first} from {short(start)} to {short(end)} and {one} on {second} "
            f"from {short(begin)} to {short(finish)}: each gains {short(self.gain)}"
            f"{on_terms(self.several)}{weightless(self.weightless)}{but_for(self.left_out)}"
        )


def exchanges(
    source: Stances,
    about: str | Iterable[str] | None = None,
    *,
    power: Mapping[str, Number] | None = None,
    actors: Iterable[str] | None = None,
) -> tuple[Exchange, ...]:
    """Return what pairs of actors could give each other on pairs of proposals.

    The outcome of a proposal is expected at the mean of the stances, weighted by salience and power
    (see `compromise`). Two actors who are on opposite sides of it on two proposals can exchange:
    each moves toward the other on the one that matters less to it, compared with the other actor.
    They move so far that both gain the same, and no further than to the other's position; nor does
    the outcome go beyond that (Stokman & Van Oosten 1994, equal gain). Actors to whom the two
    proposals matter in the same proportion have nothing to exchange. Proposals that exclude each
    other are not exchanged: what becomes of one hangs on the other.

    Parameters
    ----------
    source : Coalition, StanceMatrix or Scales
        The case, at the date in question, or stances, with the salience of the positions. Scales
        are in their own units, and must be of one length: put them on one with ``scales.on(0, 1)``
        if you hold that the whole of one is worth as much as the whole of another.
    about, power, actors
        As for `compromise`.

    Returns
    -------
    tuple of Exchange
        Those with the greatest gain first, then by proposal and actor. They are possibilities: an
        actor who makes one of them stands elsewhere afterwards.

    Raises
    ------
    UnknownTopic, UnknownProposal, UnknownActor, InvalidValue
        If there is no such topic, proposal or actor, the power of some is not known, or scales are
        of different lengths.

    Examples
    --------
    >>> import coalition as co
    >>> def said(actor, proposal, stance, salience):
    ...     return co.Position(
    ...         actor, proposal, stance, salience=salience, date="2024", attribution="stated"
    ...     )
    >>> case = co.Coalition(
    ...     parties=[co.Party("Town"), co.Party("Country")],
    ...     proposals=[co.Proposal("trams", "traffic"), co.Proposal("roads", "traffic")],
    ...     positions=[
    ...         said("Town", "trams", "for", 3), said("Town", "roads", "against", 1),
    ...         said("Country", "trams", "against", 1), said("Country", "roads", "for", 3),
    ...     ],
    ... )
    >>> print(*co.exchanges(case))
    Town moves on roads from -1 to 1 and Country on trams from -1 to 1: each gains 1
    """
    source = given(source, "exchanges")
    matrix, proposals = chosen(source, about, actors)
    if matrix.scales:
        _one_unit(matrix.scales, proposals)
    numbers = matrix.scales and (matrix.scales.numbers, power)
    found = _exchanges(issues_of(matrix, proposals, power), numbers, exclusions(source))
    if matrix.several == "refuse" and not matrix.left_out:
        return found
    return tuple(
        attrs.evolve(
            one,
            several=matrix.several,
            left_out=tuple(said for said in matrix.left_out if said.proposal in one.issues),
        )
        for one in found
    )


def _one_unit(scales: Scales, issues: Iterable[str]) -> None:
    """Refuse scales of different lengths: what is given on one is weighed against another."""
    by_length = {}
    for name in issues:
        low, high = scales.ends_of(name)
        by_length[high - low] = f"{name} from {short(low)} to {short(high)}"
    if len(by_length) > 1:
        named = listed(list(by_length.values())[:2])
        message = (
            f"are on scales of different lengths, as {named}; ask scales.on(0, 1), where the whole "
            "of each is worth the same"
        )
        raise InvalidValue((Fault("issues", message),), "exchanges")


def exchanges_of(
    positions: Mapping[str, _Amounts],
    *,
    salience: Mapping[str, _Amounts] | None = None,
    power: _Amounts | Mapping[str, _Amounts] | None = None,
) -> tuple[Exchange, ...]:
    """Return what pairs of actors could give each other on scales of your own.

    Parameters
    ----------
    positions : dict of str to dict of str to number
        For each issue, the position of each actor, all on scales of the same length.
    salience : dict of str to dict of str to number, optional
        For each issue, how much each actor cares; by default 1.
    power : dict of str to number, or dict of str to dict of str to number, optional
        The power of each actor, or for each issue that of each actor; by default 1.

    Returns
    -------
    tuple of Exchange
        As for `exchanges`, in the units of the scales.

    Raises
    ------
    InvalidValue
        As for `compromise_of`.

    Examples
    --------
    >>> import coalition as co
    >>> (found,) = co.exchanges_of(
    ...     {"p": {"A": 0, "B": 100}, "q": {"A": 0, "B": 100}},
    ...     salience={"p": {"A": 10, "B": 60}, "q": {"A": 90, "B": 50}},
    ... )
    >>> found.actors, found.issues, found.gain, found.most
    (('B', 'A'), ('p', 'q'), Fraction(500, 1), (Fraction(7000, 9), Fraction(1400, 1)))
    """
    tables = {"positions": positions, "salience": salience or {}, "power": power or {}}
    for argument, table in tables.items():
        if not isinstance(table, Mapping):
            raise refusal(table, "a table", argument)
    by_issue = any(isinstance(one, Mapping) for one in tables["power"].values())
    weighs: Any = {name: (power or {}).get(name, {}) if by_issue else power for name in positions}
    issues = [
        issue_given(name, places, (salience or {}).get(name), weighs[name])
        for name, places in positions.items()
    ]
    return _exchanges(issues, (positions, salience, power), {})


def _exchanges(
    issues: Iterable[Issue], given: object, excluding: Mapping[str, frozenset[str]]
) -> tuple[Exchange, ...]:
    decided = sorted((issue for issue in issues if issue.sum), key=lambda issue: issue.name)
    possible = (
        _exchange(taker, giver, first, second)
        for first, second, taker, giver in _opposed(decided)
        if second.name not in excluding.get(first.name, ())
    )
    found = list(filter(None, possible))
    gains = sorted({one.gain for one in found}, reverse=True)  # of many, few are different
    rank = {gain: at for at, gain in enumerate(gains)}
    found.sort(key=lambda one: (rank[one.gain], one.issues, one.actors))
    return in_kind_of(given, found)


def _opposed(issues: Sequence[Issue]) -> Iterator[tuple[Issue, Issue, str, str]]:
    """Yield two issues on which two actors are on opposite sides, and the two actors.

    The first of them cares more for the first issue, compared with the second, and gets something
    on it. An issue is compared with as many of those behind it at once as fit into some memory.
    """
    actors = sorted({actor for issue in issues for actor in issue.place})
    shape, row = (len(issues), len(actors)), {actor: at for at, actor in enumerate(actors)}
    most = max((care for issue in issues for care in issue.whole.care.values()), default=0)
    sides = np.zeros(shape, np.int8)
    salience = np.zeros(shape, np.int64 if most < _EXACT else object)
    for at, held in enumerate(issue.whole for issue in issues):
        for actor, place in held.place.items():
            sides[at, row[actor]] = (place > held.outcome) - (place < held.outcome)
            salience[at, row[actor]] = held.care[actor]
    for at, first in enumerate(issues):
        ones, others = np.nonzero(np.triu(np.outer(sides[at], sides[at]) < 0))
        step = _CELLS // (len(ones) + 1) + 1
        for start in range(at + 1, len(issues), step):
            behind, cared = sides[start : start + step], salience[start : start + step]
            lead = salience[at, ones] * cared[:, others] - salience[at, others] * cared[:, ones]
            apart = (behind[:, ones] * behind[:, others] < 0) & (lead != 0)
            for after, pair in np.argwhere(apart).tolist():
                two = actors[ones[pair]], actors[others[pair]]
                taker, giver = two if lead[after, pair] > 0 else reversed(two)
                yield first, issues[start + after], taker, giver


def _exchange(one: str, other: str, first: Issue, second: Issue) -> Exchange | None:
    """Return the exchange in which one actor gets something on the first issue."""
    # 1. How far each outcome can move at most.
    here, there = first.whole, second.whole
    wide, far = here.reach(other, one), there.reach(one, other)
    if not wide or not far:
        return None
    # 2. Both gain the same, as far as one of them goes to its end. In the units of its salience, a
    #    shift of the first issue by `wide` is one by `far` of the second, in parts of a whole.
    gets, pays = here.care[one], there.care[one]
    yields, earns = here.care[other], there.care[other]
    parts, other_parts = here.unit * here.sum, there.unit * there.sum
    unit, other_unit = parts * here.of_care, other_parts * there.of_care
    lead, whole = gets * earns - yields * pays, unit * other_unit
    reach, other_reach = wide * other_unit, far * unit

    def least(by: int, other_by: int) -> Fraction:
        if reach * other_by <= other_reach * by:
            return Fraction(lead * reach, whole * by)
        return Fraction(lead * other_reach, whole * other_by)

    ours, theirs = gets + yields, pays + earns
    if reach * ours <= other_reach * theirs:
        shift = Fraction(wide, parts)
        back = Fraction(wide * ours * there.of_care, parts * theirs * here.of_care)
    else:
        shift = Fraction(far * theirs * here.of_care, other_parts * ours * there.of_care)
        back = Fraction(far, other_parts)
    # 3. What that leads to, for the two and for all others.
    (felt, of_felt), (too, of_too) = here.reliefs(one, shift), there.reliefs(other, back)
    others, of_both = sorted((felt.keys() | too) - {one, other}), of_felt * of_too
    return Exchange(
        actors=(one, other),
        issues=(first.name, second.name),
        moves=(
            (first.place[other], here.moved(other, one, shift)),
            (second.place[one], there.moved(one, other, back)),
        ),
        shifts=(shift, back),
        gain=least(theirs, ours),
        most=(least(earns, yields), least(pays, gets)),
        weightless=tuple(dict.fromkeys((*first.weightless, *second.weightless))),
        externalities=tuple(
            (a, Fraction(felt.get(a, 0) * of_too + too.get(a, 0) * of_felt, of_both))
            for a in others
        ),
    )

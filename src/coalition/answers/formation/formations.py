"""Which coalitions could govern, the best first, and which are ruled out."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import cache, cached_property, partial, reduce
from itertools import islice
from math import ceil
from operator import or_
from typing import Any

import attrs
import numpy as np

from coalition.answers.formation._best_sets import (
    Array,
    Cost,
    Ground,
    Key,
    Marks,
    Pairs,
    Search,
    Spread,
    Sums,
)
from coalition.answers.formation._body import (
    Body,
    Line,
    Source,
    Supposed,
    body_of,
    lines_of,
    supposed,
)
from coalition.answers.formation._measured import Disagreements, Places, disagreements_of, places_of
from coalition.answers.formation.formation import BY, Formation, Formations
from coalition.errors import Fault, InvalidValue, close_match
from coalition.faults import shown
from coalition.games.sets import fewest_sets
from coalition.limits import Watch, checked_limits
from coalition.numbers import Number, as_given, scaled
from coalition.rules.tallies import ABSTAIN, OPPOSE, SUPPORT, Carriers, Formula, Oracle, carriers
from coalition.rules.vote import Rule
from coalition.stances.agreement import Agreement

_SETS = 5  # sets of supporters that are listed
_MEMBERS, _SEATS = 1, 2  # rows of what is added up
_LOST = 2  # of a set that nobody knows whether it is connected


def formations(
    source: Source,
    topic: str | None = None,
    *,
    rule: Rule | str | None = None,
    by: str = "range",
    scale: Mapping[str, Number] | str | Iterable[str] | None = None,
    without: Iterable[str] = (),
    including: Iterable[str] = (),
    together: Iterable[Iterable[str]] = (),
    minority: bool = False,
    agreement: Agreement | None = None,
    limit: int = 5000,
    time_limit: float | None = None,
) -> Formations:
    """Return the coalitions that could govern, the best first, and those that are ruled out.

    A coalition of parties could govern if it would carry a vote against all others, and if no
    member has a red line against it. By range, the best are those of the minimal range theory
    (Axelrod 1970; de Swaan 1973); by seats, the minimum winning coalitions (Riker 1962); by number
    of members, those of Leiserson (1968). Each has all of these columns, so that the theories can
    be compared (Lijphart 1999).

    Parameters
    ----------
    source : Coalition, StanceMatrix, Scales, dict of str to number, SimpleGame or WeightedGame
        Who is there, with their seats: a case, at the date in question, with its red lines; votes;
        positions on scales; plain seats; or a game. Where no seats are known, each party counts as
        one. Parties with 0 seats are in no coalition.
    topic : str, optional
        What disagreement is counted on: a topic, as for `agreement_graph`; everything by default.
    rule : Rule or str, optional
        When a coalition wins; a majority of all members by default. A game has its rule.
    by : str
        What they are ranked by: ``members``, ``seats``, ``surplus``, ``range``, ``disagreement`` or
        ``red_lines``, the least first; or ``minimal``, ``fewest_members``, ``fewest_seats`` or
        ``connected``, those that are so first. What is not known comes last.
    scale : dict of str to number, str or iterable of str, optional
        What range is measured on: a table from parties to places; an issue, a proposal or a topic;
        or several issues or proposals. By default the one issue of Scales, or else all issues or
        proposals on which every party has a position.
    without, including : iterable of str
        Parties that must not be in, and parties that must be in.
    together : iterable of iterable of str
        Parties that are in or out as one. Groups that share a party are one group. A coalition is
        minimal if it would not win without any one group.
    minority : bool
        Take the coalitions that do not win alone instead; by seats and surplus, those closest to
        winning come first.
    agreement : Agreement, optional
        How agreement is counted, as for `agreement_graph`.
    limit : int
        How many to list, and how many of those ruled out; by default all of up to 12 parties.
    time_limit : float, optional
        Seconds after which to stop with the best so far, as on Ctrl-C. Without one, a search stops
        after a certain amount of work, so that the answer is the same on every machine.

    Returns
    -------
    Formations
        Those that could govern, those ruled out, and what is not known.

    Raises
    ------
    UnknownActor, UnknownTopic, UnknownProposal
        If there is no such party, topic, proposal or issue.
    InvalidValue
        If the rule does not fit the body or needs seats that are not known, what is supposed
        contradicts itself, or a column, a place or a limit makes no sense.
    KeyboardInterrupt
        On Ctrl-C before or after the search.

    Notes
    -----
    On one scale, range is in its units. On several issues it is the mean of the shares of their
    scales (of which that of stances is 2 long) that lie between the outermost members, weighted by
    how much the parties care on average.

    Seats are those above 0 that the rule counts; a rule by other weights has no `surplus`. All that
    are supposed by `without`, `including` and `together` is supposed of `fewest_members` and
    `fewest_seats` too.

    The best are found without a look at all sets of parties, and it is proven that no other is
    better: in a second for 30 parties.

    Examples
    --------
    >>> import coalition as co
    >>> parties = {"A": 8, "B": 21, "C": 26, "D": 12, "E": 33}  # of Lijphart, from left to right
    >>> found = co.formations(parties, scale={"A": 1, "B": 2, "C": 3, "D": 4, "E": 5})
    >>> [one.members for one in found if one.minimal and one.rank == 1]
    [('E', 'C'), ('C', 'B', 'A'), ('C', 'B', 'D')]
    >>> print(found[0])
    E and C: 59 seats, 8 above 51; minimal; fewest members; range 2
    >>> print(co.formations("migration-2023", rule="quota 40", including=["D66"], by="members"))
    5 coalitions could govern (quota 40); best by number of members (2): VVD and D66
    """
    checked_limits("formations", limit=limit, time_limit=time_limit)
    if not isinstance(by, str) or by not in BY:
        message = f"must be one of {', '.join(BY)}, not {shown(by)}{close_match(str(by), BY)}"
        raise InvalidValue((Fault("by", message),), "formations")
    watch = Watch(time_limit)
    # 1. Who could be a member, and what is known of them.
    body = body_of(source, rule)
    wanted = supposed(body, without, including, together)
    asked = _Asked(
        body=body,
        units=wanted.units,
        lines=lines_of(body),
        places=places_of(body, scale),
        ties=disagreements_of(body, topic, agreement),
        minority=minority,
        least=cache(lambda row: _least(watch, asked, wanted, row)),
    )
    # 2. The best of those that nobody rules out, and of those that a red line rules out.
    searches = [
        Search(asked.ground, asked.costs[by], limit, wins=not minority, lines=lines)
        for lines in (True, False)
    ]
    ways = ([(wanted.inside, wanted.outside)], _crossings(asked, wanted))
    done = [one.run(watch, roots) for one, roots in zip(searches, ways, strict=True)]
    # 3. What there is to say of each.
    found, ruled_out = (asked.formations(one.found[:limit]) for one in searches)
    best = searches[0]
    rest = [key[0] for key in best.found[limit:]]
    rest += [best.bound] if best.bound is not None else []
    unplaced = zip(body.names, *asked.places.rows, strict=True)
    return Formations(
        rule=body.game.rule,
        by=by,
        found=found,
        ruled_out=ruled_out,
        complete=done[0] and not rest,
        bound=asked.value(by, min(rest)) if rest else None,
        more_ruled_out=not done[1] or len(searches[1].found) > limit,
        minority=minority,
        issues=asked.places.issues,
        unplaced=tuple(name for name, *held in unplaced if None in held),
        seatless=body.seatless,
        stopped=watch.stopped,
    )


def _least(watch: Watch, asked: "_Asked", wanted: Supposed, row: int) -> int | None:
    """Return the fewest members, or seats, with which a set wins; None if it was not found out."""
    ground = asked.ground
    each = {_MEMBERS: ground.sizes, _SEATS: ground.seats}[row]
    search = Search(ground, Sums(each, sum(each)), 0, lines=False)
    done = search.run(watch, [(wanted.inside, wanted.outside)])
    return search.found[0][0] if done and search.found else None


def _crossings(asked: "_Asked", wanted: Supposed) -> list[tuple[int, int]]:
    """Return who must be in and who out so that a red line is crossed, each way to do so."""
    found: dict[tuple[int, int], None] = {}
    for line in asked.lines:
        inside, outside = wanted.inside | wanted.grown(line.maker), wanted.outside
        if inside & outside:
            continue
        for unit in (*asked.units, asked.body.everyone + 1):
            # the sets that cross it by this unit, and by none of those before
            if unit & line.apart and not unit & outside:
                found[inside | unit, outside] = None
                outside |= unit
            if unit & line.needs and not unit & inside:
                found[inside, (outside | unit) & asked.body.everyone] = None
                inside |= unit
            if inside & outside or inside > asked.body.everyone:
                break
    return list(found)


@attrs.frozen(eq=False)
class _Asked:
    """What is asked of which body, and what sets of parties come to.

    Parameters
    ----------
    body : Body
        The parties.
    units : tuple of int
        Those that are in or out as one.
    lines : tuple of Line
        Their red lines.
    places : Places
        Where they stand.
    ties : Disagreements or None
        What they disagree on.
    minority : bool
        Whether the sets are those that do not win.
    least : callable
        Returns the fewest members or seats with which a set wins.
    """

    body: Body
    units: tuple[int, ...]
    lines: tuple[Line, ...]
    places: Places
    ties: Disagreements | None
    minority: bool
    least: Callable[[int], int | None]

    @cached_property
    def held(self) -> tuple[list[int], int]:
        """The seats of each party in whole numbers, and what they were multiplied by."""
        return scaled(held or 0 for held in self.body.seats)

    @cached_property
    def needed(self) -> Number | None:
        """The fewest seats with which the rule can be met."""
        return self.body.needed()

    @cached_property
    def bits(self) -> list[int]:
        """Each party as a set."""
        return [self.body.bits(name) for name in self.body.names]

    @cached_property
    def inside(self) -> list[list[int]]:
        """The places of the parties in each unit, the heaviest unit first."""
        forms = getattr(self.body.carriers, "forms", ())
        found = [[at for at, bit in enumerate(self.bits) if bit & unit] for unit in self.units]
        return sorted(found, key=lambda own: [-sum(form[at] for at in own) for form in forms])

    @cached_property
    def ground(self) -> Ground:
        """The units, as the search has them."""
        seats, lines = self.held[0], self.lines
        unseated = sum(seats) + 1
        unknown = {at for at, own in enumerate(self.body.seats) if own is None}
        units = tuple(sum(self.bits[at] for at in own) for own in self.inside)
        apart = [
            [line.apart for line in lines if line.maker & unit]
            + [line.maker for line in lines if line.apart & unit]
            for unit in units
        ]
        needs = [[line.needs & ~unit for line in lines if line.maker & unit] for unit in units]
        return Ground(
            bits=units,
            sizes=tuple(map(len, self.inside)),
            seats=tuple(
                unseated if unknown.intersection(own) else sum(seats[at] for at in own)
                for own in self.inside
            ),
            unseated=unseated,
            carriers=by_unit(self.body.carriers, self.inside),
            apart=tuple(reduce(or_, some, 0) for some in apart),
            needs=tuple(reduce(or_, some, 0) for some in needs),
        )

    @cached_property
    def spread(self) -> Spread:
        """How far apart the outermost members are."""
        rows = [[[row[at] for at in own] for own in self.inside] for row in self.places.rows]
        low, high = (
            [[None if None in some else end(some) for some in row] for row in rows]  # type: ignore[type-var]
            for end in (min, max)
        )
        return Spread(low, high, len(self.inside))

    @cached_property
    def pairs(self) -> Pairs:
        """What the members disagree on."""
        both = self.ties.pairs if self.ties else [[0] * len(self.bits) for _ in self.bits]
        pairs = [
            [sum(both[at][to] for at in one for to in other) for other in self.inside]
            for one in self.inside
        ]
        own = [pairs[unit][unit] // 2 for unit in range(len(pairs))]
        for unit in range(len(pairs)):
            pairs[unit][unit] = 0
        return Pairs(own, pairs, self.ground.room)

    @property
    def costs(self) -> dict[str, Cost]:
        """What is least in the best sets, by column."""
        ground = self.ground
        seats: Cost = Sums(ground.seats, ground.unseated)
        seats = Marks(self._short, lacks=True) if self.minority else seats
        columns = {
            "members": Sums(ground.sizes, len(self.bits)),
            "seats": seats,
            "surplus": Cost() if self.needed is None else seats,
            "minimal": Marks(ground.superfluous),
            "fewest_members": Marks(partial(self._above, _MEMBERS)),
            "fewest_seats": Marks(partial(self._above, _SEATS)),
            "connected": Marks(self._parted),
            "range": self.spread,
            "disagreement": self.pairs,
            "red_lines": Marks(self._touching),
        }
        if self.minority:
            columns |= dict.fromkeys(("minimal", "fewest_members", "fewest_seats"), Cost())
        return columns

    def _short(self, rows: Array, decided: int) -> Array:
        """Return how many seats sets that do not win lack, at least, of all and one more."""
        ground = self.ground
        pairs = zip(ground.bits, ground.seats, strict=True)
        coming = sum(seats for bit, seats in pairs if bit & ~decided)
        most = ground.unseated if self.needed is None else ceil(self.needed * self.held[1]) - 1
        found = ground.unseated - np.minimum(rows[2] + coming, most)
        return np.where(rows[2] >= ground.unseated, ground.unseated + 1, found)

    def _above(self, row: int, rows: Array, decided: int) -> Array:  # noqa: ARG002
        """Mark the sets with more members, or seats, than the fewest that win."""
        least = self.least(row)
        found: Array = np.greater(rows[row], rows[row] if least is None else least)
        return found.astype(np.int64)

    def _parted(self, rows: Array, decided: int) -> Array:
        """Mark the sets with a gap (1), and those with a member who has no place."""
        if len(self.places.issues) != 1:
            return np.full(rows.shape[1], _LOST)
        sets, (row,) = rows[0], self.places.rows
        found = np.zeros(len(sets), np.bool_)
        standing = [
            (place, bit) for place, bit in zip(row, self.bits, strict=True) if place is not None
        ]
        for place, bit in standing:
            left, right = (
                sum(other for at, other in standing if sign * at > sign * place) for sign in (-1, 1)
            )
            if bit & decided:
                gap = np.equal(sets & bit, 0) & np.not_equal(sets & left, 0)
                found |= gap & np.not_equal(sets & right, 0)
        lost = np.not_equal(sets & ~sum(bit for _, bit in standing), 0)
        return np.where(lost, _LOST, found)

    def _touching(self, rows: Array, decided: int) -> Array:  # noqa: ARG002
        """Count the red lines that touch sets."""
        sets = rows[0]
        found = np.zeros(len(sets), np.int64)
        for line in self.lines:
            about = np.not_equal(sets & line.maker, 0)
            found += about if line.always else about & np.not_equal(sets & line.apart, 0)
        return found

    def value(self, by: str, cost: int) -> Number | None:
        """Return what a cost is in a column of numbers; None where it is not known, or is none."""
        if by in {"members", "red_lines"}:
            return cost
        if by == "range" and cost < self.spread.most:
            return as_given(Fraction(cost, self.places.scale), floating=self.places.floating)
        if by == "disagreement" and self.ties:
            return as_given(Fraction(cost, self.ties.scale), floating=self.ties.floating)
        seats = self.ground.unseated - cost if self.minority else cost
        if by not in {"seats", "surplus"} or not 0 <= seats < self.ground.unseated:
            return None
        held = as_given(Fraction(seats, self.held[1]), floating=False)
        if by == "surplus":
            return None if self.needed is None else held - self.needed
        return held

    def formations(self, keys: list[Key]) -> tuple[Formation, ...]:
        """Return what there is to say of sets, in their order."""
        ground, wins = self.ground, not self.minority
        sets = np.array([-turned for *_, turned in keys], ground.kind)
        inside = ground.inside(sets)
        rows = ground.rows(inside)
        held = rows[_SEATS] if wins else ground.unseated - rows[_SEATS]
        columns: Iterable[tuple[Any, ...]] = zip(
            keys,
            rows[_SEATS].tolist(),
            held.tolist(),
            ground.superfluous(rows, -1).tolist(),
            self._parted(rows, -1).tolist(),
            self.spread.exact(inside),
            self.pairs.exact(inside),
            strict=True,
        )
        first: dict[int, int] = {}  # the rank of each cost
        for at, (cost, *_) in enumerate(keys):
            first.setdefault(cost, at + 1)
        unknown = self.ties.unknown if self.ties else ()
        found = []
        for (cost, _, turned), seats, turn, more, gap, apart, against in columns:
            inside = -turned
            touching = tuple(line.made for line in self.lines if line.touches(inside))
            crossed = tuple(line.made for line in self.lines if line.is_crossed(inside))
            members = self.body.members(inside)
            found.append(
                Formation(
                    members=members,
                    seats=self.value("seats", turn),
                    surplus=self.value("surplus", turn),
                    minimal=wins and not more,
                    fewest_members=self._is_least(_MEMBERS, len(members)),
                    fewest_seats=self._is_least(_SEATS, seats),
                    connected=None if gap == _LOST else not gap,
                    range=self.value("range", apart),
                    disagreement=self.value("disagreement", against),
                    unknown=tuple(pair for both, pair in unknown if both & ~inside == 0),
                    red_lines=touching,
                    ruled_out_by=crossed,
                    rank=first[cost],
                    support=() if wins else self._backing(members, SUPPORT),
                    abstention=() if wins else self._backing(members, ABSTAIN),
                )
            )
        return tuple(found)

    def _is_least(self, row: int, number: int) -> bool | None:
        """Tell whether no set wins with fewer members, or seats; None if it was not found out."""
        if self.minority or (row == _SEATS and number >= self.ground.unseated):
            return False
        least = self.least(row)
        return None if least is None else number == least

    def _backing(self, members: tuple[str, ...], side: int) -> tuple[tuple[str, ...], ...]:
        """Return the smallest sets of other parties that carry a vote of members by a side."""
        game, names = self.body.game, self.body.names
        taken = [SUPPORT if name in members else OPPOSE for name in game.members]
        others = [own for own in self.inside if names[own[0]] not in members]
        free = [game.members.index(names[at]) for own in others for at in own]
        held = carriers(game.rule, game.members, game.seats, taken, free, side=side)
        place = iter(range(len(free)))
        units = [[next(place) for _ in own] for own in others]
        found = islice(fewest_sets(by_unit(held, units)), _SETS)
        chosen = ({names[at] for unit in some for at in others[unit]} for some in found)
        return tuple(tuple(name for name in names if name in some) for some in chosen)


def by_unit(held: Carriers, units: list[list[int]]) -> Carriers:
    """Return which sets of units carry."""
    if isinstance(held, Formula):
        forms = tuple(tuple(sum(form[at] for at in own) for own in units) for form in held.forms)
        return Formula(len(units), forms, held.clauses)
    return Oracle(len(units), lambda some: held.wins(at for unit in some for at in units[unit]))

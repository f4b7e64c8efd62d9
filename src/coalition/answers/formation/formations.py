"""Which coalitions could govern, the best first, and which are ruled out."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import cached_property, partial
from itertools import islice
from math import ceil
from typing import Any

import attrs
import numpy as np

from coalition.answers.formation._best_sets import (
    MEMBERS,
    SEATS,
    Array,
    Cost,
    Ground,
    Key,
    Lacking,
    Marks,
    Pairs,
    Search,
    Spread,
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
from coalition.rules.tallies import ABSTAIN, OPPOSE, SUPPORT, carriers
from coalition.rules.vote import Rule
from coalition.stances.agreement import Agreement

_SETS = 5  # sets of supporters that are listed
_LOST = 2  # of a set of which it is not known whether it is connected


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
        wanted=wanted,
        lines=lines_of(body),
        places=places_of(body, scale),
        ties=disagreements_of(body, topic, agreement),
        wins=not minority,
        watch=watch,
    )
    # 2. The best of those that nobody rules out, and of those that a red line rules out.
    cost = asked.costs[by]
    best = Search(asked.ground(*asked.lines), cost, limit, wins=not minority)
    others = Search(asked.ground(), cost, limit, wins=not minority)
    done = best.run(watch, [(wanted.inside, wanted.outside)])
    all_others = others.run(watch, _crossings(body, wanted, asked.lines))
    # 3. What there is to say of each.
    found, ruled_out = (asked.formations(one.found[:limit], by) for one in (best, others))
    rest = [key[0] for key in best.found[limit:]]
    rest += [best.bound] if best.bound is not None else []
    unplaced = zip(body.names, *asked.places.rows, strict=True)
    return Formations(
        rule=body.game.rule,
        by=by,
        found=found,
        ruled_out=ruled_out,
        complete=done and not rest,
        bound=asked.value(by, cost.turned(min(rest))) if rest else None,
        more_ruled_out=not all_others or len(others.found) > limit,
        minority=minority,
        issues=asked.places.issues,
        unplaced=tuple(name for name, *held in unplaced if None in held),
        seatless=body.seatless,
        stopped=watch.stopped,
    )


def _crossings(body: Body, wanted: Supposed, lines: Iterable[Line]) -> list[tuple[int, int]]:
    """Return who must be in and who out so that a red line is crossed, each way to do so."""
    found: dict[tuple[int, int], None] = {}
    for line in lines:
        inside, outside = wanted.inside | wanted.grown(line.maker), wanted.outside
        for unit in (*wanted.units, body.everyone + 1):
            if inside & outside or inside > body.everyone:
                break
            # the sets that cross it by this unit, and by none of those before
            if unit & line.apart and not unit & outside:
                found[inside | unit, outside] = None
                outside |= unit
            if unit & line.needs and not unit & inside:
                found[inside, (outside | unit) & body.everyone] = None
                inside |= unit
    return list(found)


@attrs.frozen(eq=False)
class _Asked:
    """What is asked of which body, and what sets of parties come to.

    Parameters
    ----------
    body : Body
        The parties.
    wanted : Supposed
        What is supposed of them.
    lines : tuple of Line
        Their red lines.
    places : Places
        Where they stand.
    ties : Disagreements or None
        What they disagree on.
    wins : bool
        Whether the sets are those that win, or those that do not.
    watch : Watch
        Ends the searches.
    """

    body: Body
    wanted: Supposed
    lines: tuple[Line, ...]
    places: Places
    ties: Disagreements | None
    wins: bool
    watch: Watch

    @cached_property
    def seats(self) -> tuple[list[int], int]:
        """The seats of each party in whole numbers, and what they were multiplied by."""
        return scaled(held or 0 for held in self.body.seats)

    @cached_property
    def needed(self) -> int | Fraction | None:
        """The fewest seats with which the rule can be met."""
        return self.body.needed()

    def ground(self, *lines: Line) -> Ground:
        """Return the parties as the search has them, with these red lines."""
        seats, bits = self.seats[0], self.body.each
        unknown = sum(seats) + 1
        held = zip(seats, self.body.seats, strict=True)
        apart, needs = ([0] * len(bits) for _ in range(2))
        for at, bit in enumerate(bits):
            needs[at] = self.wanted.grown(bit) & ~bit
            for line in lines:
                needs[at] |= line.needs * bool(line.maker & bit)
                apart[at] |= line.apart * bool(line.maker & bit)
                apart[at] |= line.maker * bool(line.apart & bit)
        return Ground(
            bits=bits,
            seats=tuple(unknown if given is None else own for own, given in held),
            unseated=unknown,
            carriers=self.body.carriers,
            apart=tuple(apart),
            needs=tuple(needs),
        )

    @cached_property
    def free(self) -> Ground:
        """The parties without regard to red lines."""
        return self.ground()

    @cached_property
    def spread(self) -> Spread:
        """How far apart the outermost members are."""
        return Spread(self.places.rows, len(self.body.names))

    @cached_property
    def pairs(self) -> Pairs:
        """What the members disagree on."""
        none = [0] * len(self.body.names)
        return Pairs(none, self.free.room, self.ties.pairs if self.ties else None)

    @property
    def costs(self) -> dict[str, Cost]:
        """What is least in the best sets, by column."""
        ground = self.free
        seats: Cost = Pairs(ground.seats, ground.room)
        if not self.wins:
            seats = Lacking(self._lacking, ground.unseated)
        marks: dict[str, Callable[[Array, int], Array]] = {
            "minimal": self._superfluous,
            "fewest_members": partial(self._above, MEMBERS),
            "fewest_seats": partial(self._above, SEATS),
        }
        return {
            "members": Pairs([1] * len(ground.bits), ground.room),
            "seats": seats,
            "surplus": Cost() if self.needed is None else seats,
            **{by: Marks(told) if self.wins else Cost() for by, told in marks.items()},
            "connected": Marks(self._gaps),
            "range": self.spread,
            "disagreement": self.pairs,
            "red_lines": Marks(self._touching),
        }

    def _lacking(self, rows: Array, decided: int) -> Array:
        """Return how many seats sets that do not win lack at least, of all and one more."""
        ground, most = self.free, self.free.unseated
        pairs = zip(ground.bits, ground.seats, strict=True)
        coming = sum(seats for bit, seats in pairs if bit & ~decided)
        if self.needed is not None:
            most = ceil(self.needed * self.seats[1]) - 1
        found = ground.unseated - np.minimum(rows[SEATS] + coming, most)
        return np.where(rows[SEATS] < ground.unseated, found, ground.unseated + 1)

    def _superfluous(self, rows: Array, decided: int) -> Array:  # noqa: ARG002
        """Mark the sets that would win without those who are in or out as one."""
        return self.free.superfluous(rows, self.wanted.units)

    def _above(self, row: int, rows: Array, decided: int) -> Array:  # noqa: ARG002
        """Mark the sets with more members, or seats, than the fewest that win."""
        least = self.least[row]
        found: Array = np.greater(rows[row], rows[row] if least is None else least)
        return found.astype(np.int64)

    def _gaps(self, rows: Array, decided: int) -> Array:
        """Mark the sets with a gap (1), and those with a member who has no place."""
        if len(self.places.issues) != 1:
            return np.full(rows.shape[1], _LOST)
        sets, (row,), bits = rows[0], self.places.rows, self.body.each
        standing = [(at, bit) for at, bit in zip(row, bits, strict=True) if at is not None]
        found: Array = np.not_equal(sets & ~sum(bit for _, bit in standing), 0) * _LOST
        for place, bit in standing:
            left = sum(other for at, other in standing if at < place)
            right = sum(other for at, other in standing if at > place)
            gap = (sets & bit == 0) & (sets & left != 0) & (sets & right != 0)
            found = np.maximum(found, gap * bool(bit & decided))
        return found

    def _touching(self, rows: Array, decided: int) -> Array:  # noqa: ARG002
        """Count the red lines that touch sets."""
        none = np.zeros(rows.shape[1], np.int64)
        found: Array = sum((line.touches(rows[0]) for line in self.lines), none)
        return found

    @cached_property
    def least(self) -> dict[int, int | None]:
        """The fewest members, and seats, of sets that win; None where it was not found out."""
        found: dict[int, int | None] = {}
        for row, each in ((MEMBERS, [1] * len(self.free.bits)), (SEATS, self.free.seats)):
            search = Search(self.free, Pairs(each, self.free.room), 0)
            done = search.run(self.watch, [(self.wanted.inside, self.wanted.outside)])
            found[row] = search.found[0][0] if done and search.found else None
        return found

    def value(self, by: str, cost: int) -> Number | None:
        """Return what a cost is in a column of numbers; None where it is not known, or is none."""
        number: int | Fraction | None = None
        floating = False
        if by in {"members", "red_lines"}:
            number = Fraction(cost)
        elif by == "range" and cost < self.spread.most:
            number, floating = Fraction(cost, self.places.scale), self.places.floating
        elif by == "disagreement" and self.ties:
            number, floating = Fraction(cost, self.ties.scale), self.ties.floating
        elif by in {"seats", "surplus"} and 0 <= cost < self.free.unseated:
            number = Fraction(cost, self.seats[1])
            if by == "surplus":
                number = None if self.needed is None else number - self.needed
        return None if number is None else as_given(Fraction(number), floating=floating)

    def formations(self, keys: list[Key], by: str) -> tuple[Formation, ...]:
        """Return what there is to say of sets, in their order."""
        ground = self.free
        sets = np.array([-turned for *_, turned in keys], ground.kind)
        inside = ground.inside(sets)
        rows = ground.rows(inside)
        columns: Iterable[tuple[Any, ...]] = zip(
            sets.tolist(),
            rows[SEATS].tolist(),
            self._superfluous(rows, -1).tolist(),
            self._gaps(rows, -1).tolist(),
            self.spread.exact(inside),
            self.pairs.exact(inside),
            strict=True,
        )
        unknown = self.ties.unknown if self.ties else ()
        found: list[Formation] = []
        first: dict[object, int] = {}  # the rank of each value
        for one, seats, more, gap, apart, against in columns:
            members = self.body.members(one)
            made = Formation(
                members=members,
                seats=self.value("seats", seats),
                surplus=self.value("surplus", seats),
                minimal=self.wins and not more,
                fewest_members=self._is_least(MEMBERS, len(members)),
                fewest_seats=self._is_least(SEATS, seats),
                connected=None if gap == _LOST else not gap,
                range=self.value("range", apart),
                disagreement=self.value("disagreement", against),
                unknown=tuple(pair for both, pair in unknown if both & ~one == 0),
                red_lines=tuple(line.made for line in self.lines if line.touches(one)),
                ruled_out_by=tuple(line.made for line in self.lines if line.is_crossed(one)),
                drawn_by=tuple(
                    name
                    for line in self.lines
                    if line.is_crossed(one)
                    for name in self.body.members(line.maker)
                ),
                support=() if self.wins else self._backing(members, SUPPORT),
                abstention=() if self.wins else self._backing(members, ABSTAIN),
            )
            value = getattr(made, by)
            value = len(value) if isinstance(value, tuple) else value
            found.append(attrs.evolve(made, rank=first.setdefault(value, len(found) + 1)))
        return tuple(found)

    def _is_least(self, row: int, number: int) -> bool | None:
        """Tell whether no set wins with fewer members, or seats; None if it was not found out."""
        if not self.wins or (row == SEATS and number >= self.free.unseated):
            return False
        least = self.least[row]
        return None if least is None else number == least

    def _backing(self, members: tuple[str, ...], side: int) -> tuple[tuple[str, ...], ...]:
        """Return the smallest sets of other parties that carry a vote of members by a side."""
        game = self.body.game
        others = [name for name in self.body.names if name not in members]
        taken = [SUPPORT if name in members else OPPOSE for name in game.members]
        free = [game.members.index(name) for name in others]
        held = carriers(game.rule, game.members, game.seats, taken, free, side=side)
        return tuple(tuple(others[at] for at in some) for some in islice(fewest_sets(held), _SETS))

"""Who would have to move, and how far, for a proposal or a package to pass."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Literal

import attrs

from coalition.answers.amounts import total
from coalition.answers.deals._cheapest_sets import Cheapest, cheapest_sets
from coalition.answers.deals._parts import exclusions
from coalition.answers.deals.packages import Package, reserved
from coalition.answers.decisions.blockers import NOBODY, body_of, sitting
from coalition.answers.decisions.decide import filled, outcome_of
from coalition.answers.scope import chosen, salience_of
from coalition.answers.terms import but_for, on_terms
from coalition.errors import Fault, InvalidValue
from coalition.games.game import SimpleGame
from coalition.games.sets import Players
from coalition.limits import Stopped, Watch, checked_limits
from coalition.model.statements import Position
from coalition.model.words import Several, Verdict
from coalition.numbers import Number, exact, scaled
from coalition.rules.by_head import Unanimity
from coalition.rules.tallies import ABSTAIN, OPPOSE, SUPPORT
from coalition.rules.vote import Rule
from coalition.sentences import listed, short
from coalition.stances.from_positions import Stances, given
from coalition.stances.from_scales import with_sides
from coalition.stances.matrix import StanceMatrix
from coalition.tables import Columns, Names, Row, Shown

LISTED = 100  # ways of each kind that are listed


@attrs.frozen
class Move(Shown):
    """How an actor would have to move.

    Attributes
    ----------
    actor : str
        Id of the actor.
    to : {'neutral', 'for'}
        Where to: no longer against, or in favor.
    distance : Fraction
        How far, on the scale of stances: up to where the actor is neutral. Whoever must be for has
        to go beyond that, by however little.
    stances : tuple of (str, Fraction, Fraction)
        The proposals on which it would move, with its stance before and after; those that matter
        most to it, as they change most for the least distance.
    reasons : tuple of Position
        The positions that it would go back on, the best known of each proposal first.
    """

    actor: str
    to: Literal["neutral", "for"]
    distance: Fraction
    stances: tuple[tuple[str, Fraction, Fraction], ...]
    reasons: tuple[Position, ...] = attrs.field(repr=False)

    def __str__(self) -> str:
        beyond = "more than " if self.to == "for" else ""
        return f"{self.actor} by {beyond}{short(self.distance)}"


@attrs.frozen
class Concession(Shown):
    """Moves that together would let it pass, of which none can be spared.

    Attributes
    ----------
    moves : tuple of Move
        The moves, by seats of the actors, then by id.
    total, largest : Fraction
        The sum of the distances, and the largest of them.
    outcome : {'passes', 'open'}
        Whether it would then pass, or still depend on those of whom nothing is known.
    """

    moves: tuple[Move, ...]
    total: Fraction
    largest: Fraction
    outcome: Verdict

    @property
    def movers(self) -> tuple[str, ...]:
        """Ids of the actors who move."""
        return tuple(move.actor for move in self.moves)

    def __str__(self) -> str:
        return f"{listed(self.moves)}{' (then open)' if self.outcome == 'open' else ''}"


@attrs.frozen
class Concessions(Shown):
    """What would let a proposal or a package pass that is blocked.

    Attributes
    ----------
    proposals : tuple of str
        Ids of the proposals that would pass together.
    rule : Rule
        The rule.
    outcome : {'passes', 'blocked', 'open'}
        What becomes of it as things are. Nobody has to move unless it is blocked.
    certain : bool
        Whether the outcome is the same on what was stated or reported alone, the rest unknown.
    fewest : tuple of Concession
        The ways in which the fewest actors change their minds.
    smallest_total : tuple of Concession
        Those with the least sum of distances; among equals, with the fewest actors.
    smallest_largest : tuple of Concession
        Those in which the farthest that anyone moves is least; among equals, with the least sum of
        distances and the fewest actors.
    complete : bool
        Whether all such ways are listed, and proven to be: there are at most 100 of each kind, and
        the best that was found where the search was stopped.
    movers_at_least : int
        How few may change their minds: no way has fewer moves.
    total_at_least : Fraction
        What the sum of distances is at least in every way.
    unknown : tuple of str
        Ids of the actors whose position on some part is not known.
    stopped : {'work', 'time', 'interrupt'} or None
        What ended the search before all was proven: the work that is done by default, the time
        limit, or Ctrl-C.
    several : str
        What several statements of one actor on one proposal count for, as for `Coalition`.
    left_out : tuple of Position
        Positions on the proposals that `Coalition.at` left out: they may be later.
    """

    proposals: tuple[str, ...]
    rule: Rule
    outcome: Verdict
    certain: bool
    fewest: tuple[Concession, ...]
    smallest_total: tuple[Concession, ...]
    smallest_largest: tuple[Concession, ...]
    complete: bool
    movers_at_least: int
    total_at_least: Fraction
    unknown: tuple[str, ...]
    stopped: Stopped | None
    several: Several = "refuse"
    left_out: tuple[Position, ...] = attrs.field(default=(), repr=False)

    @property
    def worded(self) -> str:
        """The outcome in words: ``possibly blocked`` where it is not certain."""
        sure = self.certain or self.outcome == "open"
        return self.outcome if sure else f"possibly {self.outcome}"

    @classmethod
    def _columns(cls) -> Columns:
        return {"proposals": Names, "rule": str, "best": str, **Concession._columns()}

    def _rows(self) -> Iterable[Row]:
        for best in ("fewest", "smallest_total", "smallest_largest"):
            for concession in getattr(self, best):
                for row in concession._rows():
                    yield self.proposals, self.rule, best, *row

    def __str__(self) -> str:
        if self.outcome == "passes":
            found = f"{self.worded} as it is"
        elif self.outcome == "open":
            found = "depends on unknown positions only" if self.unknown else NOBODY
        elif not self.fewest:
            found = "no moves would be enough"
        else:
            found = self._smallest()
        terms = f"{on_terms(self.several)}{but_for(self.left_out)}"
        return f"{listed(self.proposals)} ({self.rule}): {found}{terms}"

    def _smallest(self) -> str:
        """Say what the smallest moves are, as far as that is proven."""
        first = self.smallest_total[0]
        ways = " or ".join(map(str, self.smallest_total))
        one = len(self.smallest_total) == len(first.moves) == 1
        if self.total_at_least < first.total:
            least = f"less than {short(self.total_at_least)} in all would not"
            known = least if self.total_at_least else "whether less would be is not known"
            return f"{ways} would be enough; {known}"
        if not self.complete:
            return f"no moves are smaller than {ways}"
        return f"the smallest {'move is' if one else 'moves are'} {ways}"


def concessions(
    source: Stances,
    about: str | Iterable[str] | Package,
    *,
    rule: Rule | str = Unanimity(),  # noqa: B008 - frozen
    reservation: Mapping[str, Number] | None = None,
    actors: Iterable[str] | None = None,
    time_limit: float | None = None,
) -> Concessions:
    """Return the smallest moves that would let a proposal or a package pass.

    On a single proposal an actor is for it, against it or neutral as its stance says, and the
    distance is that to 0. A package is worth to an actor the sum of stance times salience over its
    parts, as for `packages`, and the distance is the least change of stances by which that reaches
    what no deal is worth. Actors move toward what is proposed and never beyond a stance of 1;
    who could not reach it by moving all the way does not move. Who is unknown is neither for nor
    against: a way counts if it makes the outcome at least open, and says which of the two it is.

    Parameters
    ----------
    source, rule, reservation, actors
        As for `packages`; the reservations count where it is about a package.
    about : str, iterable of str, or Package
        Id of a proposal; or those of a package.
    time_limit : float, optional
        Seconds after which to stop with the best so far and with bounds, as on Ctrl-C. Without one,
        it stops at half a million branches of a search, which makes the answer the same on every
        machine.

    Returns
    -------
    Concessions
        The fewest changes of mind, the smallest sum of moves and the smallest largest move, each in
        every way that there is, with the positions that would be gone back on. The smallest largest
        move is exact however the search ends.

    Raises
    ------
    UnknownProposal, UnknownActor
        If there is no such proposal or actor.
    InvalidValue
        If the rule does not fit the body, a reservation is not a finite number, or the time limit
        is no number of seconds.
    TooLarge
        If more than 20 can move under a rule of your own.
    KeyboardInterrupt
        On Ctrl-C before there is a way of each kind.

    Examples
    --------
    >>> import coalition as co
    >>> july = co.load_case("migration-2023").at("2023-07")
    >>> print(co.concessions(july, "strict-asylum-package"))
    strict-asylum-package (unanimity): the smallest moves are D66 by 1 and CU by 1
    >>> found = co.concessions(july, "strict-asylum-package", rule=co.Majority(of=150))
    >>> for way in found.fewest:
    ...     print(way)
    D66 by more than 1 and CU by more than 1
    """
    source = given(source, "concessions")
    checked_limits("concessions", time_limit=time_limit)
    single = isinstance(about, str)
    names = about.proposals if isinstance(about, Package) else about
    watch = Watch(time_limit)
    matrix, parts = chosen(source, [names] if isinstance(names, str) else names, actors)
    with_sides(matrix, "concessions")
    excluding = exclusions(source)
    if clash := [pair for pair in combinations(parts, 2) if pair[1] in excluding.get(pair[0], ())]:
        message = f"exclude each other: {'; '.join(map(listed, clash))}"
        raise InvalidValue((Fault("about", message),), "concessions")
    sat, seats = sitting(matrix)(parts[0]) if len(parts) == 1 else (matrix.actors, ())
    then = dict(seats) if sat and seats else None
    body = body_of(matrix, rule, sat or matrix.actors, "concessions", then)
    floor = reserved(body.members, reservation)
    weighed = not single or reservation is not None  # on one proposal, sides are as in a vote
    stands = [
        _stand(matrix, member, parts, floor[member], weighed=weighed) for member in body.members
    ]
    table = _Table(body, stands, watch)
    outcome = table.outcome((), ABSTAIN)
    searches = (Cheapest((), 0, 0, proven=True),) * 3
    if outcome == "blocked" and table.outcome(table.free, SUPPORT) != "blocked":
        weight = len(stands) + 1  # what a unit of distance costs, and a move costs 1
        searches = (
            table.smallest(table.free, 0),
            table.smallest(table.free, weight),
            table.smallest(table.nearest(), weight),
        )
    fewest, least, nearest = searches
    proven = all(found.proven for found in searches)
    surely = [stand.side if stand.certain else None for stand in stands]
    members = zip(body.members, stands, strict=True)
    return Concessions(
        proposals=parts,
        rule=body.rule,
        outcome=outcome,
        certain=outcome_of(table.carries, surely) == outcome,
        fewest=tuple(map(table.way, fewest.sets[:LISTED])),
        smallest_total=tuple(map(table.way, least.sets[:LISTED])),
        smallest_largest=tuple(map(table.way, nearest.sets[:LISTED])),
        complete=proven and all(len(found.sets) <= LISTED for found in searches),
        movers_at_least=fewest.bound,
        total_at_least=Fraction(least.bound // (len(stands) + 1), table.scale),
        unknown=tuple(name for name, stand in members if stand.side is None) if sat else (),
        stopped=None if proven else watch.stopped,
        several=matrix.several,
        left_out=tuple(said for said in matrix.left_out if said.proposal in parts),
    )


@attrs.frozen
class _Stand:
    """Where an actor stands: the side it takes, and the least move to being neutral."""

    side: int | None  # None where the position on some part is not known
    move: Move | None  # None for one who is for it already, or who cannot come to be
    certain: bool  # whether that is so on certain positions alone


def _stand(
    matrix: StanceMatrix, actor: str, parts: Sequence[str], floor: Fraction, *, weighed: bool
) -> _Stand:
    certain = not matrix.positions or all(
        any(said.certain for said in matrix.held(actor, part)) for part in parts
    )
    stances = {part: matrix.stance(actor, part) for part in parts}
    known = {part: exact(stance) for part, stance in stances.items() if stance is not None}
    if len(known) < len(parts):
        return _Stand(None, None, certain)
    salience = {p: salience_of(matrix, actor, p) if weighed else Fraction(1) for p in parts}
    gain = total(stance * salience[part] for part, stance in known.items()) - floor
    if gain > 0:
        return _Stand(SUPPORT, None, certain)
    side = OPPOSE if gain < 0 else ABSTAIN
    lacking = -gain
    # What matters most changes most for the least distance; what does not matter changes nothing.
    open_parts = [part for part in parts if known[part] < 1 and salience[part]]
    if total((1 - known[part]) * salience[part] for part in open_parts) <= lacking:
        return _Stand(side, None, certain)  # not for it either after moving all the way
    moved: list[tuple[str, Fraction, Fraction]] = []
    for part in sorted(open_parts, key=lambda part: (-salience[part], part)):
        step = min(1 - known[part], lacking / salience[part])
        lacking -= step * salience[part]
        if step or not moved:  # who is neutral already would begin to move on the first
            moved.append((part, known[part], known[part] + step))
    distance = total(after - before for _, before, after in moved)
    reasons = tuple(said for part, *_ in moved for said in matrix.held(actor, part))
    return _Stand(side, Move(actor, "for", distance, tuple(moved), reasons), certain)


class _Table:
    """The members of a body, where each stands, and what follows if some of them move."""

    def __init__(self, body: SimpleGame, stands: Sequence[_Stand], watch: Watch) -> None:
        self.stands, self.watch = stands, watch
        self.carries = body.judge
        self.sides = [stand.side for stand in stands]
        self.free = [place for place, stand in enumerate(stands) if stand.move is not None]
        self.distances, self.scale = scaled(one.move.distance if one.move else 0 for one in stands)

    def smallest(self, free: Sequence[int], weight: int) -> Cheapest:
        """Return the sets of these members with the least sum of moves, then the fewest."""
        turned = self.carries.turned(filled(self.sides, SUPPORT), free)
        costs = [self.distances[place] * weight + 1 for place in free]
        found = cheapest_sets(turned, costs, LISTED + 1, self.watch)
        sets = tuple(tuple(free[one] for one in players) for players in found.sets)
        return attrs.evolve(found, sets=sets)

    def nearest(self) -> list[int]:
        """Return those who move no farther than somebody has to."""
        distances = sorted({self.distances[place] for place in self.free})
        within = ([p for p in self.free if self.distances[p] <= far] for far in distances)
        return next(some for some in within if self.outcome(some, SUPPORT) != "blocked")

    def way(self, movers: Players) -> Concession:
        """Return the moves: to being neutral where that is enough of all who move."""
        to = ABSTAIN if self.outcome(movers, ABSTAIN) != "blocked" else SUPPORT
        word: Literal["neutral", "for"] = "neutral" if to == ABSTAIN else "for"
        moves = [move for place in movers if (move := self.stands[place].move) is not None]
        distances = [move.distance for move in moves]
        return Concession(
            moves=tuple(attrs.evolve(move, to=word) for move in moves),
            total=total(distances),
            largest=max(distances),
            outcome=self.outcome(movers, to),
        )

    def outcome(self, movers: Collection[int], to: int) -> Verdict:
        """Return what becomes of it once these have moved there."""
        moved = dict.fromkeys(movers, to)
        return outcome_of(self.carries, [moved.get(p, side) for p, side in enumerate(self.sides)])

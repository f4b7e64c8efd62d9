"""Comparisons: which of them hold, and whether all of them can be true along with the positions.

Each says that one stance exceeds another by some number or more, or at most, or that the two are no
further apart than that; and a position says that a stance lies between two numbers. Such statements
can all be true unless some of them form a circle whose differences add up to more than 0: a
negative cycle in the graph of differences (Bellman 1958).
"""

from bisect import bisect_right
from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import accumulate
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

from coalition.faults import Faults
from coalition.model.current_statements import actor_on, latest
from coalition.model.dates import PartialDate
from coalition.model.statements import Comparison, Position, Statement
from coalition.numbers import exact

S = TypeVar("S", bound=Statement)

_SCALE = None  # where stances are measured from


class _Bound(NamedTuple):
    """That the stance of `end` exceeds that of `start` by `most` at most, or by less than that."""

    start: str | None
    end: str | None
    most: tuple[Fraction, int]  # with -1 for less
    place: str | None  # of the statement; none for the ends of the scale


def standing(
    positions: Iterable[Position], comparisons: Sequence[Comparison]
) -> tuple[Comparison, ...]:
    """Return the comparisons that no later one, and no later position of either, supersedes."""
    if not comparisons:
        return ()
    taken, compared = latest(positions, actor_on), latest(comparisons, _pair_on)
    return tuple(
        one
        for one in comparisons
        if not one.date.is_before(compared[_pair_on(one)].date)
        and not any(
            one.date.is_before(taken[key].date)
            for key in ((one.more, one.proposal), (one.less, one.proposal))
            if key in taken
        )
    )


def _pair_on(one: Comparison) -> Hashable:
    return frozenset((one.more, one.less)), one.proposal


def overtaken(positions: Sequence[Position], comparisons: Iterable[Comparison]) -> set[Position]:
    """Return the positions that no longer hold, as a comparison of later cannot be true with them.

    Who was for and against, and is said to be close afterwards, has moved: which of the two, and
    how far, is not known.
    """
    found: set[Position] = set()
    for one, pair in _pairs(positions, comparisons):
        if all(said.date.is_before(one.date) for said in pair) and _denies(one, pair):
            found.update(pair)
    return found


def not_denied(
    positions: Sequence[Position], comparisons: Sequence[Comparison], supposed: Container[Position]
) -> tuple[Comparison, ...]:
    """Return the comparisons that can be true with what is supposed, and with the rest."""
    denied = {
        one
        for one, pair in _pairs(positions, comparisons)
        if any(said in supposed for said in pair) and _denies(one, pair)
    }
    return tuple(one for one in comparisons if one not in denied)


def _pairs(
    positions: Iterable[Position], comparisons: Iterable[Comparison]
) -> Iterator[tuple[Comparison, list[Position]]]:
    """Yield each comparison with the positions of the two whom it compares."""
    compared = list(comparisons)
    on = {(actor, one.proposal) for one in compared for actor in (one.more, one.less)}
    held: dict[Hashable, list[Position]] = {}
    for said in positions if on else ():
        if actor_on(said) in on:
            held.setdefault(actor_on(said), []).append(said)
    for one in compared:
        yield one, [p for name in (one.more, one.less) for p in held.get((name, one.proposal), ())]


def _denies(one: Comparison, pair: Iterable[Position]) -> bool:
    """Tell whether no stances of the two, as far as they are known, are so far apart."""
    ends = []
    for actor in (one.more, one.less):
        bounds = [said.bounds for said in pair if said.actor == actor] or [(-1, 1)]
        ends.append((exact(min(low for low, _ in bounds)), exact(max(high for _, high in bounds))))
    (low, high), (lower, higher) = ends
    most = exact(2 if one.at_most is None else one.at_most)
    least = -most if one.is_close else exact(one.at_least or 0)
    return high - lower < least or low - higher > most


def check_comparable(positions: Sequence[Any], comparisons: Sequence[Any], faults: Faults) -> None:
    """Note comparisons that cannot be true along with what else held when they were made."""
    places = {
        id(item): f"{name}[{index}]"
        for name, items in (("positions", positions), ("comparisons", comparisons))
        for index, item in enumerate(items)
    }
    # 1. Only statements on one proposal can contradict each other.
    on: dict[str, tuple[list[Position], list[Comparison]]] = {}
    for one in comparisons:
        if isinstance(one, Comparison):
            on.setdefault(one.proposal, ([], []))[1].append(one)
    for said in positions:
        if isinstance(said, Position) and said.proposal in on:
            on[said.proposal][0].append(said)
    for taken, made in on.values():
        wrong: dict[int, tuple[int, str, str]] = {}  # by identity: its rank, its place, and why
        own, pairs = _Turns(taken, actor_on), _Turns(made, _pair_on)
        for date in dict.fromkeys(one.date for one in made):
            # 2. What held when a comparison was made, but for comparisons already found wrong.
            current = own.at(date)
            known = pairs.at(date, wrong)
            left = list(standing(current, known))
            # What was said before a comparison is no reason against it: they may have moved.
            moved = {
                said
                for one, pair in _pairs(current, left)
                if _denies(one, pair)
                for said in pair
                if said.date.is_before(one.date)
            }
            held = _single(said for said in current if said not in moved)
            # 3. Of a circle, the comparison that comes last is the wrong one; without it, others
            #    may still form another.
            while circle := _circle(held, left, places):
                last = max((one for one in left if places[id(one)] in circle), key=made.index)
                message = _contradiction(last, circle, held, left, places)
                wrong[id(last)] = made.index(last), places[id(last)], message
                left.remove(last)
        for _, place, message in sorted(wrong.values(), key=itemgetter(0)):
            faults.note(place, message)


class _Turns(Generic[S]):
    """Statements in order of time, of which those are asked for that held at a date."""

    def __init__(self, items: Sequence[S], key: Callable[[S], Hashable]) -> None:
        self._rank = {id(item): place for place, item in enumerate(items)}
        self._by_key: dict[Hashable, list[S]] = {}
        for item in sorted(items, key=lambda item: item.date.first):
            self._by_key.setdefault(key(item), []).append(item)
        # for each place, the last day that any statement up to there may be of
        self._ends = {
            name: list(accumulate((item.date.last for item in held), max))
            for name, held in self._by_key.items()
        }

    def at(self, date: PartialDate, wrong: Container[int] = ()) -> list[S]:
        """Return those begun by the end of a date that no surely later one supersedes."""
        found: list[S] = []
        for name, held in self._by_key.items():
            ends, begun = self._ends[name], None
            place = bisect_right(held, date.last, key=lambda item: item.date.first)
            while place and (begun is None or ends[place - 1] >= begun):
                place -= 1
                item = held[place]
                if id(item) not in wrong:
                    begun = begun or item.date.first  # of the latest
                    if item.date.last >= begun:
                        found.append(item)
        return sorted(found, key=lambda item: self._rank[id(item)])


def _single(held: Iterable[Position]) -> list[Position]:
    """Return the positions but for those of actors whose own cannot all be true: they have none."""
    found, ends = list(held), dict[str, tuple[float, float]]()
    for said in found:
        low, high = ends.get(said.actor, (-1, 1))
        ends[said.actor] = max(low, said.bounds[0]), min(high, said.bounds[1])
    return [said for said in found if ends[said.actor][0] <= ends[said.actor][1]]


def _circle(
    held: list[Position], compared: list[Comparison], places: dict[int, str]
) -> list[str | None]:
    """Return the places of statements that cannot all be true; none where they can.

    There is None among them if it takes the ends of the scale too.
    """
    # 1. Every statement is a bound on how far one stance, or an end of the scale, exceeds another.
    bounds = []
    for one in compared:
        if not one.is_close:
            most = (Fraction(0), -1) if one.at_least is None else (-exact(one.at_least), 0)
            bounds.append(_Bound(one.more, one.less, most, places[id(one)]))
        if one.at_most is not None:
            pairs = [(one.less, one.more), (one.more, one.less)][: 1 + one.is_close]
            most = exact(one.at_most), 0
            bounds += [_Bound(*pair, most, places[id(one)]) for pair in pairs]
    actors = dict.fromkeys(name for one in compared for name in (one.more, one.less))
    ends: list[tuple[str, tuple[float, float], str | None]]
    ends = [(actor, (-1, 1), None) for actor in actors]
    ends += [(said.actor, said.bounds, places[id(said)]) for said in held if said.actor in actors]
    for actor, (low, high), place in ends:
        bounds.append(_Bound(actor, _SCALE, (-exact(low), 0), place))
        bounds.append(_Bound(_SCALE, actor, (exact(high), 0), place))
    # 2. Tighten what the bounds allow in all, until nothing changes: then all can be true.
    reach = dict.fromkeys((*actors, _SCALE), (Fraction(0), 0))
    by: dict[str | None, _Bound] = {}
    changed: str | None = _SCALE
    for _ in range(len(reach) + 1):
        last = None
        for bound in bounds:
            start, most = reach[bound.start], bound.most
            further = (start[0] + most[0], start[1] + most[1])
            if further < reach[bound.end]:
                reach[bound.end], by[bound.end], last = further, bound, bound
        if last is None:
            return []
        changed = last.end
    # 3. It still changes after as many rounds as there are stances: what changed last comes from
    #    a circle, which is reached by going back as often. Go round it once.
    for _ in reach:
        changed = by[changed].start
    circle = [by[changed]]
    while circle[-1].start != changed:
        circle.append(by[circle[-1].start])
    return [bound.place for bound in circle]


def _contradiction(
    last: Comparison,
    circle: list[str | None],
    held: list[Position],
    compared: list[Comparison],
    places: dict[int, str],
) -> str:
    """Say what a comparison contradicts."""
    others = {
        places[id(item)]: item
        for item in (*held, *compared)
        if item is not last and places[id(item)] in circle
    }
    named = " and ".join(f"{place}, {item}" for place, item in others.items())
    if any(isinstance(item, Position) for item in others.values()):
        more = "; give `between` to a position that is not known exactly"
    else:
        more = "; stances differ by 2 at most" if None in circle else ""
    return f"{last} contradicts {named}{more}"

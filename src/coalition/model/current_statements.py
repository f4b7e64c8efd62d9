"""Which statements are current, or count, where an actor makes several on one proposal."""

from collections.abc import Callable, Hashable, Iterable
from datetime import date as Day
from typing import TypeVar

from coalition.faults import Faults
from coalition.model import checks
from coalition.model.dates import PartialDate
from coalition.model.statements import Position, Statement
from coalition.model.words import Several, Side

S = TypeVar("S", bound=Statement)
T = TypeVar("T")

_PERIODS: dict[str, Callable[[Day], tuple[int, ...]]] = {
    "week": lambda day: day.isocalendar()[:2],
    "month": lambda day: (day.year, day.month),
    "year": lambda day: (day.year,),
    "range": lambda _: (),
}


def by_certainty(position: Position) -> tuple[int, str, str, float, float]:
    """Return what puts positions in order, the best known first, of these the most salient."""
    return (
        checks.ATTRIBUTIONS.index(position.attribution),
        str(position.date),
        position.source or "",
        -position.salience,
        -position.stance,
    )


def latest(items: Iterable[S], key: Callable[[S], Hashable]) -> dict[Hashable, S]:
    """Return the statement with the latest beginning for each key."""
    found: dict[Hashable, S] = {}
    for item in items:
        of = key(item)
        if found.setdefault(of, item).date.first < item.date.first:
            found[of] = item
    return found


def actor_on(said: Position) -> tuple[str, str]:
    """Return whose position on what it is."""
    return said.actor, said.proposal


def unsuperseded(positions: Iterable[Position]) -> tuple[Position, ...]:
    """Return the positions that no surely later one of the same actor supersedes."""
    taken = tuple(positions)
    last = latest(taken, actor_on)
    return tuple(said for said in taken if not said.date.is_before(last[actor_on(said)].date))


def current(positions: Iterable[Position], several: Several) -> tuple[Position, ...]:
    """Return the statements that count under a policy: of those that count once, the best known."""
    if several not in checks.COUNTING:
        return unsuperseded(positions)
    taken = tuple(positions)
    if several == "all":
        return taken
    best: dict[Hashable, int] = {}
    joined = _joined(taken) if several == "source" else {}
    for index, said in sorted(enumerate(taken), key=lambda pair: by_certainty(pair[1])):
        shared = joined[_carried(said)[0]] if joined else (_saying(said), _span(said.date, several))
        best.setdefault(shared, index)
    return tuple(taken[index] for index in sorted(best.values()))


def check_once(positions: Iterable[tuple[int, Position]], several: Several, faults: Faults) -> None:
    """Note the statements that may or may not count, as others say the same."""
    alike: dict[Hashable, list[tuple[int, Position]]] = {}
    for index, said in positions if several in ("source", *_PERIODS) else ():
        alike.setdefault(_saying(said), []).append((index, said))
    for group in alike.values():
        if several == "source":
            _check_sourced(group, faults)
        else:
            _check_dated(group, several, faults)


def side_of(positions: Iterable[Position]) -> Side | None:
    """Return the side that all of these take; None where there are none, or they differ in it."""
    sides = {position.side for position in positions}
    return sides.pop() if len(sides) == 1 else None


def _saying(said: Position) -> Hashable:
    return said.actor, said.proposal, said.stance


def _carried(said: Position) -> list[Hashable]:
    """Return what is said, once with each source that carries it."""
    return [(_saying(said), source) for source in said.sources or (None,)]


def _joined(taken: Iterable[Position]) -> dict[Hashable, frozenset[Hashable]]:
    """Return for each that is `_carried` those that it is joined with.

    All sources of one statement are, and so are those of others that share a source with it:
    whatever order they are in, what two sources report together counts once.
    """
    joined: dict[Hashable, frozenset[Hashable]] = {}
    for carried in map(_carried, taken):
        known = {joined[one] for one in carried if one in joined}
        if len(known) != 1 or not next(iter(known)).issuperset(carried):
            together = frozenset(carried).union(*known)
            joined.update(dict.fromkeys(together, together))
    return joined


def _span(date: PartialDate, several: Several) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the first and the last period that a date may be in."""
    period = _PERIODS[several]
    return period(date.first), period(date.last)


def _check_sourced(group: list[tuple[int, Position]], faults: Faults) -> None:
    for index, said in group if len(group) > 1 else ():
        if said.source is None:
            other = next(place for place, _ in group if place != index)
            message = f"positions[{other}] says the same; to count once per source, name the source"
            faults.note(f"positions[{index}].source", message)


def _check_dated(group: list[tuple[int, Position]], several: Several, faults: Faults) -> None:
    """Note the dates that may or may not lie in the same period as another."""
    spans = [(index, said.date, *_span(said.date, several)) for index, said in group]
    for index, date, first, last in spans:
        beside = (s for s in spans if s[0] != index and s[2] <= last and first <= s[3])
        if first != last and (other := next(beside, None)):
            message = (
                f"{date} may or may not be in the same {several} as positions[{other[0]}] "
                f"({other[1]}), which says the same; to count once per {several}, say when"
            )
            faults.note(f"positions[{index}].date", message)


def grouped(statements: Iterable[S], key: Callable[[S], T]) -> dict[T, tuple[S, ...]]:
    """Return statements by what a key gives, in their order."""
    found: dict[T, list[S]] = {}
    for said in statements:
        found.setdefault(key(said), []).append(said)
    return {name: tuple(held) for name, held in found.items()}

"""What formations are by definition: every set of parties is looked at, one after the other."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import combinations
from typing import Any

import attrs

__all__ = ["Said", "every_formation", "key_of"]

Wins = Callable[[frozenset[str]], bool]


@attrs.frozen
class Said:
    """What the answer is about, in plain words.

    Parameters
    ----------
    seats : dict
        The seats of each party; no party has none.
    wins : callable
        Which sets win.
    place : dict of dict
        For each issue, the place of each party that has one.
    weight : dict of Fraction
        What one unit of each issue counts.
    tie : dict
        The disagreement of pairs that have a tie, the names in order.
    lines : list
        Red lines: maker, not with, not without, whether only as the largest.
    together : list
        Groups that are in or out as one.
    """

    seats: Mapping[str, int]
    wins: Wins
    place: Mapping[str, Mapping[str, Fraction]] = {}
    weight: Mapping[str, Fraction] = {}
    tie: Mapping[tuple[str, str], Fraction] = {}
    lines: Iterable[tuple[str, tuple[str, ...], tuple[str, ...], bool]] = ()
    together: tuple[frozenset[str], ...] = ()


def _crossed(said: Said, inside: frozenset[str]) -> int:
    """Count the red lines that a set crosses."""
    found = 0
    for maker, apart, needs, largest in said.lines:
        bigger = [m for m in inside if said.seats[m] > said.seats.get(maker, 0)]
        crossed = set(apart) & inside or set(needs) - inside or (largest and bigger)
        found += bool(maker in inside and crossed)
    return found


def _touched(said: Said, inside: frozenset[str]) -> int:
    return sum(
        maker in inside and bool(set(apart) & inside or needs or largest)
        for maker, apart, needs, largest in said.lines
    )


def _units(said: Said) -> list[frozenset[str]]:
    """Return who is in or out as one: groups that share a member are joined."""
    units = [frozenset([name]) for name in said.seats]
    for group in said.together:
        joined = frozenset().union(*(unit for unit in units if unit & group))
        units = [unit for unit in units if not unit & group] + [joined]
    return units


def _connected(said: Said, inside: frozenset[str]) -> bool | None:
    if len(said.place) != 1:
        return None
    (place,) = said.place.values()
    if not inside <= place.keys():
        return None
    low, high = min(place[m] for m in inside), max(place[m] for m in inside)
    return all(name in inside for name, at in place.items() if low < at < high)


def _range(said: Said, inside: frozenset[str]) -> Fraction | None:
    if not said.place or any(not inside <= place.keys() for place in said.place.values()):
        return None
    found = Fraction(0)
    for issue, place in said.place.items():
        held = [place[member] for member in inside]
        found += said.weight.get(issue, Fraction(1)) * (max(held) - min(held))
    return found


def every_formation(said: Said, *, minority: bool = False) -> Iterator[dict[str, Any]]:
    """Yield what there is to say of every set that wins, or does not."""
    units = _units(said)
    sets = [
        frozenset().union(*chosen)
        for size in range(1, len(units) + 1)
        for chosen in combinations(units, size)
    ]
    winning = [one for one in sets if said.wins(one)]
    fewest = min(map(len, winning), default=0)
    least = min((sum(said.seats[m] for m in one) for one in winning), default=0)
    for inside in sets:
        if said.wins(inside) == minority:
            continue
        seats = sum(said.seats[member] for member in inside)
        wins, within = not minority, [unit for unit in units if unit <= inside]
        ties = (said.tie.get(pair) for pair in combinations(sorted(inside), 2))
        yield {
            "members": tuple(sorted(inside, key=lambda name: (-said.seats[name], name))),
            "seats": seats,
            "minimal": wins and not any(said.wins(inside - unit) for unit in within),
            "fewest_members": wins and len(inside) == fewest,
            "fewest_seats": wins and seats == least,
            "connected": _connected(said, inside),
            "range": _range(said, inside),
            "disagreement": sum(tie for tie in ties if tie is not None) if said.tie else None,
            "red_lines": _touched(said, inside),
            "crossed": _crossed(said, inside),
        }


def key_of(by: str, body: list[str], one: Mapping[str, Any], *, minority: bool) -> tuple[Any, ...]:
    """Return what puts formations in order: the column, fewer members, fewer seats, and who."""
    value: Any = one.get("seats" if by == "surplus" else by)
    if by == "members":
        value = len(value)
    if by in {"minimal", "fewest_members", "fewest_seats", "connected"} and value is not None:
        value = not value
    if by in {"seats", "surplus"} and minority:
        value = -value
    places = tuple(map(body.index, one["members"]))
    return (value is None, value or 0, len(one["members"]), one["seats"], places)

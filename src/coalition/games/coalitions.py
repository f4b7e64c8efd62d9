"""Which sets of members can win together, and which can block together."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import chain, combinations, combinations_with_replacement, groupby, product
from typing import Literal, TypeAlias

import attrs

from coalition.doors import names_in
from coalition.faults import Faults, number, shown
from coalition.games import counts
from coalition.games.game import Game, Played, game_of
from coalition.games.sets import Players, all_sets, fewest_sets, minimal_sets
from coalition.rules.tallies import Carriers
from coalition.rules.vote import Number, Rule
from coalition.tables import Columns, Row, Shown

Named: TypeAlias = tuple[str, ...]
Least: TypeAlias = Literal["seats", "members"]


@attrs.frozen
class Coalitions(Shown):
    """Sets of members of a game, found one after the other as they are asked for.

    It can be iterated as often as wanted, each time from the start, and stopped at any time; it
    tells whether a set is among them (``in``), and `count` counts without listing.

    Attributes
    ----------
    game : SimpleGame or WeightedGame
        The game.
    blocking : bool
        Whether the sets are those that block, instead of those that win.
    minimal : bool
        Whether the sets are those that would not do so without any one of their members.
    least : {'seats', 'members'} or None
        Whether they are those of the fewest seats, or of the fewest members, that there are.
    scale : tuple of tuple of str
        The members from one end of a scale to the other, those at one place together, where the
        sets are those connected on it; empty where they are not.
    """

    game: Game
    blocking: bool = False
    minimal: bool = False
    least: Least | None = None
    scale: tuple[Named, ...] = ()

    @classmethod
    def _columns(cls) -> Columns:
        return {"members": Named}

    def _rows(self) -> Iterable[Row]:
        return ((members,) for members in self)

    @property
    def _carriers(self) -> Carriers:
        carriers = self.game.carriers
        return carriers.dual() if self.blocking else carriers

    def __iter__(self) -> Iterator[Named]:
        members = self.game.members
        return (tuple(members[player] for player in players) for players in self._found())

    def _found(self) -> Iterator[Players]:
        carriers, members = self._carriers, self.game.members
        if self.scale:
            places = [[members.index(name) for name in place] for place in self.scale]
            return _connected(carriers, places)
        if self.least == "members":
            return fewest_sets(carriers)
        if self.least == "seats":
            return _lightest(carriers, [self.game.seats[name] for name in members])
        return minimal_sets(carriers) if self.minimal else all_sets(carriers)

    def __contains__(self, coalition: Iterable[str]) -> bool:
        inside = self.game.vote(coalition).supporters
        if self.least or self.scale:
            return any(inside == set(found) for found in self)
        players = [place for place, name in enumerate(self.game.members) if name in inside]
        carriers = self._carriers
        smaller = ([p for p in players if p != left] for left in players)
        return carriers.wins(players) and not (self.minimal and any(map(carriers.wins, smaller)))

    def __len__(self) -> int:
        return self.count()

    def count(self) -> int:
        """Return how many there are: without listing them, but for `least` and `scale`.

        Raises `TooLarge` where that is beyond what is counted exactly. ``len`` gives the same, but
        cannot go above ``sys.maxsize``.
        """
        carriers = self._carriers
        if self.least or self.scale:
            return sum(1 for _ in self)
        return (counts.minimal if self.minimal else counts.swings)(carriers).sets

    def __str__(self) -> str:
        kind = "blocking" if self.blocking else "winning"
        least = f" of the fewest {self.least}" if self.least else ""
        connected = "connected " if self.scale else ""
        minimal = "minimal " if self.minimal else ""
        return f"{minimal}{connected}{kind} coalitions{least} under {self.game.rule}"


def winning_coalitions(
    source: Played,
    *,
    rule: Rule | str | None = None,
    minimal: bool = False,
    least: Least | None = None,
    order: Mapping[str, float] | Iterable[str] | None = None,
) -> Coalitions:
    """Return the sets of members that win.

    Parameters
    ----------
    source, rule
        As for `swings`.
    minimal : bool
        Only the minimal winning ones, which would lose without any one of their members (von
        Neumann & Morgenstern 1944).
    least : {'seats', 'members'}, optional
        Only those with the fewest seats (the minimum winning coalitions of Riker 1962), or with the
        fewest members (Leiserson 1968).
    order : dict of str to number, or list of str, optional
        Where the members stand from left to right; in a list, each stands to the right of those
        before it. Only the minimal connected winning coalitions (Axelrod 1970): without a gap, and
        losing without any one member at either end. Members at the same place may stand in any
        order there: a set is connected if it is so in one of these orders, and all of its members
        at an end place are at that end.

    Returns
    -------
    Coalitions
        Found one after the other as they are asked for; members by seats, then by id.

    Raises
    ------
    InvalidValue
        If `least` and `order` are both given, `order` leaves a member out, or the fewest seats are
        asked for and the seats of a member are not known.

    Examples
    --------
    >>> import coalition as co
    >>> game = co.WeightedGame({"VVD": 34, "D66": 24, "CDA": 15, "CU": 5}, quota=40)
    >>> for found in co.winning_coalitions(game, minimal=True):
    ...     print(found)
    ('VVD', 'D66')
    ('VVD', 'CDA')
    ('D66', 'CDA', 'CU')
    >>> list(co.winning_coalitions(game, least="seats"))
    [('D66', 'CDA', 'CU')]
    >>> list(co.winning_coalitions(game, order=["D66", "CU", "CDA", "VVD"]))
    [('D66', 'CDA', 'CU'), ('VVD', 'CDA')]
    >>> co.winning_coalitions(game).count()
    7
    """
    game = game_of(source, rule)
    faults = Faults()
    scale = () if order is None else _scale(game.members, order, faults)
    if least not in (None, "seats", "members"):
        faults.note("least", f"must be 'seats' or 'members', not {least!r}")
    if least is not None and order is not None:
        faults.note("order", "goes with the minimal coalitions, not with least=")
    if least == "seats" and (unknown := [m for m in game.members if m not in game.seats]):
        faults.note("least", f"the seats of {', '.join(unknown)} are not known")
    faults.raise_if_any("winning_coalitions")
    return Coalitions(
        game, minimal=minimal or least is not None or bool(scale), least=least, scale=scale
    )


def blocking_coalitions(
    source: Played, *, rule: Rule | str | None = None, minimal: bool = False
) -> Coalitions:
    """Return the sets of members that can stop a proposal together: all others do not win.

    Parameters
    ----------
    source, rule
        As for `swings`.
    minimal : bool
        Only those that would not block without any one of their members.

    Returns
    -------
    Coalitions
        Found one after the other as they are asked for; members by seats, then by id.

    Examples
    --------
    >>> import coalition as co
    >>> game = co.WeightedGame({"VVD": 34, "D66": 24, "CDA": 15, "CU": 5}, quota=40)
    >>> list(co.blocking_coalitions(game, minimal=True))
    [('VVD', 'D66'), ('VVD', 'CDA'), ('VVD', 'CU'), ('D66', 'CDA')]
    """
    return Coalitions(game_of(source, rule), blocking=True, minimal=minimal)


def _scale(
    members: Named, order: Mapping[str, float] | Iterable[str], faults: Faults
) -> tuple[Named, ...]:
    """Return the members from one end of a scale to the other, those at one place together."""
    if not isinstance(order, Mapping):
        order = {name: at for at, name in enumerate(names_in(order, "order"))}
    places = dict.fromkeys(members, Fraction(0))
    for member in members:
        if member not in order:
            faults.note("order", f"leaves out {member!r}")
            continue
        with faults.at(f"order[{shown(member)}]"):
            places[member] = number(order[member])
    ranked = sorted(members, key=places.__getitem__)
    return tuple(tuple(group) for _, group in groupby(ranked, key=places.__getitem__))


def _lightest(carriers: Carriers, seats: list[Number]) -> Iterator[Players]:
    """Yield the minimal sets with the fewest seats: all are gone through for the number first."""

    def weight(players: Players) -> Number:
        return sum(seats[player] for player in players)

    least = min(map(weight, minimal_sets(carriers)), default=0)
    return (players for players in minimal_sets(carriers) if weight(players) == least)


def _connected(carriers: Carriers, places: list[list[int]]) -> Iterator[Players]:
    """Yield the sets without a gap that win, and would lose without any one member at an end."""
    for first, last in combinations_with_replacement(range(len(places)), 2):
        between = list(chain.from_iterable(places[first + 1 : last]))
        left, right = places[first], places[last] if last > first else []
        if not carriers.wins([*left, *between, *right]):
            continue
        for ends in product(_parts(left), _parts(right) if right else [()]):
            end = list(chain.from_iterable(ends))
            players = [*end, *between]
            smaller = ([p for p in players if p != leaving] for leaving in end)
            if carriers.wins(players) and not any(map(carriers.wins, smaller)):
                yield tuple(sorted(players))


def _parts(players: list[int]) -> Iterator[Players]:
    """Yield every part of a list that is not empty."""
    return chain.from_iterable(combinations(players, number + 1) for number in range(len(players)))

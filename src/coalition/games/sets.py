"""Sets of players that carry, one after the other: all, the minimal, those of fewest players.

Each is found by going through the players in order and deciding on each whether it is in the set or
not. A branch is left where the players still to come, all together, are not enough.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import accumulate, chain
from typing import TypeAlias

import attrs

from coalition.rules.tallies import Carriers, Form, Formula

Players: TypeAlias = tuple[int, ...]


def all_sets(carriers: Carriers) -> Iterator[Players]:
    """Yield every set that carries."""
    board = _board(carriers)

    def walk(place: int, state: int, chosen: Players) -> Iterator[Players]:
        if board.wins(state + board.most(place, board.size)):
            if place == board.size:
                yield board.named(chosen)
                return
            yield from walk(place + 1, state + board.worths[place], (*chosen, place))
            yield from walk(place + 1, state, chosen)

    return walk(0, 0, ())


def minimal_sets(carriers: Carriers) -> Iterator[Players]:
    """Return the sets that carry and would not without any one of their players."""
    return _minimal(_board(carriers))


def fewest_sets(carriers: Carriers) -> Iterator[Players]:
    """Return the sets that carry and have as few players as any that does."""
    board = _board(carriers)
    for most in range(board.size + 1):
        found = _minimal(board, most)
        for first in found:
            return chain([first], found)
    return iter(())


def _minimal(board: "_Board", room: int | None = None) -> Iterator[Players]:
    """Yield the minimal sets of players, or those of so many at most."""
    if board.wins(0):
        yield ()
        return
    chosen: list[int] = []  # the way from the root, with the set at each step of it
    states = [0]
    place = 0
    while True:
        left = board.size if room is None else room - len(chosen)  # any more is as much
        state = states[-1]
        if left and place < board.size and board.wins(state + board.most(place, left)):
            # 1. Take the player. A set that wins is not taken further: more players are too many.
            state += board.worths[place]
            if not board.wins(state):
                states.append(state)
                chosen.append(place)
            elif board.ordered or not any(board.wins(state - board.worths[p]) for p in chosen):
                yield board.named([*chosen, place])
        elif chosen:
            # 2. Those still to come are not enough: go on without the last one taken.
            place = chosen.pop()
            states.pop()
        else:
            return
        place += 1


@attrs.frozen
class _Board:
    """Players in an order, and what a set of them is: a whole number that what each is worth makes.

    Parameters
    ----------
    order : tuple of int
        The players.
    worths : tuple of int
        What each adds to the number of a set, in this order.
    wins : callable
        Tells of a number whether the set wins.
    most : callable
        Returns what so many of the players from a place on add at most.
    ordered : bool
        Whether no one can be spared where the last one taken cannot.
    """

    order: Players
    worths: tuple[int, ...]
    wins: Callable[[int], bool]
    most: Callable[[int, int], int]
    ordered: bool = False

    @property
    def size(self) -> int:
        return len(self.order)

    def named(self, chosen: Iterable[int]) -> Players:
        return tuple(sorted(self.order[place] for place in chosen))


def _board(carriers: Carriers) -> _Board:
    """Return sets known by their sums or, if nothing is known of them, by who is in them."""
    if isinstance(carriers, Formula) and len(carriers.forms) == len(carriers.clauses) == 1:
        return _sum(carriers.forms[0], carriers.clauses[0][0][1])
    if isinstance(carriers, Formula):
        return _sums(carriers)
    players = tuple(range(carriers.size))
    everyone = (1 << carriers.size) - 1
    return _Board(
        players,
        tuple(1 << player for player in players),
        lambda state: carriers.wins(player for player in players if state >> player & 1),
        lambda place, _: everyone >> place << place,
    )


def _sum(form: Form, quota: int) -> _Board:
    """Return sets known by one sum, which is quick to compare; the heaviest players come first."""
    order = tuple(sorted(range(len(form)), key=lambda player: -form[player]))
    worths = tuple(form[player] for player in order)
    reach = (0, *accumulate(worths))

    def most(place: int, room: int) -> int:
        return reach[min(place + room, len(order))] - reach[place]

    return _Board(order, worths, quota.__le__, most, ordered=True)


def _sums(formula: Formula) -> _Board:
    """Pack the sums of a set into one number, with a field for each form.

    The heaviest players in the widest form come first.
    """
    columns = formula.columns
    order = sorted(range(formula.size), key=lambda player: [-w for w in columns[player]])
    # 1. The highest bit of a field is more than all weights together, so fields never mix.
    width = max(formula.totals, default=0).bit_length() + 1

    def packed(sums: Iterable[int]) -> int:
        return sum(number << width * form for form, number in enumerate(sums))

    # 2. With what is lacking from a quota to that bit added, it tells that a sum reaches it.
    tests = []
    for clause in formula.clauses:
        marks = sum(1 << width * (form + 1) - 1 for form, _ in clause)
        tests.append((marks - sum(quota << width * form for form, quota in clause), marks))

    def wins(state: int) -> bool:
        return any((state + lacking) & marks == marks for lacking, marks in tests)

    @cache
    def most(place: int, room: int) -> int:
        rest = zip(*(columns[player] for player in order[place:]), strict=True)
        return packed(sum(sorted(form)[-room:]) for form in rest)

    worths = tuple(packed(columns[player]) for player in order)
    return _Board(tuple(order), worths, wins, most)

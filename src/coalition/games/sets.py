"""Sets of players that carry, one after the other: all, the minimal, those of fewest players.

Each is found by going through the players in order and deciding on each whether it is in the set or
not. A branch is left where the players still to come, all together, are not enough.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain
from typing import Any, TypeAlias

from coalition.rules.tallies import Carriers, Formula, Oracle

Players: TypeAlias = tuple[int, ...]
State: TypeAlias = Any  # what a board knows of a set: its sums, or the set itself


def all_sets(carriers: Carriers) -> Iterator[Players]:
    """Yield every set that carries."""
    board = _board(carriers)

    def walk(place: int, state: State, chosen: Players) -> Iterator[Players]:
        if board.hopes(state, place, board.size):
            if place == board.size:
                yield board.named(chosen)
                return
            yield from walk(place + 1, board.added(state, place), (*chosen, place))
            yield from walk(place + 1, state, chosen)

    return walk(0, board.start, ())


def minimal_sets(carriers: Carriers) -> Iterator[Players]:
    """Return the sets that carry and would not without any one of their players."""
    if carriers.wins([]):
        return iter([()])
    return _minimal(_board(carriers))


def fewest_sets(carriers: Carriers) -> Iterator[Players]:
    """Return the sets that carry and have as few players as any that does."""
    if carriers.wins([]):
        return iter([()])
    board = _board(carriers)
    for most in range(1, board.size + 1):
        found = _minimal(board, most)
        for first in found:
            return chain([first], found)
    return iter(())


def _minimal(board: "_Sums | _Sets", most: int | None = None) -> Iterator[Players]:
    """Yield the minimal sets of players, those of so many at most, where the empty one loses."""
    chosen: list[int] = []  # the way from the root, with what the board knows at each step of it
    states = [board.start]
    place = 0
    while True:
        room = board.size if most is None else most - len(chosen)  # any more is as much
        if room and place < board.size and board.hopes(states[-1], place, room):
            # 1. Take the player. A set that wins is not taken further: more players are too many.
            state = board.added(states[-1], place)
            if not board.wins(state):
                states.append(state)
                chosen.append(place)
            elif board.ordered or not any(board.wins(board.left(state, one)) for one in chosen):
                yield board.named([*chosen, place])
        elif chosen:
            # 2. Those still to come are not enough: go on without the last one taken.
            place = chosen.pop()
            states.pop()
        else:
            return
        place += 1


def _board(carriers: Carriers) -> "_Sums | _Sets":
    return _Sums(carriers) if isinstance(carriers, Formula) else _Sets(carriers)


class _Sums:
    """Sets known by their sums: a whole number with a field for each form.

    The heaviest players in the widest form come first. If that is the only one, they are `ordered`:
    no one can be spared where the last one taken cannot.
    """

    def __init__(self, formula: Formula) -> None:
        self.size = formula.size
        self.ordered = len(formula.forms) == 1
        self.start: State = 0
        columns = formula.columns
        self._order = sorted(range(self.size), key=lambda player: [-w for w in columns[player]])
        self._forms = [[form[player] for player in self._order] for form in formula.forms]
        # 1. The highest bit of a field is more than all weights together, so fields never mix.
        self._width = max(formula.totals, default=0).bit_length() + 1
        self._columns = [self._packed(columns[player]) for player in self._order]
        # 2. With what is lacking from a quota to that bit added, it tells that a sum reaches it.
        self._clauses = []
        for clause in formula.clauses:
            marks = [1 << self._width * (form + 1) - 1 for form, _ in clause]
            quotas = [quota << self._width * form for form, quota in clause]
            self._clauses.append((sum(marks) - sum(quotas), sum(marks)))
        self._best = cache(self._heaviest)

    def wins(self, state: State) -> bool:
        return any((state + lacking) & marks == marks for lacking, marks in self._clauses)

    def added(self, state: State, place: int) -> State:
        return state + self._columns[place]

    def hopes(self, state: State, place: int, room: int) -> bool:
        """Tell whether so many of the players still to come could be enough."""
        return self.wins(state + self._best(place, room))

    def left(self, state: State, place: int) -> State:
        return state - self._columns[place]

    def named(self, chosen: Iterable[int]) -> Players:
        return tuple(sorted(self._order[place] for place in chosen))

    def _heaviest(self, place: int, room: int) -> int:
        return self._packed(sum(sorted(form[place:])[-room:]) for form in self._forms)

    def _packed(self, sums: Iterable[int]) -> int:
        return sum(number << self._width * form for form, number in enumerate(sums))


class _Sets:
    """Sets of which nothing is known but whether they win."""

    def __init__(self, oracle: Oracle) -> None:
        self.size = oracle.size
        self.ordered = False
        self.wins = oracle.wins
        self.start: State = frozenset()

    def added(self, state: State, place: int) -> State:
        return state | {place}

    def hopes(self, state: State, place: int, room: int) -> bool:  # noqa: ARG002
        """Tell whether all players still to come would be enough."""
        return self.wins(state | frozenset(range(place, self.size)))

    def left(self, state: State, place: int) -> State:
        return state - {place}

    def named(self, chosen: Iterable[int]) -> Players:
        return tuple(sorted(chosen))

"""Local search for a good partition: what the exact ways start from, and fall back on.

1. The search starts from several orders in which the actors are placed, and has no chance in it.
2. Actors are moved one by one to the bloc where they gain most, and two blocs are joined where that
   gains, as long as anything does.
3. From the best, chains of moves are followed through worse partitions to better ones (Kernighan &
   Lin 1970).
"""

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice

from coalition.limits import Watch
from coalition.signed._reduction import Ties, places, united

_STARTS = 24  # orders in which the actors are placed
_FEWER = 240  # actors above which fewer orders are tried
_CHAIN = 60  # moves of a chain
_CHAINED = 3  # starts that chains are tried from


def good_partitions(ties: Ties, max_blocs: int, watch: Watch) -> Iterator[list[int]]:
    """Yield good partitions, as the bloc of each actor, some of them better than those before.

    The first two cost nothing where nothing has to: any number of blocs, or two.
    """
    # 1. Start from who is connected by positive ties, then from actors placed in turn.
    size = len(ties)
    number = min(size, _STARTS if size <= _FEWER else _STARTS // 4)
    starts = [_by_positive_ties(ties, max_blocs)]
    yield starts[0]
    for index in range(number):
        starts.append(placed_in_turn(ties, max_blocs, index * size // number))
        if index == 0:
            yield starts[1]
        watch.look()
    # 2. Move actors and join blocs, from each start.
    found: dict[tuple[int, ...], int] = {}
    for home in starts:
        moves = _Moves(ties, home, max_blocs, watch)
        moves.climb()
        found[tuple(labels(moves.home))] = moves.gain
        yield moves.home
    # 3. Follow chains from the best of these.
    for best in sorted(found, key=lambda home: -found[home])[:_CHAINED]:
        yield local_optimum(ties, best, max_blocs, watch)


def local_optimum(ties: Ties, home: Sequence[int], max_blocs: int, watch: Watch) -> list[int]:
    """Return the partition that moves, and chains of moves, lead to."""
    moves = _Moves(ties, home, max_blocs, watch)
    moves.climb()
    while moves.chain():
        moves.climb()
    return moves.home


def labels(home: list[int]) -> list[int]:
    """Return the partition with its blocs numbered in the order of their first members."""
    number: dict[int, int] = {}
    return [number.setdefault(bloc, len(number)) for bloc in home]


def _by_positive_ties(ties: Ties, max_blocs: int) -> list[int]:
    """Put together who is connected by positive ties: it costs 0 where that is possible."""
    friends = ((i, j) for i, row in enumerate(ties) for j, w in row.items() if i < j and w > 0)
    home = places(united(len(ties), friends))
    return [min(home[actor], max_blocs - 1) for actor in range(len(ties))]


def placed_in_turn(ties: Ties, max_blocs: int, first: int) -> list[int]:
    """Place actor after actor, outwards from `first`, each where it gains most.

    With two blocs, a graph that is balanced comes out at no cost.
    """
    home = [-1] * len(ties)
    count = 0
    queue, met = deque([first]), {first}
    while queue:
        actor = queue.popleft()
        pull: dict[int, int] = {}
        for other, weight in ties[actor].items():
            if home[other] >= 0:
                pull[home[other]] = pull.get(home[other], 0) + weight
        options = [(pull.get(bloc, 0), -bloc) for bloc in range(min(count + 1, max_blocs))]
        home[actor] = -max(options)[1]
        count = max(count, home[actor] + 1)
        new = [other for other in ties[actor] if other not in met]
        queue.extend(sorted(new, key=lambda other: (-abs(ties[actor][other]), other)))
        met.update(new)
    return home


class _Moves:
    """A partition that is changed move by move; `pull[i][b]` is what actor i gains in bloc b."""

    def __init__(self, ties: Ties, home: Sequence[int], max_blocs: int, watch: Watch) -> None:
        self.ties, self.max_blocs, self.watch = ties, max_blocs, watch
        self.home = list(home)  # what was given is somebody's best so far, and stays as it is
        self.members = [0] * (len(ties) + 1)  # of each bloc; there is always an empty one
        for bloc in home:
            self.members[bloc] += 1
        self.filled = len(self.members) - self.members.count(0)
        self.pull: list[dict[int, int]] = [{} for _ in ties]
        for actor, row in enumerate(ties):
            pull = self.pull[actor]
            for other, weight in row.items():
                pull[home[other]] = pull.get(home[other], 0) + weight
        self.gain = sum(pull.get(bloc, 0) for pull, bloc in zip(self.pull, home, strict=True)) // 2

    def move(self, actor: int, bloc: int) -> None:
        """Move an actor to a bloc."""
        old = self.home[actor]
        self.gain += self.pull[actor].get(bloc, 0) - self.pull[actor].get(old, 0)
        self.home[actor] = bloc
        self.filled += (not self.members[bloc]) - (self.members[old] == 1)
        self.members[old] -= 1
        self.members[bloc] += 1
        for other, weight in self.ties[actor].items():
            pull = self.pull[other]
            pull[old] -= weight
            pull[bloc] = pull.get(bloc, 0) + weight

    def target(self, actor: int) -> tuple[int, int]:
        """Return what the best other bloc gains more than the present one, and which it is."""
        old, pull = self.home[actor], self.pull[actor]
        best, at = None, -1
        for bloc, value in pull.items():
            if bloc != old and self.members[bloc] and (best is None or value > best):
                best, at = value, bloc
        # a bloc without a tie to the actor, or an empty one, is better than one that repels it
        if best is None or best < 0:
            room = self.filled < self.max_blocs and self.members[old] > 1
            for bloc, count in enumerate(islice(self.members, self.max_blocs + 1)):
                if bloc != old and (room if not count else bloc not in pull):
                    best, at = 0, bloc
                    break
        return (0, old) if best is None else (best - pull.get(old, 0), at)

    def climb(self) -> None:
        """Move actors, and join blocs, as long as that gains."""
        changed = True
        while changed:
            changed = False
            for actor in range(len(self.ties)):
                more, bloc = self.target(actor)
                if more > 0:
                    self.move(actor, bloc)
                    changed = True
            self.watch.spend(8 * len(self.ties))
            changed = changed or self.join()

    def join(self) -> bool:
        """Join the two blocs that gain most by it; return whether there were any."""
        between: dict[tuple[int, int], int] = {}
        for actor, bloc in enumerate(self.home):
            for other, weight in self.pull[actor].items():
                if bloc < other:
                    between[bloc, other] = between.get((bloc, other), 0) + weight
        into, out = max(between, key=lambda pair: (between[pair], pair), default=(0, 0))
        if between.get((into, out), 0) <= 0:
            return False
        for actor, bloc in enumerate(self.home):
            if bloc == out:
                self.move(actor, into)
        return True

    def chain(self) -> bool:
        """Follow the best moves, each actor once, back to the best; return whether it gained."""
        start = best = self.gain
        done: list[tuple[int, int]] = []
        keep = 0
        free = set(range(len(self.ties)))
        # a. Make the best move of all that are left, also if it loses, and note the best so far.
        while free and len(done) < _CHAIN:
            (_, bloc), negated = max((self.target(actor), -actor) for actor in free)
            actor = -negated  # of those that gain the same, the first
            if bloc == self.home[actor]:
                break
            done.append((actor, self.home[actor]))
            free.remove(actor)
            self.move(actor, bloc)
            self.watch.spend(4 * len(free) + len(self.ties[actor]))
            if self.gain > best:
                best, keep = self.gain, len(done)
        # b. Take back the moves after the best.
        for actor, bloc in reversed(done[keep:]):
            self.move(actor, bloc)
        return best > start

"""A signed graph solved part by part, the cheap steps first, and put together again."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib.util import find_spec
from itertools import chain, combinations, islice
from operator import eq

from coalition.limits import Stopped, Watch
from coalition.signed._part import Part
from coalition.signed._reduction import Blocs, Pairs, blocks, places


def has_solver() -> bool:
    """Return whether the extra `solver` is installed."""
    return find_spec("highspy") is not None


class Parts:
    """The parts of a signed graph, which are solved by themselves.

    From the start on there is an answer: what is known of the parts so far.

    Parameters
    ----------
    ties : dict of (int, int) to int
        The ties of the graph.
    max_blocs : int
        The most blocs.
    cap : int
        How many optima are looked for; with 0, only what they cost.
    changed : callable, optional
        Called with cost and bound whenever one of them is another.
    """

    def __init__(
        self,
        ties: dict[tuple[int, int], int],
        max_blocs: int,
        cap: int,
        changed: Callable[[int, int], object] | None = None,
    ) -> None:
        self.max_blocs: int = max_blocs
        self.cap: int = cap
        self.changed: Callable[[int, int], object] | None = changed
        near: dict[int, dict[int, int]] = {}
        for (one, other), weight in ties.items():
            for a, b in ((one, other), (other, one)):
                row = near.setdefault(a, {})
                if weight:
                    row[b] = weight
        self.parts: list[Part] = []
        for actors in blocks(ties, sorted(near)):
            place = {actor: index for index, actor in enumerate(actors)}
            rows = [
                {place[other]: w for other, w in sorted(near[actor].items()) if other in place}
                for actor in actors
            ]
            self.parts.append(Part(actors, rows, max_blocs, cap, self._notify))
        self._notify()

    @property
    def cost(self) -> int:
        """What the best partition so far costs."""
        return sum(part.cost for part in self.parts)

    @property
    def bound(self) -> int:
        """What no partition costs less than."""
        return sum(part.bound for part in self.parts)

    @property
    def margin(self) -> int | None:
        """How much more the best partition costs that is not optimal, where that is known."""
        known = all(part.margin_known for part in self.parts)
        margins = [part.margin for part in self.parts if part.margin is not None]
        return min(margins, default=None) if known else None

    def solve(self, watch: Watch, solver: bool | None) -> Stopped | None:
        """Solve the parts; return what ended it before all was known."""

        def steps() -> None:
            # 1. Find a good partition of each part, which the next steps start from.
            for part in self.parts:
                part.improve(watch)
            # 2. Search for all optima: of every part, or if the solver is asked for, of small ones.
            for part in self.parts:
                if not solver or part.is_small:
                    part.search(watch)
            # 3. Where that was too much work, fix what one tie fixes, and search the rest.
            rest = [part for part in self.parts if not part.is_done]
            for part in rest:
                part.fix(watch)
            # 4. Prove what is still open by linear programs.
            if rest and solver is not False and has_solver():
                for part in rest:
                    if not part.is_done:
                        part.cut(watch)

        watch.run(steps)
        known = all(part.is_done and part.margin_known for part in self.parts)
        return watch.stopped or (None if known else "work")

    def optima(self) -> tuple[list[Blocs], bool]:
        """Return the optima of the whole, at most as many as the cap; and whether they are all.

        Where nothing is proven, it is the best partition so far.
        """
        found = combined((part.partitions() for part in self.parts), self.max_blocs)
        listed = list(islice(found, self.cap + 1 if self.bound == self.cost else 1))
        complete = len(listed) <= self.cap and all(part.complete for part in self.parts)
        return listed[: self.cap], complete

    def proven_pairs(self) -> tuple[Pairs, Pairs]:
        """Return the pairs that are proven to be together, and apart, where optima are unknown."""
        together, apart = zip(*(part.pairs() for part in self.parts), strict=True)
        return sorted(chain(*together)), sorted((min(p), max(p)) for p in chain(*apart))

    def _notify(self) -> None:
        if self.changed is not None and self.parts:
            self.changed(self.cost, self.bound)


def combined(parts: Iterable[tuple[Blocs, ...]], max_blocs: int) -> Iterator[Blocs]:
    """Yield every way to put together one partition of each part.

    Blocs that share an actor are joined. Others of different parts have no tie, so they may be
    apart or together at no cost; apart comes first.
    """
    choices = list(parts)
    stack: list[Iterator[Blocs]] = [iter([()])]
    while stack:
        before = next(stack[-1], None)
        if before is None:
            stack.pop()
        elif len(stack) > len(choices):
            yield before
        else:
            joined = partial(_joined, max_blocs, before)
            stack.append(chain.from_iterable(map(joined, choices[len(stack) - 1])))


def _joined(max_blocs: int, before: Blocs, blocs: Blocs) -> Iterator[Blocs]:
    """Yield every way to put blocs beside or into others, at most one into each."""
    home = places(before)
    shared = {bloc: home[actor] for bloc in blocs for actor in bloc if actor in home}

    def put(index: int, after: list[tuple[int, ...]], free: frozenset[int]) -> Iterator[Blocs]:
        if index == len(blocs):
            yield tuple(after)
            return
        bloc = blocs[index]
        if bloc not in shared and len(after) < max_blocs:
            yield from put(index + 1, [*after, bloc], free)
        for place in [shared[bloc]] if bloc in shared else sorted(free):
            new = tuple(actor for actor in bloc if actor not in home)
            grown = [*after[:place], after[place] + new, *after[place + 1 :]]
            yield from put(index + 1, grown, free - {place})

    return put(0, list(before), frozenset(range(len(before))).difference(shared.values()))


def common_pairs(optima: list[Blocs]) -> tuple[Pairs, Pairs]:
    """Return the pairs that are together, and those that are apart, in every optimum."""
    homes: dict[int, list[int]] = {}  # of each actor, the number of its bloc in each optimum
    for blocs in optima:
        for number, bloc in enumerate(blocs):
            for actor in bloc:
                homes.setdefault(actor, []).append(number)
    pairs = list(combinations(sorted(homes), 2))
    return (
        [(one, other) for one, other in pairs if homes[one] == homes[other]],
        [(one, other) for one, other in pairs if not any(map(eq, homes[one], homes[other]))],
    )

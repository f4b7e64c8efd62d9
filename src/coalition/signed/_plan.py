"""A signed graph solved part by part, the cheap steps first, and put together again."""

from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import chain, count, islice

from coalition.limits import Stopped, Watch
from coalition.signed._bridge import Bridge
from coalition.signed._part import Part
from coalition.signed._reduction import Blocs, Classes, blocks
from coalition.signed.optima import combined

_BRIEFLY, _SHORTLY = 8, 32  # the part of the work of a step that is done at first


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
        self.parts: list[Part | Bridge] = [
            Bridge(actors, rows[0].get(1, 0), max_blocs)
            if len(actors) <= 2  # noqa: PLR2004
            else Part(actors, rows, max_blocs, cap, self._notify)
            for actors, rows in blocks(ties)
        ]
        self.open: list[Part] = [part for part in self.parts if isinstance(part, Part)]
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

    @property
    def is_known(self) -> bool:
        """Whether all optima that are looked for are known, and the margin."""
        return all(part.is_known for part in self.parts)

    def solve(self, watch: Watch, solver: bool | None) -> Stopped | None:
        """Solve the parts; return what ended it before all was known."""

        def prove(part: Part, share: int = 1) -> None:
            if not part.is_done and solver is not False and has_solver():
                part.cut(watch, share)

        def steps(effort: int) -> None:
            for part in self.open:
                part.effort = effort
            # 1. Find a good partition of each part, which the next steps start from.
            for part in self.open:
                part.improve(watch)
            # 2. Search for all optima, or prove their cost by linear programs, if that is soon
            #    done; for sparse parts the programs are best, as other steps look at triangles.
            for part in self.open:
                if not solver or part.is_small:
                    part.search(watch, _SHORTLY)
                prove(part, 1 if solver or part.is_sparse else _SHORTLY)
            # 3. Search for longer, and where that is too much work, fix what one tie fixes.
            for part in self.open:
                part.search(watch, _BRIEFLY)
                part.fix(watch)
            # 4. Bound the cost by dual ascent, and search what that leaves open; look for a better
            #    partition; then search all.
            for part in self.open:
                part.ascend(watch)
                part.vary(watch)
                part.search(watch)
            # 5. Prove what is still open.
            for part in self.open:
                prove(part)

        def rounds() -> None:
            # with a time limit, go on until it is over, or more work would be of no use
            for turn in count():
                watch.is_short = False
                steps(4**turn)
                if watch.rest() is None or self.is_known or not watch.is_short:
                    break

        watch.run(rounds)
        return watch.stopped or (None if self.is_known else "work")

    def optima(self) -> Iterator[Blocs]:
        """Yield the optima of the whole; where nothing is proven, the best partition so far."""
        found = combined((part.partitions() for part in self.parts), self.max_blocs)
        return found if self.bound == self.cost else islice(found, 1)

    @property
    def complete(self) -> bool:
        """Whether the optima of all parts are known."""
        return all(part.complete for part in self.parts)

    def proven(self) -> tuple[Classes, list[tuple[list[int], list[int]]]]:
        """Return the groups that are proven to be together, and pairs of groups to be apart."""
        together, apart = zip(*(part.proven() for part in self.parts), strict=True)
        return list(chain(*together)), list(chain(*apart))

    def _notify(self) -> None:
        if self.changed is not None and self.parts:
            self.changed(self.cost, self.bound)

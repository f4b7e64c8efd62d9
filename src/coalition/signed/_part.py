"""One part of a signed graph solved, step by step, by as much work as is allowed.

A part holds at any time the best partition so far, and what no partition costs less than; each step
puts what it found into one place at once, so that it can be left anywhere. Equal actors are taken
as one throughout.
"""

import math
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from coalition.limits import Watch
from coalition.signed._branch_and_bound import RussianDolls, Weights
from coalition.signed._dual_ascent import Ascent
from coalition.signed._local_search import good_partitions, labels
from coalition.signed._lower_bound import packing_bound
from coalition.signed._reduction import (
    Blocs,
    Classes,
    Pairs,
    Ties,
    equals,
    fixed_by_one_tie,
    inside,
    merged,
    places,
    positive,
    united,
)
from coalition.signed._tabu import tabu

if TYPE_CHECKING:
    from coalition.signed._cutting_planes import Program

_SMALL = 9  # actors that are searched at once, without a good partition to start from
_LARGEST = 1500  # actors that a matrix of all pairs is made for
_DEEPEST = 300  # actors that are searched at all; more are beyond reach in any case
_WIDEST = 20_000  # ties that a linear program is made for
_LONGEST = 5000  # and actors: it measures the ways between them all
_SPARSE = 10  # pairs for each tie, at least, of a part that is sparse
_SEARCH = 8_000_000  # units of work for one search
_ASCENT = 30_000_000  # units of work for a dual ascent
_PACKING = 2_000_000  # units of work for packing circles
_TABU = 3_000_000  # units of work for a tabu search
_SETTLING = 12  # rounds of it that settle pairs when the cost is proven
_MARGIN = 4_000_000  # units of work for the next best partition
_CUT = 100_000_000  # units of work for one linear program


class Part:
    """A connected part of a graph.

    Parameters
    ----------
    actors : list of int
        The names of its actors.
    ties : list of dict
        Its ties, by places in `actors`.
    max_blocs : int
        The most blocs.
    cap : int
        How many optima are looked for; with 0, only what they cost.
    changed : callable
        Called whenever cost or bound is another.
    """

    def __init__(
        self, actors: list[int], ties: Ties, max_blocs: int, cap: int, changed: Callable[[], None]
    ) -> None:
        self.actors: list[int] = actors
        self.max_blocs: int = max_blocs
        self.cap: int = cap
        self.changed: Callable[[], None] = changed
        self.whole: Ties = ties
        self.classes: Classes = equals(ties)
        alone = len(self.classes) == len(ties)  # nobody is equal to another
        self.ties: Ties = ties if alone else merged(ties, self.classes)
        friendly = positive(ties)
        # cost and gain add up to this
        self.base: int = friendly - (0 if alone else inside(ties, places(self.classes)))
        together = [0] * len(self.ties)
        # what the best partition so far costs, and the bloc of each actor in it
        self.best: tuple[int, list[int]] = self.base - inside(self.ties, together), together
        # what every partition costs
        self.least: int = self.base - (friendly if alone else positive(self.ties))
        # what two partitions differ by at least, if not in nothing
        self.step: int = math.gcd(*(weight for row in ties for weight in row.values()))
        self.bound: int = self.least
        self.optima: tuple[Blocs, ...] | None = None  # all of them, or one more than the cap
        self.margin: int | None = None
        self.margin_known: bool = not cap  # it is not wanted then
        self.fixed: tuple[Classes, Pairs] = ([[at] for at in range(len(self.ties))], [])
        self.effort: int = 1  # times the work that is allowed
        self.ascent: Ascent | None = None
        self.program: Program | None = None
        self.is_improved: bool = False  # as far as it can be from the starts that there are

    @property
    def cost(self) -> int:
        """What the best partition so far costs."""
        return self.best[0]

    @property
    def home(self) -> list[int]:
        """The bloc of each actor in the best partition so far."""
        return self.best[1]

    @property
    def is_small(self) -> bool:
        """Whether it is searched at once."""
        return len(self.ties) <= _SMALL or self.max_blocs == 1

    @property
    def is_sparse(self) -> bool:
        """Whether so few pairs have a tie that most of them are in no triangle."""
        return len(self.ties) ** 2 > _SPARSE * sum(map(len, self.ties))

    @property
    def is_done(self) -> bool:
        """Whether the optima are known, all or too many, or the cost where they are not wanted."""
        return self.optima is not None if self.cap else self.bound == self.cost

    @property
    def complete(self) -> bool:
        """Whether all optima are known."""
        return self.optima is not None and len(self.optima) <= self.cap

    @property
    def is_known(self) -> bool:
        """Whether the margin is known, too."""
        return self.is_done and self.margin_known

    def partitions(self) -> tuple[Blocs, ...]:
        """Return the optima, or else the best partition so far."""
        if self.optima is not None:
            return self.optima[: self.cap]
        blocs: dict[int, list[int]] = {}
        for at, bloc in enumerate(self.home):
            blocs.setdefault(bloc, []).append(at)
        return (self._named(tuple(map(tuple, blocs.values())), self.classes),)

    def proven(self) -> tuple[Classes, list[tuple[list[int], list[int]]]]:
        """Return who is proven to be together, and which two groups apart, in every optimum."""
        classes, apart = self.fixed
        if len(classes) == len(self.actors) and not apart:
            return [], []
        groups = [[self.actors[i] for at in group for i in self.classes[at]] for group in classes]
        of = places(classes)
        return groups, [(groups[of[a]], groups[of[b]]) for a, b in apart]

    def improve(self, watch: Watch) -> None:
        """Look for a good partition."""
        if not (self.is_small or self.is_improved):
            with watch.allowing(_SEARCH * self.effort):
                for home in good_partitions(self.ties, self.max_blocs, watch):
                    self.take(home)
                self.is_improved = True

    def vary(self, watch: Watch) -> None:
        """Look for a better partition by way of worse ones."""
        if self.bound < self.cost and len(self.ties) <= _LARGEST:
            with watch.allowing(_TABU * self.effort):
                for home in tabu(self.ties, self.home, self.max_blocs, watch):
                    self.take(home)

    def search(self, watch: Watch, share: int = 1) -> None:
        """Look for all optima, and for the next best partition."""
        if self.optima is not None and self._least_loss() == self.step:
            self.margin, self.margin_known = self.step, True
        if self.max_blocs == 1:
            self.prove(self.cost)
            self.optima, self.margin_known = self.partitions(), True
        elif not self.is_known and (self.cap or not self.is_done):
            free: tuple[Classes, Pairs] = ([[at] for at in range(len(self.ties))], [])
            search = self._search_optima(watch, free, share)
            if search is None or not self.cap:
                return
            with watch.allowing(_MARGIN * self.effort // share):
                self._find_margin(search, labels(self.home), watch)

    def ascend(self, watch: Watch) -> None:
        """Bound the cost by dual ascent, settle pairs by that, and search what these leave open."""
        tight = self.program is not None and self.program.is_tight and not self.is_done
        if self.is_known or tight or not 2 < len(self.ties) <= _LARGEST:  # noqa: PLR2004
            return
        watch.look()
        two = self.max_blocs == 2  # noqa: PLR2004
        ascent = self.ascent = self.ascent or Ascent(self.ties, two=two)
        uncut = self.base - inside(self.ties, [0] * len(self.ties))
        # 1. Ascend until the cost is proven, and a little more.
        after = 0
        with watch.allowing(_ASCENT * self.effort):
            while after < _SETTLING and ascent.ascend(self.home, self.cost - uncut, watch):
                self.prove(uncut + ascent.bound())
                after += self.bound == self.cost
        # 2. Search what is not settled of the optima.
        self._fix(*ascent.settled(self.cost - uncut))
        if not self.is_done:
            self._search_optima(watch, self.fixed)
        # 3. Search what is not settled of the partitions up to one that costs more, for the margin.
        more = self._least_loss()
        if self.cap and self.optima is not None and not self.margin_known and more is not None:
            together, apart = ascent.settled(self.cost + more - uncut)
            classes = united(len(self.ties), together)
            if len(classes) <= _DEEPEST:
                search = self._dolls((classes, apart), watch)
                with watch.allowing(_SEARCH * self.effort):
                    search.solve(lambda _most: None)
                    home = labels([self.home[group[0]] for group in classes])
                    self._find_margin(search, home, watch)

    def _least_loss(self) -> int | None:
        """Return the least that it costs more to move one actor, if it costs more."""
        losses = set[int]()
        room = len(set(self.home)) < self.max_blocs
        for own, row in zip(self.home, self.ties, strict=True):
            pulls = dict.fromkeys(self.home, 0) | ({-1: 0} if room else {})
            for other, weight in row.items():
                pulls[self.home[other]] += weight
            losses.update(pulls[own] - pull for pull in pulls.values())
        return min((loss for loss in losses if loss > 0), default=None)

    def _find_margin(self, search: RussianDolls, home: list[int], watch: Watch) -> None:
        """Look for the next best partition, with what found the best."""
        second = search.second(home)
        losses = [] if second is None else [search.bounds[0] - second]
        self.margin = min(self._with_parted_equals(losses, watch), default=None)
        self.margin_known = True

    def fix(self, watch: Watch) -> None:
        """Merge what one tie fixes, and search what is left."""
        if self.is_done:
            return
        work = _PACKING * self.effort
        self.prove(self.least + packing_bound(self.ties, self.max_blocs, watch, work))
        groups, apart = fixed_by_one_tie(self.ties, free=self.max_blocs >= len(self.ties))
        self._fix([(group[0], at) for group in groups for at in group[1:]], apart)
        if len(self.fixed[0]) < len(self.ties):
            self._search_optima(watch, self.fixed)

    def _fix(self, together: Pairs, apart: Pairs) -> None:
        """Note who is together, and who apart, in every optimum, beside what is noted."""
        groups, parted = self.fixed
        together = together + [(group[0], at) for group in groups for at in group[1:]]
        self.fixed = united(len(self.ties), together), sorted({*parted, *apart})

    def cut(self, watch: Watch, share: int = 1) -> None:
        """Prove the cost by linear programs, and search what these leave open."""
        fits = len(self.ties) <= _LONGEST and 0 < sum(map(len, self.ties)) // 2 <= _WIDEST
        if self.is_done or not fits:
            return
        from coalition.signed._cutting_planes import Program  # noqa: PLC0415 - needs the extra

        program = self.program = self.program or Program(self, watch)
        with watch.allowing(_CUT * self.effort // share):
            program.solve()
        self._fix(*program.in_every_optimum())
        self._search_optima(watch, self.fixed, share)

    def _search_optima(
        self, watch: Watch, fixed: tuple[Classes, Pairs], share: int = 1
    ) -> RussianDolls | None:
        """Look for all optima; return the search, if it found the greatest gain."""
        classes = fixed[0]
        if len(classes) > _DEEPEST:
            return None
        of = places(classes)
        own = inside(self.ties, of)
        search = self._dolls(fixed, watch)
        with watch.allowing(_SEARCH * self.effort // share):
            # 1. Find the greatest gain, which bounds the cost on the way.
            home = search.solve(lambda most: self.prove(self.base - own - most))
            self.take([home[of[at]] for at in range(len(self.ties))])
            # 2. Find all partitions that have it.
            optima = search.optima(self.cap + 1) if self.cap else []
            groups = [[i for at in group for i in self.classes[at]] for group in classes]
            self.optima = tuple(self._named(blocs, groups) for blocs in optima)
        return search if search.is_solved else None

    def _dolls(self, fixed: tuple[Classes, Pairs], watch: Watch) -> RussianDolls:
        """Take as one who is known to be together, and make it too dear to join who is apart."""
        classes, apart = fixed
        of = places(classes)
        dear = {(of[one], of[other]) for one, other in apart}
        weights = _matrix(merged(self.ties, classes), dear)
        start = [self.home[group[0]] for group in classes]
        return RussianDolls(weights, self.max_blocs, start, watch)

    def _with_parted_equals(self, losses: list[int], watch: Watch) -> Iterable[int]:
        """Add what is lost by parting equal actors.

        Of the partitions that separate the members of a class, a best one separates one member from
        the rest: what a member gains in a bloc grows with the number of its equals there. Whichever
        way a member goes back, or the rest goes to it, regains its ties to the rest at least.
        """
        best = self.base - self.cost + inside(self.whole, places(self.classes))
        for index, members in enumerate(self.classes):
            if len(members) == 1:
                continue
            least = (len(members) - 1) * self.whole[members[0]][members[1]]
            if losses and min(losses) <= least:
                continue
            split = [*self.classes[:index], members[:1], members[1:], *self.classes[index + 1 :]]
            weights = _matrix(merged(self.whole, split), [(index, index + 1)])
            home = labels(self.home)
            start = [*home[:index], int(home[index] == 0), *home[index:]]
            search = RussianDolls(weights, self.max_blocs, start, watch)
            search.solve(lambda _most: None)
            losses.append(best - search.bounds[0] - inside(self.whole, places(split)))
        return losses

    def _named(self, blocs: Blocs, groups: Classes) -> Blocs:
        return tuple(tuple(self.actors[i] for at in bloc for i in groups[at]) for bloc in blocs)

    def take(self, home: list[int]) -> None:
        """Note a partition, if it is better than the best so far."""
        cost = self.base - inside(self.ties, home)
        if cost < self.cost:
            self.best = cost, home
            self.changed()

    def prove(self, bound: int) -> None:
        """Note what no partition costs less than."""
        if bound > self.bound:
            self.bound = bound
            self.changed()


def _matrix(ties: Ties, apart: Iterable[tuple[int, int]]) -> Weights:
    """Return the ties as a matrix; nothing makes up for joining actors that are to be apart."""
    weights = [[row.get(other, 0) for other in range(len(ties))] for row in ties]
    never = -1 - 2 * sum(abs(weight) for row in ties for weight in row.values())
    for one, other in apart:
        weights[one][other] = weights[other][one] = never
    return weights

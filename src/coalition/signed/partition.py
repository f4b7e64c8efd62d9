"""The partition of a signed graph with the least frustration: who is in one bloc with whom."""

from collections.abc import Callable, Iterable
from functools import cache, partial
from typing import Any, TypeAlias

import attrs

from coalition.errors import MissingExtra
from coalition.limits import Stopped, Watch, checked_limits
from coalition.numbers import Number
from coalition.sentences import against, counted
from coalition.signed._plan import Parts, has_solver
from coalition.signed._reduction import Blocs
from coalition.signed.contract import SignedGraph, signed_ties
from coalition.signed.optima import Pairs, between, common, within
from coalition.tables import Columns, Row, Shown

Named: TypeAlias = tuple[tuple[Any, ...], ...]

OPTIMA = 1000  # optimal partitions that are listed
_PLACES = 4_000_000  # nodes in all optima that are listed together
_KEPT = 1000  # nodes of which all pairs are kept


@attrs.frozen
class Partition(Shown):
    """The partition of a signed graph into blocs with the least frustration.

    Attributes
    ----------
    blocs : tuple of tuple
        The blocs and their members, each by seats, then id. Where several partitions are optimal,
        the first of `optima`; where none is proven to be, the best that was found.
    cost : number
        The frustration: the sum of the weights of positive ties between blocs and of negative ties
        within them. In the kind of number that the weights are.
    lower_bound : number
        What no partition can cost less than.
    optimal : bool
        Whether it is proven that no partition costs less: whether `lower_bound` is `cost`.
    gap : number
        How much less the optimum may cost: `cost` less `lower_bound`.
    optima : tuple
        Every optimal partition, those with the most blocs first; some of them, or the best that was
        found, where `complete` is false.
    complete : bool
        Whether `optima` holds all optimal partitions, and nothing else.
    margin : number or None
        How much more the best partition costs that is not optimal. None where there is none, which
        is where one bloc is all that is allowed or no tie weighs anything; anywhere else, None says
        that it is not known.
    unplaced : tuple
        The nodes without a tie; they are in no bloc.
    max_blocs : int or None
        How many blocs were allowed; None for any number.
    together, apart : tuple of (node, node)
        The pairs that are in one bloc, or in two, in every optimum. All such pairs where `complete`
        is true, else those that are proven. Of more than 1,000 nodes they are a sequence that makes
        its pairs when it is looked at: there would be too many to be kept.
    stopped : {'work', 'time', 'interrupt'} or None
        What ended the search before all was known: the work that is done unless there is a time
        limit, or all that would help, if there is one; the time limit; or Ctrl-C. None where the
        margin is known, and all optima, or more than are listed.
    """

    blocs: Named
    cost: Number
    lower_bound: Number
    optimal: bool
    gap: Number
    optima: tuple[Named, ...]
    complete: bool
    margin: Number | None
    unplaced: tuple[Any, ...]
    max_blocs: int | None
    together: Named = attrs.field(repr=False)
    apart: Named = attrs.field(repr=False)
    stopped: Stopped | None

    @classmethod
    def _columns(cls) -> Columns:
        return {"optimum": int, "node": str, "bloc": int}

    def _rows(self) -> Iterable[Row]:
        for number, blocs in enumerate(self.optima or [()], 1):
            for place, bloc in enumerate(blocs, 1):
                yield from ((number, member, place) for member in bloc)
            yield from ((number, member, None) for member in self.unplaced)

    def __str__(self) -> str:
        rest = f", at least {self.lower_bound}" if not self.optimal else ""
        if self.optimal and (others := len(self.optima) - 1):
            number = counted(others, "other") if self.complete else f"{others:,} or more others"
            rest = f", as good as {number}"
        return f"{against(self.blocs)} (frustration {self.cost}{rest})"


def proven(found: Partition) -> bool:
    """Tell whether these are the best partitions, and all of them."""
    return found.optimal and found.complete


def partition(
    graph: SignedGraph,
    *,
    max_blocs: int | None = None,
    max_optima: int = OPTIMA,
    time_limit: float | None = None,
    progress: Callable[[Number, Number], object] | None = None,
    solver: bool | None = None,
) -> Partition:
    """Return the partition of a signed graph with the least frustration.

    The frustration of a partition is the sum of the weights of positive ties between blocs and of
    negative ties within them (Doreian & Mrvar 1996, with equal penalties; correlation clustering,
    Bansal, Blum & Chawla 2004). With two blocs at most, it is the line index of balance (Harary
    1959).

    Small graphs, and large ones that fall into clear blocs, are solved exactly. Where the work for
    that is too much, the answer is the best partition that was found, with a proven lower bound.

    Parameters
    ----------
    graph : networkx.Graph
        Its edges have a `sign` (-1, 0 or 1), with a `weight` that is not negative, 1 by default;
        or a signed `weight` alone. Its nodes may have `seats`, which order the answer.
    max_blocs : int, optional
        The most blocs; any number by default.
    max_optima : int, optional
        How many optimal partitions are listed at most; fewer where together they would have more
        than four million places.
    time_limit : float, optional
        Seconds, from the call on, after which the best so far is returned. By default it is
        returned after a fixed amount of work, so that the same graph has the same answer on every
        machine.
    progress : callable, optional
        Called with the cost and the lower bound so far whenever one of them is another.
    solver : bool, optional
        Whether linear programs are solved by HiGHS, which the extra `solver` installs: from the
        start if true; never if false; by default where a short search is not enough.

    Returns
    -------
    Partition
        With every optimum, and the proof that there is no better one; or with the gap to it.

    Raises
    ------
    InvalidGraph
        If the graph does not keep the contract; every fault is named.
    InvalidValue
        If a limit is not a whole number of at least 1, or the time limit no number of seconds.
    MissingExtra
        If the solver is asked for and HiGHS is not installed.
    KeyboardInterrupt
        On Ctrl-C before or after the search.

    Notes
    -----
    Ties are decided in exact arithmetic: a float weight is read as the simple fraction that it
    stands for, such as 1/10 or 1/3. Nodes that are not connected may be in one bloc or not, which
    makes several partitions equally good; all of them are listed.

    Ctrl-C during the search ends it, and the best so far is returned; `stopped` says so. While the
    graph is read, and while the answer is put together, Ctrl-C raises KeyboardInterrupt; so it does
    throughout where the partition is part of a larger question, such as `splits`.

    Examples
    --------
    >>> import coalition as co, networkx as nx
    >>> graph = nx.Graph()
    >>> graph.add_edge("Alice", "Bob", sign=1)
    >>> graph.add_edge("Alice", "Eve", sign=-1)
    >>> graph.add_edge("Bob", "Eve", sign=-1)
    >>> result = co.partition(graph)
    >>> result.blocs, result.cost, result.margin
    ((('Alice', 'Bob'), ('Eve',)), 0, 1)
    >>> result.optimal, result.together, result.apart
    (True, (('Alice', 'Bob'),), (('Alice', 'Eve'), ('Bob', 'Eve')))
    """
    # 1. Check what is asked for.
    checked_limits("partition", time_limit=time_limit, max_blocs=max_blocs, max_optima=max_optima)
    watch = Watch(time_limit)
    signed = signed_ties(graph)
    if solver and not has_solver():
        raise MissingExtra("solver")
    tied = {node for pair in signed.ties for node in pair}
    placed = sorted(tied)
    limit = max_blocs or max(len(placed), 1)
    # 2. Solve the graph part by part, within the limits.
    told = None if progress is None else lambda *now: progress(*map(signed.number, now))
    parts = Parts(signed.ties, limit, max_optima, told)
    stopped = parts.solve(watch, solver)

    # 3. Put the partitions of the parts together to those of the whole: blocs by seats, then by
    #    the ids of their members, and members by seats, then by id.
    @cache  # most blocs are in most optima
    def by_seats(bloc: tuple[int, ...]) -> tuple[Any, ...]:
        members = tuple(sorted(bloc))
        seats, ranks = -sum(signed.seats[i] for i in bloc), sorted(signed.rank[i] for i in bloc)
        return seats, ranks, members, tuple(signed.nodes[i] for i in members)

    most = max(min(max_optima, _PLACES // max(len(placed), 1)), 1)
    found: list[tuple[Blocs, Named]] = []
    complete = parts.complete
    for blocs in parts.optima():
        if len(found) == most or (found and watch.rest() == 0):
            complete = False
            stopped = stopped or ("time" if len(found) < most else None)
            break
        ordered = sorted(map(by_seats, blocs))
        found.append((tuple(one[2] for one in ordered), tuple(one[3] for one in ordered)))
    found.sort(key=lambda one: (-len(one[0]), one[0]))
    optima = tuple(named for _, named in found)
    nodes = [signed.nodes[at] for at in placed]
    if complete:
        known = [partial(common, optima, nodes, together=together) for together in (True, False)]
    else:
        groups, parted = parts.proven()
        known = [partial(within, groups, signed.nodes), partial(between, parted, signed.nodes)]
    pairs: list[Any] = [tuple(find()) if len(placed) <= _KEPT else Pairs(find) for find in known]
    cost, bound, margin = parts.cost, parts.bound, parts.margin
    # 4. Give numbers back as they came.
    return Partition(
        blocs=optima[0],
        cost=signed.number(cost),
        lower_bound=signed.number(bound),
        optimal=bound == cost,
        gap=signed.number(cost - bound),
        optima=optima,
        complete=complete,
        margin=None if margin is None else signed.number(margin),
        unplaced=tuple(node for at, node in enumerate(signed.nodes) if at not in tied),
        max_blocs=max_blocs,
        together=pairs[0],
        apart=pairs[1],
        stopped=stopped,
    )

"""How far a signed graph is from balance."""

from fractions import Fraction

import attrs

from coalition.limits import Watch, all_or_nothing
from coalition.numbers import Number, as_given
from coalition.signed._plan import Parts
from coalition.signed._reduction import contradictory
from coalition.signed.contract import SignedGraph, signed_ties
from coalition.signed.signed_ties import SignedTies
from coalition.tables import Shown


@attrs.frozen
class Balance(Shown):
    """How far a signed graph is from balance.

    Attributes
    ----------
    line_index : number
        The least frustration with two blocs at most, in the kind of number that the weights are.
    lower_bound : number
        What the line index is at least: the same, unless the graph is too large for the proof.
    normalized : number or None
        1 less twice the line index by the sum of all weights: 1 for a balanced graph. None where
        there is nothing to be balanced: no tie that is not 0.
    balanced : bool
        Whether two blocs can be found without frustration (Cartwright & Harary 1956).
    clusterable : bool
        Whether any number of blocs can be (Davis 1967).
    triangles : tuple of (str, int)
        How many triangles there are of each kind: ``+++``, ``++-``, ``+--``, ``---``.
    triangle_index : Fraction or None
        The share of triangles with an even number of negative ties; None where there is none.
    """

    line_index: Number
    lower_bound: Number
    normalized: Number | None
    balanced: bool
    clusterable: bool
    triangles: tuple[tuple[str, int], ...]
    triangle_index: Fraction | None

    def __str__(self) -> str:
        kind = "balanced" if self.balanced else "clusterable" if self.clusterable else "unbalanced"
        proven = self.lower_bound == self.line_index
        rest = "" if proven else f" at most, and {self.lower_bound} at least"
        return f"{kind}, frustration {self.line_index}{rest}"


@all_or_nothing
def balance(graph: SignedGraph) -> Balance:
    """Return how far a signed graph is from balance.

    The line index of balance is the least weight of ties that must be changed for the graph to fall
    into two blocs, friends within and foes between (Harary 1959); it is normalized by half the sum
    of all weights (Aref & Wilson 2018).

    Parameters
    ----------
    graph : networkx.Graph
        A signed graph, as for `partition`. Votes agree by chance too, which makes them look
        balanced: give it the ties beyond chance (Aref & Neal 2020). What is counted as agreement is
        said where the graph is made: ``balance(agreement_graph(votes, agreement=agreement))``.

    Returns
    -------
    Balance
        The line index, exact; and the triangles by kind, ties of sign 0 left out.

    Raises
    ------
    InvalidGraph
        As for `partition`.
    KeyboardInterrupt
        On Ctrl-C at any time.

    References
    ----------
    S. Aref & Z. Neal (2020), Detecting coalitions by optimally partitioning signed networks of
    political collaboration, Scientific Reports 10, 1506.

    Examples
    --------
    >>> import coalition as co, networkx as nx
    >>> graph = nx.Graph()
    >>> graph.add_edge("A", "B", sign=-1)
    >>> graph.add_edge("B", "C", sign=-1)
    >>> graph.add_edge("A", "C", sign=-1)
    >>> result = co.balance(graph)
    >>> str(result), result.normalized, result.clusterable
    ('clusterable, frustration 1', Fraction(1, 3), True)
    """
    signed = signed_ties(graph)
    friends = [pair for pair, weight in signed.ties.items() if weight > 0]
    foes = [pair for pair, weight in signed.ties.items() if weight < 0]
    parts = Parts(signed.ties, 2, 0)
    parts.solve(Watch(), None)
    total = sum(map(abs, signed.ties.values()))
    share = 1 - Fraction(2 * parts.cost, total) if total else None
    triangles = _triangles(signed)
    number = sum(count for _, count in triangles)
    even = sum(count for kind, count in triangles if kind.count("-") % 2 == 0)
    return Balance(
        line_index=signed.number(parts.cost),
        lower_bound=signed.number(parts.bound),
        normalized=None if share is None else as_given(share, floating=signed.floating),
        balanced=not parts.cost,
        clusterable=not contradictory(len(signed.nodes), friends, foes, two=False),
        triangles=triangles,
        triangle_index=Fraction(even, number) if number else None,
    )


def _triangles(signed: SignedTies) -> tuple[tuple[str, int], ...]:
    """Count the triangles by their number of negative ties."""
    near: dict[int, dict[int, bool]] = {}  # of each node, the later ones: if the tie is negative
    for (one, other), weight in signed.ties.items():
        if weight:
            near.setdefault(one, {})[other] = weight < 0
    counts = [0, 0, 0, 0]
    for later in near.values():
        for second, first_negative in later.items():
            for third, negative in near.get(second, {}).items():
                if third in later:
                    counts[first_negative + negative + later[third]] += 1
    return tuple(zip(("+++", "++-", "+--", "---"), counts, strict=True))

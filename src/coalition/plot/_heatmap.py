"""The agreement heat map: the agreement of every two actors as a color, ordered by bloc."""

from collections.abc import Iterable
from math import copysign

import numpy as np

from coalition.plot._source import Source, graph_of
from coalition.plot._style import Axes, required, shade, swatch, titled
from coalition.plot._table import table
from coalition.signed.contract import signed_ties
from coalition.signed.partition import Partition
from coalition.stances.agreement import Agreement


def heatmap(
    source: Source,
    topic: str | None = None,
    *,
    actors: Iterable[str] | None = None,
    split: Partition | None = None,
    agreement: Agreement | None = None,
    ax: "Axes | None" = None,
) -> Axes:
    """Draw the agreement of every two actors as a colored cell, for four actors or hundreds.

    The darker a cell and the bluer, the more the two agree; gray is as much of each, light red
    disagreement, white no tie. Rows and columns are in the order of the blocs of the split, with
    lines between blocs, and within a bloc those who agree most with it come first; unplaced actors
    come last. Actors have names where there is room for them, else blocs have.

    The color is the agreement on one proposal, on average, from -1 to 1. In a graph whose ties do
    not all say how many proposals are `shared`, it is the signed weight beside the heaviest. Under
    a null model, it is how far agreement is above or below that, on average, which chance gives,
    never as pale as gray; white is what is not beyond chance.

    Parameters
    ----------
    source : Coalition, StanceMatrix, Scales or networkx.Graph
        A case, votes, or a signed graph that keeps the graph contract.
    topic, actors, agreement, ax
        See `agreement`.
    split : Split or Partition, optional
        The blocs to order by; by default the split of the same actors on the same topic.

    Returns
    -------
    matplotlib.axes.Axes
        As for `agreement`.

    Raises
    ------
    MissingExtra, UnknownTopic, UnknownActor, InvalidGraph, InvalidValue
        As for `agreement`.

    Examples
    --------
    >>> import coalition as co, coalition.plot
    >>> july = co.load_case("migration-2023").at("2023-07")
    >>> ax = coalition.plot.heatmap(july, "migration/asylum")
    >>> [label.get_text() for label in ax.get_yticklabels()]
    ['VVD', 'CDA', 'D66', 'CU']
    """
    required()
    graph, found, chance = graph_of(source, topic, actors, split, agreement)
    signed = signed_ties(graph)
    place = {node: index for index, node in enumerate(signed.nodes)}
    values = np.full((len(place), len(place)), np.nan)
    mean = all(data.get("shared") for *_, data in graph.edges(data=True))
    heaviest = max(map(abs, signed.ties.values()), default=0) or 1
    for (i, j), weight in signed.ties.items():
        # weights are whole numbers, of which `scale` make one proposal; under a null model, one
        # agreement more is one disagreement less
        shared = graph.edges[signed.nodes[i], signed.nodes[j]]["shared"] if mean else None
        part = weight / (shared * signed.scale if shared else heaviest)
        if chance and shared:
            part = (copysign(1, part) + 6 * part) / 4  # never gray
        values[i, j] = values[j, i] = part
    order: list[int] = []
    for bloc in found.blocs:
        rows = [place[actor] for actor in bloc]
        with_it = np.nansum(values[np.ix_(rows, rows)], axis=1).round(9)
        order += [rows[index] for index in np.argsort(-with_it, kind="stable")]
    rest = [index for index in range(len(place)) if index not in set(order)]
    order += rest
    names = [signed.nodes[index] for index in order]
    blocs = [bloc for bloc in (*found.blocs, [signed.nodes[index] for index in rest]) if bloc]
    ends = {"agreement": 1, "as much of each": 0, "disagreement": -1}
    if chance:
        ends = {"more than chance": 1, "less than chance": -1}
    keys = [swatch(shade(value), name) for name, value in ends.items()]
    if np.isnan(values[~np.eye(len(place), dtype=bool)]).any():
        keys.append(swatch("white", "not beyond chance" if chance else "no tie"))
    colors = shade(values[np.ix_(order, order)])
    ax = table(ax, colors, names, names, blocs=blocs, square=True, keys=keys)
    titled(ax, found)
    return ax

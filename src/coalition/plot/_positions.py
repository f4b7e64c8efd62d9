"""The position matrix: who holds what on each proposal, how it is known, and what is not known."""

from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from coalition.model.coalition import Coalition, by_certainty
from coalition.model.dates import PartialDate
from coalition.model.statements import Position
from coalition.plot._source import Blocs, blocs_of
from coalition.plot._style import MINUS, required, shade, swatch, titled
from coalition.plot._table import roomy, table
from coalition.stances.codes import REASONS
from coalition.stances.from_positions import matrix_of
from coalition.stances.matrix import StanceMatrix

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["positions"]

_HATCHES = {"hearsay": "///", "inferred": "..."}
_WHY = dict(zip(REASONS, "?ano±", strict=True))
_BOUNDED = "~"  # before the sign
_SIDES = {1: ("for", "+"), 0: ("neutral", "0"), -1: ("against", MINUS)}


def positions(
    source: Coalition | StanceMatrix,
    topic: str | None = None,
    *,
    at: PartialDate | str | None = None,
    actors: Iterable[str] | None = None,
    split: Blocs | None = None,
    ax: "Axes | None" = None,
) -> "Axes":
    """Draw what every actor holds on every proposal: a column an actor, a row a proposal.

    Columns are in the order of the blocs of the split, with lines between blocs; unplaced actors
    come last. The darker a cell and the bluer, the more the actor is for; a sign says the same:
    plus, minus, 0 for neutral, and the number where a stance lies between. A tilde before it marks
    one that is known within bounds. Hatching marks what is known by hearsay, dots what is inferred.
    Where no position is known, the cell is white and says why: ? for unknown, a for absent, n for
    no member, o for abstained, ± for conflicting statements.

    Parameters
    ----------
    source : Coalition or StanceMatrix
        What was said, or voted.
    topic : str, optional
        Take the proposals of this topic and of those below it; all proposals unless said.
    at : PartialDate or str, optional
        Take what was known at the end of this date, or of votes those until then; all unless said.
    actors : iterable of str, optional
        Ids of parties or politicians; all parties unless said.
    split : Split or Partition, optional
        The blocs to order by; the split of the same actors on the same topic unless said.
    ax : matplotlib.axes.Axes, optional
        Where to draw, at the size that it has now; axes of a new figure unless said.

    Returns
    -------
    matplotlib.axes.Axes
        With the picture on it, neither shown nor saved; ``ax.figure.savefig`` saves it.

    Raises
    ------
    MissingExtra
        If matplotlib is not installed.
    UnknownTopic, UnknownActor, InvalidValue
        As for `split`; or if `split` is of others.

    Examples
    --------
    >>> import coalition as co, coalition.plot
    >>> case = co.load_case("migration-2023")
    >>> ax = coalition.plot.positions(case, "migration/labour", at="2023-01")
    >>> [label.get_text() for label in ax.get_xticklabels()]
    ['VVD', 'CDA', 'CU', 'D66']
    """
    required()
    if isinstance(source, Coalition):
        matrix = matrix_of(source if at is None else source.at(at), topic, actors)
    else:
        matrix = matrix_of(source, topic, actors)
        matrix = matrix if at is None else matrix.select(until=at)
    found = blocs_of(matrix, split)
    placed = [*chain(*found.blocs)]
    columns = [*placed, *(actor for actor in matrix.actors if actor not in set(placed))]
    topics = matrix.topics or [None] * len(matrix.proposals)
    filed = sorted(range(len(topics)), key=lambda index: topics[index] or "")
    rows = [matrix.proposals[index] for index in filed]
    row = {proposal: index for index, proposal in enumerate(rows)}
    column = {actor: index for index, actor in enumerate(columns)}
    order = np.ix_([matrix.actors.index(actor) for actor in columns], filed)
    values = matrix.values[order].T
    signs = matrix.cells.mapped(_sign)[order].T.astype(object)
    missing = [(why, sign) for why, sign in _WHY.items() if sign in signs]
    said: dict[tuple[int, int], Position] = {}
    for position in sorted(matrix.positions, key=by_certainty):
        said.setdefault((row[position.proposal], column[position.actor]), position)
    hatches = {
        place: _HATCHES[best.attribution]
        for place, best in said.items()
        if best.attribution in _HATCHES
    }
    bounded = [place for place, best in said.items() if best.between]
    for place in bounded:
        signs[place] = f"{_BOUNDED}{signs[place]}"
    held = {int(np.sign(value)) for value in values[~np.isnan(values)].tolist()}
    keys: list[Any] = [
        swatch(shade(side), f"{name} ({sign})")
        for side, (name, sign) in _SIDES.items()
        if side in held
    ]
    for how, hatch in _HATCHES.items():
        if hatch in hatches.values():
            keys.append(swatch("white", how, hatch))
    if bounded:
        keys.append(swatch("white", f"within bounds ({_BOUNDED})"))
    keys += [swatch("white", f"{why} ({sign})") for why, sign in missing]
    blocs = [*found.blocs, columns[len(placed) :]]
    ax = roomy(rows, columns, keys) if ax is None else ax
    table(
        ax, shade(values), rows, columns,
        signs=signs, hatches=hatches, blocs=[bloc for bloc in blocs if bloc], keys=keys,
    )  # fmt: skip
    titled(ax, found, "" if at is None else f"{at}: ")
    return ax


def _sign(stance: float | None, reason: str | None) -> str:
    """Return the sign of a side, the number of a stance between two sides, or why there is none."""
    if stance is None:
        return _WHY[str(reason)]
    if stance in _SIDES:
        return _SIDES[int(stance)][1]
    return f"{stance:+.2g}".replace("0.", ".").replace("-", MINUS)

"""The position matrix: who holds what on each proposal, how it is known, and what is not known."""

from collections.abc import Iterable
from itertools import chain

import numpy as np

from coalition.model.checks import DOUBTFUL
from coalition.model.coalition import Coalition
from coalition.model.current_statements import by_certainty
from coalition.model.dates import Date
from coalition.model.proposals import paths_of
from coalition.model.words import NoStance
from coalition.plot._agreement import blocs_of
from coalition.plot._style import MISSING, SIDES, Axes, required, shade, swatch, titled
from coalition.plot._table import table
from coalition.signed.partition import Partition
from coalition.stances.agreement import Agreement
from coalition.stances.from_positions import Stances, given, matrix_of

_HATCHES = dict(zip(DOUBTFUL, ("\\\\\\", "///", "..."), strict=True))
_BOUNDED = "~"  # before the sign
_PARTS = {1: "upper half of a scale", 0: "middle", -1: "lower half"}


def positions(
    source: Stances,
    topic: str | None = None,
    *,
    at: Date | None = None,
    actors: Iterable[str] | None = None,
    split: Partition | None = None,
    agreement: Agreement | None = None,
    ax: "Axes | None" = None,
) -> Axes:
    """Draw what every actor holds on every proposal: a column an actor, a row a proposal.

    Columns are in the order of the blocs of the split, with lines between blocs; unplaced actors
    come last. The darker a cell and the bluer, the more the actor is for; a sign says the same:
    plus, minus, 0 for neutral, and the number where a stance lies between. A tilde before it marks
    one that is known within bounds. On scales, the number is that of the issue's own units, the
    bluer, the nearer to the upper end. Hatching to the left marks what is claimed by somebody else,
    to the right what is known by hearsay; dots mark what is inferred.
    Where there is no stance, the cell is white and says why: ? for unknown, a for absent, n for not
    a member, o for abstained, and plus above minus for conflicting statements.

    Parameters
    ----------
    source : Coalition, StanceMatrix or Scales
        A case, or votes.
    topic, actors, agreement, ax
        See `agreement`.
    at : PartialDate, datetime.date or str, optional
        Take what was known at the end of this date, or of votes those until then; by default all.
    split : Split or Partition, optional
        The blocs to order by; by default the split of the same actors on the same topic.

    Returns
    -------
    matplotlib.axes.Axes
        As for `agreement`.

    Raises
    ------
    MissingExtra, UnknownTopic, UnknownActor, InvalidValue
        As for `agreement`.

    Examples
    --------
    >>> import coalition as co, coalition.plot
    >>> case = co.load_case("migration-2023")
    >>> ax = coalition.plot.positions(case, "migration/labour", at="2023-01")
    >>> [label.get_text() for label in ax.get_xticklabels()]
    ['VVD', 'CDA', 'CU', 'D66']
    """
    source = given(source, "plot.positions")
    required()
    if at is not None:
        source = source.at(at) if isinstance(source, Coalition) else source.select(until=at)
    matrix = matrix_of(source, topic, actors)
    found, _ = blocs_of(source, matrix, split, agreement)
    placed = [*chain(*found.blocs)]
    columns = [*placed, *(actor for actor in matrix.actors if actor not in set(placed))]
    topics = matrix.topics or [None] * len(matrix.proposals)
    filed = sorted(range(len(topics)), key=lambda index: paths_of(topics[index]))
    rows = [matrix.proposals[index] for index in filed]
    known = {  # of those on a cell, the best known is drawn
        (rows.index(position.proposal), columns.index(position.actor)): position
        for position in sorted(matrix.positions, key=by_certainty)[::-1]
    }
    hatches = {place: hatch for place, p in known.items() if (hatch := _HATCHES.get(p.attribution))}

    order = np.ix_([matrix.actors.index(actor) for actor in columns], filed)
    values = matrix.values[order].T
    bounded = [place for place, p in known.items() if p.between and not np.isnan(values[place])]
    signs = matrix.cells.mapped(_sign)[order].T.astype(object)
    sides = {side: f"{name} ({sign})" for side, (name, sign) in SIDES.items()}
    if matrix.scales is not None:  # which has ends, and no sides
        sides, places = _PARTS, matrix.scales.positions
        for at_row, at_column in np.argwhere(~np.isnan(values)).tolist():
            number = places[rows[at_row]][columns[at_column]]
            signs[at_row, at_column] = f"{float(number):.3g}"
    keys = [
        *((shade(side), name, None) for side, name in sides.items()
          if (np.sign(values) == side).any()),
        *(("white", how, hatch) for how, hatch in _HATCHES.items() if hatch in hatches.values()),
        *(("white", f"within bounds ({_BOUNDED})", None) for _ in bounded[:1]),
        *(("white", f"{why} ({sign})", None) for why, sign in MISSING.items() if sign in signs),
    ]  # fmt: skip
    for place in bounded:
        signs[place] = f"{_BOUNDED}{signs[place]}"
    blocs = [bloc for bloc in (*found.blocs, columns[len(placed) :]) if bloc]
    ax = table(
        ax, shade(values), rows, columns,
        signs=signs, hatches=hatches, blocs=blocs, keys=[swatch(*key) for key in keys],
    )  # fmt: skip
    titled(ax, found, "" if at is None else f"{at}: ")
    return ax


def _sign(stance: float | None, reason: NoStance | None) -> str:
    """Return the sign of a side, the number of a stance between two sides, or why there is none."""
    if stance is None:
        return MISSING[reason or "unknown"]
    if stance in SIDES:
        return SIDES[int(stance)][1]
    return f"{stance:+.2g}".replace("0.", ".").replace("-", SIDES[-1][1])

"""Who could govern: a row for each coalition, with members, seats, range, and who rules it out."""

from collections import Counter
from typing import Any, NamedTuple

import networkx as nx
import numpy as np

from coalition.answers.formation.formation import Formation, Formations
from coalition.doors import refusal
from coalition.numbers import Number
from coalition.plot import _style as style
from coalition.plot._style import Axes
from coalition.plot._table import table
from coalition.sentences import counted, examples, listed, short

_BEST, _OUT = 12, 5  # rows of those that could govern, and of those ruled out
_BARS = (6.0, 3.0)  # cells that the bars of seats and of ranges take
_WORDS = 2.6  # cells that the words before them take
_EDGE = 0.3  # cells that stay free behind them
_SMALL = 8.0  # points
_LONG = 60  # letters of a remark
_OUTSIDE, _HATCH, _CROSS = "#DDDDDD", "////", "\u2715"


class Chart(NamedTuple):
    """What is shown of formations: rows, columns, and in words what is left out."""

    rows: tuple[Formation, ...]
    parties: tuple[str, ...]
    needed: Number | None
    column: str | None
    tied: frozenset[int]
    notes: list[str]

    def ranked(self, one: Formation) -> str:
        """Return its rank, with a sign where others have it too; or that it is ruled out."""
        if one.ruled_out_by:
            return "ruled out" if one.certain else "possibly ruled out"
        return f"{'=' * (one.rank in self.tied)}{one.rank}"

    def measured(self, one: Formation) -> str:
        """Return the range, or what else is in its column."""
        value = getattr(one, self.column or "range")
        more = "+" if self.column == "disagreement" and one.unknown else ""
        if value is None:
            return "not known"
        return f"{short(value) if value == int(value) else f'{float(value):.3g}'}{more}"


def chart(found: Formations, best: int, out: int) -> Chart:
    """Return what is shown of so many of the best, and so many of those ruled out."""
    rows = (*found.found[:best], *found.ruled_out[:out])
    order: nx.DiGraph[str] = nx.DiGraph()  # members are by seats
    for one in rows:
        nx.add_path(order, one.members)
    fewest = (
        one.seats - one.surplus for one in rows if one.seats is not None and one.surplus is not None
    )
    column = "disagreement" if found.by == "disagreement" else "range"
    known = any(getattr(one, column) is not None for one in rows)
    left = [
        _others(len(found.found) - best, found.complete),
        _others(len(found.ruled_out) - out, not found.more_ruled_out, " ruled out"),
    ]
    notes = [f"not shown: {listed(filter(None, left))}"] if any(left) else []
    notes += [f"not proven to be the best: stopped by {found.stopped}"] if found.stopped else []
    if column == "disagreement" and any(one.unknown for one in rows):
        notes.append("+: some of the members share no proposal")
    parties = tuple(nx.lexicographical_topological_sort(order))
    ranks = Counter(one.rank for one in found.found)
    tied = frozenset(rank for rank, times in ranks.items() if times > 1)
    return Chart(rows, parties, next(fewest, None), column if known else None, tied, notes)


def _others(more: int, whole: bool, what: str = "") -> str:
    """Say how many others there are: of a list that is not whole, more than these."""
    if more <= 0:
        return "" if whole else f"further ones{what}"
    return f"{'' if whole else 'more than '}{counted(more, 'other')}{what}"


def seated(one: Formation) -> str:
    """Return the seats of a coalition, and how many they are above the fewest."""
    if one.seats is None or one.surplus is None:
        return "not known" if one.seats is None else short(one.seats)
    sign = "+" if one.surplus >= 0 else ""
    return f"{short(one.seats)} ({sign}{short(one.surplus)})".replace("-", "\u2212")


def remark(one: Formation) -> str:
    """Return who rules a coalition out, and how that is known; or whose support it needs."""
    makers: dict[str, list[str]] = {}
    for party, made in zip(one.makers, one.ruled_out_by, strict=True):
        known = "" if made.certain else f" ({made.attribution})"
        maker = party if made.by == party else f"{party} ({made.by})"
        makers.setdefault(f"{made.terms}{known}", []).append(maker)
    if makers:
        return examples([f"{listed(by)}: {terms}" for terms, by in makers.items()], 2)
    return "; or ".join(f"with {way}" for way in one.backing)


def formations(found: Formations, *, ax: "Axes | None" = None) -> Axes:
    """Draw which coalitions could govern: a column a party, a row a coalition, the best first.

    A filled cell is a member. Beside it stand the seats, with how many they are above the fewest
    that the rule asks for, which a line marks; and the range, or the disagreement where that is
    what they are ranked by. Rows of equal rank have the same number. Of minority coalitions, it is
    said with whose support they could carry a vote.

    Below, hatched, are those ruled out: a cross marks who drew a red line that the coalition
    crosses, or whose politician did, and beside it stands which, and if that is only hearsay. At
    most 12 that could govern and 5 that are ruled out are drawn; the picture says how many others
    there are.

    Parameters
    ----------
    found : Formations
        What `formations` returned.
    ax
        See `agreement`.

    Returns
    -------
    matplotlib.axes.Axes
        As for `agreement`.

    Raises
    ------
    MissingExtra
        If matplotlib is not installed.

    Examples
    --------
    >>> import coalition as co, coalition.plot
    >>> found = co.formations({"A": 40, "B": 35, "C": 25}, scale={"A": 2, "B": 7, "C": 5})
    >>> ax = coalition.plot.formations(found)
    >>> [label.get_text() for label in ax.get_xticklabels()]
    ['A', 'B', 'C']
    """
    style.required()
    if not isinstance(found, Formations):
        raise refusal(found, "Formations, such as co.formations gives", "plot.formations")
    from matplotlib.colors import to_rgb  # noqa: PLC0415

    shown = chart(found, _BEST, _OUT)
    rows, parties = shown.rows, shown.parties
    cells = {(y, x): one for y, one in enumerate(rows) for x, party in enumerate(parties)
             if party in one.members}  # fmt: skip
    colors = np.full((len(rows), len(parties), 3), to_rgb(style.FILL))
    signs = np.full(colors.shape[:2], "", dtype=object)
    for (y, x), one in cells.items():
        colors[y, x] = to_rgb(_OUTSIDE if one.ruled_out_by else style.AGREE)
        signs[y, x] = _CROSS * (parties[x] in one.makers)
    keys = [style.swatch(style.AGREE, "member")] * any(not one.ruled_out_by for one in rows)
    if any(one.ruled_out_by for one in rows):
        keys.append(style.swatch(_OUTSIDE, "member, ruled out", _HATCH))
        keys.append(style.swatch(_OUTSIDE, f"draws the red line ({_CROSS})"))
    measures = [("seats", seated, _BARS[0])] if rows else []
    measures += [(shown.column, shown.measured, _BARS[1])] if shown.column else []
    beside = sum(_WORDS + long for *_, long in measures) + _EDGE
    ax = table(
        ax, colors, [shown.ranked(one) for one in rows], parties, signs=signs, keys=keys,
        hatches={cell: _HATCH for cell, one in cells.items() if one.ruled_out_by},
        remarks=[style.cut(style.label(remark(one)), _LONG) for one in rows],
        beside=beside, notes=shown.notes,
    )  # fmt: skip
    wide = style.points(ax)[0] / (len(parties) + beside)
    size = min(_SMALL, 0.5 * style.points(ax)[1] / max(1, len(rows)), 0.35 * wide)
    text: dict[str, Any] = style.AS_IT_IS | {"size": size, "va": "center", "ha": "right"}
    head = text | {"va": "bottom"}
    looks: tuple[dict[str, Any], ...] = (
        {"color": style.AGREE}, {"fc": _OUTSIDE, "ec": style.PALE, "hatch": _HATCH}
    )  # fmt: skip
    start = len(parties) + _WORDS - 0.5
    for field, worded, long in measures:
        values = [float(getattr(one, field) or 0) for one in rows]
        line = float(shown.needed or 0) if field == "seats" else 0.0
        unit = long / (max([*values, line]) or 1)
        ax.text(start - 0.2, -0.6, field, **head)
        for y, (one, value) in enumerate(zip(rows, values, strict=True)):
            ax.text(start - 0.2, y, worded(one), **text)
            if value:
                ax.barh(y, unit * value, 0.5, left=start, **looks[bool(one.ruled_out_by)])
        if line:
            least = start + unit * line
            ax.vlines(least, -0.5, len(rows) - 0.5, color="white", lw=2.4)
            ax.vlines(least, -0.5, len(rows) - 0.5, color=style.INK, lw=1.2, ls="--")
            ax.text(least, -0.6, f"{short(shown.needed or 0)} needed", **head | {"ha": "center"})
        start += long + _WORDS
    style.titled(ax, str(found))
    return ax

"""Who could govern: a row for each coalition, with members, seats, range, and who rules it out."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import networkx as nx

from coalition.answers.formation.formation import Formation, Formations
from coalition.doors import refusal
from coalition.numbers import Number
from coalition.plot import _style as style
from coalition.plot._style import Axes
from coalition.sentences import counted, examples, listed, short

_BEST, _OUT = 12, 5  # rows of those that could govern, and of those ruled out
_CELL, _TALL = 0.36, 0.28  # inches
_BARS = (6.5, 3.0)  # cells that the bars of seats and of ranges take
_WORDS = 2.9  # cells that the words before them take
_GAP = 1.3  # cells between those that could govern and those ruled out
_SMALL = 8.0  # points
_HATCH = "////"
_LOOKS: tuple[dict[str, Any], ...] = (  # of those that could govern, and of those ruled out
    {"fc": style.AGREE, "ec": "none"},
    {"fc": "white", "ec": style.PALE, "hatch": _HATCH, "lw": 0.6},
)
_NO_MEMBER: dict[str, Any] = {"fc": style.FILL, "ec": "none"}
_CROSS = "\u2715"


class Chart(NamedTuple):
    """What is shown of formations: rows, columns, and in words what is left out."""

    best: tuple[Formation, ...]
    out: tuple[Formation, ...]
    parties: tuple[str, ...]
    needed: Number | None
    column: str
    tied: frozenset[int]
    notes: list[str]

    def ranked(self, one: Formation) -> str:
        """Return its rank, with a sign where others have it too; nothing if it is ruled out."""
        return "" if one.ruled_out_by else f"{'=' * (one.rank in self.tied)}{one.rank}"

    def measured(self, one: Formation) -> str:
        """Return the range, or what else is in its column."""
        value = getattr(one, self.column)
        more = "+" if self.column == "disagreement" and one.unknown else ""
        return "not known" if value is None else f"{short(value)}{more}"


def chart(found: Formations, best: int, out: int) -> Chart:
    """Return what is shown of so many of the best, and so many of those ruled out."""
    rows, others = found.found[:best], found.ruled_out[:out]
    order: nx.DiGraph[str] = nx.DiGraph()  # members are by seats
    for one in (*rows, *others):
        nx.add_path(order, one.members)
    fewest = (
        one.seats - one.surplus
        for one in (*rows, *others)
        if one.seats is not None and one.surplus is not None
    )
    column = "disagreement" if found.by == "disagreement" else "range"
    more = (len(found.found) - len(rows), len(found.ruled_out) - len(others))
    notes = [f"{counted(more[0], 'other')} could govern"] if more[0] else []
    notes += [f"{counted(more[1], 'other')} ruled out"] if more[1] else []
    notes += [] if found.complete else ["there are others that are not listed"]
    notes += [f"not proven to be the best: stopped by {found.stopped}"] if found.stopped else []
    if column == "disagreement" and any(one.unknown for one in (*rows, *others)):
        notes.append("+: some of the members share no proposal")
    parties = tuple(nx.lexicographical_topological_sort(order))
    ranks = Counter(one.rank for one in found.found)
    tied = frozenset(rank for rank, times in ranks.items() if times > 1)
    return Chart(rows, others, parties, next(fewest, None), column, tied, notes)


def seated(one: Formation) -> str:
    """Return the seats of a coalition, and how many they are above the fewest."""
    if one.seats is None or one.surplus is None:
        return "not known" if one.seats is None else short(one.seats)
    sign = "+" if one.surplus >= 0 else ""
    return f"{short(one.seats)} ({sign}{short(one.surplus)})".replace("-", "\u2212")


def remark(one: Formation) -> str:
    """Return who rules a coalition out, and how that is known; or whose support it needs."""
    lines = [
        f"{made.by}: {made.terms}{'' if made.certain else f' ({made.attribution})'}"
        for made in one.ruled_out_by
    ]
    needs = [f"with support of {listed(one.support[0])}"] if one.support else []
    needs += [f"if {listed(one.abstention[0])} abstain"] if one.abstention else []
    return examples(lines, 2) or " or ".join(needs)


def formations(found: Formations, *, ax: "Axes | None" = None) -> Axes:
    """Draw which coalitions could govern: a column a party, a row a coalition, the best first.

    A filled cell is a member. Beside it stand the seats, with how many they are above the fewest
    that the rule asks for, which a line marks; and the range, or the disagreement where that is
    what they are ranked by. Rows of equal rank have the same number. Of minority coalitions, the
    first set of parties is named with whose support they could carry a vote.

    Below, hatched, are those ruled out: a cross marks who drew a red line that the coalition
    crosses, and beside it stands which, and if that is only hearsay. At most 12 that could govern
    and 5 that are ruled out are drawn; the picture says how many others there are.

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
    """
    style.required()
    if not isinstance(found, Formations):
        raise refusal(found, "Formations, such as co.formations gives", "plot.formations")
    shown = chart(found, _BEST, _OUT)
    rows = [*shown.best, *shown.out]
    names = style.labels(shown.parties, style.LONGEST)
    remarks = [style.cut(style.label(remark(one)), 60) for one in rows]
    right = len(names) + sum(_BARS) + 2 * _WORDS + 0.3
    beside, above = (
        style.long(texts, _SMALL) / style.INCH / cell
        for texts, cell in ((remarks, _CELL), (names, _TALL))
    )
    wide, tall = right + beside + 1.5, max(1, len(rows) + _GAP * bool(shown.out)) + above + 0.5
    ax = style.new_axes(_CELL * wide, _TALL * tall, (0, 0, 0.6, 0)) if ax is None else ax
    room = (wide * _CELL * style.INCH, tall * _TALL * style.INCH)
    scale = min(1.0, *(side / full for side, full in zip(style.points(ax), room, strict=True)))
    low = tall - above - 1
    ax.set(xlim=(-1.5, wide - 1.5), ylim=(low, -above - 1))
    ax.set_axis_off()
    text: dict[str, Any] = {"va": "center", **style.AS_IT_IS, "size": _SMALL * scale}
    head = text | {"va": "bottom"}
    for column, name in enumerate(names):
        ax.text(column, -0.6, name, ha="center", rotation=90, **head)
    levels = [y + _GAP * (y >= len(shown.best)) for y in range(len(rows))]
    if shown.out:
        ax.text(-0.5, levels[len(shown.best)] - 0.65, "ruled out", **head | {"weight": "bold"})
    for y, words in zip(levels, remarks, strict=True):
        ax.text(right, y, words, **text)
    _draw(ax, shown, [*zip(levels, rows, strict=True)], text, low)
    keys = [style.swatch(style.AGREE, "member")] * bool(shown.best)
    keys += [style.swatch("white", "member, ruled out", _HATCH)] * bool(shown.out)
    keys += [style.swatch("white", f"draws the red line ({_CROSS})")] * bool(shown.out)
    below = -0.1 * style.INCH / style.points(ax)[1]
    style.titled(ax, str(found))
    style.keyed(ax, keys, shown.notes, loc="upper center", bbox_to_anchor=(0.5, below), ncols=3)
    return ax


def _draw(
    ax: Axes,
    shown: Chart,
    lines: Sequence[tuple[float, Formation]],
    text: dict[str, Any],
    low: float,
) -> None:
    """Draw the members of coalitions at these heights, and the bars beside them."""
    from matplotlib.patches import Rectangle  # noqa: PLC0415

    for y, one in lines:
        ax.text(-0.7, y, shown.ranked(one), ha="right", **text)
        for column, party in enumerate(shown.parties):
            look = _LOOKS[bool(one.ruled_out_by)] if party in one.members else _NO_MEMBER
            ax.add_patch(Rectangle((column - 0.43, y - 0.43), 0.86, 0.86, **look))
            if any(made.by == party for made in one.ruled_out_by):
                ax.text(column, y, _CROSS, ha="center", **text | {"weight": "bold"})
    start = len(shown.parties) + _WORDS - 0.5
    head = text | {"va": "bottom"}
    measures = {"seats": seated, shown.column: shown.measured}
    for (field, worded), long in zip(measures.items(), _BARS, strict=True):
        values = [float(getattr(one, field) or 0) for _, one in lines]
        line = float(shown.needed or 0) if field == "seats" else 0
        most = max([*values, line]) or 1
        ax.text(start - 0.2, -0.6, field, ha="right", **head)
        for (y, one), value in zip(lines, values, strict=True):
            ax.text(start - 0.2, y, worded(one), ha="right", **text)
            look = _LOOKS[bool(one.ruled_out_by)]
            if value:
                ax.add_patch(Rectangle((start, y - 0.25), long * value / most, 0.5, **look))
        if line:
            x = start + long * line / most
            ax.plot([x, x], [-0.5, low], color="white", lw=2.4)
            ax.plot([x, x], [-0.5, low], color=style.INK, lw=1.2, ls=(0, (4, 2)))
            ax.text(x, -0.6, f"{short(shown.needed or 0)} needed", ha="center", **head)
        start += long + _WORDS

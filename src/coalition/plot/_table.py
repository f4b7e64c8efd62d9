"""Tables of colored cells: names beside them, signs and hatches in them, lines between blocs."""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from math import ceil
from typing import Any

import numpy as np
import numpy.typing as npt

from coalition.plot import _style as style
from coalition.plot._style import Artist, Axes
from coalition.sentences import listed

_LONGEST = 36  # letters of a name
_WIDE, _TALL = 0.42, 0.3  # inches of a cell in a new figure, if there is room
_LEAST, _MOST = 4.2, 10.5  # inches of all cells, across
_READABLE = 5.0  # points of the smallest letters
_NAME = 9.0  # points of the largest names
_SMALL = 8.0  # points of remarks
_FULL = 0.85  # of the room that names beside each other may take
_PATCHES = 1_000  # cells that are hatched each by itself
_GRID = 60  # rows or columns up to which cells are set apart


def table(
    ax: "Axes | None",
    colors: style.Colors,
    rows: Sequence[Any],
    columns: Sequence[Any],
    *,
    signs: npt.NDArray[Any] | None = None,
    hatches: Mapping[tuple[int, int], str] = {},
    blocs: Sequence[Sequence[Any]] = (),
    square: bool = False,
    keys: Sequence[Artist] = (),
    remarks: Sequence[str] = (),
    beside: float = 0,
    notes: Sequence[str] = (),
) -> Axes:
    """Draw cells in these colors, with lines between blocs of columns; return where.

    In a square table, rows are what columns are, and the lines are between both. A remark stands
    beside its row, so many cells away. What there is no room for is left out, and the picture says
    so.
    """
    size = (len(columns), len(rows))
    full = (len(columns) + beside, len(rows))
    if ax is None:
        across = max(_LEAST, min(_MOST, _WIDE * full[0]))
        down = across if square else max(_TALL, min(_MOST, _TALL * len(rows)))
        left, above = (
            0.1 + style.long(style.labels(names, _LONGEST), _NAME) / style.INCH
            if _fits(side * style.INCH / max(1, len(names)))
            else 0.1
            for names, side in ((rows, down), (columns, across))
        )
        right = 0.1 + style.long(remarks, _SMALL) / style.INCH if remarks else 0
        below = 0.35 + 0.2 * ceil(len(keys) / _across(across * style.INCH, keys))
        ax = style.new_axes(across, down, (left, right, below, above))
    wide, tall = (side / max(1, count) for side, count in zip(style.points(ax), full, strict=True))
    if all(size):
        ax.imshow(colors, aspect="auto")
    ax.set(xlim=(-0.5, max(full[0], 1) - 0.5), ylim=(max(size[1], 1) - 0.5, -0.5))
    letter = min(10.0, 0.75 * tall, 1.1 * wide)
    left_out = ["signs"] if signs is not None and letter < _READABLE else []
    _hatch(ax, colors, hatches)
    for (row, column), sign in () if signs is None or left_out else np.ndenumerate(signs):
        color = colors[row, column]
        look = style.AS_IT_IS | {"size": letter, "color": style.inked(color)}
        text = ax.text(column, row, style.label(sign), ha="center", va="center", **look)
        if (row, column) in hatches:
            text.set_bbox({"boxstyle": "circle,pad=0.15", "facecolor": color, "linewidth": 0})
    for axis, count in zip((ax.xaxis, ax.yaxis), size, strict=True):
        if count <= _GRID:
            axis.set_ticks([place + 0.5 for place in range(count - 1)], minor=True)
            axis.grid(which="minor", color="white", lw=1.5)
    for border in [*accumulate(map(len, blocs))][:-1]:
        for line in (ax.axvline, ax.axhline) if square else (ax.axvline,):
            line(border - 0.5, color=style.INK, lw=1.2)
    ax.tick_params(which="both", length=0)
    ax.xaxis.tick_top()
    for spine in ax.spines.values():
        spine.set(color=style.PALE, lw=0.6)
    named = _named(ax.yaxis, rows, tall)
    left_out += [] if named else ["names of rows"]
    for row, remark in enumerate(remarks if named else ()):
        ax.text(full[0] - 0.4, row, remark, va="center", size=_SMALL, **style.AS_IT_IS)
    left_out += [] if _named(ax.xaxis, columns, wide) else ["names of columns"]
    if left_out:
        notes = [*notes, f"left out for want of room: {listed(left_out)}"]
    below = -0.08 * style.INCH / style.points(ax)[1]
    fitting = _across(style.points(ax)[0], keys)
    style.keyed(ax, keys, notes, loc="upper center", bbox_to_anchor=(0.5, below), ncols=fitting)
    return ax


def _hatch(ax: Axes, colors: style.Colors, hatches: Mapping[tuple[int, int], str]) -> None:
    """Hatch cells: each by itself, or where there are thousands, all at once."""
    from matplotlib.collections import PolyCollection  # noqa: PLC0415
    from matplotlib.patches import Rectangle  # noqa: PLC0415

    alike: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for (row, column), hatch in hatches.items():
        ink = style.inked(colors[row, column])
        alike.setdefault((ink, hatch), []).append((column - 0.5, row - 0.5))
    for (ink, hatch), lows in alike.items():
        look: dict[str, Any] = {"lw": 0, "ec": ink, "hatch": hatch, "alpha": 0.6}
        if len(hatches) <= _PATCHES:
            for low in lows:
                ax.add_patch(Rectangle(low, 1, 1, fill=False, **look))
        else:
            corners = [[(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)] for x, y in lows]
            ax.add_collection(PolyCollection(corners, fc="none", **look), autolim=False)


def _named(axis: Any, names: Sequence[Any], room: float) -> bool:
    """Name the rows or columns where there is room; return whether there is."""
    fits = _fits(room)
    shown, size = style.labels(names, _LONGEST) if fits else [], min(_NAME, 0.8 * room)
    turned = axis.axis_name == "x" and style.long(shown, size) > _FULL * room
    places, turn = range(len(shown)), 90 if turned else 0
    axis.set_ticks(places, labels=shown, size=size, rotation=turn, **style.AS_IT_IS)
    return fits


def _fits(room: float) -> bool:
    """Return whether names of so many points each can be read."""
    return room >= _READABLE / 0.8


def _across(width: float, keys: Sequence[Artist]) -> int:
    """Return how many keys fit beside each other."""
    longest = max((len(str(key.get_label())) for key in keys), default=0)
    return max(1, min(len(keys), int(width // (longest * 5 + 38))))

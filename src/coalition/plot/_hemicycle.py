"""Half a circle of seats: parties side by side, by bloc, by formation or by decision."""

from itertools import chain
from math import degrees
from typing import Any

from coalition.plot import _style as style
from coalition.plot._seating import Answer, Seated, groups, half, seats_of
from coalition.plot._style import Axes
from coalition.plot.geometry import chamber
from coalition.sentences import counted, listed

_LOOKS: tuple[dict[str, Any], ...] = (  # by kind of group, of four different shades of gray
    {"fc": style.AGREE, "ec": style.AGREE},
    {"fc": "white", "ec": style.DISAGREE, "lw": 1.6},
    {"fc": "#8C8C8C", "ec": "#8C8C8C"},
    {"fc": "#EECC66", "ec": "#997700"},
    {"fc": "#EDEBE6", "ec": "#B9B5AA", "lw": 0.6},
)
_RADIUS, _MOST = 2.6, 10.5  # inches of the half circle, and of all across


def hemicycle(source: Seated, answer: Answer | None = None, *, ax: "Axes | None" = None) -> Axes:
    r"""Draw the seats of a body as dots in half a circle, parties side by side.

    Every seat is a dot, and behind its seats stands the name of a party with their number. By a
    split, blocs sit side by side, the first one to the left; by a formation, who is inside sits to
    the left, and of a minority the first set of parties with whose support it could carry a vote
    next to it; by a decision, who is for sits to the left and who is against to the right. A dashed
    line in the middle has half of the seats on either side, and the number within says how many
    are more than half. The title is the sentence of the answer.

    Without an answer, colors only tell neighbors apart. Of equally good splits, the first is drawn.
    Parties without a seat, and those whose seats are not known, are named below; the latter do not
    count in the half.

    Parameters
    ----------
    source : Coalition, StanceMatrix, str or dict of str to int
        A case or votes, of which the seats are drawn, the name of a shipped case, or a table from
        parties to seats; None in it is not known.
    answer : Split, Formation or Decision, optional
        What parties are put together by; by default each is by itself, in the order given.
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
    InvalidValue
        If seats are no whole numbers, or `answer` is of other parties.
    TooLarge
        If there are more than 3000 seats.

    Examples
    --------
    >>> import coalition as co, coalition.plot
    >>> july = co.load_case("migration-2023").at("2023-07")
    >>> ax = coalition.plot.hemicycle(july, co.split(july, "migration/asylum"))
    >>> [text.get_text() for text in ax.texts]
    ['VVD 34', 'CDA 14', 'D66 24', 'CU 5', 'more than half\nof these 77: 39']
    """
    style.required()
    from matplotlib.collections import PatchCollection  # noqa: PLC0415
    from matplotlib.lines import Line2D  # noqa: PLC0415
    from matplotlib.patches import Arc, Circle  # noqa: PLC0415

    known = seats_of(source)
    parts = groups(known, answer)
    seats = dict(chain.from_iterable(group.seats.items() for group in parts))
    total = sum(seats.values())
    shown = style.labels(seats, style.LONGEST)
    drawn = chamber({p: f"{n} {seats[p]}" for p, n in zip(seats, shown, strict=True)}, seats)
    lacking = {"seats not known": None, "no seat": 0}
    notes = [
        f"{why}: {listed(style.few(style.labels(names, style.LONGEST)))}"
        for why, held in lacking.items()
        if (names := [party for party in known if known[party] == held])
    ]
    if answer is None and len(seats) > len(_LOOKS) - 1:
        notes.append("colors only tell neighbors apart")
    keys = [
        Line2D([], [], ls="none", marker="o", mfc=look["fc"], mec=look["ec"], label=text)
        for group in parts
        if answer is not None
        for look, text in [(_LOOKS[group.kind], style.cut(style.label(group.worded), 50))]
    ]
    left, right, low, high = extent = drawn.extent()
    inch = min(_RADIUS / drawn.rim, _MOST / (right - left))
    if ax is None:
        ax = style.new_axes(inch * (right - left), inch * (high - low) + 0.6)
    notes = style.wrapped(ax, notes)
    columns = 1 + (style.points(ax)[0] > 360 and len(keys) > 1)  # noqa: PLR2004
    below = 10 + 14 * -(-len(keys) // columns) + 11 * len(notes)
    unit = style.fitted(ax, extent, below=below)
    for group in parts:
        for party in group.seats:
            dots = [Circle((at.real, at.imag), drawn.dot) for at in drawn.seats[party]]
            ax.add_collection(PatchCollection(dots, label=party, **_LOOKS[group.kind]))
            left, right = map(degrees, drawn.arcs[party])
            size, spot = 2 * drawn.rim, drawn.names[party]
            ax.add_patch(Arc((0, 0), size, size, theta1=right, theta2=left, ec=style.INK, lw=1))
            lead = [spot.xy, (spot.foot.real, spot.foot.imag)]
            ax.plot(*zip(*lead, strict=True), color=style.PALE, lw=0.6)
            letter = min(11, spot.letter * unit)
            ax.text(**spot.text, size=letter, **style.AS_IT_IS)
    if total:
        ends = (0.75 * drawn.hole, drawn.rim)
        ax.plot([0, 0], ends, color="white", lw=2.4)
        ax.plot([0, 0], ends, color=style.INK, lw=1.2, ls=(0, (4, 2)))
        size = min(11, 0.18 * (drawn.hole - drawn.dot) * unit)
        ax.text(0, 0, half(total), ha="center", va="bottom", size=size, **style.AS_IT_IS)
    of = f"{counted(total, 'seat')} of {counted(len(seats), 'party', 'parties')}"
    of = of if total else "no seats are known"
    style.titled(ax, of if answer is None else str(answer))
    style.keyed(ax, keys, notes, loc="lower center", ncols=columns)
    return ax

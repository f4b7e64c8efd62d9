"""Half a circle of seats: parties side by side, by bloc, by formation or by decision."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from math import degrees
from typing import Any, TypeAlias

import attrs

from coalition.answers.decisions.decide import Decision
from coalition.answers.formation.formation import Formation
from coalition.answers.splits.split import Split
from coalition.doors import refusal, taken
from coalition.errors import TooLarge
from coalition.faults import as_error, each_value, optional
from coalition.model.checks import count
from coalition.model.coalition import Coalition
from coalition.plot import _style as style
from coalition.plot._agreement import of_these
from coalition.plot._style import Axes
from coalition.plot.geometry import chamber
from coalition.sentences import counted, listed
from coalition.stances.matrix import StanceMatrix
from coalition.tables import Shown

Seated: TypeAlias = Coalition | StanceMatrix | Mapping[str, int | None] | str
Answer: TypeAlias = Split | Formation | Decision
Part: TypeAlias = tuple[str, int, Sequence[str]]

MOST = 3000  # seats
_REST = 4  # the kind of those who are in no bloc, outside or unknown
_LOOKS: tuple[dict[str, Any], ...] = (  # by kind of group, of four different shades of gray
    {"fc": style.AGREE, "ec": style.AGREE},
    {"fc": "white", "ec": style.DISAGREE, "lw": 1.6},
    {"fc": "#8C8C8C", "ec": "#8C8C8C"},
    {"fc": "#EECC66", "ec": "#997700"},
    {"fc": "#EDEBE6", "ec": "#B9B5AA", "lw": 0.6},
)
_RADIUS, _MOST = 2.6, 10.5  # inches of the half circle, and of all across


@attrs.frozen
class Group:
    """Parties that belong together: what they are, of which kind, and their seats.

    The kind says how they are drawn: 0 as those who are inside, or for; 1 as those against them; 2
    and 3 as others; 4 as those who take no part.
    """

    name: str
    kind: int
    seats: dict[str, int]

    @property
    def worded(self) -> str:
        """What it is, and how many seats it has."""
        return f"{self.name}: {counted(sum(self.seats.values()), 'seat')}"


def half(total: int) -> str:
    """Say in two lines how many seats are more than half."""
    return f"more than half\nof these {total:,}: {total // 2 + 1:,}"


def seats_of(source: Seated) -> dict[str, int | None]:
    """Return the seats of every party of a source, in its order; None where they are not known."""
    if isinstance(source, Mapping) and not isinstance(source, Shown):  # as power is
        with as_error("plot.hemicycle"):
            return each_value(source, optional(count))
    takes = "a Coalition, a StanceMatrix, a table of seats"
    body = taken(source, (Coalition, StanceMatrix), takes, "plot.hemicycle")
    if isinstance(body, StanceMatrix):
        return dict(zip(body.actors, body.seats, strict=True))
    return {party.id: body.seats.get(party.id) for party in body.parties}


def groups(seats: Mapping[str, int | None], answer: Answer | None) -> list[Group]:
    """Return the groups from left to right, with those of their parties that have seats."""
    known = {party: held for party, held in seats.items() if held}
    if (total := sum(known.values())) > MOST:
        raise TooLarge("seats of plot.hemicycle", total, MOST)
    parts, rest = _parts(known, answer)
    named = [party for _, _, members in parts for party in members]
    of_these(named, seats, "answer", "in the source")
    others = [party for party in known if party not in named]
    found = [Group(name, kind, {party: known[party] for party in members if party in known})
             for name, kind, members in (*parts, (*rest, others))]  # fmt: skip
    return [group for group in found if group.seats]


def _parts(known: Iterable[str], answer: Any) -> tuple[list[Part], tuple[str, int]]:
    """Return the name, the kind and the parties of every group, and what all others are."""
    parts: list[Part] = []
    outside = ("outside", _REST)
    if answer is None:
        return [(party, place % _REST, [party]) for place, party in enumerate(known)], outside
    if isinstance(answer, Formation):
        name = f"enough with these{', or others' * (len(answer.support) > 1)}"
        return [("inside", 0, answer.members), (name, 2, [*chain(*answer.support[:1])])], outside
    if isinstance(answer, Split):
        blocs = enumerate(answer.blocs)
        parts = [(listed(style.few(bloc)), at % _REST, bloc) for at, bloc in blocs]
        return parts, ("in no bloc", _REST)
    if isinstance(answer, Decision):
        parts = [
            ("for", 0, answer.supporters),
            ("abstaining", 2, answer.abstainers),
            ("absent", 3, answer.absent),
            ("unknown", _REST, answer.unknown),
            ("against", 1, answer.opponents),
        ]
        return parts, ("not a member", 3)
    raise refusal(answer, "a Split, a Formation or a Decision", "plot.hemicycle: answer")


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
    from matplotlib import collections, lines  # noqa: PLC0415
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
        lines.Line2D([], [], ls="none", marker="o", mfc=look["fc"], mec=look["ec"], label=text)
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
            ax.add_collection(collections.PatchCollection(dots, label=party, **_LOOKS[group.kind]))
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
    of = of if total else "no seats" if 0 in known.values() else "no seats are known"
    style.titled(ax, of if answer is None else str(answer))
    style.keyed(ax, keys, notes, loc="lower center", ncols=columns)
    return ax

"""The history of a split: blocs side by side in time, and the way of every actor through them."""

from collections.abc import Iterable, Sequence
from itertools import chain, cycle, pairwise, product
from typing import Any, TypeAlias

from coalition.answers.splits.series import PeriodSplit, split_series
from coalition.answers.splits.shifts import Stage, split_history
from coalition.answers.splits.split import Split
from coalition.model.coalition import Coalition
from coalition.plot import _style as style
from coalition.plot._agreement import refuse
from coalition.plot._style import Axes
from coalition.stances.agreement import Agreement
from coalition.stances.from_positions import Stances, given

Places: TypeAlias = dict[str, float]

_COLORS = (style.AGREE, style.DISAGREE, "#6D6D6D", "#997700")
_DASHES: tuple[Any, ...] = ("solid", (0, (4, 1.5)), (0, (1, 1)))
_HALF = 0.06  # half the width of a bloc without names, beside the way to the next stage
_NAMED = 0.3  # the same of one with names in it
_READABLE, _NAME = 5.0, 9.0  # points of the smallest and the largest names
_SMALL = 8.0  # points of dates and captions
_WAY = 1.7  # inches from one stage to the next in a new figure, if there is room
_MOST = 11.0  # inches


def history(
    source: Stances | Sequence[Stage | PeriodSplit],
    topic: str | None = None,
    *,
    agreement: Agreement | None = None,
    ax: "Axes | None" = None,
) -> Axes:
    """Draw how a split came about: a column a stage, a box a bloc, a line the way of an actor.

    Actors without a tie at a stage stand below, in no box. Below its date, a stage says if its
    split is the first of several that are equally good, or not proven, or as before. The title is
    the sentence of the last stage.

    Parameters
    ----------
    source : Coalition, StanceMatrix, or sequence of Stage or PeriodSplit
        A case, of which `split_history` is drawn; votes, of which `split_series` by the month is
        drawn; or what one of the two returned.
    topic, agreement, ax
        See `agreement`.

    Returns
    -------
    matplotlib.axes.Axes
        As for `agreement`.

    Raises
    ------
    MissingExtra
        If matplotlib is not installed.
    UnknownTopic, InvalidValue
        As for `split_history` and `split_series`; or if a sequence is given a topic
        or an agreement.

    Examples
    --------
    >>> import coalition as co, coalition.plot
    >>> ax = coalition.plot.history(co.load_case("migration-2023"), "migration/labour")
    >>> ax.get_title()
    '2023-07: VVD, D66, CDA and CU together on migration/labour'
    """
    style.required()
    from matplotlib.patches import Rectangle  # noqa: PLC0415

    stages = _stages(source, topic, agreement)
    columns = _columns([stage.split for stage in stages])
    actors = [*dict.fromkeys(chain(*columns))]
    names = dict(zip(actors, style.labels(actors, style.LONGEST), strict=True))
    high = max(chain(*(column.values() for column in columns)), default=0)
    beside, count = style.long(names.values(), _NAME) / style.INCH, max(1, len(stages))
    if ax is None:
        across = max(4.5, min(_MOST, max(beside / (2 * _NAMED) + 0.1, _WAY) * count))
        margin = 0.1 if beside < across / count * 2 * _NAMED else beside
        tall = max(1.8, min(_MOST, 0.24 * (2 * high + 2)))
        ax = style.new_axes(across, tall, (margin, margin, 0.75, 0))
    wide, tall = style.points(ax)
    step, size = wide / count, min(_NAME, 0.8 * tall / (2 * high + 2))
    inside, shown = style.long(names.values(), size) < step * 2 * _NAMED, size >= _READABLE
    half = _NAMED if inside else _HALF
    ax.set(xlim=(-0.5, count - 0.5), ylim=(-high - 1, high + 1))
    _draw_ways(ax, actors, columns, half, plain=not shown)
    ends = {0: (-half - 0.03, "right"), len(columns) - 1: (half + 0.03, "left")}
    for x, (stage, column) in enumerate(zip(stages, columns, strict=True)):
        for bloc in stage.split.blocs:
            low = min(column[actor] for actor in bloc) - 0.5
            box = (x - half, low), 2 * half, len(bloc)
            ax.add_patch(Rectangle(*box, fc=style.FILL, ec=style.RIM, zorder=0))
        far, side = (0.0, "center") if inside else ends.get(x, (0.0, ""))
        for actor, y in column.items() if shown and side else ():
            ax.text(x + far, y, names[actor], ha=side, va="center", size=size, **style.AS_IT_IS)
    notes = _draw_times(ax, stages, step)
    notes += [] if shown or not actors else ["left out for want of room: most names"]
    style.keyed(ax, [], notes, loc="upper center", bbox_to_anchor=(0.5, -0.55 * style.INCH / tall))
    if stages:
        style.titled(ax, stages[-1].split, f"{_time(stages[-1])}: ")
    else:
        style.titled(ax, f"no position is known{f' on {topic}' if topic else ''}")
    return ax


def _stages(
    source: Stances | Sequence[Stage | PeriodSplit], topic: str | None, agreement: Agreement | None
) -> Sequence[Stage | PeriodSplit]:
    if isinstance(source, list | tuple) and all(isinstance(s, Stage | PeriodSplit) for s in source):
        refuse("stages have a topic and an agreement already", topic=topic, agreement=agreement)
        return source
    known = given(source, "plot.history", "stages of co.split_history")
    if isinstance(known, Coalition):
        return split_history(known, topic, agreement=agreement)
    return split_series(known, topic, agreement=agreement)


def _columns(splits: Iterable[Split]) -> list[Places]:
    """Return how high each actor stands at each stage: as near as can be to the stage before."""
    columns: list[Places] = []
    for found in splits:
        before = columns[-1] if columns else {}

        def level(actors: Iterable[str], before: Places = before) -> float:
            known = [before[actor] for actor in actors if actor in before]
            return -round(sum(known) / len(known), 9) if known else 0.0

        groups: list[Sequence[str]] = [*sorted(found.blocs, key=level), found.unplaced]
        gap, place, column = 1 + sum(map(len, groups)) // 30, 0, {}
        for group in filter(None, groups):
            for actor in sorted(group, key=lambda actor: level([actor])):
                column[actor] = place
                place += 1
            place += gap
        middle = (place - gap - 1) / 2
        columns.append({actor: middle - place for actor, place in column.items()})
    return columns


def _draw_ways(
    ax: Axes, actors: Sequence[str], columns: Sequence[Places], half: float, *, plain: bool
) -> None:
    """Draw the lines of the actors, in turn of several colors and dashes, or plain where many."""
    from matplotlib.patches import PathPatch  # noqa: PLC0415
    from matplotlib.path import Path  # noqa: PLC0415

    curve = [Path.MOVETO, Path.CURVE4, Path.CURVE4, Path.CURVE4]
    for actor, (dash, color) in zip(actors, cycle(product(_DASHES, _COLORS)), strict=False):
        look: dict[str, Any] = {"ec": color, "ls": dash, "lw": 1.6, "alpha": 0.8}
        look = {"ec": style.INK, "lw": 0.5, "alpha": 0.35} if plain else look
        for x, (one, other) in enumerate(pairwise(columns)):
            if actor in one and actor in other:
                ways = (x + half, x + 0.5, x + 0.5, x + 1 - half)
                levels = (one[actor], one[actor], other[actor], other[actor])
                ax.add_patch(
                    PathPatch(Path([*zip(ways, levels, strict=True)], curve), fc="none", **look)
                )


def _draw_times(ax: Axes, stages: Sequence[Stage | PeriodSplit], step: float) -> list[str]:
    """Write dates below the stages, and what is to be known of their splits, or a star for it.

    Return what the star is for.
    """
    told = [(_time(stage), _remarks(stage)) for stage in stages]
    shown = ["\n".join([time, *lines]) for time, lines in told]
    starred = set[str]()
    if style.long(shown, _SMALL) > step:
        shown = [time + "*" * bool(lines) for time, lines in told]
        starred = set(chain(*(lines for _, lines in told)))
    turn = 90 if style.long(shown, _SMALL) > step else 0
    ax.set_xticks(range(len(stages)), labels=shown, size=_SMALL, rotation=turn, **style.AS_IT_IS)
    ax.set_yticks([])
    ax.tick_params(length=0)
    for spine in ax.spines.values():
        spine.set_visible(False)
    return [f"* {', '.join(sorted(starred))}"] if starred else []


def _time(stage: Stage | PeriodSplit) -> str:
    if isinstance(stage, Stage):
        return stage.date.worded
    since, until = str(stage.since), str(stage.until)
    return since if since == until else f"{since} to {until}"


def _remarks(stage: Stage | PeriodSplit) -> list[str]:
    """Return what is to be known of the split of a stage."""
    found = stage.split
    if found.beyond_chance is False:
        return ["nothing beyond chance"]
    if not found.blocs:
        return ["nobody to compare"]
    known = ["as before"] if isinstance(stage, Stage) and not stage.changed else []
    if not found.optimal:
        return ["not proven", *known]
    if len(found.optima) > 1 or not found.complete:
        more = "" if found.complete else "more than "
        return [f"first of {more}{len(found.optima)} equally good", *known]
    return known

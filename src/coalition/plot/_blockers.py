"""Who blocks what: every proposal, what becomes of it under a rule, and who stops it alone."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from coalition.answers.decisions.decide import Decision, decisions
from coalition.model.coalition import Coalition
from coalition.plot._style import AS_IT_IS, INCH, MINUS, counted, long, required, swatch, titled
from coalition.plot._table import roomy, table
from coalition.rules.by_head import Unanimity
from coalition.rules.vote import Rule
from coalition.stances.from_positions import matrix_of
from coalition.stances.matrix import StanceMatrix

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["blockers"]

_OUTCOMES = ("blocked", "possibly blocked", "open", "possibly passing", "passing")
_CROSS = "\u2715"
_SMALL = 8  # points of the outcomes
_KINDS: dict[str, tuple[str, str, str | None, str]] = {  # color, sign, hatch, meaning
    "blocks": ("#7A1F2E", _CROSS, None, "blocks"),
    "possibly": ("#D9A0A6", _CROSS, "///", "possibly blocks: hearsay or inferred"),
    "would": ("#FFFFFF", "?", "///", "unknown, would block if against"),
    "against": ("#D9A0A6", MINUS, None, "against, does not block alone"),
    "for": ("#DCE6F0", "+", None, "for"),
    "neutral": ("#ECEBE7", "0", None, "neutral or abstains"),
    "absent": ("#ECEBE7", "a", None, "absent"),
    "unknown": ("#FFFFFF", "?", None, "unknown"),
    "none": ("#FFFFFF", "n", None, "no member then"),
}


def blockers(
    source: Coalition | StanceMatrix,
    topic: str | None = None,
    *,
    rule: Rule = Unanimity(),  # noqa: B008 - frozen
    actors: Iterable[str] | None = None,
    ax: "Axes | None" = None,
) -> "Axes":
    """Draw who blocks what under a rule: a column an actor, a row a proposal with its outcome.

    A dark cell with a cross is a blocker; a hatched one a possible blocker, whose opposition is
    known by hearsay or inferred only; a hatched white one with a question mark somebody of whom
    nothing is known and who could block. The others are who is for (+), against without blocking
    alone (minus), neutral or abstaining (0), absent (a), unknown (?) and no member (n).

    Parameters
    ----------
    source : Coalition or StanceMatrix
        What was said; the positions in force count.
    topic : str, optional
        Take the proposals of this topic and of those below it; all proposals unless said.
    rule : Rule
        The rule; unanimity unless said.
    actors : iterable of str, optional
        Ids of parties or politicians: the body that decides; all parties unless said.
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
    UnknownTopic, UnknownActor, InvalidValue, TooLarge
        As for `decisions`.

    Examples
    --------
    >>> import coalition as co, coalition.plot
    >>> january = co.load_case("migration-2023").at("2023-01")
    >>> ax = coalition.plot.blockers(january, "migration/labour")
    >>> ax.get_title()
    '1 proposal: 1 blocked (unanimity)'
    """
    required()
    from matplotlib.colors import to_rgb  # noqa: PLC0415

    matrix = matrix_of(source, topic, actors)
    made = decisions(matrix, rule=rule)
    states = [_states(decision) for decision in made]
    kinds = [[state.get(actor, "none") for actor in matrix.actors] for state in states]
    rows = [decision.proposal for decision in made]
    colors = np.array([[to_rgb(_KINDS[kind][0]) for kind in row] for row in kinds])
    cells = {(i, j): kind for i, row in enumerate(kinds) for j, kind in enumerate(row)}
    signs = np.array([[_KINDS[kind][1] for kind in row] for row in kinds])
    hatches = {cell: hatch for cell, kind in cells.items() if (hatch := _KINDS[kind][2])}
    keys: list[Any] = [
        swatch(color, f"{meaning} ({sign})", hatch)
        for kind, (color, sign, hatch, meaning) in _KINDS.items()
        if kind in cells.values()
    ]
    room = 0.1 + long(map(_outcome, made), _SMALL) / INCH
    ax = roomy(rows, matrix.actors, keys, right=room) if ax is None else ax
    named = table(ax, colors, rows, matrix.actors, signs=signs, hatches=hatches, keys=keys)
    for row, decision in enumerate(made) if named else ():
        place: dict[str, Any] = {"ha": "left", "va": "center", "size": _SMALL}
        ax.text(len(matrix.actors) - 0.4, row, _outcome(decision), **place, **AS_IT_IS)
    numbers = Counter(map(_outcome, made))
    told = ", ".join(f"{numbers[outcome]} {outcome}" for outcome in _OUTCOMES if numbers[outcome])
    titled(ax, f"{counted(len(made), 'proposal')}: {told or 'nothing to decide'} ({rule})")
    return ax


def _outcome(decision: Decision) -> str:
    sure = decision.certain or decision.outcome == "open"
    return f"{'' if sure else 'possibly '}{decision.outcome}".replace("passes", "passing")


def _states(decision: Decision) -> dict[str, str]:
    """Return where each member stands."""
    sides = (
        ("for", decision.supporters),
        ("against", decision.opponents),
        ("neutral", decision.abstainers),
        ("absent", decision.absent),
        ("unknown", decision.unknown),
    )
    states = {actor: side for side, actors in sides for actor in actors}
    for found in decision.blockers:
        unknown = states[found.party] == "unknown"
        kind = "blocks" if found.certain else "would" if unknown else "possibly"
        states[found.party] = kind
    return states

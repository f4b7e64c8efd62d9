"""Who blocks what: every proposal, what becomes of it under a rule, and who stops it alone."""

from collections import Counter
from collections.abc import Iterable

import numpy as np

from coalition.answers.decisions.decide import Decision, decisions
from coalition.plot._style import MISSING, SIDES, Axes, required, swatch, titled
from coalition.plot._table import table
from coalition.rules.by_head import Unanimity
from coalition.rules.vote import Rule
from coalition.sentences import counted
from coalition.stances.from_positions import Stances, given, matrix_of
from coalition.stances.matrix import StanceMatrix

_OUTCOMES = (
    *("blocked", "possibly blocked", "blocked whatever they vote", "open"),
    *("possibly passing", "passing", "passing whatever they vote", "undecided"),
)
_CROSS = "\u2715"
_SIDES = {1: "for", 0: "neutral", -1: "against, does not block alone"}
_WOULD = "would block if against"
_POSSIBLY = "possibly blocks: claimed, hearsay or inferred"
_KINDS: dict[str, tuple[str, str, str | None]] = {  # color, sign, hatch
    "blocks": ("#7A1F2E", _CROSS, None),
    _POSSIBLY: ("#D9A0A6", _CROSS, "///"),
    f"unknown, {_WOULD}": ("#FFFFFF", MISSING["unknown"], "///"),
    f"conflicting, {_WOULD}": ("#FFFFFF", MISSING["conflicting"], "///"),
    _SIDES[-1]: ("#D9A0A6", SIDES[-1][1], None),
    "for": ("#DCE6F0", SIDES[1][1], None),
    "neutral": ("#ECEBE7", SIDES[0][1], None),
    **{why: ("#ECEBE7", MISSING[why], None) for why in ("abstained", "absent")},
    **{why: ("#FFFFFF", MISSING[why], None) for why in ("unknown", "conflicting", "not a member")},
}


def blockers(
    source: Stances,
    topic: str | None = None,
    *,
    rule: Rule | str = Unanimity(),  # noqa: B008 - frozen
    actors: Iterable[str] | None = None,
    ax: "Axes | None" = None,
) -> Axes:
    """Draw who blocks what under a rule: a column an actor, a row a proposal with its outcome.

    A dark cell with a cross is a blocker; a hatched one a possible blocker, whose opposition is
    only claimed by others, hearsay or inferred; a hatched white one with a question mark somebody
    whose position is not known and who could block. The others are who is for (+), against without
    blocking alone (minus) or neutral (0), and who has no position: see `positions`.

    Parameters
    ----------
    source : Coalition or StanceMatrix
        A case, of which the current positions count, or votes.
    topic, ax
        See `agreement`.
    rule : Rule or str
        The rule; by default unanimity.
    actors : iterable of str, optional
        Ids of parties or politicians: the body that decides; by default all parties.

    Returns
    -------
    matplotlib.axes.Axes
        As for `agreement`.

    Raises
    ------
    MissingExtra, UnknownTopic, UnknownActor, InvalidValue
        As for `agreement`.
    TooLarge
        As for `decisions`.

    Examples
    --------
    >>> import coalition as co, coalition.plot
    >>> january = co.load_case("migration-2023").at("2023-01")
    >>> ax = coalition.plot.blockers(january, "migration/labour")
    >>> ax.get_title()
    '1 proposal: 1 blocked (unanimity)'
    """
    source = given(source, "plot.blockers")
    required()
    from matplotlib.colors import to_rgb  # noqa: PLC0415

    matrix = matrix_of(source, topic, actors)
    made = decisions(matrix, rule=rule)
    rule = made[0].rule if made else rule
    kinds = [_states(decision, matrix) for decision in made]
    cells = {(i, j): kind for i, row in enumerate(kinds) for j, kind in enumerate(row)}
    outcomes = [decision.worded.replace("passes", "passing") for decision in made]
    ax = table(
        ax,
        np.array([[to_rgb(_KINDS[kind][0]) for kind in row] for row in kinds]),
        [decision.proposal for decision in made],
        matrix.actors,
        signs=np.array([[_KINDS[kind][1] for kind in row] for row in kinds]),
        hatches={cell: hatch for cell, kind in cells.items() if (hatch := _KINDS[kind][2])},
        keys=[
            swatch(color, f"{kind} ({sign})", hatch)
            for kind, (color, sign, hatch) in _KINDS.items()
            if kind in cells.values()
        ],
        remarks=outcomes,
    )
    numbers = Counter(outcomes)
    found = ", ".join(f"{numbers[outcome]} {outcome}" for outcome in _OUTCOMES if numbers[outcome])
    titled(ax, f"{counted(len(made), 'proposal')}: {found or 'nothing to decide'} ({rule})")
    return ax


def _states(decision: Decision, matrix: StanceMatrix) -> list[str]:
    """Return where each actor stands, and of those who block alone that they do."""
    states = {}
    for actor in matrix.actors:
        stance = matrix.stance(actor, decision.proposal) or 0
        side = _SIDES[(stance > 0) - (stance < 0)]
        states[actor] = matrix.missing(actor, decision.proposal) or side
    for found in decision.blockers:
        if found.party in decision.unknown:
            states[found.party] += f", {_WOULD}"
        else:
            states[found.party] = "blocks" if found.certain else _POSSIBLY
    return list(states.values())

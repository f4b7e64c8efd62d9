"""Which single statements an answer hangs on: any answer, given as a function of a coalition."""

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

import attrs

from coalition.limits import interrupting
from coalition.model.coalition import Coalition, by_certainty
from coalition.model.statements import Position
from coalition.stances.from_positions import stance_matrix
from coalition.tables import Shown

__all__ = ["Hinge", "hinges"]

T = TypeVar("T")


@attrs.frozen
class Hinge(Shown, Generic[T]):
    """A statement without which an answer is another.

    Attributes
    ----------
    position : Position
        The statement.
    without : object
        The answer without it.
    several : str
        What several statements of one actor on one proposal count for, as for `Coalition`.
    """

    position: Position
    without: T
    several: str = "refuse"

    def __str__(self) -> str:
        return f"without {self.position}: {self.without}"


@interrupting()
def hinges(
    coalition: Coalition,
    answer: Callable[[Coalition], T],
    *,
    topic: str | None = None,
    proposals: Iterable[str] | None = None,
    several: str | None = None,
) -> tuple[Hinge[T], ...]:
    """Return the single statements that an answer hangs on: without one of them it is another.

    Each position in force is left out in turn, so that what it superseded is in force again. Where
    two sources say the same, an answer hangs on neither.

    Parameters
    ----------
    coalition : Coalition
        What was said, at the date in question.
    answer : callable
        Takes a coalition and returns what compares by value, as for `certainty`.
    topic : str, optional
        Leave out positions on proposals of this topic and of those below it; on all unless said.
    proposals : iterable of str, optional
        Leave out positions on these only, by id.
    several : str, optional
        What several statements of one actor on one proposal count for, as for
        `Coalition.counting`; as the coalition has it unless said.

    Returns
    -------
    tuple of Hinge
        By proposal, then by actor, the best known first.

    Raises
    ------
    UnknownTopic, UnknownProposal
        If the coalition has no such topic or proposal.
    KeyboardInterrupt
        On Ctrl-C: some would be missing.

    Examples
    --------
    >>> import coalition as co
    >>> july = co.load_case("migration-2023").at("2023-07")
    >>> def outcome(now):
    ...     return co.decide(now, "package-on-the-table").outcome
    >>> print(*co.hinges(july, outcome))
    without VVD against package-on-the-table (hearsay, 2023-07, K): open
    """
    coalition = coalition.counting(several)
    wanted = set(stance_matrix(coalition, topic, actors=()).proposals)
    if proposals is not None:
        wanted &= {coalition.proposal(name).id for name in proposals}
    ordered = sorted(
        (said for said in coalition.in_force if said.proposal in wanted),
        key=lambda said: (said.proposal, said.actor, by_certainty(said)),
    )
    value = answer(coalition)
    others = ((said, answer(coalition.without(said))) for said in ordered)
    return tuple(Hinge(said, other, coalition.several) for said, other in others if other != value)

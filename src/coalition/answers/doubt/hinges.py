"""The critical statements: single ones that an answer rests on, any function of a coalition."""

from collections.abc import Callable, Iterable
from typing import Any, Generic, TypeVar

import attrs

from coalition.answers.doubt._asked import asked_of
from coalition.limits import all_or_nothing
from coalition.model.coalition import Coalition
from coalition.model.current_statements import by_certainty
from coalition.model.given import Case, a_case
from coalition.model.statements import Position
from coalition.model.words import Several
from coalition.rules.vote import Rule
from coalition.stances.agreement import Agreement
from coalition.tables import Shown

T = TypeVar("T")


@attrs.frozen
class Hinge(Shown, Generic[T]):
    """A critical statement: without it an answer is another.

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
    several: Several = "refuse"

    def __str__(self) -> str:
        return f"without {self.position}: {self.without}"


@all_or_nothing
def hinges(
    coalition: Case,
    answer: Callable[[Coalition], Any] | str,
    *,
    rule: Rule | str | None = None,
    agreement: Agreement | None = None,
    topic: str | None = None,
    proposals: Iterable[str] | None = None,
) -> tuple[Hinge[Any], ...]:
    """Return the single statements that an answer rests on (critical statements).

    Each current position is left out in turn, so that what it superseded is current again. Where
    two sources say the same, an answer rests on neither alone.

    Parameters
    ----------
    coalition : Coalition or str
        The case, at the date in question.
    answer : callable or str
        Takes a coalition and returns what compares by value; or the id of a proposal, or a topic,
        as for `certainty`.
    rule, agreement
        As for `certainty`.
    topic : str, optional
        Leave out positions on proposals of this topic and of those below it; by default on all.
    proposals : iterable of str, optional
        Leave out positions on these only, by id.

    Returns
    -------
    tuple of Hinge
        By proposal, then by actor, the best known first.

    Raises
    ------
    UnknownTopic, UnknownProposal
        If the coalition has no such topic or proposal.
    InvalidValue
        If it is not asked of a case, or a rule or an agreement would be ignored.
    KeyboardInterrupt
        On Ctrl-C, as some would be missing.

    Examples
    --------
    >>> import coalition as co
    >>> july = co.load_case("migration-2023").at("2023-07")
    >>> def outcome(now):
    ...     return co.decide(now, "package-on-the-table").outcome
    >>> print(*co.hinges(july, outcome))
    without VVD against package-on-the-table (hearsay, 2023-07, K paragraph 6): open
    """
    coalition = a_case(coalition, "hinges")
    asked, _, wanted, part = asked_of(
        coalition, answer, "hinges",
        topic=topic, proposals=proposals, actors=(), rule=rule, agreement=agreement,
    )  # fmt: skip
    ordered = sorted(
        (said for name in wanted for said in part._in_force_on.get(name, ())),
        key=lambda said: (said.proposal, said.actor, by_certainty(said)),
    )
    value = asked(part)
    others = ((said, asked(part.without(said))) for said in ordered)
    return tuple(Hinge(said, other, coalition.several) for said, other in others if other != value)

"""What is asked of a case whose answer is doubted: of the caller's own, or what a name asks for."""

from collections.abc import Callable
from typing import Any, TypeAlias

from coalition.answers.decisions.blockers import blockers
from coalition.answers.splits.split import split
from coalition.characters import nfc
from coalition.doors import refusal
from coalition.errors import UnknownProposal
from coalition.faults import Faults
from coalition.model.coalition import Coalition
from coalition.rules.by_head import Unanimity
from coalition.rules.vote import Rule
from coalition.stances.agreement import Agreement

Answer: TypeAlias = Callable[[Coalition], Any]


def asked_of(
    coalition: Coalition,
    answer: Answer | str,
    *,
    topic: str | None,
    rule: Rule | str | None,
    agreement: Agreement | None,
    function: str,
) -> tuple[Answer, str | None, tuple[str, ...] | None]:
    """Return what is asked, and the topic or else the proposals that it is about, if it is known.

    A name is that of a proposal, of which the blockers are asked; or, where there is none or a
    topic is given, that of a topic, of which it is how the actors split.
    """
    ids = tuple(proposal.id for proposal in coalition.proposals)
    name = nfc(answer) if isinstance(answer, str) else None
    blocking = name in ids and topic is None
    faults = Faults()
    if rule is not None and not blocking:
        faults.note("rule", "is for who blocks a proposal; give the id of one to ask that")
    if agreement is not None and (name is None or blocking):
        faults.note("agreement", "is for how actors split on a topic; give one to ask that")
    faults.raise_if_any(function)
    if not isinstance(answer, str):
        if not callable(answer) or isinstance(answer, type):
            raise refusal(answer, "a function of a Coalition, a proposal or a topic", function)
        return answer, topic, None
    if blocking:
        by = rule or Unanimity()
        return (
            lambda now: tuple(found.party for found in blockers(now, answer, rule=by)),
            None,
            (nfc(answer),),
        )
    if name not in coalition.topics:
        raise UnknownProposal(answer, (*ids, *coalition.topics))

    def optima(now: Coalition) -> tuple[tuple[tuple[str, ...], ...], ...]:
        return split(now, name, agreement=agreement).optima if name in now.topics else ()

    return optima, topic or name, None

"""What is asked of a case whose answer is doubted: of the caller's own, or what a name asks for."""

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from coalition.answers.decisions.blockers import blockers
from coalition.answers.splits.split import split
from coalition.characters import nfc
from coalition.doors import names_in, refusal
from coalition.errors import UnknownProposal
from coalition.faults import Faults
from coalition.model.coalition import Coalition
from coalition.rules.by_head import Unanimity
from coalition.rules.vote import Rule
from coalition.stances.agreement import Agreement
from coalition.stances.from_positions import stance_matrix

Answer: TypeAlias = Callable[[Coalition], Any]


def asked_of(
    coalition: Coalition,
    answer: Answer | str,
    function: str,
    *,
    topic: str | None,
    proposals: Iterable[str] | None,
    actors: Iterable[str] | None,
    rule: Rule | str | None,
    agreement: Agreement | None,
) -> tuple[Answer, tuple[str, ...], list[str], Coalition]:
    """Return what is asked, the actors and proposals whose positions are doubted, and of what case.

    A name is that of a proposal, of which the blockers are asked; or, where there is none or a
    topic is given, that of a topic, of which it is how the actors split. Then the case is what is
    said on that alone, from which the answer is the same.
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
    named: Iterable[str] | None = None
    part = coalition
    asked: Answer
    if not isinstance(answer, str):
        if not callable(answer) or isinstance(answer, type):
            raise refusal(answer, "a function of a Coalition, a proposal or a topic", function)
        asked = answer
    elif blocking:
        named, by = (answer,), rule or Unanimity()
        part = coalition._of([nfc(answer)])

        def asked(now: Coalition) -> tuple[str, ...]:
            return tuple(found.party for found in blockers(now, answer, rule=by))

    elif name in coalition.topics:
        topic = topic or name
        if agreement is None:  # which may weigh other proposals, too
            part = coalition._of(one.id for one in coalition._filed[name])

        def asked(now: Coalition) -> tuple[tuple[tuple[str, ...], ...], ...]:
            return split(now, name, agreement=agreement).optima if name in now.topics else ()

    else:
        raise UnknownProposal(answer, (*ids, *coalition.topics))
    matrix = stance_matrix(coalition, topic, actors=actors)
    named = named if proposals is None else names_in(proposals, "proposals")
    about = None if named is None else {coalition.proposal(one).id for one in named}
    doubted = [p for p in matrix.proposals if about is None or p in about]
    return asked, matrix.actors, doubted, part

"""The questions that are asked of both cases, and what must differ for an answer to be another.

- split: who stands with whom, in all optimal ways; who of them are on opposite sides of all they
  share; and whether anything is beyond chance. Nobody to compare is no split.
- decision: whether it passes, is blocked or open, and whether that is sure; where it is open, whom
  it depends on; where it is blocked by nobody alone, by whom together.
- blocker: whether a party blocks, and whether that is certain.
- deadlock: whether there is one on what an actor demands, who blocks it, and whether it is overdue.
- certainty: whether the split on a topic, or who blocks a proposal, is the same however the unknown
  is filled in, and without claims, hearsay, inference and all three.

Seats, quotations and sources that leave all that as it is make no answer another.
"""

from collections import Counter
from collections.abc import Hashable, Iterator
from typing import Literal, TypeAlias, get_args

import attrs

from coalition.answers.commitments.deadlocks import Deadlock, deadlocks
from coalition.answers.decisions.blockers import Blocker, blockers
from coalition.answers.decisions.decide import Decision, decide, decisions
from coalition.answers.doubt.certainty import Certainty, certainty, sides_under
from coalition.answers.splits.split import Split, split
from coalition.model.coalition import Coalition
from coalition.rules.vote import Rule
from coalition.stances.agreement import Agreement

Asked = Literal[
    "split", "decision", "blocker", "deadlock", "certainty of split", "certainty of blockers"
]
Found: TypeAlias = Split | Decision | Blocker | Deadlock | Certainty[bool]

ASKED: tuple[Asked, ...] = get_args(Asked)
COMPLETIONS = 729  # of the unknown that are tried: all of six positions
_STATEMENTS, _PARTIES = 40, 5  # that make a completion as much work as two


@attrs.frozen
class Terms:
    """The rule, and how agreement is counted; its weights may be of proposals of either case."""

    rule: Rule | str
    agreement: Agreement | None

    def of(self, case: Coalition) -> Agreement | None:
        """Return how agreement is counted in a case."""
        if self.agreement is None or not self.agreement.weights:
            return self.agreement
        held = {proposal.id for proposal in case.proposals}
        weights = [pair for pair in self.agreement.weights if pair[0] in held]
        return attrs.evolve(self.agreement, weights=weights)


@attrs.frozen
class Question:
    """A question about a topic or a proposal, and about whom where that is not all."""

    asked: Asked
    about: str
    whose: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[int, str, tuple[str, ...]]:
        """What puts questions in order."""
        return ASKED.index(self.asked), self.about, self.whose

    @property
    def on_topic(self) -> bool:
        """Whether it is about a topic."""
        return self.asked in {"split", "certainty of split"}


def blocking(
    case: Coalition, terms: Terms, proposal: str | None = None
) -> Iterator[tuple[Question, Found]]:
    """Yield what is decided in a case, who blocks it, and what is in deadlock."""
    if not case.parties:
        return
    one = () if proposal is None else (decide(case, proposal, rule=terms.rule),)
    for decision in one or decisions(case, rule=terms.rule):
        yield Question("decision", decision.proposal), decision
        for found in decision.blockers:
            if found.party in decision.opponents:
                yield Question("blocker", found.proposal, (found.party,)), found
    several: Counter[tuple[str, ...]] = Counter()
    for stuck in deadlocks(case, rule=terms.rule) if case.commitments else ():
        made = stuck.ultimatum
        several[key := (stuck.decision.proposal, made.by, str(made.date))] += 1
        yield Question("deadlock", key[0], (*key[1:], str(several[key]))), stuck


def answer(case: Coalition, question: Question, terms: Terms) -> Found | None:
    """Return what a case answers; None where it has nothing to answer with."""
    known = case.topics if question.on_topic else {proposal.id for proposal in case.proposals}
    if question.about not in known or not (question.on_topic or case.parties):
        return None
    match question.asked:
        case "decision":
            return decide(case, question.about, rule=terms.rule)
        case "blocker" | "deadlock":
            found = dict(blocking(case, terms, question.about))
            return found.get(question)
        case "split":
            return _split(case, question, terms)
    return _certainty(case, question, terms)


def _split(case: Coalition, question: Question, terms: Terms) -> Split:
    return split(case, question.about, agreement=terms.of(case))


def _certainty(case: Coalition, question: Question, terms: Terms) -> Certainty[bool] | None:
    """Return how certain it is that an answer is what it is; None where there is no split."""

    def asked(now: Coalition) -> Hashable:
        if question.on_topic:
            return compared(_split(now, question, terms))
        return frozenset(one.party for one in blockers(now, question.about, rule=terms.rule))

    value = asked(case)
    if value is None:
        return None
    return certainty(
        case,
        lambda now: asked(now) == value,
        topic=question.about if question.on_topic else None,
        proposals=None if question.on_topic else [question.about],
        stances=sides_under(terms.agreement if question.on_topic else None),
        max_completions=COMPLETIONS // weight(case),
    )


def weight(case: Coalition) -> int:
    """Return how much work it is to fill in what is unknown in one way."""
    more = len(case.statements) // _STATEMENTS + len(case.parties) // _PARTIES
    return min(1 + more, COMPLETIONS)


def compared(found: Found | None) -> Hashable:
    """Return what of an answer must differ for it to be another."""
    match found:
        case Split():
            ways = frozenset(frozenset(map(frozenset, blocs)) for blocs in found.optima)
            opposed = frozenset(map(frozenset, found.opposed))
            none = not found.blocs and found.beyond_chance is not False
            return None if none else (ways, opposed, found.beyond_chance)
        case Decision():
            alone = found.outcome != "blocked" or found.blockers
            together = frozenset(() if alone else map(frozenset, found.blocking_coalitions))
            return found.worded, frozenset(found.pivotal), together
        case Blocker():
            return found.certain
        case Deadlock():
            return found.overdue, frozenset(one.party for one in found.blockers)
        case Certainty():
            firm = found.without_claims, found.without_hearsay, found.without_inference
            return found.verdict, firm, found.without_all
    return None

"""What changed from one case to another: the facts, and the answers that they made others."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import chain
from typing import Any, TypeAlias

import attrs

from coalition.answers.changes._questions import (
    ASKED,
    Asked,
    Found,
    Question,
    Terms,
    answer,
    blocking,
    compared,
    weight,
)
from coalition.answers.changes._reasons import Reasons
from coalition.answers.changes._relevant import Relevant
from coalition.answers.changes.changed_facts import ChangedFact, changed_facts
from coalition.answers.doubt.certainty import Certainty
from coalition.answers.terms import on_terms
from coalition.errors import InvalidValue
from coalition.faults import Faults
from coalition.limits import Stopped, Watch, checked_limits
from coalition.model.coalition import Coalition
from coalition.model.given import Case, a_case
from coalition.rules.by_head import Unanimity
from coalition.rules.vote import Rule
from coalition.sentences import counted, listed
from coalition.stances.agreement import Agreement, check_agreement
from coalition.stances.from_positions import held_topics
from coalition.tables import Columns, Names, Row, Shown

Pairs: TypeAlias = dict[Question, tuple[Found | None, Found | None]]  # the answers to both

_TRIALS = 3000  # sets of facts that are tried, for all answers
_MOST = 400  # of them for one answer
_UNSURE = 5000  # ways to fill it in, for all answers
_NAMED = 3  # facts that a sentence names


@attrs.frozen
class ChangedAnswer(Shown):
    """An answer that is another in the new case, and the facts that made it so.

    Attributes
    ----------
    question : str
        What is asked: ``split``, ``decision``, ``blocker``, ``deadlock``, ``certainty of split`` or
        ``certainty of blockers``.
    about : str
        The topic of a split; otherwise the id of the proposal.
    before, after : Split, Decision, Blocker, Deadlock, Certainty or None
        The answer to the old case and to the new; None where there is none. A `Certainty` is that
        of the statement that the answer is the one that it is.
    facts : tuple of ChangedFact
        The facts that did it: put into the old case alone, they make the answer what it is in the
        new. Where the search ended early, all that can matter to it.
    smallest : bool
        Whether no smaller set of facts does it.
    unique : bool or None
        Whether no other set as small does it; None where that is not known.
    """

    question: Asked
    about: str
    before: Found | None
    after: Found | None
    facts: tuple[ChangedFact, ...] = attrs.field(repr=False)
    smallest: bool
    unique: bool | None

    def __str__(self) -> str:
        kind = "new" if self.before is None else "gone" if self.after is None else "changed"
        on = isinstance(self.after or self.before, Certainty)
        about = f" on {self.about}" if on else ""
        told = [self._worded(found) for found in (self.before, self.after) if found is not None]
        return f"{self.question}{about} {kind}: {'; now '.join(told)}; {self._because()}"

    def _worded(self, found: Found) -> str:
        if not isinstance(found, Certainty):
            return str(found)
        weak = {
            "claims": found.without_claims,
            "hearsay": found.without_hearsay,
            "inference": found.without_inference,
        }
        lost = [name for name, same in weak.items() if not same]
        lost = lost or [listed(weak)] * (not found.without_all)
        but = f", but another without {listed(lost, 'or')}" if lost else ""
        return f"{found.verdict} ({found.ways}){but}{on_terms(found.several)}"

    def _because(self) -> str:
        """Say which facts did it, as far as that is known."""
        some = [str(fact) for fact in self.facts[:_NAMED]]
        more = len(self.facts) - len(some)
        named = "; ".join([*some, *[f"{more:,} more"] * bool(more)])
        if not self.smallest:
            return f"because of some of these: {named}"
        return f"because of: {named}{'' if self.unique is not False else ' (or others as few)'}"


@attrs.frozen
class Changes(Shown):
    """What changed from one case to another; it is false, and has no items, where nothing did.

    Attributes
    ----------
    facts : tuple of ChangedFact
        The facts that are not the same, list by list as a case has them.
    answers : tuple of ChangedAnswer
        The answers that are not the same: splits, decisions, blockers, deadlocks, then how certain
        splits and blockers are.
    complete : bool
        Whether all answers were compared, and of each the smallest set of facts was found, and
        whether it is the only one.
    not_compared : tuple of (str, str)
        The questions that were not compared, and what they are about.
    stopped : {'work', 'time', 'interrupt'} or None
        What ended the search before it was complete.
    """

    facts: tuple[ChangedFact, ...]
    answers: tuple[ChangedAnswer, ...]
    complete: bool
    not_compared: tuple[tuple[Asked, str], ...] = ()
    stopped: Stopped | None = None

    def __iter__(self) -> Iterator[ChangedFact | ChangedAnswer]:
        return chain(self.facts, self.answers)

    def __len__(self) -> int:
        return len(self.facts) + len(self.answers)

    @classmethod
    def _columns(cls) -> Columns:
        return {"changed": str, "about": str, "before": str, "after": str, "facts": Names}

    def _rows(self) -> Iterable[Row]:
        for fact in self.facts:
            yield fact.place, fact.about, fact.before, fact.after, ()
        for one in self.answers:
            yield one.question, one.about, one.before, one.after, one.facts

    def __str__(self) -> str:
        if not self:
            return "nothing changed"
        number = counted(len(self.facts), "fact")
        answers = counted(len(self.answers), "answer") if self.answers else "no answer"
        them = "it" if len(self.facts) == 1 else "them"
        rest = len(self.not_compared)
        more = f"; {rest:,} more {'was' if rest == 1 else 'were'} not compared" if rest else ""
        return f"{number} changed, and {answers} with {them}{more}"


def changes(
    old: Case,
    new: Case,
    *,
    rule: Rule | str = Unanimity(),  # noqa: B008 - frozen
    agreement: Agreement | None = None,
    time_limit: float | None = None,
) -> Changes:
    """Return what changed from one case to another: facts, and the answers that they made others.

    Facts are compared by what they are about, so that their order makes no difference. Of each
    answer that is another, the facts that did it are those of the smallest set that, put into the
    old case alone, makes it what it is in the new. Where an answer is another is said below; that
    one of its reasons has a new quotation or source makes none.

    - A split: where the blocs are others, in any of the optimal ways, or who is in one bloc though
      on opposite sides of all that they share. Topics are those of `splits`.
    - A decision: where it passes, is blocked or open when it was not, or possibly so; where it is
      open, if it depends on others; where nobody blocks it alone, if others do together.
    - A blocker: where a party blocks that did not, or does not, or is a possible blocker and was a
      certain one. Those count whose position is known.
    - A deadlock: where there is one on what an actor demands, or is none; where others block it, or
      its deadline has passed.
    - How certain a split is, or who blocks a proposal: where it is (or is no longer) the same
      however the unknown is filled in, or without claims, hearsay or inference.

    Parameters
    ----------
    old, new : Coalition or str
        The two cases, which may have nothing in common.
    rule : Rule or str
        The rule of decisions, blockers and deadlocks; unanimity by default.
    agreement : Agreement, optional
        How agreement is counted in splits. It may weigh proposals that only one of the cases has.
    time_limit : float, optional
        Seconds after which no more answers are compared and no smaller sets looked for, as after
        Ctrl-C.

    Returns
    -------
    Changes
        Without a time limit, the same on every machine: what is compared and looked for is bounded
        by work, so that two cases with nothing in common come back soon (`complete`).

    Raises
    ------
    InvalidValue
        If the rule does not fit the parties of a case.
    UnknownCase
        If there is no shipped case of a name.

    Examples
    --------
    >>> import coalition as co
    >>> case = co.load_case("migration-2023").at("2023-07")
    >>> old = case.without(case.position("D66", "asylum-target"))
    >>> found = co.changes(old, case)
    >>> print(found)
    1 fact changed, and 3 answers with it
    >>> for one in found.answers:
    ...     print(one.question, "-", one.about)
    blocker - asylum-target
    certainty of split - migration/asylum
    certainty of blockers - asylum-target
    >>> print(*found.answers[0].facts)
    added D66 against asylum-target (inferred, 2023-07, K paragraph 6)
    """
    was, now = a_case(old, "changes"), a_case(new, "changes")
    checked_limits("changes", time_limit=time_limit)
    terms = Terms(rule, agreement)
    _check_counting(agreement, was, now)
    watch = Watch(time_limit)
    known = Relevant(was, now, changed_facts(was, now))
    asked = [*_asked(known)]
    pairs: Pairs = {}
    watch.run(partial(_compare, known, terms, asked, pairs, watch))
    changed = sorted(
        (one for one, pair in pairs.items() if compared(pair[0]) != compared(pair[1])),
        key=lambda one: one.order,
    )
    trials = Watch()
    trials.left = _TRIALS

    def spend(work: int) -> None:
        watch.spend(work)
        trials.spend(work)

    reasons = [Reasons(known, terms, one, compared(pairs[one][1]), spend) for one in changed]

    def explain() -> None:
        for one in reasons:
            spend(0)
            with watch.allowing(_MOST):
                one.find()
        proofs = [(one, one.prove()) for one in reasons]
        steps = [(one.work(step), step, proof) for one, proof in proofs for step in (0, 1)]
        for _, _, proof in sorted(steps, key=lambda step: step[:2]):  # the least work first
            spend(0)
            with watch.allowing(_MOST):
                next(proof, None)

    watch.run(explain)
    answers = []
    for one, why in zip(changed, reasons, strict=True):
        did = tuple(known.facts[place] for place in why.places or known.to(one))
        found = *pairs[one], did, why.smallest, why.unique
        answers.append(ChangedAnswer(one.asked, one.about, *found))
    missing = tuple((one.asked, one.about) for one in asked if one not in pairs)
    complete = not missing and all(one.smallest and one.unique is not None for one in answers)
    stopped: Any = None if complete else watch.stopped or "work"
    return Changes(tuple(known.facts), tuple(answers), complete, missing, stopped)


def _check_counting(agreement: Agreement | None, *cases: Coalition) -> None:
    faults = Faults()
    check_agreement(agreement, faults)
    faults.raise_if_any("changes")
    held = {proposal.id for case in cases for proposal in case.proposals}
    weights = dict(agreement.weights) if agreement else {}
    for name in sorted(weights.keys() - held):
        faults.note(f"weights[{name!r}]", "is no proposal of either case")
    faults.raise_if_any("changes")


def _asked(known: Relevant) -> Iterator[Question]:
    """Yield the questions to which a changed fact can matter, but for whose blockers they are."""
    cases = known.old, known.new
    topics = {topic for case in cases for topic in held_topics(case)}
    proposals = {one.id for case in cases for one in case.proposals}
    made = (made for case in cases for made in case.commitments if made.kind == "ultimatum")
    demanded = {one.proposal for one in made if one.proposal}
    for asked in ASKED:
        of = demanded if asked == "deadlock" else proposals
        for about in sorted(topics if Question(asked, "").on_topic else of):
            if known.to(question := Question(asked, about)):
                yield question


def _compare(
    known: Relevant, terms: Terms, asked: Iterable[Question], pairs: Pairs, watch: Watch
) -> None:
    """Answer the questions for both cases; where there are too many, of certainty the first."""
    cases = known.old, known.new
    before, after = (dict(blocking(case, terms)) for case in cases)
    unsure = [one for one in asked if one.asked.startswith("certainty")]
    rest = {one: None for one in asked if one not in unsure and one.asked != "split"}
    pairs.update({one: (before.get(one), after.get(one)) for one in rest | before | after})
    for one in asked:
        if one.asked == "split":
            watch.spend(0)
            pairs[one] = answer(known.old, one, terms), answer(known.new, one, terms)
    with watch.allowing(_UNSURE):
        for one in unsure:
            old, new = (known.part(case, one) for case in cases)
            watch.spend((len(old.statements) + len(new.statements) + len(new.proposals)) // 5)
            with suppress(InvalidValue):  # no way to fill in what is unknown
                told = answer(old, one, terms), answer(new, one, terms)
                sure = [found for found in told if isinstance(found, Certainty)]
                if all(found.verdict != "undecided" for found in sure):
                    pairs[one] = told
                tried = sum(found.tried for found in sure)
                watch.spend(tried * max(weight(old), weight(new)))

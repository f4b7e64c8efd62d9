"""Ultimatums whose demand is blocked, when they fall due, and what each way out would mean."""

import datetime as dt
from functools import cache

import attrs

from coalition.answers.commitments.ledger import due_by, in_time, judged_on, last_word, outcomes_of
from coalition.answers.decisions.blockers import Blocker
from coalition.answers.decisions.decide import Decision, decide
from coalition.answers.terms import but_for, on_terms
from coalition.model.coalition import Coalition
from coalition.model.dates import PartialDate
from coalition.model.given import Case, a_case
from coalition.model.statements import Commitment, Outcome, Position
from coalition.rules.by_head import Unanimity
from coalition.rules.vote import Rule
from coalition.sentences import listed
from coalition.tables import Shown


@attrs.frozen
class Threat(Shown):
    """What an ultimatum threatens.

    Attributes
    ----------
    party : str
        Id of the party behind it, or of a politician without one.
    text : str
        What follows otherwise.
    hedge : str or None
        What the words leave open.
    """

    party: str
    text: str
    hedge: str | None

    def __str__(self) -> str:
        return f"{self.party}: {self.text}{f' (hedged: {self.hedge})' if self.hedge else ''}"


@attrs.frozen
class Consequence(Shown):
    """What it would mean for whom if a demand were met, or if it were not.

    Attributes
    ----------
    met : bool
        Whether this is the way out in which the demand is met.
    losers : tuple of Position
        The positions of parties that it conflicts with, by seats, then by id.
    unkept : tuple of Commitment
        The promises, demands and ultimatums that it would leave unkept, in order of time.
    threats : tuple of Threat
        What the ultimatums among them threaten, each as hedged as it was made.
    """

    met: bool
    losers: tuple[Position, ...]
    unkept: tuple[Commitment, ...]
    threats: tuple[Threat, ...]

    def __str__(self) -> str:
        sure = sorted(self.losers, key=lambda held: not held.certain)
        names = [f"{'' if held.certain else 'possibly '}{held.actor}" for held in sure]
        lose = [f"{listed(names)} {'lose' if len(names) > 1 else 'loses'}"] if names else []
        follows = "; ".join([*lose, *map(str, self.threats)]) or "nobody is known to lose"
        return f"if {'met' if self.met else 'not met'}: {follows}"


@attrs.frozen
class Deadlock(Shown):
    """An ultimatum whose demand is blocked.

    Attributes
    ----------
    ultimatum : Commitment
        The ultimatum, with its threat, its deadline and how it is hedged.
    party : str or None
        Id of the party behind it; None for a politician without one.
    blockers : tuple of Blocker
        Who blocks what is demanded alone; empty where opponents stop it only together.
    decision : Decision
        What becomes of the demand under the rule, with who stops it together.
    if_met, if_not : Consequence
        What it would mean if the demand were met all the same, and if it were not.
    overdue : bool
        Whether its deadline is over.
    left_out : tuple of Position or Outcome
        Positions on what is demanded, and what became of it, that `Coalition.at` left out: they may
        be later.
    """

    ultimatum: Commitment
    party: str | None
    blockers: tuple[Blocker, ...]
    decision: Decision = attrs.field(repr=False)
    if_met: Consequence = attrs.field(repr=False)
    if_not: Consequence = attrs.field(repr=False)
    overdue: bool = False
    left_out: tuple[Position | Outcome, ...] = attrs.field(default=(), repr=False)

    @property
    def due(self) -> PartialDate | None:
        """The deadline; None where there is none."""
        return self.ultimatum.deadline

    @property
    def hedge(self) -> str | None:
        """What the words of the ultimatum leave open; None where they leave nothing open."""
        return self.ultimatum.hedge

    def __str__(self) -> str:
        decision, alone = self.decision, [blocker.party for blocker in self.blockers]
        names = alone or decision.opponents or decision.abstainers
        together = "" if alone or len(names) == 1 else " together"
        by = f" by {listed(names)}{together}" if names else ""
        by = f": {decision.why}" if decision.why else by
        who, what = self.party or self.ultimatum.by, self.ultimatum.proposal
        over = f"; its deadline, {self.due.due}, has passed" if self.due and self.overdue else ""
        terms = f"{on_terms(decision.several)}{but_for(self.left_out)}"
        return f"{who} demands {what}, blocked{by}{over}{terms}"


def deadlocks(
    coalition: Case,
    *,
    rule: Rule | str = Unanimity(),  # noqa: B008 - frozen
) -> tuple[Deadlock, ...]:
    r"""Return the ultimatums whose demand is blocked, the one that falls due first at the head.

    A deadlock ends with an outcome that adopts or rejects what is demanded, once it is demanded. It
    ends with its deadline too, but not while the demand is still spoken of: up to the date of the
    last statement on it, it is listed, as one of which the deadline has passed. After that, nothing
    shows that it is still pending, and the ultimatum is in the `ledger` alone. Each answer carries
    its ultimatum, and so the deadline and the hedge, and what either way out would mean for whom.

    Parameters
    ----------
    coalition : Coalition or str
        The case; current positions count. Deadlines are judged by its date (`as_of`), or else by
        the last date in it.
    rule : Rule or str
        The rule under which it is blocked; unanimity by default.

    Returns
    -------
    tuple of Deadlock
        By deadline, those without one last; then in the order of the dates and of the actors.

    Raises
    ------
    InvalidValue
        If the rule does not fit the parties.

    Examples
    --------
    >>> import coalition as co
    >>> for found in co.deadlocks(co.load_case("migration-2023").at("2023-07")):
    ...     print(found.party, found.due, found.if_met, found.if_not, sep="\n")
    VVD
    ../2023-06-20
    if met: D66 and CU lose
    if not met: VVD and CDA lose; VVD: leaving the cabinet (hedged: does not rule out)
    """
    coalition = a_case(coalition, "deadlocks")
    found = []
    end = judged_on(coalition)

    @cache
    def known_of(asked: str) -> tuple[dt.date, Decision, tuple[Consequence, Consequence]]:
        said, decision = coalition._statements_on[asked], decide(coalition, asked, rule=rule)
        made = in_time(one for one in said if isinstance(one, Commitment))
        return last_word(said), decision, _ways_out(coalition, decision, tuple(made))

    for made in in_time(coalition.commitments):
        decided = outcomes_of(coalition._outcomes_on, made)
        if made.kind == "ultimatum" and (asked := made.proposal) and not decided:
            last, decision, (if_met, if_not) = known_of(asked)
            if end <= max(due_by(made), last) and decision.outcome == "blocked":
                found.append(
                    Deadlock(
                        ultimatum=made,
                        party=coalition.party_of(made.by, made.date),
                        blockers=decision.blockers,
                        decision=decision,
                        if_met=if_met,
                        if_not=if_not,
                        overdue=made.deadline is not None and made.deadline.last <= end,
                        left_out=(
                            *decision.left_out,
                            *outcomes_of(coalition._left_out_on, made),
                        ),
                    )
                )
    return tuple(sorted(found, key=lambda one: due_by(one.ultimatum)))


def _ways_out(
    coalition: Coalition, decision: Decision, made: tuple[Commitment, ...]
) -> tuple[Consequence, Consequence]:
    """Return what it would mean if what is demanded came about, and if not."""
    held: dict[str, Position] = {}
    lost, missed = decision.opponents, decision.supporters
    for said in decision.reasons:
        held.setdefault(said.actor, said)  # the best known of each
    threats = tuple(
        Threat(coalition.party_of(one.by, one.date) or one.by, one.threat, one.hedge)
        for one in made
        if one.threat is not None
    )
    losers, others = (tuple(held[actor] for actor in actors) for actors in (lost, missed))
    return (
        Consequence(met=True, losers=losers, unkept=(), threats=()),
        Consequence(met=False, losers=others, unkept=made, threats=threats),
    )

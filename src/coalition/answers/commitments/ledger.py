"""Promises, demands and ultimatums: which are open, kept, broken or undecidable."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from typing import TypeAlias

import attrs

from coalition.answers.decisions.decide import Decision, decide
from coalition.answers.terms import but_for, on_terms
from coalition.model.coalition import Coalition
from coalition.model.dates import Date, PartialDate
from coalition.model.given import Case, a_case
from coalition.model.statements import Commitment, Outcome, Position, Statement
from coalition.model.words import Several, Status
from coalition.rules.by_head import Unanimity
from coalition.rules.vote import Rule
from coalition.tables import Shown

OnProposals: TypeAlias = Mapping[str | None, Sequence[Statement]]  # what is said of each


@attrs.frozen
class LedgerEntry(Shown):
    """A promise, a demand or an ultimatum, and what is known to have become of it.

    Attributes
    ----------
    commitment : Commitment
        What was promised or demanded: by whom, to whom, when, repeated when, how hedged.
    party : str or None
        Id of the party of its maker at the time; None for a politician without one.
    due : PartialDate or None
        By when; None where no deadline was set.
    status : {'open', 'kept', 'broken', 'undecidable'}
        Open until its proposal is decided or its deadline is over; kept if the proposal was adopted
        in time, and broken if it was adopted too late or turned down. Of a demand or an ultimatum,
        kept means that it was met. Undecidable where nothing that is known decides it.
    certain : bool
        Whether it was stated or reported that the commitment was made and what became of it.
    evidence : tuple of Outcome
        The outcomes that decide it, in order of time; empty where it is open, or none is known.
    outlook : Decision or None
        What would become of its proposal under the rule; None where it names none.
    left_out : tuple of Outcome
        Outcomes of its proposal that are left out, as they may be later (`Coalition.at`).
    """

    commitment: Commitment
    party: str | None
    due: PartialDate | None
    status: Status
    certain: bool
    evidence: tuple[Outcome, ...]
    outlook: Decision | None = attrs.field(repr=False)
    left_out: tuple[Outcome, ...] = attrs.field(default=(), repr=False)

    def __str__(self) -> str:
        made = self.commitment
        when = [f"due {self.due.due}"] if self.due else []
        dates = [date.worded for date in made.repeated]
        again = [f"repeated {', '.join(dates)}"] if dates else []
        hedge = [f"hedged: {made.hedge}"] if made.hedge else []
        seen = ["; ".join(map(str, self.evidence))] if self.evidence else []
        status = self.status if self.certain else f"possibly {self.status}"
        found = "; ".join([f"{made}: {status}", *seen, *when, *again, *hedge])
        return f"{found}{but_for(self.left_out)}"


def ledger(
    coalition: Case,
    *,
    at: Date | None = None,
    rule: Rule | str = Unanimity(),  # noqa: B008 - frozen
) -> tuple[LedgerEntry, ...]:
    """Return every promise, demand and ultimatum, and whether it is open, kept or broken.

    What was decided is known from the outcomes of the case. That none is known is no proof that
    nothing was decided: when a deadline is over and no outcome is known, the commitment is
    undecidable. One that names no proposal is undecidable from the start. A red line is no promise
    to be kept, and not here (`Coalition.red_lines`).

    Parameters
    ----------
    coalition : Coalition or str
        The case.
    at : PartialDate, datetime.date or str, optional
        The date to judge it for, by what was known then; by default that of the case (`as_of`), or
        else the last date in it.
    rule : Rule or str
        The rule of the outlook; unanimity by default.

    Returns
    -------
    tuple of LedgerEntry
        In the order of the dates, then of the actors.

    Raises
    ------
    InvalidValue
        If the date does not exist, or the rule does not fit the parties.

    Examples
    --------
    >>> import coalition as co
    >>> case = co.load_case("heating-law-2023")
    >>> for date in ("2023-06", "2023-08", "2023-09"):
    ...     (entry,) = co.ledger(case, at=date)
    ...     print(date, entry.status, *entry.evidence)
    2023-06 open
    2023-08 undecidable
    2023-09 broken heating-law adopted (reported, 2023-09-08, bundestag)
    """
    coalition = a_case(coalition, "ledger")
    now = coalition if at is None else coalition.at(at)
    end = judged_on(now)
    outlook = cache(partial(decide, now, rule=rule))  # of each proposal once
    owed = (made for made in in_time(now.commitments) if made.kind != "red line")
    return tuple(_entry(now, made, end, outlook) for made in owed)


@attrs.frozen
class Conflict(Shown):
    """A commitment, and another or a wish, that cannot both be kept.

    Attributes
    ----------
    first : Commitment
        The commitment; of two, the one that is due first.
    second : Commitment or Position
        The other commitment, or the position of an actor who is for what the first one excludes.
    several : str
        As for `Coalition`.
    """

    first: Commitment
    second: Commitment | Position
    several: Several = "refuse"

    @property
    def due(self) -> PartialDate | None:
        """The earlier deadline; None where there is none."""
        return self.first.deadline

    def __str__(self) -> str:
        by = f" (first due {self.due.due})" if self.due else ""
        pair = (self.first, self.second)
        hedges = [f"; {_maker(said)} hedged: {said.hedge}" for said in pair if said.hedge]
        both = " and ".join(map(_named, pair))
        return f"{both} cannot both be kept{by}{''.join(hedges)}{on_terms(self.several)}"


def conflicts(coalition: Case) -> tuple[Conflict, ...]:
    """Return the commitments that cannot both be kept, and those that conflict with a wish.

    What excludes what is stated in the case and never guessed. Two commitments are in conflict if
    their proposals exclude each other (`Proposal.excludes`), or if one of them excludes the
    proposal of the other (`Commitment.excludes`). A wish is the current position of an actor who is
    for what a commitment excludes; whose statements conflict has no wish. What was decided is no
    conflict any more. Several commitments can all be kept, as far as that goes, if no two of them
    are here.

    Parameters
    ----------
    coalition : Coalition or str
        The case.

    Returns
    -------
    tuple of Conflict
        The one that falls due first at the head; then in the order of the dates and of the actors.
        Of one commitment, other commitments that it is in conflict with come before the wishes.

    Examples
    --------
    >>> import coalition as co
    >>> for conflict in co.conflicts(co.load_case("migration-2023")):
    ...     print(conflict.first.by, conflict.first.excludes, conflict.second.words)
    VVD ('one-week-delay',) vanderburg for one-week-delay
    """
    coalition = a_case(coalition, "conflicts")
    decided = {outcome.proposal for outcome in coalition.outcomes}
    others: dict[str | None, tuple[str, ...]] = {p.id: p.excludes for p in coalition.proposals}
    pending = (c for c in coalition.commitments if not outcomes_of(coalition._outcomes_on, c))
    made = sorted(in_time(pending), key=due_by)
    excluded = [{*one.excludes, *others.get(one.proposal, ())} for one in made]
    about: dict[str | None, list[int]] = {}  # the places of those on a proposal,
    against: dict[str | None, list[int]] = {}  # and of those that exclude it
    for place, one in enumerate(made):
        about.setdefault(one.proposal, []).append(place)
        for name in excluded[place]:
            against.setdefault(name, []).append(place)
    found = []
    for place, one in enumerate(made):
        clash = {*against.get(one.proposal, ())}.union(*(about.get(p, ()) for p in excluded[place]))
        second: list[Commitment | Position] = [made[at] for at in sorted(clash) if at > place]
        for proposal in sorted(set(one.excludes) - decided):
            actors = {said.actor for said in coalition._in_force_on.get(proposal, ())}
            held = (coalition.position(actor, proposal) for actor in sorted(actors))
            second += [said for said in held if said and said.stance > 0]
        found += [Conflict(one, other, coalition.several) for other in second]
    return tuple(found)


def _maker(said: Commitment | Position) -> str:
    return said.by if isinstance(said, Commitment) else said.actor


def _named(said: Commitment | Position) -> str:
    if isinstance(said, Position):
        return f"{said.proposal}, which {said.actor} is for,"
    return f"the {said.kind} of {said.by}, {said.proposal or said.text},"


def in_time(commitments: Iterable[Commitment]) -> list[Commitment]:
    """Return commitments in the order of the dates, then of the actors."""
    return sorted(commitments, key=lambda c: (c.date.first, c.date.last, c.by, c.text))


def due_by(made: Commitment) -> dt.date:
    """Return the last day on which a commitment can be kept: the end of time without a deadline."""
    return made.deadline.last if made.deadline else dt.date.max


def outcomes_of(on: OnProposals, made: Commitment) -> tuple[Outcome, ...]:
    """Return what became of what a commitment is about, not surely before it, in order of time."""
    said = on.get(made.proposal, ()) if made.proposal else ()
    found = (one for one in said if isinstance(one, Outcome) and not one.date.is_before(made.date))
    return tuple(sorted(found, key=lambda o: (o.date.first, o.date.last, o.provenance)))


def judged_on(coalition: Coalition) -> dt.date:
    """Return the day by which a case is judged: that it is as of, or else the last in it."""
    return coalition.as_of.last if coalition.as_of else last_word(coalition.statements)


def last_word(statements: Iterable[Statement]) -> dt.date:
    """Return the last day on which any of these may have been said, or said again.

    What may be of any later day counts with the first that it may be.
    """
    dates = [date for one in statements for date in (one.date, *getattr(one, "repeated", ()))]
    return max((d.first if d.last == dt.date.max else d.last for d in dates), default=dt.date.min)


def _entry(
    coalition: Coalition, made: Commitment, end: dt.date, outlook: Callable[[str], Decision]
) -> LedgerEntry:
    decided = outcomes_of(coalition._outcomes_on, made)
    status = _status(made, decided, end)
    firm = [outcome for outcome in decided if outcome.certain]
    return LedgerEntry(
        commitment=made,
        party=coalition.party_of(made.by, made.date),
        due=made.deadline,
        status=status,
        certain=made.certain and _status(made, firm, end) == status,
        evidence=decided,
        outlook=outlook(made.proposal) if made.proposal else None,
        left_out=outcomes_of(coalition._left_out_on, made),
    )


def _status(made: Commitment, decided: Sequence[Outcome], end: dt.date) -> Status:
    due = made.deadline
    if made.proposal is None:
        return "undecidable"
    if not decided:
        return "undecidable" if due and due.last <= end else "open"
    results = {_result(outcome, due) for outcome in decided}
    return results.pop() if len(results) == 1 else "undecidable"


def _result(outcome: Outcome, due: PartialDate | None) -> Status:
    if outcome.result == "rejected" or (due and due.is_before(outcome.date)):
        return "broken"
    return "kept" if due is None or outcome.date.last <= due.last else "undecidable"

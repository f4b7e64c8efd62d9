"""Who moved between two dates, because of which statements, and what followed from it."""

from collections.abc import Iterable, Iterator
from functools import cache

import attrs

from coalition.answers.decisions.blockers import Blocker, blockers
from coalition.answers.splits.split import Partitioned, Split, signed_ties_of, split
from coalition.answers.terms import but_for, on_terms
from coalition.limits import all_or_nothing
from coalition.model.coalition import Coalition
from coalition.model.current_statements import by_certainty
from coalition.model.dates import Date, PartialDate, most_exact, read_date
from coalition.model.given import Case, a_case
from coalition.model.statements import Position
from coalition.model.words import Changed, Several
from coalition.rules.by_head import Unanimity
from coalition.rules.vote import Rule
from coalition.sentences import counted
from coalition.signed.partition import partition
from coalition.stances.agreement import Agreement, chosen
from coalition.stances.from_positions import stance_matrix
from coalition.tables import Columns, Row, Shown


@attrs.frozen
class Change(Shown):
    """A split or a blocker that is another because an actor moved.

    Attributes
    ----------
    before, after : Split or Blocker or None
        What it would be at the later date if the actor had not moved, and what it is; None where a
        blocker is none.
    kind : {'appeared', 'vanished', 'changed'}
        Whether a division or a blocker came, went, or is another one.
    """

    before: Split | Blocker | None
    after: Split | Blocker | None
    kind: Changed

    def __str__(self) -> str:
        if isinstance(self.before, Split):
            return f"split {self.kind}: {self.before}; then {self.after}"
        return f"blocker {self.kind}: {self.before if self.after is None else self.after}"


@attrs.frozen
class Shift(Shown):
    """A change of an actor's stance on a proposal.

    Attributes
    ----------
    actor, proposal : str
        Who moved, on what.
    before, after : Position
        The positions between which the actor moved.
    splits : tuple of Change
        The split on each topic of the proposal, if it is another because of this: if it would
        differ at the later date had this actor alone not moved.
    blockers : tuple of Change
        The blockers of the proposal that came, went or changed because of this, likewise.
    several : str
        As for `Coalition`.
    left_out : tuple of Position
        Positions of the actor on the proposal that may be later than the start, or than the end,
        and are left out there.
    """

    actor: str
    proposal: str
    before: Position
    after: Position
    splits: tuple[Change, ...] = attrs.field(default=(), repr=False)
    blockers: tuple[Change, ...] = attrs.field(default=(), repr=False)
    several: Several = "refuse"
    left_out: tuple[Position, ...] = attrs.field(default=(), repr=False)

    def __str__(self) -> str:
        return (
            f"{self.actor} moved on {self.proposal}: {self.before.worded} "
            f"({self.before.provenance}), then {self.after.worded} ({self.after.provenance})"
            f"{on_terms(self.several)}{but_for(self.left_out)}"
        )


@all_or_nothing
def shifts(
    coalition: Case,
    start: Date,
    end: Date,
    *,
    rule: Rule | str = Unanimity(),  # noqa: B008 - frozen
    agreement: Agreement | None = None,
) -> tuple[Shift, ...]:
    """Return who changed stance between two dates, by which statements, and what followed.

    A first position is no change: what was unknown before may have been the same. Nor does an actor
    whose statements conflict have a position. What followed from a shift is what would be otherwise
    at the later date if this actor had not moved and all else had happened.

    Parameters
    ----------
    coalition : Coalition or str
        What was said.
    start, end : PartialDate, datetime.date or str
        The dates to compare.
    rule : Rule or str
        The rule that makes blockers; unanimity by default.
    agreement : Agreement, optional
        How agreement is counted in splits.

    Returns
    -------
    tuple of Shift
        By proposal, then by actor.

    Raises
    ------
    InvalidValue
        If a date does not exist, or the rule does not fit the parties.
    TooLarge
        As for `split`.

    Examples
    --------
    >>> import coalition as co
    >>> for shift in co.shifts(co.load_case("migration-2023"), "2023-01", "2023-07"):
    ...     print(shift.actor, shift.proposal, shift.before.side, shift.after.side)
    ...     print(*shift.blockers)
    D66 labour-migration-curb against for
    blocker vanished: D66 blocks labour-migration-curb (reported, 2023-01, J paragraph 6)
    """
    coalition = a_case(coalition, "shifts")
    before, after = coalition.at(start), coalition.at(end)

    @cache
    def filed(topic: str) -> Coalition:
        return after._of(item.id for item in after._filed[topic])

    @cache
    def divided(topic: str) -> Split:
        return split(after, topic, agreement=agreement)

    @cache
    def blocked(proposal: str) -> tuple[Coalition, tuple[Blocker, ...]]:
        alone = after._of([proposal])
        return alone, blockers(alone, proposal, rule=rule)

    found = []
    solved: dict[object, set[Partitioned]] = {}  # the optima by the ties
    for proposal, actor in sorted({(p.proposal, p.actor) for p in after.in_force}):
        old, new = before.position(actor, proposal), after.position(actor, proposal)
        if old and new and old.stance != new.stance:
            # 1. What would be otherwise, of what is said on the proposal or the topic alone.
            alone, blocking = blocked(proposal)
            was_blocking = blockers(alone.supposing(old), proposal, rule=rule)
            parted: list[Change] = []
            for topic in after.proposal(proposal).topics:
                state = filed(topic).supposing(old)
                matrix = stance_matrix(state, topic)
                counted_as = chosen(agreement, {}, after, matrix)
                ties = signed_ties_of(matrix, counted_as)
                now, key = divided(topic), (ties.nodes, tuple(ties.ties.items()))
                if key not in solved:
                    solved[key] = set(partition(ties).optima)
                if solved[key] != set(now.optima):  # rarely: the split itself takes longer
                    parted += _divided(split(state, topic, agreement=counted_as), now)
            # 2. What may be later.
            later = dict.fromkeys(
                said
                for state in (before, after)
                for said in state._left_out_on.get(proposal, ())
                if isinstance(said, Position) and said.actor == actor
            )
            found.append(
                Shift(
                    *(actor, proposal, old, new),
                    splits=tuple(parted),
                    blockers=tuple(_blocking(was_blocking, blocking)),
                    several=coalition.several,
                    left_out=tuple(later),
                )
            )
    return tuple(found)


def _divided(before: Split, after: Split) -> Iterator[Change]:
    if set(before.optima) != set(after.optima):
        was, now = len(before.blocs) > 1, len(after.blocs) > 1
        kind: Changed = "changed" if was == now else "appeared" if now else "vanished"
        yield Change(before, after, kind)


def _blocking(before: tuple[Blocker, ...], after: tuple[Blocker, ...]) -> Iterator[Change]:
    was, now = ({found.party: found for found in held} for held in (before, after))
    for party in was | now:
        old, new = was.get(party), now.get(party)
        if old is None or new is None:
            yield Change(old, new, "vanished" if new is None else "appeared")
        elif old.certain != new.certain:
            yield Change(old, new, "changed")


@attrs.frozen
class Stage(Shown):
    """The split on a topic from a date on, until the next stage.

    Attributes
    ----------
    date : PartialDate
        The date at the end of which it is so: the most exact of those of `new`.
    split : Split
        The split.
    changed : bool
        Whether it is another than the one before; the first is, if anyone is placed.
    new : tuple of Position
        The positions on the topic that are current from then on, by proposal, then by actor.
    """

    date: PartialDate
    split: Split
    changed: bool
    new: tuple[Position, ...] = attrs.field(repr=False)

    @classmethod
    def _columns(cls) -> Columns:
        return {"date": PartialDate, "changed": bool, **Split._columns()}

    def _rows(self) -> Iterable[Row]:
        return ((self.date, self.changed, *row) for row in self.split._rows())

    def __str__(self) -> str:
        before, new = "" if self.changed else "as before; ", counted(len(self.new), "new position")
        return f"{self.date.worded}: {self.split} ({before}{new})"


@all_or_nothing
def split_history(
    coalition: Case,
    topic: str | None = None,
    *,
    max_blocs: int | None = None,
    agreement: Agreement | None = None,
) -> tuple[Stage, ...]:
    """Return the split on a topic at every date at which positions on it are new.

    Only what was said on the topic makes a stage and dates it. A statement dated to a month or a
    year is known at the end of it, so that statements of which the dates end on one day make one
    stage. It has the most exact of their dates, as from then on it is surely so: of ``2024`` and
    ``2024-12-31`` the day, not the year.

    Parameters
    ----------
    coalition : Coalition or str
        What was said.
    topic, max_blocs, agreement
        As for `split`.

    Returns
    -------
    tuple of Stage
        In order of time.

    Raises
    ------
    UnknownTopic, InvalidValue, TooLarge
        As for `split`.

    Examples
    --------
    >>> import coalition as co
    >>> for stage in co.split_history(co.load_case("migration-2023"), "migration/labour"):
    ...     print(stage)
    2022-12: nobody to compare on migration/labour (as before; 1 new position)
    2023-01: D66 alone against VVD, CDA and CU on migration/labour (3 new positions)
    2023-07: VVD, D66, CDA and CU together on migration/labour (4 new positions)
    """
    coalition = a_case(coalition, "split_history")
    matrix = stance_matrix(coalition, topic)
    rule = chosen(agreement, {}, coalition, matrix)
    part = coalition._of(matrix.proposals)
    last_days = {said.date.last for said in part.positions}
    if not last_days:  # so that what makes no sense is refused
        split(coalition, topic, max_blocs=max_blocs, agreement=agreement)
    stages: list[Stage] = []
    held: dict[Position, None] = {}
    optima: frozenset[object] = frozenset([()])
    for day in sorted(last_days):
        # the last stage is that of the case, and so is what is left out of it
        last = coalition.left_out and day == max(last_days)
        now = part if last else part.at(read_date(day))
        # a dict, not a set: positions that sorting does not tell apart stay in order of the case
        current = dict.fromkeys(now.in_force)
        if new := [said for said in current if said not in held]:
            found = split(now, topic, max_blocs=max_blocs, agreement=rule)
            (date,) = most_exact(said.date for said in new)  # all end on the day
            new.sort(key=lambda p: (p.proposal, p.actor, p.provenance, by_certainty(p)))
            stages.append(Stage(date, found, optima != frozenset(found.optima), tuple(new)))
            optima = frozenset(found.optima)
        held = current
    return tuple(stages)

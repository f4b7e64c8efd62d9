"""The collection: everything a case says, checked, and nothing but that."""

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import chain
from typing import Any, TypeVar

import attrs
from attrs.converters import optional

from coalition.errors import (
    InvalidCase,
    InvalidValue,
    Unknown,
    UnknownActor,
    UnknownParty,
    UnknownProposal,
    UnknownSource,
)
from coalition.model import parts, values
from coalition.model.actors import Minister, Party, Politician
from coalition.model.checking import Refused, each, gathered, refusals
from coalition.model.consistency import contradictions
from coalition.model.dates import PartialDate, partial_date
from coalition.model.proposals import Proposal, lineage
from coalition.model.showing import Columns, Row, Shown
from coalition.model.sources import Source
from coalition.model.statements import (
    Commitment,
    Meeting,
    Outcome,
    Position,
    Remark,
    Statement,
)

__all__ = ["Coalition", "by_certainty", "nfc"]

T = TypeVar("T")
S = TypeVar("S", bound=Statement)


@attrs.frozen(field_transformer=gathered, kw_only=True, repr=False)
class Coalition(Shown):
    """Everything a case says: a collection that holds, checks and looks up.

    It is never changed; `at`, `without`, `with_positions` and `supposing` return changed copies.
    What follows from it is computed by functions beside it, such as `coalition.split`.

    Parameters
    ----------
    name : str or None
        Short name of the case.
    title : str or None
        What the case is about.
    sources : list of Source
        What the facts were read in.
    parties : list of Party
        The parties; each must consent where unanimity is the rule.
    politicians : list of Politician or Minister
        The politicians in them. In a file, one with an `office` is a minister.
    proposals : list of Proposal
        What actors can be for or against.
    positions : list of Position
        Who is for or against what, since when, on whose word.
    commitments : list of Commitment
        Promises, demands and ultimatums.
    outcomes : list of Outcome
        What became of proposals.
    meetings : list of Meeting
        Who met, when, what for.
    remarks : list of Remark
        What else was said.
    note : str or None
        Anything else a reader should know.

    Raises
    ------
    InvalidCase
        If items are wrong, unknown to or in contradiction with each other; every fault is named.

    Examples
    --------
    >>> import coalition as co
    >>> case = co.Coalition(
    ...     parties=[co.Party("VVD", seats=34), co.Party("D66", seats=24)],
    ...     proposals=[co.Proposal("curb", "migration/labour")],
    ...     positions=[
    ...         co.Position("VVD", "curb", "for", date="2023-01", attribution="inferred"),
    ...         co.Position("D66", "curb", "against", date="2023-01", attribution="reported"),
    ...     ],
    ... )
    >>> case
    <Coalition: 2 parties, 0 politicians, 1 proposal, 2 positions>
    >>> case.position("D66", "curb").side
    'against'
    >>> case.without("inferred").positions_on("curb")[0].actor
    'D66'
    """

    name: str | None = attrs.field(default=None, converter=optional(values.ident))
    title: str | None = attrs.field(default=None, converter=optional(values.text))
    note: str | None = attrs.field(default=None, converter=optional(values.text))
    sources: tuple[Source, ...] = attrs.field(default=(), converter=parts.sources)
    parties: tuple[Party, ...] = attrs.field(default=(), converter=parts.parties)
    politicians: tuple[Politician, ...] = attrs.field(default=(), converter=parts.politicians)
    proposals: tuple[Proposal, ...] = attrs.field(default=(), converter=parts.proposals)
    positions: tuple[Position, ...] = attrs.field(default=(), converter=parts.positions)
    commitments: tuple[Commitment, ...] = attrs.field(default=(), converter=parts.commitments)
    outcomes: tuple[Outcome, ...] = attrs.field(default=(), converter=parts.outcomes)
    meetings: tuple[Meeting, ...] = attrs.field(default=(), converter=parts.meetings)
    remarks: tuple[Remark, ...] = attrs.field(default=(), converter=parts.remarks)

    def __attrs_post_init__(self) -> None:
        held = {field.name: getattr(self, field.name) for field in attrs.fields(Coalition)}
        made = {name: v.rest if isinstance(v, Refused) else v for name, v in held.items()}
        lists = {name: items for name, items in made.items() if isinstance(items, tuple)}
        faults = (*refusals(self), *contradictions(lists))
        if faults:
            raise InvalidCase(faults, self.name if isinstance(self.name, str) else "Coalition")

    def __repr__(self) -> str:
        counted = (
            (len(self.parties), "party", "parties"),
            (len(self.politicians), "politician", "politicians"),
            (len(self.proposals), "proposal", "proposals"),
            (len(self.positions), "position", "positions"),
        )
        counts = ", ".join(f"{n} {one if n == 1 else many}" for n, one, many in counted)
        return f"<Coalition{f' {self.name!r}' if self.name else ''}: {counts}>"

    @classmethod
    def _columns(cls) -> Columns:
        return Position._columns()

    def _rows(self) -> Iterable[Row]:
        return chain.from_iterable(position._rows() for position in self.positions)

    def _heading(self) -> str:
        return repr(self)

    # look-ups

    @cached_property
    def _parties(self) -> dict[str, Party]:
        return {party.id: party for party in self.parties}

    @cached_property
    def _politicians(self) -> dict[str, Politician]:
        return {person.id: person for person in self.politicians}

    @cached_property
    def _proposals(self) -> dict[str, Proposal]:
        return {proposal.id: proposal for proposal in self.proposals}

    @property
    def ministers(self) -> tuple[Minister, ...]:
        """The politicians who have an office."""
        return tuple(person for person in self.politicians if isinstance(person, Minister))

    @property
    def topics(self) -> tuple[str, ...]:
        """Every topic that a proposal is filed under, and those above it, in order of name."""
        return tuple(sorted({topic for item in self.proposals for topic in lineage(item.topic)}))

    @property
    def seats(self) -> dict[str, int]:
        """The seats of every party whose number of seats is known."""
        return {party.id: party.seats for party in self.parties if party.seats is not None}

    @property
    def dates(self) -> tuple[PartialDate, ...]:
        """Every date from which a position is held, in order."""
        return tuple(sorted({position.date for position in self.positions}, key=_in_time))

    def party(self, id: str) -> Party:
        """Return the party with this id; raise `UnknownParty` where there is none."""
        return _find(id, self._parties, UnknownParty)

    def politician(self, id: str) -> Politician:
        """Return the politician with this id; raise `UnknownActor` where there is none."""
        return _find(id, self._politicians, UnknownActor)

    def minister(self, id: str) -> Minister:
        """Return the minister with this id; raise `UnknownActor` where there is none."""
        return _find(id, {person.id: person for person in self.ministers}, UnknownActor)

    def proposal(self, id: str) -> Proposal:
        """Return the proposal with this id; raise `UnknownProposal` where there is none."""
        return _find(id, self._proposals, UnknownProposal)

    def source(self, id: str) -> Source:
        """Return the source with this id; raise `UnknownSource` where there is none."""
        return _find(id, {source.id: source for source in self.sources}, UnknownSource)

    def party_of(self, actor: str, date: PartialDate | None = None) -> str | None:
        """Return the id of an actor's party: a party's own, or that of a politician.

        Of a politician who changed party, it is that of the date, or else the latest; None for one
        without a party. Raises `UnknownActor` where there is no such actor.
        """
        if (party := nfc(actor)) in self._parties:
            return party
        if party not in self._politicians:
            raise UnknownActor(party, (*self._parties, *self._politicians))
        person = self._politicians[party]
        return person.party if date is None else person.party_at(date)

    @cached_property
    def in_force(self) -> tuple[Position, ...]:
        """The positions that no later one supersedes.

        Where several sources say the same from overlapping dates, each of them is here.
        """
        latest: dict[tuple[str, str], Position] = {}
        for position in self.positions:
            held = latest.setdefault((position.actor, position.proposal), position)
            if held.date.first < position.date.first:
                latest[position.actor, position.proposal] = position
        return tuple(
            position
            for position in self.positions
            if not position.date.is_before(latest[position.actor, position.proposal].date)
        )

    @cached_property
    def _held(self) -> dict[tuple[str, str], list[Position]]:
        """The positions in force by actor and proposal, the best known first."""
        held: dict[tuple[str, str], list[Position]] = {}
        for position in sorted(self.in_force, key=by_certainty):
            held.setdefault((position.actor, position.proposal), []).append(position)
        return held

    def held(self, actor: str, proposal: str) -> tuple[Position, ...]:
        """Return the positions in force of an actor on a proposal, the best known first.

        There is more than one where several sources say the same, and none where nothing is known.
        Raises `UnknownActor` or `UnknownProposal` where there is no such actor or proposal.
        """
        self.party_of(actor)
        return tuple(self._held.get((nfc(actor), self.proposal(proposal).id), ()))

    def position(self, actor: str, proposal: str) -> Position | None:
        """Return the position in force of an actor on a proposal; None where none is known.

        Where several sources say the same, it is the best known. Raises as `held` does.
        """
        return next(iter(self.held(actor, proposal)), None)

    def positions_on(self, proposal: str) -> tuple[Position, ...]:
        """Return all positions ever taken on a proposal, in order of date, then of actor."""
        wanted = self.proposal(proposal).id
        found = (position for position in self.positions if position.proposal == wanted)
        return tuple(sorted(found, key=lambda p: (*_in_time(p.date), p.actor, by_certainty(p))))

    # changed copies

    def at(self, date: PartialDate | str) -> "Coalition":
        """Return what was known at the end of a date: everything said up to then.

        What is dated to a month is known at the end of the month, what is dated to a year at the
        end of the year.
        """
        try:
            end = partial_date(date).last
        except Refused as refusal:
            raise InvalidValue(refusal.faults, "date") from None

        def said(items: tuple[S, ...]) -> tuple[S, ...]:
            return tuple(item for item in items if item.date.last <= end)

        return self._fewer(
            positions=said(self.positions),
            commitments=tuple(
                attrs.evolve(item, repeated=[again for again in item.repeated if again.last <= end])
                for item in said(self.commitments)
            ),
            outcomes=said(self.outcomes),
            meetings=said(self.meetings),
            remarks=said(self.remarks),
        )

    def without(self, *what: str | Statement) -> "Coalition":
        """Return the same without some statements, or without what is known only so.

        Name the statements themselves, or attributions such as ``"hearsay"``, ``"inferred"``. A
        position that one of them had superseded is in force again.
        """
        statements = {item for item in what if isinstance(item, Statement)}
        try:
            attributions = [item for item in what if not isinstance(item, Statement)]
            dropped = each(attributions, values.attribution)
        except Refused as refusal:
            raise InvalidValue(refusal.faults, "attributions") from None

        def kept(items: tuple[S, ...]) -> tuple[S, ...]:
            return tuple(
                item for item in items if item.attribution not in dropped and item not in statements
            )

        return self._fewer(
            positions=kept(self.positions),
            commitments=kept(self.commitments),
            outcomes=kept(self.outcomes),
            meetings=kept(self.meetings),
            remarks=kept(self.remarks),
        )

    def with_positions(self, *positions: Position) -> "Coalition":
        """Return the same with further positions; a later one supersedes an earlier one."""
        return attrs.evolve(self, positions=(*self.positions, *positions))

    def supposing(self, *positions: Position) -> "Coalition":
        """Return the same as it would be if actors held these positions, whatever was said.

        Each takes the place of all that the actor ever said on the proposal, the last one where
        two are of one actor on one proposal. Raises `UnknownActor` or `UnknownProposal` where there
        is no such actor or proposal.
        """
        supposed = {(held.actor, held.proposal): held for held in positions}
        for actor, proposal in supposed:
            self.party_of(actor)
            self.proposal(proposal)
        kept = (said for said in self.positions if (said.actor, said.proposal) not in supposed)
        return self._fewer(positions=(*kept, *supposed.values()))

    def _fewer(self, **statements: tuple[Statement, ...]) -> "Coalition":
        """Return a copy with fewer statements, unchecked: leaving out contradicts nothing.

        Nor does one position of an actor on a proposal, where it is the only one.
        """
        copy = object.__new__(Coalition)
        for field in attrs.fields(Coalition):
            value = statements.get(field.name, getattr(self, field.name))
            object.__setattr__(copy, field.name, value)
        return copy


def nfc(name: object) -> str:
    """Return a name in the form in which ids are kept."""
    return unicodedata.normalize("NFC", name) if isinstance(name, str) else str(name)


def _find(name: str, held: Mapping[str, T], error: type[Unknown]) -> T:
    if (wanted := nfc(name)) not in held:
        raise error(wanted, tuple(held))
    return held[wanted]


def _in_time(date: PartialDate) -> tuple[Any, Any]:
    return date.last, date.first


def by_certainty(position: Position) -> tuple[int, str, str]:
    """Return what puts positions in order, the best known first."""
    return (
        values.ATTRIBUTIONS.index(position.attribution),
        str(position.date),
        position.source or "",
    )

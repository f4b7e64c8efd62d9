"""The collection: everything a case says, checked, and nothing but that."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from itertools import chain
from typing import Any, TypeVar

import attrs

from coalition.characters import nfc
from coalition.errors import (
    InvalidCase,
    Unknown,
    UnknownActor,
    UnknownParty,
    UnknownProposal,
    UnknownSource,
)
from coalition.faults import (
    Faults,
    ListOf,
    Refused,
    as_error,
    each,
    keep_refusals,
    optional,
    refusals,
)
from coalition.model import checks
from coalition.model._only import Only
from coalition.model.actors import Minister, Party, Politician, politicians
from coalition.model.comparisons import not_denied, overtaken, standing
from coalition.model.current_statements import (
    actor_on,
    by_certainty,
    current,
    grouped,
    side_of,
    unsuperseded,
)
from coalition.model.dates import Date, PartialDate, date_given, earliest, optional_date, read_date
from coalition.model.proposals import Proposal, lineage
from coalition.model.references import check_countable, check_references
from coalition.model.sources import Source
from coalition.model.statements import (
    Commitment,
    Comparison,
    Meeting,
    Outcome,
    Position,
    Remark,
    Statement,
)
from coalition.model.words import Attribution, Several, Side
from coalition.sentences import counted
from coalition.tables import Columns, Row, Shown

T = TypeVar("T")
_STATEMENTS = ("positions", "comparisons", "commitments", "outcomes", "meetings", "remarks")
_LISTS = (*_STATEMENTS, "left_out")  # of statements
_CHECKED = ("sources", "parties", "politicians", "proposals", *_STATEMENTS)  # with each other


@attrs.frozen(field_transformer=keep_refusals, kw_only=True, repr=False)
class Coalition(Shown):
    """Everything a case says: a collection that holds, checks and looks up.

    It is never changed; `at`, `between`, `only`, `without`, `counting`, `with_positions` and
    `supposing` return changed copies. What follows from it is computed by functions beside it, such
    as `coalition.split`.

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
        Who is for or against what, since when, on what evidence.
    comparisons : list of Comparison
        Who is more in favor of what than whom.
    commitments : list of Commitment
        Promises, demands, ultimatums and red lines.
    outcomes : list of Outcome
        What became of proposals.
    meetings : list of Meeting
        Who met, when, what for.
    remarks : list of Remark
        What else was said about the talks.
    extra : dict or None
        What else the file that was read holds; kept as text in JSON.
    note : str or None
        Anything else a reader should know.
    several : {'refuse', 'latest', 'all', 'source', 'week', 'month', 'year', 'range'}
        How several statements of one actor on one proposal count, as in `counting`; ``refuse`` by
        default.
    as_of : PartialDate or None
        The date at the end of which it is so, as `at` sets it; None where it is the latest known.

    Attributes
    ----------
    left_out : tuple of Statement
        What `at` or `between` left out as it may be later, though it may be of then too. It is no
        part of what a case says: cases are equal without it, and no file holds it.
    reading : tuple of str
        How the file or the table was read, in sentences: what was found out, taken for something,
        or left out. It is no part of what the case says, either.

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

    name: str | None = attrs.field(default=None, converter=optional(checks.ident))
    title: str | None = attrs.field(default=None, converter=optional(checks.text))
    note: str | None = attrs.field(default=None, converter=optional(checks.text))
    several: Several = attrs.field(default="refuse", converter=checks.several)
    as_of: PartialDate | None = attrs.field(default=None, converter=optional_date)
    extra: str | None = attrs.field(default=None, converter=optional(checks.extra))
    sources: tuple[Source, ...] = attrs.field(default=(), converter=ListOf[Source])
    parties: tuple[Party, ...] = attrs.field(default=(), converter=ListOf[Party])
    politicians: tuple[Politician, ...] = attrs.field(default=(), converter=politicians)
    proposals: tuple[Proposal, ...] = attrs.field(default=(), converter=ListOf[Proposal])
    positions: tuple[Position, ...] = attrs.field(default=(), converter=ListOf[Position])
    comparisons: tuple[Comparison, ...] = attrs.field(default=(), converter=ListOf[Comparison])
    commitments: tuple[Commitment, ...] = attrs.field(default=(), converter=ListOf[Commitment])
    outcomes: tuple[Outcome, ...] = attrs.field(default=(), converter=ListOf[Outcome])
    meetings: tuple[Meeting, ...] = attrs.field(default=(), converter=ListOf[Meeting])
    remarks: tuple[Remark, ...] = attrs.field(default=(), converter=ListOf[Remark])
    left_out: tuple[Statement, ...] = attrs.field(default=(), converter=tuple, init=False, eq=False)
    reading: tuple[str, ...] = attrs.field(default=(), converter=tuple, init=False, eq=False)

    def __attrs_post_init__(self) -> None:
        faults = refusals(self)
        held = {name: getattr(self, name) for name in _CHECKED}
        lists = {name: v.rest if isinstance(v, Refused) else v for name, v in held.items()}
        check_references(lists, self.several, faults)
        subject = self.name if isinstance(self.name, str) else "Coalition"
        faults.raise_if_any(subject, InvalidCase)

    def __repr__(self) -> str:
        counts = (
            counted(len(self.parties), "party", "parties"),
            counted(len(self.politicians), "politician"),
            counted(len(self.proposals), "proposal"),
            counted(len(self.positions), "position"),
        )
        return f"<Coalition{f' {self.name!r}' if self.name else ''}: {', '.join(counts)}>"

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

    @cached_property
    def _filed(self) -> dict[str, tuple[Proposal, ...]]:
        """The proposals on every topic, those below it included."""
        found: dict[str, list[Proposal]] = {}
        for item in self.proposals:
            for topic in dict.fromkeys(chain.from_iterable(map(lineage, item.topics))):
                found.setdefault(topic, []).append(item)
        return {topic: tuple(items) for topic, items in found.items()}

    @cached_property
    def _positions_on(self) -> dict[str | None, tuple[Position, ...]]:
        """The positions by proposal, in their order; so are the next five."""
        return grouped(self.positions, _proposal_of)

    @cached_property
    def _in_force_on(self) -> dict[str | None, tuple[Position, ...]]:
        return grouped(self.in_force, _proposal_of)

    @cached_property
    def _comparisons_on(self) -> dict[str | None, tuple[Comparison, ...]]:
        return grouped(self.comparisons, _proposal_of)

    @cached_property
    def _statements_on(self) -> dict[str | None, tuple[Statement, ...]]:
        return grouped(self.statements, _proposal_of)

    @cached_property
    def _outcomes_on(self) -> dict[str | None, tuple[Outcome, ...]]:
        return grouped(self.outcomes, _proposal_of)

    @cached_property
    def _left_out_on(self) -> dict[str | None, tuple[Statement, ...]]:
        return grouped(self.left_out, _proposal_of)

    @property
    def ministers(self) -> tuple[Minister, ...]:
        """The politicians who have an office."""
        return tuple(person for person in self.politicians if isinstance(person, Minister))

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Everything that was said or happened, kind by kind."""
        return tuple(chain.from_iterable(getattr(self, name) for name in _STATEMENTS))

    @property
    def topics(self) -> tuple[str, ...]:
        """Every topic that a proposal is filed under, and those above it, in order of name."""
        return tuple(sorted(self._filed))

    @property
    def seats(self) -> dict[str, int]:
        """The seats of every party whose number of seats is known, at the date of the case.

        That is the end of `as_of`; of a case without it, it is the latest number.
        """
        return {**self._seats}

    @cached_property
    def _seats(self) -> dict[str, int]:
        day = self.as_of and read_date(self.as_of.last)
        held = ((p.id, p.seats_at(day) if day else p.seats) for p in self.parties)
        return {party: number for party, number in held if number is not None}

    @property
    def dates(self) -> tuple[PartialDate, ...]:
        """Every date from which a position is held, in order."""
        return tuple(sorted({held.date for held in self.positions}, key=lambda date: date.in_time))

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

    def party_of(self, actor: str, date: Date | None = None) -> str | None:
        """Return the id of an actor's party: a party's own, or that of a politician.

        Of a politician who changed party, it is that at the date; without one, that at the end of
        `as_of`, or else the latest. None for one without a party, or no longer in one. Raises
        `UnknownActor` where there is no such actor.
        """
        if (party := nfc(actor)) in self._parties:
            return party
        if party not in self._politicians:
            raise UnknownActor(party, (*self._parties, *self._politicians))
        person, day = self._politicians[party], date or (self.as_of and self.as_of.last)
        return person.party_at(day) if day else person.party

    @cached_property
    def in_force(self) -> tuple[Position, ...]:
        """The current positions: those that no later one supersedes, or all that `several` counts.

        Where several sources report the same from overlapping dates, each of them is here. Where
        statements count once per source or period, it is the best known of those that say the same.
        Two that a later comparison cannot be true with have both ended, whoever it was that moved.
        """
        found = current(self.positions, self.several)
        ended = overtaken(found, self.compared)
        return tuple(said for said in found if said not in ended) if ended else found

    @cached_property
    def _held(self) -> dict[tuple[str, str], tuple[Position, ...]]:
        """The current positions by actor and proposal, the best known first."""
        return grouped(sorted(self.in_force, key=by_certainty), actor_on)

    @cached_property
    def _on(self) -> dict[str, tuple[Position, ...]]:
        """All positions by proposal, in order of date, then of actor."""
        ordered = sorted(self.positions, key=lambda p: (p.date.in_time, p.actor, by_certainty(p)))
        return grouped(ordered, lambda said: said.proposal)

    def held(self, actor: str, proposal: str) -> tuple[Position, ...]:
        """Return the current positions of an actor on a proposal, the best known first.

        There is more than one where several sources report the same, or `several` has more than one
        count, and none where nothing is known. Raises `UnknownActor` or `UnknownProposal` where
        there is no such actor or proposal.
        """
        self.party_of(actor)
        return self._held.get((nfc(actor), self.proposal(proposal).id), ())

    @cached_property
    def compared(self) -> tuple[Comparison, ...]:
        """The current comparisons: those that nothing later supersedes."""
        return standing(self.positions, self.comparisons)

    @property
    def red_lines(self) -> tuple[Commitment, ...]:
        """The red lines in force: those not surely lifted by the end of `as_of`.

        Without a date, those that were never lifted. One of a politician counts for the party at
        the date (`party_of`), and binds nobody where there is none.
        """

        def lifted(until: PartialDate) -> bool:
            return self.as_of is None or until.last <= self.as_of.last

        lines = (made for made in self.commitments if made.kind == "red line")
        return tuple(made for made in lines if made.until is None or not lifted(made.until))

    def position(self, actor: str, proposal: str) -> Position | None:
        """Return the position of an actor on a proposal; None if unknown or conflicting.

        Of several current ones that say the same, it is the best known. Raises as `held` does.
        """
        held = self.held(actor, proposal)
        return held[0] if len({said.stance for said in held}) == 1 else None

    def side(self, actor: str, proposal: str) -> Side | None:
        """Return ``for``, ``against`` or ``neutral``; None if unknown or conflicting.

        Conflicting are current positions on different sides. Raises as `held` does.
        """
        return side_of(self.held(actor, proposal))

    def positions_on(self, proposal: str) -> tuple[Position, ...]:
        """Return all positions ever taken on a proposal, in order of date, then of actor."""
        return self._on.get(self.proposal(proposal).id, ())

    # changed copies

    def at(self, date: Date, *, possible: bool = False) -> "Coalition":
        """Return what was known at the end of a date: everything that is surely from up to then.

        What is dated to a month is known at the end of the month, what is dated to a year at the
        end of the year. What may be later is left out (`left_out`), and answers say so; with
        `possible`, all that may be from up to then is taken. The copy knows its date (`as_of`): of
        a case that has one already, it is the earlier of the two. A red line that was lifted later
        is there as it was before (`red_lines`).
        """
        as_of = earliest(date_given(date, "date"), self.as_of)
        return self._dated(as_of, lambda d: (d.first if possible else d.last) <= as_of.last)

    def between(self, since: Date, until: Date) -> "Coalition":
        """Return a time window: what surely dates from between two dates, these included.

        What is dated to a month is there if all of the month lies between the two. Answers are as
        of the end of the window (`as_of`), and name what may be later than it (`left_out`).
        """
        start = date_given(since, "since").first
        as_of = earliest(date_given(until, "until"), self.as_of)
        return self._dated(as_of, lambda date: start <= date.first and date.last <= as_of.last)

    def _dated(self, as_of: PartialDate, when: Callable[[PartialDate], bool]) -> "Coalition":
        """Return the same with the statements of some dates only, as of the last of them."""
        found = self._kept(lambda statement: when(statement.date))
        commitments = tuple(
            attrs.evolve(
                item,
                repeated=[again for again in item.repeated if when(again)],
                until=item.until if item.until and item.until.first <= as_of.last else None,
            )
            for item in found.commitments
        )
        passed = (item for item in self.statements if not when(item.date))
        left_out = tuple(
            item
            for item in (*self.left_out, *passed)
            if item.date.first <= as_of.last < item.date.last
        )
        return found._but(commitments=commitments, as_of=as_of, left_out=left_out)

    def only(self, *actors: str) -> "Coalition":
        """Return the same case of some of its actors alone.

        A party brings its politicians; what one who changed party did elsewhere is left out, as is
        everything else that is said of others: comparisons with them, their promises, remarks and
        meetings. What a rival says of those who are in stays, and `note` says who that was. Red
        lines are about those who are in; one that binds a party that is out, or is about nobody
        else, is left out. The proposals, their outcomes and the sources are as before.

        Parameters
        ----------
        *actors : str
            Ids of parties or politicians, at least one.

        Returns
        -------
        Coalition
            A case in which nobody else is an actor. A politician whose party is not named has none.

        Raises
        ------
        InvalidValue
            If no actor is named.
        UnknownActor
            If there is no actor of a name.

        Examples
        --------
        >>> import coalition as co
        >>> case = co.load_case("migration-2023").only("VVD", "CDA")
        >>> case
        <Coalition 'migration-2023': 2 parties, 7 politicians, 12 proposals, 22 positions>
        >>> print(co.split(case, "migration/asylum"))
        VVD and CDA together on migration/asylum
        """
        with as_error("only"):
            if not actors:
                raise Refused("must name at least one actor")
            names = each(actors, checks.ident)
        for name in names:
            self.party_of(name)
        kept = Only(frozenset(names), self._politicians)
        lists = {name: tuple(kept.statements(getattr(self, name))) for name in _LISTS}
        parties = tuple(party for party in self.parties if party.id in kept.named)
        return self._but(parties=parties, politicians=tuple(kept.politicians()), **lists)

    def without(self, *what: Attribution | Statement) -> "Coalition":
        """Return the same without some statements, or without what is known only in some way.

        Name the statements themselves, or attributions such as ``"claimed"``, ``"hearsay"``,
        ``"inferred"``. A position that one of them had superseded is current again.
        """
        statements = {item for item in what if isinstance(item, Statement)}
        with as_error("attributions"):
            attributions = [item for item in what if not isinstance(item, Statement)]
            dropped = each(attributions, checks.attribution)

        return self._kept(lambda item: item.attribution not in dropped and item not in statements)

    def _kept(self, wanted: Callable[[Statement], bool]) -> "Coalition":
        """Return the same with some of the statements only."""
        return self._but(**{name: tuple(filter(wanted, getattr(self, name))) for name in _LISTS})

    def counting(self, several: Several) -> "Coalition":
        """Return the same with several statements of one actor on one proposal counted otherwise.

        Under ``refuse`` and ``latest``, a later position supersedes an earlier one. Where two
        differ and neither is surely the later, ``refuse`` raises an error, and under ``latest``
        they are conflicting. Under all else nothing is superseded: ``all`` statements count, or of
        those that say the same one per ``source``, per calendar ``week``, ``month`` or ``year``, or
        one in the whole ``range``.

        Raises `InvalidCase`, with every fault, where it is not known what counts: statements
        contradict each other (``refuse``), name no source (``source``), or are dated too roughly
        (``week``, ``month``, ``year``). A word that is none of these is an `InvalidValue`.
        """
        with as_error("several"):
            policy = checks.several(several)
        faults = Faults()
        check_countable(self.positions, policy, faults)
        faults.raise_if_any(self.name or "Coalition", InvalidCase)
        return self._but(several=policy)

    def with_positions(self, *positions: Position) -> "Coalition":
        """Return the same with further positions; a later one supersedes an earlier one."""
        made = attrs.evolve(self, positions=(*self.positions, *positions))
        return made._but(left_out=self.left_out, reading=self.reading)

    def with_reading(self, *sentences: str) -> "Coalition":
        """Return the same with further sentences about how it was read (see `reading`)."""
        return self._but(reading=(*self.reading, *sentences))

    def supposing(self, *positions: Position) -> "Coalition":
        """Return the same as it would be if actors held these positions, whatever is known.

        Each takes the place of all positions of the actor on the proposal, the last one where two
        are of one actor on one proposal, and the place of comparisons that cannot be true with it.
        Raises `UnknownActor` or `UnknownProposal` where there is no such actor or proposal.
        """
        supposed = {actor_on(held): held for held in positions}
        for actor, proposal in supposed:
            self.party_of(actor)
            self.proposal(proposal)
        kept = tuple(said for said in self.positions if actor_on(said) not in supposed)
        left_out = tuple(
            said
            for said in self.left_out
            if not (isinstance(said, Position) and actor_on(said) in supposed)
        )
        positions = (*kept, *supposed.values())
        compared = self.comparisons
        if compared:
            compared = not_denied(unsuperseded(positions), compared, supposed.values())
        return self._but(positions=positions, comparisons=compared, left_out=left_out)

    def _of(self, proposals: Iterable[str]) -> "Coalition":
        """Return what is said of some proposals alone, from which answers on them are the same.

        What is asked of a few proposals in many ways is asked of a small case then.
        """
        wanted = [self._proposals[one] for one in dict.fromkeys(proposals)]

        def on(said: Mapping[str | None, tuple[T, ...]]) -> tuple[T, ...]:
            return tuple(chain.from_iterable(said.get(one.id, ()) for one in wanted))

        lists: dict[str, Any] = dict.fromkeys(_STATEMENTS, ())
        lists |= {
            "proposals": tuple(wanted),
            "positions": on(self._positions_on),
            "comparisons": on(self._comparisons_on),
            "left_out": on(self._left_out_on),
        }
        return self._but(**lists)

    def _but(self, **fields: Any) -> "Coalition":
        """Return a copy with some fields replaced, unchecked: leaving out contradicts nothing.

        Nor does one position of an actor on a proposal, where it is the only one. Only a comparison
        that is current again may contradict the rest; the answers that it matters to say so.
        """
        copy = object.__new__(Coalition)
        for name in _FIELDS:
            object.__setattr__(copy, name, fields[name] if name in fields else getattr(self, name))
        for name, sources in _LOOKED_UP.items():
            if fields.keys().isdisjoint(sources):
                object.__setattr__(copy, name, getattr(self, name))
        return copy


_FIELDS = tuple(field.name for field in attrs.fields(Coalition))
_LOOKED_UP = {  # what a copy has in common with its original, and what it is made of
    "_parties": ("parties",),
    "_politicians": ("politicians",),
    "_proposals": ("proposals",),
    "_filed": ("proposals",),
    "_seats": ("parties", "as_of"),
}


def _proposal_of(said: Statement) -> str | None:
    return getattr(said, "proposal", None)


def _find(name: str, held: Mapping[str, T], error: type[Unknown]) -> T:
    if (wanted := nfc(name)) not in held:
        raise error(wanted, tuple(held))
    return held[wanted]

"""The stance matrix: actors by proposals, what is missing kept apart from what is neutral."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, TypeAlias, cast

import attrs
import numpy as np

from coalition.characters import nfc
from coalition.doors import names_in
from coalition.errors import UnknownActor, UnknownProposal
from coalition.faults import Checked, Faults, Refused, as_error, keep_refusals, shown
from coalition.model import checks
from coalition.model.current_statements import by_certainty, grouped, side_of
from coalition.model.dates import Date, PartialDate
from coalition.model.proposals import Topics
from coalition.model.scales import Scales
from coalition.model.statements import Position
from coalition.model.words import Grouping, NoStance, NoVote, Several, Side, Stance
from coalition.sentences import counted
from coalition.stances import _fields
from coalition.stances._groups import lines, spread
from coalition.stances._selection import in_period, in_turn, on_topic
from coalition.stances.affiliations import Affiliations
from coalition.stances.codes import Cells, Values, counting, packed
from coalition.tables import Columns, Row

Labels: TypeAlias = tuple[str | None, ...]
Dates: TypeAlias = tuple[PartialDate | None, ...]
Positions: TypeAlias = tuple[Position, ...]
OfVotes: TypeAlias = Affiliations | None  # None: as those of the actors

_OF_WHOM = {"party": "parties", "group": "groups"}
_OF_ACTORS = ("seats", "names", *_OF_WHOM.values())
_OF_VOTES = ("vote_parties", "vote_groups", "vote_seats")
_UNSAID: dict[str, Any] = {"positions": (), "several": "refuse", "scales": None}  # of lines
_OF_PROPOSALS = ("topics", "dates", "outcomes", "titles", "urls")


@attrs.frozen(repr=False, field_transformer=keep_refusals)
class StanceMatrix(Checked):
    """The stances of actors on proposals, and what is known of both.

    Parameters
    ----------
    actors : tuple of str
        Ids of the actors, one a row.
    proposals : tuple of str
        Ids of the proposals, one a column.
    values : array of float, shape (actors, proposals)
        Stances from -1 (against) to 1 (for); NaN where an actor has no known position. They are
        packed as `cells`, a byte each unless they are of more than 128 different values.
    seats : tuple of (int or None)
        Seats of each actor; empty where none are known. So are all that follow.
    parties, groups : tuple of (str or None)
        Id of each actor's party, and of any other group.
    names : tuple of (str or None)
        What each actor is called, where that is not its id.
    vote_parties, vote_groups : array of (str or None), shape (actors, proposals), or None
        Those at the time of each vote (see `party_of`), packed as the stances are; None where they
        are the actor's own throughout. If they alone are given, what lasts is the actor's own.
    vote_seats : array of (int or None), shape (actors, proposals), or None
        Likewise the seats at the time of each vote, by which it is decided (see `seats_of`). If
        they alone are given, the actor's own are those of the latest proposal, by date and then id.
    topics : tuple of (str, tuple of str or None)
        Path of each proposal's topic, or all paths where it is under several.
    dates : tuple of (PartialDate or None)
        When each proposal was made, or decided on.
    outcomes : tuple of (str or None)
        What became of each proposal.
    titles, urls : tuple of (str or None)
        What each proposal is called, and where on the web it is.
    cohesion : array of float, shape (actors, proposals), or None
        Where actors are groups (see `group`): the share of the members with a stance who hold the
        line of their group; NaN where none has one.
    topic : str or None
        The topic that the proposals are of; None for all.
    positions : tuple of Position
        The positions that the numbers come from, where they come from positions.
    several : str
        What several statements of one actor on one proposal count for, as for `Coalition`. Where
        they differ, there is no stance in `values`, and agreement is counted from `positions`.
    left_out : tuple of Position
        Positions of the actors on the proposals that `Coalition.at` left out: they may be later.
    scales : Scales or None
        Where the numbers are positions on scales: these, in their own units.

    Raises
    ------
    InvalidValue
        If shapes differ, an id stands twice, a date does not exist or a stance lies outside
        [-1, 1].

    Examples
    --------
    >>> import coalition as co
    >>> matrix = co.StanceMatrix(("A", "B"), ("p", "q"), [[1, -1], [1, float("nan")]])
    >>> matrix.stance("A", "q"), matrix.stance("B", "q")
    (-1.0, None)
    >>> matrix.values
    array([[ 1., -1.],
           [ 1., nan]])
    """

    actors: tuple[str, ...] = attrs.field(converter=_fields.ids)
    proposals: tuple[str, ...] = attrs.field(converter=_fields.ids)
    cells: Cells = attrs.field(alias="values", converter=packed)
    seats: tuple[int | None, ...] = attrs.field(default=(), converter=_fields.seats, kw_only=True)
    parties: Labels = attrs.field(default=(), converter=_fields.names, kw_only=True)
    groups: Labels = attrs.field(default=(), converter=_fields.names, kw_only=True)
    vote_parties: OfVotes = attrs.field(default=None, converter=_fields.affiliations, kw_only=True)
    vote_groups: OfVotes = attrs.field(default=None, converter=_fields.affiliations, kw_only=True)
    vote_seats: OfVotes = attrs.field(default=None, converter=_fields.vote_seats, kw_only=True)
    topics: tuple[Topics, ...] = attrs.field(default=(), converter=_fields.topics, kw_only=True)
    dates: Dates = attrs.field(default=(), converter=_fields.dates, kw_only=True)
    outcomes: Labels = attrs.field(default=(), converter=_fields.names, kw_only=True)
    names: Labels = attrs.field(default=(), converter=_fields.labels, kw_only=True)
    titles: Labels = attrs.field(default=(), converter=_fields.labels, kw_only=True)
    urls: Labels = attrs.field(default=(), converter=_fields.labels, kw_only=True)
    cohesion: Values | None = attrs.field(
        default=None, converter=_fields.shares, eq=_fields.content, kw_only=True
    )
    topic: str | None = attrs.field(default=None, kw_only=True)
    positions: Positions = attrs.field(default=(), converter=_fields.positions, kw_only=True)
    several: Several = attrs.field(default="refuse", converter=checks.several, kw_only=True)
    left_out: Positions = attrs.field(default=(), converter=_fields.positions, kw_only=True)
    scales: Scales | None = attrs.field(default=None, kw_only=True)

    def __repr__(self) -> str:
        return f"<StanceMatrix: {self._heading()}>"

    def _check(self, faults: Faults) -> None:
        shape = (len(self.actors), len(self.proposals))
        tables = {"values": self.cells.codes, "cohesion": self.cohesion}
        tables |= {name: of.codes for name in _OF_VOTES if (of := getattr(self, name))}
        for name, table in tables.items():
            if table is not None and table.shape != shape:
                faults.note(name, f"must have the shape {shape}, not {table.shape}")
        known = (("actors", _OF_ACTORS), ("proposals", _OF_PROPOSALS))
        for (of, names), number in zip(known, shape, strict=True):
            entries = counted(number, "entry", "entries")
            for name in names:
                if len(getattr(self, name)) not in {0, number}:
                    faults.note(name, f"must have {entries}, one for each of the {of}")
        for name, _ in known:
            if len(set(getattr(self, name))) < len(getattr(self, name)):
                faults.note(name, "must name each id once")
        if any(not -1 <= level <= 1 for level in self.cells.levels):
            faults.note("values", "must lie between -1 (against) and 1 (for)")
        if not faults:
            self._keep_what_varies()

    def _keep_what_varies(self) -> None:
        """Keep the parties of votes only if they are not the actors' own, so that equals compare.

        Where nothing is said of the actors' own, it is what all their votes have; of seats, the
        latest.
        """
        turns = in_turn(self.dates or (None,) * len(self.proposals), self.proposals)
        for name in _OF_VOTES:
            own = name.removeprefix("vote_")
            if of_votes := getattr(self, name):
                if not getattr(self, own):
                    lasting = of_votes.lasting() if own != "seats" else of_votes.latest(turns)
                    object.__setattr__(self, own, lasting)
                if of_votes.are(getattr(self, own)):
                    object.__setattr__(self, name, None)

    @classmethod
    def _columns(cls) -> Columns:
        cell = {"actor": str, "proposal": str, "stance": float, "missing": str}
        own = {"party": str, "group": str, "seats": int}
        return {**cell, **own, **dict.fromkeys(("name", "title", "url"), str)}

    def _rows(self) -> Iterable[Row]:
        """Give every cell a row, one actor after the other."""
        meanings = self.cells.meanings
        nothing = (None,) * len(self.proposals)
        asked = [*zip(self.proposals, self.titles or nothing, self.urls or nothing, strict=True)]
        for row, (actor, codes) in enumerate(zip(self.actors, self.cells.codes, strict=True)):
            name = self.names[row] if self.names else None
            own = [self._all_own(kind, row) for kind in (*_OF_WHOM.values(), "seats")]
            cells = zip(asked, codes.tolist(), *own, strict=True)
            for (proposal, title, url), code, *of in cells:
                yield actor, proposal, *meanings[code], *of, name, title, url

    def _heading(self) -> str:
        on = f" on {self.topic}" if self.topic else ""
        actors = counted(len(self.actors), "actor")
        return f"{actors}, {counted(len(self.proposals), 'proposal')}{on}"

    @property
    def values(self) -> Values:
        """The stances as numbers, NaN where there is none: made anew each time, read-only."""
        return self.cells.values()

    def held(self, actor: str, proposal: str) -> tuple[Position, ...]:
        """Return the positions of an actor on a proposal, the best known first; none for votes.

        Raises `UnknownActor` or `UnknownProposal` where there is no such actor or proposal.
        """
        row, column = self._place(actor, proposal)
        return tuple(self._said.get((self.actors[row], self.proposals[column]), ()))

    def stance(self, actor: str, proposal: str) -> float | None:
        """Return one stance; None where it is not known. Raises as `held` does."""
        return self._meaning(actor, proposal)[0]

    def missing(self, actor: str, proposal: str) -> NoStance | None:
        """Return why a stance is missing, or None where there is one.

        It is unknown; or the actor was absent, not a member, or abstained; or its statements are
        conflicting. Raises as `held` does.
        """
        return self._meaning(actor, proposal)[1]

    def side(self, actor: str, proposal: str) -> Side | None:
        """Return ``for``, ``against`` or ``neutral``; None where it is not known.

        An actor whose statements differ has a side if all of them take the same. Raises as
        `held` does.
        """
        if (stance := self.stance(actor, proposal)) is not None:
            return "for" if stance > 0 else "against" if stance < 0 else "neutral"
        return side_of(self.held(actor, proposal))

    def party_of(self, actor: str, proposal: str) -> str | None:
        """Return the party that an actor's vote on a proposal counts for. Raises as `held` does."""
        return cast(str | None, self._own("parties", *self._place(actor, proposal)))

    def group_of(self, actor: str, proposal: str) -> str | None:
        """Return the group that an actor's vote on a proposal counts for. Raises as `held` does."""
        return cast(str | None, self._own("groups", *self._place(actor, proposal)))

    def seats_of(self, actor: str, proposal: str) -> int | None:
        """Return the seats of an actor when a proposal was voted on. Raises as `held` does."""
        return cast(int | None, self._own("seats", *self._place(actor, proposal)))

    def name_of(self, actor: str) -> str | None:
        """Return what an actor is called, None where that is not known. Raises as `held` does."""
        return self.names[self._row_of(actor)] if self.names else None

    def title_of(self, proposal: str) -> str | None:
        """Return what a proposal is called, None where that is not known. Raises as `held` does."""
        return self.titles[self._place_of(proposal)] if self.titles else None

    def url_of(self, proposal: str) -> str | None:
        """Return where on the web a proposal is, None where not known. Raises as `held` does."""
        return self.urls[self._place_of(proposal)] if self.urls else None

    def _own(self, kind: str, row: int, column: int) -> Any:
        """Return what one vote counts for: as of then, or else the actor's own."""
        if of_votes := getattr(self, f"vote_{kind}"):
            return of_votes.name(row, column)
        own = getattr(self, kind)
        return own[row] if own else None

    def _all_own(self, kind: str, row: int) -> list[Any]:
        """Return what each vote of an actor counts for."""
        asked = range(len(self.proposals))
        if of_votes := getattr(self, f"vote_{kind}"):
            return [of_votes.name(row, at) for at in asked]
        return [self._own(kind, row, 0)] * len(asked) if asked else []

    @cached_property
    def _said(self) -> dict[tuple[str, str], list[Position]]:
        """The positions by actor and proposal, the best known first."""
        found: dict[tuple[str, str], list[Position]] = {}
        for position in self.positions:
            found.setdefault((position.actor, position.proposal), []).append(position)
        for held in found.values():
            if len(held) > 1:
                held.sort(key=by_certainty)
        return found

    @cached_property
    def _later(self) -> dict[str, tuple[Position, ...]]:
        """What is left out of each proposal, as it may be later."""
        return grouped(self.left_out, lambda said: said.proposal)

    @cached_property
    def _places(self) -> tuple[dict[str, int], dict[str, int]]:
        """The row of every actor, and the column of every proposal."""
        rows, columns = enumerate(self.actors), enumerate(self.proposals)
        return {name: row for row, name in rows}, {name: column for column, name in columns}

    def _place(self, actor: str, proposal: str) -> tuple[int, int]:
        """Return the row of an actor and the column of a proposal."""
        return self._row_of(actor), self._place_of(proposal)

    def _row_of(self, actor: str) -> int:
        """Return the row of an actor."""
        if (row := self._places[0].get(nfc(actor))) is None:
            raise UnknownActor(actor, self.actors)
        return row

    def _place_of(self, proposal: str) -> int:
        """Return the column of a proposal."""
        if (column := self._places[1].get(nfc(proposal))) is None:
            raise UnknownProposal(proposal, self.proposals)
        return column

    def _meaning(self, actor: str, proposal: str) -> tuple[float | None, NoStance | None]:
        """Return the stance of an actor on a proposal and None, or None and why there is none."""
        return self.cells.meanings[int(self.cells.codes[self._place(actor, proposal)])]

    def select(
        self,
        topic: str | None = None,
        *,
        actors: Iterable[str] | None = None,
        since: Date | None = None,
        until: Date | None = None,
    ) -> "StanceMatrix":
        """Return the part on a topic and below it, of some actors, or within a period.

        Actors keep their order. A period takes the proposals that surely fall in it, its ends
        included; one without a date does not. What is not there raises `UnknownTopic` or
        `UnknownActor`, and a date that does not exist `InvalidValue`.
        """
        rows, columns = list(range(len(self.actors))), set(range(len(self.proposals)))
        if topic is not None:
            columns &= set(on_topic(topic, self.topics or [self.topic] * len(columns)))
        if since is not None or until is not None:
            columns &= set(in_period(self.dates, since, until))
        if actors is not None:
            wanted = set(names_in(actors, "actors"))
            if strange := sorted(wanted.difference(self.actors)):
                raise UnknownActor(strange[0], self.actors)
            rows = [row for row in rows if self.actors[row] in wanted]
        return self._part(rows, sorted(columns), topic or self.topic)

    def _part(self, rows: list[int], columns: list[int], topic: str | None) -> "StanceMatrix":
        part: dict[str, Any] = {"topic": topic, "values": self.cells.take(rows, columns)}
        of_actors, of_proposals = ("actors", *_OF_ACTORS), ("proposals", *_OF_PROPOSALS)
        for names, kept in ((of_actors, rows), (of_proposals, columns)):
            held = {name: known for name in names if (known := getattr(self, name))}
            part |= {name: [known[index] for index in kept] for name, known in held.items()}
        for name in _OF_VOTES:
            part[name] = (of_votes := getattr(self, name)) and of_votes.take(rows, columns)
        if self.cohesion is not None:
            part["cohesion"] = self.cohesion[np.ix_(rows, columns)]
        who, what = {self.actors[row] for row in rows}, {self.proposals[at] for at in columns}
        for name in ("positions", "left_out"):
            said = getattr(self, name)
            part[name] = [one for one in said if one.actor in who and one.proposal in what]
        return attrs.evolve(self, **part)

    def count_as(self, stances: Mapping[NoVote, Stance]) -> "StanceMatrix":
        """Return the matrix in which what is missing for some reasons counts as a stance.

        ``{"abstained": 0}`` takes abstention for a neutral stance. A reason that is none of
        unknown, absent, not a member and abstained raises `InvalidValue`.
        """
        with as_error("count_as"):
            return attrs.evolve(self, values=self.cells.replaced(counting(stances)))

    def group(self, by: Grouping | Mapping[str, str | None] = "party") -> "StanceMatrix":
        """Return the lines of the parties, or of other groups, with their cohesion.

        The line is the stance that more members hold than any other; where two lead together there
        is none. `cohesion` is the share c of the members with a stance who hold it: with two
        stances to choose from, Rice's (1925) index is 2c - 1; with three, the agreement index of
        Hix, Noury & Roland (2005) is (3c - 1) / 2.

        Each vote counts for the party or group that its actor was in then (see `party_of`). A group
        without a member on a proposal has no line there: it is 'not a member'.

        Parameters
        ----------
        by : {'party', 'group'} or dict of str to (str or None)
            What to group by, or the group of each actor by id. Votes in no group are left out.

        Returns
        -------
        StanceMatrix
            Groups by seats, then id: the most seats that their members have together on any
            proposal, or else the most members. `vote_seats` has those of each vote.
        """
        own = self.seats or (None,) * len(self.actors)
        held = self.vote_seats or Affiliations.packed([number] for number in own)
        names, seats, then, cells, cohesion = lines(self.cells, self.affiliations(by), held)
        return attrs.evolve(
            self,
            actors=names,
            values=cells,
            seats=seats,
            parties=names if by == "party" else (),
            groups=names if by == "group" else (),
            names=(),
            vote_parties=None,
            vote_groups=None,
            vote_seats=then,
            cohesion=cohesion,
            **_UNSAID,
        )

    def ungroup(
        self, members: "StanceMatrix", by: Grouping | Mapping[str, str | None] = "party"
    ) -> "StanceMatrix":
        """Return the matrix of members in which each holds the line of its group: `group`, back.

        Of members in no group, or in one that has no row here, nothing is known; and who was not a
        member is none. Raises `UnknownProposal` where the members have no such proposal.
        """
        columns = [members._place_of(proposal) for proposal in self.proposals]
        held = members._part(list(range(len(members.actors))), columns, self.topic)
        known = {name: getattr(held, name) for name in ("actors", *_OF_ACTORS, *_OF_VOTES)}
        return attrs.evolve(
            self,
            values=spread(self.cells, held.affiliations(by).places(self.actors), held.cells),
            cohesion=None,
            **_UNSAID,
            **known,
        )

    def affiliations(self, by: Grouping | Mapping[str, str | None] = "party") -> Affiliations:
        """Return the party or group of every actor, or of every vote where that varies."""
        if isinstance(by, Mapping):
            return Affiliations.packed([by.get(actor)] for actor in self.actors)
        with as_error("groups"):
            own = _OF_WHOM.get(by) if isinstance(by, str) else None
            if own is None:
                raise Refused(f"must be by 'party', by 'group' or a dict, not {shown(by)}")
            if not getattr(self, own):
                raise Refused(f"no {own} are known; give a dict that says who is in which")
        return getattr(self, f"vote_{own}") or Affiliations.packed([n] for n in getattr(self, own))

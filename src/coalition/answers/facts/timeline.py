"""What a case says, in order of time."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from operator import attrgetter
from typing import Any

import attrs

from coalition.model.actors import Minister, OtherName, Party, Politician, Role
from coalition.model.coalition import Coalition
from coalition.model.dates import PartialDate
from coalition.model.given import Case, a_case
from coalition.model.periods import Period
from coalition.model.proposals import Proposal
from coalition.model.references import ACTOR, references
from coalition.model.statements import Commitment, Meeting, Position, Statement
from coalition.model.words import Attribution, FactKind
from coalition.sentences import listed
from coalition.tables import Columns, Names, Shown

KINDS: tuple[FactKind, ...] = (  # of statements, in the order in which those of one date are told
    *("position", "comparison", "promise", "demand", "ultimatum", "red line"),
    *("repetition", "lifted", "outcome", "meeting", "remark"),
)


@attrs.frozen
class Fact(Shown):
    """One thing that a case says: what, when, on whose word.

    Attributes
    ----------
    date : PartialDate or None
        When it was said or happened; of what lasts, when it began or, where only that is known,
        when it ended. None for what has no date.
    kind : str
        What it is: ``position``, ``comparison``, ``promise``, ``demand``, ``ultimatum``,
        ``red line``, ``repetition``, ``lifted`` (a red line), ``outcome``, ``meeting``, ``remark``
        or ``proposal``; of an actor, the name of the field, such as ``seats`` or ``party``.
    text : str
        What it says.
    details : str
        What is to be added: what the words leave open, how much it matters, to whom it was said,
        who took part.
    actors, proposals, sources : tuple of str
        Ids of those that it names, and of what it rests on.
    item : Statement, Party, Politician or Proposal
        What says so in the case, with its note.
    """

    date: PartialDate | None
    kind: FactKind
    text: str
    details: str
    actors: tuple[str, ...]
    proposals: tuple[str, ...]
    sources: tuple[str, ...]
    item: Party | Politician | Proposal | Statement = attrs.field(repr=False)

    @property
    def attribution(self) -> Attribution | None:
        """How a statement is known, as for `Position`; None for what is no statement."""
        return getattr(self.item, "attribution", None)

    @property
    def speaker(self) -> str | None:
        """Id of the actor who said it, where that is another than the one that it binds."""
        return getattr(self.item, "speaker", None)

    @property
    def note(self) -> str | None:
        """What else a reader should know, as the case has it."""
        return self.item.note

    @property
    def known(self) -> str:
        """How it is known and from where, as in ``stated by rutte, J``."""
        return self.item.known if isinstance(self.item, Statement) else listed(self.sources)

    @classmethod
    def _columns(cls) -> Columns:
        words = dict.fromkeys(("kind", "text", "details", "attribution", "speaker"), str)
        names = dict.fromkeys(("actors", "proposals", "sources"), Names)
        return {"date": PartialDate | None, **words, **names, "note": str}

    def __str__(self) -> str:
        added = f"; {self.details}" if self.details else ""
        what = f"{self.text.removesuffix('.')}{added}"
        when = f"{self.date.worded}: " if self.date else ""
        return f"{when}{what} ({self.known})" if self.known else f"{when}{what}"


def timeline(coalition: Case) -> tuple[Fact, ...]:
    r"""Return everything in a case that has a date, in order of time.

    Statements are here under their own dates, not under those of their sources: positions,
    comparisons, commitments and each time they were repeated, outcomes, meetings, remarks. So is
    when red lines were lifted, when seats, roles, offices and memberships began or ended, and when
    proposals were made. A deadline is told with its commitment.

    Parameters
    ----------
    coalition : Coalition or str
        The case.

    Returns
    -------
    tuple of Fact
        In the order in which they are surely known, as `Coalition.at` counts it: by the last day
        that the date may be, then by the first, then by kind and by text. One that comes after
        another is later only where the dates say so (`PartialDate.is_before`).

    Examples
    --------
    >>> import coalition as co
    >>> case = co.load_case("heating-law-2023")
    >>> print(*co.timeline(case)[9:14], sep="\n")
    2023-04: FDP against heating-law (stated, fdp-congress)
    2023-05: FDP against reading-in-may (reported, press-2023-05)
    2023-05: Greens for reading-in-may (stated by habeck, press-2023-05)
    2023-05: SPD for reading-in-may (reported, press-2023-05)
    2023-05: reading-in-may rejected (reported, press-2023-05)
    """
    coalition = a_case(coalition, "timeline")
    return tuple(fact for fact in facts(coalition) if fact.date)


def facts(coalition: Coalition) -> list[Fact]:
    """Return everything that a case says: what has no date, and then the rest in order of time."""
    as_of = coalition.as_of or PartialDate(dt.MAXYEAR)
    by_id = attrgetter("id")
    actors: list[Party | Politician] = sorted(coalition.parties, key=by_id)
    actors += sorted(coalition.politicians, key=by_id)
    recorded = chain.from_iterable(_recorded(actor, as_of) for actor in actors)
    made = (p for p in coalition.proposals if p.date is None or p.date.last <= as_of.last)
    proposed = map(_proposed, sorted(made, key=by_id))
    known = chain.from_iterable(map(told, coalition.statements))
    # what may have been lifted later still held
    said = (f for f in known if f.kind != "lifted" or (f.date and f.date.last <= as_of.last))
    in_time = (*recorded, *proposed, *sorted(said, key=_in_order))
    return sorted(in_time, key=lambda fact: fact.date.in_time if fact.date else ())


def _in_order(fact: Fact) -> tuple[Any, ...]:
    """Return what puts statements of one date in order, whatever their order in the case."""
    return KINDS.index(fact.kind), fact.proposals, fact.text, fact.known, repr(fact.item)


def told(said: Statement) -> Iterator[Fact]:
    """Yield a statement; of a commitment, also each time that it was said again, or lifted."""
    named = _named(said)
    kind: Any = said.kind if isinstance(said, Commitment) else type(said).__name__.lower()
    yield Fact(said.date, kind, said.words, details(said), *named, said)
    if isinstance(said, Commitment):
        for again in said.repeated:
            yield Fact(again, "repetition", f"repeated: {said.words}", hedged(said), *named, said)
        if said.until:
            yield Fact(said.until, "lifted", f"lifted: {said.words}", "", *named, said)


def _named(item: Statement | Proposal) -> tuple[Names, Names, Names]:
    """Return the actors, the proposals and the sources that an item refers to, each once."""
    found = list(references(item))
    actors, proposals, sources = (
        tuple(dict.fromkeys(name for kind, name in found if kind in wanted))
        for wanted in ((ACTOR, "party"), ("proposal",), ("source",))
    )
    return actors, proposals, sources


def details(said: Statement, named: Callable[[str], str] = str) -> str:
    """Say what is to be added to the sentence of a statement; `named` says who an actor is."""
    parts: dict[str, object] = {}
    if isinstance(said, Position):
        parts["salience"] = str(said.salience) if said.salience != 1 else None
        parts["in vote"] = said.vote
    elif isinstance(said, Commitment):
        parts["on"] = said.proposal
        parts["to"] = listed([*map(named, said.to), *[said.audience] * bool(said.audience)])
        parts["which excludes"] = listed(said.excludes)
        parts["or else:"] = said.threat
        parts["due"] = said.deadline and said.deadline.due
        parts["lifted"] = said.until and said.until.worded
    elif isinstance(said, Meeting):
        parts["until"] = said.until and said.until.worded
        parts["on"] = said.topic
        parts["with"] = listed(map(named, said.participants))
        parts["at times"] = listed(map(named, said.at_times))
        parts["on the initiative of"] = said.convened_by and named(said.convened_by)
    found = (f"{words} {what}" for words, what in parts.items() if what)
    return "; ".join(filter(None, [*found, hedged(said)]))


def hedged(said: Statement) -> str:
    """Say what the words of a statement leave open, if they do."""
    return f"hedged: {said.hedge}" if said.hedge else ""


def _proposed(item: Proposal) -> Fact:
    """Return what is on record of a proposal."""
    title = f": {item.title}" if item.title else ""
    others = (("excludes", item.excludes), ("part of", item.part_of))
    parts = ["contested"] * item.contested
    parts += [f"{words} {listed(ids)}" for words, ids in others if ids]
    _, named, sources = _named(item)
    return Fact(
        date=item.date,
        kind="proposal",
        text=f"{item.id}, on {listed(item.topics)}{title}",
        details="; ".join(parts),
        actors=(),
        proposals=tuple(dict.fromkeys((item.id, *named))),
        sources=tuple(dict.fromkeys((*sources, *(source for _, source in item.source_of)))),
        item=item,
    )


def _recorded(item: Party | Politician, as_of: PartialDate) -> Iterator[Fact]:
    """Yield what is on record of an actor at a date, period by period."""
    sources = dict(item.source_of)
    for field, periods in _periods(item).items():
        begun = (
            (p.held, p.since, p.until, getattr(p, "source", None))
            for p in periods
            if p.begins is None or p.begins.last <= as_of.last
        )
        # one name in several languages is told once
        for held, since, until, own in dict.fromkeys(begun):
            over = until if until and until.last <= as_of.last else None
            source = own or sources.get(field, item.source)
            yield Fact(
                date=since or over,
                kind=field,
                text=f"{field} of {item.id}: {held}",
                details=f"until {over.worded if since else 'then'}" if over else "",
                actors=(item.id, *[str(held)] * (field == "party")),
                proposals=(),
                sources=(source,) if source else (),
                item=item,
            )


def _periods(item: Party | Politician) -> dict[FactKind, Sequence[Period]]:
    """Return what is known of an actor, field by field; what has no dates holds for all time."""
    name = [OtherName(item.name)] if item.name else []
    names: dict[FactKind, Sequence[Period]] = {"name": name, "other name": item.other_names}
    if isinstance(item, Party):
        return names | {"seats": item.seat_periods}
    held = names | {"party": item.memberships, "role": item.roles}
    if isinstance(item, Minister):
        held["office"] = item.offices
        held["portfolio"] = [Role(item.portfolio)] if item.portfolio else []
    return held

"""The report of a case, its answers as plain text that a reader can follow from top to bottom."""

from collections.abc import Iterator
from functools import partial
from textwrap import fill

from coalition.answers.commitments.deadlocks import Deadlock, deadlocks
from coalition.answers.commitments.dissent import Dissent, dissent
from coalition.answers.commitments.ledger import LedgerEntry, conflicts, ledger
from coalition.answers.decisions.blockers import blockers
from coalition.answers.splits.shifts import shifts, split_history
from coalition.answers.splits.split import Split, split, splits
from coalition.model.checks import SEVERAL
from coalition.model.coalition import Coalition
from coalition.model.dates import PartialDate
from coalition.model.proposals import covers
from coalition.model.statements import Commitment
from coalition.reporting._how_sure import how_sure
from coalition.reporting.decisions import named_blocker
from coalition.reporting.text import WIDTH, section
from coalition.sentences import listed

__all__ = ["accounted", "off_the_line", "report", "stuck", "told_dates"]


def report(
    coalition: Coalition, *, at: PartialDate | str | None = None, topic: str | None = None
) -> str:
    r"""Return the answers to a case as text: splits, blockers, changes, dissent, deadlock.

    Parameters
    ----------
    coalition : Coalition
        What was said.
    at : PartialDate or str, optional
        The date to report on. Unless said, the report compares the date of the first source that a
        position is cited from with that of the last, or of the last position where that is later.
    topic : str, optional
        Report on this topic and those below it only.

    Returns
    -------
    str
        Lines of at most 96 characters, sections under headings.

    Raises
    ------
    InvalidValue
        If the date does not exist.
    UnknownTopic
        If no proposal is filed under the topic.

    Examples
    --------
    >>> import coalition as co
    >>> text = co.report(co.load_case("migration-2023"), at="2023-07", topic="migration/labour")
    >>> print(*text.splitlines()[4:10], sep="\n")
    What it is about
    ----------------
      labour-migration-curb: Hold back the coming of workers from abroad
    <BLANKLINE>
    Who stands with whom, 2023-07
    -----------------------------
    """
    dates = [at] if at is not None else told_dates(coalition)
    lines = [coalition.title or coalition.name or "Coalition", ""]
    lines += [_parties(coalition), ""] if coalition.parties else []
    if about := [
        f"{p.id}: {p.title}"
        for p in coalition.proposals
        if p.title not in {None, p.id} and _on(coalition, p.id, topic)
    ]:
        lines += section("What it is about", about)
    if coalition.several != "refuse":
        terms = f"Of several statements of one actor on one proposal: {SEVERAL[coalition.several]}."
        lines += [fill(terms, WIDTH), ""]
    for date in dates:
        now = coalition.at(date)
        lines += section(f"Who stands with whom, {date}", map(str, _splits(now, topic)))
        lines += section(f"Who blocks what where all must agree, {date}", _blocked(now, topic))
        compared = [str(one) for one in now.compared if _on(now, one.proposal, topic)]
        lines += section(f"Who is further than whom, {date}", compared) if compared else []
        lines += section(f"What rests on hearsay or inference alone, {date}", _weak(now, topic))
        sure = map(partial(how_sure, now), (s for s in _splits(now, topic) if s.blocs))
        lines += section(f"How sure the splits are, {date}", sure)
    if not dates:
        return "\n".join([*lines, "No position is known."]) + "\n"
    first, last = dates[0], dates[-1]
    now = coalition.at(last)
    came = list(_history(now, topic))
    lines += section(f"How the splits came about, up to {last}", came) if came else []
    if len(dates) > 1:
        lines += section(
            f"What changed, {first} to {last}", _changes(coalition, first, last, topic)
        )
    off = (off_the_line(now, found) for found in dissent(now) if _on(now, found.proposal, topic))
    lines += section(f"Who is off the party line, {last}", off)
    blocked = (found for found in deadlocks(now) if _on(now, found.ultimatum.proposal, topic))
    ways_out = (line for found in blocked for line in stuck(now, found))
    lines += section(f"Which demands are in deadlock, {last}", ways_out)
    if clashes := [str(c) for c in conflicts(now) if _on(now, c.first.proposal, topic)]:
        lines += section(f"What cannot both be kept, {last}", clashes)
    if topic is None:
        made = (accounted(now, entry) for entry in ledger(now, at=last))
        lines += section("Promises, demands and ultimatums", made)
        lines += section("Who met", map(str, now.meetings))
        lines += section("What else was said", map(str, now.remarks))
    return "\n".join([*lines, *_sources(coalition)]) + "\n"


def told_dates(coalition: Coalition) -> list[PartialDate]:
    """Return the dates of the first source cited, and of the last or of what was said after it."""
    cited = {position.source for position in coalition.positions}
    dates = {source.date for source in coalition.sources if source.id in cited and source.date}
    ordered = sorted(dates, key=lambda date: (date.last, date.first)) or list(coalition.dates)
    latest = [date for date in coalition.dates[-1:] if date.last > ordered[-1].last]
    return list(dict.fromkeys([ordered[0], *(latest or [ordered[-1]])])) if ordered else []


def _parties(coalition: Coalition) -> str:
    seats = coalition.seats
    ordered = sorted(coalition.parties, key=lambda party: (-seats.get(party.id, 0), party.id))
    named = (f"{p.id} ({seats[p.id]} seats)" if p.id in seats else p.id for p in ordered)
    return fill(f"Parties: {', '.join(named)}.", WIDTH)


def _on(coalition: Coalition, proposal: str | None, topic: str | None) -> bool:
    if topic is None or proposal is None:
        return topic is None
    return covers(topic, coalition.proposal(proposal).topic)


def _splits(coalition: Coalition, topic: str | None) -> Iterator[Split]:
    if topic is None:
        yield from splits(coalition)
        return
    pooled = split(coalition, topic)
    yield pooled
    yield from (s for s in splits(coalition) if s.topic != topic and covers(topic, str(s.topic)))


def _blocked(coalition: Coalition, topic: str | None) -> Iterator[str]:
    """Say of every proposal with a position in force who blocks it, or that nobody does."""
    for proposal in sorted({position.proposal for position in coalition.in_force}):
        if _on(coalition, proposal, topic):
            found = blockers(coalition, proposal)
            ids = sorted(party.id for party in coalition.parties)
            silent = [party for party in ids if not coalition.held(party, proposal)]
            unknown = f"; nothing is known of {listed(silent)}" if silent else ""
            unsided = (party for party in ids if coalition.side(party, proposal) is None)
            torn = [party for party in unsided if party not in silent]
            differ = f"; of two minds: {listed(torn)}" if torn else ""
            names = listed(map(named_blocker, found)) if found else "nobody"
            yield f"{proposal}: {names}{unknown}{differ}"


def _weak(coalition: Coalition, topic: str | None) -> Iterator[str]:
    """Say of every proposal whose positions are known by hearsay or inference only."""
    seats = coalition.seats
    for proposal in sorted({position.proposal for position in coalition.in_force}):
        actors = {
            position.actor for position in coalition.in_force if position.proposal == proposal
        }
        ordered = sorted(actors, key=lambda actor: (-seats.get(actor, 0), actor))
        weak: dict[str, list[str]] = {}
        for held in (coalition.held(actor, proposal) for actor in ordered):
            if not held[0].certain:
                sides = listed(dict.fromkeys(said.side for said in held))
                weak.setdefault(f"{sides} ({held[0].attribution})", []).append(held[0].actor)
        if weak and _on(coalition, proposal, topic):
            told = (f"{listed(actors)} {side}" for side, actors in weak.items())
            yield f"{proposal}: {', '.join(told)}"


def off_the_line(coalition: Coalition, found: Dissent) -> str:
    """Say who is off the line of which party, with both sources."""
    return (
        f"{_person(coalition, found.politician)} on {found.proposal}: {found.own.worded} "
        f"({found.own.provenance}), against the party's line: {found.line.worded} "
        f"({found.line.provenance})"
    )


def _person(coalition: Coalition, actor: str) -> str:
    """Return the name and the party of a politician; the id of a party."""
    people = {person.id: person for person in coalition.politicians}
    if actor not in people:
        return actor
    party = people[actor].party
    return f"{people[actor].name} ({party})" if party else people[actor].name


def _changes(
    coalition: Coalition, first: PartialDate | str, last: PartialDate | str, topic: str | None
) -> Iterator[str]:
    """Say who moved, and which splits are others than before."""
    for shift in shifts(coalition, first, last):
        if _on(coalition, shift.proposal, topic):
            yield str(shift)
    before = {found.topic: found for found in _splits(coalition.at(first), topic)}
    for now in _splits(coalition.at(last), topic):
        was = before.get(now.topic)
        if was is None or not was.blocs:
            yield from [f"new: {now}"] if now.blocs else []
        elif was.optima != now.optima:
            yield f"before: {was}; now: {now}"


def _history(coalition: Coalition, topic: str | None) -> Iterator[str]:
    """Say of every topic on which the split was another more than once when it became what."""
    for found in _splits(coalition, topic):
        stages = [stage for stage in split_history(coalition, found.topic) if stage.changed]
        if len(stages) > 2:  # noqa: PLR2004 - two are told as a change
            yield "; then ".join(f"{stage.date}: {stage.split}" for stage in stages)


def stuck(coalition: Coalition, found: Deadlock) -> Iterator[str]:
    """Say a deadlock in full, and what either way out of it would mean."""
    yield f"{found}. {_promised(coalition, found.ultimatum)}"
    yield from (str(found.if_met), str(found.if_not))


def accounted(coalition: Coalition, entry: LedgerEntry) -> str:
    """Say a commitment, and what is known to have become of it."""
    status = entry.status if entry.certain else f"possibly {entry.status}"
    told = f" by {listed(entry.evidence)}" if entry.evidence else ""
    return f"{_promised(coalition, entry.commitment)}: {status}{told}"


def _promised(coalition: Coalition, made: Commitment) -> str:
    """Say a promise, a demand or an ultimatum in full."""
    named = [_person(coalition, actor) for actor in made.to]
    audience = f" to {listed(named)}" if named else ""
    audience += f" ({made.audience})" if made.audience else ""
    parts = (
        f"{made.kind.capitalize()} by {_person(coalition, made.by)}{audience}: {made.text}",
        f"or else: {made.threat}" if made.threat else "",
        f"due {made.deadline}" if made.deadline else "",
        f"hedged: {made.hedge}" if made.hedge else "",
        f"said again {listed(made.repeated)}" if made.repeated else "",
    )
    return f"{'; '.join(part for part in parts if part)} ({made.provenance})"


def _sources(coalition: Coalition) -> list[str]:
    listed_ = (
        f"{source.id}: {source.title}{f' ({source.date})' if source.date else ''}"
        for source in coalition.sources
    )
    return section("Sources", listed_)[:-1]

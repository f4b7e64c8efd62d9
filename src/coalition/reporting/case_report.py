"""The report of a case, its answers as plain text that a reader can follow from top to bottom."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain
from textwrap import fill
from typing import Any

from coalition.answers.commitments.deadlocks import deadlocks
from coalition.answers.commitments.dissent import dissent
from coalition.answers.commitments.ledger import conflicts, ledger
from coalition.answers.decisions.decide import decide
from coalition.answers.facts.about import about as known_about
from coalition.answers.facts.timeline import timeline
from coalition.answers.splits.shifts import shifts, split_history
from coalition.answers.splits.split import Split, split
from coalition.answers.terms import but_for, may_be_later
from coalition.errors import TooLarge
from coalition.faults import as_error
from coalition.games.indices import banzhaf
from coalition.limits import all_or_nothing
from coalition.model.checks import SEVERAL
from coalition.model.coalition import Coalition
from coalition.model.dates import UNKNOWN, Date, PartialDate, most_exact
from coalition.model.given import Case, a_case
from coalition.model.sources import Source
from coalition.model.statements import Meeting, Position
from coalition.reporting.commitments import accounted, off_the_line, ruled_out, stuck
from coalition.reporting.decisions import named_blocker
from coalition.reporting.doubt import any_claims, how_certain
from coalition.reporting.facts import at_once, by_seats, in_time, met, who_is_who
from coalition.reporting.headings import WIDTH, dozen, section
from coalition.reporting.topics import on_topic, topics_on
from coalition.rules.by_head import Unanimity
from coalition.rules.by_weight import Majority
from coalition.rules.vote import Rule, rule_of
from coalition.sentences import counted, listed, short
from coalition.signed.partition import Partition
from coalition.stances.agreement import Agreement


@all_or_nothing
def report(
    coalition: Case,
    *,
    at: Date | None = None,
    topic: str | None = None,
    about: str | None = None,
    possible: bool = False,
    rule: Rule | str = Unanimity(),  # noqa: B008 - frozen
    agreement: Agreement | None = None,
) -> str:
    r"""Return the answers to a case as text: splits, blockers, changes, dissent, deadlock.

    Parameters
    ----------
    coalition : Coalition or str
        The case.
    at : PartialDate, datetime.date or str, optional
        The date to report on. By default, the report compares the date of the first source that a
        position is cited from with the date of the case (`as_of`), or else with that of the last
        source, or of the last position where that is later.
    topic : str, optional
        Report on this topic and those below it only; what belongs to no topic is left out then:
        who is who, how much each party counts, who rules whom out, promises, meetings and the
        timeline.
    about : str, optional
        Id of a party, a politician, a proposal or a source: all that is known of it comes first.
    possible : bool
        Take also what may be from up to a date, as for `Coalition.at`.
    rule : Rule or str
        What decides: who blocks what, and so which demands are in deadlock and which promises can
        still be kept; unanimity by default. Another is named at the top.
    agreement : Agreement, optional
        How agreement is counted in splits.

    Returns
    -------
    str
        Lines of at most 96 characters, sections under headings.

    Raises
    ------
    InvalidValue
        If the date does not exist.
    UnknownName
        If there is no actor, proposal or source of the name.
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
    with as_error("report"):
        coalition, rule = a_case(coalition, "report"), rule_of(rule)
    on = on_topic(coalition, topic)
    dates = [at] if at is not None else compared_dates(coalition)
    lines = [coalition.title or coalition.name or "Coalition", ""]

    cases = {date: coalition.at(date, possible=possible) for date in dates}
    now = cases[dates[-1]] if dates else coalition
    lines += [_parties(now), ""] if coalition.parties else []
    lines += [fill(f"Rule: {rule}.", WIDTH), ""] if rule != Unanimity() else []

    def add(title: str, items: Iterable[object], empty: str | None = "nothing") -> None:
        lines.extend(section(title, map(str, items), empty=empty))

    if about is not None:
        told = known_about(now, about)
        add(f"About {told.heading}", told.lines)
    if topic is None:
        add("Who is who", dozen(who_is_who(now)), None)
    asked = sorted(coalition.proposals, key=lambda p: (p.topics, p.id))
    titled = (p for p in asked if p.title not in {None, p.id} and on(p.id))
    add("What it is about", (f"{p.id}: {p.title}" for p in titled), None)
    if coalition.several != "refuse":
        terms = f"Of several statements of one actor on one proposal: {SEVERAL[coalition.several]}."
        lines += [fill(terms, WIDTH), ""]
    found = {date: _splits(then, topic, agreement) for date, then in cases.items()}
    for date, then in cases.items():
        for title, items, empty in _at(then, found[date], topic, rule):
            add(f"{title}{_by(date)}", items, empty)
    by = _by(dates[-1]) if dates else ""
    add(f"Who rules whom out{by}", ruled_out(now) if topic is None else (), None)
    if not dates:
        return "\n".join([*lines, "No position is known."]) + "\n"

    first, last = dates[0], dates[-1]
    add(f"How the splits came about{_by(last, ', up to ')}", _history(now, topic, agreement), None)
    if len(dates) > 1:
        changed = shifts(coalition, first, last, rule=rule, agreement=agreement)
        moved = (shift for shift in changed if on(shift.proposal))
        span = _by(last, " to ") or " and at unknown dates"
        add(f"What changed, {first}{span}", chain(moved, _others(found[first], found[last])))
    off = (off_the_line(now, one) for one in dissent(now) if on(one.proposal))
    add(f"Who is off the party line{by}", off)
    blocked = (one for one in deadlocks(now, rule=rule) if on(one.ultimatum.proposal))
    ways_out = (line for one in blocked for line in stuck(now, one))
    add(f"Which demands are in deadlock{by}", ways_out)
    clashes = (one for one in conflicts(now) if on(one.first.proposal))
    add(f"What cannot both be kept{by}", clashes, None)
    if topic is None:
        made = (accounted(now, entry) for entry in ledger(now, at=last, rule=rule))
        add("Promises, demands and ultimatums", made)
        meetings = (one.item for one in timeline(now) if isinstance(one.item, Meeting))
        add("Who met", (met(now, one) for one in meetings))
        add("Timeline", in_time(now))
        add("How it was read", now.reading, None)
    add("Sources", map(_cited, sorted(coalition.sources, key=_when)))
    return "\n".join(lines)


def _by(date: Date, joint: str = ", ") -> str:
    """Return what a heading ends with; nothing where what is of an unknown date counts, too."""
    return "" if str(date) == UNKNOWN else f"{joint}{date}"


def compared_dates(coalition: Coalition) -> list[PartialDate]:
    """Return the dates of the first source cited, and of the last or of a position after it.

    Of the dates that end on one of these days, it is the most exact.
    """
    cited = {source for position in coalition.positions for source in position.sources}
    dates = {source.date for source in coalition.sources if source.id in cited and source.date}
    asked = [coalition.as_of] if coalition.as_of and coalition.positions else []
    known = {date.last: date for date in most_exact([*dates, *coalition.dates, *asked])}
    if not known:
        return []
    first = min((date.last for date in dates), default=min(known))
    return [known[day] for day in sorted({first, max(known)})]


def _at(
    now: Coalition, found: list[Split], topic: str | None, rule: Rule
) -> Iterator[tuple[str, Iterable[object], str | None]]:
    """Yield what is said of each date: heading, items, and what stands there without any."""
    on = on_topic(now, topic)
    asked = sorted(filter(on, {position.proposal for position in now.positions}))
    pairs = [one for one in now.compared if on(one.proposal)]
    further = (one for one in pairs if not one.is_close)
    close = (one for one in pairs if one.is_close)
    yield "Who stands with whom", found, "nothing"
    blocked = (_blocked(now, one, rule) for one in asked)
    under = "unanimity" if rule == Unanimity() else "the rule"
    if now.parties:
        yield f"Who blocks what under {under}", blocked, "nothing"
    if topic is None:
        yield "How much each party counts", _power(now), None
    yield "Who goes further than whom", at_once(now, further), None
    yield "Who is close to whom", at_once(now, close), None
    later = [said for said in now.left_out if on(getattr(said, "proposal", None))]
    count = filter(None, [may_be_later(later)])
    yield "What is left out", chain(count, dozen(at_once(now, later))), None
    weak = filter(None, (_weak(now, one) for one in asked))
    claims = "claims, " * any(one.attribution == "claimed" for one in now.in_force)
    yield f"What rests on {claims}hearsay or inference alone", weak, "nothing"
    solved: dict[object, Partition] = {}
    claimed = any_claims(now)
    placed = (how_certain(now, one, solved, claimed=claimed) for one in found if one.blocs)
    yield "How certain the splits are", placed, "nothing"


def _power(coalition: Coalition) -> Iterator[str]:
    """Say how much each party counts under a majority of the seats, if all have some or none."""
    seats = coalition.seats
    if len(seats) == len(coalition.parties) > 1 and any(seats.values()):
        with suppress(TooLarge):
            index = banzhaf(coalition, rule=Majority())
            counts = (f"{party} {short(index[party])}" for party in by_seats(coalition, seats))
            majority = f"a majority of their {counted(sum(seats.values()), 'seat')}"
            yield f"Banzhaf index under {majority}: {listed(counts)}"


def _parties(coalition: Coalition) -> str:
    seats = coalition.seats
    ordered = by_seats(coalition, (party.id for party in coalition.parties))
    named = (f"{p} ({counted(seats[p], 'seat')})" if p in seats else p for p in ordered)
    return fill(f"Parties: {', '.join(named)}.", WIDTH)


def _splits(coalition: Coalition, topic: str | None, agreement: Agreement | None) -> list[Split]:
    return [split(coalition, name, agreement=agreement) for name in topics_on(coalition, topic)]


def _blocked(case: Coalition, proposal: str, rule: Rule) -> str:
    """Say who blocks a proposal, nobody, or why no vote matters, and of whom no side is known."""
    coalition = case._of([proposal])
    ids = sorted(party.id for party in coalition.parties)
    missing: dict[str, list[str]] = {"unknown": [], "conflicting": []}
    for party in ids:
        if coalition.side(party, proposal) is None:
            missing["conflicting" if coalition.held(party, proposal) else "unknown"].append(party)
    decided = decide(coalition, proposal, rule=rule)
    found = (one for one in decided.blockers if one.party in decided.opponents)
    names = decided.why or listed(map(named_blocker, found)) or "nobody"
    why = (f"{how}: {listed(parties)}" for how, parties in missing.items() if parties)
    left_out = (said for said in coalition.left_out if isinstance(said, Position))
    return "; ".join([f"{proposal}: {names}", *why]) + but_for(left_out)


def _weak(coalition: Coalition, proposal: str) -> str | None:
    """Say which positions on a proposal are known by hearsay or inference only, if any are."""
    actors = {position.actor for position in coalition._in_force_on.get(proposal, ())}
    weak: dict[str, list[str]] = {}
    for actor in by_seats(coalition, actors):
        best, *_ = held = coalition.held(actor, proposal)
        if not best.certain:
            sides = listed(dict.fromkeys(said.side for said in held))
            weak.setdefault(f"{sides} ({best.attribution})", []).append(actor)
    groups = ", ".join(f"{listed(actors)} {side}" for side, actors in weak.items())
    return f"{proposal}: {groups}" if groups else None


def _others(before: Iterable[Split], after: Iterable[Split]) -> Iterator[str]:
    """Say which splits are others than before."""
    known = {found.topic: found for found in before}
    for now in after:
        was = known.get(now.topic)
        if was is None or not was.blocs:
            yield from [f"new: {now}"] if now.blocs else []
        elif was.optima != now.optima:
            yield f"before: {was}; now: {now}"


def _history(coalition: Coalition, topic: str | None, agreement: Agreement | None) -> Iterator[str]:
    """Say of every topic on which the split was another more than once when it became what."""
    for name in topics_on(coalition, topic):
        stages = [
            stage for stage in split_history(coalition, name, agreement=agreement) if stage.changed
        ]
        if len(stages) > 2:  # noqa: PLR2004 - two are a change
            yield "; then ".join(f"{stage.date.worded}: {stage.split}" for stage in stages)


def _when(source: Source) -> tuple[Any, ...]:
    """Return what puts sources in order of time, those without a date last."""
    return (0, *source.date.in_time, source.id) if source.date else (1, source.id)


def _cited(source: Source) -> str:
    return f"{source.id}: {source.title}{f' ({source.date.worded})' if source.date else ''}"

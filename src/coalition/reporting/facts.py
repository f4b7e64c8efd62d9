"""What a case says, as text: who met, who goes further than whom, and everything in order of time.

What is said of several actors alike is said once, of all of them.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date as Day
from math import comb
from typing import Any

import attrs

from coalition.answers.facts.timeline import details, hedged, timeline
from coalition.model.actors import Minister, Politician, Role
from coalition.model.coalition import Coalition
from coalition.model.dates import PartialDate
from coalition.model.references import ACTOR, references
from coalition.model.statements import Commitment, Comparison, Meeting, Position, Statement
from coalition.sentences import listed

_UNTOLD: dict[str, Any] = {"note": None, "quotation": None}  # what a sentence does not say
_READ = 300  # lines of a timeline in a report


def by_seats(coalition: Coalition, actors: Iterable[str]) -> list[str]:
    """Return actors in the order of their seats, the most first, then of their ids."""
    seats = coalition.seats
    return sorted(actors, key=lambda actor: (-seats.get(actor, 0), actor))


def person(coalition: Coalition, actor: str, date: PartialDate) -> str:
    """Return the name of a politician, and the party at a date; the id of a party."""
    people = {person.id: person.name for person in coalition.politicians}
    if actor not in people:
        return actor
    party = coalition.party_of(actor, date)
    return f"{people[actor]} ({party})" if party else people[actor]


def who_is_who(coalition: Coalition) -> Iterator[str]:
    """Say of each politician whom a statement names what the name, the party and the posts are.

    They come by the seats of their parties, then by party and by id.
    """
    day = coalition.as_of.last if coalition.as_of else Day.max
    named = {
        name for said in coalition.statements for kind, name in references(said) if kind == ACTOR
    }
    seats = coalition.seats
    homes = {one.id: coalition.party_of(one.id) or "" for one in coalition.politicians}

    def order(one: Politician) -> tuple[int, str, str]:
        return -seats.get(homes[one.id], 0), homes[one.id], one.id

    for one in sorted(coalition.politicians, key=order):
        if one.id in named:
            party, posts = homes[one.id], [*_latest(one.roles, day)]
            if isinstance(one, Minister):
                about = f" ({one.portfolio})" if one.portfolio else ""
                posts = [*_latest(one.offices, day, about), *posts]
            who = f"{one.name} ({party})" if party else one.name
            yield "; ".join([who if one.name == one.id else f"{one.id}: {who}", *posts])


def _latest(posts: Sequence[Role], day: Day, about: str = "") -> Iterator[str]:
    """Say the latest post that a politician had by a day, and when it ended if it had."""
    for post in [one for one in posts if one.since is None or one.since.first <= day][-1:]:
        ended = post.until if post.until and post.until.last <= day else None
        yield f"{post.title}{about}{f', until {ended.worded}' if ended else ''}"


def met(coalition: Coalition, meeting: Meeting) -> str:
    """Say who met, when, what for and on whose initiative, and how that is known."""

    def named(actor: str) -> str:
        return person(coalition, actor, meeting.date)

    until = f" to {meeting.until.worded}" if meeting.until not in {None, meeting.date} else ""
    more = details(attrs.evolve(meeting, until=None), named)
    told = "; ".join(filter(None, (meeting.title, more)))
    return f"{meeting.date.worded}{until}: {told} ({meeting.provenance})"


def at_once(coalition: Coalition, statements: Iterable[Statement]) -> Iterator[str]:
    """Say statements in order of time, each of all actors of whom it says the same."""
    said = dict.fromkeys(_together(coalition, statements).values())
    return map(str, sorted(said, key=lambda one: (one.date.in_time, str(one))))


def in_time(coalition: Coalition) -> Iterator[str]:
    """Say everything in order of time; in short what a report has a section for.

    Where that is too long to be read, say only how long it is.
    """
    whole = _together(coalition, (*coalition.positions, *coalition.comparisons))
    lines = []
    for fact in timeline(coalition):
        item = fact.item
        if said := whole.get(item):
            lines.append(attrs.evolve(fact, text=said.words))
        elif isinstance(item, Commitment | Meeting):
            lines.append(attrs.evolve(fact, details=hedged(item)))
        elif isinstance(item, Politician):
            named = fact.text.replace(f" of {item.id}: ", f" of {item.name}: ", 1)
            lines.append(attrs.evolve(fact, text=named))
        else:
            lines.append(fact)
    told = dict.fromkeys(map(str, lines))
    much = f"{len(told):,} lines are too many for a report; the function timeline gives them all"
    yield from told if len(told) <= _READ else [much]


def _together(coalition: Coalition, statements: Iterable[Statement]) -> dict[object, Statement]:
    """Return for each statement the one that says the same of all actors of whom it is said."""
    anybody: dict[type, dict[str, Any]] = {
        Position: {"actor": "A"},
        Comparison: {"more": "A", "less": "B"},
    }
    groups: dict[Statement, list[Statement]] = {}
    for said in statements:
        alike = attrs.evolve(said, **_UNTOLD, **anybody.get(type(said), {}))
        groups.setdefault(alike, []).append(said)
    found: dict[object, Statement] = {}
    for group in groups.values():
        names = _names(coalition, group) if type(group[0]) in anybody else {}
        found |= {said: attrs.evolve(said, **_UNTOLD, **names) for said in group}
    return found


def _names(coalition: Coalition, group: Sequence[Any]) -> dict[str, Any]:
    """Return who stands in the place of each actor, if one sentence says it of all of them.

    Of comparisons it does where every two of those close to each other are compared, or everyone
    who goes further with everyone who does not.
    """
    if isinstance(group[0], Position):
        return {"actor": listed(by_seats(coalition, {said.actor for said in group}))}
    more, less = (
        by_seats(coalition, {getattr(said, side) for said in group}) for side in ("more", "less")
    )
    pairs = {frozenset((said.more, said.less)) for said in group}
    if group[0].is_close:
        *others, last = by_seats(coalition, {*more, *less})
        whole, names = comb(len(others) + 1, 2), (", ".join(others), last)
    else:
        whole, names = len(more) * len(less), (listed(more), listed(less))
    return dict(zip(("more", "less"), names, strict=True)) if len(pairs) == whole else {}

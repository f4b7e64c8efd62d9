"""All answers of a page: worked out for every choice, and kept once where several have the same."""

from collections.abc import Callable, Container, Hashable, Iterator, Sequence
from itertools import groupby
from typing import Any, TypeAlias

import attrs

from coalition.answers.decisions.decide import decide
from coalition.answers.formation.formations import formations
from coalition.html._choices import Choices
from coalition.html._markup import Markup, joined, note
from coalition.html._pieces import FORMED, View, decided, governed, said, viewed
from coalition.model.coalition import Coalition
from coalition.model.statements import Position
from coalition.rules.by_head import Unanimity
from coalition.rules.vote import Rule
from coalition.stances.agreement import chosen
from coalition.stances.from_positions import matrix_of
from coalition.stances.matrix import StanceMatrix

VOTED = 12  # proposals of a topic that are shown one by one where they were voted on

Source: TypeAlias = Coalition | StanceMatrix
NONE = -1  # no position is known on a proposal


@attrs.frozen
class Answers:
    """What a page has to show, and what it shows under which choice.

    Attributes
    ----------
    views : tuple of View
        What can be seen of topics.
    seen : list
        The number of the view, by topic, date and filter.
    proposals : tuple of str
        The proposals that are shown one by one.
    asked : list
        The numbers of the proposals of every topic.
    outcomes : tuple of (int, Markup)
        What becomes of proposals: the number of the proposal, and the piece.
    decided : list
        The number of the outcome, or -1, by rule, date, filter and proposal.
    statements : tuple of (int, Markup)
        Who takes which side on proposals: the number of the proposal, and the piece.
    said : list
        The numbers of the statements, by date and filter.
    formed : tuple of Markup
        Who could govern.
    governed : list
        The number of who could govern, by rule, date and filter; empty where seats are not known.
    """

    views: tuple[View, ...]
    seen: list[list[list[int]]]
    proposals: tuple[str, ...]
    asked: list[list[int]]
    outcomes: tuple[tuple[int, Markup], ...]
    decided: list[list[list[list[int]]]]
    statements: tuple[tuple[int, Markup], ...]
    said: list[list[list[int]]]
    formed: tuple[Markup, ...]
    governed: list[list[list[int]]]

    @property
    def first(self) -> int:
        """The number of the topic to begin with: the first with blocs, and one best split."""
        latest = (self.views[dated[-1][-1]].clear for dated in self.seen)
        return next((topic for topic, clear in enumerate(latest) if clear), 0)


class _Pieces:
    """Pieces that are each made, and kept, once."""

    def __init__(self) -> None:
        self.numbers: dict[Any, int] = {}
        self.known: dict[object, int] = {}

    def number(self, key: object, make: Callable[[], Hashable]) -> int:
        """Return the number of the piece of all that has this key, which is made if need be."""
        if key not in self.known:
            self.known[key] = self.numbers.setdefault(make(), len(self.numbers))
        return self.known[key]


def answers(source: Source, choice: Choices) -> Answers:
    """Work out everything that a page about this shows under these choices."""
    filters = range(2 ** len(choice.weak))  # the last one counts everything
    states = [[choice.state(source, date, kept) for kept in filters] for date in choice.dates]
    rows = {topic: _rows(source, topic) for topic in choice.topics}
    proposals = tuple(dict.fromkeys(p for found in rows.values() for p in found))
    number = {proposal: index for index, proposal in enumerate(proposals)}
    voted = isinstance(source, StanceMatrix)
    views, outcomes, formed = _Pieces(), _Pieces(), _Pieces()
    statements: dict[tuple[Position, ...], int] = {}

    def view(topic: str | None, now: Source) -> int:
        matrix = matrix_of(now, topic, None)

        def made() -> View:
            rule = chosen(choice.agreement, {}, source, matrix)
            return viewed(matrix, rows[topic], rule, choice.resamples, voted=voted)

        return views.number((topic, matrix.positions, matrix.left_out, matrix.seats), made)

    def outcome(place: int, now: Source) -> list[int]:
        matrix = matrix_of(now, None, None)
        held, later = (  # by proposal, as they are in order of these
            {proposal: tuple(found) for proposal, found in groupby(some, lambda p: p.proposal)}
            for some in (matrix.positions, matrix.left_out)
        )
        result = [NONE] * len(proposals)
        for proposal in _decidable(now, proposals):

            def made(proposal: str = proposal) -> tuple[int, Markup]:
                return number[proposal], decided(decide(matrix, proposal, rule=choice.rules[place]))

            key = (place, proposal, matrix.seats, held.get(proposal), later.get(proposal))
            result[number[proposal]] = outcomes.number(key, made)
        return result

    def spoken(now: Source) -> list[int]:
        return [statements.setdefault(made, len(statements)) for made in _said(now, number)]

    def governing(place: int, now: Source) -> int:
        if not isinstance(now, Coalition):
            return NONE
        key = (place, tuple(now.seats.items()), now.in_force, now.red_lines)
        return formed.number(key, lambda: _governing(choice.rules[place], now))

    places = range(len(choice.rules))
    seated = choice.seated and not all(isinstance(rule, Unanimity) for rule in choice.rules)
    return Answers(
        seen=[[[view(topic, now) for now in row] for row in states] for topic in choice.topics],
        views=tuple(views.numbers),
        proposals=proposals,
        asked=[[number[proposal] for proposal in listed] for listed in rows.values()],
        decided=[[[outcome(place, now) for now in row] for row in states] for place in places],
        outcomes=tuple(outcomes.numbers),
        said=[[spoken(now) for now in row] for row in states],
        statements=tuple(
            (number[made[0].proposal], said(made, source))
            for made in statements
            if isinstance(source, Coalition)
        ),
        governed=[
            [[governing(place, now) for now in row] for row in states] for place in places if seated
        ],
        formed=tuple(formed.numbers),
    )


def _governing(rule: Rule, now: Coalition) -> Markup:
    """Return who could govern under a rule."""
    found = formations(now, rule=rule, limit=FORMED)
    if isinstance(rule, Unanimity) and found.found:
        return joined(note("Under unanimity, only all of them together could govern."))
    return governed(found, now.seats)


def _rows(source: Source, topic: str | None) -> list[str]:
    """Return the proposals of a topic that are shown one by one: of votes, the latest."""
    if isinstance(source, Coalition):
        return sorted(p.id for p in source.proposals if p.is_on(topic))
    part = source.select(topic)
    dates = [date and date.in_time for date in part.dates] or [None] * len(part.proposals)
    dated = zip(dates, part.proposals, strict=True)
    ordered = sorted(dated, key=lambda pair: (pair[0] or (), pair[1]), reverse=True)
    return [proposal for _, proposal in ordered[:VOTED]]


def _said(now: Source, proposals: Container[str]) -> Iterator[tuple[Position, ...]]:
    """Yield the current positions, those together that are known in one and the same way."""
    if isinstance(now, StanceMatrix):
        return
    seats = now.seats
    made: dict[object, list[Position]] = {}
    for p in sorted(now.in_force, key=lambda p: (p.date.last, -seats.get(p.actor, 0), str(p))):
        known = attrs.evolve(p, actor="-", stance=0, between=None, salience=1, vote=None)
        if p.proposal in proposals:
            made.setdefault(known, []).append(p)
    yield from (tuple(positions) for positions in made.values())


def _decidable(now: Source, proposals: Sequence[str]) -> Sequence[str]:
    """Return the proposals on which a position is known, or a vote, where there is a body."""
    if isinstance(now, StanceMatrix):
        return proposals if now.actors else ()
    spoken = {position.proposal for position in now.in_force if now.parties}
    return [proposal for proposal in proposals if proposal in spoken]

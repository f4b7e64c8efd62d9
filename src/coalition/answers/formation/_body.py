"""Who could govern together: the parties with seats, the rule, red lines, and what is supposed."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from math import ceil
from typing import Any, TypeAlias

import attrs
import numpy as np
import numpy.typing as npt

from coalition.answers.amounts import seats_of
from coalition.doors import names_in
from coalition.errors import Fault, InvalidValue, UnknownActor
from coalition.faults import Faults, as_error, each
from coalition.games.game import Game, SimpleGame, WeightedGame
from coalition.model.checks import ATTRIBUTIONS
from coalition.model.coalition import Coalition
from coalition.model.statements import Commitment
from coalition.rules.by_weight import Majority
from coalition.rules.tallies import OPPOSE, SUPPORT, Carriers, Tally, clauses_of
from coalition.rules.vote import Number, Rule, weights
from coalition.sentences import listed
from coalition.stances.from_positions import Stances, given, matrix_of
from coalition.stances.matrix import StanceMatrix

Source: TypeAlias = Stances | Mapping[str, Number] | Game
Array: TypeAlias = npt.NDArray[Any]
Marked: TypeAlias = npt.NDArray[np.bool_]  # who is in a set; or a row for each of several sets
_SUBJECT = "formations"


@attrs.frozen(eq=False)
class Body:
    """The parties that could be members, by seats, then by id.

    Parameters
    ----------
    game : SimpleGame or WeightedGame
        Which sets of them win.
    names : tuple of str
        The parties with seats, or of whom it is not known.
    seatless : tuple of str
        The other parties.
    source : Coalition or StanceMatrix or None
        What was said; None of plain seats and games.
    """

    game: Game
    names: tuple[str, ...]
    seatless: tuple[str, ...]
    source: Coalition | StanceMatrix | None = None

    @cached_property
    def carriers(self) -> Carriers:
        """Which sets of these parties win, all others being against."""
        members = self.game.members
        return self.game.carriers.among([members.index(name) for name in self.names])

    @property
    def seats(self) -> list[Number | None]:
        """The seats of each party; None where they are not known."""
        return [self.game.seats.get(name) for name in self.names]

    @property
    def unseated(self) -> Marked:
        """The parties whose seats are not known."""
        return np.array([held is None for held in self.seats])

    def marked(self, names: Iterable[str]) -> Marked:
        """Return parties as a set; others than these are in none."""
        return np.isin(self.names, list(names))

    def members(self, inside: Marked) -> tuple[str, ...]:
        """Return the parties in a set."""
        return tuple(self.names[at] for at in np.flatnonzero(inside))

    def known(self, names: Iterable[str]) -> None:
        """Refuse a party that is not there."""
        everyone = (*self.names, *self.seatless)
        for name in names:
            if name not in everyone:
                raise UnknownActor(name, everyone)

    @cached_property
    def needed(self) -> Number | None:
        """The fewest seats with which the rule can be met; None if it is not about seats."""
        seats = [self.game.seats.get(name) for name in self.game.members]
        known = [held for held in seats if held is not None]
        clauses = clauses_of(self.game.rule, self.game.members, self.game.seats)
        if not clauses or not sum(known) or len(known) < len(seats):
            return None
        found = [[_seats_for(one, known) for one in clause] for clause in clauses]
        numbers = [[number for number in clause if number is not None] for clause in found]
        return min(map(max, numbers)) if numbers == found else None


def _seats_for(one: Tally, seats: list[Number]) -> Number | None:
    """Return how many seats reach a quota; None if votes do not count by seats."""
    least = one.quota - sum(worth[OPPOSE] for worth in one.worths)
    gains = [worth[SUPPORT] - worth[OPPOSE] for worth in one.worths]
    total, held = sum(gains), sum(seats)
    if not total or any(n * held != total * own for n, own in zip(gains, seats, strict=True)):
        # whoever is for it is enough, as for one that asks for a vote in support, or for a quorum
        return 0 if least <= min(gains) else None
    number = Fraction(least) * held / total
    return ceil(number) if all(isinstance(own, int) for own in seats) else number


def body_of(source: Source, rule: Rule | str | None) -> Body:
    """Return the parties that could govern, of what a function was given."""
    game: Game
    stances, outside = None, tuple[str, ...]()
    if isinstance(source, SimpleGame | WeightedGame):
        if rule is not None:
            raise InvalidValue((Fault("rule", "a game has its rule already"),), _SUBJECT)
        game = source
    else:
        if isinstance(source, Mapping):
            with as_error(_SUBJECT):
                seats: Mapping[str, Number] = weights(source)
            names = tuple(seats)
        else:
            stances = given(source, _SUBJECT, "a table of seats", "a game")
            matrix = matrix_of(stances, None, None)
            seats, names = seats_of(matrix), matrix.actors
        outside = tuple(name for name in names if seats.get(name) == 0)
        inside = [name for name in names if name not in outside]
        if names and not inside:
            raise InvalidValue((Fault("", "no party has a seat"),), _SUBJECT)
        held = {name: seats[name] for name in inside if name in seats}
        try:
            game = SimpleGame(inside, rule=rule or Majority(of="members"), seats=held)
        except InvalidValue as error:
            raise InvalidValue(error.faults, _SUBJECT) from None
    names = tuple(name for name in game.members if game.seats.get(name) != 0)
    body = Body(game, names, (*outside, *(n for n in game.members if n not in names)), stances)
    if body.carriers.wins([]):
        raise InvalidValue((Fault("rule", "even without a supporter, all is carried"),), _SUBJECT)
    return body


@attrs.frozen(eq=False)
class Lines:
    """What binds parties: whom each is in no set with, and whom it is in none without.

    Parameters
    ----------
    makers : array of int
        The party that each line binds.
    apart, needs : array of bool, shape (lines, parties)
        Whom it is in no set with, and whom in none without.
    always : array of bool
        Whether it touches every set that its maker is in.
    made : tuple of Commitment
        The red lines.
    """

    makers: Array
    apart: Marked
    needs: Marked
    always: Marked
    made: tuple[Commitment, ...] = ()

    def crossed(self, inside: Marked, out: Marked) -> Marked:
        """Mark, for each set, the lines that are crossed by who is in and who is out."""
        found: Marked = inside[:, self.makers] & (
            _meets(inside, self.apart) | _meets(out, self.needs)
        )
        return found

    def touched(self, inside: Marked) -> Marked:
        """Mark, for each set, the lines that are about it."""
        found: Marked = inside[:, self.makers] & (_meets(inside, self.apart) | self.always)
        return found


def _meets(sets: Marked, others: Marked) -> Marked:
    """Tell which sets have a member in common with which others: eight parties at a time."""
    found = np.zeros((len(sets), len(others)), np.bool_)
    packed = (np.packbits(some, axis=1).T for some in (sets, others))
    for own, theirs in zip(*packed, strict=True):
        found |= (own[:, None] & theirs) > 0
    return found


def lines_of(body: Body) -> Lines:
    """Return the red lines of the parties that could be members, the best known first."""
    seats = dict(zip(body.names, body.seats, strict=True))
    drawn = _drawn(body, body.source.red_lines if isinstance(body.source, Coalition) else ())
    found = Lines(
        makers=np.array([body.names.index(party) for party, _ in drawn], np.intp),
        apart=np.zeros((len(drawn), len(seats)), np.bool_),
        needs=np.zeros((len(drawn), len(seats)), np.bool_),
        always=np.array([bool(made.not_without or made.only_as) for _, made in drawn], np.bool_),
        made=tuple(made for _, made in drawn),
    )
    for at, (party, made) in enumerate(drawn):
        own = seats[party]
        larger = [n for n, held in seats.items() if own is not None and (held or 0) > own]
        # whoever needs one who can be in none can be in none either: not even with itself
        never = [party] if not set(made.not_without) <= set(seats) else []
        found.apart[at] = body.marked([*made.not_with, *larger * bool(made.only_as), *never])
        found.needs[at] = body.marked(made.not_without)
    return found


def unjudged(body: Body, lines: Lines) -> tuple[Commitment, ...]:
    """Return the lines on being the largest that some seats, not known, may let rule out more."""
    unknown = body.unseated.any()
    return tuple(made for made in lines.made if made.only_as and unknown)


def lines_left_out(body: Body) -> tuple[Commitment, ...]:
    """Return the red lines of these parties that may be later than the case is."""
    said = body.source.left_out if isinstance(body.source, Coalition) else ()
    lines = [one for one in said if isinstance(one, Commitment) and one.kind == "red line"]
    return tuple(made for _, made in _drawn(body, lines))


def _drawn(body: Body, lines: Iterable[Commitment]) -> list[tuple[str, Commitment]]:
    """Return red lines with the party that each binds, the best known first."""
    case = body.source
    if not isinstance(case, Coalition):
        return []
    pairs = ((case.party_of(made.by, made.date), made) for made in sorted(lines, key=_by_certainty))
    return [(party, made) for party, made in pairs if party in body.names]


def _by_certainty(made: Commitment) -> tuple[int, str, str, str]:
    return (ATTRIBUTIONS.index(made.attribution), str(made.date), made.by, str(made))


@attrs.frozen(eq=False)
class Supposed:
    """What is supposed of who is in.

    Parameters
    ----------
    alike : array of bool, shape (parties, parties)
        Who is in or out as one with each party.
    inside, out : array of bool
        Who must be in, and who must not.
    """

    alike: Marked
    inside: Marked
    out: Marked

    @property
    def lines(self) -> Lines:
        """That nobody is in without those who are in or out with it."""
        bound = np.flatnonzero(self.alike.sum(axis=1) > 1)
        needs = self.alike[bound]
        return Lines(bound, np.zeros_like(needs), needs, np.ones(len(bound), np.bool_))


def supposed(
    body: Body,
    without: Iterable[str],
    including: Iterable[str],
    together: Iterable[Iterable[str]],
) -> Supposed:
    """Return what is supposed, or refuse it where it contradicts itself."""
    left_out, wanted = names_in(without, "without"), names_in(including, "including")
    with as_error("together"):
        groups = each(together, lambda group: names_in(group, "together"))
    body.known((*left_out, *wanted, *(name for group in groups for name in group)))
    # 1. Who is together with one of several is together with all.
    alike = np.eye(len(body.names), dtype=np.bool_)
    for group in groups:
        joined = body.marked(group) @ alike
        alike[joined] = joined
    inside, out = (body.marked(names) @ alike for names in (wanted, left_out))
    # 2. Nobody is both in and out.
    faults = Faults()
    for place, names in (("including", wanted), *(("together", group) for group in groups)):
        if seatless := [name for name in names if name in body.seatless]:
            faults.note(place, f"{listed(seatless)} has no seats, and is in no coalition")
    if both := body.members(inside & out):
        verb = "is" if len(both) == 1 else "are"
        faults.note("including", f"{listed(both)} {verb} to be both in and out")
    faults.raise_if_any(_SUBJECT)
    return Supposed(alike, inside, out)

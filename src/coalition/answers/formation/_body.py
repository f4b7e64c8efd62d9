"""Who could govern together: the parties with seats, the rule, red lines, and what is supposed."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import ceil
from typing import Any

import attrs

from coalition.answers.amounts import seats_of
from coalition.doors import names_in
from coalition.errors import Fault, InvalidValue, UnknownActor
from coalition.faults import Faults, as_error, each
from coalition.games.game import Game, SimpleGame, WeightedGame
from coalition.model.checks import ATTRIBUTIONS
from coalition.model.coalition import Coalition
from coalition.model.statements import Commitment
from coalition.rules.by_weight import Majority
from coalition.rules.tallies import OPPOSE, SUPPORT, Carriers, Formula, clauses_of
from coalition.rules.vote import Number, Rule, weights
from coalition.sentences import listed
from coalition.stances.from_positions import Stances, given, matrix_of
from coalition.stances.matrix import StanceMatrix

Source = Stances | Mapping[str, Number] | Game
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

    @property
    def carriers(self) -> Carriers:
        """Which sets of these parties win, all others being against."""
        members = self.game.members
        return self.game.carriers.among([members.index(name) for name in self.names])

    @property
    def seats(self) -> list[Number | None]:
        """The seats of each party; None where they are not known."""
        return [self.game.seats.get(name) for name in self.names]

    @property
    def each(self) -> tuple[int, ...]:
        """Each of them as a set, the one that comes first with the highest bit."""
        return tuple(1 << at for at in reversed(range(len(self.names))))

    @property
    def everyone(self) -> int:
        """All of them, as a set."""
        return (1 << len(self.names)) - 1

    def bits(self, *names: str) -> int:
        """Return parties as a set; others than these are in none."""
        return sum(bit for name, bit in zip(self.names, self.each, strict=True) if name in names)

    def members(self, inside: int) -> tuple[str, ...]:
        """Return the parties in a set."""
        pairs = zip(self.names, self.each, strict=True)
        return tuple(name for name, bit in pairs if inside & bit)

    def needed(self) -> Number | None:
        """Return the fewest seats with which the rule can be met; None if it is not about seats."""
        formula, seats = self.carriers, [n for n in self.seats if n is not None]
        held = sum(seats)
        if not (isinstance(formula, Formula) and held and len(seats) == len(self.names)):
            return None
        match formula.clauses:
            case (((form, quota),),):
                weights = formula.forms[form]
            case _:
                return None
        each = Fraction(sum(weights)) / held
        if any(weight != each * own for weight, own in zip(weights, seats, strict=True)):
            return None
        # a formula counts in what all seats have in common; the rule has the number that is meant
        members = self.game.members
        found: list[Number] = []
        for clause in clauses_of(self.game.rule, members, self.game.seats) or ():
            for one in clause:
                gains = [worth[SUPPORT] - worth[OPPOSE] for worth in one.worths]
                least = one.quota - sum(worth[OPPOSE] for worth in one.worths)
                pairs = zip(members, gains, strict=True)
                if all(gain * held == sum(gains) * self.game.seats[name] for name, gain in pairs):
                    number = Fraction(least) * held / sum(gains)
                    whole = all(isinstance(own, int) for own in seats)
                    found.append(ceil(number) if whole else number)
        return max(n for n in found if ceil(n * each) == quota)


def body_of(source: Source, rule: Rule | str | None) -> Body:
    """Return the parties that could govern, of what a function was given."""
    usual = rule or Majority(of="members")
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
        try:
            game = SimpleGame(inside, rule=usual, seats={n: seats[n] for n in inside if n in seats})
        except InvalidValue as error:
            raise InvalidValue(error.faults, _SUBJECT) from None
    names = tuple(name for name in game.members if game.seats.get(name) != 0)
    body = Body(game, names, (*outside, *(n for n in game.members if n not in names)), stances)
    carriers = body.carriers
    if carriers.wins([]):
        raise InvalidValue((Fault("rule", "even without a supporter, all is carried"),), _SUBJECT)
    return body


@attrs.frozen(eq=False)
class Line:
    """A red line as sets of parties.

    Parameters
    ----------
    made : Commitment
        The red line.
    maker : int
        The party that it binds.
    apart, needs : int
        Whom it does not govern with, and whom not without; those who can be in none have a bit
        beyond all others.
    always : bool
        Whether it touches every set that its maker is in.
    """

    made: Commitment
    maker: int
    apart: int
    needs: int
    always: bool

    def touches(self, inside: Any) -> Any:
        """Tell whether it is about a set, or about which of several."""
        return (inside & self.maker != 0) & (self.always | (inside & self.apart != 0))

    def is_crossed(self, inside: int) -> bool:
        """Tell whether a set crosses it."""
        return bool(inside & self.maker and (inside & self.apart or self.needs & ~inside))


def lines_of(body: Body) -> tuple[Line, ...]:
    """Return the red lines of the parties that could be members, the best known first."""
    source = body.source
    if not isinstance(source, Coalition):
        return ()
    seats = dict(zip(body.names, body.seats, strict=True))
    found = []
    for made in sorted(source.red_lines, key=_by_certainty):
        party = source.party_of(made.by, made.date)
        if party not in body.names:
            continue
        apart = body.bits(*made.not_with)
        if made.only_as:
            own = seats[party]
            larger = (n for n, held in seats.items() if own is not None and (held or 0) > own)
            apart |= body.bits(*larger)
        needs = body.bits(*made.not_without)
        if not set(made.not_without) <= set(body.names):
            needs |= body.everyone + 1
        always = bool(made.not_without or made.only_as)
        found.append(Line(made, body.bits(party), apart, needs, always))
    return tuple(found)


def _by_certainty(made: Commitment) -> tuple[int, str, str, str]:
    return (ATTRIBUTIONS.index(made.attribution), str(made.date), made.by, str(made))


@attrs.frozen(eq=False)
class Supposed:
    """What is supposed of who is in.

    Parameters
    ----------
    units : tuple of int
        Sets of parties that are in or out as one: together they are all.
    inside, outside : int
        Who must be in, and who must not.
    """

    units: tuple[int, ...]
    inside: int
    outside: int

    def grown(self, some: int) -> int:
        """Return a set with all who are in or out with any of its members."""
        return sum(unit for unit in self.units if unit & some)


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
    known = (*body.names, *body.seatless)
    for name in (*left_out, *wanted, *(name for group in groups for name in group)):
        if name not in known:
            raise UnknownActor(name, known)
    # 1. Who is together with one of several is together with all.
    units = [body.bits(name) for name in body.names]
    for group in groups:
        joined = body.bits(*group)
        whole = sum(unit for unit in units if unit & joined)
        units = [*(unit for unit in units if not unit & joined), *([whole] if whole else [])]
    units.sort(reverse=True)
    found = Supposed(tuple(units), 0, 0)
    inside, outside = (found.grown(body.bits(*names)) for names in (wanted, left_out))
    # 2. Nobody is both in and out.
    faults = Faults()
    for place, names in (("including", wanted), *(("together", group) for group in groups)):
        if seatless := [name for name in names if name in body.seatless]:
            faults.note(place, f"{listed(seatless)} has no seats, and is in no coalition")
    if both := body.members(inside & outside):
        verb = "is" if len(both) == 1 else "are"
        faults.note("including", f"{listed(both)} {verb} to be in, and out by without=")
    faults.raise_if_any(_SUBJECT)
    return attrs.evolve(found, inside=inside, outside=outside)

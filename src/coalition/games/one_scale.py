"""What a body can move to, and where it stays, when its members stand on one scale."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from functools import partial
from operator import gt, lt

import attrs

from coalition.characters import nfc
from coalition.doors import refusal
from coalition.errors import Fault, InvalidValue, TooLarge
from coalition.faults import Faults, each_value, number
from coalition.games import counts
from coalition.games.game import Game, SimpleGame, decided
from coalition.numbers import Number, as_given, floats_in, is_float
from coalition.rules.by_head import Unanimity
from coalition.rules.tallies import OPPOSE, SUPPORT
from coalition.rules.vote import Rule
from coalition.sentences import listed, short
from coalition.tables import Names, Shown


@attrs.frozen
class Core(Shown):
    """The points of a scale that no other point beats: all from one to another.

    Attributes
    ----------
    low, high : number
        The two ends, which are in the core.
    low_pivots, high_pivots : tuple of str
        The actors at either end without whom nothing can be moved past them: those at the low end
        stop any move up from the core, those at the high end any move down. All who stand there,
        where the body is too large to tell which of them are needed.
    absorbed : tuple of str
        The veto players who change nothing, as they stand within the core of the others (the
        absorption rule of Tsebelis 1995): any one of them could do without its veto, so that
        carried is what is carried with its support, and the core would be the same. Two at the same
        end absorb each other, and one of them has to stay.
    rule : Rule
        The rule.
    """

    low: Number
    high: Number
    low_pivots: Names
    high_pivots: Names
    absorbed: Names
    rule: Rule

    def __str__(self) -> str:
        ends = f"from {short(self.low)} to {short(self.high)}"
        where = short(self.low) if self.low == self.high else ends
        words = f"the core under {self.rule} is {where}: {self.stopped}"
        vetoes = {
            0: "",
            1: ", whose veto changes nothing",
            2: ", neither of whose vetoes changes anything alone",
        }.get(len(self.absorbed), ", none of whose vetoes changes anything alone")
        return f"{words}; absorbed: {listed(self.absorbed)}{vetoes}" if vetoes else words

    @property
    def stopped(self) -> str:
        """Who stops which move, in words."""
        verb = "stops" if len(self.low_pivots) == 1 else "stop"
        below = f"{listed(self.low_pivots)} at {short(self.low)} {verb} any move up"
        if (self.low, self.low_pivots) == (self.high, self.high_pivots):
            return f"{below} or down"
        return f"{below}, {listed(self.high_pivots)} at {short(self.high)} any move down"


@attrs.frozen
class Winset(Shown):
    """The points of a scale that beat the status quo: all between two others.

    Attributes
    ----------
    low, high : number or None
        The two ends, which are not in the winset themselves: one of them is the status quo. None
        where nothing beats it.
    status_quo : number
        The point where things stay if nothing is carried.
    pivots : tuple of str
        The actors who decide how far a move can go: with them and all beyond them the rule is met,
        and not without. Empty where nothing beats the status quo.
    core : Core
        What nothing beats; the status quo has no winset where it is in there.
    """

    low: Number | None
    high: Number | None
    status_quo: Number
    pivots: Names
    core: Core

    def __str__(self) -> str:
        head = f"beats {short(self.status_quo)} under {self.core.rule}"
        if self.low is None or self.high is None:
            return f"nothing {head}: {self.core.stopped}"
        at = self.core.low if self.low == self.status_quo else self.core.high
        verb = "decides" if len(self.pivots) == 1 else "decide"
        far = f"{listed(self.pivots)} at {short(at)} {verb} how far"
        return f"anything between {short(self.low)} and {short(self.high)} {head}; {far}"


def winset(
    positions: Mapping[str, float | Fraction],
    status_quo: float | Fraction,
    *,
    rule: Rule | str = Unanimity(),  # noqa: B008 - frozen
    seats: Mapping[str, float | Fraction] | None = None,
) -> Winset:
    """Return the points of a scale that beat the status quo (Tsebelis 2002).

    Every actor prefers what is nearer to it. Who is as near to the one as to the other does not
    vote for the change, and counts as against. A point beats the status quo if those who prefer it
    carry it against all others.

    Parameters
    ----------
    positions : dict of str to number
        Where each actor stands.
    status_quo : number
        The point where things stay if nothing is carried.
    rule : Rule or str
        The rule.
    seats : dict of str to number, optional
        The seats of the actors, for a rule that counts them.

    Returns
    -------
    Winset
        Computed exactly; in floats where positions or the status quo were given as floats.

    Raises
    ------
    InvalidValue
        If a number is none, the rule and the actors make no game (see `SimpleGame`), not even all
        actors together can carry anything, or two sets without an actor in common both can.

    Notes
    -----
    Let p be the highest place such that the actors at p or above carry together. From a status quo
    q below p, they go as far as those at p prefer it: to anything below 2p - q. Down it is the
    same, from the lowest place such that the actors at it or below carry. The two places are the
    ends of the core.

    Examples
    --------
    >>> import coalition as co
    >>> states = dict(zip("ABCDEFGHIJ", (4, 7, 4, 4, 10, 6, 10, 7, 4, 7)))
    >>> print(co.winset(states, 12))
    anything between 8 and 12 beats 12 under unanimity; E and G at 10 decide how far
    >>> co.winset(states, 12, rule="at least 7").low
    2
    """
    return _moves(positions, status_quo, rule, seats, "winset")


def core(
    positions: Mapping[str, float | Fraction],
    *,
    rule: Rule | str = Unanimity(),  # noqa: B008 - frozen
    seats: Mapping[str, float | Fraction] | None = None,
) -> Core:
    """Return the points of a scale that no other point beats (Tsebelis 2002).

    Parameters
    ----------
    positions, rule, seats
        As for `winset`, which says what it is for a point to beat another.

    Returns
    -------
    Core
        Computed exactly; in floats where positions were given as floats.

    Raises
    ------
    InvalidValue
        As for `winset`.

    Examples
    --------
    >>> import coalition as co
    >>> print(co.core({"A": 2, "B": 5, "C": 9}))
    the core under unanimity is from 2 to 9: A at 2 stops any move up, C at 9 any move down; \
absorbed: B, whose veto changes nothing
    >>> co.core({"A": 2, "B": 5, "C": 9}, rule=co.Majority()).low  # the median
    5
    """
    return _moves(positions, 0, rule, seats, "core").core


def _moves(
    positions: Mapping[str, float | Fraction],
    status_quo: float | Fraction,
    rule: Rule | str,
    seats: Mapping[str, float | Fraction] | None,
    function: str,
) -> Winset:
    """Return the winset and the core, for the function that was called."""
    if not isinstance(positions, Mapping):
        raise refusal(positions, "a table from actors to numbers", function)
    # 1. Where everybody stands, in the order of the game.
    faults, start = Faults(), Fraction(0)
    with faults.at("positions"):
        each_value(positions, number)
    with faults.at("status_quo"):
        start = number(status_quo)
    faults.raise_if_any(function)
    try:
        game, sets = decided(SimpleGame(list(positions), rule=rule, seats=seats), None)
    except InvalidValue as error:  # the error is of what was asked for, not of a class
        raise InvalidValue(error.faults, function) from None
    found = {nfc(name): number(place) for name, place in positions.items()}
    places = [found[member] for member in game.members]
    # 2. The ends of the core; down is up on the scale turned round.
    low, low_pivots = _end(game, places)
    turned, high_pivots = _end(game, [-place for place in places])
    high = -turned
    if low > high:
        message = (
            f"those at {short(low)} or above and those at {short(high)} or below could both win; "
            "give a rule under which only one of two sets without an actor in common can"
        )
        raise InvalidValue((Fault("rule", message),), function)
    # 3. A veto player is absorbed if, with its support, neither those above it carry anything, nor
    #    those below it: of whom all other veto players must be.
    vetoes = [own for own in range(len(places)) if not sets.wins_without(own)]
    held = Counter(places[own] for own in vetoes)
    ends = sorted(held)
    alone = {end for end in (*ends[:1], *ends[-1:]) if held[end] == 1}
    absorbed = tuple(
        game.members[own]
        for own in vetoes
        if places[own] not in alone
        or not any(
            sets.wins(
                at for at, other in enumerate(places) if at == own or goes(other, places[own])
            )
            for goes in (gt, lt)
        )
    )
    # 4. The winset, and numbers in the kind that was given.
    floating = floats_in(positions) or is_float(status_quo)
    given = partial(as_given, floating=floating)
    nothing = Core(given(low), given(high), low_pivots, high_pivots, absorbed, game.rule)
    quo = given(start)
    if start < low:
        return Winset(quo, given(2 * low - start), quo, low_pivots, nothing)
    if start > high:
        return Winset(given(2 * high - start), quo, quo, high_pivots, nothing)
    return Winset(None, None, quo, (), nothing)


def _end(game: Game, places: list[Fraction]) -> tuple[Fraction, Names]:
    """Return the highest place such that those at it or above win, and who there it takes."""
    won, heights = game.carriers.wins, sorted(set(places), reverse=True)

    def carried(low: Fraction) -> bool:
        return won(at for at, place in enumerate(places) if place >= low)

    end = heights[bisect_left(heights, True, key=carried)]
    here = [at for at, place in enumerate(places) if place == end]
    sides = [SUPPORT if place > end else OPPOSE for place in places]
    try:
        found = counts.needed(game.judge.turned(sides, here))
    except TooLarge:  # whether all who stand there make a difference is not known
        found = (True,) * len(here)
    return end, tuple(game.members[at] for at, needed in zip(here, found, strict=True) if needed)

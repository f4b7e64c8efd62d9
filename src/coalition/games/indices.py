"""Power indices: how much each member of a body counts under a rule, in exact fractions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from math import factorial, floor, lcm, log10
from operator import mul

import attrs

from coalition.errors import TooLarge, UnknownActor
from coalition.games import _by_weight, _integral, counts
from coalition.games._counting import Profile, Sizes
from coalition.games._unions import Unions, unions_of
from coalition.games.game import Game, Played, decided
from coalition.games.sets import Players
from coalition.rules.tallies import Carriers
from coalition.rules.vote import Rule
from coalition.sentences import listed, short
from coalition.tables import Columns, Row, Shown


@attrs.frozen
class Power(Shown, Mapping[str, Fraction]):
    """A number for each member of a game: a mapping from ids to exact fractions.

    Attributes
    ----------
    measure : str
        Name of the measure.
    rule : Rule
        The rule under which the members decide.
    pairs : tuple of (str, Fraction)
        The members with their numbers, in the order of the game.
    error : float
        What no number is off by more than: 0, as they are exact, but for `shapley_shubik` of a body
        too large to count.
    """

    measure: str
    rule: Rule
    pairs: tuple[tuple[str, Fraction], ...]
    error: float = 0

    @classmethod
    def _columns(cls) -> Columns:
        return {"measure": str, "rule": str, "member": str, "value": Fraction}

    def _rows(self) -> Iterable[Row]:
        return ((self.measure, self.rule, *pair) for pair in self.pairs)

    def __getitem__(self, member: str) -> Fraction:
        if member not in (found := dict(self.pairs)):
            raise UnknownActor(member, tuple(self))
        return found[member]

    def __iter__(self) -> Iterator[str]:
        return iter(dict(self.pairs))

    def __len__(self) -> int:
        return len(self.pairs)

    def __str__(self) -> str:
        numbers = listed(f"{name} {short(number)}" for name, number in self.pairs)
        about = f", to within {self.error:.0e}" if self.error else ""
        return f"{self.measure} under {self.rule}{about}: {numbers}"


@attrs.frozen
class Coleman(Shown):
    """Coleman's measures of power.

    Attributes
    ----------
    collectivity : Fraction
        The power of the body to act: the share of all sets of members that win.
    prevent : Power
        The power of a member to prevent action: the share of the winning sets that would lose
        without it; 1 for a veto player.
    initiate : Power
        The power of a member to initiate action: the share of the losing sets that would win with
        it.
    """

    collectivity: Fraction
    prevent: Power
    initiate: Power

    @classmethod
    def _columns(cls) -> Columns:
        return Power._columns()

    def _rows(self) -> Iterable[Row]:
        yield "power of the body to act", self.prevent.rule, None, self.collectivity
        yield from self.prevent._rows()
        yield from self.initiate._rows()

    def __str__(self) -> str:
        return (
            f"power of the body to act {short(self.collectivity)}; {self.prevent}; {self.initiate}"
        )


def swings(source: Played, *, rule: Rule | str | None = None) -> Power:
    """Return in how many winning sets each member is critical: they would lose without it.

    Parameters
    ----------
    source : SimpleGame, WeightedGame, Coalition or str
        The body; the parties of a coalition, with their seats.
    rule : Rule or str, optional
        The rule, where the body is a coalition; unanimity by default.

    Returns
    -------
    Power
        Whole numbers, one for each member.

    Raises
    ------
    InvalidValue
        If not even all members together win, or the empty set does.
    TooLarge
        If the game is beyond what is counted exactly.

    Examples
    --------
    >>> import coalition as co
    >>> print(co.swings(co.WeightedGame({"A": 50, "B": 49, "C": 1}, quota=51)))
    swings under quota 51 by weights of 100 in all: A 3, B 1 and C 1
    """
    game, carriers = decided(source, rule)
    found = counts.swings(carriers)
    return _power("swings", game, map(Fraction, found.each()))


def banzhaf(source: Played, *, rule: Rule | str | None = None, normalized: bool = True) -> Power:
    """Return the Banzhaf index of each member (Penrose 1946, Banzhaf 1965).

    Normalized, it is a member's share of all swings (see `swings`). Not normalized, also called the
    absolute or Penrose index, it is the chance that a member is critical when all others are for or
    against with even odds: its swings divided by 2 to the power of the number of other members.

    Parameters
    ----------
    source, rule
        As for `swings`.
    normalized : bool
        Whether the numbers add up to 1.

    Returns
    -------
    Power
        An exact fraction for each member.

    Raises
    ------
    InvalidValue, TooLarge
        As for `swings`.

    Examples
    --------
    >>> import coalition as co
    >>> game = co.WeightedGame({"A": 4, "B": 3, "C": 2, "D": 1}, quota=6)  # Straffin's example
    >>> print(co.banzhaf(game))
    Banzhaf index under quota 6 by weights of 10 in all: A 5/12, B 1/4, C 1/4 and D 1/12
    >>> co.banzhaf(game, normalized=False)["A"]
    Fraction(5, 8)
    """
    game, carriers = decided(source, rule)
    found = counts.swings(carriers).each()
    if normalized:
        return _power("Banzhaf index", game, _normalized(found))
    sets = 2 ** (len(found) - 1)
    return _power("absolute Banzhaf index", game, (Fraction(number, sets) for number in found))


def shapley_shubik(source: Played, *, rule: Rule | str | None = None) -> Power:
    """Return the Shapley-Shubik index of each member (Shapley & Shubik 1954).

    It is the share of all orders of the members in which those before a member lose and, with it,
    win.

    Parameters
    ----------
    source, rule
        As for `swings`.

    Returns
    -------
    Power
        An exact fraction for each member, adding up to 1. Of weighted games too large to count, the
        numbers are found by integration, and `error` is what none is off by more than.

    Raises
    ------
    InvalidValue, TooLarge
        As for `swings`.

    Examples
    --------
    >>> import coalition as co
    >>> print(co.shapley_shubik(co.WeightedGame({"A": 50, "B": 49, "C": 1}, quota=51)))
    Shapley-Shubik index under quota 51 by weights of 100 in all: A 2/3, B 1/6 and C 1/6
    """
    game, carriers = decided(source, rule)
    name = "Shapley-Shubik index"
    try:
        return _power(name, game, _by_orders(carriers, [(m,) for m in range(carriers.size)]))
    except TooLarge:
        if (near := _integrated(carriers)) is None:
            raise
        return _power(name, game, near[0], error=near[1])


def owen(source: Played, unions: Unions, *, rule: Rule | str | None = None) -> Power:
    """Return the Owen value of each member, where some have agreed to act together (Owen 1977).

    It is the share of all orders of the members in which those before a member lose and, with it,
    win, among the orders that keep the members of each union together. Where every member is a
    union of its own, and where all are in one, it is the Shapley-Shubik index.

    Parameters
    ----------
    source : SimpleGame, WeightedGame, Coalition or str
        As for `swings`.
    unions : list of list of str, or dict of str to list of str
        The members of each union, such as the parties of an alliance or the ministers of a party;
        in a table, by the name of the union. Who is in none is a union of its own.
    rule : Rule or str, optional
        As for `swings`.

    Returns
    -------
    Power
        An exact fraction for each member, adding up to 1; `measure` lists the unions of two or
        more.

    Raises
    ------
    InvalidValue
        As for `swings`; and if a union has no members, names one that is not there, or one that
        another union has.
    TooLarge
        As for `swings`.

    Examples
    --------
    >>> import coalition as co
    >>> game = co.WeightedGame({"VVD": 34, "D66": 24, "CDA": 15, "CU": 5}, quota=40)
    >>> power = co.owen(game, [["D66", "CDA"]])
    >>> power.measure, power["D66"], co.shapley_shubik(game)["D66"]
    ('Owen value with the union D66 + CDA', Fraction(1, 3), Fraction(1, 4))
    """
    game, carriers = decided(source, rule)
    words, found = unions_of(game.members, unions, "owen")
    return _power(f"Owen value {words}", game, _by_orders(carriers, found))


def banzhaf_owen(source: Played, unions: Unions, *, rule: Rule | str | None = None) -> Power:
    """Return the Banzhaf-Owen value of each member, where some act together (Owen 1982).

    It is the chance that a member is critical when every other union as a whole, and every other
    member of its own union, is for or against with even odds: not normalized. Where every member is
    a union of its own, and where all are in one, it is the absolute Banzhaf index.

    Parameters
    ----------
    source, unions, rule
        As for `owen`.

    Returns
    -------
    Power
        An exact fraction for each member; they need not add up to 1. `measure` lists the unions of
        two or more.

    Raises
    ------
    InvalidValue, TooLarge
        As for `owen`.

    Examples
    --------
    >>> import coalition as co
    >>> game = co.WeightedGame({"VVD": 34, "D66": 24, "CDA": 15, "CU": 5}, quota=40)
    >>> power = co.banzhaf_owen(game, {"center": ["D66", "CDA"]})
    >>> power.measure, power["D66"]
    ('Banzhaf-Owen value with the union center (D66 + CDA)', Fraction(3, 8))
    """
    game, carriers = decided(source, rule)
    words, found = unions_of(game.members, unions, "banzhaf_owen")
    others = {member: len(found) - 1 + len(union) - 1 for union in found for member in union}
    rows = enumerate(_in_unions(carriers, found, sizes=False))
    numbers = (Fraction(sum(row), 2 ** others[member]) for member, row in rows)
    return _power(f"Banzhaf-Owen value {words}", game, numbers)


def coleman(source: Played, *, rule: Rule | str | None = None) -> Coleman:
    """Return Coleman's power to act, to prevent and to initiate action (Coleman 1971).

    Parameters
    ----------
    source, rule
        As for `swings`.

    Returns
    -------
    Coleman
        Exact fractions.

    Raises
    ------
    InvalidValue, TooLarge
        As for `swings`.

    Examples
    --------
    >>> import coalition as co
    >>> power = co.coleman(co.WeightedGame({"A": 50, "B": 49, "C": 1}, quota=51))
    >>> power.collectivity, power.prevent["A"], power.initiate["A"]
    (Fraction(3, 8), Fraction(1, 1), Fraction(3, 5))
    """
    game, carriers = decided(source, rule)
    found = counts.swings(carriers)
    numbers, all_sets = found.each(), 2 ** len(found.members)
    losing = all_sets - found.sets
    return Coleman(
        Fraction(found.sets, all_sets),
        _power("power to prevent action", game, (Fraction(n, found.sets) for n in numbers)),
        _power("power to initiate action", game, (Fraction(n, losing) for n in numbers)),
    )


def deegan_packel(source: Played, *, rule: Rule | str | None = None) -> Power:
    """Return the Deegan-Packel index of each member (Deegan & Packel 1978).

    Every minimal winning set is equally likely, and its members share its power equally.

    Parameters
    ----------
    source, rule
        As for `swings`.

    Returns
    -------
    Power
        An exact fraction for each member, adding up to 1.

    Raises
    ------
    InvalidValue, TooLarge
        As for `swings`; under rules of several conditions, some 20 members who all differ are
        the most.

    Examples
    --------
    >>> import coalition as co
    >>> game = co.WeightedGame({"A": 35, "B": 20, "C": 15, "D": 15, "E": 15}, quota=51)
    >>> co.deegan_packel(game)["B"] < co.deegan_packel(game)["C"]  # heavier, and yet less
    True
    """
    game, carriers = decided(source, rule)
    found = counts.minimal(carriers)
    numbers = [number / found.sets for number in _shared(found)]
    return _power("Deegan-Packel index", game, numbers)


def holler(source: Played, *, rule: Rule | str | None = None) -> Power:
    """Return the public good index of each member (Holler 1982).

    It is a member's share of the memberships in minimal winning sets: what such a set brings about
    is a public good, which each of its members enjoys in full.

    Parameters
    ----------
    source, rule
        As for `swings`.

    Returns
    -------
    Power
        As for `deegan_packel`.

    Raises
    ------
    InvalidValue, TooLarge
        As for `deegan_packel`.

    Examples
    --------
    >>> import coalition as co
    >>> print(co.holler(co.WeightedGame({"A": 50, "B": 49, "C": 1}, quota=51)))
    public good index under quota 51 by weights of 100 in all: A 1/2, B 1/4 and C 1/4
    """
    game, carriers = decided(source, rule)
    found = counts.minimal(carriers)
    return _power("public good index", game, _normalized(found.each()))


def johnston(source: Played, *, rule: Rule | str | None = None) -> Power:
    """Return the Johnston index of each member (Johnston 1978).

    As the normalized Banzhaf index, but a swing counts for less where others are critical too: the
    critical members of a winning set share it equally.

    Parameters
    ----------
    source, rule
        As for `swings`.

    Returns
    -------
    Power
        As for `deegan_packel`.

    Raises
    ------
    InvalidValue, TooLarge
        As for `deegan_packel`.

    Examples
    --------
    >>> import coalition as co
    >>> print(co.johnston(co.WeightedGame({"A": 50, "B": 49, "C": 1}, quota=51)))
    Johnston index under quota 51 by weights of 100 in all: A 2/3, B 1/6 and C 1/6
    """
    game, carriers = decided(source, rule)
    return _power("Johnston index", game, _normalized(_shared(counts.shares(carriers))))


def _in_unions(carriers: Carriers, unions: list[Players], *, sizes: bool) -> list[Sizes]:
    """Count for each member the sets that it is critical in, of other unions and its own members.

    Other unions are in a set as wholes, members of its own one by one. With `sizes`, the counts are
    by how many these are, with each other union for as many as there are members of its own.
    """
    rows: dict[int, Sizes] = {}
    alone = tuple(union[0] for union in unions if len(union) == 1)  # one game will do for them all
    for own in [alone, *(union for union in unions if len(union) > 1)]:
        others = [union for union in unions if union[0] not in own]
        size = 1 if own is alone else len(own)
        steps = (1,) * len(own) + (size,) * len(others)
        game = carriers.joined([*((member,) for member in own), *others])
        rows |= zip(own, counts.swings(game, steps if sizes else ()).members, strict=False)
    return [rows[member] for member in range(carriers.size)]


def _by_orders(carriers: Carriers, unions: list[Players]) -> list[Fraction]:
    """Return in which share of the orders that keep unions together each member turns the vote."""
    sizes = {member: len(union) for union in unions for member in union}
    found = []
    for member, row in enumerate(_in_unions(carriers, unions, sizes=True)):
        outer, inner = _orders(len(unions)), _orders(sizes[member])
        turns = sum(map(mul, row, (o * i for o in outer for i in inner)))
        found.append(Fraction(turns, factorial(len(unions)) * factorial(sizes[member])))
    return found


def _orders(size: int) -> list[int]:
    """Return how many orders of so many have 0, 1, 2 and so on before a certain one."""
    return [factorial(before) * factorial(size - 1 - before) for before in range(size)]


def _integrated(carriers: Carriers) -> tuple[list[Fraction], float] | None:
    """Return the Shapley-Shubik index by integration, rounded to the digits that it is sure of."""
    if (found := _by_weight.weighted(carriers)) is None:
        return None
    numbers, error = _integral.shapley_shubik(found)
    digits = max(1, floor(-log10(error)) + 1)
    rounded = [Fraction(round(number * 10**digits), 10**digits) for number in numbers]
    return rounded, error + 10.0**-digits


def _shared(found: Profile) -> list[Fraction]:
    """Return what each member gets if the 1, 2, 3 and so on members of a set share it equally."""
    whole = lcm(*range(1, len(found.members) + 1))
    parts = [whole // sharing for sharing in range(1, len(found.members) + 1)]
    return [Fraction(sum(map(mul, row, parts)), whole) for row in found.members]


def _normalized(numbers: Sequence[int | Fraction]) -> list[Fraction]:
    total = Fraction(sum(numbers))
    return [number / total for number in numbers]


def _power(measure: str, game: Game, numbers: Iterable[Fraction], *, error: float = 0) -> Power:
    return Power(measure, game.rule, tuple(zip(game.members, numbers, strict=True)), error)

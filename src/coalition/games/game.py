"""Simple games: the members of a body under a rule, and which sets of them win."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cached_property
from itertools import product
from typing import Any, Protocol, TypeAlias, runtime_checkable

import attrs

from coalition.doors import taken
from coalition.errors import Fault, InvalidValue, UnknownActor
from coalition.faults import Checked, Faults, keep_refusals
from coalition.model import checks
from coalition.rules.by_head import Unanimity
from coalition.rules.by_weight import Quota, positive
from coalition.rules.tallies import OPPOSE, Carriers, Formula, Judge
from coalition.rules.vote import Number, Rule, Vote, Weights, rule_of, weights

_TRIED = 16  # members of whom all sets are tried, to find out whether a game is proper


@runtime_checkable
class Body(Protocol):
    """What brings its members and their seats along: a `Coalition`, whose parties they are."""

    @property
    def parties(self) -> tuple[Any, ...]:
        """The members, each with its `id`."""

    @property
    def seats(self) -> Mapping[str, int]:
        """The seats of every member whose number of seats is known."""

    def party(self, id: str, /) -> Any:
        """Return the member with this id."""


class _Game:
    """What both kinds of game have in common."""

    members: tuple[str, ...]
    seats: Weights
    rule: Rule

    @cached_property
    def judge(self) -> Judge:
        """What tells which votes of the members carry."""
        return Judge(self.rule, self.members, self.seats)

    @cached_property
    def carriers(self) -> Carriers:
        """Which sets of members win, the members being numbers in their order."""
        size = len(self.members)
        return self.judge.turned([OPPOSE] * size, range(size))

    def vote(self, coalition: Iterable[str]) -> Vote:
        """Return the vote in which these members are for and all others against."""
        inside = frozenset([coalition] if isinstance(coalition, str) else coalition)
        for name in sorted(inside.difference(self.members)):
            raise UnknownActor(name, self.members)
        return Vote(inside, frozenset(self.members) - inside, seats=self.seats)

    def wins(self, coalition: Iterable[str]) -> bool:
        """Tell whether these members win: for it they, against it all others.

        Raises `UnknownActor` for one who is not a member.
        """
        return self.rule.carries(self.vote(coalition))


@attrs.frozen(field_transformer=keep_refusals, init=False)
class SimpleGame(Checked, _Game):
    """The members of a body under any rule.

    Parameters
    ----------
    members : Coalition or str, dict of str to number, or iterable of str
        The members: the parties of a coalition, or of the shipped case of a name, with their seats;
        ids with seats; or ids alone.
    rule : Rule or str
        Which sets of members win, when all others are against.
    seats : dict of str to number, optional
        The seats of the members, where `members` does not say them.
    improper : bool
        Whether two sets without a member in common may both win; an error by default, unless the
        rule says so. A rule that is not one of the library's is believed.

    Raises
    ------
    InvalidValue
        If there are no members, the rule names others, or the game is improper.

    Examples
    --------
    >>> import coalition as co
    >>> case = co.load_case("migration-2023")
    >>> game = co.SimpleGame(case, rule=co.Majority(of=150))
    >>> game.members, game.wins({"VVD", "D66", "CDA"})
    (('VVD', 'D66', 'CDA', 'CU'), False)
    >>> co.veto_players(game)
    ('VVD', 'D66', 'CDA', 'CU')
    """

    members: tuple[str, ...] = attrs.field(converter=checks.idents)
    seats: Weights = attrs.field(converter=weights)
    rule: Rule = attrs.field(converter=rule_of)
    improper: bool = attrs.field(default=False, converter=checks.flag)

    def __init__(
        self,
        members: Body | Mapping[str, float | Fraction] | Iterable[str],
        *,
        rule: Rule | str,
        seats: Mapping[str, float | Fraction] | None = None,
        improper: bool = False,
    ) -> None:
        if isinstance(members, str | type):
            members = taken(members, (Body,), "a Coalition, ids with seats, ids", "SimpleGame")
        if seats is not None and isinstance(members, Body | Mapping):
            fault = Fault("seats", "the members bring theirs; give ids alone beside seats=")
            raise InvalidValue((fault,), "SimpleGame")
        if isinstance(members, Body):
            seats = members.seats
            members = [party.id for party in members.parties]
        elif isinstance(members, Mapping):
            seats = members
        seats = {} if seats is None else seats
        self.__attrs_init__(_in_order(members, seats), seats, rule, improper)

    def _check(self, faults: Faults) -> None:
        if not self.members:
            faults.note("members", "must be at least one")
            return
        try:
            found = self.carriers
        except InvalidValue as error:
            faults.take("rule", error.faults)
            return
        improper = self.improper or getattr(self.rule, "improper", False)
        if isinstance(found, Formula) and not improper and not _proper(found):
            message = (
                "two sets without a member in common could both win; change the rule, or say "
                "improper=True"
            )
            faults.note("rule", message)


def _in_order(members: Iterable[str], seats: Mapping[str, float | Fraction]) -> Iterable[str]:
    """Return ids by seats, then by id; what is no list of ids is left for the checks to refuse."""
    if isinstance(members, str) or not isinstance(members, Iterable):
        return members
    given = list(members)
    try:
        return sorted(given, key=lambda name: (-seats.get(name, 0), name))
    except (TypeError, AttributeError):
        return given


@attrs.frozen(field_transformer=keep_refusals)
class WeightedGame(Checked, _Game):
    """A weighted voting game: members win if their weights reach a quota.

    Parameters
    ----------
    weights : dict of str to number
        The weight of each member, 0 or more, read exactly.
    quota, improper
        As for `Quota`.

    Raises
    ------
    InvalidValue
        As for `Quota`.

    Examples
    --------
    >>> import coalition as co
    >>> game = co.WeightedGame({"VVD": 34, "D66": 24, "CDA": 15, "CU": 5}, quota=40)
    >>> game.wins({"D66", "CDA"}), game.wins({"VVD", "CU"})
    (False, False)
    >>> co.banzhaf(game)["VVD"]
    Fraction(5, 12)
    """

    weights: Weights = attrs.field(converter=weights)
    quota: Number = attrs.field(converter=positive, kw_only=True)
    improper: bool = attrs.field(default=False, converter=checks.flag, kw_only=True)

    def _check(self, faults: Faults) -> None:
        try:
            self.rule  # noqa: B018 - the rule has the checks
        except InvalidValue as error:
            faults += error.faults

    @cached_property
    def rule(self) -> Quota:  # type: ignore[override]
        """The rule: the quota, by these weights."""
        return Quota(self.quota, weights=self.weights, improper=self.improper)

    @property
    def members(self) -> tuple[str, ...]:  # type: ignore[override]
        """The members, the heaviest first, then by id."""
        return tuple(self.weights)

    @property
    def seats(self) -> Weights:  # type: ignore[override]
        """The weights of the members."""
        return self.weights


Game: TypeAlias = SimpleGame | WeightedGame
Played: TypeAlias = Game | Body | str  # of a shipped case, the name


def game_of(source: Played, rule: Rule | str | None) -> Game:
    """Return a game as it is, or the parties of a coalition as one, under unanimity by default."""
    given = taken(source, (Body, SimpleGame, WeightedGame), "a game, a Coalition", "game")
    if isinstance(given, Body):
        try:
            return SimpleGame(given, rule=rule or Unanimity())
        except InvalidValue as error:  # the error is of what was asked for, not of a class
            raise InvalidValue(error.faults, "game") from None
    game: Game = given
    if rule is not None:
        raise InvalidValue((Fault("rule", "a game has its rule already"),), "game")
    return game


def decided(source: Played, rule: Rule | str | None) -> tuple[Game, Carriers]:
    """Return a game, and which sets win: all members together, and not the empty set."""
    game = game_of(source, rule)
    carriers = game.carriers
    if carriers.wins([]):
        raise InvalidValue((Fault("rule", "even without a supporter, all is carried"),), "game")
    if not carriers.wins(range(carriers.size)):
        raise InvalidValue((Fault("rule", "not even all members together win"),), "game")
    return game, carriers


def _proper(found: Formula) -> bool:
    """Tell whether no two sets without a player in common both carry."""
    # 1. They cannot where every two clauses share a form of which both need more than there is.
    totals = found.totals
    for one, other in product(found.clauses, repeat=2):
        needed, also = dict(one), dict(other)
        if not any(needed[form] + also[form] > totals[form] for form in needed.keys() & also):
            break
    else:
        return True
    if found.size > _TRIED:
        return False
    # 2. In a small body, every way to part it in two is tried.
    everyone = frozenset(range(found.size))
    for mask in range(2 ** (found.size - 1)):
        inside = [player for player in everyone if mask >> player & 1]
        if found.wins(inside) and found.wins(everyone.difference(inside)):
            return False
    return True

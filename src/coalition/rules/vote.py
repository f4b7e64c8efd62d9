"""A vote, and the one question that every rule answers about it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Protocol, TypeAlias, runtime_checkable

import attrs

from coalition.errors import Fault, InvalidValue
from coalition.faults import Faults, Refused, named, number, shown
from coalition.model.checks import ident
from coalition.numbers import scaled

Number: TypeAlias = int | Fraction

TOO_LONG = 10**4300  # Python writes and reads no number with more digits


@attrs.frozen(eq=False, repr=False)
class Weights(Mapping[str, Number]):
    """Weights by name, the heaviest first, then by name: a mapping that hashes."""

    pairs: tuple[tuple[str, Number], ...]
    _found: dict[str, Number] = attrs.field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_found", dict(self.pairs))

    def __getitem__(self, name: str) -> Number:
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def __hash__(self) -> int:
        return hash(self.pairs)

    def __repr__(self) -> str:
        return repr(self._found)


def weights(given: Mapping[str, float | Fraction]) -> Weights:
    """Accept a table from names to weights: finite numbers, 0 or more, read exactly."""
    if isinstance(given, Weights):
        return given
    if not isinstance(given, Mapping):
        raise Refused(f"must be a table from names to weights, not {shown(given)}")
    found: dict[str, Number] = {}
    faults = Faults()
    for name, weight in given.items():
        with faults.at(f"[{named(name)}]"):
            if (known := ident(name)) in found:
                raise Refused("is named more than once, in two forms of Unicode")
            found[known] = simplest(number(weight, least=0))
    faults.refuse_if_any()
    whole, scale = scaled(found.values())
    simplest(Fraction(max(sum(whole), scale)))  # what some of them are together is written, too
    return Weights(tuple(sorted(found.items(), key=lambda item: (-item[1], item[0]))))


def simplest(number: Fraction) -> Number:
    """Return an int for a whole number; refuse one with more digits than can be written."""
    if not -TOO_LONG < number.numerator < TOO_LONG > number.denominator:
        raise Refused(f"must have no more than {len(str(TOO_LONG // 10))} digits")
    return number.numerator if number.denominator == 1 else number


def _names(given: Iterable[str]) -> frozenset[str]:
    return frozenset(given)


def _seats(given: Mapping[str, float | Fraction]) -> Weights:
    seats, faults = Weights(()), Faults()
    with faults.at("seats"):
        seats = weights(given)
    faults.raise_if_any("Vote")
    return seats


@attrs.frozen
class Vote:
    """How the members of a body voted on one proposal.

    Parameters
    ----------
    supporters, opponents : set of str
        Who voted for and who voted against.
    abstainers : set of str
        Who took part and voted neither for nor against.
    absent : set of str
        Members who took no part.
    seats : dict of str to number
        The seats of the members, as far as they are known.

    Raises
    ------
    InvalidValue
        If a member is in two of the sets, or a number of seats is negative or not finite.

    Examples
    --------
    >>> import coalition as co
    >>> vote = co.Vote({"A", "B"}, {"C", "D"}, {"E"})
    >>> co.Majority(of="voting").carries(vote)
    False
    >>> co.Majority(of="voting", tie="A").carries(vote)
    True
    """

    supporters: frozenset[str] = attrs.field(converter=_names)
    opponents: frozenset[str] = attrs.field(default=frozenset(), converter=_names)
    abstainers: frozenset[str] = attrs.field(default=frozenset(), converter=_names)
    absent: frozenset[str] = attrs.field(default=frozenset(), converter=_names)
    seats: Weights = attrs.field(default=Weights(()), converter=_seats, kw_only=True)

    def __attrs_post_init__(self) -> None:
        sides = (self.supporters, self.opponents, self.abstainers, self.absent)
        if sum(map(len, sides)) > len(self.members):
            twice = (name for name in self.members if sum(name in side for side in sides) > 1)
            message = f"{', '.join(sorted(twice))}: can be on one side only"
            raise InvalidValue((Fault("", message),), "Vote")

    @property
    def members(self) -> frozenset[str]:
        """Everyone who could have voted."""
        return self.supporters | self.opponents | self.abstainers | self.absent


@runtime_checkable
class Rule(Protocol):
    """A decision rule: anything that says whether a vote carries a proposal.

    A rule of your own needs this one method. It must be monotone: a member who moves from against
    toward for never turns a pass into a failure. `coalition.testing.check_rule` tells whether it
    is. Where it also has `improper` or `symmetric`, set to True, it says that two sets without a
    member in common can both carry, or that members with equal seats count alike.

    Examples
    --------
    >>> import coalition as co
    >>> class OldestDecides:
    ...     def carries(self, vote):
    ...         return "VVD" in vote.supporters
    >>> july = co.load_case("migration-2023").at("2023-07")
    >>> co.decide(july, "asylum-target", rule=OldestDecides()).outcome
    'passes'
    """

    def carries(self, vote: Vote) -> bool:
        """Tell whether the vote carries the proposal."""


_READERS: list[Callable[[str], Rule]] = []  # the one in words.py: it makes what takes words, too


def reader(read: Callable[[str], Rule]) -> Callable[[str], Rule]:
    """Make a function the one by which words are read, wherever a rule is taken."""
    _READERS.append(read)
    return read


def rule_of(given: Rule | str) -> Rule:
    """Accept a rule, or the words of one."""
    try:
        rule = _READERS[0](given) if isinstance(given, str) else given
    except InvalidValue as error:
        raise Refused(*(fault.message for fault in error.faults)) from None
    if not isinstance(rule, Rule) or isinstance(rule, type):
        raise Refused(f"must have a method `carries`, as every rule has, not {shown(rule)}")
    return rule

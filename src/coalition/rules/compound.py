"""Rules combined with ``&`` and ``|``, and rules under a name."""

from abc import abstractmethod
from itertools import chain, product

import attrs

from coalition.faults import Checked, Refused, each, keep_refusals
from coalition.model.checks import ident
from coalition.rules.tallies import Clauses, clauses_of, holds, sides
from coalition.rules.vote import Rule, Vote, Weights, checked_rule


class Combinable:
    """What the rules of the library have in common: a name, and ``&`` and ``|`` with any rule."""

    __slots__ = ()

    @abstractmethod
    def carries(self, vote: Vote) -> bool:
        """Tell whether the vote carries the proposal."""

    def __and__(self, other: Rule) -> "AllOf":
        return AllOf(self, other) if isinstance(other, Rule) else NotImplemented

    def __rand__(self, other: Rule) -> "AllOf":
        return AllOf(other, self) if isinstance(other, Rule) else NotImplemented

    def __or__(self, other: Rule) -> "AnyOf":
        return AnyOf(self, other) if isinstance(other, Rule) else NotImplemented

    def __ror__(self, other: Rule) -> "AnyOf":
        return AnyOf(other, self) if isinstance(other, Rule) else NotImplemented

    def named(self, name: str) -> "Named":
        """Return the rule under a name, which stands for its formula wherever it is printed."""
        return Named(self, name)


class Tallied(Combinable):
    """A rule that comes down to tallies, and says so by `clauses`."""

    __slots__ = ()

    @abstractmethod
    def clauses(self, members: tuple[str, ...], seats: Weights) -> Clauses:
        """Return the tallies of the rule for these members."""

    def carries(self, vote: Vote) -> bool:
        """Tell whether the vote carries the proposal."""
        members = tuple(sorted(vote.members))
        return holds(self.clauses(members, vote.seats), sides(vote, members))


def _rules(given: tuple[Rule, ...]) -> tuple[Rule, ...]:
    if not given:
        raise Refused("must be at least one")
    return each(given, checked_rule)


@attrs.frozen(field_transformer=keep_refusals, init=False, repr=False)
class _Compound(Checked, Combinable):
    rules: tuple[Rule, ...] = attrs.field(converter=_rules)

    def __init__(self, *rules: Rule) -> None:
        kind = type(self)  # rules of the same kind are taken apart
        flat = chain.from_iterable(r.rules if isinstance(r, kind) else (r,) for r in rules)
        self.__attrs_init__(tuple(flat))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, self.rules))})"

    def clauses(self, members: tuple[str, ...], seats: Weights) -> Clauses | None:
        """Return the tallies of all parts, joined; None if a part has none."""
        parts = [clauses_of(rule, members, seats) for rule in self.rules]
        known = [part for part in parts if part is not None]
        return self._joined(known) if len(known) == len(parts) else None

    @abstractmethod
    def _joined(self, parts: list[Clauses]) -> Clauses:
        """Return the tallies of the rule from those of its parts."""

    @property
    def improper(self) -> bool:
        """Whether a part says that two sets without a member in common can both carry."""
        return any(getattr(rule, "improper", False) for rule in self.rules)

    @property
    def symmetric(self) -> bool:
        """Whether every part says that members with equal seats count alike."""
        return all(getattr(rule, "symmetric", False) for rule in self.rules)


class AllOf(_Compound):
    """A rule that carries where all of several do: what ``&`` makes.

    Parameters
    ----------
    *rules : Rule
        The rules.

    Examples
    --------
    >>> import coalition as co
    >>> co.Majority() & co.Veto("VVD") == co.AllOf(co.Majority(), co.Veto("VVD"))
    True
    >>> str(co.Majority() & co.Veto("VVD"))
    'majority of votes cast and veto VVD'
    """

    __slots__ = ()

    def carries(self, vote: Vote) -> bool:
        """Tell whether the vote carries the proposal."""
        return all(rule.carries(vote) for rule in self.rules)

    def _joined(self, parts: list[Clauses]) -> Clauses:
        return tuple(tuple(chain.from_iterable(chosen)) for chosen in product(*parts))

    def __str__(self) -> str:
        return " and ".join(
            f"({rule})" if isinstance(rule, AnyOf) else _part(rule) for rule in self.rules
        )


class AnyOf(_Compound):
    """A rule that carries where any of several does: what ``|`` makes.

    Parameters
    ----------
    *rules : Rule
        As for `AllOf`.

    Examples
    --------
    >>> import coalition as co
    >>> rule = co.NumberOf(3) | co.Veto("chair") & co.NumberOf(2)
    >>> str(rule)
    'at least 3 or veto chair and at least 2'
    """

    __slots__ = ()

    def carries(self, vote: Vote) -> bool:
        """Tell whether the vote carries the proposal."""
        return any(rule.carries(vote) for rule in self.rules)

    def _joined(self, parts: list[Clauses]) -> Clauses:
        return tuple(chain.from_iterable(parts))

    def __str__(self) -> str:
        return " or ".join(map(_part, self.rules))


def _part(rule: Rule) -> str:
    """Return a rule as a part of others: a name in quotes, as it may hold any words."""
    return quoted(rule.name) if isinstance(rule, Named) else str(rule)


def quoted(name: str) -> str:
    """Return a name in double quotes, those in it doubled."""
    return '"{}"'.format(name.replace('"', '""'))


@attrs.frozen(field_transformer=keep_refusals, init=False, repr=False)
class Named(_Compound):  # type: ignore[override]
    """A rule that is called by a name: what `named` makes of it.

    It decides, and is as proper and as symmetric, as what it names. Two are equal if the names are
    and the rules.

    Parameters
    ----------
    rule : Rule
        What it names.
    name : str
        The name; written as an id is.

    Examples
    --------
    >>> import coalition as co
    >>> rule = co.Majority(of=150).named("the lower house")
    >>> print(rule, rule & co.Veto("VVD"), sep="; ")
    the lower house; "the lower house" and veto VVD
    >>> rule
    Majority(of=150, weights=None, tie=None).named('the lower house')
    """

    name: str = attrs.field(converter=ident)

    def __init__(self, rule: Rule, name: str) -> None:
        self.__attrs_init__((rule,), name)

    def carries(self, vote: Vote) -> bool:
        """Tell whether the vote carries the proposal."""
        return self.rules[0].carries(vote)

    def _joined(self, parts: list[Clauses]) -> Clauses:
        return parts[0]

    @property
    def weights(self) -> Weights | None:
        """The weights of what it names; None where it goes by seats or by heads."""
        found: Weights | None = getattr(self.rules[0], "weights", None)
        return found

    def named(self, name: str) -> "Named":
        """Return what it names under another name."""
        return Named(self.rules[0], name)

    def __repr__(self) -> str:
        return f"{self.rules[0]!r}.named({self.name!r})"

    def __str__(self) -> str:
        return self.name

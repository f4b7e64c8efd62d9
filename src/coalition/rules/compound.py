"""Rules combined with ``&`` and ``|``, and rules under a name."""

import re
from abc import abstractmethod
from collections.abc import Callable
from itertools import chain, product
from math import prod
from operator import attrgetter
from typing import ClassVar

import attrs

from coalition.faults import Checked, Refused, each, keep_refusals
from coalition.model.checks import ident
from coalition.rules.tallies import Clauses, clauses_of, holds, sides
from coalition.rules.vote import Rule, Vote, Weights, rule_of

WORDS = frozenset(
    {"unanimity", "majority", "quota", "veto", "at", "least", "among", "tie", "of", "and", "or"}
    | {"all", "any", "by", "weights", "improper", "called", "(", ")", ","}
)
_DEPTH = 50  # compounds within compounds; a level has two pairs of parentheses at most
_CLAUSES = 4_096  # alternatives beyond which a rule goes by its answers alone
_WORDS_OF: Callable[[Rule], str] = attrgetter("words")  # a rule of one's own has none


def spelled(name: str) -> str:
    """Return a name as the words of a rule have it: quoted where it could be taken for others."""
    plain = name not in WORDS and not re.search(r'[\s(),"]', name)
    return name if plain else _quoted(name)


def _quoted(name: str) -> str:
    """Return a name in double quotes, those in it doubled."""
    return '"{}"'.format(name.replace('"', '""'))


class Combinable:
    """What the rules of the library have in common: words, and ``&`` and ``|`` with any rule.

    ``str`` of a rule is what sentences say of it: it leaves out weights, what a name stands for,
    and whether a rule is `improper`. `words` say all.
    """

    __slots__ = ()

    @abstractmethod
    def carries(self, vote: Vote) -> bool:
        """Tell whether the vote carries the proposal."""

    @property
    def words(self) -> str:
        """Words that ``rule=`` takes, and that read back to an equal rule.

        A rule of your own has none, nor has one that it is a part of.
        """
        return str(self)

    def __and__(self, other: Rule | str) -> "AllOf":
        return AllOf(self, other) if isinstance(other, Rule | str) else NotImplemented

    def __rand__(self, other: Rule | str) -> "AllOf":
        return AllOf(other, self) if isinstance(other, Rule | str) else NotImplemented

    def __or__(self, other: Rule | str) -> "AnyOf":
        return AnyOf(self, other) if isinstance(other, Rule | str) else NotImplemented

    def __ror__(self, other: Rule | str) -> "AnyOf":
        return AnyOf(other, self) if isinstance(other, Rule | str) else NotImplemented

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


def _rules(given: tuple[Rule | str, ...]) -> tuple[Rule, ...]:
    if not given:
        raise Refused("must be at least one")
    rules = each(given, rule_of)
    if max(map(_depth, rules)) >= _DEPTH:
        raise Refused(f"must not be within each other more than {_DEPTH} deep")
    return rules


def _depth(rule: Rule) -> int:
    held = rule.rule if isinstance(rule, Named) else rule
    return 1 + max(map(_depth, held.rules)) if isinstance(held, _Compound) else 0


@attrs.frozen(field_transformer=keep_refusals, init=False, repr=False)
class _Compound(Checked, Combinable):
    rules: tuple[Rule, ...] = attrs.field(converter=_rules)

    _each: ClassVar[str]  # what its words say of a rule alone, and between several
    _between: ClassVar[str]

    def __init__(self, *rules: Rule | str) -> None:
        self.__attrs_init__(rules)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        kind = type(self)  # rules of the same kind are taken apart
        flat = chain.from_iterable(r.rules if isinstance(r, kind) else (r,) for r in self.rules)
        object.__setattr__(self, "rules", tuple(flat))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, self.rules))})"

    def clauses(self, members: tuple[str, ...], seats: Weights) -> Clauses | None:
        """Return the tallies of all parts, joined; None if a part has none."""
        parts = [clauses_of(rule, members, seats) for rule in self.rules]
        known = [part for part in parts if part is not None]
        return self._joined(known) if len(known) == len(parts) else None

    @abstractmethod
    def _joined(self, parts: list[Clauses]) -> Clauses | None:
        """Return the tallies of the rule from those of its parts; None if they are too many."""

    @property
    def improper(self) -> bool:
        """Whether a part says that two sets without a member in common can both carry."""
        return any(getattr(rule, "improper", False) for rule in self.rules)

    @property
    def symmetric(self) -> bool:
        """Whether every part says that members with equal seats count alike."""
        return all(getattr(rule, "symmetric", False) for rule in self.rules)

    @property
    def words(self) -> str:
        """Words that read back to an equal rule."""
        return self._worded(_WORDS_OF)

    def __str__(self) -> str:  # a name in quotes, as it may hold any words
        return self._worded(
            lambda rule: _quoted(rule.name) if isinstance(rule, Named) else str(rule)
        )

    def _worded(self, said: Callable[[Rule], str]) -> str:
        if len(self.rules) == 1:
            return f"{self._each} of ({said(self.rules[0])})"
        return f" {self._between} ".join(_closed(rule, said, AnyOf) for rule in self.rules)


def _closed(rule: Rule, said: Callable[[Rule], str], open_: type) -> str:
    """Return a rule in words, in parentheses where it is of a kind whose words could part."""
    return f"({said(rule)})" if isinstance(rule, open_) else said(rule)


class AllOf(_Compound):
    """A rule that carries where all of several do: what ``&`` makes.

    Parameters
    ----------
    *rules : Rule or str
        The rules, each as a value or in words.

    Examples
    --------
    >>> import coalition as co
    >>> co.Majority() & co.Veto("VVD") == co.AllOf("majority", "veto VVD")
    True
    >>> str(co.Majority() & "veto VVD")
    'majority of votes cast and veto VVD'
    """

    __slots__ = ()
    _each, _between = "all", "and"

    def carries(self, vote: Vote) -> bool:
        """Tell whether the vote carries the proposal."""
        return all(rule.carries(vote) for rule in self.rules)

    def _joined(self, parts: list[Clauses]) -> Clauses | None:
        if prod(map(len, parts)) > _CLAUSES:
            return None
        return tuple(tuple(chain.from_iterable(chosen)) for chosen in product(*parts))


class AnyOf(_Compound):
    """A rule that carries where any of several does: what ``|`` makes.

    Parameters
    ----------
    *rules : Rule or str
        As for `AllOf`.

    Examples
    --------
    >>> import coalition as co
    >>> rule = co.NumberOf(3) | co.Veto("chair") & co.NumberOf(2)
    >>> str(rule)
    'at least 3 or veto chair and at least 2'
    """

    __slots__ = ()
    _each, _between = "any", "or"

    def carries(self, vote: Vote) -> bool:
        """Tell whether the vote carries the proposal."""
        return any(rule.carries(vote) for rule in self.rules)

    def _joined(self, parts: list[Clauses]) -> Clauses:
        return tuple(chain.from_iterable(parts))


def _unnamed(given: Rule | str) -> Rule:
    rule = rule_of(given)
    return rule.rule if isinstance(rule, Named) else rule


@attrs.frozen(field_transformer=keep_refusals, repr=False)
class Named(Checked, Combinable):
    """A rule that is called by a name: what `named` makes of it.

    It decides, and is as proper and as symmetric, as what it names. Two are equal if the names are
    and the rules. A new name takes the place of one that the rule has.

    Parameters
    ----------
    rule : Rule or str
        What it names.
    name : str
        The name; written as an id is.

    Examples
    --------
    >>> import coalition as co
    >>> rule = co.Majority(of=150).named("the lower house")
    >>> print(rule, rule & co.Veto("VVD"), sep="; ")
    the lower house; "the lower house" and veto VVD
    >>> print((rule & co.Veto("VVD")).words)
    majority of 150 called "the lower house" and veto VVD
    >>> rule
    Majority(of=150, weights=None, tie=None).named('the lower house')
    """

    rule: Rule = attrs.field(converter=_unnamed)
    name: str = attrs.field(converter=ident)

    def carries(self, vote: Vote) -> bool:
        """Tell whether the vote carries the proposal."""
        return self.rule.carries(vote)

    def clauses(self, members: tuple[str, ...], seats: Weights) -> Clauses | None:
        """Return the tallies of what it names, if it has any."""
        return clauses_of(self.rule, members, seats)

    @property
    def improper(self) -> bool:
        """Whether what it names says that two sets without a member in common can both carry."""
        return bool(getattr(self.rule, "improper", False))

    @property
    def symmetric(self) -> bool:
        """Whether what it names says that members with equal seats count alike."""
        return bool(getattr(self.rule, "symmetric", False))

    @property
    def weights(self) -> Weights | None:
        """The weights of what it names; None where it goes by seats or by heads."""
        found: Weights | None = getattr(self.rule, "weights", None)
        return found

    @property
    def words(self) -> str:
        """Words that read back to an equal rule."""
        return f"{_closed(self.rule, _WORDS_OF, _Compound)} called {spelled(self.name)}"

    def __repr__(self) -> str:
        return f"{self.rule!r}.named({self.name!r})"

    def __str__(self) -> str:
        return self.name

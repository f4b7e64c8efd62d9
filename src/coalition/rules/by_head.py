"""Rules that count members: unanimity, vetoes, a number of them."""

from collections.abc import Iterable
from typing import ClassVar, Literal, TypeAlias

import attrs

from coalition.errors import close_match
from coalition.faults import Checked, Faults, keep_refusals, optional
from coalition.model import checks
from coalition.rules.compound import Tallied, spelled
from coalition.rules.tallies import Clauses, Tally
from coalition.rules.vote import Weights

Voters: TypeAlias = Literal["voting", "present", "members"]
VOTERS: dict[Voters, str] = {  # whom a rule counts, in words
    "voting": "votes cast",
    "present": "those present",
    "members": "all members",
}
STOPPED_BY: dict[Voters, str] = {  # what stops a vote where it needs the consent of some, in words
    "voting": "",
    "present": "even by abstaining",
    "members": "even by absence",
}
# what a vote is worth: in support, against, abstaining, absent
_SUPPORTS = (1, 0, 0, 0)
_NOTHING = (0, 0, 0, 0)
_WITHHELD = {"voting": (0, -1, 0, 0), "present": (0, -1, -1, 0), "members": (0, -1, -1, -1)}


def voters(value: Voters) -> Voters:
    """Accept whose consent is needed: that of those voting, of those present, or of all members."""
    return checks.choice(value, VOTERS)


def number(value: int) -> int:
    """Accept a whole number of at least 1."""
    return checks.count(value, least=1)


def check_present(names: Iterable[str], members: Iterable[str], rule: str) -> None:
    """Refuse names that no member bears."""
    known, faults = frozenset(members), Faults()
    for name in names:
        if name not in known:
            faults.note("", f"there is no member {name!r}{close_match(name, known)}")
    faults.raise_if_any(rule)


@attrs.frozen(field_transformer=keep_refusals)
class Unanimity(Checked, Tallied):
    """Nobody may be against, and somebody must be for.

    Parameters
    ----------
    of : {'voting', 'present', 'members'}
        Whose support is needed: that of all who vote, so that abstaining stops nothing (as in
        Article 238(4) of the Treaty on the Functioning of the European Union); of all present, so
        that abstaining stops it; or of all members, so that being absent does too.

    Examples
    --------
    >>> import coalition as co
    >>> vote = co.Vote({"A", "B"}, abstainers={"C"})
    >>> co.Unanimity().carries(vote), co.Unanimity(of="present").carries(vote)
    (True, False)
    """

    of: Voters = attrs.field(default="voting", converter=voters)

    symmetric: ClassVar[bool] = True  # members with equal seats count alike

    def clauses(self, members: tuple[str, ...], seats: Weights) -> Clauses:  # noqa: ARG002
        """Return the tallies of the rule for these members."""
        withheld = Tally((_WITHHELD[self.of],) * len(members), 0)
        return ((withheld, Tally((_SUPPORTS,) * len(members), 1)),)

    def __str__(self) -> str:
        return "unanimity" if self.of == "voting" else f"unanimity of {VOTERS[self.of]}"


@attrs.frozen(field_transformer=keep_refusals, init=False, repr=False)
class Veto(Checked, Tallied):
    """None of the named actors may be against.

    It asks for no support, so it is combined with another rule: ``Majority() & Veto("A")``.

    Parameters
    ----------
    *actors : str
        Ids of the actors with a veto.
    of : {'voting', 'present', 'members'}
        What stops it: a vote against; also to abstain, with ``"present"``; also to be absent, with
        ``"members"``.

    Examples
    --------
    >>> import coalition as co
    >>> council = co.NumberOf(9) & co.Veto("China", "France", "Russia", "UK", "US")
    """

    actors: tuple[str, ...] = attrs.field(converter=checks.idents)
    of: Voters = attrs.field(default="voting", converter=voters)

    def __init__(self, *actors: str, of: Voters = "voting") -> None:
        self.__attrs_init__(actors, of)

    def _check(self, faults: Faults) -> None:
        if not self.actors:
            faults.note("actors", "must name at least one")

    def clauses(self, members: tuple[str, ...], seats: Weights) -> Clauses:  # noqa: ARG002
        """Return the tallies of the rule for these members."""
        check_present(self.actors, members, "Veto")
        withheld = _WITHHELD[self.of]
        worths = tuple(withheld if member in self.actors else _NOTHING for member in members)
        return ((Tally(worths, 0),),)

    def __repr__(self) -> str:
        of = "" if self.of == "voting" else f", of={self.of!r}"
        return f"Veto({', '.join(map(repr, self.actors))}{of})"

    def __str__(self) -> str:
        words = f"veto {', '.join(map(spelled, self.actors))} {STOPPED_BY[self.of]}"
        return words.rstrip()


@attrs.frozen(field_transformer=keep_refusals)
class NumberOf(Checked, Tallied):
    """At least so many members must be for.

    Parameters
    ----------
    number : int
        How many, at least 1.
    among : list of str, optional
        Ids of the members who count; all by default.
    improper : bool
        Whether a game under this rule may let two sets without a member in common both carry.

    Examples
    --------
    >>> import coalition as co
    >>> co.NumberOf(2).carries(co.Vote({"A", "B"}, {"C", "D", "E"}))
    True
    """

    number: int = attrs.field(converter=number)
    among: tuple[str, ...] | None = attrs.field(
        default=None, converter=optional(checks.idents), kw_only=True
    )
    improper: bool = attrs.field(default=False, converter=checks.flag, kw_only=True)

    def _check(self, faults: Faults) -> None:
        if self.among is not None and self.number > len(self.among):
            faults.note("number", f"{self.number} is more than the {len(self.among)} who count")

    @property
    def symmetric(self) -> bool:
        """Whether members with equal seats count alike."""
        return self.among is None

    def clauses(self, members: tuple[str, ...], seats: Weights) -> Clauses:  # noqa: ARG002
        """Return the tallies of the rule for these members."""
        check_present(self.among or (), members, "NumberOf")
        counted = members if self.among is None else self.among
        worths = tuple(_SUPPORTS if member in counted else _NOTHING for member in members)
        return ((Tally(worths, self.number),),)

    def __str__(self) -> str:
        among = "" if self.among is None else f" among {', '.join(map(spelled, self.among))}"
        return f"at least {self.number}{among}"

    @property
    def words(self) -> str:
        """Words that read back to an equal rule."""
        return f"{self}{' improper' if self.improper else ''}"

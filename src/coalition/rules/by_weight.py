"""Rules that weigh members: quotas, majorities, shares of all that there is."""

from abc import abstractmethod
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

import attrs

from coalition.errors import Fault, InvalidValue
from coalition.faults import Checked, Faults, Refused, keep_refusals, optional, shown
from coalition.model import checks
from coalition.numbers import exact, scaled
from coalition.rules.by_head import VOTERS, Voters, check_present
from coalition.rules.compound import Tallied, spelled
from coalition.rules.tallies import Clauses, tally
from coalition.rules.vote import Number, Weights, simplest, weights

Of: TypeAlias = Voters | int | Fraction

_BITS = 2**27  # weights up to this sum are looked through for two sets that both carry


def positive(value: float | Fraction | Decimal | str) -> Number:
    """Accept a positive number, also as the text of a fraction, a decimal or a percentage."""
    try:
        if isinstance(value, str):
            percent = value.endswith("%")
            number = Fraction(value.removesuffix("%")) / (100 if percent else 1)
        else:
            number = exact(value)
    except (ValueError, ZeroDivisionError):
        number = Fraction(0)
    if number <= 0:
        raise Refused(f"must be a number above 0, not {shown(value)}")
    return simplest(number)


def _of(value: Of) -> Of:
    """Accept those voting, those present, all members, or how many there are in all."""
    if isinstance(value, str) and value in VOTERS:
        return value
    try:
        return positive(value)
    except Refused:
        known = ", ".join(VOTERS)
        raise Refused(f"must be one of {known}, or a number above 0, not {shown(value)}") from None


def _share(value: float | Fraction | Decimal | str) -> Number:
    number = positive(value)
    if number > 1:
        raise Refused(f"must be a share, above 0 and at most 1, not {shown(value)}")
    return number


class _Weighing(Tallied):
    """What the rules that weigh have in common: the weights."""

    __slots__ = ()
    weights: Weights | None
    tie: str | None = None
    improper: bool = False

    @property
    def symmetric(self) -> bool:
        """Whether members with equal seats count alike."""
        return self.weights is None and self.tie is None

    def _weighed(self, members: tuple[str, ...], seats: Weights) -> list[Number]:
        """Return the weight of every member: a table may name others, who count for nothing."""
        name = type(self).__name__
        if self.weights is not None:
            if members and not any(member in self.weights for member in members):
                fault = Fault("weights", f"no member has any: not {', '.join(members[:5])}")
                raise InvalidValue((fault,), name)
            return [self.weights.get(m, 0) for m in members]
        if not any(member in seats for member in members):
            return [1] * len(members)
        unknown = [m for m in members if m not in seats and m != self.tie]
        if unknown:
            message = f"the seats of {', '.join(unknown)} are not known; give weights="
            raise InvalidValue((Fault("seats", message),), name)
        return [seats.get(member, 0) for member in members]

    def _excess(
        self, share: Fraction, of: Of, members: tuple[str, ...], seats: Weights
    ) -> tuple[list[tuple[Number, ...]], Number]:
        """Return what votes add to the supporters beyond a share of those who count, and a quota.

        All is multiplied by the denominator of the share, so that whole weights stay whole.
        """
        weighed = self._weighed(members, seats)
        total = sum(weighed)
        part, whole = share.numerator, share.denominator
        if isinstance(of, str) and of != "members":
            aside = -part if of == "present" else 0
            return [(w * (whole - part), -w * part, w * aside, 0) for w in weighed], 0
        base = total if isinstance(of, str) else of
        if base < total:
            message = f"{of} in all is less than the members have together, {total}"
            raise InvalidValue((Fault("of", message),), type(self).__name__)
        return [(w * whole, 0, 0, 0) for w in weighed], base * part

    @abstractmethod
    def _unweighed(self) -> str:
        """Return all in words but the weights."""

    @property
    def words(self) -> str:
        """Words that read back to an equal rule."""
        words = self._unweighed()
        if self.weights is not None:
            listed = (f"{spelled(name)} {weight}" for name, weight in self.weights.items())
            words += f" by weights ({', '.join(listed)})"
        return f"{words} improper" if self.improper else words

    def __str__(self) -> str:
        words = self._unweighed()
        if self.weights is not None:
            words += f" by weights of {sum(self.weights.values())} in all"
        return words


@attrs.frozen(field_transformer=keep_refusals)
class Quota(Checked, _Weighing):
    """The supporters' weights must reach a quota.

    Parameters
    ----------
    quota : number
        What they must reach, whoever the members are.
    weights : dict of str to number, optional
        The weight of each member; one who is not named weighs nothing, and one who is named and no
        member counts for nothing. The seats by default, and 1 for each where no seats are known.
    improper : bool
        Whether two sets without a member in common may both carry; an error by default.

    Raises
    ------
    InvalidValue
        If a weight is negative or not finite, or the quota is not above 0, beyond the sum of the
        weights, or so low that two sets without a member in common could both carry.

    Examples
    --------
    >>> import coalition as co
    >>> co.Quota(76, weights={"A": 76, "B": 74})
    Quota(quota=76, weights={'A': 76, 'B': 74}, improper=False)
    >>> co.Quota(2, weights={"A": 2, "B": 2})
    Traceback (most recent call last):
        ...
    coalition.errors.InvalidValue: Quota: quota: 2 of 4 lets two sets without a member in common both carry; take more than half, or say improper=True
    """  # noqa: E501 - the message is one line

    quota: Number = attrs.field(converter=positive)
    weights: Weights | None = attrs.field(default=None, converter=optional(weights), kw_only=True)
    improper: bool = attrs.field(default=False, converter=checks.flag, kw_only=True)

    def _check(self, faults: Faults) -> None:
        if self.weights is not None:
            self._check_fit(list(self.weights.values()), faults)

    def _check_fit(self, weighed: list[Number], faults: Faults) -> None:
        total = sum(weighed)
        if self.quota > total:
            faults.note("quota", f"{self.quota} is beyond the sum of the weights, {total}")
        elif not self.improper and _can_part(weighed, self.quota):
            faults.note(
                "quota",
                f"{self.quota} of {total} lets two sets without a member in common both carry; "
                "take more than half, or say improper=True",
            )

    def clauses(self, members: tuple[str, ...], seats: Weights) -> Clauses:
        """Return the tallies of the rule for these members."""
        weighed = self._weighed(members, seats)
        if self.weights is None:
            faults = Faults()
            self._check_fit(weighed, faults)
            faults.raise_if_any("Quota")
        return ((tally([(weight, 0, 0, 0) for weight in weighed], self.quota),),)

    def _unweighed(self) -> str:
        return f"quota {self.quota}"


def _can_part(weighed: list[Number], quota: Number) -> bool:
    """Tell whether the weights can be put on two sides that both reach the quota."""
    (*whole, low), _ = scaled([*weighed, quota])
    high = sum(whole) - low
    if low > high or high > _BITS:
        return low <= high
    sums = 1
    for weight in whole:
        sums |= sums << weight
    return bool((sums >> low) & ((1 << (high - low + 1)) - 1))


@attrs.frozen(field_transformer=keep_refusals)
class Majority(Checked, _Weighing):
    """The supporters must weigh more than half.

    More than half of the votes cast is a simple majority, more than half of all members an absolute
    majority; `read_rule` knows both names.

    Parameters
    ----------
    of : {'voting', 'present', 'members'} or number
        Half of what: of the votes cast for or against; of those present, with the abstainers; of
        all members; or of so many in all, such as ``of=150`` for the seats of a chamber.
    weights : dict of str to number, optional
        As for `Quota`.
    tie : str, optional
        Id of the actor who decides where exactly half are for: by being for. One who has neither
        weight nor seats where others have, such as a vice president, counts for nothing otherwise.

    Examples
    --------
    >>> import coalition as co
    >>> vote = co.Vote({"A", "B"}, {"C"}, {"D"})
    >>> simple, absolute = co.Majority(), co.Majority(of="members")
    >>> simple.carries(vote), absolute.carries(vote)
    (True, False)
    >>> print(simple, absolute, sep="; ")
    majority of votes cast; majority of all members
    """

    of: Of = attrs.field(default="voting", converter=_of)
    weights: Weights | None = attrs.field(default=None, converter=optional(weights), kw_only=True)
    tie: str | None = attrs.field(default=None, converter=optional(checks.ident), kw_only=True)

    def clauses(self, members: tuple[str, ...], seats: Weights) -> Clauses:
        """Return the tallies of the rule for these members."""
        tie = -1
        if self.tie is not None:
            check_present((self.tie,), members, "Majority")
            tie = members.index(self.tie)
        worths, quota = self._excess(Fraction(1, 2), self.of, members, seats)
        return ((tally(worths, quota, strict=True, tie=tie),),)

    def _unweighed(self) -> str:
        tie = "" if self.tie is None else f" tie {spelled(self.tie)}"
        return f"majority of {_worded(self.of)}{tie}"


@attrs.frozen(field_transformer=keep_refusals)
class Supermajority(Checked, _Weighing):
    """The supporters must weigh at least a share, such as two thirds of the votes cast.

    Parameters
    ----------
    share : Fraction, float or str
        The share, above one half and up to 1, read exactly: ``"2/3"``, ``0.6``, ``"65%"``.
    of : {'voting', 'present', 'members'} or number
        The share of what, as for `Majority`.
    weights : dict of str to number, optional
        As for `Quota`. With populations, this is the population share of the Council of the
        European Union.
    improper : bool
        As for `Quota`.

    Raises
    ------
    InvalidValue
        If the share is not above 0, beyond 1, or, unless `improper`, not above one half.

    Examples
    --------
    >>> import coalition as co
    >>> senators = {f"senator {number}" for number in range(100)}
    >>> for_it = {f"senator {number}" for number in range(60)}
    >>> co.Supermajority("3/5", of="members").carries(co.Vote(for_it, senators - for_it))
    True
    """

    share: Number = attrs.field(converter=_share)
    of: Of = attrs.field(default="voting", converter=_of)
    weights: Weights | None = attrs.field(default=None, converter=optional(weights), kw_only=True)
    improper: bool = attrs.field(default=False, converter=checks.flag, kw_only=True)

    def _check(self, faults: Faults) -> None:
        if not self.improper and self.share <= Fraction(1, 2):
            faults.note(
                "share",
                f"{self.share} is not above one half, so two sets without a member in common could "
                "both carry; say improper=True if that is meant",
            )

    def clauses(self, members: tuple[str, ...], seats: Weights) -> Clauses:
        """Return the tallies of the rule for these members."""
        worths, quota = self._excess(Fraction(self.share), self.of, members, seats)
        somebody = [(int(any(worth)), 0, 0, 0) for worth in worths]
        return ((tally(worths, quota), tally(somebody, 1)),)

    def _unweighed(self) -> str:
        return f"{self.share} of {_worded(self.of)}"


def _worded(of: Of) -> str:
    return VOTERS[of] if isinstance(of, str) else str(of)

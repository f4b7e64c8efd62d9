"""How sure an answer is: without weak sources, and over all that the unknown may be."""

import math
from collections.abc import Callable, Hashable, Iterable
from fractions import Fraction
from itertools import islice
from typing import Any, Generic, TypeVar

import attrs

from coalition.answers.doubt._asked import asked_of
from coalition.answers.doubt._completions import filled, gaps_of
from coalition.answers.doubt._order import is_number, tours
from coalition.answers.doubt._unknown import SIDES, checked_choices
from coalition.answers.terms import but_for, on_terms
from coalition.errors import Fault, InvalidValue
from coalition.limits import Stopped, Watch, all_or_nothing, checked_limits
from coalition.model.checks import DOUBTFUL
from coalition.model.coalition import Coalition
from coalition.model.given import Case, a_case
from coalition.model.statements import Comparison, Position
from coalition.model.words import Attribution, Likelihood, Several, Stance
from coalition.rules.vote import Rule
from coalition.sentences import counted
from coalition.stances.agreement import Agreement
from coalition.tables import Columns, Shown

T = TypeVar("T", bound=Hashable)

COMPLETIONS = 10_000
_WITHOUT = ("without_claims", "without_hearsay", "without_inference", "without_all")
_MANY = 10**15  # completions beyond which their number says nothing


@attrs.frozen
class Possibility(Shown, Generic[T]):
    """An answer that there may be.

    Attributes
    ----------
    value : object
        The answer.
    example : tuple of Position
        Supposed positions that fill what is unknown so that this is the answer.
    """

    value: T
    example: tuple[Position, ...] = attrs.field(repr=False)


@attrs.frozen
class Certainty(Shown, Generic[T]):
    """An answer, how it changes without weak sources, and what it may be in truth.

    Attributes
    ----------
    value : object
        The answer to the coalition as it is.
    without_claims, without_hearsay, without_inference, without_all : object
        The answer when that, or all of it, is dropped and nothing is put in its place.
    possible : tuple of Possibility
        Every answer that was found when what is unknown is filled in, each once, with an example.
    unknown : tuple of (str, str)
        The actors and proposals whose position is not known exactly, and was filled in.
    completions : int or None
        How many ways there are to fill it in; None where comparisons leave too many to be counted.
    tried : int
        How many of them were tried.
    stopped : {'work', 'time', 'interrupt'} or None
        What ended it before all was known: `max_completions`, `time_limit` or Ctrl-C.
    several : str
        What several statements of one actor on one proposal count for, as for `Coalition`.
    left_out : tuple of Position or Comparison
        What is left out of the proposals, as it may be later than the case is (`Coalition.at`).
    """

    value: T
    without_claims: T
    without_hearsay: T
    without_inference: T
    without_all: T
    possible: tuple[Possibility[T], ...]
    unknown: tuple[tuple[str, str], ...] = attrs.field(repr=False)
    completions: int | None
    tried: int
    stopped: Stopped | None
    several: Several = "refuse"
    left_out: tuple[Position | Comparison, ...] = attrs.field(default=(), repr=False)

    @classmethod
    def _columns(cls) -> Columns:
        """Leave out the possible answers, which have a table of their own."""
        columns = super()._columns() | {"completions": Fraction, "tried": Fraction}
        del columns["possible"]
        return columns | {"verdict": str, "low": Fraction, "high": Fraction}

    @property
    def exhaustive(self) -> bool:
        """Whether all ways were tried, so that `possible` and the bounds are exact."""
        return self.tried == self.completions

    @property
    def verdict(self) -> Likelihood | None:
        """How certain a statement is, for answers that are True, False, or None for undecided.

        ``certain`` if it is true however the unknown is filled in, ``impossible`` if it never is,
        ``possible`` if it is in some ways only; ``undecided`` if not all ways were tried, and those
        that were agree. None for answers that are no statement.
        """
        found = {one.value for one in self.possible}
        if not all(value is None or isinstance(value, bool) for value in found) or not found:
            return None
        if len(found) > 1 or None in found:
            return "possible"
        if not self.exhaustive:
            return "undecided"
        return "certain" if True in found else "impossible"

    @property
    def low(self) -> float | Fraction | None:
        """The least of the answers that are numbers; None where none is."""
        return min(self._numbers(), default=None)

    @property
    def high(self) -> float | Fraction | None:
        """The greatest of the answers that are numbers; None where none is."""
        return max(self._numbers(), default=None)

    def _numbers(self) -> list[float | Fraction]:
        found: list[Any] = [one.value for one in self.possible]
        return [value for value in found if is_number(value)]

    def __str__(self) -> str:
        found = self.verdict or f"{self._found()}{'' if self.exhaustive else ' so far'}"
        return f"{found} ({self.ways}){on_terms(self.several)}{but_for(self.left_out)}"

    def _found(self) -> str:
        """Say what was found of answers that are no statements."""
        numbers = self._numbers()
        if not numbers:
            number = len(self.possible)
            return "one answer" if number == 1 else counted(number, "possible answer")
        found = str(self.low) if self.low == self.high else f"[{self.low}, {self.high}]"
        return found if len(numbers) == len(self.possible) else f"{found} or no number"

    @property
    def ways(self) -> str:
        """In how many ways what is unknown was filled in, and how many there are, in words."""
        if not self.unknown:
            return "nothing is unknown"
        number = self.completions
        if number == 1:
            ways = "the only way"
        else:
            many = number is None or number >= _MANY
            tried = "all" if self.exhaustive else f"{self.tried:,}"
            ways = f"{tried} of {'very many' if many else f'{number:,}'} ways"
        return f"{ways} to fill {counted(len(self.unknown), 'unknown position')}"


def certainty(
    coalition: Case,
    answer: Callable[[Coalition], Any] | str,
    *,
    rule: Rule | str | None = None,
    agreement: Agreement | None = None,
    topic: str | None = None,
    proposals: Iterable[str] | None = None,
    actors: Iterable[str] | None = None,
    doubt: Attribution | Iterable[Attribution] = (),
    stances: Iterable[Stance] | None = None,
    max_completions: int = COMPLETIONS,
    time_limit: float | None = None,
) -> Certainty[Any]:
    """Return how sure an answer is: a split, who blocks a proposal, or any function of a coalition.

    The answer is worked out for the coalition as it is; with claims dropped, or hearsay, or
    inference, and all three; and for every way to fill in the positions that are not known, or not
    exactly (the completions of an incomplete information system, Lipski 1979). A statement that is
    true in all of them is certain, in some possible, in none impossible; a number lies between the
    least and the greatest. What contradicts a comparison is no such way.

    Parameters
    ----------
    coalition : Coalition or str
        The case, at the date in question.
    answer : callable or str
        Takes a coalition and returns something that hashes, such as
        ``lambda now: co.decide(now, "toll").outcome``. What it raises is passed on. Or the id of a
        proposal, to ask who blocks it; or else a topic, to ask how the parties split on it, in all
        optimal ways. What is filled in is then by default what is about that.
    rule : Rule or str, optional
        Beside a proposal, the rule; unanimity by default.
    agreement : Agreement, optional
        Beside a topic, how agreement is counted.
    topic : str, optional
        Fill in positions on proposals of this topic and of those below it; by default on all. Of a
        name that a proposal and a topic share, the topic is asked if it is given here.
    proposals : iterable of str, optional
        Fill in positions on these only, by id. Name the topic or the proposals that the answer is
        about: there are ``len(stances)`` times more completions with each position.
    actors : iterable of str, optional
        Ids of those whose positions are filled in, besides those that are compared; by default all
        parties.
    doubt : iterable of str
        Attributions, such as ``"hearsay"``, of positions that count as unknown. They may be true
        all the same, and so may what they superseded: what either says is one of the ways.
        Comparisons that are known so do not count.
    stances : iterable of number or str
        What an unknown position may be; by default against, neutral and for, and under a null
        model, which is of votes, not neutral. One that lies between
        two stances may be those of these that do; its reading and its ends, and what is reported of
        others on the proposal, as far as that lies between them too. With what a comparison adds
        to one of these, the bounds of agreement, and of all that is linear in between, are exact.
    max_completions : int
        How many completions are tried at most. Where there are more, those that are alike for all
        come first, then, for numbers, those that lead from the least and the greatest so far to
        better ones by one position at a time, and then some that are spread evenly. `exhaustive` is
        False, the possible answers are some of all and the bounds lie within the true ones.
    time_limit : float, optional
        Seconds after which no further completion is tried; then as for `max_completions`, and so
        after Ctrl-C.

    Returns
    -------
    Certainty
        With an example for each possible answer. Once a statement was true in one way and false
        in another no more are tried.

    Raises
    ------
    InvalidValue
        If a limit or a stance makes no sense, a rule or an agreement would be ignored, an answer
        does not hash, or nothing that the unknown may be keeps to the comparisons.
    UnknownTopic, UnknownProposal, UnknownActor
        If the coalition has no such topic, proposal or actor.
    KeyboardInterrupt
        On Ctrl-C before the first completion is tried.

    Examples
    --------
    >>> import coalition as co
    >>> july = co.load_case("migration-2023").at("2023-07")
    >>> def blocked(now):
    ...     return co.decide(now, "asylum-target").outcome == "blocked"
    >>> print(co.certainty(july, blocked, topic="migration/asylum"))
    certain (all of 243 ways to fill 5 unknown positions)
    >>> print(co.certainty(july, "migration/asylum"))
    one answer (all of 243 ways to fill 5 unknown positions)
    >>> weak = ("hearsay", "inferred")
    >>> found = co.certainty(july, blocked, proposals=["asylum-target"], doubt=weak)
    >>> found.value, found.without_hearsay, found.without_inference, found.verdict
    (True, True, False, 'possible')
    """
    coalition = a_case(coalition, "certainty")
    asked, names, wanted, _ = asked_of(
        coalition, answer, "certainty",
        topic=topic, proposals=proposals, actors=actors, rule=rule, agreement=agreement,
    )  # fmt: skip
    supposed = sides_under(agreement) if stances is None else stances
    doubted, sides = checked_choices("certainty", doubt, supposed)
    checked_limits("certainty", max_completions=max_completions, time_limit=time_limit)
    watch = Watch(time_limit)
    gaps = gaps_of(coalition, names, wanted, frozenset(doubted), sides, most=max_completions)
    total = math.prod(len(gap.ways) for gap in gaps)
    # 1. The answer as things are, and without weak sources.
    whole = all_or_nothing(asked)
    dropped = ((), *((kind,) for kind in DOUBTFUL), tuple(DOUBTFUL))
    answers = [_hashed(whole(coalition.without(*kinds))) for kinds in dropped]
    # 2. The answer in one completion after the other, until a statement is settled. A completion
    #    counts once it is in `seen`.
    first: dict[Any, int] = {}
    seen: dict[int, Any] = {}

    def fill_in() -> None:
        for index in islice(tours(gaps, total, seen, max_completions), max_completions):
            answered = _hashed(asked(coalition.supposing(*filled(gaps, index))))
            first.setdefault(answered, index)
            seen[index] = answered
            if _is_settled(first):
                break
            watch.spend(1)

    watch.run(fill_in)
    if not seen:
        raise KeyboardInterrupt
    # 3. Each possible answer, with the first completion that has it.
    possible = {one: index for one, index in first.items() if index in seen}
    counted_all = all(gap.complete for gap in gaps)
    known = _is_settled(possible) or (counted_all and len(seen) == total)
    return Certainty(
        **dict(zip(("value", *_WITHOUT), answers, strict=True)),
        possible=tuple(Possibility(one, filled(gaps, index)) for one, index in possible.items()),
        unknown=tuple(cell for gap in gaps for cell in gap.cells),
        completions=total if counted_all else None,
        tried=len(seen),
        stopped=None if known else watch.stopped or "work",
        several=coalition.several,
        left_out=tuple(
            said
            for said in coalition.left_out
            if isinstance(said, Position | Comparison) and said.proposal in wanted
        ),
    )


def sides_under(agreement: Agreement | None) -> tuple[int, ...]:
    """Return the stances that an unknown position may be: a null model knows yes and no alone."""
    return SIDES if agreement is None or agreement.null_model is None else (-1, 1)


def _is_settled(found: Iterable[object]) -> bool:
    """Tell whether a statement is true in one way and false in another: no more has to be tried."""
    return {one for one in found if isinstance(one, bool)} == {True, False}


def _hashed(value: T) -> T:
    try:
        hash(value)
    except TypeError as error:
        message = f"must return something that hashes, such as a tuple, not {type(value).__name__}"
        raise InvalidValue((Fault("answer", message),), "certainty") from error
    return value

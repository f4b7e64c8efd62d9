"""Checks for rules of your own: what the rest of the library takes for granted of a rule."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import islice, product

from coalition.errors import TooLarge
from coalition.faults import Faults
from coalition.games.game import SimpleGame
from coalition.rules.tallies import OPPOSE, SUPPORT, vote_of
from coalition.rules.vote import Rule
from coalition.sentences import listed

_LARGEST = 8  # members whose every vote is tried
_SIDES = ("for", "against", "abstaining", "absent")
_TOWARD_FOR = {1: (2, 3), 2: (0,), 3: (0,), 0: ()}  # where a member on a side can move

Taken = tuple[int, ...]


def check_rule(
    rule: Rule | str,
    members: Mapping[str, float | Fraction] | Iterable[str] = ("A", "B", "C", "D", "E"),
) -> None:
    """Check that a rule is one that the library can work with, on every vote of a small body.

    It must answer True or False, and the same for the same vote; be monotone, so that a member who
    moves from against to abstaining or absent, and from there to for, never turns a pass into a
    failure; not carry what all are against; be proper, so that two sets without a member in common
    do not both carry, unless its attribute `improper` is True; and be symmetric, so that members
    with equal seats count alike, if its attribute `symmetric` is True.

    Parameters
    ----------
    rule : Rule or str
        The rule, as a value or in words.
    members : dict of str to number, or iterable of str
        A body to try it on, up to 8 members, with or without seats; five without seats by default.
        A rule that names actors needs them among the members.

    Raises
    ------
    InvalidValue
        With one example for each law that the rule breaks.
    TooLarge
        If there are more than 8 members.

    Examples
    --------
    >>> import coalition as co
    >>> from coalition.testing import check_rule
    >>> check_rule(co.Majority() & co.Veto("A"))
    >>> class OddNumber:
    ...     def carries(self, vote):
    ...         return len(vote.supporters) % 2 == 1
    >>> check_rule(OddNumber(), members=['A', 'B'])
    Traceback (most recent call last):
        ...
    coalition.errors.InvalidValue: OddNumber: 2 faults
      monotone: carries with A for and B abstaining, and not with A and B for
      proper: carries with A for and B against, and with B for and A against
    """
    body = SimpleGame(members, rule=rule, improper=True)
    if len(body.members) > _LARGEST:
        raise TooLarge("members, of whom every vote is tried", len(body.members), _LARGEST)
    answers: dict[Taken, object] = {
        taken: body.rule.carries(vote_of(body.members, taken, body.seats))
        for taken in product(range(len(_SIDES)), repeat=len(body.members))
    }
    faults = Faults()
    for law in (_answer, _deterministic, _monotone, _unanimous, _proper, _symmetric):
        for example in islice(law(body, answers), 1):
            faults.note(law.__name__.removeprefix("_"), example)
    faults.raise_if_any(type(body.rule).__name__)


def _answer(body: SimpleGame, answers: dict[Taken, object]) -> Iterator[str]:
    for taken, answer in answers.items():
        if not isinstance(answer, bool):
            yield f"must be True or False, not {answer!r}, with {_worded(body, taken)}"


def _deterministic(body: SimpleGame, answers: dict[Taken, object]) -> Iterator[str]:
    """Ask all again in another order, of votes made anew."""
    for taken, answer in reversed(answers.items()):
        vote = vote_of(body.members[::-1], taken[::-1], body.seats)
        if body.rule.carries(vote) != answer:
            yield f"answers once so and once otherwise with {_worded(body, taken)}"


def _monotone(body: SimpleGame, answers: dict[Taken, object]) -> Iterator[str]:
    for taken, answer in answers.items():
        for place, side in enumerate(taken if answer else ()):
            for toward in _TOWARD_FOR[side]:
                moved = (*taken[:place], toward, *taken[place + 1 :])
                if not answers[moved]:
                    before, after = _worded(body, taken), _worded(body, moved)
                    yield f"carries with {before}, and not with {after}"


def _unanimous(body: SimpleGame, answers: dict[Taken, object]) -> Iterator[str]:
    if answers[(OPPOSE,) * len(body.members)]:
        yield "carries what all are against"


def _proper(body: SimpleGame, answers: dict[Taken, object]) -> Iterator[str]:
    for taken in product((SUPPORT, OPPOSE), repeat=len(body.members)):
        turned = tuple(OPPOSE if side == SUPPORT else SUPPORT for side in taken)
        if answers[taken] and answers[turned] and not getattr(body.rule, "improper", False):
            yield f"carries with {_worded(body, taken)}, and with {_worded(body, turned)}"


def _symmetric(body: SimpleGame, answers: dict[Taken, object]) -> Iterator[str]:
    """Compare votes in which as many members with the same seats are on each side."""
    first: dict[tuple[object, ...], Taken] = {}
    for taken, answer in answers.items() if getattr(body.rule, "symmetric", False) else ():
        seats = (body.seats.get(member, 0) for member in body.members)
        alike = first.setdefault(tuple(sorted(zip(seats, taken, strict=True))), taken)
        if answers[alike] != answer:
            yield f"answers otherwise with {_worded(body, alike)} than with {_worded(body, taken)}"


def _worded(body: SimpleGame, taken: Taken) -> str:
    """Say who is on which side."""
    sides = (
        (listed([m for m, held in zip(body.members, taken, strict=True) if held == side]), word)
        for side, word in enumerate(_SIDES)
        if side in taken
    )
    return " and ".join(f"{names} {word}" for names, word in sides)

"""Rules read from words, such as those of a command line; ``str`` of a rule gives them back.

==========================================  =====================================================
``unanimity``                               nobody against
``majority of votes cast``                  more than half of those for or against
``simple majority``                         the same
``majority of all members``                 more than half of all seats
``absolute majority``                       the same
``majority of 150``                         more than half of 150 seats
``majority of votes cast tie chair``        more than half, or half with the chair
``quota 76``                                76 seats
``2/3 of all members``                      two thirds of all seats
``at least 3 among A, B, C, D``             three of these four
``veto A, B``                               neither of these two against
``veto A even by abstaining``               A for it, or absent; ``even by absence``: A for it
``majority and veto A``                     both
``majority or unanimity of those present``  one of the two
==========================================  =====================================================

``majority`` and a share can be ``of votes cast``, which is the default, ``of those present``, ``of
all members`` or ``of`` a number, and ``unanimity`` all but a number; ``and`` binds more closely
than ``or``; parentheses group. A name with a space or a comma in it, or one that is a word of this
language, stands in double quotes; a double quote in it is doubled.
"""

import re
from collections.abc import Callable
from typing import TypeVar, cast

from coalition.errors import Fault, InvalidValue, close_match
from coalition.faults import Refused
from coalition.rules.by_head import STOPPED_BY, VOTERS, WORDS, NumberOf, Unanimity, Veto, Voters
from coalition.rules.by_weight import Majority, Of, Quota, Supermajority
from coalition.rules.compound import AllOf, AnyOf
from coalition.rules.vote import Rule, checked_rule

_TOKEN = re.compile(r'"((?:[^"]|"")*)"|([(),]|[^\s(),"]+)')
_NUMBER = re.compile(r"[0-9]{1,300}(\.[0-9]{1,300})?(/[0-9]{1,300})?%?")
_WHOLE = re.compile("[0-9]{1,300}")
_DEPTH = 20  # parentheses within parentheses
_MAJORITIES: dict[Voters | None, str] = {  # None: it is said after the word
    "voting": "simple majority",
    "members": "absolute majority",
    None: "majority",
}
_END = ""

Part = TypeVar("Part")


def rule_of(given: Rule | str) -> Rule:
    """Accept a rule, or the words of one."""
    try:
        return checked_rule(read_rule(given) if isinstance(given, str) else given)
    except InvalidValue as error:
        raise Refused(*(fault.message for fault in error.faults)) from None


def read_rule(text: str) -> Rule:
    """Return the rule that words describe.

    Parameters
    ----------
    text : str
        Such as ``majority of 150 and veto VVD``; the module lists what is understood.

    Returns
    -------
    Rule
        The rule, by seats where it weighs.

    Raises
    ------
    InvalidValue
        If the words describe no rule, or one that makes no sense.

    Examples
    --------
    >>> from coalition.rules.words import read_rule
    >>> read_rule("majority of 150 and veto VVD")
    AllOf(Majority(of=150, weights=None, tie=None), Veto('VVD'))
    >>> str(read_rule("absolute majority or 2/3 of those present"))
    'majority of all members or 2/3 of those present'
    """
    reader = _Reader(text)
    rule = reader.any_of()
    if reader.words[reader.next] != (_END, False):
        raise reader.refusal("and, or, or nothing more")
    return rule


class _Reader:
    """A text taken apart into words, read from the first to the last."""

    def __init__(self, text: str) -> None:
        self.text = text
        if text.count('"') % 2:
            raise InvalidValue((Fault("rule", "a quotation mark has no second one"),))
        found = ((one[1], one[2]) for one in _TOKEN.finditer(text))
        self.words = [  # and whether it was quoted
            (word, False) if name is None else (name.replace('""', '"'), True)
            for name, word in found
        ]
        self.words.append((_END, False))
        self.next = self.depth = 0

    def refusal(self, wanted: str) -> InvalidValue:
        word, quoted = self.words[self.next]
        seen = repr(word) if word or quoted else "the end"
        known = {*WORDS, "simple", "absolute"}
        hint = "" if quoted or word in known else close_match(word, known)  # known, but not here
        return InvalidValue(
            (Fault("rule", f"{wanted} expected, not {seen}, in {self.text!r}{hint}"),)
        )

    def takes(self, *wanted: str) -> bool:
        """Take these words if they come next."""
        coming = self.words[self.next : self.next + len(wanted)]
        if coming != [(word, False) for word in wanted]:
            return False
        self.next += len(wanted)
        return True

    def matched(self, wanted: str, fits: Callable[[str], object]) -> str:
        """Take the next word if it is one that fits, or refuse it."""
        word, quoted = self.words[self.next]
        if quoted or not (word and fits(word)):
            raise self.refusal(wanted)
        self.next += 1
        return word

    def each(self, one: Callable[[], Part], between: str) -> list[Part]:
        """Take one part or more, with this word between them."""
        found = [one()]
        while self.takes(between):
            found.append(one())
        return found

    def any_of(self) -> Rule:
        first, *others = self.each(self.all_of, "or")
        return AnyOf(first, *others) if others else first

    def all_of(self) -> Rule:
        first, *others = self.each(self.single, "and")
        return AllOf(first, *others) if others else first

    def single(self) -> Rule:
        if self.takes("("):
            self.depth += 1
            if self.depth > _DEPTH:
                raise InvalidValue((Fault("rule", f"more than {_DEPTH} parentheses at once"),))
            rule = self.any_of()
            if not self.takes(")"):
                raise self.refusal("a closing parenthesis")
            self.depth -= 1
            return rule
        if self.takes("unanimity"):
            return Unanimity(cast(Voters, self.of(number=False)))
        if self.takes("veto"):
            return Veto(*self.names(), of=self.stopped_by())
        if self.takes("at", "least"):
            number = int(self.matched("a whole number", _WHOLE.fullmatch))
            return NumberOf(number, among=self.names() if self.takes("among") else None)
        return self.weighing()

    def weighing(self) -> Rule:
        for of, words in _MAJORITIES.items():
            if self.takes(*words.split()):
                return Majority(of or self.of(), tie=self.name() if self.takes("tie") else None)
        if self.takes("quota"):
            return Quota(self.matched("a number", _NUMBER.fullmatch))
        wanted = "unanimity, majority, quota, veto, at least, or a share such as 2/3"
        share = self.matched(wanted, _NUMBER.fullmatch)
        return Supermajority(share, self.of())

    def stopped_by(self) -> Voters:
        """Take what a veto can be cast by, if it is more than a vote."""
        for voters, words in STOPPED_BY.items():
            if words and self.takes(*words.split()):
                return voters
        if self.words[self.next] == ("of", False):
            raise self.refusal(" or ".join(filter(None, STOPPED_BY.values())))
        return "voting"

    def of(self, *, number: bool = True) -> Of:
        """Take whom or how many a rule counts, if it is said; those who vote by default."""
        if not self.takes("of"):
            return "voting"
        for voters, words in VOTERS.items():
            if self.takes(*words.split()) or self.takes(voters):  # as the argument has it
                return voters
        *others, last = VOTERS.values()
        wanted = f"{', '.join(others)} or {last}"
        return cast(Of, self.matched(wanted, lambda word: number and _NUMBER.fullmatch(word)))

    def names(self) -> list[str]:
        return self.each(self.name, ",")

    def name(self) -> str:
        word, quoted = self.words[self.next]
        if quoted:
            self.next += 1
            return word
        return self.matched("a name", lambda word: word not in WORDS)

"""Rules read from words, such as those of a command line; the `words` of a rule are read back.

==========================================  =====================================================
``unanimity``                               nobody against
``majority of votes cast``                  more than half of those for or against
``simple majority``                         the same
``majority of all members``                 more than half of all seats
``absolute majority``                       the same
``majority of 150``                         more than half of 150 seats
``majority of votes cast tie chair``        more than half, or half with the chair
``quota 76``                                76 seats
``quota 74 by weights (A 76, "B C" 74)``    weights of 74; so can a majority or a share be weighed
``2/3 of all members``                      two thirds of all seats
``1/4 of all members improper``             a quarter, though two quarters can both carry
``at least 3 among A, B, C, D``             three of these four
``veto A, B``                               neither of these two against
``veto A even by abstaining``               A for it, or absent; ``even by absence``: A for it
``majority and veto A``                     both
``majority or unanimity of those present``  one of the two
``majority of 150 called "lower house"``    the same as without the name, which sentences then say
``all of (majority)``                       a list of one, as ``AllOf`` makes it; so ``any of``
==========================================  =====================================================

``majority`` and a share can be ``of votes cast``, which is the default, ``of those present``, ``of
all members`` or ``of`` a number, and ``unanimity`` all but a number. ``improper`` stands at the end
of a quota, a share or ``at least``. ``and`` binds more closely than ``or``, and ``called`` more
closely than both; parentheses group. A name with a space or a comma in it, or one that is a word of
this language, stands in double quotes; a double quote in it is doubled.
"""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, TypeVar, cast

from coalition.errors import Fault, InvalidValue, close_match
from coalition.faults import as_error, shown
from coalition.model.checks import idents
from coalition.rules.by_head import STOPPED_BY, VOTERS, NumberOf, Unanimity, Veto, Voters
from coalition.rules.by_weight import Majority, Of, Quota, Supermajority
from coalition.rules.compound import WORDS, AllOf, AnyOf, Named
from coalition.rules.vote import Rule, reader

_TOKEN = re.compile(r'"((?:[^"]|"")*)"|([(),]|[^\s(),"]+)')
_Alternatives = list[list[Rule]]
_WHOLE = re.compile("[0-9]{1,4300}")
_NUMBER = re.compile(r"[0-9]{1,4300}(/(?!0+$)[0-9]{1,4300})?|[0-9]{1,2000}\.[0-9]{1,2000}")
_SHARE = re.compile(f"({_NUMBER.pattern})%?")
_DEPTH = 100  # parentheses within parentheses
_BEFORE, _AFTER = 60, 40  # characters about its place that an error repeats
_FIRST = frozenset(
    {"unanimity", "simple", "absolute", "majority", "quota", "veto", "at", "all", "any"}
)
_MAJORITIES = {"simple majority": "voting", "absolute majority": "members", "majority": ""}
_OF: dict[str, Voters] = {
    said: of
    for of, words in VOTERS.items()
    for said in (words, of)  # as the argument has it
}
_STOPPED_BY: dict[str, Voters] = {words: of for of, words in STOPPED_BY.items() if words}
_OPENINGS: dict[str, Callable[[Rule], Rule]] = {
    "(": lambda rule: rule,
    "all of (": AllOf,
    "any of (": AnyOf,
}

Part = TypeVar("Part")


@reader
def read_rule(text: str) -> Rule:
    """Return the rule that words describe.

    Parameters
    ----------
    text : str
        Such as ``majority of 150 and veto VVD``; the module lists what is understood. The `words`
        of a rule are read as an equal rule.

    Returns
    -------
    Rule
        The rule, by seats where it weighs and the words have no weights.

    Raises
    ------
    InvalidValue
        If the words describe no rule, or one that makes no sense.

    Examples
    --------
    >>> import coalition as co
    >>> from coalition.rules.words import read_rule
    >>> read_rule("majority of 150 and veto VVD")
    AllOf(Majority(of=150, weights=None, tie=None), Veto('VVD'))
    >>> str(read_rule("absolute majority or 2/3 of those present"))
    'majority of all members or 2/3 of those present'
    >>> rule = co.Quota(74, weights={"A": 76, "B": 74}, improper=True).named("the board")
    >>> rule.words
    'quota 74 by weights (A 76, B 74) improper called "the board"'
    >>> read_rule(rule.words) == rule
    True
    """
    return _Reader(text).rule()


class _Reader:
    """A text taken apart into words, read from the first to the last."""

    def __init__(self, text: str) -> None:
        self.text, self.next = text, 0
        if text.count('"') % 2:
            raise InvalidValue((Fault("rule", "a quotation mark has no second one"),))
        found = [(one[2] or "", one[1], one.start()) for one in _TOKEN.finditer(text)]
        self.words = [*found, ("", None, len(text))]  # each with what is in quotes, and its place

    @property
    def word(self) -> str:
        """The next word; empty at the end, and where a name in quotes comes next."""
        return self.words[self.next][0]

    def refusal(
        self, wanted: str, known: frozenset[str] = WORDS | _FIRST, otherwise: str = ""
    ) -> InvalidValue:
        """Return an error that says what should come next, not what does, and where."""
        word, name, place = self.words[self.next]
        seen = shown(word or name) if word or name is not None else "the end"
        here = word in WORDS | _FIRST or seen == "the end"  # known, but in the wrong place
        hint = "" if here else close_match(word, known) or otherwise
        start, end = max(0, place - _BEFORE), place + _AFTER
        text = f"{'...' * (start > 0)}{self.text[start:end]}{'...' * (end < len(self.text))}"
        return InvalidValue((Fault("rule", f"{wanted} expected, not {seen}, in {text!r}{hint}"),))

    def takes(self, *wanted: str) -> bool:
        """Take these words if they come next."""
        coming = self.words[self.next : self.next + len(wanted)]
        if [word for word, *_ in coming] != [*wanted]:
            return False
        self.next += len(wanted)
        return True

    def one_of(self, phrases: Mapping[str, Part]) -> Part | None:
        """Take the first of these phrases that comes next, if any; return what it stands for."""
        return next((held for words, held in phrases.items() if self.takes(*words.split())), None)

    def matched(self, wanted: str, pattern: re.Pattern[str], *hints: Any) -> str:
        """Take the next word if it matches, or refuse it."""
        word = self.word
        if not pattern.fullmatch(word):
            raise self.refusal(wanted, *hints)
        self.next += 1
        return word

    def needs(self, word: str, wanted: str) -> None:
        """Take this word, or refuse what comes in its place."""
        if not self.takes(word):
            raise self.refusal(wanted)

    def each(self, one: Callable[[], Part]) -> list[Part]:
        """Take one part or more, with commas between them."""
        found = [one()]
        while self.takes(","):
            found.append(one())
        return found

    def rule(self) -> Rule:
        """Take all: parts, what joins them, and parentheses, however deep, without recursion."""
        opened = [(_OPENINGS["("], _Alternatives([[]]))]
        while True:
            while opening := self.one_of(_OPENINGS):
                opened.append((opening, [[]]))
                if len(opened) > _DEPTH + 1:
                    message = f"more than {_DEPTH} parentheses at once"
                    raise InvalidValue((Fault("rule", message),))
            found = self.called(self.single())
            while len(opened) > 1 and self.takes(")"):
                opening, alternatives = opened.pop()
                alternatives[-1].append(found)
                found = self.called(opening(_joined(alternatives)))
            alternatives = opened[-1][1]
            alternatives[-1].append(found)
            if self.takes("or"):
                alternatives.append([])
            elif not self.takes("and"):
                break
        if len(opened) > 1:
            raise self.refusal("a closing parenthesis")
        if self.next < len(self.words) - 1:
            raise self.refusal("and, or, or nothing more")
        return _joined(alternatives)

    def called(self, rule: Rule) -> Rule:
        return Named(rule, self.name()) if self.takes("called") else rule

    def single(self) -> Rule:
        if self.takes("unanimity"):
            return Unanimity(cast(Voters, self.of()))
        if self.takes("veto"):
            return Veto(*self.each(self.name), of=self.stopped_by())
        if self.takes("at", "least"):
            number = int(self.matched("a whole number", _WHOLE))
            among = self.each(self.name) if self.takes("among") else None
            return NumberOf(number, among=among, improper=self.takes("improper"))
        if self.takes("quota"):
            quota = self.matched("a number", _NUMBER)
            return Quota(quota, weights=self.weights(), improper=self.takes("improper"))
        if (said := self.one_of(_MAJORITIES)) is not None:  # empty: it is said after the word
            of = cast(Of, said) or self.of()
            tie = self.name() if self.takes("tie") else None
            return Majority(of, tie=tie, weights=self.weights())
        wanted = "unanimity, majority, quota, veto, at least, or a share such as 2/3"
        share = self.matched(
            wanted, _SHARE, _FIRST, "; if that is the name of a rule, give its `words`"
        )
        of, weights = self.of(), self.weights()
        return Supermajority(share, of, weights=weights, improper=self.takes("improper"))

    def stopped_by(self) -> Voters:
        """Take what a veto can be cast by, if it is more than a vote."""
        if self.word == "of":
            raise self.refusal(" or ".join(_STOPPED_BY))
        return self.one_of(_STOPPED_BY) or "voting"

    def of(self) -> Of:
        """Take whom or how many a rule counts, if it is said; those who vote by default."""
        if not self.takes("of"):
            return "voting"
        if of := self.one_of(_OF):
            return of
        *others, last = VOTERS.values()
        return cast(Of, self.matched(f"{', '.join(others)} or {last}", _NUMBER))

    def weights(self) -> dict[str, Fraction] | None:
        """Take a table of weights, if there is one."""
        if not self.takes("by"):
            return None
        self.needs("weights", "weights")
        self.needs("(", "each weight, as in (A 76, B 74) and in the `words` of a rule,")
        if self.takes(")"):
            return {}
        pairs = self.each(lambda: (self.name(), Fraction(self.matched("a weight", _NUMBER))))
        self.needs(")", "a comma or a closing parenthesis")
        with as_error("rule"):
            idents(name for name, _ in pairs)
        return dict(pairs)

    def name(self) -> str:
        word, name, _ = self.words[self.next]
        if name is None and word in WORDS | {""}:
            raise self.refusal("a name")
        self.next += 1
        return word if name is None else name.replace('""', '"')


def _joined(alternatives: _Alternatives) -> Rule:
    """Return what carries where all parts of any alternative do."""
    some = [AllOf(*parts) if len(parts) > 1 else parts[0] for parts in alternatives]
    return AnyOf(*some) if len(some) > 1 else some[0]

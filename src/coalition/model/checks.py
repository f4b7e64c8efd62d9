"""What one value of the model may be: ids, words, topics, stances, numbers, choices."""

import json
import math
import operator
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, SupportsIndex, TypeAlias, TypeVar, get_args

import attrs

from coalition import strict_json
from coalition.characters import is_hidden, nfc
from coalition.faults import Faults, Refused, each, named, shown
from coalition.model.dates import Date, PartialDate, known_date
from coalition.model.words import Attribution, CommitmentKind, OnlyAs, Result, Several, Side, Stance
from coalition.usual_words import hint_of

ATTRIBUTIONS: tuple[Attribution, ...] = get_args(Attribution)
DOUBTFUL: dict[Attribution, str] = {  # with their nouns
    "claimed": "claims",
    "hearsay": "hearsay",
    "inferred": "inference",
}
CERTAIN = tuple(name for name in ATTRIBUTIONS if name not in DOUBTFUL)
KINDS: tuple[CommitmentKind, ...] = get_args(CommitmentKind)
ROLES: tuple[OnlyAs, ...] = get_args(OnlyAs)
RESULTS: tuple[Result, ...] = get_args(Result)
SEVERAL: dict[
    Several, str
] = {  # how several statements of one actor on one proposal count, in words
    "refuse": "conflicting statements are refused",
    "latest": "the latest statement counts",
    "all": "every statement counts",
    "source": "the same statement counts once per source",
    "week": "the same statement counts once per week",
    "month": "the same statement counts once per month",
    "year": "the same statement counts once per year",
    "range": "the same statement counts once",
}
COUNTING = frozenset(SEVERAL) - {"refuse", "latest"}  # under these, later ones supersede nothing
STANCES: dict[Side, float] = {"for": 1, "neutral": 0, "against": -1}

Word = TypeVar("Word", bound=str)
SourceOf: TypeAlias = tuple[tuple[str, str], ...]  # fields, with the ids of their sources

_LARGEST = 2**63 - 1  # the largest whole number that TOML has
_DEEPEST = 100  # levels of a topic, as every one of them is a topic too
_LEVELS = 24  # of tables and lists in each other
_REORDERING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def text(value: str) -> str:
    """Accept words: not empty, without control characters, kept in Unicode form NFC."""
    if not isinstance(value, str):
        raise Refused(f"must be text, not {shown(value)}")
    if not value.strip():
        raise Refused("must not be empty")
    if value.isascii() and value.isprintable():
        return value
    for character in value:
        control = unicodedata.category(character) in {"Cc", "Cs"} and character not in "\n\t"
        if control or character in _REORDERING:
            raise Refused(f"must not contain the hidden character U+{ord(character):04X}")
    return nfc(value)


def ident(value: str) -> str:
    """Accept an id: words on one line, without hidden characters or spaces around them."""
    plain = isinstance(value, str) and value.isascii() and value.isprintable()  # as nearly all are
    name = value if plain and value.strip() else text(value)
    for character in "" if plain else name:
        if is_hidden(character):
            raise Refused(f"must not contain the hidden character U+{ord(character):04X}")
    if name != name.strip():
        raise Refused(f"must not begin or end with a space: {shown(value)}")
    return name


def idents(value: str | Iterable[str]) -> tuple[str, ...]:
    """Accept one id or a list of ids, each named once."""
    return _each_once(value, ident)


def names(value: str | Iterable[str] | None) -> tuple[str, ...]:
    """Accept one id, a list of ids, each named once, or None for none."""
    return () if value is None else idents(value)


def _each_once(value: Any, check: Callable[[Any], str]) -> tuple[str, ...]:
    if isinstance(value, str):
        return (check(value),)
    if isinstance(value, tuple) and not value:
        return ()
    if not isinstance(value, Iterable):
        raise Refused(f"must be text or a list, not {shown(value)}")
    names = each(value, check)
    if len(set(names)) < len(names):
        twice = sorted(name for name, times in Counter(names).items() if times > 1)
        raise Refused(f"names {', '.join(twice)} more than once")
    return names


def topic(value: str | float) -> str:
    """Accept a topic: a path such as ``migration/asylum``, or the number of a subject.

    Spaces around slashes and at the ends go, and so do slashes there; a line break is a space. It
    has 100 levels at most.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = str(_number(value, -math.inf, math.inf, ""))
    given: Any = " ".join(value.split()) if isinstance(value, str) else value
    parts = [part.strip() for part in text(given).strip(" /").split("/")]
    if not all(parts):
        raise Refused(f"must be a path such as 'migration/asylum', not {shown(value)}")
    if len(parts) > _DEEPEST:
        raise Refused(f"has {len(parts):,} levels, and a topic has {_DEEPEST} at most")
    return ident("/".join(parts))


def topics(value: str | float | Iterable[str]) -> tuple[str, ...]:
    """Accept one topic or a list of topics, each named once."""
    if not (paths := _each_once([value] if isinstance(value, int | float) else value, topic)):
        raise Refused("must name at least one topic")
    return paths


def stance(value: Stance) -> float:
    """Accept a number from -1 (against) to 1 (for), or ``for``, ``neutral``, ``against``."""
    if isinstance(value, str):
        if value in STANCES:
            return STANCES[value]
        hint = hint_of(value, STANCES)
        raise Refused(f"{shown(value)} is not a stance (for, neutral, against, or a number){hint}")
    return _number(value, -1, 1, "lie between -1 (against) and 1 (for)")


def interval(value: Iterable[Stance]) -> tuple[float, float]:
    """Accept two stances, the lower first."""
    ends = each(value, stance)
    if len(ends) != 2 or ends[0] > ends[1]:  # noqa: PLR2004
        raise Refused(f"must be two stances, the lower first, not {shown(value)}")
    return ends[0], ends[1]


def difference(value: float | Fraction | Decimal) -> float:
    """Accept a difference in stance: a number above 0, and up to 2, from against to for."""
    return _number(value, math.ulp(0), 2, "be above 0, and at most 2 (from against to for)")


def closeness(value: float | Fraction | Decimal) -> float:
    """Accept how close two stances are: a number from 0 to 2."""
    return _number(value, 0, 2, "lie between 0 and 2 (from against to for)")


def salience(value: float | Fraction | Decimal) -> float:
    """Accept a finite number that is not negative."""
    return _number(value, 0, math.inf, "be 0 or more")


def count(value: SupportsIndex, *, least: int = 0) -> int:
    """Accept a whole number that is not too small: by default, not negative."""
    try:
        number = -1 if isinstance(value, bool) else operator.index(value)
    except TypeError:
        number = -1
    if not least <= number <= _LARGEST:
        raise Refused(f"must be a whole number, {least} or more, not {shown(value)}")
    return number


def flag(value: bool) -> bool:
    """Accept true or false, and nothing that merely counts as one of them."""
    if not isinstance(value, bool):
        raise Refused(f"must be true or false, not {shown(value)}")
    return value


def attribution(value: Attribution) -> Attribution:
    """Accept how a thing is known: one of `ATTRIBUTIONS`."""
    return choice(value, ATTRIBUTIONS)


def kind(value: CommitmentKind) -> CommitmentKind:
    """Accept a kind of commitment: promise, demand, ultimatum or red line."""
    return choice(value, KINDS)


def role(value: OnlyAs) -> OnlyAs:
    """Accept as what alone a party governs: the largest."""
    return choice(value, ROLES)


def result(value: Result) -> Result:
    """Accept what became of a proposal: adopted or rejected."""
    return choice(value, RESULTS)


def several(value: Several) -> Several:
    """Accept how several statements of one actor on one proposal count."""
    return choice(value, SEVERAL)


def dates(value: Iterable[Date]) -> tuple[PartialDate, ...]:
    """Accept a list of partial dates."""
    return each(value, known_date)


def source_of(value: Mapping[str, str] | SourceOf) -> SourceOf:
    """Accept a table from fields to sources; keep it as pairs in the order of the fields."""
    try:
        table = dict(value) if isinstance(value, Mapping | tuple) else None
    except (TypeError, ValueError):
        table = None
    if table is None or len(table) != len(value):
        raise Refused(f"must be a table from fields to sources, not {shown(value)}")
    faults = Faults()
    for field, source in table.items():
        with faults.at(named(field)):
            table[field] = ident(source)
    faults.refuse_if_any()
    return tuple(sorted((str(field), source) for field, source in table.items()))


def extra(value: str | Mapping[str, object]) -> str | None:
    """Accept a JSON object, as text or as a table; keep it as text in one form, None if empty.

    Both are read as strictly as a file: what is given twice in a text is refused, with its key, and
    so is a table that does not come back from JSON as it was.
    """
    table, why = None, ""
    try:
        text = value if isinstance(value, str) else json.dumps(value, allow_nan=False)
        table = strict_json.loads(text, depth=_LEVELS)
    except Refused as refusal:
        why = f": {attrs.evolve(refusal.faults[0], line=None)}"
    except (TypeError, ValueError, RecursionError):
        pass  # nothing that JSON has
    if not isinstance(table, dict) or (table != value and not isinstance(value, str)):
        raise Refused(f"must be a JSON object, as text or as a table, not {shown(value)}{why}")
    return json.dumps(table, sort_keys=True) if table else None


def choice(value: Word, choices: Collection[Word]) -> Word:
    """Accept one of a few words."""
    if not isinstance(value, str) or value not in choices:
        hint = hint_of(value, choices) if isinstance(value, str) else ""
        raise Refused(f"must be one of {', '.join(choices)}, not {shown(value)}{hint}")
    return value


def _number(value: float | Fraction | Decimal, least: float, most: float, range_: str) -> float:
    """Return a finite number in a range, whole ones as int."""
    try:
        number = math.nan if isinstance(value, bool | str) else float(value)
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if not math.isfinite(number):
        raise Refused(f"must be a finite number, not {shown(value)}")
    if not least <= number <= most:
        raise Refused(f"must {range_}, not {shown(value)}")
    return int(number) if number.is_integer() else number

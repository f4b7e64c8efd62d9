"""On what terms an answer holds: which statements counted, and how agreement was."""

from collections.abc import Iterable

from coalition.model.checks import SEVERAL
from coalition.model.statements import Statement
from coalition.model.words import Several
from coalition.sentences import counted, examples, listed

_DATES = 3  # dates that a sentence names


def on_terms(several: Several, more: Iterable[str] = ()) -> str:
    """Say, in brackets, on what terms statements counted; nothing where they are the usual ones."""
    terms = [] if several == "refuse" else [SEVERAL[several]]
    terms += [term for term in more if term]
    return f" ({'; '.join(terms)})" if terms else ""


def but_for(left_out: Iterable[Statement]) -> str:
    """Say at the end of an answer what is left out of it, as it may be later than the case is."""
    worded = may_be_later(left_out)
    return f"; {worded}" if worded else ""


def weightless(actors: Iterable[str], what: str = "salience or power") -> str:
    """Say at the end of an answer who is left out of it, as it is not known what they weigh."""
    names = tuple(actors)
    verb, whose = ("is", "its") if len(names) == 1 else ("are", "their")
    why = f"{verb} left out, as {whose} {what} is not known"
    return f"; {examples(names)} {why}" if names else ""


def may_be_later(left_out: Iterable[Statement]) -> str:
    """Say how many statements may be later than a case is, and of which dates; nothing of none."""
    found = tuple(left_out)
    if not found:
        return ""
    kinds = {getattr(said, "kind", type(said).__name__.lower()) for said in found}
    number = counted(len(found), kinds.pop() if len(kinds) == 1 else "statement")
    dated = sorted({said.date for said in found}, key=lambda date: date.in_time)
    of = [date.worded.removeprefix("at ") for date in dated]
    dates = listed([*of[:_DATES], *["other dates"] * (len(of) > _DATES)])
    return f"{number} of {dates} may be later and {'is' if len(found) == 1 else 'are'} left out"

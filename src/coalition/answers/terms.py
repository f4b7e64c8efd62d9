"""On what terms an answer holds: which statements counted, and how much."""

from collections.abc import Iterable
from fractions import Fraction

from coalition.model.checks import SEVERAL
from coalition.sentences import short


def on_terms(several: str, reliability: Iterable[tuple[str, Fraction]] = ()) -> str:
    """Say, in brackets, on what terms statements counted; nothing where they are the usual ones."""
    terms = [] if several == "refuse" else [SEVERAL[several]]
    terms += [f"{attribution} counts {short(weight)}" for attribution, weight in reliability]
    return f" ({'; '.join(terms)})" if terms else ""

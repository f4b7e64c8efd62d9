"""On what terms an answer holds: which statements counted, and how agreement was."""

from collections.abc import Iterable

from coalition.model.checks import SEVERAL


def on_terms(several: str, more: Iterable[str] = ()) -> str:
    """Say, in brackets, on what terms statements counted; nothing where they are the usual ones."""
    terms = [] if several == "refuse" else [SEVERAL[several]]
    terms += [term for term in more if term]
    return f" ({'; '.join(terms)})" if terms else ""

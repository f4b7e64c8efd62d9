"""The lists that a collection holds: each accepts objects of a class, or tables of their fields."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from coalition.faults import build, each
from coalition.model.actors import Minister, Party, Politician
from coalition.model.proposals import Proposal
from coalition.model.sources import Source
from coalition.model.statements import Commitment, Comparison, Meeting, Outcome, Position, Remark

T = TypeVar("T")


def _each_made(cls: type[T], items: Iterable[Any]) -> tuple[T, ...]:
    """Accept a list of objects of one class, or of tables of their fields."""
    return each(items, lambda item: item if isinstance(item, cls) else build(cls, item))


def sources(items: Iterable[Source | Mapping[str, Any]]) -> tuple[Source, ...]:
    """Accept a list of sources."""
    return _each_made(Source, items)


def parties(items: Iterable[Party | Mapping[str, Any]]) -> tuple[Party, ...]:
    """Accept a list of parties."""
    return _each_made(Party, items)


def politicians(items: Iterable[Politician | Mapping[str, Any]]) -> tuple[Politician, ...]:
    """Accept a list of politicians and ministers."""
    return each(items, _politician)


def _politician(item: Politician | Mapping[str, Any]) -> Politician:
    """Accept a politician; a table that names an office or a portfolio is a minister's."""
    if isinstance(item, Politician):
        return item
    minister = isinstance(item, Mapping) and not {"office", "portfolio"}.isdisjoint(item)
    return build(Minister if minister else Politician, item)


def proposals(items: Iterable[Proposal | Mapping[str, Any]]) -> tuple[Proposal, ...]:
    """Accept a list of proposals."""
    return _each_made(Proposal, items)


def positions(items: Iterable[Position | Mapping[str, Any]]) -> tuple[Position, ...]:
    """Accept a list of positions."""
    return _each_made(Position, items)


def comparisons(items: Iterable[Comparison | Mapping[str, Any]]) -> tuple[Comparison, ...]:
    """Accept a list of comparisons."""
    return _each_made(Comparison, items)


def commitments(items: Iterable[Commitment | Mapping[str, Any]]) -> tuple[Commitment, ...]:
    """Accept a list of commitments."""
    return _each_made(Commitment, items)


def outcomes(items: Iterable[Outcome | Mapping[str, Any]]) -> tuple[Outcome, ...]:
    """Accept a list of outcomes."""
    return _each_made(Outcome, items)


def meetings(items: Iterable[Meeting | Mapping[str, Any]]) -> tuple[Meeting, ...]:
    """Accept a list of meetings."""
    return _each_made(Meeting, items)


def remarks(items: Iterable[Remark | Mapping[str, Any]]) -> tuple[Remark, ...]:
    """Accept a list of remarks."""
    return _each_made(Remark, items)

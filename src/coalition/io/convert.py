"""From one format to another, and what was lost on the way."""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import attrs

import coalition
from coalition.errors import CoalitionError, Fault, InvalidValue
from coalition.io.formats import format_of, names_that, read_from
from coalition.io.text import a_path
from coalition.model.actors import Party
from coalition.model.coalition import Coalition
from coalition.model.dates import Date
from coalition.stances.agreement import Agreement
from coalition.tables import Shown


@attrs.frozen
class Loss(Shown):
    """Something that a format did not take up.

    Attributes
    ----------
    place : str
        The list or the field of the case, such as ``positions`` or ``parties.name``.
    what : str
        What became of it, such as ``42 left out``.
    """

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place} ({self.what})"


@attrs.frozen
class Conversion(Shown):
    """A case that was written in another format.

    Attributes
    ----------
    source, target : str
        The paths that it was read from and written to.
    lost : tuple of Loss
        What is in the source and not in the target, in the order of the fields of a case.
    reason : str or None
        Why that is so; None where the format has a place for everything.
    """

    source: str
    target: str
    lost: tuple[Loss, ...] = ()
    reason: str | None = None

    def __str__(self) -> str:
        written = f"{self.source} written as {self.target}"
        if not self.lost:
            return f"{written}; nothing is lost"
        because = f", because {self.reason}" if self.reason else ""
        return f"{written}; lost{because}: {', '.join(map(str, self.lost))}"


def convert(
    source: str | os.PathLike[str],
    target: str | os.PathLike[str],
    *,
    topic: str | None = None,
    at: Date | None = None,
    agreement: Agreement | None = None,
) -> Conversion:
    """Read a case in one format, write it in another, and say what was lost on the way.

    The suffixes say which formats. What was written is read back and compared; a graph can hold the
    ties of the parties alone. An existing target is replaced, whole or not at all.

    Parameters
    ----------
    source, target : path-like
        Where from and where to.
    topic : str, optional
        For a graph: the agreement on the proposals of this topic and of those below it, by
        default on all.
    agreement : Agreement, optional
        For a graph: how agreement is counted.
    at : PartialDate, datetime.date or str, optional
        Write what was known at the end of this date, by default everything.

    Returns
    -------
    Conversion
        The paths, and what was lost; it prints as a sentence.

    Raises
    ------
    InvalidValue
        If a suffix is of no format, or of one that cannot be read or written; or for a topic or an
        agreement where the target is no graph.
    InvalidCase
        If the source has faults.
    UnknownTopic
        If the case has no such topic.
    OSError
        If a file cannot be read or written.

    Examples
    --------
    >>> import coalition as co, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     co.write_case(co.Coalition(parties=[co.Party("VVD", "Liberals")]), f"{folder}/a.toml")
    ...     kept = co.convert(f"{folder}/a.toml", f"{folder}/b.json")
    ...     ties = co.convert(f"{folder}/b.json", f"{folder}/c.graphml")
    >>> kept.lost
    ()
    >>> print(*ties.lost)
    parties.name (1 left out)
    """
    come, gone = a_path(source, "convert"), a_path(target, "convert")
    case = read_from(come, "source")
    known = case if at is None else case.at(at)
    return written(known, come, gone, topic=topic, agreement=agreement)


def written(
    known: Coalition,
    source: Path,
    target: Path,
    *,
    topic: str | None = None,
    agreement: Agreement | None = None,
) -> Conversion:
    """Write a case that was read from a source, and say what was lost; otherwise as `convert`."""
    goal = format_of(target, "target")
    if goal.write is None:
        what = f"{goal.name} is read only; what is written is {names_that('write')}"
        raise _refused("target", what)
    reason = None
    if goal.read is None:
        goal.write(coalition.agreement_graph(known, topic, agreement=agreement), target)
        seats, reason = known.seats, "a graph has only ties"
        back = Coalition(parties=[Party(one.id, seats=seats.get(one.id)) for one in known.parties])
    else:
        for name, given in {"topic": topic, "agreement": agreement}.items():
            if given is not None:
                whole = f"a {goal.name} holds the whole case"
                raise _refused(name, f"{whole}; only a graph has ties, and those of one topic")
        goal.write(known, target)
        try:
            back = goal.read(target)
        except CoalitionError as error:
            what = f"{target.name} is written, but cannot be read back: {error}"
            raise _refused("target", what) from error
    return Conversion(str(source), str(target), tuple(losses(known, back)), reason)


def losses(before: Coalition, after: Coalition) -> Iterator[Loss]:
    """Yield what is in one case and not, or otherwise, in another."""
    for field in attrs.fields(Coalition):
        was, became = getattr(before, field.name), getattr(after, field.name)
        if was == became or not field.init:
            continue
        if not isinstance(was, tuple):
            yield Loss(field.name, "left out" if became is None else "changed")
        elif [_known_by(item) for item in was] == [_known_by(item) for item in became]:
            yield from _changes(field.name, zip(was, became, strict=True))
        else:
            missing = Counter(map(_known_by, was)) - Counter(map(_known_by, became))
            yield Loss(field.name, f"{missing.total()} left out" if missing else "changed")


def _known_by(item: Any) -> Any:
    """Return what an item is known by: its id if it has one, or else all of it."""
    return getattr(item, "id", item)


def _changes(name: str, pairs: Iterable[tuple[Any, Any]]) -> Iterator[Loss]:
    """Yield what differs between items, field by field."""
    times: Counter[tuple[str, str]] = Counter()
    for one, other in pairs:
        for field in attrs.fields(type(one)):
            was, became = getattr(one, field.name), getattr(other, field.name, None)
            if was != became:
                out = became in (field.default, None, ())
                times["left out" if out else "changed", str(field.alias)] += 1
    for (what, alias), number in sorted(times.items(), key=lambda item: item[0][0] == "changed"):
        yield Loss(f"{name}.{alias}", f"{number} {what}")


def _refused(place: str, message: str) -> InvalidValue:
    return InvalidValue((Fault(place, message),), "convert")

"""Proposals, and the topics that they are filed under."""

from collections.abc import Iterable
from typing import TypeAlias

import attrs

from coalition.faults import Checked, Faults, keep_refusals, optional
from coalition.model import checks
from coalition.model.dates import PartialDate, optional_date

Topics: TypeAlias = str | tuple[str, ...] | None  # of a proposal: the path, several, or not known


@attrs.frozen(field_transformer=keep_refusals)
class Proposal(Checked):
    """Something that actors can be for or against.

    Parameters
    ----------
    id : str
        Short name by which everything else refers to the proposal.
    topic : str or list of str
        Path of the topic, such as ``migration/asylum``, of 100 levels at most; or paths of several,
        in each of which it counts.
    title : str or None
        What it is, in a few words.
    contested : bool
        Whether a source says that the actors clash on it without saying who is on which side.
    excludes : list of str
        Ids of proposals that cannot be adopted along with it; to name it at one of them is enough.
    part_of : list of str
        Ids of the proposals that it is a part of.
    date : PartialDate or None
        When it was made.
    source, source_of, extra, note
        As for `Party`.
    """

    id: str = attrs.field(converter=checks.ident)
    topics: tuple[str, ...] = attrs.field(converter=checks.topics, alias="topic")
    title: str | None = attrs.field(default=None, converter=optional(checks.text))
    contested: bool = attrs.field(default=False, converter=checks.flag, kw_only=True)
    excludes: tuple[str, ...] = attrs.field(default=(), converter=checks.idents, kw_only=True)
    part_of: tuple[str, ...] = attrs.field(default=(), converter=checks.idents, kw_only=True)
    date: PartialDate | None = attrs.field(default=None, converter=optional_date, kw_only=True)
    source: str | None = attrs.field(default=None, converter=optional(checks.ident), kw_only=True)
    source_of: checks.SourceOf = attrs.field(default=(), converter=checks.source_of, kw_only=True)
    extra: str | None = attrs.field(default=None, converter=optional(checks.extra), kw_only=True)
    note: str | None = attrs.field(default=None, converter=optional(checks.text), kw_only=True)

    def _check(self, faults: Faults) -> None:
        if self.id in self.excludes:
            faults.note("excludes", f"{self.id!r} cannot exclude itself")
        if self.id in self.part_of:
            faults.note("part_of", f"{self.id!r} cannot be a part of itself")

    @property
    def topic(self) -> str:
        """Path of the topic, the first where there are several."""
        return self.topics[0]

    def is_on(self, topic: str | None) -> bool:
        """Tell whether it is filed under a topic or below it; under None is everything."""
        return topic is None or any(covers(topic, path) for path in self.topics)


def one_or_all(paths: Iterable[str]) -> Topics:
    """Return the topic of a proposal that is filed under these paths."""
    found = tuple(paths)
    return found if len(found) > 1 else found[0] if found else None


def paths_of(topics: Topics) -> tuple[str, ...]:
    """Return the paths that a proposal is filed under."""
    return (topics,) if isinstance(topics, str) else topics or ()


def covers(topic: str, path: str) -> bool:
    """Tell whether `path` is `topic` or lies below it."""
    return path == topic or path.startswith(f"{topic}/")


def lineage(path: str) -> tuple[str, ...]:
    """Return a topic and those above it, the widest first."""
    parts = path.split("/")
    return tuple("/".join(parts[: depth + 1]) for depth in range(len(parts)))

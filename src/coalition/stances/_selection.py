"""Which proposals are on a topic, or fall in a period, and which came first."""

import datetime as dt
from collections.abc import Sequence

from coalition.errors import UnknownTopic
from coalition.model.dates import Date, PartialDate, date_given
from coalition.model.proposals import Topics, covers, paths_of


def on_topic(topic: str, filed: Sequence[Topics]) -> list[int]:
    """Return the places of the proposals that are filed under the topic or below it."""
    paths = [paths_of(topics) for topics in filed]
    found = [i for i, own in enumerate(paths) if any(covers(topic, path) for path in own)]
    if not found:
        raise UnknownTopic(topic, tuple(sorted(set().union(*paths))))
    return found


def in_turn(given: Sequence[PartialDate | None], ids: Sequence[str]) -> list[int]:
    """Return the places of proposals by date, those without one first, and then by id."""
    turns = [(date.last if date else dt.date.min, id) for date, id in zip(given, ids, strict=True)]
    return sorted(range(len(turns)), key=turns.__getitem__)


def in_period(
    given: Sequence[PartialDate | None],
    since: Date | None,
    until: Date | None,
) -> list[int]:
    """Return the places of the dates that surely lie between two others, these included."""
    start = None if since is None else date_given(since, "since").first
    end = None if until is None else date_given(until, "until").last
    return [
        index
        for index, date in enumerate(given)
        if date and (start is None or date.first >= start) and (end is None or date.last <= end)
    ]

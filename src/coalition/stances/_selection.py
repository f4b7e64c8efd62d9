"""Which proposals are on a topic, or fall in a period."""

from collections.abc import Sequence

from coalition.errors import UnknownTopic
from coalition.faults import as_error
from coalition.model.dates import PartialDate, partial_date
from coalition.model.proposals import covers


def dated(value: PartialDate | str, place: str) -> PartialDate:
    """Read a date, or raise `InvalidValue` with the place where it was given."""
    with as_error(place):
        return partial_date(value)


def on_topic(topic: str, paths: Sequence[str | None]) -> list[int]:
    """Return the places of the paths that are the topic or lie below it."""
    found = [i for i, path in enumerate(paths) if path is not None and covers(topic, path)]
    if not found:
        raise UnknownTopic(topic, tuple(sorted({path for path in paths if path is not None})))
    return found


def in_period(
    given: Sequence[PartialDate | None],
    since: PartialDate | str | None,
    until: PartialDate | str | None,
) -> list[int]:
    """Return the places of the dates that surely lie between two others, these included."""
    start = None if since is None else dated(since, "since").first
    end = None if until is None else dated(until, "until").last
    return [
        index
        for index, date in enumerate(given)
        if date and (start is None or date.first >= start) and (end is None or date.last <= end)
    ]

"""Splits as text: who stands with whom, and how it came about."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from coalition.answers.splits.shifts import Stage
from coalition.answers.splits.split import Split
from coalition.model.statements import Position
from coalition.reporting.text import dozen, section
from coalition.sentences import against, listed

__all__ = ["history_text", "splits_text"]


def splits_text(found: Iterable[Split]) -> str:
    """Return who stands with whom, one section a split, with what it costs and rests on."""
    lines = [line for one in found for line in section(str(one), _told(one))]
    return "\n".join(lines or ["No position is known.", ""])


def _told(found: Split) -> Iterator[str]:
    if found.blocs:
        sure = "" if found.optimal else f", not proven: it is {found.lower_bound} or more"
        margin = "" if found.margin is None else f"; the next best has {found.margin} more"
        yield f"frustration {found.cost}{sure}{margin}"
    if len(found.optima) > 1:
        yield from dozen(f"one of the best: {against(blocs)}" for blocs in found.optima)
    if found.unplaced:
        yield f"in no bloc, as nothing ties them to another: {listed(found.unplaced)}"
    if found.stopped:
        yield f"the search was stopped ({found.stopped})"
    if found.reasons:
        yield f"rests on {_counted(found.reasons)}"


def _counted(positions: Sequence[Position]) -> str:
    kinds = Counter(position.attribution for position in positions)
    count = f"{len(positions)} position{'' if len(positions) == 1 else 's'}"
    return f"{count}: {listed(f'{number} {kind}' for kind, number in kinds.most_common())}"


def history_text(found: Mapping[str, Iterable[Stage]]) -> str:
    """Return the split on each topic at every date at which something was said on it."""
    lines = [line for topic, stages in found.items() for line in section(topic, map(str, stages))]
    return "\n".join(lines or ["No position is known.", ""])

"""Splits as text: who stands with whom, and how often that comes back."""

from collections import Counter
from collections.abc import Iterable, Iterator

from coalition.answers.splits.split import Split
from coalition.answers.splits.stability import Stability
from coalition.reporting.headings import dozen, text
from coalition.sentences import against, counted, listed, short


def splits_text(found: Iterable[Split]) -> str:
    """Return who stands with whom, one section a split, with what it costs and rests on."""
    return text((str(one), _grounds(one)) for one in found)


def _grounds(found: Split) -> Iterator[str]:
    """Say how good a split is, which others are as good, and what it rests on."""
    if found.blocs:
        bound, margin = short(found.lower_bound), found.margin
        proof = "" if found.optimal else f", not proven: it is {bound} or more"
        next_best = "" if margin is None else f"; the next best has {short(margin)} more"
        yield f"frustration {short(found.cost)}{proof}{next_best}"
    if len(found.optima) > 1:
        yield from dozen(f"equally good: {against(blocs)}" for blocs in found.optima)
    if found.unplaced:
        chance = " beyond chance" if found.agreement.null_model else ""
        yield f"in no bloc (no tie{chance} to anyone): {listed(found.unplaced)}"
    if found.stopped:
        yield f"the search was stopped ({found.stopped})"
    if found.reasons:
        kinds = Counter(position.attribution for position in found.reasons).most_common()
        number = counted(len(found.reasons), "position")
        yield f"rests on {number}: {listed(f'{number} {kind}' for kind, number in kinds)}"


def stability_text(found: Iterable[Stability]) -> str:
    """Return how often the split on each topic comes back, and which others come."""
    return text((one.split.topic or "all topics", _returns(one)) for one in found)


def _returns(found: Stability) -> Iterator[str]:
    yield str(found)
    yield from dozen(map(str, found.splits))

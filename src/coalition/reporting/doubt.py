"""How certain answers are, as text: without weak sources, and whatever the unknown may be."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from coalition.answers.doubt.certainty import Certainty
from coalition.answers.doubt.robustness import Robustness
from coalition.reporting.text import dozen, text
from coalition.rules.vote import Rule
from coalition.sentences import against, listed

T = TypeVar("T")
Optima = tuple[tuple[tuple[str, ...], ...], ...]


def certainty_text(
    splits: Mapping[str, Certainty[Optima]],
    robustness: Mapping[str, Robustness],
    blockers: Mapping[str, Certainty[tuple[str, ...]]],
    rule: Rule,
) -> str:
    """Return how certain it is who stands with whom on topics, and who blocks what under a rule."""
    sides = (
        (f"{_sides(one.value)} on {topic}", [*_variants(one, _sides), *_flips(robustness, topic)])
        for topic, one in splits.items()
    )
    stops = (
        (f"{proposal}: {_stopped(found.value)}", _variants(found, _stopped))
        for proposal, found in blockers.items()
    )
    ruled = [f"Rule: {rule}\n\n{text(stops)}"] if blockers else []
    return "\n".join([text(sides), *ruled] if splits or not blockers else ruled)


def _flips(robustness: Mapping[str, Robustness], topic: str) -> Iterator[str]:
    """Say what would flip the split on a topic, where that is known."""
    if topic in robustness:
        found = robustness[topic]
        yield str(found).removeprefix(f"{found.split}: ")
        yield from (f"such as {flip}" for flip in found.flips[:1])
        yield from dozen(map(str, found.rests_on))


def _variants(found: Certainty[T], worded: Callable[[T], str]) -> Iterator[str]:
    """Say what an answer is without weak sources, and what it may be in truth."""
    for what, other in (
        ("hearsay", found.without_hearsay),
        ("inference", found.without_inference),
        ("either", found.without_either),
    ):
        yield f"without {what}: {'the same' if other == found.value else worded(other)}"
    if not found.unknown:
        return
    ways = str(found).partition(" (")[2].removesuffix(")")
    possible = [one.value for one in found.possible]
    if possible == [found.value]:
        yield f"the same in {ways}"
    else:
        yield f"in {ways}, it may be:"
        yield from dozen(f"- {worded(value)}" for value in possible)


def _sides(optima: Optima) -> str:
    return "; or ".join(map(against, optima)) or "nobody to compare"


def _stopped(by: tuple[str, ...]) -> str:
    return f"{listed(by)} can stop it alone" if by else "nobody can stop it alone"

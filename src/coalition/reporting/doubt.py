"""How sure answers are, as text: what stays without weak sources, and what the unknown may turn."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from coalition.answers.doubt.certainty import Certainty
from coalition.answers.doubt.robustness import Robustness
from coalition.reporting.text import dozen, section
from coalition.rules.vote import Rule
from coalition.sentences import against, listed

__all__ = ["Optima", "certainty_text"]

T = TypeVar("T")
Optima = tuple[tuple[tuple[str, ...], ...], ...]


def certainty_text(
    splits: Mapping[str, Certainty[Optima]],
    robustness: Mapping[str, Robustness],
    blockers: Mapping[str, Certainty[tuple[str, ...]]],
    rule: Rule,
) -> str:
    """Return how sure it is who stands with whom on topics, and who blocks what under a rule."""
    lines = []
    for topic, found in splits.items():
        flips = _flips(robustness[topic]) if topic in robustness else ()
        lines += section(f"{_sides(found.value)} on {topic}", [*_sure(found, _sides), *flips])
    if blockers:
        lines += [f"Rule: {rule}", ""]
    for proposal, known in blockers.items():
        lines += section(f"{proposal}: {_stopped(known.value)}", _sure(known, _stopped))
    return "\n".join(lines or ["No position is known.", ""])


def _flips(found: Robustness) -> Iterator[str]:
    yield str(found).removeprefix(f"{found.split}: ")
    yield from (f"such as {flip}" for flip in found.flips[:1])
    yield from dozen(map(str, found.hangs_on))


def _sure(found: Certainty[T], worded: Callable[[T], str]) -> Iterator[str]:
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

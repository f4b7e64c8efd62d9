"""A signed graph solved part by part, the cheap steps first."""

from collections.abc import Callable
from importlib.util import find_spec
from itertools import combinations
from operator import eq

from coalition.limits import Watch
from coalition.signed._part import Part
from coalition.signed._product import Blocs
from coalition.signed._reduction import Pairs, blocks

__all__ = ["common", "has_solver", "parts_of", "proven", "settled"]


def has_solver() -> bool:
    """Return whether the extra `solver` is installed."""
    return find_spec("highspy") is not None


def parts_of(
    ties: dict[tuple[int, int], int], max_blocs: int, cap: int, changed: Callable[[], None]
) -> list[Part]:
    """Return the parts of a graph that can be solved by themselves."""
    near: dict[int, dict[int, int]] = {}
    for (one, other), weight in ties.items():
        for a, b in ((one, other), (other, one)):
            row = near.setdefault(a, {})
            if weight:
                row[b] = weight
    parts = []
    for actors in blocks(ties, sorted(near)):
        place = {actor: index for index, actor in enumerate(actors)}
        rows = [
            {place[other]: w for other, w in sorted(near[actor].items()) if other in place}
            for actor in actors
        ]
        parts.append(Part(actors, rows, max_blocs, cap, changed))
    return parts


def settled(parts: list[Part], watch: Watch, solver: bool | None) -> str | None:
    """Solve the parts; return what ended it before all was known."""

    def steps() -> None:
        for part in parts:
            part.improve(watch)
        for part in parts:
            if not solver or part.is_small:
                part.search(watch)
        rest = [part for part in parts if not part.is_done]
        for part in rest:
            part.fix(watch)
        if rest and solver is not False and has_solver():
            for part in rest:
                if not part.is_done:
                    part.cut(watch)

    watch.run(steps)
    known = all(part.is_done and part.margin_known for part in parts)
    return watch.stopped or (None if known else "work")


def common(optima: list[Blocs]) -> tuple[Pairs, Pairs]:
    """Return the pairs that are together, and those that are apart, in every optimum."""
    homes: dict[int, list[int]] = {}  # of each actor, the number of its bloc in each optimum
    for blocs in optima:
        for number, bloc in enumerate(blocs):
            for actor in bloc:
                homes.setdefault(actor, []).append(number)
    pairs = list(combinations(sorted(homes), 2))
    return (
        [(one, other) for one, other in pairs if homes[one] == homes[other]],
        [(one, other) for one, other in pairs if not any(map(eq, homes[one], homes[other]))],
    )


def proven(parts: list[Part]) -> tuple[Pairs, Pairs]:
    """Return the pairs that are proven to be together, and apart, where some optima are unknown."""
    pairs = [part.pairs() for part in parts]
    return (
        sorted(pair for together, _ in pairs for pair in together),
        sorted((min(pair), max(pair)) for _, apart in pairs for pair in apart),
    )

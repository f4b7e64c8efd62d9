"""What a package can be made of: proposals, or settlements of issues on scales."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from itertools import product

import attrs

from coalition.answers.amounts import by_name, total
from coalition.answers.deals._mixture import best_mixture
from coalition.answers.issues import issues_of
from coalition.answers.scope import known_proposal, salience_of
from coalition.faults import Faults
from coalition.limits import Watch
from coalition.model.coalition import Coalition
from coalition.numbers import Number, exact, scaled
from coalition.sentences import short
from coalition.stances.matrix import StanceMatrix


@attrs.frozen
class Part:
    """A proposal, or an issue settled at a point."""

    name: str
    worths: tuple[Fraction, ...]  # to each member
    point: Fraction = Fraction(1)  # a proposal is adopted


def parts_of(
    matrix: StanceMatrix,
    wanted: Mapping[str, Fraction],
    floor: Mapping[str, Fraction],
    needed: Sequence[bool],
    watch: Watch,
) -> tuple[list[Part], Fraction | None]:
    """Return what is known of all members, and what no sum of gains exceeds, as far as it is known.

    `wanted` has proposals, or issues with the status quo of each. `floor` is what no deal is worth
    to each member, in their order; `needed` tells of each whether nothing is carried against it.
    """
    if (scales := matrix.scales) is None:
        found = []
        for name in wanted:
            stances = [matrix.stance(one, name) for one in floor]
            if None not in stances:
                weights = (salience_of(matrix, one, name) for one in floor)
                worths = tuple(map(Fraction.__mul__, map(exact, stances), weights))
                found.append(Part(name, worths))
        return found, None
    # 1. The issues on which the place of every member is known, and what a unit of it weighs.
    stands: dict[str, list[tuple[Fraction, Fraction]]] = {}
    positions, salience = scales.positions, scales.salience
    for name in wanted:
        low, high = scales.ends_of(name)
        places, cares = positions[name], salience[name]
        if floor.keys() <= places.keys() & cares.keys():
            stands[name] = [(exact(places[one]), exact(cares[one]) / (high - low)) for one in floor]

    def settled(name: str, *points: Fraction) -> Iterator[Part]:
        now, held = wanted[name], {place for place, _ in stands[name]}
        for point in sorted(held.union(points) - {now}):
            worths = (unit * (abs(now - x) - abs(point - x)) for x, unit in stands[name])
            yield Part(name, tuple(worths), point)

    # 2. What is tried are these places, the compromise, and what the best deal anywhere has.
    held = [part for name in stands for part in settled(name)]
    best, most = _best_anywhere(wanted, floor, needed, watch, held)
    points = {one.name: [one.outcome] if one.sum else [] for one in issues_of(matrix, stands, None)}
    for name, point in best.items():
        points[name].append(point)
    return [part for name in stands for part in settled(name, *points[name])], most


def _best_anywhere(
    status_quo: Mapping[str, Fraction],
    floor: Mapping[str, Fraction],
    needed: Sequence[bool],
    watch: Watch,
    held: list[Part],
) -> tuple[dict[str, Fraction], Fraction | None]:
    """Return the deal with the greatest sum of gains that keeps all who are needed, and that sum.

    Between the places of members and the status quo every gain is linear, and where it bends it
    bends down: so the best deal is a mixture of settlements at these, and none is better.
    """
    rows = [
        scaled([*(-part.worths[at] for part in held), -least])[0]
        for at, least in enumerate(floor.values())
        if needed[at]
    ]
    rows += [[*(int(part.name == name) for part in held), 1] for name in status_quo]
    sums, unit = scaled(sum(part.worths) for part in held)
    if (shares := watch.run(partial(best_mixture, sums, rows, watch))) is None:
        return {}, None
    deal = {part.name: status_quo[part.name] for part in held}
    for part, share in zip(held, shares, strict=True):
        deal[part.name] += share * (part.point - status_quo[part.name])
    gained = total(map(Fraction.__mul__, shares, map(Fraction, sums)))
    return deal, gained / unit - total(floor.values())


def settled_now(
    matrix: StanceMatrix, wanted: Iterable[str], status_quo: Mapping[str, Number] | None
) -> dict[str, Fraction]:
    """Return the status quo of each issue that has one; of proposals, that they are not adopted.

    Raises InvalidValue for points that are on no scale, and where there should be a status quo.
    """
    read = by_name(status_quo or {}, "status_quo")
    found = {known_proposal(matrix, name): point for name, point in read.items()}
    faults = Faults()
    if matrix.scales is None:
        if found:
            faults.note("status_quo", "is for scales; a proposal is not adopted without a deal")
            faults.raise_if_any("packages")
        return dict.fromkeys(wanted, Fraction(0))
    for name, point in found.items():
        low, high = matrix.scales.ends_of(name)
        if not low <= point <= high:
            ends = f"from {short(low)} to {short(high)}"
            faults.note(
                f"status_quo[{name!r}]", f"must be on its scale, {ends}, not {short(point)}"
            )
    found = {name: found[name] for name in wanted if name in found}
    if not found:
        names = ", ".join(f"{name!r}: ..." for name in wanted)
        faults.note("status_quo", f"say where issues are without a deal: {{{names}}}")
    faults.raise_if_any("packages")
    return found


def exclusions(source: Coalition | StanceMatrix) -> dict[str, frozenset[str]]:
    """Return the proposals of a case that exclude others, each with those it excludes."""
    found: dict[str, frozenset[str]] = {}
    for proposal in source.proposals if isinstance(source, Coalition) else ():
        for pair in product([proposal.id], proposal.excludes):
            for one, other in (pair, reversed(pair)):
                found[one] = found.get(one, frozenset()) | {other}
    return found

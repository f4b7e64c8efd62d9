"""What a package can be made of: proposals, or settlements of issues on scales."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import product

import attrs

from coalition.answers.amounts import by_name
from coalition.answers.issues import Issue, issues_of
from coalition.answers.scope import known_proposal, salience_of
from coalition.faults import Faults
from coalition.model.coalition import Coalition
from coalition.model.scales import Scales
from coalition.numbers import Number, exact
from coalition.sentences import short
from coalition.stances.matrix import StanceMatrix


@attrs.frozen
class Part:
    """A proposal, or an issue settled at a point."""

    name: str
    worths: tuple[Fraction, ...]  # to each member
    point: Fraction | None = None


def parts_of(
    matrix: StanceMatrix,
    wanted: Iterable[str],
    status_quo: Mapping[str, Fraction],
    floor: Mapping[str, Fraction],
) -> list[Part]:
    """Return what is known of all members: proposals, or the points where issues may be settled.

    Left out is what the stance of some member is not known on; on scales, its position or salience.
    `floor` is what no deal is worth to each member, in their order.
    """
    if matrix.scales is not None:
        issues = issues_of(matrix, wanted, None)
        return [p for one in issues for p in _settlements(one, matrix.scales, status_quo, floor)]
    parts = []
    for name in wanted:
        stances = {member: matrix.stance(member, name) for member in floor}
        if None not in stances.values():
            worths = (exact(s) * salience_of(matrix, one, name) for one, s in stances.items())
            parts.append(Part(name, tuple(worths)))
    return parts


def _settlements(
    issue: Issue,
    scales: Scales,
    status_quo: Mapping[str, Fraction],
    floor: Mapping[str, Fraction],
) -> Iterator[Part]:
    positions, salience = scales.positions[issue.name], scales.salience[issue.name]
    if not floor.keys() <= positions.keys() & salience.keys():
        return
    now, (low, high) = status_quo[issue.name], scales.ends_of(issue.name)
    stands = [(exact(positions[one]), exact(salience[one]) / (high - low)) for one in floor]
    points = {place for place, _ in stands} | ({issue.outcome} if issue.sum else set())
    for (place, cares), least in zip(stands, floor.values(), strict=True):
        if cares:  # as far as it can go where nothing else is settled
            far = max(abs(now - place) - least / cares, Fraction(0))
            points |= {place - far, place + far}
    for point in sorted(points - {now}):
        if low <= point <= high:
            worths = (cares * (abs(now - at) - abs(point - at)) for at, cares in stands)
            yield Part(issue.name, tuple(worths), point)


def settled_now(
    matrix: StanceMatrix, wanted: Iterable[str], status_quo: Mapping[str, Number] | None
) -> dict[str, Fraction]:
    """Return the status quo of each issue that has one: of proposals none, as nothing is adopted.

    Raises InvalidValue for points that are on no scale, and where there should be a status quo.
    """
    read = by_name(status_quo or {}, "status_quo")
    found = {known_proposal(matrix, name): point for name, point in read.items()}
    faults = Faults()
    scales = matrix.scales
    if scales is None and found:
        faults.note(
            "status_quo", "is for issues on scales; of proposals it is that none is adopted"
        )
    elif scales is not None:
        for name, point in found.items():
            low, high = scales.ends_of(name)
            if not low <= point <= high:
                ends = f"from {short(low)} to {short(high)}"
                faults.note(f"status_quo[{name!r}]", f"must be on its scale, {ends}, not {point}")
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

"""What a package can be made of: proposals, or settlements of issues on scales."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product

import attrs

from coalition.answers.amounts import by_name, total
from coalition.answers.issues import issues_of
from coalition.answers.scope import known_proposal, salience_of
from coalition.faults import Faults
from coalition.model.coalition import Coalition
from coalition.numbers import Number, exact
from coalition.sentences import short
from coalition.stances.matrix import StanceMatrix


@attrs.frozen
class Part:
    """A proposal, or an issue settled at a point."""

    name: str
    worths: tuple[Fraction, ...]  # to each member
    point: Fraction = Fraction(1)  # a proposal is adopted


def parts_of(
    matrix: StanceMatrix, status_quo: Mapping[str, Fraction], members: Sequence[str]
) -> Iterator[Part]:
    """Yield these proposals, or these issues at places that members hold or would meet at."""
    if (scales := matrix.scales) is None:
        for name in status_quo:
            stances = (exact(matrix.stance(one, name)) for one in members)
            weights = (salience_of(matrix, one, name) for one in members)
            yield Part(name, tuple(map(Fraction.__mul__, stances, weights)))
        return
    positions, salience = scales.positions, scales.salience
    for issue in issues_of(matrix, status_quo, None):
        low, high = scales.ends_of(issue.name)
        places, cares = positions[issue.name], salience[issue.name]
        stands = [(exact(places[one]), exact(cares[one]) / (high - low)) for one in members]
        now = status_quo[issue.name]
        points = {place for place, _ in stands} | ({issue.outcome} if issue.sum else set())
        for point in sorted(points - {now}):
            worths = (unit * (abs(now - x) - abs(point - x)) for x, unit in stands)
            yield Part(issue.name, tuple(worths), point)


def mixed(
    parts: Sequence[Part], shares: Iterable[Fraction], status_quo: Mapping[str, Fraction]
) -> Iterator[Part]:
    """Yield the settlement of each issue in a best mixture, where it is not one of the parts.

    Between the places of members and the status quo every gain is linear, and where it bends it
    bends down: so what is at the mean point is worth as much as the mixture.
    """
    held = [(part, share) for part, share in zip(parts, shares, strict=True) if share]
    for name, now in status_quo.items():
        some = [(part, share) for part, share in held if part.name == name]
        point = now + total(share * (part.point - now) for part, share in some)
        if point not in {now, *(part.point for part in parts if part.name == name)}:
            worths = ([share * worth for worth in part.worths] for part, share in some)
            yield Part(name, tuple(map(total, zip(*worths, strict=True))), point)


def settled_now(
    matrix: StanceMatrix,
    wanted: Iterable[str],
    members: Iterable[str],
    status_quo: Mapping[str, Number] | None,
) -> dict[str, Fraction]:
    """Return the status quo of all that packages can have: no proposal is adopted.

    That is, of which enough is known of every member. Raises InvalidValue for points that are on no
    scale, and where there should be a status quo.
    """
    read = by_name(status_quo or {}, "status_quo")
    found = {known_proposal(matrix, name): point for name, point in read.items()}
    faults, scales = Faults(), matrix.scales
    if scales is None:
        if found:
            faults.note("status_quo", "is for scales; a proposal is not adopted without a deal")
            faults.raise_if_any("packages")
        known = (p for p in wanted if all(matrix.stance(one, p) is not None for one in members))
        return dict.fromkeys(known, Fraction(0))
    for name, point in found.items():
        low, high = scales.ends_of(name)
        if not low <= point <= high:
            ends = f"from {short(low)} to {short(high)}"
            faults.note(
                f"status_quo[{name!r}]", f"must be on its scale, {ends}, not {short(point)}"
            )
    if found.keys().isdisjoint(wanted):
        names = ", ".join(f"{name!r}: ..." for name in wanted)
        faults.note("status_quo", f"say where issues are without a deal: {{{names}}}")
    faults.raise_if_any("packages")
    positions, salience = scales.positions, scales.salience
    by_issue = {p: positions[p].keys() & salience[p].keys() for p in wanted if p in found}
    return {p: found[p] for p, known in by_issue.items() if known.issuperset(members)}


def apart(parts: Sequence[Part], source: Coalition | StanceMatrix) -> list[set[int]]:
    """Return for each part those that are in no bundle with it."""
    places: dict[str, set[int]] = {}
    for at, part in enumerate(parts):
        places.setdefault(part.name, set()).add(at)
    excluding = exclusions(source)
    return [
        places[part.name].union(*(places.get(n, ()) for n in excluding.get(part.name, ()))) - {at}
        for at, part in enumerate(parts)
    ]


def exclusions(source: Coalition | StanceMatrix) -> dict[str, frozenset[str]]:
    """Return the proposals of a case that exclude others, each with those it excludes."""
    found: dict[str, frozenset[str]] = {}
    for proposal in source.proposals if isinstance(source, Coalition) else ():
        for pair in product([proposal.id], proposal.excludes):
            for one, other in (pair, reversed(pair)):
                found[one] = found.get(one, frozenset()) | {other}
    return found

"""Which bundles of proposals would pass: packages, and log-rolls among them."""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import chain

import attrs

from coalition.answers.amounts import by_name, in_kind_of, total
from coalition.answers.deals._bundles import Bundles, sides_of
from coalition.answers.deals._parts import Part, apart, mixed, parts_of, settled_now
from coalition.answers.decisions.blockers import body_of
from coalition.answers.scope import chosen
from coalition.answers.terms import but_for, on_terms
from coalition.errors import UnknownActor
from coalition.limits import Stopped, Watch, checked_limits
from coalition.model.statements import Position
from coalition.model.words import Several
from coalition.numbers import Number, scaled
from coalition.rules.by_head import Unanimity
from coalition.rules.tallies import ABSTAIN, OPPOSE, SUPPORT
from coalition.rules.vote import Rule
from coalition.sentences import counted, examples, listed, short
from coalition.stances.from_positions import Stances, given
from coalition.tables import Columns, Row, Shown


@attrs.frozen
class Package(Shown):
    """A bundle of proposals, or of settlements of issues on scales, that passes.

    Attributes
    ----------
    proposals : tuple of str
        Ids of the proposals, or names of the issues that are settled, in order.
    gains : tuple of (str, number)
        What each actor gains over no deal: the sum of stance times salience, or on scales of
        salience times the part of the scale that it comes nearer, less the reservation value; by
        seats, then by id.
    supporters, opponents, abstainers : tuple of str
        Who gains, who loses, and who does neither.
    total : number
        The sum of all gains.
    pareto : bool
        Whether no bundle that passes is better for some actor and worse for none.
    log_roll : bool
        Whether no part of it would pass alone.
    certain : bool
        Whether all positions behind it were stated, reported or voted; always, on scales.
    reasons : tuple of Position
        The positions that it follows from.
    settlements : tuple of (str, number)
        On scales, each issue and the point at which it is settled, in the units of the issue.
    """

    proposals: tuple[str, ...]
    gains: tuple[tuple[str, Number], ...]
    supporters: tuple[str, ...]
    opponents: tuple[str, ...]
    abstainers: tuple[str, ...]
    total: Number
    pareto: bool
    log_roll: bool
    certain: bool
    reasons: tuple[Position, ...] = attrs.field(repr=False)
    settlements: tuple[tuple[str, Number], ...] = ()

    def __str__(self) -> str:
        gains = ", ".join(f"{actor} {short(gain)}" for actor, gain in self.gains)
        kind = "log-roll of " if self.log_roll else ""
        settled = [f"{issue} at {short(point)}" for issue, point in self.settlements]
        return f"{kind}{listed(settled or self.proposals)} (gains: {gains})"


@attrs.frozen
class Packages(Shown):
    """The bundles that pass, the best first; they are gone through as a tuple is.

    Attributes
    ----------
    rule : Rule
        The rule.
    found : tuple of Package
        The Pareto-optimal first, then by the sum of gains, by what the actor who gains least gains,
        by the number of proposals, and by id.
    complete : bool
        Whether these are all that were asked for; on scales, at the points that are tried.
    bound : number or None
        Where they are not, what the sum of gains of none of the others exceeds.
    excluded : tuple of str
        The proposals that were left out because the position of some actor is not known; or on
        scales its salience, or where the issue is without a deal.
    stopped : {'work', 'time', 'interrupt'} or None
        What ended the search before there were as many as were asked for: the work that is done by
        default, the time limit, or Ctrl-C.
    several : str
        What several statements of one actor on one proposal count for, as for `Coalition`.
    left_out : tuple of Position
        Positions on the proposals that `Coalition.at` left out: they may be later.
    ceiling : number or None
        On scales, what the sum of gains of no package exceeds at whatever points the issues are
        settled.
    """

    rule: Rule
    found: tuple[Package, ...]
    complete: bool
    bound: Number | None
    excluded: tuple[str, ...]
    stopped: Stopped | None
    several: Several = "refuse"
    left_out: tuple[Position, ...] = attrs.field(default=(), repr=False)
    ceiling: Number | None = None

    @classmethod
    def _columns(cls) -> Columns:
        return Package._columns()

    def _rows(self) -> Iterable[Row]:
        return chain.from_iterable(package._rows() for package in self)

    def __iter__(self) -> Iterator[Package]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)

    def __str__(self) -> str:
        count = counted(len(self), "package") if self.found else "no package"
        if self.bound is not None:
            best = "the best package" if len(self) == 1 else f"the best {count}"
            best = f"{best}, and no other" if self.found else "no package so far, and none"
            count = f"{best} gains more than {short(self.bound)}"
        terms = on_terms(self.several)
        if self.ceiling is not None:
            count += " at the points that are tried"
            terms += f"; at whatever points, none gains more than {short(self.ceiling)}"
        if self.excluded:
            terms += f"; without {examples(self.excluded)}, of which not all is known"
        return f"{count} ({self.rule}){terms}{but_for(self.left_out)}"


def packages(
    source: Stances,
    about: str | Iterable[str] | None = None,
    *,
    status_quo: Mapping[str, Number] | None = None,
    rule: Rule | str = Unanimity(),  # noqa: B008 - frozen
    reservation: Mapping[str, Number] | None = None,
    actors: Iterable[str] | None = None,
    dominated: bool = False,
    limit: int = 20,
    time_limit: float | None = None,
) -> Packages:
    """Return the bundles of proposals that would pass as a whole, the best first.

    A bundle is worth to an actor the sum of stance times salience over its proposals. An actor is
    for it if that exceeds what no deal is worth, against it if it falls short, and abstains where
    the two are equal; the rule says whether that is enough. Where no part would pass alone, it is
    a log-roll (Tullock 1959; Riker & Brams 1973). Proposals of a case that exclude each other are
    never in one bundle; of stances and votes it is not known which do.

    What is not known is worth neither something nor nothing: a proposal on which the position of
    some actor is not known is in no bundle, and named in the answer.

    On scales a bundle settles issues, each at one point or not at all. To settle an issue at y and
    not leave it at the status quo q is worth ``s * (abs(q - x) - abs(y - x)) / L`` to an actor at x
    with salience s. L is the length of the scale, so the whole of one scale counts as much as the
    whole of another, and issues can be added up. The points that are tried are those that an actor
    holds, the compromise (see `compromise`), and those of one more deal: the one with the greatest
    sum of gains, at whatever points, in which nobody loses whose consent is needed. That deal is
    found exactly, by a linear program, and the search is exact over all these points. So under
    unanimity the best package is the best anywhere. Between the points there may be others that
    pass and are not listed, Pareto-optimal ones too, and under other rules better ones. `ceiling`
    says what the sum of gains cannot exceed anywhere.

    Parameters
    ----------
    source : Coalition, StanceMatrix or Scales
        The case, at the date in question, or stances. Without positions, every salience is 1.
        Scales have their own salience; an issue on which that of some actor is not known is left
        out.
    about : str or iterable of str, optional
        A topic, or ids of proposals; by default all proposals.
    status_quo : dict of str to number, optional
        On scales, where each issue is without a deal, in the units of the issue. An issue of which
        that is not said is left out, and named in the answer.
    rule : Rule or str
        The rule.
    reservation : dict of str to number, optional
        What no deal is worth to an actor, by default 0.
    actors : iterable of str, optional
        Ids of parties or politicians: the body that decides; by default all parties.
    dominated : bool
        Whether to list the bundles too that are not Pareto-optimal.
    limit : int
        How many to list.
    time_limit : float, optional
        Seconds after which to stop with the best so far, as on Ctrl-C. Without one, it stops at
        half a million branches of the search, which makes the answer the same on every machine.

    Returns
    -------
    Packages
        The bundles, whether they are all, and else what the rest can gain at most. Where several
        at the end of the list have the same sum of gains, which of them are on it depends on their
        ids alone.

    Raises
    ------
    UnknownProposal, UnknownActor
        If there is no such proposal, topic or actor.
    InvalidValue
        If the rule does not fit the body, a reservation is not a finite number, a limit makes no
        sense, or on scales no status quo is given, or one beyond the ends.
    KeyboardInterrupt
        On Ctrl-C before the search begins.

    Examples
    --------
    >>> import coalition as co
    >>> case = co.Coalition(
    ...     parties=[co.Party("Town"), co.Party("Country")],
    ...     proposals=[co.Proposal("trams", "budget"), co.Proposal("roads", "budget")],
    ...     positions=[
    ...         co.Position("Town", "trams", 1, salience=2, date="2024", attribution="stated"),
    ...         co.Position("Town", "roads", -1, date="2024", attribution="stated"),
    ...         co.Position("Country", "trams", -1, date="2024", attribution="stated"),
    ...         co.Position("Country", "roads", 1, salience=3, date="2024", attribution="stated"),
    ...     ],
    ... )
    >>> for package in co.packages(case, "budget"):
    ...     print(package)
    log-roll of roads and trams (gains: Country 2, Town 1)

    On scales, here of a toll and of the hours in which it is due:

    >>> scales = co.Scales(
    ...     ends=[("toll", 0, 10), ("hours", 0, 24)],
    ...     held=[
    ...         ("toll", "Town", 8, 2, 1), ("toll", "Country", 1, 1, 1),
    ...         ("hours", "Town", 24, 1, 1), ("hours", "Country", 6, 1, 1),
    ...     ],
    ... )
    >>> found = co.packages(scales, status_quo={"toll": 0, "hours": 24})
    >>> print(found)
    4 packages at the points that are tried (unanimity); at whatever points, none gains more than 1
    >>> print(found.found[0])
    log-roll of hours at 6 and toll at 8 (gains: Country 3/20, Town 17/20)
    """
    source = given(source, "packages")
    checked_limits("packages", limit=limit, time_limit=time_limit)
    watch = Watch(time_limit)
    matrix, wanted = chosen(source, about, actors)
    body = body_of(matrix, rule, matrix.actors, "packages")
    members, scales = body.members, matrix.scales
    now = settled_now(matrix, wanted, members, status_quo)
    floor = reserved(members, reservation)
    carries = body.judge
    # 1. What bundles are made of; on scales, the best mixture of that is at further points.
    parts = list(parts_of(matrix, now, members))

    def searched() -> tuple[Bundles, int]:
        figures, unit = scaled([*chain(*(part.worths for part in parts)), *floor.values()])
        *columns, reservations = zip(*[iter(figures)] * len(members), strict=True)
        return Bundles(columns, reservations, apart(parts, source), carries, watch), unit

    search, unit = searched()
    ceiling = Fraction(search.bound, unit) if scales else None
    if scales and (best := search.mixture) and best.feasible:
        worths = (
            share * total(part.worths) for share, part in zip(best.shares, parts, strict=True)
        )
        ceiling = total(worths) - total(floor.values())
        parts = sorted([*parts, *mixed(parts, best.shares, now)], key=lambda part: part.name)
        search, unit = searched()
    # 2. The bundles that pass, those with the greatest sum of gains first.
    search.find(limit, pareto=not dominated)
    # 3. What there is to say of each.

    def passes_alone(part: Part) -> bool:
        return carries(sides_of(map(Fraction.__sub__, part.worths, floor.values())))

    def package(places: tuple[int, ...], gains: tuple[int, ...]) -> Package:
        inside = [parts[place] for place in places]
        sides = dict(zip(members, sides_of(gains), strict=True))
        held = (matrix.held(member, part.name) for part in inside for member in members)
        known = list(filter(None, held))
        # whatever is better has a greater sum, and so it came out before
        better = (
            all(map(int.__ge__, other, gains)) and other != gains for _, other in search.found
        )
        return Package(
            proposals=tuple(part.name for part in inside),
            gains=tuple((m, Fraction(g, unit)) for m, g in zip(members, gains, strict=True)),
            supporters=tuple(m for m in members if sides[m] == SUPPORT),
            opponents=tuple(m for m in members if sides[m] == OPPOSE),
            abstainers=tuple(m for m in members if sides[m] == ABSTAIN),
            total=Fraction(sum(gains), unit),
            pareto=not any(better),
            log_roll=not any(map(passes_alone, inside)),
            certain=all(best.certain for best, *_ in known),
            reasons=tuple(chain.from_iterable(known)),
            settlements=tuple((part.name, part.point) for part in inside if scales),
        )

    found = Packages(
        rule=body.rule,
        found=tuple(sorted((package(*one) for one in search.found), key=_rank)),
        complete=search.complete,
        bound=None if search.complete else Fraction(search.bound, unit),
        excluded=tuple(name for name in wanted if name not in now),
        stopped=None if search.complete or len(search.found) == limit else watch.stopped,
        several=matrix.several,
        left_out=tuple(said for said in matrix.left_out if said.proposal in wanted),
        ceiling=ceiling,
    )
    given_numbers = scales and (scales.numbers, status_quo, reservation)
    return in_kind_of(given_numbers, [found])[0]


def reserved(
    members: tuple[str, ...], reservation: Mapping[str, Number] | None
) -> dict[str, Fraction]:
    """Return what no deal is worth to each member, in their order."""
    read = by_name(reservation or {}, "reservation")
    for actor in read:
        if actor not in members:
            raise UnknownActor(actor, members)
    return {member: read.get(member, Fraction(0)) for member in members}


def _rank(package: Package) -> tuple[object, ...]:
    least = min(gain for _, gain in package.gains)
    order = len(package.proposals), package.proposals, package.settlements
    return (not package.pareto, -package.total, -least, *order)

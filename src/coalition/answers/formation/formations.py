"""Which coalitions could govern, the best first, and which are ruled out."""

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

import attrs
import numpy as np

from coalition.answers.formation._best_sets import Key, Search, Winning
from coalition.answers.formation._body import (
    Body,
    Source,
    body_of,
    lines_left_out,
    lines_of,
    supposed,
    unjudged,
)
from coalition.answers.formation._columns import Measures, disagreement_of, places_of
from coalition.answers.formation.formation import BETTER, BY, Formation, Formations
from coalition.errors import Fault, InvalidValue, close_match
from coalition.faults import shown
from coalition.games.sets import fewest_sets
from coalition.limits import Watch, checked_limits
from coalition.model.words import RankedBy
from coalition.numbers import Number
from coalition.rules.tallies import ABSTAIN, OPPOSE, SUPPORT
from coalition.rules.vote import Rule
from coalition.stances.agreement import Agreement

_SETS = 5  # sets of supporters that are listed


def formations(
    source: Source,
    topic: str | None = None,
    *,
    rule: Rule | str | None = None,
    by: RankedBy = "range",
    scale: Mapping[str, Number] | str | Iterable[str] | None = None,
    without: Iterable[str] = (),
    including: Iterable[str] = (),
    together: Iterable[Iterable[str]] = (),
    minority: bool = False,
    agreement: Agreement | None = None,
    limit: int = 5000,
    time_limit: float | None = None,
) -> Formations:
    """Return the coalitions that could govern, the best first, and those that are ruled out.

    A coalition of parties could govern if it would carry a vote against all others, and if no
    member has a red line against it. By range, the best are those of the minimal range theory
    (Axelrod 1970; de Swaan 1973); by seats, the minimum winning coalitions (Riker 1962); by number
    of members, those of Leiserson (1968). Each has all of these columns, so that the theories can
    be compared (Lijphart 1999).

    Parameters
    ----------
    source : Coalition, StanceMatrix, Scales, dict of str to number, SimpleGame or WeightedGame
        Who is there, with their seats: a case, at the date in question, with its red lines; votes;
        positions on scales; plain seats; or a game. Where no seats are known, each party counts as
        one. Parties with 0 seats are in no coalition.
    topic : str, optional
        What disagreement is counted on: a topic, as for `agreement_graph`; everything by default.
    rule : Rule or str, optional
        When a coalition wins; a majority of all members by default. A game has its rule.
    by : str
        What they are ranked by: ``members``, ``seats``, ``surplus``, ``range``, ``disagreement`` or
        ``red_lines``, the least first; or ``minimal``, ``fewest_members``, ``fewest_seats`` or
        ``connected``, those that are so first. What is not known comes last.
    scale : dict of str to number, str or iterable of str, optional
        What range is measured on: a table from parties to places; an issue, a proposal or a topic;
        or several issues or proposals. By default the one issue of Scales, or else all issues or
        proposals on which every party has a position.
    without, including : iterable of str
        Parties that must not be in, and parties that must be in.
    together : iterable of iterable of str
        Parties that are in or out as one. Groups that share a party are one group. A coalition is
        minimal if it would not win without any one group.
    minority : bool
        Take the coalitions that do not win alone instead; by seats and surplus, those closest to
        winning come first.
    agreement : Agreement, optional
        How agreement is counted, as for `agreement_graph`.
    limit : int
        How many to list, and how many of those ruled out; by default all of up to 12 parties.
    time_limit : float, optional
        Seconds after which to stop with the best so far, as on Ctrl-C. Without one, a search stops
        after a certain amount of work, so that the answer is the same on every machine.

    Returns
    -------
    Formations
        Those that could govern, those ruled out, and what is not known.

    Raises
    ------
    UnknownActor, UnknownTopic, UnknownProposal
        If there is no such party, topic, proposal or issue.
    InvalidValue
        If the rule does not fit the body or needs seats that are not known, what is supposed
        contradicts itself, or a column, a place or a limit makes no sense.
    KeyboardInterrupt
        On Ctrl-C before or after the search.

    Notes
    -----
    On one scale, range is in its units. On several issues it is the mean of the shares of their
    scales (of which that of stances is 2 long) that lie between the outermost members, weighted by
    how much the parties with seats care on average, those of whom that is known.

    Seats are those above 0 that the rule counts; a rule by other weights has no `surplus`.
    `fewest_members` and `fewest_seats` are told of all coalitions that win, but for those that part
    who is `together`, and also where `without` and `including` suppose that some are out or in.

    The best are found without a look at all sets of parties, and it is proven that no other is
    better: in a second for 30 parties.

    Examples
    --------
    >>> import coalition as co
    >>> parties = {"A": 8, "B": 21, "C": 26, "D": 12, "E": 33}  # of Lijphart, from left to right
    >>> found = co.formations(parties, scale={"A": 1, "B": 2, "C": 3, "D": 4, "E": 5})
    >>> [one.members for one in found if one.minimal and one.rank == 1]
    [('E', 'C'), ('C', 'B', 'A'), ('C', 'B', 'D')]
    >>> print(found[0])
    E and C: 59 seats, 8 above 51; minimal; fewest members; range 2
    >>> print(co.formations("migration-2023", rule="quota 40", including=["D66"], by="members"))
    5 coalitions could govern (quota 40); best by number of members (2): VVD and D66
    """
    checked_limits("formations", limit=limit, time_limit=time_limit)
    if not isinstance(by, str) or by not in BY:
        message = f"must be one of {', '.join(BY)}, not {shown(by)}{close_match(str(by), BY)}"
        raise InvalidValue((Fault("by", message),), "formations")
    watch = Watch(time_limit)
    # 1. Who could be a member, and what is known of them.
    body = body_of(source, rule)
    wanted = supposed(body, without, including, together)
    winning, lines, places = Winning(body.carriers, watch), lines_of(body), places_of(body, scale)
    against = disagreement_of(body, topic, agreement, winning.heaviest)
    measures = Measures(body, wanted, lines, places, winning, *against, wins=not minority)
    # 2. The best of those that nobody rules out, and of those that a red line rules out.
    column, size = measures.columns[by], measures.by_size
    touched = attrs.evolve(column, least=1) if by == "red_lines" else column
    kept = wanted.lines
    best = Search(winning, (column, *size), limit, (kept, lines), wins=not minority)
    others = Search(winning, (touched, *size), limit, (kept,), crossed=lines, wins=not minority)
    done, all_others = (one.run(wanted.inside, wanted.out) for one in (best, others))
    # 3. What there is to say of each.
    found, ruled_out = (_told(measures, one.found[:limit]) for one in (best, others))
    rest = [key[0] for key in best.found[limit:]] + [least[0] for least, *_ in best.open]
    return Formations(
        rule=body.game.rule,
        by=by,
        found=found,
        ruled_out=ruled_out,
        complete=done and not rest,
        bound=column.told(min(rest)) if rest and by in BETTER else None,
        more_ruled_out=not all_others or len(others.found) > limit,
        minority=minority,
        issues=places.issues,
        unplaced=body.members(places.lost),
        seatless=body.seatless,
        stopped=watch.stopped,
        tied=bool(best.found[limit:]) and best.found[limit][0] == best.found[0][0],
        left_out=lines_left_out(body),
        unjudged=unjudged(body, lines),
    )


def _told(measures: Measures, keys: list[Key]) -> tuple[Formation, ...]:
    """Return what there is to say of sets, in their order."""
    body, lines = measures.body, measures.lines
    out = np.frombuffer(b"".join(key[-1] for key in keys), np.bool_).reshape(-1, len(body.names))
    inside = ~out
    columns = {
        name: map(column.told, column.cost(inside, out)[0].tolist())
        for name, column in measures.columns.items()
        if name not in {"members", "red_lines"}
    }
    found: list[Formation] = []
    first: dict[Any, int] = {}  # the rank of each value
    touched, crossed = lines.touched(inside), lines.crossed(inside, out)
    rows = zip(keys, inside, touched, crossed, *columns.values(), strict=True)
    for (cost, *_), row, touching, crossing, *values in rows:
        members = body.members(row)
        unknown = np.argwhere(measures.unknown & row & row[:, None])
        found.append(
            Formation(
                members=members,
                **dict(zip(columns, values, strict=True)),
                unknown=tuple((body.names[one], body.names[other]) for one, other in unknown),
                red_lines=tuple(lines.made[at] for at in np.flatnonzero(touching)),
                ruled_out_by=tuple(lines.made[at] for at in np.flatnonzero(crossing)),
                makers=tuple(body.names[at] for at in lines.makers[crossing]),
                rank=first.setdefault(cost, len(found) + 1),
                support=() if measures.wins else _backing(body, members, SUPPORT),
                abstention=() if measures.wins else _backing(body, members, ABSTAIN),
                balanced=bool((measures.balanced & row & row[:, None]).any()),
            )
        )
    return tuple(found)


def _backing(body: Body, members: tuple[str, ...], side: int) -> tuple[tuple[str, ...], ...]:
    """Return the smallest sets of other parties that carry a vote of members by a side."""
    game, others = body.game, [name for name in body.names if name not in members]
    taken = [SUPPORT if name in members else OPPOSE for name in game.members]
    free = [game.members.index(name) for name in others]
    held = game.judge.turned(taken, free, side)
    return tuple(tuple(others[at] for at in some) for some in islice(fewest_sets(held), _SETS))

"""The sets of players that carry at the least cost.

To gain all that the quotas of a clause ask for, at the least cost, is to look for bundles (see
`Bundles`): every quota is a member who must not lose, and one more has the costs to bear.
"""

from collections.abc import Sequence
from fractions import Fraction
from math import gcd

import attrs

from coalition.answers.deals._bundles import Bundles
from coalition.errors import TooLarge
from coalition.games.sets import Players, minimal_sets
from coalition.limits import Watch
from coalition.rules.tallies import OPPOSE, Carriers, Formula, Oracle

_TRIED = 20  # players of a rule of which nothing is known


@attrs.frozen
class Cheapest:
    """The sets that carry at the least cost.

    Attributes
    ----------
    sets : tuple of tuple of int
        The sets, in order; the best that was found where the search was stopped.
    cost : int
        What each of them costs.
    bound : int
        What no set that carries costs less than.
    proven : bool
        Whether these are the sets of the least cost, all of them up to the cap.
    """

    sets: tuple[Players, ...]
    cost: int
    bound: int
    proven: bool


def cheapest_sets(carriers: Carriers, costs: Sequence[int], cap: int, watch: Watch) -> Cheapest:
    """Return the sets that carry at the least cost, in order, up to so many.

    Parameters
    ----------
    carriers : Carriers
        Which sets carry.
    costs : list of int
        What each player costs, 1 or more; so no player of such a set can be spared.
    cap : int
        How many to return; there are fewer if there are no more.
    watch : Watch
        Ends the search, with the best so far.
    """
    if carriers.wins([]):
        return Cheapest(((),), 0, 0, proven=True)
    if isinstance(carriers, Oracle):
        if carriers.size > _TRIED:
            raise TooLarge("members who can move, under a rule of your own", carriers.size, _TRIED)
        found = [_one(players, costs) for players in minimal_sets(carriers)]
    else:
        found = _by_clause(carriers, costs, cap, watch)
    found = found or [Cheapest((), 0, 0, proven=True)]
    least = min(one.cost for one in found)
    sets = {players for one in found if one.cost == least for players in one.sets}
    return Cheapest(
        tuple(sorted(sets))[:cap],
        least,
        min(one.bound for one in found),
        proven=all(one.proven or one.bound > least for one in found),
    )


def _one(players: Players, costs: Sequence[int], *, bound: int | None = None) -> Cheapest:
    cost = sum(costs[player] for player in players)
    return Cheapest((players,), cost, cost if bound is None else bound, proven=bound is None)


def _is_met(sides: Sequence[int]) -> bool:
    return OPPOSE not in sides[:-1]


def _by_clause(formula: Formula, costs: Sequence[int], cap: int, watch: Watch) -> list[Cheapest]:
    """Return the cheapest sets that meet each clause that all players together can meet."""
    found = []
    unit = gcd(*costs)
    for clause in formula.clauses:
        rows = [formula.forms[form] for form, _ in clause]
        quotas = tuple(quota for _, quota in clause)
        if any(sum(row) < quota for row, quota in zip(rows, quotas, strict=True)):
            continue
        # the last member bears the costs, and sees to it that the sum of gains is those alone
        bears = (-sum(weights) - cost // unit for *weights, cost in zip(*rows, costs, strict=True))
        columns = list(zip(*rows, bears, strict=True))
        apart = [set[int]()] * len(costs)
        search = Bundles(columns, (*quotas, -sum(quotas)), apart, _is_met, watch)
        search.find(cap, tied=True)
        if search.found:
            sets = tuple(players for players, _ in search.found)
            cost = sum(costs[player] for player in sets[0])
            found.append(Cheapest(sets, cost, cost, search.complete or len(sets) == cap))
        else:
            shares = search.mixture.shares if search.mixture else map(Fraction, costs)
            players = [player for player, share in enumerate(shares) if share > 0]
            for player in sorted(players, key=lambda one: -costs[one]):  # without the superfluous
                if formula.wins(others := [one for one in players if one != player]):
                    players = others
            found.append(_one(tuple(players), costs, bound=-search.bound * unit))
    return found

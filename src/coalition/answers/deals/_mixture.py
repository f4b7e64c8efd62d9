"""The best mixture of deals: a linear program, solved exactly.

A deal takes at most one thing of every choice, and is worth to each member the sum of the things in
it. Deals are mixed, with shares that sum to 1, for the greatest worth in all members among those
mixtures in which no member falls short who is needed.

There are too many deals to write down, but with a price on what each member gains the best deal is
found choice by choice. So deals come in one after the other, each the best at the prices of the
mixture so far, until none is better (Dantzig & Wolfe 1960). It is all in whole numbers with one
denominator (Edmonds 1967), so nothing is rounded; and where several deals could make room for the
next, that one does by which no mixture ever comes back (Dantzig, Orden & Wolfe 1955).
"""

from collections.abc import Sequence
from fractions import Fraction

import attrs

from coalition.limits import Watch


@attrs.frozen
class Mixture:
    """The mixture with the greatest worth.

    Attributes
    ----------
    shares : tuple of Fraction
        How much of each thing is in it.
    prices : tuple of Fraction
        What it costs the others, in worth, to give each member one more; 0 for who is not needed.
    feasible : bool
        Whether any mixture gives enough to all who are needed; if not, the rest means nothing.
    """

    shares: tuple[Fraction, ...]
    prices: tuple[Fraction, ...]
    feasible: bool


def best_mixture(
    columns: Sequence[Sequence[int]],
    reservations: Sequence[int],
    choices: Sequence[Sequence[int]],
    needed: Sequence[bool],
    watch: Watch,
) -> Mixture:
    """Return the best mixture of what `Bundles` is given; the watch ends the search for it."""
    # 1. There is a row for every member who is needed, for what it gets beyond what it must have,
    # and one for the shares. A made-up deal gives everybody just that; so the mixture can begin
    # with it. Of two goals, the first is to be rid of it, and the second the worth. The last number
    # of a row is how much of its deal there is, and the others of a goal are the prices.
    places = [member for member, need in enumerate(needed) if need]
    size = len(places)
    gains = [[column[member] for member in places] for column in columns]
    worths = [sum(column) for column in columns]
    rows = [[*(int(a == b) for b in range(size + 1)), int(a == size)] for a in range(size + 1)]
    rows += [[*(0 for _ in places), -1, -1], [0] * (size + 2)]
    deals: list[Sequence[int]] = [()] * (size + 1)
    unit = 1  # the denominator of all

    def priced(one: int) -> tuple[int, int]:
        first, second = (sum(map(int.__mul__, goal, gains[one])) for goal in rows[-2:])
        return first, second + unit * worths[one]

    while True:
        watch.spend(len(columns) * (size + 1) + size * size)
        # 2. The deal that is best at these prices, and what it does to every row.
        tops = (max(choice, key=priced) for choice in choices)
        deal: Sequence[int] = [one for one in tops if priced(one) > (0, 0)]
        column = [reservations[place] for place in places] + [1]
        for one in deal:
            column[:-1] = map(int.__sub__, column, gains[one])
        turned = [sum(map(int.__mul__, row, column)) for row in rows]
        turned[-1] -= unit * sum(worths[one] for one in deal)
        # 3. It comes in, or a member gets more than it must have, whichever is better.
        options = [(turned, deal), *(([row[at] for row in rows], ()) for at in range(size))]
        turned, deal = min(options, key=lambda option: option[0][-2:])
        if turned[-2:] >= [0, 0]:
            break
        out = min(
            (at for at in range(size + 1) if turned[at] > 0),
            key=lambda at: [Fraction(held, turned[at]) for held in (rows[at][-1], *rows[at])],
        )
        for row, times in zip(rows, turned, strict=True):
            if row is not rows[out]:
                pairs = zip(row, rows[out], strict=True)
                row[:] = [(a * turned[out] - times * b) // unit for a, b in pairs]
        unit, deals[out] = turned[out], deal
    shares = [Fraction(0)] * len(columns)
    for inside, row in zip(deals, rows, strict=False):
        for one in inside:
            shares[one] += Fraction(row[-1], unit)
    prices = [Fraction(0)] * len(needed)
    for place, price in zip(places, rows[-1], strict=False):
        prices[place] = Fraction(max(price, 0), unit)
    return Mixture(tuple(shares), tuple(prices), feasible=rows[-2][-1] == 0)

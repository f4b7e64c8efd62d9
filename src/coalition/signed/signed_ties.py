"""A signed graph as the search works on it: whole numbers between places."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import attrs

from coalition.numbers import Number, as_given


@attrs.frozen
class SignedTies:
    """The ties of a signed graph as whole numbers in one scale, so that nothing is ever rounded.

    Parameters
    ----------
    nodes : tuple
        The nodes, by seats, the most first, then by id.
    seats : tuple of (int or Fraction)
        The seats of each node; 0 where none are given.
    rank : tuple of int
        The place of each node in the order of the ids.
    ties : dict of (int, int) to int
        The signed weight of every tie, multiplied by `scale`, by the places of its nodes, the
        lesser first. A weight of 0 is a tie too.
    scale : int
        What the weights must be divided by.
    floating : bool
        Whether answers are floats, where they are not whole; fractions if not.
    """

    nodes: tuple[Any, ...]
    seats: tuple[int | Fraction, ...]
    rank: tuple[int, ...]
    ties: dict[tuple[int, int], int]
    scale: int = 1
    floating: bool = False

    @classmethod
    def of(
        cls,
        seats: Mapping[Any, int | Fraction],
        ties: Mapping[tuple[Any, Any], int],
        scale: int = 1,
        *,
        floating: bool = False,
    ) -> "SignedTies":
        """Return the ties of these nodes, each with its seats; ties are given by their nodes."""
        try:
            ids = sorted(seats)
        except TypeError:  # ids of several kinds: by kind, then as written
            ids = sorted(seats, key=lambda node: (type(node).__name__, repr(node)))
        nodes = sorted(ids, key=lambda node: -seats[node])
        rank = {node: index for index, node in enumerate(ids)}
        place = {node: index for index, node in enumerate(nodes)}
        placed = ((place[one], place[other], tie) for (one, other), tie in ties.items())
        return cls(
            tuple(nodes),
            tuple(seats[node] for node in nodes),
            tuple(rank[node] for node in nodes),
            {(min(one, other), max(one, other)): tie for one, other, tie in placed},
            scale,
            floating,
        )

    def number(self, whole: int) -> Number:
        """Return what a whole number stands for."""
        return as_given(Fraction(whole, self.scale), floating=self.floating)

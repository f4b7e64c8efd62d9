"""A coalition that could govern, or that is ruled out, and what is known of it."""

from collections.abc import Iterable, Iterator
from itertools import chain

import attrs

from coalition.model.statements import Commitment
from coalition.numbers import Number
from coalition.rules.vote import Rule
from coalition.tables import Columns, Row, Shown

Named = tuple[str, ...]


@attrs.frozen
class Formation(Shown):
    """A coalition of parties that could govern, or that somebody rules out.

    Attributes
    ----------
    members : tuple of str
        Ids of the parties, by seats, then by id.
    seats : number or None
        Their seats together; None where the seats of one of them are not known.
    surplus : number or None
        Seats above the fewest with which the rule can be met; below 0 for a minority. None where
        the rule does not come down to a number of seats.
    minimal : bool
        Whether it wins, and would not without any one of its members.
    fewest_members, fewest_seats : bool
        Whether no winning coalition has fewer members, or fewer seats, whoever rules it out.
    connected : bool or None
        Whether its members stand next to each other on the scale, without a gap. None where there
        is no single scale, or a member has no place on it.
    range : number or None
        The distance between its two outermost members on the scale. On several issues: the mean of
        the distances, each as a share of the length of its scale, weighted by how much all parties
        together care. None where a member has no place on one of them.
    disagreement : number or None
        Disagreement kept within: the sum of the weights of the negative ties between its members in
        the agreement graph. None where there are no positions.
    unknown : tuple of (str, str)
        Pairs of members without a tie, as they share no proposal: what they disagree on is not
        known, and not in `disagreement`.
    red_lines : tuple of Commitment
        The red lines of its members that touch it: on governing with another member, without a
        party, or only as the largest.
    ruled_out_by : tuple of Commitment
        Those of the red lines that it crosses, the best known first; empty for one that nobody
        rules out.
    rank : int
        Its rank by the column that was asked for, among those that nobody rules out, or among those
        ruled out: 1 for the best, and the same for those that are equal.
    support, abstention : tuple of tuple of str
        Of a minority coalition, the smallest sets of other parties with whose support, or with
        whose abstention alone, it could carry a vote against all others.
    """

    members: Named
    seats: Number | None
    surplus: Number | None
    minimal: bool
    fewest_members: bool
    fewest_seats: bool
    connected: bool | None
    range: Number | None
    disagreement: Number | None
    unknown: tuple[tuple[str, str], ...] = ()
    red_lines: tuple[Commitment, ...] = ()
    ruled_out_by: tuple[Commitment, ...] = ()
    rank: int = 1
    support: tuple[Named, ...] = ()
    abstention: tuple[Named, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether it is ruled out, if it is, by what was stated, reported or measured."""
        return not self.ruled_out_by or any(made.certain for made in self.ruled_out_by)


@attrs.frozen
class Formations(Shown):
    """The coalitions that could govern, the best first; they are gone through as a tuple is.

    Attributes
    ----------
    rule : Rule
        The rule.
    by : str
        The column that they are ranked by.
    found : tuple of Formation
        Those that nobody rules out, by that column, then by fewer members, fewer seats, and ids.
    ruled_out : tuple of Formation
        Those that a red line rules out, in the same order.
    complete : bool
        Whether these are all there are.
    bound : number or None
        Where `found` are not all: what the value of the column of none of the others is below.
    minority : bool
        Whether they are the coalitions that do not win alone.
    issues : tuple of str
        What `range` is measured on; one is a scale.
    unplaced : tuple of str
        Ids of the parties without a place on one of them.
    seatless : tuple of str
        Ids of the parties without a seat, which are in none.
    stopped : {'work', 'time', 'interrupt'} or None
        What ended the search before it was sure that these are the best; None where it is.
    """

    rule: Rule
    by: str
    found: tuple[Formation, ...]
    ruled_out: tuple[Formation, ...] = ()
    complete: bool = True
    bound: Number | None = None
    minority: bool = False
    issues: Named = ()
    unplaced: Named = ()
    seatless: Named = ()
    stopped: str | None = None

    @classmethod
    def _columns(cls) -> Columns:
        return Formation._columns()

    def _rows(self) -> Iterable[Row]:
        return chain.from_iterable(one._rows() for one in (*self.found, *self.ruled_out))

    def __iter__(self) -> Iterator[Formation]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)

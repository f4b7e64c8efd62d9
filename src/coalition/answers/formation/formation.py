"""A coalition that could govern, or that is ruled out, and what is known of it."""

from collections.abc import Iterable, Iterator
from itertools import chain

import attrs

from coalition.model.statements import Commitment
from coalition.numbers import Number
from coalition.rules.vote import Rule
from coalition.sentences import counted, examples, listed, short
from coalition.tables import Columns, Row, Shown

Named = tuple[str, ...]

_TIED = 3  # equally good ones that a sentence names

BY = {  # the columns that order, in words
    "members": "number of members",
    "seats": "seats",
    "surplus": "surplus",
    "minimal": "whether they are minimal",
    "fewest_members": "whether they have the fewest members",
    "fewest_seats": "whether they have the fewest seats",
    "connected": "whether they are connected",
    "range": "range",
    "disagreement": "disagreement",
    "red_lines": "red lines",
}


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
    fewest_members: bool | None
    fewest_seats: bool | None
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

    def __str__(self) -> str:
        facts = [
            *self._size(),
            "minimal" * self.minimal,
            "connected" * (self.connected is True),
            "" if self.range is None else f"range {short(self.range)}",
            *self._against(),
            *self._backing(),
            *self._lines(),
        ]
        return f"{listed(self.members)}: {'; '.join(filter(None, facts))}"

    def _size(self) -> Iterator[str]:
        if self.seats is None:
            yield counted(len(self.members), "member")
            return
        seats = "1 seat" if self.seats == 1 else f"{_worded(self.seats)} seats"
        if self.surplus is None:
            yield seats
            return
        needed = _worded(self.seats - self.surplus)
        if self.surplus < 0:
            yield f"{seats}, {_worded(-self.surplus)} short of {needed}"
        else:
            above = f"{_worded(self.surplus)} above {needed}" if self.surplus else "just enough"
            yield f"{seats}, {above}"

    def _against(self) -> Iterator[str]:
        """Say how much they disagree, and of whom that is not known."""
        if self.disagreement is not None:
            unknown = f", not known of {examples(map(listed, self.unknown))}" * bool(self.unknown)
            yield f"disagreement {short(self.disagreement)}{unknown}"

    def _backing(self) -> Iterator[str]:
        """Say whose support, or abstention, a minority would need."""
        for what in ("support", "abstention"):
            if sets := getattr(self, what):
                yield f"enough with the {what} of {' or of '.join(map(listed, sets))}"

    def _lines(self) -> Iterator[str]:
        """Say who rules it out."""
        if self.ruled_out_by:
            lines = (f"{made.by}: {made.terms} ({made.provenance})" for made in self.ruled_out_by)
            yield f"{'' if self.certain else 'possibly '}ruled out by {', and by '.join(lines)}"


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
    more_ruled_out: bool = False
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

    def __str__(self) -> str:
        parts = [self._counted(), self._best(), *self._not_known()]
        return "; ".join(filter(None, parts))

    def _counted(self) -> str:
        """Say how many there are, and how many are ruled out."""
        could = "do not win alone" if self.minority else "could govern"
        number = counted(len(self), "coalition") if self.found else "no coalition"
        if not self.complete:
            number = f"the best {counted(len(self), 'coalition')} of more that"
        if self.stopped and not self.complete:
            number = f"the best {counted(len(self), 'coalition')} found so far that"
        more = "more than " * self.more_ruled_out
        ruled_out = f", {more}{len(self.ruled_out):,} are ruled out" if self.ruled_out else ""
        return f"{number} {could} ({self.rule}){ruled_out}"

    def _best(self) -> str:
        """Say which are the best, and by what."""
        if not self.found:
            return ""
        tied = [one for one in self.found if one.rank == 1]
        value = getattr(self.found[0], self.by)
        by = BY[self.by]
        if value is None:
            return f"their {by} is not known, and they are in order of members and seats"
        is_number = not isinstance(value, bool | tuple)
        told = f" ({short(value)})" if is_number else ""
        shown = "; or ".join(listed(one.members) for one in tied[:_TIED])
        others = "; or others" if len(tied) > _TIED else ""
        return f"best by {by}{told}: {shown}{others}"

    def _not_known(self) -> Iterator[str]:
        """Say what is not known, and who is in none."""
        if self.unplaced:
            verb = "has" if len(self.unplaced) == 1 else "have"
            yield f"{listed(self.unplaced)} {verb} no place on {examples(self.issues)}"
        pairs = dict.fromkeys(chain.from_iterable(one.unknown for one in self.found))
        if pairs:
            yield f"what they disagree on is not known of {examples(map(listed, pairs))}"
        if self.seatless:
            verb = "has" if len(self.seatless) == 1 else "have"
            yield f"{listed(self.seatless)} {verb} no seats"


def _worded(number: Number) -> str:
    """Return seats in words of a sentence."""
    return f"{number:,}" if isinstance(number, int) else short(number)

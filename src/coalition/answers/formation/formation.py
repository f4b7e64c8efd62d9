"""A coalition that could govern, or that is ruled out, and what is known of it."""

from collections.abc import Iterable, Iterator
from itertools import chain

import attrs

from coalition.answers.terms import but_for
from coalition.limits import Stopped
from coalition.model.statements import Commitment
from coalition.model.words import RankedBy
from coalition.numbers import Number
from coalition.rules.vote import Rule
from coalition.sentences import counted, examples, listed, short
from coalition.tables import Columns, Row, Shown

Named = tuple[str, ...]

_TIED = 3  # equally good ones that a sentence names

SCALE = "scale"  # what a scale is called that is given as a table
BETTER: dict[RankedBy, str] = {  # than which no other is, in words
    "members": "fewer than {} members",
    "seats": "fewer than {} seats",
    "surplus": "a surplus below {}",
    "range": "a range below {}",
    "disagreement": "a disagreement below {}",
    "red_lines": "fewer than {} red lines",
}
BY: dict[RankedBy, str] = {  # the columns that order, in words
    "members": "number of members",
    "seats": "seats",
    "surplus": "surplus",
    "minimal": "that are minimal",
    "fewest_members": "with the fewest members",
    "fewest_seats": "with the fewest seats",
    "connected": "that are connected",
    "range": "range",
    "disagreement": "disagreement",
    "red_lines": "number of red lines",
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
        Whether it wins, and would not without any one of its members, or of the groups of them that
        are in or out as one.
    fewest_members, fewest_seats : bool or None
        Whether it wins, and no coalition that wins has fewer members, or fewer seats, whoever rules
        it out; None where the search for the fewest was stopped, or the seats of a party are not
        known.
    connected : bool or None
        Whether its members stand next to each other on the scale, without a gap. None where there
        is no single scale, or a member has no place on it; others without one stand in no gap.
    range : number or None
        The distance between its two outermost members on the scale. On several issues: the mean of
        the distances, each as a share of the length of its scale, weighted by how much the parties
        with seats care on average. None where a member has no place on one of them.
    disagreement : number or None
        Disagreement kept within: the sum of the weights of the negative ties between its members in
        the agreement graph. A tie is what two agree on less what they do not: 0 may be a balance
        over several proposals (`balanced`). None where it is not known of any two parties.
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
        Of a minority coalition, the sets of the fewest other parties with whose support, or with
        whose abstention alone, it could carry a vote against all others: five at most, the parties
        with more seats first. Where a majority of all members is needed, to abstain is no help.
    makers : tuple of str
        Of each line in `ruled_out_by`, the member that it binds: who made it, or the party of the
        politician who did.
    balanced : bool
        Whether two of its members disagree on something and agree on as much or more, which
        `disagreement` leaves out.
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
    makers: Named = ()
    balanced: bool = False

    @property
    def certain(self) -> bool:
        """Whether it is ruled out, if it is, by what was stated, reported or measured."""
        return not self.ruled_out_by or any(made.certain for made in self.ruled_out_by)

    def __str__(self) -> str:
        facts = [
            *self._size(),
            "minimal" * self.minimal,
            "fewest members" * bool(self.fewest_members),
            "fewest seats" * bool(self.fewest_seats),
            "connected" * (self.connected is True),
            "" if self.range is None else f"range {short(self.range)}",
            *self._against(),
            *(f"enough with {way}" for way in self.backing),
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
            balance = " on balance" * self.balanced
            yield f"disagreement {short(self.disagreement)}{balance}{unknown}"

    @property
    def backing(self) -> list[str]:
        """The `support` and the `abstention` that a minority would need, in words."""
        found = {"support": self.support, "abstention": self.abstention}
        return [
            f"the {what} of "
            + (listed(chain(*sets), "or") if all(len(some) == 1 for some in sets) else several)
            for what, sets in found.items()
            if (several := " or of ".join(map(listed, sets)))
        ]

    def _lines(self) -> Iterator[str]:
        """Say who rules it out."""
        if self.ruled_out_by:
            lines = map(_line, self.ruled_out_by, self.makers)
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
        Those that nobody rules out, by that column, then by fewer members and fewer seats; of equal
        ones, those with the parties that come first by seats, then by id.
    ruled_out : tuple of Formation
        Those that a red line rules out, in the same order.
    complete : bool
        Whether these are all that nobody rules out.
    bound : number or None
        Where they are not: what the column of none of the others is below, or, for the seats and
        surplus of a minority, above. None for a column that is no number.
    more_ruled_out : bool
        Whether more are ruled out than are listed.
    minority : bool
        Whether they are the coalitions that do not win alone.
    issues : tuple of str
        What `range` is measured on; one is a scale, and ``scale`` one that was given as a table.
    unplaced : tuple of str
        Ids of the parties without a place on one of them.
    seatless : tuple of str
        Ids of the parties without a seat, which are in none.
    stopped : {'work', 'time', 'interrupt'} or None
        What ended the search before it was sure that these are the best, or what the fewest members
        and seats are; None where it is.
    tied : bool
        Whether all that are listed are equally good, and others that are not are as good.
    left_out : tuple of Commitment
        Red lines of the parties that `Coalition.at` left out: they may be later.
    unjudged : tuple of Commitment
        Red lines on governing only as the largest that may rule out more, as it is not known of
        some parties how many seats they have.
    """

    rule: Rule
    by: RankedBy
    found: tuple[Formation, ...]
    ruled_out: tuple[Formation, ...] = ()
    complete: bool = True
    bound: Number | None = None
    more_ruled_out: bool = False
    minority: bool = False
    issues: Named = ()
    unplaced: Named = ()
    seatless: Named = ()
    stopped: Stopped | None = None
    tied: bool = False
    left_out: tuple[Commitment, ...] = attrs.field(default=(), repr=False)
    unjudged: tuple[Commitment, ...] = attrs.field(default=(), repr=False)

    @classmethod
    def _columns(cls) -> Columns:
        return Formation._columns()

    def _rows(self) -> Iterable[Row]:
        return chain.from_iterable(one._rows() for one in (*self.found, *self.ruled_out))

    def __iter__(self) -> Iterator[Formation]:
        return iter(self.found)

    def __len__(self) -> int:
        return len(self.found)

    def __getitem__(self, place: int) -> Formation:
        return self.found[place]

    def __str__(self) -> str:
        told = "; ".join(filter(None, [self._counted(), self._best(), *self._not_known()]))
        return f"{told}{but_for(self.left_out)}"

    def _counted(self) -> str:
        """Say how many there are, and how many are ruled out."""
        could = "do not win alone" if self.minority else "could govern"
        number = counted(len(self), "coalition") if self.found else "no coalition"
        found = f"{number} {could if len(self) > 1 else could.replace('do not', 'does not')}"
        if not self.complete:
            number = "" if len(self) == 1 else f" {len(self):,}"
            so_far = " found so far" * bool(self.stopped)
            best = f"the best{number}" if self.found else "none"
            found = f"{best}{so_far} of the coalitions that {could}"
        found = f"{found} ({self.rule}){self._others()}"
        if not self.ruled_out:
            return found
        listed_out = len(self.ruled_out)
        number = f"{'more than ' * self.more_ruled_out}{listed_out:,}"
        verb = "is" if listed_out == 1 else "are"
        doubted = sum(not one.certain for one in self.ruled_out)
        if doubted == listed_out and not self.more_ruled_out:
            return f"{found}, and {number} {verb} possibly ruled out"
        some = "some" if self.more_ruled_out else f"{doubted:,}"
        possibly = f", {some} of them only possibly" * bool(doubted)
        return f"{found}, and {number} {verb} ruled out{possibly}"

    def _others(self) -> str:
        """Say how good others than those that are listed can be."""
        least = 1 if self.by == "members" else 0
        above = self.minority and self.by in {"seats", "surplus"}
        if self.bound is None or (self.bound <= least and not above):
            return ""  # where none can be below, there is nothing to say
        than = BETTER[self.by].format(_worded(self.bound))
        if above:
            than = than.replace("fewer", "more").replace("below", "above")
        return f", and no other has {than}"

    def _best(self) -> str:
        """Say which are the best, and by what."""
        if not self.found:
            return ""
        best = [one for one in self.found if one.rank == 1]
        value, words = getattr(best[0], self.by), BY[self.by]
        are = words.replace("that are", "are").replace("with", "have")
        if value is None:
            whose = "its" if len(self) == 1 else "their"
            what = f"{whose} {words}" if are == words else f"whether they {are}"
            verb = "are" if self.by == "seats" else "is"
            return f"{what} {verb} not known: fewer members and fewer seats come first"
        if value is False:
            return f"none of them {are.replace('are', 'is').replace('have', 'has')}"
        number = len(value) if isinstance(value, tuple) else value
        more = self.tied  # one more at least
        names = [listed(one.members) for one in best[:_TIED]]
        shown = "; or ".join([*names, *["others"] * (more or len(best) > _TIED)])
        if isinstance(number, bool):
            return f"first those {words}: {shown}"
        equal = f"{'at least ' * more}{len(best) + more:,} equally good"
        among = f", {equal}" if len(best) + more > 1 else ""
        return f"best by {words} ({_worded(number)}){among}: {shown}"

    def _not_known(self) -> Iterator[str]:
        """Say what is not known, and who is in none."""
        if self.unplaced:
            has, them = ("has", "it") if len(self.unplaced) == 1 else ("have", "them")
            on = "the scale" if self.issues == (SCALE,) else examples(self.issues)
            why = f"so the range of a coalition with {them} is not known"
            gaps = f", and others are connected as if without {them}" * (len(self.issues) == 1)
            yield f"{listed(self.unplaced)} {has} no place on {on}, {why}{gaps}"
        for made in self.unjudged:
            why = "as some seats are not known, that may rule out more"
            yield f"{made.by} governs only as the largest: {why}"
        if pairs := dict.fromkeys(chain.from_iterable(one.unknown for one in self.found)):
            yield f"what they disagree on is not known of {examples(map(listed, pairs))}"
        if self.seatless:
            verb = "has no seats and is" if len(self.seatless) == 1 else "have no seats and are"
            yield f"{listed(self.seatless)} {verb} in none"


def _worded(number: Number) -> str:
    """Return seats in words of a sentence."""
    return f"{number:,}" if isinstance(number, int) else short(number)


def _line(made: Commitment, maker: str) -> str:
    """Say what a red line is, who drew it, and how that is known."""
    by = maker if made.by == maker else f"{maker} ({made.by})"
    hedge = f"; hedged: {made.hedge}" if made.hedge else ""
    return f"{by}: {made.terms} ({made.provenance}{hedge})"

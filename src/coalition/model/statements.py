"""Statements: what was said, when, by whom, and how that is known."""

import attrs

from coalition.faults import Checked, Faults, columns_of, keep_refusals, optional
from coalition.model import checks
from coalition.model.dates import PartialDate, optional_date, read_date
from coalition.model.words import Attribution, CommitmentKind, OnlyAs, Result, Side
from coalition.sentences import listed
from coalition.tables import Columns

LINES = ("not_with", "not_without", "only_as")  # what a red line may say, one of them at least
_OF_LINES = dict.fromkeys((*LINES, "until"), "only a red line has one")
_OF_OTHERS = {  # what a red line has not, and why
    "proposal": "a red line is about parties; record a promise or a demand beside it",
    "excludes": "a red line is about parties; record a promise or a demand beside it",
    "deadline": "a red line has none; when it was lifted stands in `until`",
}


@attrs.frozen(field_transformer=keep_refusals, kw_only=True)
class Statement(Checked):
    """What positions, comparisons, commitments, outcomes, meetings and remarks have in common.

    Parameters
    ----------
    date : PartialDate, datetime.date or str
        When it was said or happened, as exactly as that is known.
    attribution : {'stated', 'reported', 'measured', 'claimed', 'hearsay', 'inferred'}
        How it is known, the surest first: said by the actor, or by one who speaks for it; the
        source's own account; measured, as by a vote, an expert survey or the coding of a manifesto;
        said of the actor by somebody else who is named; by unnamed insiders; by the coder's
        inference from a more general statement, which `note` names.
    source : str or list of str or None
        Id of the source, or of several.
    locator : str or None
        Where it is found in the source, the first where there are several: a page, a paragraph, a
        time.
    quotation : str or None
        The words of the source, in short.
    speaker : str or None
        Id of the actor who said it, where that is another than the one that it binds. Whoever is of
        another party does not speak for it: what is said then is claimed, not stated.
    hedge : str or None
        What the words leave open, such as "does not rule out".
    note : str or None
        Anything else a reader should know.
    coder : str or list of str or None
        Name of who coded it, or of all who coded it alike.

    Raises
    ------
    InvalidValue
        If a value makes no sense; every fault is named.
    """

    date: PartialDate = attrs.field(converter=read_date)
    attribution: Attribution = attrs.field(converter=checks.attribution)
    sources: tuple[str, ...] = attrs.field(default=(), converter=checks.names, alias="source")
    locator: str | None = attrs.field(default=None, converter=optional(checks.text))
    quotation: str | None = attrs.field(default=None, converter=optional(checks.text))
    speaker: str | None = attrs.field(default=None, converter=optional(checks.ident))
    hedge: str | None = attrs.field(default=None, converter=optional(checks.text))
    note: str | None = attrs.field(default=None, converter=optional(checks.text))
    coders: tuple[str, ...] = attrs.field(default=(), converter=checks.names, alias="coder")

    @classmethod
    def _columns(cls) -> Columns:
        """Put what is said before when and how it is known."""
        columns, common = super()._columns(), columns_of(Statement)
        own = {name: given for name, given in columns.items() if name not in common}
        return own | columns

    @property
    def certain(self) -> bool:
        """Whether it was stated, reported or measured, rather than claimed, hearsay or inferred."""
        return self.attribution in checks.CERTAIN

    @property
    def source(self) -> str | None:
        """Id of the source, the first where there are several; None where there is none."""
        return self.sources[0] if self.sources else None

    @property
    def coder(self) -> str | None:
        """Name of who coded it, the first where there are several; None where it is not said."""
        return self.coders[0] if self.coders else None

    @property
    def provenance(self) -> str:
        """How it is known, when and from where: ``stated by rutte, 2023-01, J p. 3 and K``."""
        return ", ".join(filter(None, (self._told, self.date.worded, self._cited)))

    @property
    def known(self) -> str:
        """How it is known and from where: ``stated by rutte, J p. 3 and K``."""
        return ", ".join(filter(None, (self._told, self._cited)))

    @property
    def _told(self) -> str:
        return f"{self.attribution} by {self.speaker}" if self.speaker else self.attribution

    @property
    def _cited(self) -> str:
        places = [*self.sources] or [""]
        places[0] = f"{places[0]} {self.locator or ''}".strip()
        return listed(places)

    @property
    def words(self) -> str:
        """What it says, without when and how that is known."""
        return self._worded()

    def _worded(self) -> str:
        """Put in words what it says."""
        raise NotImplementedError

    def __str__(self) -> str:
        return f"{self.words} ({self.provenance})"


@attrs.frozen(field_transformer=keep_refusals)
class Position(Statement):
    """An actor's stance on a proposal, from a date on.

    It is current until a later one of the same actor on the same proposal supersedes it, unless the
    coalition counts them one by one (see `Coalition.counting`).

    Parameters
    ----------
    actor : str
        Id of a party or a politician.
    proposal : str
        Id of the proposal.
    stance : float or {'for', 'neutral', 'against'}
        From -1 (against) through 0 (neutral) to 1 (for).
    between : pair of stances or None
        The least and the greatest that the stance may be, these included, where it is not known
        exactly; `stance` is then how it is read by answers that need one number.
    salience : float
        How much it matters to the actor, 0 or more.
    vote : str or None
        Id of the vote in which it was cast, where it was one.
    date, attribution, source, locator, quotation, speaker, hedge, note, coder
        As for `Statement`.

    Examples
    --------
    >>> from coalition import Position
    >>> said = Position("D66", "curb", "against", date="2023-01", attribution="reported")
    >>> said.stance, str(said)
    (-1, 'D66 against curb (reported, 2023-01)')
    >>> print(Position("CDA", "curb", "for", between=(0, 1), date="2023", attribution="reported"))
    CDA for (between 0 and 1) curb (reported, 2023)
    """

    actor: str = attrs.field(converter=checks.ident)
    proposal: str = attrs.field(converter=checks.ident)
    stance: float = attrs.field(converter=checks.stance)
    between: tuple[float, float] | None = attrs.field(
        default=None, converter=optional(checks.interval), kw_only=True
    )
    salience: float = attrs.field(default=1, converter=checks.salience, kw_only=True)
    vote: str | None = attrs.field(default=None, converter=optional(checks.ident), kw_only=True)

    def _check(self, faults: Faults) -> None:
        low, high = self.bounds
        if not low <= self.stance <= high:
            message = f"the stance {self.stance} does not lie between {low} and {high}"
            faults.note("between", message)

    @property
    def side(self) -> Side:
        """``for``, ``against`` or ``neutral``."""
        return "for" if self.stance > 0 else "against" if self.stance < 0 else "neutral"

    @property
    def bounds(self) -> tuple[float, float]:
        """The least and the greatest that the stance may be."""
        return self.between or (self.stance, self.stance)

    @property
    def worded(self) -> str:
        """The side, with numbers where it does not say all, as in ``for (0.5)``."""
        numbers = [] if self.stance in {-1, 0, 1} else [f"{self.stance}"]
        if self.between:
            numbers.append(f"between {self.between[0]} and {self.between[1]}")
        return f"{self.side} ({', '.join(numbers)})" if numbers else self.side

    def _worded(self) -> str:
        return f"{self.actor} {self.worded} {self.proposal}"


@attrs.frozen(field_transformer=keep_refusals)
class Comparison(Statement):
    """That one actor is more in favor of a proposal than another, or that the two are close.

    It is current until either of them takes a later position on the proposal, or a later comparison
    of the two supersedes it.

    Parameters
    ----------
    more : str
        Id of the actor who is more in favor; of one of the two that are close.
    less : str
        Id of the actor who is less so; of the other.
    proposal : str
        Id of the proposal.
    at_least : float or None
        The least difference between their stances, above 0 and up to 2; any by default.
    at_most : float or None
        The greatest difference, from 0 to 2. Without `at_least` it says that the two are close, and
        not which of them is more in favor.
    date, attribution, source, locator, quotation, speaker, hedge, note, coder
        As for `Statement`.

    Examples
    --------
    >>> from coalition import Comparison
    >>> print(Comparison("VVD", "D66", "curb", at_least=1, date="2023-01", attribution="reported"))
    VVD more in favor of curb than D66, by at least 1 (reported, 2023-01)
    >>> print(Comparison("VVD", "D66", "curb", at_most=0.5, date="2023-07", attribution="reported"))
    VVD and D66 close on curb, at most 0.5 apart (reported, 2023-07)
    """

    more: str = attrs.field(converter=checks.ident)
    less: str = attrs.field(converter=checks.ident)
    proposal: str = attrs.field(converter=checks.ident)
    at_least: float | None = attrs.field(
        default=None, converter=optional(checks.difference), kw_only=True
    )
    at_most: float | None = attrs.field(
        default=None, converter=optional(checks.closeness), kw_only=True
    )

    def _check(self, faults: Faults) -> None:
        if self.more == self.less:
            faults.note("less", f"must be another actor than {self.more!r}")
        if self.at_least and self.at_most is not None and self.at_least > self.at_most:
            message = f"{self.at_most} is less than the least difference ({self.at_least})"
            faults.note("at_most", message)

    @property
    def is_close(self) -> bool:
        """Whether it says only that the two are close, and not which is more in favor."""
        return self.at_most is not None and self.at_least is None

    def _worded(self) -> str:
        if self.is_close:
            pair = f"{self.more} and {self.less} close on {self.proposal}"
            return f"{pair}, at most {self.at_most} apart"
        bounds = (("least", self.at_least), ("most", self.at_most))
        by = " and ".join(f"at {word} {bound}" for word, bound in bounds if bound is not None)
        compared = f"{self.more} more in favor of {self.proposal} than {self.less}"
        return f"{compared}{f', by {by}' if by else ''}"


@attrs.frozen(field_transformer=keep_refusals)
class Commitment(Statement):
    """A promise, a demand, an ultimatum or a red line.

    A red line says with whom a party does not govern, without whom it does not, or only as what. It
    is about governing together, not about support or abstention; that of a politician counts for
    the party that he or she is in at the date. It holds until it is lifted.

    Parameters
    ----------
    by : str
        Id of the actor who made it.
    kind : {'promise', 'demand', 'ultimatum', 'red line'}
        A demand with a threat behind it is an ultimatum.
    text : str
        What was promised or demanded, or where the line is, in the words of the coder.
    to : list of str
        Ids of the actors it was addressed to.
    audience : str or None
        Others it was addressed to, in words.
    proposal : str or None
        Id of the proposal that would fulfill it.
    excludes : list of str
        Ids of proposals that must not come if it is to be kept.
    threat : str or None
        What follows otherwise; only an ultimatum has one, and must.
    deadline : PartialDate or None
        By when.
    repeated : list of PartialDate
        When it was said again.
    not_with : list of str
        Of a red line: ids of the parties that its maker does not govern with.
    not_without : list of str
        Of a red line: ids of the parties that its maker does not govern without, all of them.
    only_as : {'largest'} or None
        Of a red line: its maker governs only where no other member has more seats.
    until : PartialDate or None
        When a red line was lifted.
    date, attribution, source, locator, quotation, speaker, hedge, note, coder
        As for `Statement`.

    Examples
    --------
    >>> from coalition import Commitment
    >>> known = {"date": "2023-11", "attribution": "stated"}
    >>> line = Commitment("A", "red line", "Not with the far right", not_with=["B", "C"], **known)
    >>> line.terms
    'not with B or C'
    >>> print(line)
    red line of A: Not with the far right, namely not with B or C (stated, 2023-11)
    """

    by: str = attrs.field(converter=checks.ident)
    kind: CommitmentKind = attrs.field(converter=checks.kind)
    text: str = attrs.field(converter=checks.text)
    to: tuple[str, ...] = attrs.field(default=(), converter=checks.idents, kw_only=True)
    audience: str | None = attrs.field(default=None, converter=optional(checks.text), kw_only=True)
    proposal: str | None = attrs.field(default=None, converter=optional(checks.ident), kw_only=True)
    excludes: tuple[str, ...] = attrs.field(default=(), converter=checks.idents, kw_only=True)
    threat: str | None = attrs.field(default=None, converter=optional(checks.text), kw_only=True)
    deadline: PartialDate | None = attrs.field(default=None, converter=optional_date, kw_only=True)
    repeated: tuple[PartialDate, ...] = attrs.field(
        default=(), converter=checks.dates, kw_only=True
    )
    not_with: tuple[str, ...] = attrs.field(default=(), converter=checks.idents, kw_only=True)
    not_without: tuple[str, ...] = attrs.field(default=(), converter=checks.idents, kw_only=True)
    only_as: OnlyAs | None = attrs.field(
        default=None, converter=optional(checks.role), kw_only=True
    )
    until: PartialDate | None = attrs.field(default=None, converter=optional_date, kw_only=True)

    def _check(self, faults: Faults) -> None:
        if (self.kind == "ultimatum") != (self.threat is not None):
            faults.note("threat", "an ultimatum has a threat, other commitments have none")
        for field in ("deadline", "until"):
            if (end := getattr(self, field)) and end.is_before(self.date):
                faults.note(field, f"{end} is before it was made ({self.date})")
        for index, again in enumerate(self.repeated):
            place = f"repeated[{index}]"
            if again.is_before(self.date):
                faults.note(place, f"{again} is before it was first made ({self.date})")
            if self.until and self.until.is_before(again):
                faults.note(place, f"{again} is after it was lifted ({self.until})")
        red = self.kind == "red line"
        for field, message in (_OF_OTHERS if red else _OF_LINES).items():
            if getattr(self, field):
                faults.note(field, message)
        if not red and self.proposal in self.excludes:
            faults.note("excludes", f"{self.proposal!r} cannot both fulfill it and break it")
        if red and not self.terms:
            faults.note("", f"a red line needs at least one of {', '.join(LINES)}")
        if red and (both := sorted({*self.not_with} & {*self.not_without})):
            faults.note("not_without", f"{listed(both)} cannot be in `not_with`, too")

    @property
    def terms(self) -> str:
        """What a red line asks of a coalition; nothing of what is none."""
        parts = {
            "not with": listed(self.not_with, "or"),
            "not without": listed(self.not_without),
            "only as the": self.only_as,
        }
        return "; ".join(f"{words} {what}" for words, what in parts.items() if what)

    def of(self, maker: str) -> str:
        """Say it, and who made it; of a red line also its `terms`, if `text` does not."""
        if self.kind != "red line":
            return f"{self.kind} by {maker}: {self.text}"
        told = f"red line of {maker}: {self.text}"
        same = self.text.casefold() == self.terms.casefold()
        return told if same else f"{told.removesuffix('.')}, namely {self.terms}"

    def _worded(self) -> str:
        return self.of(self.by)


@attrs.frozen(field_transformer=keep_refusals)
class Outcome(Statement):
    """What became of a proposal.

    Parameters
    ----------
    proposal : str
        Id of the proposal.
    result : {'adopted', 'rejected'}
        Whether it was adopted, or turned down for good.
    date, attribution, source, locator, quotation, speaker, hedge, note, coder
        As for `Statement`.
    """

    proposal: str = attrs.field(converter=checks.ident)
    result: Result = attrs.field(converter=checks.result)

    def _worded(self) -> str:
        return f"{self.proposal} {self.result}"


@attrs.frozen(field_transformer=keep_refusals)
class Meeting(Statement):
    """A meeting, a round of talks or a group that meets.

    Parameters
    ----------
    id : str
        Short name.
    title : str
        What met, and what for.
    topic : str or None
        Path of the topic.
    participants : list of str
        Ids of the actors who took part.
    at_times : list of str
        Ids of the actors who took part at times only.
    convened_by : str or None
        Id of the actor on whose initiative it met.
    until : PartialDate or None
        Last date, where it was more than one.
    date, attribution, source, locator, quotation, speaker, hedge, note, coder
        As for `Statement`.
    """

    id: str = attrs.field(converter=checks.ident)
    title: str = attrs.field(converter=checks.text)
    topic: str | None = attrs.field(default=None, converter=optional(checks.topic), kw_only=True)
    participants: tuple[str, ...] = attrs.field(default=(), converter=checks.idents, kw_only=True)
    at_times: tuple[str, ...] = attrs.field(default=(), converter=checks.idents, kw_only=True)
    convened_by: str | None = attrs.field(
        default=None, converter=optional(checks.ident), kw_only=True
    )
    until: PartialDate | None = attrs.field(default=None, converter=optional_date, kw_only=True)

    def _check(self, faults: Faults) -> None:
        if self.until and self.until.is_before(self.date):
            faults.note("until", f"{self.until} is before it begins ({self.date})")

    def _worded(self) -> str:
        return self.title


@attrs.frozen(field_transformer=keep_refusals)
class Remark(Statement):
    """Something said about the talks that is nobody's position and binds nobody.

    Parameters
    ----------
    text : str
        What was said.
    topic : str or None
        Path of the topic.
    date, attribution, source, locator, quotation, speaker, hedge, note, coder
        As for `Statement`.
    """

    text: str = attrs.field(converter=checks.text)
    topic: str | None = attrs.field(default=None, converter=optional(checks.topic), kw_only=True)

    def _worded(self) -> str:
        return self.text

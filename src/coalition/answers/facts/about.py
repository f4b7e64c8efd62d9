"""All that is known of an actor, of a proposal, or from a source."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import TypeAlias

import attrs

from coalition.answers.facts.timeline import Fact, facts, told
from coalition.answers.terms import may_be_later
from coalition.characters import nfc
from coalition.errors import UnknownName
from coalition.model.given import Case, a_case
from coalition.model.statements import Statement
from coalition.model.words import IdOf
from coalition.tables import Columns, Row, Shown

_Ids: TypeAlias = dict[str, tuple[IdOf, str | None]]  # with what each is called


@attrs.frozen
class About(Shown):
    """All that a case says of an actor or a proposal, or from a source, in order of time.

    Attributes
    ----------
    id : str
        Whom or what it is about.
    kind : {'party', 'politician', 'proposal', 'source'}
        What that is.
    title : str or None
        Its full name or title.
    facts : tuple of Fact
        Every fact that names it or rests on it: what has no date first, then as in `timeline`.
    left_out : tuple of Statement
        Those of the statements that the case leaves out, as they may be later than it is, that
        name it or rest on it.
    """

    id: str
    kind: IdOf
    title: str | None
    facts: tuple[Fact, ...]
    left_out: tuple[Statement, ...] = attrs.field(default=(), repr=False)

    @classmethod
    def _columns(cls) -> Columns:
        return Fact._columns()

    def _rows(self) -> Iterable[Row]:
        return chain.from_iterable(fact._rows() for fact in self)

    @property
    def heading(self) -> str:
        """Whom or what it is about, as in ``CU (party): ChristenUnie``."""
        return f"{self.id} ({self.kind})" + (f": {self.title}" if self.title else "")

    @property
    def lines(self) -> list[str]:
        """The facts in words, and at the end what is left out."""
        return [*map(str, self), *filter(None, [may_be_later(self.left_out)])]

    def _heading(self) -> str:
        return self.heading

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.facts)

    def __len__(self) -> int:
        return len(self.facts)

    def __str__(self) -> str:
        return "\n".join([self.heading, *self.lines])


def about(coalition: Case, name: str) -> About:
    """Return all that is known of an actor or a proposal, or from a source, in order of time.

    Of an actor, that is what is on record, and every statement that names it: as the one who takes
    the position, who speaks, who is spoken to, who takes part, who goes further than another. Of a
    party, it is also what names those who were its politicians at the time. Of a proposal, it is
    what it is and every statement on it; from a source, it is every fact that rests on it.

    Parameters
    ----------
    coalition : Coalition or str
        The case.
    name : str
        Id of a party, a politician, a proposal or a source. Where two of them share it, it is the
        first in this order, and `About.kind` says which.

    Returns
    -------
    About
        The facts, and whom or what they are about.

    Raises
    ------
    UnknownName
        If there is nothing of this name.

    Examples
    --------
    >>> import coalition as co
    >>> print(co.about(co.load_case("migration-2023"), "one-week-delay").heading)
    one-week-delay (proposal): Decide a week later
    >>> for fact in co.about(co.load_case("migration-2023"), "vanderburg"):
    ...     print(fact.date, fact.kind, fact.known, sep=" | ")
    None | name | K
    None | party | K
    None | office | K
    None | portfolio | K
    2022 | meeting | reported, J paragraphs 1 to 3
    2023-01 | meeting | hearsay, J paragraphs 1, 3 and 4
    ../2023-07 | position | reported, K paragraph 4
    """
    coalition = a_case(coalition, "about")
    wanted = nfc(name)
    actors: _Ids = {one.id: ("party", one.name) for one in coalition.parties}
    actors |= {one.id: ("politician", one.name) for one in coalition.politicians}
    proposals: _Ids = {one.id: ("proposal", one.title) for one in coalition.proposals}
    sources: _Ids = {one.id: ("source", one.title) for one in coalition.sources}
    known = actors | proposals | sources | proposals | actors  # of one name, the first counts
    if wanted not in known:
        raise UnknownName(wanted, tuple(known))
    kind, title = known[wanted]

    def concerned(fact: Fact) -> bool:
        if kind == "source":
            return wanted in fact.sources
        if kind == "proposal":
            return wanted in fact.proposals
        return wanted in fact.actors or wanted in {
            coalition.party_of(actor, fact.date) for actor in fact.actors
        }

    return About(
        wanted,
        kind,
        title,
        facts=tuple(filter(concerned, facts(coalition))),
        left_out=tuple(said for said in coalition.left_out if any(map(concerned, told(said)))),
    )

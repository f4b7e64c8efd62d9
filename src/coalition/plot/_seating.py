"""Who sits where in a half circle: the parties of a body, in groups by an answer."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import attrs

from coalition.answers.decisions.decide import Decision
from coalition.answers.formation.formation import Formation
from coalition.answers.splits.split import Split
from coalition.doors import refusal, taken
from coalition.errors import TooLarge
from coalition.faults import Faults, as_error, each_value, optional
from coalition.model.checks import count
from coalition.model.coalition import Coalition
from coalition.plot._style import few
from coalition.sentences import counted, listed
from coalition.stances.matrix import StanceMatrix
from coalition.tables import Shown

Seated: TypeAlias = Coalition | StanceMatrix | Mapping[str, int | None] | str
Answer: TypeAlias = Split | Formation | Decision

MOST = 3000  # seats
_REST = 4  # the kind of those who are in no bloc, outside or unknown


@attrs.frozen
class Group:
    """Parties that belong together: what they are, of which kind, and their seats.

    The kind says how they are drawn: 0 as those who are inside, or for; 1 as those against them; 2
    and 3 as others; 4 as those who take no part.
    """

    name: str
    kind: int
    seats: dict[str, int]

    @property
    def worded(self) -> str:
        """What it is, and how many seats it has."""
        return f"{self.name}: {counted(sum(self.seats.values()), 'seat')}"


def half(total: int) -> str:
    """Say in two lines how many seats are more than half."""
    return f"more than half\nof these {total:,}: {total // 2 + 1:,}"


def seats_of(source: Seated) -> dict[str, int | None]:
    """Return the seats of every party of a source, in its order; None where they are not known."""
    if isinstance(source, Mapping) and not isinstance(source, Shown):  # as power is
        with as_error("plot.hemicycle"):
            return each_value(source, optional(count))
    takes = "a Coalition, a StanceMatrix, a table of seats"
    body = taken(source, (Coalition, StanceMatrix), takes, "plot.hemicycle")
    if isinstance(body, StanceMatrix):
        return dict(zip(body.actors, body.seats, strict=True))
    return {party.id: body.seats.get(party.id) for party in body.parties}


def groups(seats: Mapping[str, int | None], answer: Answer | None) -> list[Group]:
    """Return the groups from left to right, with those of their parties that have seats."""
    known = {party: held for party, held in seats.items() if held}
    if (total := sum(known.values())) > MOST:
        raise TooLarge("seats of plot.hemicycle", total, MOST)
    parts = _parts(known, answer)
    faults = Faults()
    for party in (party for _, _, members in parts for party in members if party not in seats):
        faults.note("answer", f"is of others: {party!r} is not in the source")
    faults.raise_if_any("plot.hemicycle")
    found = [Group(n, kind, {p: known[p] for p in who if p in known}) for n, kind, who in parts]
    return [group for group in found if group.seats]


def _parts(known: Iterable[str], answer: Any) -> list[tuple[str, int, tuple[str, ...]]]:
    """Return the name, the kind and the parties of every group."""
    if answer is None:
        return [(party, place % 4, (party,)) for place, party in enumerate(known)]
    rest = "outside"
    if isinstance(answer, Formation):
        support = answer.support[0] if answer.support else ()
        parts = [("inside", 0, answer.members), ("supporting", 2, support)]
    elif isinstance(answer, Split):
        rest = "in no bloc"
        parts = [(listed(few(bloc)), at % 4, bloc) for at, bloc in enumerate(answer.blocs)]
    elif isinstance(answer, Decision):
        rest = "not a member"
        parts = [
            ("for", 0, answer.supporters),
            ("abstaining", 2, answer.abstainers),
            ("absent", 3, answer.absent),
            ("unknown", _REST, answer.unknown),
            ("against", 1, answer.opponents),
        ]
    else:
        raise refusal(answer, "a Split, a Formation or a Decision", "plot.hemicycle: answer")
    taken = {party for _, _, members in parts for party in members}
    others = tuple(party for party in known if party not in taken)
    return [*parts, (rest, 3 if rest == "not a member" else _REST, others)]

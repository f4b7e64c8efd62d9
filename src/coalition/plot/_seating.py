"""Who sits where in a half circle: the parties of a body, in groups by an answer."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, TypeAlias

import attrs

from coalition.answers.decisions.decide import Decision
from coalition.answers.formation.formation import Formation
from coalition.answers.splits.split import Split
from coalition.doors import refusal, taken
from coalition.errors import TooLarge
from coalition.faults import as_error, each_value, optional
from coalition.model.checks import count
from coalition.model.coalition import Coalition
from coalition.plot._source import of_these
from coalition.plot._style import few
from coalition.sentences import counted, listed
from coalition.stances.matrix import StanceMatrix
from coalition.tables import Shown

Seated: TypeAlias = Coalition | StanceMatrix | Mapping[str, int | None] | str
Answer: TypeAlias = Split | Formation | Decision
Part: TypeAlias = tuple[str, int, Sequence[str]]

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
    parts, rest = _parts(known, answer)
    named = [party for _, _, members in parts for party in members]
    of_these(named, seats, "answer", "in the source")
    others = [party for party in known if party not in named]
    found = [Group(name, kind, {party: known[party] for party in members if party in known})
             for name, kind, members in (*parts, (*rest, others))]  # fmt: skip
    return [group for group in found if group.seats]


def _parts(known: Iterable[str], answer: Any) -> tuple[list[Part], tuple[str, int]]:
    """Return the name, the kind and the parties of every group, and what all others are."""
    outside = ("outside", _REST)
    if answer is None:
        return [(party, place % _REST, [party]) for place, party in enumerate(known)], outside
    if isinstance(answer, Formation):
        name = f"enough with these{', or others' * (len(answer.support) > 1)}"
        return [("inside", 0, answer.members), (name, 2, [*chain(*answer.support[:1])])], outside
    if isinstance(answer, Split):
        blocs = enumerate(answer.blocs)
        return [(listed(few(bloc)), at % _REST, bloc) for at, bloc in blocs], ("in no bloc", _REST)
    if isinstance(answer, Decision):
        parts: list[Part] = [
            ("for", 0, answer.supporters),
            ("abstaining", 2, answer.abstainers),
            ("absent", 3, answer.absent),
            ("unknown", _REST, answer.unknown),
            ("against", 1, answer.opponents),
        ]
        return parts, ("not a member", 3)
    raise refusal(answer, "a Split, a Formation or a Decision", "plot.hemicycle: answer")

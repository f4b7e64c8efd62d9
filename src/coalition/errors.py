"""The errors: one root, and leaves that are also the builtin they specialize.

Every error carries the facts as fields, says what is wrong and what would be right, compares and
hashes by value, and pickles.
"""

from collections.abc import Collection
from difflib import get_close_matches
from typing import ClassVar

import attrs

_LISTED = 12  # known names that a message repeats
_COMPARED = 200  # known names, and characters of a name, that are compared


def close_match(name: str, known: Collection[str]) -> str:
    """Return ``"; did you mean 'X'?"`` for the known name closest to `name`, or an empty string.

    Among very many names, or for a very long one, none is looked for: it would take too long.
    """
    if len(known) > _COMPARED or len(name) > _COMPARED:
        return ""
    by_folded = {candidate.casefold(): candidate for candidate in sorted(known)}
    found = get_close_matches(name.casefold(), by_folded, n=1, cutoff=0.5)
    return f"; did you mean {by_folded[found[0]]!r}?" if found else ""


@attrs.frozen
class Fault:
    """One thing that is wrong with the input, and where.

    Attributes
    ----------
    place : str
        Path to the value, such as ``positions[7].stance``; empty for the whole input.
    message : str
        What is wrong, and what would be right.
    line : int or None
        Line in the file, from 1; None where the input is no file or the line is not known.
    """

    place: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        where = f"line {self.line}: " if self.line is not None else ""
        return f"{where}{self.place}: {self.message}" if self.place else f"{where}{self.message}"

    def inside(self, place: str) -> "Fault":
        """Return the same fault as seen from outside, with `place` put in front of its own."""
        joint = "." if place and self.place and not self.place.startswith("[") else ""
        return attrs.evolve(self, place=f"{place}{joint}{self.place}")


class CoalitionError(Exception):
    """Root of all errors that the library raises on purpose."""

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.args == other.args

    def __hash__(self) -> int:
        return hash((type(self), self.args))


@attrs.frozen(eq=False)
class Invalid(CoalitionError, ValueError):
    """Input that makes no sense; lists every fault at once.

    Attributes
    ----------
    faults : tuple of Fault
        All that is wrong, in the order of the input.
    subject : str
        What the faults are in: a class, a file.
    """

    faults: tuple[Fault, ...]
    subject: str = ""

    def __str__(self) -> str:
        if len(self.faults) == 1:
            return f"{self.subject}: {self.faults[0]}" if self.subject else str(self.faults[0])
        head = f"{self.subject}: " if self.subject else ""
        return "\n".join([f"{head}{len(self.faults)} faults", *(f"  {f}" for f in self.faults)])


class InvalidValue(Invalid):
    """A value that its class, or an argument that a function, cannot accept."""


class InvalidCase(Invalid):
    """A collection, or a case file, that contradicts itself or the format."""


class InvalidGraph(Invalid):
    """A graph that does not keep the graph contract."""


@attrs.frozen(eq=False)
class Unknown(CoalitionError, KeyError):
    """A name that is not there.

    Attributes
    ----------
    name : str
        The name that was asked for.
    known : tuple of str
        The names that are there.
    """

    name: str
    known: tuple[str, ...] = ()
    kind: ClassVar[str] = "name"

    def __str__(self) -> str:
        shown = ", ".join(self.known[:_LISTED]) + (", ..." if len(self.known) > _LISTED else "")
        verb = "are" if len(self.known) > 1 else "is"
        there = f"there {verb}: {shown}" if shown else "there is none"
        given: object = self.name  # what a caller without a type checker may give
        hint = close_match(given, self.known) if isinstance(given, str) else ""
        return f"no {self.kind} {given!r} ({there}){hint}"


class UnknownName(Unknown):
    """A name that neither an actor nor a proposal nor a source of the coalition bears."""

    kind = "actor, proposal or source"


class UnknownParty(Unknown):
    """A party that the coalition does not have."""

    kind = "party"


class UnknownActor(Unknown):
    """A politician, or an actor of any kind, that the coalition does not have."""

    kind = "actor"


class UnknownProposal(Unknown):
    """A proposal that the coalition does not have."""

    kind = "proposal"


class UnknownTopic(Unknown):
    """A topic that no proposal of the coalition has."""

    kind = "topic"


class UnknownSource(Unknown):
    """A source that the coalition does not have."""

    kind = "source"


class UnknownCase(Unknown):
    """A name that no shipped case bears."""

    kind = "shipped case"


@attrs.frozen(eq=False)
class TooLarge(CoalitionError, ValueError):
    """A problem beyond what is solved exactly.

    Attributes
    ----------
    what : str
        What is too large, in words.
    size, limit : int
        How large it is, and how large it may be.
    """

    what: str
    size: int
    limit: int

    def __str__(self) -> str:
        return f"{self.what}: {self.size}, and the limit is {self.limit}"


@attrs.frozen(eq=False)
class MissingExtra(CoalitionError, ImportError):
    """An optional dependency that is not installed.

    Attributes
    ----------
    extra : str
        The extra that brings it.
    """

    extra: str

    def __str__(self) -> str:
        return f"this needs an optional dependency: pip install 'coalition[{self.extra}]'"

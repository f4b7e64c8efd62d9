"""What is counted of a game, how much work that is, and counts beyond 64 bits from counts within.

What does not fit is counted modulo several numbers without a common divisor, and put together by
the Chinese remainder theorem. So counts are exact at any size, in arrays of 64-bit numbers.
"""

from collections.abc import Callable, Iterable
from math import gcd, prod
from typing import Literal, TypeAlias

import attrs

from coalition.errors import TooLarge

BITS = 62
CALL = 1000  # additions that take as long as it takes to begin adding up an array

_ADDITIONS = 3 * 10**9  # some seconds of them
_CELLS = 2**26  # numbers in a table, half a gigabyte of them

# the winning sets, and for each member those that it is critical in, by size; the same of minimal
# winning sets; and the sets that a member is critical in, by how many others are so too
Asked: TypeAlias = Literal["swings", "minimal", "shares"]
Sizes: TypeAlias = tuple[int, ...]
Steps: TypeAlias = tuple[int, ...]  # how much each member adds to the size of a set


@attrs.frozen
class Profile:
    """Counts of sets of members: what the power indices are made of.

    Parameters
    ----------
    sets : int
        How many sets count in all.
    members : tuple of tuple of int
        For each member, the number of sets that count for it, by size: what the others in the set
        with it add up to, from 0 on.
    """

    sets: int
    members: tuple[Sizes, ...]

    def each(self) -> tuple[int, ...]:
        """Return the number of sets that count for each member."""
        return tuple(map(sum, self.members))


@attrs.frozen
class Work:
    """How much work it is to count with a table.

    Parameters
    ----------
    additions : int
        How many additions it takes, or what takes as long, about.
    cells : int
        How many numbers the table has.
    """

    additions: int
    cells: int

    @property
    def error(self) -> TooLarge | None:
        """What is wrong where it takes more than seconds, or does not fit into memory."""
        if self.cells > _CELLS:
            return TooLarge("numbers in the table to count with", self.cells, _CELLS)
        if self.additions > _ADDITIONS:
            return TooLarge("additions to count the winning sets", self.additions, _ADDITIONS)
        return None


def moduli(size: int, top: int) -> list[int]:
    """Return numbers without a common divisor, their product above the number of all sets.

    Sums of as many of them as are needed stay within 62 bits. One number above all counts is
    enough where there is one of 62 bits.
    """
    if size < BITS:
        return [2**BITS]
    found: list[int] = []
    candidate = 2 ** (BITS - max(top, size).bit_length())
    while prod(found) <= 2**size:
        if all(gcd(candidate, other) == 1 for other in found):
            found.append(candidate)
        candidate -= 1
    return found


def exact_counts(counted: Callable[[int], Iterable[int]], size: int, top: int) -> list[int]:
    """Return counts from what they are modulo several numbers."""
    values: list[int] = []
    step = 1
    for modulus in moduli(size, top):
        residues = [count % modulus for count in counted(modulus)]
        values = values or [0] * len(residues)
        inverse = pow(step, -1, modulus)
        values = [
            value + step * ((residue - value) * inverse % modulus)
            for value, residue in zip(values, residues, strict=True)
        ]
        step *= modulus
    return values

"""Counts beyond 64 bits from counts within them.

What does not fit is counted modulo several numbers without a common divisor, and put together by
the Chinese remainder theorem. So counts are exact at any size, in arrays of 64-bit numbers.
"""

from collections.abc import Callable, Iterable
from math import gcd, prod

__all__ = ["BITS", "exact_counts", "moduli"]

BITS = 62


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

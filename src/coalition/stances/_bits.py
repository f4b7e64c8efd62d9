"""Counts of shared and opposite sides over all pairs, compiled by numba: for the largest tables.

A row is a string of bits, 64 to a word, so that two rows are compared 64 proposals at a time.
Nothing is rounded and nothing runs side by side, so the counts are those of any other way.
"""

from collections.abc import Callable

import numba
import numpy as np
import numpy.typing as npt

from coalition.stances.codes import Codes

Words = npt.NDArray[np.uint64]
Counts = npt.NDArray[np.int64]

_WORDS = 512  # of a row at a time: 4 kB a mask, so that both rows stay in the nearest cache
_ONE, _TWO, _FOUR, _LAST = (np.uint64(shift) for shift in (1, 2, 4, 56))
_PAIRS, _FOURS, _BYTES, _EACH = (
    np.uint64(byte * 0x0101010101010101) for byte in (0x55, 0x33, 0x0F, 0x01)
)


def by_bits(codes: Codes) -> tuple[Counts, Counts, Counts]:
    """Sum where stances are -1, 0 and 1 and all columns count the same.

    Two who both have a stance agree unless they are opposed or one of them alone is neutral.
    """
    known, pro, neutral = _words(codes >= 0), _words(codes == 2), _words(codes == 1)  # noqa: PLR2004
    shared, unlike = _count(known, pro if not neutral.any() else neutral)
    if not neutral.any():
        return shared - unlike, unlike, shared
    _, disagree = _count(known & ~neutral, pro)
    return shared - unlike - disagree, disagree, shared


def _words(mask: npt.NDArray[np.bool_]) -> Words:
    """Return each row as 64-bit words, the last filled up with zeros."""
    packed = np.packbits(mask, axis=1)
    return np.pad(packed, ((0, 0), (0, -packed.shape[1] % 8))).view(np.uint64)


def _ones(word: np.uint64) -> np.int64:  # pragma: no cover - compiled, which coverage cannot see
    """Count the bits that are set, in a way that compilers turn into one instruction."""
    word = word - ((word >> _ONE) & _PAIRS)
    word = (word & _FOURS) + ((word >> _TWO) & _FOURS)
    return np.int64((((word + (word >> _FOUR)) & _BYTES) * _EACH) >> _LAST)


def _pairs(known: Words, side: Words) -> tuple[Counts, Counts]:  # pragma: no cover - likewise
    """Count what every two rows both know, and where their sides of it differ."""
    size, width = known.shape
    both, unlike = np.zeros((size, size), np.int64), np.zeros((size, size), np.int64)
    for start in range(0, width, _WORDS):
        for one in range(size):
            # rows apart, so that the loop over words is known to have no gaps
            one_known, one_side = known[one, start:][:_WORDS], side[one, start:][:_WORDS]
            for other in range(one + 1, size):
                its_known, its_side = known[other, start:][:_WORDS], side[other, start:][:_WORDS]
                shared = differ = np.int64(0)
                for word in range(len(one_known)):
                    common = one_known[word] & its_known[word]
                    shared += _popcount(common)
                    differ += _popcount(common & (one_side[word] ^ its_side[word]))
                both[one, other] += shared
                unlike[one, other] += differ
    return both, unlike


_compiled = numba.njit(cache=False, nogil=True)
_popcount: Callable[[np.uint64], np.int64] = _compiled(_ones)
_count: Callable[[Words, Words], tuple[Counts, Counts]] = _compiled(_pairs)

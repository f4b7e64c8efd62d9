"""Stances packed as small whole numbers, with what is missing kept apart by why it is missing."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any

import attrs
import numpy as np
import numpy.typing as npt

from coalition.errors import Fault
from coalition.faults import Refused, each_value, shown
from coalition.model import checks

REASONS = ("unknown", "absent", "not a member", "abstained", "conflicting")  # -1, -2, ... as codes
NO_VOTE = REASONS[:-1]  # what a record of votes can say: statements alone conflict
SIDES = (-1.0, 0.0, 1.0)  # the levels of a table that holds no others

Codes = npt.NDArray[np.signedinteger]
Values = npt.NDArray[np.float64]


@attrs.frozen(eq=False)
class Cells:
    """A table of stances: what each may be, and which of them each cell holds.

    Parameters
    ----------
    codes : array of int
        The place of each cell's stance in `levels`; below 0 where there is none, for the reasons
        in `REASONS` (see `meanings`). Read-only.
    levels : tuple of (float or Fraction)
        The stances, each once, in order; a fraction where no float stands for one exactly.
    """

    codes: Codes
    levels: tuple[float | Fraction, ...]

    def __attrs_post_init__(self) -> None:
        self.codes.flags.writeable = False

    @cached_property
    def meanings(self) -> dict[int, tuple[float | None, str | None]]:
        """What each code means: a stance and None, or None and the reason why there is none."""
        stances = {code: (float(level), None) for code, level in enumerate(self.levels)}
        return {**stances, **{code_of(reason): (None, reason) for reason in REASONS}}

    def mapped(self, shown: Callable[[float | None, str | None], Any]) -> npt.NDArray[Any]:
        """Return a table of what is shown for the meaning of each cell."""
        # numpy counts places below 0 from the end
        codes = (*range(len(self.levels)), *range(-len(REASONS), 0))
        return np.array([shown(*self.meanings[code]) for code in codes])[self.codes]

    def values(self) -> Values:
        """Return the stances, NaN where there is none."""
        values = self.mapped(lambda stance, _: np.nan if stance is None else stance)
        values.flags.writeable = False
        return values

    def content(self) -> object:
        """Return what two tables have in common if they say the same."""
        return content(self.codes, self.levels)

    def take(self, rows: Sequence[int], columns: Sequence[int]) -> "Cells":
        """Return some rows and columns."""
        return Cells(self.codes[np.ix_(rows, columns)], self.levels)

    def replaced(self, stances: Mapping[str, float]) -> "Cells":
        """Return the table with a stance wherever one is missing for a reason that is named."""
        levels = ordered([*self.levels, *stances.values()])
        place = {level: index for index, level in enumerate(levels)}
        reasons = [
            place[stances[reason] + 0.0] if reason in stances else code_of(reason)
            for reason in reversed(REASONS)
        ]
        table = np.array([*(place[level] for level in self.levels), *reasons])
        return Cells(table.astype(smallest(len(levels)))[self.codes], levels)


def content(codes: Codes, meant: Sequence[Any]) -> tuple[tuple[int, ...], tuple[Any, ...], bytes]:
    """Return what packed tables have in common that say the same; below 0, codes stay."""
    used = np.unique(codes[codes >= 0]).tolist()
    table = np.array([*(0 for _ in meant), *range(-len(REASONS), 0)], np.int32)
    table[used] = np.arange(len(used))
    return codes.shape, tuple(meant[code] for code in used), table[codes].tobytes()


def counting(given: Mapping[str, float]) -> dict[str, float]:
    """Accept the stances that reasons for none count as."""
    counts = each_value(given, checks.stance)
    strange = [reason for reason in counts if reason not in NO_VOTE]
    if strange:
        message = f"must be one of {', '.join(NO_VOTE)}"
        raise Refused(*(Fault(f"[{shown(reason)}]", message) for reason in strange))
    return counts


def code_of(reason: str) -> int:
    """Return the code of a reason why there is no stance."""
    return -1 - REASONS.index(reason)


def packed(values: npt.ArrayLike | Cells) -> Cells:
    """Pack numbers, NaN where a stance is not known; -0.0 is 0.0, as they are the same stance."""
    if isinstance(values, Cells):
        return values
    given = numbers(values) + 0.0
    known = ~np.isnan(given)
    levels = ordered(np.unique(given[known]).tolist())
    codes = np.searchsorted(np.array(levels, np.float64), given).astype(smallest(len(levels)))
    codes[~known] = -1
    return Cells(codes, levels)


def numbers(given: npt.ArrayLike) -> Values:
    """Return a table of numbers, a copy of what is given."""
    try:
        return np.array(given, np.float64, ndmin=1)
    except (TypeError, ValueError):
        raise Refused(f"must be a table of numbers, not {shown(given)}") from None


def ordered(levels: Sequence[float | Fraction]) -> tuple[float | Fraction, ...]:
    """Return levels as a table keeps them: each once, in order, the three usual ones together."""
    found = {level if isinstance(level, Fraction) else level + 0.0 for level in levels}
    return SIDES if found <= set(SIDES) else tuple(sorted(found))


def smallest(levels: int) -> np.dtype[np.signedinteger]:
    """Return the smallest type that holds the codes of so many levels."""
    return np.dtype(np.min_scalar_type(-max(levels, len(REASONS))))

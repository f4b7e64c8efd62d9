"""Stances packed as small whole numbers, with what is missing kept apart by why it is missing."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any, Self, get_args

import attrs
import numpy as np
import numpy.typing as npt

from coalition.errors import Fault
from coalition.faults import Refused, each_value, shown
from coalition.model import checks
from coalition.model.words import NoStance, NoVote, Stance

REASONS: tuple[NoStance, ...] = get_args(NoStance)  # -1, -2, ... as codes
NO_VOTE: tuple[NoVote, ...] = get_args(NoVote)  # what a record of votes can say
SIDES = (-1.0, 0.0, 1.0)  # the levels of a table that holds no others

Codes = npt.NDArray[np.signedinteger]
Values = npt.NDArray[np.float64]


@attrs.frozen(eq=False)
class Packed:
    """A table that keeps what its cells hold by places: equal to another that says the same.

    Parameters
    ----------
    codes : array of int
        The place of what each cell holds in `levels`; below 0 where there is nothing. Read-only.
    levels : tuple
        All that cells may hold, each once, in order.
    """

    codes: Codes
    levels: tuple[Any, ...]

    def __attrs_post_init__(self) -> None:
        self.codes.flags.writeable = False

    def take(self, rows: Sequence[int], columns: Sequence[int]) -> Self:
        """Return some rows and columns."""
        return type(self)(self.codes[np.ix_(rows, columns)], self.levels)

    def _said(self) -> object:
        """Return what tables have in common that say the same; below 0, codes stay."""
        used = np.unique(self.codes[self.codes >= 0]).tolist()
        table = np.array([*(0 for _ in self.levels), *range(-len(REASONS), 0)], np.int32)
        table[used] = np.arange(len(used))
        held = tuple(self.levels[code] for code in used)
        return self.codes.shape, held, table[self.codes].tobytes()

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self) and self._said() == other._said()

    def __hash__(self) -> int:
        return hash(self._said())


class Cells(Packed):
    """A table of stances: floats, or fractions where no float stands for one exactly.

    A code below 0 is one of the `REASONS` why there is none (see `meanings`).
    """

    @classmethod
    def of(
        cls, shape: tuple[int, int], held: Mapping[tuple[int, int], float | Fraction | None]
    ) -> Self:
        """Return a table in which these are held: None where statements conflict."""
        levels = ordered([stance for stance in held.values() if stance is not None])
        code = {level: at for at, level in enumerate(levels)} | {None: code_of("conflicting")}
        codes = np.full(shape, code_of("unknown"), smallest(len(levels)))
        for cell, stance in held.items():
            codes[cell] = code[stance]
        return cls(codes, levels)

    @cached_property
    def meanings(self) -> dict[int, tuple[float | None, NoStance | None]]:
        """What each code means: a stance and None, or None and the reason why there is none."""
        stances = {code: (float(level), None) for code, level in enumerate(self.levels)}
        return {**stances, **{code_of(reason): (None, reason) for reason in REASONS}}

    def mapped(self, shown: Callable[[float | None, NoStance | None], Any]) -> npt.NDArray[Any]:
        """Return a table of what is shown for the meaning of each cell."""
        # numpy counts places below 0 from the end
        codes = (*range(len(self.levels)), *range(-len(REASONS), 0))
        return np.array([shown(*self.meanings[code]) for code in codes])[self.codes]

    def values(self) -> Values:
        """Return the stances, NaN where there is none."""
        values = self.mapped(lambda stance, _: np.nan if stance is None else stance)
        values.flags.writeable = False
        return values

    def replaced(self, stances: Mapping[NoStance, float]) -> "Cells":
        """Return the table with a stance wherever one is missing for a reason that is named."""
        levels = ordered([*self.levels, *stances.values()])
        place = {level: index for index, level in enumerate(levels)}
        reasons = [
            place[stances[reason] + 0.0] if reason in stances else code_of(reason)
            for reason in reversed(REASONS)
        ]
        table = np.array([*(place[level] for level in self.levels), *reasons])
        return Cells(table.astype(smallest(len(levels)))[self.codes], levels)


def counting(given: Mapping[NoVote, Stance]) -> dict[NoStance, float]:
    """Accept the stances that reasons for none count as."""
    counts = each_value(given, checks.stance)
    strange = [reason for reason in counts if reason not in NO_VOTE]
    if strange:
        message = f"must be one of {', '.join(NO_VOTE)}"
        raise Refused(*(Fault(f"[{shown(reason)}]", message) for reason in strange))
    return counts


def code_of(reason: NoStance) -> int:
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

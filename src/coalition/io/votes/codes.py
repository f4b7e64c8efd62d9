"""What codes and ids in a table mean, and what is done about rows that are at fault."""

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from fractions import Fraction
from typing import Any, TypeAlias

import attrs

from coalition.errors import Fault
from coalition.faults import Refused, shown
from coalition.model import checks
from coalition.model.dates import PartialDate, partial_date
from coalition.stances.codes import NO_VOTE, code_of, ordered

__all__ = [
    "CHECKS",
    "Coding",
    "Meaning",
    "as_written",
    "chosen",
    "coding",
    "counted",
    "examples",
    "ident_of",
    "successors",
]

Meaning: TypeAlias = float | Fraction | str | None

_SHOWN = 5  # examples in a message


@attrs.frozen
class Coding:
    """What the codes of a table mean: cells of a stance matrix.

    Parameters
    ----------
    levels : tuple of float
        All stances that there can be, in order.
    cells : dict
        The cell for each code: the place of a stance in `levels`, or below 0 why it is missing.
    unknown, empty, no_row : int
        The cell for a code of unknown meaning, for a row without a code, and for no row at all.
    """

    levels: tuple[float, ...]
    cells: dict[Any, int]
    unknown: int
    empty: int
    no_row: int


def chosen(**given: tuple[str, Collection[str]]) -> Iterable[Fault]:
    """Yield a fault for each argument whose value is none of its choices."""
    for name, (value, choices) in given.items():
        if value not in choices:
            yield Fault(name, f"must be one of {', '.join(choices)}, not {shown(value)}")


def coding(
    stances: Mapping[Any, Meaning],
    count_as: Mapping[str, float] | None,
    no_row: str,
    faults: list[Fault],
    *,
    textual: bool,
) -> Coding:
    """Read what codes mean; in a text file, a code is also known by how it is written."""
    meanings: dict[Any, float | str] = {}
    for code, meaning in stances.items():
        try:
            meanings[code] = _meaning(meaning)
        except Refused as refusal:
            faults += [fault.inside(f"stances[{shown(code)}]") for fault in refusal.faults]
    means: dict[str, float | str] = {reason: reason for reason in NO_VOTE}
    for reason, number in (count_as or {}).items():
        try:
            means[_reason(reason)] = checks.stance(number)
        except Refused as refusal:
            faults += [fault.inside(f"count_as[{shown(reason)}]") for fault in refusal.faults]
    levels = ordered(
        [
            meaning
            for meaning in (*meanings.values(), *means.values())
            if not isinstance(meaning, str)
        ]
    )

    def cell(meaning: float | str) -> int:
        counted = means[meaning] if isinstance(meaning, str) else meaning
        return code_of(counted) if isinstance(counted, str) else levels.index(counted)

    cells = {code: cell(meaning) for code, meaning in meanings.items()}
    empty = cells.pop(None, cell("unknown"))
    if textual:
        cells |= {str(code): place for code, place in cells.items()}
    return Coding(
        levels, cells, cell("unknown"), empty, cell(no_row if no_row in NO_VOTE else "unknown")
    )


def as_written(codes: Iterable[Any]) -> dict[Any, Meaning]:
    """Return what codes mean that are stances, or reasons for none, themselves."""
    found: dict[Any, Meaning] = {}
    for code in codes:
        with suppress(Refused):
            found[code] = _meaning(_number(code))
    return found


def _number(code: Any) -> Any:
    """Return the number that text stands for, and whatever else there is as it is."""
    try:
        return float(code) if isinstance(code, str) else code
    except ValueError:
        return code


def _meaning(value: Meaning) -> float | str:
    """Accept a stance, or a reason why there is none."""
    if value is None:
        return "unknown"
    if isinstance(value, str) and value in NO_VOTE:
        return value
    try:
        return float(checks.stance(value))
    except Refused as refusal:
        message = f"{refusal.faults[0].message}; or, for no stance, one of {', '.join(NO_VOTE)}"
        raise Refused(message) from None


def _reason(value: str) -> str:
    if value not in NO_VOTE:
        raise Refused(f"must be one of {', '.join(NO_VOTE)}")
    return value


def _several(value: str | Iterable[str]) -> tuple[str, ...]:
    names = checks.idents(value)
    if not names:
        raise Refused("must name at least one actor")
    return names


def ident_of(value: object) -> str:
    """Accept an id as tables hold it: text, or a whole number, also one kept as a float."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, bool | float | bytes | list | dict):
        raise Refused(f"must be text or a whole number, not {shown(value)}")
    return checks.ident(value if isinstance(value, str) else str(value))


def successors(
    rename: Mapping[str, str | Iterable[str]] | None, faults: list[Fault]
) -> dict[str, tuple[str, ...]]:
    """Return under which names each renamed actor goes."""
    found: dict[str, tuple[str, ...]] = {}
    for old, new in (rename or {}).items():
        try:
            found[old] = _several(new)
        except Refused as refusal:
            faults += [fault.inside(f"rename[{shown(old)}]") for fault in refusal.faults]
    return found


def _date(value: Any) -> PartialDate:
    return partial_date(value.date() if isinstance(value, datetime) else value)


def _seats(value: Any) -> int:
    if isinstance(value, str) and value.isdecimal():
        value = int(value)
    return checks.count(int(value) if isinstance(value, float) and value.is_integer() else value)


def _word(value: Any) -> str:
    return checks.text(value if isinstance(value, str) else str(value))


CHECKS = {
    "party": ident_of,
    "seats": _seats,
    "group": ident_of,
    "topic": checks.topic,
    "date": _date,
    "outcome": _word,
}


def counted(number: int, thing: str) -> str:
    """Return ``1 row``, ``2 rows``."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def examples(found: Iterable[object]) -> str:
    """Return the first few in a row, and say if there are more."""
    listed = [str(item) for item in found]
    rest = f" and {len(listed) - _SHOWN} more" if len(listed) > _SHOWN else ""
    return f"{', '.join(listed[:_SHOWN])}{rest}"

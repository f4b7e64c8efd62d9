"""What the codes and ids in a table mean."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from fractions import Fraction
from typing import Any

import attrs

from coalition.faults import Faults, Refused, each_value, shown
from coalition.io.records import cell_value, day_of
from coalition.model import checks
from coalition.model.dates import read_date
from coalition.model.words import Meaning, NoStance, NoVote, Stance
from coalition.stances.codes import NO_VOTE, code_of, counting, ordered


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

    levels: tuple[float | Fraction, ...]
    cells: dict[Any, int]
    unknown: int
    empty: int
    no_row: int


def coding(
    meanings: Mapping[Any, float | NoVote],
    counts: Mapping[NoStance, float],
    no_row: NoVote = "unknown",
    *,
    textual: bool,
) -> Coding:
    """Put meanings in a form to be looked up; in a text file, a code is known as it is written.

    Empty text is no code, as nothing is: what it means, None or itself says. `counts` has the
    stances that some reasons count as; the result keeps the other reasons.
    """
    means: dict[NoVote, float | NoVote] = {reason: counts.get(reason, reason) for reason in NO_VOTE}
    stances = [*meanings.values(), *means.values()]
    levels = ordered([stance for stance in stances if not isinstance(stance, str)])

    def cell(meaning: float | NoVote) -> int:
        found = means[meaning] if isinstance(meaning, str) else meaning
        return code_of(found) if isinstance(found, str) else levels.index(found)

    cells = {code: cell(meaning) for code, meaning in meanings.items()}
    blank = [cells.pop(code) for code in meanings if code is None or not str(code).strip()]
    empty = blank[0] if blank else cell("unknown")
    if textual:
        cells |= {str(code): place for code, place in cells.items()}
    return Coding(levels, cells, cell("unknown"), empty, cell(no_row))


def as_written(codes: Iterable[Any]) -> dict[Any, float | NoVote]:
    """Return what codes mean that are stances, or reasons for none, themselves."""
    found: dict[Any, float | NoVote] = {}
    for code in codes:
        number = code
        with suppress(ValueError):  # text may stand for a number, or be a reason
            number = float(code) if isinstance(code, str) else code
        with suppress(Refused):
            found[code] = _meaning(number)
    return found


def _meaning(value: Any) -> float | NoVote:
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


def ident_of(value: object) -> str:
    """Accept an id as tables hold it: text, or a whole number, also one kept as a float."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if value is None or isinstance(value, bool | float | bytes | list | dict):
        raise Refused(f"must be text or a whole number, not {shown(value)}")
    return checks.ident(value if isinstance(value, str) else str(value))


def arguments(
    stances: Mapping[Any, Meaning] | None,
    count_as: Mapping[NoVote, Stance] | None,
    rename: Mapping[str, str | Iterable[str]] | None,
    faults: Faults,
) -> tuple[dict[Any, float | NoVote], dict[NoStance, float], dict[str, tuple[str, ...]]]:
    """Return what codes mean, as what reasons count, and under which names actors go."""
    meanings, counts, homes = {}, {}, {}
    with faults.at("rename"):
        for old, names in each_value({} if rename is None else rename, _names).items():
            with faults.at(f"rename[{shown(old)}]"):
                homes[ident_of(old)] = names
    with faults.at("stances"):
        meanings = each_value({} if stances is None else stances, _meaning)
    with faults.at("count_as"):
        counts = counting({} if count_as is None else count_as)
    return meanings, counts, homes


def _names(value: str | Iterable[str]) -> tuple[str, ...]:
    """Accept the names that an actor goes by."""
    names = checks.idents(value)
    if not names:
        raise Refused("must name at least one actor")
    return names


def _line(value: Any) -> str:
    """Accept words of any kind, on one line."""
    return checks.text(" ".join(str(cell_value(value, str)).split()))


CHECKS: dict[str, Callable[[Any], Any]] = {
    "party": ident_of,
    "seats": lambda value: checks.count(cell_value(value, int)),
    "group": ident_of,
    "name": _line,
    "topic": lambda value: checks.topic(cell_value(value, str)),
    "date": lambda value: read_date(day_of(cell_value(value, object))),
    "outcome": _line,
    "title": _line,
    "url": _line,
}

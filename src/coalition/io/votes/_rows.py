"""Rows of votes put into a table of cells, with every fault of theirs counted and shown."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeAlias, TypeVar

import attrs
import narwhals.stable.v2 as nw
import numpy as np
import numpy.typing as npt

from coalition.characters import folded
from coalition.errors import Fault, close_match
from coalition.faults import Faults, Refused, shown
from coalition.io.any_frame import factorized
from coalition.io.choices import chosen
from coalition.io.votes.vote_codes import Coding, ident_of
from coalition.model.checks import STANCES
from coalition.sentences import counted, examples, listed
from coalition.stances.affiliations import Affiliations
from coalition.stances.codes import NO_VOTE, Cells, Codes, smallest
from coalition.usual_words import hint_of

_LISTED = 5  # codes of unknown meaning that a message repeats
_RENAMED = 12  # names that are renamed though nobody bears them, each in a message of its own
LEFT_OUT = "give missing_ids='drop' to leave these out"
CHOOSE = "give varying='unknown', 'first' or 'last'"

Places = npt.NDArray[np.signedinteger]
Homes: TypeAlias = Mapping[str, tuple[str, ...]]  # under which names actors go
Where = TypeVar("Where")


@attrs.frozen
class Policies:
    """What is done about rows that are at fault; each is an argument of `read_votes`."""

    unknown_codes: str
    missing_ids: str
    duplicates: str
    conflicts: str
    varying: str

    def faults(self, *, in_order: bool) -> Iterable[Fault]:
        """Return what is none of the choices; only rows in order have a first and a last one."""
        either = ("error", "unknown")
        resolved = (*either, "first", "last") if in_order else either
        return chosen(
            unknown_codes=(self.unknown_codes, either),
            missing_ids=(self.missing_ids, ("error", "drop")),
            duplicates=(self.duplicates, ("error", "merge")),
            conflicts=(self.conflicts, resolved),
            varying=(self.varying, resolved),
        )


def is_blank(value: object) -> bool:
    """Tell whether a value says nothing: no value, NaN, or text without a letter."""
    missing = value is None or value != value  # noqa: PLR0124 - NaN, which pandas has for nothing
    return missing or (isinstance(value, str) and not value.strip())


def told(column: "nw.Series[Any]") -> tuple[list[Any], Places]:
    """Return the different values of a column, and the place of each row's: -1 if it is blank."""
    values, places = factorized(column)
    kept = [value for value in values if not is_blank(value)]
    if len(kept) < len(values):
        place = {value: index for index, value in enumerate(kept)}
        places = np.array([*(place.get(value, -1) for value in values), -1], np.int32)[places]
    return kept, places


def grouped(refused: Iterable[tuple[str, Any, Where]]) -> Iterable[tuple[str, list[Where]]]:
    """Yield each kind of refusal once, with the first of its values, and where all of them are.

    What is given are messages, the values that they are about, and where these are.
    """
    kinds: dict[str, tuple[dict[str, None], dict[Where, None]]] = {}
    for message, value, where in refused:
        form = next((form for form in (shown(value), str(value)) if form in message), "")
        kind = message.replace(form, "\0") if form else message
        values, places = kinds.setdefault(kind, ({}, {}))
        values[form] = places[where] = None
    for kind, (values, places) in kinds.items():
        yield kind.replace("\0", examples(values, 5)), list(places)


def ids_of(
    column: "nw.Series[Any]",
    argument: str,
    missing_ids: str,
    faults: Faults,
    height: int | None = None,
) -> tuple[list[str], Places]:
    """Return the ids in a column, and for each row the place of its id: -1 where it has none.

    The table had so many rows before it was made long; None where rows have no order.
    """
    if column.dtype.is_nested():
        faults.note(argument, f"must hold text or whole numbers, not {column.dtype}")
        return [], np.full(len(column), -1)
    values, places = told(column)
    ids: list[str] = []
    refused: list[tuple[str, Any, int]] = []
    for place, value in enumerate(values):
        try:
            ids.append(ident_of(value))
        except Refused as refusal:
            ids.append("")
            refused.append((refusal.faults[0].message, value, place))
    for message, where in grouped(refused):
        rows = "" if height is None else f" ({_rows(np.isin(places, where), height)})"
        faults.note(argument, f"{message}{rows}")
    if height is not None and missing_ids == "error" and (places < 0).any():
        faults.note(argument, f"no id in {_rows(places < 0, height)}; {LEFT_OUT}")
    return ids, places


def _rows(chosen: npt.NDArray[np.bool_], height: int) -> str:
    """Say how many rows they are, and which: from 0, as data frames count them."""
    found = np.unique(np.flatnonzero(chosen) % height).tolist()
    return f"{counted(len(found), 'row')}: {examples(found, 5)}"


def check_renamed(homes: Homes, actors: Collection[str], faults: Faults) -> None:
    """Note what is renamed though no actor bears that name."""
    strange = [name for name in homes if name not in actors] if actors else []
    for name in strange[:_RENAMED]:
        hint = "" if name.isdecimal() else close_match(name, actors)
        faults.note(f"rename[{shown(name)}]", f"no actor has this id{hint}")
    if len(strange) > _RENAMED:
        faults.note("rename", f"{len(strange) - _RENAMED:,} more are the id of no actor")


def ranked(old: Iterable[str], homes: Homes, seats: Mapping[str, int], faults: Faults) -> list[str]:
    """Return the names that actors go by, by seats, then id; refuse those that look the same."""
    names = sorted({name for actor in old for name in homes.get(actor, (actor,))})
    alike: dict[str, list[str]] = {}
    for name in names:
        alike.setdefault(folded(name), []).append(name)
    same = [listed(map(shown, group)) for group in alike.values() if len(group) > 1]
    if same:
        message = f"{examples(same, 5)} look the same; give rename= to make them one"
        faults.note("actor", message)
    return sorted(names, key=lambda name: -seats.get(name, 0))


def cells_of(
    column: tuple[list[Any], Places], code: Coding, unknown_codes: str, faults: Faults, height: int
) -> Codes:
    """Return the cell that each row's code stands for; `column` is what `told` returns of them."""
    values, places = column
    if unknown_codes == "error" and not set(values) <= code.cells.keys():
        found, first, times = np.unique(places, return_index=True, return_counts=True)
        rows = zip(found.tolist(), times.tolist(), (first % max(1, height)).tolist(), strict=True)
        told_of = {values[place]: (often, row) for place, often, row in rows if place >= 0}
        faults += unnamed(told_of, code)
    table = [*(code.cells.get(value, code.unknown) for value in values), code.empty]
    cells: Codes = np.take(np.array(table, smallest(len(code.levels))), places)
    return cells


def unnamed(used: Mapping[Any, tuple[int, int | None]], code: Coding) -> Iterable[Fault]:
    """Yield a fault if there are codes of unknown meaning among those that are used.

    Of each code it is known how many rows have it, and where rows have an order, the first.
    """
    strange = sorted((value for value in used if value not in code.cells), key=str)
    if strange:
        number = sum(used[value][0] for value in strange)
        these = examples((f"{shown(one)} ({_often(*used[one])})" for one in strange), _LISTED)
        shortly = strange[:_LISTED]
        hint = "".join(_meant(value, code, alone=len(strange) == 1) for value in shortly)
        hint += _of_other_kind(shortly, code)
        message = (
            f"{counted(number, 'row')} with a code of unknown meaning: {these}{hint}; "
            "name it in `stances`, or give unknown_codes='unknown'"
        )
        yield Fault("stance", message)


def _often(times: int, first: int | None) -> str:
    where = "in" if times == 1 else "first in"
    return f"{times:,}" if first is None else f"{times:,}, {where} row {first}"


def _of_other_kind(values: Iterable[Any], code: Coding) -> str:
    """Say it where `stances` has a number and the table text that reads so, or the reverse."""
    found = [
        (value, name)
        for value in values
        for name in code.cells
        if isinstance(name, str) != isinstance(value, str) and _number(name) == _number(value)
    ]
    if not found:
        return ""
    kind = "text" if isinstance(found[0][0], str) else "numbers"
    forms = (dict.fromkeys(map(shown, side)) for side in zip(*found, strict=True))
    here, there = (examples(side, _LISTED) for side in forms)
    return f"; codes are {kind} here: write {here} in `stances`, not {there}"


def _number(value: object) -> object:
    """Return the number that a code is or reads as; text where it is none."""
    try:
        return float(value) if isinstance(value, str | int | float) else str(value)
    except ValueError:
        return str(value)


def _meant(value: Any, code: Coding, *, alone: bool) -> str:
    """Return a hint at the code of the same meaning, or else at what such a code usually means."""
    word, subject = str(value), "it" if alone else shown(value)
    codes = {name for name in code.cells if isinstance(name, str)}
    return hint_of(word, codes, subject) or hint_of(word, (*STANCES, *NO_VOTE), subject)


def flattened(
    rows: Places,
    homes: Sequence[Sequence[str]],
    columns: Places,
    proposals: Sequence[str],
    ids: tuple[list[str], list[str]],
) -> tuple[Places, Places]:
    """Return the place in the matrix of every vote, and the row of the table that it stands in.

    `homes` names the actors that each id in the table stands for; a row that stands for several
    comes several times, and one without an actor or a proposal does not come at all.
    """
    row, column = ({name: index for index, name in enumerate(side)} for side in ids)
    across = np.take(np.array([*(column[name] for name in proposals), -1], np.int32), columns)
    flat, kept = [], []
    for turn in range(max(map(len, homes), default=1)):
        table = [row[names[turn]] if turn < len(names) else -1 for names in homes]
        down = np.take(np.array([*table, -1], np.int64), rows)
        found = np.flatnonzero((down >= 0) & (across >= 0))
        down *= len(column)
        down += across
        flat.append(down if len(found) == len(down) else down[found])
        kept.append(found)
    return np.concatenate(flat), np.concatenate(kept)


def placed(
    flat: Places,
    cells: Codes,
    *,
    ids: tuple[list[str], list[str]],
    code: Coding,
    policies: Policies,
    faults: Faults,
) -> Codes:
    """Put cells where they belong; what comes twice is resolved, or a fault.

    `flat` holds the place of each cell in the table.
    """
    actors, proposals = ids
    shape = len(actors), len(proposals)
    table = np.full(shape[0] * shape[1], code.no_row, cells.dtype)
    table[flat] = cells
    filled = np.zeros(len(table), np.bool_)
    filled[flat] = True
    if np.count_nonzero(filled) == len(flat):
        return table.reshape(shape)

    def named(spot: int) -> str:
        return f"{actors[spot // shape[1]]} on {proposals[spot % shape[1]]}"

    order = np.argsort(flat, kind="stable")
    spots, starts, times = np.unique(flat[order], return_index=True, return_counts=True)
    found = cells[order]
    differ = np.minimum.reduceat(found, starts) != np.maximum.reduceat(found, starts)
    same = ~differ & (times > 1)
    firsts, lasts = found[starts[differ]], found[(starts + times - 1)[differ]]
    if policies.duplicates == "error" and same.any():
        often = Counter(dict(zip(spots[same].tolist(), times[same].tolist(), strict=True)))
        most = (f"{named(spot)} ({number})" for spot, number in often.most_common())
        remedy = "duplicates='merge' to take each once"
        faults += repeated(len(often), "more than once", most, remedy)
    if policies.conflicts == "error" and differ.any():
        meanings = Cells(cells, code.levels).meanings
        both = zip(spots[differ].tolist(), firsts.tolist(), lasts.tolist(), strict=True)
        pairs = (
            f"{named(spot)} ({_worded(*meanings[first])}, then {_worded(*meanings[last])})"
            for spot, first, last in both
        )
        remedy = "conflicts='unknown', 'first' or 'last'"
        faults += repeated(len(firsts), "differently", pairs, remedy)
    settled = {"first": firsts, "last": lasts}
    table[spots[differ]] = settled.get(policies.conflicts, code.unknown)
    return table.reshape(shape)


def affiliations_of(
    column: tuple[list[Any], Places],
    kind: str,
    own: Mapping[str, str],
    *,
    votes: tuple[Places, Places],
    ids: tuple[list[str], list[str]],
    varying: str,
    faults: Faults,
) -> Affiliations:
    """Return the party or the group that each vote counts for: that of its row.

    A row that names none counts for none, as of an independent; a vote without a row counts for the
    actor's own. `column` is what `told` returns of those in the rows; `votes` are their places in
    the table, and the rows that they stand in.
    """
    # 1. what each row names, and what each actor's own is
    actors, proposals = ids
    values, places = column
    named = [ident_of(value) for value in values]
    names = sorted(set(named))
    place = {name: index for index, name in enumerate(names)}
    kept = smallest(len(names))
    codes = np.array([*(place[name] for name in named), -1], kept)[places][votes[1]]
    owned = np.array([place.get(own.get(actor, ""), -1) for actor in actors], kept)
    # 2. every vote in its place; where an actor has two on one proposal, the last one stays
    table = np.repeat(owned, len(proposals))
    table[votes[0]] = -1
    spots, codes = votes[0][codes >= 0], codes[codes >= 0]
    table[spots] = codes
    differ = spots[table[spots] != codes]
    if varying == "first":
        table[spots[::-1]] = codes[::-1]
    elif varying != "last":
        table[differ] = -1
    if varying == "error" and len(differ):
        twice = [divmod(spot, len(proposals)) for spot in np.unique(differ).tolist()]
        listed = examples((f"{actors[row]} on {proposals[at]}" for row, at in twice), 5)
        faults.note(kind, f"{counted(len(twice), 'vote')} with more than one: {listed}; {CHOOSE}")
    return Affiliations(table.reshape(len(actors), len(proposals)), tuple(names))


def repeated(number: int, how: str, places: Iterable[str], remedy: str) -> Iterable[Fault]:
    """Yield a fault about stances that are given more than once, or differently."""
    listed = examples(places, 5)
    yield Fault("", f"{counted(number, 'stance')} given {how}: {listed}; give {remedy}")


def _worded(stance: float | None, reason: str | None) -> str:
    return f"{stance:g}" if stance is not None else str(reason)

"""Rows of votes put into a table of cells, with every fault of theirs counted and shown."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs
import narwhals.stable.v2 as nw
import numpy as np
import numpy.typing as npt

from coalition.characters import folded
from coalition.errors import Fault
from coalition.faults import Faults, Refused, shown
from coalition.io.any_frame import factorized
from coalition.io.choices import chosen
from coalition.io.votes.vote_codes import Coding, ident_of
from coalition.model.checks import STANCES
from coalition.sentences import counted, examples
from coalition.stances.affiliations import Affiliations
from coalition.stances.codes import NO_VOTE, Cells, Codes, smallest
from coalition.usual_words import hint_of

_LISTED = 5  # codes of unknown meaning that a message repeats
LEFT_OUT = "give missing_ids='drop' to leave these out"
CHOOSE = "give varying='unknown', 'first' or 'last'"

Places = npt.NDArray[np.signedinteger]


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


def ids_of(
    column: "nw.Series[Any]", argument: str, missing_ids: str, faults: Faults
) -> tuple[list[str], Places]:
    """Return the ids in a column, and for each row the place of its id: -1 where it has none."""
    if column.dtype.is_nested():
        faults.note(argument, f"must hold text or whole numbers, not {column.dtype}")
        return [], np.full(len(column), -1)
    values, places = factorized(column)
    ids: list[str] = []
    for place, value in enumerate(values):
        try:
            ids.append(ident_of(value))
        except Refused as refusal:
            ids.append("")
            where = _rows(places == place)
            faults.note(argument, f"{refusal.faults[0].message} ({where})")
    empty = places < 0
    if missing_ids == "error" and empty.any():
        faults.note(argument, f"no id in {_rows(empty)}; {LEFT_OUT}")
    return ids, places


def _rows(chosen: npt.NDArray[np.bool_]) -> str:
    """Say how many rows they are, and which: from 0, as data frames count them."""
    found = np.flatnonzero(chosen).tolist()
    return f"{counted(len(found), 'row')}: {examples(found, 5)}"


def ranked(
    old: Iterable[str], homes: Mapping[str, Sequence[str]], seats: Mapping[str, int], faults: Faults
) -> list[str]:
    """Return the names that actors go by, by seats, then id; refuse those that look the same."""
    names = sorted({name for actor in old for name in homes.get(actor, (actor,))})
    alike: dict[str, list[str]] = {}
    for name in names:
        alike.setdefault(folded(name), []).append(name)
    for same in alike.values():
        if len(same) > 1:
            listed = examples(map(repr, same), 5)
            faults.note("actor", f"{listed} look the same; give rename= to make them one")
    return sorted(names, key=lambda name: -seats.get(name, 0))


def cells_of(
    values: Sequence[Any], places: Places, code: Coding, unknown_codes: str, faults: Faults
) -> Codes:
    """Return the cell that each row's code stands for."""
    if unknown_codes == "error":
        times = np.bincount(places[places >= 0], minlength=len(values)).tolist()
        faults += unnamed(dict(zip(values, times, strict=True)), code)
    table = [*(code.cells.get(value, code.unknown) for value in values), code.empty]
    cells: Codes = np.take(np.array(table, smallest(len(code.levels))), places)
    return cells


def unnamed(times: Mapping[Any, int], code: Coding) -> Iterable[Fault]:
    """Yield a fault if there are codes of unknown meaning among those that rows have so often."""
    strange = sorted((value for value in times if value not in code.cells), key=str)
    if strange:
        number = sum(times[value] for value in strange)
        listed = examples((f"{shown(value)} ({times[value]})" for value in strange), _LISTED)
        hint = "".join(_meant(value, code, alone=len(strange) == 1) for value in strange[:_LISTED])
        message = (
            f"{counted(number, 'row')} with a code of unknown meaning: {listed}{hint}; "
            "name it in `stances`, or give unknown_codes='unknown'"
        )
        yield Fault("stance", message)


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
    column: "nw.Series[Any]",
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
    actor's own. `votes` are their places in the table, and the rows that they stand in.
    """
    # 1. what each row names, and what each actor's own is
    actors, proposals = ids
    values, places = factorized(column)
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

"""Rows of votes put into a table of cells, with every fault of theirs counted and shown."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import product
from typing import Any, TypeAlias, TypeVar

import attrs
import numpy as np
import numpy.typing as npt

from coalition.characters import folded
from coalition.errors import Fault, close_match
from coalition.faults import Faults, Refused, shown
from coalition.io.any_frame import AT_A_TIME, Column, Places, looked_up
from coalition.io.choices import chosen
from coalition.io.votes.vote_codes import CHECKS, Coding, ident_of
from coalition.model.checks import STANCES
from coalition.sentences import counted, examples, listed
from coalition.stances.affiliations import Affiliations
from coalition.stances.codes import NO_VOTE, Cells, Codes, smallest
from coalition.usual_words import hint_of

_LISTED = 5  # codes of unknown meaning that a message repeats
_RENAMED = 12  # names that are renamed though nobody bears them, each in a message of its own
LEFT_OUT = "give missing_ids='drop' to leave these out"
CHOOSE = "give varying='unknown', 'first' or 'last'"

Homes: TypeAlias = Mapping[str, tuple[str, ...]]  # under which names actors go
Policy: TypeAlias = Mapping[str, str]  # what to do about faults, by the argument that says it
Ids: TypeAlias = tuple[list[str], list[str]]  # of the actors and the proposals of the matrix
Facts: TypeAlias = Mapping[str, Any]  # one for each id
Where = TypeVar("Where")


def policies(given: Mapping[str, Any], faults: Faults, *, in_order: bool) -> Policy:
    """Return what to do about faults, from the arguments of a reader; note what is no choice.

    Only rows in order have a first and a last one.
    """
    either = ("error", "unknown")
    resolved = (*either, "first", "last") if in_order else either
    choices = {
        "unknown_codes": either,
        "missing_ids": ("error", "drop"),
        "duplicates": ("error", "merge"),
        "conflicts": resolved,
        "varying": resolved,
    }
    faults += chosen(**{name: (given[name], words) for name, words in choices.items()})
    return {name: given[name] for name in choices}


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
    column: Column, argument: str, missing_ids: str, faults: Faults, height: int | None = None
) -> tuple[list[str], Places]:
    """Return the ids in a column, and for each row the place of its id: -1 where it has none.

    The table had so many rows before it was made long; None where rows have no order.
    """
    values, places = column
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


def homes_of(actors: Iterable[str], homes: Homes) -> set[str]:
    """Return the names that actors go by."""
    return {name for actor in actors for name in homes.get(actor, (actor,))}


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
    names = sorted(homes_of(old, homes))
    alike: dict[str, list[str]] = {}
    for name in names:
        alike.setdefault(folded(name), []).append(name)
    same = [listed(map(shown, group)) for group in alike.values() if len(group) > 1]
    if same:
        message = f"{examples(same, 5)} look the same; give rename= to make them one"
        faults.note("actor", message)
    return sorted(names, key=lambda name: -seats.get(name, 0))


def cells_of(
    column: Column, code: Coding, unknown_codes: str, faults: Faults, height: int
) -> Codes:
    """Return the cell that each row's code stands for."""
    values, places = column
    if unknown_codes == "error" and not set(values) <= code.cells.keys():
        found, first, times = np.unique(places, return_index=True, return_counts=True)
        rows = zip(found.tolist(), times.tolist(), (first % max(1, height)).tolist(), strict=True)
        faults += unnamed({values[one]: (n, row) for one, n, row in rows if one >= 0}, code)
    table = [*(code.cells.get(value, code.unknown) for value in values), code.empty]
    return looked_up(np.array(table, smallest(len(code.levels))), places)


def unnamed(used: Mapping[Any, tuple[int, int | None]], code: Coding) -> Iterable[Fault]:
    """Yield a fault if there are codes of unknown meaning among those that are used.

    Of each code it is known how many rows have it, and where rows have an order, the first.
    """
    if strange := sorted((value for value in used if value not in code.cells), key=str):
        these = []
        for value in strange:
            times, first = used[value]
            where = "" if first is None else f", {'first in' if times > 1 else 'in'} row {first}"
            these.append(f"{shown(value)} ({times:,}{where})")
        number = sum(used[value][0] for value in strange)
        hint = "".join(_meant(value, code, alone=len(strange) == 1) for value in strange[:_LISTED])
        message = (
            f"{counted(number, 'row')} with a code of unknown meaning: {examples(these, _LISTED)}"
            f"{hint}{_of_other_kind(strange, code)}; "
            "name it in `stances`, or give unknown_codes='unknown'"
        )
        yield Fault("stance", message)


def _of_other_kind(strange: Iterable[Any], code: Coding) -> str:
    """Say it where `stances` has a number and the table text that reads so, or the reverse."""
    for value, name in product(strange, code.cells):
        if isinstance(value, str) != isinstance(name, str) and _number(name) == _number(value):
            kind = "text" if isinstance(value, str) else "numbers"
            return f"; codes are {kind} here: write {shown(value)} in `stances`, not {shown(name)}"
    return ""


def _number(value: object) -> object:
    """Return the number that a code is or reads as; text where it is none."""
    try:
        return float(str(value))
    except ValueError:
        return str(value)


def _meant(value: Any, code: Coding, *, alone: bool) -> str:
    """Return a hint at the code of the same meaning, or else at what such a code usually means."""
    word, subject = str(value), "it" if alone else shown(value)
    codes = {name for name in code.cells if isinstance(name, str)}
    return hint_of(word, codes, subject) or hint_of(word, (*STANCES, *NO_VOTE), subject)


@attrs.frozen
class Stood:
    """Where every vote is: what leads from each row of the table to its place in the matrix.

    A row that stands for several actors comes several times, and one without an actor or a proposal
    does not come at all.
    """

    down: list[Places]  # by id of an actor, in each turn: where its row of the matrix begins
    across: Places  # by id of a proposal: how far along the row it is; both far below 0 for none
    rows: Places  # the ids of the actors, in each row of the table
    columns: Places  # the ids of the proposals likewise
    ids: Ids

    def parts(self) -> Iterator[tuple[Places, Places]]:
        """Yield the places of the votes and the rows that they stand in, some at a time."""
        for table in self.down:
            for start in range(0, len(self.rows), AT_A_TIME):
                some = slice(start, start + AT_A_TIME)
                places = table[self.rows[some]] + self.across[self.columns[some]]
                rows = np.arange(start, start + len(places))
                known = places >= 0
                yield (places, rows) if known.all() else (places[known], rows[known])

    @cached_property
    def repeated(self) -> tuple[Places, Places]:
        """The votes that stand where others do, in the order of the rows: places, and rows."""
        seen, several = np.zeros((2, len(self.ids[0]) * len(self.ids[1])), np.bool_)
        number = 0
        for places, _ in self.parts():
            seen[places] = True
            number += len(places)
        if np.count_nonzero(seen) == number:
            return np.empty(0, np.int64), np.empty(0, np.int64)
        turn = np.full(len(seen), -1)
        for places, rows in self.parts():
            several[places[turn[places] >= 0]] = True
            turn[places] = rows
            several[places[turn[places] != rows]] = True
        found = [
            (places[there], rows[there])
            for places, rows in self.parts()
            for there in [several[places]]
        ]
        places, rows = map(np.concatenate, zip(*found, strict=True))
        return places, rows


def flattened(
    rows: Places, homes: Sequence[Sequence[str]], columns: Places, proposals: list[str], ids: Ids
) -> Stood:
    """Return where every vote is; `homes` names the actors that each id in the table stands for."""
    row, column = ({name: index for index, name in enumerate(side)} for side in ids)
    nowhere = -(len(row) + 1) * (len(column) + 1)
    turns = range(max(map(len, homes), default=1))
    begin = {name: index * len(column) for name, index in row.items()}
    tables = [[begin[n[turn]] if turn < len(n) else nowhere for n in homes] for turn in turns]
    down = [np.array([*table, nowhere], np.int64) for table in tables]
    across = np.array([*(column[name] for name in proposals), nowhere], np.int64)
    return Stood(down, across, rows, columns, ids)


def placed(stood: Stood, cells: Codes, code: Coding, policy: Policy, faults: Faults) -> Codes:
    """Put the cells of all rows where they belong; what comes twice is resolved, or a fault."""
    ids = stood.ids
    table = np.full(len(ids[0]) * len(ids[1]), code.no_row, cells.dtype)
    for places, rows in stood.parts():
        table[places] = cells[rows]
    flat, rows = stood.repeated
    if len(flat):
        cells = cells[rows]
        differ = _settled(table, flat, cells, policy["conflicts"], code.unknown)
        order = np.argsort(flat, kind="stable")
        spots, starts, times = np.unique(flat[order], return_index=True, return_counts=True)
        several = ~np.isin(spots, differ)
        if policy["duplicates"] == "error" and several.any():
            often = zip(spots[several].tolist(), times[several].tolist(), strict=True)
            most = sorted(often, key=lambda pair: -pair[1])
            named = (f"{_vote(spot, ids)} ({number})" for spot, number in most)
            faults += repeated(
                len(most), "more than once", named, "duplicates='merge' to take each once"
            )
        if policy["conflicts"] == "error" and len(differ):
            at = np.searchsorted(spots, differ)
            meanings = Cells(cells, code.levels).meanings
            first, last = (
                [_worded(*meanings[cell]) for cell in cells[order[rows]].tolist()]
                for rows in (starts[at], starts[at] + times[at] - 1)
            )
            pairs = zip(differ.tolist(), first, last, strict=True)
            named = (f"{_vote(spot, ids)} ({one}, then {other})" for spot, one, other in pairs)
            faults += repeated(
                len(differ), "differently", named, "conflicts='unknown', 'first' or 'last'"
            )
    return table.reshape(*map(len, ids))


def _settled(table: Codes, spots: Places, found: Codes, policy: str, unknown: int) -> Places:
    """Put what is found in its places; return the places of which different things are found."""
    table[spots] = found
    differ = spots[table[spots] != found]
    if policy == "first":
        table[spots[::-1]] = found[::-1]
    elif policy != "last":
        table[differ] = unknown
    return np.unique(differ)


def _vote(spot: int, ids: Ids) -> str:
    row, column = divmod(spot, len(ids[1]))
    return f"{ids[0][row]} on {ids[1][column]}"


def affiliations_of(
    column: Column, kind: str, own: Facts, stood: Stood, *, varying: str, faults: Faults
) -> Affiliations:
    """Return the party or the group that each vote counts for, or the seats: those of its row.

    A row that names none counts for none, as of an independent; a vote without a row counts for the
    actor's own.
    """
    values, places = column
    named = [CHECKS[kind](value) for value in values]
    names = sorted(set(named))
    place = {name: index for index, name in enumerate(names)}
    size = smallest(len(names))
    codes = looked_up(np.array([*(place[name] for name in named), -1], size), places)
    owned = np.array([place.get(own.get(actor), -1) for actor in stood.ids[0]], size)
    table = np.repeat(owned, len(stood.ids[1]))
    for spots, rows in stood.parts():
        table[spots] = codes[rows]
    spots, rows = stood.repeated
    table[spots] = -1
    says = codes[rows] >= 0
    differ = _settled(table, spots[says], codes[rows[says]], varying, -1)
    if varying == "error" and len(differ):
        listed = examples((_vote(spot, stood.ids) for spot in differ.tolist()), 5)
        faults.note(kind, f"{counted(len(differ), 'vote')} with more than one: {listed}; {CHOOSE}")
    return Affiliations(table.reshape(*map(len, stood.ids)), tuple(names))


def repeated(number: int, how: str, places: Iterable[str], remedy: str) -> Iterable[Fault]:
    """Yield a fault about stances that are given more than once, or differently."""
    listed = examples(places, 5)
    yield Fault("", f"{counted(number, 'stance')} given {how}: {listed}; give {remedy}")


def _worded(stance: float | None, reason: str | None) -> str:
    return f"{stance:g}" if stance is not None else str(reason)

"""Members and the groups they belong to: the line of a group, and how far its members hold it."""

from collections.abc import Sequence

import numpy as np

from coalition.stances.codes import Cells, Values


def gathered(
    homes: Sequence[str | None], seats: Sequence[int | None]
) -> tuple[dict[str, list[int]], list[int]]:
    """Return the members of every group, by seats, then id; and the seats of each.

    They are the seats of the members, or where none are known the number of members.
    """
    members: dict[str, list[int]] = {}
    for row, home in enumerate(homes):
        if home is not None:
            members.setdefault(home, []).append(row)
    known = any(number is not None for number in seats)
    held = {
        home: sum(seats[row] or 0 for row in rows) if known else len(rows)
        for home, rows in members.items()
    }
    names = sorted(members, key=lambda home: (-held[home], home))
    return {name: members[name] for name in names}, [held[name] for name in names]


def lines(cells: Cells, groups: Sequence[Sequence[int]]) -> tuple[Cells, Values]:
    """Return the line of each group of rows, and the share of its members who hold it.

    The line is the stance that more members hold than any other. Where two stances lead together
    there is none, and where no member has a stance, it is missing for the reason that all have.
    """
    codes = np.empty((len(groups), cells.codes.shape[1]), cells.codes.dtype)
    shares = np.full(codes.shape, np.nan)
    for index, rows in enumerate(groups):
        held = cells.codes[list(rows)]
        most, leader, tied = (np.zeros(codes.shape[1], np.int64) for _ in range(3))
        for level in range(len(cells.levels)):
            count = (held == level).sum(axis=0)
            tied[count == most] = 1
            leader[count > most], tied[count > most] = level, 0
            most = np.maximum(most, count)
        present = (held >= 0).sum(axis=0)
        same = np.where((held == held[0]).all(axis=0), held[0], -1)
        codes[index] = np.where(present == 0, same, np.where(tied, -1, leader))
        np.divide(most, present, out=shares[index], where=present > 0)
    return Cells(codes, cells.levels), shares


def spread(cells: Cells, homes: Sequence[int | None]) -> Cells:
    """Return a row for every member: the line of its group; nothing known where it has none."""
    nowhere = np.full((1, cells.codes.shape[1]), -1, cells.codes.dtype)
    rows = [len(cells.codes) if home is None else home for home in homes]
    return Cells(np.vstack([cells.codes, nowhere])[rows], cells.levels)

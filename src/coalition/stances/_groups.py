"""Members and the groups they belong to: the line of a group, and how far its members hold it."""

import numpy as np

from coalition.stances.affiliations import NOT_A_MEMBER, Affiliations
from coalition.stances.codes import REASONS, Cells, Codes, Values


def lines(
    cells: Cells, of: Affiliations, seats: Affiliations
) -> tuple[list[str], list[int], Affiliations | None, Cells, Values]:
    """Return the groups by seats, then id; their seats, their lines, and the shares who hold them.

    Of a group count those who are in it on a proposal, unless they are not members of the house
    then. Its seats on a proposal are theirs, or how many they are where no seats are known; its own
    are the most that it has on any proposal. The line is the stance that more of them hold than any
    other. Where two stances lead together there is none. Where no member has a stance, it is
    missing for the reason that all have; a group without a member is not a member.
    """
    weights = np.array([*seats.names, 0 if seats.names else 1])[seats.codes]
    found = []
    for code, name in enumerate(of.names):
        rows = np.flatnonzero((of.codes == code).any(axis=1))
        if len(rows):
            held = np.where(of.codes[rows] == code, cells.codes[rows], NOT_A_MEMBER)
            then = (weights[rows] * (held != NOT_A_MEMBER)).sum(axis=0)
            found.append((-then.max(initial=0), name, then, *_line(held, len(cells.levels))))
    found.sort(key=lambda group: group[:2])
    codes = np.array([line for *_, line, _ in found], cells.codes.dtype)
    shares = np.array([share for *_, share in found])
    shape = len(found), cells.codes.shape[1]
    return (
        [name for _, name, *_ in found],
        [int(-most) for most, *_ in found],
        Affiliations.packed(then.tolist() for _, _, then, *_ in found) if found else None,
        Cells(codes.reshape(shape), cells.levels),
        shares.reshape(shape),
    )


def _line(held: Codes, levels: int) -> tuple[Codes, Values]:
    """Return the line on each proposal, and the share of those with a stance who hold it."""
    most, leader, tied = (np.zeros(held.shape[1], np.int64) for _ in range(3))
    for level in range(levels):
        count = (held == level).sum(axis=0)
        tied[count == most] = 1
        leader[count > most], tied[count > most] = level, 0
        most = np.maximum(most, count)
    present = (held >= 0).sum(axis=0)
    line = np.where(tied, -1, leader)
    # where nobody has a stance, the reason is the one that all members have
    silent = present == 0
    reasons = held[:, silent]
    here = reasons != NOT_A_MEMBER
    highest = np.where(here, reasons, -len(REASONS)).max(axis=0)
    lowest = np.where(here, reasons, -1).min(axis=0)
    shared = np.where(highest == lowest, highest, -1)
    line[silent] = np.where(here.any(axis=0), shared, NOT_A_MEMBER)
    share = np.full(len(line), np.nan)
    np.divide(most, present, out=share, where=present > 0)
    return line, share


def spread(cells: Cells, places: Codes, members: Cells) -> Cells:
    """Return the line of its group for every member; nothing known where it has none.

    `places` are the rows of the groups, below 0 for none. Who is not a member stays none.
    """
    nowhere = np.full((1, cells.codes.shape[1]), -1, cells.codes.dtype)
    codes = np.vstack([cells.codes, nowhere])[places, np.arange(cells.codes.shape[1])]
    return Cells(np.where(members.codes == NOT_A_MEMBER, NOT_A_MEMBER, codes), cells.levels)

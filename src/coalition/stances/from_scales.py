"""From positions on scales of their own to stances, exactly."""

from fractions import Fraction

import numpy as np

from coalition.errors import Fault, InvalidValue
from coalition.model.scales import Scales
from coalition.numbers import exact
from coalition.stances.codes import Cells, code_of, ordered, smallest
from coalition.stances.matrix import StanceMatrix


def matrix_on(scales: Scales) -> StanceMatrix:
    """Return positions as stances, from -1 at the lower end of each scale to 1 at the upper end.

    Actors by seats, then id; issues by id, each a topic of its own. The matrix keeps the scales.
    """
    seats = scales.seats or (None,) * len(scales.actors)
    groups = scales.groups or (None,) * len(scales.actors)
    known = list(zip(scales.actors, seats, groups, strict=True))
    known.sort(key=lambda one: (-(one[1] or 0), one[0]))
    row = {actor: at for at, (actor, *_) in enumerate(known)}
    column = {issue: at for at, issue in enumerate(sorted(scales.issues))}
    ends = {issue: (exact(low), exact(high)) for issue, low, high in scales.ends}
    stances = {
        (row[actor], column[issue]): _nearest(2 * (exact(place) - low) / (high - low) - 1)
        for issue, actor, place, *_ in scales.held
        for low, high in [ends[issue]]
    }
    levels = ordered(list(stances.values()))
    code = {level: at for at, level in enumerate(levels)}
    codes = np.full((len(row), len(column)), code_of("unknown"), smallest(len(levels)))
    for cell, stance in stances.items():
        codes[cell] = code[stance]
    return StanceMatrix(
        row,
        column,
        Cells(codes, levels),
        seats=[number for _, number, _ in known] if scales.seats else (),
        groups=[group for *_, group in known] if scales.groups else (),
        topics=list(column),
        scales=scales,
    )


def _nearest(stance: Fraction) -> float | Fraction:
    """Return the float that stands for a stance, or the stance where none stands for it exactly."""
    return float(stance) if exact(float(stance)) == stance else stance


def with_sides(matrix: StanceMatrix, subject: str) -> StanceMatrix:
    """Return a matrix in which actors are for and against; refuse positions on scales."""
    if matrix.scales is not None:
        message = (
            "a position on a scale is no yes or no; ask split, agreement_graph, cohesion, "
            "polarization, compromise or exchanges"
        )
        raise InvalidValue((Fault("", message),), subject)
    return matrix

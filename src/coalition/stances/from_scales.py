"""From positions on scales of their own to stances, exactly."""

from fractions import Fraction

from coalition.errors import Fault, InvalidValue
from coalition.model.scales import Scales
from coalition.numbers import exact
from coalition.stances.codes import Cells
from coalition.stances.matrix import StanceMatrix


def matrix_on(scales: Scales) -> StanceMatrix:
    """Return positions as stances, from -1 at the lower end of each scale to 1 at the upper end.

    Actors by seats, then id; issues by id, each a topic of its own. The matrix keeps the scales.
    """
    seats = dict(zip(scales.actors, scales.seats, strict=False))
    groups = dict(zip(scales.actors, scales.groups, strict=False))
    actors = sorted(scales.actors, key=lambda actor: (-(seats.get(actor) or 0), actor))
    issues = sorted(scales.issues)
    row, column = ({name: at for at, name in enumerate(names)} for names in (actors, issues))
    ends = {issue: (exact(low), exact(high)) for issue, low, high in scales.ends}
    stances = {
        (row[actor], column[issue]): _nearest(2 * (exact(place) - low) / (high - low) - 1)
        for issue, actor, place, *_ in scales.held
        for low, high in [ends[issue]]
    }
    return StanceMatrix(
        actors,
        issues,
        Cells.of((len(row), len(column)), stances),
        seats=[seats[actor] for actor in actors if seats],
        groups=[groups[actor] for actor in actors if groups],
        topics=issues,
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
            "polarization, compromise, exchanges or packages"
        )
        raise InvalidValue((Fault("", message),), subject)
    return matrix

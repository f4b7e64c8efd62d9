"""Recurring splits: who stood with whom, proposal by proposal."""

from collections import Counter
from collections.abc import Iterable

import attrs
import numpy as np

from coalition.model.coalition import Coalition
from coalition.model.proposals import paths_of
from coalition.sentences import against
from coalition.stances.from_positions import matrix_of
from coalition.stances.matrix import StanceMatrix
from coalition.tables import Shown


@attrs.frozen
class CommonSplit(Shown):
    """A way in which actors fall apart, and on which proposals they did.

    Attributes
    ----------
    blocs : tuple of tuple of str
        Those who took the same stance, each bloc and its members by seats, then id.
    times : int
        On how many proposals.
    of : int
        On how many proposals all of the actors have a stance.
    topics : tuple of (str, int)
        The topics of the proposals, and on how many of each; the most first. A proposal under
        several counts for each.
    proposals : tuple of str
        The ids of the proposals.
    """

    blocs: tuple[tuple[str, ...], ...]
    times: int
    of: int
    topics: tuple[tuple[str, int], ...]
    proposals: tuple[str, ...] = attrs.field(repr=False)

    def __str__(self) -> str:
        return f"{against(self.blocs)}: {self.times} of {self.of}"


def common_splits(
    source: Coalition | StanceMatrix,
    topic: str | None = None,
    *,
    actors: Iterable[str] | None = None,
    together: bool = False,
) -> tuple[CommonSplit, ...]:
    """Return in which ways actors fall apart, the most common first.

    Every proposal on which all of them have a stance counts once: those with the same stance are in
    one bloc. Which bloc is for and which against makes no difference. Nothing is summed over
    proposals, so it does not matter how agreement is counted (see `Agreement`), nor what agreement
    chance gives: on lopsided votes, the most common of these is what chance makes too.

    Parameters
    ----------
    source : Coalition or StanceMatrix
        What was said, or voted.
    topic, actors
        As for `stance_matrix`.
    together : bool
        Whether to list as well, as one bloc, that all took the same stance.

    Returns
    -------
    tuple of CommonSplit
        By how often, then by the number of blocs, then by their members.

    Raises
    ------
    UnknownTopic, UnknownActor
        As for `agreement_graph`.

    Examples
    --------
    >>> import coalition as co
    >>> case = co.load_case("migration-2023").at("2023-07")
    >>> for found in co.common_splits(case, actors=["VVD", "D66", "CU"]):
    ...     print(found)
    VVD alone against D66 and CU: 4 of 8
    """
    matrix = matrix_of(source, topic, actors)
    seats, names = matrix.seats or (None,) * len(matrix.actors), matrix.actors
    # 1. the proposals on which all have a stance, the actors by seats, then id
    codes = matrix.cells.codes
    shared = np.flatnonzero(np.all(codes >= 0, axis=0)) if names else np.array([], int)
    order = sorted(range(len(names)), key=lambda row: (-(seats[row] or 0), names[row]))
    held = codes[order][:, shared]
    # 2. each actor by the first who takes the same stance, so that for and against do not matter
    first = np.array([(held[: row + 1] == held[row]).argmax(axis=0) for row in range(len(held))])
    found: dict[tuple[int, ...], list[int]] = {}
    for column, pattern in zip(shared.tolist(), first.T.tolist(), strict=True):
        found.setdefault(tuple(pattern), []).append(column)
    # 3. the blocs of each pattern, those with the most seats first, and where it is found
    filed = matrix.topics or (None,) * len(matrix.proposals)
    answers = []
    for pattern, columns in found.items():
        rows: dict[int, list[int]] = {}
        for place, leader in enumerate(pattern):
            rows.setdefault(leader, []).append(order[place])
        if len(rows) == 1 and not together:
            continue
        blocs = sorted(rows.values(), key=lambda bloc: -sum(seats[row] or 0 for row in bloc))
        times = Counter(path for column in columns for path in paths_of(filed[column]))
        answers.append(
            CommonSplit(
                tuple(tuple(names[row] for row in bloc) for bloc in blocs),
                times=len(columns),
                of=len(shared),
                topics=tuple(sorted(times.items(), key=lambda item: (-item[1], item[0]))),
                proposals=tuple(matrix.proposals[column] for column in columns),
            )
        )
    return tuple(sorted(answers, key=lambda item: (-item.times, len(item.blocs), item.blocs)))

"""Recurring splits: who stood with whom, proposal by proposal."""

from collections import Counter
from collections.abc import Iterable

import attrs
import numpy as np

from coalition.answers.terms import on_terms
from coalition.faults import Faults
from coalition.graph.agreed_ties import yes_and_no
from coalition.graph.null_models import divisions_by_chance
from coalition.model.proposals import paths_of
from coalition.sentences import against
from coalition.stances.agreement import USUAL, Agreement, chosen
from coalition.stances.counted_statements import load_of
from coalition.stances.from_positions import Stances, given, matrix_of
from coalition.tables import Shown

_FEW = 0.1  # proposals that a sentence gives a number for


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
    agreement : Agreement
        Which proposals count, and under which null model.
    expected : float or None
        Under a null model: on how many proposals they would fall apart like this by chance. None
        without one; so is the next.
    p_value : float or None
        How likely it is to be so far from that by chance, two-sided, to ten digits.
    """

    blocs: tuple[tuple[str, ...], ...]
    times: int
    of: int
    topics: tuple[tuple[str, int], ...]
    proposals: tuple[str, ...] = attrs.field(repr=False)
    agreement: Agreement = USUAL
    expected: float | None = None
    p_value: float | None = None

    def __str__(self) -> str:
        found, rule = f"{against(self.blocs)}: {self.times} of {self.of}", self.agreement
        terms = [str(attrs.evolve(rule, null_model=None, alpha=USUAL.alpha))]
        if self.expected is not None:
            number = f"{self.expected:,.1f}" if self.expected >= _FEW else f"less than {_FEW}"
            found += f", {number} by chance"
            terms = [f"null model {rule.null_model}", *terms]
        return f"{found}{on_terms('refuse', terms)}"


def common_splits(
    source: Stances,
    topic: str | None = None,
    *,
    actors: Iterable[str] | None = None,
    together: bool = False,
    agreement: Agreement | None = None,
) -> tuple[CommonSplit, ...]:
    """Return in which ways actors fall apart, the most common first.

    Every proposal on which all of them have a stance counts once: those with the same stance are in
    one bloc. Which bloc is for and which against makes no difference.

    On lopsided votes, the most common of these may be what chance makes too: ask with a null model
    how often each is expected. Its chances are those of all parties, or all actors of a matrix, and
    of how many said yes on each proposal, which is taken for given: under ``'fixedcol'`` it is as
    if these votes were handed out anew at random, to the actors asked about as to all others; under
    ``'sdsm'``, as if all voted independently by its chances, and as many had said yes. Each p-value
    is of one way by itself. But n actors can fall apart in ``2**(n - 1)`` ways, and only those that
    were found are listed: of many actors, any that is found once has a small p-value. Among up to
    25, call one beyond chance if its p-value, multiplied by the number of ways, is at most 0.05.

    Parameters
    ----------
    source : Coalition, StanceMatrix or Scales
        What was said, or voted.
    topic, actors
        As for `stance_matrix`.
    together : bool
        Whether to list as well, as one bloc, that all took the same stance.
    agreement : Agreement, optional
        A null model, and weights of 0 for proposals to leave out. All else of it is about ties, and
        refused; but for `alpha`, which makes no difference.

    Returns
    -------
    tuple of CommonSplit
        By how often, then by the number of blocs, then by their members.

    Raises
    ------
    UnknownTopic, UnknownActor
        As for `agreement_graph`.
    InvalidValue
        If the agreement is about ties, or there are stances that its null model cannot take.

    Examples
    --------
    >>> import coalition as co
    >>> case = co.load_case("migration-2023").at("2023-07")
    >>> for found in co.common_splits(case, actors=["VVD", "D66", "CU"]):
    ...     print(found)
    VVD alone against D66 and CU: 4 of 8
    """
    source = given(source, "common_splits")
    matrix = matrix_of(source, topic, actors)
    rule = _of_proposals(chosen(agreement, {}, source, matrix))
    seats, names = matrix.seats or (None,) * len(matrix.actors), matrix.actors
    # 1. the proposals that count, on which all have a stance; the actors by seats, then id
    codes, load = matrix.cells.codes, load_of(matrix, rule)
    known = np.all(codes >= 0, axis=0) & np.array(load or 1, bool)
    shared = np.flatnonzero(known) if names else np.array([], int)
    order = sorted(range(len(names)), key=lambda row: (-(seats[row] or 0), names[row]))
    held = codes[order][:, shared]
    # 2. each actor by the first who takes the same stance, so that for and against do not matter
    first = np.array([(held[: row + 1] == held[row]).argmax(axis=0) for row in range(len(held))])
    found: dict[tuple[int, ...], list[int]] = {}
    for column, pattern in zip(shared.tolist(), first.T.tolist(), strict=True):
        found.setdefault(tuple(pattern), []).append(column)
    # 3. how often each is expected
    by_chance: Iterable[tuple[float | None, float | None]] = [(None, None)] * len(found)
    if rule.null_model is not None:
        others = set(matrix_of(source, topic, None).actors).difference(names)
        everybody = matrix_of(source, topic, (*names, *others))
        sides = yes_and_no(everybody, rule)
        at = {actor: row for row, actor in enumerate(everybody.actors)}
        rows_of = [at.pop(names[row]) for row in order] + list(at.values())
        one_side = np.array(list(found)).reshape(len(found), len(names)) == 0
        often = np.array([len(columns) for columns in found.values()], int)
        chances = divisions_by_chance(sides[rows_of], rule.null_model, len(names), one_side, often)
        by_chance = zip(*chances, strict=True)
    # 4. the blocs of each pattern, those with the most seats first, and where it is found
    filed = matrix.topics or (None,) * len(matrix.proposals)
    answers = []
    for (pattern, columns), chance in zip(found.items(), by_chance, strict=True):
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
                agreement=rule,
                expected=chance[0],
                p_value=chance[1],
            )
        )
    return tuple(sorted(answers, key=lambda item: (-item.times, len(item.blocs), item.blocs)))


def _of_proposals(agreement: Agreement) -> Agreement:
    """Refuse what counts ties: here nothing is summed over proposals, each counts once or not."""
    faults = Faults()
    message = "counts ties of actors, and here each proposal counts once: leave it out"
    for name in ("agree_within", "reliability", "min_shared", "threshold"):
        if getattr(agreement, name) != getattr(USUAL, name):
            faults.note(name, message)
    if odd := [name for name, weight in agreement.weights if weight not in {0, 1}]:
        faults.note(f"weights[{odd[0]!r}]", "each proposal counts once: give it 0 or 1")
    faults.raise_if_any("Agreement")
    return agreement

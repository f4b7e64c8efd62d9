"""The ties of actors under an agreement: one answer for graphs and for splits."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil

import attrs
import numpy as np
import numpy.typing as npt

from coalition.faults import Faults
from coalition.graph.null_models import BeyondChance, beyond_chance
from coalition.model import checks
from coalition.numbers import exact
from coalition.sentences import counted
from coalition.stances.agreement import Agreement
from coalition.stances.counted_statements import load_of, ties_of
from coalition.stances.matrix import StanceMatrix
from coalition.stances.ties import Sums, Ties


@attrs.frozen(eq=False)
class AgreedTies:
    """The ties that count: square tables, right above the diagonal.

    Parameters
    ----------
    sums : Ties
        What is agreed and disagreed, and shared.
    net : array of whole numbers
        The signed weight of each tie, multiplied by `scale`: agreement less disagreement; or, under
        a null model, agreements less those expected, 0 where that is not beyond chance.
    scale : int
        What the signed weights must be divided by.
    kept : array of bool
        Which ties count: those of actors who share enough proposals and whose weight is enough.
    chance : BeyondChance or None
        What a null model says.
    beyond_chance : bool or None
        Whether it says that anything is beyond chance; None where there is nothing to compare.
    """

    sums: Ties
    net: Sums
    scale: int
    kept: npt.NDArray[np.bool_]
    chance: BeyondChance | None = None
    beyond_chance: bool | None = None

    @property
    def floating(self) -> bool:
        """Whether weights that are not whole are floats in answers."""
        return self.sums.floating or self.chance is not None

    def searched(self) -> dict[tuple[int, int], int]:
        """Return the signed weight of every tie that a split is of, in whole numbers.

        Under a null model these are the ties beyond chance, and none where nothing is.
        """
        kept = self.kept
        if self.chance is not None:
            kept = kept & (self.net != 0) & bool(self.beyond_chance)
        places = zip(*(place.tolist() for place in np.nonzero(kept)), strict=True)
        return dict(zip(places, self.net[kept].tolist(), strict=True))


def agreed_ties(
    matrix: StanceMatrix, agreement: Agreement, drawn: Sequence[int] | None = None
) -> AgreedTies:
    """Return the ties of the actors of a matrix; refuse what a null model cannot take.

    Where proposals were drawn, it is these that count, each as often as it was.
    """
    chance, model = None, agreement.null_model
    if model is not None:
        sides, shared = yes_and_no(matrix, agreement, drawn), agreement.min_shared
        chance = beyond_chance(sides, model, agreement.alpha, min_shared=shared)
    return kept_ties(ties_of(matrix, agreement, drawn), agreement, chance)


def kept_ties(sums: Ties, agreement: Agreement, chance: BeyondChance | None = None) -> AgreedTies:
    """Return the ties that count, of what is agreed and what of it is beyond chance."""
    net, scale = sums.agree - sums.disagree, sums.scale
    if chance is not None:
        net, scale = chance.excess * abs(chance.sign), chance.scale
    least: Fraction = exact(agreement.threshold) * scale
    enough = np.triu(sums.shared >= agreement.min_shared, 1)
    anything = chance.anything if chance is not None and enough.any() else None
    return AgreedTies(sums, net, scale, enough & (abs(net) >= ceil(least)), chance, anything)


def yes_and_no(
    matrix: StanceMatrix, agreement: Agreement, drawn: Sequence[int] | None = None
) -> npt.NDArray[np.int8]:
    """Return 1 for yes, -1 for no and 0 for no vote, on the proposals that count.

    Stances that a null model cannot take are refused.
    """
    faults = Faults()
    if matrix.several in checks.COUNTING:
        message = (
            f"a null model needs one stance of an actor on a proposal, and under {matrix.several!r}"
            " there can be several; use case.counting('latest')"
        )
        faults.note("null_model", message)
    if matrix.scales is not None:
        message = "is for votes of yes and no, not for positions on scales; use agree_within='mean'"
        faults.note("null_model", message)
        faults.raise_if_any("Agreement")
    load = load_of(matrix, agreement)
    wanted = range(len(matrix.proposals)) if drawn is None else drawn
    columns = [at for at in wanted if load is None or load[at]]
    cells = matrix.cells.take(range(len(matrix.actors)), columns)
    other = cells.mapped(lambda stance, _: stance not in {None, -1, 1})
    if other.any():
        row, column = np.argwhere(other)[0].tolist()
        actor, proposal = matrix.actors[row], matrix.proposals[columns[column]]
        stances = counted(int(other.sum()), "stance is", "stances are")
        message = (
            f"a null model knows yes and no alone, and {stances} neither, as that of {actor} on "
            f"{proposal} ({matrix.stance(actor, proposal):g}); read abstention as 'abstained', "
            "leave the proposal out with a weight of 0, or, on graded scales, use "
            "agree_within='mean' and no null model"
        )
        faults.note("null_model", message)
    faults.raise_if_any("Agreement")
    return cells.mapped(lambda stance, _: np.int8(stance or 0))

"""How robust a split is: the fewest changed positions that flip it, and what it rests on."""

from collections.abc import Callable, Iterable

import attrs

from coalition.answers.doubt._unknown import SIDES, checked_choices
from coalition.answers.doubt.flips import Flip, Supposition, fewest_flips
from coalition.answers.splits.split import Partitioned, Split, split
from coalition.doors import names_in
from coalition.errors import Fault, InvalidValue
from coalition.limits import Stopped, Watch, all_or_nothing, checked_limits
from coalition.model.checks import COUNTING
from coalition.model.coalition import Coalition
from coalition.model.given import Case, a_case
from coalition.model.words import Stance
from coalition.sentences import counted, listed
from coalition.signed.partition import Partition, proven
from coalition.stances.agreement import Agreement
from coalition.stances.from_positions import stance_matrix
from coalition.tables import Shown

TRIALS = 100_000


@attrs.frozen
class Robustness(Shown):
    """What it takes to flip a split.

    Attributes
    ----------
    split : Split
        The split as it is.
    changes : int or None
        The fewest positions that, changed, make it another; None where none were found.
    at_least : int or None
        No fewer can flip it: `changes`, or what is proven where the search ended early; None where
        no changes at all can.
    flips : tuple of Flip
        The sets of that many positions that do, with what they would be; at most 1000.
    complete : bool
        Whether the search came to its end and all of them are listed.
    rests_on : tuple of Flip
        The single statements without any one of which the split is another: the actors that can
        still be placed are divided otherwise, or one of the blocs is gone. They are looked for
        first.
    all_critical : bool
        Whether `rests_on` has all of these: false where the search ended before, or where it is not
        proven what the split is.
    stopped : {'work', 'time', 'interrupt'} or None
        What ended the search early: `max_trials`, that more than 1000 flips were found or that a
        split takes too much work to prove; `time_limit`; or Ctrl-C.
    """

    split: Split
    changes: int | None
    at_least: int | None
    flips: tuple[Flip, ...] = attrs.field(repr=False)
    complete: bool
    rests_on: tuple[Flip, ...] = attrs.field(repr=False)
    all_critical: bool
    stopped: Stopped | None

    def __str__(self) -> str:
        if not self.split.blocs:
            return str(self.split)
        return f"{self.split}: {self.worded}"

    @property
    def worded(self) -> str:
        """What it takes to flip the split and what it rests on, in words, as far as it is known."""
        return f"{self._flipped()}; {self._critical()}"

    def _flipped(self) -> str:
        """Say how many changed positions flip it, as far as that is known."""
        if self.at_least is None:
            return "no changed positions flip it"
        if self.changes is not None:
            changed = counted(self.changes, "changed position")
            ways = f"{counted(len(self.flips), 'way')}{'' if self.complete else ' or more'}"
            return f"flips with {changed}, in {ways}"
        if self.at_least == 1:
            return "how many changed positions flip it is not known"
        return f"it takes at least {counted(self.at_least, 'changed position')} to flip it"

    def _critical(self) -> str:
        """Say which statements it rests on, as far as they were looked for."""
        critical = listed(str(one.moves[0].position) for one in self.rests_on)
        if critical:
            return f"rests {'' if self.all_critical else 'at least '}on {critical}"
        if self.all_critical:
            return "no single statement is critical"
        return "critical statements were not all looked for"


def robustness(
    coalition: Case,
    topic: str | None = None,
    *,
    max_blocs: int | None = None,
    actors: Iterable[str] | None = None,
    stances: Iterable[Stance] = SIDES,
    max_changes: int | None = None,
    max_trials: int = TRIALS,
    time_limit: float | None = None,
    agreement: Agreement | None = None,
) -> Robustness:
    """Return how many changed positions flip a split, which, and what it rests on.

    A split flips when its optimal divisions are others than before: when one is added too, as the
    answer is then no longer the only one. A changed position is a current one that has another
    stance than it is read as; what is unknown stays so (for that, see `certainty`).

    1. The margin bounds the number from below: one position changes the difference between two
       divisions by at most what it can change the agreement with one other, times the number of
       others who have a position on the proposal.
    2. Sets of one, two, ... positions are tried in turn, all others left out that the bound shows
       not to be enough, until some of a size flip the split: then all of that size.
    3. Each statement is left out in turn.

    Where a tie is not the sum of what two stances amount to, there is no such bound: with a null
    model, the mean distance, `reliability`, `min_shared` or `threshold`. Then every set is tried,
    which takes long for more than some dozens of positions.

    Parameters
    ----------
    coalition : Coalition or str
        What was said; the current positions count. It must be counted so that an actor has one
        stance on a proposal: ``latest`` or ``refuse`` (see `Coalition.counting`).
    topic, max_blocs, actors, agreement
        See `split`.
    stances : iterable of number or str
        What a position can change to: against, neutral and for by default. With a null model, to
        for and against alone.
    max_changes : int, optional
        Look for flips by at most so many changes; any number by default.
    max_trials : int
        How many sets of changes are tried at most; beyond, `complete` is False.
    time_limit : float, optional
        Seconds after which no further set is tried; then as for `max_trials`, and so after Ctrl-C.

    Returns
    -------
    Robustness
        With all smallest sets of changes, and the statements that the split rests on.

    Raises
    ------
    InvalidValue
        If a limit or a stance makes no sense, several statements of one actor on one proposal
        count, or it is not asked of a case.
    UnknownTopic, UnknownActor
        As for `split`.
    KeyboardInterrupt
        On Ctrl-C while the split itself is sought, and while the answer is put together. In
        between, Ctrl-C ends the search, and what was found is returned.

    Examples
    --------
    >>> import coalition as co
    >>> case = co.load_case("migration-2023")
    >>> found = co.robustness(case.at("2023-07"), "migration/asylum")
    >>> found.changes, len(found.rests_on)
    (2, 0)
    >>> print(co.robustness(case.at("2023-01"), "migration/labour").flips[0])
    with VVD against labour-migration-curb: VVD and D66 against CDA and CU
    """
    coalition = a_case(coalition, "robustness")
    sides = checked_choices("robustness", (), stances)[1]
    counts = {"max_trials": max_trials, "max_changes": max_changes}
    checked_limits("robustness", time_limit=time_limit, **counts)
    names = None if actors is None else names_in(actors, "actors")
    if coalition.several in COUNTING:
        message = (
            f"under {coalition.several!r} an actor can have several stances on a proposal, none of "
            "which is the one to change; use case.counting('latest')"
        )
        raise InvalidValue((Fault("several", message),), "robustness")
    watch = Watch(time_limit)

    def found(now: Coalition) -> Split:
        return split(
            now,
            topic,
            max_blocs=max_blocs,
            actors=names,
            agreement=agreement,
            time_limit=watch.rest(),
        )

    base = all_or_nothing(found)(coalition)
    matrix = stance_matrix(coalition, topic, actors=names)
    if base.agreement.null_model is not None:
        sides = tuple(side for side in sides if side in {-1, 1})
    rests_on, all_critical = _critical(coalition, base, found, watch)
    at_least, flips, sure = fewest_flips(
        *(coalition, matrix, base, sides, watch),
        max_changes=max_changes,
        max_trials=max_trials,
    )
    return Robustness(
        split=base,
        changes=at_least if flips else None,
        at_least=at_least,
        flips=flips,
        complete=sure and not watch.stopped and (at_least is None or bool(flips)),
        rests_on=rests_on,
        all_critical=all_critical,
        stopped=watch.stopped or (None if all_critical and sure else base.stopped or "work"),
    )


def _critical(
    coalition: Coalition, base: Split, found: Callable[[Coalition], Split], watch: Watch
) -> tuple[tuple[Flip, ...], bool]:
    """Return the single statements that a split rests on, and whether these are all."""
    flips: list[Flip] = []

    def leave_out() -> bool:
        known = proven(base)
        for said in base.reasons if known else ():
            watch.spend(0)
            other = found(coalition.without(said))
            if not proven(other):
                known = False
            elif divides_otherwise(base, other):
                flips.append(Flip((Supposition(said, None),), other.optima))
        return known

    known = watch.run(leave_out) or False
    return tuple(flips), known


def divides_otherwise(base: Split, found: Partition) -> bool:
    """Tell whether actors are divided otherwise, or a bloc is gone; who is in one only is left out.

    It is the actors of both splits that count, and every bloc of the first.
    """
    before, after = (
        {actor for blocs in one.optima for bloc in blocs for actor in bloc} for one in (base, found)
    )

    def among(optima: tuple[Partitioned, ...]) -> set[frozenset[frozenset[str]]]:
        return {
            frozenset(frozenset(bloc) & before & after for bloc in blocs if before & set(bloc))
            for blocs in optima
        }

    return among(base.optima) != among(found.optima)

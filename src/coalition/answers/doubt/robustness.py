"""How robust a split is: the fewest changes of mind that flip it, and what it hangs on."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

import attrs

from coalition.answers.doubt._flips import Flip, Search, Supposition
from coalition.answers.doubt._unknown import SIDES, checked_choices
from coalition.answers.splits.split import Partitioned, Split, split
from coalition.errors import Fault, InvalidValue
from coalition.limits import Watch, all_or_nothing, checked_limits
from coalition.model.checks import COUNTING
from coalition.model.coalition import Coalition
from coalition.sentences import listed
from coalition.signed.partition import Partition
from coalition.stances.from_positions import stance_matrix
from coalition.tables import Shown

__all__ = ["Robustness", "divides_otherwise", "robustness"]

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
    hangs_on : tuple of Flip
        The single statements without any one of which the split is another: the actors that can
        still be placed are divided otherwise, or one of the blocs is gone. They are looked for
        first.
    stopped : {'work', 'time', 'interrupt'} or None
        What ended the search early: `max_trials` or that more than 1000 flips were found,
        `time_limit`, or Ctrl-C.
    """

    split: Split
    changes: int | None
    at_least: int | None
    flips: tuple[Flip, ...] = attrs.field(repr=False)
    complete: bool
    hangs_on: tuple[Flip, ...] = attrs.field(repr=False)
    stopped: str | None

    def __str__(self) -> str:
        if self.changes is not None:
            told = f"flips with {_counted(self.changes, 'changed position')}"
            ways = f"in {_counted(len(self.flips), 'way')}{'' if self.complete else ' or more'}"
            told = f"{told}, {ways}"
        elif self.at_least is None:
            told = "no changed positions flip it"
        else:
            told = f"flips with no fewer than {_counted(self.at_least, 'changed position')}"
        hangs = listed(str(one.moves[0].position) for one in self.hangs_on)
        return f"{self.split}: {told}; hangs on {hangs or 'no single statement'}"


def robustness(
    coalition: Coalition,
    topic: str | None = None,
    *,
    max_blocs: int | None = None,
    actors: Iterable[str] | None = None,
    weights: Mapping[str, float | Fraction] | None = None,
    stances: Iterable[float | str] = SIDES,
    max_changes: int | None = None,
    max_trials: int = TRIALS,
    time_limit: float | None = None,
    several: str | None = None,
) -> Robustness:
    """Return how many changed positions flip a split, which, and what it hangs on.

    A split flips when its optimal divisions are others than before: when one is added too, as the
    answer is then no longer the only one. A changed position is one in force that has another
    stance than it is read as; what is unknown stays so (for that, see `certainty`).

    1. The margin bounds the number from below: one position changes the difference between two
       divisions by at most the size of its change times the number of others who have a position
       on the proposal.
    2. Sets of one, two, ... positions are tried in turn, all others left out that the bound shows
       not to be enough, until some of a size flip the split: then all of that size.
    3. Each statement is left out in turn.

    Parameters
    ----------
    coalition : Coalition
        What was said; the positions in force count.
    topic : str, optional
        Take the proposals of this topic and of those below it; all proposals unless said.
    max_blocs : int, optional
        The most blocs; any number unless said.
    actors : iterable of str, optional
        Ids of parties or politicians; all parties unless said.
    weights : dict of str to number, optional
        How much proposals count, by id; 1 unless said.
    stances : iterable of number or str
        What a position can change to: against, neutral and for unless said.
    max_changes : int, optional
        Look for flips by at most so many changes; any number unless said.
    max_trials : int
        How many sets of changes are tried at most; beyond, `complete` is False.
    time_limit : float, optional
        Seconds after which no further set is tried; then as for `max_trials`, and so after Ctrl-C.
    several : str, optional
        What several statements of one actor on one proposal count for, as for
        `Coalition.counting`; as the coalition has it unless said. It must be one
        under which an actor has one stance: ``latest`` or ``refuse``.

    Returns
    -------
    Robustness
        With all smallest sets of changes, and the statements that the split hangs on.

    Raises
    ------
    InvalidValue
        If a limit or a stance makes no sense, or several statements of one actor on one proposal
        count.
    UnknownTopic, UnknownActor
        As for `split`.
    KeyboardInterrupt
        On Ctrl-C before the split is known.

    Examples
    --------
    >>> import coalition as co
    >>> case = co.load_case("migration-2023")
    >>> found = co.robustness(case.at("2023-07"), "migration/asylum")
    >>> found.changes, len(found.hangs_on)
    (2, 0)
    >>> print(co.robustness(case.at("2023-01"), "migration/labour").flips[0])
    VVD on labour-migration-curb to against: VVD and D66 against CDA and CU
    """
    sides = checked_choices("robustness", (), stances)[1]
    counts = {"max_trials": max_trials, "max_changes": max_changes}
    checked_limits("robustness", time_limit=time_limit, **counts)
    names = None if actors is None else tuple(actors)
    coalition = coalition.counting(several)
    if coalition.several in COUNTING:
        message = (
            f"under {coalition.several!r} an actor can have several stances on a proposal, none of "
            "which is the one to change; say several='latest'"
        )
        raise InvalidValue((Fault("several", message),), "robustness")
    watch = Watch(time_limit)

    def found(now: Coalition) -> Split:
        return split(
            now, topic, max_blocs=max_blocs, actors=names, weights=weights, time_limit=watch.rest()
        )

    base = all_or_nothing(found)(coalition)
    matrix = stance_matrix(coalition, topic, actors=names)
    search = Search.of(coalition, matrix, base, sides, max_blocs=max_blocs, weights=weights or {})
    hangs_on = _hangs_on(coalition, base, found, watch)
    fewest = search.fewest(max_changes, max_trials, watch)
    done = fewest.stopped is None and search.proven
    return Robustness(
        split=base,
        changes=fewest.changes,
        at_least=fewest.at_least,
        flips=fewest.flips,
        complete=done and (fewest.changes is not None or fewest.at_least is None),
        hangs_on=hangs_on,
        stopped=fewest.stopped,
    )


def _hangs_on(
    coalition: Coalition, base: Split, found: Callable[[Coalition], Split], watch: Watch
) -> tuple[Flip, ...]:
    """Return the single statements that a split hangs on."""
    flips: list[Flip] = []

    def leave_out() -> None:
        for said in base.reasons:
            watch.spend(0)
            other = found(coalition.without(said))
            if divides_otherwise(base, other):
                flips.append(Flip((Supposition(said, None),), other.optima))

    watch.run(leave_out)
    return tuple(flips)


def divides_otherwise(base: Split, found: Split | Partition) -> bool:
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


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"

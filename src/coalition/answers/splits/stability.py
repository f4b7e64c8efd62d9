"""How stable a split is: how often it comes back where the proposals had been others."""

import math
from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from itertools import chain, combinations
from typing import Unpack

import attrs
import numpy as np

from coalition.answers.splits.split import Partitioned, Split, alternatives, signed_ties_of, split
from coalition.faults import Faults
from coalition.limits import Stopped, Watch, all_or_nothing, checked_limits
from coalition.model import checks
from coalition.sentences import counted
from coalition.signed.partition import Partition, partition, proven
from coalition.stances.agreement import Agreement, Fields, chosen
from coalition.stances.counted_statements import load_of
from coalition.stances.from_positions import Stances, given, matrix_of
from coalition.tables import Columns, Row, Shown

FEW = 30  # proposals, or resamples, below which they say little
STABLE = Fraction(95, 100)  # share of resamples from which a split is called stable


@attrs.frozen
class DrawnSplit(Shown):
    """A split that resamples of the proposals have, and how many do.

    Attributes
    ----------
    optima : tuple
        The split: every optimal partition, as for `Split`; one without blocs where nobody could be
        placed, or nothing was beyond chance.
    times, of : int
        How many resamples have it, and of how many.
    share : Fraction
        The one divided by the other.
    """

    optima: tuple[Partitioned, ...]
    times: int
    of: int
    share: Fraction

    def __str__(self) -> str:
        named = alternatives(self.optima) if any(self.optima) else "no blocs"
        return f"{named}: {self.times:,} of {self.of:,}"


@attrs.frozen
class Stability(Shown):
    """In how many resamples of the proposals a split comes back.

    Attributes
    ----------
    split : Split
        The split on all proposals.
    share : Fraction or None
        The share of the resamples that have the same one, with all its optima; None where none was
        drawn.
    splits : tuple of DrawnSplit
        Every split that came, the most frequent first.
    together : tuple of ((str, str), Fraction)
        Every two actors, with the share of the resamples in which they are in one bloc. A resample
        with several optima counts in part: by the share of them in which they are.
    resamples : int
        How many were drawn.
    proven : int
        In how many of these it is proven what the split is.
    proposals : int
        From how many proposals, and how many each time.
    seed : int
        What they were drawn with.
    stopped : {'time', 'interrupt'} or None
        What ended it before as many were drawn as were asked for: the time limit, or Ctrl-C.
    """

    split: Split
    share: Fraction | None
    splits: tuple[DrawnSplit, ...] = attrs.field(repr=False)
    together: tuple[tuple[tuple[str, str], Fraction], ...] = attrs.field(repr=False)
    resamples: int
    proven: int
    proposals: int
    seed: int
    stopped: Stopped | None

    @property
    def agreement(self) -> Agreement:
        """How agreement was counted."""
        return self.split.agreement

    @classmethod
    def _columns(cls) -> Columns:
        return {"actor": str, "other": str, "together": Fraction}

    def _rows(self) -> Iterable[Row]:
        return ((*pair, share) for pair, share in self.together)

    def __str__(self) -> str:
        return f"{self._found()}{self.split._terms()}"

    def _found(self) -> str:
        return f"{self.split._found()}{self.split._opposed()}: {self.worded}"

    @property
    def worded(self) -> str:
        """How stable the split is, in words, as far as it is known."""
        if not self.split.blocs:
            return "no split that could be stable"
        if self.share is None:
            return "how stable that is was not found out"
        # 1. How often it is the same.
        same = counted(self.resamples, "resample")
        times = int(self.share * self.resamples)
        drawn = f"{same} of {counted(self.proposals, 'proposal')} ({float(100 * self.share):.1f} %)"
        parts = [f"the same split in {times:,} of {drawn}"]
        if len(self.splits) > 1:
            parts[0] += f", {len(self.splits):,} different splits"
        # 2. Whether that is stable, unless few say so; proven is something else.
        known, stable = proven(self.split), self.share >= STABLE
        parts.append(f"{'proven' if known else 'not proven'} on all proposals")
        if not stable or min(self.proposals, self.resamples) >= FEW:
            link = "and" if known == stable else "but"
            parts[-1] += f", {link} {'stable' if stable else 'not stable'}"
        first = self.splits[0]
        if first.optima != self.split.optima and first.share > self.share:
            parts.append(f"more often {first}")
        # 3. What to mind.
        if self.proven < self.resamples:
            parts.append(f"{self.proven:,} of the resamples are proven")
        if self.proposals < FEW:
            ask = ": ask for robustness" if self.split.reasons else ""
            parts.append(f"so few are too few to draw from{ask}")
        elif self.resamples < FEW:
            parts.append("so few resamples say little")
        if self.stopped:
            parts.append("ended early")
        return "; ".join([*parts, *filter(None, [self.split._loose()])])


def stability(
    source: Stances,
    topic: str | None = None,
    *,
    actors: Iterable[str] | None = None,
    max_blocs: int | None = None,
    resamples: int = 200,
    seed: int = 0,
    time_limit: float | None = None,
    agreement: Agreement | None = None,
    **fields: Unpack[Fields],
) -> Stability:
    """Return in how many resamples of the proposals a split comes back.

    A split can be proven for the proposals that there are, and be another with a few others. So as
    many proposals as there are are drawn from them, with replacement: some come twice, some not at
    all. What the split of these is, again and again, says how much it depends on which proposals
    came up (the bootstrap; Efron 1979).

    It is for votes, and for statements on many proposals. Where there are a handful, each of them
    matters; ask `robustness`. Proposals are drawn one by one, as if they came up independently:
    where many are about one quarrel, a split is less stable than it seems.

    Parameters
    ----------
    source : Coalition, StanceMatrix or Scales
        What was voted, or said; the current positions count.
    topic, actors, max_blocs
        As for `split`.
    resamples : int
        How many times to draw.
    seed : int
        What to draw with: the same seed gives the same answer.
    time_limit : float, optional
        Seconds after which no more is drawn.
    agreement, **fields
        How agreement is counted, as for `agreement_graph`. Proposals of weight 0 are not drawn.

    Returns
    -------
    Stability
        With every split that came, and how often every two actors are in one bloc.

    Raises
    ------
    UnknownTopic, UnknownActor, InvalidValue
        As for `split`; also if `resamples` or `seed` is no whole number.
    KeyboardInterrupt
        On Ctrl-C while the split itself is sought, and while the answer is put together. In
        between, Ctrl-C ends it, and what was drawn so far is in the answer.

    Notes
    -----
    Where a resample has several optima, all of them together are its split. Under a null model, it
    has a split without blocs if nothing in it is beyond chance; where nothing is in all proposals,
    none is drawn. As proposals come more than once, more ties seem beyond chance than do in all.

    References
    ----------
    B. Efron (1979), Bootstrap methods: another look at the jackknife, Annals of Statistics 7, 1-26.

    Examples
    --------
    >>> import coalition as co
    >>> votes = co.StanceMatrix(
    ...     ("A", "B", "C"), [f"p{at}" for at in range(40)],
    ...     [[1] * 40, [1] * 40, [1] * 18 + [-1] * 22],
    ... )
    >>> found = co.stability(votes)
    >>> found.share, len(found.splits), dict(found.together)["A", "B"]
    (Fraction(27, 40), 3, Fraction(1, 1))
    """
    # 1. Check what is asked for, and find the split on all proposals.
    source = given(source, "stability")
    checked_limits("stability", time_limit=time_limit, resamples=resamples)
    faults = Faults()
    with faults.at("seed"):
        seed = checks.count(seed)
    faults.raise_if_any("stability")
    matrix = matrix_of(source, topic, actors)
    counting = chosen(agreement, fields, source, matrix)
    watch = Watch(time_limit)
    base = all_or_nothing(split)(
        matrix, max_blocs=max_blocs, time_limit=time_limit, agreement=counting
    )
    load = load_of(matrix, counting)
    places = sorted(range(len(matrix.proposals)), key=matrix.proposals.__getitem__)
    columns = [at for at in places if load is None or load[at]]
    # 2. Draw, and find the split of what was drawn.
    found: list[Partition] = []
    chance = np.random.Generator(np.random.PCG64(seed))

    def draw() -> None:
        for _ in range(resamples):
            watch.spend(0)
            drawn = [columns[at] for at in chance.integers(len(columns), size=len(columns))]
            ties = signed_ties_of(matrix, counting, drawn)
            one = partition(ties, max_blocs=max_blocs, time_limit=watch.rest())
            watch.spend(0)
            found.append(one)

    if base.blocs:
        watch.run(draw)
    # 3. Count.
    number, times = len(found), Counter(one.optima for one in found)
    drawn_splits = (
        DrawnSplit(optima, count, number, Fraction(count, number))
        for optima, count in times.items()
    )
    return Stability(
        split=base,
        share=Fraction(times[base.optima], number) if number else None,
        splits=tuple(
            sorted(drawn_splits, key=lambda one: (-one.times, len(one.optima), one.optima))
        ),
        together=_together([*chain(*base.optima[0]), *base.unplaced], times),
        resamples=number,
        proven=sum(map(proven, found)),
        proposals=len(columns),
        seed=seed,
        stopped=watch.stopped,
    )


def _together(
    actors: list[str], times: Counter[tuple[Partitioned, ...]]
) -> tuple[tuple[tuple[str, str], Fraction], ...]:
    """Return the share of the resamples in which every two actors are in one bloc."""
    if not times:
        return ()
    place = {actor: at for at, actor in enumerate(actors)}
    scale = math.lcm(*(len(optima) for optima in times))
    sums = np.zeros((len(actors), len(actors)), object)
    for optima, count in times.items():
        for bloc in chain(*optima):
            rows = [place[actor] for actor in bloc]
            sums[np.ix_(rows, rows)] += count * (scale // len(optima))
    whole = scale * times.total()
    return tuple(
        ((actors[one], actors[other]), Fraction(sums[one, other], whole))
        for one, other in combinations(range(len(actors)), 2)
    )

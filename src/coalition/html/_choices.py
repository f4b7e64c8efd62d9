"""What a reader of a page can choose, and what is known under each choice."""

from collections.abc import Iterable, Sequence

import attrs

from coalition.faults import Faults, Refused, each
from coalition.model.checks import DOUBTFUL
from coalition.model.coalition import Coalition
from coalition.model.dates import UNKNOWN, PartialDate, most_exact
from coalition.model.proposals import paths_of
from coalition.model.words import Attribution
from coalition.rules.by_head import Unanimity
from coalition.rules.by_weight import Majority
from coalition.rules.vote import Rule, rule_of
from coalition.stances.agreement import Agreement
from coalition.stances.matrix import StanceMatrix

TOPICS = 24  # choices of each kind, at most
DATES = 24
SEATED = 20  # parties of which every coalition is tried for each choice


@attrs.frozen
class Choices:
    """What a reader can choose.

    Attributes
    ----------
    topics : tuple of (str or None)
        The topics; None for all proposals.
    dates : tuple of (PartialDate or None)
        The dates of positions, the latest last; only None where there is none.
    rules : tuple of Rule
        The rules.
    seated : bool
        Whether a case has 2 to 20 parties, whose seats are all known at all dates, and not all 0.
    weak : tuple of str
        The attributions that can be left out: bit 0 of a filter counts the first of them.
    left_out : tuple of str
        What there are too many of, in sentences.
    agreement : Agreement or None
        How agreement is counted, whatever is chosen.
    resamples : int
        How many are drawn to say how stable a split of votes is.
    """

    topics: tuple[str | None, ...]
    dates: tuple[PartialDate | None, ...]
    rules: tuple[Rule, ...]
    seated: bool
    weak: tuple[Attribution, ...]
    left_out: tuple[str, ...]
    agreement: Agreement | None
    resamples: int

    def state(
        self, source: Coalition | StanceMatrix, date: PartialDate | None, kept: int
    ) -> Coalition | StanceMatrix:
        """Return what was known at a date, without what a filter does not count."""
        if isinstance(source, StanceMatrix):
            return source
        dropped = [kind for bit, kind in enumerate(self.weak) if not kept >> bit & 1]
        return (source.at(date) if date else source).without(*dropped)


def choices(
    source: Coalition | StanceMatrix,
    rules: Iterable[Rule | str] | None,
    agreement: Agreement | None,
    resamples: int,
) -> Choices:
    """Return what a reader of a page about this can choose."""
    if isinstance(source, Coalition):
        lines = [made for made in source.commitments if made.kind == "red line"]
        told = [*source.positions, *lines]
        asked = [source.as_of] if source.as_of and told else []
        ends = [made.until for made in lines if made.until]
        dates = most_exact([*(made.date for made in told), *ends, *asked])
        dates = () if [*map(str, dates)] == [UNKNOWN] else dates
        seats = [source.at(date).seats for date in dates[-DATES:]] or [source.seats]
        known = [all(party.id in then for then in seats) for party in source.parties]
        filed = [path for proposal in source.proposals for path in proposal.topics]
        topics: list[str] = list(source.topics)
        said = {made.attribution for made in told}
        weak = tuple(kind for kind in DOUBTFUL if kind in said)
    else:
        seats, known, dates, weak = [], [held is not None for held in source.seats], (), ()
        filed = [path for topics in source.topics for path in paths_of(topics)]
        topics = sorted(set(filed))
    most = _most(topics, filed)
    kept = [topic for topic in topics if topic in most]
    pooled = isinstance(source, StanceMatrix) or not topics
    left = []
    if len(kept) < len(topics):
        left.append(f"Of {len(topics)} topics, the {len(kept)} with the most proposals are here.")
    if len(dates) > DATES:
        left.append(f"Of {len(dates)} dates, the last {DATES} are here.")
    return Choices(
        topics=(*([None] if pooled else []), *kept),
        dates=dates[-DATES:] or (None,),
        rules=_usual(source, known) if rules is None else _rules(rules),
        seated=isinstance(source, Coalition)
        and 1 < len(known) <= SEATED
        and all(known)
        and all(any(then.values()) for then in seats),
        weak=weak,
        left_out=tuple(left),
        agreement=agreement,
        resamples=resamples,
    )


def _most(topics: Iterable[str], filed: list[str]) -> set[str]:
    """Return the topics with the most proposals, their own and those below."""
    count = {topic: sum(f"{path}/".startswith(f"{topic}/") for path in filed) for topic in topics}
    return set(sorted(count, key=lambda topic: (-count[topic], topic))[:TOPICS])


def _usual(source: Coalition | StanceMatrix, seated: Sequence[bool]) -> tuple[Rule, ...]:
    """Return the rules that most would ask for: parties consent, and votes are counted."""
    if isinstance(source, StanceMatrix):
        return (Majority(), Unanimity()) if all(seated) or not any(seated) else (Unanimity(),)
    return (Unanimity(), Majority()) if seated and all(seated) else (Unanimity(),)


def _rules(rules: Iterable[Rule | str]) -> tuple[Rule, ...]:
    """Return the rules that are asked for, each once."""
    faults, found = Faults(), tuple[Rule, ...]()
    with faults.at("rules"):
        if not (found := each(rules, rule_of)):
            raise Refused("must be one or more rules, such as (Unanimity(), Majority())")
    faults.raise_if_any("page")
    return tuple(rule for at, rule in enumerate(found) if rule not in found[:at])
